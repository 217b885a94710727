/* Verdicts of earlier runs that still hold: the mutant's code is made from the same text (mutant.context), and the
 * tests that reach it are the same.
 *
 *     struct mutation_cache *cache = mutation_cache_new(store);
 *     mutation_cache_other_tests(cache, digest_of_the_suite);
 *     status = mutation_cache_apply(cache, &set, &found, err);        // between clean run and mutants
 *     ...  mutation_cache_store(cache, mutant, err);                  // each verdict as it comes
 *     mutation_cache_free(cache);                                     // writes what is not written yet
 *
 * A verdict is taken to depend on its function and the tests alone: a change
 * of another function may in truth turn it; `--no-cache` runs all anew. Verdicts are written in portions, twice a
 * second, so that a run that was interrupted goes on where it stopped. A NULL store keeps nothing. */
#ifndef CET_MUTATE_CACHE_H
#define CET_MUTATE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/core/digest.h"
#include "cet/core/error.h"
#include "cet/core/map.h"
#include "cet/model/mutant.h"

struct store;
struct mutation_cache;

struct mutation_cache *mutation_cache_new(struct store *store);
/* What is not written yet is written; a store that fails costs no result. */
void mutation_cache_free(struct mutation_cache *cache);
/* A test, as it stands in covered_by, depends on what this digest is of. */
void mutation_cache_add_test(struct mutation_cache *cache, const char *test, const char *digest);
/* All tests that were not added, and programs whose tests have no names. Without it their mutants are not cached. */
void mutation_cache_other_tests(struct mutation_cache *cache, const char *digest);
/* Gives pending mutants the verdict that still holds. */
enum status mutation_cache_apply(struct mutation_cache *cache, struct mutant_set *set, size_t *ret_found,
                                 struct error *err);
/* Keeps killed, survived and timeout; others, and mutants without context, are passed over. */
enum status mutation_cache_store(struct mutation_cache *cache, const struct mutant *mutant, struct error *err);

/* What the tests in a program are made from, files and folders under test (absolute) left out: by the facts in it, when
 * those hold its main; else of the program as it is, which any change of the code under test changes too. Files whose
 * content counts are added to ret_known; may be NULL. */
enum status mutation_program_digest(const char *program, const char *const *mutated, size_t mutated_count,
                                    struct map *ret_known, char digest[DIGEST_TEXT_SIZE], struct error *err);

/* The state of folders, to tell whether a whole run may be answered from an earlier one. */
struct mutation_world {
    char all[DIGEST_TEXT_SIZE];     /* names, sizes and times of change of all files */
    char sources[DIGEST_TEXT_SIZE]; /* of those that people edit: what a run itself writes may change */
};

/* Folders and files, absolute, NULL-terminated; skipped: left out with all below, as is every .git. More than 100,000
 * files are STATUS_LIMIT. */
enum status mutation_world_read(const char *const *folders, const char *const *skipped,
                                struct mutation_world *ret_world, struct error *err);
enum mutation_files {
    MUTATION_FILES_ALL,
    MUTATION_FILES_SOURCES, /* that people edit */
    MUTATION_FILES_INPUTS,  /* all but what compilers and test runs write */
};
/* The content of files below the folder. */
enum status mutation_folder_digest(const char *folder, const char *const *skipped, enum mutation_files which,
                                   char digest[DIGEST_TEXT_SIZE], struct error *err);

#endif
