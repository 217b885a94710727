#include "cet/model/baseline.h"
#include "core/fuzz_reader.h"

FUZZ_ROUND_TRIP(struct baseline, baseline_load, baseline_format, baseline_release)
