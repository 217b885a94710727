#include "cet/model/verdict.h"
#include "core/fuzz_reader.h"

FUZZ_ROUND_TRIP(struct verdict, verdict_load, verdict_format, verdict_release)
