#include "pointer_allocators.h"

#include <string.h>
#include <strings.h>

#include "cet/core/memory.h"
#include "names.h"
#include "types.h"

/* Endings of names, case aside, the longer before what they end in. */
static const struct {
    const char *ending;
    const char *like; /* NULL: not followed */
} endings[] = {{"dealloc", "free"},  {"deallocate", "free"}, {"unalloc", NULL},          {"realloc", NULL},
               {"reallocate", NULL}, {"malloc", "malloc"},   {"mallocatomic", "malloc"}, {"calloc", "malloc"},
               {"alloc", "malloc"},  {"allocate", "malloc"}, {"strdup", "malloc"},       {"free", "free"}};

static const char *stands_for(const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < ARRAY_LENGTH(endings); i++) {
        size_t ending = strlen(endings[i].ending);
        if (length >= ending && !strcasecmp(name + length - ending, endings[i].ending))
            return endings[i].like;
    }
    return NULL;
}

static bool is_memory(const struct facts *facts, uint32_t type)
{
    const struct fact_type *block = element_type(facts, type);
    return block && (block->kind == TYPE_VOID || block->flags & TYPE_FLAG_CHARACTER);
}

/* The last argument that is a pointer to void: before it, some take a context. */
static uint32_t block_argument(const struct facts *facts, const struct fact_type *type)
{
    for (uint32_t i = type->param_count; i-- > 0;)
        if (is_memory(facts, type->params[i]))
            return i;
    return RESOURCE_NO_ARGUMENT;
}

static const struct fact_type *called_type(const struct facts *facts, const struct function_graph *graph,
                                           uint32_t callee)
{
    const struct fact_type *type = resolved_type(facts, graph->nodes[callee].type);
    if (type && type->kind == TYPE_POINTER)
        type = resolved_type(facts, type->target);
    return type && type->kind == TYPE_FUNCTION ? type : NULL;
}

bool pointer_allocator_find(const struct facts *facts, const struct fact_function *function, uint32_t call,
                            struct pointer_allocator *ret_called)
{
    const struct function_graph *graph = &function->graph;
    uint32_t callee = graph_child(graph, call, 0);
    if (graph->nodes[call].kind != NODE_CALL || graph->nodes[call].symbol != NO_ID || callee == NO_ID)
        return false;
    const struct fact_type *type = called_type(facts, graph, callee);
    const char *name = place_name(facts, function, callee);
    const char *like = stands_for(name);
    if (!type || !like)
        return false;
    const struct fact_type *result = resolved_type(facts, type->target);
    bool is_release = !strcmp(like, "free");
    if (is_release ? result && result->kind != TYPE_VOID && result->kind != TYPE_INT : !is_memory(facts, type->target))
        return false;
    uint32_t argument = strcmp(like, "malloc") != 0 ? block_argument(facts, type) : RESOURCE_NO_ARGUMENT;
    if (strcmp(like, "malloc") != 0 && argument == RESOURCE_NO_ARGUMENT)
        return false;
    *ret_called = (struct pointer_allocator){resource_function_named(like), name, argument};
    return true;
}
