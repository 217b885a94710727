#include "learned.h"

#include "store.h"
#include "tables.h"

static struct learned_function *functions;

void cet_learned_open(void)
{
    functions = cet_store_take(cet_explore_unit.function_count * sizeof *functions);
}

void cet_learned_find(const struct program *program)
{
    for (uint16_t s = 0; s < program->step_count; s++)
        cet_learned(program->steps[s].function)->finds++;
}

struct learned_function *cet_learned(uint32_t function)
{
    return &functions[function];
}

bool cet_is_failure(uint8_t outcome)
{
    return outcome == OUTCOME_CRASH || outcome == OUTCOME_HANG || outcome == OUTCOME_OVERFLOW ||
           outcome == OUTCOME_BAD_FREE || outcome == OUTCOME_LIMIT || outcome == OUTCOME_DANGLING;
}

void cet_learned_update(const struct program *program, const struct result *result)
{
    if (result->outcome == OUTCOME_INVALID || result->outcome == OUTCOME_NONE)
        return;
    for (uint16_t s = 0; s < program->step_count && s <= result->step; s++) {
        const struct step *step = &program->steps[s];
        struct learned_function *f = &functions[step->function];
        bool is_crash = s == result->step && cet_is_failure(result->outcome);
        f->runs++;
        f->crashes += is_crash;
        for (uint8_t a = 0; a < step->arg_count; a++) {
            struct learned_param *p = &f->params[a];
            if (program->values[step->args[a]].kind == VALUE_NULL) {
                p->nulls++;
                p->null_crashes += is_crash && result->fault == FAULT_NULL;
            } else if (!is_crash) {
                p->calls++;
                p->freed += result->frees[s] >> a & 1;
            }
        }
    }
}

bool cet_learned_consumes(uint32_t function, uint32_t param)
{
    const struct learned_param *p = &functions[function].params[param];
    if (function_of(function)->params[param].role == EXPLORE_ROLE_DESTROY)
        return true;
    return p->calls >= 4 && p->freed * 2 > p->calls;
}

uint32_t cet_learned_null_percent(uint32_t function, uint32_t param)
{
    const struct learned_param *p = &functions[function].params[param];
    if (function_of(function)->params[param].is_nonnull)
        return 0;
    if (p->nulls >= 4 && p->null_crashes * 10 >= p->nulls * 9)
        return one_in(4) ? 1 : 0;
    return 4;
}
