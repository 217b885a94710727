#include "cet/runtime/mutant_sites.h"

#include <stddef.h>

static struct cet_mutants_active last; /* that was asked for; hits NULL: none */
static cet_mutants_limit_fn limit_of;
static uint64_t none_alike;
uint64_t *cet_mutants_alike = &none_alike;

static bool has_mutant(const struct cet_mutants_site *site, uint64_t number)
{
    return number - site->first_mutant < site->mutant_count;
}

static bool is_active(const struct cet_mutants_site *site, uint64_t number)
{
    uint64_t variant = number - site->first_mutant;
    return has_mutant(site, number) && (variant >= 64 || (site->applies >> variant & 1));
}

static bool holds(const struct cet_mutants_module *module, const struct cet_mutants_function *function, uint64_t number)
{
    for (uint32_t s = function->first_site; s < function->first_site + function->site_count; s++)
        if (has_mutant(&module->sites[s], number))
            return true;
    return false;
}

static void start_counters(struct cet_mutants_module *module, const struct cet_mutants_function *function)
{
    const int64_t asleep = limit_of ? -limit_of(module, function) : INT64_MIN;
    for (uint32_t s = function->first_site; s < function->first_site + function->site_count; s++)
        module->hits[s] = is_active(&module->sites[s], module->active) ? 0 : asleep;
}

void cet_mutants_activate_number(struct cet_mutants_module *module, uint32_t number, cet_mutants_limit_fn limit)
{
    module->active = number;
    limit_of = limit;
    last.hits = NULL;
    for (uint32_t f = 0; f < module->function_count; f++) {
        const struct cet_mutants_function *function = &module->functions[f];
        if (!holds(module, function, number))
            continue;
        module->armed[f] = 1;
        start_counters(module, function);
    }
}

void cet_mutants_count_all(struct cet_mutants_module *module)
{
    for (uint32_t s = 0; s < module->site_count; s++)
        module->hits[s] = INT64_MIN;
}

uint64_t cet_mutants_count(const struct cet_mutants_module *module, uint32_t site)
{
    return (uint64_t)module->hits[site] - (uint64_t)INT64_MIN;
}

static const struct cet_mutants_function *function_of(const struct cet_mutants_module *module, uint32_t site)
{
    const struct cet_mutants_function *function = module->functions;
    while (site - function->first_site >= function->site_count)
        function++;
    return function;
}

/* False: there is none, and the site was only watched, or was put to sleep where the process split. */
static bool find(int64_t *hits)
{
    for (const struct cet_mutants_module *m = cet_mutants_modules(); m; m = m->next) {
        if (hits < m->hits || hits >= m->hits + m->site_count)
            continue;
        uint32_t site = (uint32_t)(hits - m->hits);
        const struct cet_mutants_site *s = &m->sites[site];
        if (!is_active(s, m->active)) {
            if (*hits >= 0 && *hits < CET_MUTANTS_WATCHED)
                break;
            *hits = *hits < 0 ? *hits : INT64_MIN;
            return false;
        }
        last = (struct cet_mutants_active){.hits = hits,
                                           .limit = limit_of ? limit_of(m, function_of(m, site)) : INT64_MAX,
                                           .site = s,
                                           .change = &m->changes[m->active - 1],
                                           .changes = &m->changes[s->first_mutant - 1]};
        return true;
    }
    cet_mutants_exhausted();
}

const struct cet_mutants_active *cet_mutants_active_at(int64_t *hits)
{
    if (last.hits != hits && !find(hits))
        return NULL;
    if (*hits > last.limit)
        cet_mutants_exhausted();
    return &last;
}
