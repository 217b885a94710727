#include "cet/mutate/list.h"

#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/process.h"
#include "cet/exec/sandbox.h"

#define MESSAGE_LENGTH 1200

struct command {
    struct arena arena;
    const char **words;
    size_t count;
    size_t capacity;
};

static void add_word(struct command *command, const char *word)
{
    ARRAY_PUSH(command->words, command->count, command->capacity, word);
}

static void command_release(struct command *command)
{
    arena_release(&command->arena);
    memory_free_pointer(&command->words);
}

static void add_operators(struct command *command, const char *operators)
{
    for (const char *at = operators; at && *at;) {
        size_t length = strcspn(at, ",");
        add_word(command, arena_printf(&command->arena, "-fplugin-arg-cet-mutate-operator=%.*s", (int)length, at));
        at += length + (at[length] == ',');
    }
}

static void fill_command(struct command *command, const struct mutate_list_options *options, const char *table,
                         const char *object)
{
    struct arena *arena = &command->arena;
    add_word(command, options->clang);
    for (size_t i = 0; i < options->flag_count; i++)
        add_word(command, options->flags[i]);
    add_word(command, "-w");
    add_word(command, "-O0");
    add_word(command, arena_printf(arena, "-fplugin=%s", options->plugin));
    add_word(command, "-fplugin-arg-cet-no-facts");
    add_word(command, "-fplugin-arg-cet-mutate");
    add_word(command, arena_printf(arena, "-fplugin-arg-cet-mutate-file=%s", options->source));
    add_word(command, arena_printf(arena, "-fplugin-arg-cet-mutants-file=%s", table));
    if (options->root)
        add_word(command, arena_printf(arena, "-fplugin-arg-cet-mutate-root=%s", options->root));
    add_operators(command, options->operators);
    add_word(command, "-c");
    add_word(command, "-o");
    add_word(command, object);
    add_word(command, options->source);
    add_word(command, NULL);
}

static enum status compile(const struct mutate_list_options *options, const char *table, const char *object,
                           struct error *err)
{
    SCOPED(command_release) struct command command = {0};
    SCOPED(process_result_release) struct process_result result = {0};
    fill_command(&command, options, table, object);
    enum status status = process_run(&(struct process_request){.argv = command.words,
                                                               .folder = options->folder,
                                                               .merge_errors = true,
                                                               .output_cut = true,
                                                               .sandbox = options->sandbox},
                                     &result, err);
    if (status != STATUS_OK || process_succeeded(&result))
        return status;
    return error_set(err, STATUS_INVALID, "'%s' does not compile: %.*s", options->source, MESSAGE_LENGTH,
                     strbuf_text(&result.output));
}

static enum status list_in(const struct mutate_list_options *options, const char *folder, struct mutant_set *set,
                           struct error *err)
{
    SCOPED(memory_free_pointer) char *table = path_join(folder, "listed.mutants");
    SCOPED(memory_free_pointer) char *object = path_join(folder, "listed.o");
    enum status status = compile(options, table, object, err);
    return status == STATUS_OK ? mutant_set_load(table, set, err) : status;
}

enum status mutate_list(const struct mutate_list_options *options, struct mutant_set *set, struct error *err)
{
    if (options->sandbox)
        return list_in(options, sandbox_staging(options->sandbox), set, err);
    SCOPED(strbuf_release) struct strbuf folder = {0};
    enum status status = folder_make_temporary(NULL, "cet-mutants-", &folder, err);
    if (status != STATUS_OK)
        return status;
    status = list_in(options, strbuf_text(&folder), set, err);
    folder_remove(strbuf_text(&folder), NULL);
    return status;
}
