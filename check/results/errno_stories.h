/* Which calls have failed on the way to a place, and which later call may have changed the errno that they left.
 *
 * Followed over the flow graph are calls that set errno when they fail: to the branch where their result says so, past
 * a further call that may change errno and whose own result nobody asks for. A call whose result is used starts afresh,
 * since the errno read later may be meant to be its own. */
#ifndef CET_CHECK_ERRNO_STORIES_H
#define CET_CHECK_ERRNO_STORIES_H

#include <stdbool.h>

#include "errno_effects.h"
#include "failure_edges.h"
#include "never_returns.h"

#define MAX_STORIES 12 /* of one place; what comes on top is forgotten, which only makes the checks more silent */

/* What may have happened on a path: call failed, then changed_by changed errno. */
struct errno_story {
    struct call_result result;
    uint32_t changed_by; /* call, NO_ID: none */
    bool has_failed;     /* a branch was taken on which it did */
};

struct errno_stories {
    uint32_t count;
    struct errno_story stories[MAX_STORIES];
};

struct errno_walk {
    const struct facts *facts;
    const struct function_graph *graph;
    const enum errno_effect *effects; /* of the functions of the program */
    struct never_returns *ends;
    void *context;
    /* node reads errno (an access, or a call of perror and its like) or is a RETURN; called once for each, at the end.
     */
    void (*read)(struct errno_walk *walk, const struct errno_stories *stories, uint32_t node);
    void (*returned)(struct errno_walk *walk, const struct errno_stories *stories, uint32_t node);

    bool is_last_round; /* the engine's own */
};

void errno_stories_follow(struct errno_walk *walk);

/* The first story that has both failed and been changed, NULL: none. */
const struct errno_story *errno_stories_changed(const struct errno_stories *stories);

#endif
