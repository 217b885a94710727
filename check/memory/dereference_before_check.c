/* A pointer is compared with NULL although every way there has followed it already: either the comparison comes too
 * late or it is not needed.
 *
 * Must hold on all paths: code that follows a pointer on some of them may well ask on the others. A pointer that was
 * asked before is asked again without harm. Tests inside macros are written for all their uses: they only count as
 * asking. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/libc_roles.h"
#include "expressions.h"
#include "flow.h"
#include "libc.h"
#include "pass.h"
#include "resource_values.h"
#include "terms.h"

#define MAX_POINTERS 64 /* of one function that are followed, a bit for each */

struct state {
    uint64_t unfollowed; /* on some path nobody has followed it since it got its value */
    uint64_t asked;      /* on some path it was compared with NULL since then, in time */
};

struct pointer_check {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct terms terms;
    uint32_t pointers[MAX_POINTERS];     /* terms */
    uint32_t first_follow[MAX_POINTERS]; /* nodes, NO_ID: none */
    uint32_t late_test[MAX_POINTERS];
    uint32_t count;
    uint8_t *test_of; /* for each node: number of the pointer that it asks for, counted from 1 */
    bool is_reporting;
};

static bool is_pointer_type(const struct facts *facts, uint32_t type)
{
    type = facts_resolve_type(facts, type);
    return type < facts->type_count && facts->types[type].kind == TYPE_POINTER;
}

/* The pointer that a condition compares with NULL, NO_ID: none. */
static uint32_t asked_pointer(const struct facts *facts, const struct function_graph *graph, uint32_t condition)
{
    const struct graph_node *n = &graph->nodes[condition];
    int64_t value;
    if (n->kind == NODE_BINARY) {
        if (n->op != OP_EQ && n->op != OP_NE)
            return NO_ID;
        uint32_t left = graph_child(graph, condition, 0), right = graph_child(graph, condition, 1);
        if (left == NO_ID || right == NO_ID)
            return NO_ID;
        if (constant_value(graph, left, &value))
            condition = right;
        else if (!constant_value(graph, right, &value))
            return NO_ID;
        else
            condition = left;
        if (value != 0)
            return NO_ID;
    }
    condition = graph_skip_casts(graph, condition);
    if (condition >= graph->node_count)
        return NO_ID;
    n = &graph->nodes[condition];
    bool is_place = n->kind == NODE_PARAM || n->kind == NODE_LOCAL || n->kind == NODE_MEMBER;
    return is_place && is_pointer_type(facts, n->type) ? condition : NO_ID;
}

static uint32_t number_of(const struct pointer_check *check, uint32_t term)
{
    for (uint32_t i = 0; i < check->count; i++)
        if (term != NO_TERM && check->pointers[i] == term)
            return i;
    return NO_ID;
}

static void follow(struct pointer_check *check, struct state *state, uint32_t pointer, uint32_t node)
{
    uint32_t child = pointer < check->graph->node_count ? graph_skip_casts(check->graph, pointer) : NO_ID;
    if (child >= check->graph->node_count || check->graph->nodes[child].kind == NODE_ASSIGN)
        return;
    uint32_t number = number_of(check, check->terms.of_node[child]);
    if (number == NO_ID)
        return;
    state->unfollowed &= ~(1ull << number);
    if (node < check->first_follow[number])
        check->first_follow[number] = node;
}

/* place has got another value. */
static void start_again(struct pointer_check *check, struct state *state, uint32_t place)
{
    if (!term_is_place(&check->terms, place))
        return;
    const struct term *changed = &check->terms.items[place];
    for (uint32_t i = 0; i < check->count; i++) {
        if (check->pointers[i] == NO_TERM)
            continue;
        const struct term *pointer = &check->terms.items[check->pointers[i]];
        bool may_be_alias = changed->is_behind_pointer && pointer->kind == TERM_FIELD &&
                            (changed->kind != TERM_FIELD || changed->b == pointer->b);
        if (may_be_alias || term_contains(&check->terms, check->pointers[i], place)) {
            state->unfollowed |= 1ull << i;
            state->asked &= ~(1ull << i);
        }
    }
}

/* A callee may change fields, but not what is a variable of this function. */
static void see_call(struct pointer_check *check, struct state *state, uint32_t node)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, node);
    struct libc_role role;
    for (uint32_t i = 0; callee && !callee->is_defined && i + 1 < check->graph->nodes[node].child_count; i++)
        if (libc_role_find(callee->name, i, &role) && role.kind <= LIBC_STRING_INOUT && role.length_argument == NO_ID)
            follow(check, state, graph_child(check->graph, node, i + 1), node);
    if (libc_find(callee))
        return;
    for (uint32_t i = 0; i < check->count; i++)
        if (!term_is_variable(&check->terms, check->pointers[i]))
            state->unfollowed |= 1ull << i;
}

static void see_test(struct pointer_check *check, struct state *state, uint32_t node)
{
    uint32_t number = check->test_of[node] - 1u;
    uint64_t bit = 1ull << number;
    if (state->unfollowed & bit || check->graph->nodes[node].macro != NO_ID)
        state->asked |= bit;
    else if (check->is_reporting && !(state->asked & bit) && node < check->late_test[number])
        check->late_test[number] = node;
}

/* The first late test of each pointer in the text; with it, the others are mended or go. */
static void report(struct pointer_check *check, uint32_t number)
{
    uint32_t test = check->late_test[number], follow = check->first_follow[number];
    if (test == NO_ID || follow == NO_ID || check->pointers[number] == NO_TERM)
        return;
    const char *name = term_text(&check->terms, check->function, check->pointers[number], check->pass->arena);
    struct check_note note = {check->graph->nodes[follow].range,
                              arena_printf(check->pass->arena, "'%s' is followed here", name)};
    check_report(
        check->pass,
        &(struct check_place){.function = check->function, .range = check->graph->nodes[test].range, .note = note},
        "'%s' is compared with NULL after it was followed on every way here; compare it before, or drop the comparison",
        name);
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct pointer_check *check = context;
    struct state *state = state_bytes;
    const struct graph_node *n = &check->graph->nodes[node];
    uint32_t first = graph_child(check->graph, node, 0);
    if (check->test_of[node])
        see_test(check, state, node);
    if (n->kind == NODE_CALL)
        see_call(check, state, node);
    else if (n->kind == NODE_DECLARE)
        start_again(check, state, check->terms.of_node[node]);
    else if (n->kind == NODE_ASSIGN && first != NO_ID)
        start_again(check, state, check->terms.of_node[first]);
    else if (n->kind == NODE_UNARY && n->op >= OP_PRE_INC && n->op <= OP_POST_DEC && first != NO_ID)
        start_again(check, state, check->terms.of_node[first]);
    else if (((n->kind == NODE_UNARY && n->op == OP_DEREF) || (n->kind == NODE_MEMBER && n->op == OP_ARROW) ||
              n->kind == NODE_SUBSCRIPT) &&
             !is_only_address(check->graph, node))
        follow(check, state, first, node);
}

static bool join(void *context, void *into_bytes, const void *from_bytes)
{
    (void)context;
    struct state *into = into_bytes;
    const struct state *from = from_bytes;
    struct state before = *into;
    into->unfollowed |= from->unfollowed;
    into->asked |= from->asked;
    return before.unfollowed != into->unfollowed || before.asked != into->asked;
}

static void enter(void *context, void *state_bytes)
{
    (void)context;
    ((struct state *)state_bytes)->unfollowed = UINT64_MAX;
}

/* A condition that is not a comparison, as in `if (p)`; NO_ID: none. Comparisons are looked at wherever they stand. */
static uint32_t bare_condition(const struct function_graph *graph, uint32_t block)
{
    bool is_negated;
    uint32_t condition = flow_condition(graph, block, &is_negated);
    return condition == NO_ID || graph->nodes[condition].kind == NODE_BINARY ? NO_ID : condition;
}

static bool asks_for_pointers(const struct facts *facts, const struct function_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_BINARY && asked_pointer(facts, graph, i) != NO_ID)
            return true;
    for (uint32_t b = 0; b < graph->block_count; b++) {
        uint32_t condition = bare_condition(graph, b);
        if (condition != NO_ID && asked_pointer(facts, graph, condition) != NO_ID)
            return true;
    }
    return false;
}

static void add_test(struct pointer_check *check, uint32_t condition)
{
    uint32_t pointer = asked_pointer(check->pass->facts, check->graph, condition);
    uint32_t term = pointer == NO_ID ? NO_TERM : check->terms.of_node[pointer];
    uint32_t number = number_of(check, term);
    if (term == NO_TERM || (number == NO_ID && check->count == MAX_POINTERS))
        return;
    if (number == NO_ID) {
        number = check->count++;
        check->pointers[number] = term;
        check->first_follow[number] = check->late_test[number] = NO_ID;
    }
    check->test_of[condition] = (uint8_t)(number + 1);
}

static void find_tests(struct pointer_check *check)
{
    for (uint32_t i = 0; i < check->graph->node_count; i++)
        if (check->graph->nodes[i].kind == NODE_BINARY)
            add_test(check, i);
    for (uint32_t b = 0; b < check->graph->block_count; b++) {
        uint32_t condition = bare_condition(check->graph, b);
        if (condition != NO_ID)
            add_test(check, condition);
    }
}

/* Variables whose address is taken may change unseen: they are not looked at. */
static void forget_exposed(struct pointer_check *check)
{
    for (uint32_t i = 0; i < check->graph->node_count; i++) {
        const struct graph_node *n = &check->graph->nodes[i];
        uint32_t operand = graph_child(check->graph, i, 0);
        if (n->kind != NODE_UNARY || n->op != OP_ADDRESS || operand == NO_ID)
            continue;
        uint32_t number = number_of(check, check->terms.of_node[operand]);
        if (number != NO_ID)
            check->pointers[number] = NO_TERM;
    }
}

static void solve(struct pointer_check *check)
{
    struct flow flow = {.graph = check->graph,
                        .state_size = sizeof(struct state),
                        .context = check,
                        .enter = enter,
                        .join = join,
                        .visit = visit};
    if (flow_solve(&flow)) {
        check->is_reporting = true;
        flow_replay(&flow);
        for (uint32_t i = 0; i < check->count; i++)
            report(check, i);
    }
    flow_release(&flow);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    struct pointer_check check = {.pass = pass, .function = function, .graph = &function->graph};
    if (!asks_for_pointers(pass->facts, check.graph))
        return;
    terms_find(&check.terms, pass->facts, check.graph);
    check.test_of = memory_new((size_t)check.graph->node_count + 1, sizeof *check.test_of);
    find_tests(&check);
    forget_exposed(&check);
    solve(&check);
    free(check.test_of);
    terms_release(&check.terms);
}

void check_dereference_before_check(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
