/* cet mutate: which faults tests would notice. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/pool.h"
#include "cet/mutate/run.h"
#include "equivalents.h"
#include "mutate.h"
#include "mutate_recall.h"
#include "mutation_progress.h"
#include "operator_names.h"
#include "workplace.h"

static const struct option_spec run_options[] = {
    {0, "suite", "DIR", "the tests: a folder whose Makefile has the target check", OPTION_TEXT,
     offsetof(struct mutate_args, suite)},
    {0, "src-dir", "DIR", "root of the sources under test (default: the current folder)", OPTION_TEXT,
     offsetof(struct mutate_args, source_root)},
    {0, "cflags", "WORDS", "how the suite is compiled (default: -O0)", OPTION_TEXT,
     offsetof(struct mutate_args, cflags)},
    {0, "no-equivalents", NULL, "do not look for mutants that no test can tell apart", OPTION_FLAG,
     offsetof(struct mutate_args, no_equivalents)},
    MUTATE_OPERATORS,
    MUTATE_SELECTION,
    MUTATE_REPORTS,
    MUTATE_CACHE,
    {0, "timeout", "SECONDS", "of each run of all tests without mutants (default: 600)", OPTION_UINT,
     offsetof(struct mutate_args, timeout_s)},
    {'p', "build", "BUILD", "the command starts there; with --suite: take compile commands from there", OPTION_TEXT,
     offsetof(struct common_args, build)},
    COMMON_OUT,
    COMMON_JOBS,
    COMMON_JSON,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage run_usage = {
    .synopsis =
        "cet mutate run [-p BUILD] [--diff REF] [--shard K/N] [--out DIR] [--json] [FILE|FOLDER...] -- COMMAND...\n"
        "       cet mutate run --suite DIR [--src-dir DIR] [--diff REF] [--out DIR] [--json] FILE...",
    .about =
        "Runs the tests clean and with each mutant, and prints what became of them. COMMAND is whatever runs the\n"
        "tests of a build that was compiled with `cet flags --mutate` and linked with `cet flags --mutate --link`;\n"
        "FILE takes only mutants of these. A suite is built with every mutant of the files; there mutants that the\n"
        "optimiser turns into the source's own code or another mutant's are not counted. --out writes mutants.jsonl.",
    .example = "  cet mutate run -p build -- ctest\n  cet mutate run cJSON.c --suite tests --out report",
    .options = run_options,
};

static const char **unit_paths(const struct source_units *units)
{
    const char **paths = memory_new(units->count + 1, sizeof *paths);
    for (size_t i = 0; i < units->count; i++)
        paths[i] = units->items[i].path;
    return paths;
}

static struct mutate_run_options run_options_from(const struct mutate_args *args, struct mutate_choice *choice,
                                                  struct mutation_progress *progress)
{
    return (struct mutate_run_options){.operators = args->operators,
                                       .cflags = args->cflags,
                                       .jobs = args->common.jobs ? (unsigned)args->common.jobs : pool_processors(),
                                       .limit_ms = args->timeout_s * 1000,
                                       .progress = mutation_progress_show,
                                       .progress_context = progress,
                                       .reached = mutate_choice_reached,
                                       .select = mutate_choice_select,
                                       .judged = mutate_choice_judged,
                                       .hook_context = choice};
}

static enum status run_suite(const struct mutate_args *args, const struct source_units *units,
                             struct mutate_choice *choice, struct mutant_set *set, struct error *err)
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
    struct mutation_progress progress = {.out = command_progress(&args->common)};
    struct mutate_run_options options = run_options_from(args, choice, &progress);
    options.files = files;
    options.file_count = units->count;
    options.suite = suite;
    options.source_root = root;
    if (!options.operators)
        options.operators = units->project.mutate_operators;
    options.clang = workplace.tools.clang.path;
    options.plugin = workplace.installation.plugin;
    options.runtime = workplace.installation.runtime;
    options.sandbox = workplace.sandbox;
    status = mutate_run(&options, set, err);
    mutation_progress_end(&progress);
    if (status == STATUS_OK && !args->no_equivalents && !args->shard) /* a shard knows no partner of a duplicate */
        status =
            find_equivalents(units, &workplace, options.operators, (unsigned)args->common.jobs, &progress, set, err);
    return status;
}

/* Operands are files and folders that exist; mutants outside are left alone. */
static enum status name_inputs(const struct mutate_args *args, const struct option_rest *rest, struct arena *arena,
                               struct mutate_inputs *inputs, struct error *err)
{
    const char **files = arena_array(arena, rest->operand_count + 1, sizeof *files);
    const char **written = arena_array(arena, 4, sizeof *written);
    for (size_t i = 0; i < rest->operand_count; i++) {
        SCOPED(memory_free_pointer) char *path = path_real(rest->operands[i]);
        if (!path)
            return error_set(err, STATUS_NOT_FOUND, "'%s' does not exist", rest->operands[i]);
        files[i] = arena_strdup(arena, path);
    }
    if (args->common.build && !file_is_folder(args->common.build))
        return error_set(err, STATUS_NOT_FOUND, "'%s' is no folder", args->common.build);
    const char *const given[] = {args->common.out, args->sarif, args->elements};
    for (size_t i = 0, count = 0; i < ARRAY_LENGTH(given); i++) {
        SCOPED(memory_free_pointer) char *path = given[i] ? path_absolute(given[i], NULL) : NULL;
        if (path)
            written[count++] = arena_strdup(arena, path);
    }
    SCOPED(memory_free_pointer) char *build = args->common.build ? path_absolute(args->common.build, NULL) : NULL;
    inputs->under_test = files;
    inputs->written = written;
    inputs->build = build ? arena_strdup(arena, build) : NULL;
    return STATUS_OK;
}

/* The mutants of the programs that the command runs; operands choose among them. */
static enum status run_command(const struct mutate_args *args, const struct option_rest *rest,
                               const struct mutate_inputs *inputs, struct mutate_choice *choice, struct mutant_set *set,
                               struct error *err)
{
    struct mutation_progress progress = {.out = command_progress(&args->common)};
    struct mutate_run_options options = run_options_from(args, choice, &progress);
    options.files = inputs->under_test;
    options.file_count = rest->operand_count;
    options.command = rest->after_dashes;
    options.folder = args->common.build;
    enum status status = mutate_run(&options, set, err);
    mutation_progress_end(&progress);
    return status;
}

__attribute__((format(printf, 2, 3))) static void say(const struct mutate_args *args, const char *format, ...)
{
    FILE *out = command_progress(&args->common);
    va_list values;
    if (!out)
        return;
    va_start(values, format);
    fputs("mutate: ", out);
    vfprintf(out, format, values);
    fputc('\n', out);
    va_end(values);
}

static enum status run_or_recall(const struct mutate_args *args, const struct source_units *units,
                                 struct mutate_choice *choice, struct mutate_recall *recall, struct mutant_set *set,
                                 struct error *err)
{
    mutate_recall_open(args, units, choice, recall);
    if (mutate_recall_find(recall, set)) {
        say(args, "nothing has changed since the last run");
        return STATUS_OK;
    }
    enum status status = run_suite(args, units, choice, set, err);
    if (status != STATUS_OK)
        return status;
    if (choice->found)
        say(args, "%zu verdicts of earlier runs still hold", choice->found);
    mutant_set_made_by(set, "cet " CET_VERSION);
    mutant_set_digest_files(set);
    mutate_recall_keep(recall, set);
    return STATUS_OK;
}

static enum status judge_suite(const struct mutate_args *args, const struct option_rest *rest,
                               struct source_units *units, struct mutant_set *set, struct error *err)
{
    SCOPED(mutate_choice_close) struct mutate_choice choice = {0};
    SCOPED(mutate_recall_close) struct mutate_recall recall = {0};
    enum status status = source_units_collect(rest, args->common.build, units, err);
    if (status == STATUS_OK)
        status = mutate_choice_open(args, units, &choice, err);
    return status == STATUS_OK ? run_or_recall(args, units, &choice, &recall, set, err) : status;
}

static enum status judge_command(const struct mutate_args *args, const struct option_rest *rest,
                                 struct source_units *units, struct mutant_set *set, struct error *err)
{
    SCOPED(mutate_choice_close) struct mutate_choice choice = {0};
    SCOPED(arena_release) struct arena arena = {0};
    struct mutate_inputs inputs = {.command = rest->after_dashes};
    enum status status = source_units_none(units, err);
    if (status == STATUS_OK)
        status = name_inputs(args, rest, &arena, &inputs, err);
    if (status == STATUS_OK)
        status = mutate_choice_open(args, units, &choice, err);
    choice.inputs = &inputs;
    if (status == STATUS_OK)
        status = run_command(args, rest, &inputs, &choice, set, err);
    if (status != STATUS_OK)
        return status;
    if (choice.found)
        say(args, "%zu verdicts of earlier runs still hold", choice.found);
    mutant_set_made_by(set, "cet " CET_VERSION);
    mutant_set_digest_files(set);
    return STATUS_OK;
}

static enum status run_and_report(const struct mutate_args *args, const struct option_rest *rest, int *ret_exit,
                                  struct error *err)
{
    SCOPED(source_units_release) struct source_units units = {0};
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    enum status status;
    if (args->threshold_ratio < 0 || args->threshold_ratio > 1)
        return error_set(err, STATUS_INVALID, "'--threshold' must be from 0 to 1");
    if (args->suite)
        status = judge_suite(args, rest, &units, &set, err);
    else if (rest->after_dashes_count)
        status = judge_command(args, rest, &units, &set, err);
    else
        status = error_set(err, STATUS_INVALID, "'run' needs -- COMMAND or --suite DIR; see 'cet mutate run --help'");
    return status == STATUS_OK ? mutate_report(args, &units.project, &set, ret_exit, err) : status;
}

int mutate_run_verb(const struct command_usage *usage, mutate_verb_fn verb, int argc, char **argv, struct error *err)
{
    struct mutate_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    int exit_code = EXIT_CLEAN;
    if (!command_parse(usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    if (operator_names_check(args.operators, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    exit_code = EXIT_CLEAN;
    return verb(&args, &rest, &exit_code, err) == STATUS_OK ? exit_code : EXIT_COULD_NOT_RUN;
}

static int mutate_verb_run(int argc, char **argv, struct error *err)
{
    return mutate_run_verb(&run_usage, run_and_report, argc, argv, err);
}

int command_mutate(int argc, char **argv, struct error *err)
{
    static const struct command verbs[] = {
        {"run", "find the faults that tests do not notice", mutate_verb_run},
        {"list", "print the mutants of files", mutate_verb_list},
        {"show", "print what a mutant is", mutate_verb_show},
        {"patch", "print a mutant as a patch", mutate_verb_patch},
        {"why", "print which tests run a mutant and which one notices it", mutate_verb_why},
        {"merge", "join the results of several runs", mutate_verb_merge},
    };
    return command_run_verb("mutate", verbs, ARRAY_LENGTH(verbs), argc, argv, err);
}
