#include "stage_draft.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "cet/core/memory.h"

#define MAX_REASONS 200 /* of one stage; the rest is counted in a last line */

void stage_add_reason(struct stage_draft *draft, const char *format, ...)
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

void stage_add_marks(struct stage_draft *draft, const char *const *marks)
{
    for (; marks && *marks; marks++)
        stage_add_reason(draft, "%s; all of it counts here", *marks);
}

bool stage_has_run(struct stage_draft *draft, const struct gate_stage_run *run)
{
    draft->stage->status = run->broken ? STAGE_BROKEN : run->ran ? STAGE_PASSED : draft->stage->status;
    if (run->broken)
        stage_add_reason(draft, "%s", run->broken);
    else if (!run->ran)
        stage_add_reason(draft, "a stage before it did not end");
    return !run->broken && run->ran;
}

void stage_end_reasons(struct stage_draft *draft)
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

void stage_add_count(struct stage_draft *draft, const char *name, uint64_t count)
{
    add_figure(draft, (struct verdict_figure){
                          .name = name, .measured = (double)count, .threshold = NAN, .part = count, .unit = "count"});
}

void stage_add_ratio(struct stage_draft *draft, const char *name, uint64_t part, uint64_t whole, double threshold,
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
        stage_add_reason(draft, "%s: nothing was measured", name);
    else if (measured < threshold)
        stage_add_reason(draft, "%s: %.1f %% (%" PRIu64 " of %" PRIu64 "), %.1f %% asked for", name, 100 * measured,
                         part, whole, 100 * threshold);
    else
        return;
    if (draft->stage->status == STAGE_PASSED)
        draft->stage->status = STAGE_MISSED;
}
