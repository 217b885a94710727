/* free of what malloc never gave: an array, a literal, the address of a variable, a place inside a block.
 *
 * What a pointer variable holds is followed over the flow graph: it is found where it holds no block on every path to
 * the free, and where it was moved on since it was given its block on any of them. */
#include <string.h>

#include "expressions.h"
#include "flow.h"
#include "libc.h"
#include "pass.h"
#include "storage.h"
#include "types.h"

#define MAX_POINTERS 16 /* variables of one function that are followed */

enum held {
    HOLDS_BLOCK = 1u << 0, /* or what is not known to be none */
    HOLDS_NONE = 1u << 1,  /* an array, a literal, an address */
    HOLDS_INNER = 1u << 2, /* moved on since */
};

struct state {
    uint8_t held[MAX_POINTERS]; /* enum held */
};

struct free_check {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    uint32_t pointers[MAX_POINTERS]; /* nodes of variables given to free */
    uint32_t pointer_count;
    uint32_t moved_at[MAX_POINTERS]; /* node that last moved it or gave it no block, for the note */
    bool is_reporting;
};

static bool frees(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    const struct libc_function *libc = libc_find(called_function(facts, graph, call));
    return libc &&
           (!strcmp(libc->name, "free") || !strcmp(libc->name, "realloc") || !strcmp(libc->name, "reallocarray"));
}

/* Whether the field that a place ends in, behind a pointer, begins where the pointer's block does. */
static bool may_be_first(const struct facts *facts, const struct function_graph *graph, uint32_t place)
{
    for (; place < graph->node_count; place = graph_child(graph, place, 0)) {
        const struct graph_node *n = &graph->nodes[place];
        const struct type_field *field = n->kind == NODE_MEMBER ? member_field(facts, graph, place) : NULL;
        int64_t index;
        if (n->kind == NODE_MEMBER && (!field || field->offset_bits > 0))
            return !field;
        if (n->kind == NODE_SUBSCRIPT)
            return constant_value(graph, graph_child(graph, place, 1), &index) && index <= 0;
        if (n->kind != NODE_MEMBER || n->op == OP_ARROW)
            return true;
    }
    return true;
}

/* What is wrong with freeing an address, NULL: nothing is known. */
static const char *fault_of(const struct facts *facts, const struct function_graph *graph, uint32_t value)
{
    while (value < graph->node_count && graph->nodes[value].kind == NODE_CAST && graph->nodes[value].op != OP_DECAY &&
           graph->nodes[value].op != OP_LOAD)
        value = graph_child(graph, value, 0);
    if (value >= graph->node_count)
        return NULL;
    const struct graph_node *n = &graph->nodes[value];
    uint32_t inner = graph_child(graph, value, 0);
    int64_t steps;
    const struct fact_function *callee = called_function(facts, graph, value);
    if (callee && (!strcmp(callee->name, "alloca") || !strcmp(callee->name, "__builtin_alloca")))
        return "memory of alloca";
    if (inner == NO_ID)
        return NULL;
    if (n->kind == NODE_CAST && n->op == OP_DECAY) {
        struct storage in = storage_of_place(graph, inner);
        if (graph->nodes[inner].kind == NODE_FUNCTION)
            return "a function";
        if (in.variable != NO_ID && graph->nodes[in.variable].kind == NODE_STRING_LITERAL)
            return in.is_behind ? NULL : "a literal";
        if (in.variable != NO_ID && !in.is_behind)
            return "an array";
        return may_be_first(facts, graph, inner) ? NULL : "a part of a block";
    }
    if (n->kind == NODE_UNARY && n->op == OP_ADDRESS) {
        struct storage in = storage_of_place(graph, inner);
        if (in.variable != NO_ID && !in.is_behind)
            return "the address of a variable";
        return may_be_first(facts, graph, inner) ? NULL : "a part of a block";
    }
    if (n->kind == NODE_BINARY && n->op == OP_ADD && is_pointer_type(facts, n->type) &&
        constant_value(graph, graph_child(graph, value, 1), &steps) && steps > 0) {
        struct storage in = storage_pointed_to(graph, inner);
        return in.variable != NO_ID && !in.is_behind ? "an array" : "the middle of a block";
    }
    return NULL;
}

static uint32_t index_of(const struct free_check *check, uint32_t node)
{
    node = graph_skip_casts(check->graph, node);
    for (uint32_t i = 0; node != NO_ID && i < check->pointer_count; i++)
        if (is_same_variable(check->graph, check->pointers[i], node))
            return i;
    return NO_ID;
}

static bool join(void *context, void *into, const void *from)
{
    (void)context;
    struct state *state = into;
    const struct state *other = from;
    bool has_changed = false;
    for (uint32_t i = 0; i < MAX_POINTERS; i++) {
        uint8_t all = state->held[i] | other->held[i];
        has_changed |= all != state->held[i];
        state->held[i] = all;
    }
    return has_changed;
}

static void enter(void *context, void *state_bytes)
{
    const struct free_check *check = context;
    struct state *state = state_bytes;
    for (uint32_t i = 0; i < check->pointer_count; i++)
        if (check->graph->nodes[check->pointers[i]].kind != NODE_LOCAL)
            state->held[i] = HOLDS_BLOCK;
}

static uint8_t held_by_value(const struct free_check *check, const struct state *state, uint32_t value)
{
    int64_t null;
    if (value == NO_ID || (constant_value(check->graph, value, &null) && null == 0))
        return 0;
    const char *fault = fault_of(check->pass->facts, check->graph, value);
    if (fault)
        return !strcmp(fault, "the middle of a block") ? HOLDS_INNER : HOLDS_NONE;
    uint32_t source = index_of(check, value);
    return source == NO_ID ? HOLDS_BLOCK : state->held[source];
}

static void see_value(struct free_check *check, struct state *state, uint32_t target, uint32_t value, uint32_t node)
{
    uint32_t i = index_of(check, target);
    if (i == NO_ID)
        return;
    state->held[i] = held_by_value(check, state, value);
    if (state->held[i] & (HOLDS_NONE | HOLDS_INNER))
        check->moved_at[i] = node;
}

static void see_move(struct free_check *check, struct state *state, uint32_t target, bool is_forward, uint32_t node)
{
    uint32_t i = index_of(check, target);
    if (i == NO_ID)
        return;
    state->held[i] = is_forward ? (uint8_t)(state->held[i] | HOLDS_INNER) : HOLDS_BLOCK;
    if (is_forward)
        check->moved_at[i] = node;
}

static bool is_forward_step(const struct free_check *check, uint32_t assign)
{
    int64_t steps;
    if (check->graph->nodes[assign].op != OP_ADD)
        return false;
    return !constant_value(check->graph, graph_child(check->graph, assign, 1), &steps) || steps > 0;
}

static void report_direct(struct free_check *check, uint32_t call, const char *fault)
{
    const struct function_graph *graph = check->graph;
    check_report(check->pass, &(struct check_place){.function = check->function, .range = graph->nodes[call].range},
                 "'%s' is given %s ('%s'); only what malloc and its like returned may be freed",
                 called_function(check->pass->facts, graph, call)->name, fault,
                 place_text(check->pass->facts, check->function, graph_child(graph, call, 1), check->pass->arena));
}

static void see_free(struct free_check *check, const struct state *state, uint32_t call)
{
    const struct function_graph *graph = check->graph;
    uint32_t argument = graph_child(graph, call, 1);
    const char *fault = argument == NO_ID ? NULL : fault_of(check->pass->facts, graph, argument);
    if (fault) {
        report_direct(check, call, fault);
        return;
    }
    uint32_t i = index_of(check, argument);
    if (i == NO_ID || !(state->held[i] & HOLDS_INNER || state->held[i] == HOLDS_NONE) || check->moved_at[i] == NO_ID)
        return;
    const char *name = place_text(check->pass->facts, check->function, argument, check->pass->arena);
    bool is_inner = state->held[i] & HOLDS_INNER;
    struct check_place place = {.function = check->function, .range = graph->nodes[call].range};
    place.note = (struct check_note){graph->nodes[check->moved_at[i]].range,
                                     is_inner ? "it is moved on here" : "it is given here"};
    if (is_inner)
        check_report(check->pass, &place,
                     "'%s' no longer points to the start of its block when it is freed; keep the start", name);
    else
        check_report(check->pass, &place, "'%s' points to no block of malloc when it is freed", name);
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct free_check *check = context;
    struct state *state = state_bytes;
    const struct graph_node *n = &check->graph->nodes[node];
    uint32_t first = graph_child(check->graph, node, 0);
    if (n->kind == NODE_DECLARE)
        see_value(check, state, node, first, node);
    else if (n->kind == NODE_ASSIGN && n->op == OP_NONE)
        see_value(check, state, first, graph_child(check->graph, node, 1), node);
    else if (n->kind == NODE_ASSIGN)
        see_move(check, state, first, is_forward_step(check, node), node);
    else if (n->kind == NODE_UNARY && (n->op == OP_PRE_INC || n->op == OP_POST_INC))
        see_move(check, state, first, true, node);
    else if (n->kind == NODE_UNARY && (n->op == OP_PRE_DEC || n->op == OP_POST_DEC || n->op == OP_ADDRESS))
        see_move(check, state, first, false, node);
    else if (n->kind == NODE_CALL && check->is_reporting && frees(check->pass->facts, check->graph, node))
        see_free(check, state, node);
}

/* A comparison with another address says which of both the pointer holds; more is not asked. */
static bool branch(void *context, void *state_bytes, uint32_t condition, bool is_true)
{
    struct free_check *check = context;
    struct state *state = state_bytes;
    const struct graph_node *n = &check->graph->nodes[condition];
    (void)is_true;
    if (n->kind != NODE_BINARY || n->op < OP_LT || n->op > OP_NE)
        return true;
    for (uint32_t side = 0; side < 2; side++) {
        int64_t null;
        uint32_t i = index_of(check, graph_child(check->graph, condition, side));
        if (i != NO_ID && (n->op == OP_EQ || n->op == OP_NE) &&
            !constant_value(check->graph, graph_child(check->graph, condition, 1 - side), &null))
            state->held[i] = HOLDS_BLOCK;
    }
    return true;
}

static void collect_pointers(struct free_check *check)
{
    const struct function_graph *graph = check->graph;
    for (uint32_t i = 0; i < graph->node_count && check->pointer_count < MAX_POINTERS; i++) {
        if (graph->nodes[i].kind != NODE_CALL || !frees(check->pass->facts, graph, i))
            continue;
        uint32_t argument = graph_skip_casts(graph, graph_child(graph, i, 1));
        if (argument == NO_ID || index_of(check, argument) != NO_ID ||
            (graph->nodes[argument].kind != NODE_LOCAL && graph->nodes[argument].kind != NODE_PARAM))
            continue;
        check->moved_at[check->pointer_count] = NO_ID;
        check->pointers[check->pointer_count++] = argument;
    }
}

/* Whether a variable that is freed is ever moved or given an address; else there is nothing to follow. */
static bool has_movement(const struct free_check *check)
{
    const struct function_graph *graph = check->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t first = graph_child(graph, i, 0);
        bool is_step = (n->kind == NODE_UNARY && (n->op == OP_PRE_INC || n->op == OP_POST_INC)) ||
                       (n->kind == NODE_ASSIGN && n->op == OP_ADD);
        uint32_t value = n->kind == NODE_DECLARE ? first : n->kind == NODE_ASSIGN ? graph_child(graph, i, 1) : NO_ID;
        uint32_t target = n->kind == NODE_DECLARE ? i : first;
        if ((is_step || (value != NO_ID && fault_of(check->pass->facts, graph, value))) &&
            index_of(check, target) != NO_ID)
            return true;
    }
    return false;
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    struct free_check check = {.pass = pass, .function = function, .graph = graph};
    collect_pointers(&check);
    if (check.pointer_count && has_movement(&check)) {
        struct flow flow = {.graph = graph,
                            .state_size = sizeof(struct state),
                            .context = &check,
                            .enter = enter,
                            .join = join,
                            .visit = visit,
                            .branch = branch};
        check.is_reporting = false;
        bool is_solved = flow_solve(&flow);
        check.is_reporting = true;
        if (is_solved)
            flow_replay(&flow);
        flow_release(&flow);
        if (is_solved)
            return;
    }
    for (uint32_t i = 0; i < graph->node_count; i++) {
        uint32_t argument = graph_child(graph, i, 1);
        if (graph->nodes[i].kind == NODE_CALL && argument != NO_ID && frees(pass->facts, graph, i)) {
            const char *fault = fault_of(pass->facts, graph, argument);
            if (fault)
                report_direct(&check, i, fault);
        }
    }
}

void check_free_of_no_heap(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
