/* From a unit's facts to a test plan: builds an explorer program around the unit and lets it run in the sandbox.
 *
 *     const char *const flags[] = {"-I.", NULL};
 *     struct test_plan plan = {0};
 *     status = testgen_explore(&(struct testgen_options){.unit = "/src/csv.c", .flags = flags, .clang =
 * tools.clang.path, .runtime = "/usr/lib/cet"}, &facts, &plan, &err);
 *
 * The same unit, seed and executions give the same plan. What runs is bounded: executions, seconds, memory. A unit that
 * does not compile is STATUS_INVALID with the compiler's message; one without a function to test likewise. */
#ifndef CET_TESTGEN_EXPLORE_H
#define CET_TESTGEN_EXPLORE_H

#include <stdbool.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/model/corrections.h"
#include "cet/model/facts.h"
#include "cet/model/test_plan.h"
#include "cet/testgen/built_objects.h"

struct sandbox;

struct testgen_progress {
    const char *phase;    /* "explore", "choose" */
    uint64_t done, total; /* total 0: not known */
    uint64_t executions;
    uint32_t edges; /* reached so far */
    uint64_t elapsed_ms;
};
typedef void (*testgen_progress_fn)(void *context, const struct testgen_progress *progress);

struct testgen_options {
    const char *unit;                    /* source file, absolute */
    const char *const *flags;            /* the unit's compiler flags, NULL-terminated; NULL: none */
    const char *folder;                  /* where the flags hold (relative -I); NULL: the unit's own folder */
    const char *const *with;             /* more sources, objects and libraries to link, NULL-terminated; NULL: none */
    const struct built_objects *objects; /* of the sources among them, shared with other units; NULL: none */
    const struct corrections *corrections; /* what the user knows better; NULL: nothing */
    const char *clang;                     /* clang 19 */
    const char *plugin;  /* cet-plugin.so, so that mutants can be told apart; NULL: branches alone decide */
    const char *runtime; /* folder that holds libcet-explore.a and include/ */
    const char *work;    /* empty folder for glue and program, readable in the sandbox; NULL: a temporary one */
    const struct sandbox *sandbox; /* NULL: a plain child with limits */
    uint64_t seed;                 /* 0: 1 */
    uint64_t executions;           /* 0: derived from the number of branches */
    uint64_t budget_s;             /* 0: no cap by time beyond an hour */
    testgen_progress_fn progress;  /* called from another thread; NULL: silent */
    void *context;
};

enum status testgen_explore(const struct testgen_options *options, const struct facts *facts,
                            struct test_plan *ret_plan, struct error *err);

/* Roles of a function's parameters with their evidence, one line each, for `--explain`. options: what the unit is
 * linked with, and corrections. STATUS_NOT_FOUND: no such function. */
struct strbuf;
enum status testgen_explain(const struct testgen_options *options, const struct facts *facts, const char *function,
                            bool as_json, struct strbuf *out, struct error *err);

#endif
