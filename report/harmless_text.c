#include "harmless_text.h"

void harmless_text_add(struct strbuf *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        strbuf_add_char(out, c == '\t' || (c >= ' ' && c != 0x7f) ? text[i] : '?');
    }
}
