/* Runs gcov over every data file below a folder. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/coverage/gcov.h"
#include "cet/exec/process.h"

#define MAX_DEPTH 64
#define MAX_DATA_FILES 100000

struct path_list {
    char **items;
    size_t count;
    size_t capacity;
    const char *folder;
    unsigned depth;
};

static enum status collect(void *context, const char *name, bool is_folder, struct error *err)
{
    struct path_list *list = context;
    SCOPED(memory_free_pointer) char *path = path_join(list->folder, name);
    if (is_folder) {
        if (list->depth == MAX_DEPTH)
            return error_set(err, STATUS_LIMIT, "'%s': folders are nested more than %d deep", path, MAX_DEPTH);
        const char *outer = list->folder;
        list->folder = path;
        list->depth++;
        enum status status = folder_each(path, collect, list, err);
        list->depth--;
        list->folder = outer;
        return status;
    }
    if (!path_has_extension(name, ".gcda"))
        return STATUS_OK;
    if (list->count == MAX_DATA_FILES)
        return error_set(err, STATUS_LIMIT, "'%s': more than %d data files", list->folder, MAX_DATA_FILES);
    ARRAY_PUSH(list->items, list->count, list->capacity, path);
    path = NULL;
    return STATUS_OK;
}

enum status gcov_read_file(const struct gcov_options *options, const char *data, struct coverage *coverage,
                           struct error *err)
{
    const char *gcc_words[] = {options->tools->gcov.path, "-b", "-c", "-j", "-t", data, NULL};
    const char *clang_words[] = {options->tools->llvm_cov.path, "gcov", "-b", "-c", "-t", data, NULL};
    const char *const *argv = options->is_clang ? clang_words : gcc_words;
    if (!argv[0])
        return error_set(err, STATUS_NOT_FOUND, "%s is not installed, coverage data cannot be read",
                         options->is_clang ? "llvm-cov 19" : "gcov");
    SCOPED(memory_free_pointer) char *folder =
        options->source_folder ? memory_strdup(options->source_folder) : path_folder(data);
    struct process_result result = {0};
    enum status status = process_run(
        &(struct process_request){.argv = argv, .folder = folder, .sandbox = options->sandbox}, &result, err);
    if (status != STATUS_OK)
        return status;
    if (!process_succeeded(&result))
        status = error_set(err, STATUS_INVALID, "'%s': %s could not read it: %.400s", data, argv[0],
                           strbuf_text(&result.error_output));
    else if (strstr(strbuf_text(&result.error_output), "stamp mismatch"))
        status =
            error_set(err, STATUS_INVALID, "'%s' comes from another build than its .gcno; build again and rerun", data);
    else if (options->is_clang)
        status = gcov_parse_text(data, strbuf_text(&result.output), result.output.length, folder, coverage, err);
    else
        status = gcov_parse_json(data, strbuf_text(&result.output), result.output.length, coverage, err);
    process_result_release(&result);
    return status;
}

enum status gcov_read_folder(const struct gcov_options *options, struct coverage *coverage, struct error *err)
{
    struct path_list list = {.folder = options->folder};
    enum status status = folder_each(options->folder, collect, &list, err);
    if (status == STATUS_OK && list.count == 0)
        status = error_set(err, STATUS_NOT_FOUND,
                           "'%s' holds no .gcda file; build with --coverage and run the tests first", options->folder);
    struct coverage loaded = {0};
    for (size_t i = 0; i < list.count && status == STATUS_OK; i++)
        status = gcov_read_file(options, list.items[i], &loaded, err);
    if (status == STATUS_OK) {
        const struct tool *compiler = options->is_clang ? &options->tools->clang : &options->tools->gcc;
        if (compiler->version) { /* names the package too, which the data does not */
            free(loaded.compiler);
            loaded.compiler = memory_strdup(compiler->version);
        }
        coverage_merge(coverage, &loaded);
    }
    coverage_release(&loaded);
    for (size_t i = 0; i < list.count; i++)
        free(list.items[i]);
    free(list.items);
    return status;
}
