/* What the tests behind `cet mutate run -- COMMAND` are made from, so that verdicts of earlier runs hold while that is
 * the same: for each test the programs it is in, by the facts in them; for all the command's words and every file of
 * the project that no program's facts name, scripts and data among them.
 *
 *     mutate_tests_note(&tests, test, program);             // while the tests run clean
 *     mutate_tests_give(&tests, &inputs, set, cache);       // then
 *     mutate_tests_release(&tests);
 *
 * The project is all below the folder that holds git's, the current one, the build's, and all files with mutants. */
#ifndef CET_CLI_MUTATE_TESTS_H
#define CET_CLI_MUTATE_TESTS_H

#include "cet/core/map.h"
#include "cet/model/mutant.h"
#include "cet/mutate/cache.h"

struct mutate_tests {
    struct map tests;    /* name -> its place */
    struct map programs; /* path -> its place */
    uint64_t *pairs;     /* places of a test and of a program that it is in, one after the other */
    size_t pair_count, pair_capacity;
};

struct mutate_inputs {
    const char *const *command;    /* NULL-terminated */
    const char *const *under_test; /* absolute files and folders, NULL-terminated: these count function by function */
    const char *build;             /* absolute, where products lie; NULL: the current folder */
    const char *const *written;    /* absolute, NULL-terminated: what this run writes */
};

void mutate_tests_note(struct mutate_tests *tests, const char *test, const char *program);
/* What cannot be read is left out: then nothing of an earlier run holds. */
void mutate_tests_give(struct mutate_tests *tests, const struct mutate_inputs *inputs, const struct mutant_set *set,
                       struct mutation_cache *cache);
void mutate_tests_release(struct mutate_tests *tests);

#endif
