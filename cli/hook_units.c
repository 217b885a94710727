#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/compile_database.h"
#include "hook.h"

#define MAX_SOURCE_BYTES (64u << 20)

struct commands {
    struct compile_database database;
    struct project project;
    struct compile_entry standard; /* of files where there is no database */
    bool has_database;
};

static void commands_release(struct commands *commands)
{
    compile_database_release(&commands->database);
    project_release(&commands->project);
}

static char *find_database(const char *top)
{
    static const char *const places[] = {"compile_commands.json", "build/compile_commands.json"};
    for (size_t i = 0; i < ARRAY_LENGTH(places); i++) {
        char *path = path_join(top, places[i]);
        if (file_exists(path))
            return path;
        free(path);
    }
    return NULL;
}

static enum status commands_open(const struct hook_args *args, const struct option_rest *rest, const char *top,
                                 struct commands *commands, struct error *err)
{
    SCOPED(memory_free_pointer) char *found = args->common.build || rest->has_dashes ? NULL : find_database(top);
    SCOPED(memory_free_pointer) char *manifest = path_join(top, "cet.json");
    const char *build = args->common.build ? args->common.build : found;
    commands->has_database = build != NULL;
    commands->standard = (struct compile_entry){
        .folder = top, .arguments = rest->after_dashes, .argument_count = rest->after_dashes_count};
    if (build)
        return compile_database_load(build, &commands->database, err);
    if (rest->has_dashes || !file_exists(manifest))
        return STATUS_OK;
    enum status status = project_load(manifest, &commands->project, err);
    commands->standard.arguments = commands->project.cflags;
    commands->standard.argument_count = commands->project.cflag_count;
    return status;
}

struct entries {
    struct compile_entry *items;
    size_t count;
    size_t capacity;
};

static void add_entry(struct entries *entries, const struct compile_entry *entry)
{
    for (size_t i = 0; i < entries->count; i++)
        if (!strcmp(entries->items[i].file, entry->file))
            return;
    ARRAY_PUSH(entries->items, entries->count, entries->capacity, *entry);
}

static char *path_in_tree(const char *path, const char *top, const struct tree_at *tree)
{
    const char *below = path_below(path, top);
    return below == path ? memory_strdup(path) : path_join(tree->folder, below);
}

/* Whether a line of the text includes a file of that name. */
static bool includes(const struct strbuf *text, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = strstr(strbuf_text(text), "#"); at; at = strstr(at + 1, "#")) {
        const char *word = at + 1 + strspn(at + 1, " \t");
        if (strncmp(word, "include", strlen("include")) != 0)
            continue;
        const char *open = word + strcspn(word, "\"<\n");
        size_t path_length = *open && *open != '\n' ? strcspn(open + 1, "\">\n") : 0;
        const char *last = open + 1 + path_length - length;
        if (path_length >= length && !strncmp(last, name, length) && (path_length == length || last[-1] == '/'))
            return true;
    }
    return false;
}

/* The first file of the build that includes the header itself. */
static const struct compile_entry *find_includer(const struct commands *commands, const char *header, const char *top,
                                                 const struct tree_at *tree)
{
    for (size_t i = 0; i < commands->database.entry_count; i++) {
        const struct compile_entry *entry = &commands->database.entries[i];
        SCOPED(memory_free_pointer) char *path = path_in_tree(entry->file, top, tree);
        SCOPED(strbuf_release) struct strbuf text = {0};
        if (file_read(path, MAX_SOURCE_BYTES, &text, NULL) == STATUS_OK && includes(&text, path_name(header)))
            return entry;
    }
    return NULL;
}

static void add_source(const struct commands *commands, const char *file, const char *top, const struct tree_at *tree,
                       struct entries *entries, struct hook_units *units)
{
    struct compile_entry standard = commands->standard;
    const struct compile_entry *entry = compile_database_find(&commands->database, file);
    SCOPED(memory_free_pointer) char *staged = path_in_tree(file, top, tree);
    standard.file = file;
    if (file_exists(staged) && (entry || !commands->has_database)) {
        add_entry(entries, entry ? entry : &standard);
        return;
    }
    units->missing_count++;
    if (!file_exists(staged)) {
        unread_units_add(&units->left_out, file, "git's index does not have it");
        return;
    }
    unread_units_add(&units->left_out, file,
                     "the compilation database has no command for it; configure the build again");
}

static void add_header(const struct commands *commands, const char *file, const char *top, const struct tree_at *tree,
                       struct entries *entries, struct hook_units *units)
{
    const struct compile_entry *entry = find_includer(commands, file, top, tree);
    if (entry)
        add_entry(entries, entry);
    else
        unread_units_add(&units->left_out, file, "no C file of the compilation database includes it");
}

void hook_units_release(struct hook_units *units)
{
    if (!units)
        return;
    source_units_release(&units->units);
    unread_units_release(&units->left_out);
}

enum status hook_units_collect(const struct hook_args *args, const struct option_rest *rest, const char *top,
                               const struct tree_at *tree, const char *const *files, size_t count,
                               struct hook_units *ret_units, struct error *err)
{
    SCOPED(commands_release) struct commands commands = {0};
    struct entries entries = {0};
    enum status status = commands_open(args, rest, top, &commands, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        if (path_has_extension(files[i], ".c"))
            add_source(&commands, files[i], top, tree, &entries, ret_units);
        else
            add_header(&commands, files[i], top, tree, &entries, ret_units);
    if (status == STATUS_OK)
        source_units_of_commands(entries.items, entries.count, &ret_units->units);
    free(entries.items);
    return status;
}
