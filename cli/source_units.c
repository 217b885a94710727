#include "source_units.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/compile_database.h"
#include "cet/model/source_root.h"

/* A source file that is larger is no source file. */
#define MAX_SOURCE_BYTES (64u << 20)

void source_units_release(struct source_units *units)
{
    if (!units)
        return;
    map_release(&units->known);
    project_release(&units->project);
    arena_release(&units->arena);
    *units = (struct source_units){0};
}

static enum status check_source(const char *path, struct error *err)
{
    if (!file_exists(path))
        return error_set(err, STATUS_NOT_FOUND, "'%s' does not exist", path);
    if (file_is_folder(path))
        return error_set(err, STATUS_INVALID, "'%s' is a folder without a cet.json; name its C files", path);
    if (!path_has_extension(path, ".c"))
        return error_set(err, STATUS_INVALID, "'%s' is not a C source; its name must end in .c", path);
    struct strbuf text = {0};
    enum status status = file_read(path, MAX_SOURCE_BYTES, &text, err);
    if (status == STATUS_OK && text.length && memchr(text.bytes, 0, text.length))
        status = error_set(err, STATUS_INVALID, "'%s' is not a C source; it holds a NUL byte", path);
    strbuf_release(&text);
    return status;
}

static const char **copy_words(struct arena *arena, const char *const *words, size_t count)
{
    const char **copy = arena_array(arena, count + 1, sizeof *copy);
    for (size_t i = 0; i < count; i++)
        copy[i] = arena_strdup(arena, words[i]);
    return copy;
}

/* Appends a copy of word to a NULL-terminated list in the arena. */
static void add_word(struct arena *arena, const char ***words, size_t *count, const char *word)
{
    const char **larger = arena_array(arena, *count + 2, sizeof *larger);
    if (*count)
        memcpy(larger, *words, *count * sizeof *larger);
    larger[(*count)++] = arena_strdup(arena, word);
    *words = larger;
}

static void push_unit(struct source_units *units, const char *path, const char *folder, const char *const *flags,
                      size_t flag_count)
{
    SCOPED(memory_free_pointer) char *absolute = path_absolute(path, NULL);
    struct source_unit *larger = arena_array(&units->arena, units->count + 1, sizeof *larger);
    if (units->count)
        memcpy(larger, units->items, units->count * sizeof *larger);
    larger[units->count++] = (struct source_unit){.path = arena_strdup(&units->arena, absolute),
                                                  .folder = arena_strdup(&units->arena, folder),
                                                  .flags = copy_words(&units->arena, flags, flag_count),
                                                  .flag_count = flag_count};
    units->items = larger;
}

/* The same file by another name, a symlink's, compiled in the same way. */
static bool is_known(struct source_units *units, const char *path, const char *const *flags, size_t flag_count)
{
    SCOPED(memory_free_pointer) char *real = realpath(path, NULL);
    SCOPED(strbuf_release) struct strbuf key = {0};
    strbuf_printf(&key, "%s", real ? real : path);
    for (size_t i = 0; i < flag_count; i++)
        strbuf_printf(&key, "\n%s", flags[i]);
    bool is_new;
    map_add(&units->known, strbuf_text(&key), units->count, &is_new);
    return !is_new;
}

static enum status add_unit(struct source_units *units, const char *path, const char *folder, const char *const *flags,
                            size_t flag_count, struct error *err)
{
    enum status status = check_source(path, err);
    if (status == STATUS_OK && !is_known(units, path, flags, flag_count))
        push_unit(units, path, folder, flags, flag_count);
    return status;
}

static enum status add_project(struct source_units *units, const char *folder, struct error *err)
{
    SCOPED(memory_free_pointer) char *manifest = path_join(folder, "cet.json");
    enum status status = project_load(manifest, &units->project, err);
    const struct project *project = &units->project;
    if (status == STATUS_OK && project->source_count == 0)
        return error_set(err, STATUS_INVALID, "'%s': \"sources\" names no file", manifest);
    for (size_t i = 0; i < project->source_count && status == STATUS_OK; i++)
        status = add_unit(units, project->sources[i], project->folder, project->cflags, project->cflag_count, err);
    for (size_t i = 0; i < project->with_count && status == STATUS_OK; i++)
        status = source_units_add_with(units, project->with[i], err);
    for (size_t i = 0; i < project->ldflag_count && status == STATUS_OK; i++)
        add_word(&units->arena, &units->libraries, &units->library_count, project->ldflags[i]);
    return status;
}

/* A source that a build has yet to make, or that is gone since it was configured. */
static enum status add_absent(struct source_units *units, const char *path)
{
    add_word(&units->arena, &units->absent, &units->absent_count, path);
    return STATUS_OK;
}

static enum status add_build(struct source_units *units, const struct compile_database *database, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < database->entry_count && status == STATUS_OK; i++) {
        const struct compile_entry *entry = &database->entries[i];
        status = file_exists(entry->file)
                     ? add_unit(units, entry->file, entry->folder, entry->arguments, entry->argument_count, err)
                     : add_absent(units, entry->file);
    }
    if (status == STATUS_OK && units->count == 0 && units->absent_count)
        status = error_set(err, STATUS_NOT_FOUND, "no file of the compilation database exists: '%s' does not",
                           units->absent[0]);
    if (status == STATUS_OK && units->count == 0)
        status = error_set(err, STATUS_INVALID, "the compilation database names no C file");
    return status;
}

static enum status add_operands(struct source_units *units, const struct option_rest *rest,
                                const struct compile_database *database, struct error *err)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < rest->operand_count && status == STATUS_OK; i++) {
        SCOPED(memory_free_pointer) char *absolute = path_absolute(rest->operands[i], NULL);
        SCOPED(memory_free_pointer) char *manifest = path_join(absolute, "cet.json");
        const struct compile_entry *entry = compile_database_find(database, absolute);
        if (rest->operand_count == 1 && file_is_folder(absolute) && file_exists(manifest))
            status = add_project(units, absolute, err);
        else if (entry)
            status = add_unit(units, entry->file, entry->folder, entry->arguments, entry->argument_count, err);
        else if (database->entry_count && file_exists(absolute))
            status =
                error_set(err, STATUS_INVALID, "'%s' has no command in the compilation database", rest->operands[i]);
        else
            status = add_unit(units, rest->operands[i], here, rest->after_dashes, rest->after_dashes_count, err);
    }
    return status;
}

/* Where the project is taken to begin: relative includes stay inside. */
static char *project_root(const char *path)
{
    SCOPED(memory_free_pointer) char *folder = path_folder(path);
    return source_root_checkout(folder);
}

struct readable_list {
    struct arena *arena;
    const char **items;
    size_t count;
    size_t capacity;
};

static void add_readable(struct readable_list *list, const char *path)
{
    for (size_t i = 0; i < list->count; i++)
        if (!strcmp(list->items[i], path))
            return;
    ARRAY_PUSH(list->items, list->count, list->capacity, arena_strdup(list->arena, path));
}

/* The length of the switch that a flag begins with and that is followed by a path; 0: none. */
static size_t path_switch_length(const char *flag)
{
    static const char *const switches[] = {"-I", "-isystem", "-iquote", "-idirafter", "-include", "-imacros"};
    for (size_t k = 0; k < ARRAY_LENGTH(switches); k++)
        if (!strncmp(flag, switches[k], strlen(switches[k])))
            return strlen(switches[k]);
    return 0;
}

static void add_include_folders(struct readable_list *list, const struct source_unit *unit)
{
    for (size_t i = 0; i < unit->flag_count; i++) {
        size_t length = path_switch_length(unit->flags[i]);
        const char *value = length && unit->flags[i][length] ? unit->flags[i] + length : unit->flags[i + 1];
        if (!length || !value)
            continue;
        SCOPED(memory_free_pointer) char *absolute = path_absolute(value, unit->folder);
        if (file_exists(absolute))
            add_readable(list, absolute);
    }
}

static void collect_readable(struct source_units *units)
{
    struct readable_list list = {.arena = &units->arena};
    for (size_t i = 0; i < units->count; i++) {
        SCOPED(memory_free_pointer) char *root = project_root(units->items[i].path);
        add_readable(&list, root);
        add_readable(&list, units->items[i].path); /* a box may leave closed what nobody named */
        add_readable(&list, units->items[i].folder);
        add_include_folders(&list, &units->items[i]);
    }
    for (size_t i = 0; i < units->with_count; i++) {
        SCOPED(memory_free_pointer) char *root = project_root(units->with[i]);
        add_readable(&list, root);
        add_readable(&list, units->with[i]);
    }
    if (units->moved_to)
        add_readable(&list, units->moved_to);
    units->readable = copy_words(&units->arena, list.items, list.count);
    free(list.items);
}

enum status source_units_add_with(struct source_units *units, const char *path, struct error *err)
{
    if (!strncmp(path, "-l", 2) || !strncmp(path, "-L", 2)) {
        add_word(&units->arena, &units->libraries, &units->library_count, path);
        return STATUS_OK;
    }
    if (!file_exists(path) || file_is_folder(path))
        return error_set(err, STATUS_NOT_FOUND, "'%s' (--with) does not exist or is a folder", path);
    SCOPED(memory_free_pointer) char *absolute = path_absolute(path, NULL);
    add_word(&units->arena, &units->with, &units->with_count, absolute);
    collect_readable(units);
    return STATUS_OK;
}

enum status source_units_none(struct source_units *ret_units, struct error *err)
{
    *ret_units = (struct source_units){0};
    project_defaults(&ret_units->project);
    return file_exists("cet.json") ? project_load("cet.json", &ret_units->project, err) : STATUS_OK;
}

static enum status refuse_absent(const struct source_units *units, struct error *err)
{
    if (!units->absent_count)
        return STATUS_OK;
    return error_set(err, STATUS_NOT_FOUND, "'%s' does not exist", units->absent[0]);
}

enum status source_units_collect(const struct option_rest *rest, const char *build, struct source_units *ret_units,
                                 struct error *err)
{
    enum status status = source_units_collect_present(rest, build, ret_units, err);
    if (status == STATUS_OK && (status = refuse_absent(ret_units, err)) != STATUS_OK)
        source_units_release(ret_units);
    return status;
}

enum status source_units_collect_present(const struct option_rest *rest, const char *build,
                                         struct source_units *ret_units, struct error *err)
{
    struct source_units units = {0};
    struct compile_database database = {0};
    project_defaults(&units.project);
    enum status status = STATUS_OK;
    if (build)
        status = compile_database_load(build, &database, err);
    else if (rest->operand_count == 0)
        status = error_set(err, STATUS_INVALID, "no file is named; give C files, a folder with cet.json, or -p BUILD");
    if (status == STATUS_OK)
        status = rest->operand_count ? add_operands(&units, rest, &database, err) : add_build(&units, &database, err);
    compile_database_release(&database);
    if (status != STATUS_OK) {
        source_units_release(&units);
        return status;
    }
    collect_readable(&units);
    *ret_units = units;
    return STATUS_OK;
}

void source_units_of_commands(const struct compile_entry *entries, size_t count, struct source_units *ret_units)
{
    struct source_units units = {0};
    project_defaults(&units.project);
    for (size_t i = 0; i < count; i++)
        push_unit(&units, entries[i].file, entries[i].folder, entries[i].arguments, entries[i].argument_count);
    collect_readable(&units);
    *ret_units = units;
}

/* The same path in the other tree if it exists there, else absolute where it is. */
static char *moved_path(const char *path, const char *folder, const char *from, const char *to)
{
    char *absolute = path_absolute(path, folder);
    const char *below = path_below(absolute, from);
    if (below == absolute)
        return absolute;
    char *moved = path_join(to, below);
    if (file_exists(moved)) {
        free(absolute);
        return moved;
    }
    free(moved);
    return absolute;
}

static void move_flags(struct source_units *units, struct source_unit *unit, const char *from, const char *to)
{
    const char **flags = copy_words(&units->arena, unit->flags, unit->flag_count);
    for (size_t i = 0; i < unit->flag_count; i++) {
        size_t length = path_switch_length(flags[i]);
        bool is_joined = length && flags[i][length];
        if (!length || (!is_joined && i + 1 == unit->flag_count))
            continue;
        SCOPED(memory_free_pointer) char *path =
            moved_path(is_joined ? flags[i] + length : flags[i + 1], unit->folder, from, to);
        if (is_joined)
            flags[i] = arena_printf(&units->arena, "%.*s%s", (int)length, flags[i], path);
        else
            flags[++i] = arena_strdup(&units->arena, path);
    }
    unit->flags = flags;
}

void source_units_moved(const struct source_units *units, const char *from, const char *to,
                        struct source_units *ret_units)
{
    struct source_units moved = {0};
    project_defaults(&moved.project);
    moved.moved_to = arena_strdup(&moved.arena, to);
    moved.items = arena_array(&moved.arena, units->count + 1, sizeof *moved.items);
    for (size_t i = 0; i < units->count; i++) {
        struct source_unit unit = units->items[i];
        SCOPED(memory_free_pointer) char *path = moved_path(unit.path, NULL, from, to);
        if (path_below(unit.path, from) != unit.path && path_below(path, to) == path)
            continue;
        SCOPED(memory_free_pointer) char *folder = moved_path(unit.folder, NULL, from, to);
        unit.path = arena_strdup(&moved.arena, path);
        move_flags(&moved, &unit, from, to);
        unit.folder = arena_strdup(&moved.arena, folder);
        moved.items[moved.count++] = unit;
    }
    collect_readable(&moved);
    *ret_units = moved;
}

char *source_units_root(const struct source_units *units)
{
    char *root = path_folder(units->items[0].path);
    for (size_t i = 1; i < units->count; i++)
        while (strcmp(root, "/") != 0 && path_below(units->items[i].path, root) == units->items[i].path) {
            char *parent = path_folder(root);
            free(root);
            root = parent;
        }
    return root;
}
