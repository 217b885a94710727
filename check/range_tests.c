#include <string.h>

#include "expressions.h"
#include "range_solver.h"

int64_t range_shifted(int64_t value, int64_t by)
{
    int64_t sum;
    if (value == INT64_MIN || value == INT64_MAX)
        return value;
    return __builtin_add_overflow(value, by, &sum) ? (by < 0 ? INT64_MIN : INT64_MAX) : sum;
}

/* Whatever the compared expression is made of counts as bounded. */
static void mark_bounded(struct range_solver *solver, struct range_state *state, uint32_t node, uint32_t flags)
{
    if (node >= solver->graph->node_count || !flags)
        return;
    uint32_t end = solver_node(solver, node)->subtree_end;
    for (uint32_t i = node; i < end && i - node < MAX_MARKED_NODES; i++)
        if (solver_follows(solver, solver_place(solver, i)))
            state->ranges[solver_place(solver, i)].flags |= flags;
}

/* The operand of a conversion has the same limit where the conversion keeps its value, or where only kept values are
 * within the limit: `(size_t)n < 16`. */
static bool limit_cast(struct range_solver *solver, struct range_state *state, uint32_t node,
                       const struct range_limit *limit, unsigned depth)
{
    uint32_t operand = graph_child(solver->graph, node, 0);
    if (operand >= solver->graph->node_count)
        return true;
    if (solver_node(solver, node)->op == OP_LOAD)
        return solver_limit(solver, state, operand, limit, depth + 1);
    struct integer_type to, from;
    if (solver_node(solver, node)->op != OP_CONVERT_INT ||
        !integer_type_of(solver->facts, solver_node(solver, node)->type, &to) ||
        !integer_type_of(solver->facts, solver_node(solver, operand)->type, &from))
        return true;
    struct range value = solver_evaluate(solver, state, operand, depth + 1);
    if (value.low >= to.low && value.high <= to.high)
        return solver_limit(solver, state, operand, limit, depth + 1);
    struct range_limit kept = *limit;
    if (kept.low < to.low)
        kept.low = to.low;
    if (from.is_signed && !to.is_signed && to.bits >= from.bits && kept.high < to.high && kept.high <= from.high) {
        kept.flags |= RANGE_BOUNDED_BELOW;
        return solver_limit(solver, state, operand, &kept, depth + 1);
    }
    mark_bounded(solver, state, operand, limit->flags);
    return true;
}

/* The limit of what `by` was added to; false when that may have wrapped. */
static bool shift_limit(struct range_solver *solver, uint32_t node, const struct range *value, int64_t by,
                        struct range_limit *limit)
{
    struct integer_type type;
    if (by == INT64_MIN || by == INT64_MAX || !integer_type_of(solver->facts, solver_node(solver, node)->type, &type))
        return false;
    if (!type.is_signed && (range_shifted(value->low, by) < 0 || range_shifted(value->high, by) > type.high))
        return false;
    limit->low = range_shifted(limit->low, -by);
    limit->high = range_shifted(limit->high, -by);
    limit->excluded = range_shifted(limit->excluded, -by);
    limit->boundary = range_shifted(limit->boundary, -by);
    return true;
}

static bool limit_sum(struct range_solver *solver, struct range_state *state, uint32_t node,
                      const struct range_limit *limit, unsigned depth)
{
    uint32_t left = graph_child(solver->graph, node, 0), right = graph_child(solver->graph, node, 1);
    int64_t by;
    struct range_limit of_left = *limit;
    if (constant_value(solver->graph, right, &by) && by != INT64_MIN) {
        struct range value = solver_evaluate(solver, state, left, depth + 1);
        if (shift_limit(solver, node, &value, solver_node(solver, node)->op == OP_SUB ? -by : by, &of_left))
            return solver_limit(solver, state, left, &of_left, depth + 1);
    }
    mark_bounded(solver, state, node, limit->flags);
    return true;
}

static bool limit_step(struct range_solver *solver, struct range_state *state, uint32_t node,
                       const struct range_limit *limit, unsigned depth)
{
    enum operator_token op = solver_node(solver, node)->op;
    uint32_t operand = graph_child(solver->graph, node, 0);
    struct range_limit of_new = *limit;
    struct integer_type type;
    if (op == OP_PRE_INC || op == OP_PRE_DEC)
        return solver_limit(solver, state, operand, limit, depth + 1);
    if ((op != OP_POST_INC && op != OP_POST_DEC) ||
        !integer_type_of(solver->facts, solver_node(solver, node)->type, &type))
        return true;
    int64_t by = op == OP_POST_INC ? 1 : -1; /* from the value tested to what is there by now */
    if (!type.is_signed && by < 0 && limit->high == 0) {
        struct range wrapped = range_of_constant(type.high, node);
        if (solver_follows(solver, solver_place(solver, operand)))
            solver_put(solver, state, solver_place(solver, operand), &wrapped);
        return true;
    }
    if (!type.is_signed && by < 0 && of_new.has_excluded && of_new.excluded == 0) {
        of_new.low = 1; /* it was not 0 */
        of_new.has_excluded = false;
    }
    of_new.low = range_shifted(of_new.low, by);
    of_new.high = range_shifted(of_new.high, by);
    of_new.excluded = range_shifted(of_new.excluded, by);
    of_new.boundary = range_shifted(of_new.boundary, by);
    return solver_limit(solver, state, operand, &of_new, depth + 1);
}

/* `if (is_valid(n))`: what the program's own functions answer may be about the limits of their arguments. */
static bool asks_of_arguments(const struct range_solver *solver, uint32_t call)
{
    const struct fact_function *callee = called_function(solver->facts, solver->graph, call);
    return !callee || !(callee->is_system || callee->is_builtin);
}

bool solver_limit(struct range_solver *solver, struct range_state *state, uint32_t node,
                  const struct range_limit *limit, unsigned depth)
{
    if (node >= solver->graph->node_count || depth > MAX_EVALUATED_DEPTH)
        return true;
    uint8_t place = solver_place(solver, node);
    if (place != NO_PLACE)
        return !solver_follows(solver, place) || range_limit(&state->ranges[place], limit);
    const struct graph_node *n = solver_node(solver, node);
    switch ((enum node_kind)n->kind) {
    case NODE_CAST:
        return limit_cast(solver, state, node, limit, depth);
    case NODE_ASSIGN:
        return solver_limit(solver, state, graph_child(solver->graph, node, 0), limit, depth + 1);
    case NODE_UNARY:
        return limit_step(solver, state, node, limit, depth);
    case NODE_BINARY:
        if (n->op == OP_COMMA)
            return solver_limit(solver, state, graph_child(solver->graph, node, 1), limit, depth + 1);
        if (n->op == OP_ADD || n->op == OP_SUB)
            return limit_sum(solver, state, node, limit, depth);
        if (n->op == OP_MUL || n->op == OP_DIV || n->op == OP_SHL || n->op == OP_SHR)
            mark_bounded(solver, state, node, limit->flags);
        return true;
    case NODE_CALL:
        if (asks_of_arguments(solver, node))
            mark_bounded(solver, state, node, limit->flags);
        return true;
    default:
        return true;
    }
}

/* The condition of a statement or of `?:`, or a part of one. `is_open = n < 10 && ok;` decides nothing by itself: what
 * asks for is_open later cannot be followed, and the edges of && are no evidence. */
static bool decides(const struct range_solver *solver, uint32_t condition)
{
    const struct function_graph *graph = solver->graph;
    uint32_t child = condition, parent = graph->nodes[condition].parent;
    for (unsigned i = 0; i < MAX_EVALUATED_DEPTH && parent < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[parent];
        if (n->kind == NODE_IF || n->kind == NODE_WHILE || n->kind == NODE_DO || n->kind == NODE_FOR)
            return true;
        if (n->kind == NODE_CONDITIONAL)
            return graph_child(graph, parent, 0) == child;
        if (n->kind != NODE_BINARY && n->kind != NODE_UNARY && n->kind != NODE_CAST && n->kind != NODE_CALL &&
            n->kind != NODE_STATEMENT_EXPR)
            return false;
        child = parent;
        parent = n->parent;
    }
    return false;
}

/* The other side of a comparison, as evidence: a constant, or a variable that is written once. */
static bool is_evidence(const struct range_solver *solver, uint32_t node)
{
    int64_t value;
    if (constant_value(solver->graph, node, &value))
        return true;
    uint8_t place = solver_place_read(solver, node);
    return solver_follows(solver, place) && !solver->places.items[place].is_remote &&
           solver->places.items[place].writes <= 1;
}

static enum operator_token opposite(enum operator_token op)
{
    static const uint8_t opposites[] = {OP_GE, OP_GT, OP_LE, OP_LT, OP_NE, OP_EQ};
    return opposites[op - OP_LT];
}

static enum operator_token turned_round(enum operator_token op)
{
    static const uint8_t turned[] = {OP_GT, OP_GE, OP_LT, OP_LE, OP_EQ, OP_NE};
    return turned[op - OP_LT];
}

struct range_limit solver_limit_of_test(enum operator_token op, const struct range *other, bool is_evidence,
                                        uint32_t shower)
{
    struct range_limit limit = {.low = INT64_MIN, .high = INT64_MAX, .shower = shower};
    bool has_high = is_evidence && range_is_shown(other) && other->shown_high == other->high;
    bool has_low = is_evidence && range_is_shown(other) && other->shown_low == other->low;
    switch (op) {
    case OP_LT:
    case OP_LE:
        limit.high = range_shifted(other->high, op == OP_LT ? -1 : 0);
        limit.flags = RANGE_BOUNDED_ABOVE;
        limit.has_boundary = has_high && limit.high != INT64_MAX;
        limit.boundary = limit.high;
        break;
    case OP_GT:
    case OP_GE:
        limit.low = range_shifted(other->low, op == OP_GT);
        limit.flags = RANGE_BOUNDED_BELOW;
        limit.has_boundary = has_low && limit.low != INT64_MIN && limit.low != INT64_MAX;
        limit.boundary = limit.low;
        break;
    case OP_EQ:
        limit.low = other->low;
        limit.high = other->high;
        limit.flags = RANGE_BOUNDED_ABOVE | RANGE_BOUNDED_BELOW;
        limit.has_boundary = is_evidence && range_is_single(other);
        limit.boundary = other->low;
        break;
    default:
        limit.has_excluded = range_is_single(other);
        limit.excluded = other->low;
        break;
    }
    return limit;
}

static void relate(struct range_state *state, uint8_t a, uint8_t b, enum operator_token op, uint32_t shower)
{
    static const uint8_t possible[] = {MAY_BE_LESS,    MAY_BE_LESS | MAY_BE_EQUAL,
                                       MAY_BE_GREATER, MAY_BE_GREATER | MAY_BE_EQUAL,
                                       MAY_BE_EQUAL,   MAY_BE_LESS | MAY_BE_GREATER};
    static const uint8_t shown[] = {MAY_BE_LESS, MAY_BE_EQUAL, MAY_BE_GREATER, MAY_BE_EQUAL, MAY_BE_EQUAL, 0};
    for (uint32_t i = 0; i < state->relation_count; i++) {
        struct range_relation *relation = &state->relations[i];
        if (relation->a == b && relation->b == a) {
            relate(state, b, a, turned_round(op), shower);
            return;
        }
        if (relation->a == a && relation->b == b) {
            relation->shown = (relation->shown & possible[op - OP_LT]) | shown[op - OP_LT];
            relation->shower = shower;
            return;
        }
    }
    if (state->relation_count < MAX_RELATIONS && a != b)
        state->relations[state->relation_count++] = (struct range_relation){a, b, shown[op - OP_LT], shower};
}

static bool believe_comparison(struct range_solver *solver, struct range_state *state, uint32_t node, bool is_true,
                               unsigned depth)
{
    enum operator_token op = solver_node(solver, node)->op;
    if (!is_true)
        op = opposite(op);
    uint32_t left = graph_child(solver->graph, node, 0), right = graph_child(solver->graph, node, 1);
    struct integer_type type;
    if (left >= solver->graph->node_count || right >= solver->graph->node_count ||
        !integer_type_of(solver->facts, solver_node(solver, left)->type, &type))
        return true;
    struct range left_value = solver_evaluate(solver, state, left, depth + 1);
    struct range right_value = solver_evaluate(solver, state, right, depth + 1);
    bool is_decided = decides(solver, node);
    struct range_limit of_left = solver_limit_of_test(op, &right_value, is_decided && is_evidence(solver, right), node);
    struct range_limit of_right =
        solver_limit_of_test(turned_round(op), &left_value, is_decided && is_evidence(solver, left), node);
    if (!solver_limit(solver, state, left, &of_left, depth + 1) ||
        !solver_limit(solver, state, right, &of_right, depth + 1))
        return false;
    uint8_t a = solver_place_read(solver, left), b = solver_place_read(solver, right);
    if (solver_follows(solver, a) && solver_follows(solver, b) && is_decided)
        relate(state, a, b, op, node);
    return true;
}

/* `a && b`, or `!(a || b)`: both are as said; of others nothing follows for one alone. */
static bool believe_logical(struct range_solver *solver, struct range_state *state, uint32_t node, bool is_true,
                            unsigned depth)
{
    if (is_true != (solver_node(solver, node)->op == OP_LOGICAL_AND))
        return true;
    return solver_believe(solver, state, graph_child(solver->graph, node, 0), is_true, depth + 1) &&
           solver_believe(solver, state, graph_child(solver->graph, node, 1), is_true, depth + 1);
}

static bool is_truth(const struct range_solver *solver, uint32_t node)
{
    const struct graph_node *n = solver_node(solver, node);
    return (n->kind == NODE_BINARY || n->kind == NODE_UNARY) && is_truth_operator(n->op);
}

/* What `__builtin_expect(a, 1)` and `(a < b) != 0` ask in truth: a, a < b. NO_ID: the node is none of these. */
static uint32_t truth_compared(const struct range_solver *solver, uint32_t node, bool *ret_is_turned)
{
    const struct graph_node *n = solver_node(solver, node);
    int64_t value;
    if (n->kind == NODE_CALL) {
        const struct fact_function *callee = called_function(solver->facts, solver->graph, node);
        return callee && !strcmp(callee->name, "__builtin_expect") ? graph_child(solver->graph, node, 1) : NO_ID;
    }
    if (n->kind != NODE_BINARY || (n->op != OP_EQ && n->op != OP_NE) ||
        !constant_value(solver->graph, graph_child(solver->graph, node, 1), &value) || value != 0)
        return NO_ID;
    uint32_t inner = graph_skip_casts(solver->graph, graph_child(solver->graph, node, 0));
    *ret_is_turned = n->op == OP_EQ;
    return inner < solver->graph->node_count && is_truth(solver, inner) ? inner : NO_ID;
}

/* Whether one of the places that `value` reads may be another one later: it is written behind it, or by others. */
static bool may_change_later(const struct range_solver *solver, uint32_t value)
{
    bool is_read[MAX_RANGE_PLACES] = {false};
    uint32_t end = solver_node(solver, value)->subtree_end;
    for (uint32_t i = value; i < end; i++) {
        uint8_t place = solver_place(solver, i);
        if (place != NO_PLACE && solver->places.items[place].is_integer) {
            if (solver->places.items[place].is_remote || solver->places.items[place].is_escaped)
                return true;
            is_read[place] = true;
        }
    }
    for (uint32_t i = end; i < solver->graph->node_count; i++) {
        const struct graph_node *n = solver_node(solver, i);
        bool is_write = n->kind == NODE_ASSIGN || (n->kind == NODE_UNARY && n->op == OP_ADDRESS) ||
                        (n->kind == NODE_UNARY && n->op >= OP_PRE_INC && n->op <= OP_POST_DEC);
        uint32_t target = is_write ? graph_skip_implicit(solver->graph, graph_child(solver->graph, i, 0)) : NO_ID;
        uint8_t place = solver_place(solver, target);
        if (place != NO_PLACE && is_read[place])
            return true;
    }
    return false;
}

static uint32_t find_kept_test(const struct range_solver *solver, const struct range_place *variable)
{
    if (variable->kind != NODE_LOCAL || variable->writes != 1)
        return NO_ID;
    const struct graph_node *writer = solver_node(solver, variable->writer);
    bool is_assign = writer->kind == NODE_ASSIGN;
    if (writer->kind != NODE_DECLARE && (!is_assign || writer->op != OP_NONE))
        return NO_ID;
    uint32_t value = graph_skip_casts(solver->graph, graph_child(solver->graph, variable->writer, is_assign));
    int64_t otherwise;
    if (value < solver->graph->node_count && solver_node(solver, value)->kind == NODE_CONDITIONAL &&
        constant_value(solver->graph, graph_child(solver->graph, value, 2), &otherwise) && otherwise == 0)
        value = graph_skip_casts(solver->graph, graph_child(solver->graph, value, 0));
    return value < solver->graph->node_count && is_truth(solver, value) && !may_change_later(solver, value) ? value
                                                                                                            : NO_ID;
}

/* The test that is true where a variable is: `has_room = n < SIZE && !is_full;` or `at = n < SIZE ? &items[n] : NULL;`,
 * asked for later by `if (has_room)`. NO_ID: it holds something else, or what was tested may have changed. */
static uint32_t kept_test(struct range_solver *solver, uint32_t condition)
{
    uint8_t place = solver_place(solver, graph_skip_casts(solver->graph, condition));
    if (place == NO_PLACE || solver->places.items[place].is_escaped)
        return NO_ID;
    struct range_place *variable = &solver->places.items[place];
    if (!variable->is_kept_asked) {
        variable->is_kept_asked = true;
        variable->kept = find_kept_test(solver, variable);
    }
    return variable->kept < condition ? variable->kept : NO_ID;
}

bool solver_believe(struct range_solver *solver, struct range_state *state, uint32_t condition, bool is_true,
                    unsigned depth)
{
    while (condition < solver->graph->node_count && solver_node(solver, condition)->kind == NODE_CAST &&
           solver_node(solver, condition)->flags & NODE_FLAG_IMPLICIT && solver_node(solver, condition)->op != OP_LOAD)
        condition = graph_child(solver->graph, condition, 0);
    if (condition >= solver->graph->node_count || depth > MAX_EVALUATED_DEPTH)
        return true;
    const struct graph_node *n = solver_node(solver, condition);
    if (n->kind == NODE_UNARY && n->op == OP_NOT)
        return solver_believe(solver, state, graph_child(solver->graph, condition, 0), !is_true, depth + 1);
    if (n->kind == NODE_BINARY && n->op == OP_COMMA)
        return solver_believe(solver, state, graph_child(solver->graph, condition, 1), is_true, depth + 1);
    if (n->kind == NODE_BINARY && (n->op == OP_LOGICAL_AND || n->op == OP_LOGICAL_OR))
        return believe_logical(solver, state, condition, is_true, depth);
    bool is_turned = false;
    uint32_t inner = truth_compared(solver, condition, &is_turned);
    if (inner != NO_ID)
        return solver_believe(solver, state, inner, is_true != is_turned, depth + 1);
    if (n->kind == NODE_BINARY && n->op >= OP_LT && n->op <= OP_NE)
        return believe_comparison(solver, state, condition, is_true, depth);
    uint32_t kept = is_true ? kept_test(solver, condition) : NO_ID; /* of a false one mostly nothing follows */
    if (kept != NO_ID && !solver_believe(solver, state, kept, true, depth + 1))
        return false;
    struct range zero = range_of_constant(0, condition);
    struct range_limit limit =
        solver_limit_of_test(is_true ? OP_NE : OP_EQ, &zero, decides(solver, condition), condition);
    if (n->kind == NODE_CALL)
        limit.flags = RANGE_BOUNDED_ABOVE | RANGE_BOUNDED_BELOW;
    return solver_limit(solver, state, condition, &limit, depth + 1);
}
