/* The stability gate: a plan's suite is built with two compilers, run in several orders, with different bytes in fresh
 * memory and under sanitizers, and what does not hold everywhere is taken out of the plan.
 *
 *     struct verify_report report = {0};
 *     status = testgen_verify(&plan, &facts, &(struct verify_options){.source_root = root}, &report, &err);
 *     for (size_t i = 0; i < report.dropped_count; i++) ...
 *     verify_report_release(&report);
 *
 * An assertion that fails in any run is dropped, the test stays; a test that crashes, hangs, does not compile or trips
 * a sanitizer is dropped whole and joins plan->crashes. A test that frees all that it allocates gains the expectation
 * that it does. The texts of a report live until it is released. */
#ifndef CET_TESTGEN_VERIFY_H
#define CET_TESTGEN_VERIFY_H

#include <stdbool.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/exec/compiler.h"
#include "cet/exec/sandbox.h"
#include "cet/model/corrections.h"
#include "cet/model/facts.h"
#include "cet/model/test_plan.h"
#include "cet/testgen/built_objects.h"
#include "cet/testgen/framework.h"

#define VERIFY_ROUNDS 8u
#define VERIFY_RUN_MS 120000u

/* How many runs have ended, over all rounds. */
typedef void (*verify_progress_fn)(void *context, unsigned runs);

struct verify_options {
    const char *source_root;               /* as emit_options */
    const char *const *arguments;          /* as emit_unit */
    const struct framework *framework;     /* NULL: the default */
    const struct corrections *corrections; /* what the user knows better; NULL: nothing */
    const char *const *with_sources;       /* as emit_options */
    const char *const *with_libraries;     /* as emit_options */
    const struct toolchain *tools;         /* NULL: looked up; without gcc only clang is used, and the report says so */
    const struct sandbox *sandbox; /* work is done in its staging folder; NULL: in a temporary folder, unprotected */
    const struct built_objects *objects; /* shared with other units; NULL: objects last for one unit's rounds */
    unsigned jobs;                       /* builds or runs at a time; 0: one for each usable processor */
    unsigned rounds_max;                 /* 0: VERIFY_ROUNDS */
    uint64_t run_timeout_ms;             /* of one build or run; 0: VERIFY_RUN_MS */
    verify_progress_fn progress;         /* NULL: silent */
    void *context;
};

enum verify_drop {
    VERIFY_DROPPED_ASSERTION,
    VERIFY_DROPPED_TEST,
    VERIFY_DROPPED_PROPERTY,
};

struct verify_dropped {
    enum verify_drop what;
    const char *function; /* under test: id as in facts */
    const char *test;     /* the test's name when it was dropped, "" when it could not be written */
    const char *detail;   /* the assertion, "" for whole tests */
    const char *reason;   /* "crash: SIGSEGV", "fails when shuffled with gcc", ... */
};

struct verify_report {
    struct arena arena;
    struct verify_dropped *dropped;
    size_t dropped_count, dropped_capacity;
    unsigned rounds;
    bool is_stable; /* the last round dropped nothing */
    bool has_gcc, has_sanitizers;
    size_t test_count, assertion_count; /* that remain */
};

/* STATUS_INVALID when the unit does not compile in the suite (the message holds the compiler's first line),
 * STATUS_LIMIT when the rounds did not suffice; the plan is then thinner but not proven stable. STATUS_NOT_FOUND:
 * nothing is left. */
enum status testgen_verify(struct test_plan *plan, const struct facts *facts, const struct verify_options *options,
                           struct verify_report *ret, struct error *err);
void verify_report_release(struct verify_report *report);

#endif
