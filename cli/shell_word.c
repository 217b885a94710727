#include "shell_word.h"

void shell_word_add(struct strbuf *out, const char *text)
{
    strbuf_add_char(out, '\'');
    for (; *text; text++)
        if (*text == '\'')
            strbuf_add_text(out, "'\\''"); /* ends the quotes, a quote by itself, begins them again */
        else
            strbuf_add_char(out, *text);
    strbuf_add_char(out, '\'');
}
