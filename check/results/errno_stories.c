#include "errno_stories.h"

#include <string.h>

#include "expressions.h"
#include "flow.h"

static bool is_same_story(const struct errno_story *a, const struct errno_story *b)
{
    return a->result.call == b->result.call && a->result.place == b->result.place && a->changed_by == b->changed_by &&
           a->has_failed == b->has_failed;
}

static bool add_story(struct errno_stories *state, const struct errno_story *story)
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
    const struct errno_stories *other = from;
    bool has_changed = false;
    for (uint32_t i = 0; i < other->count; i++)
        has_changed |= add_story(into, &other->stories[i]);
    return has_changed;
}

static void forget(struct errno_stories *state, uint32_t index)
{
    state->stories[index] = state->stories[--state->count];
}

static void see_errno_read(struct errno_walk *walk, const struct errno_stories *stories, uint32_t reader)
{
    if (walk->is_last_round && walk->read)
        walk->read(walk, stories, reader);
}

static void start_story(struct errno_stories *state, uint32_t call)
{
    state->count = 0;
    add_story(state, &(struct errno_story){.result = {call, NO_ID}, .changed_by = NO_ID});
}

static void mark_changed(struct errno_stories *state, uint32_t call)
{
    for (uint32_t i = 0; i < state->count; i++)
        if (state->stories[i].changed_by == NO_ID)
            state->stories[i].changed_by = call;
}

/* execv and its like: nobody need look at their result. */
static bool returns_only_when_it_fails(const struct libc_function *libc)
{
    return libc && !strncmp(libc->name, "exec", strlen("exec"));
}

static void see_call(struct errno_walk *walk, struct errno_stories *state, uint32_t call)
{
    const struct fact_function *callee = called_function(walk->facts, walk->graph, call);
    const struct libc_function *libc = libc_find(callee);
    bool is_used = call_result_use(walk->graph, call) == RESULT_USED || returns_only_when_it_fails(libc);
    if (libc && libc->flags & LIBC_READ)
        see_errno_read(walk, state, call);
    if (libc && libc->flags & LIBC_HARMLESS)
        return;
    enum errno_effect effect = libc     ? ERRNO_MAY_CHANGE
                               : callee ? walk->effects[walk->graph->nodes[call].symbol]
                                        : ERRNO_UNKNOWN;
    if (is_errno_location(callee))
        return;
    if (never_returns(walk->ends, walk->graph->nodes[call].symbol)) {
        state->count = 0;
        return;
    }
    if (libc && libc->fails != FAILS_NOT && libc->fails != FAILS_POSITIVE && is_used && libc->flags & LIBC_ERRNO)
        start_story(state, call);
    else if (effect == ERRNO_MANAGED || (is_used && effect != ERRNO_KEPT))
        state->count = 0;
    else if (effect == ERRNO_MAY_CHANGE && callee)
        mark_changed(state, call);
}

/* A new value is put somewhere: it is the last call's result, or the story of what was there before can no longer be
 * told from it. */
static void see_assignment(struct errno_walk *walk, struct errno_stories *state, uint32_t node)
{
    for (uint32_t i = 0; i < state->count; i++) {
        struct errno_story *story = &state->stories[i];
        uint32_t place;
        enum place_change change = failure_place_change(walk->graph, &story->result, node, &place);
        if (change == PLACE_TAKES_RESULT)
            story->result.place = place;
        else if (change == PLACE_OVERWRITTEN && !story->has_failed)
            forget(state, i--);
    }
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct errno_walk *walk = context;
    struct errno_stories *state = state_bytes;
    const struct graph_node *n = &walk->graph->nodes[node];
    bool is_write = false;
    if (n->kind == NODE_CALL) {
        see_call(walk, state, node);
    } else if (is_errno_access(walk->facts, walk->graph, node, &is_write)) {
        if (!is_write)
            see_errno_read(walk, state, node);
    } else if (n->kind == NODE_ASSIGN) {
        uint32_t place = graph_child(walk->graph, node, 0);
        if (place != NO_ID && is_errno_access(walk->facts, walk->graph, place, &is_write))
            state->count = 0;
        else
            see_assignment(walk, state, node);
    } else if (n->kind == NODE_DECLARE) {
        see_assignment(walk, state, node);
    } else if (n->kind == NODE_RETURN && walk->is_last_round && walk->returned) {
        walk->returned(walk, state, node);
    }
}

static bool branch(void *context, void *state_bytes, uint32_t condition, bool is_true)
{
    struct errno_walk *walk = context;
    struct errno_stories *state = state_bytes;
    for (uint32_t i = 0; i < state->count; i++) {
        struct errno_story *story = &state->stories[i];
        const struct libc_function *libc = libc_find(called_function(walk->facts, walk->graph, story->result.call));
        enum edge_meaning meaning =
            libc ? shortfall_edge(walk->facts, walk->graph, &story->result, libc->fails, condition, is_true)
                 : EDGE_OPEN;
        if (meaning == EDGE_FAILED)
            story->has_failed = true;
        else if (meaning == EDGE_WORKED)
            forget(state, i--);
    }
    return true;
}

void errno_stories_follow(struct errno_walk *walk)
{
    struct flow flow = {.graph = walk->graph,
                        .state_size = sizeof(struct errno_stories),
                        .context = walk,
                        .join = join,
                        .visit = visit,
                        .branch = branch};
    if (flow_solve(&flow)) {
        walk->is_last_round = true;
        flow_replay(&flow);
    }
    flow_release(&flow);
}

const struct errno_story *errno_stories_changed(const struct errno_stories *stories)
{
    for (uint32_t i = 0; i < stories->count; i++)
        if (stories->stories[i].has_failed && stories->stories[i].changed_by != NO_ID)
            return &stories->stories[i];
    return NULL;
}
