/* Whether tests always end alike: the same order again and again, drawn orders, each test alone. A test that ends
 * otherwise in an order is run in that order once more: it needs an order when it does so again, else it is flaky. */
#include <stdlib.h>

#include "cet/core/memory.h"
#include "measure_parts.h"

struct runs {
    struct suite_run *items;
    size_t count;
};

static void say(const struct measuring *measuring, const char *stage, size_t done, size_t total)
{
    const struct measure_options *options = measuring->options;
    if (options->progress)
        options->progress(options->progress_context, stage, done, total);
}

static void runs_release(struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++)
        suite_run_release(&runs->items[i]);
    free(runs->items);
    *runs = (struct runs){0};
}

static enum status run_again_and_again(struct measuring *measuring, struct runs *runs, struct error *err)
{
    enum status status = STATUS_OK;
    const size_t wanted = measuring->options->runs;
    runs->items = memory_new(wanted + 1, sizeof *runs->items);
    while (runs->count < wanted && status == STATUS_OK) {
        say(measuring, "repetitions", runs->count, wanted);
        status = measure_run(measuring, (struct run_way){.builds = runs->count == 0}, &runs->items[runs->count], err);
        runs->count += status == STATUS_OK;
        say(measuring, "repetitions", runs->count, wanted);
    }
    return status;
}

static enum status run_in_orders(struct measuring *measuring, struct runs *runs, struct error *err)
{
    enum status status = STATUS_OK;
    const size_t wanted = measuring->options->orders;
    runs->items = memory_new(wanted + 1, sizeof *runs->items);
    while (runs->count < wanted && status == STATUS_OK) {
        const struct run_way way = {.seed = measuring->options->seed + runs->count};
        status = measure_run(measuring, way, &runs->items[runs->count], err);
        runs->count += status == STATUS_OK;
        say(measuring, "orders", runs->count, wanted);
    }
    return status;
}

/* ---- times ------------------------------------------------------------------------------------------------------- */

static int compare_numbers(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double *values, size_t count)
{
    if (count == 0)
        return 0;
    qsort(values, count, sizeof *values, compare_numbers);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void note_times(struct suite_quality *quality, const struct runs *runs)
{
    double *wall = memory_new(runs->count + 1, sizeof *wall), *cpu = memory_new(runs->count + 1, sizeof *cpu);
    for (size_t t = 0; t < quality->count; t++) {
        size_t count = 0;
        for (size_t r = 0; r < runs->count; r++) {
            const struct test_event *event = suite_run_find(&runs->items[r], t);
            if (!event || event->outcome == TEST_ENDED_PROCESS)
                continue;
            wall[count] = event->wall_ms;
            cpu[count++] = event->cpu_ms;
        }
        quality->tests[t].wall_ms = median(wall, count);
        quality->tests[t].cpu_ms = median(cpu, count);
    }
    for (size_t r = 0; r < runs->count; r++) {
        wall[r] = 0;
        for (size_t i = 0; i < runs->items[r].count; i++)
            wall[r] += runs->items[r].events[i].wall_ms;
    }
    quality->total_ms = median(wall, runs->count);
    free(wall);
    free(cpu);
}

/* ---- steadiness -------------------------------------------------------------------------------------------------- */

static enum test_outcome outcome_in(const struct suite_run *run, size_t test)
{
    const struct test_event *event = suite_run_find(run, test);
    return event ? event->outcome : TEST_NOT_RUN;
}

/* What another test took with its process says nothing about this one. */
static bool differs(const struct test_quality *test, enum test_outcome outcome)
{
    return outcome != TEST_NOT_RUN && outcome != test->outcome;
}

static void set_deviation(struct suite_quality *quality, size_t t, enum test_steadiness steadiness,
                          const struct suite_run *run, struct test_deviation where)
{
    struct test_quality *test = &quality->tests[t];
    const struct test_event *event = suite_run_find(run, t);
    where.outcome = event->outcome;
    where.after = event->before == NO_TEST ? NULL : quality->tests[event->before].name;
    test->steadiness = steadiness;
    test->deviation = where;
}

/* The first outcome that is known is the test's own. */
static void note_first_outcomes(struct suite_quality *quality, const struct runs *runs)
{
    for (size_t t = 0; t < quality->count; t++)
        for (size_t r = 0; r < runs->count && quality->tests[t].outcome == TEST_NOT_RUN; r++) {
            const struct test_event *event = suite_run_find(&runs->items[r], t);
            quality->tests[t].outcome = event ? event->outcome : TEST_NOT_RUN;
            quality->tests[t].asserted = event ? event->asserted : 0;
        }
}

static void judge_repetitions(struct suite_quality *quality, const struct runs *runs)
{
    for (size_t t = 0; t < quality->count; t++)
        for (size_t r = 0; r < runs->count && quality->tests[t].steadiness == TEST_STEADY; r++)
            if (differs(&quality->tests[t], outcome_in(&runs->items[r], t)))
                set_deviation(quality, t, TEST_IS_FLAKY, &runs->items[r],
                              (struct test_deviation){.run = (uint32_t)r + 1});
}

static size_t count_deviating(const struct suite_quality *quality, const struct suite_run *run)
{
    size_t count = 0;
    for (size_t t = 0; t < quality->count; t++)
        count += quality->tests[t].steadiness == TEST_STEADY && differs(&quality->tests[t], outcome_in(run, t));
    return count;
}

/* Steady tests that end otherwise in this run: once more in the same way. */
static enum status judge_way(struct measuring *measuring, struct run_way way, const struct suite_run *run,
                             struct error *err)
{
    struct suite_quality *quality = measuring->quality;
    SCOPED(suite_run_release) struct suite_run again = {0};
    if (count_deviating(quality, run) == 0)
        return STATUS_OK;
    enum status status = measure_run(measuring, way, &again, err);
    for (size_t t = 0; t < quality->count && status == STATUS_OK; t++) {
        const enum test_outcome outcome = outcome_in(run, t);
        if (quality->tests[t].steadiness != TEST_STEADY || !differs(&quality->tests[t], outcome))
            continue;
        const bool is_same = outcome_in(&again, t) == outcome;
        set_deviation(quality, t, is_same ? TEST_NEEDS_ORDER : TEST_IS_FLAKY, run,
                      (struct test_deviation){.seed = way.seed, .was_alone = way.is_alone});
    }
    return status;
}

/* A test that ends its process takes those behind it along. */
static void note_missing(struct suite_quality *quality, const struct runs *runs, const char *kind)
{
    size_t short_of = 0;
    for (size_t r = 0; r < runs->count; r++) {
        size_t missing = 0;
        for (size_t t = 0; t < quality->count; t++)
            missing += outcome_in(&runs->items[r], t) == TEST_NOT_RUN;
        short_of += missing > 0;
    }
    if (short_of)
        suite_quality_note(quality, "in %zu of %zu %s not all tests came to run", short_of, runs->count, kind);
}

enum status measure_steadiness(struct measuring *measuring, struct error *err)
{
    struct suite_quality *quality = measuring->quality;
    SCOPED(runs_release) struct runs repetitions = {0};
    SCOPED(runs_release) struct runs orders = {0};
    SCOPED(suite_run_release) struct suite_run alone = {0};
    const struct run_way way_alone = {.is_alone = true};
    enum status status = run_again_and_again(measuring, &repetitions, err);
    if (status == STATUS_OK)
        status = run_in_orders(measuring, &orders, err);
    if (status == STATUS_OK && quality->orders)
        status = measure_run(measuring, way_alone, &alone, err);
    if (status != STATUS_OK)
        return status;
    note_first_outcomes(quality, &repetitions);
    note_times(quality, &repetitions);
    judge_repetitions(quality, &repetitions);
    note_missing(quality, &repetitions, "repetitions");
    note_missing(quality, &orders, "orders");
    for (size_t i = 0; i < orders.count && status == STATUS_OK; i++)
        status = judge_way(measuring, (struct run_way){.seed = measuring->options->seed + i}, &orders.items[i], err);
    if (status == STATUS_OK)
        status = judge_way(measuring, way_alone, &alone, err);
    return status;
}
