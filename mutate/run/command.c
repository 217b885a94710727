#include "command.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/sandbox.h"

#define COMMAND_LIMIT_MS 600000u

struct texts {
    struct strbuf items[10];
    const char *pointers[11];
    size_t count;
};

static struct strbuf *next_text(struct texts *texts)
{
    return &texts->items[texts->count++];
}

static const char *const *text_pointers(struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        texts->pointers[i] = strbuf_text(&texts->items[i]);
    return texts->pointers;
}

static void texts_release(struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        strbuf_release(&texts->items[i]);
}

static enum status copy_suite(struct command *command, struct error *err)
{
    command->copy = path_join(strbuf_text(&command->folder), "mutated-suite");
    enum status status = folder_remove(command->copy, err);
    if (status == STATUS_OK)
        status = folder_copy(command->options->suite, command->copy, err);
    if (status == STATUS_OK && chmod(command->copy, 0700) != 0) /* the original may be read-only */
        return error_set_errno(err, "'%s' cannot be made writable", command->copy);
    return status;
}

enum status command_open(struct command *command, const struct mutate_run_options *options, struct error *err)
{
    *command = (struct command){.options = options, .name = options->suite ? options->suite : options->command[0]};
    enum status status = STATUS_OK;
    if (options->sandbox)
        strbuf_add_text(&command->folder, sandbox_staging(options->sandbox));
    else
        status = folder_make_temporary(NULL, "cet-mutate-", &command->folder, err);
    return status == STATUS_OK && options->suite ? copy_suite(command, err) : status;
}

void command_release(struct command *command)
{
    if (command->folder.length && !command->options->sandbox)
        folder_remove(strbuf_text(&command->folder), NULL);
    strbuf_release(&command->folder);
    free(command->copy);
    *command = (struct command){0};
}

static void add_plugin_argument(struct strbuf *out, const char *name, const char *value)
{
    strbuf_printf(out, " -fplugin-arg-cet-%s='%s'", name, value);
}

static void add_operators(struct strbuf *out, const char *operators)
{
    for (const char *at = operators; at && *at;) {
        size_t length = strcspn(at, ",");
        strbuf_printf(out, " -fplugin-arg-cet-mutate-operator=%.*s", (int)length, at);
        at += length + (at[length] == ',');
    }
}

static void add_cflags(const struct mutate_run_options *options, struct strbuf *out)
{
    strbuf_printf(out, "CFLAGS=%s -w -fplugin='%s' -fplugin-arg-cet-no-facts -fplugin-arg-cet-mutate",
                  options->cflags ? options->cflags : "-O0", options->plugin);
    for (size_t i = 0; i < options->file_count; i++)
        add_plugin_argument(out, "mutate-file", options->files[i]);
    if (options->root)
        add_plugin_argument(out, "mutate-root", options->root);
    add_operators(out, options->operators);
}

static void fill_make(const struct command *command, struct texts *words)
{
    const struct mutate_run_options *options = command->options;
    strbuf_add_text(next_text(words), "make");
    strbuf_add_text(next_text(words), "-s");
    strbuf_add_text(next_text(words), "check");
    strbuf_printf(next_text(words), "CC=%s", options->clang);
    add_cflags(options, next_text(words));
    strbuf_printf(next_text(words), "LDFLAGS=" MUTANTS_LINK_WORDS, options->runtime);
    strbuf_add_text(next_text(words), "REPORT="); /* what writes files cannot be forked amid its work */
    if (options->source_root)
        strbuf_printf(next_text(words), "SRC_DIR=%s", options->source_root);
    if (!command->is_built)
        strbuf_add_text(next_text(words), "-B"); /* what lies there was built without mutants */
}

enum status command_run(const struct command *command, const struct hub *hub, uint64_t timeout_ms,
                        struct process_result *ret_result, struct error *err)
{
    const struct mutate_run_options *options = command->options;
    SCOPED(texts_release) struct texts words = {0};
    SCOPED(texts_release) struct texts variables = {0};
    if (options->suite)
        fill_make(command, &words);
    strbuf_add_text(next_text(&variables), hub ? strbuf_text(&hub->variable) : "CET_MUTANTS_SOCKET=");
    uint64_t limit_ms = options->limit_ms ? options->limit_ms : COMMAND_LIMIT_MS;
    struct process_request request = {.argv = options->suite ? text_pointers(&words) : options->command,
                                      .folder = options->suite ? command->copy : options->folder,
                                      .environment = text_pointers(&variables),
                                      .attendant = hub ? &hub->attendant : NULL,
                                      .sandbox = options->sandbox,
                                      .address_space_unlimited = !options->suite,
                                      .merge_errors = true,
                                      .output_cut = true,
                                      .fixed_addresses = true,
                                      .timeout_ms = timeout_ms ? timeout_ms : limit_ms};
    if (hub && hub->inherited >= 0) {
        request.descriptors = &hub->inherited;
        request.descriptor_count = 1;
    }
    return process_run(&request, ret_result, err);
}
