/* What calls hand out: a resource as their result, or put where an argument points to. */
#include <string.h>

#include "expressions.h"
#include "resource_walk.h"

/* A call that is made again: what came out of it before has not been kept. */
static void forget_result(struct resource_walk *walk, struct resource_state *state, uint32_t term)
{
    resource_state_forget(state, &walk->terms, term);
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        if (story->told_by == term)
            story->told_by = NO_TERM;
        for (uint32_t p = 0; p < story->place_count; p++)
            if (term_contains(&walk->terms, story->places[p], term))
                story_remove_place(story, p--);
    }
}

static struct story new_story(const struct resource_state *state, uint32_t call, uint8_t kind, uint8_t fails)
{
    return (struct story){.origin = call,
                          .origin_kind = ORIGIN_CALL,
                          .kind = kind,
                          .fails = fails,
                          .may_be_null = true,
                          .told_by = NO_TERM,
                          .moved_by = NO_ID,
                          .released_by = NO_ID,
                          .knowledge = state->knowledge};
}

/* pipe(ends), asprintf(&text, ...) */
static void acquire_into(struct resource_walk *walk, struct resource_state *state,
                         const struct resource_function *known, uint32_t call, uint32_t result)
{
    struct values values = values_of(&walk->terms, graph_child(walk->graph, call, known->into + 1u));
    if (values.count != 1 || !values.items[0].is_address || !walk_is_own_place(walk, state, values.items[0].term))
        return;
    for (uint8_t part = 0; part < known->into_count; part++) {
        struct story story = new_story(state, call, known->acquires, known->fails);
        uint32_t place = known->into_count == 1 ? values.items[0].term
                                                : terms_element(&walk->terms, values.items[0].term, part, call);
        if (place == NO_TERM)
            return;
        story.part = part;
        story.told_by = result;
        if (story.fails == FAILS_NOT) { /* what it holds is all that tells */
            story.told_by = NO_TERM;
            story.fails = FAILS_NULL;
            story.may_be_null = false;
        }
        story_add_place(&story, place);
        resource_state_add(state, &story);
    }
}

/* `close(0); open(path, O_RDONLY)`: the new descriptor is the one that was closed, and is known by its number. */
static bool replaces_standard(const struct resource_walk *walk, uint32_t call)
{
    for (uint32_t i = 0; i < call; i++) {
        int64_t number;
        const struct fact_function *callee = called_function(walk->facts, walk->graph, i);
        if (callee && !callee->is_defined && !strcmp(callee->name, "close") &&
            constant_value(walk->graph, graph_child(walk->graph, i, 1), &number) && number >= 0 && number <= 2)
            return true;
    }
    return false;
}

void walk_acquire(struct resource_walk *walk, struct resource_state *state, uint32_t call,
                  const struct resource_function *known, const struct resource_summary *summary)
{
    uint32_t result = walk->terms.of_node[call];
    if (result == NO_TERM)
        return;
    forget_result(walk, state, result);
    if (known && known->acquires && known->into != RESOURCE_NO_ARGUMENT) {
        acquire_into(walk, state, known, call, result);
        return;
    }
    uint8_t kind = known ? known->acquires : summary ? summary->hands_out : walk_claimed(walk, call);
    int64_t given;
    if (!kind ||
        (known && known->gives_back != RESOURCE_NO_ARGUMENT &&
         (!constant_value(walk->graph, graph_child(walk->graph, call, known->gives_back + 1u), &given) || given != 0)))
        return;
    if (kind == RESOURCE_DESCRIPTOR && replaces_standard(walk, call))
        return;
    struct story story = new_story(state, call, kind, resource_failure(kind));
    story.may_be_null = known || (summary && summary->may_fail);
    story_add_place(&story, result);
    resource_state_add(state, &story);
}
