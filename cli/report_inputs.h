/* What `cet report` is given: files of results, told apart by what they hold, and folders of results. */
#ifndef CET_CLI_REPORT_INPUTS_H
#define CET_CLI_REPORT_INPUTS_H

#include <stdbool.h>

#include "cet/core/error.h"
#include "cet/model/coverage.h"
#include "cet/model/finding.h"
#include "cet/model/mutant.h"
#include "cet/model/suite_stamp.h"
#include "cet/model/test_plan.h"
#include "cet/model/verdict.h"

struct report_inputs {
    struct verdict verdict;
    struct finding_set findings;
    struct coverage coverage;
    struct mutant_set mutants;
    struct test_plan *plans;
    size_t plan_count, plan_capacity;
    struct suite_stamp *suites;
    size_t suite_count, suite_capacity;
    bool has_verdict, has_findings, has_coverage, has_mutants;
};

void report_inputs_release(struct report_inputs *inputs);
/* Adds what the file holds, or all that is known by name in the folder. Coverage, mutants, findings and plans of
 * several come together; a second verdict is STATUS_INVALID. */
enum status report_inputs_add(struct report_inputs *inputs, const char *path, struct error *err);
/* The folder that paths are shown from: the current one when a file lies below it, else the one that all have in
 * common. malloc'ed. */
char *report_inputs_root(const struct report_inputs *inputs);

#endif
