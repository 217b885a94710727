/* Coverage from a text of a test's own. */
#ifndef TESTS_MODEL_COVERAGE_READ_H
#define TESTS_MODEL_COVERAGE_READ_H

#include "cet/model/coverage_readers.h"
#include "core/scratch.h"
#include "unit_test.h"

typedef enum status (*read_path_fn)(const char *path, struct coverage_pile *pile, struct error *err);
typedef enum status (*read_text_fn)(const char *name, const char *text, size_t length, struct coverage_pile *pile,
                                    struct error *err);

static inline enum status take(enum status status, struct coverage_pile *pile, struct coverage *ret_coverage)
{
    if (status == STATUS_OK)
        coverage_pile_take(pile, ret_coverage);
    coverage_pile_free(pile);
    return status;
}

static inline enum status read_by_path(read_path_fn read, const char *text, struct coverage *ret_coverage,
                                       struct error *err)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "data");
    struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});
    CU_ASSERT_EQUAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
    return take(read(path, pile, err), pile, ret_coverage);
}

static inline enum status read_by_text(read_text_fn read, const char *text, struct coverage *ret_coverage,
                                       struct error *err)
{
    struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});
    return take(read("data", text, strlen(text), pile, err), pile, ret_coverage);
}

#endif
