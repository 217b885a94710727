#include "fuzz_coverage_reader.h"

FUZZ_COVERAGE_PATH(coverage_read_cobertura)
