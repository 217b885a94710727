#include "lock_worlds.h"

#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "flow.h"

#define MAX_QUESTIONS 64 /* that a function asks or answers more than once */

/* A node is visited again and again; its key is made once. NULL when it has none. */
static const char *cached_key(const struct lock_flow *flow, uint32_t node, enum lock_key cache,
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

const char *lock_value_key(const struct lock_flow *flow, uint32_t node)
{
    return cached_key(flow, node, LOCK_KEY_VALUE, expression_key);
}

const char *lock_object_key(const struct lock_flow *flow, uint32_t node)
{
    return cached_key(flow, node, LOCK_KEY_OBJECT, object_key);
}

const char *lock_pointee_key(const struct lock_flow *flow, uint32_t node)
{
    return cached_key(flow, node, LOCK_KEY_POINTEE, pointee_key);
}

/* --- questions --- */

struct lock_condition lock_condition_of(const struct lock_flow *flow, uint32_t node)
{
    const struct function_graph *graph = flow->graph;
    struct lock_condition condition = {NULL, false};
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
            condition.key = lock_value_key(flow, node);
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

uint32_t lock_given_place(const struct function_graph *graph, uint32_t node, uint32_t *ret_value)
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
void lock_find_questions(struct lock_flow *flow)
{
    SCOPED(map_release) struct map counts = {0};
    const struct function_graph *graph = flow->graph;
    for (uint32_t block = 0; block < graph->block_count; block++) {
        bool is_negated;
        uint32_t condition = flow_condition(graph, block, &is_negated);
        if (condition != NO_ID && is_lasting(flow, condition))
            count_question(&counts, lock_condition_of(flow, condition).key, ASKED + 1);
    }
    for (uint32_t node = 0; node < graph->node_count; node++) {
        int64_t constant;
        uint32_t value, place = lock_given_place(graph, node, &value);
        uint32_t call = value < graph->node_count ? graph_skip_casts(graph, value) : NO_ID;
        if (place != NO_ID && call != NO_ID && (constant_value(graph, value, &constant) || tells_of_lock(flow, call)))
            count_question(&counts, lock_object_key(flow, place), 1);
        if (graph->nodes[node].kind == NODE_RETURN)
            count_question(&counts, lock_condition_of(flow, graph_child(graph, node, 0)).key, ASKED + 1);
        if (tells_of_lock(flow, node))
            count_question(&counts, lock_value_key(flow, node), ASKED + 1);
    }
    for (size_t i = 0; i < counts.count && flow->questions.count < MAX_QUESTIONS; i++)
        if (counts.entries[i].value >= ASKED + 2 || strncmp(counts.entries[i].key, "call(", 5) == 0)
            map_set(&flow->questions, counts.entries[i].key, flow->questions.count);
}

/* --- worlds --- */

static bool is_same_world(const struct lock_world *a, const struct lock_world *b)
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

bool lock_worlds_add(struct lock_worlds *state, const struct lock_world *world)
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

bool lock_worlds_join(void *context, void *into, const void *from)
{
    (void)context;
    struct lock_worlds *a = into;
    const struct lock_worlds *b = from;
    bool has_changed = b->is_full && !a->is_full;
    a->is_full |= b->is_full;
    for (uint32_t i = 0; i < b->count; i++)
        has_changed |= lock_worlds_add(a, &b->worlds[i]);
    return has_changed;
}

void lock_worlds_enter(void *context, void *state_bytes)
{
    const struct lock_flow *flow = context;
    struct lock_worlds *state = state_bytes;
    struct lock_world world = {.returned = NO_ID};
    for (uint32_t i = 0; i < LOCKS_OF_FUNCTION; i++) {
        world.since[i] = NO_ID;
        bool is_known = i < flow->result->lock_count && !strchr(flow->result->locks[i].key, 'L');
        world.status[i] = is_known && flow->locks->is_entry[flow->result->function] ? LOCK_FREE : LOCK_AS_FOUND;
    }
    lock_worlds_add(state, &world);
}

bool lock_find_question(const struct lock_flow *flow, const char *key, uint16_t *ret_question)
{
    uint64_t value;
    if (!key || !map_find(&flow->questions, key, &value))
        return false;
    *ret_question = (uint16_t)value;
    return true;
}

const struct lock_assumption *lock_world_assumed(const struct lock_world *world, uint16_t question)
{
    for (uint32_t i = 0; i < world->assumption_count; i++)
        if (world->assumptions[i].question == question)
            return &world->assumptions[i];
    return NULL;
}

static void forget(struct lock_world *world, uint32_t index)
{
    memmove(&world->assumptions[index], &world->assumptions[index + 1],
            (world->assumption_count - index - 1u) * sizeof world->assumptions[0]);
    world->assumption_count--;
}

/* Kept in order of the questions, so that equal worlds look equal. */
void lock_world_assume(struct lock_world *world, uint16_t question, enum lock_truth truth, uint32_t from)
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
    world->assumptions[at] = (struct lock_assumption){question, truth != TRUTH_ZERO, truth == TRUTH_CODE, from};
    world->assumption_count++;
}

enum lock_truth lock_truth_when(bool is_true)
{
    return is_true ? TRUTH_NONZERO : TRUTH_ZERO;
}

enum lock_truth lock_world_truth(const struct lock_flow *flow, const struct lock_world *world, uint32_t node)
{
    int64_t constant;
    if (constant_value(flow->graph, node, &constant))
        return constant == 0 ? TRUTH_ZERO : constant == 1 ? TRUTH_NONZERO : TRUTH_CODE;
    struct lock_condition condition = lock_condition_of(flow, node);
    uint16_t question;
    const struct lock_assumption *known =
        lock_find_question(flow, condition.key, &question) ? lock_world_assumed(world, question) : NULL;
    if (!known)
        return TRUTH_UNKNOWN;
    return known->is_code && !condition.is_inverted ? TRUTH_CODE
                                                    : lock_truth_when(known->is_true != condition.is_inverted);
}

void lock_world_change_place(const struct lock_flow *flow, struct lock_world *world, const char *key)
{
    for (uint32_t i = world->assumption_count; i-- > 0;)
        if (key_mentions(flow->questions.entries[world->assumptions[i].question].key, key))
            forget(world, i);
    for (uint32_t i = 0; i < flow->result->lock_count; i++)
        if (world->since[i] != NO_ID && key_mentions(flow->result->locks[i].key, key))
            world->status[i] = LOCK_LOST;
}

void lock_world_lose_aliases(const struct lock_flow *flow, struct lock_world *world, const char *start)
{
    for (uint32_t i = 0; i < flow->result->lock_count; i++)
        if (!strncmp(flow->result->locks[i].key, start, strlen(start)))
            world->status[i] = LOCK_LOST;
}
