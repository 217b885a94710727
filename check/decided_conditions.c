#include "decided_conditions.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "flow.h"

#define MAX_VARIABLES 16 /* of one function that are followed */
#define MAX_BLOCKS 2000  /* larger functions are left alone */

/* What is known of one variable: within first..last, and perhaps not 0. */
struct range {
    int64_t first, last;
    bool is_not_zero;
};

struct state {
    struct range ranges[MAX_VARIABLES];
};

struct variable {
    uint32_t kind; /* NODE_PARAM or NODE_LOCAL */
    uint32_t symbol;
    uint32_t tests;
};

struct search {
    const struct facts *facts;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct variable variables[MAX_VARIABLES];
    uint32_t count;
    uint32_t *condition_blocks; /* by node: the block that it decides, NO_ID: none */
    const bool *is_reached;     /* set while the branches are told of */
    decided_branch_fn visit;
    void *context;
};

/* variable OP constant */
struct test {
    uint32_t variable; /* index into variables, or while they are sought the node */
    enum operator_token op;
    int64_t constant;
};

static const struct range anything = {INT64_MIN, INT64_MAX, false};

static const struct fact_type *type_of(const struct facts *facts, uint32_t type)
{
    type = facts_resolve_type(facts, type);
    return type < facts->type_count ? &facts->types[type] : NULL;
}

static bool is_integer(const struct fact_type *type)
{
    return type && (type->kind == TYPE_INT || type->kind == TYPE_BOOL || type->kind == TYPE_ENUM);
}

static bool is_signed(const struct fact_type *type)
{
    return type->flags & TYPE_FLAG_SIGNED && type->kind == TYPE_INT;
}

/* A conversion after which the value is the same number. */
static bool keeps_value(const struct facts *facts, const struct graph_node *cast, const struct graph_node *operand)
{
    if (cast->op == OP_LOAD || cast->op == OP_TO_BOOL)
        return true;
    const struct fact_type *from = type_of(facts, operand->type), *to = type_of(facts, cast->type);
    if (!is_integer(from) || !is_integer(to) || from->kind == TYPE_ENUM)
        return false;
    return to->size_bytes > from->size_bytes ? is_signed(to) || !is_signed(from)
                                             : to->size_bytes == from->size_bytes && is_signed(from) == is_signed(to);
}

/* The variable that the expression reads as it is, NO_ID: none. */
static uint32_t read_variable(const struct search *s, uint32_t node)
{
    while (node < s->graph->node_count && s->graph->nodes[node].kind == NODE_CAST) {
        uint32_t operand = graph_child(s->graph, node, 0);
        if (operand >= s->graph->node_count ||
            !keeps_value(s->facts, &s->graph->nodes[node], &s->graph->nodes[operand]))
            return NO_ID;
        node = operand;
    }
    if (node >= s->graph->node_count)
        return NO_ID;
    enum node_kind kind = s->graph->nodes[node].kind;
    return kind == NODE_PARAM || kind == NODE_LOCAL ? node : NO_ID;
}

static enum operator_token mirrored(enum operator_token op)
{
    return op == OP_LT ? OP_GT : op == OP_GT ? OP_LT : op == OP_LE ? OP_GE : op == OP_GE ? OP_LE : op;
}

/* The test that a condition, without its `!`, makes of a variable, as its node. */
static bool read_test(const struct search *s, uint32_t condition, struct test *ret_test)
{
    const struct graph_node *n = &s->graph->nodes[condition];
    if (n->flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_MACRO_ARG | NODE_FLAG_SYSTEM))
        return false; /* an assert says nothing in the next build */
    ret_test->variable = read_variable(s, condition);
    ret_test->op = OP_NE;
    ret_test->constant = 0;
    if (ret_test->variable != NO_ID)
        return true;
    if (n->kind != NODE_BINARY || n->op < OP_LT || n->op > OP_NE)
        return false;
    uint32_t left = graph_child(s->graph, condition, 0), right = graph_child(s->graph, condition, 1);
    ret_test->op = n->op;
    ret_test->variable = read_variable(s, left);
    if (ret_test->variable != NO_ID)
        return constant_value(s->graph, right, &ret_test->constant);
    ret_test->op = mirrored(n->op);
    ret_test->variable = read_variable(s, right);
    return ret_test->variable != NO_ID && constant_value(s->graph, left, &ret_test->constant);
}

static uint32_t find_variable(const struct search *s, uint32_t node)
{
    const struct graph_node *n = &s->graph->nodes[node];
    uint32_t kind = n->kind == NODE_DECLARE ? NODE_LOCAL : n->kind;
    for (uint32_t i = 0; i < s->count; i++)
        if (s->variables[i].kind == kind && s->variables[i].symbol == n->symbol)
            return i;
    return NO_ID;
}

static bool may_be_followed(const struct search *s, uint32_t node)
{
    const struct graph_node *n = &s->graph->nodes[node];
    const struct fact_type *type = type_of(s->facts, n->type);
    bool is_plain = type && (is_integer(type) || type->kind == TYPE_POINTER) && type->size_bytes <= 8 &&
                    !((type->flags | s->facts->types[n->type].flags) & (TYPE_FLAG_VOLATILE | TYPE_FLAG_ATOMIC));
    return is_plain &&
           !(n->kind == NODE_LOCAL && n->symbol < s->graph->local_count && s->graph->locals[n->symbol].is_static);
}

static void note_variable(struct search *s, uint32_t node)
{
    uint32_t known = find_variable(s, node);
    if (known != NO_ID)
        s->variables[known].tests++;
    else if (s->count < MAX_VARIABLES && may_be_followed(s, node))
        s->variables[s->count++] = (struct variable){s->graph->nodes[node].kind, s->graph->nodes[node].symbol, 1};
}

static void forget_variable(struct search *s, uint32_t node)
{
    node = graph_skip_casts(s->graph, node);
    uint32_t known = node < s->graph->node_count ? find_variable(s, node) : NO_ID;
    if (known != NO_ID)
        s->variables[known].tests = 0;
}

/* Variables tested twice at least, whose address stays here. */
static bool find_variables(struct search *s)
{
    const struct function_graph *graph = s->graph;
    bool has_two = false;
    for (uint32_t block = 0; block < graph->block_count; block++) {
        bool is_negated;
        struct test test;
        uint32_t condition = flow_condition(graph, block, &is_negated);
        if (condition < graph->node_count && read_test(s, condition, &test))
            note_variable(s, test.variable);
    }
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind == NODE_ASM)
            return false;
        if (graph->nodes[i].kind == NODE_UNARY && graph->nodes[i].op == OP_ADDRESS)
            forget_variable(s, graph_child(graph, i, 0));
    }
    for (uint32_t i = 0; i < s->count; i++)
        has_two |= s->variables[i].tests > 1;
    return has_two;
}

static void enter(void *context, void *bytes)
{
    struct state *state = bytes;
    (void)context;
    for (uint32_t i = 0; i < MAX_VARIABLES; i++)
        state->ranges[i] = anything;
}

static bool join(void *context, void *into_bytes, const void *from_bytes)
{
    struct state *into = into_bytes;
    const struct state *from = from_bytes;
    bool has_changed = false;
    (void)context;
    for (uint32_t i = 0; i < MAX_VARIABLES; i++) {
        struct range *a = &into->ranges[i];
        const struct range *b = &from->ranges[i];
        has_changed |= b->first < a->first || b->last > a->last || (a->is_not_zero && !b->is_not_zero);
        a->first = b->first < a->first ? b->first : a->first;
        a->last = b->last > a->last ? b->last : a->last;
        a->is_not_zero &= b->is_not_zero;
    }
    return has_changed;
}

static void narrow(struct range *range, enum operator_token op, int64_t constant)
{
    int64_t first = INT64_MIN, last = INT64_MAX;
    if (op == OP_NE) {
        range->is_not_zero |= constant == 0;
        range->first += range->first == constant && constant < INT64_MAX;
        range->last -= range->last == constant && constant > INT64_MIN;
        return;
    }
    if (op == OP_EQ || op == OP_GE || op == OP_GT)
        first = op == OP_GT ? (constant == INT64_MAX ? constant : constant + 1) : constant;
    if (op == OP_EQ || op == OP_LE || op == OP_LT)
        last = op == OP_LT ? (constant == INT64_MIN ? constant : constant - 1) : constant;
    range->first = first > range->first ? first : range->first;
    range->last = last < range->last ? last : range->last;
}

static bool is_empty(const struct range *range)
{
    return range->first > range->last || (range->is_not_zero && range->first == 0 && range->last == 0);
}

static enum operator_token opposite(enum operator_token op)
{
    static const enum operator_token opposites[] = {
        [OP_LT] = OP_GE, [OP_GE] = OP_LT, [OP_GT] = OP_LE, [OP_LE] = OP_GT, [OP_EQ] = OP_NE, [OP_NE] = OP_EQ};
    return opposites[op];
}

/* The variable that the edge is closed for, NO_ID: it can be taken. The state gets what the edge says. */
static uint32_t take_edge(const struct search *s, struct state *state, uint32_t condition, bool is_true)
{
    struct test test;
    if (condition >= s->graph->node_count || !read_test(s, condition, &test))
        return NO_ID;
    uint32_t variable = find_variable(s, test.variable);
    if (variable == NO_ID || s->variables[variable].tests < 2)
        return NO_ID;
    narrow(&state->ranges[variable], is_true ? test.op : opposite(test.op), test.constant);
    return is_empty(&state->ranges[variable]) ? variable : NO_ID;
}

static bool branch(void *context, void *state, uint32_t condition, bool is_true)
{
    return take_edge(context, state, condition, is_true) == NO_ID;
}

static const char *variable_name(const struct search *s, uint32_t variable)
{
    const struct variable *v = &s->variables[variable];
    if (v->kind == NODE_PARAM)
        return v->symbol < s->function->param_count ? s->function->params[v->symbol].name : "";
    return v->symbol < s->graph->local_count ? s->graph->locals[v->symbol].name : "";
}

static void tell_of_block(const struct search *s, uint32_t block, const struct state *state)
{
    const struct graph_block *b = &s->graph->blocks[block];
    bool is_negated;
    uint32_t condition = flow_condition(s->graph, block, &is_negated);
    if (condition == NO_ID || b->terminator >= s->graph->node_count || s->graph->nodes[b->terminator].kind != NODE_IF)
        return;
    for (uint32_t edge = 0; edge < 2; edge++) {
        struct state after = *state;
        uint32_t next = s->graph->successors[b->first_successor + edge];
        uint32_t variable = take_edge(s, &after, condition, (edge == 0) != is_negated);
        uint32_t statement = graph_child(s->graph, b->terminator, 1 + edge);
        if (variable != NO_ID && next < s->graph->block_count && !s->is_reached[next] && statement != NO_ID)
            s->visit(s->context, s->function, statement, variable_name(s, variable));
    }
}

static void visit(void *context, void *bytes, uint32_t node)
{
    const struct search *s = context;
    struct state *state = bytes;
    const struct graph_node *n = &s->graph->nodes[node];
    uint32_t target = NO_ID;
    if (n->kind == NODE_DECLARE)
        target = node;
    else if (n->kind == NODE_ASSIGN || (n->kind == NODE_UNARY && n->op >= OP_PRE_INC && n->op <= OP_POST_DEC))
        target = graph_skip_casts(s->graph, graph_child(s->graph, node, 0));
    uint32_t variable = target < s->graph->node_count ? find_variable(s, target) : NO_ID;
    if (variable != NO_ID)
        state->ranges[variable] = anything;
    if (s->is_reached && s->condition_blocks[node] != NO_ID)
        tell_of_block(s, s->condition_blocks[node], state);
}

static void note_conditions(struct search *s)
{
    const struct function_graph *graph = s->graph;
    s->condition_blocks = memory_new((size_t)graph->node_count + 1, sizeof *s->condition_blocks);
    memset(s->condition_blocks, 0xff, graph->node_count * sizeof *s->condition_blocks); /* NO_ID */
    for (uint32_t i = 0; i < graph->block_count; i++)
        if (graph->blocks[i].condition < graph->node_count)
            s->condition_blocks[graph->blocks[i].condition] = i;
}

void decided_branches(const struct facts *facts, const struct fact_function *function, decided_branch_fn tell,
                      void *context)
{
    struct search s = {
        .facts = facts, .function = function, .graph = &function->graph, .visit = tell, .context = context};
    if (s.graph->block_count > MAX_BLOCKS || !find_variables(&s))
        return;
    struct flow flow = {.graph = s.graph,
                        .state_size = sizeof(struct state),
                        .context = &s,
                        .enter = enter,
                        .join = join,
                        .visit = visit,
                        .branch = branch};
    note_conditions(&s);
    if (flow_solve(&flow)) {
        s.is_reached = flow.is_reached;
        flow_replay(&flow);
    }
    flow_release(&flow);
    free(s.condition_blocks);
}
