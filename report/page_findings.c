/* What checks, compilers and sanitizers found, with the lines that they point at. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "html.h"
#include "page_parts.h"
#include "source_lines.h"

#define MAX_SHOWN 60 /* of the overview; each stands at its line in the file's view too */

static const struct level_look {
    const char *tone, *sign;
} looks[] = {
    [FINDING_REFACTORING] = {"none", "&#9671;"},
    [FINDING_WARNING] = {"warn", "&#9650;"},
    [FINDING_ERROR] = {"bad", "&#10007;"},
};

static void add_source_line(struct source_lines *lines, const struct finding *finding, struct strbuf *out)
{
    size_t length, blank = 0;
    source_lines_load(lines, finding->path);
    const char *text = source_lines_get(lines, finding->line, &length);
    if (!text)
        return;
    size_t begin = finding->column ? finding->column - 1 : 0;
    size_t end = finding->end_line == finding->line && finding->end_column ? finding->end_column - 1 : length;
    if (begin > length || end > length || end < begin)
        begin = end = 0;
    while (blank < begin && (text[blank] == ' ' || text[blank] == '\t'))
        blank++;
    strbuf_add_text(out, "<div class=\"diff\"><div>");
    html_add_bytes(out, text + blank, begin - blank);
    if (end > begin) {
        strbuf_add_text(out, "<mark>");
        html_add_bytes(out, text + begin, end - begin);
        strbuf_add_text(out, "</mark>");
    }
    html_add_bytes(out, text + end, length - end);
    strbuf_add_text(out, "</div></div>");
}

static void add_finding(const struct page_model *model, struct source_lines *lines, const struct finding *finding,
                        struct strbuf *out)
{
    const struct level_look *look = &looks[finding->level];
    strbuf_printf(out, "<li><p class=\"place\"><span class=\"chip %s\">%s %s</span> ", look->tone, look->sign,
                  finding_level_text(finding->level));
    page_add_place(model, finding->path, finding->line, out);
    if (finding->function[0]) {
        strbuf_add_text(out, " in <code>");
        html_add(out, finding->function);
        strbuf_add_text(out, "</code>");
    }
    strbuf_add_text(out, " <span class=\"faint\">");
    html_printf(out, "%s%s%s", finding->rule, finding->cwe[0] ? " \xc2\xb7 " : "", finding->cwe);
    strbuf_add_text(out, "</span></p><p>");
    html_add(out, finding->message);
    strbuf_add_text(out, "</p>");
    add_source_line(lines, finding, out);
    for (uint32_t i = 0; i < finding->note_count; i++) {
        strbuf_add_text(out, "<p class=\"faint\">");
        page_add_place(model, finding->notes[i].path, finding->notes[i].line, out);
        html_printf(out, " %s", finding->notes[i].message);
        strbuf_add_text(out, "</p>");
    }
    strbuf_add_text(out, "</li>\n");
}

void page_add_findings(const struct page_model *model, struct strbuf *out)
{
    const struct finding_set *findings = model->page->findings;
    if (!findings)
        return;
    SCOPED(source_lines_release) struct source_lines lines = {0};
    const size_t count = finding_set_count_state(findings, FINDING_SHOWN);
    size_t shown = 0;
    strbuf_add_text(out, count ? "<ol class=\"list\">\n" : "<p>Nothing was found.</p>\n");
    for (int level = FINDING_ERROR; level >= FINDING_REFACTORING; level--)
        for (size_t i = 0; i < findings->count && shown < MAX_SHOWN; i++)
            if (findings->items[i].state == FINDING_SHOWN && findings->items[i].level == (enum finding_level)level) {
                add_finding(model, &lines, &findings->items[i], out);
                shown++;
            }
    if (count)
        strbuf_add_text(out, "</ol>\n");
    if (count > shown)
        strbuf_printf(out, "<p class=\"faint\">%zu more stand at their lines in the files.</p>\n", count - shown);
}
