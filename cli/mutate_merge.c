/* cet mutate merge: results of shards as one. */
#include <string.h>

#include "cet/core/memory.h"
#include "mutate.h"

static const struct option_spec options[] = {MUTATE_REPORTS, COMMON_OUT, COMMON_JSON, COMMON_OPTIONS, OPTION_END};

static const struct command_usage usage = {
    .synopsis = "cet mutate merge FILE|DIR... [--out DIR] [--sarif FILE] [--elements FILE] [--json]",
    .about =
        "Joins the results of runs that judged different mutants (--shard, --sample, --diff) and reports on all as\n"
        "one run would. Results of other sources or another cet, and verdicts that contradict, are refused.",
    .example = "  cet mutate merge part1 part2 part3 --out report",
    .options = options,
};

static enum status merge(const struct mutate_args *args, const struct option_rest *rest, int *ret_exit,
                         struct error *err)
{
    SCOPED(mutant_set_release) struct mutant_set merged = {0};
    SCOPED(project_release) struct project project = {0};
    if (rest->operand_count == 0)
        return error_set(err, STATUS_INVALID, "'merge' needs results; see 'cet mutate merge --help'");
    project_defaults(&project);
    for (size_t i = 0; i < rest->operand_count; i++) {
        SCOPED(mutant_set_release) struct mutant_set part = {0};
        enum status status = mutate_load_results(rest->operands[i], &part, err);
        if (status == STATUS_OK)
            status = mutate_merge(&merged, &part, rest->operands[i], err);
        if (status != STATUS_OK)
            return status;
    }
    return mutate_report(args, &project, &merged, ret_exit, err);
}

int mutate_verb_merge(int argc, char **argv, struct error *err)
{
    return mutate_run_verb(&usage, merge, argc, argv, err);
}
