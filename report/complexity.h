/* Cyclomatic complexity from the text alone: decisions (if, for, while, case, &&, ||, ?) + 1, as lizard and others
 * count them; comments and literals are passed over, what the preprocessor would leave out is not. */
#ifndef CET_REPORT_COMPLEXITY_H
#define CET_REPORT_COMPLEXITY_H

#include <stddef.h>
#include <stdint.h>

/* For each line of the text the decisions on it: malloc'ed, line_count + 1 counts, the one of line 1 at [1]. */
uint32_t *complexity_decisions(const char *text, size_t length, uint32_t line_count);

#endif
