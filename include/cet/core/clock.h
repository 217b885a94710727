/* Time, for progress and records only: no result depends on it. */
#ifndef CET_CORE_CLOCK_H
#define CET_CORE_CLOCK_H

#include <stdint.h>

uint64_t clock_now_ms(void);                                   /* monotonic */
void clock_utc_text(char text[sizeof "2026-01-01T00:00:00Z"]); /* ISO 8601; SOURCE_DATE_EPOCH is honoured */

#endif
