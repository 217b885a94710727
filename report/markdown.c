#include "markdown.h"

#include <string.h>

#include "cet/core/memory.h"
#include "html.h"

#define ZERO_WIDTH "\xe2\x80\x8b"

/* html_add sees to bytes that are no UTF-8; what it escapes reads the same in Markdown. */
void markdown_add(struct strbuf *out, const char *text)
{
    SCOPED(strbuf_release) struct strbuf marked = {0};
    for (; *text; text++) {
        if ((unsigned char)*text < ' ') {
            strbuf_add_char(&marked, ' ');
            continue;
        }
        if (strchr("\\`*_{}[]()+!|~$", *text))
            strbuf_add_char(&marked, '\\');
        strbuf_add_char(&marked, *text);
        if (strchr("@#", *text))
            strbuf_add_text(&marked, ZERO_WIDTH);
    }
    SCOPED(strbuf_release) struct strbuf safe = {0};
    html_add_bytes(&safe, strbuf_text(&marked), marked.length);
    strbuf_add(out, strbuf_text(&safe), safe.length);
}

/* Nothing is escaped inside of code, so a backtick, and in a table a bar, cannot stand there. */
void markdown_add_code(struct strbuf *out, const char *text)
{
    strbuf_add_char(out, '`');
    for (; *text; text++)
        strbuf_add_char(out, (unsigned char)*text < ' ' ? ' ' : *text == '`' ? '\'' : *text == '|' ? '/' : *text);
    strbuf_add_char(out, '`');
}

static size_t longest_fence(const char *text)
{
    size_t longest = 0;
    for (const char *at = strchr(text, '`'); at; at = strchr(at, '`')) {
        size_t length = strspn(at, "`");
        longest = length > longest ? length : longest;
        at += length;
    }
    return longest;
}

static void add_fence(struct strbuf *out, size_t length)
{
    for (size_t i = 0; i < length; i++)
        strbuf_add_char(out, '`');
}

void markdown_add_block(struct strbuf *out, const char *language, const char *text)
{
    size_t length = longest_fence(text) + 1;
    length = length < 3 ? 3 : length;
    add_fence(out, length);
    strbuf_printf(out, "%s\n%s", language, text);
    if (*text && text[strlen(text) - 1] != '\n')
        strbuf_add_char(out, '\n');
    add_fence(out, length);
    strbuf_add_char(out, '\n');
}
