#include "cet/mutate/list.h"

#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/process.h"
#include "cet/exec/sandbox.h"
#include "plugin_command.h"

#define MESSAGE_LENGTH 1200

void plugin_command_add(struct plugin_command *command, const char *word)
{
    ARRAY_PUSH(command->words, command->count, command->capacity, word);
}

void plugin_command_release(struct plugin_command *command)
{
    arena_release(&command->arena);
    memory_free_pointer(&command->words);
}

static void add_operators(struct plugin_command *command, const char *operators)
{
    for (const char *at = operators; at && *at;) {
        size_t length = strcspn(at, ",");
        plugin_command_add(command,
                           arena_printf(&command->arena, "-fplugin-arg-cet-mutate-operator=%.*s", (int)length, at));
        at += length + (at[length] == ',');
    }
}

void plugin_command_fill(struct plugin_command *command, const struct mutate_list_options *options)
{
    struct arena *arena = &command->arena;
    plugin_command_add(command, options->clang);
    for (size_t i = 0; i < options->flag_count; i++)
        plugin_command_add(command, options->flags[i]);
    plugin_command_add(command, "-w");
    plugin_command_add(command, "-O0");
    plugin_command_add(command, arena_printf(arena, "-fplugin=%s", options->plugin));
    plugin_command_add(command, "-fplugin-arg-cet-no-facts");
    plugin_command_add(command, "-fplugin-arg-cet-mutate");
    plugin_command_add(command, arena_printf(arena, "-fplugin-arg-cet-mutate-file=%s", options->source));
    if (options->root)
        plugin_command_add(command, arena_printf(arena, "-fplugin-arg-cet-mutate-root=%s", options->root));
    add_operators(command, options->operators);
}

enum status plugin_command_compile(struct plugin_command *command, const struct mutate_list_options *options,
                                   const char *object, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    plugin_command_add(command, "-c");
    plugin_command_add(command, "-o");
    plugin_command_add(command, object);
    plugin_command_add(command, options->source);
    plugin_command_add(command, NULL);
    enum status status = process_run(&(struct process_request){.argv = command->words,
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
    SCOPED(plugin_command_release) struct plugin_command command = {0};
    plugin_command_fill(&command, options);
    plugin_command_add(&command, arena_printf(&command.arena, "-fplugin-arg-cet-mutants-file=%s", table));
    enum status status = plugin_command_compile(&command, options, object, err);
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
