/* What running has taught of each function: how often it crashes, which NULL it does not take, which argument it gives
 * back. Roles from the source are where this starts. */
#ifndef EXPLORE_LEARNED_H
#define EXPLORE_LEARNED_H

#include "program.h"
#include "result.h"

struct learned_param {
    uint32_t nulls, null_crashes;
    uint32_t calls, freed;
};

struct learned_function {
    uint32_t runs, crashes; /* as the step where it ended, for crashes */
    uint32_t finds;         /* programs with it that took an edge for the first time */
    struct learned_param params[EXPLORE_MAX_PARAMS];
};

void cet_learned_open(void);
void cet_learned_update(const struct program *program, const struct result *result);
void cet_learned_find(const struct program *program);
struct learned_function *cet_learned(uint32_t function);
/* The argument is given away by the call: not to be used again. */
bool cet_learned_consumes(uint32_t function, uint32_t param);
/* Percent of calls that should try NULL there. */
uint32_t cet_learned_null_percent(uint32_t function, uint32_t param);
bool cet_is_failure(uint8_t outcome); /* an outcome that no test may have */

#endif
