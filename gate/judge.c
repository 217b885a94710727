#include "cet/gate/judge.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "cet/core/memory.h"

#define MAX_REASONS 200 /* of one stage; the rest is counted in a last line */

static const struct {
    const char *name;
    bool is_built;
    const char *reason;
} stage_table[] = {
#define STAGE(id, name, is_built, reason) {name, is_built, reason},
#include "cet/gate/stages.def"
#undef STAGE
};

struct stage_draft {
    struct arena *arena;
    struct verdict_stage *stage;
    uint32_t reasons_left_out;
};

const char *gate_stage_name(enum gate_stage stage)
{
    return stage_table[stage].name;
}

static void add_reason(struct stage_draft *draft, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add_reason(struct stage_draft *draft, const char *format, ...)
{
    struct verdict_stage *stage = draft->stage;
    if (stage->reason_count == MAX_REASONS) {
        draft->reasons_left_out++;
        return;
    }
    if (!stage->reasons)
        stage->reasons = arena_array(draft->arena, MAX_REASONS + 1, sizeof *stage->reasons);
    SCOPED(strbuf_release) struct strbuf text = {0};
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&text, format, args);
    va_end(args);
    stage->reasons[stage->reason_count++] = arena_strdup(draft->arena, strbuf_text(&text));
}

static void end_reasons(struct stage_draft *draft)
{
    if (!draft->reasons_left_out)
        return;
    draft->stage->reasons[draft->stage->reason_count++] =
        arena_printf(draft->arena, "and %" PRIu32 " more", draft->reasons_left_out);
}

static void add_figure(struct stage_draft *draft, struct verdict_figure figure)
{
    struct verdict_stage *stage = draft->stage;
    struct verdict_figure *figures = arena_array(draft->arena, stage->figure_count + 1, sizeof *figures);
    if (stage->figure_count)
        memcpy(figures, stage->figures, stage->figure_count * sizeof *figures);
    figures[stage->figure_count++] = figure;
    stage->figures = figures;
}

static void add_count(struct stage_draft *draft, const char *name, uint64_t count)
{
    add_figure(draft, (struct verdict_figure){
                          .name = name, .measured = (double)count, .threshold = NAN, .part = count, .unit = "count"});
}

/* A ratio below its threshold misses the stage; nothing to divide by is no evidence either. */
static void add_ratio(struct stage_draft *draft, const char *name, uint64_t part, uint64_t whole, double threshold,
                      bool is_needed)
{
    double measured = whole ? (double)part / (double)whole : NAN;
    add_figure(
        draft,
        (struct verdict_figure){
            .name = name, .measured = measured, .threshold = threshold, .part = part, .whole = whole, .unit = "ratio"});
    if (!whole && !is_needed)
        return;
    if (!whole)
        add_reason(draft, "%s: nothing was measured", name);
    else if (measured < threshold)
        add_reason(draft, "%s: %.1f %% (%" PRIu64 " of %" PRIu64 "), %.1f %% asked for", name, 100 * measured, part,
                   whole, 100 * threshold);
    else
        return;
    if (draft->stage->status == STAGE_PASSED)
        draft->stage->status = STAGE_MISSED;
}

static void judge_scan(struct stage_draft *draft, const struct gate_evidence *evidence)
{
    const struct finding_set *findings = evidence->findings;
    add_count(draft, "errors", finding_set_count_level(findings, FINDING_ERROR));
    add_count(draft, "warnings", finding_set_count_level(findings, FINDING_WARNING));
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->level != FINDING_ERROR)
            continue;
        draft->stage->status = STAGE_FAILED;
        add_reason(draft, "%s:%" PRIu32 ": %s [%s]", finding->path, finding->line, finding->message, finding->rule);
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
            add_reason(draft, "%s: the search was ended by time, another machine may find other tests", (*plan)->unit);
    }
    add_count(draft, "tests", tests + properties);
    add_count(draft, "functions without a test", skipped);
    add_count(draft, "executions", executions);
    if (tests + properties == 0) {
        draft->stage->status = STAGE_MISSED;
        add_reason(draft, "no test could be written");
    }
    for (const struct test_plan *const *plan = evidence->plans; *plan; plan++)
        for (size_t i = 0; i < (*plan)->skipped_count; i++)
            add_reason(draft, "%s has no test: %s", name_of((*plan)->skipped[i].function), (*plan)->skipped[i].reason);
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
            add_reason(draft, "%s: %s with %s", crash->function, crash->outcome, crash->inputs);
        }
    add_count(draft, "faults within the contract", faults);
    add_count(draft, "crashes on likely misuse", misuses);
}

/* A reason for each run of lines with code that no test reaches. */
static void add_uncovered_lines(struct stage_draft *draft, const struct coverage_file *file)
{
    for (size_t first = 0, end; first < file->line_count; first = end) {
        for (end = first; end < file->line_count && !file->lines[end].hits; end++)
            ;
        if (end - first == 1)
            add_reason(draft, "%s:%" PRIu32 ": not covered", file->path, file->lines[first].line);
        else if (end > first)
            add_reason(draft, "%s:%" PRIu32 "-%" PRIu32 ": not covered", file->path, file->lines[first].line,
                       file->lines[end - 1].line);
        end += end == first;
    }
}

static void judge_coverage(struct stage_draft *draft, const struct gate_evidence *evidence,
                           const struct thresholds *thresholds)
{
    struct coverage_totals totals = coverage_totals(evidence->coverage);
    add_ratio(draft, "line", totals.lines_hit, totals.lines, thresholds->line_ratio, true);
    add_ratio(draft, "branch", totals.branches_taken, totals.branches, thresholds->branch_ratio, false);
    add_ratio(draft, "function", totals.functions_hit, totals.functions, NAN, false);
    for (const char *const *mark = evidence->coverage_marks; mark && *mark; mark++)
        add_reason(draft, "%s; all of it counts here", *mark);
    if (draft->stage->status != STAGE_MISSED)
        return;
    for (size_t i = 0; i < evidence->coverage->file_count; i++) {
        const struct coverage_file *file = &evidence->coverage->files[i];
        for (size_t k = 0; k < file->function_count; k++)
            if (!file->functions[k].hits)
                add_reason(draft, "%s:%" PRIu32 ": %s is never called", file->path, file->functions[k].line,
                           file->functions[k].name);
        add_uncovered_lines(draft, file);
    }
}

static void judge_mutation(struct stage_draft *draft, const struct gate_evidence *evidence,
                           const struct thresholds *thresholds)
{
    struct mutant_counts counts = mutant_set_counts(evidence->mutants);
    uint64_t whole = counts.all - counts.ignored - counts.equivalent - counts.duplicate;
    add_ratio(draft, "mutation", counts.killed + counts.timeout, whole, thresholds->mutation_ratio, true);
    add_count(draft, "killed", counts.killed);
    add_count(draft, "timeout", counts.timeout);
    add_count(draft, "survived", counts.survived);
    add_count(draft, "no coverage", counts.no_coverage);
    add_count(draft, "equivalent", counts.equivalent);
    add_count(draft, "duplicate", counts.duplicate);
    if (draft->stage->status != STAGE_MISSED)
        return;
    for (size_t i = 0; i < evidence->mutants->count; i++) {
        const struct mutant *mutant = &evidence->mutants->items[i];
        if (mutant->status == MUTANT_SURVIVED)
            add_reason(draft, "%s:%" PRIu32 ":%" PRIu32 ": `%s` -> `%s` survived", mutant->path, mutant->line,
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
        add_reason(&draft, "%s", stage_table[id].reason);
    } else if (run->broken) {
        draft.stage->status = STAGE_BROKEN;
        add_reason(&draft, "%s", run->broken);
    } else if (!run->ran) {
        add_reason(&draft, "a stage before it did not end");
    } else {
        draft.stage->status = STAGE_PASSED;
        judge_stage(id, &draft, evidence, thresholds);
    }
    end_reasons(&draft);
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
