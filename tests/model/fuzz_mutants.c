#include "cet/model/mutant.h"
#include "core/fuzz_reader.h"

FUZZ_ROUND_TRIP(struct mutant_set, mutant_set_load, mutant_set_format, mutant_set_release)
