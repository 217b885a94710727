#include "fuzz_coverage_reader.h"

FUZZ_COVERAGE_TEXT(coverage_parse_data)
