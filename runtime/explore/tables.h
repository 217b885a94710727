/* Short ways into the unit's tables. */
#ifndef EXPLORE_TABLES_H
#define EXPLORE_TABLES_H

#include "cet/runtime/explore.h"

static inline const struct explore_type *type_of(uint32_t id)
{
    return &cet_explore_unit.types[id];
}
static inline const struct explore_function *function_of(uint32_t id)
{
    return &cet_explore_unit.functions[id];
}

static inline bool is_pointer(uint32_t id)
{
    return type_of(id)->kind == EXPLORE_POINTER;
}
static inline const struct explore_type *pointee_of(uint32_t id)
{
    return type_of(type_of(id)->target);
}
/* Bytes of one element behind a pointer; 1: they have no size, or it is no pointer. */
static inline uint32_t unit_of(uint32_t id)
{
    return is_pointer(id) && pointee_of(id)->size ? pointee_of(id)->size : 1;
}
static inline bool is_function_pointer(uint32_t id)
{
    return is_pointer(id) && pointee_of(id)->kind == EXPLORE_FUNCTION;
}
static inline bool is_integer(const struct explore_type *t)
{
    return t->kind == EXPLORE_INT || t->kind == EXPLORE_ENUM || t->kind == EXPLORE_BOOL;
}
static inline bool is_character(const struct explore_type *t)
{
    return t->kind == EXPLORE_INT && (t->flags & EXPLORE_CHARACTER);
}
static inline bool is_record(const struct explore_type *t)
{
    return t->kind == EXPLORE_STRUCT || t->kind == EXPLORE_UNION;
}
/* The row that stands for a function: the first of its shapes. */
static inline uint32_t row_of(uint32_t function)
{
    return function_of(function)->shape_count ? function_of(function)->first_shape : function;
}
static inline const struct explore_constant *constant_at(const struct explore_function *f, uint32_t position)
{
    for (uint32_t i = 0; i < f->constant_count; i++)
        if (f->constants[i].position == position)
            return &f->constants[i];
    return NULL;
}
/* free, or what another file gives objects back by: called, never under test. */
static inline bool only_gives_back(const struct explore_function *f)
{
    return !f->is_target && f->param_count == 1 && f->params[0].role == EXPLORE_ROLE_DESTROY;
}

#endif
