/* What earlier runs measured, for the trend of the page. */
#ifndef CET_CLI_PAST_RUNS_H
#define CET_CLI_PAST_RUNS_H

#include "cet/core/error.h"
#include "cet/model/run_history.h"

/* Of the latest verdicts about this subject in the store (NULL: the user's), oldest first. A store that is not there
 * yet holds none. */
enum status past_runs_of_store(const char *store_path, const char *subject, struct run_history *history,
                               struct error *err);

#endif
