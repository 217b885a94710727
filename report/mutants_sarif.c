/* Unnoticed mutants as findings of one rule. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/report/findings.h"
#include "cet/report/mutants.h"
#include "mutants_worth.h"

static const struct report_rule rule = {
    .name = "cet-mutate",
    .level = FINDING_WARNING,
    .summary = "No test notices this change",
    .help =
        "The code was changed as the message says, and every test still passed: the line is run, but what it does is "
        "not checked. Write the test that tells both apart, or, where the change makes no difference that matters, "
        "say so with `// NOLINT(cet-mutate): reason`.",
    .cwe = "",
    .precision = "high",
};

static void add_finding(struct finding_set *findings, const struct mutant *mutant)
{
    SCOPED(strbuf_release) struct strbuf message = {0};
    mutant_add_message(mutant, &message);
    struct finding finding = {.rule = rule.name,
                              .level = mutant->status == MUTANT_SURVIVED ? FINDING_WARNING : FINDING_REFACTORING,
                              .path = mutant->path,
                              .line = mutant->line,
                              .column = mutant->column,
                              .end_line = mutant->end_line,
                              .end_column = mutant->end_column,
                              .function = mutant->function,
                              .message = strbuf_text(&message),
                              .source = "cet"};
    memcpy(finding.fingerprint, mutant->id, sizeof mutant->id);
    finding_set_add(findings, &finding);
}

void report_mutants_sarif(const struct mutants_report *report, struct strbuf *out)
{
    SCOPED(finding_set_release) struct finding_set findings = {0};
    size_t count;
    SCOPED(memory_free_pointer) const struct mutant **list = mutants_by_worth(report->set, &count);
    for (size_t i = 0; i < count; i++)
        add_finding(&findings, list[i]);
    report_findings_sarif(
        &findings,
        &(struct sarif_options){
            .rules = &rule, .rule_count = 1, .root = report->root, .tool_version = report->tool_version},
        out);
}
