/* What was decided, and the figures that decided it. */
#include <math.h>
#include <string.h>

#include "cet/core/memory.h"
#include "figures.h"
#include "html.h"
#include "page_parts.h"

#define MAX_REASONS 4 /* of a stage in the verdict; all stand with the stage */

struct look {
    const char *tone; /* class */
    const char *sign;
};

static const struct look outcome_looks[] = {
    [VERDICT_COULD_NOT_JUDGE] = {"none", "?"},
    [VERDICT_ACCEPTED] = {"good", "&#10003;"},
    [VERDICT_REJECTED] = {"bad", "&#10007;"},
    [VERDICT_INSUFFICIENT] = {"warn", "&#9650;"},
};

static const struct look stage_looks[] = {
    [STAGE_NOT_RUN] = {"none", "&#8211;"}, [STAGE_PASSED] = {"good", "&#10003;"}, [STAGE_MISSED] = {"warn", "&#9650;"},
    [STAGE_FAILED] = {"bad", "&#10007;"},  [STAGE_BROKEN] = {"bad", "!"},
};

static const char *const outcome_meanings[] = {
    [VERDICT_COULD_NOT_JUDGE] = "A stage that belongs to the judgement did not run to its end.",
    [VERDICT_ACCEPTED] =
        "Every stage that ran passed and every threshold holds. Generated tests pin what the code does "
        "today; they cannot know what was meant.",
    [VERDICT_REJECTED] = "A fault was found. It stands below with the way to get there.",
    [VERDICT_INSUFFICIENT] = "No fault was found, but a threshold is missed: what the tests do not reach or do not "
                             "notice stands below.",
};

/* Why, in the order of the stages: those that passed have nothing to say. */
static void add_all_reasons(const struct verdict *verdict, struct strbuf *out)
{
    const size_t before = out->length;
    for (uint32_t i = 0; i < verdict->stage_count; i++) {
        const struct verdict_stage *stage = &verdict->stages[i];
        if (stage->status == STAGE_PASSED || stage->status == STAGE_NOT_RUN)
            continue;
        for (uint32_t k = 0; k < stage->reason_count && k < MAX_REASONS; k++) {
            strbuf_add_text(out, out->length == before ? "<ul class=\"reasons\"><li><b>" : "<li><b>");
            html_add(out, stage->name);
            strbuf_add_text(out, "</b> ");
            html_add(out, stage->reasons[k]);
            strbuf_add_text(out, "</li>\n");
        }
        if (stage->reason_count > MAX_REASONS)
            strbuf_printf(out, "<li class=\"faint\"><a href=\"#stages\">%u more</a></li>\n",
                          stage->reason_count - MAX_REASONS);
    }
    if (out->length != before)
        strbuf_add_text(out, "</ul>");
}

void page_add_verdict(const struct page_model *model, struct strbuf *out)
{
    const struct verdict *verdict = model->page->verdict;
    if (!verdict)
        return;
    const struct look *look = &outcome_looks[verdict->outcome];
    strbuf_printf(out,
                  "<section class=\"verdict %s\" aria-label=\"Verdict\"><p class=\"word\"><span "
                  "aria-hidden=\"true\">%s</span> %s</p><p>%s</p>\n",
                  look->tone, look->sign, verdict_outcome_text(verdict->outcome), outcome_meanings[verdict->outcome]);
    add_all_reasons(verdict, out);
    strbuf_add_text(out, "<p class=\"faint\">");
    if (verdict->created)
        html_printf(out, "%s \xc2\xb7 ", verdict->created);
    html_printf(out, "seed %llu \xc2\xb7 exit code %d", (unsigned long long)verdict->seed,
                verdict_exit_code(verdict->outcome));
    strbuf_add_text(out, "</p></section>\n");
}

static void add_figure(const struct verdict_figure *figure, struct strbuf *out)
{
    strbuf_add_text(out, "<td>");
    html_add(out, figure->name);
    strbuf_add_text(out, "</td><td class=\"n\">");
    figure_add_value(figure, figure->measured, out);
    strbuf_add_text(out, "</td><td class=\"n wide\">");
    if (figure->whole)
        strbuf_printf(out, "%llu of %llu", (unsigned long long)figure->part, (unsigned long long)figure->whole);
    strbuf_add_text(out, "</td><td class=\"n\">");
    if (figure_has_threshold(figure)) {
        strbuf_add_text(out, figure_is_ratio(figure) ? "&#8805; " : "&#8804; ");
        figure_add_value(figure, figure->threshold, out);
        strbuf_add_text(out, figure_holds(figure) ? " &#10003;" : " &#9650;");
    }
    strbuf_add_text(out, "</td><td class=\"wide meter\">");
    if (figure_is_ratio(figure))
        page_add_bar(figure->measured, figure->threshold, out);
    strbuf_add_text(out, "</td>");
}

static void add_stage(const struct verdict_stage *stage, struct strbuf *out)
{
    const struct look *look = &stage_looks[stage->status];
    uint32_t rows = (stage->figure_count ? stage->figure_count : 1) + (stage->reason_count != 0);
    strbuf_printf(out, "<tr><td rowspan=\"%u\"><b>", rows);
    html_add(out, stage->name);
    strbuf_add_text(out, "</b>");
    if (stage->duration_ms > 0) {
        strbuf_add_text(out, "<br><span class=\"faint\">");
        figure_add_duration(stage->duration_ms, out);
        strbuf_add_text(out, "</span>");
    }
    strbuf_printf(out, "</td><td rowspan=\"%u\"><span class=\"chip %s\">%s %s</span></td>", rows, look->tone,
                  look->sign, stage_status_text(stage->status));
    if (stage->figure_count == 0)
        strbuf_add_text(out, "<td colspan=\"5\"></td>");
    for (uint32_t i = 0; i < stage->figure_count; i++) {
        if (i)
            strbuf_add_text(out, "</tr><tr>");
        add_figure(&stage->figures[i], out);
    }
    strbuf_add_text(out, "</tr>\n");
    if (stage->reason_count == 0)
        return;
    strbuf_add_text(out, "<tr><td colspan=\"5\"><ul>");
    for (uint32_t i = 0; i < stage->reason_count; i++) {
        strbuf_add_text(out, "<li>");
        html_add(out, stage->reasons[i]);
        strbuf_add_text(out, "</li>");
    }
    strbuf_add_text(out, "</ul></td></tr>\n");
}

void page_add_stages(const struct page_model *model, struct strbuf *out)
{
    const struct verdict *verdict = model->page->verdict;
    if (!verdict || (!verdict->stage_count && !verdict->not_enforced_count))
        return;
    strbuf_add_text(out, "<div class=\"scroll\"><table><tr><th>Stage</th><th>Result</th>"
                         "<th>Figure</th><th class=\"n\">Measured</th><th class=\"n wide\"></th>"
                         "<th class=\"n\">Asked for</th><th class=\"wide\"></th></tr>\n");
    for (uint32_t i = 0; i < verdict->stage_count; i++)
        add_stage(&verdict->stages[i], out);
    strbuf_add_text(out, "</table></div>\n");
    if (verdict->not_enforced_count)
        strbuf_add_text(out, "<h3>What the sandbox could not enforce on this host</h3><ul>");
    for (uint32_t i = 0; i < verdict->not_enforced_count; i++) {
        strbuf_add_text(out, "<li>");
        html_add(out, verdict->not_enforced[i]);
        strbuf_add_text(out, "</li>");
    }
    if (verdict->not_enforced_count)
        strbuf_add_text(out, "</ul>\n");
}

static void add_pairs(const char *heading, const struct verdict_text_pair *pairs, uint32_t count, struct strbuf *out)
{
    strbuf_printf(out, "<h3>%s</h3><table>", heading);
    for (uint32_t i = 0; i < count; i++) {
        strbuf_add_text(out, "<tr><td>");
        html_add(out, pairs[i].name);
        strbuf_add_text(out, "</td><td>");
        html_add(out, pairs[i].text);
        strbuf_add_text(out, "</td></tr>");
    }
    strbuf_add_text(out, "</table>\n");
}

void page_add_basis(const struct page_model *model, struct strbuf *out)
{
    const struct verdict *verdict = model->page->verdict;
    if (!verdict || (!verdict->input_count && !verdict->version_count))
        return;
    if (verdict->input_count) {
        strbuf_add_text(out, "<h3>Inputs (SHA-256)</h3><table>");
        for (uint32_t i = 0; i < verdict->input_count; i++) {
            strbuf_add_text(out, "<tr><td>");
            html_add(out, page_path(model->page, verdict->inputs[i].path));
            strbuf_add_text(out, "</td><td><code class=\"hash\">");
            html_add(out, verdict->inputs[i].digest);
            strbuf_add_text(out, "</code></td></tr>");
        }
        strbuf_add_text(out, "</table>\n");
    }
    if (verdict->version_count)
        add_pairs("Tools", verdict->versions, verdict->version_count, out);
}
