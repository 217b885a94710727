#include "watch.h"

#include <stddef.h>

#define MAX_MODULES 512

static struct {
    const struct cet_mutants_module *module;
    uint8_t *noticed;
} watched_modules[MAX_MODULES];
static unsigned module_count;
static _Thread_local struct cet_mutants_watched watched; /* not on the program's stack */

bool cet_mutants_is_watching;
bool (*cet_mutants_on_notice)(const struct cet_mutants_watched *w);

bool cet_mutants_watch_start(struct cet_mutants_module *module, uint8_t *noticed)
{
    if (module_count == MAX_MODULES)
        return false;
    watched_modules[module_count].noticed = noticed;
    watched_modules[module_count++].module = module;
    for (uint32_t s = 0; s < module->site_count; s++)
        module->hits[s] = CET_MUTANTS_UNSEEN;
    cet_mutants_is_watching = true;
    return true;
}

struct cet_mutants_watched *cet_mutants_watch(int64_t *hits)
{
    watched.hits = hits;
    watched.noticed = NULL;
    watched.has_new = false;
    for (unsigned i = 0; i < module_count; i++) {
        const struct cet_mutants_module *m = watched_modules[i].module;
        if (hits < m->hits || hits >= m->hits + m->site_count)
            continue;
        watched.module = m;
        watched.site = &m->sites[hits - m->hits];
        watched.changes = &m->changes[watched.site->first_mutant - 1];
        watched.noticed = &watched_modules[i].noticed[watched.site->first_mutant - 1];
    }
    return &watched;
}

static bool applies(const struct cet_mutants_site *site, uint32_t variant)
{
    return variant >= 64 || (site->applies >> variant & 1);
}

static bool divides(const struct cet_mutants_change *change)
{
    return change->how == CET_CHANGE_OPERATOR && (change->op == CET_OP_DIV || change->op == CET_OP_REM);
}

bool cet_mutants_watch_traps(const struct cet_mutants_change *change, uint64_t right)
{
    return divides(change) && (right == 0 || right == UINT64_MAX || right == UINT32_MAX);
}

void cet_mutants_watch_note(struct cet_mutants_watched *w, uint32_t variant, uint32_t like)
{
    w->noticed[variant] = CET_NOTICED_NOW;
    w->has_new = true;
    if (variant < CET_MUTANTS_CLASSES)
        w->class_of[variant] = (uint8_t)like;
}

bool cet_mutants_watch_wants(struct cet_mutants_watched *w, uint32_t variant, uint64_t right)
{
    if (w->noticed[variant] || !applies(w->site, variant))
        return false;
    bool traps = cet_mutants_watch_traps(&w->changes[variant], right);
    if (traps)
        cet_mutants_watch_note(w, variant, CET_MUTANTS_NO_CLASS);
    return !traps;
}

static bool has_unnoticed(const struct cet_mutants_watched *w)
{
    for (uint32_t v = 0; w->noticed && v < w->site->mutant_count; v++)
        if (!w->noticed[v] && applies(w->site, v))
            return true;
    return false;
}

bool cet_mutants_watch_end(struct cet_mutants_watched *w)
{
    if (w->has_new && cet_mutants_on_notice && cet_mutants_on_notice(w))
        return true;
    for (uint32_t v = 0; w->has_new && v < w->site->mutant_count; v++)
        if (w->noticed[v])
            w->noticed[v] = CET_NOTICED;
    *w->hits = has_unnoticed(w) ? CET_MUTANTS_WATCHED : INT64_MIN;
    return false;
}

bool cet_mutants_watch_all(int64_t *hits)
{
    struct cet_mutants_watched *w = cet_mutants_watch(hits);
    for (uint32_t v = 0; w->noticed && v < w->site->mutant_count; v++)
        if (!w->noticed[v] && applies(w->site, v))
            cet_mutants_watch_note(w, v, CET_MUTANTS_NO_CLASS);
    return cet_mutants_watch_end(w);
}

static const uint8_t *noticed_of(const struct cet_mutants_module *module)
{
    for (unsigned i = 0; i < module_count; i++)
        if (watched_modules[i].module == module)
            return watched_modules[i].noticed;
    return NULL;
}

bool cet_mutants_watch_is_over(const struct cet_mutants_module *module, uint32_t function)
{
    const struct cet_mutants_function *f = &module->functions[function];
    const uint8_t *noticed = noticed_of(module);
    for (uint32_t s = f->first_site; noticed && s < f->first_site + f->site_count; s++)
        for (uint32_t v = 0; v < module->sites[s].mutant_count; v++)
            if (!noticed[module->sites[s].first_mutant - 1 + v] && applies(&module->sites[s], v))
                return false;
    return true;
}
