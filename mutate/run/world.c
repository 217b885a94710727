/* Folders as one hash. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/mutate/cache.h"

#define MAX_FILES 100000

struct walk {
    const char *const *skipped;
    enum mutation_files which;
    bool wants_content;
    const char *folder; /* at hand */
    size_t count;
    struct strbuf all;
    struct strbuf sources;
};

static bool is_source(const char *name)
{
    static const char *const extensions[] = {".c",  ".h",   ".inc", ".def", ".S",   ".y",    ".l",  ".py",    ".sh",
                                             ".pl", ".lua", ".rb",  ".mk",  ".txt", ".json", ".in", ".cmake", ".am"};
    if (strcmp(name, "Makefile") == 0)
        return true;
    for (size_t i = 0; i < ARRAY_LENGTH(extensions); i++)
        if (path_has_extension(name, extensions[i]))
            return true;
    return false;
}

static bool starts_as_binary(const char *path)
{
    static const char *const starts[] = {"\177ELF", "!<arch>\n"};
    char bytes[8] = {0};
    FILE *file = fopen(path, "rb");
    size_t length = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file)
        fclose(file);
    for (size_t i = 0; i < ARRAY_LENGTH(starts); i++)
        if (length >= strlen(starts[i]) && memcmp(bytes, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static bool is_product(const char *path, const char *name)
{
    static const char *const extensions[] = {".o", ".a", ".d", ".gcda", ".gcno", ".log"};
    for (size_t i = 0; i < ARRAY_LENGTH(extensions); i++)
        if (path_has_extension(name, extensions[i]))
            return true;
    return strstr(path, "/Testing/Temporary/") != NULL /* ctest's notes */ || starts_as_binary(path);
}

static bool is_skipped(const struct walk *walk, const char *path, const char *name)
{
    if (strcmp(name, ".git") == 0)
        return true;
    for (size_t i = 0; walk->skipped && walk->skipped[i]; i++)
        if (strcmp(walk->skipped[i], path) == 0)
            return true;
    return false;
}

static enum status add_file(struct walk *walk, const char *path, const char *name, struct error *err)
{
    struct stat about;
    SCOPED(strbuf_release) struct strbuf line = {0};
    char digest[DIGEST_TEXT_SIZE] = "";
    if ((walk->which == MUTATION_FILES_SOURCES && !is_source(name)) ||
        (walk->which == MUTATION_FILES_INPUTS && is_product(path, name)))
        return STATUS_OK;
    if (++walk->count > MAX_FILES)
        return error_set(err, STATUS_LIMIT, "'%s': more than %d files", walk->folder, MAX_FILES);
    if (lstat(path, &about) != 0)
        return STATUS_OK; /* gone meanwhile: the next look sees it */
    if (walk->wants_content && S_ISREG(about.st_mode)) {
        enum status status = digest_file(path, digest, err);
        if (status != STATUS_OK)
            return status;
        strbuf_printf(&line, "%s %s\n", path_below(path, walk->folder), digest);
    } else {
        strbuf_printf(&line, "%s %o %lld %lld.%ld\n", path, (unsigned)about.st_mode, (long long)about.st_size,
                      (long long)about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
    }
    strbuf_add(&walk->all, line.bytes, line.length);
    if (is_source(name))
        strbuf_add(&walk->sources, line.bytes, line.length);
    return STATUS_OK;
}

static enum status walk_folder(struct walk *walk, const char *path, struct error *err);

struct visit {
    struct walk *walk;
    const char *folder;
};

static enum status visit(void *context, const char *name, bool is_folder, struct error *err)
{
    const struct visit *at = context;
    SCOPED(memory_free_pointer) char *path = path_join(at->folder, name);
    if (is_skipped(at->walk, path, name))
        return STATUS_OK;
    return is_folder ? walk_folder(at->walk, path, err) : add_file(at->walk, path, name, err);
}

static enum status walk_folder(struct walk *walk, const char *path, struct error *err)
{
    return folder_each(path, visit, &(struct visit){walk, path}, err);
}

static enum status walk_all(struct walk *walk, const char *const *folders, struct error *err)
{
    enum status status = STATUS_OK;
    for (; *folders && status == STATUS_OK; folders++) {
        walk->folder = *folders;
        status = file_is_folder(*folders) ? walk_folder(walk, *folders, err)
                                          : add_file(walk, *folders, path_name(*folders), err);
    }
    return status;
}

static void walk_release(struct walk *walk)
{
    strbuf_release(&walk->all);
    strbuf_release(&walk->sources);
}

enum status mutation_world_read(const char *const *folders, const char *const *skipped,
                                struct mutation_world *ret_world, struct error *err)
{
    SCOPED(walk_release) struct walk walk = {.skipped = skipped};
    enum status status = walk_all(&walk, folders, err);
    if (status != STATUS_OK)
        return status;
    digest_bytes(strbuf_text(&walk.all), walk.all.length, ret_world->all);
    digest_bytes(strbuf_text(&walk.sources), walk.sources.length, ret_world->sources);
    return STATUS_OK;
}

enum status mutation_folder_digest(const char *folder, const char *const *skipped, enum mutation_files which,
                                   char digest[DIGEST_TEXT_SIZE], struct error *err)
{
    const char *const folders[] = {folder, NULL};
    SCOPED(walk_release) struct walk walk = {.skipped = skipped, .wants_content = true, .which = which};
    enum status status = walk_all(&walk, folders, err);
    if (status == STATUS_OK)
        digest_bytes(strbuf_text(&walk.all), walk.all.length, digest);
    return status;
}
