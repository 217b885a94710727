#include "structure.h"

#include <stdio.h>
#include <string.h>

#include "documents.h"
#include "pools.h"
#include "store.h"

#define OPEN_MAX 32u
#define PIECE_MAX 400u
#define SHAKEN_PERCENT 15u

/* ---- parts ---- */

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint8_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool is_space(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static uint32_t skip_spaces(const uint8_t *text, uint32_t length, uint32_t at)
{
    while (at < length && is_space(text[at]))
        at++;
    return at;
}

static uint32_t end_of_quoted(const uint8_t *text, uint32_t length, uint32_t at)
{
    for (at++; at < length && text[at] != '"'; at++)
        at += text[at] == '\\';
    return at < length ? at + 1 : length;
}

static uint32_t end_of_word(const uint8_t *text, uint32_t length, uint32_t at)
{
    for (at++; at < length; at++)
        if (!is_letter(text[at]) && !is_digit(text[at]) && text[at] != '.' && text[at] != '-' && text[at] != '+')
            break;
    return at;
}

bool cet_structure_has_brackets(const uint8_t *text, uint32_t length)
{
    return memchr(text, '{', length) || memchr(text, '[', length);
}

uint32_t cet_structure_find(const uint8_t *text, uint32_t length, struct text_part *parts)
{
    uint32_t count = 0, depth = 0, open[OPEN_MAX], name = UINT32_MAX;
    for (uint32_t at = skip_spaces(text, length, 0); at < length && count < STRUCTURE_PARTS;
         at = skip_spaces(text, length, at)) {
        const uint8_t c = text[at];
        struct text_part part = {.first = name == UINT32_MAX ? at : name, .start = at, .end = at + 1};
        if (c == '"')
            part.end = end_of_quoted(text, length, at);
        else if (is_digit(c) || is_letter(c) || (c == '-' && at + 1 < length && is_digit(text[at + 1])))
            part.end = end_of_word(text, length, at);
        part.kind = is_digit(c) || c == '-' ? '0' : is_letter(c) ? 'a' : c;
        at = part.end;
        if ((c == ']' || c == '}') && depth)
            parts[open[--depth]].end = at;
        const uint32_t behind = skip_spaces(text, length, at);
        if (c == '"' && behind < length && text[behind] == ':') {
            name = part.start;
            at = behind + 1;
            continue;
        }
        if ((c == '[' || c == '{') && depth < OPEN_MAX)
            open[depth++] = count;
        else if (c != '"' && part.kind != '0' && part.kind != 'a')
            continue;
        name = UINT32_MAX;
        parts[count++] = part;
    }
    while (depth) /* never closed, or not seen to be */
        parts[open[--depth]].end = length;
    return count;
}

/* ---- what to put there ---- */

static uint32_t put(uint8_t *out, const char *text)
{
    const uint32_t length = (uint32_t)strlen(text);
    memcpy(out, text, length);
    return length;
}

static uint32_t draw_number(uint8_t *out)
{
    static const char *const edges[] = {"0",          "-1",         "1.5",         "255",  "65536", "2147483648",
                                        "4294967295", "4294967296", "-2147483649", "1e18", "1e30"};
    char text[32];
    const uint32_t way = cet_below(100);
    if (way < 35)
        return put(out, edges[cet_below(sizeof edges / sizeof *edges)]);
    if (way < 65)
        snprintf(text, sizeof text, "%u", 1 + cet_below(99));
    else {
        const int64_t known = cet_pools_known_number();
        snprintf(text, sizeof text, "%lld", (long long)known + (way < 80 ? 0 : cet_below(3)) - 1);
    }
    return put(out, text);
}

static uint32_t draw_quoted(uint8_t *out)
{
    uint32_t length = put(out, "\"");
    if (percent(50))
        length += cet_pools_write_token(out + length, PIECE_MAX - 2);
    else if (one_in(2)) /* as long as the source speaks of */
        for (int64_t n = cet_pools_count(64); n > 0; n--)
            out[length++] = (uint8_t)("0123456789abcdef"[cet_below(16)]);
    else
        for (uint32_t n = cet_below(4); n; n--)
            out[length++] = (uint8_t)("abcdef0123456789gxz /.-"[cet_below(23)]);
    return length + put(out + length, "\"");
}

/* Mostly of the same kind as what it replaces: else a reader sees no more than that the kind is wrong. */
static uint32_t draw_value(uint8_t kind, uint8_t *out)
{
    static const char *const others[] = {"null", "true", "false", "0",      "1",  "\"\"",
                                         "[]",   "{}",   "[{}]",  "[\"\"]", "[0]"};
    if (one_in(kind == '{' || kind == '[' ? 2 : 5))
        return put(out, others[cet_below(sizeof others / sizeof *others)]);
    switch (kind) {
    case '0':
        return draw_number(out);
    case '"':
        return draw_quoted(out);
    case 'a':
        return one_in(2) ? put(out, one_in(2) ? "true" : "null") : cet_pools_write_token(out, PIECE_MAX);
    default:
        return put(out, kind == '{' ? "{}" : "[]");
    }
}

/* ---- changes ---- */

/* `piece` in the place of from..to. */
static uint32_t replace(uint8_t *text, uint32_t length, uint32_t max, uint32_t from, uint32_t to, const uint8_t *piece,
                        uint32_t n)
{
    if (n > max - (length - (to - from)))
        return length;
    memmove(text + from + n, text + to, length - to);
    memcpy(text + from, piece, n);
    return length - (to - from) + n;
}

uint32_t cet_structure_drop(uint8_t *text, uint32_t length, const struct text_part *part)
{
    uint32_t from = part->first, to = skip_spaces(text, length, part->end), before = from;
    while (before && is_space(text[before - 1]))
        before--;
    if (to < length && text[to] == ',')
        to = skip_spaces(text, length, to + 1);
    else if (before && text[before - 1] == ',')
        from = before - 1;
    else
        to = part->end;
    return replace(text, length, length, from, to, (const uint8_t *)"", 0);
}

static uint32_t repeat(uint8_t *text, uint32_t length, uint32_t max, const struct text_part *part)
{
    uint8_t piece[PIECE_MAX];
    const uint32_t n = part->end - part->first;
    if (n + 1 > sizeof piece)
        return length;
    piece[0] = ',';
    memcpy(piece + 1, text + part->first, n);
    return replace(text, length, max, part->end, part->end, piece, n + 1);
}

/* One value becomes what another is. */
static uint32_t exchange(uint8_t *text, uint32_t length, uint32_t max, const struct text_part *part,
                         const struct text_part *other)
{
    uint8_t piece[PIECE_MAX];
    const uint32_t n = other->end - other->start;
    if (n > sizeof piece)
        return length;
    memcpy(piece, text + other->start, n);
    return replace(text, length, max, part->start, part->end, piece, n);
}

static uint32_t rename_part(uint8_t *text, uint32_t length, uint32_t max, const struct text_part *part)
{
    uint8_t piece[PIECE_MAX];
    const uint32_t n = cet_pools_write_token(piece, sizeof piece), from = part->first + 1;
    const uint32_t to = end_of_quoted(text, length, part->first) - 1;
    return to <= from ? length : replace(text, length, max, from, to, piece, n);
}

/* What a writer wrote of a part, in the place of an object or as the item of a list. */
static uint32_t graft(uint8_t *text, uint32_t length, uint32_t max, const struct text_part *part)
{
    uint8_t piece[RESULT_WRITTEN + 2];
    const bool is_list = part->kind == '[';
    uint32_t n = cet_documents_draw_any(piece + 1, RESULT_WRITTEN);
    if (!n || (part->kind != '{' && part->kind != '['))
        return length;
    piece[0] = '[';
    piece[n + 1] = ']';
    return replace(text, length, max, part->start, part->end, piece + !is_list, is_list ? n + 2 : n);
}

/* Whatever is empty or zero gets something of its own, so that it differs from what is not there. */
static uint32_t fill(uint8_t *text, uint32_t length, uint32_t max, const struct text_part *parts, uint32_t count)
{
    for (uint32_t i = count; i-- > 0;) { /* from the end: what comes before stays where it was */
        char piece[24];
        const uint32_t n = parts[i].end - parts[i].start;
        int filled = 0;
        if (parts[i].kind == '"' && n == 2) {
            const int letter = 'a' + (int)cet_below(26);
            filled = snprintf(piece, sizeof piece, "\"%c%u\"", letter, cet_below(100));
        } else if (parts[i].kind == '0' && n == 1 && text[parts[i].start] == '0')
            filled = snprintf(piece, sizeof piece, "%u", 2 + cet_below(98));
        if (filled)
            length = replace(text, length, max, parts[i].start, parts[i].end, (const uint8_t *)piece, (uint32_t)filled);
    }
    return length;
}

/* Many values at once, few enough that those which must be right often stay. */
static uint32_t shake(uint8_t *text, uint32_t length, uint32_t max, const struct text_part *parts, uint32_t count)
{
    uint8_t piece[PIECE_MAX];
    for (uint32_t i = count; i-- > 0;)
        if ((parts[i].kind == '"' || parts[i].kind == '0') && percent(SHAKEN_PERCENT)) {
            const uint32_t n = parts[i].kind == '0' ? draw_number(piece) : draw_quoted(piece);
            length = replace(text, length, max, parts[i].start, parts[i].end, piece, n);
        }
    return length;
}

/* A part is all there is: what reads parts is called by itself too. */
static uint32_t stand_alone(uint8_t *text, const struct text_part *part)
{
    memmove(text, text + part->start, part->end - part->start);
    return part->end - part->start;
}

uint32_t cet_structure_change(uint8_t *text, uint32_t length, uint32_t max)
{
    struct text_part parts[STRUCTURE_PARTS];
    uint8_t piece[PIECE_MAX];
    const uint32_t count = cet_structure_find(text, length, parts);
    if (!count)
        return length;
    const struct text_part *part = &parts[cet_below(count)];
    const uint32_t way = cet_below(100);
    if (way < 6)
        return fill(text, length, max, parts, count);
    if (way < 22)
        return shake(text, length, max, parts, count);
    if (way < 26 && (part->kind == '{' || part->kind == '['))
        return stand_alone(text, part);
    if (way < 32)
        return graft(text, length, max, part);
    if (way < 66)
        return replace(text, length, max, part->start, part->end, piece, draw_value(part->kind, piece));
    if (way < 78)
        return cet_structure_drop(text, length, part);
    if (way < 88)
        return repeat(text, length, max, part);
    if (way < 94 || part->first == part->start)
        return exchange(text, length, max, part, &parts[cet_below(count)]);
    return rename_part(text, length, max, part);
}
