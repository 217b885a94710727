/* How a program's structure changed over the commits: the figures of a sample of them, oldest first.
 *
 *     SCOPED(history_release) struct history history = {0};
 *     status = history_parse("history.json", text, length, &history, err);
 *     history_format(&history, &text);                      // reads back the same; docs/formats/scan-history.md
 *
 * Texts live in the arena. */
#ifndef CET_MODEL_HISTORY_H
#define CET_MODEL_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/strbuf.h"

#define HISTORY_FORMAT "cet-scan-history"
#define HISTORY_VERSION 1

struct history_function {
    const char *id; /* "src/list.c#list_grow", path below the top of the working tree */
    uint32_t cognitive;
    uint32_t lines;
};

struct history_unread {
    const char *path; /* below the top */
    const char *why;  /* one line */
};

struct history_point {
    const char *commit;  /* its full hash */
    const char *date;    /* ISO 8601, of the commit */
    const char *subject; /* first line of its message */
    const char *failure; /* why nothing of it could be analysed; "": it could */
    uint32_t files, lines, functions;
    double cognitive_mean;
    uint32_t cognitive_p95; /* 95 of 100 functions have at most this */
    uint32_t errors, warnings, refactorings;
    double duplicate_ratio; /* of lines that stand elsewhere too, 0..1 */
    uint32_t include_cycles;
    struct history_unread *unread; /* files that do not compile */
    uint32_t unread_count;
    struct history_function *of_functions;
};

struct history {
    struct arena arena;
    struct history_point *points;
    size_t count;
    size_t capacity;
    uint32_t commits; /* that touch C, of which the points are a sample */
};

void history_release(struct history *history);
/* Copies what it points to. */
void history_add(struct history *history, const struct history_point *point);
/* Functions of the points are left out unless has_functions. */
void history_format(const struct history *history, bool has_functions, struct strbuf *out);
/* history must be empty. */
enum status history_parse(const char *name, const char *text, size_t length, struct history *history,
                          struct error *err);

/* How much more complex a function of both points became from one to the other, those that did most first; new ones
 * count from 0. */
struct history_growth {
    const char *id;
    uint32_t before, after;             /* cognitive complexity */
    uint32_t lines_before, lines_after; /* 0: it was not there */
};
/* malloc'ed, *ret_count of them. */
struct history_growth *history_grown(const struct history_point *from, const struct history_point *to,
                                     size_t *ret_count);

#endif
