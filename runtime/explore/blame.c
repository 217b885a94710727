/* Whether a crash is the function's fault, as far as the program alone tells. */
#include "blame.h"

#include "honest.h"
#include "result.h"
#include "snapshot.h"
#include "tables.h"

static bool has_length(const struct explore_param *param)
{
    return param->partner != UINT16_MAX && !param->is_guess;
}

bool cet_is_unmeasured(const struct explore_function *f, uint32_t arg)
{
    const struct explore_param *param = &f->params[arg];
    if (!is_pointer(param->type) || is_function_pointer(param->type) || has_length(param))
        return false;
    const struct explore_type *target = pointee_of(param->type);
    if (is_character(target) && (param->role == EXPLORE_ROLE_STRING || param->role == EXPLORE_ROLE_FILE_NAME))
        return false;
    return target->kind == EXPLORE_VOID || (is_integer(target) && target->size == 1);
}

static bool takes_unmeasured(const struct crash *crash)
{
    const struct explore_function *f = function_of(crash->program->steps[crash->step].function);
    for (uint32_t a = 0; a < f->param_count; a++)
        if (cet_is_unmeasured(f, a))
            return true;
    return false;
}

static bool takes_pointer_to_pointer(const struct crash *crash)
{
    const struct explore_function *f = function_of(crash->program->steps[crash->step].function);
    for (uint32_t a = 0; a < f->param_count; a++)
        if (is_pointer(f->params[a].type) && pointee_of(f->params[a].type)->kind == EXPLORE_POINTER)
            return true;
    return false;
}

/* Whether the end of the argument that was overrun is known to the function: a text's NUL, or a length beside it. */
static bool has_known_length(const struct crash *crash)
{
    const struct step *step = &crash->program->steps[crash->step];
    const struct explore_function *f = function_of(step->function);
    for (uint8_t a = 0; a < step->arg_count; a++)
        if (step->args[a] == crash->fault_value)
            return has_length(&f->params[a]) ||
                   ((f->params[a].role == EXPLORE_ROLE_STRING || f->params[a].role == EXPLORE_ROLE_FILE_NAME) &&
                    crash->program->values[step->args[a]].kind == VALUE_STRING);
    return false;
}

/* What a stand-in was told to return, the real function may never return; nor does it say the same forever. */
static bool is_scripted(const struct crash *crash)
{
    if (crash->outcome == OUTCOME_HANG && cet_explore_unit.stub_count)
        return true;
    for (uint16_t s = 0; s <= crash->step && s < crash->program->step_count; s++)
        if (function_of(crash->program->steps[s].function)->is_script)
            return true;
    return false;
}

static bool is_writable(const void *address)
{
    bool answer = true;
    return cet_snapshot_holds(address, 1, &answer) && answer;
}

/* The NULL may come from outside: an argument, what a callback or stand-in returned, a variable that another function
 * sets. A failing allocation within the call is the function's own to handle. */
static bool may_null_come_from_outside(const struct crash *crash)
{
    const struct program *p = crash->program;
    const struct step *step = &p->steps[crash->step];
    for (uint8_t a = 0; a < step->arg_count; a++) {
        const uint8_t kind = p->values[step->args[a]].kind;
        if (kind == VALUE_NULL || (kind == VALUE_RESULT && is_pointer(p->values[step->args[a]].type)))
            return true;
    }
    if (step->fail_allocation)
        return false;
    for (uint16_t i = 0; i < p->value_count; i++)
        if (p->values[i].kind == VALUE_CALLBACK)
            return true;
    for (uint32_t g = 0; g < cet_explore_unit.global_count; g++)
        if (!is_integer(type_of(cet_explore_unit.globals[g].type)) && is_writable(cet_explore_unit.globals[g].address))
            return true;
    return cet_explore_unit.stub_count || cet_takes_objects(p, crash->step);
}

enum blame cet_blame(const struct crash *crash)
{
    const struct program *p = crash->program;
    if (crash->outcome == OUTCOME_LIMIT || is_scripted(crash) || crash->long_lengths || !cet_is_honest(p, crash->step))
        return BLAME_CALLER;
    if (crash->outcome == OUTCOME_LEAK)
        return BLAME_FUNCTION; /* leaks.c has ruled out the rest */
    if (takes_pointer_to_pointer(crash))
        return BLAME_CALLER;
    if (crash->fault == FAULT_NULL && may_null_come_from_outside(crash))
        return BLAME_CALLER;
    if (crash->fault == FAULT_VALUE && (crash->outcome == OUTCOME_BAD_FREE || !has_known_length(crash)))
        return BLAME_CALLER;
    if (!takes_unmeasured(crash) && !cet_takes_objects(p, crash->step))
        return BLAME_FUNCTION;
    return crash->outcome == OUTCOME_HANG ? BLAME_CALLER : BLAME_UNCLEAR; /* trials would wait for it again */
}
