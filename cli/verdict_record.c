#include "verdict_record.h"

#include <stdio.h>
#include <string.h>

#include "cet/core/clock.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "cet/store/store.h"
#include "tool_versions.h"

static void describe_subject(const struct source_units *units, struct verdict *verdict)
{
    SCOPED(strbuf_release) struct strbuf names = {0};
    for (size_t i = 0; i < units->count; i++)
        strbuf_printf(&names, "%s%s", i ? " " : "", path_name(units->items[i].path));
    verdict->subject = arena_strdup(&verdict->arena, units->project.name ? units->project.name : strbuf_text(&names));
}

void verdict_add_input(struct verdict *verdict, const char *path)
{
    struct verdict_input *input = &verdict->inputs[verdict->input_count++];
    input->path = arena_strdup(&verdict->arena, path);
    (void)digest_file(path, input->digest, NULL); /* whoever asked has read it; gone since then, it has none */
}

static void describe_inputs(const struct source_units *units, struct verdict *verdict)
{
    verdict->inputs = arena_array(&verdict->arena, units->count + units->with_count, sizeof *verdict->inputs);
    for (size_t i = 0; i < units->count + units->with_count; i++)
        verdict_add_input(verdict, i < units->count ? units->items[i].path : units->with[i - units->count]);
}

static void describe_versions(const struct toolchain *tools, struct verdict *verdict)
{
    struct tool_version versions[TOOL_VERSION_COUNT];
    size_t count = tool_versions(tools, versions);
    verdict->versions = arena_array(&verdict->arena, count, sizeof *verdict->versions);
    for (size_t i = 0; i < count; i++)
        if (versions[i].text)
            verdict->versions[verdict->version_count++] =
                (struct verdict_text_pair){versions[i].name, arena_strdup(&verdict->arena, versions[i].text)};
}

static void describe_box(const struct sandbox *sandbox, struct verdict *verdict)
{
    const struct sandbox_description *description = sandbox_description(sandbox);
    verdict->not_enforced =
        arena_array(&verdict->arena, description->not_enforced_count + 1, sizeof *verdict->not_enforced);
    for (size_t i = 0; i < description->not_enforced_count; i++)
        verdict->not_enforced[verdict->not_enforced_count++] =
            arena_strdup(&verdict->arena, description->not_enforced[i]);
}

void verdict_stamp(const struct toolchain *tools, struct verdict *verdict)
{
    char now[sizeof "2026-01-01T00:00:00Z"];
    clock_utc_text(now);
    verdict->created = arena_strdup(&verdict->arena, now);
    describe_versions(tools, verdict);
}

void verdict_describe(const struct source_units *units, const struct workplace *workplace, struct verdict *verdict)
{
    verdict_stamp(&workplace->tools, verdict);
    verdict->seed = units->project.seed;
    describe_subject(units, verdict);
    describe_inputs(units, verdict);
    describe_box(workplace->sandbox, verdict);
}

void verdict_inputs_digest(const struct verdict *verdict, char text[DIGEST_TEXT_SIZE])
{
    SCOPED(strbuf_release) struct strbuf all = {0};
    for (uint32_t i = 0; i < verdict->input_count; i++)
        strbuf_printf(&all, "%s\n", verdict->inputs[i].digest);
    digest_bytes(strbuf_text(&all), all.length, text);
}

void verdict_keep(const char *store_path, const char *verb, const struct verdict *verdict)
{
    struct error err = {0};
    SCOPED(store_release) struct store *store = NULL;
    SCOPED(strbuf_release) struct strbuf record = {0};
    char digest[DIGEST_TEXT_SIZE];
    verdict_format(verdict, &record);
    verdict_inputs_digest(verdict, digest);
    enum status status = store_open(store_path, &store, &err);
    if (status == STATUS_OK)
        status = store_add_run(store,
                               &(struct store_run){.verb = verb,
                                                   .subject = verdict->subject,
                                                   .digest = digest,
                                                   .status = verdict_outcome_text(verdict->outcome),
                                                   .exit_code = verdict_exit_code(verdict->outcome),
                                                   .time = verdict->created,
                                                   .seed = verdict->seed,
                                                   .json = strbuf_text(&record)},
                               NULL, &err);
    if (status != STATUS_OK)
        fprintf(stderr, "cet %s: the run is not kept: %s\n", verb, err.message);
}
