#include "cet/model/suite_quality.h"
#include "core/fuzz_reader.h"

FUZZ_ROUND_TRIP(struct suite_quality, suite_quality_load, suite_quality_format, suite_quality_release)
