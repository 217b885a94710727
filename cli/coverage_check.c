/* cet coverage check: whether coverage reaches what cet.json and the ratchet ask of it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/coverage/judge.h"
#include "cet/model/project.h"
#include "coverage.h"
#include "coverage_diff.h"
#include "coverage_marks.h"

struct check_args {
    struct coverage_args coverage;
    const char *config, *diff, *ratchet;
    bool raises, may_fall;
};

static const struct option_spec options[] = {
    {0, "config", "FILE", "take thresholds from FILE (default: cet.json)", OPTION_TEXT,
     offsetof(struct check_args, config)},
    {0, "diff", "REF|FILE", "judge the lines changed since REF, or in a diff, as \"new\" of \"coverage\" asks",
     OPTION_TEXT, offsetof(struct check_args, diff)},
    {0, "ratchet", "FILE", "figures that must not fall (default: \"ratchet\" of \"coverage\")", OPTION_TEXT,
     offsetof(struct check_args, ratchet)},
    {0, "raise", NULL, "write what rose, and new files, into the ratchet; makes it when there is none", OPTION_FLAG,
     offsetof(struct check_args, raises)},
    {0, "lower", NULL, "write everything into the ratchet, also what fell", OPTION_FLAG,
     offsetof(struct check_args, may_fall)},
    COVERAGE_SOURCE,
    COMMON_JSON,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet coverage check [--diff REF|FILE] [--ratchet FILE] [--raise | --lower] [--json] "
                "[FOLDER|FILE...]",
    .about =
        "Holds coverage against the thresholds in \"coverage\" of cet.json, and against the ratchet: figures of each\n"
        "file, kept under version control, that only rise unless --lower is given. The data are read as by\n"
        "`cet coverage read` (default: .gcda files below the current folder). Everything counts: marks that take "
        "lines\n"
        "out of reports are named. Exit 1 when something is missed, 2 when something could not be judged.",
    .example = "  cet coverage check report/coverage.info --diff main\n  cet coverage check build --raise",
    .options = options,
};

/* All that a check needs and owns. */
struct check {
    struct project project;
    struct coverage coverage;
    struct coverage_ratchet ratchet;
    char *ratchet_path; /* absolute; NULL: none */
    char *folder;       /* names in rules are seen from it */
    struct new_code new_code;
    bool has_ratchet, has_new_code;
};

static void check_release(struct check *check)
{
    project_release(&check->project);
    coverage_release(&check->coverage);
    coverage_ratchet_release(&check->ratchet);
    new_code_release(&check->new_code);
    free(check->ratchet_path);
    free(check->folder);
}

static enum status read_rules(const struct check_args *args, struct check *check, struct error *err)
{
    const char *config = args->config ? args->config : "cet.json";
    enum status status = STATUS_OK;
    if (args->config || file_exists(config))
        status = project_load(config, &check->project, err);
    check->folder = check->project.folder ? memory_strdup(check->project.folder) : path_absolute(".", NULL);
    return status;
}

static enum status read_ratchet(const struct check_args *args, struct check *check, struct error *err)
{
    const char *configured = check->project.coverage.ratchet;
    if (args->ratchet)
        check->ratchet_path = path_absolute(args->ratchet, NULL);
    else if (configured)
        check->ratchet_path = path_absolute(configured, check->folder);
    bool writes = args->raises || args->may_fall;
    if (!check->ratchet_path)
        return writes ? error_set(err, STATUS_INVALID,
                                  "--raise and --lower need a ratchet: --ratchet FILE, or \"ratchet\" "
                                  "of \"coverage\" in cet.json")
                      : STATUS_OK;
    check->has_ratchet = file_exists(check->ratchet_path);
    if (!check->has_ratchet)
        return writes ? STATUS_OK
                      : error_set(err, STATUS_NOT_FOUND, "'%s' does not exist; --raise makes it", check->ratchet_path);
    return coverage_ratchet_load(check->ratchet_path, &check->ratchet, err);
}

static bool asks_for_something(const struct coverage_needs *needs)
{
    for (unsigned i = 0; i < COVERAGE_MEASURE_COUNT; i++)
        if (needs->ratios[i] > 0)
            return true;
    return false;
}

/* A check that nothing is asked of would always pass. */
static enum status look_for_demands(const struct check_args *args, const struct check *check, struct error *err)
{
    const struct coverage_rules *rules = &check->project.coverage;
    if (args->diff && !asks_for_something(&rules->new_code))
        return error_set(err, STATUS_INVALID,
                         "--diff needs \"new\" in \"coverage\" of cet.json: what new code must reach");
    if (check->ratchet_path || args->diff || rules->file_count || rules->folder_count ||
        asks_for_something(&rules->project))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "nothing is asked: cet.json has no threshold in \"coverage\", and there is no ratchet");
}

static enum status gather(const struct check_args *args, const struct option_rest *rest, struct check *check,
                          struct error *err)
{
    static const char *const here[] = {"."};
    enum status status = read_rules(args, check, err);
    if (status == STATUS_OK)
        status = read_ratchet(args, check, err);
    if (status == STATUS_OK)
        status = look_for_demands(args, check, err);
    if (status == STATUS_OK)
        status = coverage_read_operands(&args->coverage, rest->operand_count ? rest->operands : here,
                                        rest->operand_count ? rest->operand_count : 1, &check->coverage, err);
    if (status == STATUS_OK && check->coverage.file_count == 0)
        status = error_set(err, STATUS_NOT_FOUND, "the data speaks of none of the sources asked for");
    if (status == STATUS_OK && args->diff) {
        status = new_code_read(args->diff, &check->coverage, &check->new_code, err);
        check->has_new_code = status == STATUS_OK;
    }
    return status;
}

static void print_failure(const struct coverage_failure *failure)
{
    const char *measure = coverage_measure_name(failure->measure);
    printf("%s%s: %s %.1f %% (%" PRIu64 "/%" PRIu64 "), ", failure->scope == COVERAGE_SCOPE_FOLDER ? "folder " : "",
           failure->subject, measure, 100.0 * (double)failure->hit / (double)failure->all, failure->hit, failure->all);
    if (failure->scope == COVERAGE_SCOPE_RATCHET)
        printf("was %.1f %% (%" PRIu64 "/%" PRIu64 ")", 100 * failure->needed_ratio, failure->hit_then,
               failure->all_then);
    else
        printf("needs %.1f %%", 100 * failure->needed_ratio);
    printf(": %" PRIu64 " more\n", failure->needed > failure->hit ? failure->needed - failure->hit : 1);
    if (failure->where && *failure->where)
        printf("  cover %s%s\n", failure->measure == COVERAGE_MEASURE_LINES ? "" : "at ", failure->where);
}

static void print_text(const struct coverage_marks_list *marks, const struct coverage_judgement *judgement)
{
    for (size_t i = 0; i < judgement->failure_count; i++)
        print_failure(&judgement->failures[i]);
    for (size_t i = 0; i < judgement->unknown_count; i++)
        printf("not judged: %s\n", judgement->unknown[i]);
    for (size_t i = 0; i < marks->count; i++)
        printf("counted all the same: %s\n", marks->items[i]);
    if (judgement->failure_count)
        printf("coverage: %zu of %zu figures are missed\n", judgement->failure_count, judgement->checked);
    else if (!judgement->unknown_count)
        printf("coverage: %zu figures hold\n", judgement->checked);
}

static void print_json(const struct coverage_marks_list *marks, const struct coverage_judgement *judgement)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(arena_release) struct arena arena = {0};
    coverage_judgement_format_json(judgement, coverage_marks_names(marks, &arena), &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
}

static void print(const struct check_args *args, const struct check *check, const struct coverage_judgement *judgement)
{
    SCOPED(coverage_marks_list_release) struct coverage_marks_list marks = {0};
    coverage_marks_find(&check->coverage, check->folder, &marks);
    if (args->coverage.common.json)
        print_json(&marks, judgement);
    else
        print_text(&marks, judgement);
}

static enum status turn_ratchet(const struct check_args *args, struct check *check, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (!args->raises && !args->may_fall)
        return STATUS_OK;
    size_t changes = coverage_ratchet_turn(&check->ratchet, &check->coverage, check->folder, args->may_fall);
    if (!changes && check->has_ratchet)
        return STATUS_OK;
    coverage_ratchet_format(&check->ratchet, &text);
    enum status status = file_write(check->ratchet_path, text.bytes, text.length, err);
    if (status == STATUS_OK && command_progress(&args->coverage.common))
        fprintf(stderr, "coverage: %zu files of the ratchet are written\n", changes);
    return status;
}

static enum status judge(const struct check_args *args, const struct option_rest *rest, int *ret_exit,
                         struct error *err)
{
    SCOPED(check_release) struct check check = {0};
    SCOPED(coverage_judgement_release) struct coverage_judgement judgement = {0};
    enum status status = gather(args, rest, &check, err);
    if (status != STATUS_OK)
        return status;
    /* What is lowered on purpose has not fallen. */
    coverage_judge(&(struct coverage_case){.coverage = &check.coverage,
                                           .rules = &check.project.coverage,
                                           .folder = check.folder,
                                           .ratchet = check.has_ratchet && !args->may_fall ? &check.ratchet : NULL,
                                           .change = check.has_new_code ? &check.new_code.change : NULL},
                   &judgement);
    status = turn_ratchet(args, &check, err);
    if (status != STATUS_OK)
        return status;
    print(args, &check, &judgement);
    *ret_exit = judgement.unknown_count ? EXIT_COULD_NOT_RUN : judgement.failure_count ? EXIT_NOT_ACCEPTED : EXIT_CLEAN;
    if (judgement.unknown_count)
        return error_set(err, STATUS_NOT_FOUND, "%zu thresholds could not be judged: %s", judgement.unknown_count,
                         judgement.unknown[0]);
    return STATUS_OK;
}

int coverage_verb_check(int argc, char **argv, struct error *err)
{
    struct check_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    int exit_code;
    if (command_parse(&usage, argc, argv, &args.coverage.common, &rest, &exit_code, err) &&
        judge(&args, &rest, &exit_code, err) != STATUS_OK)
        exit_code = EXIT_COULD_NOT_RUN;
    option_list_release(&args.coverage.sources);
    return exit_code;
}
