#include <stdio.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/process.h"
#include "cet/testgen/emit.h"
#include "kinds_plan.h"
#include "unit_test.h"

#define UNIT TESTGEN_CASES "/kinds.c"
#define MAX_BYTES (1u << 20)

struct fixture {
    struct plan_builder builder;
    struct facts facts;
    struct strbuf folder;
};

static void open_fixture(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    kinds_facts(&fixture->facts);
    kinds_plan(&fixture->builder, UNIT);
    CU_ASSERT_EQUAL_FATAL(folder_make_temporary(NULL, "cet-emit", &fixture->folder, NULL), STATUS_OK);
}

static void close_fixture(struct fixture *fixture)
{
    folder_remove(strbuf_text(&fixture->folder), NULL);
    strbuf_release(&fixture->folder);
    facts_release(&fixture->facts);
    release_plan(&fixture->builder);
}

static void emit_suite(struct fixture *fixture)
{
    struct error err = {0};
    const struct emit_unit unit = {.plan = &fixture->builder.plan, .facts = &fixture->facts};
    const struct emit_options options = {.folder = strbuf_text(&fixture->folder), .source_root = TESTGEN_CASES};
    if (testgen_emit(&unit, 1, &options, NULL, &err) != STATUS_OK)
        CU_FAIL_FATAL("the suite cannot be written");
}

/* Exit code of make in the suite's folder; the output is shown when it is not the wanted one. */
static int make(const struct fixture *fixture, const char *const *argv, int wanted)
{
    struct process_result result = {0};
    const struct process_request request = {
        .argv = argv, .folder = strbuf_text(&fixture->folder), .merge_errors = true, .address_space_unlimited = true};
    if (process_run(&request, &result, NULL) != STATUS_OK)
        return -1;
    const int code = result.end == PROCESS_EXITED ? result.exit_code : -1;
    if ((code == 0) != (wanted == 0))
        printf("%s\n", strbuf_text(&result.output));
    process_result_release(&result);
    return code;
}

TEST(the_text_is_the_expected_one)
{
    struct fixture fixture;
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(strbuf_release) struct strbuf expected = {0};
    open_fixture(&fixture);

    const struct emit_unit unit = {.plan = &fixture.builder.plan, .facts = &fixture.facts};
    CU_ASSERT_EQUAL(testgen_emit_program(&unit, "unit.h", &text, NULL, NULL), STATUS_OK);

    if (getenv("UPDATE_EXPECTED"))
        CU_ASSERT_EQUAL(file_write(TESTGEN_CASES "/test_kinds.c", text.bytes, text.length, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_read(TESTGEN_CASES "/test_kinds.c", MAX_BYTES, &expected, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), strbuf_text(&expected));
    close_fixture(&fixture);
}

TEST(the_map_finds_each_test_by_its_lines)
{
    struct fixture fixture;
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct emit_map map = {0};
    open_fixture(&fixture);

    const struct emit_unit unit = {.plan = &fixture.builder.plan, .facts = &fixture.facts};
    CU_ASSERT_EQUAL(testgen_emit_program(&unit, "unit.h", &text, &map, NULL), STATUS_OK);

    CU_ASSERT_EQUAL(map.count, fixture.builder.plan.test_count + fixture.builder.plan.property_count);
    for (size_t i = 0; i < map.count; i++) {
        const char *line = strbuf_text(&text);
        for (unsigned n = 1; n < map.marks[i].last_line - 1; n++)
            line = strchr(line, '\n') + 1;
        CU_ASSERT_PTR_NULL(map.marks[i].problem);
        CU_ASSERT_EQUAL(strncmp(line, "}\n", 2), 0);
        for (size_t e = 0; e < map.marks[i].expect_count; e++)
            CU_ASSERT(map.marks[i].expect_lines[e] == 0 || /* of a test in a child */
                      (map.marks[i].expect_lines[e] > map.marks[i].first_line &&
                       map.marks[i].expect_lines[e] < map.marks[i].last_line));
    }
    emit_map_release(&map);
    close_fixture(&fixture);
}

TEST(a_property_that_an_example_shows_is_not_written_twice)
{
    struct fixture fixture;
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct emit_map map = {0};
    size_t copies = 0;
    open_fixture(&fixture);
    struct plan_builder *b = &fixture.builder;
    begin_test(b, "item_free", PLAN_HAPPY);
    const uint32_t step = call(b, "item_free", "void", 1, a_null(b, "struct item *"));
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_NO_BLOCKS, .after_step = step});

    const struct emit_unit unit = {.plan = &b->plan, .facts = &fixture.facts};
    CU_ASSERT_EQUAL(testgen_emit_program(&unit, "unit.h", &text, &map, NULL), STATUS_OK);

    for (size_t i = 0; i < map.count; i++)
        if (map.marks[i].problem) {
            copies++;
            CU_ASSERT_STRING_EQUAL(map.marks[i].problem, "another test does the same");
            CU_ASSERT(map.marks[i].is_property);
        }
    CU_ASSERT_EQUAL(copies, 1);
    emit_map_release(&map);
    close_fixture(&fixture);
}

TEST(the_suite_passes_with_gcc_and_clang_and_in_any_order)
{
    static const char *const compilers[] = {"CC=gcc", "CC=clang-19"};
    static const char *const flags[] = {"CFLAGS=-std=c11 -g -Wall -Wextra -Werror",
                                        "CFLAGS=-std=gnu11 -g -Wall -Wextra -Werror -fsanitize=address,undefined"};
    struct fixture fixture;
    open_fixture(&fixture);
    emit_suite(&fixture);
    for (size_t c = 0; c < 2; c++) {
        for (size_t f = 0; f < 2; f++) {
            const char *const clean[] = {"make", "-s", "clean", NULL};
            const char *const check[] = {"make", "-s", "check", compilers[c], flags[f], NULL};
            make(&fixture, clean, 0);
            CU_ASSERT_EQUAL(make(&fixture, check, 0), 0);
        }
    }
    for (unsigned seed = 1; seed <= 3; seed++) {
        char text[16];
        snprintf(text, sizeof text, "%u", seed);
        const char *const shuffled[] = {"./test_kinds", "--shuffle", text, NULL};
        CU_ASSERT_EQUAL(make(&fixture, shuffled, 0), 0);
    }
    close_fixture(&fixture);
}

static void change_source(const struct fixture *fixture, const char *from, const char *to)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(strbuf_release) struct strbuf changed = {0};
    SCOPED(memory_free_pointer) char *path = path_join(strbuf_text(&fixture->folder), "kinds.c");
    CU_ASSERT_EQUAL_FATAL(file_read(UNIT, MAX_BYTES, &text, NULL), STATUS_OK);
    const char *at = strstr(strbuf_text(&text), from);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    strbuf_add(&changed, text.bytes, (size_t)(at - text.bytes));
    strbuf_add_text(&changed, to);
    strbuf_add_text(&changed, at + strlen(from));
    CU_ASSERT_EQUAL(file_write(path, changed.bytes, changed.length, NULL), STATUS_OK);
}

TEST(the_suite_fails_when_the_source_changes)
{
    static const char *const changes[][2] = {
        {"value < low ?", "value <= low + 9 ?"},
        {"UINT64_MAX", "1"},
        {"length : room - 1", "length : room"},
        {"errno = EINVAL;", ""},
        {"int depth = 0", "int depth = 1"},
        {"free(item->name);\n    free(item);\n}\n\nint", "free(item);\n}\n\nint"},
        {"hello %s", "hallo %s"},
        {"exit(3)", "exit(4)"},
        {"abort();", "exit(3);"},
        {"*text - 'a' + 'A'", "*text - 'a' + 'B'"},
        {"if (!item->name) {", "if (0) {"},
        {"calls++", "calls += 2"},
        {"number / 2", "number / 3"},
        {"return total;", "*(volatile int *)0 = 1; return total;"},
        {"return sum_of_bytes;", "for (;;) ;"},
    };
    struct fixture fixture;
    open_fixture(&fixture);
    emit_suite(&fixture);
    setenv("SUITE_TIME_LIMIT", "1", 1);
    for (size_t i = 0; i < ARRAY_LENGTH(changes); i++) {
        change_source(&fixture, changes[i][0], changes[i][1]);
        const char *const check[] = {"make", "-s", "check", "SRC_DIR=.", NULL};
        const int code = make(&fixture, check, 2);
        if (code != 2)
            printf("survived: %s -> %s\n", changes[i][0], changes[i][1]);
        CU_ASSERT_EQUAL(code, 2);
    }
    unsetenv("SUITE_TIME_LIMIT");
    close_fixture(&fixture);
}

TEST(a_counterexample_is_made_small_and_printed)
{
    struct fixture fixture;
    open_fixture(&fixture);
    emit_suite(&fixture);
    change_source(&fixture, "value > high ?", "value > 100 ? value : value > high ?");
    const char *const build[] = {"make", "-s", "test_kinds", "SRC_DIR=.", NULL};
    CU_ASSERT_EQUAL(make(&fixture, build, 0), 0);

    struct process_result result = {0};
    const char *const run[] = {"./test_kinds", "--only", "test_clamp_stays*", NULL};
    const struct process_request request = {.argv = run, .folder = strbuf_text(&fixture.folder)};
    CU_ASSERT_EQUAL(process_run(&request, &result, NULL), STATUS_OK);

    CU_ASSERT_EQUAL(result.exit_code, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&result.output), "): 101, 0, 0\n"));
    process_result_release(&result);
    close_fixture(&fixture);
}

TEST(a_report_names_the_failure_and_the_crash)
{
    struct fixture fixture;
    SCOPED(strbuf_release) struct strbuf report = {0};
    open_fixture(&fixture);
    emit_suite(&fixture);
    change_source(&fixture, "return total;", "*(volatile int *)0 = 1; return total;");
    const char *const check[] = {"make", "-s", "check", "SRC_DIR=.", NULL};
    CU_ASSERT_EQUAL(make(&fixture, check, 2), 2);

    SCOPED(memory_free_pointer) char *path = path_join(strbuf_text(&fixture.folder), "test_kinds.xml");
    CU_ASSERT_EQUAL(file_read(path, MAX_BYTES, &report, NULL), STATUS_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&report), "failures=\"0\" errors=\"1\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&report), "<error message=\"crash: SIGSEGV\">"));
    close_fixture(&fixture);
}

static void tool_facts(struct facts *facts)
{
    const uint32_t integer = fact_scalar(facts, "int", TYPE_INT, 4, true);
    const uint32_t character = fact_scalar(facts, "char", TYPE_INT, 1, true);
    const uint32_t text = fact_pointer(facts, "const char *", fact_const(facts, "const char", character));
    fact_add_function(facts, "twice", 6, integer, 1, "number", integer);
    fact_add_function(facts, "version", 11, text, 0);
    fact_add_function(facts, "main", 16, integer, 2, "argc", integer, "argv", integer);
    facts_index(facts);
}

TEST(units_with_main_flags_and_partners_stand_side_by_side)
{
    static const char *const arguments[] = {"-I",  TESTGEN_CASES, "-DTOOL_VERSION=\"1.0 $x #2 it's\"",
                                            "-O2", "-c",          NULL};
    static const char *const with[] = {TESTGEN_CASES "/tool_helper.c", NULL};
    struct fixture fixture;
    struct plan_builder tool;
    struct facts facts = {0};
    struct error err = {0};
    open_fixture(&fixture);
    tool_facts(&facts);
    begin_plan(&tool, TESTGEN_CASES "/tool.c", 1);
    begin_test(&tool, "twice", PLAN_HAPPY);
    expect_result_int(&tool, call(&tool, "twice", "int", 1, an_int(&tool, "int", 2)), "", 6);
    begin_test(&tool, "version", PLAN_HAPPY);
    expect_result_text(&tool, call(&tool, "version", "const char *", 0), "1.0 $x #2 it's");

    const struct emit_unit units[] = {{.plan = &fixture.builder.plan, .facts = &fixture.facts},
                                      {.plan = &tool.plan, .facts = &facts, .arguments = arguments}};
    const struct emit_options options = {
        .folder = strbuf_text(&fixture.folder), .source_root = TESTGEN_CASES, .with_sources = with};
    CU_ASSERT_EQUAL(testgen_emit(units, 2, &options, NULL, &err), STATUS_OK);
    const char *const check[] = {"make", "-s", "check", NULL};
    CU_ASSERT_EQUAL(make(&fixture, check, 0), 0);
    release_plan(&tool);
    facts_release(&facts);
    close_fixture(&fixture);
}

TEST(two_units_of_one_name_are_refused_before_anything_is_written)
{
    struct fixture fixture;
    struct error err = {0};
    open_fixture(&fixture);
    const struct emit_unit unit = {.plan = &fixture.builder.plan, .facts = &fixture.facts};
    const struct emit_unit units[] = {unit, unit};
    SCOPED(memory_free_pointer) char *folder = path_join(strbuf_text(&fixture.folder), "new");

    CU_ASSERT_EQUAL(testgen_emit(units, 2, &(struct emit_options){.folder = folder}, NULL, &err), STATUS_INVALID);

    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "test_kinds.c"));
    CU_ASSERT_FALSE(file_exists(folder));
    close_fixture(&fixture);
}

UNIT_TESTS("testgen/emit", CASE(units_with_main_flags_and_partners_stand_side_by_side),
           CASE(two_units_of_one_name_are_refused_before_anything_is_written), CASE(the_text_is_the_expected_one),
           CASE(the_map_finds_each_test_by_its_lines), CASE(a_property_that_an_example_shows_is_not_written_twice),
           CASE(the_suite_passes_with_gcc_and_clang_and_in_any_order), CASE(the_suite_fails_when_the_source_changes),
           CASE(a_counterexample_is_made_small_and_printed), CASE(a_report_names_the_failure_and_the_crash))
