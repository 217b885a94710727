/* The active mutant: where it stands in this process, and how often a site may be hit before the run counts as hung. */
#include "active.h"

#include <string.h>

#include "state.h"

static struct cet_mutants_active *active_sites;
static size_t active_count;

static bool has_mutant(const struct cet_mutants_site *site, uint32_t number)
{
    return number - site->first_mutant < site->mutant_count;
}

static bool applies(const struct cet_mutants_site *site, uint32_t number)
{
    uint32_t variant = number - site->first_mutant;
    return variant >= 64 || (site->applies >> variant & 1);
}

static uint64_t clean_hits(const struct cet_mutants_module *module, uint32_t site)
{
    const struct cet_mutants_site *s = &module->sites[site];
    uint64_t most = 0;
    for (uint32_t m = s->first_mutant; m < s->first_mutant + s->mutant_count; m++) {
        const struct cet_mutants_planned *planned = cet_mutants_find_planned(module->mutant_ids[m - 1]);
        if (planned && planned->hits > most)
            most = planned->hits;
    }
    return most;
}

static int64_t hit_limit(const struct cet_mutants_module *module, uint32_t site)
{
    uint64_t clean = clean_hits(module, site);
    return clean > INT64_MAX / HIT_FACTOR / 2 ? INT64_MAX / 2 : (int64_t)(clean * HIT_FACTOR + HIT_ALLOWANCE);
}

static void add_active(const struct cet_mutants_module *module, uint32_t site, uint32_t number)
{
    if ((active_count & (active_count + 1)) == 0) { /* grows at 0, 1, 3, 7, ... */
        struct cet_mutants_active *larger = cet_mutants_pages((active_count + 1) * 2 * sizeof *larger);
        if (active_count)
            memcpy(larger, active_sites, active_count * sizeof *larger);
        active_sites = larger;
    }
    active_sites[active_count++] = (struct cet_mutants_active){.hits = &module->hits[site],
                                                               .limit = hit_limit(module, site),
                                                               .site = &module->sites[site],
                                                               .change = &module->changes[number - 1]};
}

/* The counters of a function: 0 where the mutant is, else they halt the run when it hangs. */
static bool activate_in_function(struct cet_mutants_module *module, uint32_t function, uint32_t number)
{
    const struct cet_mutants_function *f = &module->functions[function];
    bool is_here = false;
    for (uint32_t s = f->first_site; s < f->first_site + f->site_count; s++)
        is_here |= has_mutant(&module->sites[s], number);
    for (uint32_t s = f->first_site; is_here && s < f->first_site + f->site_count; s++) {
        bool is_active = has_mutant(&module->sites[s], number) && applies(&module->sites[s], number);
        module->hits[s] = is_active ? 0 : -hit_limit(module, s);
        if (is_active)
            add_active(module, s, number);
    }
    return is_here;
}

static void activate_in(struct cet_mutants_module *module, uint64_t id)
{
    memset(module->armed, 0, module->function_count);
    for (uint32_t m = 0; m < module->mutant_count; m++)
        for (uint32_t f = 0; module->mutant_ids[m] == id && f < module->function_count; f++)
            if (activate_in_function(module, f, m + 1))
                module->armed[f] = 1;
}

void cet_mutants_activate_in(struct cet_mutants_module *module, uint64_t id)
{
    activate_in(module, id);
}

void cet_mutants_activate(uint64_t id)
{
    active_count = 0;
    active_sites = NULL;
    for (struct cet_mutants_module *m = cet_mutants_state.modules; m; m = m->next)
        activate_in(m, id);
}

void cet_mutants_count_clean(struct cet_mutants_module *module)
{
    for (uint32_t s = 0; s < module->site_count; s++)
        module->hits[s] = INT64_MIN;
}

uint64_t cet_mutants_clean_count(const struct cet_mutants_module *module, uint32_t site)
{
    return (uint64_t)module->hits[site] - (uint64_t)INT64_MIN;
}

const struct cet_mutants_active *cet_mutants_active_at(const int64_t *hits)
{
    for (size_t i = 0; i < active_count; i++) {
        if (active_sites[i].hits != hits)
            continue;
        if (*hits > active_sites[i].limit)
            cet_mutants_exhausted();
        return &active_sites[i];
    }
    cet_mutants_exhausted();
}
