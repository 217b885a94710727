#include "active.h"

#include <string.h>

#include "recurrence.h"
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

static uint64_t busiest(const struct cet_mutants_module *module, const struct cet_mutants_function *function)
{
    uint64_t most = 0;
    for (uint32_t s = function->first_site; s < function->first_site + function->site_count; s++) {
        uint64_t hits = clean_hits(module, &module->sites[s]);
        most = hits > most ? hits : most;
    }
    return most;
}

#define MAX_KNOWN 64

/* Of each function of a module the clean hits of its busiest site: found once, in the process that forks. */
static struct {
    const struct cet_mutants_module *module;
    uint64_t *busiest;
} known[MAX_KNOWN];
static unsigned known_count;

void cet_mutants_know_limits(const struct cet_mutants_module *module)
{
    if (known_count == MAX_KNOWN)
        return;
    uint64_t *hits = cet_mutants_pages(module->function_count * sizeof *hits);
    for (uint32_t f = 0; f < module->function_count; f++)
        hits[f] = busiest(module, &module->functions[f]);
    known[known_count].module = module;
    known[known_count++].busiest = hits;
}

static uint64_t known_busiest(const struct cet_mutants_module *module, const struct cet_mutants_function *function)
{
    for (unsigned i = 0; i < known_count; i++)
        if (known[i].module == module)
            return known[i].busiest[function - module->functions];
    return busiest(module, function);
}

static int64_t limit(uint64_t clean, unsigned factor, unsigned allowance)
{
    return clean > INT64_MAX / factor / 2 ? INT64_MAX / 2 : (int64_t)(clean * factor + allowance);
}

/* One for all sites of the function: a mutant may well send the program often to where it never was. */
static struct cet_mutants_limits hit_limits(const struct cet_mutants_module *module,
                                            const struct cet_mutants_function *function)
{
    if (!cet_mutants_plan_at(0)) /* the clean run is not known to come here */
        return (struct cet_mutants_limits){INT64_MAX / 2, 0};
    uint64_t clean = known_busiest(module, function);
    int64_t all = limit(clean, HIT_FACTOR, HIT_ALLOWANCE);
    int64_t first = CET_MUTANTS_PROVES ? limit(clean, SUSPECT_FACTOR, SUSPECT_ALLOWANCE) : all;
    return (struct cet_mutants_limits){first, all - first};
}

static int64_t more_hits(const int64_t *hits, int64_t rest)
{
    return CET_MUTANTS_PROVES ? cet_mutants_more_hits(hits, rest) : 0;
}

static const struct cet_mutants_patience patience = {hit_limits, more_hits};

void cet_mutants_activate_in(struct cet_mutants_module *module, uint64_t id)
{
    memset(module->armed, 0, module->function_count);
    module->active = 0;
    for (uint32_t m = 0; id && m < module->mutant_count; m++) /* 0 stands for all that have no code */
        if (module->mutant_ids[m] == id)
            cet_mutants_activate_number(module, m + 1, &patience);
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
