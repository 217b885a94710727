/* cet coverage run: a suite or a command is run, and what it executes is told. */
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/progress.h"
#include "cet/core/strbuf.h"
#include "cet/coverage/command.h"
#include "cet/coverage/each_test.h"
#include "cet/coverage/suite.h"
#include "cet/model/source_root.h"
#include "coverage.h"
#include "workplace.h"

static const struct option_spec run_options[] = {
    {0, "src-dir", "DIR", "root of the sources under test (default: the current folder)", OPTION_TEXT,
     offsetof(struct coverage_args, source_root)},
    COVERAGE_SOURCE,
    COVERAGE_CLANG,
    {0, "each-test", NULL, "of a suite of CUnit: run each test by itself, and keep which lines it reaches", OPTION_FLAG,
     offsetof(struct coverage_args, each_test)},
    COVERAGE_FORMAT_OPTION,
    {'p', "build", "BUILD", "of a command: the build's folder, where it starts (default: the current folder)",
     OPTION_TEXT, offsetof(struct common_args, build)},
    {0, "timeout", "SECONDS", "of a command (default: 600)", OPTION_UINT, offsetof(struct coverage_args, timeout_s)},
    COMMON_OUT,
    COMMON_JSON,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage run_usage = {
    .synopsis = "cet coverage run [--src-dir DIR] [--source FILE]... [--each-test] [--out DIR] [--json] SUITE\n"
                "       cet coverage run [-p BUILD] [--source FILE]... [--out DIR] [--json] -- COMMAND...",
    .about =
        "Builds the suite in a sandbox with --coverage, runs it, and reports lines, branches and functions as gcov\n"
        "counts them. COMMAND is whatever runs the tests of a build that was made with --coverage (gcc, clang) or "
        "with\n"
        "-fprofile-instr-generate -fcoverage-mapping (clang); .gcda files below BUILD are removed before it runs. "
        "--out\n"
        "writes coverage.info (lcov tracefile, for genhtml) and coverage.json.",
    .example = "  cet coverage run --source cJSON.c --out report suite\n  cet coverage run -p build -- ctest",
    .options = run_options,
};

/* Adds what a test executes, under its name. */
static void take_test(void *context, const char *program, uint32_t place, const char *name,
                      const struct coverage *coverage)
{
    struct coverage *all = context;
    SCOPED(coverage_release) struct coverage one = {0};
    SCOPED(strbuf_release) struct strbuf label = {0};
    strbuf_printf(&label, "%s: ", program);
    if (*name)
        strbuf_add_text(&label, name);
    else
        strbuf_printf(&label, "test %u", place + 1);
    coverage_merge(&one, coverage);
    const uint32_t test = coverage_add_test(&one, strbuf_text(&label));
    for (size_t i = 0; i < one.file_count; i++) {
        struct coverage_file *file = &one.files[i];
        for (size_t k = 0; k < file->line_count; k++) {
            const struct coverage_test_line reached = {.line = file->lines[k].line, .test = test};
            if (file->lines[k].hits)
                ARRAY_PUSH(file->test_lines, file->test_line_count, file->test_line_capacity, reached);
        }
    }
    coverage_merge(all, &one);
}

static enum status run_each_test(const struct coverage_suite_options *options, const struct workplace *workplace,
                                 struct coverage *coverage, struct error *err)
{
    return coverage_run_each_test(&(struct coverage_each_test_options){.suite = *options,
                                                                       .order_library = workplace->installation.order,
                                                                       .covered = take_test,
                                                                       .context = coverage},
                                  err);
}

static enum status run_suite(const struct coverage_args *args, const char *suite, struct coverage *coverage,
                             struct error *err)
{
    SCOPED(memory_free_pointer) char *makefile = path_join(suite, "Makefile");
    if (args->each_test && (!args->sources.count || args->use_clang))
        return error_set(err, STATUS_INVALID, "--each-test needs --source FILE, and measures with gcc");
    if (!file_exists(makefile))
        return error_set(err, STATUS_NOT_FOUND, "'%s' is no suite: it has no Makefile", suite);
    SCOPED(memory_free_pointer) char *suite_path = path_absolute(suite, NULL);
    SCOPED(memory_free_pointer) char *root = path_absolute(args->source_root ? args->source_root : ".", NULL);
    SCOPED(coverage_sources_release) const char **sources = coverage_sources(args);
    SCOPED(workplace_close) struct workplace workplace = {0};
    SCOPED(memory_free_pointer) char *some_file = path_join(root, "Makefile");
    SCOPED(memory_free_pointer) char *project = source_root_find(some_file, root); /* headers may lie beside the root */
    const char *readable[] = {root, project, NULL};
    const struct source_units units = {.readable = readable};
    enum status status = workplace_open(&units, suite_path, &workplace, err);
    if (status != STATUS_OK)
        return status;
    struct progress progress;
    progress_begin(&progress, command_progress(&args->common), "suite built and run", 0);
    const struct coverage_suite_options options = {.tools = &workplace.tools,
                                                   .sandbox = workplace.sandbox,
                                                   .suite = suite_path,
                                                   .source_root = root,
                                                   .sources = sources,
                                                   .use_clang = args->use_clang};
    status = args->each_test ? run_each_test(&options, &workplace, coverage, err)
                             : coverage_run_suite(&options, coverage, err);
    if (status == STATUS_OK)
        progress_end(&progress);
    else
        progress_clear(&progress);
    return status;
}

static enum status run_command(const struct coverage_args *args, const struct option_rest *rest,
                               struct coverage *ret_coverage, struct error *err)
{
    SCOPED(toolchain_release) struct toolchain tools = {0};
    SCOPED(coverage_sources_release) const char **sources = coverage_sources(args);
    SCOPED(coverage_release) struct coverage all = {0};
    const char *build = args->common.build ? args->common.build : ".";
    struct progress progress;
    if (!file_is_folder(build))
        return error_set(err, STATUS_NOT_FOUND, "'%s' is no folder", build);
    enum status status = toolchain_find(&tools, err);
    if (status != STATUS_OK)
        return status;
    progress_begin(&progress, command_progress(&args->common), "command run", 0);
    status = coverage_run_command(
        &(struct coverage_command){
            .tools = &tools, .build = build, .argv = rest->after_dashes, .timeout_ms = args->timeout_s * 1000},
        &all, err);
    if (status == STATUS_OK)
        progress_end(&progress);
    else
        progress_clear(&progress);
    if (status == STATUS_OK)
        coverage_keep(&all, sources, ret_coverage);
    return status;
}

static enum status run(const struct coverage_args *args, const struct option_rest *rest, struct coverage *coverage,
                       struct error *err)
{
    if (coverage_check_formats(args, err) != STATUS_OK)
        return STATUS_INVALID;
    if (rest->after_dashes_count && !rest->operand_count)
        return run_command(args, rest, coverage, err);
    if (rest->operand_count == 1 && !rest->after_dashes_count)
        return run_suite(args, rest->operands[0], coverage, err);
    return error_set(err, STATUS_INVALID, "'run' needs one suite folder or -- COMMAND; see 'cet coverage run --help'");
}

/* Of the formats only cet's own tells tests apart. */
static void choose_formats(struct coverage_args *args)
{
    static const char *const names[] = {"lcov", "summary", "json"};
    for (size_t i = 0; i < ARRAY_LENGTH(names) && args->each_test && args->common.out; i++)
        ARRAY_PUSH(args->formats.items, args->formats.count, args->formats.capacity, names[i]);
}

int coverage_verb_run(int argc, char **argv, struct error *err)
{
    struct coverage_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(coverage_release) struct coverage coverage = {0};
    int exit_code;
    if (command_parse(&run_usage, argc, argv, &args.common, &rest, &exit_code, err)) {
        if (!args.formats.count)
            choose_formats(&args);
        enum status status = run(&args, &rest, &coverage, err);
        if (status == STATUS_OK)
            status = coverage_show(&args, &coverage, err);
        exit_code = status == STATUS_OK ? EXIT_CLEAN : EXIT_COULD_NOT_RUN;
    }
    option_list_release(&args.sources);
    option_list_release(&args.formats);
    return exit_code;
}
