#include <CUnit/Automated.h>
#include <CUnit/CUnit.h>
#include <CUnit/TestDB.h>

#include "cases.h"

int main(void)
{
    CU_TestInfo pushing[] = {{"fills", push_fills}, {"stops at the room", push_stops_at_the_room}, CU_TEST_INFO_NULL};
    CU_TestInfo popping[] = {{"gives back", pop_gives_back},
                             {"stops at the end", pop_stops_at_the_end},
                             {"state is told", state_is_told},
                             {"looks at itself", looks_at_itself},
                             {"takes what others take", takes_what_others_take},
                             CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"push", NULL, NULL, NULL, NULL, pushing},
                             {"pop", set_up_stack, tear_down_stack, NULL, NULL, popping},
                             CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 2;
    CU_automated_run_tests();
    unsigned failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed != 0;
}
