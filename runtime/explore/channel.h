/* Between the searching parent and its executor child: a batch of programs goes over, results come back. The parent
 * never runs code under test; the child sees the programs read-only and little else of the parent. A child that ends
 * in the middle of a batch is replaced by the next, which goes on behind the program that ended it. */
#ifndef EXPLORE_CHANNEL_H
#define EXPLORE_CHANNEL_H

#include "result.h"
#include "run.h"

#define CHANNEL_BATCH 32u

struct job {
    uint32_t mutant;
    uint8_t flags; /* enum run_flag */
    struct program program;
};

void cet_channel_open(void);
void cet_channel_close(void);
struct job *cet_channel_job(uint32_t index);
/* Runs jobs [0, count). */
void cet_channel_run(uint32_t count);
/* Checked; valid until the next run. */
const struct result *cet_channel_result(uint32_t index);
const struct detail *cet_channel_detail(void); /* of the last job that asked for it */
/* One program alone. */
const struct result *cet_channel_run_one(const struct program *program, uint32_t mutant, uint8_t flags);

uint64_t cet_channel_executions(void);
/* The same, with what runs that hung are charged; the budget is measured by it. */
uint64_t cet_channel_spent(void);

#endif
