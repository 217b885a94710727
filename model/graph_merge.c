#include <string.h>

#include "facts_merge.h"

static void merge_node_symbol(const struct facts_merger *merger, struct graph_node *node)
{
    switch (node->kind) {
    case NODE_GLOBAL:
        node->symbol = merged_id(merger, TABLE_GLOBAL, node->symbol);
        break;
    case NODE_FUNCTION:
    case NODE_CALL:
        node->symbol = merged_id(merger, TABLE_FUNCTION, node->symbol);
        break;
    case NODE_STRING_LITERAL:
        node->symbol = merged_id(merger, TABLE_CONSTANT, node->symbol);
        break;
    case NODE_SIZEOF:
        node->aux = merged_id(merger, TABLE_TYPE, node->aux);
        break;
    default:
        break;
    }
}

static void *copy_array(struct facts_merger *merger, const void *items, uint32_t count, size_t size)
{
    void *copy = arena_array(&merger->into->arena, count, size);
    if (count)
        memcpy(copy, items, count * size);
    return copy;
}

static struct function_graph merge_graph(struct facts_merger *merger, const struct function_graph *from)
{
    struct function_graph graph = *from;
    graph.nodes = copy_array(merger, from->nodes, from->node_count, sizeof *from->nodes);
    graph.children = copy_array(merger, from->children, from->child_count, sizeof *from->children);
    graph.locals = copy_array(merger, from->locals, from->local_count, sizeof *from->locals);
    graph.blocks = copy_array(merger, from->blocks, from->block_count, sizeof *from->blocks);
    graph.elements = copy_array(merger, from->elements, from->element_count, sizeof *from->elements);
    graph.successors = copy_array(merger, from->successors, from->successor_count, sizeof *from->successors);
    for (uint32_t i = 0; i < graph.node_count; i++) {
        struct graph_node *node = &graph.nodes[i];
        merge_node_symbol(merger, node);
        node->type = merged_id(merger, TABLE_TYPE, node->type);
        node->macro = merged_id(merger, TABLE_MACRO, node->macro);
        node->text = merged_text(merger, node->text);
        node->range = merged_range(merger, node->range);
        node->spelled = merged_range(merger, node->spelled);
        node->op_place = merged_place(merger, node->op_place);
    }
    for (uint32_t i = 0; i < graph.local_count; i++) {
        graph.locals[i].name = merged_text(merger, graph.locals[i].name);
        graph.locals[i].type = merged_id(merger, TABLE_TYPE, graph.locals[i].type);
        graph.locals[i].place = merged_place(merger, graph.locals[i].place);
    }
    return graph;
}

void merge_graphs(struct facts_merger *merger)
{
    for (uint32_t i = 0; i < merger->from->function_count; i++) {
        const struct fact_function *from = &merger->from->functions[i];
        struct fact_function *into = &merger->into->functions[merger->ids[TABLE_FUNCTION][i]];
        if (from->graph.node_count && !into->graph.node_count)
            into->graph = merge_graph(merger, &from->graph);
    }
}
