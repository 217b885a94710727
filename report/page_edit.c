/* A mutant as the edit that it is. */
#include <string.h>

#include "html.h"
#include "page_parts.h"
#include "source_lines.h"

#define MAX_EDIT_LINES 8 /* of a mutant that are shown on either side */

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
    size_t length, before = mutant->column - 1, behind = before + strlen(mutant->original), blank = 0;
    const char *line = source_lines_get(lines, mutant->line, &length);
    while (blank < before && (line[blank] == ' ' || line[blank] == '\t'))
        blank++;
    strbuf_printf(out, "<div class=\"%s\">%c ", sign == '-' ? "minus" : "plus", sign);
    html_add_bytes(out, line + blank, before - blank);
    add_marked(out, text);
    html_add_bytes(out, line + behind, length - behind);
    strbuf_add_text(out, "</div>");
}

static void add_block(const char *text, char sign, struct strbuf *out)
{
    for (unsigned i = 0; text && *text && i < MAX_EDIT_LINES; i++) {
        size_t length = strcspn(text, "\n");
        strbuf_printf(out, "<div class=\"%s\">%c ", sign == '-' ? "minus" : "plus", sign);
        html_add_bytes(out, text, length);
        strbuf_add_text(out, "</div>");
        text = text[length] ? text + length + 1 : NULL;
    }
}

void page_add_edit(const struct mutant *mutant, struct source_lines *lines, struct strbuf *out)
{
    strbuf_add_text(out, "<div class=\"diff\">");
    source_lines_load(lines, mutant->path);
    if (is_in_source(lines, mutant)) {
        add_edit_line(lines, mutant, mutant->original, '-', out);
        add_edit_line(lines, mutant, mutant->replacement, '+', out);
    } else {
        add_block(mutant->original, '-', out);
        add_block(mutant->replacement, '+', out);
    }
    strbuf_add_text(out, "</div>");
}
