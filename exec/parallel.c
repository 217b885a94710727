#include "cet/exec/parallel.h"

#include <pthread.h>
#include <stdlib.h>

#include "cet/core/memory.h"
#include "cet/exec/pool.h"

struct state {
    const struct parallel *parallel;
    pthread_mutex_t lock;
    size_t next_index;
    size_t failed_index; /* of the first in order that failed */
    enum status status;
    struct error error;
};

static bool take(struct state *state, size_t *ret_index)
{
    pthread_mutex_lock(&state->lock);
    const bool is_left = state->status == STATUS_OK && state->next_index < state->parallel->count;
    if (is_left)
        *ret_index = state->next_index++;
    pthread_mutex_unlock(&state->lock);
    return is_left;
}

static void note_failure(struct state *state, size_t index, enum status status, const struct error *error)
{
    pthread_mutex_lock(&state->lock);
    if (state->status == STATUS_OK || index < state->failed_index) {
        state->failed_index = index;
        state->status = status;
        state->error = *error;
    }
    pthread_mutex_unlock(&state->lock);
}

static void *work(void *context)
{
    struct state *state = context;
    size_t index;
    while (take(state, &index)) {
        struct error error = {0};
        const enum status status = state->parallel->run(state->parallel->context, index, &error);
        if (status != STATUS_OK)
            note_failure(state, index, status, &error);
    }
    return NULL;
}

/* The caller's thread works too: what no thread can be had for is done all the same. */
static void run_all(struct state *state, size_t jobs)
{
    pthread_t *threads = memory_new(jobs, sizeof *threads);
    size_t count = 0;
    while (count + 1 < jobs && pthread_create(&threads[count], NULL, work, state) == 0)
        count++;
    work(state);
    for (size_t i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    free(threads);
}

enum status parallel_run(const struct parallel *parallel, struct error *err)
{
    struct state state = {.parallel = parallel, .lock = PTHREAD_MUTEX_INITIALIZER};
    const size_t jobs = parallel->jobs ? parallel->jobs : pool_processors();
    run_all(&state, jobs < parallel->count ? jobs : parallel->count > 0 ? parallel->count : 1);
    if (state.status == STATUS_OK)
        return STATUS_OK;
    return error_set(err, state.status, "%s", state.error.message);
}
