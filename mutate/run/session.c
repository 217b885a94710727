#include "session.h"

#include <stdlib.h>

#include "cet/core/clock.h"
#include "cet/core/memory.h"

#define PROGRESS_EVERY_MS 50

void session_init(struct session *session, const struct mutate_run_options *options, struct mutant_set *set)
{
    *session = (struct session){.options = options, .set = set, .free_jobs = options->jobs ? options->jobs : 1};
}

size_t session_count_pending(const struct session *session)
{
    size_t count = 0;
    for (size_t i = 0; i < session->set->count; i++)
        count += session->set->items[i].status == MUTANT_PENDING;
    return count;
}

void session_say_progress(struct session *session)
{
    const struct mutate_run_options *options = session->options;
    uint64_t now_ms = clock_now_ms();
    if (!options->progress || now_ms < session->said_progress_ms + PROGRESS_EVERY_MS)
        return;
    session->said_progress_ms = now_ms;
    session_say_state(session);
}

void session_say_state(const struct session *session)
{
    const struct mutate_run_options *options = session->options;
    if (options->progress)
        options->progress(options->progress_context, "mutants",
                          session->pending_at_start - session_count_pending(session), session->pending_at_start);
}

void session_say_judged(const struct session *session, size_t mutant)
{
    const struct mutate_run_options *options = session->options;
    if (options->judged)
        options->judged(options->hook_context, &session->set->items[mutant]);
}

void session_close_set(struct session *session)
{
    session->killers = memory_new(session->set->count + 1, sizeof *session->killers);
    session->is_in_flight = memory_new(session->set->count + 1, sizeof *session->is_in_flight);
    session->behaviours = memory_new(session->set->count + 1, sizeof *session->behaviours);
    for (size_t i = 0; i < session->program_count; i++)
        program_reserve(session->programs[i], session->set->count);
}

void session_release(struct session *session)
{
    for (size_t i = 0; i < session->program_count; i++) {
        free(session->programs[i]->hits);
        free(session->programs[i]->pairs);
        free(session->programs[i]->is_noticed);
    }
    free(session->programs);
    free(session->killers);
    free(session->is_in_flight);
    free(session->behaviours);
    map_release(&session->judged_behaviours);
    strbuf_release(&session->failed_tests);
    strbuf_release(&session->failed_programs);
    map_release(&session->failed_at_first);
    map_release(&session->told_tests);
    map_release(&session->covering_names);
    free(session->covering);
    map_release(&session->loaded_files);
    map_release(&session->loaded_units);
    arena_release(&session->arena);
    *session = (struct session){0};
}
