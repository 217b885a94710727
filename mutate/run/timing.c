#include "timing.h"

#include <inttypes.h>

#define FACTOR 20
#define MORE_MS 10000

struct timing timing_of(const struct process_result *result)
{
    return (struct timing){result->wall_ms, result->cpu_ms};
}

static uint64_t larger(uint64_t one, uint64_t other)
{
    return one > other ? one : other;
}

struct timing timing_slower(struct timing one, struct timing other)
{
    return (struct timing){larger(one.wall_ms, other.wall_ms), larger(one.cpu_ms, other.cpu_ms)};
}

static uint64_t limit_ms(uint64_t clean_ms)
{
    return FACTOR * clean_ms + MORE_MS;
}

uint64_t timing_limit_ms(struct timing clean)
{
    return limit_ms(clean.wall_ms);
}

static bool is_near(uint64_t one_ms, uint64_t other_ms)
{
    uint64_t slower_ms = larger(one_ms, other_ms);
    uint64_t faster_ms = one_ms + other_ms - slower_ms;
    return slower_ms < limit_ms(faster_ms);
}

bool timing_is_stable(struct timing one, struct timing other)
{
    return is_near(one.wall_ms, other.wall_ms) && is_near(one.cpu_ms, other.cpu_ms);
}

void timing_note(struct timing first, struct timing second, struct mutant_set *set)
{
    if (timing_is_stable(first, second))
        return;
    mutant_set_note(set,
                    "timing is not stable: without mutants the command took %" PRIu64 " ms (CPU %" PRIu64
                    " ms), then %" PRIu64 " ms (CPU %" PRIu64
                    " ms); limits come from the slower run, and a mutant that times out may only have been slow",
                    first.wall_ms, first.cpu_ms, second.wall_ms, second.cpu_ms);
}
