/* Calls that returned, seen again by sanitizers: what they overran was within their stack or their variables, or nobody
 * had set what they read. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "verify_round.h"

#define PROBE_ROUNDS 3u

static bool was_dropped(const struct verify_round *round)
{
    for (size_t i = 0; i < round->map.count; i++)
        if (round->verdicts[i].drop && !round->verdicts[i].crash && !round->map.marks[i].problem)
            return true;
    return false;
}

/* What does not compile goes, and the rest is tried again. */
static enum status measure_probes(struct verify_round *round, struct error *err)
{
    enum status status = STATUS_OK;
    for (unsigned i = 0; i < PROBE_ROUNDS && status == STATUS_OK && round->plan->test_count; i++) {
        round_start(round);
        status = round_measure(round, err);
        const bool goes_on = status == STATUS_OK && was_dropped(round);
        if (status == STATUS_OK)
            round_thin_plan(round);
        if (!goes_on)
            break;
    }
    return status;
}

/* The texts of a crash live in the arena of the plan that it came from. */
static void hand_over(struct test_plan *plan, const struct test_plan *probes)
{
    for (size_t i = 0; i < probes->crash_count; i++) {
        struct plan_crash crash = probes->crashes[i];
        crash.outcome = arena_strdup(&plan->arena, crash.outcome);
        crash.inputs = arena_strdup(&plan->arena, crash.inputs);
        ARRAY_PUSH(plan->crashes, plan->crash_count, plan->crash_capacity, crash);
    }
}

enum status round_probe(const struct verify_round *round, struct error *err)
{
    struct test_plan probes = *round->plan;
    struct verify_report report = {0};
    probes.arena = (struct arena){0};
    probes.tests = probes.probes;
    probes.test_count = probes.probe_count;
    probes.properties = NULL;
    probes.property_count = 0;
    probes.crashes = NULL;
    probes.crash_count = probes.crash_capacity = 0;
    struct verify_round probing = {.plan = &probes,
                                   .facts = round->facts,
                                   .options = round->options,
                                   .tools = round->tools,
                                   .report = &report,
                                   .objects = round->objects,
                                   .folder = arena_printf(&probes.arena, "%s/probes", round->folder),
                                   .stem = round->stem,
                                   .is_probing = true};
    struct error why = {0};
    enum status status = measure_probes(&probing, &why);
    round->plan->probe_count = 0;
    if (status == STATUS_CANCELLED || status == STATUS_IO)
        error_set(err, status, "%s", why.message);
    else if (status != STATUS_OK)
        status = STATUS_NOT_FOUND; /* what cannot be seen says nothing against the suite */
    if (status == STATUS_OK)
        hand_over(round->plan, &probes);
    round_release(&probing);
    verify_report_release(&report);
    free(probes.crashes);
    arena_release(&probes.arena);
    return status;
}
