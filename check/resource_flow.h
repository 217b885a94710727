/* The flow of resources through one function, and what its callers have to know of it. For resources.c, which says in
 * which order functions are looked at. */
#ifndef CET_CHECK_RESOURCE_FLOW_H
#define CET_CHECK_RESOURCE_FLOW_H

#include "never_returns.h"
#include "resource_functions.h"
#include "resources.h"

#define RESOURCE_MAX_ARGUMENTS 8 /* whose fate is followed; the others count as kept by the function */

/* What a function does with one of its parameters, each on at least one path. */
struct argument_fate {
    bool is_escaped; /* somebody may have it afterwards */
    bool is_left;    /* the caller still owns it */
    bool is_released;
    bool is_followed; /* without being asked for NULL */
    bool is_asked;    /* compared with NULL anywhere */
    bool is_given_back;
    bool is_handed_on; /* to a function of the program of which nothing is known */
};

struct resource_summary {
    bool is_known;
    bool never_returns;
    bool may_fail;     /* of a function that hands out: not always does it */
    uint8_t hands_out; /* enum resource_kind: every result is a new one, or says that there is none */
    uint32_t argument_count;
    struct argument_fate arguments[RESOURCE_MAX_ARGUMENTS];
};

enum analysis_progress { ANALYSIS_WAITS, ANALYSIS_RUNS, ANALYSIS_DONE };

struct resources {
    const struct facts *facts;
    struct arena *arena;
    const struct resource_function **known; /* for each function of the facts, NULL: not in the table */
    bool *is_harmless;                      /* for each: of the C library, and keeps nothing */
    uint8_t *progress;                      /* enum analysis_progress */
    struct resource_summary *summaries;
    struct never_returns ends; /* asked where a summary is not there yet: in a circle of calls */
    unsigned depth;            /* of functions that wait for a callee's summary */
    struct resource_event *events;
    size_t count, capacity;
};

/* Follows one function that has a body: its summary, and its events behind those that are there. */
void resource_flow_run(struct resources *resources, uint32_t function);
/* NULL for what has no body, is being looked at right now, or lies too deep. */
const struct resource_summary *resource_summary_of(struct resources *resources, uint32_t function);

#endif
