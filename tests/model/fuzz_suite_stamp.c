#include "cet/model/suite_stamp.h"
#include "core/fuzz_reader.h"

FUZZ_ROUND_TRIP(struct suite_stamp, suite_stamp_load, suite_stamp_format, suite_stamp_release)
