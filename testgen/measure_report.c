#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "measure_parts.h"

#define MAX_REPORT_BYTES (256u << 20)
#define MAX_TESTS 1000000u

struct report {
    struct measuring *measuring;
    struct suite_run *run;
    const char *program; /* path */
    size_t before;
    bool is_alone, is_open; /* open: the last event has not ended */
};

static const char *keep(struct measuring *measuring, const char *text)
{
    return arena_strdup(&measuring->quality->arena, text);
}

static void note_fixture(struct measuring *measuring, size_t test, bool has_fixture)
{
    if (test >= measuring->fixture_capacity) {
        measuring->fixture_capacity = 2 * test + 64;
        measuring->has_fixture = memory_resize(measuring->has_fixture, measuring->fixture_capacity, sizeof(bool));
    }
    measuring->has_fixture[test] = has_fixture;
}

/* A test is told apart by program, place and name: two of one name are two. */
static size_t meet_test(struct measuring *measuring, const char *program, unsigned place, const char *name)
{
    struct suite_quality *quality = measuring->quality;
    SCOPED(strbuf_release) struct strbuf key = {0};
    bool is_new;
    strbuf_printf(&key, "%s\n%u %s", program, place, name);
    const uint64_t at = map_add(&measuring->index, strbuf_text(&key), quality->count, &is_new);
    if (is_new) {
        const struct test_quality test = {.program = keep(measuring, path_below(program, measuring->copy)),
                                          .name = keep(measuring, name),
                                          .place = place};
        ARRAY_PUSH(quality->tests, quality->count, quality->capacity, test);
    }
    return (size_t)at;
}

static void begin_program(struct report *report, const char *path)
{
    report->is_open = false;
    report->before = NO_TEST;
    report->program = keep(report->measuring, path);
}

static void begin_test(struct report *report, const char *rest)
{
    unsigned place, has_fixture;
    int name_at = 0;
    if (!report->program || sscanf(rest, "%u %u %n", &place, &has_fixture, &name_at) != 2 || name_at == 0 ||
        report->measuring->quality->count >= MAX_TESTS)
        return;
    const size_t test = meet_test(report->measuring, report->program, place, rest + name_at);
    note_fixture(report->measuring, test, has_fixture != 0);
    const struct test_event event = {
        .test = test, .before = report->is_alone ? NO_TEST : report->before, .outcome = TEST_ENDED_PROCESS};
    ARRAY_PUSH(report->run->events, report->run->count, report->run->capacity, event);
    report->before = test;
    report->is_open = true;
}

static void end_test(struct report *report, const char *rest)
{
    char how[8];
    uint64_t wall_us, cpu_us;
    unsigned asserted;
    if (!report->is_open || sscanf(rest, "%7s %u %" SCNu64 " %" SCNu64, how, &asserted, &wall_us, &cpu_us) != 4)
        return;
    struct test_event *event = &report->run->events[report->run->count - 1];
    event->outcome = strcmp(how, "passed") == 0 ? TEST_PASSED : TEST_FAILED;
    event->asserted = asserted;
    event->wall_ms = (double)wall_us / 1000;
    event->cpu_ms = (double)cpu_us / 1000;
    report->is_open = false;
}

static void refuse_program(struct report *report, const char *reason)
{
    bool is_new;
    map_add(&report->measuring->refusals, report->program ? report->program : "", 0, &is_new);
    if (is_new)
        suite_quality_note(report->measuring->quality, "'%s' is not run in other orders: %s",
                           path_below(report->program ? report->program : "", report->measuring->copy), reason);
}

static const char *rest_after(const char *line, const char *word)
{
    const size_t length = strlen(word);
    return strncmp(line, word, length) == 0 ? line + length : NULL;
}

static void read_line(struct report *report, const char *line)
{
    const char *rest;
    if ((rest = rest_after(line, "program ")))
        begin_program(report, rest);
    else if ((rest = rest_after(line, "begin ")))
        begin_test(report, rest);
    else if ((rest = rest_after(line, "end ")))
        end_test(report, rest);
    else if ((rest = rest_after(line, "refused ")))
        refuse_program(report, rest);
    else if (rest_after(line, "killed "))
        report->is_open = false;
}

enum status measure_read_report(struct measuring *measuring, const char *path, bool is_alone, struct suite_run *run,
                                struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct report report = {.measuring = measuring, .run = run, .before = NO_TEST, .is_alone = is_alone};
    enum status status = file_read(path, MAX_REPORT_BYTES, &text, err);
    if (status != STATUS_OK || text.length == 0)
        return status;
    for (char *line = text.bytes, *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        read_line(&report, line);
    }
    return STATUS_OK;
}
