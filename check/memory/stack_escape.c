/* The address of a local variable where it outlives the variable: returned, or left in a global or behind a parameter
 * when the function ends, or used behind the block that declares it.
 *
 * Which pointers hold which addresses is followed over the flow graph. What is put elsewhere may be taken away again
 * before the function ends: by an assignment, or by a call that may change the place. */
#include <string.h>

#include "expressions.h"
#include "flow.h"
#include "libc.h"
#include "pass.h"
#include "storage.h"
#include "types.h"

#define MAX_HOLDERS 16
#define MAX_CALLS_FOLLOWED 3
#define MAX_DEPTH 6 /* conditionals and calls in one value */

/* place holds the address of local. */
struct holder {
    uint32_t place;  /* node that designates it, or a DECLARE */
    uint32_t local;  /* node that designates the variable whose address it is */
    uint32_t origin; /* node that put it there */
};

struct state {
    uint32_t count;
    struct holder holders[MAX_HOLDERS];
};

struct escape_check {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    bool is_reporting;
};

static bool add(struct state *state, const struct holder *holder)
{
    for (uint32_t i = 0; i < state->count; i++)
        if (state->holders[i].place == holder->place && state->holders[i].local == holder->local)
            return false;
    if (state->count == MAX_HOLDERS)
        return false;
    state->holders[state->count++] = *holder;
    return true;
}

static bool join(void *context, void *into, const void *from)
{
    (void)context;
    const struct state *other = from;
    bool has_changed = false;
    for (uint32_t i = 0; i < other->count; i++)
        has_changed |= add(into, &other->holders[i]);
    return has_changed;
}

static void forget(struct state *state, uint32_t index)
{
    state->holders[index] = state->holders[--state->count];
}

static bool is_static_local(const struct function_graph *graph, const struct graph_node *n)
{
    return n->symbol >= graph->local_count || graph->locals[n->symbol].is_static;
}

static bool is_automatic(const struct function_graph *graph, uint32_t variable)
{
    const struct graph_node *n = &graph->nodes[variable];
    if (n->kind == NODE_LOCAL)
        return !is_static_local(graph, n);
    return n->kind == NODE_PARAM || n->kind == NODE_COMPOUND_LITERAL;
}

static bool is_stack_block(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    const struct fact_function *callee = called_function(facts, graph, call);
    return callee && (!strcmp(callee->name, "alloca") || !strcmp(callee->name, "__builtin_alloca"));
}

/* The local variables whose addresses a value may be, added to list as holders of place. */
static void collect(const struct escape_check *check, const struct state *state, uint32_t value, struct state *list,
                    const struct holder *target, unsigned depth)
{
    const struct function_graph *graph = check->graph;
    value = graph_skip_implicit(graph, value);
    while (value != NO_ID && graph->nodes[value].kind == NODE_CAST && graph->nodes[value].op == OP_CONVERT_POINTER)
        value = graph_skip_implicit(graph, graph_child(graph, value, 0));
    if (value == NO_ID || depth > MAX_DEPTH)
        return;
    const struct graph_node *n = &graph->nodes[value];
    struct holder found = *target;
    if (n->kind == NODE_CONDITIONAL) {
        collect(check, state, graph_child(graph, value, 1), list, target, depth + 1);
        collect(check, state, graph_child(graph, value, 2), list, target, depth + 1);
    } else if (n->kind == NODE_ASSIGN) {
        collect(check, state, graph_child(graph, value, 1), list, target, depth + 1);
    } else if (n->kind == NODE_CALL) {
        const struct libc_function *libc = libc_find(called_function(check->pass->facts, graph, value));
        if (libc && libc->flags & LIBC_ECHO)
            collect(check, state, graph_child(graph, value, 1), list, target, depth + 1);
        found.local = value;
        if (is_stack_block(check->pass->facts, graph, value))
            add(list, &found);
    } else if (n->kind == NODE_INIT_LIST) {
        for (uint32_t i = 0; i < n->child_count && i < MAX_HOLDERS; i++)
            collect(check, state, graph_child(graph, value, i), list, target, depth + 1);
    } else if (n->kind == NODE_BINARY && (n->op == OP_ADD || n->op == OP_SUB)) {
        collect(check, state, graph_child(graph, value, 0), list, target, depth + 1);
    } else if (n->kind == NODE_LOCAL || n->kind == NODE_PARAM || n->kind == NODE_MEMBER || n->kind == NODE_GLOBAL) {
        for (uint32_t i = 0; i < state->count; i++)
            if (is_same_place(graph, state->holders[i].place, value)) {
                found.local = state->holders[i].local;
                add(list, &found);
            }
    }
    bool is_address = (n->kind == NODE_UNARY && n->op == OP_ADDRESS) || n->flags & NODE_FLAG_LVALUE;
    bool is_array = n->flags & NODE_FLAG_LVALUE && resolved_type(check->pass->facts, n->type) &&
                    resolved_type(check->pass->facts, n->type)->kind == TYPE_ARRAY;
    if (!is_address || (n->flags & NODE_FLAG_LVALUE && !is_array))
        return;
    struct storage in = n->kind == NODE_UNARY ? storage_pointed_to(graph, value) : storage_of_place(graph, value);
    if (in.variable != NO_ID && !in.is_behind && is_automatic(graph, in.variable)) {
        found.local = in.variable;
        add(list, &found);
    }
}

static const char *local_name(const struct escape_check *check, uint32_t local)
{
    uint16_t kind = check->graph->nodes[local].kind;
    return kind == NODE_COMPOUND_LITERAL ? "a compound literal"
           : kind == NODE_CALL           ? "alloca's block"
                                         : place_text(check->pass->facts, check->function, local, check->pass->arena);
}

static bool comes_from_outside(const struct function_graph *graph, uint32_t pointer, uint32_t before)
{
    uint32_t value = last_value(graph, pointer, before);
    if (value == NO_ID)
        return false;
    struct storage in = storage_pointed_to(graph, value);
    return in.variable != NO_ID && in.is_behind &&
           (graph->nodes[in.variable].kind == NODE_PARAM || graph->nodes[in.variable].kind == NODE_GLOBAL);
}

/* Whether a place is still there when the function has returned. */
static bool outlives_call(const struct function_graph *graph, uint32_t place)
{
    struct storage in = storage_of_place(graph, place);
    if (in.variable == NO_ID || graph->nodes[place].kind == NODE_DECLARE)
        return false;
    const struct graph_node *variable = &graph->nodes[in.variable];
    if (variable->kind == NODE_GLOBAL)
        return true;
    if (variable->kind == NODE_PARAM)
        return in.is_behind;
    if (variable->kind != NODE_LOCAL)
        return false;
    if (!in.is_behind)
        return is_static_local(graph, variable);
    return comes_from_outside(graph, in.variable, place);
}

static void see_assignment(const struct escape_check *check, struct state *state, uint32_t place, uint32_t value,
                           uint32_t node)
{
    struct state found = {0};
    struct holder target = {.place = place, .origin = node};
    if (value != NO_ID)
        collect(check, state, value, &found, &target, 0);
    for (uint32_t i = 0; i < state->count; i++)
        if (is_same_place(check->graph, state->holders[i].place, place) ||
            (storage_root(check->graph, state->holders[i].place) != state->holders[i].place &&
             is_same_place(check->graph, graph_child(check->graph, state->holders[i].place, 0), place)))
            forget(state, i--);
    for (uint32_t i = 0; i < found.count; i++)
        add(state, &found.holders[i]);
}

static void see_return(const struct escape_check *check, const struct state *state, uint32_t node)
{
    const struct function_graph *graph = check->graph;
    uint32_t value = graph_skip_implicit(graph, graph_child(graph, node, 0));
    if (value == NO_ID)
        return;
    struct state found = {0};
    struct check_place place = {.function = check->function, .range = graph->nodes[node].range};
    if (is_pointer_type(check->pass->facts, check->function->result_type))
        collect(check, state, graph_child(graph, node, 0), &found, &(struct holder){.place = node}, 0);
    if (found.count) {
        check_report(check->pass, &place, "the address of '%s' is returned, which ends with the function",
                     local_name(check, found.holders[0].local));
        return;
    }
    /* a struct that holds the address */
    bool is_struct =
        graph->nodes[value].kind == NODE_LOCAL && !is_pointer_type(check->pass->facts, check->function->result_type);
    for (uint32_t i = 0; is_struct && i < state->count; i++) {
        struct storage in = storage_of_place(graph, state->holders[i].place);
        bool is_initialised = graph->nodes[state->holders[i].place].kind == NODE_DECLARE &&
                              is_same_variable(graph, state->holders[i].place, value);
        if (is_initialised || (graph->nodes[state->holders[i].place].kind == NODE_MEMBER && in.variable != NO_ID &&
                               !in.is_behind && is_same_variable(graph, in.variable, value))) {
            place.note = (struct check_note){graph->nodes[state->holders[i].origin].range, "it is put there here"};
            check_report(check->pass, &place, "'%s' is returned with the address of '%s', which ends with the function",
                         place_text(check->pass->facts, check->function, value, check->pass->arena),
                         local_name(check, state->holders[i].local));
            return;
        }
    }
}

static bool is_given(const struct function_graph *graph, uint32_t call, uint32_t variable)
{
    for (uint32_t i = 1; i < graph->nodes[call].child_count; i++) {
        uint32_t root = storage_root(graph, graph_child(graph, call, i));
        if (root != NO_ID && is_same_variable(graph, root, variable))
            return true;
    }
    return false;
}

/* Whether a function may assign the field or the global that the place ends in, itself or by what it calls. What has no
 * body here may do anything to what it is given. */
static bool may_assign(const struct facts *facts, const struct fact_function *function, const struct graph_node *place,
                       unsigned depth)
{
    const struct function_graph *graph = &function->graph;
    if (libc_find(function))
        return false;
    if (!function->is_defined || depth > MAX_CALLS_FOLLOWED)
        return place->kind != NODE_GLOBAL;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t target = n->kind == NODE_ASSIGN ? graph_child(graph, i, 0) : NO_ID;
        if (target != NO_ID && graph->nodes[target].kind == place->kind &&
            (graph->nodes[target].symbol == place->symbol || place->kind == NODE_UNARY))
            return true;
        const struct fact_function *callee = called_function(facts, graph, i);
        if (callee && n->child_count > 1 && may_assign(facts, callee, place, depth + 1))
            return true;
    }
    return false;
}

/* A call may take the address away again. */
static void see_call(const struct escape_check *check, struct state *state, uint32_t call)
{
    const struct function_graph *graph = check->graph;
    const struct fact_function *callee = called_function(check->pass->facts, graph, call);
    if (callee && callee->attributes & ATTRIBUTE_NORETURN) {
        state->count = 0;
        return;
    }
    for (uint32_t i = 0; i < state->count; i++) {
        const struct graph_node *place = &graph->nodes[state->holders[i].place];
        uint32_t root = storage_root(graph, state->holders[i].place);
        if (root == NO_ID || !outlives_call(graph, state->holders[i].place))
            continue;
        bool is_reached = graph->nodes[root].kind == NODE_GLOBAL || is_given(graph, call, root);
        if (is_reached &&
            (callee ? may_assign(check->pass->facts, callee, place, 0) : graph->nodes[root].kind != NODE_GLOBAL))
            forget(state, i--);
    }
}

/* The first node behind the block that declares a local, or behind the loop that does. */
static uint32_t end_of_life(const struct function_graph *graph, uint32_t local)
{
    if (graph->nodes[local].kind != NODE_LOCAL)
        return graph->node_count;
    for (uint32_t i = 0; i < local; i++)
        if (graph->nodes[i].kind == NODE_DECLARE && is_same_variable(graph, i, local)) {
            uint32_t parent = graph->nodes[i].parent;
            return parent == NO_ID ? graph->node_count : graph->nodes[parent].subtree_end;
        }
    return graph->node_count;
}

/* Whether what the pointer points to is used: *p, p[i], p->x, f(p), return p. */
static bool is_followed(const struct function_graph *graph, uint32_t load)
{
    uint32_t parent = graph->nodes[load].parent;
    while (parent != NO_ID && graph->nodes[parent].kind == NODE_CAST)
        parent = graph->nodes[parent].parent;
    if (parent == NO_ID)
        return false;
    const struct graph_node *n = &graph->nodes[parent];
    return n->kind == NODE_SUBSCRIPT || (n->kind == NODE_MEMBER && n->op == OP_ARROW) || n->kind == NODE_CALL ||
           (n->kind == NODE_UNARY && n->op == OP_DEREF);
}

static void see_use(const struct escape_check *check, const struct state *state, uint32_t load)
{
    const struct function_graph *graph = check->graph;
    uint32_t pointer = graph_child(graph, load, 0);
    if (pointer == NO_ID || graph->nodes[pointer].kind != NODE_LOCAL || !is_followed(graph, load))
        return;
    for (uint32_t i = 0; i < state->count; i++) {
        const struct holder *holder = &state->holders[i];
        if (!is_same_place(graph, holder->place, pointer) || load < end_of_life(graph, holder->local))
            continue;
        struct check_place place = {.function = check->function, .range = graph->nodes[load].range};
        place.note = (struct check_note){graph->nodes[holder->origin].range, "its address is taken here"};
        check_report(check->pass, &place, "'%s' points to '%s', which ended with its block",
                     place_text(check->pass->facts, check->function, pointer, check->pass->arena),
                     local_name(check, holder->local));
        return;
    }
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct escape_check *check = context;
    struct state *state = state_bytes;
    const struct graph_node *n = &check->graph->nodes[node];
    uint32_t first = graph_child(check->graph, node, 0);
    if (n->kind == NODE_DECLARE)
        see_assignment(check, state, node, first, node);
    else if (n->kind == NODE_ASSIGN && n->op == OP_NONE && first != NO_ID)
        see_assignment(check, state, first, graph_child(check->graph, node, 1), node);
    else if (n->kind == NODE_CALL)
        see_call(check, state, node);
    else if (n->kind == NODE_RETURN && check->is_reporting)
        see_return(check, state, node);
    else if (n->kind == NODE_CAST && n->op == OP_LOAD && check->is_reporting)
        see_use(check, state, node);
}

static void report_left_behind(const struct escape_check *check, const struct flow *flow)
{
    const struct function_graph *graph = check->graph;
    const struct state *state = flow_state_at(flow, graph->exit_block);
    for (uint32_t i = 0; state && i < state->count; i++) {
        const struct holder *holder = &state->holders[i];
        if (!outlives_call(graph, holder->place))
            continue;
        check_report(check->pass,
                     &(struct check_place){.function = check->function, .range = graph->nodes[holder->origin].range},
                     "the address of '%s' stays in '%s' when the function returns, and ends with it",
                     local_name(check, holder->local),
                     place_text(check->pass->facts, check->function, holder->place, check->pass->arena));
    }
}

/* Cheap: whether an address of an automatic variable is put or returned anywhere as a value. */
static bool has_address(const struct escape_check *check)
{
    const struct function_graph *graph = check->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t value = n->kind == NODE_RETURN || n->kind == NODE_DECLARE ? graph_child(graph, i, 0)
                         : n->kind == NODE_ASSIGN && n->op == OP_NONE      ? graph_child(graph, i, 1)
                                                                           : NO_ID;
        if (value == NO_ID || (graph->nodes[value].kind != NODE_INIT_LIST &&
                               !is_pointer_type(check->pass->facts, graph->nodes[value].type)))
            continue;
        struct state empty = {0}, found = {0};
        collect(check, &empty, value, &found, &(struct holder){.place = i}, 0);
        if (found.count)
            return true;
    }
    return false;
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    struct escape_check check = {.pass = pass, .function = function, .graph = &function->graph};
    if (!strcmp(function->name, "main") || !has_address(&check))
        return;
    struct flow flow = {
        .graph = check.graph, .state_size = sizeof(struct state), .context = &check, .join = join, .visit = visit};
    if (flow_run(&flow, &check.is_reporting))
        report_left_behind(&check, &flow);
    flow_release(&flow);
}

void check_stack_escape(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
