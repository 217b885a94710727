#include "cet/model/compile_database.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

#define MAX_DATABASE_BYTES (256u << 20)

struct words {
    const char **items;
    size_t count;
    size_t capacity;
};

void compile_database_release(struct compile_database *database)
{
    if (!database)
        return;
    arena_release(&database->arena);
    *database = (struct compile_database){0};
}

/* A shell's words without expansions: quotes and backslashes as the JSON compilation database defines them. */
static void split_command(struct arena *arena, const char *command, struct words *words)
{
    SCOPED(strbuf_release) struct strbuf word = {0};
    bool is_inside = false;
    char quote = 0;
    for (const char *p = command;; p++) {
        if (*p == '\0' || (!quote && strchr(" \t\n", *p))) {
            if (is_inside)
                ARRAY_PUSH(words->items, words->count, words->capacity, arena_strdup(arena, strbuf_text(&word)));
            strbuf_clear(&word);
            is_inside = false;
            if (!*p)
                return;
            continue;
        }
        is_inside = true;
        if (quote && *p == quote) {
            quote = 0;
        } else if (!quote && (*p == '\'' || *p == '"')) {
            quote = *p;
        } else {
            if (*p == '\\' && quote != '\'' && p[1])
                p++;
            strbuf_add_char(&word, *p);
        }
    }
}

static void list_words(struct arena *arena, const cJSON *list, struct words *words)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        if (cJSON_IsString(item))
            ARRAY_PUSH(words->items, words->count, words->capacity, arena_strdup(arena, item->valuestring));
    }
}

/* The compiler's name, and what launches it ("ccache cc"), stand before the first switch. */
static size_t skip_compiler(const struct words *words)
{
    size_t i = 0;
    while (i < words->count && words->items[i][0] != '-' && words->items[i][0] != '@')
        i++;
    return i;
}

/* The command may name the source in another way than "file" does. */
static bool is_source(const char *word, const char *folder, const char *source)
{
    if (!path_has_extension(word, ".c"))
        return false;
    SCOPED(memory_free_pointer) char *absolute = path_absolute(word, folder);
    return !strcmp(absolute, source);
}

/* Arguments that say where output goes or what is compiled are ours to choose. */
static size_t skip_output_arguments(const struct words *words, size_t i, const struct compile_entry *entry)
{
    static const char *const alone[] = {"-c", "-S", "-E", "-M", "-MM", "-MD", "-MMD", "-MP", "-fsyntax-only"};
    static const char *const with_value[] = {"-o", "-MF", "-MT", "-MQ", "-MJ"};
    const char *word = words->items[i];
    if (is_source(word, entry->folder, entry->file))
        return 1;
    if (!strncmp(word, "-Wp,-M", 6))
        return 1;
    for (size_t k = 0; k < ARRAY_LENGTH(alone); k++)
        if (!strcmp(word, alone[k]))
            return 1;
    for (size_t k = 0; k < ARRAY_LENGTH(with_value); k++) {
        if (!strcmp(word, with_value[k]))
            return 2;
        if (!strncmp(word, with_value[k], strlen(with_value[k])))
            return 1;
    }
    return 0;
}

static void add_entry(struct compile_database *database, size_t *capacity, const struct words *words,
                      const char *folder, const char *source)
{
    struct arena *arena = &database->arena;
    SCOPED(memory_free_pointer) char *absolute = path_absolute(source, folder);
    struct compile_entry entry = {.file = arena_strdup(arena, absolute), .folder = arena_strdup(arena, folder)};
    entry.arguments = arena_array(arena, words->count + 1, sizeof *entry.arguments);
    for (size_t i = skip_compiler(words); i < words->count;) {
        size_t skipped = skip_output_arguments(words, i, &entry);
        if (!skipped)
            entry.arguments[entry.argument_count++] = words->items[i];
        i += skipped ? skipped : 1;
    }
    if (database->entry_count == *capacity) {
        struct compile_entry *larger = arena_array(arena, *capacity ? *capacity * 2 : 16, sizeof *larger);
        if (database->entry_count)
            memcpy(larger, database->entries, database->entry_count * sizeof *larger);
        database->entries = larger;
        *capacity = *capacity ? *capacity * 2 : 16;
    }
    database->entries[database->entry_count++] = entry;
}

static enum status read_entries(struct compile_database *database, const char *path, const cJSON *root,
                                struct error *err)
{
    if (!cJSON_IsArray(root))
        return error_set(err, STATUS_INVALID, "'%s': a compilation database is a list of commands", path);
    SCOPED(memory_free_pointer) char *absolute = path_absolute(path, NULL);
    SCOPED(memory_free_pointer) char *home = path_folder(absolute);
    size_t capacity = 0, index = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, root)
    {
        const char *folder = json_get_text(item, "directory", NULL), *file = json_get_text(item, "file", NULL);
        const char *command = json_get_text(item, "command", NULL);
        const cJSON *arguments = json_get(item, "arguments");
        if (!folder || !file || (!command && !cJSON_IsArray(arguments)))
            return error_set(err, STATUS_INVALID,
                             "'%s': entry %zu needs \"directory\", \"file\" and \"command\" or \"arguments\"", path,
                             index);
        index++;
        if (!path_has_extension(file, ".c")) {
            database->left_out++;
            continue;
        }
        struct words words = {0};
        if (cJSON_IsArray(arguments))
            list_words(&database->arena, arguments, &words);
        else
            split_command(&database->arena, command, &words);
        SCOPED(memory_free_pointer) char *start = path_absolute(folder, home);
        add_entry(database, &capacity, &words, start, file);
        free(words.items);
    }
    return STATUS_OK;
}

enum status compile_database_load(const char *build, struct compile_database *database, struct error *err)
{
    SCOPED(memory_free_pointer) char *path =
        file_is_folder(build) ? path_join(build, "compile_commands.json") : memory_strdup(build);
    if (!file_exists(path))
        return error_set(err, STATUS_NOT_FOUND,
                         "'%s' does not exist; CMake writes it with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, make with bear",
                         path);
    SCOPED(json_free) cJSON *root = NULL;
    enum status status = json_load(path, MAX_DATABASE_BYTES, &root, err);
    if (status != STATUS_OK)
        return status;
    struct compile_database loaded = {0};
    status = read_entries(&loaded, path, root, err);
    if (status != STATUS_OK) {
        compile_database_release(&loaded);
        return status;
    }
    compile_database_release(database);
    *database = loaded;
    return STATUS_OK;
}

const struct compile_entry *compile_database_find(const struct compile_database *database, const char *file)
{
    for (size_t i = 0; i < database->entry_count; i++)
        if (!strcmp(database->entries[i].file, file))
            return &database->entries[i];
    return NULL;
}
