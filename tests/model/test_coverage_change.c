#include "cet/core/memory.h"
#include "cet/model/coverage_change.h"
#include "unit_test.h"

struct bench {
    struct coverage coverage;
    struct changed_lines changed;
    struct coverage_change change;
    struct strbuf runs;
};

static void bench_release(struct bench *bench)
{
    coverage_release(&bench->coverage);
    changed_lines_release(&bench->changed);
    coverage_change_release(&bench->change);
    strbuf_release(&bench->runs);
}

static void line(struct bench *bench, const char *path, uint32_t number, uint64_t hits)
{
    struct coverage_file *file = coverage_add_file(&bench->coverage, path);
    const struct coverage_line entry = {.line = number, .hits = hits};
    ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, entry);
}

static void branch(struct bench *bench, const char *path, uint32_t number, uint64_t taken)
{
    struct coverage_file *file = coverage_add_file(&bench->coverage, path);
    const struct coverage_branch entry = {
        .line = number, .number = (uint32_t)file->branch_count, .was_evaluated = true, .taken = taken};
    ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity, entry);
}

static void function(struct bench *bench, const char *path, uint32_t number, uint64_t hits)
{
    struct coverage_file *file = coverage_add_file(&bench->coverage, path);
    struct coverage_function entry = {.name = memory_strdup("f"), .line = number, .hits = hits};
    ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, entry);
}

static const struct coverage_change *compute(struct bench *bench, const char *diff)
{
    CU_ASSERT_EQUAL_FATAL(changed_lines_parse("diff", diff, strlen(diff), &bench->changed, NULL), STATUS_OK);
    coverage_change_compute(&bench->coverage, &bench->changed, &bench->change);
    return &bench->change;
}

static const char *missing(struct bench *bench, size_t file)
{
    strbuf_clear(&bench->runs);
    line_runs_format(bench->change.files[file].missing, bench->change.files[file].missing_count, 9, &bench->runs);
    return strbuf_text(&bench->runs);
}

TEST(only_changed_lines_count)
{
    SCOPED(bench_release) struct bench bench = {0};
    for (uint32_t i = 1; i <= 9; i++)
        line(&bench, "/a.c", i, i % 2);
    const struct coverage_change *change = compute(&bench, "--- a\n+++ /a.c\n@@ -3,0 +4,3 @@\n+x\n+y\n+z\n");
    CU_ASSERT_EQUAL_FATAL(change->count, 1);
    CU_ASSERT_EQUAL(change->files[0].state, COVERAGE_CHANGE_MEASURED);
    CU_ASSERT_EQUAL(change->totals.lines, 3);
    CU_ASSERT_EQUAL(change->totals.lines_hit, 1);
    CU_ASSERT_STRING_EQUAL(missing(&bench, 0), "4, 6");
    CU_ASSERT_DOUBLE_EQUAL(coverage_change_line_ratio(change), 1.0 / 3, 1e-9);
}

TEST(a_missing_run_goes_on_over_changed_lines_without_code)
{
    SCOPED(bench_release) struct bench bench = {0};
    line(&bench, "/a.c", 2, 0);
    line(&bench, "/a.c", 5, 0);
    line(&bench, "/a.c", 9, 0);
    compute(&bench, "--- a\n+++ /a.c\n@@ -1,0 +2,4 @@\n+x\n+\n+\n+z\n@@ -4,0 +9 @@\n+x\n");
    CU_ASSERT_STRING_EQUAL(missing(&bench, 0), "2-5, 9");
}

TEST(a_missing_run_never_goes_on_over_an_executed_line)
{
    SCOPED(bench_release) struct bench bench = {0};
    line(&bench, "/a.c", 2, 0);
    line(&bench, "/a.c", 3, 1);
    line(&bench, "/a.c", 4, 0);
    compute(&bench, "--- a\n+++ /a.c\n@@ -1,0 +2,3 @@\n+x\n+y\n+z\n");
    CU_ASSERT_STRING_EQUAL(missing(&bench, 0), "2, 4");
}

TEST(branches_are_told_by_line_and_functions_by_their_first)
{
    SCOPED(bench_release) struct bench bench = {0};
    line(&bench, "/a.c", 2, 1);
    branch(&bench, "/a.c", 2, 1);
    branch(&bench, "/a.c", 2, 0);
    branch(&bench, "/a.c", 7, 0);
    function(&bench, "/a.c", 1, 0);
    function(&bench, "/a.c", 7, 1);
    const struct coverage_change *change = compute(&bench, "--- a\n+++ /a.c\n@@ -1 +1,2 @@\n-x\n+x\n+y\n");
    CU_ASSERT_EQUAL_FATAL(change->files[0].branch_count, 1);
    CU_ASSERT_EQUAL(change->files[0].branches[0].line, 2);
    CU_ASSERT_EQUAL(change->files[0].branches[0].total, 2);
    CU_ASSERT_EQUAL(change->files[0].branches[0].taken, 1);
    CU_ASSERT_EQUAL(change->totals.branches, 2);
    CU_ASSERT_EQUAL(change->totals.functions, 1);
    CU_ASSERT_EQUAL(change->totals.functions_hit, 0);
    CU_ASSERT_DOUBLE_EQUAL(coverage_change_branch_ratio(change), 0.5, 1e-9);
}

TEST(a_file_that_the_diff_names_twice_is_one)
{
    SCOPED(bench_release) struct bench bench = {0};
    line(&bench, "/a.c", 2, 0);
    line(&bench, "/a.c", 3, 0);
    const struct coverage_change *change =
        compute(&bench, "--- a\n+++ /a.c\n@@ -2,0 +3 @@\n+y\n--- a\n+++ /a.c\n@@ -1,0 +2 @@\n+x\n");
    CU_ASSERT_EQUAL_FATAL(change->count, 1);
    CU_ASSERT_EQUAL(change->totals.lines, 2);
    CU_ASSERT_STRING_EQUAL(missing(&bench, 0), "2-3");
}

TEST(what_holds_no_code_is_left_out)
{
    SCOPED(bench_release) struct bench bench = {0};
    const struct coverage_change *change =
        compute(&bench, "--- a\n+++ /README.md\n@@ -0,0 +1 @@\n+x\n--- a/old.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
                        "diff --git a/b.c b/c.c\nsimilarity index 100%\nrename from b.c\nrename to c.c\n");
    CU_ASSERT_EQUAL(change->count, 0);
    CU_ASSERT_DOUBLE_EQUAL(coverage_change_line_ratio(change), 1, 1e-9);
}

TEST(comments_in_a_measured_file_are_nothing_to_cover)
{
    SCOPED(bench_release) struct bench bench = {0};
    line(&bench, "/a.c", 9, 0);
    const struct coverage_change *change = compute(&bench, "--- a\n+++ /a.c\n@@ -1,0 +2 @@\n+// x\n");
    CU_ASSERT_EQUAL(change->files[0].state, COVERAGE_CHANGE_NOTHING);
    CU_ASSERT_FALSE(coverage_change_wants_source(&change->files[0]));
}

static const char unmeasured_source[] = "/* a; */\n"
                                        "#define A \\\n"
                                        "    b;\n"
                                        "{\n"
                                        "int c = '/*';\n"
                                        "\n"
                                        "// d\n"
                                        "int e;\n";

static void read_source(struct bench *bench, const char *diff)
{
    compute(bench, diff);
    CU_ASSERT_TRUE_FATAL(coverage_change_wants_source(&bench->change.files[0]));
    coverage_change_read_source(&bench->change, &bench->change.files[0], unmeasured_source, strlen(unmeasured_source));
}

TEST(code_that_nothing_measured_counts_as_missing)
{
    SCOPED(bench_release) struct bench bench = {0};
    read_source(&bench, "--- /dev/null\n+++ /new.c\n@@ -0,0 +1,8 @@\n+\n+\n+\n+\n+\n+\n+\n+\n");
    CU_ASSERT_EQUAL(bench.change.files[0].state, COVERAGE_CHANGE_UNMEASURED);
    CU_ASSERT_EQUAL(bench.change.unmeasured_lines, 2);
    CU_ASSERT_STRING_EQUAL(missing(&bench, 0), "5-8");
    CU_ASSERT_DOUBLE_EQUAL(coverage_change_line_ratio(&bench.change), 0, 1e-9);
}

TEST(comments_and_directives_in_an_unmeasured_file_are_nothing_to_cover)
{
    SCOPED(bench_release) struct bench bench = {0};
    read_source(&bench, "--- /dev/null\n+++ /new.c\n@@ -0,0 +1,4 @@\n+\n+\n+\n+\n");
    CU_ASSERT_EQUAL(bench.change.files[0].state, COVERAGE_CHANGE_NOTHING);
    CU_ASSERT_DOUBLE_EQUAL(coverage_change_line_ratio(&bench.change), 1, 1e-9);
}

static const char header_source[] = "#define BODY(x) { x }\n"          /* 1 */
                                    "int declared(int a,\n"            /* 2 */
                                    "             int b);\n"           /* 3 */
                                    "struct box {\n"                   /* 4 */
                                    "    char brace[sizeof \"){\"];\n" /* 5 */
                                    "};\n"                             /* 6 */
                                    "static inline int one(int a)\n"   /* 7 */
                                    "{\n"                              /* 8 */
                                    "    if (a) { a--; }\n"            /* 9 */
                                    "    return a;\n"                  /* 10 */
                                    "}\n"                              /* 11 */
                                    "extern int last;\n"               /* 12 */
                                    "static inline int two(void) { return 2; }\n";

static const struct coverage_change_file *read_header(struct bench *bench, const char *diff)
{
    compute(bench, diff);
    coverage_change_read_source(&bench->change, &bench->change.files[0], header_source, strlen(header_source));
    return &bench->change.files[0];
}

TEST(a_header_without_data_is_named_and_not_counted)
{
    SCOPED(bench_release) struct bench bench = {0};
    const struct coverage_change_file *file =
        read_header(&bench, "--- /dev/null\n+++ /new.h\n@@ -0,0 +1,13 @@\n+\n+\n+\n+\n+\n+\n+\n+\n+\n+\n+\n+\n+\n");
    CU_ASSERT_EQUAL(file->state, COVERAGE_CHANGE_UNMEASURED);
    CU_ASSERT_STRING_EQUAL(missing(&bench, 0), "9-13");
    CU_ASSERT_EQUAL(bench.change.unmeasured_lines, 0);
    CU_ASSERT_DOUBLE_EQUAL(coverage_change_line_ratio(&bench.change), 1, 1e-9);
}

TEST(declarations_in_a_header_are_nothing_to_cover)
{
    SCOPED(bench_release) struct bench bench = {0};
    const struct coverage_change_file *file =
        read_header(&bench, "--- a/new.h\n+++ /new.h\n@@ -1,0 +2,5 @@\n+\n+\n+\n+\n+\n@@ -7,0 +12 @@\n+\n");
    CU_ASSERT_EQUAL(file->state, COVERAGE_CHANGE_NOTHING);
    CU_ASSERT_EQUAL(file->missing_count, 0);
}

TEST(more_runs_than_asked_for_are_counted)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    const struct line_run runs[] = {{1, 1}, {3, 4}, {6, 9}, {12, 12}};
    line_runs_format(runs, 4, 2, &text);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), "1, 3-4, 2 more");
}

TEST(the_json_names_base_state_and_runs)
{
    SCOPED(bench_release) struct bench bench = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    line(&bench, "/a.c", 2, 0);
    compute(&bench, "--- a\n+++ /a.c\n@@ -1,0 +2 @@\n+x\n");
    coverage_change_format_json(&bench.change, "main", &text);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "\"base\": \"main\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "\"state\": \"measured\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "\"missingLines\""));
}

UNIT_TESTS("model/coverage_change", CASE(only_changed_lines_count),
           CASE(a_missing_run_goes_on_over_changed_lines_without_code),
           CASE(a_missing_run_never_goes_on_over_an_executed_line),
           CASE(branches_are_told_by_line_and_functions_by_their_first), CASE(a_file_that_the_diff_names_twice_is_one),
           CASE(what_holds_no_code_is_left_out), CASE(comments_in_a_measured_file_are_nothing_to_cover),
           CASE(code_that_nothing_measured_counts_as_missing),
           CASE(comments_and_directives_in_an_unmeasured_file_are_nothing_to_cover),
           CASE(a_header_without_data_is_named_and_not_counted), CASE(declarations_in_a_header_are_nothing_to_cover),
           CASE(more_runs_than_asked_for_are_counted), CASE(the_json_names_base_state_and_runs))
