#include "cet/coverage/source_based.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/process.h"
#include "cet/model/coverage_readers.h"
#include "cet/model/object_section.h"
#include "tree_walk.h"

#define MAX_PATHS 10000
#define MAX_EXPORT_BYTES (1u << 30)
#define TOOL_TIMEOUT_MS 600000

struct paths {
    char **items;
    size_t count, capacity;
    bool (*wanted)(const char *path);
};

static void paths_release(struct paths *paths)
{
    for (size_t i = 0; i < paths->count; i++)
        free(paths->items[i]);
    free(paths->items);
}

static bool is_mapped_program(const char *path)
{
    return program_has_section(path, "__llvm_covmap");
}

static bool is_profile(const char *path)
{
    return path_has_extension(path, ".profraw");
}

static enum status take_wanted(void *context, const char *path, struct error *err)
{
    struct paths *paths = context;
    if (!paths->wanted(path))
        return STATUS_OK;
    if (paths->count == MAX_PATHS)
        return error_set(err, STATUS_LIMIT, "'%s' is one of more than %d programs or profiles", path, MAX_PATHS);
    ARRAY_PUSH(paths->items, paths->count, paths->capacity, memory_strdup(path));
    return STATUS_OK;
}

static enum status find(const char *folder, bool (*wanted)(const char *path), struct paths *paths, struct error *err)
{
    SCOPED(memory_free_pointer) char *absolute = path_absolute(folder, NULL);
    *paths = (struct paths){.wanted = wanted};
    return tree_walk(absolute, take_wanted, paths, err);
}

void source_based_variable(const char *folder, struct strbuf *out)
{
    strbuf_printf(out, "LLVM_PROFILE_FILE=%s/run-%%8m.profraw", folder);
}

enum status source_based_find(const struct source_based *what, struct source_based_found *ret_found, struct error *err)
{
    SCOPED(paths_release) struct paths programs = {0};
    SCOPED(paths_release) struct paths profiles = {0};
    enum status status = find(what->profiles, is_profile, &profiles, err);
    if (status == STATUS_OK)
        status = find(what->build, is_mapped_program, &programs, err);
    if (status == STATUS_OK)
        *ret_found = (struct source_based_found){.programs = programs.count, .profiles = profiles.count};
    return status;
}

/* Output of a tool that must succeed. */
static enum status ask(const char *const *argv, struct process_result *result, struct error *err)
{
    enum status status = process_run(&(struct process_request){.argv = argv,
                                                               .timeout_ms = TOOL_TIMEOUT_MS,
                                                               .file_size_limit_bytes = MAX_EXPORT_BYTES,
                                                               .output_max_bytes = MAX_EXPORT_BYTES},
                                     result, err);
    if (status != STATUS_OK || process_succeeded(result))
        return status;
    SCOPED(strbuf_release) struct strbuf how = {0};
    process_describe(result, &how);
    const char *said = strbuf_text(&result->error_output);
    return error_set(err, STATUS_INVALID, "%s %s fails (%s): %.*s", path_name(argv[0]), argv[1], strbuf_text(&how),
                     (int)strcspn(said, "\n"), said);
}

static enum status join_profiles(const struct source_based *what, const struct paths *profiles, const char *joined,
                                 struct error *err)
{
    SCOPED(memory_free_pointer) const char **argv = memory_new(profiles->count + 6, sizeof *argv);
    SCOPED(process_result_release) struct process_result result = {0};
    size_t count = 0;
    argv[count++] = what->tools->llvm_profdata.path;
    argv[count++] = "merge";
    argv[count++] = "-sparse";
    argv[count++] = "-o";
    argv[count++] = joined;
    for (size_t i = 0; i < profiles->count; i++)
        argv[count++] = profiles->items[i];
    return ask(argv, &result, err);
}

/* llvm-cov says "2 functions have mismatched data" and goes on without them. */
static enum status check_warnings(const struct process_result *result, struct error *err)
{
    const char *said = strbuf_text(&result->error_output);
    if (!strstr(said, "mismatched data"))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "llvm-cov: %.*s: profiles come from another build than the programs; build again and run the "
                     "tests again",
                     (int)strcspn(said, "\n"), said);
}

/* As JSON: llvm-cov's tracefiles have no conditions. */
static enum status export_joined(const struct source_based *what, const struct paths *programs, const char *joined,
                                 struct coverage *coverage, struct error *err)
{
    SCOPED(memory_free_pointer) const char **argv = memory_new(2 * programs->count + 5, sizeof *argv);
    SCOPED(process_result_release) struct process_result result = {0};
    SCOPED(strbuf_release) struct strbuf profile = {0};
    SCOPED(coverage_release) struct coverage read = {0};
    size_t count = 0;
    strbuf_printf(&profile, "-instr-profile=%s", joined);
    argv[count++] = what->tools->llvm_cov.path;
    argv[count++] = "export";
    argv[count++] = strbuf_text(&profile);
    argv[count++] = programs->items[0];
    for (size_t i = 1; i < programs->count; i++) {
        argv[count++] = "-object";
        argv[count++] = programs->items[i];
    }
    enum status status = ask(argv, &result, err);
    if (status == STATUS_OK)
        status = check_warnings(&result, err);
    if (status != STATUS_OK)
        return status;
    struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});
    status = coverage_parse_llvm("llvm-cov export", strbuf_text(&result.output), result.output.length, pile, err);
    if (status == STATUS_OK) {
        coverage_pile_take(pile, &read);
        coverage_merge(coverage, &read);
    }
    coverage_pile_free(pile);
    return status;
}

enum status source_based_read(const struct source_based *what, struct coverage *coverage, struct error *err)
{
    SCOPED(paths_release) struct paths programs = {0};
    SCOPED(paths_release) struct paths profiles = {0};
    SCOPED(memory_free_pointer) char *joined = path_join(what->profiles, "joined.profdata");
    if (!what->tools->llvm_profdata.path || !what->tools->llvm_cov.path)
        return error_set(err, STATUS_NOT_FOUND, "llvm-cov 19 and llvm-profdata 19 are not installed");
    enum status status = find(what->profiles, is_profile, &profiles, err);
    if (status == STATUS_OK)
        status = find(what->build, is_mapped_program, &programs, err);
    if (status != STATUS_OK)
        return status;
    if (!profiles.count)
        return error_set(err, STATUS_NOT_FOUND,
                         "'%s': %zu programs were built with -fcoverage-mapping and none of them has run to its end",
                         what->build, programs.count);
    if (!programs.count)
        return error_set(err, STATUS_NOT_FOUND,
                         "programs with profiles ran, but none below '%s' was built with -fcoverage-mapping",
                         what->build);
    status = join_profiles(what, &profiles, joined, err);
    return status == STATUS_OK ? export_joined(what, &programs, joined, coverage, err) : status;
}
