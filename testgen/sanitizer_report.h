/* What sanitizers say, as an outcome with its place: "heap-buffer-overflow at stack.c:12". */
#ifndef CET_TESTGEN_SANITIZER_REPORT_H
#define CET_TESTGEN_SANITIZER_REPORT_H

#include <stdbool.h>

#include "cet/core/arena.h"

/* The outcome that the report beginning on this line tells; NULL: none begins there. What follows line in its text is
 * searched for the first frame in the file `unit`; the outcome lives in arena. */
const char *sanitizer_outcome(const char *line, const char *unit, struct arena *arena);
/* Whether the report beginning on this line is about a variable or a literal of the test, not of the unit. */
bool sanitizer_tells_of_test_memory(const char *line);

#endif
