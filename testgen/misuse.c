#include "misuse.h"

#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/param_uses.h"

static const struct fact_function *find_defined(const struct facts *facts, const char *name)
{
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (facts->functions[i].is_defined && !strcmp(facts->functions[i].name, name))
            return &facts->functions[i];
    return NULL;
}

static bool has_length(const struct facts *facts, const struct fact_function *function, uint32_t param)
{
    SCOPED(arena_release) struct arena arena = {0};
    const struct param_uses *uses = param_uses_find(facts, function, &arena);
    return param < function->param_count && uses[param].length_param != NO_ID;
}

static bool is_memory(const struct plan_value *value)
{
    return value->kind == PLAN_BYTES || value->kind == PLAN_BUFFER || value->kind == PLAN_ARRAY;
}

bool test_gives_unmeasured_memory(const struct plan_test *test, const struct facts *facts)
{
    for (uint32_t s = 0; s < test->step_count; s++) {
        const struct plan_step *step = &test->steps[s];
        const struct fact_function *function = find_defined(facts, step->function);
        for (uint32_t a = 0; a < step->arg_count; a++)
            if (step->args[a] < test->value_count && is_memory(&test->values[step->args[a]]) &&
                !(function && has_length(facts, function, a)))
                return true;
    }
    return false;
}

static bool is_plain_argument(const struct plan_test *test, uint32_t value, const struct facts *facts,
                              const struct fact_function *function, uint32_t param)
{
    switch (test->values[value].kind) {
    case PLAN_INT:
    case PLAN_FLOAT:
    case PLAN_STRING:
    case PLAN_CALLBACK:
    case PLAN_RESULT:
        return true;
    case PLAN_BYTES:
    case PLAN_BUFFER:
    case PLAN_ARRAY:
        return has_length(facts, function, param);
    case PLAN_NULL:
    case PLAN_OBJECT:
    case PLAN_ADDRESS:
    case PLAN_FUNCTION:
    case PLAN_FILE:
    case PLAN_PATH:
    case PLAN_SAME:
    case PLAN_MEMBER:
        break;
    }
    return false;
}

bool test_is_misuse(const struct plan_test *test, const struct facts *facts)
{
    for (uint32_t s = 0; s < test->step_count; s++) {
        const struct plan_step *step = &test->steps[s];
        const struct fact_function *function = find_defined(facts, step->function);
        if (!function || function->linkage != LINKAGE_EXTERNAL)
            return true;
        for (uint32_t a = 0; a < step->arg_count; a++)
            if (step->args[a] >= test->value_count || !is_plain_argument(test, step->args[a], facts, function, a))
                return true;
    }
    return false;
}
