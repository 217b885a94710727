/* What becomes of memory, streams, directories and descriptors that a function acquires: followed over its flow graph
 * through variables, fields and copies, with what its tests say on each branch, and with what the functions of the
 * program do to what they are given.
 *
 *     uint32_t count;
 *     const struct resource_event *events = resources_events(pass, &count);
 *     for (uint32_t i = 0; i < count; i++)
 *         if (events[i].kind == RESOURCE_LOST && events[i].resource == RESOURCE_MEMORY) ...
 *
 * Whatever is stored where others can reach it, or given to a function that nothing is known of, is no longer followed
 * as the function's own: a value counts as lost only when nobody else can have it. Found once in a run, for all checks
 * that ask; in the order of functions and, in each, of their text. */
#ifndef CET_CHECK_RESOURCES_H
#define CET_CHECK_RESOURCES_H

#include "pass.h"
#include "resource_functions.h"

enum resource_event_kind {
    RESOURCE_LOST,               /* the last way to it ends */
    RESOURCE_USED_AFTER_RELEASE, /* followed, or given to a function that follows it */
    RESOURCE_RELEASED_TWICE,
    RESOURCE_MAYBE_NULL, /* followed on a path where nobody asked whether there is one */
};

enum resource_loss {
    LOSS_AT_END, /* the function is left */
    LOSS_OVERWRITTEN,
    LOSS_WITH_OWNER, /* what held the only pointer to it is freed */
    LOSS_UNNAMED,    /* it was never stored */
};

struct resource_event {
    uint8_t kind;      /* enum resource_event_kind */
    uint8_t resource;  /* enum resource_kind */
    uint8_t loss;      /* enum resource_loss */
    uint32_t function; /* index */
    uint32_t node;     /* where it happens, NO_ID: at the function's closing brace */
    uint32_t first;    /* call that acquired or first released it */
    const char *name;  /* of what holds it, "" when it has none */
    const char *by;    /* name of the function that `first` calls */
};

const struct resource_event *resources_events(struct check_pass *pass, uint32_t *ret_count);
/* Where an event is, with a note that shows `first`. */
struct check_place resource_event_place(struct check_pass *pass, const struct resource_event *event);

struct resources;
void resources_free(struct resources *resources);

#endif
