/* An explorer program: the engine, linked with the glue of one unit. `cet testgen` builds and starts it; by hand:
 * explorer --executions 1000000 --seed 1 --plan plan.json */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <unistd.h>

#include "channel.h"
#include "choose.h"
#include "corpus.h"
#include "documents.h"
#include "files.h"
#include "leaks.h"
#include "learned.h"
#include "makers.h"
#include "members.h"
#include "output.h"
#include "plan_write.h"
#include "pools.h"
#include "search.h"
#include "settle.h"
#include "store.h"
#include "stuck.h"
#include "tables.h"

struct options {
    struct search_options search;
    uint64_t seed;
    const char *plan, *files;
};

void __real_exit(int code) __attribute__((noreturn));

static uint64_t read_number(const char *option, const char *text)
{
    char *end;
    uint64_t number = text ? strtoull(text, &end, 10) : 0;
    if (!text || *end || end == text)
        cet_die("explorer: %s needs a number", option);
    return number;
}

static struct options read_options(int argc, char **argv)
{
    struct options o = {.search = {.executions = 200000, .progress = -1}, .seed = 1};
    for (int i = 1; i < argc; i++) {
        const char *next = argv[i + 1];
        if (!strcmp(argv[i], "--executions"))
            o.search.executions = read_number(argv[i++], next);
        else if (!strcmp(argv[i], "--budget-ms"))
            o.search.budget_ms = read_number(argv[i++], next);
        else if (!strcmp(argv[i], "--seed"))
            o.seed = read_number(argv[i++], next);
        else if (!strcmp(argv[i], "--progress"))
            o.search.progress = (int)read_number(argv[i++], next);
        else if (!strcmp(argv[i], "--plan") && next)
            o.plan = argv[++i];
        else if (!strcmp(argv[i], "--own-temporary-folder"))
            o.files = getenv("TMPDIR");
        else
            cet_die("explorer: unknown option '%s'", argv[i]);
    }
    return o;
}

/* Starts again without random addresses; where that is not permitted, the run may differ in detail from another. */
static void fix_addresses(char **argv)
{
    int persona = personality(0xffffffff);
    if (persona == -1 || persona & ADDR_NO_RANDOMIZE || getenv("CET_EXPLORE_FIXED"))
        return;
    setenv("CET_EXPLORE_FIXED", "1", 1);
    if (personality((unsigned long)persona | ADDR_NO_RANDOMIZE) != -1)
        execv("/proc/self/exe", argv);
}

int main(int argc, char **argv)
{
    fix_addresses(argv);
    struct options options = read_options(argc, argv);
    cet_store_open(options.seed);
    if (options.plan)
        cet_files_open(options.files, options.plan);
    cet_channel_open();
    cet_pools_open();
    cet_documents_open();
    cet_learned_open();
    cet_stuck_open();
    cet_corpus_open();
    cet_makers_open();
    cet_members_open();
    bool was_capped = cet_search(&options.search);
    struct choice choice = cet_choose(&options.search);
    cet_find_leaks();
    cet_settle_crashes();
    if (options.plan)
        cet_plan_write(options.plan, &choice, cet_find_laws(), options.seed, was_capped || choice.was_late);
    cet_channel_close();
    cet_files_close();
    __real_exit(0);
}
