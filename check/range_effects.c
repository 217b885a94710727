#include "expressions.h"
#include "names.h"
#include "range_solver.h"

/* What argument points to may be changed; from outside, when the call is a source. */
static void see_argument(struct range_solver *solver, struct range_state *state, uint32_t call, uint32_t argument,
                         bool is_filled)
{
    uint32_t node = graph_child(solver->graph, call, argument + 1);
    while (node < solver->graph->node_count && solver_node(solver, node)->kind == NODE_CAST &&
           solver_node(solver, node)->op != OP_LOAD)
        node = graph_child(solver->graph, node, 0);
    if (node >= solver->graph->node_count)
        return;
    bool is_address = solver_node(solver, node)->kind == NODE_UNARY && solver_node(solver, node)->op == OP_ADDRESS;
    uint32_t target = is_address ? graph_child(solver->graph, node, 0) : node;
    uint8_t place = solver_place(solver, target);
    if (is_address && place != NO_PLACE && solver->places.items[place].is_integer) {
        struct range value = solver_unknown(solver, place);
        value.source = is_filled ? call : NO_ID;
        solver_put(solver, state, place, &value);
        return;
    }
    uint8_t root = solver_root(solver, target);
    if (root == NO_PLACE || solver->places.items[root].is_integer)
        return;
    struct range value = state->ranges[root];
    if (is_filled)
        value.source = call;
    solver_put(solver, state, root, &value);
}

/* Of a function that is defined elsewhere only its name tells: `fatal`, `die_with_usage`, `raise_error`. */
static bool may_not_return(struct range_solver *solver, const struct fact_function *callee)
{
    static const char *const words[] = {"abort", "die",  "error", "exit",  "fail", "fatal",
                                        "panic", "quit", "raise", "throw", NULL};
    bool is_own_elsewhere = !callee->is_defined && !callee->is_system && !callee->is_builtin;
    return (is_own_elsewhere && name_has_word(callee->name, words)) ||
           never_returns(&solver->callees->ends, (uint32_t)(callee - solver->facts->functions));
}

void solver_see_call(struct range_solver *solver, struct range_state *state, uint32_t call)
{
    const struct fact_function *callee = called_function(solver->facts, solver->graph, call);
    const struct range_call *known = range_call_find(solver->facts, solver->graph, call);
    if (callee && may_not_return(solver, callee)) {
        state->is_dead = true;
        return;
    }
    if (!callee || !callee->is_system)
        for (uint32_t i = 0; i < solver->places.count; i++)
            if (solver->places.items[i].is_remote)
                solver_put(solver, state, (uint8_t)i, NULL);
    enum range_call_kind kind = known ? known->kind : RANGE_CALL_OTHER;
    bool fills = kind == RANGE_CALL_FILLS || kind == RANGE_CALL_COUNT || kind == RANGE_CALL_ITEMS;
    for (uint32_t i = 0; i + 1 < solver_node(solver, call)->child_count; i++)
        see_argument(solver, state, call, i,
                     (fills && i == known->argument) ||
                         (kind == RANGE_CALL_SCANS && i >= known->argument &&
                          range_call_scans(solver->facts, solver->graph, call, known, i)));
}

static bool mentions(const struct range_solver *solver, uint32_t node, uint8_t place)
{
    if (node >= solver->graph->node_count)
        return false;
    uint32_t end = solver_node(solver, node)->subtree_end;
    for (uint32_t i = node; i < end && i - node < MAX_MARKED_NODES; i++)
        if (solver_place(solver, i) == place)
            return true;
    return false;
}

void solver_see_assignment(struct range_solver *solver, struct range_state *state, uint32_t node)
{
    const struct graph_node *n = solver_node(solver, node);
    uint32_t left = graph_child(solver->graph, node, 0);
    uint8_t place = solver_place(solver, left);
    if (place == NO_PLACE)
        return;
    struct range value = n->op == OP_NONE ? solver_evaluate(solver, state, graph_child(solver->graph, node, 1), 0)
                                          : solver_compute(solver, state, node, left, 0);
    if (solver->places.items[place].is_integer)
        value = range_convert(&value, &solver->places.items[place].type);
    else
        value = solver_unknown(solver, place);
    if (!range_is_single(&value) && (n->op != OP_NONE || mentions(solver, graph_child(solver->graph, node, 1), place)))
        value.flags |= RANGE_STEPPED;
    solver_put(solver, state, place, &value);
}

void solver_see_step(struct range_solver *solver, struct range_state *state, uint32_t node)
{
    enum operator_token op = solver_node(solver, node)->op;
    uint8_t place = solver_place(solver, graph_child(solver->graph, node, 0));
    if (op < OP_PRE_INC || op > OP_POST_DEC || place == NO_PLACE)
        return;
    bool is_up = op == OP_PRE_INC || op == OP_POST_INC;
    struct range one = range_of_constant(1, node);
    struct range value = solver_unknown(solver, place);
    if (solver_follows(solver, place))
        value = range_compute(is_up ? OP_ADD : OP_SUB, &state->ranges[place], &one, &solver->places.items[place].type);
    if (!range_is_single(&value))
        value.flags |= RANGE_STEPPED;
    solver_put(solver, state, place, &value);
}
