/* What calls do to resources: give them back, keep them. What they hand out new is seen in resource_acquire.c. */
#include <string.h>

#include "cet/model/libc_roles.h"
#include "expressions.h"
#include "pointer_allocators.h"
#include "resource_walk.h"

enum effect {
    EFFECT_NONE,    /* the caller still owns it */
    EFFECT_ESCAPES, /* or nothing is known */
    EFFECT_RELEASED,
    EFFECT_MOVED, /* released unless the call fails */
};

struct callee {
    const struct fact_function *function; /* NULL: called through a pointer */
    const struct resource_function *known;
    const struct resource_summary *summary;
    uint32_t released; /* argument that `known` releases or moves */
    bool is_through_pointer;
    bool is_harmless;
    bool is_result_used;
};

static struct callee callee_of(const struct resource_walk *walk, uint32_t call)
{
    struct callee callee = {.function = called_function(walk->facts, walk->graph, call)};
    struct pointer_allocator called;
    if (pointer_allocator_find(walk->facts, walk->function, call, &called)) {
        callee.known = called.like;
        callee.released = called.argument;
        callee.is_through_pointer = true;
    }
    if (!callee.function)
        return callee;
    uint32_t id = walk->graph->nodes[call].symbol;
    callee.known = walk->resources->known[id];
    callee.is_harmless = walk->resources->is_harmless[id];
    callee.summary = resource_summary_of(walk->resources, id);
    callee.is_result_used = call_result_use(walk->graph, call) == RESULT_USED;
    return callee;
}

static bool is_realloc(const struct callee *callee)
{
    return callee->known && (!strcmp(callee->known->name, "realloc") || !strcmp(callee->known->name, "reallocarray"));
}

static bool is_printing(const struct fact_function *function, uint32_t argument)
{
    return function->attributes & ATTRIBUTE_FORMAT_PRINTF && argument + 1 >= function->format_index;
}

static enum effect effect_of_summary(const struct callee *callee, uint32_t argument)
{
    const struct resource_summary *summary = callee->summary;
    if (!summary || argument >= summary->argument_count)
        return EFFECT_ESCAPES;
    const struct argument_fate *fate = &summary->arguments[argument];
    if (fate->is_escaped || (fate->is_given_back && callee->is_result_used))
        return EFFECT_ESCAPES;
    if (fate->is_released)
        return fate->is_left || fate->is_given_back ? EFFECT_ESCAPES : EFFECT_RELEASED;
    return EFFECT_NONE;
}

static enum effect effect_on(const struct callee *callee, uint32_t argument)
{
    if (!callee->function && !callee->known)
        return EFFECT_ESCAPES;
    if (callee->function && is_printing(callee->function, argument))
        return EFFECT_NONE;
    if (callee->known && callee->known->keeps == argument)
        return callee->known->acquires ? EFFECT_MOVED : EFFECT_ESCAPES;
    if (callee->known && callee->known->releases && argument == callee->released)
        return EFFECT_RELEASED;
    if (is_realloc(callee) && argument == callee->released)
        return EFFECT_MOVED;
    if (callee->is_through_pointer)
        return EFFECT_NONE;
    if (callee->is_harmless)
        return EFFECT_NONE;
    return effect_of_summary(callee, argument);
}

/* `check(p != NULL, "no memory")`: the callee is told, and may well not return. */
static void see_told(struct resource_walk *walk, struct resource_state *state, uint32_t argument)
{
    bool is_true = true;
    struct known_test told;
    argument = graph_skip_casts(walk->graph, argument);
    if (argument >= walk->graph->node_count)
        return;
    const struct graph_node *n = &walk->graph->nodes[argument];
    bool is_test =
        (n->kind == NODE_BINARY && n->op >= OP_LT && n->op <= OP_NE) || (n->kind == NODE_UNARY && n->op == OP_NOT);
    if (!is_test || !knowledge_read_test(&walk->terms, argument, &is_true, &told))
        return;
    for (uint32_t i = 0; i < state->count; i++)
        if (story_is_at(&state->stories[i], told.term))
            state->stories[i].may_be_null = false;
}

/* Whether the callee may ask for NULL, and not come back with it. */
static bool may_ask(const struct callee *callee, uint32_t argument)
{
    if (callee->is_harmless || callee->known)
        return false;
    return !callee->summary || argument >= callee->summary->argument_count ||
           callee->summary->arguments[argument].is_asked;
}

/* Whether the callee looks at what the argument points to, and does not ask for NULL before. */
static bool follows(const struct callee *callee, uint32_t argument, const struct story *story)
{
    struct libc_role role;
    if (!callee->function)
        return false;
    if (callee->summary) {
        const struct argument_fate *fate =
            argument < callee->summary->argument_count ? &callee->summary->arguments[argument] : NULL;
        return fate && ((fate->is_followed && !fate->is_asked) || (fate->is_handed_on && story->is_released));
    }
    if (!callee->is_harmless)
        /* Nobody hands on what is gone already. */
        return story->is_released && !callee->function->is_system && !callee->function->is_builtin &&
               !callee->function->is_defined;
    if (story->kind == RESOURCE_FILE || story->kind == RESOURCE_DIRECTORY)
        return strcmp(callee->function->name, "fflush") != 0 && !is_printing(callee->function, argument);
    return libc_role_find(callee->function->name, argument, &role) && role.kind <= LIBC_BUFFER_INOUT;
}

/* `owner` is freed: what only it held is lost. */
static void lose_contents(struct resource_walk *walk, struct resource_state *state, const struct story *owner,
                          uint32_t call)
{
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        for (uint32_t p = 0; p < owner->place_count && story->place_count; p++) {
            uint32_t place = 0;
            while (place < story->place_count && !term_is_below(&walk->terms, story->places[place], owner->places[p]))
                place++;
            if (place == story->place_count)
                continue;
            if (walk_is_held(story) && story->place_count > 1) {
                story_remove_place(story, place); /* the others still lead to it */
                break;
            }
            if (walk_is_held(story))
                walk_record_loss(walk, story, LOSS_WITH_OWNER, call);
            story->is_escaped = true;
        }
    }
}

static void release(struct resource_walk *walk, struct resource_state *state, const struct callee *callee,
                    struct story *story, uint32_t call)
{
    bool is_plain = callee->known != NULL;
    if (story->is_null)
        return;
    if (story->is_released) {
        if (story->kind != RESOURCE_DESCRIPTOR)
            walk_record(walk, RESOURCE_RELEASED_TWICE, story, call);
        return;
    }
    if (story->kind == RESOURCE_FILE && is_plain)
        walk_follow(walk, story, call);
    if (is_plain)
        lose_contents(walk, state, story, call);
    story->is_released = true;
    story->released_by = call;
    story->moved_by = NO_ID;
    if (story->origin_kind == ORIGIN_PARAM && is_plain)
        story->kind = callee->known->releases;
}

/* Something is released of which nothing was known. */
static void start_at_release(struct resource_walk *walk, struct resource_state *state, const struct callee *callee,
                             const struct value *value, uint32_t call)
{
    uint8_t kind = callee->known ? callee->known->releases : RESOURCE_MEMORY;
    if (!term_is_place(&walk->terms, value->term) || value->is_derived || value->is_conditional || value->is_address ||
        kind == RESOURCE_DESCRIPTOR)
        return;
    struct story story = {.origin = call,
                          .origin_kind = ORIGIN_RELEASE,
                          .kind = kind,
                          .fails = FAILS_NULL,
                          .is_released = true,
                          .is_escaped = true,
                          .told_by = NO_TERM,
                          .moved_by = NO_ID,
                          .released_by = call,
                          .knowledge = state->knowledge};
    story_add_place(&story, value->term);
    resource_state_add(state, &story);
}

static void apply(struct resource_walk *walk, struct resource_state *state, const struct callee *callee,
                  enum effect effect, const struct value *value, struct story *story, uint32_t call)
{
    if (effect == EFFECT_ESCAPES || (value->is_conditional && effect != EFFECT_NONE)) {
        walk_escape(walk, state, story);
    } else if (effect == EFFECT_RELEASED) {
        release(walk, state, callee, story, call);
    } else if (effect == EFFECT_MOVED) {
        if (!story->is_released)
            story->moved_by = call;
    }
}

/* A value that was never put anywhere is lost when the callee does not take it. */
static void lose_unnamed(struct resource_walk *walk, struct resource_state *state, uint32_t term, uint32_t call)
{
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        if (walk->terms.items[term].kind != TERM_CALL || !story_is_at(story, term) || !walk_is_held(story))
            continue;
        walk_record_loss(walk, story, LOSS_UNNAMED, call);
        resource_state_remove(state, i--);
    }
}

static void see_address(struct resource_walk *walk, struct resource_state *state, const struct callee *callee,
                        uint32_t place)
{
    resource_state_forget(state, &walk->terms, place);
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        bool is_there = story_is_at(story, place);
        bool is_below = story_is_below(story, &walk->terms, place);
        if (!is_there && !is_below)
            continue;
        walk_escape(walk, state, story);
        is_below &= !callee->is_harmless; /* memcpy(other, &record, size) leaves it where it is, too */
        for (uint32_t p = 0; p < story->place_count; p++)
            if (story->places[p] == place || (is_below && term_is_below(&walk->terms, story->places[p], place)))
                story_remove_place(story, p--);
    }
}

/* What the C library writes over: `memmove(items + i, items + i + 1, ...)` puts others where the items were. */
static void see_overwritten(struct resource_walk *walk, struct resource_state *state, const struct callee *callee,
                            uint32_t argument, uint32_t pointer)
{
    struct libc_role role;
    if (!callee->is_harmless || !libc_role_find(callee->function->name, argument, &role) ||
        (role.kind != LIBC_BUFFER_OUT && role.kind != LIBC_BUFFER_INOUT))
        return;
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        for (uint32_t p = 0; p < story->place_count; p++)
            if (term_is_below(&walk->terms, story->places[p], pointer)) {
                story->is_escaped = true;
                story_remove_place(story, p--);
            }
    }
}

/* A parameter is given to somebody of whom nothing is known, by this function or by its callee. */
static void note_handed_on(struct resource_walk *walk, const struct callee *callee, const struct story *story,
                           uint32_t argument)
{
    if (!walk->is_recording || story->origin_kind != ORIGIN_PARAM || !callee->function || callee->known ||
        callee->is_harmless)
        return;
    bool is_stranger = !callee->function->is_defined && !callee->function->is_system && !callee->function->is_builtin;
    walk->summary.arguments[story->origin].is_handed_on |=
        callee->summary
            ? argument < callee->summary->argument_count && callee->summary->arguments[argument].is_handed_on
            : is_stranger;
}

static void see_argument(struct resource_walk *walk, struct resource_state *state, const struct callee *callee,
                         uint32_t call, uint32_t argument)
{
    struct values values = values_of(&walk->terms, graph_child(walk->graph, call, argument + 1));
    enum effect effect = effect_on(callee, argument);
    see_told(walk, state, graph_child(walk->graph, call, argument + 1));
    for (uint32_t v = 0; v < values.count; v++) {
        const struct value *value = &values.items[v];
        if (value->is_address) {
            see_address(walk, state, callee, value->term);
            continue;
        }
        bool is_known = false;
        uint32_t count = state->count;
        for (uint32_t i = 0; i < count; i++) {
            struct story *story = &state->stories[i];
            if (!story_is_at(story, value->term))
                continue;
            is_known = true;
            if (!value->is_conditional && !value->is_derived && effect != EFFECT_RELEASED && effect != EFFECT_MOVED &&
                follows(callee, argument, story))
                walk_follow(walk, story, call);
            if (may_ask(callee, argument))
                story->may_be_null = false;
            if (!value->is_derived)
                note_handed_on(walk, callee, story, argument);
            apply(walk, state, callee, effect, value, story, call);
        }
        if (!is_known && effect == EFFECT_RELEASED)
            start_at_release(walk, state, callee, value, call);
        bool comes_back = callee->known && callee->known->gives_back == argument;
        if (effect == EFFECT_NONE && !comes_back && !value->is_conditional && !value->is_derived)
            lose_unnamed(walk, state, value->term, call);
        if (value->is_derived)
            see_overwritten(walk, state, callee, argument, value->term);
        bool is_copied = callee->known && callee->known->gives_back == 0 && argument == 1;
        if (is_copied || (!callee->is_harmless && !callee->known))
            walk_escape_below(walk, state, value->term);
    }
}

/* The callee may change what it can reach. */
static void forget_reachable(struct resource_walk *walk, struct resource_state *state)
{
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        for (uint32_t p = 0; p < story->place_count; p++) {
            const struct term *place = &walk->terms.items[story->places[p]];
            if (place->kind == TERM_CALL || walk_is_own_place(walk, state, story->places[p]) ||
                (term_is_variable(&walk->terms, story->places[p]) && !walk->is_exposed[story->places[p]]))
                continue;
            story->is_escaped = true;
            story_remove_place(story, p--);
        }
    }
}

/* `if (!p) fail("no memory");`: what is called when there is nothing may well not return, whether or not it says so. */
static void forget_missing(struct resource_state *state)
{
    for (uint32_t i = 0; i < state->count; i++)
        if (state->stories[i].is_null)
            resource_state_remove(state, i--);
}

void walk_see_call(struct resource_walk *walk, struct resource_state *state, uint32_t node)
{
    struct callee callee = callee_of(walk, node);
    if (callee.function && !strcmp(callee.function->name, "__builtin_expect"))
        return;
    for (uint32_t i = 0; i + 1 < walk->graph->nodes[node].child_count; i++)
        see_argument(walk, state, &callee, node, i);
    if ((callee.function && callee.function->attributes & ATTRIBUTE_NORETURN) ||
        (callee.summary ? callee.summary->never_returns
                        : callee.function && callee.function->is_defined &&
                              never_returns(&walk->resources->ends, walk->graph->nodes[node].symbol))) {
        state->is_dead = true;
        return;
    }
    if (!callee.is_harmless && !callee.known) {
        forget_reachable(walk, state);
        forget_missing(state);
    }
    walk_acquire(walk, state, node, callee.known, callee.summary);
}
