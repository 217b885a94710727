/* The glue of an explorer program: a C file that includes the unit and describes it to the engine in tables
 * (include/cet/runtime/explore.h). Functions that cannot be called are left out, each with its reason. */
#ifndef CET_TESTGEN_GLUE_H
#define CET_TESTGEN_GLUE_H

#include "behaviour.h"
#include "cet/core/strbuf.h"
#include "cet/model/facts.h"
#include "stub.h"
#include "variadic.h"

struct glue_skip {
    const char *function; /* id in the facts */
    const char *reason;
};

/* A function as the engine calls it: once, or in each of its shapes when it is variadic. */
struct glue_call {
    uint32_t function;              /* of the facts */
    const struct call_shape *shape; /* NULL: not variadic */
    uint32_t first, count;          /* calls of the same function: from `first` on, in a row */
};

struct glue {
    const struct facts *facts;
    const struct facts *program; /* with all that the unit is linked with; NULL: not known */
    struct arena *arena;
    struct behaviour behaviour;
    uint32_t *numbers; /* by type of the facts: its number in the glue, NO_ID: not used */
    uint32_t *types;   /* the other way round */
    uint32_t type_count;
    const char **keys;       /* canonical texts by number */
    struct glue_call *calls; /* those of the unit, then helpers of other files */
    size_t call_count, call_capacity, own_count;
    struct glue_skip *skips;
    size_t skip_count, skip_capacity;
    struct stub_set stubs;
    uint32_t free_type;                    /* void * of the facts, for free as a step; NO_ID: not known */
    const struct corrections *corrections; /* never NULL */
};

/* Chooses functions and types. What it points to lives in arena; glue_release frees the rest. corrections and stubs:
 * NULL: none. */
void glue_plan(const struct facts *facts, const struct facts *program, const struct corrections *corrections,
               const struct stub_set *stubs, struct arena *arena, struct glue *ret_glue);
void glue_release(struct glue *glue);
/* The whole C text; unit is the absolute path of the source. */
void glue_write(const struct glue *glue, const char *unit, struct strbuf *out);

/* Parts, each in a file of its own. */
void glue_write_types(const struct glue *glue, struct strbuf *out);
void glue_write_recorders(const struct glue *glue, struct strbuf *out);
void glue_write_functions(const struct glue *glue, struct strbuf *out);
void glue_write_stubs(const struct glue *glue, struct strbuf *out);
/* Rows of the table of functions. */
void glue_write_stub_setters(const struct glue *glue, struct strbuf *out);
void glue_write_constants(const struct glue *glue, struct strbuf *out);
/* Type of the n-th argument of a call, fixed ones among them. */
uint32_t glue_argument_type(const struct glue *glue, const struct glue_call *call, uint32_t position);
bool glue_has_recorders(const struct glue *glue, uint32_t type);

static inline const struct fact_function *glue_function(const struct glue *glue, size_t call)
{
    return &glue->facts->functions[glue->calls[call].function];
}
static inline uint32_t glue_argument_count(const struct glue *glue, const struct glue_call *call)
{
    const uint32_t named = variadic_named_count(glue->facts, &glue->facts->functions[call->function]);
    const struct call_shape *shape = call->shape;
    uint32_t behind = 0; /* a sentinel */
    for (uint32_t i = 0; shape && i < shape->fixed_count; i++)
        behind += shape->fixed[i].position >= named;
    return named + (shape ? shape->arg_count : 0) + behind;
}
static inline const struct fact_type *glue_resolved(const struct glue *glue, uint32_t type)
{
    return &glue->facts->types[facts_resolve_type(glue->facts, type)];
}

#endif
