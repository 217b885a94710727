/* Whether a crash is the function's fault, as far as the program alone tells. */
#include "blame.h"

#include "result.h"
#include "tables.h"

static bool takes_objects(const struct program *p)
{
    for (uint16_t s = 0; s < p->step_count; s++) {
        const struct explore_function *f = function_of(p->steps[s].function);
        for (uint8_t a = 0; a < p->steps[s].arg_count; a++) {
            const struct explore_type *t = type_of(f->params[a].type);
            if (t->flags & EXPLORE_HANDLE || (t->kind == EXPLORE_POINTER && is_record(type_of(t->target))))
                return true;
        }
    }
    return false;
}

/* Bytes of which nobody says how many there must be: a state, a work area. */
static bool takes_unmeasured(const struct crash *crash)
{
    const struct explore_function *f = function_of(crash->program->steps[crash->step].function);
    for (uint32_t a = 0; a < f->param_count; a++) {
        const struct explore_param *param = &f->params[a];
        if (!is_pointer(param->type) || is_function_pointer(param->type) || param->partner != UINT16_MAX)
            continue;
        const struct explore_type *target = pointee_of(param->type);
        bool is_text = is_character(target) && param->role == EXPLORE_ROLE_STRING;
        if (!is_text && (target->kind == EXPLORE_VOID || target->kind == EXPLORE_POINTER ||
                         (is_integer(target) && target->size == 1)))
            return true;
    }
    return false;
}

/* Whether the end of the argument that was overrun is known to the function: a text's NUL, or a length beside it. */
static bool has_known_length(const struct crash *crash)
{
    const struct step *step = &crash->program->steps[crash->step];
    const struct explore_function *f = function_of(step->function);
    for (uint8_t a = 0; a < step->arg_count; a++)
        if (step->args[a] == crash->fault_value)
            return f->params[a].partner != UINT16_MAX || (f->params[a].role == EXPLORE_ROLE_STRING &&
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

/* A number that the enumeration has no name for; for one of single bits, any of them together. */
static bool is_unnamed(const struct explore_type *t, int64_t number)
{
    int64_t all = 0;
    uint32_t bits = 0;
    bool is_flags = true;
    for (uint32_t i = 0; i < t->enumerator_count; i++) {
        const int64_t value = t->enumerators[i].value;
        if (value == number)
            return false;
        all |= value;
        bits += value > 0;
        is_flags &= value >= 0 && (value & (value - 1)) == 0;
    }
    return t->enumerator_count && !(is_flags && bits > 2 && (number & ~all) == 0);
}

/* Fewer elements than the declaration or the code of the function speaks of, and no length that says so. */
static bool is_too_small(const struct explore_param *param, const struct value *v)
{
    if (!is_pointer(param->type) || param->partner != UINT16_MAX ||
        (v->kind != VALUE_BYTES && v->kind != VALUE_BUFFER && v->kind != VALUE_ARRAY))
        return false;
    const uint32_t size = pointee_of(param->type)->size ? pointee_of(param->type)->size : 1;
    return (v->kind == VALUE_ARRAY ? v->item_count : v->length / size) < param->minimum;
}

/* Too long or too short lengths are tried on purpose, so a fault there says nothing against the function. NULL where an
 * object was asked for, an object that nobody initialised, a length that is not that of its buffer, or an enumerator
 * that there is not. */
bool cet_crash_is_misuse(const struct crash *crash)
{
    if (crash->outcome == OUTCOME_LIMIT || (crash->fault == FAULT_NULL && !crash->undefined.what) || is_scripted(crash))
        return true;
    const struct program *p = crash->program;
    for (uint16_t i = 0; i < p->value_count; i++)
        if ((p->values[i].kind == VALUE_OBJECT && p->values[i].item_count) ||
            (p->values[i].kind == VALUE_INT && type_of(p->values[i].type)->kind == EXPLORE_ENUM &&
             is_unnamed(type_of(p->values[i].type), p->values[i].number)))
            return true;
    for (uint16_t s = 0; s < p->step_count && s <= crash->step; s++) {
        const struct explore_function *f = function_of(p->steps[s].function);
        if (f->is_static)
            return true;
        for (uint8_t a = 0; a < p->steps[s].arg_count; a++) {
            const struct value *v = &p->values[p->steps[s].args[a]];
            const struct explore_param *param = &f->params[a];
            if ((v->kind == VALUE_NULL && !is_function_pointer(param->type)) || is_too_small(param, v))
                return true;
            if (param->role != EXPLORE_ROLE_LENGTH || v->kind != VALUE_INT || param->partner >= f->param_count)
                continue;
            const struct value *buffer = &p->values[p->steps[s].args[param->partner]];
            uint32_t unit =
                is_pointer(buffer->type) && pointee_of(buffer->type)->size ? pointee_of(buffer->type)->size : 1;
            uint64_t room = buffer->kind == VALUE_ARRAY ? buffer->item_count : buffer->length / unit;
            if ((uint64_t)v->number > room)
                return true;
        }
    }
    /* Objects that took part in earlier calls may have been linked in circles, freed or shared against the rules. */
    return takes_objects(p) || takes_unmeasured(crash) || crash->outcome == OUTCOME_BAD_FREE ||
           (crash->fault == FAULT_VALUE && !has_known_length(crash));
}
