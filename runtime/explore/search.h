/* The search: rounds of fresh and changed programs, and around each find the systematic ones. Stops after a number of
 * executions; seconds are only a cap. */
#ifndef EXPLORE_SEARCH_H
#define EXPLORE_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include "program.h"
#include "result.h"

struct search_options {
    uint64_t executions;
    uint64_t budget_ms; /* 0: none */
    int progress;       /* descriptor for lines of progress, -1: none */
};

enum blame {
    BLAME_CALLER,   /* likely misuse of the function */
    BLAME_UNCLEAR,  /* until it is settled (settle.h) */
    BLAME_FUNCTION, /* a fault: a call that any caller may make */
};

/* A crash and how to get there; one for each function, outcome, place and side that is to blame, and a few where that
 * is unclear. */
struct crash {
    const struct program *program;
    uint8_t outcome, fault;
    int32_t code;
    uint16_t step;
    uint16_t fault_value;
    int32_t fault_distance;
    uint16_t long_lengths; /* as in struct result */
    struct undefined_place undefined;
    uint8_t flags; /* enum run_flag, of the run that ended so */
    enum blame blame;
};

/* Of the time cap, if there is one, `share` percent have passed. */
bool cet_search_is_late(const struct search_options *options, uint32_t share);
/* True: the time cap ended it. */
bool cet_search(const struct search_options *options);
const struct crash *cet_search_crashes(uint32_t *ret_count);
/* Function, outcome, place and blame are the same. */
bool cet_crashes_are_alike(const struct crash *known, const struct crash *crash);
/* Hands each crash to settle, which may change it; what is alike then stays once. */
void cet_search_settle(void (*settle)(struct crash *crash));
/* Keeps what a run of program with flags ended in, if nothing like it is known. */
void cet_search_remember(const struct program *program, const struct result *result, uint8_t flags);
uint64_t cet_search_now_ms(void);
void cet_search_report(const struct search_options *options, const char *phase, uint64_t done, uint64_t total);

void cet_search_report_end(const struct search_options *options, uint64_t killed, uint64_t mutants);

#endif
