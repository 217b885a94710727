/* cet mutate list, show and patch: the mutants there are, and one of them. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/progress.h"
#include "cet/mutate/list.h"
#include "mutate.h"
#include "workplace.h"

#define SOURCE_MAX_BYTES (64u << 20)
#define RESULTS MUTATE_RESULTS("the result that holds ID; then no file needs to be read anew")

static const struct option_spec list_options[] = {
    MUTATE_OPERATORS, COMMON_BUILD, COMMON_JSON, COMMON_OPTIONS, OPTION_END,
};

static const struct option_spec show_options[] = {
    RESULTS, MUTATE_OPERATORS, COMMON_BUILD, COMMON_JSON, COMMON_OPTIONS, OPTION_END,
};

static const struct option_spec patch_options[] = {
    RESULTS, MUTATE_OPERATORS, COMMON_BUILD, COMMON_OPTIONS, OPTION_END,
};

static const struct command_usage list_usage = {
    .synopsis = "cet mutate list [-p BUILD] [--operators NAMES] [--json] FILE...|FOLDER [-- CFLAGS]",
    .about = "Prints the mutants of the files: id, place, change; those that cannot be made carry the reason.",
    .example = "  cet mutate list cJSON.c -- -I.",
    .options = list_options,
};

static const struct command_usage show_usage = {
    .synopsis =
        "cet mutate show ID --results FILE|DIR\n       cet mutate show [-p BUILD] ID FILE...|FOLDER [-- CFLAGS]",
    .about =
        "Prints what one mutant is: where it stands, what it changes, what became of it, and the change as a diff.",
    .example = "  cet mutate show 1b8e2f6a90c4d713 cJSON.c -- -I.",
    .options = show_options,
};

static const struct command_usage patch_usage = {
    .synopsis =
        "cet mutate patch ID --results FILE|DIR\n       cet mutate patch [-p BUILD] ID FILE...|FOLDER [-- CFLAGS]",
    .about = "Prints one mutant as a patch that `git apply` and `patch -p1` take.",
    .example = "  cet mutate patch 1b8e2f6a90c4d713 cJSON.c -- -I. | git apply",
    .options = patch_options,
};

static enum status list_all(const struct mutate_args *args, const struct option_rest *rest, struct mutant_set *set,
                            struct error *err)
{
    SCOPED(source_units_release) struct source_units units = {0};
    SCOPED(workplace_close) struct workplace workplace = {0};
    enum status status = source_units_collect(rest, args->common.build, &units, err);
    if (status == STATUS_OK)
        status = workplace_open(&units, NULL, &workplace, err);
    struct progress progress;
    progress_begin(&progress, command_progress(&args->common), "units read", units.count);
    for (size_t i = 0; i < units.count && status == STATUS_OK; i++) {
        status =
            mutate_list(&(struct mutate_list_options){.source = units.items[i].path,
                                                      .folder = units.items[i].folder,
                                                      .flags = units.items[i].flags,
                                                      .flag_count = units.items[i].flag_count,
                                                      .operators = args->operators ? args->operators
                                                                                   : units.project.mutate_operators,
                                                      .clang = workplace.tools.clang.path,
                                                      .plugin = workplace.installation.plugin,
                                                      .sandbox = workplace.sandbox},
                        set, err);
        progress_update(&progress, i + 1);
    }
    if (status == STATUS_OK)
        progress_end(&progress);
    else
        progress_clear(&progress);
    return status;
}

static void print_mutant(const struct mutant *m, const char *here)
{
    printf("%s  %s:%u:%u  %s  '%s' -> '%s'", m->id, path_below(m->path, here), m->line, m->column, m->operator_name,
           m->original, m->replacement);
    printf(m->reason ? "  not made: %s\n" : "\n", m->reason ? m->reason : "");
}

static enum status list(const struct mutate_args *args, const struct option_rest *rest, int *ret_exit,
                        struct error *err)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    SCOPED(strbuf_release) struct strbuf text = {0};
    (void)ret_exit;
    enum status status = list_all(args, rest, &set, err);
    if (status != STATUS_OK)
        return status;
    mutant_set_format(&set, &text);
    if (args->common.json)
        fwrite(strbuf_text(&text), 1, text.length, stdout);
    for (size_t i = 0; i < set.count && !args->common.json; i++)
        print_mutant(&set.items[i], here);
    return STATUS_OK;
}

static enum status find_mutant(const struct mutate_args *args, const struct option_rest *rest, struct mutant_set *set,
                               const struct mutant **ret_mutant, struct error *err)
{
    if (rest->operand_count < (args->results || args->common.build ? 1 : 2))
        return error_set(err, STATUS_INVALID,
                         "'show' needs an id and a file, or --results; see 'cet mutate show --help'");
    struct option_rest files = *rest;
    files.operands++;
    files.operand_count--;
    enum status status =
        args->results ? mutate_load_results(args->results, set, err) : list_all(args, &files, set, err);
    if (status != STATUS_OK)
        return status;
    *ret_mutant = mutant_set_find(set, rest->operands[0]);
    return *ret_mutant ? STATUS_OK
                       : error_set(err, STATUS_NOT_FOUND, "no mutant '%s' in %s", rest->operands[0],
                                   args->results ? args->results : "these files");
}

/* From the current folder, git's root or not: `git apply` takes paths below where it stands. */
static enum status format_patch(const struct mutant *mutant, struct strbuf *out, struct error *err)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    SCOPED(strbuf_release) struct strbuf text = {0};
    enum status status = file_read(mutant->path, SOURCE_MAX_BYTES, &text, err);
    return status == STATUS_OK ? mutant_format_patch(mutant, path_below(mutant->path, here), &text, out, err) : status;
}

/* The mutant that the operands name, and what it changes; it lives in set. */
static enum status find_patch(const struct mutate_args *args, const struct option_rest *rest, struct mutant_set *set,
                              const struct mutant **ret_mutant, struct strbuf *patch, struct error *err)
{
    enum status status = find_mutant(args, rest, set, ret_mutant, err);
    return status == STATUS_OK ? format_patch(*ret_mutant, patch, err) : status;
}

static enum status patch(const struct mutate_args *args, const struct option_rest *rest, int *ret_exit,
                         struct error *err)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    const struct mutant *mutant;
    (void)ret_exit;
    enum status status = find_patch(args, rest, &set, &mutant, &text, err);
    if (status == STATUS_OK)
        fwrite(strbuf_text(&text), 1, text.length, stdout);
    return status;
}

static void print_about(const struct mutant *m)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    printf("mutant   %s\nwhere    %s:%u:%u in %s\nwhat     %s: '%s' becomes '%s'\n", m->id, path_below(m->path, here),
           m->line, m->column, m->function, m->operator_name, m->original, m->replacement);
    if (m->status != MUTANT_PENDING)
        printf("status   %s%s%s\n", mutant_status_text(m->status), m->reason ? ", " : "", m->reason ? m->reason : "");
    if (m->killed_by)
        printf("killed   by %s\n", m->killed_by);
    printf("\n");
}

static enum status show(const struct mutate_args *args, const struct option_rest *rest, int *ret_exit,
                        struct error *err)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    const struct mutant *mutant;
    (void)ret_exit;
    enum status status = find_patch(args, rest, &set, &mutant, &text, err);
    if (status != STATUS_OK)
        return status;
    if (args->common.json) {
        mutate_print_json(mutant);
        return STATUS_OK;
    }
    print_about(mutant);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
    return STATUS_OK;
}

void mutate_print_json(const struct mutant *mutant)
{
    SCOPED(mutant_set_release) struct mutant_set one = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    mutant_set_add(&one, mutant);
    mutant_set_format(&one, &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
}

int mutate_verb_list(int argc, char **argv, struct error *err)
{
    return mutate_run_verb(&list_usage, list, argc, argv, err);
}

int mutate_verb_show(int argc, char **argv, struct error *err)
{
    return mutate_run_verb(&show_usage, show, argc, argv, err);
}

int mutate_verb_patch(int argc, char **argv, struct error *err)
{
    return mutate_run_verb(&patch_usage, patch, argc, argv, err);
}
