#include "cet/model/coverage.h"
#include "core/fuzz_reader.h"

FUZZ_ROUND_TRIP(struct coverage, coverage_load_tracefile, coverage_format_tracefile, coverage_release)
