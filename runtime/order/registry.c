#include "registry.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#pragma weak CU_get_test_at_pos

#define MAX_TESTS 1000000u

struct known_registry known;

size_t registry_index(CU_pTest test)
{
    size_t i = 0;
    while (i < known.test_count && known.registered[i] != test)
        i++;
    return i;
}

bool suite_has_fixture(CU_pSuite suite)
{
    return suite->pInitializeFunc || suite->pCleanupFunc || suite->pSetUpFunc || suite->pTearDownFunc;
}

static void count_all(CU_pTestRegistry registry, size_t *ret_suites, size_t *ret_tests)
{
    *ret_suites = *ret_tests = 0;
    for (CU_pSuite suite = registry->pSuite; suite && *ret_suites < MAX_TESTS; suite = suite->pNext) {
        ++*ret_suites;
        for (CU_pTest test = suite->pTest; test && *ret_tests < MAX_TESTS; test = test->pNext)
            ++*ret_tests;
    }
}

/* Another CUnit may lay its records out in another way. */
static bool is_as_known(const struct suite_slot *slot)
{
    for (size_t i = 0; i < slot->count; i++)
        if (CU_get_test_at_pos(slot->suite, (unsigned)i + 1) != known.slots[slot->first + i])
            return false;
    return slot->suite->uiNumberOfTests == slot->count;
}

static bool list_all(CU_pTestRegistry registry)
{
    size_t s = 0, t = 0;
    for (CU_pSuite suite = registry->pSuite; suite && s < known.suite_count; suite = suite->pNext) {
        struct suite_slot *slot = &known.suites[s++];
        *slot = (struct suite_slot){.suite = suite, .first = t};
        for (CU_pTest test = suite->pTest; test && t < known.test_count; test = test->pNext) {
            known.homes[t] = suite;
            known.slots[t++] = test;
        }
        slot->count = t - slot->first;
        if (!is_as_known(slot))
            return false;
    }
    memcpy(known.registered, known.slots, known.test_count * sizeof *known.slots);
    return registry->uiNumberOfSuites == s && registry->uiNumberOfTests == t;
}

bool registry_take(CU_pTestRegistry registry)
{
    count_all(registry, &known.suite_count, &known.test_count);
    size_t suites = known.suite_count * sizeof *known.suites, tests = known.test_count * sizeof *known.slots;
    known.mapping_size = suites + 3 * tests + 1;
    known.mapping = mmap(NULL, known.mapping_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (known.mapping == MAP_FAILED)
        return false;
    known.suites = known.mapping;
    known.slots = (CU_pTest *)((char *)known.mapping + suites);
    known.registered = known.slots + known.test_count;
    known.homes = (CU_pSuite *)(known.registered + known.test_count);
    return list_all(registry);
}

void registry_forget(void)
{
    munmap(known.mapping, known.mapping_size);
    memset(&known, 0, sizeof known);
}

void registry_link(CU_pTestRegistry registry, const struct suite_slot *suites, size_t count)
{
    registry->pSuite = count ? suites[0].suite : NULL;
    for (size_t i = 0; i < count; i++) {
        const struct suite_slot *slot = &suites[i];
        CU_pTest *tests = &known.slots[slot->first];
        slot->suite->pPrev = i > 0 ? suites[i - 1].suite : NULL;
        slot->suite->pNext = i + 1 < count ? suites[i + 1].suite : NULL;
        slot->suite->pTest = slot->count ? tests[0] : NULL;
        slot->suite->uiNumberOfTests = (unsigned)slot->count;
        for (size_t t = 0; t < slot->count; t++) {
            tests[t]->pPrev = t > 0 ? tests[t - 1] : NULL;
            tests[t]->pNext = t + 1 < slot->count ? tests[t + 1] : NULL;
        }
    }
}

/* ---- in another order -------------------------------------------------------------------------------------------- */

/* splitmix64, as core/random.h has it: a program under test carries libc only. */
static size_t draw_below(uint64_t *state, size_t bound)
{
    uint64_t mixed = *state += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return (size_t)((mixed ^ (mixed >> 31)) % bound);
}

static void swap_tests(CU_pTest *a, CU_pTest *b)
{
    CU_pTest kept = *a;
    *a = *b;
    *b = kept;
}

static void shuffle_tests(CU_pTest *tests, size_t count, uint64_t *state)
{
    for (size_t i = count; i > 1; i--)
        swap_tests(&tests[i - 1], &tests[draw_below(state, i)]);
}

/* The i-th slot of those in suites without a fixture. */
static CU_pTest *free_slot(size_t i)
{
    for (size_t s = 0; s < known.suite_count; s++) {
        if (suite_has_fixture(known.suites[s].suite))
            continue;
        if (i < known.suites[s].count)
            return &known.slots[known.suites[s].first + i];
        i -= known.suites[s].count;
    }
    abort();
}

void shuffle_suite(CU_pSuite suite, uint64_t seed)
{
    for (size_t s = 0; s < known.suite_count; s++)
        if (known.suites[s].suite == suite)
            shuffle_tests(&known.slots[known.suites[s].first], known.suites[s].count, &seed);
}

void shuffle_all(uint64_t seed)
{
    uint64_t state = seed;
    size_t free_count = 0;
    for (size_t s = 0; s < known.suite_count; s++)
        if (suite_has_fixture(known.suites[s].suite))
            shuffle_tests(&known.slots[known.suites[s].first], known.suites[s].count, &state);
        else
            free_count += known.suites[s].count;
    for (size_t i = free_count; i > 1; i--)
        swap_tests(free_slot(i - 1), free_slot(draw_below(&state, i)));
    for (size_t i = known.suite_count; i > 1; i--) {
        size_t other = draw_below(&state, i);
        struct suite_slot kept = known.suites[i - 1];
        known.suites[i - 1] = known.suites[other];
        known.suites[other] = kept;
    }
}
