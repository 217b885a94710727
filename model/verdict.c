#include "cet/model/verdict.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cet/core/json.h"
#include "cet/core/memory.h"

#define MAX_VERDICT_BYTES (16u << 20)

static const char *const outcome_texts[] = {
    [VERDICT_COULD_NOT_JUDGE] = "could not judge",
    [VERDICT_ACCEPTED] = "accepted",
    [VERDICT_REJECTED] = "rejected",
    [VERDICT_INSUFFICIENT] = "insufficient evidence",
};

static const char *const stage_texts[] = {
    [STAGE_NOT_RUN] = "not run", [STAGE_PASSED] = "passed", [STAGE_MISSED] = "missed",
    [STAGE_FAILED] = "failed",   [STAGE_BROKEN] = "broken",
};

const char *verdict_outcome_text(enum verdict_outcome outcome)
{
    return outcome_texts[outcome];
}

int verdict_exit_code(enum verdict_outcome outcome)
{
    switch (outcome) {
    case VERDICT_ACCEPTED:
        return 0;
    case VERDICT_REJECTED:
    case VERDICT_INSUFFICIENT:
        return 1;
    case VERDICT_COULD_NOT_JUDGE:
        break;
    }
    return 2;
}

const char *stage_status_text(enum stage_status status)
{
    return stage_texts[status];
}

void verdict_release(struct verdict *verdict)
{
    if (!verdict)
        return;
    arena_release(&verdict->arena);
    *verdict = (struct verdict){0};
}

static void format_figure(struct json_writer *json, const struct verdict_figure *figure)
{
    json_object_begin(json, NULL);
    json_string(json, "name", figure->name);
    json_number(json, "measured", figure->measured);
    json_number(json, "threshold", figure->threshold);
    json_uint(json, "part", figure->part);
    json_uint(json, "whole", figure->whole);
    json_string(json, "unit", figure->unit);
    json_object_end(json);
}

static void format_texts(struct json_writer *json, const char *key, const char *const *texts, uint32_t count)
{
    json_array_begin(json, key);
    for (uint32_t i = 0; i < count; i++)
        json_string(json, NULL, texts[i]);
    json_array_end(json);
}

static void format_stage(struct json_writer *json, const struct verdict_stage *stage)
{
    json_object_begin(json, NULL);
    json_string(json, "name", stage->name);
    json_string(json, "status", stage_status_text(stage->status));
    format_texts(json, "reasons", stage->reasons, stage->reason_count);
    json_array_begin(json, "figures");
    for (uint32_t i = 0; i < stage->figure_count; i++)
        format_figure(json, &stage->figures[i]);
    json_array_end(json);
    json_number(json, "durationMs", stage->duration_ms);
    json_object_end(json);
}

void verdict_format(const struct verdict *verdict, struct strbuf *out)
{
    struct json_writer json = {.out = out, .indent = 2};
    json_object_begin(&json, NULL);
    json_string(&json, "format", VERDICT_FORMAT);
    json_int(&json, "version", VERDICT_VERSION);
    json_string(&json, "outcome", verdict_outcome_text(verdict->outcome));
    json_string(&json, "subject", verdict->subject);
    json_string(&json, "created", verdict->created);
    json_uint(&json, "seed", verdict->seed);
    json_array_begin(&json, "inputs");
    for (uint32_t i = 0; i < verdict->input_count; i++) {
        json_object_begin(&json, NULL);
        json_string(&json, "path", verdict->inputs[i].path);
        json_string(&json, "sha256", verdict->inputs[i].digest);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_object_begin(&json, "versions");
    for (uint32_t i = 0; i < verdict->version_count; i++)
        json_string(&json, verdict->versions[i].name, verdict->versions[i].text);
    json_object_end(&json);
    json_array_begin(&json, "stages");
    for (uint32_t i = 0; i < verdict->stage_count; i++)
        format_stage(&json, &verdict->stages[i]);
    json_array_end(&json);
    format_texts(&json, "notEnforced", verdict->not_enforced, verdict->not_enforced_count);
    json_object_end(&json);
}

/* Index of text in texts, or -1. */
static int find_text(const char *const *texts, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (texts[i] && !strcmp(texts[i], text))
            return (int)i;
    return -1;
}

static const char **read_texts(struct arena *arena, const cJSON *list, uint32_t *ret_count)
{
    const char **texts = arena_array(arena, (size_t)cJSON_GetArraySize(list) + 1, sizeof *texts);
    uint32_t count = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        texts[count++] = arena_strdup(arena, cJSON_IsString(item) ? item->valuestring : "");
    }
    *ret_count = count;
    return texts;
}

static uint64_t read_count(const cJSON *object, const char *key)
{
    int64_t count = json_get_int(object, key, 0);
    return count > 0 ? (uint64_t)count : 0;
}

static void read_figures(struct arena *arena, const cJSON *list, struct verdict_stage *stage)
{
    stage->figures = arena_array(arena, (size_t)cJSON_GetArraySize(list) + 1, sizeof *stage->figures);
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        stage->figures[stage->figure_count++] =
            (struct verdict_figure){.name = arena_strdup(arena, json_get_text(item, "name", "")),
                                    .measured = json_get_number(item, "measured", NAN),
                                    .threshold = json_get_number(item, "threshold", NAN),
                                    .part = read_count(item, "part"),
                                    .whole = read_count(item, "whole"),
                                    .unit = arena_strdup(arena, json_get_text(item, "unit", ""))};
    }
}

static enum status read_stages(const char *path, const cJSON *list, struct verdict *verdict, struct error *err)
{
    struct arena *arena = &verdict->arena;
    verdict->stages = arena_array(arena, (size_t)cJSON_GetArraySize(list) + 1, sizeof *verdict->stages);
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        struct verdict_stage *stage = &verdict->stages[verdict->stage_count++];
        const char *text = json_get_text(item, "status", "");
        int status = find_text(stage_texts, ARRAY_LENGTH(stage_texts), text);
        if (status < 0)
            return error_set(err, STATUS_INVALID, "'%s': stage %u has the unknown status '%s'", path,
                             verdict->stage_count, text);
        stage->status = (enum stage_status)status;
        stage->name = arena_strdup(arena, json_get_text(item, "name", ""));
        stage->reasons = read_texts(arena, json_get(item, "reasons"), &stage->reason_count);
        stage->duration_ms = json_get_number(item, "durationMs", 0);
        read_figures(arena, json_get(item, "figures"), stage);
    }
    return STATUS_OK;
}

static void read_inputs(const cJSON *root, struct verdict *verdict)
{
    struct arena *arena = &verdict->arena;
    const cJSON *list = json_get(root, "inputs"), *item;
    verdict->inputs = arena_array(arena, (size_t)cJSON_GetArraySize(list) + 1, sizeof *verdict->inputs);
    cJSON_ArrayForEach(item, list)
    {
        struct verdict_input *input = &verdict->inputs[verdict->input_count++];
        input->path = arena_strdup(arena, json_get_text(item, "path", ""));
        snprintf(input->digest, sizeof input->digest, "%s", json_get_text(item, "sha256", ""));
    }
    list = json_get(root, "versions");
    verdict->versions = arena_array(arena, (size_t)cJSON_GetArraySize(list) + 1, sizeof *verdict->versions);
    cJSON_ArrayForEach(item, list)
    {
        if (cJSON_IsString(item))
            verdict->versions[verdict->version_count++] = (struct verdict_text_pair){
                .name = arena_strdup(arena, item->string), .text = arena_strdup(arena, item->valuestring)};
    }
}

static enum status read_verdict(const char *path, const cJSON *root, struct verdict *verdict, struct error *err)
{
    if (strcmp(json_get_text(root, "format", ""), VERDICT_FORMAT) != 0 ||
        json_get_int(root, "version", 0) != VERDICT_VERSION)
        return error_set(err, STATUS_INVALID, "'%s': not a %s file of version %d", path, VERDICT_FORMAT,
                         VERDICT_VERSION);
    const char *text = json_get_text(root, "outcome", "");
    int outcome = find_text(outcome_texts, ARRAY_LENGTH(outcome_texts), text);
    if (outcome < 0)
        return error_set(err, STATUS_INVALID, "'%s': unknown outcome '%s'", path, text);
    verdict->outcome = (enum verdict_outcome)outcome;
    verdict->subject = arena_strdup(&verdict->arena, json_get_text(root, "subject", ""));
    verdict->created = arena_strdup(&verdict->arena, json_get_text(root, "created", ""));
    verdict->seed = read_count(root, "seed");
    verdict->not_enforced = read_texts(&verdict->arena, json_get(root, "notEnforced"), &verdict->not_enforced_count);
    read_inputs(root, verdict);
    return read_stages(path, json_get(root, "stages"), verdict, err);
}

static enum status take_verdict(const char *path, const cJSON *root, struct verdict *verdict, struct error *err)
{
    struct verdict loaded = {0};
    enum status status = read_verdict(path, root, &loaded, err);
    if (status != STATUS_OK) {
        verdict_release(&loaded);
        return status;
    }
    verdict_release(verdict);
    *verdict = loaded;
    return STATUS_OK;
}

enum status verdict_parse(const char *path, const char *text, size_t length, struct verdict *verdict, struct error *err)
{
    SCOPED(json_free) cJSON *root = NULL;
    enum status status = json_parse(path, text, length, &root, err);
    return status == STATUS_OK ? take_verdict(path, root, verdict, err) : status;
}

enum status verdict_load(const char *path, struct verdict *verdict, struct error *err)
{
    SCOPED(json_free) cJSON *root = NULL;
    enum status status = json_load(path, MAX_VERDICT_BYTES, &root, err);
    return status == STATUS_OK ? take_verdict(path, root, verdict, err) : status;
}
