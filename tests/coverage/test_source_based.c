/* Programs of clang's source-based coverage, built and run here. */
#include "cet/coverage/source_based.h"

#include "cet/exec/process.h"
#include "core/scratch.h"
#include "unit_test.h"

struct bench {
    struct scratch scratch;
    struct toolchain tools;
    const char *build, *profiles, *program, *source;
    struct coverage coverage;
    struct error err;
};

static void bench_release(struct bench *bench)
{
    coverage_release(&bench->coverage);
    toolchain_release(&bench->tools);
    scratch_release(&bench->scratch);
}

/* In place: it owns its paths. */
static void bench_open(struct bench *bench)
{
    *bench = (struct bench){.scratch = scratch_new()};
    bench->build = scratch_path(&bench->scratch, "build");
    bench->profiles = scratch_path(&bench->scratch, "profiles");
    bench->program = scratch_path(&bench->scratch, "build/tool");
    bench->source = scratch_path(&bench->scratch, "build/tool.c");
    CU_ASSERT_EQUAL_FATAL(folder_make(bench->build, NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(folder_make(bench->profiles, NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(toolchain_find(&bench->tools, &bench->err), STATUS_OK);
}

static void build(struct bench *bench, const char *text)
{
    SCOPED(process_result_release) struct process_result result = {0};
    CU_ASSERT_EQUAL_FATAL(file_write(bench->source, text, strlen(text), NULL), STATUS_OK);
    const char *const argv[] = {bench->tools.clang.path,
                                "-fprofile-instr-generate",
                                "-fcoverage-mapping",
                                "-fcoverage-mcdc",
                                "-o",
                                bench->program,
                                bench->source,
                                NULL};
    CU_ASSERT_EQUAL_FATAL(process_run(&(struct process_request){.argv = argv, .timeout_ms = 60000}, &result, NULL),
                          STATUS_OK);
    CU_ASSERT_TRUE_FATAL(process_succeeded(&result));
}

static void run(struct bench *bench)
{
    SCOPED(process_result_release) struct process_result result = {0};
    SCOPED(strbuf_release) struct strbuf variable = {0};
    source_based_variable(bench->profiles, &variable);
    const char *const argv[] = {bench->program, NULL}, *const environment[] = {strbuf_text(&variable), NULL};
    CU_ASSERT_EQUAL_FATAL(
        process_run(&(struct process_request){.argv = argv, .environment = environment, .timeout_ms = 60000}, &result,
                    NULL),
        STATUS_OK);
}

static enum status read_all(struct bench *bench)
{
    const struct source_based what = {.tools = &bench->tools, .build = bench->build, .profiles = bench->profiles};
    return source_based_read(&what, &bench->coverage, &bench->err);
}

#define TOOL "int main(int argc, char **argv)\n{\n    if (argc > 0 && argv[0])\n        return 0;\n    return 1;\n}\n"

TEST(lines_branches_functions_and_conditions_are_read)
{
    SCOPED(bench_release) struct bench bench;
    bench_open(&bench);
    build(&bench, TOOL);
    run(&bench);
    run(&bench);
    CU_ASSERT_EQUAL_FATAL(read_all(&bench), STATUS_OK);
    const struct coverage_file *file = coverage_find_file(&bench.coverage, bench.source);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    const struct coverage_totals totals = coverage_file_totals(file);
    CU_ASSERT_EQUAL(totals.lines, 5);
    CU_ASSERT_EQUAL(totals.lines_hit, 4);
    CU_ASSERT_EQUAL(totals.branches, 4);
    CU_ASSERT_EQUAL(totals.branches_taken, 2);
    CU_ASSERT_EQUAL(totals.functions_hit, 1);
    CU_ASSERT_EQUAL(totals.conditions, 4);
    CU_ASSERT_EQUAL(totals.conditions_met, 0);
    CU_ASSERT_EQUAL(file->functions[0].hits, 2); /* both runs */
}

TEST(what_is_missing_is_said)
{
    SCOPED(bench_release) struct bench bench;
    struct source_based_found found;
    bench_open(&bench);
    const struct source_based what = {.tools = &bench.tools, .build = bench.build, .profiles = bench.profiles};
    build(&bench, TOOL);
    CU_ASSERT_EQUAL(source_based_find(&what, &found, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(found.programs, 1);
    CU_ASSERT_EQUAL(found.profiles, 0);
    CU_ASSERT_EQUAL(read_all(&bench), STATUS_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(bench.err.message, "none of them has run to its end"));
    run(&bench);
    CU_ASSERT_EQUAL_FATAL(folder_remove(bench.program, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(read_all(&bench), STATUS_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(bench.err.message, "built with -fcoverage-mapping"));
}

TEST(profiles_of_another_build_are_refused)
{
    SCOPED(bench_release) struct bench bench;
    bench_open(&bench);
    build(&bench, TOOL);
    run(&bench);
    build(&bench,
          "int main(int argc, char **argv)\n{\n    while (argc > 5 || !argv)\n        argc--;\n    return 0;\n}\n");
    CU_ASSERT_EQUAL(read_all(&bench), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(bench.err.message, "another build"));
    CU_ASSERT_EQUAL(bench.coverage.file_count, 0);
}

TEST(a_profile_that_is_none_is_one_line)
{
    SCOPED(bench_release) struct bench bench;
    bench_open(&bench);
    build(&bench, TOOL);
    CU_ASSERT_EQUAL_FATAL(file_write(scratch_path(&bench.scratch, "profiles/run-1.profraw"), "none", 4, NULL),
                          STATUS_OK);
    CU_ASSERT_EQUAL(read_all(&bench), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(bench.err.message, "merge fails"));
    CU_ASSERT_PTR_NULL(strchr(bench.err.message, '\n'));
}

UNIT_TESTS("coverage/source_based", CASE(lines_branches_functions_and_conditions_are_read),
           CASE(what_is_missing_is_said), CASE(profiles_of_another_build_are_refused),
           CASE(a_profile_that_is_none_is_one_line))
