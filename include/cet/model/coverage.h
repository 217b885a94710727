/* Coverage of source files: lines, branches and functions with their counts, as one run or many merged runs saw them.
 */
#ifndef CET_MODEL_COVERAGE_H
#define CET_MODEL_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"

#define COVERAGE_FORMAT "cet-coverage"
#define COVERAGE_VERSION 1

struct coverage_branch {
    uint32_t line;
    uint32_t block;
    uint32_t number;    /* position among the branches of its line */
    bool was_evaluated; /* false: the line was never reached ("-" in a tracefile) */
    uint64_t taken;
};

struct coverage_line {
    uint32_t line;
    uint64_t hits;
};

struct coverage_function {
    char *name;
    uint32_t line;
    uint32_t end_line; /* 0: unknown */
    uint64_t hits;
};

struct coverage_file {
    char *path;                  /* absolute */
    struct coverage_line *lines; /* sorted by line */
    size_t line_count, line_capacity;
    struct coverage_branch *branches; /* sorted by line, block, number */
    size_t branch_count, branch_capacity;
    struct coverage_function *functions;
    size_t function_count, function_capacity;
};

struct coverage {
    struct coverage_file *files;
    size_t file_count, file_capacity;
    char *test_name; /* TN of a tracefile, NULL */
    char *compiler;  /* that made the data, with version; NULL: unknown */
};

struct coverage_totals {
    uint64_t lines, lines_hit, branches, branches_taken, functions, functions_hit;
};

void coverage_release(struct coverage *coverage);
/* Adds an empty file or returns the one that is there. */
struct coverage_file *coverage_add_file(struct coverage *coverage, const char *path);
const struct coverage_file *coverage_find_file(const struct coverage *coverage, const char *path);
/* Sorts what was added and sums entries of one key: gcov lists a line once for each function that it belongs to. */
void coverage_file_normalise(struct coverage_file *file);
/* Sums hits line by line, branch by branch, function by function. */
void coverage_merge(struct coverage *into, const struct coverage *from);
/* Copies the files named in paths (absolute, NULL-terminated; NULL: all) into ret_kept, which is empty on call. */
void coverage_keep(const struct coverage *coverage, const char *const *paths, struct coverage *ret_kept);
struct coverage_totals coverage_file_totals(const struct coverage_file *file);
struct coverage_totals coverage_totals(const struct coverage *coverage);

/* lcov tracefile (TN SF FN FNDA FNF FNH BRDA BRF BRH DA LF LH). */
enum status coverage_load_tracefile(const char *path, struct coverage *coverage, struct error *err);
void coverage_format_tracefile(const struct coverage *coverage, struct strbuf *out);
void coverage_format_json(const struct coverage *coverage, struct strbuf *out);

#endif
