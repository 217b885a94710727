/* strtol and its like tell of a number that does not fit by errno alone, and set it only then: what an earlier call
 * left there is taken for theirs, unless errno was 0 before.
 *
 * Followed over the flow graph: whether errno may still be as the function found it, and the calls made so. Found is a
 * comparison of errno behind one. Silent where the result was first found to be the limit (LONG_MAX, HUGE_VAL), and
 * behind another call that sets errno and whose result is used: errno may be asked for that one. */
#include <stdlib.h>

#include "cet/model/cognitive.h"
#include "errno_effects.h"
#include "expressions.h"
#include "failure_edges.h"
#include "flow.h"
#include "pass.h"

#define MAX_CALLS 8 /* waiting at one place; what comes on top is forgotten */

struct state {
    bool is_unset; /* on some path errno has not been set in this function */
    uint32_t count;
    struct call_result calls[MAX_CALLS];
};

struct not_cleared {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    const enum errno_effect *effects;
    bool is_reporting;
};

static bool add_call(struct state *state, const struct call_result *call)
{
    for (uint32_t i = 0; i < state->count; i++)
        if (state->calls[i].call == call->call && state->calls[i].place == call->place)
            return false;
    if (state->count == MAX_CALLS)
        return false;
    state->calls[state->count++] = *call;
    return true;
}

static void enter(void *context, void *state)
{
    (void)context;
    ((struct state *)state)->is_unset = true;
}

static bool join(void *context, void *into_bytes, const void *from_bytes)
{
    (void)context;
    struct state *into = into_bytes;
    const struct state *from = from_bytes;
    bool has_changed = from->is_unset && !into->is_unset;
    into->is_unset |= from->is_unset;
    for (uint32_t i = 0; i < from->count; i++)
        has_changed |= add_call(into, &from->calls[i]);
    return has_changed;
}

/* errno == ERANGE, !errno, errno && ...: what is done with it asks whether the call failed. */
static bool is_asked(const struct function_graph *graph, uint32_t access)
{
    uint32_t node = graph->nodes[access].parent;
    while (node < graph->node_count && graph->nodes[node].kind == NODE_CAST)
        node = graph->nodes[node].parent;
    if (node >= graph->node_count)
        return false;
    const struct graph_node *n = &graph->nodes[node];
    return graph_decides(n) || (n->kind == NODE_BINARY && n->op >= OP_LT && n->op <= OP_NE) ||
           (n->kind == NODE_UNARY && n->op == OP_NOT);
}

static void see_errno(struct not_cleared *check, struct state *state, uint32_t access)
{
    if (!state->count || !is_asked(check->graph, access))
        return;
    const struct graph_node *nodes = check->graph->nodes;
    const struct graph_node *call = &nodes[state->calls[0].call];
    const char *name = called_function(check->pass->facts, check->graph, state->calls[0].call)->name;
    if (check->is_reporting)
        check_report(
            check->pass,
            &(struct check_place){.function = check->function,
                                  .range = nodes[access].range,
                                  .note = {call->range, arena_printf(check->pass->arena, "'%s' is called here", name)}},
            "errno is asked after '%s', which leaves it alone when it works; set errno to 0 before the call", name);
    state->count = 0; /* once is enough */
}

static void see_call(struct not_cleared *check, struct state *state, uint32_t node)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, node);
    const struct libc_function *libc = libc_find(callee);
    if (is_errno_location(callee) || (libc && libc->flags & (LIBC_HARMLESS | LIBC_READ)))
        return;
    bool is_used = call_result_use(check->graph, node) == RESULT_USED;
    if (libc && libc->flags & LIBC_CLEAR) {
        if (state->is_unset)
            add_call(state, &(struct call_result){node, NO_ID});
        return;
    }
    enum errno_effect effect = libc     ? ERRNO_MAY_CHANGE
                               : callee ? check->effects[check->graph->nodes[node].symbol]
                                        : ERRNO_UNKNOWN;
    if (effect == ERRNO_MANAGED)
        state->is_unset = false;
    if (effect == ERRNO_MANAGED || (is_used && effect != ERRNO_KEPT))
        state->count = 0;
}

static void see_store(struct not_cleared *check, struct state *state, uint32_t node)
{
    for (uint32_t i = 0; i < state->count; i++) {
        uint32_t place;
        if (failure_place_change(check->graph, &state->calls[i], node, &place) == PLACE_TAKES_RESULT)
            state->calls[i].place = place;
    }
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct not_cleared *check = context;
    struct state *state = state_bytes;
    const struct graph_node *n = &check->graph->nodes[node];
    bool is_write;
    if (n->kind == NODE_CALL) {
        see_call(check, state, node);
    } else if (is_errno_access(check->pass->facts, check->graph, node, &is_write)) {
        if (is_write) {
            state->is_unset = false;
            state->count = 0;
        } else {
            see_errno(check, state, node);
        }
    } else if (n->kind == NODE_ASSIGN || n->kind == NODE_DECLARE) {
        see_store(check, state, node);
    }
}

/* The result is the limit that stands for "does not fit", or no number that a text often holds. */
static bool is_limit(const struct function_graph *graph, uint32_t condition, uint32_t operand)
{
    uint32_t left = graph_child(graph, condition, 0), right = graph_child(graph, condition, 1);
    int64_t value;
    uint32_t other = operand == left ? right : left;
    return !constant_value(graph, other, &value) || value > 1 || value < -1;
}

static bool branch(void *context, void *state_bytes, uint32_t condition, bool is_true)
{
    struct not_cleared *check = context;
    struct state *state = state_bytes;
    const struct graph_node *n = &check->graph->nodes[condition];
    if (n->kind != NODE_BINARY || (n->op != OP_EQ && n->op != OP_NE) || (n->op == OP_EQ) != is_true)
        return true;
    for (uint32_t i = 0; i < state->count; i++) {
        uint32_t left = graph_child(check->graph, condition, 0), right = graph_child(check->graph, condition, 1);
        bool is_left = is_call_result(check->graph, &state->calls[i], left);
        if ((is_left || is_call_result(check->graph, &state->calls[i], right)) &&
            is_limit(check->graph, condition, is_left ? left : right))
            state->calls[i--] = state->calls[--state->count];
    }
    return true;
}

static bool has_work(const struct facts *facts, const struct function_graph *graph)
{
    bool has_call = false, has_read = false, is_write = false;
    for (uint32_t i = 0; i < graph->node_count && !(has_call && has_read); i++) {
        const struct libc_function *libc = libc_find(called_function(facts, graph, i));
        has_call |= libc && libc->flags & LIBC_CLEAR;
        has_read |= is_errno_access(facts, graph, i, &is_write) && !is_write;
    }
    return has_call && has_read;
}

void check_errno_not_cleared(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    enum errno_effect *effects = NULL;
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        if (!function->is_defined || !has_work(facts, &function->graph))
            continue;
        if (!effects)
            effects = errno_effects_of_program(facts);
        struct not_cleared check = {.pass = pass, .function = function, .graph = &function->graph, .effects = effects};
        struct flow flow = {.graph = check.graph,
                            .state_size = sizeof(struct state),
                            .context = &check,
                            .enter = enter,
                            .join = join,
                            .visit = visit,
                            .branch = branch};
        flow_run(&flow, &check.is_reporting);
        flow_release(&flow);
    }
    free(effects);
}
