#include "cet/model/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"

static const struct pattern_kind_info kinds[] = {
#define PATTERN(id, name, summary, reading) {name, summary, reading},
#include "cet/model/pattern_kinds.def"
#undef PATTERN
};

const struct pattern_kind_info *pattern_kind_info(enum pattern_kind kind)
{
    return &kinds[kind];
}

void pattern_set_release(struct pattern_set *set)
{
    if (!set)
        return;
    arena_release(&set->arena);
    free(set->items);
    *set = (struct pattern_set){0};
}

static const char *copy_text(struct arena *arena, const char *text)
{
    return arena_strdup(arena, text ? text : "");
}

struct pattern_part *pattern_parts_copy(struct arena *arena, const struct pattern_part *parts, uint32_t count)
{
    struct pattern_part *copies = arena_array(arena, count, sizeof *copies);
    for (uint32_t i = 0; i < count; i++)
        copies[i] = (struct pattern_part){copy_text(arena, parts[i].role), copy_text(arena, parts[i].name),
                                          copy_text(arena, parts[i].path), parts[i].line};
    return copies;
}

void pattern_set_add(struct pattern_set *set, const struct pattern *pattern)
{
    struct pattern copy = *pattern;
    copy.name = copy_text(&set->arena, pattern->name);
    copy.path = copy_text(&set->arena, pattern->path);
    copy.reason = copy_text(&set->arena, pattern->reason);
    copy.parts = pattern_parts_copy(&set->arena, pattern->parts, pattern->part_count);
    ARRAY_PUSH(set->items, set->count, set->capacity, copy);
}

static int compare_patterns(const void *left, const void *right)
{
    const struct pattern *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    int order = strcmp(a->path, b->path);
    if (!order)
        order = (a->line > b->line) - (a->line < b->line);
    return order ? order : strcmp(a->name, b->name);
}

void pattern_set_sort(struct pattern_set *set)
{
    if (set->count)
        qsort(set->items, set->count, sizeof *set->items, compare_patterns);
}

size_t pattern_set_count(const struct pattern_set *set, enum pattern_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        count += set->items[i].kind == kind;
    return count;
}

void pattern_parts_format(struct json_writer *json, const struct pattern_part *parts, uint32_t count, const char *root)
{
    json_array_begin(json, "parts");
    for (uint32_t i = 0; i < count; i++) {
        json_object_begin(json, NULL);
        json_string(json, "role", parts[i].role);
        json_string(json, "name", parts[i].name);
        json_string(json, "path", path_below(parts[i].path, root));
        json_uint(json, "line", parts[i].line);
        json_object_end(json);
    }
    json_array_end(json);
}

static void format_pattern(struct json_writer *json, const struct pattern *pattern, const char *root)
{
    json_object_begin(json, NULL);
    json_string(json, "kind", kinds[pattern->kind].name);
    json_string(json, "name", pattern->name);
    json_string(json, "path", path_below(pattern->path, root));
    json_uint(json, "line", pattern->line);
    json_string(json, "reason", pattern->reason);
    pattern_parts_format(json, pattern->parts, pattern->part_count, root);
    json_uint(json, "leftOut", pattern->left_out);
    json_object_end(json);
}

void pattern_set_format(const struct pattern_set *set, const char *root, struct strbuf *out)
{
    struct json_writer json = {.out = out, .indent = 2};
    json_object_begin(&json, NULL);
    json_string(&json, "format", PATTERNS_FORMAT);
    json_int(&json, "version", PATTERNS_VERSION);
    json_array_begin(&json, "patterns");
    for (size_t i = 0; i < set->count; i++)
        format_pattern(&json, &set->items[i], root);
    json_array_end(&json);
    json_object_end(&json);
}
