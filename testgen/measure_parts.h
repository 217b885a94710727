/* What the parts of measuring a suite know of each other. */
#ifndef CET_TESTGEN_MEASURE_PARTS_H
#define CET_TESTGEN_MEASURE_PARTS_H

#include "cet/core/map.h"
#include "cet/testgen/measure.h"

#define NO_TEST SIZE_MAX

/* One test in one run. */
struct test_event {
    size_t test;   /* index in quality->tests */
    size_t before; /* the test that ran before it in the same program, NO_TEST: none */
    enum test_outcome outcome;
    uint32_t asserted;
    double wall_ms, cpu_ms;
};

struct suite_run {
    struct test_event *events;
    size_t count, capacity;
};

struct run_way {
    uint64_t seed; /* 0: in the suite's own order */
    bool is_alone;
    bool builds; /* everything anew */
};

struct measuring {
    const struct measure_options *options;
    struct suite_quality *quality;
    char *copy;          /* of the suite, absolute and real */
    char *commands;      /* folder in which clang notes how it was called */
    struct map index;    /* a test's identity -> place in quality->tests */
    struct map refusals; /* programs whose CUnit is not known -> 0 */
    bool *has_fixture;   /* of each test */
    size_t fixture_capacity;
    unsigned report_count;
    uint64_t slowest_ms; /* run that came to its end */
};

/* measure_run.c */
enum status measure_open(struct measuring *measuring, struct error *err);
void measure_close(struct measuring *measuring);
/* Runs `make check` once; tests that were not known are added to the quality. ret_run is the caller's to release. */
enum status measure_run(struct measuring *measuring, struct run_way way, struct suite_run *ret_run, struct error *err);
void suite_run_release(struct suite_run *run);
/* NULL: it did not run. A test that ran several times counts by the first that did not pass. */
const struct test_event *suite_run_find(const struct suite_run *run, size_t test);

/* measure_report.c: what libcet-order.so has told of one run (runtime/order/report.h). */
enum status measure_read_report(struct measuring *measuring, const char *path, bool is_alone, struct suite_run *run,
                                struct error *err);

/* measure_steadiness.c: repetitions, orders, each alone; outcomes, times and steadiness of each test. */
enum status measure_steadiness(struct measuring *measuring, struct error *err);

/* measure_source.c: what the sources say; what cannot be read becomes a note. */
enum status measure_source(struct measuring *measuring, struct error *err);

#endif
