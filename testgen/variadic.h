/* The calls that a variadic function is tried with. Each is a shape: what the callee goes by (a format, a count, a
 * selector, the sentinel) stands fixed in it, and the arguments behind are of the types that the callee then takes, so
 * that none is missing or of another type. What the source does not tell is no guess: such a function has an obstacle.
 *
 *     struct variadic variadic;
 *     variadic_find(facts, function, &arena, &variadic);
 *     for (uint32_t i = 0; i < variadic.shape_count; i++)
 *         add_call(function, &variadic.shapes[i]); */
#ifndef CET_TESTGEN_VARIADIC_H
#define CET_TESTGEN_VARIADIC_H

#include "cet/core/arena.h"
#include "cet/core/strbuf.h"
#include "cet/model/facts.h"

#define SHAPE_FIXED_MAX 2u /* a count or selector among the named, a sentinel at the end */

struct shape_fixed {
    uint32_t position; /* among the arguments of the call */
    uint32_t type;
    const char *text; /* content of a string; NULL: a number, or of a pointer NULL */
    int64_t number;
};

struct shape_argument {
    const char *name; /* for a reader: "text", "value"; nothing that sounds like a size */
    uint32_t type;
    uint8_t role;     /* enum explore_role */
    bool is_there;    /* never NULL, never anything but what the role says: else the call is undefined */
    uint32_t minimum; /* elements that there must be behind a pointer */
};

struct call_shape {
    struct shape_fixed fixed[SHAPE_FIXED_MAX];
    uint32_t fixed_count;
    struct shape_argument *args;
    uint32_t arg_count;
};

struct variadic {
    const char *meaning;  /* what the variable arguments are, in words; NULL: there is an obstacle */
    const char *evidence; /* what says so */
    const char *obstacle; /* why it is not called */
    struct call_shape *shapes;
    uint32_t shape_count, shape_capacity; /* in the arena */
};

/* Whether variable arguments follow the named parameters: behind `...` or in a va_list. */
bool variadic_is(const struct facts *facts, const struct fact_function *function);
/* The latter: it is called through a function with `...` that makes the list. A list that comes alone, before others or
 * by address is none that such a function could hand on. */
bool variadic_takes_list(const struct facts *facts, const struct fact_function *function);
bool variadic_is_list(const struct facts *facts, uint32_t type);
/* Parameters before the variable arguments, of whatever function. */
uint32_t variadic_named_count(const struct facts *facts, const struct fact_function *function);
/* `int call_vlog(int level, ...)` for vlog(int level, va_list list), and the braces behind it: needs <stdarg.h>. */
void variadic_declare_caller(const struct facts *facts, const struct fact_function *function, const char *name,
                             struct strbuf *out);
void variadic_add_caller_body(const struct facts *facts, const struct fact_function *function, struct strbuf *out);

void variadic_find(const struct facts *facts, const struct fact_function *function, struct arena *arena,
                   struct variadic *ret_variadic);

/* What stands fixed at a position of the call; NULL: an argument that is chosen. */
static inline const struct shape_fixed *shape_fixed_at(const struct call_shape *shape, uint32_t position)
{
    for (uint32_t i = 0; shape && i < shape->fixed_count; i++)
        if (shape->fixed[i].position == position)
            return &shape->fixed[i];
    return NULL;
}

#endif
