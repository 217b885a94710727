/* Names of tests by program and place, from what libcet-order.so reports. */
#ifndef CET_COVERAGE_TEST_NAMES_H
#define CET_COVERAGE_TEST_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/core/map.h"

struct test_names {
    char **items;
    size_t count, capacity;
    struct map index; /* program, line end, place -> place in items */
};

/* A report that is not there names nothing. */
void test_names_read(const char *report, struct test_names *ret);
/* "" when it is unknown. */
const char *test_names_find(const struct test_names *names, const char *program, uint32_t place);
void test_names_release(struct test_names *names);

#endif
