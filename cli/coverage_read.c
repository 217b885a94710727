/* cet coverage read: data of any format, merged, shown and written in others. */
#include <stdlib.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/coverage/data_files.h"
#include "cet/coverage/read.h"
#include "coverage.h"

static const struct option_spec read_options[] = {
    COVERAGE_SOURCE, COVERAGE_FORMAT_OPTION, COMMON_OUT, COMMON_JSON, COMMON_JOBS, COMMON_OPTIONS, OPTION_END,
};

static const struct command_usage read_usage = {
    .synopsis = "cet coverage read [--source FILE]... [--format FORMAT]... [--out DIR] [--json] FOLDER|FILE...",
    .about =
        "Reads coverage and merges it: the .gcda files below a build folder, or files of any of these formats, mixed:\n"
        "lcov tracefiles (1.x, 2.x), JSON of gcov (.gcov.json.gz too), text of gcov, JSON of llvm-cov export, "
        "Cobertura\n"
        "XML, cet's own. Writes what --format names to --out, or one format to standard output.",
    .example = "  cet coverage read build --out report\n"
               "  cet coverage read unit.info integration.info --format cobertura >coverage.xml",
    .options = read_options,
};

/* Data that do not belong together are refused before gcov says zero of them. */
static enum status read_folder(const char *folder, struct coverage_pile *pile, struct error *err)
{
    SCOPED(toolchain_release) struct toolchain tools = {0};
    SCOPED(data_files_release) struct data_files files = {0};
    struct coverage coverage = {0};
    enum status status = toolchain_find(&tools, err);
    if (status == STATUS_OK)
        status = data_files_find(folder, &files, err);
    if (status == STATUS_OK)
        status = data_files_check(&files, err);
    if (status == STATUS_OK)
        status = data_files_read(&files, &tools, &coverage, err);
    if (status == STATUS_OK)
        coverage_pile_add(pile, &coverage);
    coverage_release(&coverage);
    return status;
}

enum status coverage_read_into(const struct coverage_args *args, const char *const *paths, size_t count,
                               struct coverage_pile *pile, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count; i++)
        if (!file_exists(paths[i]))
            return error_set(err, STATUS_NOT_FOUND, "'%s' does not exist", paths[i]);
    for (size_t i = 0, files; i < count && status == STATUS_OK; i += files ? files : 1) {
        for (files = 0; i + files < count && !file_is_folder(paths[i + files]);)
            files++;
        status = files ? coverage_read_files(paths + i, files, (unsigned)args->common.jobs, pile, err)
                       : read_folder(paths[i], pile, err);
    }
    return status;
}

enum status coverage_read_operands(const struct coverage_args *args, const char *const *paths, size_t count,
                                   struct coverage *ret_coverage, struct error *err)
{
    SCOPED(coverage_sources_release) const char **sources = coverage_sources(args);
    struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){.paths = sources});
    enum status status = coverage_read_into(args, paths, count, pile, err);
    coverage_pile_sort(pile);
    if (status == STATUS_OK)
        status = coverage_check_conflicts(pile, err);
    if (status == STATUS_OK)
        coverage_pile_take(pile, ret_coverage);
    coverage_pile_free(pile);
    return status;
}

static enum status read_and_show(const struct coverage_args *args, const struct option_rest *rest, struct error *err)
{
    SCOPED(coverage_sources_release) const char **sources = coverage_sources(args);
    enum status status = coverage_check_formats(args, err);
    if (status != STATUS_OK)
        return status;
    struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){.paths = sources});
    status = coverage_read_into(args, rest->operands, rest->operand_count, pile, err);
    coverage_pile_sort(pile);
    if (status == STATUS_OK)
        status = coverage_check_conflicts(pile, err);
    if (status == STATUS_OK)
        status = coverage_show_pile(args, pile, err);
    coverage_pile_free(pile);
    return status;
}

int coverage_verb_read(int argc, char **argv, struct error *err)
{
    struct coverage_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    int exit_code;
    bool goes_on = command_parse(&read_usage, argc, argv, &args.common, &rest, &exit_code, err);
    if (goes_on && rest.operand_count == 0) {
        error_set(err, STATUS_INVALID, "'read' needs a folder or a file; see 'cet coverage read --help'");
        goes_on = false;
        exit_code = EXIT_COULD_NOT_RUN;
    }
    if (goes_on)
        exit_code = read_and_show(&args, &rest, err) == STATUS_OK ? EXIT_CLEAN : EXIT_COULD_NOT_RUN;
    option_list_release(&args.sources);
    option_list_release(&args.formats);
    return exit_code;
}
