/* Lists: up to a sentinel, or as many as a parameter says. */
#include "cet/runtime/explore.h"
#include "variadic_shapes.h"

#define ELEMENTS_MAX 4u

/* ---- lists that end at a sentinel -------------------------------------------------------------------------------- */

static bool are_elements(const struct shape_finder *f, const uint32_t *types, uint32_t width)
{
    for (uint32_t i = 0; i < width; i++)
        if (!shape_takes(f->facts, types[i]))
            return false;
    return width > 0;
}

/* 0 to 4 times what one turn reads, then the sentinel. */
static void add_lists(const struct shape_finder *f, const uint32_t *types, uint32_t width, int64_t sentinel)
{
    const uint32_t named = variadic_named_count(f->facts, f->function);
    for (uint32_t n = 0; n <= ELEMENTS_MAX && shape_fits(f, n * width); n++) {
        struct call_shape *shape = shape_add(f, n * width);
        for (uint32_t i = 0; i < n * width; i++)
            shape->args[i] = shape_argument_of(f, types[i % width], NULL);
        shape_fix(shape, named + n * width, types[0], NULL, sentinel);
    }
}

/* The reads of one turn: the one that may be the sentinel, then the others as they come. */
static uint32_t types_of_turn(const struct variadic_body *body, const struct read_end *end, uint32_t *ret_types)
{
    uint32_t count = 0;
    ret_types[count++] = type_of_read(body, end->read);
    for (uint32_t i = 0; i < body->read_count; i++)
        if (body->reads[i] != end->read && read_is_in_loop(body, body->reads[i]))
            ret_types[count++] = type_of_read(body, body->reads[i]);
    return count;
}

static const char *sentinel_text(const struct shape_finder *f, uint32_t type, int64_t sentinel)
{
    return shape_resolved(f->facts, type)->kind == TYPE_POINTER ? "NULL"
                                                                : arena_printf(f->arena, "%lld", (long long)sentinel);
}

bool find_list_shapes(const struct shape_finder *f, const struct variadic_body *body)
{
    const struct fact_function *function = f->function;
    const bool is_declared = function->attributes & ATTRIBUTE_SENTINEL;
    uint32_t types[READS_MAX], width = 0;
    struct read_end end = {.sentinel = 0};
    if (body->is_whole && read_find_end(body, &end)) {
        width = types_of_turn(body, &end, types);
    } else if (is_declared && body->read_count == 1) {
        types[width++] = type_of_read(body, body->reads[0]);
    } else if (is_declared && !body->read_count && function->param_count) {
        types[width++] = function->params[function->param_count - 1].type;
    }
    if (!are_elements(f, types, width) || (is_declared && shape_resolved(f->facts, types[0])->kind != TYPE_POINTER))
        return false;
    add_lists(f, types, width, end.sentinel);
    const char *sentinel = sentinel_text(f, types[0], end.sentinel);
    f->variadic->meaning =
        arena_printf(f->arena, "'%s'%s and at last %s", f->facts->types[types[0]].spelling,
                     width > 1 ? ", each with what belongs to it," : ", any number of them", sentinel);
    f->variadic->evidence =
        is_declared ? "attribute sentinel" : arena_printf(f->arena, "the loop that reads them ends at %s", sentinel);
    return true;
}

/* ---- lists that are counted -------------------------------------------------------------------------------------- */

static void add_counted(const struct shape_finder *f, uint32_t param, uint32_t type, int64_t number, uint32_t arg_count)
{
    if (!shape_fits(f, arg_count))
        return;
    struct call_shape *shape = shape_add(f, arg_count);
    shape_fix(shape, param, f->function->params[param].type, NULL, number);
    for (uint32_t i = 0; i < arg_count; i++)
        shape->args[i] = shape_argument_of(f, type, NULL);
}

/* One read in a loop up to a parameter; those before the loop are certain. */
bool find_counted_shapes(const struct shape_finder *f, const struct variadic_body *body)
{
    struct read_bound bound = {0};
    uint32_t before = 0, inside = 0;
    if (!body->is_whole || !body->read_count || !reads_have_one_type(body))
        return false;
    for (uint32_t i = 0; i < body->read_count; i++) {
        if (!read_is_in_loop(body, body->reads[i]))
            before++;
        else if (inside++ || !read_find_bound(body, body->reads[i], &bound))
            return false;
    }
    const uint32_t type = type_of_read(body, body->reads[0]);
    if (!inside || !shape_takes(f->facts, type))
        return false;
    const struct fact_type *counter = shape_resolved(f->facts, f->function->params[bound.param].type);
    if (counter->kind != TYPE_INT)
        return false;
    for (uint32_t n = 0; n <= ELEMENTS_MAX; n++) {
        const int64_t read = (int64_t)n + (int64_t)before - bound.start;
        add_counted(f, bound.param, type, n, read > (int64_t)before ? (uint32_t)read : before);
    }
    if (counter->flags & TYPE_FLAG_SIGNED && bound.stops_below_zero)
        add_counted(f, bound.param, type, -1, before);
    const char *name = f->function->params[bound.param].name;
    f->variadic->meaning = arena_printf(f->arena, "'%s', as many as '%s' says", f->facts->types[type].spelling, name);
    f->variadic->evidence = arena_printf(f->arena, "'%s' bounds the loop that reads them", name);
    return true;
}
