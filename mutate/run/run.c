#include "cet/mutate/run.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "alike.h"
#include "cet/core/memory.h"
#include "command.h"
#include "session.h"
#include "timing.h"

#define OUTPUT_TAIL 600
#define PASS_MORE_MS 50000 /* that a run of all mutants has more than that of one */
#define MUTANT_MS 200      /* and for each of them */

struct run {
    struct command command;
    struct session session;
    struct hub hub;
    struct timing first, clean; /* clean: what limits rest on */
};

static void say_stage(const struct run *run, const char *stage)
{
    const struct mutate_run_options *options = run->session.options;
    if (options->progress)
        options->progress(options->progress_context, stage, 0, 0);
}

/* The end of what the command printed, on one line. */
static void add_tail(struct strbuf *out, const struct strbuf *output)
{
    size_t from = output->length > OUTPUT_TAIL ? output->length - OUTPUT_TAIL : 0;
    for (size_t i = from; i < output->length; i++)
        strbuf_add_char(out, output->bytes[i] == '\n' ? ' ' : output->bytes[i]);
}

static const char *what_runs(const struct run *run)
{
    return run->command.options->suite ? "`make check`" : "the command";
}

static enum status pass_fails(const struct run *run, const struct process_result *result, const char *when,
                              struct error *err)
{
    SCOPED(strbuf_release) struct strbuf end = {0};
    SCOPED(strbuf_release) struct strbuf tail = {0};
    if (result->end == PROCESS_TIMED_OUT)
        return error_set(err, STATUS_LIMIT,
                         "'%s': %s %s did not end within %" PRIu64 " s; --timeout SECONDS gives it more",
                         run->command.name, what_runs(run), when, result->wall_ms / 1000);
    process_describe(result, &end);
    add_tail(&tail, &result->output);
    return error_set(err, STATUS_INVALID, "'%s': %s %s ends with %s: %s", run->command.name, what_runs(run), when,
                     strbuf_text(&end), strbuf_text(&tail));
}

/* One run of the command; *ret_result is the caller's to release. */
static enum status run_pass(struct run *run, enum session_mode mode, uint64_t timeout_ms,
                            struct process_result *ret_result, struct error *err)
{
    struct session *session = &run->session;
    session->mode = mode;
    session->pass++;
    session->is_exhausted = session->has_programs = false;
    strbuf_clear(&session->failed_tests);
    strbuf_clear(&session->failed_programs);
    enum status status = command_run(&run->command, &run->hub, timeout_ms, ret_result, err);
    run->command.is_built = true;
    const struct program *lingering = hub_end_pass(&run->hub);
    if (status == STATUS_OK && session->failure.status != STATUS_OK)
        status = error_set(err, session->failure.status, "%s", session->failure.message);
    if (status == STATUS_OK && lingering && mode == SESSION_CLEAN && process_succeeded(ret_result))
        status =
            error_set(err, STATUS_INVALID, "'%s': '%s' still runs when %s has ended: it must wait for what it starts",
                      run->command.name, lingering->name, what_runs(run));
    return status;
}

static enum status see_mutants(const struct run *run, struct error *err)
{
    const struct session *session = &run->session;
    struct mutant_counts counts = mutant_set_counts(session->set);
    if (!session->has_programs)
        return error_set(err, STATUS_INVALID,
                         "'%s': %s ran no program that was built with mutants; compile and link with what `cet flags "
                         "--mutate` and `cet flags --mutate --link` print",
                         run->command.name, what_runs(run));
    if (counts.all == counts.ignored)
        return error_set(err, STATUS_INVALID,
                         "'%s': no mutants: the programs have no code that is spelled in the files "
                         "to change",
                         run->command.name);
    return STATUS_OK;
}

static enum status first_clean_run(struct run *run, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    enum status status = run_pass(run, SESSION_CLEAN, 0, &result, err);
    if (status == STATUS_OK && !process_succeeded(&result))
        return pass_fails(run, &result, "without any mutant", err);
    run->first = timing_of(&result);
    return status == STATUS_OK ? see_mutants(run, err) : status;
}

/* Names, one a line, as one line. */
static const char *joined(struct strbuf *names)
{
    for (size_t i = 0; i + 1 < names->length; i++)
        if (names->bytes[i] == '\n')
            names->bytes[i] = ',';
    if (names->length)
        names->bytes[--names->length] = '\0';
    return strbuf_text(names);
}

/* The first run of a suite builds it. */
static void note_timing(struct run *run, struct timing second)
{
    run->clean = second;
    if (run->command.options->suite)
        return;
    run->clean = timing_slower(run->first, second);
    timing_note(run->first, second, run->session.set);
}

static enum status second_clean_run(struct run *run, struct error *err)
{
    struct session *session = &run->session;
    SCOPED(process_result_release) struct process_result result = {0};
    enum status status = run_pass(run, SESSION_CLEAN, 0, &result, err);
    if (status != STATUS_OK)
        return status;
    if (process_succeeded(&result)) {
        note_timing(run, timing_of(&result));
        return STATUS_OK;
    }
    struct strbuf *names = session->failed_tests.length ? &session->failed_tests : &session->failed_programs;
    SCOPED(strbuf_release) struct strbuf tail = {0};
    add_tail(&tail, &result.output);
    return error_set(err, STATUS_INVALID, "'%s' is flaky: without any mutant it passes once and fails once: %s",
                     run->command.name, names->length ? joined(names) : strbuf_text(&tail));
}

static void note_coverage(struct run *run)
{
    struct session *session = &run->session;
    for (size_t i = 0; i < session->set->count; i++)
        if (session->set->items[i].status == MUTANT_PENDING && session->set->items[i].hits == 0)
            session->set->items[i].status = MUTANT_NO_COVERAGE;
    session_close_set(session);
}

/* A command that ends well although a function under test aborts would let every mutant survive. */
static enum status see_failure(struct run *run, struct error *err)
{
    SCOPED(process_result_release) struct process_result result = {0};
    enum status status = run_pass(run, SESSION_FAIL, 0, &result, err);
    if (status != STATUS_OK || !process_succeeded(&result))
        return status;
    return error_set(err, STATUS_INVALID,
                     "'%s': %s succeeds although a function under test aborts: its exit code tells nothing",
                     run->command.name, what_runs(run));
}

/* What the next pass could still find out. */
static size_t count_pending_pairs(const struct session *session)
{
    size_t count = 0;
    for (size_t p = 0; p < session->program_count; p++)
        for (size_t i = 0; i < session->set->count; i++)
            count += session->programs[p]->forking != FORK_NEVER && session->programs[p]->pairs[i] == PAIR_PENDING &&
                     session->set->items[i].status == MUTANT_PENDING;
    return count;
}

static unsigned count_forking(const struct session *session)
{
    unsigned sum = 0;
    for (size_t p = 0; p < session->program_count; p++)
        sum += session->programs[p]->forking;
    return sum;
}

/* The command again and again, until its programs have nothing more to find out: a program may be killed while its
 * children run, or turn out not to survive being forked. */
static enum status run_forked(struct run *run, struct error *err)
{
    struct session *session = &run->session;
    enum status status = STATUS_OK;
    size_t left = count_pending_pairs(session), before;
    unsigned forking;
    do {
        SCOPED(process_result_release) struct process_result result = {0};
        before = left;
        forking = count_forking(session);
        uint64_t limit_ms = PASS_MORE_MS + timing_limit_ms(run->clean) + before * MUTANT_MS;
        status = left ? run_pass(run, SESSION_RUN, limit_ms, &result, err) : STATUS_OK;
        left = count_pending_pairs(session);
    } while (status == STATUS_OK && left && (left < before || forking != count_forking(session)));
    return status;
}

/* Kills that rest on a program's exit code hold if the command fails when that program fails. */
static enum status see_exit_code(struct run *run, struct program *program, struct error *err)
{
    struct session *session = &run->session;
    SCOPED(process_result_release) struct process_result result = {0};
    session->exit_program = program;
    enum status status = run_pass(run, SESSION_EXIT, 0, &result, err);
    if (status != STATUS_OK)
        return status;
    program->failure_shows = process_succeeded(&result) ? ANSWER_NO : ANSWER_YES;
    for (size_t i = 0; i < session->set->count && program->failure_shows == ANSWER_NO; i++)
        if (session->killers[i] == program && session->set->items[i].status == MUTANT_KILLED) {
            session->set->items[i].status = MUTANT_PENDING;
            session->set->items[i].killed_by = NULL;
            session->set->items[i].killed_kind = MUTANT_KILL_NONE;
            program->pairs[i] = PAIR_UNDECIDED;
            alike_note_unknown(session, i);
        }
    return STATUS_OK;
}

static enum status see_exit_codes(struct run *run, struct error *err)
{
    struct session *session = &run->session;
    enum status status = STATUS_OK;
    for (size_t p = 0; p < session->program_count && status == STATUS_OK; p++) {
        struct program *program = session->programs[p];
        if (program->has_killed && program->is_command)
            program->failure_shows = ANSWER_YES;
        if (program->has_killed && program->failure_shows == ANSWER_UNKNOWN)
            status = see_exit_code(run, program, err);
    }
    return status;
}

static enum status run_one(struct run *run, size_t index, struct error *err)
{
    struct session *session = &run->session;
    struct mutant *mutant = &session->set->items[index];
    SCOPED(process_result_release) struct process_result result = {0};
    session->one = index;
    enum status status = run_pass(run, SESSION_ONE, timing_limit_ms(run->clean), &result, err);
    if (status != STATUS_OK)
        return status;
    bool is_hang = result.end == PROCESS_TIMED_OUT || session->is_exhausted;
    mutant->duration_ms += (double)result.wall_ms;
    mutant->cpu_ms += (double)result.cpu_ms;
    mutant->status = is_hang ? MUTANT_TIMEOUT : process_succeeded(&result) ? MUTANT_SURVIVED : MUTANT_KILLED;
    mutant->killed_kind = is_hang                           ? MUTANT_KILL_TIMEOUT
                          : mutant->status == MUTANT_KILLED ? MUTANT_KILL_COMMAND
                                                            : MUTANT_KILL_NONE;
    return STATUS_OK;
}

static bool is_anywhere(const struct session *session, size_t index, enum pair_state state)
{
    for (size_t p = 0; p < session->program_count; p++)
        if (session->programs[p]->pairs[index] == state)
            return true;
    return false;
}

/* The command alone can tell, unless it has told of another one that is like this to it. */
static enum status run_or_recall(struct run *run, size_t index, struct error *err)
{
    struct session *session = &run->session;
    size_t like;
    if (is_anywhere(session, index, PAIR_PENDING) || !alike_find(session, index, &like))
        return run_one(run, index, err);
    session->set->items[index].status = session->set->items[like].status;
    session->set->items[index].killed_kind = session->set->items[like].killed_kind;
    return STATUS_OK;
}

/* What the programs left open. */
static enum status run_rest(struct run *run, struct error *err)
{
    struct session *session = &run->session;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < session->set->count && status == STATUS_OK; i++) {
        if (session->set->items[i].status != MUTANT_PENDING)
            continue;
        if (is_anywhere(session, i, PAIR_HANGS)) {
            session->set->items[i].status = MUTANT_TIMEOUT; /* its kind is noted */
        } else if (!is_anywhere(session, i, PAIR_PENDING) && !is_anywhere(session, i, PAIR_UNDECIDED))
            session->set->items[i].status = MUTANT_SURVIVED;
        else
            status = run_or_recall(run, i, err);
        session_say_judged(session, i);
        session_say_progress(session);
    }
    return status;
}

static void note_programs(struct run *run)
{
    struct session *session = &run->session;
    for (size_t p = 0; p < session->program_count; p++) {
        const struct program *program = session->programs[p];
        if (program->forking != FORK_IN_PLACE)
            mutant_set_note(session->set, "'%s' %s: %s", program->name, program->why,
                            program->forking == FORK_AT_START ? "its mutants are forked before it starts"
                                                              : "each of its mutants runs the whole command");
    }
}

static enum status select_mutants(const struct run *run, struct error *err)
{
    const struct mutate_run_options *options = run->session.options;
    return options->select ? options->select(options->hook_context, run->session.set, err) : STATUS_OK;
}

/* Kills hold once it is known that the command fails when the program does. */
static void say_killed(const struct session *session)
{
    for (size_t i = 0; i < session->set->count; i++)
        if (session->killers[i] && session->set->items[i].status != MUTANT_PENDING)
            session_say_judged(session, i);
}

static enum status run_mutants(struct run *run, struct error *err)
{
    if (run->command.options->suite)
        say_stage(run, "clean run");
    enum status status = second_clean_run(run, err);
    session_say_progress(&run->session);
    if (status == STATUS_OK)
        status = see_failure(run, err);
    if (status == STATUS_OK)
        status = run_forked(run, err);
    if (status == STATUS_OK)
        status = see_exit_codes(run, err);
    if (status == STATUS_OK)
        say_killed(&run->session);
    if (status == STATUS_OK)
        status = run_rest(run, err);
    session_say_state(&run->session);
    return status;
}

static enum status judge(struct run *run, struct error *err)
{
    say_stage(run, run->command.options->suite ? "build" : "clean run");
    enum status status = first_clean_run(run, err);
    if (status != STATUS_OK)
        return status;
    note_coverage(run);
    status = select_mutants(run, err);
    run->session.pending_at_start = session_count_pending(&run->session);
    if (status == STATUS_OK && run->session.pending_at_start)
        status = run_mutants(run, err);
    note_programs(run);
    return status;
}

enum status mutate_run(const struct mutate_run_options *options, struct mutant_set *ret_set, struct error *err)
{
    struct run run = {0};
    struct mutant_set set = {0};
    session_init(&run.session, options, &set);
    enum status status = command_open(&run.command, options, err);
    run.session.scratch = strbuf_text(&run.command.folder);
    if (status == STATUS_OK)
        status = hub_open(&run.hub, &run.session, options->sandbox ? NULL : run.session.scratch, err);
    if (status == STATUS_OK)
        status = judge(&run, err);
    hub_close(&run.hub);
    command_release(&run.command);
    session_release(&run.session);
    if (status == STATUS_OK)
        *ret_set = set;
    else
        mutant_set_release(&set);
    return status;
}
