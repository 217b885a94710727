/* The clean run: which mutants each test reaches, and how often. Hits are booked when the test changes. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "active.h"
#include "state.h"

struct snapshot {
    struct cet_mutants_module *module;
    uint64_t *hits; /* booked already */
    struct snapshot *next;
};

static struct snapshot *snapshots;
static char current_test[TEST_NAME_SIZE];

/* What processes that the tests fork reach counts too. Larger pages than ours: their hits stay their own. */
static void share_hits(struct cet_mutants_module *module)
{
    size_t bytes =
        (module->site_count * sizeof *module->hits + CET_MUTANTS_PAGE - 1) / CET_MUTANTS_PAGE * CET_MUTANTS_PAGE;
    if (sysconf(_SC_PAGESIZE) == CET_MUTANTS_PAGE &&
        mmap(module->hits, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
        abort();
}

void cet_mutants_list_start(struct cet_mutants_module *module)
{
    struct snapshot *snapshot = cet_mutants_pages(sizeof *snapshot);
    uint64_t *hits = cet_mutants_pages(module->site_count * sizeof *hits);
    *snapshot = (struct snapshot){module, hits, snapshots};
    snapshots = snapshot;
    memset(module->armed, 1, module->function_count);
    share_hits(module);
    cet_mutants_count_all(module);
}

static void book_site(const struct cet_mutants_module *module, uint32_t site, uint64_t hits)
{
    const struct cet_mutants_site *s = &module->sites[site];
    for (uint32_t m = s->first_mutant; m < s->first_mutant + s->mutant_count; m++)
        if (module->mutant_ids[m - 1])
            cet_mutants_say("reach %016" PRIx64 " %" PRIu64 " %s\n", module->mutant_ids[m - 1], hits, current_test);
}

static void book_new(struct snapshot *snapshot, uint32_t site)
{
    uint64_t hits = cet_mutants_count(snapshot->module, site);
    if (hits == snapshot->hits[site])
        return;
    book_site(snapshot->module, site, hits - snapshot->hits[site]);
    snapshot->hits[site] = hits;
}

static void book(void)
{
    for (struct snapshot *s = snapshots; s; s = s->next)
        for (uint32_t i = 0; i < s->module->site_count; i++)
            book_new(s, i);
}

void cet_mutants_list_enter(void)
{
    char test[TEST_NAME_SIZE];
    cet_mutants_test_name(test, sizeof test);
    if (strcmp(test, current_test) == 0)
        return;
    book();
    memcpy(current_test, test, sizeof test);
}

void cet_mutants_list_end(void)
{
    book();
}
