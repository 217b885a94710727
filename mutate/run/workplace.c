#include "workplace.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/sandbox.h"

#define SUITE_LIMIT_MS 600000u
#define MUTANT_LEAST_MS 1000u
#define MUTANT_FACTOR 20

enum status workplace_open(struct workplace *place, const struct mutate_run_options *options, struct error *err)
{
    *place = (struct workplace){.options = options};
    if (options->sandbox)
        strbuf_add_text(&place->folder, sandbox_staging(options->sandbox));
    enum status status = STATUS_OK;
    if (!options->sandbox)
        status = folder_make_temporary(NULL, "cet-mutate-", &place->folder, err);
    if (status != STATUS_OK)
        return status;
    place->suite = path_join(strbuf_text(&place->folder), "mutated-suite");
    place->tables = path_join(strbuf_text(&place->folder), "mutants/");
    place->report = path_join(strbuf_text(&place->folder), "mutants.report");
    place->plan = path_join(strbuf_text(&place->folder), "mutants.plan");
    status = folder_remove(place->suite, err);
    if (status == STATUS_OK)
        status = folder_remove(place->tables, err);
    if (status == STATUS_OK)
        status = folder_make(place->tables, err);
    if (status == STATUS_OK)
        status = folder_copy(options->suite, place->suite, err);
    return status;
}

void workplace_release(struct workplace *place)
{
    if (place->folder.length && !place->options->sandbox)
        folder_remove(strbuf_text(&place->folder), NULL);
    strbuf_release(&place->folder);
    free(place->suite);
    free(place->tables);
    free(place->report);
    free(place->plan);
    *place = (struct workplace){0};
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

static void add_cflags(const struct workplace *place, struct strbuf *out)
{
    const struct mutate_run_options *options = place->options;
    strbuf_printf(out, "CFLAGS=%s -w -fplugin='%s' -fplugin-arg-cet-no-facts -fplugin-arg-cet-mutate",
                  options->cflags ? options->cflags : "-O0", options->plugin);
    for (size_t i = 0; i < options->file_count; i++)
        add_plugin_argument(out, "mutate-file", options->files[i]);
    if (options->source_root)
        add_plugin_argument(out, "mutate-root", options->source_root);
    add_operators(out, options->operators);
    add_plugin_argument(out, "mutants-file", place->tables);
}

static uint64_t mutant_limit_ms(const struct workplace *place)
{
    uint64_t ms = place->clean_ms * MUTANT_FACTOR;
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

static void fill_command(const struct workplace *place, struct texts *words)
{
    const struct mutate_run_options *options = place->options;
    strbuf_add_text(next_text(words), "make");
    strbuf_add_text(next_text(words), "-s");
    strbuf_add_text(next_text(words), "check");
    strbuf_printf(next_text(words), "CC=%s", options->clang);
    add_cflags(place, next_text(words));
    strbuf_printf(next_text(words), "LDFLAGS=-Wl,-u,cet_mutants_register '%s'", options->runtime);
    if (options->source_root)
        strbuf_printf(next_text(words), "SRC_DIR=%s", options->source_root);
}

static void fill_environment(const struct workplace *place, const char *mode, struct texts *words)
{
    strbuf_printf(next_text(words), "CET_MUTANTS=%s", mode);
    strbuf_printf(next_text(words), "CET_MUTANTS_REPORT=%s", place->report);
    strbuf_printf(next_text(words), "CET_MUTANTS_PLAN=%s", place->plan);
    strbuf_printf(next_text(words), "CET_MUTANTS_JOBS=%u", place->options->jobs ? place->options->jobs : 1);
    strbuf_printf(next_text(words), "CET_MUTANTS_CPU_MS=%" PRIu64, mutant_limit_ms(place));
    strbuf_printf(next_text(words), "CET_MUTANTS_WALL_MS=%" PRIu64, 4 * mutant_limit_ms(place));
}

enum status workplace_check(struct workplace *place, const char *mode, uint64_t timeout_ms,
                            struct process_result *ret_result, struct error *err)
{
    SCOPED(texts_release) struct texts words = {0};
    SCOPED(texts_release) struct texts variables = {0};
    fill_command(place, &words);
    fill_environment(place, mode ? mode : "off", &variables);
    uint64_t limit_ms = place->options->limit_ms ? place->options->limit_ms : SUITE_LIMIT_MS;
    struct process_request request = {.argv = text_pointers(&words),
                                      .folder = place->suite,
                                      .environment = text_pointers(&variables),
                                      .sandbox = place->options->sandbox,
                                      .merge_errors = true,
                                      .output_cut = true,
                                      .timeout_ms = timeout_ms ? timeout_ms : limit_ms};
    unlink(place->report);
    return process_run(&request, ret_result, err);
}
