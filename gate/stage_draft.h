/* A stage of a verdict while it is written: figures and reasons, both bounded, in the verdict's arena. */
#ifndef CET_GATE_STAGE_DRAFT_H
#define CET_GATE_STAGE_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "cet/gate/judge.h"
#include "cet/model/verdict.h"

struct stage_draft {
    struct arena *arena;
    struct verdict_stage *stage;
    uint32_t reasons_left_out;
};

/* True: the stage has come to its end, and passes unless what is added says otherwise. */
bool stage_has_run(struct stage_draft *draft, const struct gate_stage_run *run);
void stage_add_reason(struct stage_draft *draft, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Says how many reasons were left out. */
void stage_end_reasons(struct stage_draft *draft);
void stage_add_count(struct stage_draft *draft, const char *name, uint64_t count);
/* Marks in the sources that would hide some of what was measured: they are named, and heeded by nobody. NULL: none. */
void stage_add_marks(struct stage_draft *draft, const char *const *marks);
/* A ratio below its threshold misses the stage; nothing to divide by is no evidence either. */
void stage_add_ratio(struct stage_draft *draft, const char *name, uint64_t part, uint64_t whole, double threshold,
                     bool is_needed);

#endif
