/* What all parts of the resource flow do with stories: recording, letting go, and whose a place is. */
#include "resource_walk.h"

#include "cet/core/memory.h"
#include "expressions.h"
#include "pointer_allocators.h"

bool walk_is_held(const struct story *story)
{
    return story->origin_kind == ORIGIN_CALL && !story->is_null && !story->is_released && !story->is_escaped &&
           story->moved_by == NO_ID && story->place_count > 0;
}

bool walk_is_later(uint32_t node, uint32_t other)
{
    return node == NO_ID || (other != NO_ID && node > other);
}

/* One event of a kind for each acquisition, the first in the text: the next shows when that one is mended. */
static void add_event(struct resource_walk *walk, const struct resource_event *event)
{
    struct resources *resources = walk->resources;
    for (size_t i = walk->first_event; i < resources->count; i++) {
        struct resource_event *other = &resources->events[i];
        if (other->kind == event->kind && other->first == event->first) {
            if (walk_is_later(other->node, event->node))
                *other = *event;
            return;
        }
    }
    ARRAY_PUSH(resources->events, resources->count, resources->capacity, *event);
}

static const char *story_name(const struct resource_walk *walk, const struct story *story)
{
    for (uint32_t i = 0; i < story->place_count; i++) {
        const char *name = term_text(&walk->terms, walk->function, story->places[i], walk->resources->arena);
        if (*name)
            return name;
    }
    return "";
}

static void record(struct resource_walk *walk, const struct story *story, struct resource_event event)
{
    const struct fact_function *by = called_function(walk->facts, walk->graph, event.first);
    if (!walk->is_recording)
        return;
    event.resource = story->kind;
    event.function = walk->index;
    event.name = story_name(walk, story);
    struct pointer_allocator called;
    bool is_through_pointer = pointer_allocator_find(walk->facts, walk->function, event.first, &called);
    event.by = by ? by->name : is_through_pointer ? called.name : "";
    add_event(walk, &event);
}

void walk_record(struct resource_walk *walk, enum resource_event_kind kind, const struct story *story, uint32_t node)
{
    uint32_t first = kind == RESOURCE_MAYBE_NULL ? story->origin : story->released_by;
    record(walk, story, (struct resource_event){.kind = kind, .node = node, .first = first});
}

void walk_record_loss(struct resource_walk *walk, const struct story *story, enum resource_loss loss, uint32_t node)
{
    record(walk, story,
           (struct resource_event){.kind = RESOURCE_LOST, .loss = loss, .node = node, .first = story->origin});
}

void walk_follow(struct resource_walk *walk, struct story *story, uint32_t node)
{
    if (story->is_released) {
        if (story->kind != RESOURCE_DESCRIPTOR)
            walk_record(walk, RESOURCE_USED_AFTER_RELEASE, story, node);
    } else if ((story->may_be_null || story->is_null) && story->origin_kind == ORIGIN_CALL &&
               story->fails == FAILS_NULL && story->told_by == NO_TERM) {
        walk_record(walk, RESOURCE_MAYBE_NULL, story, node);
    } else if (story->may_be_null && story->origin_kind == ORIGIN_PARAM && walk->is_recording) {
        walk->summary.arguments[story->origin].is_followed = true;
    }
    story->may_be_null = false;
}

static void note_escape(struct resource_walk *walk, const struct story *story)
{
    if (walk->is_recording && story->origin_kind == ORIGIN_PARAM)
        walk->summary.arguments[story->origin].is_escaped = true;
}

void walk_escape(struct resource_walk *walk, struct resource_state *state, struct story *story)
{
    if (story->is_escaped)
        return;
    note_escape(walk, story);
    story->is_escaped = true;
    for (uint32_t p = 0; p < story->place_count; p++)
        walk_escape_below(walk, state, story->places[p]);
}

/* Each story escapes once, which bounds the depth of this. */
void walk_escape_below(struct resource_walk *walk, struct resource_state *state, uint32_t whole)
{
    for (uint32_t i = 0; i < state->count; i++)
        if (!state->stories[i].is_escaped && story_is_below(&state->stories[i], &walk->terms, whole))
            walk_escape(walk, state, &state->stories[i]);
}

void walk_escape_values(struct resource_walk *walk, struct resource_state *state, uint32_t node)
{
    struct values values = values_of(&walk->terms, node);
    for (uint32_t v = 0; v < values.count; v++) {
        for (uint32_t i = 0; i < state->count; i++)
            if (story_is_at(&state->stories[i], values.items[v].term))
                walk_escape(walk, state, &state->stories[i]);
        walk_escape_below(walk, state, values.items[v].term);
    }
}

/* The pointer that the way to place goes through last, NO_TERM: none. */
static uint32_t last_pointer(const struct terms *terms, uint32_t place)
{
    while (term_is_place(terms, place)) {
        const struct term *term = &terms->items[place];
        if (term->kind == TERM_DEREF)
            return term->a;
        if (term->kind != TERM_FIELD && term->kind != TERM_INDEX)
            break;
        place = term->a;
    }
    return NO_TERM;
}

bool walk_is_own_place(const struct resource_walk *walk, const struct resource_state *state, uint32_t place)
{
    if (!term_is_place(&walk->terms, place))
        return false;
    uint32_t root = walk->terms.items[place].root;
    if (root == NO_TERM || walk->terms.items[root].kind == TERM_GLOBAL || walk->is_exposed[root])
        return false;
    uint32_t pointer = last_pointer(&walk->terms, place);
    if (pointer == NO_TERM)
        return true;
    bool is_owned = false;
    for (uint32_t i = 0; i < state->count; i++)
        if (story_is_at(&state->stories[i], pointer)) {
            if (!walk_is_held(&state->stories[i]))
                return false;
            is_owned = true;
        }
    return is_owned;
}
