/* Reading an lcov tracefile: the section under way, and the records that go into it. */
#ifndef CET_MODEL_COVERAGE_TRACEFILE_H
#define CET_MODEL_COVERAGE_TRACEFILE_H

#include "cet/model/coverage_readers.h"

#define MAX_DECISION 1000        /* conditions */
#define SUM_AT ((size_t)1 << 20) /* entries of one section before equal ones are summed for the first time */

/* What FNDA says: meets its FN when the section ends. */
struct told_hits {
    char *name;
    uint64_t hits;
    size_t place;
};

struct leader {
    uint64_t index;
    uint32_t line, end_line;
};

struct trace_reader {
    const char *path;
    uint32_t line_number;
    struct coverage_pile *pile;
    struct error *err;
    bool is_inside; /* a section: SF ... end_of_record */
    bool has_sections;
    struct coverage_file file;
    size_t sum_lines_at, sum_branches_at;
    bool has_test;
    uint32_t test;
    struct told_hits *told;
    size_t told_count, told_capacity;
    struct leader *leaders;
    size_t leader_count, leader_capacity;
    struct map words;                       /* "line,block" -> branches with words, "line,block,word" -> number */
    uint32_t group_line, group_size, group; /* the decision that MCDC records go to */
    uint32_t condition_at[MAX_DECISION];    /* 1 + place of its conditions */
    unsigned char senses[MAX_DECISION];     /* that were told of each: 1 false, 2 true */
};

enum status trace_refuse(const struct trace_reader *reader, const char *what, const char *line);
/* One line of a section, without its end; other records are passed over. line may be written to. */
enum status trace_read_record(struct trace_reader *reader, char *line);

#endif
