/* One workflow command of GitHub Actions: "::warning file=a.c,line=3,title=...::message". */
#ifndef CET_REPORT_ANNOTATION_H
#define CET_REPORT_ANNOTATION_H

#include <stdint.h>

#include "cet/core/strbuf.h"

#define MAX_ANNOTATIONS 10 /* of a kind: GitHub shows no more of one step */

struct annotation {
    const char *level;                           /* "error", "warning", "notice" */
    const char *path;                            /* as seen from the repository's top; NULL: none */
    uint32_t line, column, end_line, end_column; /* 0: not told */
    const char *title;
    const char *message;
};

/* Nothing in its texts ends the command or begins another. */
void annotation_add(const struct annotation *annotation, struct strbuf *out);

#endif
