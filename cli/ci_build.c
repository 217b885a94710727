/* The project's own commands, run in a copy of it, and how they compiled what. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "cet/exec/pool.h"
#include "cet/exec/process.h"
#include "cet/model/compile_database.h"
#include "ci.h"

#define COMMAND_MEMORY_BYTES (16ull << 30)
#define COMMAND_FILE_BYTES (8ull << 30)
#define COMMAND_OUTPUT_BYTES (4u << 20)
#define MAX_FRAGMENT_BYTES (1u << 20)

const char **ci_environment(const struct ci_command *command, struct arena *arena)
{
    const struct ci_compiler *compiler = command->compiler;
    const char **words = arena_array(arena, 8, sizeof *words);
    words[0] = arena_printf(arena, "CC=%s", compiler->cc);
    words[1] = arena_printf(arena, "CFLAGS=%s", compiler->cflags);
    words[2] = arena_printf(arena, "LDFLAGS=%s", compiler->ldflags);
    words[3] = arena_printf(arena, "CET_JOBS=%u", command->jobs ? (unsigned)command->jobs : pool_processors());
    words[4] = "CCACHE_DISABLE=1"; /* a hit would leave no note of how a file is compiled */
    words[5] = "GITHUB_TOKEN=";    /* the change under test is not to speak for us */
    words[6] = "GITLAB_TOKEN=";
    return words;
}

enum status ci_run(const struct ci_command *command, struct strbuf *log, struct error *err)
{
    const char *const words[] = {"sh", "-c", command->line, NULL};
    SCOPED(process_result_release) struct process_result result = {0};
    SCOPED(strbuf_release) struct strbuf how = {0};
    SCOPED(arena_release) struct arena arena = {0};
    enum status status = process_run(&(struct process_request){.argv = words,
                                                               .folder = command->copy->start,
                                                               .environment = ci_environment(command, &arena),
                                                               .merge_errors = true,
                                                               .timeout_ms = command->timeout_s * 1000,
                                                               .memory_limit_bytes = COMMAND_MEMORY_BYTES,
                                                               .address_space_unlimited = true,
                                                               .file_size_limit_bytes = COMMAND_FILE_BYTES,
                                                               .output_max_bytes = COMMAND_OUTPUT_BYTES,
                                                               .output_cut = true},
                                     &result, err);
    if (status != STATUS_OK)
        return status;
    strbuf_printf(log, "$ %s\n", command->line);
    strbuf_add(log, strbuf_text(&result.output), result.output.length);
    if (result.output.length && result.output.bytes[result.output.length - 1] != '\n')
        strbuf_add_char(log, '\n');
    if (process_succeeded(&result))
        return STATUS_OK;
    if (result.end == PROCESS_CANCELLED)
        return error_set(err, STATUS_CANCELLED, "interrupted");
    process_describe(&result, &how);
    strbuf_printf(log, "=> %s\n", strbuf_text(&how));
    return error_set(err, STATUS_INVALID, "`%.200s` fails: %s", command->line, strbuf_text(&how));
}

struct fragments {
    const char *folder;
    struct strbuf text;
};

/* clang's notes are objects with a comma behind each. */
static enum status add_fragment(void *context, const char *name, bool is_folder, struct error *err)
{
    struct fragments *fragments = context;
    SCOPED(memory_free_pointer) char *path = path_join(fragments->folder, name);
    if (is_folder)
        return STATUS_OK;
    size_t before = fragments->text.length;
    enum status status = file_read(path, MAX_FRAGMENT_BYTES, &fragments->text, err);
    while (fragments->text.length > before && strchr(", \n", fragments->text.bytes[fragments->text.length - 1]))
        fragments->text.bytes[--fragments->text.length] = '\0';
    if (status == STATUS_OK && fragments->text.length > before)
        strbuf_add_text(&fragments->text, ",\n");
    return status;
}

static enum status write_database(const char *folder, const char *path, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf list = {0};
    struct fragments fragments = {.folder = folder};
    enum status status = folder_each(folder, add_fragment, &fragments, err);
    size_t length = fragments.text.length;
    strbuf_add_char(&list, '[');
    strbuf_add(&list, strbuf_text(&fragments.text), length > 2 ? length - 2 : 0);
    strbuf_add_text(&list, "]\n");
    strbuf_release(&fragments.text);
    return status == STATUS_OK ? file_write(path, list.bytes, list.length, err) : status;
}

/* Words that are ours, or say nothing about how the source is read. */
static bool is_ours(const char *word)
{
    return !strncmp(word, "-fplugin", 8) || !strncmp(word, "-Wl,", 4) || !strncmp(word, "--target=", 9) ||
           !strcmp(word, "-Wno-unused-command-line-argument") || !strcmp(word, "-xc");
}

/* One entry for each source of the copy, without our words; a folder of headers is looked for in the original first,
 * then in the copy, where what the build wrote is. */
static void choose_entries(const struct ci_copy *copy, struct compile_database *database)
{
    SCOPED(map_release) struct map seen = {0};
    size_t kept = 0;
    for (size_t i = 0; i < database->entry_count; i++) {
        struct compile_entry entry = database->entries[i];
        bool is_new = false;
        map_add(&seen, entry.file, 0, &is_new);
        SCOPED(memory_free_pointer) char *original = ci_copy_original(copy, entry.file);
        if (!is_new || path_below(entry.file, copy->top) == entry.file || !file_exists(original))
            continue;
        size_t count = 0;
        for (size_t k = 0; k < entry.argument_count; k++) {
            bool is_dumpdir = !strcmp(entry.arguments[k], "-dumpdir");
            k += is_dumpdir;
            if (!is_dumpdir && !is_ours(entry.arguments[k]))
                entry.arguments[count++] = entry.arguments[k];
        }
        entry.arguments[count] = NULL;
        entry.argument_count = count;
        database->entries[kept++] = entry;
    }
    database->entry_count = kept;
}

static const char *include_of(const char *word)
{
    return !strncmp(word, "-I", 2) && word[2] ? word + 2 : NULL;
}

/* Header folders of the copy behind all others: what configure or the build wrote is there alone. */
static void add_built_headers(const struct ci_copy *copy, const struct source_units *in_copy,
                              struct source_units *units)
{
    for (size_t i = 0; i < units->count; i++) {
        struct source_unit *unit = &units->items[i];
        const struct source_unit *then = NULL;
        for (size_t k = 0; k < in_copy->count && !then; k++) {
            SCOPED(memory_free_pointer) char *original = ci_copy_original(copy, in_copy->items[k].path);
            then = strcmp(original, unit->path) ? NULL : &in_copy->items[k];
        }
        if (!then)
            continue;
        const char **flags = arena_array(&units->arena, 2 * unit->flag_count + 2, sizeof *flags);
        size_t count = unit->flag_count;
        memcpy(flags, unit->flags, count * sizeof *flags);
        for (size_t k = 0; k < then->flag_count; k++) {
            const char *folder = include_of(then->flags[k]);
            SCOPED(memory_free_pointer) char *absolute = folder ? path_absolute(folder, then->folder) : NULL;
            if (absolute)
                flags[count++] = arena_printf(&units->arena, "-I%s", absolute);
        }
        unit->flags = flags;
        unit->flag_count = count;
    }
}

/* The box of a scan has to see what the build wrote. */
static void open_copy_to_box(const struct ci_copy *copy, struct source_units *units)
{
    size_t count = 0;
    while (units->readable && units->readable[count])
        count++;
    const char **readable = arena_array(&units->arena, count + 2, sizeof *readable);
    if (count)
        memcpy(readable, units->readable, count * sizeof *readable);
    readable[count] = arena_strdup(&units->arena, copy->top);
    units->readable = readable;
}

enum status ci_units_load(const struct ci_copy *copy, const char *fragments, struct source_units *ret_built,
                          struct source_units *ret_units, struct error *err)
{
    SCOPED(compile_database_release) struct compile_database database = {0};
    SCOPED(memory_free_pointer) char *path = path_join(copy->scratch, "compile_commands.json");
    enum status status = write_database(fragments, path, err);
    if (status == STATUS_OK)
        status = compile_database_load(path, &database, err);
    if (status != STATUS_OK)
        return status;
    choose_entries(copy, &database);
    source_units_of_commands(database.entries, database.entry_count, ret_built);
    source_units_moved(ret_built, copy->top, copy->original, ret_units);
    add_built_headers(copy, ret_built, ret_units);
    open_copy_to_box(copy, ret_units);
    return STATUS_OK;
}
