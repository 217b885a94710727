/* What the paths to one place of a function have done with the resources that they hold: the state of the flow in
 * resource_flow.c. Each story is one such past. */
#ifndef CET_CHECK_RESOURCE_STATE_H
#define CET_CHECK_RESOURCE_STATE_H

#include "knowledge.h"
#include "resource_functions.h"

#define STORY_MAX_PLACES 4
#define STATE_MAX_STORIES 24
/* From here on, stories that differ only in what else is known are merged to what both know. */
#define STATE_STORIES_TOLD_APART 14

enum story_origin {
    ORIGIN_CALL,    /* acquired by call `origin` */
    ORIGIN_PARAM,   /* what parameter number `origin` was called with */
    ORIGIN_RELEASE, /* nothing was known of it until call `origin` released it */
};

struct story {
    uint32_t origin;
    uint8_t origin_kind; /* enum story_origin */
    uint8_t part;        /* of several that one call acquired */
    uint8_t kind;        /* enum resource_kind; of a parameter, NONE */
    uint8_t fails;       /* enum libc_failure, of the value itself or of told_by */
    bool may_be_null;    /* nobody asked so far */
    bool is_null;        /* somebody asked: there is none */
    bool is_released;
    bool is_escaped;       /* somebody else may have it, too */
    uint8_t assigned_from; /* while an assignment is seen: which of its values this is, counted from 1 */
    uint8_t place_count;
    uint32_t places[STORY_MAX_PLACES]; /* terms that hold the value, in ascending order */
    uint32_t told_by;                  /* term that tells whether there is a resource, NO_TERM: its value does */
    uint32_t moved_by;                 /* call of realloc whose success releases it, NO_ID: none */
    uint32_t released_by;              /* call */
    struct knowledge knowledge;
};

struct resource_state {
    bool is_dead;     /* no path comes here */
    bool has_failed;  /* on some path here, an acquisition did not work */
    bool is_overfull; /* there were more stories than are kept */
    struct knowledge knowledge;
    uint32_t count;
    struct story stories[STATE_MAX_STORIES];
};

/* True when `into` changed. */
bool resource_state_join(struct resource_state *into, const struct resource_state *from);
/* NULL when there is no room. */
struct story *resource_state_add(struct resource_state *state, const struct story *story);
void resource_state_remove(struct resource_state *state, uint32_t index);
void resource_state_learn(struct resource_state *state, const struct known_test *test);
void resource_state_forget(struct resource_state *state, const struct terms *terms, uint32_t place);

bool story_is_at(const struct story *story, uint32_t place);
/* Whether one of its places is a part of `whole` or lies behind it; not whole itself. */
bool story_is_below(const struct story *story, const struct terms *terms, uint32_t whole);
/* Without room, the value counts as escaped. */
void story_add_place(struct story *story, uint32_t place);
void story_remove_place(struct story *story, uint32_t index);

#endif
