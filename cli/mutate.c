/* cet mutate: which faults tests would notice. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/pool.h"
#include "cet/mutate/list.h"
#include "cet/mutate/run.h"
#include "command.h"
#include "equivalents.h"
#include "mutation_progress.h"
#include "operator_names.h"
#include "workplace.h"

#define SOURCE_MAX_BYTES (64u << 20)
#define SHOWN_SURVIVORS 20

struct mutate_args {
    struct common_args common;
    const char *suite;
    const char *source_root;
    const char *operators;
    const char *cflags;
    bool no_equivalents;
};

#define OPERATORS_OPTION                                                                                               \
    {0,           "operators",                                                                                         \
     "NAMES",     "comma-separated operators or groups, or all (default: default)",                                    \
     OPTION_TEXT, offsetof(struct mutate_args, operators)}

static const struct option_spec run_options[] = {
    {0, "suite", "DIR", "the tests: a folder whose Makefile has the target check", OPTION_TEXT,
     offsetof(struct mutate_args, suite)},
    {0, "src-dir", "DIR", "root of the sources under test (default: the current folder)", OPTION_TEXT,
     offsetof(struct mutate_args, source_root)},
    {0, "cflags", "WORDS", "how the suite is compiled (default: -O0)", OPTION_TEXT,
     offsetof(struct mutate_args, cflags)},
    {0, "no-equivalents", NULL, "do not look for mutants that no test can tell apart", OPTION_FLAG,
     offsetof(struct mutate_args, no_equivalents)},
    OPERATORS_OPTION,
    COMMON_BUILD,
    COMMON_OUT,
    COMMON_JOBS,
    COMMON_JSON,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct option_spec list_options[] = {
    OPERATORS_OPTION, COMMON_BUILD, COMMON_JSON, COMMON_OPTIONS, OPTION_END,
};

static const struct command_usage run_usage = {
    .synopsis = "cet mutate run --suite DIR [--src-dir DIR] [--operators NAMES] [--out DIR] [--json] FILE...",
    .about =
        "Builds the suite with every mutant of the files, runs it once clean and once with each mutant, and prints\n"
        "what became of them. Mutants that the optimiser turns into the source's own code or into another mutant's "
        "are\n"
        "not counted; -p tells how files are compiled for that. --out writes mutants.jsonl.",
    .example = "  cet mutate run cJSON.c --suite tests --out report",
    .options = run_options,
};

static const struct command_usage list_usage = {
    .synopsis = "cet mutate list [-p BUILD] [--operators NAMES] [--json] FILE...|FOLDER [-- CFLAGS]",
    .about = "Prints the mutants of the files: id, place, change; those that cannot be made carry the reason.",
    .example = "  cet mutate list cJSON.c -- -I.",
    .options = list_options,
};

static const struct command_usage show_usage = {
    .synopsis = "cet mutate show [-p BUILD] [--operators NAMES] ID FILE...|FOLDER [-- CFLAGS]",
    .about = "Prints one mutant of the files as a patch that `git apply` and `patch -p1` take.",
    .example = "  cet mutate show 1b8e2f6a90c4d713 cJSON.c -- -I. | git apply",
    .options = list_options,
};

static void print_json(const struct mutant_set *set)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    mutant_set_format(set, &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
}

static void print_mutant(const struct mutant *m, const char *here)
{
    printf("%s  %s:%u:%u  %s  '%s' -> '%s'", m->id, path_below(m->path, here), m->line, m->column, m->operator_name,
           m->original, m->replacement);
    printf(m->reason ? "  not made: %s\n" : "\n", m->reason ? m->reason : "");
}

static void print_summary(const struct mutant_set *set)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    struct mutant_counts counts = mutant_set_counts(set);
    double score_ratio;
    size_t shown = 0;
    for (size_t i = 0; i < set->count && shown < SHOWN_SURVIVORS; i++)
        if (set->items[i].status == MUTANT_SURVIVED) {
            printf("survived  ");
            print_mutant(&set->items[i], here);
            shown++;
        }
    if (shown < counts.survived)
        printf("and %zu more; --json or --out lists all\n", counts.survived - shown);
    printf("%u mutants: %u killed, %u survived, %u not covered, %u timed out, %u not made\n", counts.all, counts.killed,
           counts.survived, counts.no_coverage, counts.timeout, counts.ignored);
    if (counts.equivalent || counts.duplicate)
        printf("not counted: %u equivalent, %u duplicates\n", counts.equivalent, counts.duplicate);
    if (mutant_score(&counts, &score_ratio))
        printf("mutation score %.1f %%\n", 100 * score_ratio);
}

static enum status write_set(const struct mutant_set *set, const char *folder, struct error *err)
{
    SCOPED(memory_free_pointer) char *path = path_join(folder, "mutants.jsonl");
    SCOPED(strbuf_release) struct strbuf text = {0};
    mutant_set_format(set, &text);
    enum status status = folder_make(folder, err);
    return status == STATUS_OK ? file_write(path, text.bytes, text.length, err) : status;
}

static const char **unit_paths(const struct source_units *units)
{
    const char **paths = memory_new(units->count + 1, sizeof *paths);
    for (size_t i = 0; i < units->count; i++)
        paths[i] = units->items[i].path;
    return paths;
}

static enum status run_suite(const struct mutate_args *args, const struct source_units *units, struct mutant_set *set,
                             struct error *err)
{
    SCOPED(workplace_close) struct workplace workplace = {0};
    SCOPED(memory_free_pointer) char *suite = path_absolute(args->suite, NULL);
    SCOPED(memory_free_pointer) char *root = path_absolute(args->source_root ? args->source_root : ".", NULL);
    SCOPED(memory_free_pointer) char *makefile = path_join(suite, "Makefile");
    SCOPED(memory_free_pointer) const char **files = unit_paths(units);
    if (!file_exists(makefile))
        return error_set(err, STATUS_NOT_FOUND, "'%s' is no suite: it has no Makefile", args->suite);
    enum status status = workplace_open(units, suite, &workplace, err);
    if (status != STATUS_OK)
        return status;
    SCOPED(memory_free_pointer) char *runtime = path_join(workplace.installation.library, "libcet-runtime.a");
    struct mutation_progress progress = {.out = command_progress(&args->common)};
    status = mutate_run(
        &(struct mutate_run_options){.files = files,
                                     .file_count = units->count,
                                     .suite = suite,
                                     .source_root = root,
                                     .operators = args->operators,
                                     .cflags = args->cflags,
                                     .clang = workplace.tools.clang.path,
                                     .plugin = workplace.installation.plugin,
                                     .runtime = runtime,
                                     .sandbox = workplace.sandbox,
                                     .jobs = args->common.jobs ? (unsigned)args->common.jobs : pool_processors(),
                                     .progress = mutation_progress_show,
                                     .progress_context = &progress},
        set, err);
    mutation_progress_end(&progress);
    if (status == STATUS_OK && !args->no_equivalents)
        status = find_equivalents(units, &workplace, args->operators, (unsigned)args->common.jobs, &progress, set, err);
    return status;
}

static enum status run_and_show(const struct mutate_args *args, const struct option_rest *rest, struct error *err)
{
    SCOPED(source_units_release) struct source_units units = {0};
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    if (!args->suite)
        return error_set(err, STATUS_INVALID, "'run' needs --suite DIR; see 'cet mutate run --help'");
    enum status status = source_units_collect(rest, args->common.build, &units, err);
    if (status == STATUS_OK)
        status = run_suite(args, &units, &set, err);
    if (status == STATUS_OK && args->common.out)
        status = write_set(&set, args->common.out, err);
    if (status != STATUS_OK)
        return status;
    if (args->common.json)
        print_json(&set);
    else
        print_summary(&set);
    return STATUS_OK;
}

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
        status = mutate_list(&(struct mutate_list_options){.source = units.items[i].path,
                                                           .folder = units.items[i].folder,
                                                           .flags = units.items[i].flags,
                                                           .flag_count = units.items[i].flag_count,
                                                           .operators = args->operators,
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

static enum status list_and_show(const struct mutate_args *args, const struct option_rest *rest, struct error *err)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    enum status status = list_all(args, rest, &set, err);
    if (status != STATUS_OK)
        return status;
    if (args->common.json)
        print_json(&set);
    for (size_t i = 0; i < set.count && !args->common.json; i++)
        print_mutant(&set.items[i], here);
    return STATUS_OK;
}

static enum status show_patch(const struct mutate_args *args, const struct option_rest *rest, struct error *err)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(strbuf_release) struct strbuf patch = {0};
    if (rest->operand_count < 2)
        return error_set(err, STATUS_INVALID, "'show' needs an id and a file; see 'cet mutate show --help'");
    struct option_rest files = *rest;
    files.operands++;
    files.operand_count--;
    enum status status = list_all(args, &files, &set, err);
    if (status != STATUS_OK)
        return status;
    const struct mutant *mutant = mutant_set_find(&set, rest->operands[0]);
    if (!mutant)
        return error_set(err, STATUS_NOT_FOUND, "no mutant '%s' in these files", rest->operands[0]);
    if (args->common.json) {
        SCOPED(mutant_set_release) struct mutant_set one = {0};
        mutant_set_add(&one, mutant);
        print_json(&one);
        return STATUS_OK;
    }
    status = file_read(mutant->path, SOURCE_MAX_BYTES, &text, err);
    if (status == STATUS_OK)
        status = mutant_format_patch(mutant, path_below(mutant->path, here), &text, &patch, err);
    if (status == STATUS_OK)
        fwrite(strbuf_text(&patch), 1, patch.length, stdout);
    return status;
}

typedef enum status (*verb_fn)(const struct mutate_args *args, const struct option_rest *rest, struct error *err);

static int run_verb(const struct command_usage *usage, verb_fn verb, int argc, char **argv, struct error *err)
{
    struct mutate_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    int exit_code;
    if (!command_parse(usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    if (operator_names_check(args.operators, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    return verb(&args, &rest, err) == STATUS_OK ? EXIT_CLEAN : EXIT_COULD_NOT_RUN;
}

static int mutate_verb_run(int argc, char **argv, struct error *err)
{
    return run_verb(&run_usage, run_and_show, argc, argv, err);
}

static int mutate_verb_list(int argc, char **argv, struct error *err)
{
    return run_verb(&list_usage, list_and_show, argc, argv, err);
}

static int mutate_verb_show(int argc, char **argv, struct error *err)
{
    return run_verb(&show_usage, show_patch, argc, argv, err);
}

int command_mutate(int argc, char **argv, struct error *err)
{
    static const struct command verbs[] = {
        {"run", "find the faults that tests do not notice", mutate_verb_run},
        {"list", "print the mutants of files", mutate_verb_list},
        {"show", "print a mutant as a patch", mutate_verb_show},
    };
    return command_run_verb("mutate", verbs, ARRAY_LENGTH(verbs), argc, argv, err);
}
