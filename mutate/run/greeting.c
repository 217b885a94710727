/* A program introduces itself and is told what to do. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "connection.h"
#include "hub.h"

void greet_hello(struct connection *connection, const char *rest)
{
    connection->pid = atoi(rest + strcspn(rest, " "));
}

static void replace(char **text, const char *escaped)
{
    free(*text);
    *text = connection_text(escaped);
}

void greet_exe(struct connection *connection, const char *rest)
{
    replace(&connection->exe, rest);
}

void greet_folder(struct connection *connection, const char *rest)
{
    replace(&connection->folder, rest);
}

void greet_argument(struct connection *connection, const char *rest)
{
    SCOPED(memory_free_pointer) char *word = connection_text(rest);
    if (connection->argument_count++ > 0) /* the first is the program */
        strbuf_printf(&connection->arguments, " %s", word);
}

void greet_output(struct connection *connection, const char *rest)
{
    connection->output_inode = strtoull(rest, NULL, 10);
}

void greet_errors(struct connection *connection, const char *rest)
{
    connection->errors_inode = strtoull(rest, NULL, 10);
}

static void meet(struct connection *connection)
{
    struct session *session = connection->session;
    SCOPED(strbuf_release) struct strbuf base = {0};
    SCOPED(strbuf_release) struct strbuf name = {0};
    const char *exe = connection->exe ? connection->exe : "";
    const char *arguments = strbuf_text(&connection->arguments);
    strbuf_printf(&base, "%s\n%s\n%s", exe, connection->folder ? connection->folder : "", arguments);
    strbuf_printf(&name, "%s%s", path_name(exe), arguments);
    connection->program =
        program_meet(session, exe, strbuf_text(&base), strbuf_text(&name), connection->argument_count);
    if (session->command_pid == connection->pid)
        connection->program->is_command = true;
}

/* Two that cannot be told apart and run at the same time may take each other's place in the next run. */
static void see_twins(struct connection *connection)
{
    struct hub *hub = connection->session->hub;
    struct program *program = connection->program;
    for (size_t i = 0; i < hub->count; i++) {
        struct connection *other = hub->connections[i];
        if (other == connection || other->descriptor < 0 || !other->program || other->program == program)
            continue;
        bool same = strcmp(other->program->base, program->base) == 0;
        if (same) {
            program_must_not_fork(connection->session, program, FORK_NEVER, "runs beside another one like it");
            program_must_not_fork(connection->session, other->program, FORK_NEVER, "runs beside another one like it");
        }
    }
}

/* Output that goes where the command's own goes is read by nobody. */
static bool output_is_read(const struct connection *connection)
{
    const struct session *session = connection->session;
    const uint64_t known[] = {0, session->output_inode, session->errors_inode};
    bool output = true, errors = true;
    for (size_t i = 0; i < ARRAY_LENGTH(known); i++) {
        output = output && connection->output_inode != known[i];
        errors = errors && connection->errors_inode != known[i];
    }
    return output || errors;
}

static int compare_lines(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* In the order of ids, which are of one length. */
static void add_plan(const struct connection *connection, struct strbuf *out)
{
    const struct session *session = connection->session;
    const struct program *program = connection->program;
    const char **lines = memory_new(session->set->count + 1, sizeof *lines);
    struct arena arena = {0};
    size_t count = 0;
    for (size_t i = 0; i < session->set->count; i++) {
        const struct mutant *mutant = &session->set->items[i];
        bool is_pending = program->pairs[i] == PAIR_PENDING && !mutant_is_decided(session, i);
        if (program->hits[i])
            lines[count++] = arena_printf(&arena, "plan %s %" PRIu64 " %s\n", mutant->id, program->hits[i],
                                          is_pending ? "run" : "skip");
    }
    qsort(lines, count, sizeof *lines, compare_lines);
    strbuf_printf(out, "count %zu\n", count);
    for (size_t i = 0; i < count; i++)
        strbuf_add_text(out, lines[i]);
    free(lines);
    arena_release(&arena);
}

static void add_run(struct connection *connection, struct strbuf *out)
{
    const struct program *program = connection->program;
    connection->compares_output = output_is_read(connection);
    strbuf_printf(out, "mode run\nexpect %d\n", program->clean_exit);
    if (connection->compares_output)
        strbuf_add_text(out, "compare\n");
    if (program->forking == FORK_AT_START)
        strbuf_add_text(out, "start\n");
    if (connection->session->options->failed)
        strbuf_add_text(out, "all\n");
    add_plan(connection, out);
}

static void welcome(struct connection *connection, struct strbuf *out)
{
    struct session *session = connection->session;
    const struct program *program = connection->program;
    connection->mode = session->mode;
    if (session->mode == SESSION_CLEAN)
        strbuf_add_text(out, session->pass > 1 ? "mode clean\nwatch\n" : "mode clean\n");
    else if (session->mode == SESSION_FAIL)
        strbuf_add_text(out, "mode fail\n");
    else if (session->mode == SESSION_EXIT && program == session->exit_program)
        strbuf_add_text(out, "mode exit\n");
    else if (session->mode == SESSION_RUN && program->forking != FORK_NEVER && program_has_pending(session, program))
        add_run(connection, out);
    else if (session->mode == SESSION_ONE) {
        strbuf_printf(out, "mode one\none %s\n", session->set->items[session->one].id);
        if (program->hits[session->one]) /* else nothing is known of how often it would be hit */
            add_plan(connection, out);
    } else
        connection->is_off = true;
}

void greet_ready(struct connection *connection, const char *rest)
{
    (void)rest;
    SCOPED(strbuf_release) struct strbuf lines = {0};
    if (connection->program)
        return;
    connection->session->has_programs = true;
    meet(connection);
    see_twins(connection);
    strbuf_printf(&lines, "token %u\n", connection->number);
    welcome(connection, &lines);
    strbuf_add_text(&lines, "go\n");
    connection_say(connection, &lines);
}
