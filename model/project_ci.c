#include "cet/model/project_ci.h"

#include <math.h>
#include <string.h>

#include "cet/core/memory.h"

#define MAX_TIMEOUT_S 86400

struct reader {
    struct project_ci *ci;
    struct arena *arena;
    const char *path;
    struct error *err;
};

void project_ci_defaults(struct project_ci *ci)
{
    *ci = (struct project_ci){.line_ratio = 1, .mutation_ratio = 1};
}

static enum status read_text(struct reader *reader, const cJSON *node, const char **ret_text)
{
    if (!cJSON_IsString(node) || !*node->valuestring)
        return error_set(reader->err, STATUS_INVALID, "'%s': \"%s\" in \"ci\" must be a text", reader->path,
                         node->string);
    *ret_text = arena_strdup(reader->arena, node->valuestring);
    return STATUS_OK;
}

/* Relative and without a way up: it names a folder of every copy of the project. */
static enum status read_suite(struct reader *reader, const cJSON *node)
{
    enum status status = read_text(reader, node, &reader->ci->suite);
    if (status == STATUS_OK && (*node->valuestring == '/' || strstr(node->valuestring, "..")))
        return error_set(reader->err, STATUS_INVALID, "'%s': \"suite\" must be a folder below that of the file",
                         reader->path);
    return status;
}

static enum status read_exclude(struct reader *reader, const cJSON *node)
{
    SCOPED(strbuf_release) struct strbuf joined = {0};
    const cJSON *item;
    if (!cJSON_IsArray(node))
        return error_set(reader->err, STATUS_INVALID, "'%s': \"exclude\" in \"ci\" must be a list of globs",
                         reader->path);
    cJSON_ArrayForEach(item, node)
    {
        if (!cJSON_IsString(item) || strchr(item->valuestring, ','))
            return error_set(reader->err, STATUS_INVALID, "'%s': \"exclude\" in \"ci\" must be a list of globs",
                             reader->path);
        strbuf_printf(&joined, "%s%s", joined.length ? "," : "", item->valuestring);
    }
    reader->ci->exclude = arena_strdup(reader->arena, strbuf_text(&joined));
    return STATUS_OK;
}

static enum status read_thresholds(struct reader *reader, const cJSON *node)
{
    struct project_ci *ci = reader->ci;
    const cJSON *item;
    if (!cJSON_IsObject(node))
        return error_set(reader->err, STATUS_INVALID, "'%s': \"thresholds\" of \"ci\" must be an object", reader->path);
    cJSON_ArrayForEach(item, node)
    {
        double *target = !strcmp(item->string, "line")       ? &ci->line_ratio
                         : !strcmp(item->string, "branch")   ? &ci->branch_ratio
                         : !strcmp(item->string, "mutation") ? &ci->mutation_ratio
                                                             : NULL;
        if (!target)
            return error_set(reader->err, STATUS_INVALID,
                             "'%s': unknown threshold \"%s\" in \"ci\"; known are line, branch, mutation", reader->path,
                             item->string);
        if (!cJSON_IsNumber(item) || !(item->valuedouble >= 0 && item->valuedouble <= 1))
            return error_set(reader->err, STATUS_INVALID, "'%s': threshold \"%s\" in \"ci\" must be from 0 to 1",
                             reader->path, item->string);
        *target = item->valuedouble;
    }
    return STATUS_OK;
}

static enum status read_timeout(struct reader *reader, const cJSON *node)
{
    double seconds = cJSON_IsNumber(node) ? node->valuedouble : 0;
    if (!(seconds >= 1 && seconds <= MAX_TIMEOUT_S) || floor(seconds) != seconds)
        return error_set(reader->err, STATUS_INVALID, "'%s': \"timeout\" in \"ci\" must be seconds from 1 to %d",
                         reader->path, MAX_TIMEOUT_S);
    reader->ci->timeout_s = (uint64_t)seconds;
    return STATUS_OK;
}

static enum status read_key(struct reader *reader, const cJSON *node)
{
    struct project_ci *ci = reader->ci;
    const char *key = node->string;
    if (!strcmp(key, "build"))
        return read_text(reader, node, &ci->build);
    if (!strcmp(key, "test"))
        return read_text(reader, node, &ci->test);
    if (!strcmp(key, "suite"))
        return read_suite(reader, node);
    if (!strcmp(key, "exclude"))
        return read_exclude(reader, node);
    if (!strcmp(key, "thresholds"))
        return read_thresholds(reader, node);
    if (!strcmp(key, "timeout"))
        return read_timeout(reader, node);
    return error_set(reader->err, STATUS_INVALID,
                     "'%s': unknown key \"%s\" in \"ci\"; known are build, test, suite, exclude, thresholds, timeout",
                     reader->path, key);
}

enum status project_ci_read(const cJSON *node, const char *path, struct arena *arena, struct project_ci *ci,
                            struct error *err)
{
    struct reader reader = {ci, arena, path, err};
    enum status status = STATUS_OK;
    if (!cJSON_IsObject(node))
        return error_set(err, STATUS_INVALID, "'%s': \"ci\" must be an object", path);
    ci->is_given = true;
    for (const cJSON *item = node->child; item && status == STATUS_OK; item = item->next)
        status = read_key(&reader, item);
    if (status == STATUS_OK && ci->suite && ci->test)
        status =
            error_set(err, STATUS_INVALID, "'%s': \"ci\" has a \"suite\" and a \"test\"; one of them is needed", path);
    if (status == STATUS_OK && ci->build && !ci->test)
        status = error_set(err, STATUS_INVALID, "'%s': \"ci\" has a \"build\" without a \"test\"", path);
    return status;
}
