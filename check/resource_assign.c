/* What assignments, declarations and steps like p++ do to the stories of resources. */
#include "expressions.h"
#include "resource_walk.h"

/* Whether a change of `changed` may be a change of what another way leads to: the same field of what may be the same
 * object. */
static bool may_be_alias(const struct resource_walk *walk, const struct resource_state *state, uint32_t place,
                         uint32_t changed)
{
    const struct term *a = &walk->terms.items[place], *b = &walk->terms.items[changed];
    return place != changed && a->is_behind_pointer && b->is_behind_pointer && a->kind == b->kind &&
           (a->kind != TERM_FIELD || a->b == b->b) && !walk_is_own_place(walk, state, place);
}

/* What replaces the story is a later one of the same call that a variable holds: `if (!i) list->first = n; else
 * last->next = n; last = n;` builds a list, and which of its ways keeps the earlier one no flag tells that is known
 * here. */
static bool is_replaced_by_next(const struct resource_walk *walk, const struct resource_state *state,
                                const struct story *story)
{
    for (uint32_t i = 0; i < state->count; i++) {
        const struct story *next = &state->stories[i];
        if (!next->assigned_from || next == story || next->origin != story->origin ||
            next->origin_kind != story->origin_kind)
            continue;
        for (uint32_t p = 0; p < next->place_count; p++)
            if (walk->terms.items[next->places[p]].kind != TERM_CALL)
                return true;
    }
    return false;
}

/* `place` has got another value by node. */
static void overwrite(struct resource_walk *walk, struct resource_state *state, uint32_t place, uint32_t node)
{
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        bool is_lost = walk_is_held(story);
        if (story->told_by != NO_TERM && term_contains(&walk->terms, story->told_by, place))
            story->told_by = NO_TERM;
        for (uint32_t p = 0; p < story->place_count; p++) {
            if (!may_be_alias(walk, state, story->places[p], place) &&
                !term_contains(&walk->terms, story->places[p], place))
                continue;
            bool is_itself = story->places[p] == place;
            is_lost &= is_itself;
            story->is_escaped |= !is_itself; /* the way to it changed: it is only out of sight */
            bool is_next = is_itself && is_replaced_by_next(walk, state, story);
            story->is_escaped |= is_next;
            is_lost &= !is_next;
            story_remove_place(story, p--);
        }
        if (story->place_count || story->assigned_from)
            continue;
        if (is_lost)
            walk_record_loss(walk, story, LOSS_OVERWRITTEN, node);
        if (story->origin_kind != ORIGIN_PARAM)
            resource_state_remove(state, i--);
    }
}

/* The story's value now also lies at place. */
static void bind(struct resource_walk *walk, struct resource_state *state, uint32_t place, const struct value *value,
                 struct story *story)
{
    bool is_new = walk->terms.items[value->term].kind == TERM_CALL && !value->is_derived;
    bool is_place = term_is_place(&walk->terms, place);
    bool is_last = story->place_count == 0 && value->is_derived; /* p = p + 1 */
    if (!is_place || is_last || (value->is_conditional && !is_new) || !walk_is_own_place(walk, state, place))
        walk_escape(walk, state, story);
    for (uint32_t p = 0; p < story->place_count; p++)
        if (walk->terms.items[story->places[p]].kind == TERM_CALL)
            story_remove_place(story, p--);
    if (is_place && (is_new || !value->is_conditional))
        story_add_place(story, place);
}

/* `ok = p != NULL`: ok tells from now on. */
static void learn_from_flag(struct resource_walk *walk, struct resource_state *state, uint32_t place, uint32_t value)
{
    struct known_test asked;
    bool is_true = true;
    uint32_t node = graph_skip_casts(walk->graph, value);
    if (node >= walk->graph->node_count ||
        (walk->graph->nodes[node].kind != NODE_BINARY && walk->graph->nodes[node].kind != NODE_UNARY) ||
        !knowledge_read_test(&walk->terms, node, &is_true, &asked))
        return;
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        if (!story_is_at(story, asked.term) || story->told_by != NO_TERM)
            continue;
        enum edge_meaning meaning = result_test_meaning(story->fails, &asked.test, true);
        if (meaning == EDGE_OPEN)
            continue;
        bool is_set = (meaning == EDGE_WORKED) == is_true;
        story->may_be_null = false;
        knowledge_add(&story->knowledge, &(struct known_test){place, {is_set ? OP_NE : OP_EQ, 0}});
    }
}

static void learn_from_assignment(struct resource_walk *walk, struct resource_state *state, uint32_t place,
                                  uint32_t value)
{
    struct known_test constant = {place, {OP_EQ, 0}};
    resource_state_forget(state, &walk->terms, place);
    if (value == NO_ID || !walk->asked[place])
        return;
    if (constant_value(walk->graph, value, &constant.test.constant))
        resource_state_learn(state, &constant);
    else
        learn_from_flag(walk, state, place, value);
}

void walk_see_assignment(struct resource_walk *walk, struct resource_state *state, uint32_t place, uint32_t value,
                         uint32_t node)
{
    struct values values = value == NO_ID ? (struct values){0} : values_of(&walk->terms, value);
    for (uint32_t i = 0; i < state->count; i++)
        for (uint32_t v = 0; v < values.count; v++)
            if (!values.items[v].is_address && story_is_at(&state->stories[i], values.items[v].term))
                state->stories[i].assigned_from = (uint8_t)(v + 1);
    if (term_is_place(&walk->terms, place)) {
        overwrite(walk, state, place, node);
        learn_from_assignment(walk, state, place, value);
    }
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        if (story->assigned_from)
            bind(walk, state, place, &values.items[story->assigned_from - 1], story);
        story->assigned_from = 0;
        for (uint32_t v = 0; v < values.count; v++)
            if (story->told_by == values.items[v].term && term_is_place(&walk->terms, place))
                story->told_by = place;
    }
    for (uint32_t v = 0; v < values.count; v++)
        if (!term_is_variable(&walk->terms, place) && !values.items[v].is_address &&
            !walk_is_own_place(walk, state, place))
            walk_escape_below(walk, state, values.items[v].term);
}

/* p++, i += 2 */
void walk_see_change(struct resource_walk *walk, struct resource_state *state, uint32_t place)
{
    if (!term_is_place(&walk->terms, place))
        return;
    resource_state_forget(state, &walk->terms, place);
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        for (uint32_t p = 0; p < story->place_count; p++) {
            if (!term_contains(&walk->terms, story->places[p], place))
                continue;
            bool is_moved = story->places[p] == place;
            if (!is_moved)
                story_remove_place(story, p--);
            if (!is_moved || story->place_count == 1)
                story->is_escaped = true;
        }
    }
}
