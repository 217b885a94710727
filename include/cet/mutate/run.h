/* Judges tests by their mutants: runs them clean, then once with every mutant forked inside their programs.
 *
 *     struct mutant_set set = {0};
 *     status = mutate_run(&(struct mutate_run_options){.files = files, .file_count = 1, .suite = "build/suite",
 *                         .clang = tools.clang.path, .plugin = plugin, .runtime = runtime}, &set, err);
 *     struct mutant_counts counts = mutant_set_counts(&set);
 *     mutant_set_release(&set);
 *
 * The tests are a command that runs programs built with mutants (`cet flags --mutate`), or a suite: a folder whose
 * Makefile has the target `check` and takes CC, CFLAGS, LDFLAGS and SRC_DIR; it is copied, never changed. Before a
 * mutant runs, the tests must pass twice and must be seen to fail when a function under test aborts. Everything that is
 * run has a limit of time. docs/decisions/0007-finding-and-judging-programs.md tells how programs are found and judged.
 */
#ifndef CET_MUTATE_RUN_H
#define CET_MUTATE_RUN_H

#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/model/mutant.h"

struct sandbox;

/* How a program is linked with the runtime: a library to which all references are weak would be left out otherwise. */
#define MUTANTS_LINK_WORDS "-Wl,--push-state,--no-as-needed %s -Wl,--pop-state"

struct mutate_run_options {
    const char *const
        *files; /* absolute; what is spelled in them (or below them) is changed; none: all that has mutants */
    size_t file_count;
    const char *const *command;    /* NULL-terminated words; NULL: there is a suite */
    const char *folder;            /* where the command starts; NULL: the current one */
    const char *suite;             /* folder; NULL: there is a command */
    const char *source_root;       /* SRC_DIR for the suite's Makefile; NULL: the Makefile's */
    const char *root;              /* paths in ids are taken below it; NULL: ids hold the file's name alone */
    const char *cflags;            /* NULL: "-O0" */
    const char *operators;         /* comma-separated names or groups; NULL: the default set */
    const char *clang;             /* programs and libraries, absolute */
    const char *plugin;            /* cet-plugin.so */
    const char *runtime;           /* libcet-mutants.so */
    const struct sandbox *sandbox; /* NULL: a plain temporary folder */
    unsigned jobs;                 /* mutants at once; 0: one */
    uint64_t limit_ms;             /* wall, of each run of all tests; 0: ten minutes */
    /* May be NULL; stage is "build", "clean run", "mutants". total 0: not counted. */
    void (*progress)(void *context, const char *stage, size_t done, size_t total);
    void *progress_context;
    /* Each test that reaches a mutant, as it stands in covered_by, with the program that runs it: while the tests run
     * clean, before select. May be NULL. */
    void (*reached)(void *context, const char *test, const char *program);
    /* Once, between the clean run and the mutants: gives those a status that need not be run. May be NULL. */
    enum status (*select)(void *context, struct mutant_set *set, struct error *err);
    /* Each verdict as it comes. May be NULL. */
    void (*judged)(void *context, const struct mutant *mutant);
    /* Each test that fails with a mutant, several times perhaps: then no run stops at the first failure, and a mutant
     * that one program has killed is run in the others too. May be NULL. */
    void (*failed)(void *context, const char *mutant_id, const char *test);
    void *hook_context; /* of these four */
};

/* Fills a zeroed set: every mutant with its status, killed_by, covered_by. STATUS_INVALID with the reason when the
 * tests do not build or pass, when a failure would not be seen, or when there is no mutant; STATUS_LIMIT when they do
 * not end. */
enum status mutate_run(const struct mutate_run_options *options, struct mutant_set *ret_set, struct error *err);

#endif
