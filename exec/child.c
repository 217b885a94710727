#include "child.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cet/core/clock.h"
#include "cet/core/memory.h"
#include "cet/exec/interrupt.h"
#include "interrupt_table.h"
#include "memory_watch.h"

#define LOOK_EVERY_MS 50
#define ASK_EVERY_MS 5 /* where the kernel has no descriptors for processes */
#define LINGER_MS 1000 /* for the pipes of killed descendants to close */
/* All of a killed tree ends as soon as it gets a processor, a fork bomb beside others after half a minute; only what is
 * stuck in the kernel is given up. */
#define TREE_LINGER_MS 300000
#define SLEEP_MAX_MS 1000

void child_kill(struct child *child, enum process_end why)
{
    if (!child->is_killed) {
        child->is_killed = true;
        child->killed_for = why;
    }
    if (!child->is_reaped)
        kill(-child->pid, SIGKILL);
}

static bool streams_are_closed(const struct child *child)
{
    for (size_t i = 0; i < STREAM_COUNT; i++) {
        if (child->streams[i].descriptor >= 0)
            return false;
    }
    return true;
}

bool child_has_ended(const struct child *child)
{
    return child->is_reaped && child->box_init == 0 && !child->has_group && streams_are_closed(child);
}

static void stream_close(struct stream *stream)
{
    if (stream->descriptor >= 0)
        close(stream->descriptor);
    stream->descriptor = -1;
}

static void keep(struct child *child, struct stream *stream, const char *bytes, size_t length)
{
    uint64_t room = stream->max_bytes - stream->text.length;
    strbuf_add(&stream->text, bytes, length < room ? length : (size_t)room);
    if (length <= room)
        return;
    child->is_cut = true;
    if (!child->request.output_cut)
        child_kill(child, PROCESS_OUTPUT_LIMIT);
}

/* A bounded helping at a time, so that a flood does not keep the others and the deadline waiting. */
static void stream_read(struct child *child, struct stream *stream)
{
    char bytes[65536];
    for (int helping = 0; helping < 16; helping++) {
        ssize_t got = read(stream->descriptor, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0) {
            stream_close(stream);
            return;
        }
        keep(child, stream, bytes, (size_t)got);
    }
}

static void add_usage(struct rusage *sum, const struct rusage *more)
{
    timeradd(&sum->ru_utime, &more->ru_utime, &sum->ru_utime);
    timeradd(&sum->ru_stime, &more->ru_stime, &sum->ru_stime);
    if (more->ru_maxrss > sum->ru_maxrss)
        sum->ru_maxrss = more->ru_maxrss;
}

/* bubblewrap names it in its report. */
static void find_box_init(struct child *child)
{
    struct stream *report = &child->streams[STREAM_BOX];
    if (report->descriptor >= 0)
        stream_read(child, report);
    const char *named = strstr(strbuf_text(&report->text), "\"child-pid\":");
    if (named)
        child->box_init = (pid_t)strtol(named + strlen("\"child-pid\":"), NULL, 10);
}

static void try_reap_box(struct child *child)
{
    struct rusage usage;
    if (!child->is_reaped || child->box_init <= 0)
        return;
    pid_t got = wait4(child->box_init, NULL, WNOHANG, &usage);
    if (got > 0)
        add_usage(&child->usage, &usage);
    if (got != 0)
        child->box_init = 0; /* gone, or the kernel gave it to another */
}

/* Orphans of the group come to us as their parents end. Until the last is reaped they count as the user's processes,
 * so that a fork bomb that is dead would still keep the next program from starting; and the group's number cannot
 * belong to others. */
static void try_reap_group(struct child *child)
{
    if (!child->has_group)
        return;
    while (waitpid(-child->pid, NULL, WNOHANG) > 0)
        ;
    if (kill(-child->pid, 0) == 0)
        return;
    child->has_group = false;
    child->give_up_ms = clock_now_ms() + LINGER_MS;
}

/* The group is killed while its leader is a zombie: until then the number cannot belong to others. */
static void try_reap(struct child *child)
{
    siginfo_t info;
    memset(&info, 0, sizeof info);
    if (child->is_reaped || waitid(P_PID, (id_t)child->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || !info.si_pid)
        return;
    if (child->request.attendant && child->request.attendant->ended && !child->is_killed)
        child->request.attendant->ended(child->request.attendant->context);
    kill(-child->pid, SIGKILL);
    if (child->in_bubblewrap)
        find_box_init(child);
    interrupt_forget(child->pid);
    while (wait4(child->pid, &child->wait_status, 0, &child->usage) < 0 && errno == EINTR)
        ;
    if (child->pid_descriptor >= 0)
        close(child->pid_descriptor);
    child->pid_descriptor = -1;
    child->is_reaped = true;
    child->ended_ms = clock_now_ms();
    child->give_up_ms = child->ended_ms + TREE_LINGER_MS;
    child->has_group = !child->in_bubblewrap; /* there the first process of the tree stands for all */
}

static uint64_t memory_limit(const struct child *child)
{
    return child->request.memory_limit_bytes ? child->request.memory_limit_bytes : PROCESS_MEMORY_BYTES;
}

static void check_bounds(struct child *child, uint64_t now_ms)
{
    if (child->is_reaped) {
        if (now_ms < child->give_up_ms)
            return;
        child->box_init = 0;
        child->has_group = false;
        for (size_t i = 0; i < STREAM_COUNT; i++)
            stream_close(&child->streams[i]);
        return;
    }
    if (interrupt_seen())
        child_kill(child, PROCESS_CANCELLED);
    if (now_ms >= child->deadline_ms)
        child_kill(child, PROCESS_TIMED_OUT);
    if (now_ms >= child->next_look_ms && !child->is_killed) {
        child->next_look_ms = now_ms + LOOK_EVERY_MS;
        if (memory_exceeds(child->pid, memory_limit(child)))
            child_kill(child, PROCESS_MEMORY_LIMIT);
        else if (child->request.look)
            child->request.look(child->request.look_context);
    }
}

/* When this child needs looking after, even if nothing happens. */
static uint64_t next_event_ms(const struct child *child, uint64_t now_ms)
{
    if (child_has_ended(child))
        return now_ms;
    if (child->is_reaped)
        return child->box_init || child->has_group ? now_ms + 1 : child->give_up_ms;
    uint64_t next = now_ms + SLEEP_MAX_MS;
    if (!child->is_killed && child->deadline_ms < next)
        next = child->deadline_ms;
    if (!child->is_killed && child->next_look_ms < next)
        next = child->next_look_ms;
    if (child->pid_descriptor < 0 && now_ms + ASK_EVERY_MS < next)
        next = now_ms + ASK_EVERY_MS;
    return next;
}

static size_t list_descriptors(const struct child *child, struct pollfd *polls)
{
    size_t count = 0;
    for (size_t i = 0; i < STREAM_COUNT; i++) {
        if (child->streams[i].descriptor >= 0)
            polls[count++] = (struct pollfd){.fd = child->streams[i].descriptor, .events = POLLIN};
    }
    if (child->pid_descriptor >= 0)
        polls[count++] = (struct pollfd){.fd = child->pid_descriptor, .events = POLLIN};
    if (child->request.attendant)
        polls[count++] = (struct pollfd){.fd = child->request.attendant->descriptor, .events = POLLIN};
    return count;
}

static void look_after(struct child *child)
{
    /* Reaped first: what a dead child wrote is then all in its pipes. */
    try_reap(child);
    try_reap_box(child);
    try_reap_group(child);
    for (size_t i = 0; i < STREAM_COUNT; i++) {
        if (child->streams[i].descriptor >= 0)
            stream_read(child, &child->streams[i]);
    }
    if (child->request.attendant)
        child->request.attendant->ready(child->request.attendant->context);
    check_bounds(child, clock_now_ms());
}

void children_wait(struct child *const *children, size_t count)
{
    SCOPED(memory_free_pointer) struct pollfd *polls = memory_new(count * (STREAM_COUNT + 2) + 1, sizeof *polls);
    size_t poll_count = 0;
    uint64_t now_ms = clock_now_ms();
    uint64_t next_ms = now_ms + SLEEP_MAX_MS;
    for (size_t i = 0; i < count; i++) {
        uint64_t event_ms = next_event_ms(children[i], now_ms);
        if (event_ms < next_ms)
            next_ms = event_ms;
        poll_count += list_descriptors(children[i], polls + poll_count);
    }
    int timeout_ms = next_ms > now_ms ? (int)(next_ms - now_ms) : 0;
    poll(polls, poll_count, timeout_ms); /* an interruption is as good as an event */
    for (size_t i = 0; i < count; i++)
        look_after(children[i]);
}

static uint64_t milliseconds(struct timeval time)
{
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_usec / 1000;
}

static void set_end(const struct child *child, struct process_result *result)
{
    int status = child->wait_status;
    result->end = PROCESS_EXITED;
    if (WIFSIGNALED(status)) {
        result->end = PROCESS_SIGNALLED;
        result->signal = WTERMSIG(status);
    } else {
        result->exit_code = WEXITSTATUS(status);
        /* bubblewrap's own rule, as a shell's: 128 + signal. */
        if (child->in_bubblewrap && result->exit_code > 128 && result->exit_code < 128 + NSIG) {
            result->end = PROCESS_SIGNALLED;
            result->signal = result->exit_code - 128;
            result->exit_code = 0;
        }
    }
    bool by_us = result->end == PROCESS_SIGNALLED && result->signal == SIGKILL;
    if (child->is_killed && (by_us || child->killed_for == PROCESS_OUTPUT_LIMIT))
        result->end = child->killed_for;
    else if (result->end == PROCESS_SIGNALLED && child->request.cpu_limit_s &&
             (result->signal == SIGXCPU ||
              (by_us && milliseconds(child->usage.ru_utime) + milliseconds(child->usage.ru_stime) >=
                            child->request.cpu_limit_s * 1000)))
        result->end = PROCESS_TIMED_OUT;
}

/* bubblewrap reports the exit code of what it ran; without it, it ran nothing and said why on standard error. */
static enum status check_box(const struct child *child, struct error *err)
{
    if (!child->in_bubblewrap || child->is_killed || !WIFEXITED(child->wait_status) ||
        strstr(strbuf_text(&child->streams[STREAM_BOX].text), "\"exit-code\""))
        return STATUS_OK;
    const struct stream *said = &child->streams[child->request.merge_errors ? STREAM_OUTPUT : STREAM_ERRORS];
    const char *text = strbuf_text(&said->text);
    return error_set(err, STATUS_IO, "'%s': cannot be started in the sandbox: %.*s", child->program,
                     (int)strcspn(text, "\n"), text);
}

static void child_release(struct child *child)
{
    for (size_t i = 0; i < STREAM_COUNT; i++) {
        stream_close(&child->streams[i]);
        strbuf_release(&child->streams[i].text);
    }
    free(child->program);
    child->program = NULL;
}

enum status child_finish(struct child *child, struct process_result *ret, struct error *err)
{
    enum status status = check_box(child, err);
    /* The handler kills by itself: the end may be seen before its cause. */
    if (status == STATUS_OK && ((child->is_killed && child->killed_for == PROCESS_CANCELLED) || interrupt_seen()))
        status = error_set(err, STATUS_CANCELLED, "interrupted");
    if (status == STATUS_OK) {
        struct process_result result = {0};
        set_end(child, &result);
        result.wall_ms = child->ended_ms - child->started_ms;
        result.cpu_ms = milliseconds(child->usage.ru_utime) + milliseconds(child->usage.ru_stime);
        result.peak_memory_bytes = (uint64_t)child->usage.ru_maxrss * 1024;
        result.output_was_cut = child->is_cut;
        result.output = child->streams[STREAM_OUTPUT].text;
        result.error_output = child->streams[STREAM_ERRORS].text;
        result.report = child->streams[STREAM_REPORT].text;
        memset(&child->streams[STREAM_OUTPUT].text, 0, sizeof(struct strbuf));
        memset(&child->streams[STREAM_ERRORS].text, 0, sizeof(struct strbuf));
        memset(&child->streams[STREAM_REPORT].text, 0, sizeof(struct strbuf));
        *ret = result;
    }
    child_release(child);
    return status;
}
