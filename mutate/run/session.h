/* A run of mutants: the command, the programs that it starts, and what became of each mutant in each of them.
 *
 * Programs are told apart by file, folder, arguments, and how often the same was started before. Mutants are numbered
 * by their place in the set, which grows in the first clean run and then stays. */
#ifndef CET_MUTATE_RUN_SESSION_H
#define CET_MUTATE_RUN_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/map.h"
#include "cet/core/strbuf.h"
#include "cet/model/mutant.h"
#include "cet/mutate/run.h"

enum session_mode { SESSION_CLEAN, SESSION_FAIL, SESSION_EXIT, SESSION_RUN, SESSION_ONE };

enum pair_state {
    PAIR_UNREACHED,
    PAIR_PENDING,
    PAIR_SURVIVED,
    PAIR_KILLED,
    PAIR_HANGS,     /* counts when no other program fails: which runs it first is chance */
    PAIR_UNDECIDED, /* the program behaved otherwise, and only the command can tell whether somebody minds */
};

enum forking { FORK_IN_PLACE, FORK_AT_START, FORK_NEVER };

enum answer { ANSWER_UNKNOWN, ANSWER_NO, ANSWER_YES };

struct program {
    const char *exe, *base, *name; /* base: file, folder and arguments; name: for people */
    size_t argument_count;
    uint32_t ordinal; /* among those of the same base */
    int clean_exit;   /* -1: it did not say */
    enum forking forking;
    const char *why;                 /* not FORK_IN_PLACE */
    bool writes_files, leaves_files; /* that somebody may read */
    bool is_command;                 /* whose exit code is the answer */
    enum answer failure_shows;       /* in the command's exit code */
    bool has_killed;
    uint64_t *hits;   /* of each mutant */
    uint8_t *pairs;   /* enum pair_state of each mutant */
    bool *is_noticed; /* of each mutant: it makes something else of a value here */
    size_t mutant_capacity;
    unsigned last_pass;
};

struct session {
    const struct mutate_run_options *options;
    struct mutant_set *set;
    struct arena arena;
    const char *scratch; /* folder for copies */
    struct program **programs;
    size_t program_count, program_capacity;
    struct program **killers; /* of each mutant */
    bool *is_in_flight;       /* of each mutant: some program runs it now */
    uint64_t *behaviours;     /* of each mutant, see alike.h */
    struct map judged_behaviours;
    enum session_mode mode;
    unsigned pass; /* counts runs of the command */
    size_t one;    /* SESSION_ONE */
    const struct program *exit_program;
    int command_pid;
    uint64_t output_inode, errors_inode; /* of the command */
    unsigned free_jobs;
    bool is_exhausted;                           /* SESSION_ONE */
    bool has_programs;                           /* somebody connected in this pass */
    struct strbuf failed_tests, failed_programs; /* names, one a line, of this pass */
    struct map failed_at_first;                  /* tests, in the first clean run */
    struct map covering_names;                   /* of tests and programs: index into covering */
    const char **covering;                       /* in the set's arena */
    size_t covering_count, covering_capacity;
    struct map told_tests;                 /* to options->reached, with their programs */
    struct map loaded_files, loaded_units; /* whose lists of mutants are in the set */
    size_t pending_at_start;               /* mutants to run */
    uint64_t said_progress_ms;             /* when */
    struct error failure;                  /* the first that happened while the command ran */
    struct hub *hub;
};

void session_init(struct session *session, const struct mutate_run_options *options, struct mutant_set *set);
void session_release(struct session *session);
/* After the clean runs: no mutant is added any more. */
void session_close_set(struct session *session);

size_t session_count_pending(const struct session *session);
/* Now and then: counting costs as much as running a mutant. */
void session_say_progress(struct session *session); /* now and then */
void session_say_state(const struct session *session);
/* The mutant has its verdict. */
void session_say_judged(const struct session *session, size_t mutant);

/* programs.c */
struct program *program_meet(struct session *session, const char *exe, const char *base, const char *name,
                             size_t argument_count);
void program_reserve(struct program *program, size_t mutant_count);
bool program_has_pending(const struct session *session, const struct program *program);
void program_must_not_fork(struct session *session, struct program *program, enum forking forking, const char *why);
/* Nothing more is to be found out by running it: it has its verdict, and nobody asks for all tests that fail. */
bool mutant_is_decided(const struct session *session, size_t mutant);

#endif
