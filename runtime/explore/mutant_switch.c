#include "mutant_switch.h"

#include <stdlib.h>
#include <string.h>

#include "cet/runtime/mutant_sites.h"
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

/* Hangs are found by edges: no site has a bound. */
_Noreturn void cet_mutants_exhausted(void)
{
    abort();
}

struct cet_mutants_module *cet_mutants_modules(void)
{
    return modules;
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

/* The glue must not be changed, whatever macros it shares with the code under test. */
static void disarm_glue(struct cet_mutants_module *m)
{
    for (uint32_t f = 0; f < m->function_count; f++)
        if (is_glue(&m->functions[f]))
            m->armed[f] = 0;
}

static void observe(struct cet_mutants_module *m)
{
    memset(m->armed, 1, m->function_count);
    cet_mutants_count_all(m);
    disarm_glue(m);
}

void cet_mutant_activate(uint32_t mutant)
{
    if (mutant == MUTANT_NONE)
        return; /* a restored snapshot has none */
    for (struct cet_mutants_module *m = modules; m; m = m->next) {
        if (mutant == MUTANT_OBSERVE) {
            observe(m);
        } else if (mutant <= m->mutant_count) {
            cet_mutants_activate_number(m, mutant, NULL);
            disarm_glue(m);
            return;
        } else {
            mutant -= m->mutant_count;
        }
    }
}

static bool is_reached(const struct cet_mutants_module *m, uint32_t site)
{
    return m->hits[site] != 0 && cet_mutants_count(m, site) > 0;
}

void cet_mutant_report(struct result *result)
{
    if (cet_run->mutant != MUTANT_OBSERVE)
        return;
    result->edge_count = 0;
    uint32_t base = 0;
    for (const struct cet_mutants_module *m = modules; m; base += m->mutant_count, m = m->next)
        for (uint32_t s = 0; s < m->site_count; s++)
            for (uint32_t i = 0; is_reached(m, s) && i < m->sites[s].mutant_count && result->edge_count < RESULT_EDGES;
                 i++)
                result->edges[result->edge_count++] =
                    (struct edge_hit){.edge = (base + m->sites[s].first_mutant + i) & 0xffffff, .bucket = 1};
}
