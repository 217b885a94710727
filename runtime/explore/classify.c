#include "classify.h"

#include <string.h>

#include "grow.h"
#include "tables.h"

/* Makes or initialises an object and was put there for that. */
static bool is_maker(uint16_t function)
{
    const struct explore_function *f = function_of(function);
    for (uint32_t a = 0; a < f->param_count; a++)
        if (f->params[a].role == EXPLORE_ROLE_INIT)
            return true;
    return is_pointer(f->result) &&
           (is_record(pointee_of(f->result)) || pointee_of(f->result)->flags & EXPLORE_INCOMPLETE ||
            type_of(f->result)->flags & EXPLORE_HANDLE);
}

void cet_mark_setup(struct program *p, uint16_t *ret_tested)
{
    uint16_t tested = 0;
    bool has_target = false; /* else what leads to one, and does not only give back */
    for (uint16_t s = 0; s < p->step_count; s++) {
        const struct explore_function *f = function_of(p->steps[s].function);
        if (p->steps[s].is_cleanup || f->is_script || (!f->is_target && (has_target || only_gives_back(f))))
            continue;
        has_target |= f->is_target;
        tested = s;
    }
    for (uint16_t s = 0; s < p->step_count; s++) {
        bool is_same = p->steps[s].function == p->steps[tested].function;
        p->steps[s].is_setup =
            s < tested && !is_same && !p->steps[s].fail_allocation &&
            (p->steps[s].is_setup || is_maker(p->steps[s].function) || function_of(p->steps[s].function)->is_script);
        if (s >= tested)
            p->steps[s].is_cleanup = s > tested;
    }
    *ret_tested = tested;
}

static bool is_error_result(const struct chosen *test)
{
    for (uint32_t i = 0; i < test->observation_count; i++) {
        const struct observation *o = &test->observations[i];
        if (o->root_kind != ROOT_RESULT || o->root != test->tested_step || o->path_length)
            continue;
        return o->kind == SEEN_NULL ||
               (o->kind == SEEN_INT && o->number < 0 && type_of(o->type)->flags & EXPLORE_SIGNED);
    }
    return false;
}

static bool is_extreme(const struct value *v)
{
    const struct explore_type *t = type_of(v->type);
    if (v->kind == VALUE_STRING || v->kind == VALUE_BYTES)
        return v->length == 0;
    if (v->kind != VALUE_INT || t->kind != EXPLORE_INT || t->size > 8)
        return false;
    unsigned bits = 8 * t->size;
    bool is_signed = t->flags & EXPLORE_SIGNED;
    int64_t top = is_signed ? (int64_t)(UINT64_MAX >> (65 - bits)) : (int64_t)(UINT64_MAX >> (64 - bits));
    return v->number == top || (is_signed ? v->number == -top - 1 : v->number == 0);
}

enum test_kind cet_classify(const struct program *p, const struct chosen *test)
{
    const struct step *tested = &p->steps[test->tested_step];
    uint32_t under_test = 0;
    for (uint16_t s = 0; s < p->step_count; s++) {
        if (p->steps[s].fail_allocation)
            return TEST_ERROR;
        under_test += !p->steps[s].is_setup && !p->steps[s].is_cleanup;
    }
    if (test->outcome != OUTCOME_RETURNED || is_error_result(test))
        return TEST_ERROR;
    bool has_null = false, has_extreme = false;
    for (uint8_t a = 0; a < tested->arg_count; a++) {
        const struct value *v = &p->values[tested->args[a]];
        const struct explore_param *param = &function_of(tested->function)->params[a];
        has_null |= v->kind == VALUE_NULL && param->role != EXPLORE_ROLE_USER_DATA && !is_function_pointer(param->type);
        has_extreme |= is_extreme(v);
    }
    if (has_null)
        return TEST_EDGE;
    if (under_test > 2)
        return TEST_SEQUENCE;
    return has_extreme ? TEST_BOUNDARY : TEST_HAPPY;
}

/* Small is better: the result of the step under test, then the log and what was written, then states. */
static uint32_t rank(const struct program *p, uint16_t tested, const struct observation *o)
{
    uint32_t distance = o->step > tested ? o->step - tested : tested - o->step;
    uint32_t kind = o->root_kind == ROOT_RESULT ? 0 : o->kind == SEEN_LOG || o->kind == SEEN_OUTPUT ? 1 : 2;
    if (o->kind == SEEN_EXIT || o->kind == SEEN_ABORT)
        return 0;
    if (p->steps[o->step].is_setup)
        distance += 20;
    return distance * 64 + kind * 16 + (o->path_length < 60 ? o->path_length / 6 : 15);
}

/* A pointer that is only known not to be NULL says nothing where more is known behind it, and setup says little. */
static bool is_worthless(const struct program *p, const struct observation *o)
{
    if (p->steps[o->step].is_cleanup)
        return true;
    if (p->steps[o->step].is_setup)
        return !(o->root_kind == ROOT_RESULT && !o->path_length && (o->kind == SEEN_NOT_NULL || o->kind == SEEN_NULL));
    return o->kind == SEEN_LOG && !o->length && o->step + 1 < p->step_count && !p->steps[o->step + 1].is_cleanup;
}

uint32_t cet_select_observations(const struct program *p, uint16_t tested, struct observation *observations,
                                 uint32_t count, uint32_t max)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!is_worthless(p, &observations[i]))
            observations[kept++] = observations[i];
    while (kept > max) {
        uint32_t worst = 0;
        for (uint32_t i = 1; i < kept; i++)
            if (rank(p, tested, &observations[i]) >= rank(p, tested, &observations[worst]))
                worst = i;
        memmove(&observations[worst], &observations[worst + 1], (kept - worst - 1) * sizeof *observations);
        kept--;
    }
    return kept;
}
