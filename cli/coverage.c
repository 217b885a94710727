/* cet coverage: what tests execute, by gcov's rule. */
#include "coverage.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/coverage/data_files.h"

static const struct option_spec read_options[] = {
    COVERAGE_SOURCE, COMMON_OUT, COMMON_JSON, COMMON_OPTIONS, OPTION_END,
};

static const struct command_usage read_usage = {
    .synopsis = "cet coverage read [--source FILE]... [--out DIR] [--json] FOLDER|TRACEFILE...",
    .about = "Reads the .gcda files below a build folder, or lcov tracefiles, and merges them.",
    .example = "  cet coverage read build --out report",
    .options = read_options,
};

static void print_file(const struct coverage_file *file, const char *here)
{
    struct coverage_totals t = coverage_file_totals(file);
    printf("%-40s lines %5.1f %% (%" PRIu64 "/%" PRIu64 ")  branches %5.1f %% (%" PRIu64 "/%" PRIu64
           ")  functions %" PRIu64 "/%" PRIu64 "\n",
           path_below(file->path, here), t.lines ? 100.0 * (double)t.lines_hit / (double)t.lines : 0, t.lines_hit,
           t.lines, t.branches ? 100.0 * (double)t.branches_taken / (double)t.branches : 0, t.branches_taken,
           t.branches, t.functions_hit, t.functions);
}

static enum status write_results(const struct coverage *coverage, const char *folder, struct error *err)
{
    SCOPED(memory_free_pointer) char *trace_path = path_join(folder, "coverage.info");
    SCOPED(memory_free_pointer) char *json_path = path_join(folder, "coverage.json");
    SCOPED(strbuf_release) struct strbuf trace = {0};
    SCOPED(strbuf_release) struct strbuf json = {0};
    coverage_format_tracefile(coverage, &trace);
    coverage_format_json(coverage, &json);
    enum status status = folder_make(folder, err);
    if (status == STATUS_OK)
        status = file_write(trace_path, trace.bytes, trace.length, err);
    if (status == STATUS_OK)
        status = file_write(json_path, json.bytes, json.length, err);
    return status;
}

enum status coverage_show(const struct coverage_args *args, const struct coverage *coverage, struct error *err)
{
    if (coverage->file_count == 0)
        return error_set(err, STATUS_NOT_FOUND, "the data speaks of none of the sources asked for");
    if (args->common.out) {
        enum status status = write_results(coverage, args->common.out, err);
        if (status != STATUS_OK)
            return status;
    }
    if (args->common.json) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        coverage_format_json(coverage, &text);
        fwrite(strbuf_text(&text), 1, text.length, stdout);
        return STATUS_OK;
    }
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    for (size_t i = 0; i < coverage->file_count; i++)
        print_file(&coverage->files[i], here);
    return STATUS_OK;
}

const char **coverage_sources(const struct coverage_args *args)
{
    if (!args->sources.count)
        return NULL;
    const char **sources = memory_new(args->sources.count + 1, sizeof *sources);
    for (size_t i = 0; i < args->sources.count; i++)
        sources[i] = path_absolute(args->sources.items[i], NULL);
    return sources;
}

void coverage_sources_release(const char ***sources)
{
    for (size_t i = 0; *sources && (*sources)[i]; i++)
        free((char *)(*sources)[i]);
    free(*sources);
}

static enum status read_operand(const struct toolchain *tools, const char *path, struct coverage *coverage,
                                struct error *err)
{
    if (!file_exists(path))
        return error_set(err, STATUS_NOT_FOUND, "'%s' does not exist", path);
    if (!file_is_folder(path))
        return coverage_load_tracefile(path, coverage, err);
    SCOPED(data_files_release) struct data_files files = {0};
    enum status status = data_files_find(path, &files, err);
    if (status == STATUS_OK)
        status = data_files_check(&files, err);
    return status == STATUS_OK ? data_files_read(&files, tools, coverage, err) : status;
}

enum status coverage_read_operands(const struct coverage_args *args, const char *const *paths, size_t count,
                                   struct coverage *ret_coverage, struct error *err)
{
    SCOPED(toolchain_release) struct toolchain tools = {0};
    SCOPED(coverage_sources_release) const char **sources = coverage_sources(args);
    SCOPED(coverage_release) struct coverage all = {0};
    enum status status = toolchain_find(&tools, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = read_operand(&tools, paths[i], &all, err);
    if (status == STATUS_OK)
        coverage_keep(&all, sources, ret_coverage);
    return status;
}

static int coverage_read(int argc, char **argv, struct error *err)
{
    struct coverage_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(coverage_release) struct coverage coverage = {0};
    int exit_code;
    bool goes_on = command_parse(&read_usage, argc, argv, &args.common, &rest, &exit_code, err);
    if (goes_on && rest.operand_count == 0) {
        error_set(err, STATUS_INVALID, "'read' needs a folder or a tracefile; see 'cet coverage read --help'");
        goes_on = false;
        exit_code = EXIT_COULD_NOT_RUN;
    }
    if (goes_on) {
        enum status status = coverage_read_operands(&args, rest.operands, rest.operand_count, &coverage, err);
        if (status == STATUS_OK)
            status = coverage_show(&args, &coverage, err);
        exit_code = status == STATUS_OK ? EXIT_CLEAN : EXIT_COULD_NOT_RUN;
    }
    option_list_release(&args.sources);
    return exit_code;
}

int command_coverage(int argc, char **argv, struct error *err)
{
    static const struct command verbs[] = {
        {"run", "run a suite or a command and report", coverage_verb_run},
        {"read", "report from data files or tracefiles that are there", coverage_read},
        {"diff", "report what is executed of a change", coverage_verb_diff},
    };
    return command_run_verb("coverage", verbs, ARRAY_LENGTH(verbs), argc, argv, err);
}
