/* The mutants that no test noticed, those that are worth a look first. */
#include <stdlib.h>

#include "cet/core/memory.h"
#include "html.h"
#include "mutants_worth.h"
#include "page_parts.h"
#include "source_lines.h"

#define MAX_SHOWN 60 /* of the overview; each stands at its line in the file's view too */

static void add_survivor(const struct page_model *model, struct source_lines *lines, const struct mutant *mutant,
                         struct strbuf *out)
{
    const bool is_run = mutant->status == MUTANT_SURVIVED;
    strbuf_printf(out, "<li><p class=\"place\"><span class=\"chip %s\">%s</span> ", is_run ? "warn" : "none",
                  is_run ? "&#9650; survived" : "&#9675; not run");
    page_add_place(model, mutant->path, mutant->line, out);
    strbuf_add_text(out, " in <code>");
    html_add(out, mutant->function);
    strbuf_add_text(out, "</code> <span class=\"faint\">");
    html_add(out, mutant->operator_name);
    if (mutant->covered_by_count)
        strbuf_printf(out, " &#183; run by %u test%s", mutant->covered_by_count,
                      mutant->covered_by_count == 1 ? "" : "s");
    strbuf_add_text(out, "</span></p>");
    page_add_edit(mutant, lines, out);
    strbuf_add_text(out, "</li>\n");
}

void page_add_survivors(const struct page_model *model, struct strbuf *out)
{
    const struct mutant_set *mutants = model->page->mutants;
    if (!mutants || !mutants->count)
        return;
    SCOPED(source_lines_release) struct source_lines lines = {0};
    size_t count;
    const struct mutant **list = mutants_by_worth(mutants, &count);
    if (count == 0)
        strbuf_add_text(out, "<p>Every mutant that counts was noticed.</p>\n");
    else
        strbuf_add_text(
            out, "<p class=\"faint\">Edits of the source that no test noticed: first those that tests run, one of "
                 "a line before its second, lines that only print or measure last.</p>\n<ol class=\"list\">");
    for (size_t i = 0; i < count && i < MAX_SHOWN; i++)
        add_survivor(model, &lines, list[i], out);
    if (count)
        strbuf_add_text(out, "</ol>\n");
    if (count > MAX_SHOWN)
        strbuf_printf(out, "<p class=\"faint\">%zu more stand at their lines in the files.</p>\n", count - MAX_SHOWN);
    for (size_t i = 0; i < mutants->note_count; i++) {
        strbuf_add_text(out, "<p class=\"faint\">");
        html_add(out, mutants->notes[i]);
        strbuf_add_text(out, "</p>\n");
    }
    free(list);
}
