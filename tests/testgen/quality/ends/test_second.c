#include <CUnit/Basic.h>

/* The same name as in the other program. */
static void counts(void)
{
    CU_ASSERT_DOUBLE_EQUAL(0.5 + 0.25, 0.75, 0.001);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("first", NULL, NULL);
    CU_ADD_TEST(suite, counts);
    CU_basic_run_suite(suite);
    CU_cleanup_registry();
    return 0;
}
