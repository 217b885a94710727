/* Loops over va_arg: bounded by a parameter, or up to a sentinel. */
#include "variadic_nodes.h"

/* ---- loops that a parameter bounds ------------------------------------------------------------------------------- */

static bool is_number(const struct function_graph *graph, uint32_t node, int64_t *ret_number)
{
    node = graph_plain(graph, node);
    if (node == NO_ID)
        return false;
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind == NODE_NULL_POINTER) {
        *ret_number = 0;
        return true;
    }
    *ret_number = n->value;
    if (n->kind == NODE_UNARY && n->op == OP_MINUS && is_number(graph, graph_child(graph, node, 0), ret_number)) {
        *ret_number = -*ret_number;
        return true;
    }
    return n->kind == NODE_INT_LITERAL || n->kind == NODE_ENUMERATOR || (n->flags & NODE_FLAG_HAS_VALUE);
}

/* The parameter that is counted down here, NO_ID: none. */
static uint32_t counted_down(const struct function_graph *graph, uint32_t node, uint16_t *ret_op)
{
    node = graph_plain(graph, node);
    if (node == NO_ID || graph->nodes[node].kind != NODE_UNARY ||
        (graph->nodes[node].op != OP_POST_DEC && graph->nodes[node].op != OP_PRE_DEC))
        return NO_ID;
    const uint32_t operand = graph_plain(graph, graph_child(graph, node, 0));
    *ret_op = graph->nodes[node].op;
    return operand != NO_ID && graph->nodes[operand].kind == NODE_PARAM ? graph->nodes[operand].symbol : NO_ID;
}

/* What a local begins with, wherever it is set: the least of the numbers. False: something else is put into it. */
static bool find_start(const struct function_graph *graph, uint32_t local, int64_t *ret_start)
{
    bool is_set = false;
    for (uint32_t n = 0; n < graph->node_count; n++) {
        const struct graph_node *node = &graph->nodes[n];
        uint32_t from = NO_ID;
        if (node->kind == NODE_DECLARE && node->symbol == local && node->child_count)
            from = graph_child(graph, n, node->child_count - 1);
        else if (node->kind == NODE_ASSIGN && is_local_node(graph, graph_child(graph, n, 0), local))
            from = graph_child(graph, n, 1);
        else
            continue;
        int64_t number;
        if (node->kind == NODE_ASSIGN && node->op == OP_ADD)
            continue; /* steps that are longer read less */
        if ((node->kind == NODE_ASSIGN && node->op != OP_NONE) || !is_number(graph, from, &number) || number < 0)
            return false;
        *ret_start = is_set && *ret_start < number ? *ret_start : number;
        is_set = true;
    }
    return is_set;
}

/* i < count, i != count, count > i; count-- > 0, --count >= 0, count--, count > 0. */
static bool bound_of(const struct function_graph *graph, uint32_t condition, struct read_bound *bound)
{
    uint16_t op = OP_NONE;
    int64_t zero;
    condition = graph_plain(graph, condition);
    if (condition == NO_ID)
        return false;
    const struct graph_node *node = &graph->nodes[condition];
    if (node->kind != NODE_BINARY) {
        const uint32_t down = counted_down(graph, condition, &op);
        bound->param = down != NO_ID ? down : param_of(graph, condition);
        return bound->param != NO_ID && op != OP_PRE_DEC; /* which would pass 0 by */
    }
    const uint32_t left = graph_child(graph, condition, 0), right = graph_child(graph, condition, 1);
    if (node->op == OP_LOGICAL_AND)
        return bound_of(graph, left, bound) || bound_of(graph, right, bound);
    bound->stops_below_zero = node->op != OP_NE;
    if ((node->op == OP_LT || node->op == OP_NE) && local_of(graph, left) != NO_ID && param_of(graph, right) != NO_ID) {
        bound->param = param_of(graph, right);
        return find_start(graph, local_of(graph, left), &bound->start);
    }
    if (node->op == OP_GT && param_of(graph, left) != NO_ID && local_of(graph, right) != NO_ID) {
        bound->param = param_of(graph, left);
        return find_start(graph, local_of(graph, right), &bound->start);
    }
    if (!is_number(graph, right, &zero) || zero != 0)
        return false;
    const uint32_t down = counted_down(graph, left, &op);
    bound->param = down != NO_ID ? down : param_of(graph, left);
    return bound->param != NO_ID &&
           (node->op == OP_GT || (node->op == OP_NE && op != OP_PRE_DEC) || (node->op == OP_GE && op == OP_PRE_DEC));
}

static uint32_t condition_of(const struct variadic_body *body, uint32_t loop)
{
    const uint16_t kind = body_node(body, loop)->kind;
    return graph_child(&body->function->graph, loop, kind == NODE_WHILE ? 0 : 1);
}

bool read_find_bound(const struct variadic_body *body, uint32_t read, struct read_bound *ret_bound)
{
    const struct function_graph *graph = &body->function->graph;
    const uint32_t loop = read_loop(body, read);
    struct read_bound bound = {.param = NO_ID};
    /* the body of a do runs before it is asked */
    if (loop == NO_ID || body_node(body, loop)->kind == NODE_DO || read_loop(body, loop) != NO_ID ||
        !bound_of(graph, condition_of(body, loop), &bound) || bound.param >= BODY_PARAMS_MAX ||
        !is_only_counted(graph, bound.param) || body->params[bound.param] == NO_ID)
        return false;
    bound.param = body->params[bound.param];
    *ret_bound = bound;
    return true;
}

/* ---- loops that end at a sentinel -------------------------------------------------------------------------------- */

#define PARAM_BIT (1u << 31)

/* One number for a local or a parameter, NO_ID: it is neither. */
static uint32_t variable_of(const struct function_graph *graph, uint32_t node)
{
    const uint32_t param = param_of(graph, node);
    return param != NO_ID ? param | PARAM_BIT : local_of(graph, node);
}

/* The variable that a read is put into, NO_ID: none. */
static uint32_t target_of(const struct variadic_body *body, uint32_t read)
{
    const struct function_graph *graph = &body->function->graph;
    uint32_t node = read, up = body_node(body, node)->parent;
    while (up != NO_ID && body_node(body, up)->kind == NODE_CAST) {
        node = up;
        up = body_node(body, node)->parent;
    }
    if (up == NO_ID)
        return NO_ID;
    if (body_node(body, up)->kind == NODE_DECLARE)
        return body_node(body, up)->symbol;
    return body_node(body, up)->kind == NODE_ASSIGN && body_node(body, up)->op == OP_NONE
               ? variable_of(graph, graph_child(graph, up, 0))
               : NO_ID;
}

/* The read itself, the variable that it went into, or their assignment. */
static bool is_read_value(const struct variadic_body *body, uint32_t node, uint32_t read, uint32_t target)
{
    const struct function_graph *graph = &body->function->graph;
    node = graph_plain(graph, node);
    if (node == NO_ID)
        return false;
    if (node == read || (target != NO_ID && variable_of(graph, node) == target))
        return true;
    return graph->nodes[node].kind == NODE_ASSIGN && graph->nodes[node].op == OP_NONE &&
           graph_plain(graph, graph_child(graph, node, 1)) == read;
}

/* Whether the condition says that what was read is no sentinel (goes_on), or that it is one; and which. */
static bool compares_read(const struct variadic_body *body, uint32_t condition, uint32_t read, uint32_t target,
                          bool goes_on, int64_t *ret_sentinel)
{
    const struct function_graph *graph = &body->function->graph;
    condition = graph_plain(graph, condition);
    if (condition == NO_ID)
        return false;
    const struct graph_node *node = &graph->nodes[condition];
    *ret_sentinel = 0;
    if (is_read_value(body, condition, read, target))
        return goes_on;
    if (node->kind == NODE_UNARY && node->op == OP_NOT)
        return compares_read(body, graph_child(graph, condition, 0), read, target, !goes_on, ret_sentinel);
    if (node->kind != NODE_BINARY)
        return false;
    const uint32_t left = graph_child(graph, condition, 0), right = graph_child(graph, condition, 1);
    if (node->op == (goes_on ? OP_LOGICAL_AND : OP_LOGICAL_OR))
        return compares_read(body, left, read, target, goes_on, ret_sentinel) ||
               compares_read(body, right, read, target, goes_on, ret_sentinel);
    if (node->op == (goes_on ? OP_NE : OP_EQ))
        return (is_read_value(body, left, read, target) && is_number(graph, right, ret_sentinel)) ||
               (is_read_value(body, right, read, target) && is_number(graph, left, ret_sentinel));
    if (node->op != (goes_on ? OP_GE : OP_LT) || !is_read_value(body, left, read, target) ||
        !is_number(graph, right, ret_sentinel) || *ret_sentinel != 0)
        return false;
    *ret_sentinel = -1;
    return true;
}

static bool leaves(const struct variadic_body *body, uint32_t node)
{
    const struct function_graph *graph = &body->function->graph;
    for (uint32_t n = node; n < graph->nodes[node].subtree_end; n++)
        if (graph->nodes[n].kind == NODE_BREAK || graph->nodes[n].kind == NODE_RETURN ||
            graph->nodes[n].kind == NODE_GOTO)
            return true;
    return false;
}

/* while (x), while ((x = va_arg(...)) != NULL), for (...; x; ...), or if (!x) break; within the loop. Returns the node
 * that asks, NO_ID: nothing does. */
static uint32_t loop_end(const struct variadic_body *body, uint32_t loop, uint32_t read, int64_t *ret_sentinel)
{
    const struct function_graph *graph = &body->function->graph;
    const uint32_t target = target_of(body, read), condition = condition_of(body, loop);
    if (compares_read(body, condition, read, target, true, ret_sentinel))
        return condition;
    for (uint32_t n = read; n < graph->nodes[loop].subtree_end; n++)
        if (graph->nodes[n].kind == NODE_IF && leaves(body, graph_child(graph, n, 1)) &&
            read_is_certain(body, n, loop) &&
            compares_read(body, graph_child(graph, n, 0), read, target, false, ret_sentinel))
            return n;
    /* if ((x = va_arg(...)) == NULL) break; */
    for (uint32_t n = loop; n < read; n++)
        if (graph->nodes[n].kind == NODE_IF && read < graph->nodes[n].subtree_end &&
            leaves(body, graph_child(graph, n, 1)) && read_is_certain(body, n, loop) &&
            compares_read(body, graph_child(graph, n, 0), read, target, false, ret_sentinel))
            return n;
    return NO_ID;
}

/* What is read beside must be read in each turn, once it is known that this turn is not the last. */
static bool is_read_after(const struct variadic_body *body, uint32_t read, uint32_t loop, uint32_t asks)
{
    const struct graph_node *condition = body_node(body, asks);
    return read >= condition->subtree_end && read_is_certain(body, read, loop) &&
           body_node(body, loop)->kind != NODE_DO;
}

/* A turn may end before all that belongs to it is read. */
static bool skips_reads(const struct variadic_body *body, uint32_t loop)
{
    for (uint32_t n = loop; n < body_node(body, loop)->subtree_end; n++)
        if (body_node(body, n)->kind == NODE_CONTINUE || body_node(body, n)->kind == NODE_GOTO)
            return true;
    return false;
}

/* Read in the body and looked at in the condition: what is read beside comes before it, or behind the sentinel. */
static bool is_asked_next_turn(const struct variadic_body *body, uint32_t read, uint32_t loop, uint32_t asks)
{
    return asks == condition_of(body, loop) && (read < asks || read >= body_node(body, asks)->subtree_end);
}

bool read_find_end(const struct variadic_body *body, struct read_end *ret_end)
{
    for (uint32_t i = 0; i < body->read_count; i++) {
        const uint32_t read = body->reads[i], loop = read_loop(body, read);
        if (loop == NO_ID || read_loop(body, loop) != NO_ID)
            continue;
        const uint32_t asks = loop_end(body, loop, read, &ret_end->sentinel);
        if (asks == NO_ID)
            continue;
        bool is_known = true;
        uint32_t before = 0, beside = 0;
        for (uint32_t k = 0; k < body->read_count; k++) {
            const uint32_t other = body->reads[k];
            if (other == read)
                continue;
            const bool is_inside = read_loop(body, other) == loop;
            beside += is_inside;
            before += !is_inside;
            is_known &= is_inside
                            ? is_read_after(body, other, loop, asks)
                            : target_of(body, other) != NO_ID && target_of(body, other) == target_of(body, read) &&
                                  asks == condition_of(body, loop) && !read_is_in_loop(body, other);
        }
        if (!is_known || before > 1 ||
            (beside && (before || skips_reads(body, loop) || is_asked_next_turn(body, read, loop, asks))))
            continue;
        ret_end->read = read;
        ret_end->loop = loop;
        return true;
    }
    return false;
}
