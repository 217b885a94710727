/* The mutant runtime of one process. It is driven by the environment:
 *
 *     CET_MUTANTS=list      run as usual, count which mutants each test reaches
 *     CET_MUTANTS=one:ID    run with that mutant active from the start; the program's own exit code tells
 *     CET_MUTANTS=fail      abort at the first entry to an instrumented function: is a failure seen?
 *     CET_MUTANTS=run       run as usual; at the first entry to a function with mutants of the plan, fork one child per
 *                           mutant that goes on with it active while the parent waits
 *     CET_MUTANTS_REPORT    file to which lines are appended; docs/formats/mutants.md describes them
 *     CET_MUTANTS_PLAN      file of "ID HITS run|skip" lines: hits of the clean run, and what is to be run
 *     CET_MUTANTS_JOBS      children at once, 1
 *     CET_MUTANTS_CPU_MS    of a mutant, 2000
 *     CET_MUTANTS_WALL_MS   of a mutant, 10000
 *
 * Without CET_MUTANTS nothing is armed. */
#ifndef CET_RUNTIME_MUTANTS_STATE_H
#define CET_RUNTIME_MUTANTS_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/runtime/mutants.h"

#define HIT_FACTOR 100 /* a run that hits a site that much more often than the clean one hangs */
#define HIT_ALLOWANCE 10000
#define TEST_NAME_SIZE 256

enum cet_mutants_mode { MODE_OFF, MODE_LIST, MODE_ONE, MODE_RUN, MODE_FAIL, MODE_CHILD };

struct cet_mutants_planned {
    uint64_t id;
    uint64_t hits;
    bool is_pending;
};

/* Shared between parent and child. */
struct cet_mutants_outcome {
    bool is_exhausted;
    bool has_failed;
    char test[TEST_NAME_SIZE]; /* the failed one, else the last one seen */
};

struct cet_mutants_state {
    enum cet_mutants_mode mode;
    struct cet_mutants_module *modules;
    struct cet_mutants_planned *plan; /* by id */
    size_t plan_count;
    uint64_t one; /* id of MODE_ONE */
    int process;  /* that forks or reports */
    int report;   /* descriptor, -1: none */
    unsigned jobs, cpu_ms, wall_ms;
    struct cet_mutants_outcome *outcome; /* in a child */
    unsigned failures_at_fork;
};

extern struct cet_mutants_state cet_mutants_state;

struct cet_mutants_planned *cet_mutants_find_planned(uint64_t id);
/* Zeroed, never given back; aborts when there is none. */
void *cet_mutants_pages(size_t size);
void cet_mutants_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* tests.c: what CUnit, if the program has it, tells. */
void cet_mutants_test_name(char *out, size_t size); /* "" when there is none */
unsigned cet_mutants_failures(void);
void cet_mutants_failed_test(unsigned after, char *out, size_t size);

/* list.c */
void cet_mutants_list_start(struct cet_mutants_module *module);
void cet_mutants_list_enter(void);
void cet_mutants_list_end(void);

/* fork.c */
void cet_mutants_fork_pending(struct cet_mutants_module *module, uint32_t function);
void cet_mutants_child_enter(void);

#endif
