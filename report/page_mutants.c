/* The mutants that no test noticed, each as the edit that it is. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "html.h"
#include "page.h"
#include "source_lines.h"

#define MAX_SHOWN_OPEN 12 /* a file's survivors are unfolded up to this many */
#define MAX_SHOWN 1000    /* of one page */
#define MAX_EDIT_LINES 8  /* lines of a mutant that are shown on either side */

static bool is_unnoticed(const struct mutant *mutant)
{
    return mutant->status == MUTANT_SURVIVED || mutant->status == MUTANT_NO_COVERAGE;
}

static int compare_places(const void *left, const void *right)
{
    const struct mutant *a = *(const struct mutant *const *)left, *b = *(const struct mutant *const *)right;
    int order = strcmp(a->path, b->path);
    if (!order)
        order = (a->line > b->line) - (a->line < b->line);
    if (!order)
        order = (a->column > b->column) - (a->column < b->column);
    return order ? order : strcmp(a->id, b->id);
}

static void add_marked(struct strbuf *out, const char *text)
{
    strbuf_add_text(out, "<mark>");
    html_add(out, *text ? text : " ");
    strbuf_add_text(out, "</mark>");
}

/* Whether the file still reads where the mutant stands as it did when the mutant was made. */
static bool is_in_source(const struct source_lines *lines, const struct mutant *mutant)
{
    size_t length;
    const char *text = source_lines_get(lines, mutant->line, &length);
    size_t original_length = strlen(mutant->original);
    return text && mutant->line == mutant->end_line && mutant->column && mutant->column - 1 <= length &&
           original_length <= length - (mutant->column - 1) &&
           !memcmp(text + mutant->column - 1, mutant->original, original_length);
}

static void add_edit_line(const struct source_lines *lines, const struct mutant *mutant, const char *text, char sign,
                          struct strbuf *out)
{
    size_t length, before = mutant->column - 1, behind = before + strlen(mutant->original);
    const char *line = source_lines_get(lines, mutant->line, &length);
    strbuf_printf(out, "<div class=\"%s\">%c ", sign == '-' ? "minus" : "plus", sign);
    html_add_bytes(out, line, before);
    add_marked(out, text);
    html_add_bytes(out, line + behind, length - behind);
    strbuf_add_text(out, "</div>");
}

static void add_block(const char *text, char sign, struct strbuf *out)
{
    for (unsigned i = 0; text && i < MAX_EDIT_LINES; i++) {
        size_t length = strcspn(text, "\n");
        strbuf_printf(out, "<div class=\"%s\">%c ", sign == '-' ? "minus" : "plus", sign);
        html_add_bytes(out, text, length);
        strbuf_add_text(out, "</div>");
        text = text[length] ? text + length + 1 : NULL;
    }
}

static void add_mutant(const struct report_page *page, struct source_lines *lines, const struct mutant *mutant,
                       struct strbuf *out)
{
    strbuf_add_text(out, "<p class=\"place\">");
    page_add_place(page, mutant->path, mutant->line, mutant->column, out);
    strbuf_add_text(out, " in <code>");
    html_add(out, mutant->function);
    strbuf_add_text(out, "</code> <span class=\"faint\">");
    html_printf(out, "%s, %s", mutant->operator_name, mutant->id);
    if (mutant->status == MUTANT_NO_COVERAGE)
        strbuf_add_text(out, ", no test runs it");
    else
        html_printf(out, ", run by %u tests, noticed by none", mutant->covered_by_count);
    strbuf_add_text(out, "</span></p><div class=\"diff\">");
    source_lines_load(lines, mutant->path);
    if (is_in_source(lines, mutant)) {
        add_edit_line(lines, mutant, mutant->original, '-', out);
        add_edit_line(lines, mutant, mutant->replacement, '+', out);
    } else {
        add_block(mutant->original, '-', out);
        add_block(mutant->replacement, '+', out);
    }
    strbuf_add_text(out, "</div>\n");
}

static void add_counts(const struct mutant_set *mutants, struct strbuf *out)
{
    struct mutant_counts counts = mutant_set_counts(mutants);
    double score;
    strbuf_add_text(out, "<p>");
    if (mutant_score(&counts, &score))
        strbuf_printf(out, "<strong>%.1f %%</strong> of the mutants were noticed: ", score * 100);
    strbuf_printf(out, "%u killed, %u timeout, %u survived, %u without coverage", counts.killed, counts.timeout,
                  counts.survived, counts.no_coverage);
    if (counts.equivalent || counts.duplicate || counts.ignored)
        strbuf_printf(out, "; not counted: %u equivalent, %u duplicate, %u ignored", counts.equivalent,
                      counts.duplicate, counts.ignored);
    strbuf_printf(out, ". %u in all.</p>\n", counts.all);
}

static void add_files(const struct report_page *page, const struct mutant **list, size_t count, struct strbuf *out)
{
    SCOPED(source_lines_release) struct source_lines lines = {0};
    for (size_t i = 0, end; i < count && i < MAX_SHOWN; i = end) {
        for (end = i + 1; end < count && !strcmp(list[end]->path, list[i]->path);)
            end++;
        strbuf_printf(out, "<details%s><summary>", end - i <= MAX_SHOWN_OPEN ? " open" : "");
        html_printf(out, "%s: %zu not noticed", page_path(page, list[i]->path), end - i);
        strbuf_add_text(out, "</summary><div class=\"inside\">\n");
        for (size_t k = i; k < end && k < MAX_SHOWN; k++)
            add_mutant(page, &lines, list[k], out);
        strbuf_add_text(out, "</div></details>\n");
    }
    if (count > MAX_SHOWN)
        strbuf_printf(out, "<p class=\"faint\">%zu more are not shown.</p>\n", count - MAX_SHOWN);
}

void page_add_mutants(const struct report_page *page, struct strbuf *out)
{
    if (!page->mutants || !page->mutants->count)
        return;
    strbuf_add_text(out, "<h2 id=\"mutants\">Mutants</h2>\n");
    add_counts(page->mutants, out);
    const struct mutant **list = memory_new(page->mutants->count, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < page->mutants->count; i++)
        if (is_unnoticed(&page->mutants->items[i]))
            list[count++] = &page->mutants->items[i];
    if (count)
        qsort(list, count, sizeof *list, compare_places);
    add_files(page, list, count, out);
    free(list);
}
