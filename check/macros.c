#include "macros.h"

#include <string.h>

/* The library defines some by others of the same name: O_NOFOLLOW as __O_NOFOLLOW. */
static bool is_named(const char *name, const char *macro)
{
    while (name[0] == '_' && macro[0] != '_')
        name++;
    return !strcmp(name, macro);
}

bool names_macro(const struct facts *facts, const struct function_graph *graph, uint32_t node, const char *macro)
{
    if (node >= graph->node_count)
        return false;
    for (uint32_t i = node; i < graph->nodes[node].subtree_end && i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (n->flags & NODE_FLAG_MACRO_BODY && n->macro < facts->macro_count &&
            is_named(facts->macros[n->macro].name, macro))
            return true;
    }
    return false;
}
