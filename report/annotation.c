#include "annotation.h"

#include <string.h>

/* The escapes of github.com/actions/toolkit, packages/core/src/command.ts: more of them in properties. */
static void add_escaped(struct strbuf *out, const char *text, const char *escaped)
{
    for (; *text; text++) {
        if (strchr(escaped, *text))
            strbuf_printf(out, "%%%02X", (unsigned char)*text);
        else
            strbuf_add_char(out, *text);
    }
}

static void add_number(struct strbuf *out, const char *name, uint32_t number)
{
    if (number)
        strbuf_printf(out, ",%s=%u", name, number);
}

void annotation_add(const struct annotation *annotation, struct strbuf *out)
{
    strbuf_printf(out, "::%s ", annotation->level);
    if (annotation->path) {
        strbuf_add_text(out, "file=");
        add_escaped(out, annotation->path, "%\r\n:,");
        add_number(out, "line", annotation->line);
        add_number(out, "endLine", annotation->end_line);
        add_number(out, "col", annotation->column);
        add_number(out, "endColumn", annotation->end_column);
        strbuf_add_char(out, ',');
    }
    strbuf_add_text(out, "title=");
    add_escaped(out, annotation->title, "%\r\n:,");
    strbuf_add_text(out, "::");
    add_escaped(out, annotation->message, "%\r\n");
    strbuf_add_char(out, '\n');
}
