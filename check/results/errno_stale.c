/* errno belongs to the call that failed; another call in between may have put something else there.
 *
 * Followed over the flow graph are calls that set errno when they fail: to the branch where their result says so, past
 * a further call that may change errno and whose own result nobody asks for, to a read of errno. A call whose result is
 * used starts afresh, since the errno read later may be meant to be its own. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "errno_effects.h"
#include "expressions.h"
#include "flow.h"
#include "pass.h"

#define MAX_STORIES 12 /* of one place; what comes on top is forgotten, which only makes the check more silent */

/* What may have happened on a path: call failed, then changed_by changed errno. */
struct story {
    uint32_t call;
    uint32_t place;      /* node that designates where its result was put, NO_ID: nowhere yet */
    uint32_t changed_by; /* call, NO_ID: none */
    bool has_failed;     /* a branch was taken on which it did */
};

struct state {
    uint32_t count;
    struct story stories[MAX_STORIES];
};

struct errno_check {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    const enum errno_effect *effects;
    bool is_reporting;
};

static bool is_same_story(const struct story *a, const struct story *b)
{
    return a->call == b->call && a->place == b->place && a->changed_by == b->changed_by &&
           a->has_failed == b->has_failed;
}

static bool add_story(struct state *state, const struct story *story)
{
    for (uint32_t i = 0; i < state->count; i++)
        if (is_same_story(&state->stories[i], story))
            return false;
    if (state->count == MAX_STORIES)
        return false;
    state->stories[state->count++] = *story;
    return true;
}

static bool join(void *context, void *into, const void *from)
{
    (void)context;
    const struct state *other = from;
    bool has_changed = false;
    for (uint32_t i = 0; i < other->count; i++)
        has_changed |= add_story(into, &other->stories[i]);
    return has_changed;
}

static void forget(struct state *state, uint32_t index)
{
    state->stories[index] = state->stories[--state->count];
}

static void report(struct errno_check *check, const struct state *state, uint32_t reader)
{
    const struct function_graph *graph = check->graph;
    const struct facts *facts = check->pass->facts;
    for (uint32_t i = 0; i < state->count; i++) {
        const struct story *story = &state->stories[i];
        if (!story->has_failed || story->changed_by == NO_ID)
            continue;
        const char *failed = called_function(facts, graph, story->call)->name;
        const char *changer = called_function(facts, graph, story->changed_by)->name;
        struct check_note note = {graph->nodes[story->changed_by].range,
                                  arena_printf(check->pass->arena, "'%s' is called here", changer)};
        check_report(
            check->pass,
            &(struct check_place){.function = check->function, .range = graph->nodes[reader].range, .note = note},
            "errno may no longer be what '%s' left there, since '%s' was called after it; copy errno right "
            "after the failure",
            failed, changer);
        return;
    }
}

static void see_errno_read(struct errno_check *check, const struct state *state, uint32_t reader)
{
    if (check->is_reporting)
        report(check, state, reader);
}

static void start_story(struct state *state, uint32_t call)
{
    state->count = 0;
    add_story(state, &(struct story){.call = call, .place = NO_ID, .changed_by = NO_ID});
}

static void mark_changed(struct state *state, uint32_t call)
{
    for (uint32_t i = 0; i < state->count; i++)
        if (state->stories[i].changed_by == NO_ID)
            state->stories[i].changed_by = call;
}

static void see_call(struct errno_check *check, struct state *state, uint32_t call)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, call);
    const struct libc_function *libc = libc_find(callee);
    bool is_used = call_result_use(check->graph, call) == RESULT_USED;
    if (libc && libc->flags & LIBC_READ)
        see_errno_read(check, state, call);
    if (libc && libc->flags & LIBC_HARMLESS)
        return;
    enum errno_effect effect = libc     ? ERRNO_MAY_CHANGE
                               : callee ? check->effects[check->graph->nodes[call].symbol]
                                        : ERRNO_UNKNOWN;
    if (callee && !strncmp(callee->name, "__err", strlen("__err")))
        return; /* the way to errno itself */
    if (libc && libc->fails != FAILS_NOT && libc->fails != FAILS_POSITIVE && is_used && libc->flags & LIBC_ERRNO)
        start_story(state, call);
    else if (effect == ERRNO_MANAGED || (is_used && effect != ERRNO_KEPT))
        state->count = 0;
    else if (effect == ERRNO_MAY_CHANGE && callee)
        mark_changed(state, call);
}

/* A new value is put at place: it is the last call's result, or the story of what was there before can no longer be
 * told from it. */
static void see_assignment(struct errno_check *check, struct state *state, uint32_t place, uint32_t value)
{
    uint32_t call = value == NO_ID ? NO_ID : graph_skip_casts(check->graph, value);
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        if (story->call == call && story->place == NO_ID) {
            story->place = place;
        } else if (!story->has_failed && story->place != NO_ID && is_same_place(check->graph, story->place, place)) {
            forget(state, i);
            i--;
        }
    }
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct errno_check *check = context;
    struct state *state = state_bytes;
    const struct graph_node *n = &check->graph->nodes[node];
    bool is_write = false;
    if (n->kind == NODE_CALL) {
        see_call(check, state, node);
    } else if (is_errno_access(check->pass->facts, check->graph, node, &is_write)) {
        if (!is_write)
            see_errno_read(check, state, node);
    } else if (n->kind == NODE_ASSIGN) {
        uint32_t place = graph_child(check->graph, node, 0);
        if (place != NO_ID && is_errno_access(check->pass->facts, check->graph, place, &is_write))
            state->count = 0;
        else if (place != NO_ID)
            see_assignment(check, state, place, n->op == OP_NONE ? graph_child(check->graph, node, 1) : NO_ID);
    } else if (n->kind == NODE_DECLARE) {
        see_assignment(check, state, node, graph_child(check->graph, node, 0));
    }
}

/* Whether expr is the result that the story is about. */
static bool is_result(const struct function_graph *graph, const struct story *story, uint32_t expr)
{
    expr = graph_skip_casts(graph, expr);
    if (expr != NO_ID && graph->nodes[expr].kind == NODE_ASSIGN && graph->nodes[expr].op == OP_NONE)
        return graph_skip_casts(graph, graph_child(graph, expr, 1)) == story->call;
    return expr == story->call || (story->place != NO_ID && is_same_place(graph, expr, story->place));
}

static bool compare(enum operator_token op, int64_t left, int64_t right)
{
    switch (op) {
    case OP_LT:
        return left < right;
    case OP_LE:
        return left <= right;
    case OP_GT:
        return left > right;
    case OP_GE:
        return left >= right;
    case OP_EQ:
        return left == right;
    default:
        return left != right;
    }
}

static enum operator_token turned_round(enum operator_token op)
{
    switch (op) {
    case OP_LT:
        return OP_GT;
    case OP_LE:
        return OP_GE;
    case OP_GT:
        return OP_LT;
    case OP_GE:
        return OP_LE;
    default:
        return op;
    }
}

struct result_test {
    enum operator_token op;
    int64_t constant;
};

static bool read_test(const struct function_graph *graph, const struct story *story, uint32_t condition,
                      struct result_test *ret_test)
{
    const struct graph_node *node = &graph->nodes[condition];
    if (is_result(graph, story, condition)) {
        *ret_test = (struct result_test){OP_NE, 0};
        return true;
    }
    if (node->kind != NODE_BINARY || node->op < OP_LT || node->op > OP_NE)
        return false;
    uint32_t left = graph_child(graph, condition, 0), right = graph_child(graph, condition, 1);
    struct result_test test = {.op = node->op};
    if (is_result(graph, story, left) && constant_value(graph, right, &test.constant)) {
        *ret_test = test;
        return true;
    }
    test.op = turned_round(test.op);
    if (is_result(graph, story, right) && constant_value(graph, left, &test.constant)) {
        *ret_test = test;
        return true;
    }
    return false;
}

enum edge_meaning { EDGE_OPEN, EDGE_FAILED, EDGE_WORKED };

/* Tries the test on the value that means failure and on some that do not. */
static enum edge_meaning meaning_of_edge(enum libc_failure fails, const struct result_test *test, bool is_true)
{
    static const int64_t worked_values[] = {0, 1, 2, 4096};
    if (fails == FAILS_SHORT)
        return EDGE_OPEN; /* a short count may be the end of the input as well */
    int64_t failure = fails == FAILS_NULL ? 0 : -1;
    if (compare(test->op, failure, test->constant) != is_true)
        return EDGE_WORKED;
    for (size_t i = 0; i < ARRAY_LENGTH(worked_values); i++) {
        bool can_work = fails == FAILS_NULL      ? worked_values[i] != 0
                        : fails == FAILS_NONZERO ? worked_values[i] == 0
                                                 : true;
        if (can_work && compare(test->op, worked_values[i], test->constant) == is_true)
            return EDGE_OPEN;
    }
    return EDGE_FAILED;
}

static bool branch(void *context, void *state_bytes, uint32_t condition, bool is_true)
{
    struct errno_check *check = context;
    struct state *state = state_bytes;
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        const struct libc_function *libc = libc_find(called_function(check->pass->facts, check->graph, story->call));
        struct result_test test;
        if (!libc || !read_test(check->graph, story, condition, &test))
            continue;
        enum edge_meaning meaning = meaning_of_edge(libc->fails, &test, is_true);
        if (meaning == EDGE_FAILED)
            story->has_failed = true;
        else if (meaning == EDGE_WORKED)
            forget(state, i--);
    }
    return true;
}

static bool reads_errno(const struct errno_check *check)
{
    bool is_write;
    for (uint32_t i = 0; i < check->graph->node_count; i++) {
        const struct libc_function *libc = libc_find(called_function(check->pass->facts, check->graph, i));
        if (libc && libc->flags & LIBC_READ)
            return true;
        if (is_errno_access(check->pass->facts, check->graph, i, &is_write) && !is_write)
            return true;
    }
    return false;
}

static void look_at_function(struct errno_check *check)
{
    struct flow flow = {.graph = check->graph,
                        .state_size = sizeof(struct state),
                        .context = check,
                        .join = join,
                        .visit = visit,
                        .branch = branch};
    if (flow_solve(&flow)) {
        check->is_reporting = true;
        flow_replay(&flow);
    }
    flow_release(&flow);
}

void check_errno_stale(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    enum errno_effect *effects = NULL; /* of no use to the many units that never read errno */
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        struct errno_check check = {.pass = pass, .function = function, .graph = &function->graph};
        if (!function->is_defined || !reads_errno(&check))
            continue;
        if (!effects)
            effects = errno_effects_of_program(facts);
        check.effects = effects;
        look_at_function(&check);
    }
    free(effects);
}
