/* Places in source text. Lines and columns are 1-based, columns count bytes; a zero line means "nowhere". */
#ifndef CET_MODEL_SOURCE_H
#define CET_MODEL_SOURCE_H

#include <stdint.h>

/* "No such record": ids are indices into the tables of one set of facts. */
#define NO_ID UINT32_MAX

struct source_place {
    uint32_t file; /* id in the facts' file table, NO_ID: nowhere */
    uint32_t line;
    uint32_t column;
};

/* end is behind the last byte: an empty range has end == begin. Never spans files. */
struct source_range {
    uint32_t file;
    uint32_t line;
    uint32_t column;
    uint32_t end_line;
    uint32_t end_column;
};

#endif
