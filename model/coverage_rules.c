#include "cet/model/coverage_rules.h"

#include <math.h>
#include <string.h>

#include "cet/core/json.h"
#include "cet/core/memory.h"

#define MAX_TOLERANCE 1e9

struct reader {
    const char *path;
    struct arena *arena;
    struct coverage_rules *rules;
    struct error *err;
};

const char *coverage_measure_name(enum coverage_measure measure)
{
    static const char *const names[] = {
#define COVERAGE_MEASURE(ID, name, all, hit) name,
#include "cet/model/coverage_measures.def"
#undef COVERAGE_MEASURE
    };
    return names[measure];
}

uint64_t coverage_totals_all(const struct coverage_totals *totals, enum coverage_measure measure)
{
    const uint64_t values[] = {
#define COVERAGE_MEASURE(ID, name, all, hit) totals->all,
#include "cet/model/coverage_measures.def"
#undef COVERAGE_MEASURE
    };
    return values[measure];
}

uint64_t coverage_totals_hit(const struct coverage_totals *totals, enum coverage_measure measure)
{
    const uint64_t values[] = {
#define COVERAGE_MEASURE(ID, name, all, hit) totals->hit,
#include "cet/model/coverage_measures.def"
#undef COVERAGE_MEASURE
    };
    return values[measure];
}

/* "lines": 0.8; false when the key is no measure. */
static bool read_need(const struct reader *reader, const cJSON *node, struct coverage_needs *needs, enum status *status)
{
    for (unsigned i = 0; i < COVERAGE_MEASURE_COUNT; i++) {
        if (strcmp(node->string, coverage_measure_name(i)) != 0)
            continue;
        if (!cJSON_IsNumber(node) || !(node->valuedouble >= 0 && node->valuedouble <= 1))
            *status =
                error_set(reader->err, STATUS_INVALID, "'%s': \"%s\" of \"coverage\" must be a number from 0 to 1",
                          reader->path, node->string);
        else
            needs->ratios[i] = node->valuedouble;
        return true;
    }
    return false;
}

static enum status read_needs(const struct reader *reader, const cJSON *node, struct coverage_needs *needs)
{
    enum status status = STATUS_OK;
    if (!cJSON_IsObject(node))
        return error_set(reader->err, STATUS_INVALID, "'%s': \"%s\" of \"coverage\" must be an object", reader->path,
                         node->string);
    for (const cJSON *item = node->child; item && status == STATUS_OK; item = item->next)
        if (!read_need(reader, item, needs, &status))
            return error_set(reader->err, STATUS_INVALID,
                             "'%s': unknown key \"%s\" in \"%s\"; known are lines, branches, functions", reader->path,
                             item->string, node->string);
    return status;
}

static enum status read_rules(const struct reader *reader, const cJSON *node, struct coverage_rule **ret_rules,
                              size_t *ret_count)
{
    if (!cJSON_IsObject(node))
        return error_set(reader->err, STATUS_INVALID, "'%s': \"%s\" of \"coverage\" must be an object", reader->path,
                         node->string);
    struct coverage_rule *rules = arena_array(reader->arena, (size_t)cJSON_GetArraySize(node) + 1, sizeof *rules);
    size_t count = 0;
    for (const cJSON *item = node->child; item; item = item->next) {
        rules[count].name = arena_strdup(reader->arena, item->string);
        enum status status = read_needs(reader, item, &rules[count++].needs);
        if (status != STATUS_OK)
            return status;
    }
    *ret_rules = rules;
    *ret_count = count;
    return STATUS_OK;
}

static enum status read_other(const struct reader *reader, const cJSON *node)
{
    struct coverage_rules *rules = reader->rules;
    const char *key = node->string;
    if (!strcmp(key, "files"))
        return read_rules(reader, node, &rules->files, &rules->file_count);
    if (!strcmp(key, "folders"))
        return read_rules(reader, node, &rules->folders, &rules->folder_count);
    if (!strcmp(key, "new"))
        return read_needs(reader, node, &rules->new_code);
    if (!strcmp(key, "ratchet")) {
        if (!cJSON_IsString(node) || !*node->valuestring)
            return error_set(reader->err, STATUS_INVALID, "'%s': \"ratchet\" must name a file", reader->path);
        rules->ratchet = arena_strdup(reader->arena, node->valuestring);
        return STATUS_OK;
    }
    if (!strcmp(key, "tolerance")) {
        if (!cJSON_IsNumber(node) || node->valuedouble < 0 || node->valuedouble > MAX_TOLERANCE ||
            floor(node->valuedouble) != node->valuedouble)
            return error_set(reader->err, STATUS_INVALID, "'%s': \"tolerance\" must be a whole number", reader->path);
        rules->tolerance = (uint64_t)node->valuedouble;
        return STATUS_OK;
    }
    return error_set(reader->err, STATUS_INVALID,
                     "'%s': unknown key \"%s\" in \"coverage\"; known are lines, branches, functions, files, folders, "
                     "new, ratchet, tolerance",
                     reader->path, key);
}

enum status coverage_rules_read(const cJSON *node, const char *path, struct arena *arena, struct coverage_rules *ret,
                                struct error *err)
{
    struct coverage_rules rules = {.is_given = true};
    const struct reader reader = {.path = path, .arena = arena, .rules = &rules, .err = err};
    enum status status = STATUS_OK;
    if (!cJSON_IsObject(node))
        return error_set(err, STATUS_INVALID, "'%s': \"coverage\" must be an object", path);
    for (const cJSON *item = node->child; item && status == STATUS_OK; item = item->next)
        if (!read_need(&reader, item, &rules.project, &status))
            status = read_other(&reader, item);
    if (status == STATUS_OK)
        *ret = rules;
    return status;
}
