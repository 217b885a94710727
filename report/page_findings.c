/* What checks, compilers and sanitizers found, with the lines that they point at. */
#include "cet/core/memory.h"
#include "html.h"
#include "page.h"
#include "source_lines.h"

#define MAX_SHOWN 1000

static const char *level_tone(enum finding_level level)
{
    return level == FINDING_ERROR ? "bad" : level == FINDING_WARNING ? "warn" : "none";
}

static void add_source_line(struct source_lines *lines, const struct finding *finding, struct strbuf *out)
{
    size_t length;
    source_lines_load(lines, finding->path);
    const char *text = source_lines_get(lines, finding->line, &length);
    if (!text)
        return;
    size_t begin = finding->column ? finding->column - 1 : 0;
    size_t end = finding->end_line == finding->line && finding->end_column ? finding->end_column - 1 : length;
    if (begin > length || end > length || end < begin)
        begin = end = 0;
    strbuf_printf(out, "<div class=\"diff\"><div><span class=\"faint\">%5u</span>  ", finding->line);
    html_add_bytes(out, text, begin);
    if (end > begin) {
        strbuf_add_text(out, "<mark>");
        html_add_bytes(out, text + begin, end - begin);
        strbuf_add_text(out, "</mark>");
    }
    html_add_bytes(out, text + end, length - end);
    strbuf_add_text(out, "</div></div>");
}

static void add_finding(const struct report_page *page, struct source_lines *lines, const struct finding *finding,
                        struct strbuf *out)
{
    strbuf_printf(out, "<p class=\"place\"><span class=\"chip %s\">%s</span> ", level_tone(finding->level),
                  finding_level_text(finding->level));
    page_add_place(page, finding->path, finding->line, finding->column, out);
    if (finding->function[0]) {
        strbuf_add_text(out, " in <code>");
        html_add(out, finding->function);
        strbuf_add_text(out, "</code>");
    }
    strbuf_add_text(out, " <span class=\"faint\">");
    html_add(out, finding->rule);
    strbuf_add_text(out, "</span></p><p>");
    html_add(out, finding->message);
    strbuf_add_text(out, "</p>");
    add_source_line(lines, finding, out);
    for (uint32_t i = 0; i < finding->note_count; i++) {
        strbuf_add_text(out, "<p class=\"faint\">");
        html_printf(out, "%s:%u:%u: %s", page_path(page, finding->notes[i].path), finding->notes[i].line,
                    finding->notes[i].column, finding->notes[i].message);
        strbuf_add_text(out, "</p>");
    }
}

void page_add_findings(const struct report_page *page, struct strbuf *out)
{
    if (!page->findings || !page->findings->count)
        return;
    SCOPED(source_lines_release) struct source_lines lines = {0};
    strbuf_add_text(out, "<h2 id=\"findings\">Findings</h2>\n");
    for (size_t i = 0; i < page->findings->count && i < MAX_SHOWN; i++)
        add_finding(page, &lines, &page->findings->items[i], out);
    if (page->findings->count > MAX_SHOWN)
        strbuf_printf(out, "<p class=\"faint\">%zu more are not shown.</p>\n", page->findings->count - MAX_SHOWN);
}
