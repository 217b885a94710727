/* The glue of an explorer program: a C file that includes the unit and describes it to the engine in tables
 * (include/cet/runtime/explore.h). Functions that cannot be called are left out, each with its reason. */
#ifndef CET_TESTGEN_GLUE_H
#define CET_TESTGEN_GLUE_H

#include "behaviour.h"
#include "cet/core/strbuf.h"
#include "cet/model/facts.h"
#include "stub.h"

struct glue_skip {
    const char *function; /* id in the facts */
    const char *reason;
};

struct glue {
    const struct facts *facts;
    const struct facts *program; /* with all that the unit is linked with; NULL: not known */
    struct arena *arena;
    struct behaviour behaviour;
    uint32_t *numbers; /* by type of the facts: its number in the glue, NO_ID: not used */
    uint32_t *types;   /* the other way round */
    uint32_t type_count;
    const char **keys;   /* canonical texts by number */
    uint32_t *functions; /* those of the unit, then helpers of other files */
    uint32_t function_count, own_count;
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
bool glue_has_recorders(const struct glue *glue, uint32_t type);

static inline const struct fact_type *glue_resolved(const struct glue *glue, uint32_t type)
{
    return &glue->facts->types[facts_resolve_type(glue->facts, type)];
}

#endif
