#include "program_uses.h"

void program_facts(const struct facts *unit, struct linked_facts *linked, struct facts *ret_program)
{
    const struct facts *facts;
    facts_merge(ret_program, unit);
    for (size_t i = 0; (facts = linked_facts_get(linked, i)); i++)
        if (facts->function_count)
            facts_merge(ret_program, facts);
}

/* What holds of a parameter whatever facts it is told in; nodes and types are numbers of their own facts. */
static void widen(struct param_uses *own, const struct param_uses *known)
{
    own->flags = known->flags;
    own->length_param = known->length_param;
    own->length_of = known->length_of;
    own->least_bytes = known->least_bytes > own->least_bytes ? known->least_bytes : own->least_bytes;
}

struct param_uses **program_uses_find(const struct facts *unit, const struct facts *program, struct arena *arena)
{
    struct param_uses **uses = param_uses_program(unit, arena);
    struct param_uses **all = program ? param_uses_program(program, arena) : NULL;
    for (uint32_t i = 0; i < unit->function_count; i++) {
        const struct fact_function *own = &unit->functions[i];
        const struct fact_function *known = all ? facts_find_function(program, own->id) : NULL;
        const bool is_known = known && known->is_defined && known->param_count == own->param_count;
        if (!own->is_defined && !is_known)
            uses[i] = NULL;
        for (uint32_t p = 0; is_known && uses[i] && p < own->param_count; p++)
            widen(&uses[i][p], &all[known - program->functions][p]);
    }
    return uses;
}
