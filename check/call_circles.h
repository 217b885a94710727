/* Who names whom in a set of facts, and which functions call each other in circles: what call_graph.h found in its
 * walk, by names.
 *
 *     struct call_circles calls;
 *     call_circles_init(&calls, facts);
 *     if (!calls.is_called[f] && !calls.is_named[f])
 *         ...                                      // nobody uses it
 *     call_circles_release(&calls);
 *
 * Functions are told by their id: where one name has a declaration and two definitions, all count as the first that
 * facts_find_function finds. */
#ifndef CET_CHECK_CALL_CIRCLES_H
#define CET_CHECK_CALL_CIRCLES_H

#include <stdbool.h>
#include <stddef.h>

#include "call_graph.h"

struct call_edge {
    uint32_t caller, callee; /* both defined here */
    uint32_t node;           /* the CALL in the caller */
};

struct call_circles {
    const struct facts *facts;
    struct call_graph graph; /* the calls as they stand in the text */
    uint32_t *same_as;       /* for each function the one that stands for its name */
    bool *is_called;         /* by name, by a function other than itself */
    bool *is_named;          /* its address goes somewhere: in a body or in data */
    struct call_edge *edges; /* by caller */
    size_t edge_count, edge_capacity;
    size_t *first_edge; /* of each function, function_count + 1 */
};

void call_circles_init(struct call_circles *calls, const struct facts *facts);
void call_circles_release(struct call_circles *calls);

/* Numbers the functions by the circles of calls they belong to: two have one number when each reaches the other by the
 * edges that is_wanted lets pass (NULL: all). ret_circles is the caller's, one for each function. */
typedef bool (*call_edge_fn)(void *context, const struct call_edge *edge);
void call_circles_find(const struct call_circles *calls, call_edge_fn is_wanted, void *context, uint32_t *ret_circles);

#endif
