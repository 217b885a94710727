#include "html.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "cet/core/memory.h"

#define REPLACEMENT "\xef\xbf\xbd"

/* Length of the well-formed UTF-8 character at text, 0 when there is none (Unicode 15, table 3-7). */
static size_t character_length(const unsigned char *text, size_t length)
{
    unsigned char lead = text[0];
    size_t needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || length < needed)
        return 0;
    unsigned char lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned char highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (text[1] < lowest || text[1] > highest)
        return 0;
    for (size_t i = 2; i < needed; i++)
        if (text[i] < 0x80 || text[i] > 0xbf)
            return 0;
    return needed;
}

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
            strbuf_add_text(out, REPLACEMENT);
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
        size_t taken = character_length((const unsigned char *)text + i, length - i);
        if (taken)
            strbuf_add(out, text + i, taken);
        else
            strbuf_add_text(out, REPLACEMENT);
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
