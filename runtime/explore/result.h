/* What an executor reports of one run. It lies in memory that code under test may have written to: the parent takes a
 * result only through cet_result_check, which bounds every count. */
#ifndef EXPLORE_RESULT_H
#define EXPLORE_RESULT_H

#include <stdbool.h>
#include <stdint.h>

#include "program.h"

#define RESULT_EDGES 8192
#define RESULT_FACTS 512
#define RESULT_COMPARES 256
#define RESULT_TOKEN 40
#define RESULT_TOKENS 48
#define RESULT_OBSERVATIONS 512
#define RESULT_TEXT 65536
#define RESULT_WRITTEN 1400 /* bytes of a text that is remembered for what reads it */

enum outcome {
    OUTCOME_NONE,
    OUTCOME_RETURNED,
    OUTCOME_CRASH,    /* by the signal in `code` */
    OUTCOME_HANG,     /* too many edges, or too much time */
    OUTCOME_EXIT,     /* with `code` */
    OUTCOME_ABORT,    /* abort or a failed assertion */
    OUTCOME_OVERFLOW, /* canaries beside a block were overwritten */
    OUTCOME_BAD_FREE, /* freed twice, or never allocated */
    OUTCOME_LIMIT,    /* asked for more memory, files or patience than a test may use */
    OUTCOME_DANGLING, /* returned the address of what was on its stack */
    OUTCOME_LEAK,     /* of findings, never of a run: nothing points to a block any more */
    OUTCOME_INVALID,  /* the program could not be built */
};

enum fault_place {
    FAULT_NONE,
    FAULT_NULL,  /* within 64 KiB of it on either side */
    FAULT_VALUE, /* behind the value `fault_value`, `fault_distance` bytes past its end */
    FAULT_HEAP,  /* behind a heap block */
    FAULT_STACK, /* the stack ran over */
    FAULT_CONST, /* memory that is not writable */
    FAULT_WILD,
};

struct edge_hit {
    uint32_t edge : 24;
    uint32_t bucket : 8; /* one bit: 1, 2, 3, 4-7, 8-15, 16-31, 32-127, 128 and more hits */
};

/* One observation without its text: `key` names what was looked at, `value` what was seen. */
struct seen_fact {
    uint32_t key, value;
};

struct compare {
    uint64_t left, right;
    uint8_t size;
    bool is_constant; /* left is a constant of the source */
};

struct compared_text {
    uint8_t left_length, right_length;
    char left[RESULT_TOKEN], right[RESULT_TOKEN];
};

/* Where UndefinedBehaviorSanitizer stopped the unit. The texts are the program's own constants. */
struct undefined_place {
    const char *what, *file; /* NULL: it did not */
    uint32_t line;
};

struct result {
    uint8_t outcome; /* enum outcome */
    uint8_t fault;   /* enum fault_place */
    uint16_t step;   /* where it ended */
    int32_t code;
    uint16_t fault_value;
    int32_t fault_distance;
    struct undefined_place undefined;
    uint64_t digest;     /* of all observations */
    uint32_t edges_run;  /* how many in all, loops counted */
    uint32_t file_calls; /* see TRACE_FILE_CALLS */
    uint32_t leaks;      /* blocks that are not freed at the end */
    uint32_t lost;       /* those of them that nothing points to; only with RUN_LOST */
    uint16_t lost_step;  /* that took the first of them */
    uint32_t edge_count, fact_count, compare_count, token_count;
    uint32_t written_length;             /* of the longest text that was seen to be written; 0: none */
    uint16_t allocations[PROGRAM_STEPS]; /* asked for in each step */
    uint16_t frees[PROGRAM_STEPS];       /* bit a: the block that argument a points to was freed by the step */
    uint16_t long_lengths;   /* bit s: a result that step s was given as a length was more than the memory beside it */
    uint16_t leaked_results; /* bit s: what step s returned is an allocated block at the end */
    struct edge_hit edges[RESULT_EDGES];
    struct seen_fact facts[RESULT_FACTS];
    struct compare compares[RESULT_COMPARES];
    struct compared_text tokens[RESULT_TOKENS];
    char written[RESULT_WRITTEN];
};

enum observation_root { ROOT_VALUE, ROOT_RESULT, ROOT_GLOBAL, ROOT_NOTHING };

enum observation_kind { /* as in a test plan */
                        SEEN_INT,
                        SEEN_FLOAT,
                        SEEN_NAN,
                        SEEN_STRING,
                        SEEN_BYTES,
                        SEEN_SUM, /* number: how many bytes, and below 32 bits their sum */
                        SEEN_NULL,
                        SEEN_NOT_NULL,
                        SEEN_POINTS,
                        SEEN_LOG,
                        SEEN_ERRNO,
                        SEEN_OUTPUT,
                        SEEN_EXIT,
                        SEEN_ABORT,
};

struct observation {
    uint8_t kind, root_kind;
    uint16_t step, root, target;
    uint32_t type;
    uint32_t key, value;
    int64_t number;
    double real;
    uint32_t bytes, length; /* in detail.text */
    uint32_t path, path_length;
};

/* Filled only for runs that ask for it. */
struct detail {
    uint32_t observation_count, text_length;
    struct observation observations[RESULT_OBSERVATIONS];
    char text[RESULT_TEXT];
};

void cet_result_clear(struct result *result);
void cet_result_copy(struct result *to, const struct result *from);
/* Bounds what came from an executor; false: it is not to be used. */
bool cet_result_check(struct result *result, const struct program *program);
bool cet_detail_check(struct detail *detail, const struct program *program);

#endif
