#include "fact_parser.h"

#define ANY UINT32_MAX

/* How many children a node of a kind has. */
static const struct {
    uint32_t least;
    uint32_t most;
} child_bounds[NODE_KIND_COUNT] = {
    [NODE_UNARY] = {1, 1},        [NODE_BINARY] = {2, 2},       [NODE_ASSIGN] = {2, 2},
    [NODE_CONDITIONAL] = {3, 3},  [NODE_CALL] = {1, ANY},       [NODE_MEMBER] = {1, 1},
    [NODE_SUBSCRIPT] = {2, 2},    [NODE_CAST] = {1, ANY},       [NODE_SIZEOF] = {0, ANY},
    [NODE_INIT_LIST] = {0, ANY},  [NODE_VA_ARG] = {1, 1},       [NODE_COMPOUND_LITERAL] = {1, 1},
    [NODE_OTHER_EXPR] = {0, ANY}, [NODE_COMPOUND] = {0, ANY},   [NODE_STATEMENT_EXPR] = {1, 1},
    [NODE_ARRAY_SIZE] = {1, 1},   [NODE_DECLARE] = {0, 1},      [NODE_IF] = {2, 3},
    [NODE_WHILE] = {2, 2},        [NODE_DO] = {2, 2},           [NODE_FOR] = {4, 4},
    [NODE_SWITCH] = {2, 2},       [NODE_CASE] = {2, 3},         [NODE_DEFAULT] = {1, 1},
    [NODE_RETURN] = {0, 1},       [NODE_GOTO] = {0, 1},         [NODE_LABEL] = {1, 1},
    [NODE_ASM] = {0, ANY},        [NODE_OTHER_STMT] = {0, ANY},
};

static const char *symbol_fault(const struct facts *facts, const struct fact_function *function,
                                const struct graph_node *node)
{
    switch (node->kind) {
    case NODE_PARAM:
        return node->symbol < function->param_count ? NULL : "the parameter does not exist";
    case NODE_LOCAL:
    case NODE_DECLARE:
        return node->symbol < function->graph.local_count ? NULL : "the local variable does not exist";
    case NODE_GLOBAL:
        return node->symbol < facts->global_count ? NULL : "the global does not exist";
    case NODE_FUNCTION:
        return node->symbol < facts->function_count ? NULL : "the function does not exist";
    case NODE_CALL:
        return node->symbol == NO_ID || node->symbol < facts->function_count ? NULL : "the function does not exist";
    case NODE_STRING_LITERAL:
        return node->symbol < facts->constant_count ? NULL : "the constant does not exist";
    case NODE_SIZEOF:
        return node->aux == NO_ID || node->aux < facts->type_count ? NULL : "the type measured does not exist";
    default:
        return NULL;
    }
}

static const char *node_fault(const struct facts *facts, const struct fact_function *function,
                              const struct graph_node *node)
{
    if (node->child_count < child_bounds[node->kind].least || node->child_count > child_bounds[node->kind].most)
        return "it has too few or too many children for its kind";
    return symbol_fault(facts, function, node);
}

const char *graph_fault(const struct facts *facts, const struct fact_function *function, uint32_t *ret_node)
{
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const char *fault = node_fault(facts, function, &graph->nodes[i]);
        if (fault) {
            *ret_node = i;
            return fault;
        }
    }
    if (graph->block_count && (graph->entry_block >= graph->block_count || graph->exit_block >= graph->block_count)) {
        *ret_node = 0;
        return "the entry or exit block does not exist";
    }
    return NULL;
}
