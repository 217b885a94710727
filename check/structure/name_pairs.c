#include "name_pairs.h"

#include <stdlib.h>

#include "cet/core/memory.h"

#define FIRST_CAPACITY 64

static bool is_same(const struct name *a, const struct name *b)
{
    return a->class == b->class && a->id == b->id;
}

static uint64_t hash_of(const struct name *name)
{
    uint64_t hash = (name->id ^ name->class << 56) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

/* Where a pair from this name stands, or would. */
static struct name_pair *find(const struct name_pairs *pairs, struct name_pair *table, const struct name *from)
{
    for (size_t at = hash_of(from) & (pairs->capacity - 1);; at = (at + 1) & (pairs->capacity - 1))
        if (table[at].round != pairs->round || is_same(&table[at].from, from))
            return &table[at];
}

void name_pairs_clear(struct name_pairs *pairs)
{
    pairs->count = 0;
    pairs->differences = 0;
    if (++pairs->round == 0) /* wrapped: entries of long ago would count again */
        for (size_t i = 0; i < pairs->capacity; i++)
            pairs->forward[i].round = pairs->backward[i].round = 0;
    pairs->round += pairs->round == 0;
}

static void put(const struct name_pairs *pairs, struct name from, struct name to)
{
    *find(pairs, pairs->forward, &from) = (struct name_pair){from, to, pairs->round};
    *find(pairs, pairs->backward, &to) = (struct name_pair){to, from, pairs->round};
}

static void grow(struct name_pairs *pairs)
{
    struct name_pairs old = *pairs;
    pairs->capacity = old.capacity ? 2 * old.capacity : FIRST_CAPACITY;
    pairs->forward = memory_new(pairs->capacity, sizeof *pairs->forward);
    pairs->backward = memory_new(pairs->capacity, sizeof *pairs->backward);
    pairs->round = 1;
    for (size_t i = 0; i < old.capacity; i++)
        if (old.forward[i].round == old.round)
            put(pairs, old.forward[i].from, old.forward[i].to);
    free(old.forward);
    free(old.backward);
}

static bool is_difference(const struct name *from, const struct name *to)
{
    if (from->class == NAME_LABEL || (from->class == NAME_LOCAL && to->class == NAME_LOCAL))
        return false;
    return !is_same(from, to) || from->class >= NAME_VALUE;
}

/* Two values as one name that stands for itself: it only matters how many different such pairs there are. */
static void join_values(struct name *from, struct name *to)
{
    from->id = hash_of(from) ^ (to->id * 0xff51afd7ed558ccdu);
    *to = *from;
}

bool name_pairs_add(struct name_pairs *pairs, struct name from, struct name to)
{
    if (from.class >= NAME_VALUE && is_same(&from, &to))
        return true;
    if (from.class >= NAME_VALUE)
        join_values(&from, &to);
    if (2 * (pairs->count + 1) > pairs->capacity)
        grow(pairs);
    const struct name_pair *there = find(pairs, pairs->forward, &from);
    const struct name_pair *back = find(pairs, pairs->backward, &to);
    bool is_there_taken = there->round == pairs->round, is_back_taken = back->round == pairs->round;
    if (is_there_taken || is_back_taken)
        return is_there_taken && is_back_taken && is_same(&there->to, &to) && is_same(&back->to, &from);
    pairs->differences += is_difference(&from, &to);
    pairs->count++;
    put(pairs, from, to);
    return true;
}

void name_pairs_release(struct name_pairs *pairs)
{
    free(pairs->forward);
    free(pairs->backward);
    *pairs = (struct name_pairs){0};
}
