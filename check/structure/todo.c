/* TODO, FIXME, XXX, HACK that nobody can find again: no number of an issue, no address, no name with a date.
 *
 * A word counts where a comment's line begins with it or where a colon or parenthesis follows: prose about TODOs is
 * none. A reference counts up to the next such word or the next empty line. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "comment_blocks.h"
#include "pass.h"

#define SHOWN_BYTES 60 /* of the text in the message */

static const char *const markers[] = {"TODO", "FIXME", "XXX", "HACK"};

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Whether nothing that is read stands before text[at]. */
static bool begins_line(const struct comment_line *line, uint32_t at)
{
    for (uint32_t i = 0; i < at; i++)
        if (is_word_byte(line->text[i]) || strchr("\"'`", line->text[i]))
            return false;
    return true;
}

/* What follows the word tells whether it is meant as a marker; "TODO, FIXME and XXX" are words that are spoken of. */
static bool is_meant(const struct comment_line *line, uint32_t at, char next)
{
    if (is_word_byte(next) || next == '-')
        return false;
    return next == ':' || next == '(' || (next != ',' && next != '/' && begins_line(line, at));
}

/* Length of the marker that stands at text[at], 0: none does. */
static uint32_t marker_at(const struct comment_line *line, uint32_t at)
{
    const char *text = line->text;
    if (at && (is_word_byte(text[at - 1]) || text[at - 1] == '-'))
        return 0;
    for (size_t i = 0; i < ARRAY_LENGTH(markers); i++) {
        uint32_t length = (uint32_t)strlen(markers[i]), behind = at + length;
        if (behind <= line->length && !memcmp(text + at, markers[i], length))
            return is_meant(line, at, behind < line->length ? text[behind] : '\0') ? length : 0;
    }
    return 0;
}

static uint32_t find_marker(const struct comment_line *line, uint32_t from, uint32_t *ret_length)
{
    for (uint32_t at = from; at < line->length; at++)
        if ((*ret_length = marker_at(line, at)))
            return at;
    return line->length;
}

/* What belongs to a marker: the rest of its line and the lines below it. */
static void gather_text(const struct comment_block *block, uint32_t line, uint32_t from, struct strbuf *out)
{
    uint32_t length;
    for (uint32_t i = line; i < block->line_count; i++, from = 0) {
        const struct comment_line *l = &block->lines[i];
        uint32_t end = find_marker(l, from, &length);
        if (i > line && l->indent == l->length)
            return;
        strbuf_add(out, l->text + from, end - from);
        strbuf_add_char(out, ' ');
        if (end < l->length)
            return;
    }
}

static bool has_number_behind(const char *text)
{
    while (*text == ' ' || *text == '#' || *text == '-' || *text == ':')
        text++;
    return isdigit((unsigned char)*text);
}

/* "issue 12", "bug #12", "GH-12". */
static bool names_issue(const char *text)
{
    static const char *const words[] = {"issue", "bug", "ticket", "gh", "pr", "cve", "bz"};
    for (const char *p = text; *p; p++) {
        if (p > text && is_word_byte(p[-1]))
            continue;
        for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
            if (!strncasecmp(p, words[i], strlen(words[i])) && has_number_behind(p + strlen(words[i])))
                return true;
    }
    return false;
}

/* A tracker's key right behind the marker: "(PROJ-12)", "PROJ-12:". */
static bool begins_with_key(const char *text)
{
    text += strspn(text, " ([:");
    size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    return letters >= 2 && isupper((unsigned char)text[0]) && text[letters] == '-' &&
           isdigit((unsigned char)text[letters + 1]);
}

static bool has_hash_number(const char *text)
{
    for (const char *p = strchr(text, '#'); p; p = strchr(p + 1, '#'))
        if (isdigit((unsigned char)p[1]))
            return true;
    return false;
}

static bool is_year(const char *text)
{
    return !isdigit((unsigned char)text[-1]) && (!strncmp(text, "19", 2) || !strncmp(text, "20", 2)) &&
           isdigit((unsigned char)text[2]) && isdigit((unsigned char)text[3]) && !isdigit((unsigned char)text[4]);
}

/* "(anna, 2024-05-01)", "(2024, anna)": letters and a year. */
static bool names_person_and_date(const char *text)
{
    const char *end;
    for (const char *open = strchr(text, '('); open && (end = strchr(open, ')')); open = strchr(end, '(')) {
        uint32_t letters = 0;
        bool has_date = false;
        for (const char *p = open + 1; p < end; p++) {
            letters += isalpha((unsigned char)*p) != 0;
            has_date |= is_year(p);
        }
        if (letters >= 2 && has_date)
            return true;
    }
    return false;
}

static bool has_reference(const char *text)
{
    return strstr(text, "://") || has_hash_number(text) || names_issue(text) || begins_with_key(text) ||
           names_person_and_date(text);
}

static void report(struct check_pass *pass, const struct comment_line *line, const char *marker, uint32_t marker_length,
                   const char *text)
{
    text += strspn(text, " :-");
    int shown = 0;
    while (text[shown] && text[shown] != '\n' && shown < SHOWN_BYTES)
        shown++;
    while (shown && (text[shown - 1] == ' ' || ((unsigned char)text[shown] & 0xc0) == 0x80)) /* no half character */
        shown--;
    check_report(pass, &(struct check_place){.range = line->range},
                 "%.*s without a reference: '%.*s'; name an issue, or who wrote it and when: (name, date)",
                 (int)marker_length, marker, shown, text);
}

/* A marker that is repeated at the beginning of each line is one remark. */
static bool continues_above(const struct comment_block *block, uint32_t line, uint32_t at)
{
    if (line == 0)
        return false;
    const struct comment_line *above = &block->lines[line - 1];
    uint32_t length = marker_at(above, at < above->length ? at : 0);
    return at == above->indent && at == block->lines[line].indent && length &&
           !memcmp(above->text + at, block->lines[line].text + at, length) &&
           block->lines[line].text[at + length] != ':' && block->lines[line].text[at + length] != '(';
}

static void look_at_block(struct check_pass *pass, const struct comment_block *block)
{
    for (uint32_t i = 0; i < block->line_count; i++) {
        const struct comment_line *line = &block->lines[i];
        uint32_t length = 0;
        for (uint32_t at = find_marker(line, 0, &length); at < line->length;
             at = find_marker(line, at + length, &length)) {
            SCOPED(strbuf_release) struct strbuf text = {0};
            gather_text(block, i, at + length, &text);
            if (!continues_above(block, i, at) && !has_reference(strbuf_text(&text)))
                report(pass, line, line->text + at, length, strbuf_text(&text));
        }
    }
}

void check_todo(struct check_pass *pass)
{
    struct comment_blocks blocks = comment_blocks_read(pass->facts, pass->arena);
    for (uint32_t i = 0; i < blocks.count; i++)
        look_at_block(pass, &blocks.items[i]);
}
