#include "cet/model/history.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/json.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"

void history_release(struct history *history)
{
    if (!history)
        return;
    arena_release(&history->arena);
    free(history->points);
    *history = (struct history){0};
}

static const char *copy_text(struct arena *arena, const char *text)
{
    return arena_strdup(arena, text ? text : "");
}

void history_add(struct history *history, const struct history_point *point)
{
    struct arena *arena = &history->arena;
    struct history_point copy = *point;
    copy.commit = copy_text(arena, point->commit);
    copy.date = copy_text(arena, point->date);
    copy.subject = copy_text(arena, point->subject);
    copy.failure = copy_text(arena, point->failure);
    copy.unread = arena_array(arena, point->unread_count, sizeof *copy.unread);
    for (uint32_t i = 0; i < point->unread_count; i++)
        copy.unread[i] =
            (struct history_unread){copy_text(arena, point->unread[i].path), copy_text(arena, point->unread[i].why)};
    uint32_t functions = point->of_functions ? point->functions : 0;
    copy.of_functions = point->of_functions ? arena_array(arena, functions, sizeof *copy.of_functions) : NULL;
    for (uint32_t i = 0; i < functions; i++) {
        copy.of_functions[i] = point->of_functions[i];
        copy.of_functions[i].id = copy_text(arena, point->of_functions[i].id);
    }
    ARRAY_PUSH(history->points, history->count, history->capacity, copy);
}

static void format_functions(struct json_writer *json, const struct history_point *point)
{
    json_array_begin(json, "ofFunctions");
    for (uint32_t i = 0; i < point->functions; i++) {
        json_object_begin(json, NULL);
        json_string(json, "id", point->of_functions[i].id);
        json_uint(json, "cognitive", point->of_functions[i].cognitive);
        json_uint(json, "lines", point->of_functions[i].lines);
        json_object_end(json);
    }
    json_array_end(json);
}

static void format_point(struct json_writer *json, const struct history_point *point, bool has_functions)
{
    json_object_begin(json, NULL);
    json_string(json, "commit", point->commit);
    json_string(json, "date", point->date);
    json_string(json, "subject", point->subject);
    if (*point->failure)
        json_string(json, "failure", point->failure);
    json_uint(json, "files", point->files);
    json_uint(json, "lines", point->lines);
    json_uint(json, "functions", point->functions);
    json_number(json, "cognitiveMean", point->cognitive_mean);
    json_uint(json, "cognitiveP95", point->cognitive_p95);
    json_uint(json, "errors", point->errors);
    json_uint(json, "warnings", point->warnings);
    json_uint(json, "refactorings", point->refactorings);
    json_number(json, "duplicateRatio", point->duplicate_ratio);
    json_uint(json, "includeCycles", point->include_cycles);
    json_array_begin(json, "unread");
    for (uint32_t i = 0; i < point->unread_count; i++) {
        json_object_begin(json, NULL);
        json_string(json, "path", point->unread[i].path);
        json_string(json, "why", point->unread[i].why);
        json_object_end(json);
    }
    json_array_end(json);
    if (has_functions && point->of_functions)
        format_functions(json, point);
    json_object_end(json);
}

static const struct history_point *last_analysed(const struct history *history, bool is_first)
{
    const struct history_point *found = NULL;
    for (size_t i = 0; i < history->count; i++)
        if (!*history->points[i].failure && history->points[i].of_functions && !(found && is_first))
            found = &history->points[i];
    return found;
}

static void format_grown(struct json_writer *json, const struct history *history)
{
    const struct history_point *from = last_analysed(history, true), *to = last_analysed(history, false);
    size_t count = 0;
    SCOPED(memory_free_pointer) struct history_growth *grown =
        from && to && from != to ? history_grown(from, to, &count) : NULL;
    json_array_begin(json, "grown");
    for (size_t i = 0; i < count; i++) {
        json_object_begin(json, NULL);
        json_string(json, "function", grown[i].id);
        json_uint(json, "before", grown[i].before);
        json_uint(json, "after", grown[i].after);
        json_uint(json, "linesBefore", grown[i].lines_before);
        json_uint(json, "linesAfter", grown[i].lines_after);
        json_object_end(json);
    }
    json_array_end(json);
}

void history_format(const struct history *history, bool has_functions, struct strbuf *out)
{
    struct json_writer json = {.out = out, .indent = has_functions ? 0 : 2};
    json_object_begin(&json, NULL);
    json_string(&json, "format", HISTORY_FORMAT);
    json_int(&json, "version", HISTORY_VERSION);
    json_uint(&json, "commits", history->commits);
    json_array_begin(&json, "points");
    for (size_t i = 0; i < history->count; i++)
        format_point(&json, &history->points[i], has_functions);
    json_array_end(&json);
    if (!has_functions)
        format_grown(&json, history);
    json_object_end(&json);
}

static uint32_t read_count(const cJSON *object, const char *key)
{
    double value = json_get_number(object, key, 0);
    return value > 0 && value < UINT32_MAX ? (uint32_t)value : 0;
}

static void read_functions(const cJSON *list, struct arena *arena, struct history_point *point)
{
    const cJSON *item;
    uint32_t count = 0;
    if (!cJSON_IsArray(list))
        return;
    point->of_functions = arena_array(arena, (size_t)cJSON_GetArraySize(list), sizeof *point->of_functions);
    cJSON_ArrayForEach(item, list)
    {
        point->of_functions[count++] = (struct history_function){
            json_get_text(item, "id", ""), read_count(item, "cognitive"), read_count(item, "lines")};
    }
    point->functions = count;
}

static void read_unread(const cJSON *list, struct arena *arena, struct history_point *point)
{
    const cJSON *item;
    if (!cJSON_IsArray(list))
        return;
    point->unread = arena_array(arena, (size_t)cJSON_GetArraySize(list), sizeof *point->unread);
    cJSON_ArrayForEach(item, list)
    {
        point->unread[point->unread_count++] =
            (struct history_unread){json_get_text(item, "path", ""), json_get_text(item, "why", "")};
    }
}

static void read_point(const cJSON *item, struct history *history)
{
    SCOPED(arena_release) struct arena arena = {0};
    struct history_point point = {.commit = json_get_text(item, "commit", ""),
                                  .date = json_get_text(item, "date", ""),
                                  .subject = json_get_text(item, "subject", ""),
                                  .failure = json_get_text(item, "failure", ""),
                                  .files = read_count(item, "files"),
                                  .lines = read_count(item, "lines"),
                                  .functions = read_count(item, "functions"),
                                  .cognitive_mean = json_get_number(item, "cognitiveMean", 0),
                                  .cognitive_p95 = read_count(item, "cognitiveP95"),
                                  .errors = read_count(item, "errors"),
                                  .warnings = read_count(item, "warnings"),
                                  .refactorings = read_count(item, "refactorings"),
                                  .duplicate_ratio = json_get_number(item, "duplicateRatio", 0),
                                  .include_cycles = read_count(item, "includeCycles")};
    read_unread(json_get(item, "unread"), &arena, &point);
    read_functions(json_get(item, "ofFunctions"), &arena, &point);
    history_add(history, &point);
}

enum status history_parse(const char *name, const char *text, size_t length, struct history *history, struct error *err)
{
    SCOPED(json_free) cJSON *root = NULL;
    enum status status = json_parse(name, text, length, &root, err);
    if (status != STATUS_OK)
        return status;
    if (strcmp(json_get_text(root, "format", ""), HISTORY_FORMAT) != 0)
        return error_set(err, STATUS_INVALID, "'%s' is no history (\"format\" is not \"%s\")", name, HISTORY_FORMAT);
    if (json_get_int(root, "version", 0) != HISTORY_VERSION)
        return error_set(err, STATUS_INVALID, "'%s': \"version\" is not %d; this cet cannot read it", name,
                         HISTORY_VERSION);
    const cJSON *item;
    history->commits = read_count(root, "commits");
    cJSON_ArrayForEach(item, json_get(root, "points")) read_point(item, history);
    return STATUS_OK;
}

static int compare_growth(const void *left, const void *right)
{
    const struct history_growth *a = left, *b = right;
    uint32_t of_a = a->after - a->before, of_b = b->after - b->before;
    if (of_a != of_b)
        return of_a > of_b ? -1 : 1;
    return strcmp(a->id, b->id);
}

/* A file that could not be read then may have held the function. */
static bool was_unread(const struct history_point *point, const char *id)
{
    for (uint32_t i = 0; i < point->unread_count; i++) {
        size_t length = strlen(point->unread[i].path);
        if (!strncmp(id, point->unread[i].path, length) && id[length] == '#')
            return true;
    }
    return false;
}

struct history_growth *history_grown(const struct history_point *from, const struct history_point *to,
                                     size_t *ret_count)
{
    SCOPED(map_release) struct map before = {0};
    struct history_growth *grown = memory_new((size_t)to->functions + 1, sizeof *grown);
    size_t count = 0;
    for (uint32_t i = 0; from->of_functions && i < from->functions; i++)
        map_set(&before, from->of_functions[i].id, i);
    for (uint32_t i = 0; to->of_functions && i < to->functions; i++) {
        const struct history_function *now = &to->of_functions[i];
        uint64_t index;
        const struct history_function *then = map_find(&before, now->id, &index) ? &from->of_functions[index] : NULL;
        if (now->cognitive <= (then ? then->cognitive : 0) || (!then && was_unread(from, now->id)))
            continue;
        grown[count++] = (struct history_growth){now->id, then ? then->cognitive : 0, now->cognitive,
                                                 then ? then->lines : 0, now->lines};
    }
    if (count)
        qsort(grown, count, sizeof *grown, compare_growth);
    *ret_count = count;
    return grown;
}
