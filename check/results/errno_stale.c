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
#include "failure_edges.h"
#include "flow.h"
#include "pass.h"

#define MAX_STORIES 12 /* of one place; what comes on top is forgotten, which only makes the check more silent */

/* What may have happened on a path: call failed, then changed_by changed errno. */
struct story {
    struct call_result result;
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
    return a->result.call == b->result.call && a->result.place == b->result.place && a->changed_by == b->changed_by &&
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
        const char *failed = called_function(facts, graph, story->result.call)->name;
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
    add_story(state, &(struct story){.result = {call, NO_ID}, .changed_by = NO_ID});
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

/* A new value is put somewhere: it is the last call's result, or the story of what was there before can no longer be
 * told from it. */
static void see_assignment(struct errno_check *check, struct state *state, uint32_t node)
{
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        uint32_t place;
        enum place_change change = failure_place_change(check->graph, &story->result, node, &place);
        if (change == PLACE_TAKES_RESULT)
            story->result.place = place;
        else if (change == PLACE_OVERWRITTEN && !story->has_failed)
            forget(state, i--);
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
        else
            see_assignment(check, state, node);
    } else if (n->kind == NODE_DECLARE) {
        see_assignment(check, state, node);
    }
}

static bool branch(void *context, void *state_bytes, uint32_t condition, bool is_true)
{
    struct errno_check *check = context;
    struct state *state = state_bytes;
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        const struct libc_function *libc =
            libc_find(called_function(check->pass->facts, check->graph, story->result.call));
        enum edge_meaning meaning =
            libc ? failure_edge(check->pass->facts, check->graph, &story->result, libc->fails, condition, is_true)
                 : EDGE_OPEN;
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
