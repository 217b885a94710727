/* Unsigned numbers do not go below 0: a loop that waits for it never ends, and a difference that would be negative is a
 * huge number. Differences are found where the source shows that the left side may be the smaller one, and where what
 * comes out is a size, a bound or an index. */
#include "evidence.h"
#include "expression_name.h"
#include "expressions.h"
#include "range_calls.h"
#include "ranges.h"

static bool is_unsigned(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    struct integer_type type;
    return node < graph->node_count && integer_type_of(facts, graph->nodes[node].type, &type) && !type.is_signed &&
           type.bits > 1;
}

/* The loop whose condition, or a part of it joined by &&, the node is. */
static uint32_t loop_of_condition(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    while (parent < graph->node_count &&
           ((graph->nodes[parent].kind == NODE_BINARY && graph->nodes[parent].op == OP_LOGICAL_AND) ||
            graph->nodes[parent].kind == NODE_CAST)) {
        node = parent;
        parent = graph->nodes[node].parent;
    }
    if (parent >= graph->node_count)
        return NO_ID;
    enum node_kind kind = graph->nodes[parent].kind;
    uint32_t condition = kind == NODE_WHILE ? 0 : 1;
    bool is_loop = kind == NODE_WHILE || kind == NODE_DO || kind == NODE_FOR;
    return is_loop && graph_child(graph, parent, condition) == node ? parent : NO_ID;
}

/* `i = i - 1` */
static bool is_one_less(const struct function_graph *graph, uint32_t assignment)
{
    uint32_t value = graph_skip_casts(graph, graph_child(graph, assignment, 1));
    return graph->nodes[assignment].op == OP_NONE && value < graph->node_count &&
           graph->nodes[value].kind == NODE_BINARY && graph->nodes[value].op == OP_SUB &&
           is_same_place(graph, graph_child(graph, value, 0), graph_child(graph, assignment, 0));
}

static bool counts_down(const struct function_graph *graph, uint32_t loop, uint32_t place)
{
    for (uint32_t i = loop; i < graph->nodes[loop].subtree_end; i++) {
        const struct graph_node *n = &graph->nodes[i];
        bool is_decrement = (n->kind == NODE_UNARY && (n->op == OP_PRE_DEC || n->op == OP_POST_DEC)) ||
                            (n->kind == NODE_ASSIGN && (n->op == OP_SUB || is_one_less(graph, i)));
        if (is_decrement && is_same_place(graph, graph_child(graph, i, 0), place))
            return true;
    }
    return false;
}

/* `i >= 0`, `0 <= i`: the side that is not 0. */
static uint32_t tested_not_negative(const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    int64_t value;
    if (n->kind != NODE_BINARY || (n->op != OP_GE && n->op != OP_LE))
        return NO_ID;
    uint32_t greater = graph_child(graph, node, n->op == OP_LE), lesser = graph_child(graph, node, n->op == OP_GE);
    return greater != NO_ID && constant_value(graph, lesser, &value) && value == 0 ? greater : NO_ID;
}

static void look_at_condition(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t tested = graph_skip_implicit(graph, tested_not_negative(graph, node));
    if (tested >= graph->node_count || !is_unsigned(pass->facts, graph, tested))
        return;
    uint32_t loop = loop_of_condition(graph, node);
    bool is_step = graph->nodes[tested].kind == NODE_UNARY &&
                   (graph->nodes[tested].op == OP_PRE_DEC || graph->nodes[tested].op == OP_POST_DEC);
    if (loop == NO_ID || (!is_step && !counts_down(graph, loop, tested)))
        return;
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[node].range},
                 "%s is unsigned and never below 0, so that the loop goes on after 0 with the greatest number; test "
                 "before the step: `i-- > 0`",
                 expression_name(pass->facts, function, tested, pass->arena));
}

/* Compared from below: `i < n - 1`. The other way round a wrapped difference is a usual test of both ends at once. */
static bool is_upper_side(const struct function_graph *graph, uint32_t comparison, uint32_t side)
{
    enum operator_token op = graph->nodes[comparison].op;
    uint32_t upper = graph_child(graph, comparison, op == OP_LT || op == OP_LE);
    return op >= OP_LT && op <= OP_GE && side == upper;
}

static bool starts_a_loop(const struct function_graph *graph, uint32_t declaration)
{
    uint32_t parent = graph->nodes[declaration].parent;
    while (parent < graph->node_count && graph->nodes[parent].kind == NODE_COMPOUND && parent != 0 &&
           graph->nodes[graph->nodes[parent].parent].kind == NODE_FOR)
        parent = graph->nodes[parent].parent;
    return parent < graph->node_count && graph->nodes[parent].kind == NODE_FOR;
}

static bool is_harmful_use(const struct facts *facts, const struct function_graph *graph, uint32_t node, bool is_kept);

/* Written or not, the conversion leaves a huge number huge: `(size_t)(length - 4)`. */
static bool keeps_value(const struct facts *facts, const struct function_graph *graph, uint32_t cast)
{
    struct integer_type to, from;
    uint32_t operand = graph_child(graph, cast, 0);
    return graph->nodes[cast].flags & NODE_FLAG_IMPLICIT ||
           (operand < graph->node_count && integer_type_of(facts, graph->nodes[cast].type, &to) &&
            integer_type_of(facts, graph->nodes[operand].type, &from) && to.bits >= from.bits);
}

/* The variable is used in another way than to be added: `length += new_size - old_size` comes out right. */
static bool is_kept_for_harm(const struct facts *facts, const struct function_graph *graph, uint32_t place)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_CAST && graph->nodes[i].op == OP_LOAD &&
            is_same_place(graph, graph_child(graph, i, 0), place) && is_harmful_use(facts, graph, i, true))
            return true;
    return false;
}

/* A wrapped difference does harm as a size, a bound, an index, or when it is kept in a variable as wide as it is. */
static bool is_harmful_use(const struct facts *facts, const struct function_graph *graph, uint32_t node, bool is_kept)
{
    for (;;) {
        uint32_t parent = graph->nodes[node].parent;
        if (parent >= graph->node_count)
            return false;
        const struct graph_node *n = &graph->nodes[parent];
        switch ((enum node_kind)n->kind) {
        case NODE_CAST:
            if (n->op != OP_CONVERT_INT || !is_unsigned(facts, graph, parent) || !keeps_value(facts, graph, parent))
                return false;
            node = parent;
            break;
        case NODE_SUBSCRIPT:
            return graph_child(graph, parent, 1) == node;
        case NODE_CALL:
            return true;
        case NODE_DECLARE:
            return !is_kept && !starts_a_loop(graph, parent) && is_kept_for_harm(facts, graph, parent);
        case NODE_ASSIGN:
            return !is_kept && n->op == OP_NONE && graph_child(graph, parent, 1) == node &&
                   !starts_a_loop(graph, parent) && is_kept_for_harm(facts, graph, graph_child(graph, parent, 0));
        case NODE_BINARY:
            return is_upper_side(graph, parent, node) || (is_kept && n->op >= OP_LT && n->op <= OP_GE);
        default:
            return false;
        }
    }
}

static bool is_filled_from_outside(const struct facts *facts, const struct function_graph *graph, uint32_t text)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct range_call *call = graph->nodes[i].kind == NODE_CALL ? range_call_find(facts, graph, i) : NULL;
        bool fills = call && (call->kind == RANGE_CALL_FILLS || call->kind == RANGE_CALL_COUNT ||
                              call->kind == RANGE_CALL_ITEMS || call->kind == RANGE_CALL_SCANS);
        for (uint32_t k = fills ? call->argument : UINT32_MAX - 1; k + 1 < graph->nodes[i].child_count; k++)
            if (is_same_place(graph, graph_child(graph, i, k + 1), text))
                return true;
    }
    return false;
}

/* That a text may be empty is believed of one that came from outside, where the character before it is then used. */
static bool is_weak(const struct facts *facts, const struct function_graph *graph, uint32_t node, uint32_t shower)
{
    const struct range_call *call = shower < graph->node_count ? range_call_find(facts, graph, shower) : NULL;
    if (!call || call->kind != RANGE_CALL_LENGTH)
        return false;
    uint32_t text = graph_child(graph, shower, 1), user = graph->nodes[node].parent;
    int64_t subtracted;
    bool is_last_index = user < graph->node_count && graph->nodes[user].kind == NODE_SUBSCRIPT &&
                         constant_value(graph, graph_child(graph, node, 1), &subtracted) && subtracted == 1;
    return !is_last_index || is_length_of_known_text(facts, graph, shower) ||
           !is_filled_from_outside(facts, graph, text);
}

/* How many times the variable is given a value. */
static uint32_t count_writes(const struct function_graph *graph, uint32_t variable)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        bool is_step = n->kind == NODE_UNARY && n->op >= OP_PRE_INC && n->op <= OP_POST_DEC;
        bool is_taken = n->kind == NODE_UNARY && n->op == OP_ADDRESS;
        if (n->kind == NODE_DECLARE)
            count += n->symbol == graph->nodes[variable].symbol && n->child_count > 0;
        else if ((n->kind == NODE_ASSIGN || is_step) && is_same_place(graph, graph_child(graph, i, 0), variable))
            count++;
        else if (is_taken && is_same_place(graph, graph_child(graph, i, 0), variable))
            count += 2;
    }
    return count;
}

/* A comparison of the variable with a constant that asks whether it is too small, NO_ID: there is none. */
static uint32_t test_for_too_small(const struct function_graph *graph, uint32_t variable)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        int64_t bound;
        if (n->kind == NODE_BINARY && (n->op == OP_LT || n->op == OP_GE) &&
            is_same_place(graph, graph_skip_casts(graph, graph_child(graph, i, 0)), variable) &&
            constant_value(graph, graph_child(graph, i, 1), &bound) && bound > 1)
            return i;
    }
    return NO_ID;
}

/* A variable that is written once is tested for being too small on other ways, but not on the one that comes here. */
static void look_at_untested(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t variable = graph_skip_implicit(graph, graph_child(graph, node, 0));
    int64_t constant;
    struct range range;
    if (variable >= graph->node_count || graph->nodes[variable].kind != NODE_LOCAL ||
        !constant_value(graph, graph_child(graph, node, 1), &constant) || constant <= 0 ||
        !range_at(ranges_of(pass, function), graph_child(graph, node, 0), &range) || range.low != 0 ||
        range.flags & RANGE_BOUNDED_BELOW || count_writes(graph, variable) != 1)
        return;
    uint32_t test = test_for_too_small(graph, variable);
    if (test == NO_ID || !is_harmful_use(pass->facts, graph, node, false))
        return;
    check_report(
        pass,
        &(struct check_place){.function = function,
                              .range = graph->nodes[node].range,
                              .note = {graph->nodes[test].range, "on another way it is tested"}},
        "%s is tested for being too small on other ways, but not on this one, where the unsigned difference may "
        "be a huge number; test it first",
        expression_name(pass->facts, function, variable, pass->arena));
}

static void look_at_difference(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    struct range range;
    int64_t constant;
    if (!is_unsigned(pass->facts, graph, node) || constant_value(graph, graph_child(graph, node, 0), &constant) ||
        !range_at(ranges_of(pass, function), node, &range))
        return;
    if (!(range.flags & RANGE_WRAPS)) {
        look_at_untested(pass, function, node);
        return;
    }
    if (!is_harmful_use(pass->facts, graph, node, false) || is_weak(pass->facts, graph, node, range.low_shower) ||
        evidence_is_flagged(graph, range.low_shower, graph_child(graph, node, 0), node))
        return;
    const char *left = expression_name(pass->facts, function, graph_child(graph, node, 0), pass->arena);
    check_report(pass,
                 &(struct check_place){.function = function,
                                       .range = graph->nodes[node].range,
                                       .note = range_note(pass, function, range.low_shower, 0)},
                 "%s may be less than what is subtracted, and the unsigned difference then is a huge number; test it "
                 "first",
                 left);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++) {
        const struct graph_node *node = &function->graph.nodes[i];
        if (node->kind != NODE_BINARY || node->flags & (NODE_FLAG_UNEVALUATED | NODE_FLAG_HAS_VALUE))
            continue;
        if (node->op == OP_SUB)
            look_at_difference(pass, function, i);
        else if (node->op == OP_GE || node->op == OP_LE)
            look_at_condition(pass, function, i);
    }
}

void check_unsigned_underflow(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
