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

/* A crash and how to get there; one for each function, outcome, place and side that is to blame. */
struct crash {
    const struct program *program;
    uint8_t outcome, fault;
    int32_t code;
    uint16_t step;
    uint16_t fault_value;
    int32_t fault_distance;
    struct undefined_place undefined;
    bool is_misuse; /* blame.h */
};

/* Of the time cap, if there is one, `share` percent have passed. */
bool cet_search_is_late(const struct search_options *options, uint32_t share);
/* True: the time cap ended it. */
bool cet_search(const struct search_options *options);
const struct crash *cet_search_crashes(uint32_t *ret_count);
uint64_t cet_search_now_ms(void);
void cet_search_report(const struct search_options *options, const char *phase, uint64_t done, uint64_t total);

void cet_search_report_end(const struct search_options *options, uint64_t killed, uint64_t mutants);

#endif
