/* What past runs measured, to be shown as a trend: taken from verdicts, kept in a file of JSON lines that can lie in
 * git or in a cache. docs/formats/history.md is the file's form.
 *
 *     SCOPED(run_history_release) struct run_history history = {0};
 *     status = run_history_load("history.jsonl", &history, &err);
 *     run_history_add_verdict(&history, &verdict);
 */
#ifndef CET_MODEL_RUN_HISTORY_H
#define CET_MODEL_RUN_HISTORY_H

#include <stddef.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/strbuf.h"
#include "cet/model/verdict.h"

#define RUN_HISTORY_FORMAT "cet-history"
#define RUN_HISTORY_VERSION 1
#define RUN_HISTORY_MAX_RUNS 10000

enum history_figure {
#define HISTORY_FIGURE(id, key, stage, figure, label) HISTORY_##id,
#include "cet/model/history_figures.def"
#undef HISTORY_FIGURE
    HISTORY_FIGURE_COUNT
};
const char *history_figure_label(enum history_figure figure); /* "lines" */

struct history_run {
    const char *time;                     /* ISO 8601 */
    const char *status;                   /* of the verdict, "": none was given */
    double figures[HISTORY_FIGURE_COUNT]; /* 0..1, NaN: not measured */
};

/* Oldest first. */
struct run_history {
    struct arena arena;
    struct history_run *runs;
    size_t count, capacity;
};

void run_history_release(struct run_history *history);
/* Copies what it points to. */
void run_history_add(struct run_history *history, const struct history_run *run);
/* A run of the same time is not added again. */
void run_history_add_verdict(struct run_history *history, const struct verdict *verdict);
/* Adds the runs of the file. More than RUN_HISTORY_MAX_RUNS lines are STATUS_LIMIT; what history held stays on failure.
 */
enum status run_history_load(const char *path, struct run_history *history, struct error *err);
enum status run_history_parse(const char *path, const char *text, size_t length, struct run_history *history,
                              struct error *err);
void run_history_format(const struct run_history *history, struct strbuf *out);

#endif
