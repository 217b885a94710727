/* Suggestions to change the structure of a program, each with the figures it rests on, ranked by worth:
 *
 *     worth = complexity * changes * callers
 *
 * complexity is cognitive complexity (Campbell, 2018) of what the move makes simpler, of parameters their number;
 * changes how many commits touched those lines, 1 where no history is known; callers how many functions call it, at
 * least 1. Of moves that concern several functions each figure is the mean of theirs, so that moves of all kinds can
 * stand in one list.
 *
 * The set copies what it is given into its arena. docs/formats/refactorings.md is its form as JSON. */
#ifndef CET_MODEL_REFACTORING_H
#define CET_MODEL_REFACTORING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/strbuf.h"
#include "cet/model/pattern.h"

#define REFACTORINGS_FORMAT "cet-refactorings"
#define REFACTORINGS_VERSION 1

enum refactoring_kind {
#define REFACTORING(id, name, summary, how) REFACTORING_##id,
#include "cet/model/refactoring_kinds.def"
#undef REFACTORING
    REFACTORING_KIND_COUNT
};

struct refactoring_kind_info {
    const char *name;    /* "extract-function" */
    const char *summary; /* one line */
    const char *how;     /* the steps */
};
const struct refactoring_kind_info *refactoring_kind_info(enum refactoring_kind kind);

struct refactoring {
    enum refactoring_kind kind;
    const char *name; /* of the function or file */
    const char *path; /* absolute */
    uint32_t line, end_line;
    const char *move;     /* what to do, one line */
    const char *evidence; /* the figures that the kind itself rests on, one line */
    double complexity, changes, callers;
    struct pattern_part *parts;
    uint32_t part_count;
    uint32_t left_out;
};
double refactoring_worth(const struct refactoring *refactoring);

struct refactoring_set {
    struct arena arena;
    struct refactoring *items;
    size_t count;
    size_t capacity;
    bool has_history; /* changes are counted, not 1 for all */
};

void refactoring_set_release(struct refactoring_set *set);
/* Copies what it points to. */
void refactoring_set_add(struct refactoring_set *set, const struct refactoring *refactoring);
/* The greatest worth first; equals by path, line, kind. */
void refactoring_set_rank(struct refactoring_set *set);
/* Appends the first `limit` as JSON (0: all); paths below root are relative to it. */
void refactoring_set_format(const struct refactoring_set *set, size_t limit, const char *root, struct strbuf *out);

#endif
