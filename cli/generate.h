/* A suite for units: explore each, keep what holds under two compilers and sanitizers, write the C. */
#ifndef CET_CLI_GENERATE_H
#define CET_CLI_GENERATE_H

#include <stdint.h>
#include <stdio.h>

#include "cet/model/facts.h"
#include "cet/model/test_plan.h"
#include "cet/testgen/verify.h"
#include "source_units.h"
#include "workplace.h"

struct generate_request {
    const struct workplace *workplace;
    const struct source_units *units;
    const struct facts *facts; /* of each unit by itself: what a unit does not declare, its tests cannot name */
    uint64_t seed;
    uint64_t executions;               /* for each unit; 0: derived from its branches */
    uint64_t budget_s;                 /* for each unit; 0: none */
    unsigned jobs;                     /* units at a time; 0: one for each processor */
    const char *folder;                /* where the suite is written */
    const char *final_folder;          /* where it will stand */
    const struct framework *framework; /* NULL: the default */
    const char *earlier; /* folder of the suite that it replaces, whose edited tests are kept; NULL: none */
    FILE *progress;      /* NULL: silent */
};

struct generated_suite {
    struct test_plan *plans;       /* one for each unit that defines a function */
    const struct test_plan **list; /* the same, NULL-terminated */
    struct verify_report *reports; /* beside each plan: what did not hold */
    size_t count;
    size_t kept; /* functions that a person has written or edited in the earlier suite */
};

/* A unit that does not build in the explorer or the suite has a plan without tests, its functions listed with the
 * reason. STATUS_INVALID when no unit defines a function to test, or none builds. */
enum status generate_suite(const struct generate_request *request, struct generated_suite *ret_suite,
                           struct error *err);
void generated_suite_release(struct generated_suite *suite);

#endif
