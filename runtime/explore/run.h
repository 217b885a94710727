/* One program running in an executor: its variables, its heap, its log. Everything lies behind one pointer, outside
 * the data that a snapshot restores. */
#ifndef EXPLORE_RUN_H
#define EXPLORE_RUN_H

#include <setjmp.h>
#include <stdio.h>

#include "heap.h"
#include "program.h"
#include "result.h"
#include "space.h"
#include "trace.h"

#define RUN_LOG_BYTES 4096u
#define RUN_RESULT_BYTES 512u /* the largest type returned by value */
#define RUN_VALUES_COMMON_BYTES (4u << 20)
/* Of the processor: twenty times what a run needs that takes all edges it may, as processors that are shared take turns
 * at being slow; only what counts no edges comes to it. */
#define RUN_BUSY_MS 500
/* of real time: what got nothing of the processor from one look to the next is asleep, the rest waits for it */
#define RUN_LOOK_MS 1500
#define RUN_PATIENT_MS 10000       /* of the processor */
#define RUN_DESCRIPTORS_MAX 67     /* that a run may open: all of them are closed behind it */
#define RUN_DESCRIPTORS_HIDDEN 613 /* the executor's own: numbers that no search tries first */

enum run_flag {
    RUN_LOG_COMPARES = 1u << 0,
    RUN_DETAIL = 1u << 1,  /* observations with their texts */
    RUN_VARIANT = 1u << 2, /* other fill bytes and addresses: what differs then is not to be relied on */
    RUN_NO_FACTS = 1u << 3,
    RUN_PATIENT = 1u << 4, /* with time and edges for what is only slow */
    RUN_LOST = 1u << 5,    /* counts the blocks that nothing points to at the end */
};

struct variable {
    uint8_t *address; /* NULL: not made yet */
    uint32_t size;
    const struct space_block *block;
    FILE *file;
    char *file_text; /* content when last looked at */
    uint32_t callback_slot;
};

struct run {
    bool is_running;
    uint32_t recoveries;
    uint64_t busy_at_look_us; /* of the processor */
    uint8_t flags;
    uint16_t step;
    sigjmp_buf leave;
    void *stack_top;
    const struct program *program;
    struct result *result;
    struct detail *detail;
    struct trace *trace;
    struct space *values;
    struct heap heap;
    uint32_t mutant;
    uint16_t variable_count; /* of the program before: what is to be cleared */
    struct variable variables[PROGRAM_VALUES];
    /* what each step returned; has_result once it did */
    uint8_t results[PROGRAM_STEPS][RUN_RESULT_BYTES] __attribute__((aligned(16)));
    bool has_result[PROGRAM_STEPS];
    uint16_t slots[64][EXPLORE_CALLBACK_SLOTS]; /* by recorder table: the value whose callback sits there */
    uint32_t slot_types[64], slot_type_count;
    char log[RUN_LOG_BYTES];
    uint32_t log_length;
    bool log_is_full;
    uint32_t stub_calls;
};

extern struct run *cet_run;

/* SIGALRM comes at the next look. */
void cet_run_look_later(void);
uint64_t cet_run_busy_us(void); /* of the processor, since the process began */
/* Runs program in this process and fills result. Does not return when the code under test crashes. */
void cet_run_program(const struct program *program, struct result *result, struct detail *detail, uint32_t mutant,
                     uint8_t flags);
void cet_run_init(void);
/* All but 0, 1, 2 and the executor's own. */
void cet_run_close_descriptors(int end);

#endif
