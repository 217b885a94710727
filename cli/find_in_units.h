/* Facts of units and what the checks find in them, in order and with fingerprints. */
#ifndef CET_CLI_FIND_IN_UNITS_H
#define CET_CLI_FIND_IN_UNITS_H

#include <stdio.h>

#include "cet/check/check.h"
#include "read_facts.h"

struct find_request {
    const struct source_units *units;
    struct check_options checks; /* `silenced` is ours */
    const char *with;            /* other analysers, with commas between; NULL: none */
    uint64_t jobs;
    FILE *progress;
    bool only_whole; /* a unit with errors is left out, not read in part */
};

struct found {
    struct facts facts;
    struct finding_set findings; /* those that are silenced too */
    struct unread_units unread;
};

/* ret_found is empty on call, released by the caller in any case. What compilers say of a unit goes to standard error
 * when it is the reason of the failure. What could not be read, or only in part, stands in ret_found->unread. */
enum status find_in_units(const struct find_request *request, struct found *ret_found, struct error *err);
/* The facts alone: nothing is looked for. */
enum status read_units(const struct find_request *request, struct found *ret_found, struct error *err);
void found_release(struct found *found);

#endif
