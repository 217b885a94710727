/* A suite that counts its runs is measured with both compilers, sandboxed as cet does it. */
#include "cet/coverage/suite.h"
#include "core/scratch.h"
#include "unit_test.h"

#include <sys/stat.h>

static const char unit[] = "int clamp(int value, int high)\n"
                           "{\n"
                           "    if (value > high)\n"
                           "        return high;\n"
                           "    return value;\n"
                           "}\n"
                           "\n"
                           "int never(int value)\n"
                           "{\n"
                           "    return value + 1;\n"
                           "}\n";

static const char driver[] = "int clamp(int value, int high);\n"
                             "int main(void) { return clamp(1, 5) != EXPECTED || clamp(9, 5) != 5; }\n";

static const char makefile[] =
    "SRC_DIR = /nowhere\n"
    "EXPECTED = 1\n"
    "check: suite\n"
    "\t./suite\n"
    "suite: driver.c $(SRC_DIR)/clamp.c\n"
    "\t$(CC) $(CFLAGS) -DEXPECTED=$(EXPECTED) -o $@ driver.c $(SRC_DIR)/clamp.c $(LDFLAGS)\n";

struct bench {
    struct scratch scratch;
    struct toolchain tools;
    struct sandbox *sandbox;
    const char *source, *suite, *sources[2];
};

static void put(struct bench *bench, const char *name, const char *text)
{
    CU_ASSERT_EQUAL_FATAL(file_write(scratch_path(&bench->scratch, name), text, strlen(text), NULL), STATUS_OK);
}

static void bench_release(struct bench *bench)
{
    sandbox_close(bench->sandbox);
    toolchain_release(&bench->tools);
    scratch_release(&bench->scratch);
}

/* The paths in bench belong to its scratch; the struct is filled in place. */
static void bench_open(struct bench *bench, const char *expected)
{
    struct error err = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    *bench = (struct bench){.scratch = scratch_new()};
    bench->suite = scratch_path(&bench->scratch, "suite");
    CU_ASSERT_EQUAL_FATAL(chmod(bench->scratch.folder, 0755), 0); /* as root the sandbox runs as another user */
    CU_ASSERT_EQUAL_FATAL(folder_make(bench->suite, NULL), STATUS_OK);
    strbuf_add_text(&text, makefile);
    put(bench, "clamp.c", unit);
    put(bench, "suite/driver.c", driver);
    char *at = strstr(text.bytes, "EXPECTED = 1");
    at[strlen("EXPECTED = ")] = expected[0];
    put(bench, "suite/Makefile", strbuf_text(&text));
    bench->source = scratch_path(&bench->scratch, "clamp.c");
    bench->sources[0] = bench->source;
    CU_ASSERT_EQUAL_FATAL(toolchain_find(&bench->tools, &err), STATUS_OK);
    const char *const readable[] = {bench->scratch.folder, NULL};
    enum status status = sandbox_open(&(struct sandbox_options){.readable = readable}, &bench->sandbox, &err);
    if (status != STATUS_OK)
        printf("  %s\n", err.message);
    CU_ASSERT_EQUAL_FATAL(status, STATUS_OK);
}

static enum status measure(const struct bench *bench, bool use_clang, struct coverage *coverage, struct error *err)
{
    return coverage_run_suite(&(struct coverage_suite_options){.tools = &bench->tools,
                                                               .sandbox = bench->sandbox,
                                                               .suite = bench->suite,
                                                               .source_root = bench->scratch.folder,
                                                               .sources = bench->sources,
                                                               .use_clang = use_clang},
                              coverage, err);
}

static void assert_measured(const struct coverage *coverage, const char *source)
{
    static const uint32_t hit[] = {1, 3, 4, 5}, missed[] = {8, 10};
    CU_ASSERT_EQUAL_FATAL(coverage->file_count, 1); /* the driver is not asked for */
    const struct coverage_file *file = &coverage->files[0];
    CU_ASSERT_STRING_EQUAL(file->path, source);
    for (size_t i = 0; i < file->line_count; i++) {
        bool is_hit = false, is_missed = false;
        for (size_t k = 0; k < ARRAY_LENGTH(hit); k++)
            is_hit |= file->lines[i].line == hit[k];
        for (size_t k = 0; k < ARRAY_LENGTH(missed); k++)
            is_missed |= file->lines[i].line == missed[k];
        CU_ASSERT_EQUAL(file->lines[i].hits > 0, is_hit || !is_missed);
    }
    struct coverage_totals totals = coverage_totals(coverage);
    CU_ASSERT_EQUAL(totals.branches, 2);
    CU_ASSERT_EQUAL(totals.branches_taken, 2);
    CU_ASSERT_EQUAL(totals.functions, 2);
    CU_ASSERT_EQUAL(totals.functions_hit, 1);
    CU_ASSERT_PTR_NOT_NULL(coverage->compiler);
}

TEST(both_compilers_give_the_same_lines)
{
    SCOPED(bench_release) struct bench bench;
    SCOPED(coverage_release) struct coverage gcc = {0};
    SCOPED(coverage_release) struct coverage clang = {0};
    struct error err = {0};
    bench_open(&bench, "1");
    CU_ASSERT_EQUAL_FATAL(measure(&bench, false, &gcc, &err), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(measure(&bench, true, &clang, &err), STATUS_OK);
    assert_measured(&gcc, bench.source);
    assert_measured(&clang, bench.source);
    /* clang counts the end of a function, which gcc gives a line of its own only where something happens there. */
    for (size_t i = 0; i < gcc.files[0].line_count; i++)
        for (size_t k = 0; k < clang.files[0].line_count; k++)
            if (gcc.files[0].lines[i].line == clang.files[0].lines[k].line)
                CU_ASSERT_EQUAL(gcc.files[0].lines[i].hits, clang.files[0].lines[k].hits);
}

TEST(a_failing_suite_is_refused_with_its_output)
{
    SCOPED(bench_release) struct bench bench;
    SCOPED(coverage_release) struct coverage coverage = {0};
    struct error err = {0};
    bench_open(&bench, "3");
    CU_ASSERT_EQUAL(measure(&bench, false, &coverage, &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "does not pass with --coverage"));
    CU_ASSERT_EQUAL(coverage.file_count, 0);
}

TEST(the_suite_itself_is_left_as_it_was)
{
    SCOPED(bench_release) struct bench bench;
    SCOPED(coverage_release) struct coverage coverage = {0};
    bench_open(&bench, "1");
    CU_ASSERT_EQUAL(measure(&bench, false, &coverage, NULL), STATUS_OK);
    CU_ASSERT_FALSE(file_exists(scratch_path(&bench.scratch, "suite/suite")));
}

TEST(files_in_the_folder_of_the_suite_are_its_own)
{
    struct bench bench;
    struct coverage coverage = {0};
    struct error err = {0};
    bench_open(&bench, "1");
    bench.sources[0] = NULL;
    const struct coverage_suite_options options = {
        .tools = &bench.tools, .sandbox = bench.sandbox, .suite = bench.suite, .source_root = bench.scratch.folder};
    CU_ASSERT_EQUAL(coverage_run_suite(&options, &coverage, &err), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(coverage.file_count, 1); /* not the driver */
    CU_ASSERT_STRING_EQUAL(coverage.files[0].path, bench.source);
    coverage_release(&coverage);
    bench_release(&bench);
}

UNIT_TESTS("coverage/suite", CASE(files_in_the_folder_of_the_suite_are_its_own),
           CASE(both_compilers_give_the_same_lines), CASE(a_failing_suite_is_refused_with_its_output),
           CASE(the_suite_itself_is_left_as_it_was))
