/* Which way a branch goes when a call has failed: `if ((fd = open(...)) < 0)`, `if (!p)`, `if (unlikely(-1 ==
 * result))`.
 *
 *     struct call_result result = {.call = call, .place = NO_ID};
 *     failure_place_change(graph, &result, node, &place)  // from flow.visit: where the result was put
 *     switch (failure_edge(facts, graph, &result, libc->fails, condition, is_true)) {   // from flow.branch
 *     case EDGE_FAILED: ...
 *
 * A caller that follows several calls keeps one call_result for each. */
#ifndef CET_CHECK_FAILURE_EDGES_H
#define CET_CHECK_FAILURE_EDGES_H

#include <stdbool.h>

#include "cet/model/facts.h"
#include "comparison.h"
#include "libc.h"

struct call_result {
    uint32_t call;
    uint32_t place; /* node that designates where the result was put, NO_ID: nowhere */
};

/* Whether expr is the result, by itself, read from its place, or as `place = call`. */
bool is_call_result(const struct function_graph *graph, const struct call_result *result, uint32_t expr);

enum place_change {
    PLACE_SAME,
    PLACE_TAKES_RESULT, /* the result lies there from now on */
    PLACE_OVERWRITTEN,  /* something else lies there now: the result cannot be asked for any longer */
};

/* What an ASSIGN or DECLARE node does to the place of the result; the caller stores the new place. *ret_place is set
 * for PLACE_TAKES_RESULT. */
enum place_change failure_place_change(const struct function_graph *graph, const struct call_result *result,
                                       uint32_t node, uint32_t *ret_place);

enum edge_meaning {
    EDGE_OPEN,   /* says nothing of the call, or not enough */
    EDGE_FAILED, /* taken only when it failed */
    EDGE_WORKED, /* taken only when it did not */
};

/* The edge on which a test of a call's result is is_true. */
enum edge_meaning result_test_meaning(enum libc_failure fails, const struct result_test *test, bool is_true);

/* The edge on which `condition` (below `!`, as flow.branch brings it) is is_true. */
enum edge_meaning failure_edge(const struct facts *facts, const struct function_graph *graph,
                               const struct call_result *result, enum libc_failure fails, uint32_t condition,
                               bool is_true);

/* As failure_edge; less than was asked for is a failure too: `write(...) != length`, `fread(...) < count`. */
enum edge_meaning shortfall_edge(const struct facts *facts, const struct function_graph *graph,
                                 const struct call_result *result, enum libc_failure fails, uint32_t condition,
                                 bool is_true);

#endif
