#include <string.h>

#include "fact_reader.h"

static unsigned read_hex4(struct fact_reader *r)
{
    unsigned code = 0;
    for (int i = 0; i < 4; i++) {
        char c = r->at < r->end ? *r->at : '\0';
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                                : 16;
        if (digit > 15) {
            fact_fail(r, "a \\u escape is damaged");
            return 0;
        }
        code = code << 4 | digit;
        r->at++;
    }
    return code;
}

static void add_utf8(struct strbuf *out, unsigned code)
{
    if (code < 0x80) {
        strbuf_add_char(out, (char)code);
        return;
    }
    unsigned tail = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char heads[] = {0, 0xc0, 0xe0, 0xf0};
    strbuf_add_char(out, (char)(heads[tail] | code >> 6 * tail));
    while (tail--)
        strbuf_add_char(out, (char)(0x80 | (code >> 6 * tail & 0x3f)));
}

/* Behind "\u": \udc80 to \udcff alone are bytes that were not UTF-8, a high surrogate needs its low one. */
static void read_unicode_escape(struct fact_reader *r)
{
    unsigned code = read_hex4(r);
    if (code >= 0xdc80 && code <= 0xdcff) {
        strbuf_add_char(&r->scratch, (char)(code - 0xdc00));
        return;
    }
    if (code >= 0xd800 && code <= 0xdbff && r->end - r->at >= 6 && r->at[0] == '\\' && r->at[1] == 'u') {
        r->at += 2;
        unsigned low = read_hex4(r);
        if (low < 0xdc00 || low > 0xdfff)
            fact_fail(r, "a surrogate stands alone");
        code = 0x10000 + ((code - 0xd800) << 10) + (low & 0x3ff);
    } else if (code >= 0xd800 && code <= 0xdfff) {
        fact_fail(r, "a surrogate stands alone");
    }
    add_utf8(&r->scratch, code);
}

static void read_escape(struct fact_reader *r)
{
    static const char letters[] = "nrtbf\"\\/";
    static const char meant[] = "\n\r\t\b\f\"\\/";
    char c = r->at < r->end ? *r->at++ : '\0';
    const char *letter = c ? strchr(letters, c) : NULL;
    if (c == 'u')
        read_unicode_escape(r);
    else if (letter)
        strbuf_add_char(&r->scratch, meant[letter - letters]);
    else
        fact_fail(r, "an escape is unknown");
}

/* Leaves the string's bytes in scratch. */
static void read_string(struct fact_reader *r)
{
    strbuf_clear(&r->scratch);
    while (r->at < r->end && *r->at == ' ')
        r->at++;
    if (r->at >= r->end || *r->at != '"') {
        fact_fail(r, "a text is missing");
        return;
    }
    r->at++;
    while (r->status == STATUS_OK) {
        const char *plain = r->at;
        while (r->at < r->end && *r->at != '"' && *r->at != '\\')
            r->at++;
        if (r->at > plain)
            strbuf_add(&r->scratch, plain, (size_t)(r->at - plain));
        if (r->at >= r->end) {
            fact_fail(r, "a text does not end");
            return;
        }
        if (*r->at++ == '"')
            return;
        read_escape(r);
    }
}

const char *fact_read_bytes(struct fact_reader *r, uint32_t *ret_length)
{
    read_string(r);
    if (r->status != STATUS_OK || r->scratch.length > UINT32_MAX)
        return "";
    *ret_length = (uint32_t)r->scratch.length;
    char *copy = arena_alloc(r->arena, r->scratch.length + 1);
    if (r->scratch.length)
        memcpy(copy, r->scratch.bytes, r->scratch.length);
    return copy;
}

const char *fact_read_text(struct fact_reader *r)
{
    uint32_t length = 0;
    const char *text = fact_read_bytes(r, &length);
    if (strlen(text) != length)
        fact_fail(r, "a text holds a NUL");
    return text;
}

void fact_read_digest(struct fact_reader *r, char text[65])
{
    read_string(r);
    if (r->status != STATUS_OK)
        return;
    if (r->scratch.length != 64 || strspn(strbuf_text(&r->scratch), "0123456789abcdef") != 64) {
        fact_fail(r, "a digest is not 64 hexadecimal digits");
        return;
    }
    memcpy(text, strbuf_text(&r->scratch), 65);
}

unsigned fact_read_word(struct fact_reader *r, const char *const *words, unsigned count)
{
    read_string(r);
    for (unsigned i = 0; i < count && r->status == STATUS_OK; i++)
        if (r->scratch.length == strlen(words[i]) && !memcmp(strbuf_text(&r->scratch), words[i], r->scratch.length))
            return i;
    fact_fail(r, "'%.40s' is not known here; it may come from a newer version", strbuf_text(&r->scratch));
    return 0;
}
