/* CUnit throws its list of failures away before the program ends: what failed is noted first. */
#include "next.h"
#include "state.h"

void CU_cleanup_registry(void);
void CU_cleanup_registry(void)
{
    NEXT(CU_cleanup_registry);
    if (cet_mutants_state.mode == MODE_CHILD && cet_mutants_is_own())
        cet_mutants_child_enter();
    if (next)
        next();
}
