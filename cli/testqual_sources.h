/* What each test of a suite finds in the sources under test: mutants that it fails on, branches that it takes. */
#ifndef CET_CLI_TESTQUAL_SOURCES_H
#define CET_CLI_TESTQUAL_SOURCES_H

#include "cet/model/suite_quality.h"
#include "mutation_progress.h"
#include "source_units.h"
#include "workplace.h"

struct testqual_sources {
    const struct source_units *units;
    const struct workplace *workplace;
    const char *suite, *root; /* absolute */
    unsigned jobs;
    uint64_t limit_ms;
    struct mutation_progress *progress;
};

/* Fills what quality says of mutants and branches. Without units, and for a suite with tests that do not pass or not
 * always, quality says why that part was not run. */
enum status testqual_add_sources(const struct testqual_sources *sources, struct suite_quality *quality,
                                 struct error *err);

#endif
