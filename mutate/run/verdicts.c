/* What a child's end says of its mutant. */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alike.h"
#include "cet/core/memory.h"
#include "connection.h"

struct result {
    char id[MUTANT_ID_SIZE], end[12];
    int code;
    uint64_t wall_us, cpu_us;
    uint64_t change; /* of the output, 0: none */
    char *test;
};

/* "EXIT 0|1": what the program without a mutant ends with when it is forked here, and whether that is as it should be.
 */
void verdict_control(struct connection *connection, const char *rest)
{
    int is_sound = 0;
    if (!connection->program || sscanf(rest, "%d %d", &connection->control_exit, &is_sound) != 2 || is_sound)
        return;
    bool at_start = connection->program->forking == FORK_AT_START;
    program_must_not_fork(connection->session, connection->program, at_start ? FORK_NEVER : FORK_AT_START,
                          at_start ? "does not survive being forked" : "does not survive being forked amid its work");
}

static bool read_result(const char *line, struct result *ret)
{
    int test_at = 0;
    if (sscanf(line, "%16[0-9a-f] %11s %d %" SCNu64 " %" SCNu64 " %" SCNx64 " %n", ret->id, ret->end, &ret->code,
               &ret->wall_us, &ret->cpu_us, &ret->change, &test_at) != 6)
        return false;
    ret->test = connection_text(test_at ? line + test_at : "");
    return true;
}

static const struct {
    const char *end;
    enum mutant_kill kind;
} hangs[] = {{"hang", MUTANT_KILL_TIMEOUT}, {"endless", MUTANT_KILL_ENDLESS}, {"memory", MUTANT_KILL_MEMORY}};

/* MUTANT_KILL_NONE: it is none. */
static enum mutant_kill hang_of(const struct result *result)
{
    for (size_t i = 0; i < ARRAY_LENGTH(hangs); i++)
        if (strcmp(result->end, hangs[i].end) == 0)
            return hangs[i].kind;
    return MUTANT_KILL_NONE;
}

static enum mutant_kill kind_of(const struct result *result)
{
    if (hang_of(result))
        return hang_of(result);
    if (strcmp(result->end, "report") == 0)
        return MUTANT_KILL_SANITIZER;
    if (strcmp(result->end, "signal") == 0)
        return result->code == SIGABRT ? MUTANT_KILL_ASSERTION : MUTANT_KILL_CRASH;
    return MUTANT_KILL_TEST;
}

static void note_killer(struct connection *connection, struct mutant *mutant, const struct result *result)
{
    struct session *session = connection->session;
    mutant->killed_by = arena_strdup(&session->set->arena, *result->test ? result->test : connection->program->name);
    mutant->killed_kind = kind_of(result);
}

static void note_hang(struct connection *connection, size_t index, const struct result *result)
{
    struct mutant *mutant = &connection->session->set->items[index];
    connection->program->pairs[index] = PAIR_HANGS;
    if (mutant->killed_kind == MUTANT_KILL_NONE)
        note_killer(connection, mutant, result);
}

static void note_kill(struct connection *connection, size_t index, const struct result *result)
{
    struct session *session = connection->session;
    connection->program->pairs[index] = PAIR_KILLED;
    if (session->set->items[index].status == MUTANT_KILLED)
        return;
    session->set->items[index].status = MUTANT_KILLED;
    note_killer(connection, &session->set->items[index], result);
    session->killers[index] = connection->program;
    connection->program->has_killed = true;
}

static bool is_as_without(const struct connection *connection, const struct result *result)
{
    bool same_output = !connection->compares_output || result->change == 0;
    return strcmp(result->end, "exit") == 0 && result->code == connection->control_exit && same_output;
}

static void leave_to_command(struct connection *connection, size_t index, const struct result *result)
{
    struct program *program = connection->program;
    program->pairs[index] = PAIR_UNDECIDED;
    if (strcmp(result->end, "exit") != 0 || program->leaves_files)
        alike_note_unknown(connection->session, index);
    else
        alike_note(connection->session, index, program, result->code, result->change);
}

static void judge(struct connection *connection, size_t index, const struct result *result)
{
    struct program *program = connection->program;
    if (hang_of(result))
        note_hang(connection, index, result);
    else if (is_as_without(connection, result) && !program->leaves_files)
        program->pairs[index] = PAIR_SURVIVED;
    else if (program->clean_exit == 0 && program->failure_shows != ANSWER_NO &&
             (strcmp(result->end, "exit") != 0 || result->code != 0))
        note_kill(connection, index, result);
    else
        leave_to_command(connection, index, result);
}

void verdict_result(struct connection *connection, const char *rest)
{
    struct session *session = connection->session;
    struct result result;
    if (!connection->program || session->mode != SESSION_RUN || !read_result(rest, &result))
        return;
    struct mutant *mutant = mutant_set_find(session->set, result.id);
    if (mutant) {
        const size_t index = (size_t)(mutant - session->set->items);
        mutant->duration_ms += (double)result.wall_us / 1000;
        mutant->cpu_ms += (double)result.cpu_us / 1000;
        judge(connection, index, &result);
        if (mutant->status != MUTANT_PENDING && connection->program->failure_shows == ANSWER_YES)
            session_say_judged(session, index);
    }
    free(result.test);
}

/* "ID TEST": one of the tests that fail with the mutant. */
void verdict_fails(struct connection *connection, const char *rest)
{
    const struct mutate_run_options *options = connection->session->options;
    char id[MUTANT_ID_SIZE];
    int test_at = 0;
    if (!options->failed || sscanf(rest, "%16[0-9a-f] %n", id, &test_at) != 1 || !test_at)
        return;
    SCOPED(memory_free_pointer) char *test = connection_text(rest + test_at);
    options->failed(options->hook_context, id, test);
}

void verdict_exhausted(struct connection *connection, const char *rest)
{
    (void)rest;
    connection->session->is_exhausted = true;
}
