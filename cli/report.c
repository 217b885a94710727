/* cet report: one page of what other commands found. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/coverage_change.h"
#include "cet/report/page.h"
#include "changes.h"
#include "command.h"
#include "coverage_marks.h"
#include "past_runs.h"
#include "report_inputs.h"
#include "report_rules.h"

#define MAX_SOURCE_BYTES (64u << 20)

struct report_args {
    struct common_args common;
    const char *diff;
    const char *history;
    const char *store;
    const char *root;
    const char *title;
};

static const struct option_spec options[] = {
    {'o', "out", "FILE", "write the page to FILE (default: cet-report.html)", OPTION_TEXT,
     offsetof(struct report_args, common.out)},
    {0, "diff", "REF|FILE", "show what ran of the lines that differ from git's REF, or of a diff", OPTION_TEXT,
     offsetof(struct report_args, diff)},
    {0, "src-dir", "DIR", "show paths as seen from DIR (default: the current folder)", OPTION_TEXT,
     offsetof(struct report_args, root)},
    {0, "title", "TEXT", "what the page is about (default: what the verdict says)", OPTION_TEXT,
     offsetof(struct report_args, title)},
    {0, "store", "FILE", "take past runs from this store (default: the user's)", OPTION_TEXT,
     offsetof(struct report_args, store)},
    {0, "history", "FILE", "take past runs from FILE instead, and add this verdict to it", OPTION_TEXT,
     offsetof(struct report_args, history)},
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet report [--diff REF|FILE] [--history FILE] [--out FILE] RESULT|FOLDER...",
    .about = "Writes one HTML page of what other commands found: coverage.info, mutants.jsonl, findings (scan --json, "
             "SARIF),\n"
             "verdict.json, test plans (testgen --json), suites (suite.json); a FOLDER stands for those in it. The "
             "page needs no network and\n"
             "opens from disk; sources are taken from where the results name them.",
    .example = "  cet report --out report.html cet-report\n  cet report --diff main coverage.info mutants.jsonl",
    .options = options,
};

static enum status read_inputs(const struct option_rest *rest, struct report_inputs *inputs, struct error *err)
{
    enum status status = STATUS_OK;
    if (!rest->operand_count)
        return error_set(err, STATUS_INVALID, "a result is missing; see 'cet report --help'");
    for (size_t i = 0; i < rest->operand_count && status == STATUS_OK; i++)
        status = report_inputs_add(inputs, rest->operands[i], err);
    /* A verdict counts what marks would hide: the page beside it does too. */
    if (status == STATUS_OK && !inputs->has_verdict)
        status = coverage_marks_apply(&inputs->coverage, err);
    return status;
}

/* A file that no data speak of counts as far as its source holds code; one that cannot be read counts as it is. */
static void read_unmeasured(struct coverage_change *change)
{
    for (size_t i = 0; i < change->count; i++) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        if (coverage_change_wants_source(&change->files[i]) &&
            file_read(change->files[i].path, MAX_SOURCE_BYTES, &text, NULL) == STATUS_OK)
            coverage_change_read_source(change, &change->files[i], strbuf_text(&text), text.length);
    }
}

static enum status read_change(const struct report_args *args, const struct report_inputs *inputs,
                               struct coverage_change *change, struct error *err)
{
    SCOPED(changes_release) struct changes changes = {0};
    if (!args->diff)
        return STATUS_OK;
    if (!inputs->has_coverage)
        return error_set(err, STATUS_INVALID, "--diff needs coverage: name a tracefile, or a folder that holds one");
    enum status status = changes_read(args->diff, &changes, err);
    if (status != STATUS_OK)
        return status;
    coverage_change_compute(&inputs->coverage, &changes.lines, change);
    read_unmeasured(change);
    return STATUS_OK;
}

/* A store that cannot be read costs the trend only. */
static enum status read_history(const struct report_args *args, const struct report_inputs *inputs,
                                struct run_history *history, struct error *err)
{
    struct error why = {0};
    enum status status = STATUS_OK;
    if (args->history && file_exists(args->history))
        status = run_history_load(args->history, history, err);
    else if (!args->history && inputs->has_verdict &&
             past_runs_of_store(args->store, inputs->verdict.subject, history, &why) != STATUS_OK)
        fprintf(stderr, "cet report: past runs are not shown: %s\n", why.message);
    if (status == STATUS_OK && inputs->has_verdict)
        run_history_add_verdict(history, &inputs->verdict);
    return status;
}

static const struct test_plan **list_plans(const struct report_inputs *inputs)
{
    const struct test_plan **list = memory_new(inputs->plan_count + 1, sizeof *list);
    for (size_t i = 0; i < inputs->plan_count; i++)
        list[i] = &inputs->plans[i];
    return list;
}

static void format_page(const struct report_args *args, const struct report_inputs *inputs,
                        const struct coverage_change *change, const struct run_history *history, struct strbuf *out)
{
    size_t rule_count;
    SCOPED(memory_free_pointer) struct report_rule *rules = report_rules_list(&rule_count);
    SCOPED(memory_free_pointer) const struct test_plan **plans = list_plans(inputs);
    SCOPED(memory_free_pointer) char *root = args->root ? path_absolute(args->root, NULL) : report_inputs_root(inputs);
    report_page_html(&(struct report_page){.title = args->title,
                                           .verdict = inputs->has_verdict ? &inputs->verdict : NULL,
                                           .findings = inputs->has_findings ? &inputs->findings : NULL,
                                           .rules = rules,
                                           .rule_count = rule_count,
                                           .coverage = inputs->has_coverage ? &inputs->coverage : NULL,
                                           .mutants = inputs->has_mutants ? &inputs->mutants : NULL,
                                           .change = args->diff ? change : NULL,
                                           .change_base = args->diff,
                                           .plans = plans,
                                           .suites = inputs->suites,
                                           .suite_count = inputs->suite_count,
                                           .history = history,
                                           .root = root,
                                           .tool_version = CET_VERSION},
                     out);
}

static enum status write_history(const char *path, const struct run_history *history, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    run_history_format(history, &text);
    return file_write(path, strbuf_text(&text), text.length, err);
}

static enum status write_report(const struct report_args *args, const struct option_rest *rest, struct error *err)
{
    SCOPED(report_inputs_release) struct report_inputs inputs = {0};
    SCOPED(coverage_change_release) struct coverage_change change = {0};
    SCOPED(run_history_release) struct run_history history = {0};
    SCOPED(strbuf_release) struct strbuf page = {0};
    const char *path = args->common.out ? args->common.out : "cet-report.html";
    enum status status = read_inputs(rest, &inputs, err);
    if (status == STATUS_OK)
        status = read_change(args, &inputs, &change, err);
    if (status == STATUS_OK)
        status = read_history(args, &inputs, &history, err);
    if (status != STATUS_OK)
        return status;
    format_page(args, &inputs, &change, &history, &page);
    status = file_write(path, strbuf_text(&page), page.length, err);
    if (status == STATUS_OK && args->history && inputs.has_verdict)
        status = write_history(args->history, &history, err);
    if (status == STATUS_OK)
        printf("page: %s\n", path);
    return status;
}

int command_report(int argc, char **argv, struct error *err)
{
    struct report_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    int exit_code;
    if (command_parse(&usage, argc, argv, &args.common, &rest, &exit_code, err))
        exit_code = write_report(&args, &rest, err) == STATUS_OK ? EXIT_CLEAN : EXIT_COULD_NOT_RUN;
    return exit_code;
}
