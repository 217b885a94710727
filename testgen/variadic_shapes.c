#include "variadic_shapes.h"

#include <string.h>

#include "c_type.h"
#include "cet/runtime/explore.h"

struct call_shape *shape_add(const struct shape_finder *f, uint32_t arg_count)
{
    struct variadic *v = f->variadic;
    if (v->shape_count == v->shape_capacity) {
        const uint32_t capacity = v->shape_capacity ? 2 * v->shape_capacity : 8;
        struct call_shape *shapes = arena_array(f->arena, capacity, sizeof *shapes);
        if (v->shape_count)
            memcpy(shapes, v->shapes, v->shape_count * sizeof *shapes);
        v->shapes = shapes;
        v->shape_capacity = capacity;
    }
    struct call_shape *shape = &v->shapes[v->shape_count++];
    *shape =
        (struct call_shape){.args = arena_array(f->arena, arg_count + 1, sizeof *shape->args), .arg_count = arg_count};
    return shape;
}

void shape_fix(struct call_shape *shape, uint32_t position, uint32_t type, const char *text, int64_t number)
{
    shape->fixed[shape->fixed_count++] = (struct shape_fixed){position, type, text, number};
}

bool shape_fits(const struct shape_finder *f, uint32_t arg_count)
{
    return f->function->param_count + arg_count + 1 <= EXPLORE_MAX_PARAMS;
}

struct shape_argument shape_argument_of(const struct shape_finder *f, uint32_t type, const char *name)
{
    struct shape_argument argument = {.name = name, .type = type};
    const struct fact_type *t = shape_resolved(f->facts, type);
    if (t->kind == TYPE_POINTER && shape_resolved(f->facts, t->target)->kind == TYPE_INT &&
        shape_resolved(f->facts, t->target)->flags & TYPE_FLAG_CHARACTER) {
        argument.role = EXPLORE_ROLE_STRING;
        argument.is_there = true;
    }
    if (!name)
        argument.name = argument.is_there ? "text" : t->kind == TYPE_POINTER ? "item" : "value";
    return argument;
}

bool shape_takes(const struct facts *facts, uint32_t type)
{
    const struct fact_type *t = shape_resolved(facts, type);
    const bool is_promoted = t->kind == TYPE_ENUM || (t->kind == TYPE_INT && t->size_bytes >= 4) ||
                             (t->kind == TYPE_FLOAT && t->size_bytes == 8) || t->kind == TYPE_POINTER;
    return is_promoted && t->size_bytes <= 8 && c_type_is_nameable(facts, type) && !c_type_is_va_list(facts, type);
}

bool shape_takes_reads(const struct shape_finder *f, const struct variadic_body *body, const uint32_t *reads,
                       uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!shape_takes(f->facts, type_of_read(body, reads[i])))
            return false;
    return shape_fits(f, count);
}

void shape_add_reads(const struct shape_finder *f, const struct variadic_body *body, const uint32_t *reads,
                     uint32_t count, struct shape_argument *args)
{
    for (uint32_t i = 0; i < count; i++)
        args[i] = shape_argument_of(f, type_of_read(body, reads[i]), NULL);
}
