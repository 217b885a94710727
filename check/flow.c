#include "flow.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

/* Joins only add, and the checks' states have few steps to grow; past this a join is at fault. */
#define MAX_VISITS_OF_A_BLOCK 200

static void *entry_state(struct flow *flow, uint32_t block)
{
    return flow->entry_states + (size_t)block * flow->state_size;
}

/* Operands of these are evaluated in blocks of their own, or not at all. */
static bool has_flow_of_its_own(const struct graph_node *node)
{
    return node->kind == NODE_CONDITIONAL || node->kind == NODE_STATEMENT_EXPR || node->kind == NODE_SIZEOF ||
           (node->kind == NODE_BINARY && (node->op == OP_LOGICAL_AND || node->op == OP_LOGICAL_OR));
}

/* Flow graphs name some expressions by themselves and leave others inside the one that uses them. */
static void evaluate(struct flow *flow, void *state, uint32_t node)
{
    const struct function_graph *graph = flow->graph;
    if (graph->nodes[node].flags & NODE_FLAG_UNEVALUATED)
        return;
    if (!has_flow_of_its_own(&graph->nodes[node]))
        for (uint32_t i = 0; i < graph->nodes[node].child_count; i++) {
            uint32_t child = graph_child(graph, node, i);
            if (!flow->is_element[child])
                evaluate(flow, state, child);
        }
    flow->visit(flow->context, state, node);
}

static void run_block(struct flow *flow, uint32_t block, void *state)
{
    const struct graph_block *b = &flow->graph->blocks[block];
    for (uint32_t i = 0; i < b->element_count; i++) {
        uint32_t node = flow->graph->elements[b->first_element + i];
        if (node < flow->graph->node_count)
            evaluate(flow, state, node);
    }
}

uint32_t flow_condition(const struct function_graph *graph, uint32_t block, bool *ret_is_negated)
{
    const struct graph_block *b = &graph->blocks[block];
    *ret_is_negated = false;
    if (b->successor_count != 2 || b->condition >= graph->node_count ||
        (b->terminator < graph->node_count && graph->nodes[b->terminator].kind == NODE_SWITCH))
        return NO_ID;
    uint32_t node = b->condition;
    bool is_do = b->terminator < graph->node_count && graph->nodes[b->terminator].kind == NODE_DO;
    bool is_below_not = false;
    for (;;) {
        node = graph_skip_implicit(graph, node);
        const struct graph_node *n = &graph->nodes[node];
        bool is_logical = n->kind == NODE_BINARY && (n->op == OP_LOGICAL_AND || n->op == OP_LOGICAL_OR);
        if (is_logical && n->child_count == 2) {
            /* Behind `!` and do, the operands' blocks meet before the branch, which decides on the whole. */
            if (is_below_not || (node != b->terminator && is_do))
                return node;
            /* The left operand had a block of its own, unless it is what this very block decides. */
            node = graph_child(graph, node, node == b->terminator ? 0 : 1);
        } else if (n->kind == NODE_UNARY && n->op == OP_NOT && n->child_count == 1) {
            *ret_is_negated = !*ret_is_negated;
            is_below_not = true;
            node = graph_child(graph, node, 0);
        } else {
            return node;
        }
    }
}

struct worklist {
    uint32_t *blocks;
    size_t first, count, capacity; /* a ring: each block is in it at most once */
    bool *is_waiting;
};

static void push(struct worklist *list, uint32_t block)
{
    if (list->is_waiting[block])
        return;
    list->is_waiting[block] = true;
    list->blocks[(list->first + list->count++) % list->capacity] = block;
}

static uint32_t pop(struct worklist *list)
{
    uint32_t block = list->blocks[list->first];
    list->first = (list->first + 1) % list->capacity;
    list->count--;
    list->is_waiting[block] = false;
    return block;
}

static void reach(struct flow *flow, struct worklist *list, uint32_t block, const void *state)
{
    bool is_new = !flow->is_reached[block];
    if (is_new)
        memcpy(entry_state(flow, block), state, flow->state_size);
    flow->is_reached[block] = true;
    if (is_new || flow->join(flow->context, entry_state(flow, block), state))
        push(list, block);
}

static void leave_block(struct flow *flow, struct worklist *list, uint32_t block, const void *state, void *edge_state)
{
    const struct graph_block *b = &flow->graph->blocks[block];
    bool is_negated;
    uint32_t condition = flow->branch ? flow_condition(flow->graph, block, &is_negated) : NO_ID;
    bool is_switch = flow->choose && b->terminator < flow->graph->node_count &&
                     flow->graph->nodes[b->terminator].kind == NODE_SWITCH;
    for (uint32_t i = 0; i < b->successor_count; i++) {
        uint32_t next = flow->graph->successors[b->first_successor + i];
        if (next >= flow->graph->block_count)
            continue;
        memcpy(edge_state, state, flow->state_size);
        if (is_switch && !flow->choose(flow->context, edge_state, block, next))
            continue;
        if (condition != NO_ID && !flow->branch(flow->context, edge_state, condition, (i == 0) != is_negated))
            continue;
        reach(flow, list, next, edge_state);
    }
}

static void mark_elements(struct flow *flow)
{
    for (uint32_t i = 0; i < flow->graph->element_count; i++)
        if (flow->graph->elements[i] < flow->graph->node_count)
            flow->is_element[flow->graph->elements[i]] = true;
}

static bool settle(struct flow *flow, struct worklist *list, void *state, void *edge_state)
{
    size_t visits_left = (size_t)flow->graph->block_count * MAX_VISITS_OF_A_BLOCK;
    while (list->count) {
        if (visits_left-- == 0)
            return false;
        uint32_t block = pop(list);
        memcpy(state, entry_state(flow, block), flow->state_size);
        run_block(flow, block, state);
        leave_block(flow, list, block, state, edge_state);
    }
    return true;
}

bool flow_solve(struct flow *flow)
{
    const struct function_graph *graph = flow->graph;
    if (!graph->block_count || graph->entry_block >= graph->block_count)
        return false;
    flow->entry_states = memory_new(graph->block_count, flow->state_size);
    flow->is_reached = memory_new(graph->block_count, sizeof *flow->is_reached);
    flow->is_element = memory_new((size_t)graph->node_count + 1, sizeof *flow->is_element);
    mark_elements(flow);
    struct worklist list = {.blocks = memory_new(graph->block_count, sizeof *list.blocks),
                            .capacity = graph->block_count,
                            .is_waiting = memory_new(graph->block_count, sizeof *list.is_waiting)};
    void *state = memory_new(1, flow->state_size), *edge_state = memory_new(1, flow->state_size);
    if (flow->enter)
        flow->enter(flow->context, state);
    reach(flow, &list, graph->entry_block, state);
    bool is_settled = settle(flow, &list, state, edge_state);
    free(state);
    free(edge_state);
    free(list.blocks);
    free(list.is_waiting);
    return is_settled;
}

void flow_replay(struct flow *flow)
{
    void *state = memory_new(1, flow->state_size);
    for (uint32_t block = 0; block < flow->graph->block_count; block++) {
        if (!flow->is_reached[block])
            continue;
        memcpy(state, entry_state(flow, block), flow->state_size);
        run_block(flow, block, state);
    }
    free(state);
}

const void *flow_state_at(const struct flow *flow, uint32_t block)
{
    return block < flow->graph->block_count && flow->is_reached[block]
               ? flow->entry_states + (size_t)block * flow->state_size
               : NULL;
}

bool flow_run(struct flow *flow, bool *is_reporting)
{
    if (!flow_solve(flow))
        return false;
    *is_reporting = true;
    flow_replay(flow);
    return true;
}

void flow_release(struct flow *flow)
{
    if (!flow)
        return;
    free(flow->entry_states);
    free(flow->is_reached);
    free(flow->is_element);
    flow->entry_states = NULL;
    flow->is_reached = NULL;
    flow->is_element = NULL;
}
