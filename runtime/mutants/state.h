/* The mutant runtime of one process: docs/formats/mutants.md describes what it says to the runner and hears from it.
 * Without CET_MUTANTS_SOCKET in the environment nothing is armed. */
#ifndef CET_RUNTIME_MUTANTS_STATE_H
#define CET_RUNTIME_MUTANTS_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/runtime/mutants.h"

#define SUSPECT_FACTOR 2 /* from then on it is looked whether it will ever end */
#define SUSPECT_ALLOWANCE 10000
#define HIT_FACTOR 100        /* a run that hits a site that much more often than the clean one hangs */
#define HIT_ALLOWANCE 3000000 /* some milliseconds, more than a loop over 16 bits */
#define TEST_NAME_SIZE 256
#define FAILED_NAMES_SIZE (256 * 1024)

enum cet_mutants_mode {
    MODE_OFF,
    MODE_CLEAN, /* run as usual, count which mutants each test reaches */
    MODE_FAIL,  /* abort at the first entry to an instrumented function: is a failure seen? */
    MODE_EXIT,  /* run as usual and exit with code 1: does anybody look at it? */
    MODE_ONE,   /* one mutant is active from the start */
    MODE_RUN,   /* fork a child per mutant where it first makes something else of a value; the parent goes on clean */
    MODE_CHILD, /* such a child */
};

struct cet_mutants_planned {
    uint64_t id;
    uint64_t hits; /* of the clean run */
    bool is_pending;
    bool is_wanted; /* is or was pending */
};

enum cet_mutants_halt {
    HALT_NONE,
    HALT_HITS,   /* a site was hit too often */
    HALT_RECURS, /* see recurrence.h */
};

/* Which process runs a test, as that process itself says; read when it has ended. */
struct cet_mutants_told {
    int process; /* 0: none */
    char test[TEST_NAME_SIZE];
};

/* Shared between parent and child. */
struct cet_mutants_outcome {
    enum cet_mutants_halt halt; /* that the child made for itself */
    bool has_failed;
    uint64_t alike;            /* see cet_mutants_alike */
    uint64_t written;          /* bytes by write(2), at its end */
    bool has_report;           /* of a sanitizer, that ended it */
    char test[TEST_NAME_SIZE]; /* the failed one, else the last one seen */
    struct cet_mutants_told told;
    /* Where the program goes on behind the first failure. */
    char running[TEST_NAME_SIZE];   /* the last test seen */
    uint32_t failed_length;         /* bytes of the names below */
    char failed[FAILED_NAMES_SIZE]; /* tests that have failed since the fork, each with its NUL */
};

struct cet_mutants_state {
    enum cet_mutants_mode mode;
    struct cet_mutants_module *modules;
    uint64_t one; /* active from the start; 0: none */
    int process;  /* that talks to the runner */
    bool watches; /* MODE_CLEAN: see watch.h; hits are not counted */
    bool forks_at_start;
    bool compares_output;
    int expected_exit;                   /* of a run without mutant, -1: any */
    struct cet_mutants_outcome *outcome; /* in a child */
    struct cet_mutants_told *told;       /* shared with the processes that the program forks; NULL: nobody reads it */
    bool is_control;                     /* in the child without a mutant */
    unsigned failures_at_fork;
    bool stops_at_failure; /* a failed test is known to end in a failed program */
    bool goes_on;          /* it never stops there: all tests that fail are asked for */
};

extern struct cet_mutants_state cet_mutants_state;

struct cet_mutants_memory {
    uintptr_t begin, end;
};

/* pages.c: zeroed, never given back; aborts when there is none. */
void *cet_mutants_pages(size_t size);
void *cet_mutants_shared_pages(size_t size);
/* Whether shared memory that begins there is the runtime's; of the first ones only. */
bool cet_mutants_is_shared_page(uintptr_t begin);

/* mutants.c */
void cet_mutants_finish(int exit_code); /* the process is about to end */
void cet_mutants_own(void);             /* this process is the one, not those that it forks */
bool cet_mutants_is_own(void);
void cet_mutants_leave(int code) __attribute__((noreturn));

/* plan.c */
void cet_mutants_plan_reserve(size_t count);
void cet_mutants_plan_add(struct cet_mutants_planned planned); /* in the order of ids */
struct cet_mutants_planned *cet_mutants_find_planned(uint64_t id);
struct cet_mutants_planned *cet_mutants_plan_at(size_t index); /* NULL behind the last */

/* connection.c: lines to and from the runner. */
bool cet_mutants_connect(void);
void cet_mutants_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void cet_mutants_say_text(const char *before, const char *text); /* text with what would break a line escaped */
void cet_mutants_flush(void);
/* Flushes, then waits; NULL when the runner is gone. Valid until the next call. */
const char *cet_mutants_hear(void);
void cet_mutants_disconnect(void);
/* Whether a fork of the program's own or a closed descriptor took the connection away; connects anew. */
bool cet_mutants_can_talk(void);

/* welcome.c: introduces the program; its mode and plan. */
void cet_mutants_introduce(void);
void cet_mutants_introduce_again(void);

/* tests.c: what the program's test framework, if it has one that is known, tells. */
const void *cet_mutants_test_mark(void);            /* changes with the test */
void cet_mutants_test_name(char *out, size_t size); /* "" when there is none */
unsigned cet_mutants_failures(void);
void cet_mutants_failed_test(unsigned after, char *out, size_t size);
/* For frameworks that keep no list: a test of this process has failed for certain. */
void cet_mutants_note_failure(const char *test);

/* cmocka.c: NULL when no test runs. */
const void *cet_mutants_cmocka_mark(void);
void cet_mutants_cmocka_name(char *out, size_t size);

/* check.c: NULL when no test has been started, or the program has no Check. */
const char *cet_mutants_check_test(void);
void cet_mutants_check_start(void);         /* before the program, or a child, starts */
void cet_mutants_check_process_enter(void); /* in a process that the tests have forked */

/* clean.c */
void cet_mutants_clean_start(struct cet_mutants_module *module);
void cet_mutants_clean_enter(struct cet_mutants_module *module, uint32_t function);
void cet_mutants_clean_end(int exit_code);
void cet_mutants_clean_fork(void);               /* what comes from now on may be another process's */
void cet_mutants_clean_reaped(const char *test); /* what came since then was this test's */

/* hazards.c: why a process must not be forked amid its work. */
void cet_mutants_hazards_start(void);
void cet_mutants_hazards_look(void);
void cet_mutants_hazards_end(void);
void cet_mutants_note_written(const char *path);

/* descriptors.c */
struct cet_mutants_open {
    int descriptor;
    unsigned mode; /* st_mode */
    uint64_t device, inode;
};
#define OPEN_MAX_LISTED 256
int cet_mutants_own_descriptor(int made); /* moved away; not among the open ones */
unsigned cet_mutants_open_descriptors(struct cet_mutants_open *out);
/* Remembers what standard output and error are. */
void cet_mutants_note_standard(void);
/* Leads where standard output or error led then: programs keep copies to come back to. */
bool cet_mutants_is_standard(const struct cet_mutants_open *open);
void cet_mutants_reopen_regular(const struct cet_mutants_open *open, unsigned count);

/* output.c: where a child's standard output and error go, and how that compares with what the child without a mutant
 * wrote from where it was forked. */
void cet_mutants_output_open(unsigned slot);
void cet_mutants_output_divert(unsigned slot, const struct cet_mutants_open *open, unsigned count);
/* What the child in the slot wrote is what others are compared with. */
void cet_mutants_output_keep(unsigned slot);
/* Whether all that was written is known: the bytes that the child itself wrote are those that came. */
bool cet_mutants_output_is_counted(uint64_t written);
/* 0: the slot has what was kept, from `position` on. Else a hash of all that the program would have printed, different
 * for outputs that were kept at different times. Forgets what the slot has. */
uint64_t cet_mutants_output_take_change(unsigned slot, uint64_t position);
uint64_t cet_mutants_written(void); /* bytes by write(2) of this process up to now; 0 where the system does not tell */

/* fork.c */
void cet_mutants_fork_where_noticed(struct cet_mutants_module *module);
/* Whether the function still has mutants to look out for. */
bool cet_mutants_is_watched(struct cet_mutants_module *module, uint32_t function);
void cet_mutants_fork_at_start(void);
void cet_mutants_child_enter(void);
void cet_mutants_child_end(void);

#endif
