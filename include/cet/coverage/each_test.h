/* What each test of a CUnit suite executes by itself: the suite is built with --coverage, and libcet-order.so runs each
 * test in a process of its own, whose data go to a folder of its own. */
#ifndef CET_COVERAGE_EACH_TEST_H
#define CET_COVERAGE_EACH_TEST_H

#include "cet/coverage/suite.h"

struct coverage_each_test_options {
    struct coverage_suite_options suite; /* sources must be named; gcc's coverage */
    const char *order_library;           /* libcet-order.so */
    unsigned jobs;                       /* tests whose data are read at a time, 0: one for each processor */
    /* Once for each test, one after the other: program is a file name, place that of the test in it, name what it is
     * called ("" when that is not known). */
    void (*covered)(void *context, const char *program, uint32_t place, const char *name,
                    const struct coverage *coverage);
    void (*progress)(void *context, size_t done, size_t total); /* may be NULL */
    void *context;                                              /* of both */
};

/* STATUS_INVALID when the suite does not build, or has no test of CUnit. */
enum status coverage_run_each_test(const struct coverage_each_test_options *options, struct error *err);

#endif
