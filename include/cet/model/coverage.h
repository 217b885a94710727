/* Coverage of source files: lines, branches, conditions and functions with their counts, as one run or many merged runs
 * saw them.
 *
 *     struct coverage coverage = {0};
 *     status = coverage_load_tracefile("coverage.info", &coverage, err);
 *     struct coverage_totals totals = coverage_totals(&coverage);
 *     coverage_release(&coverage);
 *
 * A coverage owns its files, names and texts; everything is released with it. Lists are sorted by the key that stands
 * beside them, which has no two entries alike (coverage_file_normalise brings what was pushed into that form). Line
 * numbers are bounded by COVERAGE_MAX_LINE, counts stay at UINT64_MAX instead of overflowing. */
#ifndef CET_MODEL_COVERAGE_H
#define CET_MODEL_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/core/map.h"
#include "cet/core/strbuf.h"

#define COVERAGE_FORMAT "cet-coverage"
#define COVERAGE_VERSION 1
#define COVERAGE_MAX_LINE 10000000u

/* The branches of a line come in blocks: one for each piece of code on it that decides (several functions that a macro
 * makes on one line; one header line that units see differently). number is the position within the block. */
struct coverage_branch {
    uint32_t line;
    uint32_t block;
    uint32_t number;
    uint32_t text;       /* 0: none, else 1 + place in the file's texts: the branch in the words of the tool */
    bool was_evaluated;  /* false: the line was never reached ("-" in a tracefile) */
    bool is_fallthrough; /* these three where the data tells */
    bool is_throw;       /* taken by an exception or a call that does not return */
    bool is_unreachable; /* said by the user; stays in the list, does not count in totals */
    uint64_t taken;
};

/* One condition of a decision (MC/DC): how often it was shown to decide the outcome by being true, and by being false.
 * gcc 14, lcov 2 tell both apart; llvm-cov tells whether a pair was seen, which stands in both. Counts may be 0 or 1.
 */
struct coverage_condition {
    uint32_t line;
    uint32_t group; /* which decision of the line */
    uint32_t index; /* which condition of the decision, 0 .. size - 1 */
    uint32_t text;  /* as above */
    uint32_t size;  /* conditions in the decision */
    uint64_t met_true, met_false;
};

struct coverage_line {
    uint32_t line;
    bool has_unrun_block; /* it ran, but not all of it (gcov) */
    uint64_t hits;
};

struct coverage_function {
    char *name;
    uint32_t line;
    uint32_t end_line; /* 0: unknown */
    uint64_t hits;
};

/* A test reached a line. Only where data was kept apart for each test. */
struct coverage_test_line {
    uint32_t line;
    uint32_t test; /* place in the tests of the coverage */
};

/* Of the line's text as the measured build saw it (DA with a checksum), to find builds that were mixed. */
struct coverage_checksum {
    uint32_t line;
    uint64_t hash;
};

struct coverage_file {
    char *path;                  /* absolute */
    char *version;               /* of the source as the data names it (VER of a tracefile), NULL: unknown */
    struct coverage_line *lines; /* sorted by line */
    size_t line_count, line_capacity;
    struct coverage_branch *branches; /* sorted by line, block, number */
    size_t branch_count, branch_capacity;
    struct coverage_condition *conditions; /* sorted by line, group, index */
    size_t condition_count, condition_capacity;
    struct coverage_function *functions; /* sorted by line, name */
    size_t function_count, function_capacity;
    struct coverage_test_line *test_lines; /* sorted by line, test */
    size_t test_line_count, test_line_capacity;
    struct coverage_checksum *checksums; /* sorted by line */
    size_t checksum_count, checksum_capacity;
    char **texts;
    size_t text_count, text_capacity;
};

/* Two pieces of data that cannot come from the same source. */
struct coverage_conflict {
    char *path;
    char *reason;    /* "line 3 has another checksum", one line */
    bool is_certain; /* false: it may be a matter of macros */
};

struct coverage {
    struct coverage_file *files;
    size_t file_count, file_capacity;
    char **tests; /* names; a file's test_lines point here */
    size_t test_count, test_capacity;
    struct coverage_conflict *conflicts; /* what merging met; at most one for each file */
    size_t conflict_count, conflict_capacity;
    char *test_name;       /* TN of a tracefile, NULL */
    char *compiler;        /* that made the data, with version; NULL: unknown */
    struct map file_index; /* path -> place, held by coverage_add_file */
    struct map test_index; /* name -> place, held by coverage_add_test */
};

struct coverage_totals {
    uint64_t lines, lines_hit, branches, branches_taken, functions, functions_hit;
    uint64_t conditions, conditions_met; /* outcomes: each condition counts twice */
};

void coverage_release(struct coverage *coverage);
/* Adds an empty file or returns the one that is there. The pointer holds until the next is added. */
struct coverage_file *coverage_add_file(struct coverage *coverage, const char *path);
const struct coverage_file *coverage_find_file(const struct coverage *coverage, const char *path);
/* The place of a test of that name, which is added if it is new. */
uint32_t coverage_add_test(struct coverage *coverage, const char *name);
/* What text of a branch or condition stands for; adds it. NULL or "" is 0. */
uint32_t coverage_file_add_text(struct coverage_file *file, const char *text);
const char *coverage_file_text(const struct coverage_file *file, uint32_t text); /* NULL for 0 */
/* First of the line's test_lines; *ret_count tells how many follow. NULL when no test is known to reach it. */
const struct coverage_test_line *coverage_file_tests_of(const struct coverage_file *file, uint32_t line,
                                                        size_t *ret_count);
/* Sorts what was added and sums entries of one key: gcov lists a line once for each function that it belongs to. */
void coverage_file_normalise(struct coverage_file *file);
/* Sums hits line by line, branch by branch, function by function. A block of branches is the same as the k-th block of
 * its line with as many branches and the same texts, whatever its number: numbers are the compiler's and differ between
 * units. What has no like is kept beside. The same holds for decisions. */
void coverage_merge(struct coverage *into, const struct coverage *from);
/* Copies the files meant by paths (as coverage_choice.h says; NULL: all), under those names, into ret_kept, which is
 * empty on call. */
void coverage_keep(const struct coverage *coverage, const char *const *paths, struct coverage *ret_kept);
struct coverage_totals coverage_file_totals(const struct coverage_file *file);
void coverage_totals_add(struct coverage_totals *sum, const struct coverage_totals *more);
struct coverage_totals coverage_totals(const struct coverage *coverage);

/* lcov tracefile, 1.x and 2.x (docs/formats/coverage.md). For large ones: coverage_readers.h. */
enum status coverage_load_tracefile(const char *path, struct coverage *coverage, struct error *err);
void coverage_format_tracefile(const struct coverage *coverage, struct strbuf *out);
void coverage_format_json(const struct coverage *coverage, struct strbuf *out);

#endif
