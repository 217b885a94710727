/* The plan as a file: docs/formats/test-plan.md. */
#ifndef EXPLORE_PLAN_WRITE_H
#define EXPLORE_PLAN_WRITE_H

#include "choose.h"
#include "laws.h"

void cet_plan_write(const char *path, const struct choice *choice, const struct law_list *laws, uint64_t seed,
                    bool was_capped);

#endif
