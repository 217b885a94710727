#include "watch.h"

#include <stddef.h>

#define MAX_MODULES 512

static struct {
    const struct cet_mutants_module *module;
    uint8_t *noticed;
} watched_modules[MAX_MODULES];
static unsigned module_count;

bool cet_mutants_is_watching;

bool cet_mutants_watch_start(struct cet_mutants_module *module, uint8_t *noticed)
{
    if (module_count == MAX_MODULES)
        return false;
    watched_modules[module_count].noticed = noticed;
    watched_modules[module_count++].module = module;
    for (uint32_t s = 0; s < module->site_count; s++)
        module->hits[s] = 0;
    cet_mutants_is_watching = true;
    return true;
}

struct cet_mutants_watched cet_mutants_watch(int64_t *hits)
{
    struct cet_mutants_watched watched = {.hits = hits};
    for (unsigned i = 0; i < module_count; i++) {
        const struct cet_mutants_module *m = watched_modules[i].module;
        if (hits < m->hits || hits >= m->hits + m->site_count)
            continue;
        watched.site = &m->sites[hits - m->hits];
        watched.changes = &m->changes[watched.site->first_mutant - 1];
        watched.noticed = &watched_modules[i].noticed[watched.site->first_mutant - 1];
    }
    return watched;
}

static bool applies(const struct cet_mutants_site *site, uint32_t variant)
{
    return variant >= 64 || (site->applies >> variant & 1);
}

static bool divides(const struct cet_mutants_change *change)
{
    return change->how == CET_CHANGE_OPERATOR && (change->op == CET_OP_DIV || change->op == CET_OP_REM);
}

bool cet_mutants_watch_wants(const struct cet_mutants_watched *watched, uint32_t variant, uint64_t right)
{
    if (watched->noticed[variant] || !applies(watched->site, variant))
        return false;
    bool traps = divides(&watched->changes[variant]) && (right == 0 || right == UINT64_MAX || right == UINT32_MAX);
    if (traps)
        watched->noticed[variant] = 1;
    return !traps;
}

void cet_mutants_watch_end(const struct cet_mutants_watched *watched)
{
    for (uint32_t v = 0; watched->noticed && v < watched->site->mutant_count; v++)
        if (!watched->noticed[v] && applies(watched->site, v)) {
            *watched->hits = 0;
            return;
        }
    *watched->hits = INT64_MIN;
}

void cet_mutants_watch_all(int64_t *hits)
{
    struct cet_mutants_watched watched = cet_mutants_watch(hits);
    for (uint32_t v = 0; watched.noticed && v < watched.site->mutant_count; v++)
        if (applies(watched.site, v))
            watched.noticed[v] = 1;
    cet_mutants_watch_end(&watched);
}
