#include "cet/coverage/command.h"

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/coverage/data_files.h"
#include "cet/coverage/source_based.h"
#include "cet/exec/process.h"

#define SHOWN_OUTPUT_BYTES 1500 /* of a failing command, in the message */

static enum status show_failure(const struct coverage_command *command, const struct process_result *result,
                                struct error *err)
{
    SCOPED(strbuf_release) struct strbuf how = {0};
    process_describe(result, &how);
    const char *output = strbuf_text(&result->output);
    if (result->output.length > SHOWN_OUTPUT_BYTES)
        output += result->output.length - SHOWN_OUTPUT_BYTES;
    return error_set(err, STATUS_INVALID, "'%s' does not pass (%s), so nothing is counted: %s", command->argv[0],
                     strbuf_text(&how), output);
}

static enum status clear(const struct coverage_command *command, struct error *err)
{
    SCOPED(data_files_release) struct data_files old = {0};
    enum status status = data_files_find(command->build, &old, err);
    return status == STATUS_OK ? data_files_clear(&old, err) : status;
}

static enum status run(const struct coverage_command *command, const char *profiles, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    SCOPED(strbuf_release) struct strbuf variable = {0};
    source_based_variable(profiles, &variable);
    const char *const environment[] = {strbuf_text(&variable), NULL};
    enum status status =
        process_run(&(struct process_request){.argv = command->argv,
                                              .folder = command->build,
                                              .environment = environment,
                                              .address_space_unlimited = true,
                                              .merge_errors = true,
                                              .output_cut = true,
                                              .timeout_ms = command->timeout_ms ? command->timeout_ms
                                                                                : COVERAGE_COMMAND_TIMEOUT_MS},
                    &result, err);
    return status == STATUS_OK && !process_succeeded(&result) ? show_failure(command, &result, err) : status;
}

/* Each kind of coverage that the build has must have run: silence of one would count as zeros, or as nothing. */
static enum status gather(const struct coverage_command *command, const char *profiles, struct coverage *coverage,
                          struct error *err)
{
    SCOPED(data_files_release) struct data_files files = {0};
    struct source_based_found found = {0};
    const struct source_based source_based = {.tools = command->tools, .build = command->build, .profiles = profiles};
    enum status status = data_files_find(command->build, &files, err);
    if (status == STATUS_OK)
        status = source_based_find(&source_based, &found, err);
    if (status == STATUS_OK && !files.count && !found.programs && !found.profiles)
        status =
            error_set(err, STATUS_NOT_FOUND,
                      "nothing below '%s' was built with --coverage or -fcoverage-mapping; name the build's folder "
                      "with --build",
                      command->build);
    if (status == STATUS_OK && files.count)
        status = data_files_check(&files, err);
    if (status == STATUS_OK && files.count)
        status = data_files_read(&files, command->tools, coverage, err);
    if (status == STATUS_OK && (found.programs || found.profiles))
        status = source_based_read(&source_based, coverage, err);
    return status;
}

enum status coverage_run_command(const struct coverage_command *command, struct coverage *ret_coverage,
                                 struct error *err)
{
    SCOPED(strbuf_release) struct strbuf profiles = {0};
    struct coverage coverage = {0};
    enum status status = folder_make_temporary(NULL, "cet-profiles-", &profiles, err);
    if (status != STATUS_OK)
        return status;
    status = clear(command, err);
    if (status == STATUS_OK)
        status = run(command, strbuf_text(&profiles), err);
    if (status == STATUS_OK)
        status = gather(command, strbuf_text(&profiles), &coverage, err);
    folder_remove(strbuf_text(&profiles), NULL);
    if (status == STATUS_OK)
        *ret_coverage = coverage;
    else
        coverage_release(&coverage);
    return status;
}
