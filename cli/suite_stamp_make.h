/* What a suite of these units would be made from now: to be written beside it, and to be compared with one. */
#ifndef CET_CLI_SUITE_STAMP_MAKE_H
#define CET_CLI_SUITE_STAMP_MAKE_H

#include <stdint.h>

#include "cet/model/facts.h"
#include "cet/model/suite_stamp.h"
#include "source_units.h"

struct suite_stamp_request {
    const struct source_units *units;
    const struct facts *facts; /* of each unit; NULL: only sources and --with are listed, not the headers */
    uint64_t seed, executions, budget_s;
};

void suite_stamp_make(const struct suite_stamp_request *request, struct suite_stamp *stamp);
/* Adds the files that `then` names and that are not listed, with their digests of today; "" for one that is gone. */
void suite_stamp_look_at(const struct source_units *units, const struct suite_stamp *then, struct suite_stamp *now);

#endif
