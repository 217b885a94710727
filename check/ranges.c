#include "ranges.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "flow.h"
#include "libc.h"
#include "names.h"
#include "never_returns.h"
#include "range_calls.h"
#include "range_places.h"

#define MAX_RELATIONS 6         /* of one place in the code; others are forgotten */
#define MAX_MARKS 48            /* constants that intervals stop at while they grow */
#define MAX_EVALUATED_DEPTH 24  /* of an expression; what is deeper has the range of its type */
#define MAX_CONDITIONAL_DEPTH 3 /* of `?:` in each other whose condition is believed */
#define MAX_MARKED_NODES 64     /* of an expression that is compared, searched for variables */
#define MAX_STATES_BYTES (8u << 20)

/* What tests have shown of two places: bits of how a may stand to b. */
enum { MAY_BE_LESS = 1, MAY_BE_EQUAL = 2, MAY_BE_GREATER = 4 };

struct relation {
    uint8_t a, b;
    uint8_t shown;
    uint32_t shower; /* of what is not equal */
};

struct state {
    bool is_dead; /* a call before never returned */
    uint32_t relation_count;
    struct relation relations[MAX_RELATIONS];
    struct range ranges[]; /* for each place */
};

/* index_of_node holds these, or 2 more than an index into found. */
enum { NEVER_EVALUATED, WHOLE_TYPE, FIRST_FOUND };

struct ranges {
    const struct facts *facts;
    const struct function_graph *graph;
    uint32_t *index_of_node;
    struct range *found;
    size_t found_count, found_capacity;
};

struct ranges_cache {
    uint32_t function_count;
    struct ranges **of_function;
    bool *is_tried;
    bool *has_returns;
    struct range_returns *returns;
    struct never_returns ends;
};

struct solver {
    const struct facts *facts;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct ranges_cache *cache;
    struct ranges *ranges;
    struct range_places places;
    int64_t marks[MAX_MARKS];
    uint32_t mark_count;
    size_t state_size;
    struct state *scratch[MAX_CONDITIONAL_DEPTH];
    unsigned conditional_depth;
    bool is_recording;
};

static struct range evaluate(struct solver *solver, struct state *state, uint32_t node, unsigned depth);
static bool believe(struct solver *solver, struct state *state, uint32_t condition, bool is_true, unsigned depth);

static const struct graph_node *node_at(const struct solver *solver, uint32_t node)
{
    return &solver->graph->nodes[node];
}

/* Not an integer: everything. */
static struct range whole_range(const struct solver *solver, uint32_t node)
{
    struct integer_type type = {64, true, INT64_MIN, INT64_MAX};
    if (node < solver->graph->node_count)
        integer_type_of(solver->facts, node_at(solver, node)->type, &type);
    return range_of_type(&type);
}

/* The facts hold constants of unsigned types as the 64 bits that they are. */
static struct range constant_range(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    struct integer_type type;
    int64_t value = graph->nodes[node].value;
    if (value < 0 && integer_type_of(facts, graph->nodes[node].type, &type) && !type.is_signed)
        value = type.high;
    return range_of_constant(value, node);
}

static bool is_constant(const struct graph_node *node)
{
    return node->flags & NODE_FLAG_HAS_VALUE || node->kind == NODE_INT_LITERAL || node->kind == NODE_ENUMERATOR;
}

/* ---- Places ---- */

static uint8_t place_of(const struct solver *solver, uint32_t node)
{
    return node < solver->graph->node_count ? solver->places.of_node[node] : NO_PLACE;
}

/* The place that an expression reads or designates, conversions looked through when they keep every value. */
static uint8_t place_read(const struct solver *solver, uint32_t node)
{
    while (node < solver->graph->node_count && place_of(solver, node) == NO_PLACE &&
           node_at(solver, node)->kind == NODE_CAST &&
           (node_at(solver, node)->op == OP_LOAD || node_at(solver, node)->op == OP_CONVERT_INT))
        node = graph_child(solver->graph, node, 0);
    return place_of(solver, node);
}

static bool is_followed(const struct solver *solver, uint8_t place)
{
    return place != NO_PLACE && solver->places.items[place].is_integer && !solver->places.items[place].is_escaped;
}

static void forget_relations(struct state *state, uint8_t place)
{
    for (uint32_t i = 0; i < state->relation_count; i++)
        if (state->relations[i].a == place || state->relations[i].b == place)
            state->relations[i--] = state->relations[--state->relation_count];
}

static struct range unknown_place(const struct solver *solver, uint8_t place)
{
    struct integer_type everything = {64, true, INT64_MIN, INT64_MAX};
    const struct range_place *p = &solver->places.items[place];
    return range_of_type(p->is_integer ? &p->type : &everything);
}

static void put(const struct solver *solver, struct state *state, uint8_t place, const struct range *value)
{
    if (place == NO_PLACE)
        return;
    forget_relations(state, place);
    state->ranges[place] = value ? *value : unknown_place(solver, place);
    state->ranges[place].growths = 0;
    state->ranges[place].flags &= ~(uint32_t)RANGE_WRAPS;
    if (solver->places.items[place].kind == NODE_MEMBER)
        return;
    for (uint32_t i = 0; i < solver->places.count; i++)
        if (solver->places.items[i].base == place && solver->places.items[i].kind == NODE_MEMBER) {
            forget_relations(state, (uint8_t)i);
            state->ranges[i] = unknown_place(solver, (uint8_t)i);
            state->ranges[i].source = state->ranges[place].source;
        }
}

/* The variable whose storage an lvalue is part of, or that points to it. */
static uint8_t root_place(const struct solver *solver, uint32_t node)
{
    const struct function_graph *graph = solver->graph;
    bool is_loaded = false;
    for (unsigned i = 0; i < MAX_EVALUATED_DEPTH && node < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[node];
        if (n->kind == NODE_LOCAL || n->kind == NODE_PARAM)
            return place_of(solver, node);
        if (is_loaded) /* a pointer that stands in the storage leads out of it */
            return NO_PLACE;
        is_loaded = n->kind == NODE_CAST && n->op == OP_LOAD;
        if (n->kind != NODE_MEMBER && n->kind != NODE_SUBSCRIPT && n->kind != NODE_CAST &&
            !(n->kind == NODE_UNARY && (n->op == OP_DEREF || n->op == OP_ADDRESS)) &&
            !(n->kind == NODE_BINARY && (n->op == OP_ADD || n->op == OP_SUB)))
            return NO_PLACE;
        node = graph_child(graph, node, 0);
    }
    return NO_PLACE;
}

static struct range read_place(const struct solver *solver, const struct state *state, uint32_t node)
{
    uint8_t place = place_of(solver, node);
    if (is_followed(solver, place))
        return state->ranges[place];
    struct range range = whole_range(solver, node);
    uint8_t root = place == NO_PLACE ? root_place(solver, node) : NO_PLACE;
    if (root != NO_PLACE && !solver->places.items[root].is_integer)
        range.source = state->ranges[root].source;
    return range;
}

/* ---- Values of expressions ---- */

static struct range range_of_result(struct solver *solver, struct state *state, uint32_t call, unsigned depth);

static struct range compute(struct solver *solver, struct state *state, uint32_t node, uint32_t type_node,
                            unsigned depth)
{
    struct integer_type type;
    if (!integer_type_of(solver->facts, node_at(solver, type_node)->type, &type))
        return whole_range(solver, node);
    uint32_t left_node = graph_child(solver->graph, node, 0), right_node = graph_child(solver->graph, node, 1);
    struct range left = evaluate(solver, state, left_node, depth + 1);
    struct range right = evaluate(solver, state, right_node, depth + 1);
    struct range result = range_compute(node_at(solver, node)->op, &left, &right, &type);
    if (node_at(solver, node)->op != OP_SUB || type.is_signed)
        return result;
    uint8_t a = place_read(solver, left_node), b = place_read(solver, right_node);
    for (uint32_t i = 0; a != NO_PLACE && b != NO_PLACE && i < state->relation_count; i++) {
        const struct relation *relation = &state->relations[i];
        if ((relation->a == a && relation->b == b && relation->shown & MAY_BE_LESS) ||
            (relation->a == b && relation->b == a && relation->shown & MAY_BE_GREATER)) {
            result.flags |= RANGE_WRAPS;
            result.low_shower = relation->shower;
        }
    }
    return result;
}

static bool is_truth_operator(enum operator_token op)
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

static struct range evaluate_binary(struct solver *solver, struct state *state, uint32_t node, unsigned depth)
{
    enum operator_token op = node_at(solver, node)->op;
    if (op == OP_COMMA)
        return evaluate(solver, state, graph_child(solver->graph, node, 1), depth + 1);
    return is_truth_operator(op) ? truth_value() : compute(solver, state, node, node, depth);
}

static struct range evaluate_unary(struct solver *solver, struct state *state, uint32_t node, unsigned depth)
{
    enum operator_token op = node_at(solver, node)->op;
    uint32_t operand = graph_child(solver->graph, node, 0);
    struct integer_type type;
    if (op == OP_NOT)
        return truth_value();
    if (op == OP_DEREF || !integer_type_of(solver->facts, node_at(solver, node)->type, &type))
        return read_place(solver, state, node);
    struct range value = evaluate(solver, state, operand, depth + 1);
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
        return whole_range(solver, node);
    }
}

static struct range evaluate_cast(struct solver *solver, struct state *state, uint32_t node, unsigned depth)
{
    uint32_t operand = graph_child(solver->graph, node, 0);
    struct integer_type type;
    switch ((enum operator_token)node_at(solver, node)->op) {
    case OP_LOAD:
        return operand < solver->graph->node_count && node_at(solver, operand)->kind != NODE_CONDITIONAL
                   ? read_place(solver, state, operand)
                   : whole_range(solver, node);
    case OP_CONVERT_INT: {
        struct range value = evaluate(solver, state, operand, depth + 1);
        return integer_type_of(solver->facts, node_at(solver, node)->type, &type) ? range_convert(&value, &type)
                                                                                  : whole_range(solver, node);
    }
    case OP_TO_BOOL:
        return truth_value();
    default:
        return whole_range(solver, node);
    }
}

static struct range evaluate_conditional(struct solver *solver, struct state *state, uint32_t node, unsigned depth)
{
    uint32_t condition = graph_child(solver->graph, node, 0);
    struct range values[2];
    uint32_t count = 0;
    bool is_believed = solver->conditional_depth < MAX_CONDITIONAL_DEPTH && condition < solver->graph->node_count;
    for (uint32_t i = 0; i < 2; i++) {
        struct state *where = state;
        if (is_believed) {
            where = solver->scratch[solver->conditional_depth];
            memcpy(where, state, solver->state_size);
            if (!believe(solver, where, condition, i == 0, depth + 1))
                continue;
            solver->conditional_depth++;
        }
        values[count++] = evaluate(solver, where, graph_child(solver->graph, node, i + 1), depth + 1);
        solver->conditional_depth -= is_believed;
    }
    if (count == 0)
        return whole_range(solver, node);
    if (count == 2)
        range_join(&values[0], &values[1], NULL, NULL, 0);
    values[0].growths = 0;
    return values[0];
}

static struct range evaluate(struct solver *solver, struct state *state, uint32_t node, unsigned depth)
{
    if (node >= solver->graph->node_count || depth > MAX_EVALUATED_DEPTH)
        return whole_range(solver, node);
    const struct graph_node *n = node_at(solver, node);
    if (is_constant(n))
        return constant_range(solver->facts, solver->graph, node);
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
        bool is_known = is_followed(solver, place_of(solver, left));
        return is_known || n->op != OP_NONE ? read_place(solver, state, is_known ? left : node)
                                            : evaluate(solver, state, right, depth + 1);
    }
    case NODE_CONDITIONAL:
        return evaluate_conditional(solver, state, node, depth);
    case NODE_CAST:
        return evaluate_cast(solver, state, node, depth);
    case NODE_CALL:
        return range_of_result(solver, state, node, depth);
    case NODE_STATEMENT_EXPR: {
        uint32_t body = graph_child(solver->graph, node, 0);
        uint32_t count = body < solver->graph->node_count ? node_at(solver, body)->child_count : 0;
        return count ? evaluate(solver, state, graph_child(solver->graph, body, count - 1), depth + 1)
                     : whole_range(solver, node);
    }
    default:
        return whole_range(solver, node);
    }
}

/* ---- Calls ---- */

static const struct range_returns *returns_of(struct solver *solver, const struct fact_function *callee)
{
    size_t index = (size_t)(callee - solver->facts->functions);
    struct range_returns *returns = &solver->cache->returns[index];
    if (!solver->cache->has_returns[index]) {
        solver->cache->has_returns[index] = true;
        *returns = range_returns_of(callee);
    }
    return returns;
}

static struct range range_of_own_result(struct solver *solver, const struct fact_function *callee, uint32_t call)
{
    struct range result = whole_range(solver, call);
    const struct range_returns *returns = returns_of(solver, callee);
    if (!returns->has_varying)
        return result;
    if (returns->has_negative && result.low < 0)
        range_show(&result, returns->negative, call);
    if (returns->has_zero)
        range_show(&result, 0, call);
    return result;
}

static struct range range_of_count(struct solver *solver, struct state *state, uint32_t call, uint32_t limit_argument,
                                   bool can_fail, unsigned depth)
{
    struct range result = whole_range(solver, call);
    struct range limit = evaluate(solver, state, graph_child(solver->graph, call, limit_argument + 1), depth + 1);
    result.low = can_fail ? -1 : 0;
    if (limit.high >= 0 && limit.high < result.high)
        result.high = limit.high;
    result.flags |= RANGE_BOUNDED_ABOVE;
    range_show(&result, result.low, call);
    if (range_is_single(&limit) && limit.high >= 0)
        range_show(&result, limit.high, call);
    return result;
}

static struct range range_of_result(struct solver *solver, struct state *state, uint32_t call, unsigned depth)
{
    struct range result = whole_range(solver, call);
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

/* What argument points to may be changed; from outside, when the call is a source. */
static void see_argument(struct solver *solver, struct state *state, uint32_t call, uint32_t argument, bool is_filled)
{
    uint32_t node = graph_child(solver->graph, call, argument + 1);
    while (node < solver->graph->node_count && node_at(solver, node)->kind == NODE_CAST &&
           node_at(solver, node)->op != OP_LOAD)
        node = graph_child(solver->graph, node, 0);
    if (node >= solver->graph->node_count)
        return;
    bool is_address = node_at(solver, node)->kind == NODE_UNARY && node_at(solver, node)->op == OP_ADDRESS;
    uint32_t target = is_address ? graph_child(solver->graph, node, 0) : node;
    uint8_t place = place_of(solver, target);
    if (is_address && place != NO_PLACE && solver->places.items[place].is_integer) {
        struct range value = unknown_place(solver, place);
        value.source = is_filled ? call : NO_ID;
        put(solver, state, place, &value);
        return;
    }
    uint8_t root = root_place(solver, target);
    if (root == NO_PLACE || solver->places.items[root].is_integer)
        return;
    struct range value = state->ranges[root];
    if (is_filled)
        value.source = call;
    put(solver, state, root, &value);
}

/* Of a function that is defined elsewhere only its name tells: `fatal`, `die_with_usage`, `raise_error`. */
static bool may_not_return(struct solver *solver, const struct fact_function *callee)
{
    static const char *const words[] = {"abort", "die",  "error", "exit",  "fail", "fatal",
                                        "panic", "quit", "raise", "throw", NULL};
    bool is_own_elsewhere = !callee->is_defined && !callee->is_system && !callee->is_builtin;
    return (is_own_elsewhere && name_has_word(callee->name, words)) ||
           never_returns(&solver->cache->ends, (uint32_t)(callee - solver->facts->functions));
}

static void see_call(struct solver *solver, struct state *state, uint32_t call)
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
                put(solver, state, (uint8_t)i, NULL);
    enum range_call_kind kind = known ? known->kind : RANGE_CALL_OTHER;
    bool fills = kind == RANGE_CALL_FILLS || kind == RANGE_CALL_COUNT || kind == RANGE_CALL_ITEMS;
    for (uint32_t i = 0; i + 1 < node_at(solver, call)->child_count; i++)
        see_argument(solver, state, call, i,
                     (fills && i == known->argument) ||
                         (kind == RANGE_CALL_SCANS && i >= known->argument &&
                          range_call_scans(solver->facts, solver->graph, call, known, i)));
}

/* ---- Tests ---- */

/* Whatever the compared expression is made of counts as bounded. */
static void mark_bounded(struct solver *solver, struct state *state, uint32_t node, uint32_t flags)
{
    if (node >= solver->graph->node_count || !flags)
        return;
    uint32_t end = node_at(solver, node)->subtree_end;
    for (uint32_t i = node; i < end && i - node < MAX_MARKED_NODES; i++)
        if (is_followed(solver, place_of(solver, i)))
            state->ranges[place_of(solver, i)].flags |= flags;
}

static bool limit_value(struct solver *solver, struct state *state, uint32_t node, const struct range_limit *limit,
                        unsigned depth);

/* The operand of a conversion has the same limit where the conversion keeps its value, or where only kept values are
 * within the limit: `(size_t)n < 16`. */
static bool limit_cast(struct solver *solver, struct state *state, uint32_t node, const struct range_limit *limit,
                       unsigned depth)
{
    uint32_t operand = graph_child(solver->graph, node, 0);
    if (operand >= solver->graph->node_count)
        return true;
    if (node_at(solver, node)->op == OP_LOAD)
        return limit_value(solver, state, operand, limit, depth + 1);
    struct integer_type to, from;
    if (node_at(solver, node)->op != OP_CONVERT_INT ||
        !integer_type_of(solver->facts, node_at(solver, node)->type, &to) ||
        !integer_type_of(solver->facts, node_at(solver, operand)->type, &from))
        return true;
    struct range value = evaluate(solver, state, operand, depth + 1);
    if (value.low >= to.low && value.high <= to.high)
        return limit_value(solver, state, operand, limit, depth + 1);
    struct range_limit kept = *limit;
    if (kept.low < to.low)
        kept.low = to.low;
    if (from.is_signed && !to.is_signed && to.bits >= from.bits && kept.high < to.high && kept.high <= from.high) {
        kept.flags |= RANGE_BOUNDED_BELOW;
        return limit_value(solver, state, operand, &kept, depth + 1);
    }
    mark_bounded(solver, state, operand, limit->flags);
    return true;
}

static int64_t shifted(int64_t value, int64_t by)
{
    int64_t sum;
    if (value == INT64_MIN || value == INT64_MAX)
        return value;
    return __builtin_add_overflow(value, by, &sum) ? (by < 0 ? INT64_MIN : INT64_MAX) : sum;
}

/* The limit of what `by` was added to; false when that may have wrapped. */
static bool shift_limit(struct solver *solver, uint32_t node, const struct range *value, int64_t by,
                        struct range_limit *limit)
{
    struct integer_type type;
    if (by == INT64_MIN || by == INT64_MAX || !integer_type_of(solver->facts, node_at(solver, node)->type, &type))
        return false;
    if (!type.is_signed && (shifted(value->low, by) < 0 || shifted(value->high, by) > type.high))
        return false;
    limit->low = shifted(limit->low, -by);
    limit->high = shifted(limit->high, -by);
    limit->excluded = shifted(limit->excluded, -by);
    limit->boundary = shifted(limit->boundary, -by);
    return true;
}

static bool limit_sum(struct solver *solver, struct state *state, uint32_t node, const struct range_limit *limit,
                      unsigned depth)
{
    uint32_t left = graph_child(solver->graph, node, 0), right = graph_child(solver->graph, node, 1);
    int64_t by;
    struct range_limit of_left = *limit;
    if (constant_value(solver->graph, right, &by) && by != INT64_MIN) {
        struct range value = evaluate(solver, state, left, depth + 1);
        if (shift_limit(solver, node, &value, node_at(solver, node)->op == OP_SUB ? -by : by, &of_left))
            return limit_value(solver, state, left, &of_left, depth + 1);
    }
    mark_bounded(solver, state, node, limit->flags);
    return true;
}

static bool limit_step(struct solver *solver, struct state *state, uint32_t node, const struct range_limit *limit,
                       unsigned depth)
{
    enum operator_token op = node_at(solver, node)->op;
    uint32_t operand = graph_child(solver->graph, node, 0);
    struct range_limit of_new = *limit;
    struct integer_type type;
    if (op == OP_PRE_INC || op == OP_PRE_DEC)
        return limit_value(solver, state, operand, limit, depth + 1);
    if ((op != OP_POST_INC && op != OP_POST_DEC) || !integer_type_of(solver->facts, node_at(solver, node)->type, &type))
        return true;
    int64_t by = op == OP_POST_INC ? 1 : -1; /* from the value tested to what is there by now */
    if (!type.is_signed && by < 0 && limit->high == 0) {
        struct range wrapped = range_of_constant(type.high, node);
        if (is_followed(solver, place_of(solver, operand)))
            put(solver, state, place_of(solver, operand), &wrapped);
        return true;
    }
    if (!type.is_signed && by < 0 && of_new.has_excluded && of_new.excluded == 0) {
        of_new.low = 1; /* it was not 0 */
        of_new.has_excluded = false;
    }
    of_new.low = shifted(of_new.low, by);
    of_new.high = shifted(of_new.high, by);
    of_new.excluded = shifted(of_new.excluded, by);
    of_new.boundary = shifted(of_new.boundary, by);
    return limit_value(solver, state, operand, &of_new, depth + 1);
}

/* `if (is_valid(n))`: what the program's own functions answer may be about the limits of their arguments. */
static bool asks_of_arguments(const struct solver *solver, uint32_t call)
{
    const struct fact_function *callee = called_function(solver->facts, solver->graph, call);
    return !callee || !(callee->is_system || callee->is_builtin);
}

static bool limit_value(struct solver *solver, struct state *state, uint32_t node, const struct range_limit *limit,
                        unsigned depth)
{
    if (node >= solver->graph->node_count || depth > MAX_EVALUATED_DEPTH)
        return true;
    uint8_t place = place_of(solver, node);
    if (place != NO_PLACE)
        return !is_followed(solver, place) || range_limit(&state->ranges[place], limit);
    const struct graph_node *n = node_at(solver, node);
    switch ((enum node_kind)n->kind) {
    case NODE_CAST:
        return limit_cast(solver, state, node, limit, depth);
    case NODE_ASSIGN:
        return limit_value(solver, state, graph_child(solver->graph, node, 0), limit, depth + 1);
    case NODE_UNARY:
        return limit_step(solver, state, node, limit, depth);
    case NODE_BINARY:
        if (n->op == OP_COMMA)
            return limit_value(solver, state, graph_child(solver->graph, node, 1), limit, depth + 1);
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
static bool decides(const struct solver *solver, uint32_t condition)
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
static bool is_evidence(const struct solver *solver, uint32_t node)
{
    int64_t value;
    if (constant_value(solver->graph, node, &value))
        return true;
    uint8_t place = place_read(solver, node);
    return is_followed(solver, place) && !solver->places.items[place].is_remote &&
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

/* What `value op other` says of value. */
static struct range_limit limit_of_test(enum operator_token op, const struct range *other, bool is_evidence,
                                        uint32_t shower)
{
    struct range_limit limit = {.low = INT64_MIN, .high = INT64_MAX, .shower = shower};
    bool has_high = is_evidence && range_is_shown(other) && other->shown_high == other->high;
    bool has_low = is_evidence && range_is_shown(other) && other->shown_low == other->low;
    switch (op) {
    case OP_LT:
    case OP_LE:
        limit.high = shifted(other->high, op == OP_LT ? -1 : 0);
        limit.flags = RANGE_BOUNDED_ABOVE;
        limit.has_boundary = has_high && limit.high != INT64_MAX;
        limit.boundary = limit.high;
        break;
    case OP_GT:
    case OP_GE:
        limit.low = shifted(other->low, op == OP_GT);
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

static void relate(struct state *state, uint8_t a, uint8_t b, enum operator_token op, uint32_t shower)
{
    static const uint8_t possible[] = {MAY_BE_LESS,    MAY_BE_LESS | MAY_BE_EQUAL,
                                       MAY_BE_GREATER, MAY_BE_GREATER | MAY_BE_EQUAL,
                                       MAY_BE_EQUAL,   MAY_BE_LESS | MAY_BE_GREATER};
    static const uint8_t shown[] = {MAY_BE_LESS, MAY_BE_EQUAL, MAY_BE_GREATER, MAY_BE_EQUAL, MAY_BE_EQUAL, 0};
    for (uint32_t i = 0; i < state->relation_count; i++) {
        struct relation *relation = &state->relations[i];
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
        state->relations[state->relation_count++] = (struct relation){a, b, shown[op - OP_LT], shower};
}

static bool believe_comparison(struct solver *solver, struct state *state, uint32_t node, bool is_true, unsigned depth)
{
    enum operator_token op = node_at(solver, node)->op;
    if (!is_true)
        op = opposite(op);
    uint32_t left = graph_child(solver->graph, node, 0), right = graph_child(solver->graph, node, 1);
    struct integer_type type;
    if (left >= solver->graph->node_count || right >= solver->graph->node_count ||
        !integer_type_of(solver->facts, node_at(solver, left)->type, &type))
        return true;
    struct range left_value = evaluate(solver, state, left, depth + 1);
    struct range right_value = evaluate(solver, state, right, depth + 1);
    bool is_decided = decides(solver, node);
    struct range_limit of_left = limit_of_test(op, &right_value, is_decided && is_evidence(solver, right), node);
    struct range_limit of_right =
        limit_of_test(turned_round(op), &left_value, is_decided && is_evidence(solver, left), node);
    if (!limit_value(solver, state, left, &of_left, depth + 1) ||
        !limit_value(solver, state, right, &of_right, depth + 1))
        return false;
    uint8_t a = place_read(solver, left), b = place_read(solver, right);
    if (is_followed(solver, a) && is_followed(solver, b) && is_decided)
        relate(state, a, b, op, node);
    return true;
}

/* `a && b`, or `!(a || b)`: both are as said; of others nothing follows for one alone. */
static bool believe_logical(struct solver *solver, struct state *state, uint32_t node, bool is_true, unsigned depth)
{
    if (is_true != (node_at(solver, node)->op == OP_LOGICAL_AND))
        return true;
    return believe(solver, state, graph_child(solver->graph, node, 0), is_true, depth + 1) &&
           believe(solver, state, graph_child(solver->graph, node, 1), is_true, depth + 1);
}

static bool is_truth(const struct solver *solver, uint32_t node)
{
    const struct graph_node *n = node_at(solver, node);
    return (n->kind == NODE_BINARY || n->kind == NODE_UNARY) && is_truth_operator(n->op);
}

/* What `__builtin_expect(a, 1)` and `(a < b) != 0` ask in truth: a, a < b. NO_ID: the node is none of these. */
static uint32_t truth_compared(const struct solver *solver, uint32_t node, bool *ret_is_turned)
{
    const struct graph_node *n = node_at(solver, node);
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

/* Narrows the state to the condition's truth; false when it cannot have it. */
static bool believe(struct solver *solver, struct state *state, uint32_t condition, bool is_true, unsigned depth)
{
    while (condition < solver->graph->node_count && node_at(solver, condition)->kind == NODE_CAST &&
           node_at(solver, condition)->flags & NODE_FLAG_IMPLICIT && node_at(solver, condition)->op != OP_LOAD)
        condition = graph_child(solver->graph, condition, 0);
    if (condition >= solver->graph->node_count || depth > MAX_EVALUATED_DEPTH)
        return true;
    const struct graph_node *n = node_at(solver, condition);
    if (n->kind == NODE_UNARY && n->op == OP_NOT)
        return believe(solver, state, graph_child(solver->graph, condition, 0), !is_true, depth + 1);
    if (n->kind == NODE_BINARY && n->op == OP_COMMA)
        return believe(solver, state, graph_child(solver->graph, condition, 1), is_true, depth + 1);
    if (n->kind == NODE_BINARY && (n->op == OP_LOGICAL_AND || n->op == OP_LOGICAL_OR))
        return believe_logical(solver, state, condition, is_true, depth);
    bool is_turned = false;
    uint32_t inner = truth_compared(solver, condition, &is_turned);
    if (inner != NO_ID)
        return believe(solver, state, inner, is_true != is_turned, depth + 1);
    if (n->kind == NODE_BINARY && n->op >= OP_LT && n->op <= OP_NE)
        return believe_comparison(solver, state, condition, is_true, depth);
    struct range zero = range_of_constant(0, condition);
    struct range_limit limit = limit_of_test(is_true ? OP_NE : OP_EQ, &zero, decides(solver, condition), condition);
    if (n->kind == NODE_CALL)
        limit.flags = RANGE_BOUNDED_ABOVE | RANGE_BOUNDED_BELOW;
    return limit_value(solver, state, condition, &limit, depth + 1);
}

/* ---- Flow ---- */

static bool is_asked_operand(const struct graph_node *parent)
{
    switch ((enum node_kind)parent->kind) {
    case NODE_SUBSCRIPT:
    case NODE_ASSIGN:
    case NODE_CALL:
    case NODE_ARRAY_SIZE:
        return true;
    case NODE_BINARY:
        return parent->op >= OP_ADD && parent->op <= OP_GE;
    case NODE_CAST:
        return parent->op == OP_CONVERT_INT || parent->op == OP_CONVERT_FLOAT;
    default:
        return false;
    }
}

static bool is_asked(const struct solver *solver, uint32_t node)
{
    const struct graph_node *n = node_at(solver, node);
    struct integer_type type;
    if (n->flags & (NODE_FLAG_HAS_VALUE | NODE_FLAG_LVALUE) || n->parent >= solver->graph->node_count)
        return false;
    bool is_sum = n->kind == NODE_BINARY && n->op >= OP_ADD && n->op <= OP_MUL;
    return (is_sum || is_asked_operand(node_at(solver, n->parent))) && integer_type_of(solver->facts, n->type, &type);
}

static void record(struct solver *solver, struct state *state, uint32_t node)
{
    struct ranges *ranges = solver->ranges;
    struct range whole = whole_range(solver, node), value = evaluate(solver, state, node, 0);
    bool is_whole = value.low == whole.low && value.high == whole.high && !range_is_shown(&value) && !value.flags &&
                    value.source == NO_ID;
    ranges->index_of_node[node] = is_whole ? WHOLE_TYPE : FIRST_FOUND + (uint32_t)ranges->found_count;
    if (!is_whole)
        ARRAY_PUSH(ranges->found, ranges->found_count, ranges->found_capacity, value);
}

static bool mentions(const struct solver *solver, uint32_t node, uint8_t place)
{
    if (node >= solver->graph->node_count)
        return false;
    uint32_t end = node_at(solver, node)->subtree_end;
    for (uint32_t i = node; i < end && i - node < MAX_MARKED_NODES; i++)
        if (place_of(solver, i) == place)
            return true;
    return false;
}

static void see_assignment(struct solver *solver, struct state *state, uint32_t node)
{
    const struct graph_node *n = node_at(solver, node);
    uint32_t left = graph_child(solver->graph, node, 0);
    uint8_t place = place_of(solver, left);
    if (place == NO_PLACE)
        return;
    struct range value = n->op == OP_NONE ? evaluate(solver, state, graph_child(solver->graph, node, 1), 0)
                                          : compute(solver, state, node, left, 0);
    if (solver->places.items[place].is_integer)
        value = range_convert(&value, &solver->places.items[place].type);
    else
        value = unknown_place(solver, place);
    if (!range_is_single(&value) && (n->op != OP_NONE || mentions(solver, graph_child(solver->graph, node, 1), place)))
        value.flags |= RANGE_STEPPED;
    put(solver, state, place, &value);
}

static void see_step(struct solver *solver, struct state *state, uint32_t node)
{
    enum operator_token op = node_at(solver, node)->op;
    uint8_t place = place_of(solver, graph_child(solver->graph, node, 0));
    if (op < OP_PRE_INC || op > OP_POST_DEC || place == NO_PLACE)
        return;
    bool is_up = op == OP_PRE_INC || op == OP_POST_INC;
    struct range one = range_of_constant(1, node);
    struct range value = unknown_place(solver, place);
    if (is_followed(solver, place))
        value = range_compute(is_up ? OP_ADD : OP_SUB, &state->ranges[place], &one, &solver->places.items[place].type);
    if (!range_is_single(&value))
        value.flags |= RANGE_STEPPED;
    put(solver, state, place, &value);
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct solver *solver = context;
    struct state *state = state_bytes;
    if (state->is_dead)
        return;
    switch ((enum node_kind)node_at(solver, node)->kind) {
    case NODE_DECLARE: {
        uint8_t place = place_of(solver, node);
        bool has_value =
            place != NO_PLACE && solver->places.items[place].is_integer && node_at(solver, node)->child_count;
        struct range value =
            has_value ? evaluate(solver, state, graph_child(solver->graph, node, 0), 0) : (struct range){0};
        put(solver, state, place, has_value ? &value : NULL);
        break;
    }
    case NODE_ASSIGN:
        see_assignment(solver, state, node);
        break;
    case NODE_UNARY:
        see_step(solver, state, node);
        break;
    case NODE_CALL:
        see_call(solver, state, node);
        break;
    default:
        break;
    }
    if (solver->is_recording && is_asked(solver, node))
        record(solver, state, node);
}

static bool branch(void *context, void *state, uint32_t condition, bool is_true)
{
    return !((struct state *)state)->is_dead && believe(context, state, condition, is_true, 0);
}

/* The value of a `case`, false for default, the end of the switch, and ranges. */
static bool case_value(const struct function_graph *graph, uint32_t block, int64_t *ret_value)
{
    uint32_t label = graph->blocks[block].label;
    if (label >= graph->node_count || graph->nodes[label].kind != NODE_CASE || graph->nodes[label].text)
        return false;
    *ret_value = graph->nodes[label].value;
    return true;
}

/* Behind a case the value is that of the case, on the other edges it is none of them. */
static bool choose(void *context, void *state_bytes, uint32_t block, uint32_t next)
{
    struct solver *solver = context;
    struct state *state = state_bytes;
    const struct function_graph *graph = solver->graph;
    const struct graph_block *b = &graph->blocks[block];
    uint32_t condition = graph_child(graph, b->terminator, 0);
    struct integer_type type;
    int64_t value;
    if (state->is_dead)
        return false;
    if (condition == NO_ID || !integer_type_of(solver->facts, node_at(solver, condition)->type, &type))
        return true;
    bool is_case = case_value(graph, next, &value), can_be_taken = true;
    for (uint32_t i = 0; can_be_taken && i < (is_case ? 1 : b->successor_count); i++) {
        uint32_t other = is_case ? next : graph->successors[b->first_successor + i];
        if (other >= graph->block_count || !case_value(graph, other, &value))
            continue;
        struct range constant = range_of_constant(value, graph->blocks[other].label);
        struct range_limit limit = limit_of_test(is_case ? OP_EQ : OP_NE, &constant, true, graph->blocks[other].label);
        can_be_taken = limit_value(solver, state, condition, &limit, 0);
    }
    return can_be_taken;
}

static bool join_relations(struct state *into, const struct state *from)
{
    bool has_changed = false;
    for (uint32_t i = 0; i < from->relation_count; i++) {
        const struct relation *other = &from->relations[i];
        uint32_t k = 0;
        while (k < into->relation_count && (into->relations[k].a != other->a || into->relations[k].b != other->b))
            k++;
        if (k == MAX_RELATIONS)
            continue;
        if (k == into->relation_count) {
            into->relations[into->relation_count++] = *other;
            has_changed = true;
        } else if (other->shown & ~into->relations[k].shown) {
            into->relations[k].shown |= other->shown;
            into->relations[k].shower = other->shower;
            has_changed = true;
        }
    }
    return has_changed;
}

static bool join(void *context, void *into_bytes, const void *from_bytes)
{
    struct solver *solver = context;
    struct state *into = into_bytes;
    const struct state *from = from_bytes;
    if (from->is_dead)
        return false;
    if (into->is_dead) {
        memcpy(into, from, solver->state_size);
        return true;
    }
    bool has_changed = join_relations(into, from);
    for (uint32_t i = 0; i < solver->places.count; i++) {
        const struct range_place *place = &solver->places.items[i];
        has_changed |= range_join(&into->ranges[i], &from->ranges[i], place->is_integer ? &place->type : NULL,
                                  solver->marks, solver->mark_count);
    }
    return has_changed;
}

static void enter(void *context, void *state_bytes)
{
    struct solver *solver = context;
    struct state *state = state_bytes;
    for (uint32_t i = 0; i < solver->places.count; i++) {
        state->ranges[i] = unknown_place(solver, (uint8_t)i);
        if (solver->places.items[i].kind == NODE_PARAM)
            state->ranges[i].flags |= RANGE_FROM_PARAM;
    }
}

static int compare_marks(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* Intervals that grow stop at what they are compared with, so that a loop's bound is found. */
static void find_marks(struct solver *solver)
{
    const struct function_graph *graph = solver->graph;
    for (uint32_t i = 0; i < graph->node_count && solver->mark_count + 6 <= MAX_MARKS; i++) {
        const struct graph_node *n = &graph->nodes[i];
        int64_t value;
        if (n->kind != NODE_BINARY || n->op < OP_LT || n->op > OP_NE)
            continue;
        for (uint32_t side = 0; side < 2; side++) {
            if (!constant_value(graph, graph_child(graph, i, side), &value))
                continue;
            for (int64_t by = -1; by <= 1; by++)
                solver->marks[solver->mark_count++] = shifted(value, by);
        }
    }
    qsort(solver->marks, solver->mark_count, sizeof *solver->marks, compare_marks);
}

static bool solve(struct solver *solver)
{
    for (unsigned i = 0; i < MAX_CONDITIONAL_DEPTH; i++)
        solver->scratch[i] = memory_new(1, solver->state_size);
    struct flow flow = {.graph = solver->graph,
                        .state_size = solver->state_size,
                        .context = solver,
                        .enter = enter,
                        .join = join,
                        .visit = visit,
                        .branch = branch,
                        .choose = choose};
    bool is_solved = flow_solve(&flow);
    if (is_solved) {
        solver->is_recording = true;
        flow_replay(&flow);
    }
    flow_release(&flow);
    for (unsigned i = 0; i < MAX_CONDITIONAL_DEPTH; i++)
        free(solver->scratch[i]);
    return is_solved;
}

static struct ranges *find_ranges(struct check_pass *pass, const struct fact_function *function)
{
    struct solver solver = {
        .facts = pass->facts, .function = function, .graph = &function->graph, .cache = *pass->ranges};
    if (!function->graph.block_count)
        return NULL;
    range_places_find(pass->facts, function, pass->arena, &solver.places);
    solver.state_size = sizeof(struct state) + solver.places.count * sizeof(struct range);
    if (solver.state_size * function->graph.block_count > MAX_STATES_BYTES)
        return NULL;
    find_marks(&solver);
    struct ranges *ranges = arena_alloc(pass->arena, sizeof *ranges);
    *ranges = (struct ranges){.facts = pass->facts, .graph = &function->graph};
    ranges->index_of_node = arena_array(pass->arena, function->graph.node_count, sizeof *ranges->index_of_node);
    solver.ranges = ranges;
    return solve(&solver) ? ranges : NULL;
}

const struct ranges *ranges_of(struct check_pass *pass, const struct fact_function *function)
{
    if (!*pass->ranges) {
        struct ranges_cache *cache = *pass->ranges = memory_new(1, sizeof *cache);
        cache->function_count = pass->facts->function_count;
        cache->ends.facts = pass->facts;
        cache->of_function = memory_new(cache->function_count, sizeof *cache->of_function);
        cache->is_tried = memory_new(cache->function_count, sizeof *cache->is_tried);
        cache->has_returns = memory_new(cache->function_count, sizeof *cache->has_returns);
        cache->returns = memory_new(cache->function_count, sizeof *cache->returns);
    }
    struct ranges_cache *cache = *pass->ranges;
    size_t index = (size_t)(function - pass->facts->functions);
    if (!cache->is_tried[index]) {
        cache->is_tried[index] = true;
        cache->of_function[index] = find_ranges(pass, function);
    }
    return cache->of_function[index];
}

void ranges_cache_free(struct ranges_cache *cache)
{
    if (!cache)
        return;
    for (uint32_t i = 0; i < cache->function_count; i++)
        if (cache->of_function[i])
            free(cache->of_function[i]->found);
    free(cache->of_function);
    free(cache->is_tried);
    free(cache->has_returns);
    free(cache->returns);
    never_returns_release(&cache->ends);
    free(cache);
}

bool range_at(const struct ranges *ranges, uint32_t node, struct range *ret_range)
{
    struct integer_type type;
    if (!ranges || node >= ranges->graph->node_count ||
        !integer_type_of(ranges->facts, ranges->graph->nodes[node].type, &type))
        return false;
    uint32_t index = ranges->index_of_node[node];
    if (is_constant(&ranges->graph->nodes[node])) {
        *ret_range = constant_range(ranges->facts, ranges->graph, node);
        return true;
    }
    if (index == NEVER_EVALUATED)
        return false;
    *ret_range = index == WHOLE_TYPE ? range_of_type(&type) : ranges->found[index - FIRST_FOUND];
    return true;
}

struct check_note range_note(struct check_pass *pass, const struct fact_function *function, uint32_t shower,
                             int64_t value)
{
    if (shower >= function->graph.node_count)
        return (struct check_note){0};
    const struct graph_node *node = &function->graph.nodes[shower];
    const struct fact_function *callee = called_function(pass->facts, &function->graph, shower);
    const char *message;
    if (callee)
        message = arena_printf(pass->arena, "the result of '%s' may be %lld", callee->name, (long long)value);
    else if (is_value_comparison(&function->graph, shower))
        message = "this test shows that it may be";
    else
        message = arena_printf(pass->arena, "here it becomes %lld on a path", (long long)value);
    return (struct check_note){node->range, message};
}

const char *range_source(struct check_pass *pass, const struct fact_function *function, const struct range *range,
                         struct check_note *ret_note)
{
    const struct fact_function *callee = called_function(pass->facts, &function->graph, range->source);
    const char *name = callee ? callee->name : "";
    *ret_note = (struct check_note){function->graph.nodes[range->source].range,
                                    arena_printf(pass->arena, "'%s' brings it from outside here", name)};
    return name;
}
