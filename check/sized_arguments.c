#include "sized_arguments.h"

#include <string.h>

#include "expressions.h"

/* fread and fwrite count items: what they are the size of is known for items of one byte. */
static bool counts_items(const struct function_graph *graph, uint32_t call, const char *name)
{
    int64_t item_size;
    return (!strcmp(name, "fread") || !strcmp(name, "fwrite")) &&
           !(constant_value(graph, graph_child(graph, call, 2), &item_size) && item_size == 1);
}

uint32_t sized_arguments_of(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                            struct sized_argument ret_sizes[MAX_SIZED_ARGUMENTS])
{
    const struct fact_function *callee = called_function(facts, graph, call);
    if (!callee || callee->is_defined || !(callee->is_system || callee->is_builtin))
        return 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i + 1 < graph->nodes[call].child_count && i < MAX_SIZED_ARGUMENTS; i++) {
        struct libc_role role;
        if (!libc_role_find(callee->name, i, &role))
            continue;
        bool is_allocation = role.kind == LIBC_ALLOCATION_SIZE;
        uint32_t size = graph_child(graph, call, (is_allocation ? i : role.length_argument) + 1);
        if ((!is_allocation && role.length_argument == NO_ID) || size == NO_ID)
            continue;
        bool has_buffer = !is_allocation && !counts_items(graph, call, callee->name);
        ret_sizes[count++] =
            (struct sized_argument){size, has_buffer ? graph_child(graph, call, i + 1) : NO_ID, role.kind};
    }
    return count;
}

static bool is_last_field(const struct facts *facts, const struct function_graph *graph, uint32_t member)
{
    uint32_t base = graph_child(graph, member, 0);
    uint32_t type = base < graph->node_count ? facts_resolve_type(facts, graph->nodes[base].type) : NO_ID;
    if (type < facts->type_count && facts->types[type].kind == TYPE_POINTER)
        type = facts_resolve_type(facts, facts->types[type].target);
    return type >= facts->type_count || graph->nodes[member].symbol + 1 >= facts->types[type].field_count;
}

bool fixed_array_of(const struct facts *facts, const struct function_graph *graph, uint32_t node,
                    struct fixed_array *ret_array)
{
    node = graph_skip_casts(graph, node);
    if (node >= graph->node_count || !(graph->nodes[node].flags & NODE_FLAG_LVALUE))
        return false;
    uint32_t id = facts_resolve_type(facts, graph->nodes[node].type);
    if (id >= facts->type_count)
        return false;
    const struct fact_type *type = &facts->types[id];
    if (type->kind != TYPE_ARRAY || type->flags & (TYPE_FLAG_VLA | TYPE_FLAG_INCOMPLETE) || type->count == 0 ||
        type->count > UINT32_MAX)
        return false;
    if (type->count == 1 && graph->nodes[node].kind == NODE_MEMBER && is_last_field(facts, graph, node))
        return false;
    *ret_array = (struct fixed_array){type->count, type->size_bytes};
    return true;
}
