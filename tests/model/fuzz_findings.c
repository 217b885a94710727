#include "cet/model/finding.h"
#include "core/fuzz_reader.h"

FUZZ_ROUND_TRIP(struct finding_set, finding_set_load, finding_set_format, finding_set_release)
