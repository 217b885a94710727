/* A verdict for people, as a summary for the terminal; the page is in page.h.
 *
 *     report_verdict_text(&verdict, false, &text);
 *     fputs(strbuf_text(&text), stdout);
 *
 * Looks at nothing but what it is given. */
#ifndef CET_REPORT_VERDICT_H
#define CET_REPORT_VERDICT_H

#include <stdbool.h>

#include "cet/core/strbuf.h"
#include "cet/model/verdict.h"

/* Stages with figures measured and asked for, reasons, what was not run and not enforced; the last line is the verdict.
 */
void report_verdict_text(const struct verdict *verdict, bool use_colours, struct strbuf *out);

#endif
