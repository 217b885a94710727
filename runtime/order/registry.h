/* The suites and tests that a program has registered with CUnit, and linking them anew. */
#ifndef CET_RUNTIME_ORDER_REGISTRY_H
#define CET_RUNTIME_ORDER_REGISTRY_H

#include <CUnit/CUnit.h>
#include <CUnit/TestDB.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A suite and its tests: slots[first .. first + count). */
struct suite_slot {
    CU_pSuite suite;
    size_t first, count;
};

/* The registry as the program left it; the arrays are a mapping, the program's heap stays as it is. */
struct known_registry {
    struct suite_slot *suites;
    size_t suite_count;
    CU_pTest *slots;
    CU_pTest *registered; /* slots in the first order */
    CU_pSuite *homes;     /* and the suite of each */
    size_t test_count;
    void *mapping;
    size_t mapping_size;
};
extern struct known_registry known;

/* False when this CUnit keeps its records in another way than CUnit 2.1-3. */
bool registry_take(CU_pTestRegistry registry);
void registry_forget(void);
/* Links suites[0..count) and the tests in their slots. */
void registry_link(CU_pTestRegistry registry, const struct suite_slot *suites, size_t count);
/* The place of a test as it was registered; test_count: it was not. */
size_t registry_index(CU_pTest test);
bool suite_has_fixture(CU_pSuite suite);
/* Draws an order, of one suite's tests or of all; to be linked then. */
void shuffle_suite(CU_pSuite suite, uint64_t seed);
void shuffle_all(uint64_t seed);

#endif
