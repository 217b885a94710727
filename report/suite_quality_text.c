/* What a suite is worth, for a terminal. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/report/suite_quality.h"
#include "harmless_text.h"

#define MAX_SLOWEST 10

static void add_harmless(struct strbuf *out, const char *text)
{
    harmless_text_add(out, text, strlen(text));
}

static void add_assertions(const struct suite_quality *quality, struct strbuf *out)
{
    uint64_t sums[ASSERTION_CLASS_COUNT] = {0}, all = 0, fatal = 0;
    for (size_t t = 0; t < quality->count; t++) {
        fatal += quality->tests[t].fatal;
        for (int i = 0; i < ASSERTION_CLASS_COUNT; i++) {
            sums[i] += quality->tests[t].assertions[i];
            all += quality->tests[t].assertions[i];
        }
    }
    strbuf_printf(out, "%-24s%" PRIu64, "assertions", all);
    const char *before = ": ";
    for (int i = 0; i < ASSERTION_CLASS_COUNT; i++)
        if (sums[i]) {
            strbuf_printf(out, "%s%" PRIu64 " %s", before, sums[i], assertion_class_text((enum assertion_class)i));
            before = ", ";
        }
    strbuf_printf(out, "; %" PRIu64 " fatal\n", fatal);
}

static void add_count(struct strbuf *out, const char *what, size_t count)
{
    strbuf_printf(out, "%-24s%zu\n", what, count);
}

static size_t count_similar(const struct suite_quality *quality)
{
    size_t count = 0;
    for (size_t t = 0; t < quality->count; t++)
        count += quality->tests[t].similar > 0;
    return count;
}

static void add_use(const struct suite_quality *quality, struct strbuf *out)
{
    if (!quality->has_mutants) {
        strbuf_printf(out, "%-24snot run: ", "mutants");
        add_harmless(out, quality->why_no_mutants ? quality->why_no_mutants : "");
        strbuf_add_char(out, '\n');
        return;
    }
    size_t killing = 0, killing_alone = 0, covering_alone = 0;
    for (size_t t = 0; t < quality->count; t++) {
        killing += quality->tests[t].killed_count > 0;
        killing_alone += quality->tests[t].killed_alone > 0;
        covering_alone += quality->tests[t].branches_alone > 0;
    }
    strbuf_printf(out, "%-24s%u of %u killed; %zu tests kill some, %zu alone\n", "mutants", quality->mutants_killed,
                  quality->mutants, killing, killing_alone);
    strbuf_printf(out, "%-24s%" PRIu64 " of %" PRIu64 " taken; %zu tests take some alone\n", "branches",
                  quality->branches_taken, quality->branches, covering_alone);
    add_count(out, "tests that add nothing", suite_quality_count(quality, TEST_FAULT_ADDS_NOTHING));
}

static void add_figures(const struct suite_quality *quality, struct strbuf *out)
{
    add_count(out, "tests", quality->count);
    add_assertions(quality, out);
    add_count(out, "without assertions", suite_quality_count(quality, TEST_FAULT_NO_ASSERTION));
    strbuf_printf(out, "%-24s%zu; %zu differ from another only in literals\n", "duplicates",
                  suite_quality_count(quality, TEST_FAULT_DUPLICATE), count_similar(quality));
    add_count(out, "failing", suite_quality_count(quality, TEST_FAULT_FAILS));
    strbuf_printf(out, "%-24s%zu in %u runs\n", "flaky", suite_quality_count(quality, TEST_FAULT_FLAKY), quality->runs);
    strbuf_printf(out, "%-24s%zu in %u orders", "order-dependent",
                  suite_quality_count(quality, TEST_FAULT_ORDER_DEPENDENT), quality->orders);
    strbuf_add_text(out, quality->orders ? " and alone\n" : "\n");
    add_use(quality, out);
    strbuf_printf(out, "%-24s%.3f s\n", "time of all tests", quality->total_ms / 1000);
}

static int compare_times(const void *left, const void *right)
{
    const struct test_quality *a = *(const struct test_quality *const *)left;
    const struct test_quality *b = *(const struct test_quality *const *)right;
    if (a->wall_ms != b->wall_ms)
        return a->wall_ms < b->wall_ms ? 1 : -1;
    return (a > b) - (a < b);
}

static void add_slowest(const struct suite_quality *quality, struct strbuf *out)
{
    if (quality->count == 0)
        return;
    SCOPED(memory_free_pointer) const struct test_quality **list = memory_new(quality->count, sizeof *list);
    for (size_t t = 0; t < quality->count; t++)
        list[t] = &quality->tests[t];
    qsort(list, quality->count, sizeof *list, compare_times);
    strbuf_printf(out, "\n%10s %10s  slowest tests\n", "ms", "CPU ms");
    for (size_t i = 0; i < quality->count && i < MAX_SLOWEST; i++) {
        strbuf_printf(out, "%10.3f %10.3f  ", list[i]->wall_ms, list[i]->cpu_ms);
        add_harmless(out, list[i]->name);
        strbuf_add_char(out, '\n');
    }
}

static void add_deviation(const struct test_quality *test, struct strbuf *out)
{
    const struct test_deviation *deviation = &test->deviation;
    strbuf_printf(out, "%s at first, %s ", test_outcome_text(test->outcome), test_outcome_text(deviation->outcome));
    if (deviation->was_alone)
        strbuf_add_text(out, "in a process of its own");
    else if (deviation->run)
        strbuf_printf(out, "in run %u", deviation->run);
    else
        strbuf_printf(out, "in the order of seed %" PRIu64, deviation->seed);
    if (deviation->was_alone)
        return;
    strbuf_add_text(out, deviation->after ? " after " : " as the first test");
    if (deviation->after)
        add_harmless(out, deviation->after);
}

static void add_fault(const struct test_quality *test, enum test_fault fault, struct strbuf *out)
{
    if (test->file) {
        add_harmless(out, test->file);
        strbuf_printf(out, ":%u: ", test->line);
    } else {
        add_harmless(out, test->program);
        strbuf_add_text(out, ": ");
    }
    add_harmless(out, test->name);
    strbuf_printf(out, " %s", test_fault_summary(fault));
    if (fault == TEST_FAULT_FLAKY || fault == TEST_FAULT_ORDER_DEPENDENT) {
        strbuf_add_text(out, ": ");
        add_deviation(test, out);
    } else if (fault == TEST_FAULT_DUPLICATE) {
        strbuf_add_text(out, ": ");
        add_harmless(out, test->duplicate_of);
    } else if (fault == TEST_FAULT_FAILS) {
        strbuf_printf(out, ": %s", test_outcome_text(test->outcome));
    }
    strbuf_printf(out, " [%s]\n", test_fault_text(fault));
}

static void add_faults(const struct suite_quality *quality, struct strbuf *out)
{
    if (suite_quality_faulty(quality))
        strbuf_add_char(out, '\n');
    for (size_t t = 0; t < quality->count; t++)
        for (unsigned fault = 0; fault < TEST_FAULT_COUNT; fault++)
            if (test_quality_has(&quality->tests[t], (enum test_fault)fault))
                add_fault(&quality->tests[t], (enum test_fault)fault, out);
}

void report_suite_quality_text(const struct suite_quality *quality, struct strbuf *out)
{
    add_figures(quality, out);
    add_slowest(quality, out);
    add_faults(quality, out);
    for (size_t i = 0; i < quality->note_count; i++) {
        strbuf_add_text(out, "note: ");
        add_harmless(out, quality->notes[i]);
        strbuf_add_char(out, '\n');
    }
    const size_t faulty = suite_quality_faulty(quality);
    strbuf_printf(out, "\n%zu of %zu tests have a fault\n", faulty, quality->count);
}
