#include "parts.h"

#include <string.h>

#include "tables.h"

/* By value of the program: the step that came upon it first plus one, where it ties steps together. */
struct ties {
    const struct program *p;
    uint8_t part[PROGRAM_STEPS];
    uint16_t first[PROGRAM_VALUES];
};

static void join(struct ties *t, uint16_t a, uint16_t b)
{
    const uint8_t from = t->part[a] > t->part[b] ? t->part[a] : t->part[b];
    const uint8_t to = t->part[a] > t->part[b] ? t->part[b] : t->part[a];
    for (uint16_t s = 0; s < t->p->step_count; s++)
        if (t->part[s] == from)
            t->part[s] = to;
}

static bool may_change(const struct value *v)
{
    switch (v->kind) {
    case VALUE_INT:
    case VALUE_FLOAT:
    case VALUE_NULL:
    case VALUE_FUNCTION:
    case VALUE_CALLBACK:
        return false;
    case VALUE_STRING:
    case VALUE_BYTES:
        return !is_pointer(v->type) || !(pointee_of(v->type)->flags & EXPLORE_CONST);
    default:
        return true;
    }
}

static void tie(struct ties *t, uint16_t step, uint16_t id, uint32_t depth)
{
    const struct value *v = &t->p->values[id];
    if (v->kind == VALUE_RESULT)
        join(t, step, (uint16_t)v->number);
    if (may_change(v)) {
        if (t->first[id])
            join(t, step, t->first[id] - 1u);
        t->first[id] = (uint16_t)(step + 1u);
    }
    for (uint16_t i = 0; i < v->item_count && depth < PROGRAM_VALUES; i++)
        tie(t, step, program_item(t->p, v, i), depth + 1);
}

uint32_t cet_program_parts(const struct program *p, uint8_t parts[PROGRAM_STEPS])
{
    struct ties t = {.p = p};
    uint32_t count = 0;
    uint8_t numbers[PROGRAM_STEPS];
    for (uint16_t s = 0; s < p->step_count; s++)
        t.part[s] = (uint8_t)s;
    for (uint16_t s = 0; s + 1u < p->step_count; s++) /* what a stand-in returns is said for the call that follows */
        if (function_of(p->steps[s].function)->is_script)
            join(&t, s, (uint16_t)(s + 1u));
    for (uint16_t s = 0; s < p->step_count; s++)
        for (uint8_t a = 0; a < p->steps[s].arg_count; a++)
            tie(&t, s, p->steps[s].args[a], 0);
    for (uint16_t s = 0; s < p->step_count; s++) {
        if (t.part[s] == s)
            numbers[s] = (uint8_t)count++;
        parts[s] = numbers[t.part[s]];
    }
    return count;
}

void cet_program_keep_part(struct program *p, const uint8_t parts[PROGRAM_STEPS], uint8_t part)
{
    for (uint16_t s = p->step_count; s-- > 0;)
        if (parts[s] != part)
            cet_program_remove_step(p, s);
}
