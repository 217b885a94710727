#include "lock_flow.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "flow.h"

#define MAX_WORLDS 24     /* ways to one place that are told apart */
#define MAX_ASSUMPTIONS 8 /* of one way */
#define MAX_QUESTIONS 64  /* that a function asks or answers more than once */

/* On this way the question's value is zero, or it is not. */
struct assumption {
    uint16_t question;
    bool is_true;
    bool is_code;  /* by having been given a constant that is neither 0 nor 1 */
    uint32_t from; /* the condition that found it out */
};

enum truth { TRUTH_UNKNOWN, TRUTH_ZERO, TRUTH_NONZERO, TRUTH_CODE };

/* One way to a place. */
struct world {
    struct assumption assumptions[MAX_ASSUMPTIONS];
    uint32_t since[LOCKS_OF_FUNCTION];
    uint32_t returned; /* RETURN node, NO_ID: none yet */
    uint8_t assumption_count;
    uint8_t status[LOCKS_OF_FUNCTION];
    uint8_t returned_value;
};

struct state {
    uint32_t count;
    bool is_full; /* more ways than are told apart: nothing is known */
    struct world worlds[MAX_WORLDS];
};

enum key_cache { CACHE_VALUE, CACHE_OBJECT, CACHE_POINTEE, CACHE_COUNT };

struct lock_flow {
    const struct locks *locks;
    const struct function_graph *graph;
    struct lock_function *result;
    struct arena *arena;
    struct map questions;           /* key -> index */
    const char **keys[CACHE_COUNT]; /* for each node, once asked for; NULL: not yet */
    bool is_replaying;
};

/* A node is visited again and again; its key is made once. NULL when it has none. */
static const char *cached_key(const struct lock_flow *flow, uint32_t node, enum key_cache cache,
                              const char *(*make)(const struct expression_names *names, uint32_t node))
{
    static const char none[] = "";
    if (node >= flow->graph->node_count)
        return NULL;
    const char **key = &flow->keys[cache][node];
    if (!*key) {
        *key = make(&flow->result->names, node);
        if (!*key)
            *key = none;
    }
    return *key == none ? NULL : *key;
}

static const char *value_key_of(const struct lock_flow *flow, uint32_t node)
{
    return cached_key(flow, node, CACHE_VALUE, expression_key);
}

static const char *object_key_of(const struct lock_flow *flow, uint32_t node)
{
    return cached_key(flow, node, CACHE_OBJECT, object_key);
}

static const char *pointee_key_of(const struct lock_flow *flow, uint32_t node)
{
    return cached_key(flow, node, CACHE_POINTEE, pointee_key);
}

/* --- questions: expressions whose truth is asked more than once --- */

struct condition {
    const char *key;  /* that is asked whether it is zero */
    bool is_inverted; /* true when it is zero */
};

static struct condition condition_of(const struct lock_flow *flow, uint32_t node)
{
    const struct function_graph *graph = flow->graph;
    struct condition condition = {NULL, false};
    while (node < graph->node_count) {
        node = graph_skip_casts(graph, node);
        const struct graph_node *n = &graph->nodes[node];
        int64_t value;
        if (n->kind == NODE_UNARY && n->op == OP_NOT) {
            condition.is_inverted = !condition.is_inverted;
            node = graph_child(graph, node, 0);
        } else if (n->kind == NODE_BINARY && (n->op == OP_EQ || n->op == OP_NE) &&
                   constant_value(graph, graph_child(graph, node, 1), &value) && value == 0) {
            condition.is_inverted ^= n->op == OP_EQ;
            node = graph_child(graph, node, 0);
        } else if (n->kind == NODE_ASSIGN) {
            node = graph_child(graph, node, 0);
        } else {
            condition.key = value_key_of(flow, node);
            break;
        }
    }
    return condition;
}

/* Whether the call's result tells whether it took a lock. */
static bool tells_of_lock(const struct lock_flow *flow, uint32_t node)
{
    const struct fact_function *callee = called_function(flow->locks->facts, flow->graph, node);
    if (!callee)
        return false;
    const struct lock_call *call = &flow->locks->calls[flow->graph->nodes[node].symbol];
    if ((call->action == LOCK_TAKE || call->action == LOCK_TRY) && call->traits & LOCK_TELLS)
        return true;
    const struct lock_effects *effects = &flow->locks->effects[flow->graph->nodes[node].symbol];
    for (uint32_t i = 0; i < effects->count; i++)
        if (effects->items[i].change == CHANGE_TAKES_ON_ZERO || effects->items[i].change == CHANGE_TAKES_ON_NONZERO ||
            (effects->items[i].change == CHANGE_TAKES && effects->items[i].traits & LOCK_TELLS))
            return true;
    return false;
}

/* The place that a node gives a value, and the value; NO_ID: it gives none. */
static uint32_t given_place(const struct function_graph *graph, uint32_t node, uint32_t *ret_value)
{
    const struct graph_node *n = &graph->nodes[node];
    *ret_value = NO_ID;
    if (n->kind == NODE_DECLARE) {
        *ret_value = graph_child(graph, node, 0);
        return node;
    }
    if (n->kind == NODE_ASSIGN) {
        if (n->op == OP_NONE)
            *ret_value = graph_child(graph, node, 1);
        return graph_child(graph, node, 0);
    }
    if (n->kind == NODE_UNARY && n->op >= OP_PRE_INC && n->op <= OP_POST_DEC)
        return graph_child(graph, node, 0);
    return NO_ID;
}

static void count_question(struct map *counts, const char *key, uint64_t asked)
{
    uint64_t count = 0;
    if (!key)
        return;
    map_find(counts, key, &count);
    map_set(counts, key, count + asked);
}

/* Whether what the condition asks stays as it is while nothing is assigned to it: not what a call finds out about its
 * arguments. */
static bool is_lasting(const struct lock_flow *flow, uint32_t condition)
{
    for (uint32_t i = condition; i < flow->graph->nodes[condition].subtree_end && i < flow->graph->node_count; i++)
        if (flow->graph->nodes[i].kind == NODE_CALL && flow->graph->nodes[i].child_count > 1 && !tells_of_lock(flow, i))
            return false;
    return true;
}

/* A question counts when it is asked, and asked again or answered by an assignment. */
#define ASKED 0x10000u
static void find_questions(struct lock_flow *flow)
{
    SCOPED(map_release) struct map counts = {0};
    const struct function_graph *graph = flow->graph;
    for (uint32_t block = 0; block < graph->block_count; block++) {
        bool is_negated;
        uint32_t condition = flow_condition(graph, block, &is_negated);
        if (condition != NO_ID && is_lasting(flow, condition))
            count_question(&counts, condition_of(flow, condition).key, ASKED + 1);
    }
    for (uint32_t node = 0; node < graph->node_count; node++) {
        int64_t constant;
        uint32_t value, place = given_place(graph, node, &value);
        uint32_t call = value < graph->node_count ? graph_skip_casts(graph, value) : NO_ID;
        if (place != NO_ID && call != NO_ID && (constant_value(graph, value, &constant) || tells_of_lock(flow, call)))
            count_question(&counts, object_key_of(flow, place), 1);
        if (graph->nodes[node].kind == NODE_RETURN)
            count_question(&counts, condition_of(flow, graph_child(graph, node, 0)).key, ASKED + 1);
        if (tells_of_lock(flow, node))
            count_question(&counts, value_key_of(flow, node), ASKED + 1);
    }
    for (size_t i = 0; i < counts.count && flow->questions.count < MAX_QUESTIONS; i++)
        if (counts.entries[i].value >= ASKED + 2 || strncmp(counts.entries[i].key, "call(", 5) == 0)
            map_set(&flow->questions, counts.entries[i].key, flow->questions.count);
}

/* --- worlds --- */

static bool is_same_world(const struct world *a, const struct world *b)
{
    if (a->assumption_count != b->assumption_count || a->returned != b->returned ||
        a->returned_value != b->returned_value || memcmp(a->status, b->status, sizeof a->status) != 0)
        return false;
    for (uint32_t i = 0; i < a->assumption_count; i++)
        if (a->assumptions[i].question != b->assumptions[i].question ||
            a->assumptions[i].is_true != b->assumptions[i].is_true ||
            a->assumptions[i].is_code != b->assumptions[i].is_code)
            return false;
    return true;
}

static bool add_world(struct state *state, const struct world *world)
{
    if (state->is_full)
        return false;
    for (uint32_t i = 0; i < state->count; i++)
        if (is_same_world(&state->worlds[i], world))
            return false;
    if (state->count == MAX_WORLDS)
        state->is_full = true;
    else
        state->worlds[state->count++] = *world;
    return true;
}

static bool join(void *context, void *into, const void *from)
{
    (void)context;
    struct state *a = into;
    const struct state *b = from;
    bool has_changed = b->is_full && !a->is_full;
    a->is_full |= b->is_full;
    for (uint32_t i = 0; i < b->count; i++)
        has_changed |= add_world(a, &b->worlds[i]);
    return has_changed;
}

static void enter(void *context, void *state_bytes)
{
    const struct lock_flow *flow = context;
    struct state *state = state_bytes;
    struct world world = {.returned = NO_ID};
    for (uint32_t i = 0; i < LOCKS_OF_FUNCTION; i++) {
        world.since[i] = NO_ID;
        bool is_known = i < flow->result->lock_count && !strchr(flow->result->locks[i].key, 'L');
        world.status[i] = is_known && flow->locks->is_entry[flow->result->function] ? LOCK_FREE : LOCK_AS_FOUND;
    }
    add_world(state, &world);
}

static bool find_question(const struct lock_flow *flow, const char *key, uint16_t *ret_question)
{
    uint64_t value;
    if (!key || !map_find(&flow->questions, key, &value))
        return false;
    *ret_question = (uint16_t)value;
    return true;
}

static const struct assumption *assumed(const struct world *world, uint16_t question)
{
    for (uint32_t i = 0; i < world->assumption_count; i++)
        if (world->assumptions[i].question == question)
            return &world->assumptions[i];
    return NULL;
}

static void forget(struct world *world, uint32_t index)
{
    memmove(&world->assumptions[index], &world->assumptions[index + 1],
            (world->assumption_count - index - 1u) * sizeof world->assumptions[0]);
    world->assumption_count--;
}

/* Kept in order of the questions, so that equal worlds look equal. */
static void assume(struct world *world, uint16_t question, enum truth truth, uint32_t from)
{
    uint32_t at = 0;
    while (at < world->assumption_count && world->assumptions[at].question < question)
        at++;
    if (at < world->assumption_count && world->assumptions[at].question == question)
        forget(world, at);
    if (world->assumption_count == MAX_ASSUMPTIONS)
        return;
    memmove(&world->assumptions[at + 1], &world->assumptions[at],
            (world->assumption_count - at) * sizeof world->assumptions[0]);
    world->assumptions[at] = (struct assumption){question, truth != TRUTH_ZERO, truth == TRUTH_CODE, from};
    world->assumption_count++;
}

static enum truth truth_when(bool is_true)
{
    return is_true ? TRUTH_NONZERO : TRUTH_ZERO;
}

/* What is known of the expression on this way. */
static enum truth truth_of(const struct lock_flow *flow, const struct world *world, uint32_t node)
{
    int64_t constant;
    if (constant_value(flow->graph, node, &constant))
        return constant == 0 ? TRUTH_ZERO : constant == 1 ? TRUTH_NONZERO : TRUTH_CODE;
    struct condition condition = condition_of(flow, node);
    uint16_t question;
    const struct assumption *known = find_question(flow, condition.key, &question) ? assumed(world, question) : NULL;
    if (!known)
        return TRUTH_UNKNOWN;
    return known->is_code && !condition.is_inverted ? TRUTH_CODE : truth_when(known->is_true != condition.is_inverted);
}

/* A place has another value: what was known of it no longer holds, and locks found through it are others. */
static void change_place(const struct lock_flow *flow, struct world *world, const char *key)
{
    for (uint32_t i = world->assumption_count; i-- > 0;)
        if (key_mentions(flow->questions.entries[world->assumptions[i].question].key, key))
            forget(world, i);
    for (uint32_t i = 0; i < flow->result->lock_count; i++)
        if (world->since[i] != NO_ID && key_mentions(flow->result->locks[i].key, key))
            world->status[i] = LOCK_LOST;
}

/* Another variable now leads to the object with the key `start`: its locks may be given back by that name. */
static void lose_aliases(const struct lock_flow *flow, struct world *world, const char *start)
{
    for (uint32_t i = 0; i < flow->result->lock_count; i++)
        if (!strncmp(flow->result->locks[i].key, start, strlen(start)))
            world->status[i] = LOCK_LOST;
}

/* --- locks --- */

static uint32_t lock_index(struct lock_flow *flow, const struct lock *lock)
{
    struct lock_function *function = flow->result;
    for (uint32_t i = 0; i < function->lock_count; i++)
        if (!strcmp(function->locks[i].key, lock->key))
            return i;
    return NO_ID;
}

static void add_lock(struct lock_function *function, const struct lock *lock)
{
    for (uint32_t i = 0; i < function->lock_count; i++)
        if (!strcmp(function->locks[i].key, lock->key))
            return;
    if (function->lock_count < LOCKS_OF_FUNCTION)
        function->locks[function->lock_count++] = *lock;
    else
        function->has_more_locks = true;
}

static void find_locks(struct lock_flow *flow)
{
    const struct facts *facts = flow->locks->facts;
    for (uint32_t node = 0; node < flow->graph->node_count; node++) {
        if (!called_function(facts, flow->graph, node) || flow->graph->nodes[node].flags & NODE_FLAG_UNEVALUATED)
            continue;
        uint32_t callee = flow->graph->nodes[node].symbol;
        const struct lock_call *call = &flow->locks->calls[callee];
        struct lock lock;
        if (call->action != LOCK_NONE && call->action != LOCK_WAIT &&
            lock_of_argument(&flow->result->names, node, call, &lock))
            add_lock(flow->result, &lock);
        for (uint32_t i = 0; i < flow->locks->effects[callee].count; i++)
            if (lock_of_effect(&flow->result->names, node, &flow->locks->effects[callee].items[i], &lock))
                add_lock(flow->result, &lock);
    }
}

static void add_event(struct lock_flow *flow, const struct lock_event *event)
{
    struct lock_function *function = flow->result;
    for (uint32_t i = 0; i < function->event_count; i++)
        if (function->events[i].node == event->node && function->events[i].lock == event->lock)
            return;
    struct lock_event *grown = arena_array(flow->arena, function->event_count + 1, sizeof *grown);
    if (function->event_count)
        memcpy(grown, function->events, function->event_count * sizeof *grown);
    grown[function->event_count++] = *event;
    function->events = grown;
}

static bool is_held_anywhere(const struct state *state, uint32_t lock)
{
    for (uint32_t i = 0; i < state->count; i++)
        if (state->worlds[i].status[lock] == LOCK_HELD)
            return true;
    return false;
}

/* The lock is asked for while some way here holds it already. */
static void look_for_second_take(struct lock_flow *flow, const struct state *state, uint32_t lock, uint32_t node,
                                 unsigned traits, bool is_elsewhere)
{
    for (uint32_t i = 0; flow->is_replaying && i < state->count; i++)
        if (state->worlds[i].status[lock] == LOCK_HELD)
            add_event(flow, &(struct lock_event){LOCK_TAKEN_TWICE, (uint8_t)traits, is_elsewhere, lock, node,
                                                 state->worlds[i].since[lock]});
}

/* Given back where it was given back before, or was taken on other ways only. */
static void look_for_missing_take(struct lock_flow *flow, const struct state *state, uint32_t lock, uint32_t node)
{
    bool is_taken_here = is_held_anywhere(state, lock);
    for (uint32_t i = 0; flow->is_replaying && i < state->count; i++) {
        uint8_t status = state->worlds[i].status[lock];
        if (status == LOCK_FREE || status == LOCK_GIVEN || (status == LOCK_AS_FOUND && is_taken_here))
            add_event(flow, &(struct lock_event){LOCK_NOT_HELD, 0, false, lock, node, state->worlds[i].since[lock]});
    }
}

static void set_status(struct world *world, uint32_t lock, enum lock_status status, uint32_t node)
{
    world->status[lock] = (uint8_t)status;
    world->since[lock] = node;
}

static void take(struct world *world, uint32_t lock, uint32_t node)
{
    if (world->status[lock] == LOCK_GIVEN) /* the caller's lock, as it was */
        set_status(world, lock, LOCK_AS_FOUND, node);
    else if (world->status[lock] == LOCK_HELD) /* how often is not counted */
        set_status(world, lock, LOCK_LOST, node);
    else
        set_status(world, lock, LOCK_HELD, node);
}

/* Each world becomes two: the call returned zero, or something else. */
static void split(struct lock_flow *flow, struct state *state, uint32_t lock, uint32_t node, bool takes_on_zero,
                  enum lock_status otherwise)
{
    uint16_t question;
    bool is_asked = find_question(flow, value_key_of(flow, node), &question);
    struct state *before = memory_new(1, sizeof *before);
    *before = *state;
    state->count = 0;
    for (uint32_t i = 0; i < before->count; i++) {
        struct world taken = before->worlds[i], other = taken;
        take(&taken, lock, node);
        if (otherwise == LOCK_LOST)
            set_status(&other, lock, LOCK_LOST, node);
        if (is_asked) {
            assume(&taken, question, truth_when(!takes_on_zero), node);
            assume(&other, question, truth_when(takes_on_zero), node);
        }
        add_world(state, &taken);
        add_world(state, &other);
    }
    memory_free_pointer(&before);
}

static void see_take(struct lock_flow *flow, struct state *state, uint32_t lock, uint32_t node, unsigned traits)
{
    look_for_second_take(flow, state, lock, node, traits, false);
    if (traits & LOCK_TELLS && call_result_use(flow->graph, node) == RESULT_USED) {
        split(flow, state, lock, node, true, LOCK_LOST);
        return;
    }
    for (uint32_t i = 0; i < state->count; i++)
        take(&state->worlds[i], lock, node);
}

static void see_give(struct lock_flow *flow, struct state *state, uint32_t lock, uint32_t node)
{
    look_for_missing_take(flow, state, lock, node);
    flow->result->is_released[lock] = true;
    for (uint32_t i = 0; !flow->is_replaying && i < state->count; i++)
        flow->result->is_given_as_found[lock] |= state->worlds[i].status[lock] == LOCK_AS_FOUND;
    for (uint32_t i = 0; i < state->count; i++) {
        struct world *world = &state->worlds[i];
        if (world->status[lock] != LOCK_LOST)
            set_status(world, lock, world->status[lock] == LOCK_AS_FOUND ? LOCK_GIVEN : LOCK_FREE, node);
    }
}

static void set_everywhere(struct state *state, uint32_t lock, enum lock_status status, uint32_t node)
{
    for (uint32_t i = 0; i < state->count; i++)
        set_status(&state->worlds[i], lock, status, node);
}

static void see_lock_call(struct lock_flow *flow, struct state *state, uint32_t node, const struct lock_call *call)
{
    struct lock lock;
    uint32_t index = lock_of_argument(&flow->result->names, node, call, &lock) ? lock_index(flow, &lock) : NO_ID;
    if (index == NO_ID)
        return;
    if (call->action == LOCK_TAKE)
        see_take(flow, state, index, node, call->traits);
    else if (call->action == LOCK_TRY && call_result_use(flow->graph, node) == RESULT_USED)
        split(flow, state, index, node, true, LOCK_AS_FOUND);
    else if (call->action == LOCK_TRY)
        set_everywhere(state, index, LOCK_LOST, node);
    else if (call->action == LOCK_GIVE)
        see_give(flow, state, index, node);
    else if (call->action == LOCK_INIT || call->action == LOCK_DESTROY)
        set_everywhere(state, index, LOCK_AS_FOUND, node);
}

static void see_effect(struct lock_flow *flow, struct state *state, uint32_t node, const struct lock_effect *effect)
{
    struct lock lock;
    uint32_t index = lock_of_effect(&flow->result->names, node, effect, &lock) ? lock_index(flow, &lock) : NO_ID;
    if (index == NO_ID)
        return;
    bool is_used = call_result_use(flow->graph, node) == RESULT_USED;
    switch ((enum lock_change)effect->change) {
    case CHANGE_TAKES:
        see_take(flow, state, index, node, effect->traits);
        break;
    case CHANGE_GIVES:
        see_give(flow, state, index, node);
        break;
    case CHANGE_TAKES_ON_ZERO:
    case CHANGE_TAKES_ON_NONZERO:
        if (is_used) {
            split(flow, state, index, node, effect->change == CHANGE_TAKES_ON_ZERO, LOCK_AS_FOUND);
            break;
        }
        set_everywhere(state, index, LOCK_LOST, node);
        break;
    case CHANGE_UNKNOWN:
        set_everywhere(state, index, LOCK_LOST, node);
    }
}

/* Calls that take the lock and give it back themselves, while it is held here. */
static void look_for_take_elsewhere(struct lock_flow *flow, const struct state *state, uint32_t node, uint32_t callee)
{
    const struct lock_effects *passed = &flow->locks->passed[callee];
    for (uint32_t i = 0; i < passed->count; i++) {
        struct lock lock;
        uint32_t index =
            lock_of_effect(&flow->result->names, node, &passed->items[i], &lock) ? lock_index(flow, &lock) : NO_ID;
        if (index != NO_ID)
            look_for_second_take(flow, state, index, node, passed->items[i].traits, true);
    }
}

/* A call whose body is elsewhere, or that goes through a pointer, and that by its name gives something back: whatever
 * is held may be what it gives. */
static bool may_give_unseen(const struct lock_flow *flow, uint32_t node)
{
    const struct fact_function *callee = called_function(flow->locks->facts, flow->graph, node);
    if (callee)
        return !callee->is_defined && !callee->is_system &&
               flow->locks->calls[flow->graph->nodes[node].symbol].action == LOCK_NONE &&
               (name_speaks_of_giving(callee->name) || strstr(callee->name, "cleanup"));
    const char *shown = expression_shown(&flow->result->names, graph_child(flow->graph, node, 0));
    return shown && name_speaks_of_giving(shown);
}

static void see_call(struct lock_flow *flow, struct state *state, uint32_t node)
{
    const struct fact_function *callee = called_function(flow->locks->facts, flow->graph, node);
    if (may_give_unseen(flow, node))
        for (uint32_t lock = 0; lock < flow->result->lock_count; lock++)
            set_everywhere(state, lock, LOCK_LOST, node);
    if (!callee)
        return;
    uint32_t id = flow->graph->nodes[node].symbol;
    if (callee->attributes & ATTRIBUTE_NORETURN) {
        state->count = 0;
        return;
    }
    if (flow->is_replaying)
        look_for_take_elsewhere(flow, state, node, id);
    if (flow->locks->calls[id].action != LOCK_NONE)
        see_lock_call(flow, state, node, &flow->locks->calls[id]);
    for (uint32_t i = 0; i < flow->locks->effects[id].count; i++)
        see_effect(flow, state, node, &flow->locks->effects[id].items[i]);
}

/* A variable that is given a lock and never used again holds it for as long as its scope lasts: it has a cleanup. */
static bool is_guard(const struct lock_flow *flow, uint32_t node)
{
    const struct graph_node *n = &flow->graph->nodes[node];
    return n->kind == NODE_DECLARE && n->symbol < flow->graph->local_count &&
           !flow->result->names.is_local_used[n->symbol] && graph_child(flow->graph, node, 0) != NO_ID;
}

static void see_guard(struct lock_flow *flow, struct state *state, uint32_t node)
{
    const struct graph_node *n = &flow->graph->nodes[node];
    for (uint32_t i = node + 1; i < n->subtree_end && i < flow->graph->node_count; i++) {
        const char *key = flow->graph->nodes[i].kind == NODE_CALL ? NULL : object_key_of(flow, i);
        const char *pointee = pointee_key_of(flow, i);
        for (uint32_t lock = 0; lock < flow->result->lock_count; lock++)
            if ((key && !strcmp(key, flow->result->locks[lock].key)) ||
                (pointee && !strcmp(pointee, flow->result->locks[lock].key)))
                set_everywhere(state, lock, LOCK_LOST, node);
    }
}

static void see_assignment(struct lock_flow *flow, struct state *state, uint32_t node)
{
    uint32_t value, place = given_place(flow->graph, node, &value);
    const char *key = place == NO_ID ? NULL : object_key_of(flow, place);
    if (!key)
        return;
    uint32_t bare = value < flow->graph->node_count ? graph_skip_casts(flow->graph, value) : NO_ID;
    uint16_t question = 0;
    bool is_asked = find_question(flow, key, &question);
    bool is_variable =
        bare != NO_ID && (flow->graph->nodes[bare].kind == NODE_LOCAL || flow->graph->nodes[bare].kind == NODE_PARAM);
    const char *copied = is_variable && key[0] == 'L' ? pointee_key_of(flow, bare) : NULL;
    for (uint32_t i = 0; i < state->count; i++) {
        struct world *world = &state->worlds[i];
        enum truth truth = is_asked && bare != NO_ID ? truth_of(flow, world, value) : TRUTH_UNKNOWN;
        change_place(flow, world, key);
        if (copied && flow->graph->nodes[node].kind == NODE_ASSIGN)
            lose_aliases(flow, world, copied);
        if (truth != TRUTH_UNKNOWN)
            assume(world, question, truth, node);
    }
}

static void see_return(struct lock_flow *flow, struct state *state, uint32_t node)
{
    uint32_t value = graph_child(flow->graph, node, 0);
    const char *key = pointee_key_of(flow, value);
    for (uint32_t i = 0; i < state->count; i++) {
        struct world *world = &state->worlds[i];
        static const uint8_t returned[] = {RETURNED_ANY, RETURNED_ZERO, RETURNED_NONZERO, RETURNED_CODE};
        world->returned = node;
        world->returned_value = returned[value == NO_ID ? TRUTH_UNKNOWN : truth_of(flow, world, value)];
        if (key) /* who gets the object gets it with its lock held */
            lose_aliases(flow, world, key);
    }
}

static void note_held(struct lock_flow *flow, const struct state *state, uint32_t node)
{
    uint8_t held = 0, unsure = 0;
    for (uint32_t lock = 0; lock < flow->result->lock_count; lock++) {
        uint32_t holding = 0, lost = 0;
        for (uint32_t i = 0; i < state->count; i++) {
            holding += state->worlds[i].status[lock] == LOCK_HELD;
            lost += state->worlds[i].status[lock] == LOCK_LOST;
        }
        bool is_held = holding && holding == state->count;
        held |= (uint8_t)(is_held << lock);
        unsure |= (uint8_t)((!is_held && holding + lost > 0) << lock);
    }
    flow->result->held[node] = held;
    flow->result->unsure[node] = unsure;
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct lock_flow *flow = context;
    struct state *state = state_bytes;
    if (state->is_full)
        return;
    if (flow->is_replaying)
        note_held(flow, state, node);
    switch ((enum node_kind)flow->graph->nodes[node].kind) {
    case NODE_CALL:
        see_call(flow, state, node);
        break;
    case NODE_DECLARE:
    case NODE_ASSIGN:
    case NODE_UNARY:
        see_assignment(flow, state, node);
        if (is_guard(flow, node))
            see_guard(flow, state, node);
        break;
    case NODE_RETURN:
        see_return(flow, state, node);
        break;
    default:
        break;
    }
}

static bool branch(void *context, void *state_bytes, uint32_t node, bool is_true)
{
    struct lock_flow *flow = context;
    struct state *state = state_bytes;
    struct condition condition = condition_of(flow, node);
    uint16_t question;
    if (state->is_full)
        return true;
    bool is_asked = find_question(flow, condition.key, &question);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < state->count; i++) {
        struct world world = state->worlds[i];
        const struct assumption *known = is_asked ? assumed(&world, question) : NULL;
        bool is_new_round = known && known->from == node && flow->graph->nodes[node].kind != NODE_CALL;
        if (known && !is_new_round && known->is_true != (is_true != condition.is_inverted))
            continue;
        if (is_asked && (!known || is_new_round))
            assume(&world, question, truth_when(is_true != condition.is_inverted), node);
        state->worlds[kept++] = world;
    }
    state->count = kept;
    return kept > 0;
}

/* --- results --- */

static void list_exits(struct lock_flow *flow, const struct state *state)
{
    struct lock_function *function = flow->result;
    function->exits =
        arena_array(flow->arena, (size_t)state->count * function->lock_count + 1, sizeof *function->exits);
    for (uint32_t lock = 0; lock < function->lock_count; lock++)
        for (uint32_t i = 0; i < state->count; i++) {
            const struct world *world = &state->worlds[i];
            function->exits[function->exit_count++] = (struct lock_exit){lock, world->returned, world->status[lock],
                                                                         world->returned_value, world->since[lock]};
        }
}

static bool has_exit(const struct lock_function *function, uint32_t lock, enum lock_status status)
{
    for (uint32_t i = 0; i < function->exit_count; i++)
        if (function->exits[i].lock == lock && function->exits[i].status == status && function->exits[i].since != NO_ID)
            return true;
    return false;
}

/* On some ways the function takes the lock and gives it back, so its callers do not hold it; then those on which it
 * only gives it back are wrong. */
static void find_contradictions(struct lock_flow *flow)
{
    struct lock_function *function = flow->result;
    for (uint32_t i = 0; i < function->exit_count; i++) {
        struct lock_exit *way = &function->exits[i];
        if (way->status != LOCK_GIVEN || !has_exit(function, way->lock, LOCK_FREE))
            continue;
        add_event(flow, &(struct lock_event){LOCK_NOT_HELD, 0, false, way->lock, way->since, NO_ID});
        way->status = LOCK_FREE;
        function->is_given_as_found[way->lock] = false;
    }
}

static bool has_overflown(const struct flow *flow)
{
    for (uint32_t block = 0; block < flow->graph->block_count; block++)
        if (flow->is_reached[block] &&
            ((const struct state *)(const void *)(flow->entry_states + block * sizeof(struct state)))->is_full)
            return true;
    return false;
}

static const struct state *state_at_exit(const struct flow *flow)
{
    uint32_t block = flow->graph->exit_block;
    static const struct state nowhere;
    if (block >= flow->graph->block_count || !flow->is_reached[block])
        return &nowhere;
    return (const struct state *)(const void *)(flow->entry_states + block * sizeof(struct state));
}

void lock_flow_run(const struct locks *locks, uint32_t function, bool is_final, struct arena *arena,
                   struct lock_function *ret_function)
{
    const struct fact_function *fact = &locks->facts->functions[function];
    struct lock_flow flow = {.locks = locks, .graph = &fact->graph, .result = ret_function, .arena = arena};
    *ret_function = (struct lock_function){.function = function};
    expression_names_init(&ret_function->names, locks->facts, fact, arena);
    for (unsigned i = 0; i < CACHE_COUNT; i++)
        flow.keys[i] = arena_array(arena, (size_t)fact->graph.node_count + 1, sizeof *flow.keys[i]);
    find_locks(&flow);
    if (!ret_function->lock_count)
        return;
    find_questions(&flow);
    struct flow engine = {.graph = &fact->graph,
                          .state_size = sizeof(struct state),
                          .context = &flow,
                          .enter = enter,
                          .join = join,
                          .visit = visit,
                          .branch = branch};
    if (flow_solve(&engine) && !has_overflown(&engine)) {
        list_exits(&flow, state_at_exit(&engine));
        find_contradictions(&flow);
        ret_function->is_solved = true;
        if (is_final) {
            ret_function->held = arena_array(arena, (size_t)fact->graph.node_count + 1, 1);
            ret_function->unsure = arena_array(arena, (size_t)fact->graph.node_count + 1, 1);
            memset(ret_function->unsure, 0xff, fact->graph.node_count); /* what no way leads to */
            flow.is_replaying = true;
            flow_replay(&engine);
        }
    }
    flow_release(&engine);
    map_release(&flow.questions);
}

/* --- what a function leaves behind --- */

/* Whether the lock's name means the same to a caller, who can put its arguments for the parameters: it mentions no
 * local variable, and no parameter that was changed. */
static bool is_known_outside(const struct lock_function *function, const struct lock *lock)
{
    const char *text = lock->below;
    for (const char *end = strchr(text, ';'); end; end = strchr(end + 1, ';')) {
        const char *digits = end;
        while (digits > text && digits[-1] >= '0' && digits[-1] <= '9')
            digits--;
        char letter = digits > text ? digits[-1] : 0;
        unsigned long number = strtoul(digits, NULL, 10);
        if (letter == 'L' || (letter == 'P' && (number >= function->names.function->param_count ||
                                                function->names.is_param_assigned[number])))
            return false;
    }
    return lock->param != NO_ID || strchr(text, 'G');
}

struct exit_counts {
    uint32_t held, given, same; /* ways out */
    uint32_t lost;
    uint32_t held_on_zero, held_on_nonzero;
    uint32_t other_on_zero, other_on_nonzero;
};

static struct exit_counts count_exits(const struct lock_function *function, uint32_t lock)
{
    struct exit_counts counts = {0};
    for (uint32_t i = 0; i < function->exit_count; i++) {
        const struct lock_exit *way = &function->exits[i];
        if (way->lock != lock)
            continue;
        bool is_held = way->status == LOCK_HELD;
        counts.held += is_held;
        counts.given += way->status == LOCK_GIVEN;
        counts.same += way->status == LOCK_FREE || way->status == LOCK_AS_FOUND;
        counts.lost += way->status == LOCK_LOST;
        counts.held_on_zero += is_held && way->returned == RETURNED_ZERO;
        counts.held_on_nonzero += is_held && way->returned >= RETURNED_NONZERO;
        counts.other_on_zero += !is_held && way->returned == RETURNED_ZERO;
        counts.other_on_nonzero += !is_held && way->returned >= RETURNED_NONZERO;
    }
    return counts;
}

/* False when the function leaves the lock as it found it. */
static bool change_of(const struct exit_counts *counts, enum lock_change *ret_change, unsigned *ret_traits)
{
    uint32_t others = counts->given + counts->same + counts->lost;
    *ret_traits = 0;
    if (!counts->held && !counts->given && !counts->lost)
        return false;
    if (counts->held && others && counts->held == counts->held_on_zero && others == counts->other_on_nonzero)
        *ret_change = counts->same ? CHANGE_TAKES_ON_ZERO : CHANGE_TAKES;
    else if (counts->held && others && counts->held == counts->held_on_nonzero && others == counts->other_on_zero)
        *ret_change = CHANGE_TAKES_ON_NONZERO;
    else if (counts->held && !counts->given && !counts->same)
        *ret_change = CHANGE_TAKES;
    else if (counts->given && !counts->held && !counts->same)
        *ret_change = CHANGE_GIVES;
    else
        *ret_change = CHANGE_UNKNOWN;
    if (*ret_change == CHANGE_TAKES && others && counts->held == counts->held_on_zero)
        *ret_traits = LOCK_TELLS;
    return true;
}

/* Traits of the calls by which the function takes the lock. */
static unsigned traits_of(const struct locks *locks, const struct lock_function *function, uint32_t lock)
{
    const struct function_graph *graph = &locks->facts->functions[function->function].graph;
    for (uint32_t i = 0; i < function->exit_count; i++) {
        uint32_t since = function->exits[i].since;
        if (function->exits[i].lock != lock || function->exits[i].status != LOCK_HELD || since >= graph->node_count ||
            !called_function(locks->facts, graph, since))
            continue;
        uint32_t callee = graph->nodes[since].symbol;
        if (locks->calls[callee].action != LOCK_NONE)
            return locks->calls[callee].traits;
        return locks->effects[callee].count ? locks->effects[callee].items[0].traits : 0;
    }
    return 0;
}

static void add_effect(struct lock_effects *effects, const struct lock *lock, enum lock_change change, unsigned traits,
                       struct arena *arena)
{
    if (effects->count < LOCK_EFFECTS)
        effects->items[effects->count++] = (struct lock_effect){.change = (uint8_t)change,
                                                                .traits = (uint8_t)traits,
                                                                .param = lock->param,
                                                                .below = arena_strdup(arena, lock->below),
                                                                .shown = arena_strdup(arena, lock->shown),
                                                                .class = lock->class};
}

struct lock_effects lock_effects_of(const struct locks *locks, const struct lock_function *function,
                                    struct arena *arena)
{
    struct lock_effects effects = {0};
    for (uint32_t lock = 0; lock < function->lock_count; lock++) {
        struct exit_counts counts = count_exits(function, lock);
        enum lock_change change;
        unsigned tells;
        if (is_known_outside(function, &function->locks[lock]) && change_of(&counts, &change, &tells))
            add_effect(&effects, &function->locks[lock], change,
                       (traits_of(locks, function, lock) & ~(unsigned)LOCK_TELLS) | tells, arena);
    }
    return effects;
}

/* Whether every way out has taken the lock and given it back. */
static bool is_passed(const struct lock_function *function, uint32_t lock)
{
    bool has_way = false;
    for (uint32_t i = 0; i < function->exit_count; i++) {
        const struct lock_exit *way = &function->exits[i];
        if (way->lock == lock && (way->status != LOCK_FREE || way->since == NO_ID))
            return false;
        has_way |= way->lock == lock;
    }
    return has_way;
}

struct lock_effects locks_passed_by(const struct locks *locks, const struct lock_function *function,
                                    struct arena *arena)
{
    const struct function_graph *graph = &locks->facts->functions[function->function].graph;
    struct lock_effects passed = {0};
    for (uint32_t node = 0; node < graph->node_count; node++) {
        struct lock lock;
        const struct lock_call *call =
            called_function(locks->facts, graph, node) ? &locks->calls[graph->nodes[node].symbol] : NULL;
        if (!call || call->action != LOCK_TAKE || !lock_of_argument(&function->names, node, call, &lock))
            continue;
        for (uint32_t i = 0; i < function->lock_count; i++)
            if (!strcmp(function->locks[i].key, lock.key) && is_known_outside(function, &lock) &&
                is_passed(function, i))
                add_effect(&passed, &lock, CHANGE_TAKES, call->traits, arena);
    }
    return passed;
}
