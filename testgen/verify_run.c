/* Building a round's suite with each compiler and running it in every way. */
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/pool.h"
#include "verify_round.h"

/* Uninitialised variables hold a pattern with clang and what happens to be there with gcc. Two checks are left out: a
 * call through another pointer type and an offset to NULL are common in sound code and harm on no machine in use. */
static const struct variant variants[] = {
    {"gcc", true, false, PASS_TESTS, "-std=gnu11 -g -O0 -Wall -Wextra -Werror"},
    {"clang", false, false, PASS_TESTS, "-std=gnu11 -g -O1 -Wall -Wextra -Werror -ftrivial-auto-var-init=pattern"},
    {"sanitizers", false, true, PASS_TESTS | PASS_PROBES,
     "-std=gnu11 -g -O1 -Wall -Wextra -fno-omit-frame-pointer -fsanitize=address,undefined "
     "-fno-sanitize=function,pointer-overflow -fsanitize-recover=all -ftrivial-auto-var-init=pattern"},
    {"memory", false, true, PASS_MEMORY,
     "-std=gnu11 -g -O0 -w -fno-omit-frame-pointer -fsanitize=memory -fsanitize-recover=all"},
};

/* Whether the round builds it. MemorySanitizer must have compiled all that the unit calls but libc. */
static bool is_built(const struct verify_round *round, const struct variant *variant)
{
    const struct verify_options *o = round->options;
    const bool is_alone = (!o->with_sources || !o->with_sources[0]) && (!o->with_libraries || !o->with_libraries[0]);
    const unsigned pass = !round->is_probing ? PASS_TESTS : is_alone ? PASS_PROBES | PASS_MEMORY : PASS_PROBES;
    return variant->passes & pass && (!variant->uses_gcc || round->tools->gcc.path);
}

struct run_kind {
    const char *how;
    const char *options[2];
    const char *fill; /* NULL: as it comes */
    bool finds_open;  /* descriptors that the suite did not open: what runs it may have left some */
};

static const struct run_kind kinds[] = {
    {"in order", {NULL}, NULL, false},
    {"in reverse", {"--reverse"}, "SUITE_FILL=0xa5", false},
    {"shuffled", {"--shuffle", "1"}, "SUITE_FILL=0x00", false},
    {"shuffled", {"--shuffle", "2"}, "SUITE_FILL=0xff", false},
    {"shuffled, more descriptors open,", {"--shuffle", "3"}, "SUITE_FILL=0x01", true},
    {"again in order", {NULL}, NULL, false},
};

static uint64_t timeout_of(const struct verify_round *round)
{
    return round->options->run_timeout_ms ? round->options->run_timeout_ms : VERIFY_RUN_MS;
}

struct emit_unit round_unit(const struct verify_round *round)
{
    return (struct emit_unit){.plan = round->plan,
                              .facts = round->facts,
                              .arguments = round->options->arguments,
                              .framework = round->options->framework,
                              .corrections = round->options->corrections};
}

static enum status write_variant(struct verify_round *round, const char *folder, struct error *err)
{
    const struct emit_unit unit = round_unit(round);
    const struct emit_options options = {.folder = folder,
                                         .source_root = round->options->source_root,
                                         .with_sources = round->options->with_sources,
                                         .with_libraries = round->options->with_libraries};
    return testgen_emit(&unit, 1, &options, NULL, err);
}

static enum status index_program(struct verify_round *round, struct error *err)
{
    const struct emit_unit unit = round_unit(round);
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

/* ---- builds ------------------------------------------------------------------------------------------------------ */

/* A variant of the suite in this round; its texts live in the map's arena, as all of the round. */
struct built {
    const struct variant *variant;
    const char *folder;
    bool was_built;
};

static struct process_request request_of(const struct verify_round *round, const char *folder, const char *const *argv)
{
    return (struct process_request){.argv = argv,
                                    .folder = folder,
                                    .merge_errors = true,
                                    .output_cut = true,
                                    .address_space_unlimited = true,
                                    .sandbox = round->options->sandbox,
                                    .timeout_ms = timeout_of(round)};
}

static struct process_request build_request(struct verify_round *round, const struct built *built)
{
    struct arena *arena = &round->map.arena;
    const struct toolchain *tools = round->tools;
    const char **argv = arena_array(arena, 6, sizeof *argv);
    argv[0] = tools->make.path ? tools->make.path : "make";
    argv[1] = "-s";
    argv[2] = arena_printf(arena, "test_%s", round->stem);
    argv[3] = arena_printf(arena, "CC=%s", built->variant->uses_gcc ? tools->gcc.path : tools->clang.path);
    argv[4] = arena_printf(arena, "CFLAGS=%s", built->variant->flags);
    return request_of(round, built->folder, argv);
}

static enum status read_build(struct verify_round *round, struct built *built, const struct process_result *result,
                              struct error *err)
{
    built->was_built = process_succeeded(result);
    if (result->end == PROCESS_EXITED) /* a compiler that was killed may leave half an object */
        objects_keep(round, built->variant, built->folder);
    if (built->was_built || blame_compiler(round, strbuf_text(&result->output)))
        return STATUS_OK;
    SCOPED(strbuf_release) struct strbuf end = {0};
    process_describe(result, &end);
    return error_set(err, STATUS_INVALID, "'%s': its suite does not build with %s (%s): %s", round->plan->unit,
                     built->variant->name, strbuf_text(&end),
                     first_compiler_message(round, strbuf_text(&result->output)));
}

static enum status build_all(struct verify_round *round, struct built *built, size_t count, struct error *err)
{
    struct process_request requests[ARRAY_LENGTH(variants)] = {0};
    struct process_result results[ARRAY_LENGTH(variants)] = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = write_variant(round, built[i].folder, err);
        objects_fetch(round, built[i].variant, built[i].folder);
        requests[i] = build_request(round, &built[i]);
    }
    if (status == STATUS_OK)
        status = pool_run_all(requests, count, round->options->jobs, NULL, NULL, results, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = read_build(round, &built[i], &results[i], err);
    for (size_t i = 0; i < count; i++)
        process_result_release(&results[i]);
    return status;
}

/* ---- runs -------------------------------------------------------------------------------------------------------- */

/* Runs of one variant come one behind the other, since what they write in their folder is the same; those of different
 * variants side by side. */
struct run {
    const struct built *built;
    const struct run_kind *kind;
    bool is_started, has_ended;
    struct process_result result;
};

#define OPEN_DESCRIPTORS 8u /* from 3 on */
#define RUNS_MAX (ARRAY_LENGTH(variants) * ARRAY_LENGTH(kinds))

struct runs {
    struct verify_round *round;
    struct run items[RUNS_MAX];
    size_t count;
    size_t started[RUNS_MAX]; /* in their order: what the pool's index stands for */
    size_t started_count;
    int nowhere[OPEN_DESCRIPTORS]; /* all the same one */
};

/* The code under test may end the process with any exit code: only the runner's last line says that it came so far. */
static bool has_line(const char *output, const char *start)
{
    for (const char *line = output; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        if (strncmp(line, start, strlen(start)) == 0)
            return true;
    return false;
}

static struct process_request run_request(struct verify_round *round, const struct run *run)
{
    struct arena *arena = &round->map.arena;
    const char **argv = arena_array(arena, 4, sizeof *argv);
    const char **environment = arena_array(arena, 7, sizeof *environment);
    argv[0] = arena_printf(arena, "%s/test_%s", run->built->folder, round->stem);
    argv[1] = run->kind->options[0];
    argv[2] = run->kind->options[1];
    environment[0] = "SUITE_TRACE=1";
    environment[1] = "SUITE_TIME_LIMIT=5";
    environment[2] =
        "ASAN_OPTIONS=halt_on_error=0:detect_leaks=0:allocator_may_return_null=1:detect_stack_use_after_return=1";
    environment[3] = "UBSAN_OPTIONS=halt_on_error=0:print_stacktrace=0";
    environment[4] = "MSAN_OPTIONS=halt_on_error=0:allocator_may_return_null=1";
    environment[5] = run->kind->fill;
    struct process_request request = request_of(round, run->built->folder, argv);
    request.environment = environment;
    return request;
}

static void read_run(struct verify_round *round, const struct run *run, const struct process_result *result)
{
    SCOPED(strbuf_release) struct strbuf how = {0};
    SCOPED(strbuf_release) struct strbuf summary = {0};
    strbuf_printf(&how, "%s with %s", run->kind->how, run->built->variant->name);
    strbuf_printf(&summary, "%s: ", round->stem);
    const bool was_complete = has_line(strbuf_text(&result->output), strbuf_text(&summary));
    blame_run(round, strbuf_text(&result->output), strbuf_text(&how), was_complete);
}

static void list_runs(const struct built *built, size_t count, struct runs *runs)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < ARRAY_LENGTH(kinds) && built[i].was_built; k++)
            if (!built[i].variant->has_sanitizers ||
                k < (built[i].variant->passes & PASS_TESTS && !runs->round->is_probing ? 2 : 1))
                runs->items[runs->count++] = (struct run){.built = &built[i], .kind = &kinds[k]};
}

static bool start_next(void *context, size_t index, struct process_request *ret_request)
{
    struct runs *runs = context;
    (void)index;
    for (size_t i = 0; i < runs->count; i++) {
        struct run *run = &runs->items[i];
        const struct run *before = i > 0 && runs->items[i - 1].built == run->built ? &runs->items[i - 1] : NULL;
        if (run->is_started || (before && !before->has_ended))
            continue;
        run->is_started = true;
        runs->started[runs->started_count++] = i;
        *ret_request = run_request(runs->round, run);
        ret_request->descriptors = runs->nowhere;
        ret_request->descriptor_count = run->kind->finds_open ? OPEN_DESCRIPTORS : 0;
        return true;
    }
    return false;
}

static enum status end_run(void *context, size_t index, struct process_result *result, struct error *err)
{
    struct runs *runs = context;
    struct run *run = &runs->items[runs->started[index]];
    if (result->end == PROCESS_NOT_STARTED)
        return error_set(err, STATUS_IO, "%s", strbuf_text(&result->error_output));
    run->has_ended = true;
    run->result = *result;
    *result = (struct process_result){0};
    struct verify_round *round = runs->round;
    round->runs++;
    if (round->options->progress)
        round->options->progress(round->options->context, round->runs);
    return STATUS_OK;
}

/* Read in their own order, however they ended: the first reason is the one that is told. */
static enum status run_and_read(struct runs *runs, struct error *err)
{
    struct verify_round *round = runs->round;
    const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nowhere < 0)
        return error_set_errno(err, "cannot open /dev/null");
    for (size_t i = 0; i < OPEN_DESCRIPTORS; i++)
        runs->nowhere[i] = nowhere;
    const enum status status = pool_run(
        &(struct pool){.jobs = round->options->jobs, .next = start_next, .done = end_run, .context = runs}, err);
    close(nowhere);
    for (size_t i = 0; i < runs->count; i++) {
        if (status == STATUS_OK)
            read_run(round, &runs->items[i], &runs->items[i].result);
        process_result_release(&runs->items[i].result);
    }
    return status;
}

static bool has_hang(const struct verify_round *round)
{
    for (size_t i = 0; i < round->map.count; i++)
        if (round->verdicts[i].crash && !strcmp(round->verdicts[i].crash, "hang"))
            return true;
    return false;
}

/* One run goes ahead. A test that hangs in it is dropped, and a round without it follows: the other runs would only
 * wait for it again, each for the whole limit. */
static enum status run_all(struct verify_round *round, const struct built *built, size_t count, struct error *err)
{
    struct runs all = {.round = round}, first = {.round = round}, rest = {.round = round};
    list_runs(built, count, &all);
    if (all.count == 0)
        return STATUS_OK;
    first.items[first.count++] = all.items[0];
    const enum status status = run_and_read(&first, err);
    if (status != STATUS_OK || has_hang(round))
        return status;
    for (size_t i = 1; i < all.count; i++)
        rest.items[rest.count++] = all.items[i];
    return run_and_read(&rest, err);
}

enum status round_measure(struct verify_round *round, struct error *err)
{
    struct built built[ARRAY_LENGTH(variants)];
    size_t count = 0;
    enum status status = index_program(round, err);
    for (size_t i = 0; i < ARRAY_LENGTH(variants); i++)
        if (is_built(round, &variants[i]))
            built[count++] = (struct built){
                &variants[i], arena_printf(&round->map.arena, "%s/%s", round->folder, variants[i].name), false};
    if (status == STATUS_OK)
        status = build_all(round, built, count, err);
    if (status == STATUS_OK)
        status = run_all(round, built, count, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        round->report->has_sanitizers |= built[i].was_built && built[i].variant->has_sanitizers;
    return status;
}
