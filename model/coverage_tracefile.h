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

/* Of the decisions of one size on one line, what was told last of an index. */
struct trace_condition {
    uint32_t nth;         /* decision */
    uint32_t place;       /* 1 + that of the condition, 0: none yet */
    unsigned char senses; /* that were told: 1 false, 2 true */
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
    struct map words;                /* "line,block" -> branches with words, "line,block,word" -> number */
    uint32_t group_line, group_size; /* of the decisions that MCDC records go to */
    uint32_t first_group, next_group;
    struct trace_condition conditions[MAX_DECISION];
};

enum status trace_refuse(const struct trace_reader *reader, const char *what, const char *line);
/* One line of a section, without its end; other records are passed over. line may be written to. */
enum status trace_read_record(struct trace_reader *reader, char *line);

#endif
