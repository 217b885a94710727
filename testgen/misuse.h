/* Who is to blame for a fault: the function, or a call that its contract may not permit. */
#ifndef CET_TESTGEN_MISUSE_H
#define CET_TESTGEN_MISUSE_H

#include <stdbool.h>

#include "cet/model/facts.h"
#include "cet/model/test_plan.h"

/* True unless every call of the test is one that any caller may make: a function with external linkage, given numbers,
 * texts, and bytes whose length goes with them. NULL, objects (set up by hand, or shared, or linked in circles) and
 * memory of which the function cannot know the size leave room for a rule that the caller broke. */
bool test_is_misuse(const struct plan_test *test, const struct facts *facts);
/* Whether some call is given memory of which its function cannot know the size. */
bool test_gives_unmeasured_memory(const struct plan_test *test, const struct facts *facts);

#endif
