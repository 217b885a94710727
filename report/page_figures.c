/* The figures that people ask for first: each with its threshold, where the verdict has one. */
#include <math.h>
#include <string.h>

#include "figures.h"
#include "html.h"
#include "page_parts.h"

static void add_card(const struct verdict_figure *figure, struct strbuf *out)
{
    strbuf_printf(out, "<li class=\"card%s\"><h3>", figure_holds(figure) ? "" : " missed");
    html_add(out, figure->name);
    strbuf_add_text(out, "</h3><p class=\"big\">");
    page_add_percent(figure->measured, out);
    strbuf_add_text(out, "</p>");
    page_add_bar(figure->measured, figure->threshold, out);
    strbuf_printf(out, "<p class=\"faint\">%llu of %llu", (unsigned long long)figure->part,
                  (unsigned long long)figure->whole);
    if (figure_has_threshold(figure)) {
        strbuf_add_text(out, figure_holds(figure) ? "<br><span class=\"good\">&#10003; at least "
                                                  : "<br><span class=\"warn\">&#9650; below ");
        figure_add_value(figure, figure->threshold, out);
        strbuf_add_text(out, "</span>");
    }
    strbuf_add_text(out, "</p></li>\n");
}

static void add_measured(const char *name, uint64_t part, uint64_t whole, struct strbuf *out)
{
    if (whole)
        add_card(&(struct verdict_figure){.name = name,
                                          .measured = page_ratio(part, whole),
                                          .threshold = NAN,
                                          .part = part,
                                          .whole = whole,
                                          .unit = "ratio"},
                 out);
}

/* What was judged stands with its threshold, and is not said a second time. */
static bool is_judged(const struct verdict *verdict, const char *stage_name)
{
    for (uint32_t i = 0; verdict && i < verdict->stage_count; i++)
        if (!strcmp(verdict->stages[i].name, stage_name) && verdict->stages[i].figure_count)
            return true;
    return false;
}

static void add_judged(const struct verdict *verdict, struct strbuf *out)
{
    for (uint32_t i = 0; verdict && i < verdict->stage_count; i++)
        for (uint32_t k = 0; k < verdict->stages[i].figure_count; k++) {
            const struct verdict_figure *figure = &verdict->stages[i].figures[k];
            if (figure_is_ratio(figure) && figure->whole)
                add_card(figure, out);
        }
}

static void add_coverage(const struct report_page *page, struct strbuf *out)
{
    const struct coverage_totals totals = coverage_totals(page->coverage);
    if (!is_judged(page->verdict, "coverage")) {
        add_measured("line", totals.lines_hit, totals.lines, out);
        add_measured("branch", totals.branches_taken, totals.branches, out);
        add_measured("function", totals.functions_hit, totals.functions, out);
    }
    add_measured("condition", totals.conditions_met, totals.conditions, out);
}

static void add_mutation(const struct report_page *page, struct strbuf *out)
{
    const struct mutant_counts counts = mutant_set_counts(page->mutants);
    const uint64_t noticed = counts.killed + counts.timeout;
    if (!is_judged(page->verdict, "mutation"))
        add_measured("mutation", noticed, noticed + counts.survived + counts.no_coverage, out);
}

/* Lines of a change that nothing measured count as not run, as the model says. */
static void add_change(const struct report_page *page, struct strbuf *out)
{
    const struct coverage_change *change = page->change;
    add_measured("new lines", change->totals.lines_hit, change->totals.lines + change->unmeasured_lines, out);
}

static void add_count(size_t count, const char *one, const char *many, const char *target, struct strbuf *out)
{
    if (count)
        strbuf_printf(out, "<li><a href=\"#%s\"><b>%zu</b> %s</a></li>", target, count, count == 1 ? one : many);
}

static void add_counts(const struct page_model *model, struct strbuf *out)
{
    const struct report_page *page = model->page;
    strbuf_add_text(out, "<ul class=\"counts\">");
    if (page->findings) {
        add_count(finding_set_count_level(page->findings, FINDING_ERROR), "error", "errors", "findings", out);
        add_count(finding_set_count_level(page->findings, FINDING_WARNING), "warning", "warnings", "findings", out);
    }
    if (page->mutants) {
        const struct mutant_counts counts = mutant_set_counts(page->mutants);
        add_count(counts.survived, "mutant survived", "mutants survived", "survivors", out);
        add_count(counts.no_coverage, "mutant that no test runs", "mutants that no test runs", "survivors", out);
        add_count(counts.equivalent + counts.duplicate, "equivalent or duplicate", "equivalent or duplicate", "files",
                  out);
        add_count(counts.ignored, "ignored", "ignored", "files", out);
    }
    add_count(model->test_count, "test", "tests", "tests", out);
    add_count(model->file_count, "file", "files", "files", out);
    strbuf_add_text(out, "<li></li></ul>\n");
}

void page_add_figures(const struct page_model *model, struct strbuf *out)
{
    const struct report_page *page = model->page;
    const char *const head = "<ul class=\"cards\">\n";
    const size_t before = out->length + strlen(head);
    strbuf_add_text(out, head);
    add_judged(page->verdict, out);
    if (page->coverage)
        add_coverage(page, out);
    if (page->mutants)
        add_mutation(page, out);
    if (page->change)
        add_change(page, out);
    strbuf_add_text(out,
                    out->length == before ? "<li class=\"card faint\">Nothing was measured.</li></ul>\n" : "</ul>\n");
    add_counts(model, out);
}
