/* The clean run: which mutants each test reaches, and how often. Hits are booked when the test changes. */
#include <dlfcn.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "active.h"
#include "state.h"
#include "watch.h"

#define SEEN 2 /* armed[function], once it was entered */

struct snapshot {
    const struct cet_mutants_module *module;
    uint64_t *hits;
    uint8_t *noticed; /* mutants that made something else of a value; NULL: that is not watched */
    unsigned number;
    struct snapshot *next;
};

static struct snapshot *snapshots;
static const void *current_mark;
static bool *is_noticed_elsewhere;                /* a process that the tests started has noticed a mutant first */
static atomic_flag is_booking = ATOMIC_FLAG_INIT; /* threads of the program */

/* What processes that the tests fork reach counts too. Larger pages than ours: their hits stay their own. */
static void share_hits(struct cet_mutants_module *module)
{
    size_t bytes =
        (module->site_count * sizeof *module->hits + CET_MUTANTS_PAGE - 1) / CET_MUTANTS_PAGE * CET_MUTANTS_PAGE;
    if (sysconf(_SC_PAGESIZE) == CET_MUTANTS_PAGE &&
        mmap(module->hits, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
        abort();
}

static void say_site(const struct cet_mutants_module *module, unsigned number, uint32_t site)
{
    const struct cet_mutants_site *s = &module->sites[site];
    for (uint32_t m = s->first_mutant; m < s->first_mutant + s->mutant_count; m++)
        if (module->mutant_ids[m - 1])
            cet_mutants_say("site %u %" PRIu32 " %016" PRIx64 "\n", number, site, module->mutant_ids[m - 1]);
}

/* The runner reads the list of mutants from the file, which may be gone once the tests have ended. */
static void say_module(const struct cet_mutants_module *module, unsigned number)
{
    Dl_info info = {0};
    dladdr(module, &info);
    cet_mutants_say_text("module ", info.dli_fname ? info.dli_fname : "");
    cet_mutants_hear();
    for (uint32_t s = 0; s < module->site_count && !cet_mutants_state.watches; s++)
        say_site(module, number, s); /* a run that watches books no hits */

    cet_mutants_flush(); /* the program may close what it does not know */
}

static bool note_process(const struct cet_mutants_watched *watched)
{
    (void)watched;
    if (!cet_mutants_is_own())
        *is_noticed_elsewhere = true;
    return false;
}

static void watch_module(struct cet_mutants_module *module, struct snapshot *snapshot)
{
    if (!is_noticed_elsewhere)
        is_noticed_elsewhere = cet_mutants_shared_pages(sizeof *is_noticed_elsewhere);
    cet_mutants_on_notice = note_process;
    snapshot->noticed = cet_mutants_shared_pages(module->mutant_count);
    if (!cet_mutants_watch_start(module, snapshot->noticed))
        snapshot->noticed = NULL;
}

void cet_mutants_clean_start(struct cet_mutants_module *module)
{
    struct snapshot *snapshot = cet_mutants_pages(sizeof *snapshot);
    *snapshot = (struct snapshot){module, cet_mutants_pages(module->site_count * sizeof(uint64_t)), NULL,
                                  snapshots ? snapshots->number + 1 : 0, snapshots};
    snapshots = snapshot;
    memset(module->armed, 1, module->function_count);
    share_hits(module);
    cet_mutants_count_all(module);
    if (cet_mutants_state.watches)
        watch_module(module, snapshot);
    if (cet_mutants_can_talk())
        say_module(module, snapshot->number);
}

static void book_module(struct snapshot *s)
{
    for (uint32_t i = 0; i < s->module->site_count; i++) {
        uint64_t hits = cet_mutants_count(s->module, i);
        if (hits == s->hits[i])
            continue;
        cet_mutants_say("hits %u %" PRIu32 " %" PRIu64 "\n", s->number, i, hits - s->hits[i]);
        s->hits[i] = hits;
    }
}

/* Mutants of the sites that were hit: whether they ever made anything else of a value in this program. */
static void say_idle(const struct snapshot *s)
{
    const struct cet_mutants_module *module = s->module;
    for (uint32_t i = 0; s->noticed && i < module->site_count; i++) {
        const struct cet_mutants_site *site = &module->sites[i];
        for (uint32_t m = site->first_mutant - 1;
             module->hits[i] != CET_MUTANTS_UNSEEN && m < site->first_mutant - 1 + site->mutant_count; m++)
            if (module->mutant_ids[m])
                cet_mutants_say("%s %016" PRIx64 "\n", s->noticed[m] ? "noticed" : "idle", module->mutant_ids[m]);
    }
}

static void book(void)
{
    if (!cet_mutants_can_talk())
        return;
    for (struct snapshot *s = snapshots; s && !cet_mutants_state.watches; s = s->next)
        book_module(s);
}

static void say_test(const char *test)
{
    if (cet_mutants_can_talk())
        cet_mutants_say_text("test ", test);
    cet_mutants_flush();
}

static void begin_test(void)
{
    char test[TEST_NAME_SIZE];
    cet_mutants_test_name(test, sizeof test);
    say_test(test);
}

void cet_mutants_clean_fork(void)
{
    if (atomic_flag_test_and_set(&is_booking))
        return;
    book();
    atomic_flag_clear(&is_booking);
}

void cet_mutants_clean_reaped(const char *test)
{
    if (atomic_flag_test_and_set(&is_booking))
        return;
    say_test(test);
    book();
    begin_test();
    atomic_flag_clear(&is_booking);
}

void cet_mutants_clean_enter(struct cet_mutants_module *module, uint32_t function)
{
    const void *mark = cet_mutants_test_mark();
    bool is_new = module->armed[function] != SEEN;
    if ((mark == current_mark && !is_new) || atomic_flag_test_and_set(&is_booking))
        return;
    if (mark != current_mark) {
        book();
        begin_test();
        current_mark = mark;
    }
    if (is_new) {
        module->armed[function] = SEEN;
        cet_mutants_hazards_look();
    }
    atomic_flag_clear(&is_booking);
}

static void say_failed_tests(void)
{
    char test[TEST_NAME_SIZE];
    unsigned count = cet_mutants_failures();
    for (unsigned i = 0; i < count && i < 100; i++) {
        cet_mutants_failed_test(i, test, sizeof test);
        cet_mutants_say_text("failed ", test);
    }
}

void cet_mutants_clean_end(int exit_code)
{
    if (atomic_flag_test_and_set(&is_booking))
        return;
    book();
    if (!cet_mutants_can_talk())
        return;
    for (struct snapshot *s = snapshots; s; s = s->next)
        say_idle(s);
    if (is_noticed_elsewhere && *is_noticed_elsewhere)
        cet_mutants_say("hazard processes\n");
    say_failed_tests();
    cet_mutants_hazards_end();
    cet_mutants_say("exit %d\n", exit_code);
    cet_mutants_flush();
}
