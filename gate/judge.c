#include "cet/gate/judge.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "cet/core/memory.h"
#include "stage_draft.h"

static const struct {
    const char *name;
    bool is_built;
    const char *reason;
} stage_table[] = {
#define STAGE(id, name, is_built, reason) {name, is_built, reason},
#include "cet/gate/stages.def"
#undef STAGE
};

const char *gate_stage_name(enum gate_stage stage)
{
    return stage_table[stage].name;
}

static void judge_scan(struct stage_draft *draft, const struct gate_evidence *evidence)
{
    const struct finding_set *findings = evidence->findings;
    stage_add_count(draft, "errors", finding_set_count_level(findings, FINDING_ERROR));
    stage_add_count(draft, "warnings", finding_set_count_level(findings, FINDING_WARNING));
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->level != FINDING_ERROR)
            continue;
        draft->stage->status = STAGE_FAILED;
        stage_add_reason(draft, "%s:%" PRIu32 ": %s [%s]", finding->path, finding->line, finding->message,
                         finding->rule);
    }
}

/* A static function's id is its file and its name. */
static const char *name_of(const char *function_id)
{
    const char *mark = strrchr(function_id, '#');
    return mark ? mark + 1 : function_id;
}

static void judge_testgen(struct stage_draft *draft, const struct gate_evidence *evidence)
{
    uint64_t tests = 0, properties = 0, skipped = 0, executions = 0;
    for (const struct test_plan *const *plan = evidence->plans; *plan; plan++) {
        tests += (*plan)->test_count;
        properties += (*plan)->property_count;
        skipped += (*plan)->skipped_count;
        executions += (*plan)->executions;
        if ((*plan)->was_capped)
            stage_add_reason(draft, "%s: the search was ended by time, another machine may find other tests",
                             (*plan)->unit);
    }
    stage_add_count(draft, "tests", tests + properties);
    stage_add_count(draft, "functions without a test", skipped);
    stage_add_count(draft, "executions", executions);
    if (tests + properties == 0) {
        draft->stage->status = STAGE_MISSED;
        stage_add_reason(draft, "no test could be written");
    }
    for (const struct test_plan *const *plan = evidence->plans; *plan; plan++)
        for (size_t i = 0; i < (*plan)->skipped_count; i++)
            stage_add_reason(draft, "%s has no test: %s", name_of((*plan)->skipped[i].function),
                             (*plan)->skipped[i].reason);
}

static void judge_sanitizers(struct stage_draft *draft, const struct gate_evidence *evidence)
{
    uint64_t faults = 0, misuses = 0;
    for (const struct test_plan *const *plan = evidence->plans; *plan; plan++)
        for (size_t i = 0; i < (*plan)->crash_count; i++) {
            const struct plan_crash *crash = &(*plan)->crashes[i];
            faults += !crash->is_contract;
            misuses += crash->is_contract;
            if (crash->is_contract)
                continue;
            draft->stage->status = STAGE_FAILED;
            stage_add_reason(draft, "%s: %s with %s", crash->function, crash->outcome, crash->inputs);
        }
    stage_add_count(draft, "faults within the contract", faults);
    stage_add_count(draft, "crashes on likely misuse", misuses);
}

/* A reason for each run of lines with code that no test reaches. */
static void add_uncovered_lines(struct stage_draft *draft, const struct coverage_file *file)
{
    for (size_t first = 0, end; first < file->line_count; first = end) {
        for (end = first; end < file->line_count && !file->lines[end].hits; end++)
            ;
        if (end - first == 1)
            stage_add_reason(draft, "%s:%" PRIu32 ": not covered", file->path, file->lines[first].line);
        else if (end > first)
            stage_add_reason(draft, "%s:%" PRIu32 "-%" PRIu32 ": not covered", file->path, file->lines[first].line,
                             file->lines[end - 1].line);
        end += end == first;
    }
}

static void judge_coverage(struct stage_draft *draft, const struct gate_evidence *evidence,
                           const struct thresholds *thresholds)
{
    struct coverage_totals totals = coverage_totals(evidence->coverage);
    stage_add_ratio(draft, "line", totals.lines_hit, totals.lines, thresholds->line_ratio, true);
    stage_add_ratio(draft, "branch", totals.branches_taken, totals.branches, thresholds->branch_ratio, false);
    stage_add_ratio(draft, "function", totals.functions_hit, totals.functions, NAN, false);
    stage_add_marks(draft, evidence->coverage_marks);
    if (draft->stage->status != STAGE_MISSED)
        return;
    for (size_t i = 0; i < evidence->coverage->file_count; i++) {
        const struct coverage_file *file = &evidence->coverage->files[i];
        for (size_t k = 0; k < file->function_count; k++)
            if (!file->functions[k].hits)
                stage_add_reason(draft, "%s:%" PRIu32 ": %s is never called", file->path, file->functions[k].line,
                                 file->functions[k].name);
        add_uncovered_lines(draft, file);
    }
}

static void judge_mutation(struct stage_draft *draft, const struct gate_evidence *evidence,
                           const struct thresholds *thresholds)
{
    struct mutant_counts counts = mutant_set_counts(evidence->mutants);
    uint64_t whole = counts.all - counts.ignored - counts.equivalent - counts.duplicate;
    stage_add_ratio(draft, "mutation", counts.killed + counts.timeout, whole, thresholds->mutation_ratio, true);
    stage_add_count(draft, "killed", counts.killed);
    stage_add_count(draft, "timeout", counts.timeout);
    stage_add_count(draft, "survived", counts.survived);
    stage_add_count(draft, "no coverage", counts.no_coverage);
    stage_add_count(draft, "equivalent", counts.equivalent);
    stage_add_count(draft, "duplicate", counts.duplicate);
    if (draft->stage->status != STAGE_MISSED)
        return;
    for (size_t i = 0; i < evidence->mutants->count; i++) {
        const struct mutant *mutant = &evidence->mutants->items[i];
        if (mutant->status == MUTANT_SURVIVED)
            stage_add_reason(draft, "%s:%" PRIu32 ":%" PRIu32 ": `%s` -> `%s` survived", mutant->path, mutant->line,
                             mutant->column, mutant->original, mutant->replacement);
    }
}

static void judge_stage(enum gate_stage id, struct stage_draft *draft, const struct gate_evidence *evidence,
                        const struct thresholds *thresholds)
{
    switch (id) {
    case GATE_STAGE_SCAN:
        judge_scan(draft, evidence);
        break;
    case GATE_STAGE_TESTGEN:
        judge_testgen(draft, evidence);
        break;
    case GATE_STAGE_SANITIZERS:
        judge_sanitizers(draft, evidence);
        break;
    case GATE_STAGE_COVERAGE:
        judge_coverage(draft, evidence, thresholds);
        break;
    case GATE_STAGE_MUTATION:
        judge_mutation(draft, evidence, thresholds);
        break;
    case GATE_STAGE_SECURITY:
    case GATE_STAGE_INTEGRATION:
    case GATE_STAGE_PERFORMANCE:
    case GATE_STAGE_REVIEW:
    case GATE_STAGE_COUNT:
        break;
    }
}

static void draft_stage(enum gate_stage id, const struct gate_evidence *evidence, const struct thresholds *thresholds,
                        struct verdict *verdict)
{
    const struct gate_stage_run *run = &evidence->stages[id];
    struct stage_draft draft = {.arena = &verdict->arena, .stage = &verdict->stages[id]};
    draft.stage->name = stage_table[id].name;
    draft.stage->duration_ms = run->duration_ms;
    if (!stage_table[id].is_built) {
        stage_add_reason(&draft, "%s", stage_table[id].reason);
    } else if (stage_has_run(&draft, run)) {
        judge_stage(id, &draft, evidence, thresholds);
    }
    stage_end_reasons(&draft);
}

void gate_judge(const struct gate_evidence *evidence, const struct thresholds *thresholds, struct verdict *verdict)
{
    bool has_failed = false, has_missed = false, is_incomplete = false;
    verdict->stages = arena_array(&verdict->arena, GATE_STAGE_COUNT, sizeof *verdict->stages);
    verdict->stage_count = GATE_STAGE_COUNT;
    for (unsigned id = 0; id < GATE_STAGE_COUNT; id++) {
        draft_stage(id, evidence, thresholds, verdict);
        enum stage_status status = verdict->stages[id].status;
        has_failed |= status == STAGE_FAILED;
        has_missed |= status == STAGE_MISSED;
        is_incomplete |= stage_table[id].is_built && (status == STAGE_NOT_RUN || status == STAGE_BROKEN);
    }
    verdict->outcome = has_failed      ? VERDICT_REJECTED
                       : is_incomplete ? VERDICT_COULD_NOT_JUDGE
                       : has_missed    ? VERDICT_INSUFFICIENT
                                       : VERDICT_ACCEPTED;
}
