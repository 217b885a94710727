#include "reports.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

struct line {
    char kind[12];
    char id[MUTANT_ID_SIZE];
    char word[16];
    uint64_t number;
    const char *test; /* not terminated */
    size_t test_length;
};

/* "reach ID HITS TEST" and "result ID STATUS MICROSECONDS TEST"; false for other lines. */
static bool read_line(const char *at, size_t length, struct line *ret)
{
    char text[600];
    int test_at = 0;
    if (length >= sizeof text)
        return false;
    memcpy(text, at, length);
    text[length] = '\0';
    *ret = (struct line){0};
    if (sscanf(text, "reach %16[0-9a-f] %" SCNu64 " %n", ret->id, &ret->number, &test_at) == 2)
        strcpy(ret->kind, "reach");
    else if (sscanf(text, "result %16[0-9a-f] %15s %" SCNu64 " %n", ret->id, ret->word, &ret->number, &test_at) == 3)
        strcpy(ret->kind, "result");
    else
        return false;
    if (test_at == 0 || (size_t)test_at > length)
        test_at = (int)length;
    ret->test = at + test_at;
    ret->test_length = length - (size_t)test_at;
    return true;
}

typedef void (*line_fn)(struct mutant_set *set, struct mutant *mutant, const struct line *line);

static void each_line(struct mutant_set *set, const char *text, const char *kind, line_fn apply)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        struct line line;
        struct mutant *mutant = NULL;
        if (read_line(text, length, &line) && strcmp(line.kind, kind) == 0)
            mutant = mutant_set_find(set, line.id);
        if (mutant)
            apply(set, mutant, &line);
        text += length + (text[length] == '\n');
    }
}

static bool is_covered_by(const struct mutant *mutant, const struct line *line)
{
    for (uint32_t i = 0; i < mutant->covered_by_count; i++)
        if (strlen(mutant->covered_by[i]) == line->test_length &&
            memcmp(mutant->covered_by[i], line->test, line->test_length) == 0)
            return true;
    return false;
}

static void apply_reach(struct mutant_set *set, struct mutant *mutant, const struct line *line)
{
    uint32_t count = mutant->covered_by_count;
    if (mutant->status == MUTANT_NO_COVERAGE)
        mutant->status = MUTANT_PENDING;
    mutant->hits += line->number;
    if (line->test_length == 0 || is_covered_by(mutant, line))
        return;
    if ((count & (count - 1)) == 0) { /* full at 0, 1, 2, 4, ... */
        const char **more = arena_array(&set->arena, count ? 2 * (size_t)count : 1, sizeof *more);
        if (count)
            memcpy(more, mutant->covered_by, count * sizeof *more);
        mutant->covered_by = more;
    }
    mutant->covered_by[mutant->covered_by_count++] = arena_strndup(&set->arena, line->test, line->test_length);
}

void reports_apply_reach(struct mutant_set *set, const char *text)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].status == MUTANT_PENDING)
            set->items[i].status = MUTANT_NO_COVERAGE;
    each_line(set, text, "reach", apply_reach);
}

static void apply_result(struct mutant_set *set, struct mutant *mutant, const struct line *line)
{
    mutant->duration_ms += (double)line->number / 1000;
    if (mutant->status == MUTANT_KILLED)
        return;
    if (strcmp(line->word, "killed") == 0) {
        mutant->status = MUTANT_KILLED;
        if (line->test_length)
            mutant->killed_by = arena_strndup(&set->arena, line->test, line->test_length);
    } else if (strcmp(line->word, "timeout") == 0) {
        mutant->status = MUTANT_TIMEOUT;
        if (line->test_length)
            mutant->killed_by = arena_strndup(&set->arena, line->test, line->test_length);
    } else if (mutant->status == MUTANT_PENDING) {
        mutant->status = MUTANT_SURVIVED;
    }
}

void reports_apply_results(struct mutant_set *set, const char *text)
{
    each_line(set, text, "result", apply_result);
}

bool reports_say_exhausted(const char *text)
{
    return strncmp(text, "exhausted ", 10) == 0 || strstr(text, "\nexhausted ") != NULL;
}

size_t report_tail_count(struct report_tail *tail, const char *path)
{
    FILE *file = fopen(path, "re");
    char line[600];
    if (!file)
        return tail->results;
    if (fseek(file, tail->offset, SEEK_SET) == 0)
        while (fgets(line, sizeof line, file) && strchr(line, '\n')) { /* the last line may be half there */
            tail->results += strncmp(line, "result ", 7) == 0;
            tail->offset = ftell(file);
        }
    fclose(file);
    return tail->results;
}

void reports_format_plan(const struct mutant_set *set, struct strbuf *out)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct mutant *mutant = &set->items[i];
        if (mutant->hits)
            strbuf_printf(out, "%s %" PRIu64 " %s\n", mutant->id, mutant->hits,
                          mutant->status == MUTANT_PENDING ? "run" : "skip");
    }
}
