/* What a generated suite was made from, `suite.json` in its folder: enough to see that it is stale without making it
 * anew, and to tell what a person has changed since. docs/formats/suite.md is the file's form. */
#ifndef CET_MODEL_SUITE_STAMP_H
#define CET_MODEL_SUITE_STAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/digest.h"
#include "cet/core/error.h"
#include "cet/core/strbuf.h"

#define SUITE_STAMP_FORMAT "cet-suite"
#define SUITE_STAMP_VERSION 1
#define SUITE_STAMP_FILE "suite.json"

/* A file that the suite rests on: a source, a header of the user's, what is linked with. */
struct stamped_file {
    const char *path; /* below the root of the sources, else absolute */
    char digest[DIGEST_TEXT_SIZE];
};

/* A part of a test program as it was written: a function, or a declaration without a name (""). */
struct stamped_part {
    const char *program; /* "test_libcsv.c" */
    const char *name;
    char digest[DIGEST_TEXT_SIZE];
};

struct suite_stamp {
    struct arena arena;
    const char *tool;    /* "cet 0.1.0" */
    uint64_t seed;       /* of all choices */
    uint64_t executions; /* 0: derived from the branches */
    uint64_t budget_s;   /* 0: none */
    const char **words;  /* the units, their compilers' words and the linker's, in order; $(SRC_DIR) for the root */
    size_t word_count, word_capacity;
    struct stamped_file *files;
    size_t file_count, file_capacity;
    struct stamped_part *parts;
    size_t part_count, part_capacity;
};

void suite_stamp_release(struct suite_stamp *stamp);
/* Copy what they are given; a file that is there already is not added again. */
void suite_stamp_add_word(struct suite_stamp *stamp, const char *word);
void suite_stamp_add_file(struct suite_stamp *stamp, const char *path, const char *digest);
void suite_stamp_add_part(struct suite_stamp *stamp, const char *program, const char *name, const char *digest);
bool suite_stamp_has_part(const struct suite_stamp *stamp, const char *program, const char *name, const char *digest);

/* STATUS_NOT_FOUND when there is no such file, STATUS_INVALID when it is none. */
enum status suite_stamp_load(const char *path, struct suite_stamp *ret_stamp, struct error *err);
void suite_stamp_format(const struct suite_stamp *stamp, struct strbuf *out);

/* Why a suite made as `then` would not be the same as one made as `now`, a line each, "" when it would: other version,
 * options, units, or files that changed, came or went. `then` is the stamp of a suite, `now` that of its making. */
void suite_stamp_compare(const struct suite_stamp *then, const struct suite_stamp *now, struct strbuf *out);

#endif
