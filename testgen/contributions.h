/* What each test of a plan alone adds, in the words of the source: the explorer knows addresses and ids of mutants. */
#ifndef CET_TESTGEN_CONTRIBUTIONS_H
#define CET_TESTGEN_CONTRIBUTIONS_H

#include "cet/core/error.h"
#include "cet/model/test_plan.h"
#include "cet/testgen/explore.h"

/* program: the explorer, with line tables; glue: what was compiled to it around the unit, whose own branches are taken
 * out. mutants: the list that its compilation left; NULL: none was made. Turns own_places into "PATH:LINE" and writes
 * `contributes`; without addr2line only numbers are told. */
enum status contributions_describe(const struct testgen_options *options, const char *program, const char *glue,
                                   const char *mutants, struct test_plan *plan, struct error *err);

#endif
