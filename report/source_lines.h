/* The lines of a source file, to be shown beside what is said of them. A file that cannot be read has no lines. */
#ifndef CET_REPORT_SOURCE_LINES_H
#define CET_REPORT_SOURCE_LINES_H

#include <stdint.h>

#include "cet/core/strbuf.h"

struct source_lines {
    struct strbuf text;
    size_t *starts; /* line_count + 1 offsets into text; the last is behind the end */
    uint32_t line_count;
    char *path;
};

/* Does nothing when the path is the one that is loaded. Lengthy files are cut at a bound. */
void source_lines_load(struct source_lines *lines, const char *path);
void source_lines_release(struct source_lines *lines);
/* The line without its end; NULL and length 0 when there is no such line. 1-based. */
const char *source_lines_get(const struct source_lines *lines, uint32_t line, size_t *ret_length);
/* Our columns count bytes: the same place counted in characters. Where there is no such line, the column itself. */
uint32_t source_lines_character(const struct source_lines *lines, uint32_t line, uint32_t column);

#endif
