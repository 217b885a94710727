#include "cet/exec/pool.h"

#include <sched.h>
#include <stdlib.h>

#include "cet/core/memory.h"
#include "cet/exec/interrupt.h"
#include "child.h"
#include "interrupt_table.h"

struct slot {
    struct child child;
    size_t index;
};

struct state {
    const struct pool *pool;
    struct slot **slots;     /* those that run first, jobs in all */
    struct child **children; /* the same, as children_wait wants them */
    size_t running;
    size_t next_index;
};

unsigned pool_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0 || CPU_COUNT(&set) < 1)
        return 1;
    return (unsigned)CPU_COUNT(&set);
}

static enum status tell(const struct pool *pool, size_t index, struct process_result *result, struct error *err)
{
    enum status status = pool->done ? pool->done(pool->context, index, result, err) : STATUS_OK;
    process_result_release(result);
    return status;
}

/* What could not run is a result, an interrupt ends all. */
static enum status tell_failure(const struct pool *pool, size_t index, enum status status, const struct error *why,
                                struct error *err)
{
    if (status == STATUS_CANCELLED)
        return error_set(err, status, "%s", why->message);
    struct process_result result = {.end = PROCESS_NOT_STARTED};
    strbuf_add_text(&result.error_output, why->message);
    return tell(pool, index, &result, err);
}

static enum status start_more(struct state *state, unsigned jobs, struct error *err)
{
    while (state->running < jobs) {
        struct process_request request = {0};
        struct error why = {0};
        if (!state->pool->next(state->pool->context, state->next_index, &request))
            return STATUS_OK;
        struct slot *slot = state->slots[state->running];
        slot->index = state->next_index++;
        enum status status = child_start(&slot->child, &request, &why);
        if (status == STATUS_OK)
            state->running++;
        else if ((status = tell_failure(state->pool, slot->index, status, &why, err)) != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status finish_at(struct state *state, size_t at, struct error *err)
{
    struct slot *slot = state->slots[at];
    struct process_result result = {0};
    struct error why = {0};
    /* Out of the running ones before the caller is told, who may stop the pool. */
    state->running--;
    state->slots[at] = state->slots[state->running];
    state->slots[state->running] = slot;
    enum status status = child_finish(&slot->child, &result, &why);
    return status == STATUS_OK ? tell(state->pool, slot->index, &result, err)
                               : tell_failure(state->pool, slot->index, status, &why, err);
}

static enum status step(struct state *state, struct error *err)
{
    for (size_t i = 0; i < state->running; i++)
        state->children[i] = &state->slots[i]->child;
    children_wait(state->children, state->running);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < state->running && status == STATUS_OK;) {
        if (child_has_ended(&state->slots[i]->child))
            status = finish_at(state, i, err);
        else
            i++;
    }
    return status;
}

static void kill_running(struct state *state)
{
    struct process_result result = {0};
    for (size_t i = 0; i < state->running; i++)
        child_kill(&state->slots[i]->child, PROCESS_CANCELLED);
    while (state->running > 0) {
        struct child *child = &state->slots[state->running - 1]->child;
        while (!child_has_ended(child))
            children_wait(&child, 1);
        if (child_finish(child, &result, NULL) == STATUS_OK)
            process_result_release(&result);
        state->running--;
    }
}

enum status pool_run(const struct pool *pool, struct error *err)
{
    unsigned jobs = pool->jobs ? pool->jobs : pool_processors();
    if (jobs > INTERRUPT_CHILDREN_MAX / 2)
        jobs = INTERRUPT_CHILDREN_MAX / 2;
    struct state state = {.pool = pool};
    struct slot *storage = memory_new(jobs, sizeof *storage);
    state.slots = memory_new(jobs, sizeof *state.slots);
    state.children = memory_new(jobs, sizeof(struct child *));
    for (unsigned i = 0; i < jobs; i++)
        state.slots[i] = &storage[i];
    enum status status = start_more(&state, jobs, err);
    while (status == STATUS_OK && state.running > 0) {
        status = step(&state, err);
        if (status == STATUS_OK)
            status = start_more(&state, jobs, err);
    }
    kill_running(&state);
    free(state.slots);
    free(state.children);
    free(storage);
    return status;
}

struct all {
    const struct process_request *requests;
    size_t count;
    pool_done_fn done;
    void *context;
    struct process_result *results;
};

static bool next_of_all(void *context, size_t index, struct process_request *ret_request)
{
    struct all *all = context;
    if (index >= all->count)
        return false;
    *ret_request = all->requests[index];
    return true;
}

static enum status keep_result(void *context, size_t index, struct process_result *result, struct error *err)
{
    struct all *all = context;
    struct process_result *kept = &all->results[index];
    *kept = *result;
    *result = (struct process_result){0};
    return all->done ? all->done(all->context, index, kept, err) : STATUS_OK;
}

enum status pool_run_all(const struct process_request *requests, size_t count, unsigned jobs, pool_done_fn done,
                         void *context, struct process_result *results, struct error *err)
{
    struct all all = {requests, count, done, context, results};
    struct pool pool = {.jobs = jobs, .next = next_of_all, .done = keep_result, .context = &all};
    return pool_run(&pool, err);
}
