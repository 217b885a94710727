#include "makers.h"

#include "learned.h"
#include "store.h"
#include "tables.h"

static struct makers *makers;

/* What the pool is keyed by: the object behind a pointer, or the handle itself. */
uint32_t cet_object_key(uint32_t type)
{
    const struct explore_type *t = type_of(type);
    if (t->flags & EXPLORE_HANDLE)
        return t->key;
    return t->kind == EXPLORE_POINTER ? type_of(t->target)->key : t->key;
}

bool cet_is_object_pointer(uint32_t type)
{
    const struct explore_type *t = type_of(type);
    if (t->kind != EXPLORE_POINTER)
        return false;
    return t->flags & EXPLORE_HANDLE || is_record(pointee_of(type)) || pointee_of(type)->flags & EXPLORE_INCOMPLETE;
}

void cet_makers_open(void)
{
    makers = cet_store_take(cet_explore_unit.type_count * sizeof *makers);
    for (uint32_t i = 0; i < cet_explore_unit.function_count; i++) {
        const struct explore_function *f = function_of(i);
        if (is_pointer(f->result) && cet_is_object_pointer(f->result)) {
            struct makers *m = &makers[cet_object_key(f->result)];
            if (m->producer_count < MAKERS_MAX)
                m->producers[m->producer_count++] = (uint16_t)i;
        }
        for (uint32_t a = 0; a < f->param_count; a++) {
            if (f->params[a].role != EXPLORE_ROLE_INIT)
                continue;
            struct makers *m = &makers[cet_object_key(f->params[a].type)];
            if (m->initialiser_count < MAKERS_MAX)
                m->initialisers[m->initialiser_count++] = (uint16_t)i;
        }
    }
}

const struct makers *cet_makers_of(uint32_t key)
{
    return &makers[key];
}

uint32_t cet_makers_destroyer(uint32_t key)
{
    for (uint32_t i = 0; i < cet_explore_unit.function_count; i++) {
        const struct explore_function *f = function_of(i);
        if (f->param_count == 1 && cet_is_object_pointer(f->params[0].type) &&
            cet_object_key(f->params[0].type) == key && cet_learned_consumes(i, 0) &&
            type_of(f->result)->kind == EXPLORE_VOID)
            return i;
    }
    return EXPLORE_NONE;
}

/* The thing that a value stands for: the variable behind an address, the step of a result. */
static bool stands_for_same(const struct program *p, uint16_t a, uint16_t b)
{
    const struct value *x = &p->values[a], *y = &p->values[b];
    if (a == b)
        return x->kind != VALUE_NULL;
    if (x->kind == VALUE_RESULT && y->kind == VALUE_RESULT)
        return x->number == y->number;
    if (x->kind == VALUE_MEMBER && y->kind == VALUE_MEMBER)
        return x->number == y->number && stands_for_same(p, program_item(p, x, 0), program_item(p, y, 0));
    if ((x->kind == VALUE_ADDRESS || x->kind == VALUE_SAME) && x->kind == y->kind)
        return program_item(p, x, 0) == program_item(p, y, 0);
    return false;
}

bool cet_is_consumed(const struct program *p, uint16_t value, uint16_t before)
{
    if (p->values[value].kind == VALUE_MEMBER && cet_is_consumed(p, program_item(p, &p->values[value], 0), before))
        return true; /* with its owner */
    for (uint16_t s = 0; s < before && s < p->step_count; s++)
        for (uint8_t a = 0; a < p->steps[s].arg_count; a++)
            if (stands_for_same(p, p->steps[s].args[a], value) && cet_learned_consumes(p->steps[s].function, a))
                return true;
    return false;
}
