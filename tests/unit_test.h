/* The frame of a unit test program: names are sentences, one line registers a test.
 *
 *     TEST(merge_keeps_the_higher_count) { CU_ASSERT_EQUAL(merge(1, 2), 2); }
 *     UNIT_TESTS("coverage/merge", CASE(merge_keeps_the_higher_count))
 */
#ifndef CET_TESTS_UNIT_TEST_H
#define CET_TESTS_UNIT_TEST_H

#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>

#define TEST(name) static void name(void)
#define CASE(name) {#name, name}

struct unit_test {
    const char *name;
    void (*run)(void);
};

/* Exit code 1 when a test failed or none ran. */
static inline int unit_tests_run(const char *suite_name, const struct unit_test *tests, size_t count)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_pSuite suite = CU_add_suite(suite_name, NULL, NULL);
    for (size_t i = 0; suite && i < count; i++)
        CU_add_test(suite, tests[i].name, tests[i].run);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    int failed = CU_get_number_of_failures() != 0 || CU_get_number_of_tests_run() != count || count == 0;
    CU_cleanup_registry();
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#define UNIT_TESTS(suite_name, ...)                                                                                    \
    int main(void)                                                                                                     \
    {                                                                                                                  \
        static const struct unit_test tests[] = {__VA_ARGS__};                                                         \
        return unit_tests_run(suite_name, tests, sizeof tests / sizeof *tests);                                        \
    }

#endif
