#include "active.h"

#include <string.h>

#include "state.h"

static uint64_t clean_hits(const struct cet_mutants_module *module, const struct cet_mutants_site *site)
{
    uint64_t most = 0;
    for (uint32_t m = site->first_mutant; m < site->first_mutant + site->mutant_count; m++) {
        const struct cet_mutants_planned *planned = cet_mutants_find_planned(module->mutant_ids[m - 1]);
        if (planned && planned->hits > most)
            most = planned->hits;
    }
    return most;
}

/* One for all sites of the function: a mutant may well send the program often to where it never was. */
static int64_t hit_limit(const struct cet_mutants_module *module, const struct cet_mutants_function *function)
{
    if (!cet_mutants_plan_at(0))
        return INT64_MAX / 2; /* the clean run is not known to come here */
    uint64_t clean = 0;
    for (uint32_t s = function->first_site; s < function->first_site + function->site_count; s++) {
        uint64_t hits = clean_hits(module, &module->sites[s]);
        clean = hits > clean ? hits : clean;
    }
    return clean > INT64_MAX / HIT_FACTOR / 2 ? INT64_MAX / 2 : (int64_t)(clean * HIT_FACTOR + HIT_ALLOWANCE);
}

void cet_mutants_activate_in(struct cet_mutants_module *module, uint64_t id)
{
    memset(module->armed, 0, module->function_count);
    module->active = 0;
    for (uint32_t m = 0; id && m < module->mutant_count; m++) /* 0 stands for all that have no code */
        if (module->mutant_ids[m] == id)
            cet_mutants_activate_number(module, m + 1, hit_limit);
}

void cet_mutants_activate(uint64_t id)
{
    for (struct cet_mutants_module *m = cet_mutants_state.modules; m; m = m->next)
        cet_mutants_activate_in(m, id);
}

static bool holds_wanted(const struct cet_mutants_module *module, const struct cet_mutants_function *function)
{
    for (uint32_t s = function->first_site; s < function->first_site + function->site_count; s++)
        for (uint32_t m = 0; m < module->sites[s].mutant_count; m++) {
            const struct cet_mutants_planned *planned =
                cet_mutants_find_planned(module->mutant_ids[module->sites[s].first_mutant - 1 + m]);
            if (planned && planned->is_wanted)
                return true;
        }
    return false;
}

void cet_mutants_arm_wanted_in(struct cet_mutants_module *module)
{
    module->active = 0;
    for (uint32_t f = 0; f < module->function_count; f++)
        module->armed[f] = holds_wanted(module, &module->functions[f]);
    cet_mutants_count_all(module);
}

void cet_mutants_arm_wanted(void)
{
    for (struct cet_mutants_module *m = cet_mutants_state.modules; m; m = m->next)
        cet_mutants_arm_wanted_in(m);
}

struct cet_mutants_module *cet_mutants_modules(void)
{
    return cet_mutants_state.modules;
}
