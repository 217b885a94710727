#include "mutated_suite.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/sandbox.h"

#define SUITE_LIMIT_MS 600000u
#define MUTANT_LEAST_MS 1000u
#define MUTANT_FACTOR 20

enum status mutated_suite_open(struct mutated_suite *suite, const struct mutate_run_options *options, struct error *err)
{
    *suite = (struct mutated_suite){.options = options};
    if (options->sandbox)
        strbuf_add_text(&suite->folder, sandbox_staging(options->sandbox));
    enum status status = STATUS_OK;
    if (!options->sandbox)
        status = folder_make_temporary(NULL, "cet-mutate-", &suite->folder, err);
    if (status != STATUS_OK)
        return status;
    suite->copy = path_join(strbuf_text(&suite->folder), "mutated-suite");
    suite->tables = path_join(strbuf_text(&suite->folder), "mutants/");
    suite->report = path_join(strbuf_text(&suite->folder), "mutants.report");
    suite->plan = path_join(strbuf_text(&suite->folder), "mutants.plan");
    status = folder_remove(suite->copy, err);
    if (status == STATUS_OK)
        status = folder_remove(suite->tables, err);
    if (status == STATUS_OK)
        status = folder_make(suite->tables, err);
    if (status == STATUS_OK)
        status = folder_copy(options->suite, suite->copy, err);
    if (status == STATUS_OK && chmod(suite->copy, 0700) != 0) /* the original may be read-only */
        return error_set_errno(err, "'%s' cannot be made writable", suite->copy);
    return status;
}

void mutated_suite_release(struct mutated_suite *suite)
{
    if (suite->folder.length && !suite->options->sandbox)
        folder_remove(strbuf_text(&suite->folder), NULL);
    strbuf_release(&suite->folder);
    free(suite->copy);
    free(suite->tables);
    free(suite->report);
    free(suite->plan);
    *suite = (struct mutated_suite){0};
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

static void add_cflags(const struct mutated_suite *suite, struct strbuf *out)
{
    const struct mutate_run_options *options = suite->options;
    strbuf_printf(out, "CFLAGS=%s -w -fplugin='%s' -fplugin-arg-cet-no-facts -fplugin-arg-cet-mutate",
                  options->cflags ? options->cflags : "-O0", options->plugin);
    for (size_t i = 0; i < options->file_count; i++)
        add_plugin_argument(out, "mutate-file", options->files[i]);
    if (options->root)
        add_plugin_argument(out, "mutate-root", options->root);
    add_operators(out, options->operators);
    add_plugin_argument(out, "mutants-file", suite->tables);
}

static uint64_t mutant_limit_ms(const struct mutated_suite *suite)
{
    uint64_t ms = suite->clean_ms * MUTANT_FACTOR;
    return ms < MUTANT_LEAST_MS ? MUTANT_LEAST_MS : ms;
}

struct texts {
    struct strbuf items[8];
    const char *pointers[9];
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

static void fill_command(const struct mutated_suite *suite, struct texts *words)
{
    const struct mutate_run_options *options = suite->options;
    strbuf_add_text(next_text(words), "make");
    strbuf_add_text(next_text(words), "-s");
    strbuf_add_text(next_text(words), "check");
    strbuf_printf(next_text(words), "CC=%s", options->clang);
    add_cflags(suite, next_text(words));
    strbuf_printf(next_text(words), "LDFLAGS=-Wl,--whole-archive '%s' -Wl,--no-whole-archive", options->runtime);
    if (options->source_root)
        strbuf_printf(next_text(words), "SRC_DIR=%s", options->source_root);
}

static void fill_environment(const struct mutated_suite *suite, const char *mode, struct texts *words)
{
    strbuf_printf(next_text(words), "CET_MUTANTS=%s", mode);
    strbuf_printf(next_text(words), "CET_MUTANTS_REPORT=%s", suite->report);
    strbuf_printf(next_text(words), "CET_MUTANTS_PLAN=%s", suite->plan);
    strbuf_printf(next_text(words), "CET_MUTANTS_JOBS=%u", suite->options->jobs ? suite->options->jobs : 1);
    strbuf_printf(next_text(words), "CET_MUTANTS_CPU_MS=%" PRIu64, mutant_limit_ms(suite));
    strbuf_printf(next_text(words), "CET_MUTANTS_WALL_MS=%" PRIu64, 4 * mutant_limit_ms(suite));
}

static enum status run_make(struct mutated_suite *suite, const char *mode, struct process_request request,
                            struct process_result *ret_result, struct error *err)
{
    SCOPED(texts_release) struct texts words = {0};
    SCOPED(texts_release) struct texts variables = {0};
    fill_command(suite, &words);
    fill_environment(suite, mode ? mode : "off", &variables);
    request.argv = text_pointers(&words);
    request.folder = suite->copy;
    request.environment = text_pointers(&variables);
    request.sandbox = suite->options->sandbox;
    request.merge_errors = true;
    request.output_cut = true;
    if (request.timeout_ms == 0)
        request.timeout_ms = suite->options->limit_ms ? suite->options->limit_ms : SUITE_LIMIT_MS;
    unlink(suite->report);
    return process_run(&request, ret_result, err);
}

enum status mutated_suite_check(struct mutated_suite *suite, const char *mode, uint64_t timeout_ms,
                                struct process_result *ret_result, struct error *err)
{
    return run_make(suite, mode, (struct process_request){.timeout_ms = timeout_ms}, ret_result, err);
}

enum status mutated_suite_watch(struct mutated_suite *suite, const char *mode, void (*look)(void *context),
                                void *context, struct process_result *ret_result, struct error *err)
{
    return run_make(suite, mode, (struct process_request){.look = look, .look_context = context}, ret_result, err);
}
