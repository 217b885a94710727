/* Which places an expression's value may come from, as far as a pointer or a descriptor is handed on by it. */
#ifndef CET_CHECK_RESOURCE_VALUES_H
#define CET_CHECK_RESOURCE_VALUES_H

#include "terms.h"

#define VALUES_MAX 6

struct value {
    uint32_t term;       /* place or call */
    bool is_address;     /* not what lies there, but where it lies */
    bool is_conditional; /* one of two */
    bool is_derived;     /* moved on from there: p + 1, &p->field, strchr(p, 'x') */
};

struct values {
    uint32_t count;
    struct value items[VALUES_MAX];
};

struct values values_of(const struct terms *terms, uint32_t node);

/* Whether an lvalue is only asked for its address: `&p->field` follows p nowhere. */
bool is_only_address(const struct function_graph *graph, uint32_t node);

#endif
