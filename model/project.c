#include "cet/model/project.h"

#include <math.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/model/finding.h"

#define MAX_PROJECT_BYTES (1u << 20)

struct reader {
    struct project *project;
    const char *path;
    struct error *err;
};

void project_defaults(struct project *project)
{
    project->thresholds = (struct thresholds){.line_ratio = 0.85, .branch_ratio = 0.75, .mutation_ratio = 0.70};
    project->seed = 1;
    project_ci_defaults(&project->ci);
}

void project_release(struct project *project)
{
    if (!project)
        return;
    arena_release(&project->arena);
    *project = (struct project){0};
}

static enum status read_texts(struct reader *reader, const cJSON *node, bool are_paths, const char ***ret_texts,
                              size_t *ret_count)
{
    struct arena *arena = &reader->project->arena;
    if (!cJSON_IsArray(node))
        return error_set(reader->err, STATUS_INVALID, "'%s': \"%s\" must be a list of texts", reader->path,
                         node->string);
    const char **texts = arena_array(arena, (size_t)cJSON_GetArraySize(node) + 1, sizeof *texts);
    size_t count = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, node)
    {
        if (!cJSON_IsString(item))
            return error_set(reader->err, STATUS_INVALID, "'%s': \"%s\"[%zu] must be a text", reader->path,
                             node->string, count);
        SCOPED(memory_free_pointer) char *absolute =
            are_paths ? path_absolute(item->valuestring, reader->project->folder) : NULL;
        if (absolute && !file_exists(absolute))
            return error_set(reader->err, STATUS_NOT_FOUND, "'%s': \"%s\" names '%s', which does not exist",
                             reader->path, node->string, item->valuestring);
        texts[count++] = arena_strdup(arena, absolute ? absolute : item->valuestring);
    }
    *ret_texts = texts;
    *ret_count = count;
    return STATUS_OK;
}

static enum status read_ratio(struct reader *reader, const cJSON *node, double *ret_ratio)
{
    if (!cJSON_IsNumber(node) || !(node->valuedouble >= 0 && node->valuedouble <= 1))
        return error_set(reader->err, STATUS_INVALID, "'%s': threshold \"%s\" must be a number from 0 to 1",
                         reader->path, node->string);
    *ret_ratio = node->valuedouble;
    return STATUS_OK;
}

static enum status read_thresholds(struct reader *reader, const cJSON *node)
{
    struct thresholds *thresholds = &reader->project->thresholds;
    if (!cJSON_IsObject(node))
        return error_set(reader->err, STATUS_INVALID, "'%s': \"thresholds\" must be an object", reader->path);
    const cJSON *item;
    cJSON_ArrayForEach(item, node)
    {
        double *target = !strcmp(item->string, "line")       ? &thresholds->line_ratio
                         : !strcmp(item->string, "branch")   ? &thresholds->branch_ratio
                         : !strcmp(item->string, "mutation") ? &thresholds->mutation_ratio
                                                             : NULL;
        if (!target)
            return error_set(reader->err, STATUS_INVALID,
                             "'%s': unknown threshold \"%s\"; known are line, branch, mutation", reader->path,
                             item->string);
        enum status status = read_ratio(reader, item, target);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status read_count(struct reader *reader, const cJSON *node, uint64_t *ret_value)
{
    if (!cJSON_IsNumber(node) || node->valuedouble < 0 || node->valuedouble > 9007199254740992.0 ||
        floor(node->valuedouble) != node->valuedouble)
        return error_set(reader->err, STATUS_INVALID, "'%s': \"%s\" must be a whole number from 0 to 2^53",
                         reader->path, node->string);
    *ret_value = (uint64_t)node->valuedouble;
    return STATUS_OK;
}

static enum status read_text(struct reader *reader, const cJSON *node, const char **ret_text)
{
    if (!cJSON_IsString(node) || !*node->valuestring)
        return error_set(reader->err, STATUS_INVALID, "'%s': \"%s\" must be a text", reader->path, node->string);
    *ret_text = arena_strdup(&reader->project->arena, node->valuestring);
    return STATUS_OK;
}

/* As --operators takes them. */
static enum status read_operators(struct reader *reader, const cJSON *node)
{
    SCOPED(strbuf_release) struct strbuf joined = {0};
    const char **names;
    size_t count = 0;
    enum status status = read_texts(reader, node, false, &names, &count);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        if (!*names[i] || strchr(names[i], ','))
            return error_set(reader->err, STATUS_INVALID, "'%s': \"operators\"[%zu] is no name", reader->path, i);
        strbuf_printf(&joined, "%s%s", i ? "," : "", names[i]);
    }
    if (status == STATUS_OK && count)
        reader->project->mutate_operators = arena_strdup(&reader->project->arena, strbuf_text(&joined));
    return status;
}

static enum status read_mutate(struct reader *reader, const cJSON *node)
{
    struct project *project = reader->project;
    enum status status = STATUS_OK;
    if (!cJSON_IsObject(node))
        return error_set(reader->err, STATUS_INVALID, "'%s': \"mutate\" must be an object", reader->path);
    for (const cJSON *item = node->child; item && status == STATUS_OK; item = item->next) {
        if (!strcmp(item->string, "exclude"))
            status = read_texts(reader, item, false, &project->mutate_exclude, &project->mutate_exclude_count);
        else if (!strcmp(item->string, "operators"))
            status = read_operators(reader, item);
        else if (!strcmp(item->string, "threshold"))
            status = read_ratio(reader, item, &project->mutate_threshold_ratio);
        else
            status = error_set(reader->err, STATUS_INVALID,
                               "'%s': unknown key \"%s\" in \"mutate\"; known are exclude, operators, threshold",
                               reader->path, item->string);
    }
    return status;
}

static enum status read_testgen(struct reader *reader, const cJSON *node)
{
    struct project *project = reader->project;
    char *text = cJSON_PrintUnformatted(node);
    project->testgen_text = arena_strdup(&project->arena, text ? text : "");
    cJSON_free(text);
    return corrections_read(node, reader->path, &project->arena, &project->corrections, reader->err);
}

static enum status read_limits(struct reader *reader, const cJSON *node)
{
    struct project *project = reader->project;
    struct project_scan *scan = &project->scan;
    if (!cJSON_IsObject(node))
        return error_set(reader->err, STATUS_INVALID, "'%s': \"thresholds\" of \"scan\" must be an object",
                         reader->path);
    scan->limits = arena_array(&project->arena, (size_t)cJSON_GetArraySize(node), sizeof *scan->limits);
    scan->limit_count = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, node)
    {
        uint64_t number;
        enum status status = read_count(reader, item, &number);
        if (status != STATUS_OK)
            return status;
        if (number > UINT32_MAX)
            return error_set(reader->err, STATUS_INVALID, "'%s': threshold \"%s\" must be less than 2^32", reader->path,
                             item->string);
        scan->limits[scan->limit_count++] =
            (struct scan_limit){arena_strdup(&project->arena, item->string), (uint32_t)number};
    }
    return STATUS_OK;
}

static enum status read_level(struct reader *reader, const cJSON *node)
{
    enum finding_level level;
    enum status status = read_text(reader, node, &reader->project->scan.level);
    if (status == STATUS_OK && !finding_level_find(node->valuestring, &level))
        return error_set(reader->err, STATUS_INVALID,
                         "'%s': \"%s\" is not a level; known are refactoring, warning, error", reader->path,
                         node->valuestring);
    return status;
}

static enum status read_scan(struct reader *reader, const cJSON *node)
{
    struct project_scan *scan = &reader->project->scan;
    enum status status = STATUS_OK;
    if (!cJSON_IsObject(node))
        return error_set(reader->err, STATUS_INVALID, "'%s': \"scan\" must be an object", reader->path);
    scan->is_given = true;
    for (const cJSON *item = node->child; item && status == STATUS_OK; item = item->next) {
        if (!strcmp(item->string, "checks"))
            status = read_text(reader, item, &scan->checks);
        else if (!strcmp(item->string, "level"))
            status = read_level(reader, item);
        else if (!strcmp(item->string, "thresholds"))
            status = read_limits(reader, item);
        else
            status = error_set(reader->err, STATUS_INVALID,
                               "'%s': unknown key \"%s\" in \"scan\"; known are checks, level, thresholds",
                               reader->path, item->string);
    }
    return status;
}

static enum status read_key(struct reader *reader, const cJSON *node)
{
    struct project *project = reader->project;
    const char *key = node->string;
    if (!strcmp(key, "name"))
        return read_text(reader, node, &project->name);
    if (!strcmp(key, "sources"))
        return read_texts(reader, node, true, &project->sources, &project->source_count);
    if (!strcmp(key, "with"))
        return read_texts(reader, node, true, &project->with, &project->with_count);
    if (!strcmp(key, "cflags"))
        return read_texts(reader, node, false, &project->cflags, &project->cflag_count);
    if (!strcmp(key, "ldflags"))
        return read_texts(reader, node, false, &project->ldflags, &project->ldflag_count);
    if (!strcmp(key, "thresholds"))
        return read_thresholds(reader, node);
    if (!strcmp(key, "mutate"))
        return read_mutate(reader, node);
    if (!strcmp(key, "testgen"))
        return read_testgen(reader, node);
    if (!strcmp(key, "scan"))
        return read_scan(reader, node);
    if (!strcmp(key, "ci"))
        return project_ci_read(node, reader->path, &project->arena, &project->ci, reader->err);
    if (!strcmp(key, "coverage"))
        return coverage_rules_read(node, reader->path, &project->arena, &project->coverage, reader->err);
    if (!strcmp(key, "seed"))
        return read_count(reader, node, &project->seed);
    if (!strcmp(key, "executions"))
        return read_count(reader, node, &project->executions);
    if (!strcmp(key, "description"))
        return STATUS_OK;
    return error_set(reader->err, STATUS_INVALID, "'%s': unknown key \"%s\"; docs/formats/cet-json.md lists the keys",
                     reader->path, key);
}

static enum status read_project(struct reader *reader, const cJSON *root)
{
    if (!cJSON_IsObject(root))
        return error_set(reader->err, STATUS_INVALID, "'%s': the file must hold one object", reader->path);
    const cJSON *node;
    cJSON_ArrayForEach(node, root)
    {
        enum status status = read_key(reader, node);
        if (status != STATUS_OK)
            return status;
    }
    if (reader->project->source_count == 0 && !reader->project->scan.is_given && !reader->project->ci.is_given &&
        !reader->project->coverage.is_given)
        return error_set(reader->err, STATUS_INVALID, "'%s': \"sources\" names no file", reader->path);
    return STATUS_OK;
}

enum status project_load(const char *path, struct project *project, struct error *err)
{
    SCOPED(json_free) cJSON *root = NULL;
    enum status status = json_load(path, MAX_PROJECT_BYTES, &root, err);
    if (status != STATUS_OK)
        return status;
    struct project loaded = {0};
    project_defaults(&loaded);
    SCOPED(memory_free_pointer) char *absolute = path_absolute(path, NULL);
    SCOPED(memory_free_pointer) char *folder = path_folder(absolute);
    loaded.folder = arena_strdup(&loaded.arena, folder);
    loaded.name = arena_strdup(&loaded.arena, path_name(folder));
    struct reader reader = {.project = &loaded, .path = path, .err = err};
    status = read_project(&reader, root);
    if (status != STATUS_OK) {
        project_release(&loaded);
        return status;
    }
    project_release(project);
    *project = loaded;
    return STATUS_OK;
}
