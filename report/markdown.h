/* Text inside Markdown as GitHub and GitLab read it: what comes from outside stays text. */
#ifndef CET_REPORT_MARKDOWN_H
#define CET_REPORT_MARKDOWN_H

#include "cet/core/strbuf.h"

/* On one line, without links, markup, mentions or references. */
void markdown_add(struct strbuf *out, const char *text);
/* Between backticks. */
void markdown_add_code(struct strbuf *out, const char *text);
/* A block with its fence, which is longer than any in the text; language may be "". */
void markdown_add_block(struct strbuf *out, const char *language, const char *text);

#endif
