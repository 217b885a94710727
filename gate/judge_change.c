#include "cet/gate/judge_change.h"

#include <inttypes.h>
#include <math.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "stage_draft.h"

static const char *const stage_names[] = {
#define CHANGE_STAGE(id, name) name,
#include "cet/gate/change_stages.def"
#undef CHANGE_STAGE
};

static const char *seen(const struct change_evidence *evidence, const char *path)
{
    return evidence->root ? path_below(path, evidence->root) : path;
}

static void judge_scan(struct stage_draft *draft, const struct change_evidence *evidence)
{
    const struct finding_set *findings = evidence->findings;
    stage_add_count(draft, "new findings", finding_set_count_state(findings, FINDING_SHOWN));
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->state != FINDING_SHOWN)
            continue;
        draft->stage->status = STAGE_FAILED;
        stage_add_reason(draft, "%s:%" PRIu32 ": %s [%s]", seen(evidence, finding->path), finding->line,
                         finding->message, finding->rule);
    }
}

static void judge_tests(struct stage_draft *draft, const struct change_evidence *evidence)
{
    if (!evidence->tests_failed)
        return;
    draft->stage->status = STAGE_FAILED;
    stage_add_reason(draft, "%s", evidence->tests_failed);
}

static void add_missing_lines(struct stage_draft *draft, const struct change_evidence *evidence)
{
    for (size_t i = 0; i < evidence->coverage->count; i++) {
        const struct coverage_change_file *file = &evidence->coverage->files[i];
        SCOPED(strbuf_release) struct strbuf runs = {0};
        line_runs_format(file->missing, file->missing_count, 20, &runs);
        if (file->state == COVERAGE_CHANGE_UNMEASURED)
            stage_add_reason(draft, "%s: lines %s are in no coverage data: nothing builds or runs this file",
                             seen(evidence, file->path), strbuf_text(&runs));
        else if (file->missing_count)
            stage_add_reason(draft, "%s: no test executes lines %s", seen(evidence, file->path), strbuf_text(&runs));
    }
}

static void judge_coverage(struct stage_draft *draft, const struct change_evidence *evidence,
                           const struct thresholds *thresholds)
{
    const struct coverage_totals *totals = &evidence->coverage->totals;
    const double branch_ratio = thresholds->branch_ratio > 0 ? thresholds->branch_ratio : NAN;
    stage_add_ratio(draft, "line", totals->lines_hit, totals->lines + evidence->coverage->unmeasured_lines,
                    thresholds->line_ratio, false);
    stage_add_ratio(draft, "branch", totals->branches_taken, totals->branches, branch_ratio, false);
    stage_add_marks(draft, evidence->coverage_marks);
    if (draft->stage->status == STAGE_MISSED)
        add_missing_lines(draft, evidence);
}

static void judge_mutation(struct stage_draft *draft, const struct change_evidence *evidence,
                           const struct thresholds *thresholds)
{
    struct mutant_counts counts = mutant_set_counts(evidence->mutants);
    uint64_t whole = counts.all - counts.ignored - counts.equivalent - counts.duplicate;
    stage_add_ratio(draft, "mutation", counts.killed + counts.timeout, whole, thresholds->mutation_ratio, false);
    stage_add_count(draft, "survived", counts.survived);
    stage_add_count(draft, "no coverage", counts.no_coverage);
    for (size_t i = 0; draft->stage->status == STAGE_MISSED && i < evidence->mutants->count; i++) {
        const struct mutant *mutant = &evidence->mutants->items[i];
        if (mutant->status == MUTANT_SURVIVED || mutant->status == MUTANT_NO_COVERAGE)
            stage_add_reason(draft, "%s:%" PRIu32 ":%" PRIu32 ": `%s` -> `%s`: %s", seen(evidence, mutant->path),
                             mutant->line, mutant->column, mutant->original, mutant->replacement,
                             mutant_status_text(mutant->status));
    }
}

static void judge_stage(enum change_stage id, struct stage_draft *draft, const struct change_evidence *evidence,
                        const struct thresholds *thresholds)
{
    switch (id) {
    case CHANGE_STAGE_SCAN:
        judge_scan(draft, evidence);
        break;
    case CHANGE_STAGE_TESTS:
        judge_tests(draft, evidence);
        break;
    case CHANGE_STAGE_COVERAGE:
        judge_coverage(draft, evidence, thresholds);
        break;
    case CHANGE_STAGE_MUTATION:
        judge_mutation(draft, evidence, thresholds);
        break;
    case CHANGE_STAGE_COUNT:
        break;
    }
}

static void draft_stage(enum change_stage id, const struct change_evidence *evidence,
                        const struct thresholds *thresholds, struct verdict *verdict)
{
    const struct gate_stage_run *run = &evidence->stages[id];
    struct stage_draft draft = {.arena = &verdict->arena, .stage = &verdict->stages[id]};
    draft.stage->name = stage_names[id];
    draft.stage->duration_ms = run->duration_ms;
    if (evidence->unchanged) {
        stage_add_reason(&draft, "%s", evidence->unchanged);
    } else if (stage_has_run(&draft, run)) {
        judge_stage(id, &draft, evidence, thresholds);
    }
    stage_end_reasons(&draft);
}

void gate_judge_change(const struct change_evidence *evidence, const struct thresholds *thresholds,
                       struct verdict *verdict)
{
    bool has_failed = false, has_missed = false, is_incomplete = false;
    verdict->stages = arena_array(&verdict->arena, CHANGE_STAGE_COUNT, sizeof *verdict->stages);
    verdict->stage_count = CHANGE_STAGE_COUNT;
    for (unsigned id = 0; id < CHANGE_STAGE_COUNT; id++) {
        draft_stage(id, evidence, thresholds, verdict);
        enum stage_status status = verdict->stages[id].status;
        has_failed |= status == STAGE_FAILED;
        has_missed |= status == STAGE_MISSED;
        is_incomplete |= !evidence->unchanged && (status == STAGE_NOT_RUN || status == STAGE_BROKEN);
    }
    verdict->outcome = has_failed      ? VERDICT_REJECTED
                       : is_incomplete ? VERDICT_COULD_NOT_JUDGE
                       : has_missed    ? VERDICT_INSUFFICIENT
                                       : VERDICT_ACCEPTED;
}
