#include "past_runs.h"

#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/store/store.h"

#define MAX_RUNS 60

static enum status add_run(void *context, const struct store_run *run, struct error *err)
{
    struct run_history *history = context;
    SCOPED(verdict_release) struct verdict verdict = {0};
    if (!run->json)
        return STATUS_OK;
    enum status status = verdict_parse("a run of the store", run->json, strlen(run->json), &verdict, err);
    if (status == STATUS_OK)
        run_history_add_verdict(history, &verdict);
    return status;
}

/* The store tells the latest first. */
static void reverse(struct run_history *history)
{
    for (size_t i = 0, k = history->count; i + 1 < k; i++) {
        k--;
        const struct history_run run = history->runs[i];
        history->runs[i] = history->runs[k];
        history->runs[k] = run;
    }
}

enum status past_runs_of_store(const char *store_path, const char *subject, struct run_history *history,
                               struct error *err)
{
    SCOPED(strbuf_release) struct strbuf path = {0};
    SCOPED(store_release) struct store *store = NULL;
    if (store_path)
        strbuf_add_text(&path, store_path);
    else
        store_default_path(&path);
    if (!path.length || !file_exists(strbuf_text(&path))) /* reading makes no store */
        return STATUS_OK;
    enum status status = store_open(strbuf_text(&path), &store, err);
    if (status == STATUS_OK)
        status = store_each_run(store, &(struct store_query){.verb = "accept", .subject = subject, .limit = MAX_RUNS},
                                add_run, history, err);
    reverse(history);
    return status;
}
