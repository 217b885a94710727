#include "cet/model/finding.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"

#define MAX_SOURCE_BYTES (64u << 20)

static const char *const level_texts[] = {"refactoring", "warning", "error"};

const char *finding_level_text(enum finding_level level)
{
    return level_texts[level];
}

bool finding_level_find(const char *text, enum finding_level *ret_level)
{
    for (size_t i = 0; i < ARRAY_LENGTH(level_texts); i++)
        if (!strcmp(text, level_texts[i])) {
            *ret_level = (enum finding_level)i;
            return true;
        }
    return false;
}

void finding_set_release(struct finding_set *set)
{
    if (!set)
        return;
    arena_release(&set->arena);
    map_release(&set->index);
    free(set->items);
    *set = (struct finding_set){0};
}

static const char *copy_text(struct arena *arena, const char *text)
{
    return arena_strdup(arena, text ? text : "");
}

void finding_set_add(struct finding_set *set, const struct finding *finding)
{
    SCOPED(strbuf_release) struct strbuf key = {0};
    strbuf_printf(&key, "%u:%u:%s:%s:%s", finding->line, finding->column, finding->rule, finding->path,
                  finding->message);
    bool is_new;
    map_add(&set->index, strbuf_text(&key), 1, &is_new);
    if (!is_new)
        return;
    struct finding copy = *finding;
    copy.rule = copy_text(&set->arena, finding->rule);
    copy.path = copy_text(&set->arena, finding->path);
    copy.function = copy_text(&set->arena, finding->function);
    copy.message = copy_text(&set->arena, finding->message);
    copy.source = copy_text(&set->arena, finding->source);
    copy.cwe = copy_text(&set->arena, finding->cwe);
    copy.reason = copy_text(&set->arena, finding->reason);
    copy.notes = arena_array(&set->arena, finding->note_count, sizeof *copy.notes);
    for (uint32_t i = 0; i < finding->note_count; i++) {
        copy.notes[i] = finding->notes[i];
        copy.notes[i].path = copy_text(&set->arena, finding->notes[i].path);
        copy.notes[i].message = copy_text(&set->arena, finding->notes[i].message);
    }
    copy.fixes = arena_array(&set->arena, finding->fix_count, sizeof *copy.fixes);
    for (uint32_t i = 0; i < finding->fix_count; i++) {
        copy.fixes[i] = finding->fixes[i];
        copy.fixes[i].replacement = copy_text(&set->arena, finding->fixes[i].replacement);
    }
    ARRAY_PUSH(set->items, set->count, set->capacity, copy);
}

static int compare_findings(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    int order = strcmp(a->path, b->path);
    if (!order)
        order = (a->line > b->line) - (a->line < b->line);
    if (!order)
        order = (a->column > b->column) - (a->column < b->column);
    if (!order)
        order = strcmp(a->rule, b->rule);
    return order ? order : strcmp(a->message, b->message);
}

void finding_set_sort(struct finding_set *set)
{
    if (set->count)
        qsort(set->items, set->count, sizeof *set->items, compare_findings);
}

/* The text of one line without white space, so that a new indentation keeps the fingerprint. */
static void squeeze_line(const struct strbuf *text, uint32_t wanted, struct strbuf *out)
{
    const char *p = strbuf_text(text);
    for (uint32_t line = 1; line < wanted && p; line++) {
        p = strchr(p, '\n');
        p = p ? p + 1 : NULL;
    }
    for (; p && *p && *p != '\n'; p++)
        if (!isspace((unsigned char)*p))
            strbuf_add_char(out, *p);
}

void finding_set_fingerprint(struct finding_set *set)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(strbuf_release) struct strbuf key = {0};
    SCOPED(map_release) struct map ordinals = {0};
    const char *read_path = NULL;
    for (size_t i = 0; i < set->count; i++) {
        struct finding *finding = &set->items[i];
        if (!read_path || strcmp(read_path, finding->path) != 0) {
            strbuf_clear(&text);
            if (file_read(finding->path, MAX_SOURCE_BYTES, &text, NULL) != STATUS_OK)
                strbuf_clear(&text);
            read_path = finding->path;
        }
        strbuf_clear(&key);
        strbuf_printf(&key, "%s|%s|%s|", finding->rule, path_name(finding->path), finding->function);
        squeeze_line(&text, finding->line, &key);
        uint64_t before = map_add(&ordinals, strbuf_text(&key), 0, NULL);
        map_set(&ordinals, strbuf_text(&key), before + 1);
        uint64_t hash = hash_text(HASH_START, strbuf_text(&key));
        hash = hash_bytes(hash, &before, sizeof before);
        snprintf(finding->fingerprint, sizeof finding->fingerprint, "%016llx", (unsigned long long)hash);
    }
}

size_t finding_set_count_level(const struct finding_set *set, enum finding_level level)
{
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        count += set->items[i].level == level && set->items[i].state == FINDING_SHOWN;
    return count;
}

size_t finding_set_count_state(const struct finding_set *set, enum finding_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        count += set->items[i].state == state;
    return count;
}

static void format_notes(struct json_writer *json, const struct finding *finding)
{
    json_array_begin(json, "notes");
    for (uint32_t i = 0; i < finding->note_count; i++) {
        json_object_begin(json, NULL);
        json_string(json, "path", finding->notes[i].path);
        json_uint(json, "line", finding->notes[i].line);
        json_uint(json, "column", finding->notes[i].column);
        json_string(json, "message", finding->notes[i].message);
        json_object_end(json);
    }
    json_array_end(json);
}

static void format_fixes(struct json_writer *json, const struct finding *finding)
{
    json_array_begin(json, "fixes");
    for (uint32_t i = 0; i < finding->fix_count; i++) {
        json_object_begin(json, NULL);
        json_uint(json, "line", finding->fixes[i].line);
        json_uint(json, "column", finding->fixes[i].column);
        json_uint(json, "endLine", finding->fixes[i].end_line);
        json_uint(json, "endColumn", finding->fixes[i].end_column);
        json_string(json, "replacement", finding->fixes[i].replacement);
        json_object_end(json);
    }
    json_array_end(json);
}

static void format_finding(struct json_writer *json, const struct finding *finding)
{
    json_object_begin(json, NULL);
    json_string(json, "rule", finding->rule);
    json_string(json, "level", finding_level_text(finding->level));
    json_string(json, "path", finding->path);
    json_uint(json, "line", finding->line);
    json_uint(json, "column", finding->column);
    json_uint(json, "endLine", finding->end_line);
    json_uint(json, "endColumn", finding->end_column);
    json_string(json, "function", finding->function);
    json_string(json, "message", finding->message);
    json_string(json, "source", finding->source);
    if (*finding->cwe)
        json_string(json, "cwe", finding->cwe);
    json_string(json, "fingerprint", finding->fingerprint);
    if (finding->note_count)
        format_notes(json, finding);
    if (finding->fix_count)
        format_fixes(json, finding);
    json_object_end(json);
}

void finding_set_format(const struct finding_set *set, struct strbuf *out)
{
    struct json_writer json = {.out = out, .indent = 2};
    json_object_begin(&json, NULL);
    json_string(&json, "format", FINDINGS_FORMAT);
    json_int(&json, "version", FINDINGS_VERSION);
    json_array_begin(&json, "findings");
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].state == FINDING_SHOWN)
            format_finding(&json, &set->items[i]);
    json_array_end(&json);
    json_object_end(&json);
}
