/* A program that waits for a person, and a test that takes it along. */
#include <CUnit/CUnit.h>
#include <CUnit/Console.h>
#include <stdlib.h>

static int number;

static void counts(void)
{
    number++;
    CU_ASSERT_EQUAL(number, 1);
}

static void ends_the_process(void) /* expect: fails */
{
    CU_ASSERT_TRUE(number >= 0);
    abort();
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("first", NULL, NULL);
    CU_ADD_TEST(suite, counts);
    CU_ADD_TEST(suite, ends_the_process);
    CU_console_run_tests();
    CU_cleanup_registry();
    return 0;
}
