#include "cet/coverage/suite.h"

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/coverage/gcov.h"
#include "cet/exec/process.h"
#include "suite_build.h"

#define SHOWN_OUTPUT_BYTES 1500 /* of a failing suite, in the message */

static enum status show_failure(const struct coverage_suite_options *options, const struct process_result *result,
                                struct error *err)
{
    SCOPED(strbuf_release) struct strbuf how = {0};
    process_describe(result, &how);
    const char *output = strbuf_text(&result->output);
    size_t length = result->output.length;
    if (length > SHOWN_OUTPUT_BYTES)
        output += length - SHOWN_OUTPUT_BYTES;
    return error_set(err, STATUS_INVALID, "the suite in '%s' does not pass with --coverage (%s): %s", options->suite,
                     strbuf_text(&how), output);
}

enum status suite_build_and_run(const struct coverage_suite_options *options, const char *folder,
                                const char *const *environment, struct process_result *ret_result, struct error *err)
{
    const struct tool *compiler = options->use_clang ? &options->tools->clang : &options->tools->gcc;
    if (!compiler->path || !options->tools->make.path)
        return error_set(err, STATUS_NOT_FOUND, "%s is not installed, coverage cannot be measured",
                         compiler->path ? "make" : "gcc");
    SCOPED(strbuf_release) struct strbuf cc = {0};
    SCOPED(strbuf_release) struct strbuf source_root = {0};
    strbuf_printf(&cc, "CC=%s", compiler->path);
    if (options->source_root)
        strbuf_printf(&source_root, "SRC_DIR=%s", options->source_root);
    const char *argv[] = {options->tools->make.path,
                          "check",
                          "-B", /* what lies there was built without --coverage */
                          strbuf_text(&cc),
                          "CFLAGS=-g -O0 --coverage",
                          "LDFLAGS=--coverage",
                          options->source_root ? strbuf_text(&source_root) : NULL,
                          NULL};
    return process_run(&(struct process_request){.argv = argv,
                                                 .folder = folder,
                                                 .environment = environment,
                                                 .sandbox = options->sandbox,
                                                 .merge_errors = true,
                                                 .timeout_ms = options->timeout_ms,
                                                 .output_cut = true},
                       ret_result, err);
}

static enum status build_and_pass(const struct coverage_suite_options *options, const char *folder, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    enum status status = suite_build_and_run(options, folder, NULL, &result, err);
    return status == STATUS_OK && !process_succeeded(&result) ? show_failure(options, &result, err) : status;
}

/* Without a choice of sources: all but those that lie in the suite's own folder, which are its drivers and helpers. */
static void keep_sources(const struct coverage *all, const struct coverage_suite_options *options, const char *folder,
                         struct coverage *kept)
{
    SCOPED(memory_free_pointer) char *real = path_real(folder);
    for (size_t i = 0; i < all->file_count && !options->sources; i++) {
        const char *paths[] = {all->files[i].path, NULL};
        if (path_below(paths[0], folder) == paths[0] && (!real || path_below(paths[0], real) == paths[0]) &&
            path_below(paths[0], options->suite) == paths[0])
            coverage_keep(all, paths, kept);
    }
    if (options->sources)
        coverage_keep(all, options->sources, kept);
}

enum status coverage_run_suite(const struct coverage_suite_options *options, struct coverage *ret_coverage,
                               struct error *err)
{
    SCOPED(strbuf_release) struct strbuf folder = {0};
    enum status status = folder_make_temporary(sandbox_staging(options->sandbox), "coverage", &folder, err);
    if (status == STATUS_OK)
        status = folder_copy(options->suite, strbuf_text(&folder), err);
    if (status == STATUS_OK)
        status = build_and_pass(options, strbuf_text(&folder), err);
    struct coverage coverage = {0};
    if (status == STATUS_OK)
        status = gcov_read_folder(&(struct gcov_options){.tools = options->tools,
                                                         .folder = strbuf_text(&folder),
                                                         .is_clang = options->use_clang,
                                                         .sandbox = options->sandbox},
                                  &coverage, err);
    if (status == STATUS_OK) {
        struct coverage kept = {0};
        keep_sources(&coverage, options, strbuf_text(&folder), &kept);
        *ret_coverage = kept;
    }
    coverage_release(&coverage);
    folder_remove(strbuf_text(&folder), NULL);
    return status;
}
