#include "cet/model/refactoring.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"

static const struct refactoring_kind_info kinds[] = {
#define REFACTORING(id, name, summary, how) {name, summary, how},
#include "cet/model/refactoring_kinds.def"
#undef REFACTORING
};

const struct refactoring_kind_info *refactoring_kind_info(enum refactoring_kind kind)
{
    return &kinds[kind];
}

double refactoring_worth(const struct refactoring *refactoring)
{
    return refactoring->complexity * refactoring->changes * refactoring->callers;
}

void refactoring_set_release(struct refactoring_set *set)
{
    if (!set)
        return;
    arena_release(&set->arena);
    free(set->items);
    *set = (struct refactoring_set){0};
}

void refactoring_set_add(struct refactoring_set *set, const struct refactoring *refactoring)
{
    struct refactoring copy = *refactoring;
    copy.name = arena_strdup(&set->arena, refactoring->name);
    copy.path = arena_strdup(&set->arena, refactoring->path);
    copy.move = arena_strdup(&set->arena, refactoring->move);
    copy.evidence = arena_strdup(&set->arena, refactoring->evidence);
    copy.parts = pattern_parts_copy(&set->arena, refactoring->parts, refactoring->part_count);
    ARRAY_PUSH(set->items, set->count, set->capacity, copy);
}

static int compare(const void *left, const void *right)
{
    const struct refactoring *a = left, *b = right;
    double first = refactoring_worth(a), second = refactoring_worth(b);
    if (first > second || first < second)
        return first > second ? -1 : 1;
    int order = strcmp(a->path, b->path);
    if (!order)
        order = (a->line > b->line) - (a->line < b->line);
    if (!order)
        order = (int)a->kind - (int)b->kind;
    return order ? order : strcmp(a->move, b->move);
}

void refactoring_set_rank(struct refactoring_set *set)
{
    if (set->count)
        qsort(set->items, set->count, sizeof *set->items, compare);
}

static void format_one(struct json_writer *json, const struct refactoring *refactoring, const char *root)
{
    json_object_begin(json, NULL);
    json_string(json, "kind", kinds[refactoring->kind].name);
    json_string(json, "name", refactoring->name);
    json_string(json, "path", path_below(refactoring->path, root));
    json_uint(json, "line", refactoring->line);
    json_uint(json, "endLine", refactoring->end_line);
    json_string(json, "move", refactoring->move);
    json_string(json, "evidence", refactoring->evidence);
    json_number(json, "worth", refactoring_worth(refactoring));
    json_number(json, "complexity", refactoring->complexity);
    json_number(json, "changes", refactoring->changes);
    json_number(json, "callers", refactoring->callers);
    pattern_parts_format(json, refactoring->parts, refactoring->part_count, root);
    json_uint(json, "leftOut", refactoring->left_out);
    json_object_end(json);
}

void refactoring_set_format(const struct refactoring_set *set, size_t limit, const char *root, struct strbuf *out)
{
    struct json_writer json = {.out = out, .indent = 2};
    json_object_begin(&json, NULL);
    json_string(&json, "format", REFACTORINGS_FORMAT);
    json_int(&json, "version", REFACTORINGS_VERSION);
    json_bool(&json, "hasHistory", set->has_history);
    json_uint(&json, "found", set->count);
    json_array_begin(&json, "refactorings");
    for (size_t i = 0; i < set->count && (!limit || i < limit); i++)
        format_one(&json, &set->items[i], root);
    json_array_end(&json);
    json_object_end(&json);
}
