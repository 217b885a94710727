#include "mutant_diff.h"

#include <string.h>

#include "cet/core/memory.h"
#include "harmless_text.h"

#define MAX_DIFF_LINES 4 /* of either side of a diff */

/* Lines first to last as they are; in the changed form the replacement stands where the original was. */
static void add_side(const struct source_lines *lines, const struct mutant *m, bool is_changed, const char *indent,
                     struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    size_t first_length, last_length;
    const char *first = source_lines_get(lines, m->line, &first_length);
    const char *last = source_lines_get(lines, m->end_line, &last_length);
    if (!is_changed) {
        strbuf_add(&text, first, (size_t)(last + last_length - first));
    } else {
        strbuf_add(&text, first, m->column - 1);
        strbuf_add_text(&text, m->replacement);
        strbuf_add(&text, last + m->end_column - 1, last_length - (m->end_column - 1));
    }
    const char *at = strbuf_text(&text);
    for (unsigned i = 0; at && i < MAX_DIFF_LINES; i++) {
        size_t length = strcspn(at, "\n");
        strbuf_printf(out, "%s%c ", indent, is_changed ? '+' : '-');
        harmless_text_add(out, at, length);
        strbuf_add_char(out, '\n');
        at = at[length] ? at + length + 1 : NULL;
    }
    if (at)
        strbuf_printf(out, "%s%c ...\n", indent, is_changed ? '+' : '-');
}

/* Whether the file still holds the text that the mutant was made from. */
static bool stands_there(const struct source_lines *lines, const struct mutant *m)
{
    size_t first_length, last_length, length = strlen(m->original);
    const char *first = source_lines_get(lines, m->line, &first_length);
    const char *last = source_lines_get(lines, m->end_line, &last_length);
    if (!first || !last || !m->column || !m->end_column || m->column - 1 > first_length ||
        m->end_column - 1 > last_length || first + m->column > last + m->end_column)
        return false;
    return (size_t)(last + m->end_column - (first + m->column)) == length &&
           !memcmp(first + m->column - 1, m->original, length);
}

bool mutant_diff_add(const struct source_lines *lines, const struct mutant *mutant, const char *indent,
                     struct strbuf *out)
{
    if (!stands_there(lines, mutant))
        return false;
    add_side(lines, mutant, false, indent, out);
    add_side(lines, mutant, true, indent, out);
    return true;
}
