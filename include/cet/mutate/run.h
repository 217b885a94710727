/* Judges a suite by its mutants: builds it with all of them, runs it clean, then once with every mutant forked inside.
 *
 *     struct mutant_set set = {0};
 *     status = mutate_run(&(struct mutate_run_options){.files = files, .file_count = 1, .suite = "build/suite",
 *                         .clang = tools.clang.path, .plugin = plugin, .runtime = runtime}, &set, err);
 *     struct mutant_counts counts = mutant_set_counts(&set);
 *     mutant_set_release(&set);
 *
 * A suite is a folder whose Makefile has the target `check` and takes CC, CFLAGS, LDFLAGS and SRC_DIR. It is copied,
 * never changed. Before a mutant runs, the suite must pass twice and must be seen to fail when a function under test
 * aborts. Everything that the suite runs has a limit of time. */
#ifndef CET_MUTATE_RUN_H
#define CET_MUTATE_RUN_H

#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/model/mutant.h"

struct sandbox;

struct mutate_run_options {
    const char *const *files; /* absolute; what is spelled in them is changed */
    size_t file_count;
    const char *suite;             /* folder */
    const char *source_root;       /* SRC_DIR for the suite's Makefile; NULL: the Makefile's */
    const char *root;              /* paths in ids are taken below it; NULL: ids hold the file's name alone */
    const char *cflags;            /* NULL: "-O0" */
    const char *operators;         /* comma-separated names or groups; NULL: the default set */
    const char *clang;             /* programs and libraries, absolute */
    const char *plugin;            /* cet-plugin.so */
    const char *runtime;           /* libcet-runtime.a */
    const struct sandbox *sandbox; /* NULL: a plain temporary folder */
    unsigned jobs;                 /* mutants at once; 0: one */
    uint64_t limit_ms;             /* wall, of each run of the whole suite; 0: ten minutes */
    /* May be NULL; stage is "build", "clean run", "mutants". total 0: not counted. */
    void (*progress)(void *context, const char *stage, size_t done, size_t total);
    void *progress_context;
    /* Once, between the clean run and the mutants: gives those a status that need not be run. May be NULL. */
    enum status (*select)(void *context, struct mutant_set *set, struct error *err);
    /* Each verdict as it comes. May be NULL. */
    void (*judged)(void *context, const struct mutant *mutant);
    void *hook_context; /* of both */
};

/* Fills a zeroed set: every mutant with its status, killed_by, covered_by. STATUS_INVALID with the reason when the
 * suite does not build or pass, when a failure would not be seen, or when there is no mutant. */
enum status mutate_run(const struct mutate_run_options *options, struct mutant_set *ret_set, struct error *err);

#endif
