#include <string.h>

#include "expressions.h"
#include "libc.h"
#include "range_solver.h"

static struct range read_place(const struct range_solver *solver, const struct range_state *state, uint32_t node)
{
    uint8_t place = solver_place(solver, node);
    if (solver_follows(solver, place))
        return state->ranges[place];
    struct range range = solver_whole(solver, node);
    uint8_t root = place == NO_PLACE ? solver_root(solver, node) : NO_PLACE;
    if (root != NO_PLACE && !solver->places.items[root].is_integer)
        range.source = state->ranges[root].source;
    return range;
}

static struct range range_of_result(struct range_solver *solver, struct range_state *state, uint32_t call,
                                    unsigned depth);

struct range solver_compute(struct range_solver *solver, struct range_state *state, uint32_t node, uint32_t type_node,
                            unsigned depth)
{
    struct integer_type type;
    if (!integer_type_of(solver->facts, solver_node(solver, type_node)->type, &type))
        return solver_whole(solver, node);
    uint32_t left_node = graph_child(solver->graph, node, 0), right_node = graph_child(solver->graph, node, 1);
    struct range left = solver_evaluate(solver, state, left_node, depth + 1);
    struct range right = solver_evaluate(solver, state, right_node, depth + 1);
    struct range result = range_compute(solver_node(solver, node)->op, &left, &right, &type);
    if (solver_node(solver, node)->op != OP_SUB || type.is_signed)
        return result;
    uint8_t a = solver_place_read(solver, left_node), b = solver_place_read(solver, right_node);
    for (uint32_t i = 0; a != NO_PLACE && b != NO_PLACE && i < state->relation_count; i++) {
        const struct range_relation *relation = &state->relations[i];
        if ((relation->a == a && relation->b == b && relation->shown & MAY_BE_LESS) ||
            (relation->a == b && relation->b == a && relation->shown & MAY_BE_GREATER)) {
            result.flags |= RANGE_WRAPS;
            result.low_shower = relation->shower;
        }
    }
    return result;
}

bool is_truth_operator(enum operator_token op)
{
    return (op >= OP_LT && op <= OP_LOGICAL_OR) || op == OP_NOT;
}

static struct range truth_value(void)
{
    struct integer_type type = {1, false, 0, 1};
    struct range range = range_of_type(&type);
    range.flags = RANGE_BOUNDED_ABOVE | RANGE_BOUNDED_BELOW;
    return range;
}

static struct range evaluate_binary(struct range_solver *solver, struct range_state *state, uint32_t node,
                                    unsigned depth)
{
    enum operator_token op = solver_node(solver, node)->op;
    if (op == OP_COMMA)
        return solver_evaluate(solver, state, graph_child(solver->graph, node, 1), depth + 1);
    return is_truth_operator(op) ? truth_value() : solver_compute(solver, state, node, node, depth);
}

static struct range evaluate_unary(struct range_solver *solver, struct range_state *state, uint32_t node,
                                   unsigned depth)
{
    enum operator_token op = solver_node(solver, node)->op;
    uint32_t operand = graph_child(solver->graph, node, 0);
    struct integer_type type;
    if (op == OP_NOT)
        return truth_value();
    if (op == OP_DEREF || !integer_type_of(solver->facts, solver_node(solver, node)->type, &type))
        return read_place(solver, state, node);
    struct range value = solver_evaluate(solver, state, operand, depth + 1);
    struct range one = range_of_constant(1, node);
    switch (op) {
    case OP_PRE_INC:
    case OP_PRE_DEC:
        return value;
    case OP_POST_INC: /* the place has the new value by now */
    case OP_POST_DEC:
        value = range_compute(op == OP_POST_INC ? OP_SUB : OP_ADD, &value, &one, &type);
        value.flags &= ~(uint32_t)RANGE_WRAPS;
        return value;
    case OP_PLUS:
    case OP_MINUS:
    case OP_BIT_NOT:
        return range_compute_unary(op, &value, &type);
    default:
        return solver_whole(solver, node);
    }
}

static struct range evaluate_cast(struct range_solver *solver, struct range_state *state, uint32_t node, unsigned depth)
{
    uint32_t operand = graph_child(solver->graph, node, 0);
    struct integer_type type;
    switch ((enum operator_token)solver_node(solver, node)->op) {
    case OP_LOAD:
        return operand < solver->graph->node_count && solver_node(solver, operand)->kind != NODE_CONDITIONAL
                   ? read_place(solver, state, operand)
                   : solver_whole(solver, node);
    case OP_CONVERT_INT: {
        struct range value = solver_evaluate(solver, state, operand, depth + 1);
        return integer_type_of(solver->facts, solver_node(solver, node)->type, &type) ? range_convert(&value, &type)
                                                                                      : solver_whole(solver, node);
    }
    case OP_TO_BOOL:
        return truth_value();
    default:
        return solver_whole(solver, node);
    }
}

static struct range evaluate_conditional(struct range_solver *solver, struct range_state *state, uint32_t node,
                                         unsigned depth)
{
    uint32_t condition = graph_child(solver->graph, node, 0);
    struct range values[2];
    uint32_t count = 0;
    bool is_believed = solver->conditional_depth < MAX_CONDITIONAL_DEPTH && condition < solver->graph->node_count;
    for (uint32_t i = 0; i < 2; i++) {
        struct range_state *where = state;
        if (is_believed) {
            where = solver->scratch[solver->conditional_depth];
            memcpy(where, state, solver->state_size);
            if (!solver_believe(solver, where, condition, i == 0, depth + 1))
                continue;
            solver->conditional_depth++;
        }
        values[count++] = solver_evaluate(solver, where, graph_child(solver->graph, node, i + 1), depth + 1);
        solver->conditional_depth -= is_believed;
    }
    if (count == 0)
        return solver_whole(solver, node);
    if (count == 2)
        range_join(&values[0], &values[1], NULL, NULL, 0);
    values[0].growths = 0;
    return values[0];
}

struct range solver_evaluate(struct range_solver *solver, struct range_state *state, uint32_t node, unsigned depth)
{
    if (node >= solver->graph->node_count || depth > MAX_EVALUATED_DEPTH)
        return solver_whole(solver, node);
    const struct graph_node *n = solver_node(solver, node);
    if (is_constant_node(n))
        return graph_constant_range(solver->facts, solver->graph, node);
    switch ((enum node_kind)n->kind) {
    case NODE_LOCAL:
    case NODE_PARAM:
    case NODE_GLOBAL:
    case NODE_MEMBER:
    case NODE_SUBSCRIPT:
        return read_place(solver, state, node);
    case NODE_UNARY:
        return evaluate_unary(solver, state, node, depth);
    case NODE_BINARY:
        return evaluate_binary(solver, state, node, depth);
    case NODE_ASSIGN: {
        uint32_t left = graph_child(solver->graph, node, 0), right = graph_child(solver->graph, node, 1);
        bool is_known = solver_follows(solver, solver_place(solver, left));
        return is_known || n->op != OP_NONE ? read_place(solver, state, is_known ? left : node)
                                            : solver_evaluate(solver, state, right, depth + 1);
    }
    case NODE_CONDITIONAL:
        return evaluate_conditional(solver, state, node, depth);
    case NODE_CAST:
        return evaluate_cast(solver, state, node, depth);
    case NODE_CALL:
        return range_of_result(solver, state, node, depth);
    case NODE_STATEMENT_EXPR: {
        uint32_t body = graph_child(solver->graph, node, 0);
        uint32_t count = body < solver->graph->node_count ? solver_node(solver, body)->child_count : 0;
        return count ? solver_evaluate(solver, state, graph_child(solver->graph, body, count - 1), depth + 1)
                     : solver_whole(solver, node);
    }
    default:
        return solver_whole(solver, node);
    }
}

static const struct range_returns *returns_of(struct range_solver *solver, const struct fact_function *callee)
{
    size_t index = (size_t)(callee - solver->facts->functions);
    struct range_returns *returns = &solver->callees->returns[index];
    if (!solver->callees->has_returns[index]) {
        solver->callees->has_returns[index] = true;
        *returns = range_returns_of(callee);
    }
    return returns;
}

static struct range range_of_own_result(struct range_solver *solver, const struct fact_function *callee, uint32_t call)
{
    struct range result = solver_whole(solver, call);
    const struct range_returns *returns = returns_of(solver, callee);
    if (!returns->has_varying)
        return result;
    if (returns->has_negative && result.low < 0)
        range_show(&result, returns->negative, call);
    if (returns->has_zero)
        range_show(&result, 0, call);
    return result;
}

static struct range range_of_count(struct range_solver *solver, struct range_state *state, uint32_t call,
                                   uint32_t limit_argument, bool can_fail, unsigned depth)
{
    struct range result = solver_whole(solver, call);
    struct range limit =
        solver_evaluate(solver, state, graph_child(solver->graph, call, limit_argument + 1), depth + 1);
    result.low = can_fail ? -1 : 0;
    if (limit.high >= 0 && limit.high < result.high)
        result.high = limit.high;
    result.flags |= RANGE_BOUNDED_ABOVE;
    range_show(&result, result.low, call);
    if (range_is_single(&limit) && limit.high >= 0)
        range_show(&result, limit.high, call);
    return result;
}

static struct range range_of_result(struct range_solver *solver, struct range_state *state, uint32_t call,
                                    unsigned depth)
{
    struct range result = solver_whole(solver, call);
    const struct fact_function *callee = called_function(solver->facts, solver->graph, call);
    if (!callee)
        return result;
    if (callee->is_defined)
        return range_of_own_result(solver, callee, call);
    const struct range_call *known = range_call_find(solver->facts, solver->graph, call);
    switch (known ? known->kind : RANGE_CALL_OTHER) {
    case RANGE_CALL_OUTSIDE:
        result.source = call;
        return result;
    case RANGE_CALL_COUNT:
    case RANGE_CALL_ITEMS:
        return range_of_count(solver, state, call, known->argument + 1 + (known->kind == RANGE_CALL_ITEMS),
                              known->kind == RANGE_CALL_COUNT, depth);
    case RANGE_CALL_LENGTH:
        range_show(&result, 0, call);
        return result;
    case RANGE_CALL_CHARACTER:
        result.low = -1;
        result.high = UINT8_MAX;
        range_show(&result, -1, call);
        return result;
    case RANGE_CALL_POSITION:
        result.low = -1;
        range_show(&result, -1, call);
        return result;
    default: {
        const struct libc_function *libc = libc_find(callee);
        if (libc && libc->fails == FAILS_MINUS && libc->flags & LIBC_LOOK && result.low < 0) {
            result.low = -1;
            range_show(&result, -1, call);
        }
        return result;
    }
    }
}
