/* Who calls whom by name, in the facts of a run. */
#ifndef CET_CHECK_CALL_GRAPH_H
#define CET_CHECK_CALL_GRAPH_H

#include <stdbool.h>

#include "cet/model/facts.h"

struct call_site {
    uint32_t caller;
    uint32_t callee;
    uint32_t node; /* CALL, in the caller's graph */
};

struct call_graph {
    struct call_site *sites; /* by caller, then in the order of the text */
    uint32_t site_count;
    uint32_t *first_site; /* for each function and one more: where its calls begin */
    uint32_t *by_callee;  /* indices into sites, by callee */
    uint32_t *first_of_callee;
    bool *is_address_taken; /* for each function: named elsewhere than in a call of it */
    bool *is_measured;      /* for each function: named where nothing is evaluated, as in sizeof f(x) */
};

void call_graph_find(struct call_graph *graph, const struct facts *facts);
void call_graph_release(struct call_graph *graph);

/* Marks what the marked functions call, directly or through others. */
void call_graph_reach(const struct call_graph *graph, const struct facts *facts, bool *is_reached);

#endif
