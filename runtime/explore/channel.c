#include "channel.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "files.h"
#include "outcome.h"
#include "output.h"
#include "snapshot.h"
#include "trace.h"

#define CHILD_RUNS_MAX 200000u          /* what libc loses over time goes with the child */
#define CHILD_MEMORY_KB_MAX (256 << 10) /* resident: so does what libraries lose that have allocators of their own */
#define MORE_DATA_MAX (1ull << 30)      /* that a run may map */
#define SILENCE_MS 8000
#define SILENT_LOOKS 15u
#define WAIT_COST 2000u    /* executions; RUN_LOOK_MS has time for more */
#define BUSY_COST 2000u    /* the same for RUN_BUSY_MS */
#define LINKED_COST 100u   /* the same for TRACE_LINKED_FUEL */
#define EDGES_OF_ONE 5000u /* take about as long as one execution of a small program */
#define BYTES_OF_ONE 8192u
#define FILE_CALLS_OF_ONE 64u

/* How a child that was given a batch ends it. */
enum end {
    BROKE, /* or is silent */
    STAYS,
    GOES, /* in good order, perhaps before the batch is done */
};

struct requests {
    uint32_t count;
    struct job jobs[CHANNEL_BATCH];
};

struct replies {
    uint32_t completed;
    struct result results[CHANNEL_BATCH];
    struct detail detail;
};

static struct requests *requests;
static struct replies *replies;
static pid_t child;
static int to_child = -1, from_child = -1;
static uint32_t child_runs;
static uint64_t executions, charged;

void __real__exit(int code) __attribute__((noreturn));

void cet_channel_open(void)
{
    signal(SIGPIPE, SIG_IGN); /* an executor that has ended is replaced */
    requests = cet_space_map(sizeof *requests, true);
    replies = cet_space_map(sizeof *replies, true);
    cet_run_init();
    cet_snapshot_take();
}

/* What is not written to yet counts too: a library that is told to take gigabytes is refused, and not stopped for it.
 */
static void limit_data(void)
{
    char text[4096], *line;
    int file = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    ssize_t length = file >= 0 ? read(file, text, sizeof text - 1) : 0;
    text[length > 0 ? length : 0] = '\0';
    if (file >= 0)
        close(file);
    if ((line = strstr(text, "\nVmData:")) == NULL)
        return;
    const rlim_t most = strtoull(line + strlen("\nVmData:"), NULL, 10) * 1024 + MORE_DATA_MAX;
    setrlimit(RLIMIT_DATA, &(struct rlimit){most, most});
}

static void restrict_child(void)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct rlimit none = {0, 0}, file = {16 << 20, 16 << 20}, stack = {8 << 20, 8 << 20};
    struct rlimit descriptors = {RUN_DESCRIPTORS_MAX, RUN_DESCRIPTORS_MAX};
    setsid(); /* without a terminal there is nobody whose answer is waited for */
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_NOFILE, &descriptors);
    setrlimit(RLIMIT_FSIZE, &file);
    setrlimit(RLIMIT_STACK, &stack);
    limit_data();
    signal(SIGXFSZ, SIG_IGN);
    int nowhere = open("/dev/null", O_RDWR);
    for (int descriptor = 0; nowhere >= 0 && descriptor < 3; descriptor++)
        dup2(nowhere, descriptor);
    if (nowhere > 2)
        close(nowhere);
    mprotect(requests, sizeof *requests, PROT_READ);
}

/* A function that takes a descriptor is given small numbers: none of them may be a pipe of ours, in which it would read
 * for ever or write what the other side takes for an answer. */
static int hide_descriptor(int descriptor)
{
    int hidden = fcntl(descriptor, F_DUPFD_CLOEXEC, RUN_DESCRIPTORS_HIDDEN);
    if (hidden < 0)
        cet_die("no descriptor above %d: %s", RUN_DESCRIPTORS_HIDDEN, strerror(errno));
    return hidden;
}

/* A library that was left amid its work has not given back what it held. */
static bool is_worn_out(const struct result *result)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return result->outcome == OUTCOME_HANG || usage.ru_maxrss > CHILD_MEMORY_KB_MAX;
}

/* Each byte that arrives is the index to start at. What is answered: whether this process goes on. */
static void serve(int commands, int done)
{
    commands = hide_descriptor(commands);
    done = hide_descriptor(done);
    restrict_child();
    cet_run_close_descriptors(RUN_DESCRIPTORS_HIDDEN);
    cet_files_enter();
    cet_outcome_install();
    cet_snapshot_restore(); /* from here on each run leaves the data as it found them */
    uint8_t start;
    while (read(commands, &start, 1) == 1) {
        for (uint32_t i = start; i < requests->count; i++) {
            struct job *job = &requests->jobs[i];
            cet_run_program(&job->program, &replies->results[i], &replies->detail, job->mutant, job->flags);
            __atomic_store_n(&replies->completed, i + 1, __ATOMIC_SEQ_CST);
            if (is_worn_out(&replies->results[i])) {
                const ssize_t told = write(done, &(char){GOES}, 1);
                (void)told; /* who is not told sees the end of this process */
                __real__exit(0);
            }
        }
        if (write(done, &(char){STAYS}, 1) != 1)
            break;
    }
    __real__exit(0);
}

/* The processes of a user are counted together: others may hold all of them for a while. */
static pid_t fork_patiently(void)
{
    const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};
    for (unsigned tries = 0; tries < 1500; tries++) {
        pid_t process = fork();
        if (process >= 0 || errno != EAGAIN)
            return process;
        nanosleep(&pause, NULL);
    }
    return -1;
}

static void start_child(void)
{
    int commands[2], done[2];
    if (pipe2(commands, O_CLOEXEC) || pipe2(done, O_CLOEXEC))
        cet_die("no pipe to the executor: %s", strerror(errno));
    child = fork_patiently();
    if (child < 0)
        cet_die("no executor: %s", strerror(errno));
    if (child == 0) {
        close(commands[1]);
        close(done[0]);
        serve(commands[0], done[1]);
    }
    close(commands[0]);
    close(done[1]);
    to_child = commands[1];
    from_child = done[0];
    child_runs = 0;
}

static void end_child(void)
{
    if (!child)
        return;
    kill(child, SIGKILL);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
    close(to_child);
    close(from_child);
    child = 0;
}

void cet_channel_close(void)
{
    end_child();
}

struct job *cet_channel_job(uint32_t index)
{
    return &requests->jobs[index];
}

/* Runs end by limits of their own; a loaded machine may take long to come to them. Only an executor that ends no run
 * from one look to the next, again and again, is given up. */
static enum end wait_for_child(void)
{
    struct pollfd poll_for = {.fd = from_child, .events = POLLIN};
    uint32_t completed = replies->completed;
    char byte;
    for (unsigned silent = 0; silent < SILENT_LOOKS;) {
        const int ready = poll(&poll_for, 1, SILENCE_MS);
        if (ready > 0)
            return read(from_child, &byte, 1) == 1 ? byte : BROKE;
        if (ready < 0 && errno != EINTR)
            return BROKE;
        const uint32_t now = __atomic_load_n(&replies->completed, __ATOMIC_SEQ_CST);
        silent = ready < 0 ? silent : now == completed ? silent + 1 : 0;
        completed = now;
    }
    return BROKE;
}

/* The program that ended the child without leaving a word about it. */
static void blame(uint32_t index)
{
    struct result *result = &replies->results[index];
    if (result->outcome == OUTCOME_NONE) {
        result->outcome = OUTCOME_CRASH;
        result->code = SIGKILL;
    }
}

/* A run that hangs takes the time of many: it is charged as such, or a unit of slow calls would be explored for hours.
 * A number, not the time that went by: the budget ends at the same place again. */
static void charge_hangs(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const int32_t code = replies->results[i].code;
        if (replies->results[i].outcome == OUTCOME_HANG && code)
            charged += code == TRACE_LINKED_HANG ? LINKED_COST : code == SIGPROF ? BUSY_COST : WAIT_COST;
    }
}

/* So is one that goes through much data: what takes no time that counts is free. */
static void charge_long_runs(uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct program *program = &requests->jobs[i].program;
        const uint32_t edges = replies->results[i].edges_run;
        uint64_t bytes = 0;
        for (uint16_t v = 0; v < program->value_count; v++)
            bytes += program->values[v].length;
        charged += (edges < TRACE_FUEL ? edges : TRACE_FUEL) / EDGES_OF_ONE + bytes / BYTES_OF_ONE +
                   replies->results[i].file_calls / FILE_CALLS_OF_ONE;
    }
}

void cet_channel_run(uint32_t count)
{
    requests->count = count;
    uint32_t start = 0;
    executions += count;
    for (uint32_t i = 0; i < count; i++)
        replies->results[i].outcome = OUTCOME_NONE;
    while (start < count) {
        if (child && child_runs > CHILD_RUNS_MAX)
            end_child();
        if (!child)
            start_child();
        replies->completed = start;
        child_runs += count - start;
        uint8_t byte = (uint8_t)start;
        const enum end end = write(to_child, &byte, 1) == 1 ? wait_for_child() : BROKE;
        if (end == STAYS)
            break;
        uint32_t completed = __atomic_load_n(&replies->completed, __ATOMIC_SEQ_CST);
        end_child();
        if (completed >= count)
            break;
        start = completed < start ? start : completed;
        if (end == BROKE)
            blame(start++);
    }
    for (uint32_t i = 0; i < count; i++)
        if (!cet_result_check(&replies->results[i], &requests->jobs[i].program)) {
            cet_result_clear(&replies->results[i]);
            replies->results[i].outcome = OUTCOME_CRASH;
        }
    charge_hangs(count);
    charge_long_runs(count);
}

const struct result *cet_channel_result(uint32_t index)
{
    return &replies->results[index];
}

const struct detail *cet_channel_detail(void)
{
    return &replies->detail;
}

const struct result *cet_channel_run_one(const struct program *program, uint32_t mutant, uint8_t flags)
{
    requests->jobs[0].mutant = mutant;
    requests->jobs[0].flags = flags;
    cet_program_copy(&requests->jobs[0].program, program);
    cet_channel_run(1);
    if ((flags & RUN_DETAIL) && !cet_detail_check(&replies->detail, program))
        replies->detail.observation_count = 0;
    return &replies->results[0];
}

uint64_t cet_channel_executions(void)
{
    return executions;
}

uint64_t cet_channel_spent(void)
{
    return executions + charged;
}
