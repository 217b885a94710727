#include "cet/model/test_plan.h"
#include "core/fuzz_reader.h"

FUZZ_ROUND_TRIP(struct test_plan, test_plan_load, test_plan_format, test_plan_release)
