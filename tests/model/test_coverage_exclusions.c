#include "cet/core/memory.h"
#include "cet/model/coverage_exclusions.h"
#include "unit_test.h"

static enum status find(const char *text, struct coverage_exclusions *marks, struct error *err)
{
    return coverage_exclusions_find("a.c", text, strlen(text), marks, err);
}

/* Lines 1..9, odd ones executed, each with two branches of which one was taken; f from 2 to 4, g from 6 to 8. */
static struct coverage_file *fill(struct coverage *coverage)
{
    struct coverage_file *file = coverage_add_file(coverage, "/a.c");
    for (uint32_t i = 1; i <= 9; i++) {
        const struct coverage_line line = {.line = i, .hits = i % 2};
        ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, line);
        for (uint32_t k = 0; k < 2; k++) {
            const struct coverage_branch branch = {.line = i, .number = k, .was_evaluated = true, .taken = k};
            ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity, branch);
        }
    }
    struct coverage_function f = {.name = memory_strdup("f"), .line = 2, .end_line = 4};
    struct coverage_function g = {.name = memory_strdup("g"), .line = 6, .end_line = 8, .hits = 1};
    ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, f);
    ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, g);
    return file;
}

TEST(marks_hold_from_start_to_stop_or_on_their_line)
{
    SCOPED(coverage_exclusions_release) struct coverage_exclusions marks = {0};
    CU_ASSERT_EQUAL_FATAL(find("a; // LCOV_EXCL_LINE why\n"
                               "/* LCOV_EXCL_START */\n"
                               "b;\n"
                               "/* words\n LCOV_EXCL_STOP */\n"
                               "c; /* GCOVR_EXCL_BR_LINE */\n",
                               &marks, NULL),
                          STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(marks.count, 3);
    CU_ASSERT_EQUAL(marks.items[0].first, 1);
    CU_ASSERT_EQUAL(marks.items[0].last, 1);
    CU_ASSERT_EQUAL(marks.items[1].first, 2);
    CU_ASSERT_EQUAL(marks.items[1].last, 4); /* STOP's own line counts again */
    CU_ASSERT_EQUAL(marks.items[2].kind, COVERAGE_EXCLUSION_BRANCHES);
    CU_ASSERT_STRING_EQUAL(marks.items[2].word, "GCOVR_EXCL_BR_LINE");
}

TEST(a_section_that_ends_on_its_line_is_none)
{
    SCOPED(coverage_exclusions_release) struct coverage_exclusions marks = {0};
    CU_ASSERT_EQUAL(find("a; // LCOV_EXCL_START LCOV_EXCL_STOP\n", &marks, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(marks.count, 0);
}

TEST(words_outside_of_comments_and_longer_words_are_none)
{
    SCOPED(coverage_exclusions_release) struct coverage_exclusions marks = {0};
    CU_ASSERT_EQUAL(
        find("puts(\"LCOV_EXCL_START\"); int LCOV_EXCL_LINE; // XLCOV_EXCL_START LCOV_EXCL_STARTS\n", &marks, NULL),
        STATUS_OK);
    CU_ASSERT_EQUAL(marks.count, 0);
}

static bool is_refused_at(const char *text, const char *place)
{
    struct coverage_exclusions marks = {0};
    struct error err = {0};
    bool is = find(text, &marks, &err) == STATUS_INVALID && strstr(err.message, place) && !marks.count;
    coverage_exclusions_release(&marks);
    return is;
}

TEST(unbalanced_marks_are_refused_with_their_line)
{
    CU_ASSERT_TRUE(is_refused_at("\n// LCOV_EXCL_START\n", "'a.c':2: LCOV_EXCL_START without its STOP"));
    CU_ASSERT_TRUE(is_refused_at("// LCOV_EXCL_LINE\n// LCOV_EXCL_STOP\n", "'a.c':2: LCOV_EXCL_STOP without"));
    CU_ASSERT_TRUE(is_refused_at("// GCOV_EXCL_START\n// GCOV_EXCL_START\n// GCOV_EXCL_STOP\n", "'a.c':2:"));
    CU_ASSERT_TRUE(is_refused_at("// LCOV_EXCL_START\n// GCOVR_EXCL_STOP\n", "'a.c':2:"));
    CU_ASSERT_TRUE(is_refused_at("// LCOV_EXCL_BR_START\n// LCOV_EXCL_STOP\n", "'a.c':2:"));
}

TEST(kinds_may_overlap)
{
    SCOPED(coverage_exclusions_release) struct coverage_exclusions marks = {0};
    CU_ASSERT_EQUAL(find("// LCOV_EXCL_START LCOV_EXCL_BR_START\n// LCOV_UNREACHABLE_START\n// LCOV_EXCL_STOP\n"
                         "// LCOV_EXCL_BR_STOP LCOV_UNREACHABLE_END\n",
                         &marks, NULL),
                    STATUS_OK);
    CU_ASSERT_EQUAL(marks.count, 3);
}

TEST(what_a_mark_hides_is_counted)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    const struct coverage_file *file = fill(&coverage);
    const struct coverage_exclusion lines = {COVERAGE_EXCLUSION_LINES, "", 2, 4, 0, 0};
    struct coverage_totals totals = coverage_exclusion_hides(&lines, file);
    CU_ASSERT_EQUAL(totals.lines, 3);
    CU_ASSERT_EQUAL(totals.lines_hit, 1);
    CU_ASSERT_EQUAL(totals.branches, 6);
    CU_ASSERT_EQUAL(totals.functions, 1);
    const struct coverage_exclusion branches = {COVERAGE_EXCLUSION_BRANCHES, "", 2, 4, 0, 0};
    totals = coverage_exclusion_hides(&branches, file);
    CU_ASSERT_EQUAL(totals.lines, 0);
    CU_ASSERT_EQUAL(totals.branches, 6);
    CU_ASSERT_EQUAL(totals.branches_taken, 3);
}

TEST(applied_marks_take_out_what_they_hide)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    struct coverage_file *file = fill(&coverage);
    struct coverage_exclusion items[] = {{COVERAGE_EXCLUSION_FUNCTION, "", 6, 6, 0, 0},
                                         {COVERAGE_EXCLUSION_BRANCHES, "", 1, 1, 0, 0}};
    const struct coverage_exclusions marks = {.items = items, .count = 2};
    coverage_exclusions_apply(&marks, file);
    CU_ASSERT_EQUAL(file->line_count, 6);
    CU_ASSERT_EQUAL(file->branch_count, 10);
    CU_ASSERT_EQUAL_FATAL(file->function_count, 1);
    CU_ASSERT_STRING_EQUAL(file->functions[0].name, "f");
}

TEST(a_mark_of_branches_without_a_hit_holds_while_its_numbers_do)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(coverage_exclusions_release) struct coverage_exclusions marks = {0};
    struct coverage_file *file = fill(&coverage);
    const struct coverage_condition condition = {.line = 1, .size = 1};
    ARRAY_PUSH(file->conditions, file->condition_count, file->condition_capacity, condition);
    CU_ASSERT_EQUAL_FATAL(
        find("a; // GCOVR_EXCL_BR_WITHOUT_HIT: 1/2 no memory\n"
             "b; // GCOVR_EXCL_BR_WITHOUT_HIT: 2/2\n"
             "c; // LCOV_EXCL_BR_WITHOUT_HIT:1/2 LCOV_EXCL_BR_WITHOUT_HIT: 1/x GCOVR_EXCL_BR_WITHOUT_HIT\n",
             &marks, NULL),
        STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(marks.count, 2);
    CU_ASSERT_EQUAL(coverage_exclusion_hides(&marks.items[0], file).branches, 2);
    CU_ASSERT_EQUAL(coverage_exclusion_hides(&marks.items[1], file).branches, 0);
    coverage_exclusions_apply(&marks, file);
    CU_ASSERT_EQUAL(file->line_count, 9);
    CU_ASSERT_EQUAL(file->branch_count, 16);
    CU_ASSERT_EQUAL(file->branches[0].line, 2);
    CU_ASSERT_EQUAL(file->condition_count, 0);
}

TEST(marks_of_exceptions_leave_other_branches)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(coverage_exclusions_release) struct coverage_exclusions marks = {0};
    struct coverage_file *file = fill(&coverage);
    for (size_t i = 0; i < file->branch_count; i++)
        file->branches[i].is_throw = file->branches[i].number == 0;
    CU_ASSERT_EQUAL_FATAL(find("// LCOV_EXCL_EXCEPTION_BR_LINE\n\n// LCOV_EXCL_EXCEPTION_BR_START\n\n"
                               "// LCOV_EXCL_EXCEPTION_BR_STOP\n",
                               &marks, NULL),
                          STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(marks.count, 2);
    coverage_exclusions_apply(&marks, file);
    CU_ASSERT_EQUAL(file->line_count, 9);
    CU_ASSERT_EQUAL(file->branch_count, 18 - 3);
    CU_ASSERT_EQUAL(file->branches[0].number, 1);
}

UNIT_TESTS("model/coverage_exclusions", CASE(marks_hold_from_start_to_stop_or_on_their_line),
           CASE(a_section_that_ends_on_its_line_is_none), CASE(words_outside_of_comments_and_longer_words_are_none),
           CASE(unbalanced_marks_are_refused_with_their_line), CASE(kinds_may_overlap),
           CASE(what_a_mark_hides_is_counted), CASE(applied_marks_take_out_what_they_hide),
           CASE(a_mark_of_branches_without_a_hit_holds_while_its_numbers_do),
           CASE(marks_of_exceptions_leave_other_branches))
