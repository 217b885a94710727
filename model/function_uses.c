#include "cet/model/function_uses.h"

#include "locks_held.h"

static uint32_t count_kind(const struct function_graph *graph, enum node_kind kind)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < graph->node_count; i++)
        count += graph->nodes[i].kind == kind;
    return count;
}

static bool is_comparison(uint16_t op)
{
    return op == OP_LT || op == OP_LE || op == OP_GT || op == OP_GE || op == OP_EQ || op == OP_NE;
}

/* How `parent` uses the value of its child; casts that were not written have been stepped over. */
static enum result_use use_by(const struct function_graph *graph, uint32_t parent, uint32_t child)
{
    const struct graph_node *node = &graph->nodes[parent];
    bool is_first = graph_child(graph, parent, 0) == child;
    switch (node->kind) {
    case NODE_CAST:
        return node->op == OP_TO_VOID ? RESULT_CAST_TO_VOID : RESULT_COMPUTED;
    case NODE_IF:
    case NODE_WHILE:
    case NODE_SWITCH:
        return is_first ? RESULT_TESTED : RESULT_UNUSED;
    case NODE_DO:
    case NODE_FOR:
        return graph_child(graph, parent, 1) == child ? RESULT_TESTED : RESULT_UNUSED;
    case NODE_CONDITIONAL:
        return is_first ? RESULT_TESTED : RESULT_COMPUTED;
    case NODE_UNARY:
        return node->op == OP_NOT ? RESULT_TESTED : RESULT_COMPUTED;
    case NODE_BINARY:
        if (node->op == OP_COMMA && is_first)
            return RESULT_UNUSED;
        return is_comparison(node->op) || node->op == OP_LOGICAL_AND || node->op == OP_LOGICAL_OR ? RESULT_TESTED
                                                                                                  : RESULT_COMPUTED;
    case NODE_ASSIGN:
    case NODE_DECLARE:
    case NODE_INIT_LIST:
        return RESULT_ASSIGNED;
    case NODE_RETURN:
        return RESULT_RETURNED;
    case NODE_CALL:
        return is_first ? RESULT_COMPUTED : RESULT_PASSED;
    case NODE_COMPOUND:
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_LABEL:
        return RESULT_UNUSED;
    default:
        return RESULT_COMPUTED;
    }
}

static void find_result_use(const struct function_graph *graph, struct call_use *call)
{
    uint32_t child = call->node;
    uint32_t parent = graph->nodes[child].parent;
    while (parent != NO_ID && graph->nodes[parent].kind == NODE_CAST && graph->nodes[parent].op != OP_TO_VOID) {
        child = parent;
        parent = graph->nodes[child].parent;
    }
    call->result = (uint8_t)(parent == NO_ID ? RESULT_UNUSED : use_by(graph, parent, child));
    if (graph->nodes[call->node].flags & NODE_FLAG_CAST_TO_VOID)
        call->result = RESULT_CAST_TO_VOID;
    call->user = call->result == RESULT_UNUSED || call->result == RESULT_CAST_TO_VOID ? NO_ID : parent;
}

static void find_calls(const struct function_graph *graph, struct arena *arena, struct function_uses *uses)
{
    uses->calls = arena_array(arena, count_kind(graph, NODE_CALL), sizeof *uses->calls);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_CALL || graph->nodes[i].flags & NODE_FLAG_UNEVALUATED)
            continue;
        struct call_use *call = &uses->calls[uses->call_count++];
        call->node = i;
        call->function = graph->nodes[i].symbol;
        call->callee = graph_child(graph, i, 0);
        call->argument_count = graph->nodes[i].child_count - 1;
        find_result_use(graph, call);
    }
}

uint32_t storage_flags_find(const struct function_graph *graph, uint32_t node)
{
    for (uint32_t parent = graph->nodes[node].parent; parent != NO_ID;
         node = parent, parent = graph->nodes[node].parent) {
        const struct graph_node *user = &graph->nodes[parent];
        if (user->kind == NODE_MEMBER && user->op == OP_DOT)
            continue;
        if (user->kind == NODE_CAST && user->op == OP_DECAY) {
            uint32_t next = user->parent;
            if (next == NO_ID || graph->nodes[next].kind != NODE_SUBSCRIPT || graph_child(graph, next, 0) != parent)
                return STORAGE_ADDRESS;
            parent = next; /* an element: what is done with that */
            continue;
        }
        if (user->kind == NODE_ASSIGN && graph_child(graph, parent, 0) == node)
            return user->op == OP_NONE ? STORAGE_WRITTEN : STORAGE_READ | STORAGE_WRITTEN;
        if (user->kind != NODE_UNARY)
            return STORAGE_READ;
        if (user->op == OP_ADDRESS)
            return STORAGE_ADDRESS;
        bool is_step =
            user->op == OP_PRE_INC || user->op == OP_PRE_DEC || user->op == OP_POST_INC || user->op == OP_POST_DEC;
        return is_step ? STORAGE_READ | STORAGE_WRITTEN : STORAGE_READ;
    }
    return STORAGE_READ;
}

static uint32_t record_of(const struct facts *facts, const struct function_graph *graph, uint32_t member)
{
    uint32_t type = facts_resolve_type(facts, graph->nodes[graph_child(graph, member, 0)].type);
    if (type != NO_ID && graph->nodes[member].op == OP_ARROW && facts->types[type].kind == TYPE_POINTER)
        type = facts_resolve_type(facts, facts->types[type].target);
    return type;
}

static void find_storage(const struct facts *facts, const struct function_graph *graph, struct arena *arena,
                         struct function_uses *uses)
{
    uint32_t most = count_kind(graph, NODE_GLOBAL) + count_kind(graph, NODE_MEMBER);
    uses->storage = arena_array(arena, most, sizeof *uses->storage);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        if ((node->kind != NODE_GLOBAL && node->kind != NODE_MEMBER) || node->flags & NODE_FLAG_UNEVALUATED)
            continue;
        bool is_global = node->kind == NODE_GLOBAL;
        uses->storage[uses->storage_count++] = (struct storage_use){
            .node = i,
            .global = is_global ? node->symbol : NO_ID,
            .record = is_global ? NO_ID : record_of(facts, graph, i),
            .field = is_global ? NO_ID : node->symbol,
            .flags = storage_flags_find(graph, i),
        };
    }
}

static void find_casts(const struct function_graph *graph, struct arena *arena, struct function_uses *uses)
{
    uses->casts = arena_array(arena, count_kind(graph, NODE_CAST), sizeof *uses->casts);
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_CAST && !(graph->nodes[i].flags & NODE_FLAG_IMPLICIT)) {
            uint32_t operand = graph_skip_implicit(graph, graph_child(graph, i, 0));
            uses->casts[uses->cast_count++] =
                (struct cast_use){.node = i, .from = graph->nodes[operand].type, .to = graph->nodes[i].type};
        }
}

static void find_returns(const struct function_graph *graph, struct arena *arena, struct function_uses *uses)
{
    uses->returns = arena_array(arena, count_kind(graph, NODE_RETURN), sizeof *uses->returns);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_RETURN)
            continue;
        struct return_use *use = &uses->returns[uses->return_count++];
        use->node = i;
        use->value = graph_child(graph, i, 0);
        for (uint32_t value = use->value; value != NO_ID && !use->has_constant;) {
            const struct graph_node *node = &graph->nodes[value];
            use->has_constant = node->flags & NODE_FLAG_HAS_VALUE || node->kind == NODE_INT_LITERAL ||
                                node->kind == NODE_ENUMERATOR || node->kind == NODE_NULL_POINTER;
            use->constant = use->has_constant ? node->value : 0;
            value = node->kind == NODE_CAST ? graph_child(graph, value, 0) : NO_ID;
        }
    }
}

struct function_uses function_uses_find(const struct facts *facts, const struct fact_function *function,
                                        struct arena *arena)
{
    struct function_uses uses = {0};
    find_calls(&function->graph, arena, &uses);
    find_storage(facts, &function->graph, arena, &uses);
    find_casts(&function->graph, arena, &uses);
    find_returns(&function->graph, arena, &uses);
    locks_held_find(facts, function, arena, &uses);
    return uses;
}
