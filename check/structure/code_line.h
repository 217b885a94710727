/* What one line of a comment looks like: C, prose, or neither. */
#ifndef CET_CHECK_CODE_LINE_H
#define CET_CHECK_CODE_LINE_H

#include <stdint.h>

enum code_line {
    LINE_EMPTY,      /* nothing, or only brackets and dots */
    LINE_PROSE,      /* anything that is not surely code */
    LINE_PART,       /* may be a part of a statement */
    LINE_DEFINITION, /* #define or #undef: a switch that may be turned */
    LINE_STATEMENT   /* a whole statement, declaration or directive, or the head of one */
};

enum code_line code_line_read(const char *text, uint32_t length);

#endif
