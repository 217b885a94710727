/* How long the command may take with a mutant, by how long it took without one. */
#ifndef CET_MUTATE_RUN_TIMING_H
#define CET_MUTATE_RUN_TIMING_H

#include <stdbool.h>

#include "cet/exec/process.h"
#include "cet/model/mutant.h"

struct timing {
    uint64_t wall_ms, cpu_ms;
};

struct timing timing_of(const struct process_result *result);
/* Part by part. */
struct timing timing_slower(struct timing one, struct timing other);
/* Wall clock of the whole command with a mutant; a run that takes longer hangs. */
uint64_t timing_limit_ms(struct timing clean);
/* Running into that limit means something: of two runs without mutants neither takes as long, in wall clock or CPU, as
 * would be a hang by the other's measure. The second one watches values and takes some times as long as the first. */
bool timing_is_stable(struct timing one, struct timing other);
/* Says so in the result when they do not. */
void timing_note(struct timing first, struct timing second, struct mutant_set *set);

#endif
