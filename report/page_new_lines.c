/* Lines of a change that nothing executed. */
#include "html.h"
#include "page_parts.h"
#include "source_lines.h"

#include "cet/core/memory.h"

#define MAX_RUNS 40        /* of a file */
#define MAX_LINES_OF_RUN 4 /* that are shown of one run */

static void add_run(const struct page_model *model, const struct page_file *file, struct line_run run,
                    const struct source_lines *lines, struct strbuf *out)
{
    strbuf_add_text(out, "<li>");
    page_add_link(model, file, run.first, out);
    if (run.first == run.last)
        strbuf_printf(out, "line %u</a><div class=\"diff\">", run.first);
    else
        strbuf_printf(out, "lines %u&#8211;%u</a><div class=\"diff\">", run.first, run.last);
    for (uint32_t line = run.first; line <= run.last && line < run.first + MAX_LINES_OF_RUN; line++) {
        size_t length;
        const char *text = source_lines_get(lines, line, &length);
        if (!text)
            break;
        strbuf_add_text(out, "<div class=\"miss\">&#10007; ");
        html_add_bytes(out, text, length);
        strbuf_add_text(out, "</div>");
    }
    strbuf_add_text(out, "</div></li>\n");
}

static void add_file(const struct page_model *model, const struct coverage_change_file *change, struct strbuf *out)
{
    const struct page_file *file = page_model_find(model, change->path);
    if (!file || (!change->missing_count && change->state != COVERAGE_CHANGE_UNMEASURED))
        return;
    SCOPED(source_lines_release) struct source_lines lines = {0};
    source_lines_load(&lines, change->path);
    strbuf_add_text(out, "<h3>");
    page_add_place(model, change->path, 0, out);
    strbuf_printf(out, " <span class=\"faint\">%llu of %llu new lines ran",
                  (unsigned long long)change->totals.lines_hit,
                  (unsigned long long)(change->totals.lines + change->unmeasured_lines));
    if (change->state == COVERAGE_CHANGE_UNMEASURED) {
        strbuf_add_text(out, " &#183; ");
        html_add(out, coverage_change_state_text(change->state));
    }
    strbuf_add_text(out, "</span></h3>");
    if (!change->missing_count)
        return;
    strbuf_add_text(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < change->missing_count && i < MAX_RUNS; i++)
        add_run(model, file, change->missing[i], &lines, out);
    strbuf_add_text(out, "</ul>\n");
    if (change->missing_count > MAX_RUNS)
        strbuf_printf(out, "<p class=\"faint\">%zu more places stand in the file.</p>\n",
                      change->missing_count - MAX_RUNS);
}

void page_add_new_lines(const struct page_model *model, struct strbuf *out)
{
    const struct coverage_change *change = model->page->change;
    if (!change)
        return;
    const uint64_t lines = change->totals.lines + change->unmeasured_lines;
    strbuf_add_text(out, "<p>");
    strbuf_printf(out, "%llu of %llu new lines with code ran", (unsigned long long)change->totals.lines_hit,
                  (unsigned long long)lines);
    if (model->page->change_base) {
        strbuf_add_text(out, " <span class=\"faint\">(new against <code>");
        html_add(out, model->page->change_base);
        strbuf_add_text(out, "</code>)</span>");
    }
    strbuf_add_text(out, ".</p>\n");
    for (size_t i = 0; i < change->count; i++)
        add_file(model, &change->files[i], out);
}
