#include "cet/model/run_history.h"
#include "core/fuzz_reader.h"

FUZZ_ROUND_TRIP(struct run_history, run_history_load, run_history_format, run_history_release)
