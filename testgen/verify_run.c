/* Building a round's suite with each compiler and running it in every way. */
#include <inttypes.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/process.h"
#include "verify_round.h"

struct variant {
    const char *name; /* its folder, and the word in reasons */
    bool uses_gcc, has_sanitizers;
    const char *flags;
};

/* Uninitialised variables hold a pattern with clang and what happens to be there with gcc. Two checks are left out: a
 * call through another pointer type and an offset to NULL are common in sound code and harm on no machine in use. */
static const struct variant variants[] = {
    {"gcc", true, false, "-std=gnu11 -g -O0 -Wall -Wextra -Werror"},
    {"clang", false, false, "-std=gnu11 -g -O1 -Wall -Wextra -Werror -ftrivial-auto-var-init=pattern"},
    {"sanitizers", false, true,
     "-std=gnu11 -g -O1 -Wall -Wextra -fno-omit-frame-pointer -fsanitize=address,undefined "
     "-fno-sanitize=function,pointer-overflow -fsanitize-recover=all -ftrivial-auto-var-init=pattern"},
};

struct run_kind {
    const char *how;
    const char *options[2];
    const char *fill; /* NULL: as it comes */
};

static const struct run_kind kinds[] = {
    {"in order", {NULL}, NULL},
    {"in reverse", {"--reverse"}, "SUITE_FILL=0xa5"},
    {"shuffled", {"--shuffle", "1"}, "SUITE_FILL=0x00"},
    {"shuffled", {"--shuffle", "2"}, "SUITE_FILL=0xff"},
    {"shuffled", {"--shuffle", "3"}, "SUITE_FILL=0x01"},
    {"again in order", {NULL}, NULL},
};

static uint64_t timeout_of(const struct verify_round *round)
{
    return round->options->run_timeout_ms ? round->options->run_timeout_ms : VERIFY_RUN_MS;
}

static enum status write_variant(struct verify_round *round, const char *folder, struct error *err)
{
    const struct emit_unit unit = {.plan = round->plan, .facts = round->facts, .arguments = round->options->arguments};
    const struct emit_options options = {.folder = folder,
                                         .source_root = round->options->source_root,
                                         .with_sources = round->options->with_sources,
                                         .with_libraries = round->options->with_libraries};
    return testgen_emit(&unit, 1, &options, err);
}

static enum status index_program(struct verify_round *round, struct error *err)
{
    const struct emit_unit unit = {.plan = round->plan, .facts = round->facts, .arguments = round->options->arguments};
    const enum status status = testgen_emit_program(&unit, "unit.h", &round->program, &round->map, err);
    round->verdicts = arena_array(&round->map.arena, round->map.count + 1, sizeof *round->verdicts);
    for (size_t i = 0; i < round->map.count; i++) {
        const struct emit_mark *mark = &round->map.marks[i];
        round->verdicts[i].expects = arena_array(&round->map.arena, mark->expect_count + 1, sizeof(char *));
        if (mark->problem)
            round->verdicts[i].drop = arena_printf(&round->report->arena, "cannot be written: %s", mark->problem);
        else
            map_set(&round->by_name, mark->name, i);
    }
    return status;
}

static enum status build(struct verify_round *round, const struct variant *variant, const char *folder,
                         bool *ret_was_built, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf compiler = {0};
    SCOPED(strbuf_release) struct strbuf flags = {0};
    SCOPED(strbuf_release) struct strbuf goal = {0};
    struct process_result result = {0};
    strbuf_printf(&compiler, "CC=%s", variant->uses_gcc ? round->tools->gcc.path : round->tools->clang.path);
    strbuf_printf(&flags, "CFLAGS=%s", variant->flags);
    strbuf_printf(&goal, "test_%s", round->stem);
    const char *const argv[] = {round->tools->make.path ? round->tools->make.path : "make",
                                "-s",
                                strbuf_text(&goal),
                                strbuf_text(&compiler),
                                strbuf_text(&flags),
                                NULL};
    const struct process_request request = {.argv = argv,
                                            .folder = folder,
                                            .merge_errors = true,
                                            .output_cut = true,
                                            .address_space_unlimited = true,
                                            .sandbox = round->options->sandbox,
                                            .timeout_ms = timeout_of(round)};
    enum status status = process_run(&request, &result, err);
    if (status != STATUS_OK)
        return status;
    *ret_was_built = process_succeeded(&result);
    if (!*ret_was_built && !blame_compiler(round, strbuf_text(&result.output))) {
        SCOPED(strbuf_release) struct strbuf end = {0};
        process_describe(&result, &end);
        status =
            error_set(err, STATUS_INVALID, "'%s': its suite does not build with %s (%s): %s", round->plan->unit,
                      variant->name, strbuf_text(&end), first_compiler_message(round, strbuf_text(&result.output)));
    }
    process_result_release(&result);
    return status;
}

/* The code under test may end the process with any exit code: only the runner's last line says that it came so far. */
static bool has_line(const char *output, const char *start)
{
    for (const char *line = output; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        if (strncmp(line, start, strlen(start)) == 0)
            return true;
    return false;
}

static enum status run_once(struct verify_round *round, const struct variant *variant, const char *folder,
                            const struct run_kind *kind, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf program = {0};
    SCOPED(strbuf_release) struct strbuf how = {0};
    struct process_result result = {0};
    strbuf_printf(&program, "%s/test_%s", folder, round->stem);
    strbuf_printf(&how, "%s with %s", kind->how, variant->name);
    const char *const argv[] = {strbuf_text(&program), kind->options[0], kind->options[1], NULL};
    const char *const environment[] = {
        "SUITE_TRACE=1",
        "SUITE_TIME_LIMIT=5",
        "ASAN_OPTIONS=halt_on_error=0:detect_leaks=0:allocator_may_return_null=1:detect_stack_use_after_return=1",
        "UBSAN_OPTIONS=halt_on_error=0:print_stacktrace=0",
        kind->fill,
        NULL};
    const struct process_request request = {.argv = argv,
                                            .folder = folder,
                                            .environment = environment,
                                            .merge_errors = true,
                                            .output_cut = true,
                                            .address_space_unlimited = true,
                                            .sandbox = round->options->sandbox,
                                            .timeout_ms = timeout_of(round)};
    const enum status status = process_run(&request, &result, err);
    if (status != STATUS_OK)
        return status;
    SCOPED(strbuf_release) struct strbuf summary = {0};
    strbuf_printf(&summary, "%s: ", round->stem);
    const bool was_complete = has_line(strbuf_text(&result.output), strbuf_text(&summary));
    blame_run(round, strbuf_text(&result.output), strbuf_text(&how), was_complete);
    process_result_release(&result);
    return STATUS_OK;
}

static enum status measure_variant(struct verify_round *round, const struct variant *variant, struct error *err)
{
    SCOPED(memory_free_pointer) char *folder = path_join(round->folder, variant->name);
    bool was_built = false;
    enum status status = write_variant(round, folder, err);
    if (status == STATUS_OK)
        status = build(round, variant, folder, &was_built, err);
    for (size_t i = 0; i < ARRAY_LENGTH(kinds) && status == STATUS_OK && was_built; i++)
        if (!variant->has_sanitizers || i < 2)
            status = run_once(round, variant, folder, &kinds[i], err);
    if (was_built && variant->has_sanitizers)
        round->report->has_sanitizers = true;
    return status;
}

enum status round_measure(struct verify_round *round, struct error *err)
{
    enum status status = index_program(round, err);
    for (size_t i = 0; i < ARRAY_LENGTH(variants) && status == STATUS_OK; i++)
        if (!variants[i].uses_gcc || round->tools->gcc.path)
            status = measure_variant(round, &variants[i], err);
    return status;
}
