/* One child per mutant: forked where the mutated function is entered first, while the parent waits and then goes on
 * clean; or, where that would do harm, before the program's own start. A child without any mutant goes first: it shows
 * that the program survives being forked there, how long the rest takes, and what it prints. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "active.h"
#include "state.h"
#include "steady.h"

#define MAX_JOBS 64
#define MAX_TAKEN 64
#define CPU_FACTOR 10
#define CPU_LEAST_MS 300
#define WALL_FACTOR 20
#define WALL_LEAST_MS 2000
#define CONTROL_CPU_MS 600000
#define CONTROL_WALL_MS 600000

struct taken {
    uint64_t id; /* 0: the child without a mutant */
    char folder[PATH_MAX];
};

struct running {
    pid_t process; /* 0: free */
    int descriptor;
    uint64_t started_us;
    const struct taken *taken;
};

/* How a child ended. */
struct ending {
    int status;
    uint64_t cpu_us, wall_us, output;
    bool is_late;
};

struct place {
    const struct cet_mutants_module *module;
    uint32_t function;
};

/* Of the place where children are being forked. */
static struct {
    unsigned cpu_ms, wall_ms;
    struct ending control;
    bool has_control, is_sound;
    struct cet_mutants_open open[OPEN_MAX_LISTED];
    unsigned open_count;
} point;

static struct running running[MAX_JOBS];
static unsigned running_count, jobs = 1;
static struct cet_mutants_outcome *outcomes; /* one a slot */
static struct taken taken[MAX_TAKEN], control;
static unsigned taken_count;

static struct {
    sigset_t mask;
    struct sigaction child;
    int error;
} before;

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* Nothing of the program runs while its children do. */
static void freeze(void)
{
    sigset_t all;
    sigfillset(&all);
    before.error = errno;
    sigprocmask(SIG_BLOCK, &all, &before.mask);
    sigaction(SIGCHLD, &(struct sigaction){.sa_handler = SIG_DFL}, &before.child);
    fflush(NULL);
}

static void thaw(void)
{
    signal(SIGCHLD, SIG_IGN); /* forgets those of ours */
    sigaction(SIGCHLD, &before.child, NULL);
    sigprocmask(SIG_SETMASK, &before.mask, NULL);
    errno = before.error;
}

/* The kernel's own timer: the program may use the interval timers, and cannot catch this signal. */
static void limit_cpu(unsigned ms)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL};
    struct itimerspec limit = {.it_value = {ms / 1000, (long)(ms % 1000) * 1000000}};
    int timer;
    if (syscall(SYS_timer_create, CLOCK_PROCESS_CPUTIME_ID, &event, &timer) == 0)
        syscall(SYS_timer_settime, timer, 0, &limit, NULL);
}

/* Of the sanitizers' common interface, where the program has one. */
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)(void));

static void note_report(void)
{
    if (cet_mutants_is_own())
        cet_mutants_state.outcome->has_report = true;
}

static void become_child(unsigned slot)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    const struct taken *t = running[slot].taken;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    state->mode = MODE_CHILD;
    cet_mutants_own();
    state->outcome = &outcomes[slot];
    state->failures_at_fork = cet_mutants_failures();
    state->one = state->forks_at_start ? t->id : 0;
    cet_mutants_output_divert(slot, point.open, point.open_count);
    cet_mutants_reopen_regular(point.open, point.open_count);
    if (t->folder[0] && chdir(t->folder) != 0)
        cet_mutants_leave(126);
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(note_report);
    limit_cpu(point.cpu_ms);
    if (t->id)
        cet_mutants_activate(t->id);
    else
        cet_mutants_arm_wanted();
}

static void note_test(struct cet_mutants_outcome *outcome)
{
    static const void *noted;
    const void *mark = cet_mutants_test_mark();
    if (mark == noted && mark)
        return;
    noted = mark;
    cet_mutants_test_name(outcome->test, sizeof outcome->test);
}

void cet_mutants_child_enter(void)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    if (!cet_mutants_is_own())
        return; /* a process of the tests' own */
    if (state->outcome->has_failed)
        return;
    if (cet_mutants_failures() == state->failures_at_fork) {
        note_test(state->outcome);
        return;
    }
    state->outcome->has_failed = true;
    cet_mutants_failed_test(state->failures_at_fork, state->outcome->test, sizeof state->outcome->test);
    if (state->stops_at_failure)
        cet_mutants_leave(1);
}

static bool hangs(const struct ending *ending, const struct cet_mutants_outcome *outcome)
{
    bool is_killed = WIFSIGNALED(ending->status) && WTERMSIG(ending->status) == SIGKILL;
    return ending->is_late || outcome->is_exhausted || (is_killed && ending->cpu_us >= 1000 * (uint64_t)point.cpu_ms);
}

static void say_result(uint64_t id, const struct ending *ending, const struct cet_mutants_outcome *outcome)
{
    char words[128];
    bool is_signal = WIFSIGNALED(ending->status);
    const char *end = hangs(ending, outcome) ? "hang" : outcome->has_report ? "report" : is_signal ? "signal" : "exit";
    const char *output = ending->output == point.control.output ? "same" : "differs";
    snprintf(words, sizeof words, "result %016" PRIx64 " %s %d %" PRIu64 " %s ", id, end,
             is_signal ? WTERMSIG(ending->status) : WEXITSTATUS(ending->status), ending->wall_us, output);
    cet_mutants_say_text(words, outcome->test);
}

static unsigned within(uint64_t ms)
{
    return ms > 3600000 ? 3600000 : (unsigned)ms;
}

static void take_control(const struct ending *ending)
{
    int expected = cet_mutants_state.expected_exit;
    point.control = *ending;
    point.has_control = true;
    point.is_sound =
        !ending->is_late && WIFEXITED(ending->status) && (expected < 0 || WEXITSTATUS(ending->status) == expected);
    point.cpu_ms = within(ending->cpu_us * CPU_FACTOR / 1000 + CPU_LEAST_MS);
    point.wall_ms = within(ending->wall_us * WALL_FACTOR / 1000 + WALL_LEAST_MS);
    cet_mutants_say("control %d %d\n", WIFEXITED(ending->status) ? WEXITSTATUS(ending->status) : -1, point.is_sound);
}

static void reap(unsigned slot, bool is_late)
{
    struct running *child = &running[slot];
    struct cet_mutants_outcome *outcome = &outcomes[slot];
    struct ending ending = {.is_late = is_late};
    struct rusage usage = {0};
    if (is_late)
        kill(child->process, SIGKILL);
    while (wait4(child->process, &ending.status, 0, &usage) < 0 && errno == EINTR)
        ;
    ending.wall_us = now_us() - child->started_us;
    ending.cpu_us = (uint64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
                    (uint64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    ending.output = cet_mutants_output_take(slot);
    if (outcome->has_failed && WIFEXITED(ending.status) && WEXITSTATUS(ending.status) != 0)
        cet_mutants_state.stops_at_failure = true;
    if (child->taken->id)
        say_result(child->taken->id, &ending, outcome);
    else
        take_control(&ending);
    if (child->descriptor >= 0)
        close(child->descriptor);
    *child = (struct running){0};
    running_count--;
}

static int left_ms(const struct running *child)
{
    uint64_t spent_ms = (now_us() - child->started_us) / 1000;
    return spent_ms >= point.wall_ms ? 0 : (int)(point.wall_ms - spent_ms);
}

static void wait_for_one(void)
{
    struct pollfd polled[MAX_JOBS];
    unsigned slots[MAX_JOBS], count = 0;
    int timeout_ms = (int)point.wall_ms;
    for (unsigned i = 0; i < MAX_JOBS; i++) {
        if (running[i].process == 0)
            continue;
        int left = left_ms(&running[i]);
        timeout_ms = left < timeout_ms ? left : timeout_ms;
        slots[count] = i;
        polled[count++] = (struct pollfd){.fd = running[i].descriptor, .events = POLLIN};
    }
    while (poll(polled, count, timeout_ms) < 0 && errno == EINTR)
        ;
    for (unsigned i = 0; i < count; i++)
        if (polled[i].revents || polled[i].fd < 0)
            reap(slots[i], false);
        else if (left_ms(&running[slots[i]]) == 0)
            reap(slots[i], true);
}

static unsigned free_slot(void)
{
    while (running_count >= jobs)
        wait_for_one();
    for (unsigned i = 0; i < MAX_JOBS; i++)
        if (running[i].process == 0)
            return i;
    abort();
}

/* True in the child. A mutant that cannot be forked stays without a result. */
static bool fork_child(const struct taken *t)
{
    unsigned slot = free_slot();
    struct running *child = &running[slot];
    cet_mutants_output_open(slot);
    outcomes[slot].is_exhausted = outcomes[slot].has_failed = outcomes[slot].has_report = false;
    cet_mutants_test_name(outcomes[slot].test, sizeof outcomes[slot].test);
    *child = (struct running){.started_us = now_us(), .taken = t};
    pid_t process = fork();
    if (process == 0) {
        become_child(slot);
        return true;
    }
    if (process < 0)
        return false;
    child->process = process;
    child->descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    running_count++;
    return false;
}

static void wait_for_all(void)
{
    while (running_count > 0)
        wait_for_one();
}

static void take(const char *line)
{
    char *folder;
    if (taken_count == MAX_TAKEN)
        return;
    struct taken *t = &taken[taken_count++];
    t->id = strtoull(line, &folder, 16);
    snprintf(t->folder, sizeof t->folder, "%s", *folder ? folder + 1 : "");
}

/* What of the wanted ones is to be run now. */
static bool claim(void)
{
    const char *line;
    taken_count = 0;
    cet_mutants_say("claim\n");
    while ((line = cet_mutants_hear()) != NULL && strcmp(line, "end") != 0) {
        if (strncmp(line, "take ", 5) == 0)
            take(line + 5);
        else if (strncmp(line, "jobs ", 5) == 0)
            jobs = (unsigned)strtoul(line + 5, NULL, 10);
        else if (strncmp(line, "control ", 8) == 0)
            snprintf(control.folder, sizeof control.folder, "%s", line + 8);
    }
    jobs = jobs < 1 ? 1 : jobs > MAX_JOBS ? MAX_JOBS : jobs;
    return line && taken_count > 0;
}

/* True in a child. */
static bool fork_control(void)
{
    point.cpu_ms = CONTROL_CPU_MS;
    point.wall_ms = CONTROL_WALL_MS;
    if (fork_child(&control))
        return true;
    wait_for_all();
    return false;
}

/* True in a child. */
static bool run_wanted(void)
{
    if (!outcomes)
        outcomes = cet_mutants_shared_pages(MAX_JOBS * sizeof *outcomes);
    point.has_control = false;
    point.open_count = cet_mutants_open_descriptors(point.open);
    while (claim()) {
        if (!point.has_control && fork_control())
            return true;
        if (!point.is_sound)
            break;
        for (unsigned i = 0; i < taken_count; i++)
            if (fork_child(&taken[i]))
                return true;
        wait_for_all();
    }
    for (size_t i = 0; cet_mutants_plan_at(i); i++)
        cet_mutants_plan_at(i)->is_wanted = false;
    cet_mutants_say("done\n");
    cet_mutants_flush();
    return false;
}

static bool want(struct cet_mutants_planned *planned)
{
    if (!planned || !planned->is_pending)
        return false;
    planned->is_pending = false;
    planned->is_wanted = true;
    cet_mutants_say("want %016" PRIx64 "\n", planned->id);
    return true;
}

static bool want_function(const struct cet_mutants_module *module, uint32_t function)
{
    const struct cet_mutants_function *f = &module->functions[function];
    bool any = false;
    for (uint32_t s = f->first_site; s < f->first_site + f->site_count; s++)
        for (uint32_t m = 0; m < module->sites[s].mutant_count; m++)
            any |= want(cet_mutants_find_planned(module->mutant_ids[module->sites[s].first_mutant - 1 + m]));
    return any;
}

/* In the child the function is armed if the mutant stands there. */
static void fork_pending(void *context)
{
    const struct place *place = context;
    if (!cet_mutants_can_talk())
        return;
    freeze();
    if (want_function(place->module, place->function))
        run_wanted();
    thaw();
}

void cet_mutants_fork_pending(struct cet_mutants_module *module, uint32_t function)
{
    struct place place = {module, function};
    module->armed[function] = 0;
    cet_mutants_on_own_stack(fork_pending, &place);
}

void cet_mutants_fork_at_start(void)
{
    bool any = false;
    freeze();
    for (size_t i = 0; cet_mutants_plan_at(i); i++)
        any |= want(cet_mutants_plan_at(i));
    if (any)
        run_wanted();
    thaw();
}
