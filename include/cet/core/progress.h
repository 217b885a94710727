/* How far a long loop has come, for people who wait. On a terminal one line with counter, rate and time left, redrawn
 * at most ten times a second; elsewhere plain lines, at most one in five seconds and one at the end.
 *
 *     struct progress progress;
 *     progress_begin(&progress, stderr, "mutants", mutant_count);
 *     for (...)
 *         progress_update(&progress, i + 1);
 *     progress_end(&progress);
 *
 * out NULL is silent, and so is a zeroed struct. One thread at a time. Nothing to release. */
#ifndef CET_CORE_PROGRESS_H
#define CET_CORE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct progress {
    FILE *out; /* the caller's */
    bool is_terminal;
    const char *label; /* the caller's, what is counted: "mutants" */
    uint64_t total;    /* 0: unknown, no share and no time left */
    uint64_t done;
    uint64_t started_ms;
    uint64_t shown_ms; /* when the last line was written */
};

void progress_begin(struct progress *progress, FILE *out, const char *label, uint64_t total);
/* done counts from the beginning. */
void progress_update(struct progress *progress, uint64_t done);
/* Makes way for other output on a terminal; the next update draws the line again. */
void progress_clear(struct progress *progress);
/* Writes the final line: how many, how long. */
void progress_end(struct progress *progress);

#endif
