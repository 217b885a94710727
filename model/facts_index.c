#include "cet/model/facts.h"

#include <string.h>

void facts_release(struct facts *facts)
{
    if (!facts)
        return;
    map_release(&facts->function_index);
    map_release(&facts->type_index);
    arena_release(&facts->arena);
    *facts = (struct facts){0};
}

/* Under one name the definition is found before declarations, and the complete type before incomplete ones. */
void facts_index(struct facts *facts)
{
    map_release(&facts->function_index);
    map_release(&facts->type_index);
    facts->function_index = (struct map){0};
    facts->type_index = (struct map){0};
    for (uint32_t i = 0; i < facts->function_count; i++) {
        bool is_added = false;
        uint64_t known = map_add(&facts->function_index, facts->functions[i].id, i, &is_added);
        if (!is_added && facts->functions[i].is_defined && !facts->functions[known].is_defined)
            map_set(&facts->function_index, facts->functions[i].id, i);
    }
    for (uint32_t i = 0; i < facts->type_count; i++) {
        bool is_added = false;
        uint64_t known = map_add(&facts->type_index, facts->types[i].spelling, i, &is_added);
        if (!is_added && !(facts->types[i].flags & TYPE_FLAG_INCOMPLETE) &&
            facts->types[known].flags & TYPE_FLAG_INCOMPLETE)
            map_set(&facts->type_index, facts->types[i].spelling, i);
    }
}

const struct fact_function *facts_find_function(const struct facts *facts, const char *id)
{
    uint64_t index = 0;
    return map_find(&facts->function_index, id, &index) ? &facts->functions[index] : NULL;
}

uint32_t facts_resolve_type(const struct facts *facts, uint32_t type)
{
    /* Bounded, because facts that were not parsed here may hold a typedef of itself. */
    for (uint32_t steps = 0; type < facts->type_count && facts->types[type].kind == TYPE_TYPEDEF; steps++) {
        if (steps > facts->type_count)
            return NO_ID;
        type = facts->types[type].target;
    }
    return type < facts->type_count ? type : NO_ID;
}

const struct fact_function *facts_function_at(const struct facts *facts, const char *path, uint32_t line)
{
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        if (function->is_defined && function->range.file < facts->file_count && function->range.line <= line &&
            line <= function->range.end_line && !strcmp(facts->files[function->range.file].path, path))
            return function;
    }
    return NULL;
}
