#include "cet/runtime/mutant_sites.h"

#include <stddef.h>

static struct cet_mutants_active last; /* that was asked for; hits NULL: none */
static int64_t last_asks_after;        /* hits of it */
static const struct cet_mutants_patience *patience;
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
    const int64_t asleep = patience ? -patience->limits_of(module, function).first : INT64_MIN;
    for (uint32_t s = function->first_site; s < function->first_site + function->site_count; s++)
        module->hits[s] = is_active(&module->sites[s], module->active) ? 0 : asleep;
}

void cet_mutants_activate_number(struct cet_mutants_module *module, uint32_t number,
                                 const struct cet_mutants_patience *shown)
{
    module->active = number;
    patience = shown;
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

static struct cet_mutants_limits limits_at(const struct cet_mutants_module *module, uint32_t site)
{
    if (!patience)
        return (struct cet_mutants_limits){INT64_MAX, 0};
    return patience->limits_of(module, function_of(module, site));
}

/* Of a site that sleeps: the counter starts anew. */
static void come_to_limit(int64_t *hits, const struct cet_mutants_module *module)
{
    const int64_t more = patience->more(hits, limits_at(module, (uint32_t)(hits - module->hits)).rest);
    if (more <= 0)
        cet_mutants_exhausted();
    *hits = -more;
}

/* Of the active one: the counter must stay positive. */
static void pass_limit(const int64_t *hits, const struct cet_mutants_limits *limits)
{
    const int64_t left = limits->rest - (*hits - limits->first);
    if (left < 0)
        cet_mutants_exhausted();
    const int64_t more = patience->more(hits, limits->rest);
    last_asks_after = *hits + (more > 0 && more - 1 < left ? more - 1 : left);
}

/* False: there is none, and the site was only watched, or was put to sleep where the process split, or has been hit as
 * often as its function may before somebody asks. */
static bool find(int64_t *hits)
{
    for (const struct cet_mutants_module *m = cet_mutants_modules(); m; m = m->next) {
        if (hits < m->hits || hits >= m->hits + m->site_count)
            continue;
        uint32_t site = (uint32_t)(hits - m->hits);
        const struct cet_mutants_site *s = &m->sites[site];
        if (!is_active(s, m->active)) {
            if (*hits >= 0 && *hits < CET_MUTANTS_WATCHED)
                come_to_limit(hits, m);
            else if (*hits >= 0)
                *hits = INT64_MIN;
            return false;
        }
        last = (struct cet_mutants_active){.hits = hits,
                                           .limits = limits_at(m, site),
                                           .site = s,
                                           .change = &m->changes[m->active - 1],
                                           .changes = &m->changes[s->first_mutant - 1]};
        last_asks_after = last.limits.first;
        return true;
    }
    cet_mutants_exhausted();
}

const struct cet_mutants_active *cet_mutants_active_at(int64_t *hits)
{
    if (last.hits != hits && !find(hits))
        return NULL;
    if (*hits > last_asks_after)
        pass_limit(hits, &last.limits);
    return &last;
}
