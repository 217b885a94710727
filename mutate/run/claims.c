/* Which program runs which mutant when: a program that reaches a function claims the mutants in it and gets those that
 * nobody else runs at the time. What was killed elsewhere is not run again; what survived elsewhere is. */
#include <string.h>

#include "cet/core/memory.h"
#include "connection.h"
#include "copies.h"
#include "hub.h"

#define CHUNK_FACTOR 16 /* mutants handed out at once, for each child that may run */
#define CHUNK_MAX 64

void claim_want(struct connection *connection, const char *rest)
{
    const struct mutant *mutant = mutant_set_find(connection->session->set, rest);
    if (!mutant || !connection->program || connection->is_off)
        return;
    size_t index = (size_t)(mutant - connection->session->set->items);
    ARRAY_PUSH(connection->wanted, connection->wanted_count, connection->wanted_capacity, index);
}

void claims_give_back(struct connection *connection)
{
    struct session *session = connection->session;
    for (size_t i = 0; i < connection->taken_count; i++)
        session->is_in_flight[connection->taken[i]] = false;
    if (connection->taken_count)
        copies_remove(session, connection->number);
    connection->taken_count = 0;
    session->free_jobs += connection->held_jobs;
    connection->held_jobs = 0;
    connection->is_waiting = connection->is_waiting && connection->descriptor >= 0;
}

static bool is_still_wanted(const struct connection *connection, size_t mutant)
{
    return !mutant_is_decided(connection->session, mutant) && connection->program->pairs[mutant] == PAIR_PENDING;
}

static void forget_decided(struct connection *connection)
{
    size_t kept = 0;
    for (size_t i = 0; i < connection->wanted_count; i++)
        if (is_still_wanted(connection, connection->wanted[i]))
            connection->wanted[kept++] = connection->wanted[i];
    connection->wanted_count = kept;
}

static void take_free_ones(struct connection *connection, size_t most)
{
    struct session *session = connection->session;
    for (size_t i = 0; i < connection->wanted_count && connection->taken_count < most; i++) {
        size_t mutant = connection->wanted[i];
        if (session->is_in_flight[mutant])
            continue;
        session->is_in_flight[mutant] = true;
        ARRAY_PUSH(connection->taken, connection->taken_count, connection->taken_capacity, mutant);
    }
}

static unsigned count_waiting(const struct session *session)
{
    unsigned count = 0;
    for (size_t i = 0; i < session->hub->count; i++)
        count += session->hub->connections[i]->is_waiting;
    return count;
}

static bool add_folder(struct connection *connection, size_t number, struct strbuf *out)
{
    if (connection->program->forking != FORK_AT_START || !connection->program->writes_files)
        return true;
    SCOPED(memory_free_pointer) char *path =
        copies_make(connection->session, connection->number, number, connection->folder);
    if (path)
        strbuf_printf(out, " %s", path);
    return path != NULL;
}

static bool answer_with(struct connection *connection, struct strbuf *out)
{
    bool needs_control = !connection->has_control_folder;
    connection->has_control_folder = true;
    if (needs_control) {
        strbuf_add_text(out, "control");
        if (!add_folder(connection, connection->taken_count, out))
            return false;
        strbuf_add_text(out, "\n");
    }
    for (size_t i = 0; i < connection->taken_count; i++) {
        strbuf_printf(out, "take %s", connection->session->set->items[connection->taken[i]].id);
        if (!add_folder(connection, i, out))
            return false;
        strbuf_add_text(out, "\n");
    }
    strbuf_printf(out, "jobs %u\n", connection->held_jobs);
    return true;
}

/* Silence makes the program wait: for a child to be free, or for what others find out about its mutants. */
static void serve(struct connection *connection)
{
    struct session *session = connection->session;
    SCOPED(strbuf_release) struct strbuf out = {0};
    forget_decided(connection);
    if (connection->wanted_count && session->free_jobs == 0)
        return;
    unsigned waiting = count_waiting(session);
    unsigned granted = (session->free_jobs + waiting) / (waiting + 1);
    bool at_start = connection->program->forking == FORK_AT_START;
    size_t most = at_start ? granted : granted * CHUNK_FACTOR;
    take_free_ones(connection, most < CHUNK_MAX ? most : CHUNK_MAX);
    if (connection->wanted_count && connection->taken_count == 0)
        return;
    connection->is_waiting = false;
    connection->held_jobs = connection->taken_count < granted ? (unsigned)connection->taken_count : granted;
    session->free_jobs -= connection->held_jobs;
    if (connection->taken_count && !answer_with(connection, &out)) {
        program_must_not_fork(session, connection->program, FORK_NEVER,
                              "writes files, and its folder is too large to copy");
        strbuf_clear(&out);
        claims_give_back(connection);
    }
    strbuf_add_text(&out, "end\n");
    connection_say(connection, &out);
}

void claim_some(struct connection *connection, const char *rest)
{
    (void)rest;
    if (!connection->program || connection->is_off || connection->session->mode != SESSION_RUN)
        return;
    claims_give_back(connection);
    connection->is_waiting = true;
    session_say_progress(connection->session);
}

void claim_done(struct connection *connection, const char *rest)
{
    (void)rest;
    claims_give_back(connection);
    connection->wanted_count = 0;
    connection->has_control_folder = false;
}

void claims_serve_waiting(struct session *session)
{
    for (size_t i = 0; i < session->hub->count; i++)
        if (session->hub->connections[i]->is_waiting)
            serve(session->hub->connections[i]);
}
