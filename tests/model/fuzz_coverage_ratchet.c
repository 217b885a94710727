/* Whatever the bytes: refused in one line, or a ratchet that is read back as it was written. */
#include "cet/model/coverage_ratchet.h"
#include "core/fuzz_reader.h"

FUZZ_ROUND_TRIP(struct coverage_ratchet, coverage_ratchet_load, coverage_ratchet_format, coverage_ratchet_release)
