/* What the verbs of `cet coverage` print and write. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/coverage_writers.h"
#include "coverage.h"
#include "coverage_marks.h"

static double share(uint64_t part, uint64_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

static enum status print_file(void *context, const struct coverage_file *file, struct error *err)
{
    const char *here = context;
    const struct coverage_totals t = coverage_file_totals(file);
    (void)err;
    printf("%-40s lines %5.1f %% (%" PRIu64 "/%" PRIu64 ")  branches %5.1f %% (%" PRIu64 "/%" PRIu64
           ")  functions %" PRIu64 "/%" PRIu64,
           path_below(file->path, here), share(t.lines_hit, t.lines), t.lines_hit, t.lines,
           share(t.branches_taken, t.branches), t.branches_taken, t.branches, t.functions_hit, t.functions);
    if (t.conditions)
        printf("  conditions %" PRIu64 "/%" PRIu64, t.conditions_met, t.conditions);
    putchar('\n');
    return STATUS_OK;
}

static enum status write_result(struct coverage_pile *pile, const char *format, const char *folder, struct error *err)
{
    const struct coverage_writer *writer = coverage_writer_find(format);
    SCOPED(memory_free_pointer) char *path = path_join(folder, writer->file_name);
    return coverage_pile_write(pile, writer, path, err);
}

static enum status write_results(const struct coverage_args *args, struct coverage_pile *pile, struct error *err)
{
    static const char *const defaults[] = {"lcov", "summary"};
    const struct option_list *chosen = &args->formats;
    const size_t count = chosen->count ? chosen->count : ARRAY_LENGTH(defaults);
    enum status status = folder_make(args->common.out, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = write_result(pile, chosen->count ? chosen->items[i] : defaults[i], args->common.out, err);
    return status;
}

enum status coverage_check_formats(const struct coverage_args *args, struct error *err)
{
    for (size_t i = 0; i < args->formats.count; i++)
        if (!coverage_writer_find(args->formats.items[i]))
            return error_set(err, STATUS_INVALID, "'%s' (--format) is not a format; known are %s",
                             args->formats.items[i], coverage_writer_names());
    if (args->formats.count > 1 && !args->common.out)
        return error_set(err, STATUS_INVALID, "more than one --format needs --out");
    if (args->formats.count && args->common.json && !args->common.out)
        return error_set(err, STATUS_INVALID, "--format and --json both go to standard output; give --out");
    return STATUS_OK;
}

enum status coverage_show_pile(const struct coverage_args *args, struct coverage_pile *pile, struct error *err)
{
    if (coverage_pile_file_count(pile) == 0)
        return error_set(err, STATUS_NOT_FOUND, "the data speaks of none of the sources asked for");
    const enum status marks_status = coverage_marks_apply_to_pile(pile, err);
    if (marks_status != STATUS_OK)
        return marks_status;
    if (args->common.out) {
        const enum status status = write_results(args, pile, err);
        if (status != STATUS_OK)
            return status;
    } else if (args->formats.count) {
        return coverage_pile_write(pile, coverage_writer_find(args->formats.items[0]), "/dev/stdout", err);
    }
    if (args->common.json)
        return coverage_pile_write(pile, coverage_writer_find("summary"), "/dev/stdout", err);
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    return coverage_pile_each(pile, print_file, here, err);
}

enum status coverage_show(const struct coverage_args *args, const struct coverage *coverage, struct error *err)
{
    struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});
    struct coverage copy = {0};
    coverage_merge(&copy, coverage);
    coverage_pile_add(pile, &copy);
    const enum status status = coverage_show_pile(args, pile, err);
    coverage_pile_free(pile);
    return status;
}

struct look {
    size_t missing;
    char *first;
};

static enum status look_for_source(void *context, const struct coverage_file *file, struct error *err)
{
    struct look *look = context;
    (void)err;
    if (file_exists(file->path))
        return STATUS_OK;
    if (!look->missing++)
        look->first = memory_strdup(file->path);
    return STATUS_OK;
}

enum status coverage_check_conflicts(struct coverage_pile *pile, struct error *err)
{
    const struct coverage *about = coverage_pile_about(pile);
    struct look look = {0};
    const enum status status = coverage_pile_each(pile, look_for_source, &look, err); /* merges all that is left */
    SCOPED(memory_free_pointer) char *first = look.first;
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < about->conflict_count; i++) {
        const struct coverage_conflict *conflict = &about->conflicts[i];
        if (conflict->is_certain)
            return error_set(err, STATUS_INVALID, "'%s': %s: the data comes from two builds; read them one by one",
                             conflict->path, conflict->reason);
        fprintf(stderr, "cet: '%s': %s: the data may come from two builds\n", conflict->path, conflict->reason);
    }
    if (look.missing)
        fprintf(stderr, "cet: %zu of %zu sources are not there, the first is '%s'\n", look.missing,
                coverage_pile_file_count(pile), first);
    return STATUS_OK;
}
