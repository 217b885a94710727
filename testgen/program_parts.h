/* A test program cut into the parts that stand on its top level. */
#ifndef CET_TESTGEN_PROGRAM_PARTS_H
#define CET_TESTGEN_PROGRAM_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/core/arena.h"
#include "cet/core/digest.h"

enum part_kind {
    PART_COMMENT, /* that belongs to no other part: rules between sections */
    PART_DIRECTIVE,
    PART_DECLARATION,
    PART_FUNCTION,
};

struct program_part {
    enum part_kind kind;
    const char *name;              /* of a function, else "" */
    size_t start;                  /* with the comment right above it */
    size_t end;                    /* behind its last byte */
    char digest[DIGEST_TEXT_SIZE]; /* of its text without white space outside of literals */
};

struct program_parts {
    struct arena arena;
    struct program_part *items; /* in order, not overlapping */
    size_t count, capacity;
};

void program_parts_release(struct program_parts *parts);
/* Any text is cut: what is not closed ends with the text. */
void program_parts_cut(const char *text, struct program_parts *ret_parts);
const struct program_part *program_parts_find(const struct program_parts *parts, const char *function);
/* Whether name stands in the text of the part as a word. */
bool program_part_uses(const char *text, const struct program_part *part, const char *name);

#endif
