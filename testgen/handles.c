#include "handles.h"

#include <string.h>

/* The typedef that names a pointer, or the one of void behind it; NULL: there is neither. */
static const char *name_of(const struct facts *facts, uint32_t type)
{
    const struct fact_type *pointer = &facts->types[facts_resolve_type(facts, type)];
    if (pointer->kind != TYPE_POINTER)
        return NULL;
    if (facts->types[type].kind == TYPE_TYPEDEF)
        return facts->types[type].name;
    const bool is_hidden = facts->types[pointer->target].kind == TYPE_TYPEDEF &&
                           facts->types[facts_resolve_type(facts, pointer->target)].kind == TYPE_VOID;
    return is_hidden ? facts->types[pointer->target].name : NULL;
}

/* Whatever their qualifiers. */
static bool is_named(const struct facts *facts, uint32_t type, const char *name)
{
    const char *own = name_of(facts, type);
    return own && !strcmp(own, name);
}

static bool takes(const struct facts *facts, const struct fact_function *function, const char *name)
{
    for (uint32_t i = 0; i < function->param_count; i++)
        if (is_named(facts, function->params[i].type, name))
            return true;
    return false;
}

bool handle_is_made(const struct facts *facts, const char *name)
{
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (is_named(facts, facts->functions[i].result_type, name) && !takes(facts, &facts->functions[i], name))
            return true;
    return false;
}

static bool has_header(const struct facts *facts, struct param_uses *const *uses, const char *name)
{
    for (uint32_t i = 0; i < facts->function_count; i++)
        for (uint32_t p = 0; uses[i] && p < facts->functions[i].param_count; p++)
            if (uses[i][p].flags & PARAM_HEADER_BEFORE && is_named(facts, facts->functions[i].params[p].type, name))
                return true;
    return false;
}

static bool is_handle(const struct facts *facts, struct param_uses *const *uses, uint32_t type, const char *name)
{
    const struct fact_type *pointer = &facts->types[facts_resolve_type(facts, type)];
    switch (facts->types[facts_resolve_type(facts, pointer->target)].kind) {
    case TYPE_VOID: /* a void by another name alone is data that nothing makes */
        return facts->types[type].kind == TYPE_TYPEDEF || handle_is_made(facts, name);
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_POINTER:
        return has_header(facts, uses, name) && handle_is_made(facts, name);
    default:
        return false;
    }
}

const char **handles_find(const struct facts *facts, struct param_uses *const *uses, struct arena *arena)
{
    const char **handles = arena_array(arena, facts->type_count + 1, sizeof *handles);
    for (uint32_t i = 0; i < facts->type_count; i++) {
        const char *name = name_of(facts, i);
        handles[i] = name && is_handle(facts, uses, i, name) ? name : NULL;
    }
    return handles;
}
