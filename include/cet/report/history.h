/* The figures of commits as a table, how each went as a small curve, and the functions that grew most. */
#ifndef CET_REPORT_HISTORY_H
#define CET_REPORT_HISTORY_H

#include "cet/core/strbuf.h"
#include "cet/model/history.h"

void report_history_text(const struct history *history, struct strbuf *out);

#endif
