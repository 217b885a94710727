#include "cet/model/run_history.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"

#define MAX_HISTORY_BYTES (32u << 20)

static const struct history_kind {
    const char *key, *stage, *figure, *label;
} kinds[] = {
#define HISTORY_FIGURE(id, key, stage, figure, label) [HISTORY_##id] = {key, stage, figure, label},
#include "cet/model/history_figures.def"
#undef HISTORY_FIGURE
};

const char *history_figure_label(enum history_figure figure)
{
    return kinds[figure].label;
}

void run_history_release(struct run_history *history)
{
    if (!history)
        return;
    free(history->runs);
    arena_release(&history->arena);
    *history = (struct run_history){0};
}

void run_history_add(struct run_history *history, const struct history_run *run)
{
    struct history_run copy = *run;
    copy.time = arena_strdup(&history->arena, run->time);
    copy.status = arena_strdup(&history->arena, run->status);
    ARRAY_PUSH(history->runs, history->count, history->capacity, copy);
}

static double measured(const struct verdict *verdict, const struct history_kind *kind)
{
    for (uint32_t i = 0; i < verdict->stage_count; i++) {
        const struct verdict_stage *stage = &verdict->stages[i];
        for (uint32_t k = 0; k < stage->figure_count && !strcmp(stage->name, kind->stage); k++)
            if (!strcmp(stage->figures[k].name, kind->figure))
                return stage->figures[k].measured;
    }
    return NAN;
}

void run_history_add_verdict(struct run_history *history, const struct verdict *verdict)
{
    struct history_run run = {.time = verdict->created ? verdict->created : "",
                              .status = verdict_outcome_text(verdict->outcome)};
    for (size_t i = 0; i < history->count; i++)
        if (!strcmp(history->runs[i].time, run.time))
            return;
    for (int i = 0; i < HISTORY_FIGURE_COUNT; i++)
        run.figures[i] = measured(verdict, &kinds[i]);
    run_history_add(history, &run);
}

static enum status parse_head(const char *path, const cJSON *line, struct error *err)
{
    if (!strcmp(json_get_text(line, "format", ""), RUN_HISTORY_FORMAT) &&
        json_get_int(line, "version", 0) == RUN_HISTORY_VERSION)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "'%s': not a %s file of version %d", path, RUN_HISTORY_FORMAT,
                     RUN_HISTORY_VERSION);
}

static enum status parse_run(const char *path, uint32_t number, const cJSON *line, struct run_history *history,
                             struct error *err)
{
    const char *time = json_get_text(line, "time", NULL);
    if (!time)
        return error_set(err, STATUS_INVALID, "'%s':%u: a run without a time", path, number);
    struct history_run run = {.time = time, .status = json_get_text(line, "status", "")};
    for (int i = 0; i < HISTORY_FIGURE_COUNT; i++) {
        run.figures[i] = json_get_number(line, kinds[i].key, NAN);
        if (run.figures[i] < 0 || run.figures[i] > 1)
            return error_set(err, STATUS_INVALID, "'%s':%u: '%s' is not from 0 to 1", path, number, kinds[i].key);
    }
    run_history_add(history, &run);
    return STATUS_OK;
}

static enum status parse_line(const char *path, uint32_t number, const char *text, size_t length,
                              struct run_history *history, struct error *err)
{
    SCOPED(json_free) cJSON *line = NULL;
    struct error why = {0};
    if (number > RUN_HISTORY_MAX_RUNS + 1)
        return error_set(err, STATUS_LIMIT, "'%s' holds more than %d runs", path, RUN_HISTORY_MAX_RUNS);
    if (json_parse(path, text, length, &line, &why) != STATUS_OK)
        return error_set(err, STATUS_INVALID, "'%s':%u: not valid JSON", path, number);
    return number == 1 ? parse_head(path, line, err) : parse_run(path, number, line, history, err);
}

enum status run_history_parse(const char *path, const char *text, size_t length, struct run_history *history,
                              struct error *err)
{
    const size_t before = history->count;
    uint32_t number = 0;
    enum status status = STATUS_OK;
    for (size_t at = 0; at < length && status == STATUS_OK;) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t line_length = end ? (size_t)(end - text) - at : length - at;
        if (line_length || !number)
            status = parse_line(path, ++number, text + at, line_length, history, err);
        at += line_length + 1;
    }
    if (status == STATUS_OK && !number)
        status = error_set(err, STATUS_INVALID, "'%s' is empty, not a %s file", path, RUN_HISTORY_FORMAT);
    if (status != STATUS_OK)
        history->count = before;
    return status;
}

enum status run_history_load(const char *path, struct run_history *history, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    enum status status = file_read(path, MAX_HISTORY_BYTES, &text, err);
    return status == STATUS_OK ? run_history_parse(path, strbuf_text(&text), text.length, history, err) : status;
}

void run_history_format(const struct run_history *history, struct strbuf *out)
{
    struct json_writer head = {.out = out};
    json_object_begin(&head, NULL);
    json_string(&head, "format", RUN_HISTORY_FORMAT);
    json_int(&head, "version", RUN_HISTORY_VERSION);
    json_object_end(&head);
    strbuf_add_char(out, '\n');
    for (size_t i = 0; i < history->count; i++) {
        const struct history_run *run = &history->runs[i];
        struct json_writer json = {.out = out};
        json_object_begin(&json, NULL);
        json_string(&json, "time", run->time);
        json_string(&json, "status", run->status);
        for (int k = 0; k < HISTORY_FIGURE_COUNT; k++)
            json_number(&json, kinds[k].key, run->figures[k]);
        json_object_end(&json);
        strbuf_add_char(out, '\n');
    }
}
