#include "html.h"

#include <stdarg.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/core/utf8.h"

static void add_ascii(struct strbuf *out, char c)
{
    switch (c) {
    case '&':
        strbuf_add_text(out, "&amp;");
        break;
    case '<':
        strbuf_add_text(out, "&lt;");
        break;
    case '>':
        strbuf_add_text(out, "&gt;");
        break;
    case '"':
        strbuf_add_text(out, "&quot;");
        break;
    case '\'':
        strbuf_add_text(out, "&#39;");
        break;
    case '\t':
    case '\n':
        strbuf_add_char(out, c);
        break;
    default:
        if ((unsigned char)c < ' ' || c == 0x7f)
            strbuf_add_text(out, UTF8_REPLACEMENT);
        else
            strbuf_add_char(out, c);
    }
}

void html_add_bytes(struct strbuf *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        if ((unsigned char)text[i] < 0x80) {
            add_ascii(out, text[i++]);
            continue;
        }
        size_t taken = utf8_length(text + i, length - i);
        if (taken)
            strbuf_add(out, text + i, taken);
        else
            strbuf_add_text(out, UTF8_REPLACEMENT);
        i += taken ? taken : 1;
    }
}

void html_add(struct strbuf *out, const char *text)
{
    html_add_bytes(out, text, strlen(text));
}

void html_printf(struct strbuf *out, const char *format, ...)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&text, format, args);
    va_end(args);
    html_add_bytes(out, strbuf_text(&text), text.length);
}
