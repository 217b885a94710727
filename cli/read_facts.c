#include "read_facts.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/progress.h"
#include "cet/exec/pool.h"

#define PLUGIN_FLAGS 5 /* words of ours on the compiler's command line, the source included */

struct reading {
    const struct read_facts_request *request;
    struct process_request *processes;
    struct process_result *results;
    const char ***command_lines;
    char **side_files;
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
    const char **argv = memory_new(unit->flag_count + PLUGIN_FLAGS + 2, sizeof *argv);
    size_t count = 0;
    argv[count++] = workplace->tools.clang.path;
    for (size_t i = 0; i < unit->flag_count; i++)
        argv[count++] = unit->flags[i];
    argv[count++] = "-fsyntax-only";
    strbuf_printf(&word, "-fplugin=%s", workplace->installation.plugin);
    argv[count++] = strbuf_take(&word);
    strbuf_printf(&word, "-fplugin-arg-cet-facts-file=%s", reading->side_files[index]);
    argv[count++] = strbuf_take(&word);
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

static enum status merge_unit(struct reading *reading, size_t index, struct facts *facts, struct strbuf *messages,
                              struct error *err)
{
    const struct source_unit *unit = &reading->request->units->items[index];
    const struct process_result *result = &reading->results[index];
    if (!process_succeeded(result)) {
        SCOPED(strbuf_release) struct strbuf how = {0};
        process_describe(result, &how);
        strbuf_add(messages, strbuf_text(&result->output), result->output.length);
        strbuf_add(messages, strbuf_text(&result->error_output), result->error_output.length);
        return error_set(err, STATUS_INVALID, "'%s' does not compile (%s); give its flags after -- or by -p BUILD",
                         unit->path, strbuf_text(&how));
    }
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
        const char **argv = reading->command_lines[i];
        size_t first_own = reading->request->units->items[i].flag_count + 2;
        free((char *)argv[first_own]);
        free((char *)argv[first_own + 1]);
        free(argv);
        free(reading->side_files[i]);
        process_result_release(&reading->results[i]);
    }
    free(reading->command_lines);
    free(reading->side_files);
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
    progress_end(&reading->progress);
    struct facts merged = {0};
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = merge_unit(reading, i, &merged, messages, err);
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
                              .side_files = memory_new(unit_count, sizeof *reading.side_files)};
    for (size_t i = 0; i < unit_count; i++)
        plan_unit(&reading, i);
    enum status status = run_reading(&reading, ret_facts, messages, err);
    release_reading(&reading);
    return status;
}
