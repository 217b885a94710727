#include "resource_state.h"

#include <string.h>

static bool is_same_past(const struct story *a, const struct story *b)
{
    return a->origin == b->origin && a->origin_kind == b->origin_kind && a->part == b->part &&
           a->may_be_null == b->may_be_null && a->is_null == b->is_null && a->is_released == b->is_released &&
           a->is_escaped == b->is_escaped && a->told_by == b->told_by && a->moved_by == b->moved_by &&
           a->place_count == b->place_count && !memcmp(a->places, b->places, a->place_count * sizeof *a->places);
}

static bool merge(struct story *into, const struct story *from)
{
    bool has_changed = knowledge_weaken(&into->knowledge, &from->knowledge);
    if (from->released_by < into->released_by) { /* any will do, but always the same */
        into->released_by = from->released_by;
        has_changed = true;
    }
    return has_changed;
}

static bool join_story(struct resource_state *into, const struct story *story)
{
    struct story *same = NULL;
    for (uint32_t i = 0; i < into->count; i++) {
        if (!is_same_past(&into->stories[i], story))
            continue;
        if (knowledge_covers(&into->stories[i].knowledge, &story->knowledge))
            return merge(&into->stories[i], story);
        same = same ? same : &into->stories[i];
    }
    if (same && into->count >= STATE_STORIES_TOLD_APART)
        return merge(same, story);
    return resource_state_add(into, story) != NULL;
}

bool resource_state_join(struct resource_state *into, const struct resource_state *from)
{
    if (from->is_dead)
        return false;
    if (into->is_dead) {
        *into = *from;
        return true;
    }
    bool has_changed = knowledge_weaken(&into->knowledge, &from->knowledge);
    if ((from->has_failed && !into->has_failed) || (from->is_overfull && !into->is_overfull)) {
        into->has_failed |= from->has_failed;
        into->is_overfull |= from->is_overfull;
        has_changed = true;
    }
    for (uint32_t i = 0; i < from->count; i++)
        has_changed |= join_story(into, &from->stories[i]);
    return has_changed;
}

struct story *resource_state_add(struct resource_state *state, const struct story *story)
{
    if (state->count == STATE_MAX_STORIES) {
        state->is_overfull = true;
        return NULL;
    }
    state->stories[state->count] = *story;
    return &state->stories[state->count++];
}

void resource_state_remove(struct resource_state *state, uint32_t index)
{
    state->stories[index] = state->stories[--state->count];
}

void resource_state_learn(struct resource_state *state, const struct known_test *test)
{
    knowledge_add(&state->knowledge, test);
    for (uint32_t i = 0; i < state->count; i++)
        knowledge_add(&state->stories[i].knowledge, test);
}

void resource_state_forget(struct resource_state *state, const struct terms *terms, uint32_t place)
{
    knowledge_forget(&state->knowledge, terms, place);
    for (uint32_t i = 0; i < state->count; i++)
        knowledge_forget(&state->stories[i].knowledge, terms, place);
}

bool story_is_at(const struct story *story, uint32_t place)
{
    for (uint32_t i = 0; i < story->place_count; i++)
        if (story->places[i] == place)
            return true;
    return false;
}

bool story_is_below(const struct story *story, const struct terms *terms, uint32_t whole)
{
    for (uint32_t i = 0; i < story->place_count; i++)
        if (term_is_below(terms, story->places[i], whole))
            return true;
    return false;
}

void story_add_place(struct story *story, uint32_t place)
{
    if (story_is_at(story, place))
        return;
    if (story->place_count == STORY_MAX_PLACES) {
        story->is_escaped = true;
        return;
    }
    uint32_t at = story->place_count++;
    for (; at > 0 && story->places[at - 1] > place; at--)
        story->places[at] = story->places[at - 1];
    story->places[at] = place;
}

void story_remove_place(struct story *story, uint32_t index)
{
    story->place_count--;
    for (uint32_t i = index; i < story->place_count; i++)
        story->places[i] = story->places[i + 1];
}
