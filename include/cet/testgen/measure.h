/* Measures a CUnit suite, however it was written: what its tests assert, whether they end alike in repeated runs, in
 * drawn orders and alone, how long they take, which are copies.
 *
 *     struct suite_quality quality = {0};
 *     status = testgen_measure(&(struct measure_options){.suite = "/src/tests", .name = "tests", .tools = &tools,
 *                              .sandbox = box, .library = installation.library, .runs = 20, .orders = 10, .seed = 1},
 *                              &quality, err);
 *     suite_quality_release(&quality);
 *
 * A suite is a folder whose Makefile has the target `check` and takes CC and SRC_DIR. It is copied into the sandbox's
 * staging folder and built there once, by clang with the Makefile's own flags; `make check` then runs it with
 * libcet-order.so loaded in front of CUnit, one run after the other. */
#ifndef CET_TESTGEN_MEASURE_H
#define CET_TESTGEN_MEASURE_H

#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/exec/compiler.h"
#include "cet/exec/sandbox.h"
#include "cet/model/suite_quality.h"

struct measure_options {
    const char *suite;       /* folder, absolute */
    const char *name;        /* how it was named, for people */
    const char *source_root; /* SRC_DIR; NULL: as the Makefile says */
    const struct toolchain *tools;
    const struct sandbox *sandbox;
    const char *library; /* folder that holds cet-suite-reader and libcet-order.so */
    uint32_t runs;       /* at least 1 */
    uint32_t orders;
    uint64_t seed;     /* of the first order, at least 1; the others count up from it */
    unsigned jobs;     /* sources that are read at a time, 0: one for each processor */
    uint64_t limit_ms; /* wall, of each run of the suite; 0: the default of process_run */
    /* May be NULL; stage is "repetitions", "orders". total 0: not counted. */
    void (*progress)(void *context, const char *stage, size_t done, size_t total);
    void *progress_context;
};

/* Fills a zeroed record, not yet judged (suite_quality_judge). STATUS_INVALID with the reason when the suite does not
 * build or runs no test of CUnit; STATUS_LIMIT when its first run does not end. Tests that fail are part of the
 * answer. */
enum status testgen_measure(const struct measure_options *options, struct suite_quality *ret_quality,
                            struct error *err);

#endif
