#include "answer.h"

#include <stdio.h>
#include <string.h>

#include "grow.h"
#include "pools.h"
#include "room.h"
#include "store.h"
#include "tables.h"

#define TEXT_MAX 1500u

static bool is_text(const struct value *v)
{
    return v->kind == VALUE_STRING || v->kind == VALUE_BYTES || v->kind == VALUE_PATH;
}

static uint32_t find_bytes(const uint8_t *text, uint32_t length, const void *wanted, uint32_t n)
{
    uint32_t found = UINT32_MAX, count = 0;
    for (uint32_t i = 0; i + n <= length; i++)
        if (!memcmp(text + i, wanted, n) && one_in(++count))
            found = i;
    return found;
}

/* A compare with nothing may mean that a member is not there: it gets the value that was asked for. */
static bool add_member(struct program *p, uint16_t id, const char *value, uint32_t value_length)
{
    uint8_t text[TEXT_MAX];
    const struct value *v = &p->values[id];
    if (v->length > TEXT_MAX || type_of(v->type)->kind == EXPLORE_ARRAY)
        return false;
    memcpy(text, p->bytes + v->first_byte, v->length);
    uint32_t before = v->length;
    if (!memchr(text, '{', before)) { /* what is no object yet becomes one */
        memcpy(text, "{}", 2);
        before = 2;
    }
    const uint32_t length = cet_pools_add_member(text, before, TEXT_MAX, value, value_length);
    return length != before && cet_program_set_bytes(p, id, text, length);
}

static bool add_text_member(struct program *p, uint16_t id, const void *text, uint32_t length)
{
    char quoted[64];
    if (length + 2 > sizeof quoted || memchr(text, 0, length) || memchr(text, '"', length))
        return false;
    quoted[0] = quoted[length + 1] = '"';
    memcpy(quoted + 1, text, length);
    return add_member(p, id, quoted, length + 2);
}

static bool replace_in_text(struct program *p, uint16_t id, const void *from, uint32_t from_length, const void *to,
                            uint32_t to_length)
{
    struct value *v = &p->values[id];
    uint8_t text[TEXT_MAX + 64];
    uint32_t at = from_length ? find_bytes(p->bytes + v->first_byte, v->length, from, from_length) : v->length;
    if (at == UINT32_MAX || v->length > TEXT_MAX || to_length > 40 ||
        (v->kind == VALUE_STRING && memchr(to, 0, to_length)))
        return false;
    if (type_of(v->type)->kind == EXPLORE_ARRAY && v->length - from_length + to_length > type_of(v->type)->size)
        return false;
    memcpy(text, p->bytes + v->first_byte, at);
    memcpy(text + at, to, to_length);
    memcpy(text + at + to_length, p->bytes + v->first_byte + at + from_length, v->length - at - from_length);
    return cet_program_set_bytes(p, id, text, v->length - from_length + to_length);
}

static bool follow_number(struct program *p, const struct compare *compare)
{
    uint64_t have = compare->right, want = compare->left;
    if (!compare->is_constant && one_in(2)) {
        have = compare->left;
        want = compare->right;
    }
    unsigned shift = 64 - 8 * compare->size;
    int64_t signed_have = (int64_t)(have << shift) >> shift, signed_want = (int64_t)(want << shift) >> shift;
    if (one_in(4))
        signed_want += (int64_t)cet_below(3) - 1;
    uint32_t count = 0;
    uint16_t found = NO_VALUE;
    for (uint16_t i = 0; i < p->value_count; i++)
        if (p->values[i].kind == VALUE_INT && (uint64_t)p->values[i].number << shift == have << shift &&
            one_in(++count))
            found = i;
    if (found != NO_VALUE && one_in(2)) {
        p->values[found].number = signed_want;
        cet_room_measured(p, found, signed_want);
        return true;
    }
    uint16_t id = cet_grow_choose(p, is_text);
    if (id == NO_VALUE)
        return false;
    char from[32], to[32];
    int to_length = snprintf(to, sizeof to, "%lld", (long long)signed_want);
    if (!signed_have && one_in(4) && add_member(p, id, to, (uint32_t)to_length))
        return true;
    int from_length = snprintf(from, sizeof from, "%lld", (long long)signed_have);
    if (one_in(6) && replace_in_text(p, id, from, (uint32_t)from_length, to, (uint32_t)to_length))
        return true;
    uint32_t width = have < 256 && want < 256 ? 1 : compare->size;
    uint64_t wanted = (uint64_t)signed_want;
    return replace_in_text(p, id, &have, width, &wanted, width);
}

bool cet_answer_compare(struct program *p, const struct corpus_entry *entry, uint32_t pick)
{
    if (pick < entry->compare_count)
        return follow_number(p, &entry->compares[pick]);
    const struct compared_text *token = &entry->tokens[pick - entry->compare_count];
    uint16_t id = cet_grow_choose(p, is_text);
    if (id == NO_VALUE)
        return false;
    if (!token->left_length && one_in(2) && add_text_member(p, id, token->right, token->right_length))
        return true;
    if (!token->right_length && one_in(2) && add_text_member(p, id, token->left, token->left_length))
        return true;
    if (one_in(2))
        return replace_in_text(p, id, token->left, token->left_length, token->right, token->right_length);
    return replace_in_text(p, id, token->right, token->right_length, token->left, token->left_length);
}
