/* Units explored by the tests of the explorer, and questions to the plan that comes of it. */
#ifndef TESTS_TESTGEN_EXPLORE_UNIT_H
#define TESTS_TESTGEN_EXPLORE_UNIT_H

#include "cet/testgen/explore.h"

bool make_facts_of(const char *source, const char *path, struct facts *ret_facts);
/* Its facts first. */
enum status explore_unit(const struct testgen_options *options, struct facts *ret_facts, struct test_plan *ret_plan);

size_t tests_of(const struct test_plan *plan, const char *function);
bool expects_result(const struct test_plan *plan, const char *function, int64_t number);
bool gives_tests(const char *source, const char *function, uint64_t executions);
const struct plan_crash *find_crash(const struct test_plan *plan, const char *function, const char *words);

#endif
