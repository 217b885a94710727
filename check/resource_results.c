/* What is left when the function is left, and whether its results are new resources. */
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "pointer_allocators.h"
#include "resource_walk.h"

static void finish_param(struct resource_walk *walk, const struct story *story)
{
    struct argument_fate *fate = &walk->summary.arguments[story->origin];
    if (!walk->is_recording)
        return;
    if (story->moved_by != NO_ID)
        fate->is_escaped = true;
    else if (story->is_released)
        fate->is_released = true;
    else
        fate->is_left = true;
}

/* What main holds the system gives back. */
void walk_finish(struct resource_walk *walk, struct resource_state *state, uint32_t node)
{
    bool is_main = !strcmp(walk->function->name, "main");
    if (walk->is_recording && state->is_overfull)
        walk->summary.is_known = false;
    walk->summary.never_returns = false;
    for (uint32_t i = 0; i < state->count; i++) {
        const struct story *story = &state->stories[i];
        if (story->origin_kind == ORIGIN_PARAM)
            finish_param(walk, story);
        if (!walk_is_held(story) || is_main)
            continue;
        if (walk->terms.items[story->places[0]].kind != TERM_CALL)
            walk_record_loss(walk, story, LOSS_AT_END, node);
        else if (!story->may_be_null && call_result_use(walk->graph, story->origin) != RESULT_VOIDED)
            walk_record_loss(walk, story, LOSS_UNNAMED, story->origin);
    }
    state->is_dead = true;
}

static void note_returned_variable(struct resource_walk *walk, uint32_t term)
{
    for (uint32_t i = 0; i < walk->returned_count; i++)
        if (walk->returned[i] == term)
            return;
    if (walk->returned_count == ARRAY_LENGTH(walk->returned))
        walk->is_fresh_spoilt = true;
    else
        walk->returned[walk->returned_count++] = term;
}

/* A result is new when it is held by nobody else; one kind for all. */
static void note_returned_story(struct resource_walk *walk, const struct story *story)
{
    if (story->is_null) {
        walk->summary.may_fail = true;
        return;
    }
    if (!walk_is_held(story) || (walk->summary.hands_out && walk->summary.hands_out != story->kind)) {
        walk->is_fresh_spoilt = true;
        return;
    }
    walk->summary.hands_out = story->kind;
    walk->summary.may_fail |= story->may_be_null;
}

static void note_result(struct resource_walk *walk, const struct resource_state *state, uint32_t result,
                        const struct values *values)
{
    int64_t constant;
    if (constant_value(walk->graph, result, &constant)) {
        walk->is_fresh_spoilt |= constant > 0;
        walk->summary.may_fail |= state->has_failed;
        return;
    }
    walk->is_fresh_spoilt |= values->count == 0;
    for (uint32_t v = 0; v < values->count; v++) {
        const struct value *value = &values->items[v];
        bool is_held = false;
        for (uint32_t i = 0; i < state->count; i++)
            if (story_is_at(&state->stories[i], value->term)) {
                note_returned_story(walk, &state->stories[i]);
                is_held = true;
            }
        bool is_variable = term_is_variable(&walk->terms, value->term);
        if (value->is_address || value->is_derived || value->is_conditional || (!is_held && !is_variable))
            walk->is_fresh_spoilt = true;
        else if (is_variable)
            note_returned_variable(walk, value->term);
    }
}

void walk_see_return(struct resource_walk *walk, struct resource_state *state, uint32_t node)
{
    uint32_t result = graph_child(walk->graph, node, 0);
    struct values values = result == NO_ID ? (struct values){0} : values_of(&walk->terms, result);
    if (walk->is_recording && result != NO_ID)
        note_result(walk, state, result, &values);
    for (uint32_t v = 0; v < values.count; v++)
        for (uint32_t i = 0; i < state->count; i++) {
            struct story *story = &state->stories[i];
            if (values.items[v].is_address || !story_is_at(story, values.items[v].term))
                continue;
            if (story->is_released && !values.items[v].is_conditional && story->kind != RESOURCE_DESCRIPTOR)
                walk_record(walk, RESOURCE_USED_AFTER_RELEASE, story, node);
            if (story->origin_kind == ORIGIN_PARAM && walk->is_recording)
                walk->summary.arguments[story->origin].is_given_back = true;
            walk_escape_below(walk, state, values.items[v].term);
            story->is_escaped = true;
        }
    walk_finish(walk, state, node);
}

/* Whether a call hands out what is new; what the function itself does is being found out, and follows from its other
 * ways. */
static bool hands_out_new(const struct resource_walk *walk, uint32_t call)
{
    struct pointer_allocator called;
    uint32_t callee = walk->graph->nodes[call].symbol;
    if (pointer_allocator_find(walk->facts, walk->function, call, &called))
        return called.like->acquires != RESOURCE_NONE;
    if (callee >= walk->facts->function_count)
        return false;
    const struct resource_function *known = walk->resources->known[callee];
    return callee == walk->index || (known && known->acquires) ||
           walk->resources->summaries[callee].hands_out != RESOURCE_NONE;
}

/* Whether an assigned value is a new resource or says that there is none. */
static bool is_new_or_none(const struct resource_walk *walk, uint32_t value)
{
    int64_t constant;
    if (constant_value(walk->graph, value, &constant))
        return constant <= 0;
    struct values values = values_of(&walk->terms, value);
    for (uint32_t v = 0; v < values.count; v++) {
        const struct term *term = &walk->terms.items[values.items[v].term];
        if (term->kind != TERM_CALL || values.items[v].is_derived || !hands_out_new(walk, term->a))
            return false;
    }
    return values.count > 0;
}

static bool is_returned_variable(const struct resource_walk *walk, uint32_t term)
{
    for (uint32_t i = 0; i < walk->returned_count; i++)
        if (walk->returned[i] == term)
            return true;
    return false;
}

bool walk_hands_out_only_new(const struct resource_walk *walk)
{
    for (uint32_t i = 0; i < walk->returned_count; i++)
        if (walk->terms.items[walk->returned[i]].kind == TERM_PARAM || walk->is_exposed[walk->returned[i]])
            return false;
    for (uint32_t i = 0; walk->returned_count && i < walk->graph->node_count; i++) {
        const struct graph_node *n = &walk->graph->nodes[i];
        bool is_assign = n->kind == NODE_ASSIGN;
        if ((!is_assign && n->kind != NODE_DECLARE) || !is_returned_variable(walk, walk->terms.of_node[i]))
            continue;
        uint32_t value = graph_child(walk->graph, i, is_assign ? 1 : 0);
        if ((is_assign && n->op != OP_NONE) || (value != NO_ID && !is_new_or_none(walk, value)))
            return false;
    }
    return true;
}
