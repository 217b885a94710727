#include "emit_layout.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define MAX_DEPTH 32

struct line_scan {
    const char *text;
    unsigned column;
    unsigned align[MAX_DEPTH]; /* column behind the bracket that is open at a depth */
    unsigned depth;
    bool in_text, in_character, is_escaped, just_opened;
};

static void scan_character(struct line_scan *scan, char c)
{
    scan->column++;
    scan->just_opened = false;
    if (scan->in_text || scan->in_character) {
        if (scan->is_escaped)
            scan->is_escaped = false;
        else if (c == '\\')
            scan->is_escaped = true;
        else if (c == (scan->in_text ? '"' : '\''))
            scan->in_text = scan->in_character = false;
        return;
    }
    scan->in_text = scan->just_opened = c == '"';
    scan->in_character = c == '\'';
    if ((c == '(' || c == '{' || c == '[') && scan->depth + 1 < MAX_DEPTH)
        scan->align[++scan->depth] = scan->column;
    else if ((c == ')' || c == '}' || c == ']') && scan->depth > 0)
        scan->depth--;
}

static bool breaks_after(const struct line_scan *scan, const char *at)
{
    if (scan->in_text || scan->in_character || at[0] != ' ')
        return false;
    return at[-1] == ',' || (at[-1] == '=' && scan->depth == 0) || at[-1] == '|' || at[-1] == '"';
}

/* Inside a literal, between two of its characters, where no escape is torn. */
static bool splits_literal(const struct line_scan *scan, const char *at)
{
    const bool follows_octal = isdigit((unsigned char)at[-1]) || isdigit((unsigned char)at[0]);
    return scan->in_text && !scan->is_escaped && !scan->just_opened && !follows_octal && at[0] != '"' &&
           scan->column > 60;
}

struct line_break {
    size_t length; /* of the text before it, 0: none found */
    unsigned column;
    bool is_literal;
    int worth; /* 3: behind a comma or operator, 2: behind a blank or newline of a literal, 1: elsewhere in one */
};

static struct line_break find_break(struct line_scan *scan, unsigned base)
{
    struct line_break best = {0};
    for (const char *at = scan->text; *at; at++) {
        if (scan->column > LAYOUT_COLUMNS - 2 && best.length > 0)
            return best;
        const unsigned column = scan->depth > 0 ? scan->align[scan->depth] : base + 4;
        const size_t length = (size_t)(at - scan->text);
        if (length > 0 && breaks_after(scan, at) && column < LAYOUT_COLUMNS - 30) {
            best = (struct line_break){length, column, false, 3};
        } else if (length > 1 && splits_literal(scan, at)) {
            const bool is_newline = at[-1] == 'n' && at[-2] == '\\';
            const int worth = at[-1] == ' ' || is_newline ? 2 : 1;
            if (worth >= best.worth)
                best = (struct line_break){length, column, true, worth};
        }
        scan_character(scan, *at);
    }
    return scan->column <= LAYOUT_COLUMNS ? (struct line_break){0} : best;
}

static void add_blanks(struct strbuf *out, unsigned count)
{
    strbuf_printf(out, "%*s", (int)count, "");
}

void layout_statement(struct strbuf *out, unsigned indent, const char *text)
{
    struct line_scan scan = {.text = text, .column = indent};
    add_blanks(out, indent);
    for (;;) {
        struct line_scan attempt = scan;
        const struct line_break found = find_break(&attempt, indent);
        if (found.length == 0)
            break;
        strbuf_add(out, scan.text, found.length);
        strbuf_add_text(out, found.is_literal ? "\"\n" : "\n");
        add_blanks(out, found.column);
        for (size_t i = 0; i < found.length; i++)
            scan_character(&scan, scan.text[i]);
        scan.text += found.length + (found.is_literal ? 0 : 1);
        scan.column = found.column;
        if (found.is_literal) {
            strbuf_add_char(out, '"');
            scan.column++;
        }
    }
    strbuf_add_text(out, scan.text);
    strbuf_add_char(out, '\n');
}

static void add_comment_word(struct strbuf *out, const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const bool opens = word[i] == '/' && i + 1 < length && word[i + 1] == '*';
        const bool ends = word[i] == '*' && i + 1 < length && word[i + 1] == '/';
        strbuf_add_char(out, word[i]);
        if (opens || ends)
            strbuf_add_char(out, ' ');
    }
}

void layout_comment(struct strbuf *out, unsigned indent, const char *text)
{
    const size_t start = out->length;
    unsigned column = indent + 3;
    add_blanks(out, indent);
    strbuf_add_text(out, "/*");
    for (bool is_first = true; *text; is_first = false) {
        const size_t skipped = strspn(text, " \n\t\r");
        text += skipped;
        const size_t length = strcspn(text, " \n\t\r");
        if (length == 0)
            break;
        if (!is_first && column + length + 4 > LAYOUT_COLUMNS) {
            strbuf_add_char(out, '\n');
            add_blanks(out, indent);
            strbuf_add_text(out, " *");
            column = indent + 3;
        }
        strbuf_add_char(out, ' ');
        add_comment_word(out, text, length);
        if (is_first && strspn(text, "abcdefghijklmnopqrstuvwxyz") == length)
            out->bytes[out->length - length] = (char)toupper((unsigned char)text[0]);
        column += (unsigned)length + 1;
        text += length;
    }
    if (out->length > start && !strchr(".!?:", out->bytes[out->length - 1]))
        strbuf_add_char(out, '.');
    strbuf_add_text(out, " */\n");
}

void layout_section(struct strbuf *out, const char *title)
{
    const size_t start = out->length;
    strbuf_printf(out, "/* ---- %s ", title);
    while (out->length - start < LAYOUT_COLUMNS - 3)
        strbuf_add_char(out, '-');
    strbuf_add_text(out, " */\n\n");
}

void layout_byte_list(struct strbuf *out, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    strbuf_add_char(out, '{');
    for (size_t i = 0; i < length; i++)
        strbuf_printf(out, "%s0x%02x", i ? ", " : "", at[i]);
    strbuf_add_char(out, '}');
}

/* The suite's header has <stdbool.h>. */
static void add_type(struct strbuf *out, const char *type, size_t length)
{
    static const char word[] = "_Bool";
    for (size_t at = 0; at < length; at++)
        if (length - at >= sizeof word - 1 && !strncmp(type + at, word, sizeof word - 1) &&
            (at == 0 || !isalnum((unsigned char)type[at - 1])) && !isalnum((unsigned char)type[at + sizeof word - 1])) {
            strbuf_add_text(out, "bool");
            at += sizeof word - 2;
        } else {
            strbuf_add_char(out, type[at]);
        }
}

void layout_declarator(struct strbuf *out, const char *type, const char *name)
{
    const char *inner = strstr(type, "(*");
    if (inner) {
        inner += 2;
        while (strncmp(inner, "const", 5) == 0)
            inner += 5;
        add_type(out, type, (size_t)(inner - type));
        strbuf_add_text(out, name);
        strbuf_add_text(out, inner);
        return;
    }
    const char *bracket = strchr(type, '[');
    size_t length = bracket ? (size_t)(bracket - type) : strlen(type);
    while (length > 0 && type[length - 1] == ' ')
        length--;
    add_type(out, type, length);
    if (length > 0 && type[length - 1] != '*')
        strbuf_add_char(out, ' ');
    strbuf_add_text(out, name);
    if (bracket)
        strbuf_add_text(out, bracket);
}

void layout_slug(struct strbuf *out, const char *text, size_t max)
{
    const size_t start = out->length;
    bool is_gap = false;
    for (; *text && out->length - start < max; text++) {
        if (!isalnum((unsigned char)*text)) {
            is_gap = true;
            continue;
        }
        if (is_gap && out->length > start)
            strbuf_add_char(out, '_');
        is_gap = false;
        strbuf_add_char(out, (char)tolower((unsigned char)*text));
    }
}
