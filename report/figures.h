/* How figures of a verdict are written and compared, the same on the terminal and on the page. */
#ifndef CET_REPORT_FIGURES_H
#define CET_REPORT_FIGURES_H

#include <stdbool.h>

#include "cet/core/strbuf.h"
#include "cet/model/verdict.h"

bool figure_is_ratio(const struct verdict_figure *figure);
bool figure_has_threshold(const struct verdict_figure *figure);
/* A ratio must reach its threshold; a count, a time or a size must not exceed it. True without a threshold. */
bool figure_holds(const struct verdict_figure *figure);
/* "91.2 %", "42", "1.5 s", "12 KiB"; "-" for NaN. */
void figure_add_value(const struct verdict_figure *figure, double value, struct strbuf *out);
/* "1.5 s", "340 ms" */
void figure_add_duration(double duration_ms, struct strbuf *out);

#endif
