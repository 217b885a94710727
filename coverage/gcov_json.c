/* gcc's gcov in JSON (gcov -j, format version 1 and 2). */
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/coverage/gcov.h"
#include "system_path.h"

#define MAX_LINE 10000000

static uint32_t read_line_number(const cJSON *object, const char *key)
{
    int64_t line = json_get_int(object, key, 0);
    return line < 1 || line > MAX_LINE ? 0 : (uint32_t)line;
}

static uint64_t read_count(const cJSON *object, const char *key)
{
    double count = json_get_number(object, key, 0);
    return count >= 0x1p64 ? UINT64_MAX : count > 0 ? (uint64_t)count : 0;
}

static void add_line(struct coverage_file *file, const cJSON *node)
{
    struct coverage_line line = {.line = read_line_number(node, "line_number"), .hits = read_count(node, "count")};
    if (!line.line)
        return;
    ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, line);
    bool was_evaluated = !(json_get_bool(node, "unexecuted_block", false) && line.hits == 0);
    uint32_t number = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, json_get(node, "branches"))
    {
        struct coverage_branch branch = {.line = line.line, .number = number++, .was_evaluated = was_evaluated};
        branch.taken = was_evaluated ? read_count(item, "count") : 0;
        ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity, branch);
    }
}

static void add_function(struct coverage_file *file, const cJSON *node)
{
    const char *name = json_get_text(node, "name", NULL);
    struct coverage_function function = {.line = read_line_number(node, "start_line"),
                                         .end_line = read_line_number(node, "end_line"),
                                         .hits = read_count(node, "execution_count")};
    if (!name || !function.line)
        return;
    function.name = memory_strdup(name);
    ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, function);
}

static enum status add_document(const char *name, const cJSON *root, struct coverage *coverage, struct error *err)
{
    const cJSON *files = json_get(root, "files"), *item, *part;
    const char *folder = json_get_text(root, "current_working_directory", "/");
    if (!cJSON_IsArray(files))
        return error_set(err, STATUS_INVALID, "'%s': not an answer of gcov: \"files\" is missing", name);
    struct coverage document = {0};
    cJSON_ArrayForEach(item, files)
    {
        const char *path = json_get_text(item, "file", NULL);
        SCOPED(memory_free_pointer) char *absolute = path ? path_absolute(path, folder) : NULL;
        if (!absolute || is_system_path(absolute))
            continue;
        struct coverage_file *file = coverage_add_file(&document, absolute);
        cJSON_ArrayForEach(part, json_get(item, "lines")) add_line(file, part);
        cJSON_ArrayForEach(part, json_get(item, "functions")) add_function(file, part);
        coverage_file_normalise(file);
    }
    coverage_merge(coverage, &document);
    coverage_release(&document);
    return STATUS_OK;
}

static enum status add_documents(const char *name, const char *text, size_t length, struct coverage *coverage,
                                 struct error *err)
{
    for (const char *p = text, *end = text + length; p < end;) {
        const char *line_end = memchr(p, '\n', (size_t)(end - p));
        size_t size = (size_t)((line_end ? line_end : end) - p);
        if (size) {
            SCOPED(json_free) cJSON *root = NULL;
            enum status status = json_parse(name, p, size, &root, err);
            if (status == STATUS_OK)
                status = add_document(name, root, coverage, err);
            if (status != STATUS_OK)
                return status;
        }
        p += size + 1;
    }
    return STATUS_OK;
}

enum status gcov_parse_json(const char *name, const char *text, size_t length, struct coverage *coverage,
                            struct error *err)
{
    if (length == 0)
        return error_set(err, STATUS_INVALID, "'%s': gcov gave no answer", name);
    struct coverage loaded = {0};
    enum status status = add_documents(name, text, length, &loaded, err);
    if (status == STATUS_OK)
        coverage_merge(coverage, &loaded);
    coverage_release(&loaded);
    return status;
}
