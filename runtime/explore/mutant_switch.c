#include "mutant_switch.h"

#include <string.h>

#include "cet/runtime/mutants.h"
#include "run.h"

static struct cet_mutants_module *modules;

void cet_mutants_register(struct cet_mutants_module *module)
{
    if (module->version != CET_MUTANTS_VERSION)
        return;
    module->next = modules;
    modules = module;
}

bool cet_mutants_enter(struct cet_mutants_module *module, uint32_t function)
{
    return module->armed[function];
}

/* Hangs are found by edges. */
void cet_mutants_exhausted(struct cet_mutants_module *module, uint32_t site)
{
    (void)module, (void)site;
}

/* The glue's own functions are no code under test. */
static bool is_glue(const struct cet_mutants_function *function)
{
    return !strncmp(function->name, "cet_glue_", 9);
}

uint32_t cet_mutant_count(void)
{
    uint32_t count = 0;
    for (const struct cet_mutants_module *m = modules; m; m = m->next)
        count += m->mutant_count;
    return count;
}

uint64_t cet_mutant_id(uint32_t mutant)
{
    for (const struct cet_mutants_module *m = modules; m; m = m->next) {
        if (mutant >= 1 && mutant <= m->mutant_count)
            return m->mutant_ids[mutant - 1];
        mutant -= m->mutant_count;
    }
    return 0;
}

/* A mutant may stand at several sites in several functions: those that hold it are armed. */
static void arm(struct cet_mutants_module *m, uint32_t mutant)
{
    for (uint32_t f = 0; f < m->function_count; f++) {
        const struct cet_mutants_function *function = &m->functions[f];
        if (is_glue(function))
            continue;
        for (uint32_t s = function->first_site; s < function->first_site + function->site_count; s++)
            if (mutant == MUTANT_OBSERVE ||
                (mutant >= m->sites[s].first_mutant && mutant < m->sites[s].first_mutant + m->sites[s].mutant_count))
                m->armed[f] = 1;
    }
}

void cet_mutant_activate(uint32_t mutant)
{
    if (mutant == MUTANT_NONE)
        return; /* a restored snapshot has none */
    for (struct cet_mutants_module *m = modules; m; m = m->next) {
        if (mutant == MUTANT_OBSERVE) {
            arm(m, mutant);
        } else if (mutant <= m->mutant_count) {
            *m->active = mutant;
            arm(m, mutant);
            return;
        } else {
            mutant -= m->mutant_count;
        }
    }
}

void cet_mutant_report(struct result *result)
{
    if (cet_run->mutant != MUTANT_OBSERVE)
        return;
    result->edge_count = 0;
    uint32_t base = 0;
    for (const struct cet_mutants_module *m = modules; m; base += m->mutant_count, m = m->next)
        for (uint32_t s = 0; s < m->site_count; s++)
            for (uint32_t i = 0; m->hits[s] && i < m->sites[s].mutant_count && result->edge_count < RESULT_EDGES; i++)
                result->edges[result->edge_count++] =
                    (struct edge_hit){.edge = (base + m->sites[s].first_mutant + i) & 0xffffff, .bucket = 1};
}
