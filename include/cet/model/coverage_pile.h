/* Coverage from many records, gathered file by file in bounded memory: what is not in use lies packed (a few bytes a
 * line), so that a tracefile of a gigabyte needs some hundred megabytes.
 *
 *     struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});
 *     ... coverage_pile_add(pile, &record) for each record, coverage_pile_note for what is not of a file ...
 *     status = coverage_pile_each(pile, write_file, &writer, err);     in the order in which files came
 *     coverage_pile_free(pile);
 *
 * Records of one file are merged by twos, shorter ones first, so that a million of them are no more than n log n work.
 */
#ifndef CET_MODEL_COVERAGE_PILE_H
#define CET_MODEL_COVERAGE_PILE_H

#include "cet/model/coverage.h"

#define COVERAGE_PILE_BYTES ((size_t)96 << 20) /* unpacked at a time, beside the largest file */

struct coverage_pile_options {
    const char *const *paths; /* only what they mean is kept, under these names (coverage_choice.h); NULL: all */
    size_t unpacked_bytes;    /* 0: COVERAGE_PILE_BYTES */
};

struct coverage_pile;

struct coverage_pile *coverage_pile_new(const struct coverage_pile_options *options);
void coverage_pile_free(struct coverage_pile *pile);
/* Takes over what the file owns, which is normalised; it is zero afterwards. Its test_lines point into the tests of the
 * pile (coverage_add_test(coverage_pile_about(pile), name)). */
void coverage_pile_add_file(struct coverage_pile *pile, struct coverage_file *file);
/* Takes over all of it; it is empty afterwards. */
void coverage_pile_add(struct coverage_pile *pile, struct coverage *coverage);
/* Tests, compiler, name, conflicts; it has no files. The conflicts are complete after coverage_pile_each. */
struct coverage *coverage_pile_about(struct coverage_pile *pile);
/* From now on files come in the order of their folders, and by name within. */
void coverage_pile_sort(struct coverage_pile *pile);
size_t coverage_pile_file_count(const struct coverage_pile *pile);

typedef enum status (*coverage_visit_fn)(void *context, const struct coverage_file *file, struct error *err);
/* A status that is not OK stops. Nothing may be added meanwhile; it may be called again. */
enum status coverage_pile_each(struct coverage_pile *pile, coverage_visit_fn visit, void *context, struct error *err);
/* The same, and the file may be changed, in what it says but not in its path. */
typedef enum status (*coverage_edit_fn)(void *context, struct coverage_file *file, struct error *err);
enum status coverage_pile_edit(struct coverage_pile *pile, coverage_edit_fn edit, void *context, struct error *err);
/* All in memory, as one coverage; the pile is empty afterwards. */
void coverage_pile_take(struct coverage_pile *pile, struct coverage *ret_coverage);

#endif
