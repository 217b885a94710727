/* Shapes in the making: what the finders of variadic.c, variadic_formats.c and variadic_lists.c put them together with.
 * A finder answers whether the source tells what the variable arguments are; then there are shapes, meaning and
 * evidence.
 */
#ifndef CET_TESTGEN_VARIADIC_SHAPES_H
#define CET_TESTGEN_VARIADIC_SHAPES_H

#include "variadic.h"
#include "variadic_reads.h"

#define CASES_MAX 24u

struct shape_finder {
    const struct facts *facts;
    const struct fact_function *function;
    struct arena *arena;
    struct variadic *variadic; /* what was found */
};

bool find_format_shapes(const struct shape_finder *f, const struct variadic_body *body);
bool find_letter_shapes(const struct shape_finder *f, const struct variadic_body *body);
bool find_list_shapes(const struct shape_finder *f, const struct variadic_body *body);
bool find_counted_shapes(const struct shape_finder *f, const struct variadic_body *body);

struct call_shape *shape_add(const struct shape_finder *f, uint32_t arg_count);
void shape_fix(struct call_shape *shape, uint32_t position, uint32_t type, const char *text, int64_t number);
/* Room for what goes into one call: the engine's tables end there. */
bool shape_fits(const struct shape_finder *f, uint32_t arg_count);
/* Characters are texts, what is no text is what its type is. name: NULL: by its type. */
struct shape_argument shape_argument_of(const struct shape_finder *f, uint32_t type, const char *name);
/* What an argument of `...` can be: whole numbers as wide as an int at least, double, pointers. */
bool shape_takes(const struct facts *facts, uint32_t type);
bool shape_takes_reads(const struct shape_finder *f, const struct variadic_body *body, const uint32_t *reads,
                       uint32_t count);
void shape_add_reads(const struct shape_finder *f, const struct variadic_body *body, const uint32_t *reads,
                     uint32_t count, struct shape_argument *args);

static inline const struct fact_type *shape_resolved(const struct facts *facts, uint32_t type)
{
    return &facts->types[facts_resolve_type(facts, type)];
}
static inline uint32_t type_of_read(const struct variadic_body *body, uint32_t read)
{
    return body->function->graph.nodes[read].type;
}

#endif
