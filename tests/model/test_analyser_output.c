#include "cet/core/memory.h"
#include "cet/model/analyser_output.h"
#include "unit_test.h"

static void read_lines(enum analyser analyser, const char *text, struct finding_set *set)
{
    analyser_output_read(analyser, "/src", text, strlen(text), set);
}

TEST(a_compilers_lines_are_read_with_their_notes)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    read_lines(ANALYSER_GCC,
               "d.c: In function 'twice':\n"
               "d.c:25:5: warning: double-'free' of 'p' [CWE-415] [-Wanalyzer-double-free]\n"
               "d.c:23:15: note: (1) allocated here\n"
               "../d.h:24:5: note: (2) first 'free' here\n"
               "d.c:34:14: warning: division by zero [-Wdiv-by-zero]\n"
               "d.c:35:1: note: of what is not taken\n"
               "cc1: some warnings\n",
               &set);
    CU_ASSERT_EQUAL_FATAL(set.count, 1);
    const struct finding *finding = &set.items[0];
    CU_ASSERT_STRING_EQUAL(finding->rule, "gcc-analyzer-double-free");
    CU_ASSERT_STRING_EQUAL(finding->path, "/src/d.c");
    CU_ASSERT_STRING_EQUAL(finding->message, "double-'free' of 'p'");
    CU_ASSERT_STRING_EQUAL(finding->cwe, "CWE-415");
    CU_ASSERT_STRING_EQUAL(finding->source, "gcc");
    CU_ASSERT_EQUAL(finding->line, 25);
    CU_ASSERT_EQUAL(finding->column, 5);
    CU_ASSERT_EQUAL(finding->level, FINDING_WARNING);
    CU_ASSERT_EQUAL_FATAL(finding->note_count, 2);
    CU_ASSERT_STRING_EQUAL(finding->notes[1].path, "/d.h");
    CU_ASSERT_EQUAL(finding->notes[1].line, 24);
}

TEST(cppchecks_severities_become_levels)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    read_lines(ANALYSER_CPPCHECK,
               "d.c:9:9: error: Memory leak: copy [CWE-401] [memleak]\n"
               "d.c:10:9: warning: Possible null pointer dereference: p [CWE-476] [nullPointer]\n"
               "d.c:11:9: style: Variable 'p' is never used. [CWE-563] [unusedVariable]\n"
               "nofile:0:0: information: Cppcheck cannot find all the include files [CWE-0] [missingIncludeSystem]\n",
               &set);
    CU_ASSERT_EQUAL_FATAL(set.count, 3);
    CU_ASSERT_STRING_EQUAL(set.items[0].rule, "cppcheck-memleak");
    CU_ASSERT_EQUAL(set.items[0].level, FINDING_ERROR);
    CU_ASSERT_EQUAL(set.items[1].level, FINDING_WARNING);
    CU_ASSERT_EQUAL(set.items[2].level, FINDING_REFACTORING);
    CU_ASSERT_STRING_EQUAL(set.items[2].message, "Variable 'p' is never used.");
}

TEST(clang_tidy_and_clang_name_the_same_check_alike)
{
    SCOPED(finding_set_release) struct finding_set tidy = {0}, clang = {0};
    read_lines(ANALYSER_CLANG_TIDY,
               "/src/d.c:17:29: warning: Dereference of null pointer [clang-analyzer-core.NullDereference]\n"
               "   17 |         printf(\"null %d\\n\", *p);\n"
               "/src/d.c:18:1: warning: magic [cert-x,readability-y]\n"
               "/src/d.c:19:1: warning: long [readability-z,-warnings-as-errors]\n"
               "/src/d.c:20:1: error: expected ';' [clang-diagnostic-error]\n",
               &tidy);
    read_lines(ANALYSER_CLANG,
               "d.c:17:29: warning: Dereference of null pointer [core.NullDereference]\n"
               "d.c:18:29: warning: unused [-Wunused]\n",
               &clang);
    CU_ASSERT_EQUAL_FATAL(tidy.count, 3);
    CU_ASSERT_EQUAL_FATAL(clang.count, 1);
    CU_ASSERT_STRING_EQUAL(tidy.items[0].rule, clang.items[0].rule);
    CU_ASSERT_STRING_EQUAL(tidy.items[1].rule, "cert-x");
    CU_ASSERT_EQUAL(tidy.items[1].level, FINDING_WARNING);
    CU_ASSERT_EQUAL(tidy.items[2].level, FINDING_REFACTORING);
    findings_take_in(&clang, &tidy);
    CU_ASSERT_EQUAL(tidy.count, 3);
    CU_ASSERT_STRING_EQUAL(tidy.items[0].source, "clang-tidy, clang");
}

TEST(flawfinders_lines_are_read)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    read_lines(ANALYSER_FLAWFINDER,
               "./d.c:10:5:  [4] (buffer) strcpy:Does not check: x (CWE-120).  Consider snprintf.\n"
               "d.c:33:  [2] (race) access:This usually indicates a flaw (CWE-362/CWE-367!).\n",
               &set);
    CU_ASSERT_EQUAL_FATAL(set.count, 2);
    CU_ASSERT_STRING_EQUAL(set.items[0].rule, "flawfinder-strcpy");
    CU_ASSERT_STRING_EQUAL(set.items[0].cwe, "CWE-120");
    CU_ASSERT_STRING_EQUAL(set.items[0].path, "/src/d.c");
    CU_ASSERT_EQUAL(set.items[0].level, FINDING_WARNING);
    CU_ASSERT_EQUAL(set.items[1].level, FINDING_REFACTORING);
    CU_ASSERT_EQUAL(set.items[1].column, 0);
}

TEST(odd_lines_are_passed_over)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    read_lines(ANALYSER_CPPCHECK,
               ":1:2: error: m [r]\nd.c:: error: m [r]\nd.c:1:2: error: m\n"
               "d.c:1:2: error: m []\nd.c:1:2: Error: m [r]\nd.c:0:1: error: m [r]\n\n[\n]\nd.c:1:2:",
               &set);
    CU_ASSERT_EQUAL(set.count, 0);
}

static void add(struct finding_set *set, const char *source, const char *rule, uint32_t line, const char *cwe,
                const char *message)
{
    finding_set_add(set, &(struct finding){.rule = rule,
                                           .path = "/a.c",
                                           .line = line,
                                           .function = "f",
                                           .message = message,
                                           .source = source,
                                           .cwe = cwe});
}

TEST(the_same_defect_is_told_once_with_all_who_found_it)
{
    SCOPED(finding_set_release) struct finding_set all = {0}, theirs = {0};
    add(&all, "cet", "cet-double-free", 7, "CWE-415", "'p' is freed twice");
    add(&theirs, "clang", "clang-analyzer-unix.Malloc", 7, "", "Attempt to free released memory");
    add(&theirs, "cppcheck", "cppcheck-doubleFree", 7, "CWE-415", "Memory pointed to by 'p' is freed twice.");
    findings_take_in(&theirs, &all);
    CU_ASSERT_EQUAL_FATAL(all.count, 1);
    CU_ASSERT_STRING_EQUAL(all.items[0].source, "cet, clang, cppcheck");
}

TEST(other_lines_and_other_defects_stay_apart)
{
    SCOPED(finding_set_release) struct finding_set all = {0}, theirs = {0};
    add(&all, "cet", "cet-double-free", 7, "CWE-415", "'p' is freed twice");
    add(&theirs, "clang", "clang-analyzer-unix.Malloc", 8, "", "Attempt to free released memory");
    add(&theirs, "cppcheck", "cppcheck-nullPointer", 7, "CWE-476", "Possible null pointer dereference: p");
    add(&theirs, "cppcheck", "cppcheck-oddity", 7, "", "something");
    findings_take_in(&theirs, &all);
    CU_ASSERT_EQUAL(all.count, 4);
}

TEST(leaks_of_one_name_in_one_function_are_one)
{
    SCOPED(finding_set_release) struct finding_set all = {0}, theirs = {0};
    add(&all, "cet", "cet-memory-leak", 3, "CWE-401", "'p' is lost on the way");
    add(&theirs, "cppcheck", "cppcheck-memleak", 9, "CWE-401", "Memory leak: p");
    add(&theirs, "cppcheck", "cppcheck-memleak", 9, "CWE-401", "Memory leak: q");
    findings_take_in(&theirs, &all);
    CU_ASSERT_EQUAL_FATAL(all.count, 2);
    CU_ASSERT_STRING_EQUAL(all.items[0].source, "cet, cppcheck");
}

UNIT_TESTS("model/analyser_output", CASE(a_compilers_lines_are_read_with_their_notes),
           CASE(cppchecks_severities_become_levels), CASE(clang_tidy_and_clang_name_the_same_check_alike),
           CASE(flawfinders_lines_are_read), CASE(odd_lines_are_passed_over),
           CASE(the_same_defect_is_told_once_with_all_who_found_it), CASE(other_lines_and_other_defects_stay_apart),
           CASE(leaks_of_one_name_in_one_function_are_one))
