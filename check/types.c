#include "types.h"

#include <stddef.h>

const struct fact_type *resolved_type(const struct facts *facts, uint32_t type)
{
    type = type < facts->type_count ? facts_resolve_type(facts, type) : NO_ID;
    return type < facts->type_count ? &facts->types[type] : NULL;
}

static uint32_t element_id(const struct facts *facts, uint32_t type)
{
    const struct fact_type *resolved = resolved_type(facts, type);
    return resolved && (resolved->kind == TYPE_POINTER || resolved->kind == TYPE_ARRAY) ? resolved->target : NO_ID;
}

const struct fact_type *element_type(const struct facts *facts, uint32_t type)
{
    return resolved_type(facts, element_id(facts, type));
}

bool is_pointer_type(const struct facts *facts, uint32_t type)
{
    const struct fact_type *resolved = resolved_type(facts, type);
    return resolved && resolved->kind == TYPE_POINTER;
}

bool is_text_type(const struct facts *facts, uint32_t type)
{
    const struct fact_type *element = element_type(facts, type);
    return element && element->flags & TYPE_FLAG_CHARACTER;
}

bool is_fixed_array_type(const struct facts *facts, uint32_t type)
{
    const struct fact_type *resolved = resolved_type(facts, type);
    return resolved && resolved->kind == TYPE_ARRAY && resolved->size_bytes > 0 &&
           !(resolved->flags & (TYPE_FLAG_VLA | TYPE_FLAG_INCOMPLETE));
}

/* const may stand at any layer of typedefs. */
bool is_read_only_type(const struct facts *facts, uint32_t type)
{
    for (type = element_id(facts, type); type < facts->type_count; type = facts->types[type].target) {
        if (facts->types[type].flags & TYPE_FLAG_CONST)
            return true;
        if (facts->types[type].kind != TYPE_TYPEDEF && facts->types[type].kind != TYPE_ARRAY)
            return false;
    }
    return false;
}
