#include <math.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/report/verdict.h"
#include "figures.h"

#define MAX_REASONS 8 /* of a stage; the page and verdict.json hold all */

struct terminal {
    struct strbuf *out;
    bool use_colours;
};

enum colour { COLOUR_NONE, COLOUR_GOOD, COLOUR_BAD, COLOUR_WARN, COLOUR_FAINT, COLOUR_BOLD };

static void begin_colour(struct terminal *terminal, enum colour colour)
{
    static const char *const codes[] = {"", "\033[32m", "\033[31m", "\033[33m", "\033[2m", "\033[1m"};
    if (terminal->use_colours)
        strbuf_add_text(terminal->out, codes[colour]);
}

static void end_colour(struct terminal *terminal, enum colour colour)
{
    if (terminal->use_colours && colour != COLOUR_NONE)
        strbuf_add_text(terminal->out, "\033[0m");
}

static enum colour stage_colour(enum stage_status status)
{
    static const enum colour colours[] = {[STAGE_NOT_RUN] = COLOUR_FAINT,
                                          [STAGE_PASSED] = COLOUR_GOOD,
                                          [STAGE_MISSED] = COLOUR_WARN,
                                          [STAGE_FAILED] = COLOUR_BAD,
                                          [STAGE_BROKEN] = COLOUR_BAD};
    return colours[status];
}

/* Texts may quote sources: control bytes must not drive the terminal. */
static void add_line_text(struct terminal *terminal, const char *text)
{
    for (; *text; text++)
        strbuf_add_char(terminal->out, (unsigned char)*text < ' ' || *text == 0x7f ? ' ' : *text);
}

static void add_stage_name(struct terminal *terminal, const struct verdict_stage *stage)
{
    enum colour colour = stage_colour(stage->status);
    strbuf_printf(terminal->out, "  %-14s ", stage->name);
    begin_colour(terminal, colour);
    strbuf_printf(terminal->out, "%-8s", stage_status_text(stage->status));
    end_colour(terminal, colour);
}

static void add_figure(struct terminal *terminal, const struct verdict_figure *figure)
{
    SCOPED(strbuf_release) struct strbuf measured = {0};
    SCOPED(strbuf_release) struct strbuf threshold = {0};
    figure_add_value(figure, figure->measured, &measured);
    figure_add_value(figure, figure->threshold, &threshold);
    enum colour colour = !figure_has_threshold(figure) ? COLOUR_NONE : figure_holds(figure) ? COLOUR_GOOD : COLOUR_BAD;
    strbuf_printf(terminal->out, " %-22s ", figure->name);
    begin_colour(terminal, colour);
    strbuf_printf(terminal->out, "%9s", strbuf_text(&measured));
    end_colour(terminal, colour);
    if (figure_has_threshold(figure))
        strbuf_printf(terminal->out, "  %-6s %s %s", figure_holds(figure) ? "holds" : "misses",
                      figure_is_ratio(figure) ? "at least" : "at most", strbuf_text(&threshold));
    if (figure->whole)
        strbuf_printf(terminal->out, "  (%llu of %llu)", (unsigned long long)figure->part,
                      (unsigned long long)figure->whole);
    strbuf_add_char(terminal->out, '\n');
}

static void add_stage(struct terminal *terminal, const struct verdict_stage *stage)
{
    add_stage_name(terminal, stage);
    for (uint32_t i = 0; i < stage->figure_count; i++) {
        if (i)
            strbuf_printf(terminal->out, "%25s", "");
        add_figure(terminal, &stage->figures[i]);
    }
    if (stage->figure_count == 0)
        strbuf_add_char(terminal->out, '\n');
    for (uint32_t i = 0; i < stage->reason_count && i < MAX_REASONS; i++) {
        strbuf_add_text(terminal->out, "    - ");
        add_line_text(terminal, stage->reasons[i]);
        strbuf_add_char(terminal->out, '\n');
    }
    if (stage->reason_count > MAX_REASONS)
        strbuf_printf(terminal->out, "    - and %u more\n", stage->reason_count - MAX_REASONS);
}

static void add_not_run(struct terminal *terminal, const struct verdict *verdict)
{
    const char *separator = "\nNot run: ";
    for (uint32_t i = 0; i < verdict->stage_count; i++) {
        if (verdict->stages[i].status != STAGE_NOT_RUN)
            continue;
        strbuf_printf(terminal->out, "%s%s", separator, verdict->stages[i].name);
        separator = ", ";
    }
    if (separator[0] == ',')
        strbuf_add_char(terminal->out, '\n');
}

static void add_not_enforced(struct terminal *terminal, const struct verdict *verdict)
{
    if (verdict->not_enforced_count)
        strbuf_add_text(terminal->out, "\nThe sandbox could not enforce on this host:\n");
    for (uint32_t i = 0; i < verdict->not_enforced_count; i++) {
        strbuf_add_text(terminal->out, "  - ");
        add_line_text(terminal, verdict->not_enforced[i]);
        strbuf_add_char(terminal->out, '\n');
    }
}

void report_verdict_text(const struct verdict *verdict, bool use_colours, struct strbuf *out)
{
    static const enum colour colours[] = {[VERDICT_COULD_NOT_JUDGE] = COLOUR_BOLD,
                                          [VERDICT_ACCEPTED] = COLOUR_GOOD,
                                          [VERDICT_REJECTED] = COLOUR_BAD,
                                          [VERDICT_INSUFFICIENT] = COLOUR_WARN};
    struct terminal terminal = {out, use_colours};
    begin_colour(&terminal, COLOUR_BOLD);
    add_line_text(&terminal, verdict->subject ? verdict->subject : "");
    end_colour(&terminal, COLOUR_BOLD);
    strbuf_add_text(out, "\n\n");
    for (uint32_t i = 0; i < verdict->stage_count; i++)
        if (verdict->stages[i].status != STAGE_NOT_RUN || verdict->stages[i].reason_count)
            add_stage(&terminal, &verdict->stages[i]);
    add_not_run(&terminal, verdict);
    add_not_enforced(&terminal, verdict);
    strbuf_add_text(out, "\nverdict: ");
    begin_colour(&terminal, colours[verdict->outcome]);
    strbuf_add_text(out, verdict_outcome_text(verdict->outcome));
    end_colour(&terminal, COLOUR_BOLD);
    strbuf_add_char(out, '\n');
}
