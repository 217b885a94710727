#include "law_bite.h"

#include "channel.h"
#include "judge.h"
#include "law_draw.h"
#include "mutant_switch.h"
#include "store.h"

#define DRAWS 12u
#define REACHED_MAX 512u

struct biter {
    struct program program;
    uint32_t reached[REACHED_MAX];
};

static void draw_program(struct program *p, const struct law *law)
{
    cet_program_clear(p);
    cet_law_draw(p, law->function, law->domains);
    switch ((enum law_kind)law->kind) {
    case LAW_DETERMINISTIC:
        cet_law_call_again(p);
        break;
    case LAW_COMMUTATIVE:
    case LAW_ANTISYMMETRIC:
        cet_law_call_swapped(p);
        break;
    case LAW_IDEMPOTENT:
    case LAW_INVOLUTION:
        cet_law_call_on_result(p, law->function);
        break;
    case LAW_ROUND_TRIP:
        cet_law_call_on_result(p, law->partner);
        break;
    case LAW_BOUNDED:
    case LAW_STAYS_INSIDE:
    case LAW_NULL_SAFE:
        break;
    }
}

/* Of a run that returned: do the numbers break the law? */
static bool are_numbers_wrong(const struct law *law, const struct program *p)
{
    const struct value *first = &p->values[p->steps[0].args[0]];
    int64_t a = 0, b = 0;
    double x = 0, y = 0;
    if (!cet_law_result(0, &a, &x))
        return false;
    if (law->kind == LAW_BOUNDED)
        return a < law->low || a > law->high;
    if (!cet_law_result(1, &b, &y))
        return false;
    if (law->kind == LAW_INVOLUTION || law->kind == LAW_ROUND_TRIP)
        return b != first->number || (law->kind == LAW_INVOLUTION && y != first->real);
    if (law->kind == LAW_ANTISYMMETRIC)
        return cet_law_sign(a) != -cet_law_sign(b);
    return a != b || x != y;
}

/* By what the law itself says. A call that crashes or does not end is noticed by whatever test makes it first, so that
 * a law which no more than calls adds nothing. */
static bool mutant_breaks(const struct law *law, const struct program *p, uint32_t mutant)
{
    const struct result *result = cet_channel_run_one(p, mutant, RUN_DETAIL);
    switch ((enum law_kind)law->kind) {
    case LAW_STAYS_INSIDE:
        return result->outcome == OUTCOME_OVERFLOW ||
               (result->outcome == OUTCOME_CRASH && result->fault == FAULT_VALUE);
    case LAW_NULL_SAFE:
        return result->outcome != OUTCOME_RETURNED && cet_judge_sees_end(result, 0);
    default:
        return result->outcome == OUTCOME_RETURNED && are_numbers_wrong(law, p);
    }
}

bool cet_law_bites(const struct law *law)
{
    static struct biter *biter;
    if (!cet_mutant_count())
        return true;
    if (!biter)
        biter = cet_store_take(sizeof *biter);
    for (uint32_t i = 0; i < DRAWS; i++) {
        draw_program(&biter->program, law);
        const uint32_t count = cet_judge_reached(&biter->program, biter->reached, REACHED_MAX);
        for (uint32_t m = 0; m < count; m++)
            if (mutant_breaks(law, &biter->program, biter->reached[m]))
                return true;
    }
    return false;
}
