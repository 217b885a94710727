#include "read_facts.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/progress.h"
#include "cet/exec/pool.h"
#include "foreign_flags.h"

/* Words of ours on the compiler's command line, the source included. What the plugin finds is found again in the merged
 * facts, so that it and other warnings are off, as errors too. */
#define PLUGIN_FLAGS 8
/* Clang stops at unknown flags of its driver before it looks at the others. */
#define MAX_FLAG_ROUNDS 3

void unread_units_release(struct unread_units *unread)
{
    if (!unread)
        return;
    arena_release(&unread->arena);
    map_release(&unread->dropped_flags);
    free(unread->items);
    *unread = (struct unread_units){0};
}

void unread_units_add(struct unread_units *unread, const char *path, const char *why)
{
    struct unread_unit unit = {.path = arena_strdup(&unread->arena, path), .why = arena_strdup(&unread->arena, why)};
    ARRAY_PUSH(unread->items, unread->count, unread->capacity, unit);
}

struct reading {
    const struct read_facts_request *request;
    struct arena arena; /* words of ours on command lines */
    struct process_request *processes;
    struct process_result *results;
    const char ***command_lines;
    char **side_files;
    bool **is_foreign; /* for each flag of each unit */
    struct progress progress;
    uint64_t done;
};

static void plan_unit(struct reading *reading, size_t index)
{
    const struct read_facts_request *request = reading->request;
    const struct workplace *workplace = request->workplace;
    const struct source_unit *unit = &request->units->items[index];
    struct strbuf word = {0};
    strbuf_printf(&word, "%s/%zu.facts", sandbox_staging(workplace->sandbox), index);
    reading->side_files[index] = strbuf_take(&word);
    reading->is_foreign[index] = memory_new(unit->flag_count + 1, sizeof **reading->is_foreign);
    const char **argv = memory_new(unit->flag_count + PLUGIN_FLAGS + 2, sizeof *argv);
    size_t count = 0;
    argv[count++] = workplace->tools.clang.path;
    for (size_t i = 0; i < unit->flag_count; i++)
        argv[count++] = unit->flags[i];
    argv[count++] = "-fsyntax-only";
    argv[count++] = "-w";
    argv[count++] = "-fno-color-diagnostics";
    argv[count++] = arena_printf(&reading->arena, "-fplugin=%s", workplace->installation.plugin);
    argv[count++] = arena_printf(&reading->arena, "-fplugin-arg-cet-facts-file=%s", reading->side_files[index]);
    if (request->unread && !request->only_whole)
        argv[count++] = "-fplugin-arg-cet-partial-facts";
    argv[count++] = unit->path;
    reading->command_lines[index] = argv;
    reading->processes[index] = (struct process_request){
        .argv = argv, .folder = unit->folder, .sandbox = workplace->sandbox, .merge_errors = true};
}

static enum status count_done(void *context, size_t index, struct process_result *result, struct error *err)
{
    struct reading *reading = context;
    (void)index;
    (void)result;
    (void)err;
    progress_update(&reading->progress, ++reading->done);
    return STATUS_OK;
}

/* Takes the flags that clang complained of out of the unit's command line; false when there is none. */
static bool drop_foreign_flags(struct reading *reading, size_t index)
{
    const struct source_unit *unit = &reading->request->units->items[index];
    bool *is_foreign = reading->is_foreign[index];
    if (!foreign_flags_find(strbuf_text(&reading->results[index].output), unit->flags, unit->flag_count, is_foreign))
        return false;
    const char **argv = reading->command_lines[index];
    const char *const *own = argv;
    while (strcmp(*own, "-fsyntax-only") != 0)
        own++;
    size_t count = 1;
    for (size_t i = 0; i < unit->flag_count; i++)
        if (!is_foreign[i])
            argv[count++] = unit->flags[i];
    do
        argv[count++] = *own;
    while (*own++);
    return true;
}

/* The units that failed because of flags once more, until clang knows all that are left. */
static enum status retry_without_foreign_flags(struct reading *reading, struct error *err)
{
    const struct read_facts_request *request = reading->request;
    size_t unit_count = request->units->count;
    enum status status = STATUS_OK;
    for (unsigned round = 0; round < MAX_FLAG_ROUNDS && status == STATUS_OK; round++) {
        SCOPED(memory_free_pointer) struct process_request *again = memory_new(unit_count + 1, sizeof *again);
        SCOPED(memory_free_pointer) struct process_result *results = memory_new(unit_count + 1, sizeof *results);
        SCOPED(memory_free_pointer) size_t *indices = memory_new(unit_count + 1, sizeof *indices);
        size_t count = 0;
        for (size_t i = 0; i < unit_count; i++)
            if (!process_succeeded(&reading->results[i]) && drop_foreign_flags(reading, i)) {
                again[count] = reading->processes[i];
                indices[count++] = i;
            }
        if (!count)
            break;
        status = pool_run_all(again, count, (unsigned)request->jobs, NULL, NULL, results, err);
        for (size_t i = 0; i < count; i++) {
            process_result_release(&reading->results[indices[i]]);
            reading->results[indices[i]] = results[i];
        }
    }
    return status;
}

static void note_dropped_flags(struct reading *reading, size_t index)
{
    const struct source_unit *unit = &reading->request->units->items[index];
    struct unread_units *unread = reading->request->unread;
    for (size_t i = 0; unread && i < unit->flag_count; i++)
        if (reading->is_foreign[index][i])
            map_set(&unread->dropped_flags, unit->flags[i],
                    map_add(&unread->dropped_flags, unit->flags[i], 0, NULL) + 1);
}

/* The first error among a compiler's messages, else how it ended. */
static void describe_failure(const struct process_result *result, struct strbuf *out)
{
    const char *text = strbuf_text(&result->output);
    const char *found = strstr(text, "error: ");
    if (!found) {
        process_describe(result, out);
        return;
    }
    while (found > text && found[-1] != '\n')
        found--;
    strbuf_printf(out, "%.*s", (int)strcspn(found, "\n"), found);
}

static bool has_functions(const char *side_file)
{
    struct facts facts = {0};
    struct error why = {0};
    bool is_defined = false;
    if (!file_exists(side_file) || facts_load(side_file, &facts, &why) != STATUS_OK)
        return false;
    for (uint32_t i = 0; i < facts.function_count; i++)
        is_defined |= facts.functions[i].is_defined;
    facts_release(&facts);
    return is_defined;
}

/* Notes that a unit does not compile. True: nothing is known of it. */
static bool is_left_out(struct reading *reading, size_t index)
{
    struct unread_units *unread = reading->request->unread;
    const struct process_result *result = &reading->results[index];
    if (!unread || process_succeeded(result))
        return false;
    SCOPED(strbuf_release) struct strbuf why = {0};
    describe_failure(result, &why);
    unread_units_add(unread, reading->request->units->items[index].path, strbuf_text(&why));
    unread->items[unread->count - 1].is_read_in_part = has_functions(reading->side_files[index]);
    return !unread->items[unread->count - 1].is_read_in_part;
}

static enum status refuse_unit(struct reading *reading, size_t index, struct strbuf *messages, struct error *err)
{
    const struct process_result *result = &reading->results[index];
    SCOPED(strbuf_release) struct strbuf how = {0};
    process_describe(result, &how);
    strbuf_add(messages, strbuf_text(&result->output), result->output.length);
    strbuf_add(messages, strbuf_text(&result->error_output), result->error_output.length);
    return error_set(err, STATUS_INVALID, "'%s' does not compile (%s); give its flags after -- or by -p BUILD",
                     reading->request->units->items[index].path, strbuf_text(&how));
}

static enum status merge_unit(struct reading *reading, size_t index, struct facts *facts, struct strbuf *messages,
                              struct error *err)
{
    if (!reading->request->unread && !process_succeeded(&reading->results[index]))
        return refuse_unit(reading, index, messages, err);
    struct facts of_unit = {0};
    enum status status = facts_load(reading->side_files[index], &of_unit, err);
    if (status != STATUS_OK)
        return status;
    facts_merge(facts, &of_unit);
    if (reading->request->each)
        reading->request->each[index] = of_unit;
    else
        facts_release(&of_unit);
    return STATUS_OK;
}

static void release_reading(struct reading *reading)
{
    for (size_t i = 0; i < reading->request->units->count; i++) {
        free(reading->command_lines[i]);
        free(reading->is_foreign[i]);
        free(reading->side_files[i]);
        process_result_release(&reading->results[i]);
    }
    free(reading->command_lines);
    free(reading->side_files);
    free(reading->is_foreign);
    arena_release(&reading->arena);
    free(reading->processes);
    free(reading->results);
}

static enum status run_reading(struct reading *reading, struct facts *ret_facts, struct strbuf *messages,
                               struct error *err)
{
    size_t count = reading->request->units->count;
    progress_begin(&reading->progress, reading->request->progress, "units read", count);
    enum status status = pool_run_all(reading->processes, count, (unsigned)reading->request->jobs, count_done, reading,
                                      reading->results, err);
    if (status == STATUS_OK)
        status = retry_without_foreign_flags(reading, err);
    progress_end(&reading->progress);
    struct facts merged = {0};
    size_t left_out = 0;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        note_dropped_flags(reading, i);
        if (is_left_out(reading, i))
            left_out++;
        else
            status = merge_unit(reading, i, &merged, messages, err);
    }
    if (status == STATUS_OK && count && left_out == count)
        status = refuse_unit(reading, 0, messages, err);
    if (status != STATUS_OK) {
        facts_release(&merged);
        return status;
    }
    *ret_facts = merged;
    return STATUS_OK;
}

enum status read_facts(const struct read_facts_request *request, struct facts *ret_facts, struct strbuf *messages,
                       struct error *err)
{
    size_t unit_count = request->units->count;
    struct reading reading = {.request = request,
                              .processes = memory_new(unit_count, sizeof *reading.processes),
                              .results = memory_new(unit_count, sizeof *reading.results),
                              .command_lines = memory_new(unit_count, sizeof *reading.command_lines),
                              .side_files = memory_new(unit_count, sizeof *reading.side_files),
                              .is_foreign = memory_new(unit_count, sizeof *reading.is_foreign)};
    for (size_t i = 0; i < unit_count; i++)
        plan_unit(&reading, i);
    enum status status = run_reading(&reading, ret_facts, messages, err);
    release_reading(&reading);
    return status;
}
