#include "honest.h"

#include <string.h>

#include "learned.h"
#include "makers.h"
#include "tables.h"

#define NULLS_SEEN 3u
#define NO_ROOT UINT32_MAX

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

/* Objects filled by hand, enumerators that there are not. */
static bool has_odd_value(const struct program *p)
{
    for (uint16_t i = 0; i < p->value_count; i++) {
        const struct value *v = &p->values[i];
        if (v->kind == VALUE_OBJECT && v->item_count)
            return true;
        if (v->kind == VALUE_INT && type_of(v->type)->kind == EXPLORE_ENUM && is_unnamed(type_of(v->type), v->number))
            return true;
    }
    return false;
}

/* In elements. */
static uint64_t room_of(const struct value *buffer)
{
    const uint32_t unit = unit_of(buffer->type);
    return buffer->kind == VALUE_ARRAY ? buffer->item_count : buffer->length / unit;
}

static bool is_named_as_size(const char *name)
{
    static const char *const words[] = {"size", "len", "count", "num", "room", "cap", "max", "bytes", "limit"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasestr(name, words[i])) /* `destLen` too */
            return true;
    return !strcmp(name, "n");
}

/* Of the memory that the step is given, the most in one piece; UINT64_MAX: it is given none. */
static uint64_t most_room(const struct program *p, const struct step *step)
{
    uint64_t most = UINT64_MAX;
    for (uint8_t a = 0; a < step->arg_count; a++) {
        const struct value *v = &p->values[step->args[a]];
        const bool is_written =
            v->kind == VALUE_STRING && is_pointer(v->type) && !(pointee_of(v->type)->flags & EXPLORE_CONST);
        if (v->kind != VALUE_BYTES && v->kind != VALUE_BUFFER && v->kind != VALUE_ARRAY && !is_written)
            continue;
        const uint64_t room = room_of(v) + is_written; /* its NUL */
        most = most == UINT64_MAX || room > most ? room : most;
    }
    return most;
}

/* A second number with the name of a size may measure the same memory: of the two, one is known to go with it. */
bool cet_is_longer_than_room(const struct program *p, const struct step *step, uint8_t arg, int64_t number)
{
    const struct explore_function *f = function_of(step->function);
    const struct explore_param *param = &f->params[arg];
    const struct explore_type *type = is_pointer(param->type) ? pointee_of(param->type) : type_of(param->type);
    if (type->kind != EXPLORE_INT)
        return false;
    if (param->role == EXPLORE_ROLE_LENGTH && param->partner < f->param_count)
        return (uint64_t)number > room_of(&p->values[step->args[param->partner]]);
    return is_named_as_size(param->name) && (uint64_t)number > most_room(p, step);
}

static bool is_too_long(const struct program *p, const struct step *step, uint8_t arg)
{
    const struct value *v = &p->values[step->args[arg]];
    if (v->kind == VALUE_ADDRESS) /* in and out: the variable says how much there is */
        v = &p->values[program_item(p, v, 0)];
    return v->kind == VALUE_INT && cet_is_longer_than_room(p, step, arg, v->number);
}

/* Fewer elements than the declaration or the code of the function speaks of, and no length that says so. */
static bool is_too_small(const struct program *p, const struct step *step, uint8_t arg)
{
    const struct explore_param *param = &function_of(step->function)->params[arg];
    const struct value *v = &p->values[step->args[arg]];
    if (!is_pointer(param->type) || param->partner != UINT16_MAX ||
        (v->kind != VALUE_BYTES && v->kind != VALUE_BUFFER && v->kind != VALUE_ARRAY))
        return false;
    return room_of(v) < param->minimum;
}

/* A NULL that the function has met before and went on, says that it may come. */
static bool is_bad_null(const struct program *p, const struct step *step, uint8_t arg)
{
    const struct learned_param *known = &cet_learned(step->function)->params[arg];
    return p->values[step->args[arg]].kind == VALUE_NULL &&
           !is_function_pointer(function_of(step->function)->params[arg].type) &&
           (known->nulls < NULLS_SEEN || known->null_crashes);
}

/* By the parameter's type, or, where that is void *, by what made it. */
static bool is_object(const struct program *p, const struct step *step, uint8_t arg)
{
    const struct value *v = &p->values[step->args[arg]];
    if (v->kind == VALUE_RESULT && cet_is_object_pointer(function_of(p->steps[v->number].function)->result))
        return true;
    return v->kind != VALUE_FILE && cet_is_object_pointer(function_of(step->function)->params[arg].type);
}

static bool takes_object(const struct program *p, const struct step *step)
{
    for (uint8_t a = 0; a < step->arg_count; a++)
        if (is_object(p, step, a))
            return true;
    return false;
}

bool cet_takes_objects(const struct program *p, uint16_t last)
{
    for (uint16_t s = 0; s < p->step_count && s <= last; s++)
        if (takes_object(p, &p->steps[s]))
            return true;
    return false;
}

/* Bytes that lie within an object go with it, or when it grows. */
static bool is_borrowed(const struct program *p, uint16_t value)
{
    const struct value *v = &p->values[value];
    return v->kind == VALUE_RESULT && is_pointer(function_of(p->steps[v->number].function)->result) &&
           !cet_is_object_pointer(function_of(p->steps[v->number].function)->result) &&
           takes_object(p, &p->steps[v->number]);
}

/* What an object is told from others by: its variable, or the step that made it. */
static uint32_t root_of(const struct program *p, uint16_t value)
{
    const struct value *v = &p->values[value];
    if (v->kind == VALUE_RESULT)
        return PROGRAM_VALUES + (uint32_t)v->number;
    if (v->kind == VALUE_ADDRESS && p->values[program_item(p, v, 0)].kind == VALUE_OBJECT)
        return program_item(p, v, 0);
    return NO_ROOT;
}

struct roots {
    uint32_t known[PROGRAM_STEPS], uses[PROGRAM_STEPS];
    uint32_t count;
};

/* An initialiser comes first and never again; one that takes more than the object may have refused it. */
static bool is_set_up(const struct step *step, uint8_t arg, bool is_first, bool is_variable)
{
    const struct explore_function *f = function_of(step->function);
    const bool is_initialiser = f->params[arg].role == EXPLORE_ROLE_INIT;
    if (is_initialiser != (is_first && is_variable))
        return false;
    return !is_initialiser || f->param_count == 1 || type_of(f->result)->kind == EXPLORE_VOID;
}

static bool add_use(struct roots *roots, const struct program *p, const struct step *step, uint8_t arg)
{
    const uint32_t root = root_of(p, step->args[arg]);
    uint32_t i = 0;
    while (i < roots->count && roots->known[i] != root)
        i++;
    if (root == NO_ROOT || (i == roots->count && roots->count == PROGRAM_STEPS) ||
        !is_set_up(step, arg, i == roots->count, root < PROGRAM_VALUES))
        return false;
    if (i == roots->count) {
        roots->known[i] = root;
        roots->uses[i] = 0;
        roots->count++;
    }
    roots->uses[i]++;
    return true;
}

/* One object, or a chain in which each is handed on once: nothing can be linked in circles or shared. */
static bool are_objects_honest(const struct program *p, uint16_t last)
{
    struct roots roots = {.count = 0};
    for (uint16_t s = 0; s < p->step_count && s <= last; s++) {
        uint32_t objects = 0;
        for (uint8_t a = 0; a < p->steps[s].arg_count; a++) {
            if (!is_object(p, &p->steps[s], a) || p->values[p->steps[s].args[a]].kind == VALUE_NULL)
                continue;
            if (objects++ || !add_use(&roots, p, &p->steps[s], a))
                return false;
        }
    }
    for (uint32_t i = 0; i < roots.count && roots.count > 1; i++)
        if (roots.uses[i] > 1)
            return false;
    return true;
}

/* What failed for want of memory may be NULL or half made, and its result went unread. */
static bool is_failure_passed_over(const struct program *p, uint16_t last)
{
    for (uint16_t s = 0; s < last && s < p->step_count; s++)
        if (p->steps[s].fail_allocation)
            return true;
    return false;
}

static bool is_file_shared(const struct program *p, uint16_t last)
{
    uint8_t uses[PROGRAM_VALUES] = {0};
    for (uint16_t s = 0; s < p->step_count && s <= last; s++)
        for (uint8_t a = 0; a < p->steps[s].arg_count; a++)
            if (p->values[p->steps[s].args[a]].kind == VALUE_FILE && uses[p->steps[s].args[a]]++)
                return true;
    return false;
}

/* Who takes an object out of another knows what only its owner should. */
static bool is_reached_into(const struct value *v)
{
    return v->kind == VALUE_SAME || v->kind == VALUE_MEMBER;
}

bool cet_is_honest(const struct program *p, uint16_t last)
{
    if (has_odd_value(p) || is_failure_passed_over(p, last) || is_file_shared(p, last))
        return false;
    for (uint16_t s = 0; s < p->step_count && s <= last; s++) {
        if (function_of(p->steps[s].function)->is_static || only_gives_back(function_of(p->steps[s].function)))
            return false;
        for (uint8_t a = 0; a < p->steps[s].arg_count; a++)
            if (is_bad_null(p, &p->steps[s], a) || is_too_long(p, &p->steps[s], a) ||
                is_too_small(p, &p->steps[s], a) || is_reached_into(&p->values[p->steps[s].args[a]]) ||
                is_borrowed(p, p->steps[s].args[a]) || cet_is_consumed(p, p->steps[s].args[a], s))
                return false;
    }
    return are_objects_honest(p, last);
}
