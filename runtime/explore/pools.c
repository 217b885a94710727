#include "pools.h"

#include <stdio.h>
#include <string.h>

#include "store.h"
#include "tables.h"

#define NUMBERS 2048u
#define TEXTS 1024u
#define NEAR 4u
#define MEMBER_PERCENT 20u /* of the changes of a text with an object in it */

struct text {
    uint8_t length;
    char bytes[RESULT_TOKEN];
};

struct pools {
    uint32_t number_count, text_count, character_count;
    int64_t numbers[NUMBERS];
    struct text texts[TEXTS];
    uint8_t characters[256]; /* those that the source speaks of */
};

static struct pools *pools;

static void add_character(uint8_t c)
{
    if (!memchr(pools->characters, c, pools->character_count))
        pools->characters[pools->character_count++] = c;
}

void cet_pools_add_number(int64_t number)
{
    for (uint32_t i = 0; i < pools->number_count; i++)
        if (pools->numbers[i] == number)
            return;
    /* A full pool forgets at random, but never the constants that came first. */
    uint32_t at = pools->number_count < NUMBERS ? pools->number_count++ : NUMBERS / 2 + cet_below(NUMBERS / 2);
    pools->numbers[at] = number;
    if (number >= 0 && number < 256)
        add_character((uint8_t)number);
}

void cet_pools_add_text(const void *bytes, uint32_t length)
{
    if (!length || length > RESULT_TOKEN)
        return;
    for (uint32_t i = 0; i < pools->text_count; i++)
        if (pools->texts[i].length == length && !memcmp(pools->texts[i].bytes, bytes, length))
            return;
    uint32_t at = pools->text_count < TEXTS ? pools->text_count++ : TEXTS / 2 + cet_below(TEXTS / 2);
    pools->texts[at].length = (uint8_t)length;
    memcpy(pools->texts[at].bytes, bytes, length);
}

void cet_pools_open(void)
{
    pools = cet_store_take(sizeof *pools);
    for (uint32_t i = 0; i < cet_explore_unit.number_count; i++)
        cet_pools_add_number(cet_explore_unit.numbers[i]);
    for (uint32_t i = 0; i < cet_explore_unit.text_count; i++) {
        const struct explore_text *text = &cet_explore_unit.texts[i];
        cet_pools_add_text(text->bytes, text->length);
        for (uint32_t c = 0; c < text->length && text->length <= 3; c++)
            add_character((uint8_t)text->bytes[c]);
    }
    if (!pools->character_count)
        add_character('a');
}

void cet_pools_learn(const struct result *result)
{
    for (uint32_t i = 0; i < result->compare_count; i++)
        if (result->compares[i].is_constant) {
            uint64_t value = result->compares[i].left;
            unsigned shift = 64 - 8 * result->compares[i].size;
            cet_pools_add_number((int64_t)(value << shift) >> shift);
        }
    for (uint32_t i = 0; i < result->token_count; i++) {
        cet_pools_add_text(result->tokens[i].left, result->tokens[i].left_length);
        cet_pools_add_text(result->tokens[i].right, result->tokens[i].right_length);
    }
}

static int64_t clip(const struct explore_type *t, int64_t number)
{
    if (t->size >= 8)
        return number;
    unsigned shift = 64 - 8 * t->size;
    uint64_t high = (uint64_t)number << shift;
    return t->flags & EXPLORE_SIGNED ? (int64_t)high >> shift : (int64_t)(high >> shift);
}

bool cet_pools_boundary(uint32_t type, uint32_t n, int64_t *ret_number)
{
    const struct explore_type *t = type_of(type);
    unsigned bits = t->size >= 8 ? 64 : 8 * t->size;
    if (t->kind == EXPLORE_BOOL) {
        *ret_number = n;
        return n < 2;
    }
    if (t->kind == EXPLORE_ENUM && n < t->enumerator_count) {
        *ret_number = t->enumerators[n].value;
        return true;
    }
    if (t->kind == EXPLORE_ENUM)
        n -= t->enumerator_count;
    bool is_signed = t->flags & EXPLORE_SIGNED;
    int64_t top = is_signed ? (int64_t)(UINT64_MAX >> (65 - bits)) : (int64_t)(UINT64_MAX >> (64 - bits));
    const int64_t grid[] = {0,   1,   -1,  2,   top, is_signed ? -top - 1 : top - 1, 7, 8, 16, 64, 100,
                            127, 128, 255, 256, 1000};
    if (n >= sizeof grid / sizeof *grid)
        return false;
    *ret_number = clip(t, grid[n]);
    return true;
}

int64_t cet_pools_integer(uint32_t type)
{
    const struct explore_type *t = type_of(type);
    if (t->kind == EXPLORE_BOOL)
        return cet_below(2);
    if (t->kind == EXPLORE_ENUM && t->enumerator_count && !one_in(12))
        return t->enumerators[cet_below(t->enumerator_count)].value;
    if (is_character(t) && !one_in(4))
        return clip(t, pools->characters[cet_below(pools->character_count)]);
    uint32_t way = cet_below(100);
    int64_t number;
    if (way < 35)
        return cet_below(one_in(3) ? 40 : 6);
    if (way < 50 && cet_pools_boundary(type, cet_below(16), &number))
        return number;
    if (way < 85 && pools->number_count) {
        number = pools->numbers[cet_below(pools->number_count)];
        if (one_in(5))
            number += (int64_t)cet_below(3) - 1;
        else if (one_in(8))
            number |= pools->numbers[cet_below(pools->number_count)];
        return clip(t, number);
    }
    return clip(t, (int64_t)cet_random_wide(0, 64));
}

int64_t cet_pools_count(int64_t max)
{
    const int64_t known = pools->number_count ? pools->numbers[cet_below(pools->number_count)] : 0;
    const int64_t near = known + (int64_t)cet_below(5) - 1;
    return near > 0 && near <= max && !one_in(8) ? near : (int64_t)cet_below((uint32_t)max >> cet_below(8));
}

double cet_pools_real(void)
{
    static const double reals[] = {0.0,  1.0,          -1.0,          0.5,          1.5,    -2.25,
                                   10.0, 1e10,         1e-10,         1e300,        -1e300, 123456.789,
                                   3.0,  2147483647.0, -2147483648.0, 4294967296.0, 0.1};
    uint32_t way = cet_below(20);
    if (way == 0)
        return __builtin_nan("");
    if (way == 1)
        return one_in(2) ? __builtin_inf() : -__builtin_inf();
    if (way < 6 && pools->number_count)
        return (double)pools->numbers[cet_below(pools->number_count)];
    if (way < 9)
        return (double)(int64_t)cet_random_wide(32, 31) / 16.0;
    return reals[cet_below(sizeof reals / sizeof *reals)];
}

static uint8_t draw_character(bool may_hold_nul)
{
    uint32_t way = cet_below(100);
    uint8_t c;
    if (way < 55)
        c = pools->characters[cet_below(pools->character_count)];
    else if (way < 75)
        c = (uint8_t)('a' + cet_below(26));
    else if (way < 85)
        c = (uint8_t)('0' + cet_below(10));
    else if (way < 94)
        c = (uint8_t)(' ' + cet_below(95));
    else
        c = (uint8_t)cet_below(256);
    return c || may_hold_nul ? c : 'x';
}

static uint32_t draw_number_text(char *out, size_t room)
{
    static const char *const forms[] = {
        "0", "1", "-1", "12", "1.5", "-0.25", "1e5", "1E-3", "1e400", "2147483648", "99999999999999999999"};
    if (one_in(2))
        return (uint32_t)snprintf(out, room, "%s", forms[cet_below(sizeof forms / sizeof *forms)]);
    return (uint32_t)snprintf(out, room, "%lld", (long long)(int64_t)cet_random_wide(30, 33));
}

static uint32_t add_text(uint8_t *out, uint32_t length, uint32_t max, uint32_t index)
{
    const struct text *text = &pools->texts[index];
    for (uint32_t i = 0; i < text->length && length < max && text->bytes[i]; i++)
        out[length++] = (uint8_t)text->bytes[i];
    return length;
}

static uint32_t add_token(uint8_t *out, uint32_t length, uint32_t max)
{
    return add_text(out, length, max, cet_below(pools->text_count));
}

uint32_t cet_pools_write_token(uint8_t *out, uint32_t max)
{
    return pools->text_count ? add_token(out, 0, max) : 0;
}

int64_t cet_pools_known_number(void)
{
    return pools->number_count ? pools->numbers[cet_below(pools->number_count)] : 0;
}

static uint32_t add_plain(uint8_t *out, uint32_t length, uint32_t max, const char *text)
{
    for (; *text && length < max; text++)
        out[length++] = (uint8_t)*text;
    return length;
}

static const char *const json_values[] = {"\"\"", "[]", "{}", "[{}]", "0", "1", "true", "null"};

/* What JSON takes for a value, or a token of the source in quotes. */
static uint32_t add_json_value(uint8_t *out, uint32_t length, uint32_t max)
{
    if (one_in(2))
        return add_plain(out, length, max, json_values[cet_below(sizeof json_values / sizeof *json_values)]);
    length = add_plain(out, length, max, "\"");
    length = add_token(out, length, max);
    return add_plain(out, length, max, "\"");
}

/* A name and its value, as JSON, settings and mark-up write them. */
static uint32_t draw_pair(uint8_t *out, uint32_t max)
{
    static const struct {
        const char *before, *between, *after;
    } notations[] = {{"{\"", "\":", "}"}, {"\"", "\":", ","}, {"", "=", "\n"}, {"<", ">", "</>"}};
    const uint32_t n = cet_below(sizeof notations / sizeof *notations);
    uint32_t length = add_plain(out, 0, max, notations[n].before);
    length = add_token(out, length, max);
    length = add_plain(out, length, max, notations[n].between);
    length = n < 2 ? add_json_value(out, length, max) : add_token(out, length, max);
    return add_plain(out, length, max, notations[n].after);
}

/* The place behind the opening brace of some object; 0: there is none. */
static uint32_t choose_object(const uint8_t *text, uint32_t length)
{
    uint32_t found = 0, count = 0;
    for (uint32_t i = 0; i < length; i++)
        if (text[i] == '{' && one_in(++count))
            found = i + 1;
    return found;
}

static uint32_t index_of(const uint8_t *bytes, uint32_t length)
{
    for (uint32_t i = 0; i < pools->text_count; i++)
        if (pools->texts[i].length == length && !memcmp(pools->texts[i].bytes, bytes, length))
            return i;
    return UINT32_MAX;
}

/* Of some text in quotes. */
static uint32_t index_of_quoted(const uint8_t *text, uint32_t length)
{
    const uint8_t *found = NULL, *end = text + length;
    uint32_t count = 0;
    for (const uint8_t *at = text; (at = memchr(at, '"', (size_t)(end - at))) != NULL; at++)
        if (one_in(++count))
            found = at + 1;
    const uint8_t *close = found ? memchr(found, '"', (size_t)(end - found)) : NULL;
    return close ? index_of(found, (uint32_t)(close - found)) : UINT32_MAX;
}

/* The names of a record's members and their values stand close together in the source, and so they do in the pool. */
static uint32_t choose_name(const uint8_t *text, uint32_t length, const char *value, uint32_t value_length)
{
    const uint32_t near =
        value && one_in(2) ? index_of_quoted((const uint8_t *)value, value_length) : index_of_quoted(text, length);
    const uint32_t drawn = cet_below(pools->text_count), offset = cet_below(2 * NEAR + 1);
    if (near == UINT32_MAX || one_in(4) || near + offset < NEAR || near + offset - NEAR >= pools->text_count)
        return drawn;
    return near + offset - NEAR;
}

uint32_t cet_pools_add_member(uint8_t *text, uint32_t length, uint32_t max, const char *value, uint32_t value_length)
{
    uint8_t member[200];
    const uint32_t at = choose_object(text, length);
    if (!at || !pools->text_count)
        return length;
    uint32_t n = add_plain(member, 0, sizeof member, "\"");
    n = add_text(member, n, sizeof member, choose_name(text, length, value, value_length));
    n = add_plain(member, n, sizeof member, "\":");
    if (value)
        for (uint32_t i = 0; i < value_length && n < sizeof member; i++)
            member[n++] = (uint8_t)value[i];
    else
        n = add_json_value(member, n, sizeof member);
    n = add_plain(member, n, sizeof member, at < length && text[at] == '}' ? "" : ",");
    if (n > max - length)
        return length;
    memmove(text + at + n, text + at, length - at);
    memcpy(text + at, member, n);
    return length + n;
}

/* A piece of text: a token of the source, a number, a pair, some characters. */
static uint32_t draw_piece(uint8_t *out, uint32_t max, bool may_hold_nul)
{
    uint32_t way = cet_below(100), length = 0;
    char number[32];
    if (way < 35 && pools->text_count) {
        const struct text *text = &pools->texts[cet_below(pools->text_count)];
        for (; length < text->length && length < max && (text->bytes[length] || may_hold_nul); length++)
            out[length] = (uint8_t)text->bytes[length];
    } else if (way < 45) {
        length = draw_number_text(number, sizeof number);
        length = length < max ? length : max;
        memcpy(out, number, length);
    } else if (way < 52 && pools->text_count) {
        length = draw_pair(out, max);
    } else if (way < 92) {
        for (uint32_t n = 1 + cet_below(4); length < n && length < max; length++)
            out[length] = draw_character(may_hold_nul);
    } else {
        uint8_t c = draw_character(may_hold_nul);
        for (uint32_t n = 2 + cet_below(one_in(4) ? 300 : 40); length < n && length < max; length++)
            out[length] = c;
    }
    return length;
}

uint32_t cet_pools_write_text(uint8_t *out, uint32_t max, bool may_hold_nul)
{
    uint32_t length = 0;
    for (uint32_t pieces = cet_below(5); pieces; pieces--)
        length += draw_piece(out + length, max - length, may_hold_nul);
    return length;
}

static uint32_t insert_piece(uint8_t *text, uint32_t length, uint32_t max, bool may_hold_nul)
{
    uint8_t piece[400];
    uint32_t room = max - length, n = draw_piece(piece, room < sizeof piece ? room : sizeof piece, may_hold_nul);
    uint32_t at = cet_below(length + 1);
    memmove(text + at + n, text + at, length - at);
    memcpy(text + at, piece, n);
    return length + n;
}

static uint32_t delete_piece(uint8_t *text, uint32_t length)
{
    uint32_t at = cet_below(length), n = 1 + cet_below(one_in(3) ? length - at : 1);
    memmove(text + at, text + at + n, length - at - n);
    return length - n;
}

static uint32_t repeat_piece(uint8_t *text, uint32_t length, uint32_t max)
{
    uint32_t at = cet_below(length), n = 1 + cet_below(length - at);
    if (n > max - length)
        n = max - length;
    memmove(text + at + n, text + at, length - at);
    return length + n;
}

static void change_character(uint8_t *text, uint32_t length, bool may_hold_nul)
{
    const uint8_t c = draw_character(may_hold_nul);
    text[cet_below(length)] = c;
}

static void change_bit(uint8_t *text, uint32_t length)
{
    const uint8_t bit = (uint8_t)(1u << cet_below(8));
    text[cet_below(length)] ^= bit;
}

uint32_t cet_pools_change_text(uint8_t *text, uint32_t length, uint32_t max, bool may_hold_nul)
{
    for (uint32_t changes = 1 + cet_below(3); changes; changes--) {
        uint32_t way = cet_below(100);
        if (length && way < MEMBER_PERCENT && memchr(text, '{', length))
            length = cet_pools_add_member(text, length, max, NULL, 0);
        else if (!length || way < 35)
            length = insert_piece(text, length, max, may_hold_nul);
        else if (way < 65)
            change_character(text, length, may_hold_nul);
        else if (way < 85)
            length = delete_piece(text, length);
        else if (way < 93)
            length = repeat_piece(text, length, max);
        else
            change_bit(text, length);
    }
    for (uint32_t i = 0; i < length && !may_hold_nul; i++)
        if (!text[i])
            text[i] = 'x';
    return length;
}
