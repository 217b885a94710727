/* Any format, found by its content; gzip too. */
#include "cet/coverage/read.h"
#include "model/fuzz_coverage_reader.h"

FUZZ_COVERAGE_PATH(coverage_read_file)
