/* cet accept: gathers the evidence stage by stage, judges it, and writes verdict, page and suite. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/clock.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/verdict.h"
#include "cet/report/page.h"
#include "cet/report/verdict.h"
#include "command.h"
#include "gather.h"
#include "generation_args.h"
#include "past_runs.h"
#include "report_rules.h"
#include "result_folder.h"
#include "verdict_record.h"

struct accept_args {
    struct generation_args generation;
    const char *store;
};

static const struct option_spec options[] = {
    GENERATION_OPTIONS,
    {0, "store", "FILE", "keep the run in this store (default: the user's)", OPTION_TEXT,
     offsetof(struct accept_args, store)},
    COMMON_JOBS,
    COMMON_JSON,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet accept [-p BUILD] [--with FILE|LIB]... [--out DIR] FILE...|FOLDER [-- CFLAGS]",
    .about =
        "Scans the sources, writes the tests they lack, measures what these cover and which faults they catch, all in\n"
        "a sandbox, and answers: accepted (exit 0), rejected or insufficient evidence (exit 1), could not judge\n"
        "(exit 2). A FOLDER holds a cet.json. DIR (default: cet-report) gets verdict.json, report.html and the suite.",
    .example = "  cet accept cJSON.c -- -I.\n  cet accept examples/accepted-tool --out report",
    .options = options,
};

static enum status write_text(const char *folder, const char *name, const struct strbuf *text, struct error *err)
{
    SCOPED(memory_free_pointer) char *path = path_join(folder, name);
    return file_write(path, strbuf_text(text), text->length, err);
}

/* The trend is of what the store knows, and of this run, which is kept behind the page. */
static enum status write_page(const struct accept_args *args, const char *folder, const char *root,
                              const struct gathered *gathered, const struct verdict *verdict, struct error *err)
{
    size_t rule_count;
    struct error why = {0};
    SCOPED(strbuf_release) struct strbuf page = {0};
    SCOPED(run_history_release) struct run_history history = {0};
    SCOPED(memory_free_pointer) struct report_rule *rules = report_rules_list(&rule_count);
    if (past_runs_of_store(args->store, verdict->subject, &history, &why) != STATUS_OK)
        fprintf(stderr, "cet accept: past runs are not shown: %s\n", why.message);
    run_history_add_verdict(&history, verdict);
    SCOPED(suite_stamp_release) struct suite_stamp suite = {0};
    SCOPED(memory_free_pointer) char *stamp = path_join(folder, "suite/" SUITE_STAMP_FILE);
    const bool has_suite = suite_stamp_load(stamp, &suite, NULL) == STATUS_OK; /* there may be no test to write */
    report_page_html(&(struct report_page){.verdict = verdict,
                                           .findings = &gathered->findings,
                                           .rules = rules,
                                           .rule_count = rule_count,
                                           .coverage = &gathered->coverage,
                                           .mutants = &gathered->mutants,
                                           .plans = gathered->evidence.plans,
                                           .suites = &suite,
                                           .suite_count = has_suite,
                                           .history = &history,
                                           .root = root,
                                           .tool_version = CET_VERSION},
                     &page);
    return write_text(folder, "report.html", &page, err);
}

static enum status write_plans(const char *folder, const struct test_plan *const *plans, struct error *err)
{
    SCOPED(memory_free_pointer) char *plan_folder = path_join(folder, "plans");
    enum status status = folder_make(plan_folder, err);
    for (size_t i = 0; plans[i] && status == STATUS_OK; i++) {
        SCOPED(strbuf_release) struct strbuf text = {0}, name = {0};
        strbuf_printf(&name, "%zu.json", i + 1);
        test_plan_format(plans[i], &text);
        status = write_text(plan_folder, strbuf_text(&name), &text, err);
    }
    return status;
}

static enum status write_results(const char *folder, const struct gathered *gathered, const struct verdict *verdict,
                                 struct error *err)
{
    SCOPED(strbuf_release) struct strbuf findings = {0};
    SCOPED(strbuf_release) struct strbuf mutants = {0};
    SCOPED(strbuf_release) struct strbuf trace = {0};
    SCOPED(strbuf_release) struct strbuf record = {0};
    finding_set_format(&gathered->findings, &findings);
    mutant_set_format(&gathered->mutants, &mutants);
    coverage_format_tracefile(&gathered->coverage, &trace);
    verdict_format(verdict, &record);
    enum status status = write_text(folder, "findings.json", &findings, err);
    if (status == STATUS_OK)
        status = write_text(folder, "mutants.jsonl", &mutants, err);
    if (status == STATUS_OK)
        status = write_text(folder, "coverage.info", &trace, err);
    if (status == STATUS_OK)
        status = write_plans(folder, gathered->evidence.plans, err);
    if (status == STATUS_OK)
        status = write_text(folder, "verdict.json", &record, err);
    return status;
}

static void show_verdict(const struct accept_args *args, const struct verdict *verdict, const char *folder)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (args->generation.common.json)
        verdict_format(verdict, &text);
    else
        report_verdict_text(verdict, command_has_colours(), &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
    if (!args->generation.common.json)
        printf("report: %s/report.html\n", folder);
}

static enum status judge_units(const struct accept_args *args, const struct source_units *units, const char *folder,
                               struct verdict *verdict, struct error *err)
{
    SCOPED(workplace_close) struct workplace workplace = {0};
    SCOPED(gathered_release) struct gathered gathered = {0};
    SCOPED(result_folder_close) struct result_folder results = {0};
    enum status status = result_folder_open(folder, &results, err);
    if (status == STATUS_OK)
        status = workplace_open(units, NULL, &workplace, err);
    if (status == STATUS_OK)
        status = gather_evidence(&(struct gather_request){.workplace = &workplace,
                                                          .units = units,
                                                          .seed = units->project.seed,
                                                          .executions = units->project.executions,
                                                          .budget_s = args->generation.budget_s,
                                                          .jobs = args->generation.common.jobs,
                                                          .folder = results.scratch,
                                                          .final_folder = results.path,
                                                          .progress = command_progress(&args->generation.common)},
                                 &gathered, err);
    if (status != STATUS_OK)
        return status;
    gate_judge(&gathered.evidence, &units->project.thresholds, verdict);
    toolchain_ask_versions(&workplace.tools);
    verdict_describe(units, &workplace, verdict);
    SCOPED(memory_free_pointer) char *root = source_units_root(units);
    status = write_results(results.scratch, &gathered, verdict, err);
    if (status == STATUS_OK)
        status = write_page(args, results.scratch, root, &gathered, verdict, err);
    if (status == STATUS_OK)
        status = result_folder_commit(&results, "verdict.json", err);
    if (status == STATUS_OK)
        verdict_keep(args->store, "accept", verdict);
    return status;
}

int command_accept(int argc, char **argv, struct error *err)
{
    struct accept_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(source_units_release) struct source_units units = {0};
    SCOPED(verdict_release) struct verdict verdict = {0};
    int exit_code;
    if (command_parse(&usage, argc, argv, &args.generation.common, &rest, &exit_code, err)) {
        const char *folder = args.generation.common.out ? args.generation.common.out : "cet-report";
        enum status status = generation_collect(&args.generation, &rest, &units, err);
        if (status == STATUS_OK)
            status = judge_units(&args, &units, folder, &verdict, err);
        exit_code = EXIT_COULD_NOT_RUN;
        if (status == STATUS_OK) {
            show_verdict(&args, &verdict, folder);
            exit_code = verdict_exit_code(verdict.outcome);
        }
    }
    option_list_release(&args.generation.with);
    return exit_code;
}
