/* What compilers and runs say, told to the tests that it is about. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "sanitizer_report.h"
#include "verify_round.h"

static const char *keep(struct verify_round *round, const char *text, size_t length)
{
    return arena_strndup(&round->report->arena, text, length);
}

static size_t mark_at_line(const struct verify_round *round, unsigned line)
{
    for (size_t i = 0; i < round->map.count; i++)
        if (!round->map.marks[i].problem && line >= round->map.marks[i].first_line &&
            line <= round->map.marks[i].last_line)
            return i;
    return SIZE_MAX;
}

static size_t mark_by_name(const struct verify_round *round, const char *name, size_t length)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    uint64_t index;
    strbuf_add(&text, name, length);
    return map_find(&round->by_name, strbuf_text(&text), &index) ? (size_t)index : SIZE_MAX;
}

static void drop_test(struct verify_round *round, size_t mark, const char *reason, const char *crash)
{
    if (mark == SIZE_MAX)
        return;
    struct verdict_of_test *verdict = &round->verdicts[mark];
    if (!verdict->drop)
        verdict->drop = reason;
    if (!verdict->crash)
        verdict->crash = crash;
}

/* ---- compilers --------------------------------------------------------------------------------------------------- */

/* "...test_x.c:12:3: error: ..." */
static unsigned line_of_message(const struct verify_round *round, const char *line, size_t length)
{
    SCOPED(strbuf_release) struct strbuf file = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_add(&text, line, length);
    strbuf_printf(&file, "test_%s.c:", round->stem);
    if (!strstr(strbuf_text(&text), "error:"))
        return 0;
    const char *at = strstr(strbuf_text(&text), strbuf_text(&file));
    return at ? (unsigned)strtoul(at + file.length, NULL, 10) : 0;
}

bool blame_compiler(struct verify_round *round, const char *output)
{
    bool found = false;
    for (const char *line = output; *line;) {
        const size_t length = strcspn(line, "\n");
        const unsigned number = line_of_message(round, line, length);
        const size_t mark = number ? mark_at_line(round, number) : SIZE_MAX;
        const char *message = mark != SIZE_MAX ? strstr(line, "error:") : NULL;
        if (message) {
            found = true;
            message += strlen("error:");
            message += strspn(message, " ");
            drop_test(round, mark,
                      arena_printf(&round->report->arena, "does not compile: %.*s",
                                   (int)(line + length > message ? line + length - message : 0), message),
                      NULL);
        }
        line += length + (line[length] == '\n');
    }
    return found;
}

const char *first_compiler_message(struct verify_round *round, const char *output)
{
    const char *error = strstr(output, "error:");
    const char *undefined = strstr(output, "undefined reference"); /* its compiler driver says "error:" behind it */
    const char *at = undefined ? undefined : error ? error : output;
    while (at > output && at[-1] != '\n')
        at--;
    return keep(round, at, strcspn(at, "\n"));
}

/* ---- runs -------------------------------------------------------------------------------------------------------- */

struct reading {
    struct verify_round *round;
    const char *how;
    size_t running; /* mark of the test between begin and end, SIZE_MAX: none */
    size_t failing; /* mark of the test whose failures are listed */
};

static bool starts_with(const char *line, const char *word)
{
    return strncmp(line, word, strlen(word)) == 0;
}

/* The assertions of a test stand in order; each owns the lines behind the one before it. */
static void blame_assertion(struct reading *reading, unsigned line)
{
    struct verify_round *round = reading->round;
    const size_t mark_index = mark_at_line(round, line);
    if (mark_index == SIZE_MAX)
        return;
    const struct emit_mark *mark = &round->map.marks[mark_index];
    const char *reason = arena_printf(&round->report->arena, "fails %s", reading->how);
    size_t best = SIZE_MAX;
    for (size_t e = 0; e < mark->expect_count; e++)
        if (mark->expect_lines[e] >= line && (best == SIZE_MAX || mark->expect_lines[e] < mark->expect_lines[best]))
            best = e;
    if (best == SIZE_MAX || mark->is_property)
        drop_test(round, mark_index, reason, NULL);
    else if (!round->verdicts[mark_index].expects[best])
        round->verdicts[mark_index].expects[best] = reason;
}

static void read_failure(struct reading *reading, const char *line, size_t length)
{
    const char *text = line + strspn(line, " ");
    struct verify_round *round = reading->round;
    if (starts_with(text, "crash: ")) {
        const char *outcome = keep(round, text + 7, length - (size_t)(text - line) - 7);
        drop_test(round, reading->failing, arena_printf(&round->report->arena, "crash (%s) %s", outcome, reading->how),
                  outcome);
    } else if (starts_with(text, "time limit exceeded")) {
        drop_test(round, reading->failing, arena_printf(&round->report->arena, "hang %s", reading->how), "hang");
    } else {
        SCOPED(strbuf_release) struct strbuf file = {0};
        strbuf_printf(&file, "test_%s.c:", round->stem);
        const char *at = strstr(text, strbuf_text(&file));
        if (at && at < line + length)
            blame_assertion(reading, (unsigned)strtoul(at + file.length, NULL, 10));
    }
}

static void read_trace(struct reading *reading, const char *line, size_t length)
{
    if (starts_with(line, "suite: begin ")) {
        reading->running = mark_by_name(reading->round, line + 13, length - 13);
        return;
    }
    const char *name = line + strlen("suite: end ");
    const size_t name_length = strcspn(name, ",\n");
    const size_t mark = mark_by_name(reading->round, name, name_length);
    size_t left, taken;
    if (mark != SIZE_MAX && sscanf(name + name_length, ", %zu of %zu blocks left", &left, &taken) == 2) {
        struct verdict_of_test *verdict = &reading->round->verdicts[mark];
        verdict->blocks_taken = verdict->was_measured && taken > verdict->blocks_taken ? verdict->blocks_taken : taken;
        verdict->blocks_left = left > verdict->blocks_left ? left : verdict->blocks_left;
        verdict->was_measured = true;
    }
    reading->running = SIZE_MAX;
}

static void read_sanitizer(struct reading *reading, const char *line)
{
    struct verify_round *round = reading->round;
    const char *outcome = sanitizer_outcome(line, round->plan->unit, &round->report->arena);
    if (!outcome)
        return;
    drop_test(round, reading->running, arena_printf(&round->report->arena, "%s %s", outcome, reading->how), outcome);
    if (reading->running != SIZE_MAX && round->verdicts[reading->running].crash == outcome)
        round->verdicts[reading->running].is_test_memory = sanitizer_tells_of_test_memory(line);
}

void blame_run(struct verify_round *round, const char *output, const char *how, bool was_complete)
{
    struct reading reading = {.round = round, .how = how, .running = SIZE_MAX, .failing = SIZE_MAX};
    for (const char *line = output; *line;) {
        const size_t length = strcspn(line, "\n");
        if (starts_with(line, "suite: ")) {
            read_trace(&reading, line, length);
        } else if (starts_with(line, "test_")) {
            const size_t mark = mark_by_name(round, line, length);
            reading.failing = mark != SIZE_MAX ? mark : reading.failing;
        } else if (starts_with(line, "    ")) {
            read_failure(&reading, line, length);
        }
        read_sanitizer(&reading, line);
        line += length + (line[length] == '\n');
    }
    if (!was_complete)
        drop_test(round, reading.running, arena_printf(&round->report->arena, "ends the whole run %s", how),
                  "end of the process");
}
