/* What the reader and the writer of cet's own coverage data agree on. */
#ifndef CET_MODEL_COVERAGE_DATA_H
#define CET_MODEL_COVERAGE_DATA_H

#define DATA_FORMAT "cet-coverage-data"
#define DATA_VERSION 1

#endif
