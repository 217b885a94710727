/* Places that take part, a role a line: "made by csv_open (csv.c:12), ...". */
#ifndef CET_REPORT_PATTERN_PARTS_H
#define CET_REPORT_PATTERN_PARTS_H

#include "cet/core/strbuf.h"
#include "cet/model/pattern.h"

/* Places in `path` are told by their line alone, others below root relative to it. */
void add_pattern_parts(const struct pattern_part *parts, uint32_t count, const char *path, const char *root,
                       struct strbuf *out);

#endif
