/* What a CUnit suite is worth as a suite: each of its tests with what it asserts, how it ends in repeated runs and
 * other orders, how long it takes, what it is a copy of, and what it alone finds. Written by `cet testqual`;
 * docs/formats/suite-quality.md has the format. */
#ifndef CET_MODEL_SUITE_QUALITY_H
#define CET_MODEL_SUITE_QUALITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/strbuf.h"

#define SUITE_QUALITY_FORMAT "cet-suite-quality"
#define SUITE_QUALITY_VERSION 1

enum assertion_class {
#define ASSERTION_CLASS(id, text) ASSERTION_##id,
#include "cet/model/assertion_classes.def"
#undef ASSERTION_CLASS
    ASSERTION_CLASS_COUNT
};
const char *assertion_class_text(enum assertion_class class);

enum test_outcome { TEST_NOT_RUN, TEST_PASSED, TEST_FAILED, TEST_ENDED_PROCESS, TEST_OUTCOME_COUNT };
const char *test_outcome_text(enum test_outcome outcome); /* "not-run", "passed", "failed", "ended-process" */

enum test_fault {
#define TEST_FAULT(id, text, summary) TEST_FAULT_##id,
#include "cet/model/test_faults.def"
#undef TEST_FAULT
    TEST_FAULT_COUNT
};
const char *test_fault_text(enum test_fault fault);
const char *test_fault_summary(enum test_fault fault);

enum test_steadiness { TEST_STEADY, TEST_IS_FLAKY, TEST_NEEDS_ORDER, TEST_STEADINESS_COUNT };
const char *test_steadiness_text(enum test_steadiness steadiness); /* "steady", "flaky", "order-dependent" */

/* The first run in which a test ended otherwise. */
struct test_deviation {
    enum test_outcome outcome;
    uint64_t seed;     /* of the order; 0: the order was the suite's own */
    uint32_t run;      /* 1-based, of the repetitions; 0: of an order, or alone */
    bool was_alone;    /* in a process of its own */
    const char *after; /* the test that ran before it, NULL: none */
};

struct test_quality {
    const char *program;  /* file name */
    const char *name;     /* "suite/test" */
    uint32_t place;       /* among the tests of the program, as it registered them, from 0 */
    const char *file;     /* below the suite; NULL: its function was not found in the sources */
    const char *function; /* NULL as file */
    uint32_t line;
    uint32_t assertions[ASSERTION_CLASS_COUNT]; /* as written, with those of what it calls */
    uint32_t fatal;                             /* of these */
    uint32_t asserted;                          /* assertions that its first run came to */
    enum test_outcome outcome;                  /* of the first run */
    enum test_steadiness steadiness;
    struct test_deviation deviation; /* unless steady */
    double wall_ms, cpu_ms;          /* median of the repetitions */
    const char *duplicate_of;        /* an earlier test, NULL: none */
    uint32_t similar;                /* other tests that differ in nothing but literals */
    const char **killed;             /* ids of mutants on which it fails */
    uint32_t killed_count, killed_alone;
    uint32_t branches, branches_alone; /* taken; alone: by no other test that is worth keeping */
    uint32_t faults;                   /* 1 << enum test_fault each; see suite_quality_judge */
};

struct suite_quality {
    struct arena arena;
    const char *path; /* as it was named */
    struct test_quality *tests;
    size_t count, capacity;
    uint32_t orders, runs;
    uint64_t seed;    /* of the first order */
    double total_ms;  /* of all tests in one run, median */
    bool has_mutants; /* killed and branches are known */
    const char *why_no_mutants;
    uint32_t mutants, mutants_killed;
    uint64_t branches, branches_taken;
    const char **notes; /* what could not be done, a line each */
    size_t note_count, note_capacity;
};

void suite_quality_release(struct suite_quality *quality);
void suite_quality_note(struct suite_quality *quality, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Sets the faults of each test from the rest. */
void suite_quality_judge(struct suite_quality *quality);
bool test_quality_has(const struct test_quality *test, enum test_fault fault);
size_t suite_quality_count(const struct suite_quality *quality, enum test_fault fault);
/* Tests with any fault. */
size_t suite_quality_faulty(const struct suite_quality *quality);
/* Replaces what quality holds; place is not in the file. */
enum status suite_quality_load(const char *path, struct suite_quality *quality, struct error *err);
void suite_quality_format(const struct suite_quality *quality, struct strbuf *out);

#endif
