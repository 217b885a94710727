/* Writers of coverage, file by file, so that no more than one file need be in memory.
 *
 *     coverage_format_as(coverage_writer_find("cobertura"), &coverage, &text);          all at once
 *     status = coverage_pile_write(pile, coverage_writer_find("lcov"), "coverage.info", err);   from a pile
 */
#ifndef CET_MODEL_COVERAGE_WRITERS_H
#define CET_MODEL_COVERAGE_WRITERS_H

#include "cet/core/json.h"
#include "cet/model/coverage_pile.h"

/* What a writer knows before the first file. */
struct coverage_outline {
    const struct coverage *about; /* tests, compiler, name; its files are not looked at */
    struct coverage_totals totals;
    size_t file_count;
    const struct coverage_totals *file_totals; /* in the order of the files */
    const char *const *paths;
};

struct coverage_writing {
    struct coverage_outline outline;
    size_t next; /* file */
    struct strbuf *out;
    struct json_writer json;
    size_t root_length; /* of the folder above all files, for those that write relative paths */
};

struct coverage_writer {
    const char *name;
    const char *file_name;
    const char *about;
    void (*begin)(struct coverage_writing *writing);
    void (*file)(struct coverage_writing *writing, const struct coverage_file *file);
    void (*end)(struct coverage_writing *writing);
};

const struct coverage_writer *coverage_writer_find(const char *name); /* NULL: no such */
/* The names, "lcov, cobertura, ...", for messages. */
const char *coverage_writer_names(void);
void coverage_format_as(const struct coverage_writer *writer, const struct coverage *coverage, struct strbuf *out);
enum status coverage_pile_write(struct coverage_pile *pile, const struct coverage_writer *writer, const char *path,
                                struct error *err);

#endif
