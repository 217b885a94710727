/* One child per mutant: forked amid the hit where the mutant first makes something else of a value, while the parent
 * waits and then goes on clean; or, where that would do harm, before the program's own start. Mutants that make the
 * same there share a child, and stay together for as long as they would all do the same. A child without any mutant
 * goes first: it shows that the program survives being forked there, how long the rest takes, and what it prints. It
 * speaks for later places too, until something else is open or running. */
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
#include "watch.h"

#define MAX_JOBS 64
#define MAX_TAKEN 64
#define CPU_FACTOR 2 /* of what takes many times as long as the program itself */
#define CPU_LEAST_MS 300
#define WALL_FACTOR 20
#define MEMORY_FACTOR 8
#define MEMORY_LEAST_KB (32 * 1024)
#define MEMORY_LOOK_MS 10
#define WALL_LEAST_MS 2000
#define CONTROL_CPU_MS 600000
#define CONTROL_WALL_MS 600000

struct taken {
    uint64_t id;      /* 0: the child without a mutant */
    uint32_t variant; /* of the site where it was noticed */
    bool is_running, is_done;
    char folder[PATH_MAX];
};

struct running {
    pid_t process; /* 0: free */
    int descriptor;
    uint64_t started_us;
    uint64_t alike; /* variants whose results this one gives too, for as long as they do the same */
    struct taken *taken;
};

/* How a child ended. */
struct ending {
    int status;
    uint64_t cpu_us, wall_us;
    uint64_t change; /* of the output, 0: none */
    bool is_late, is_too_large;
    const char *how; /* as the runner is told */
};

/* Of the place where children are being forked. */
static struct {
    unsigned cpu_ms, wall_ms;
    uint64_t memory_kb;
    uint64_t written, position; /* bytes by the parent: when the control was forked, and since then */
    bool has_control, is_sound, is_counted;
    struct cet_mutants_open open[OPEN_MAX_LISTED];
    unsigned open_count;
} point;

static struct running running[MAX_JOBS];
static unsigned running_count, jobs = 1;
static struct cet_mutants_outcome *outcomes; /* one a slot */
static struct taken taken[MAX_TAKEN], control;
static unsigned taken_count, wanted_count;

static struct {
    sigset_t mask;
    struct sigaction child;
    int error;
} before;

/* Not by the clock_gettime that we stand in for: looking up libc's may take from the program's heap. */
static uint64_t now_us(void)
{
    struct timespec now;
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
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
    cet_mutants_is_watching = false;
    cet_mutants_own();
    state->outcome = &outcomes[slot];
    state->outcome->alike = running[slot].alike;
    state->told = &state->outcome->told;
    cet_mutants_alike = &state->outcome->alike;
    state->is_control = t->id == 0;
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

static void note_test(char name[TEST_NAME_SIZE])
{
    static const void *noted;
    const void *mark = cet_mutants_test_mark();
    if (mark == noted && mark)
        return;
    noted = mark;
    cet_mutants_test_name(name, TEST_NAME_SIZE);
}

static void note_failed_test(struct cet_mutants_outcome *outcome, unsigned after)
{
    static const char *last;
    char name[TEST_NAME_SIZE];
    cet_mutants_failed_test(after, name, sizeof name);
    const size_t length = strlen(name) + 1;
    if (length == 1 || (last && strcmp(last, name) == 0) || outcome->failed_length + length > sizeof outcome->failed)
        return;
    last = memcpy(outcome->failed + outcome->failed_length, name, length);
    outcome->failed_length += (uint32_t)length;
}

/* Of a program that goes on behind the first failure. */
static void note_failures(struct cet_mutants_outcome *outcome)
{
    static unsigned noted;
    noted = noted > cet_mutants_state.failures_at_fork ? noted : cet_mutants_state.failures_at_fork;
    for (; noted < cet_mutants_failures(); noted++)
        note_failed_test(outcome, noted);
    note_test(outcome->running);
}

void cet_mutants_child_enter(void)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    if (!cet_mutants_is_own()) {
        cet_mutants_check_process_enter();
        return;
    }
    if (state->goes_on)
        note_failures(state->outcome);
    if (state->outcome->has_failed)
        return;
    if (cet_mutants_failures() == state->failures_at_fork) {
        if (state->goes_on)
            memcpy(state->outcome->test, state->outcome->running, sizeof state->outcome->test);
        else
            note_test(state->outcome->test);
        return;
    }
    state->outcome->has_failed = true;
    cet_mutants_failed_test(state->failures_at_fork, state->outcome->test, sizeof state->outcome->test);
    if (state->stops_at_failure && !state->goes_on)
        cet_mutants_leave(1);
}

void cet_mutants_child_end(void)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    cet_mutants_child_enter();
    if (state->is_control && state->compares_output)
        state->outcome->written = cet_mutants_written();
}

static const char *how_ended(const struct ending *ending, const struct cet_mutants_outcome *outcome)
{
    bool is_signal = WIFSIGNALED(ending->status);
    bool is_killed = is_signal && WTERMSIG(ending->status) == SIGKILL;
    if (ending->is_too_large)
        return "memory";
    if (outcome->halt == HALT_RECURS)
        return "endless";
    if (ending->is_late || outcome->halt || (is_killed && ending->cpu_us >= 1000 * (uint64_t)point.cpu_ms))
        return "hang";
    return outcome->has_report ? "report" : is_signal ? "signal" : "exit";
}

static void say_failed(uint64_t id, const char *test)
{
    char words[32];
    snprintf(words, sizeof words, "fails %016" PRIx64 " ", id);
    if (*test)
        cet_mutants_say_text(words, test);
}

/* Of a run that did not come to its end, the test that it was in failed too. */
static void say_all_failed(uint64_t id, const struct ending *ending, const struct cet_mutants_outcome *outcome)
{
    for (uint32_t at = 0; at < outcome->failed_length; at += (uint32_t)strlen(outcome->failed + at) + 1)
        say_failed(id, outcome->failed + at);
    if (strcmp(ending->how, "exit") != 0)
        say_failed(id, outcome->running);
}

static void say_result(uint64_t id, const struct ending *ending, const struct cet_mutants_outcome *outcome)
{
    char words[128];
    bool is_signal = WIFSIGNALED(ending->status);
    if (cet_mutants_state.goes_on)
        say_all_failed(id, ending, outcome);
    snprintf(words, sizeof words, "result %016" PRIx64 " %s %d %" PRIu64 " %" PRIu64 " %" PRIx64 " ", id, ending->how,
             is_signal ? WTERMSIG(ending->status) : WEXITSTATUS(ending->status), ending->wall_us, ending->cpu_us,
             ending->change);
    cet_mutants_say_text(words, outcome->test);
}

static unsigned within(uint64_t ms)
{
    return ms > 3600000 ? 3600000 : (unsigned)ms;
}

static void take_control(const struct ending *ending, const struct rusage *usage,
                         const struct cet_mutants_outcome *outcome)
{
    int expected = cet_mutants_state.expected_exit;
    point.has_control = true;
    point.is_counted = cet_mutants_output_is_counted(outcome->written);
    point.is_sound =
        !ending->is_late && WIFEXITED(ending->status) && (expected < 0 || WEXITSTATUS(ending->status) == expected);
    point.cpu_ms = within(ending->cpu_us * CPU_FACTOR / 1000 + CPU_LEAST_MS);
    point.wall_ms = within(ending->wall_us * WALL_FACTOR / 1000 + WALL_LEAST_MS);
    point.memory_kb = (uint64_t)usage->ru_maxrss * MEMORY_FACTOR + MEMORY_LEAST_KB;
    cet_mutants_say("control %d %d\n", WIFEXITED(ending->status) ? WEXITSTATUS(ending->status) : -1, point.is_sound);
}

/* Of the mutant, and of those that did the same all the time. */
static void settle(const struct running *child, struct ending ending, const struct cet_mutants_outcome *outcome)
{
    say_result(child->taken->id, &ending, outcome);
    child->taken->is_done = true;
    ending.cpu_us = ending.wall_us = 0;
    for (unsigned i = 0; i < taken_count && child->alike; i++) {
        struct taken *t = &taken[i];
        if (t == child->taken || t->variant >= CET_MUTANTS_CLASSES || !(child->alike >> t->variant & 1))
            continue;
        t->is_running = false;
        t->is_done = outcome->alike >> t->variant & 1;
        if (t->is_done)
            say_result(t->id, &ending, outcome);
    }
}

static void reap(unsigned slot, struct ending ending)
{
    struct running *child = &running[slot];
    struct cet_mutants_outcome *outcome = &outcomes[slot];
    struct rusage usage = {0};
    if (ending.is_late || ending.is_too_large)
        kill(child->process, SIGKILL);
    while (wait4(child->process, &ending.status, 0, &usage) < 0 && errno == EINTR)
        ;
    ending.wall_us = now_us() - child->started_us;
    ending.cpu_us = (uint64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
                    (uint64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    ending.how = how_ended(&ending, outcome);
    if (outcome->has_failed && WIFEXITED(ending.status) && WEXITSTATUS(ending.status) != 0)
        cet_mutants_state.stops_at_failure = true;
    if (child->taken->id) {
        ending.change = cet_mutants_output_take_change(slot, point.position);
        settle(child, ending, outcome);
    } else {
        cet_mutants_output_keep(slot);
        take_control(&ending, &usage, outcome);
    }
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

/* Resident. */
static uint64_t memory_kb(pid_t process)
{
    char path[32], text[64] = "";
    snprintf(path, sizeof path, "/proc/%d/statm", (int)process);
    int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    const char *resident = length > 0 ? strchr(text, ' ') : NULL;
    return resident ? strtoull(resident, NULL, 10) * (uint64_t)(sysconf(_SC_PAGESIZE) / 1024) : 0;
}

static void wait_for_one(void)
{
    struct pollfd polled[MAX_JOBS];
    unsigned slots[MAX_JOBS], count = 0;
    int timeout_ms = point.memory_kb ? MEMORY_LOOK_MS : (int)point.wall_ms;
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
            reap(slots[i], (struct ending){0});
        else if (left_ms(&running[slots[i]]) == 0)
            reap(slots[i], (struct ending){.is_late = true});
        else if (point.memory_kb && memory_kb(running[slots[i]].process) > point.memory_kb)
            reap(slots[i], (struct ending){.is_too_large = true});
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
static bool fork_child(struct taken *t, uint64_t alike)
{
    unsigned slot = free_slot();
    struct running *child = &running[slot];
    cet_mutants_output_open(slot);
    outcomes[slot].halt = HALT_NONE;
    outcomes[slot].has_failed = outcomes[slot].has_report = false;
    outcomes[slot].written = 0;
    outcomes[slot].told.process = 0;
    outcomes[slot].failed_length = 0;
    cet_mutants_test_name(outcomes[slot].test, sizeof outcomes[slot].test);
    memcpy(outcomes[slot].running, outcomes[slot].test, sizeof outcomes[slot].running);
    *child = (struct running){.started_us = now_us(), .taken = t, .alike = alike};
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
    t->variant = CET_MUTANTS_CLASSES;
    t->is_running = t->is_done = false;
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
    point.memory_kb = 0;
    point.position = 0;
    point.open_count = cet_mutants_open_descriptors(point.open);
    if (cet_mutants_state.compares_output)
        point.written = cet_mutants_written();
    if (fork_child(&control, 0))
        return true;
    wait_for_all();
    return false;
}

/* A child of ours cannot wait for those that the program has started. */
static bool has_children(void)
{
    siginfo_t info;
    return waitid(P_ALL, 0, &info, WEXITED | WSTOPPED | WNOHANG | WNOWAIT) == 0;
}

static bool has_same_open(void)
{
    struct cet_mutants_open open[OPEN_MAX_LISTED];
    unsigned count = cet_mutants_open_descriptors(open);
    bool same = count == point.open_count;
    for (unsigned i = 0; i < count && same; i++)
        same = open[i].descriptor == point.open[i].descriptor && open[i].mode == point.open[i].mode;
    return same;
}

/* Whether the control of an earlier place speaks for this one. */
static bool control_holds(void)
{
    if (!point.has_control || !point.is_counted || has_children() || !has_same_open())
        return false;
    if (cet_mutants_state.compares_output)
        point.position = cet_mutants_written() - point.written;
    return true;
}

/* A mutant of a macro's token, or of a header that several units include, may do at another site what it does not here.
 */
static bool stands_once(const struct cet_mutants_watched *watched, uint64_t id)
{
    const struct cet_mutants_module *module = watched->module;
    uint32_t sites = 0;
    for (uint32_t s = 0; s < module->site_count; s++)
        sites += module->sites[s].first_mutant == watched->site->first_mutant && module->sites[s].mutant_count > 0;
    for (const struct cet_mutants_module *other = cet_mutants_state.modules; other; other = other->next)
        for (uint32_t m = 0; other != module && m < other->mutant_count; m++)
            if (other->mutant_ids[m] == id)
                return false;
    return sites == 1;
}

static uint64_t id_of(const struct cet_mutants_watched *watched, uint32_t variant)
{
    return watched->module->mutant_ids[watched->site->first_mutant - 1 + variant];
}

static void find_variants(const struct cet_mutants_watched *watched)
{
    uint32_t count = watched->site->mutant_count;
    for (unsigned i = 0; i < taken_count; i++)
        for (uint32_t v = 0; v < count && v < CET_MUTANTS_CLASSES; v++)
            if (id_of(watched, v) == taken[i].id)
                taken[i].variant = v;
}

static uint8_t class_of(const struct cet_mutants_watched *watched, const struct taken *t)
{
    return watched && t->variant < CET_MUTANTS_CLASSES ? watched->class_of[t->variant] : CET_MUTANTS_NO_CLASS;
}

/* Those that wait and do the same as the mutant here: they go with it. */
static uint64_t take_along(const struct cet_mutants_watched *watched, const struct taken *t)
{
    uint64_t alike = 0;
    if (class_of(watched, t) == CET_MUTANTS_NO_CLASS)
        return 0;
    for (unsigned i = 0; i < taken_count; i++) {
        struct taken *other = &taken[i];
        if (other->is_done || other->is_running || class_of(watched, other) != class_of(watched, t) ||
            !stands_once(watched, other->id))
            continue;
        other->is_running = true;
        alike |= UINT64_C(1) << other->variant;
    }
    return alike;
}

static struct taken *next_waiting(void)
{
    for (unsigned i = 0; i < taken_count; i++)
        if (!taken[i].is_done && !taken[i].is_running)
            return &taken[i];
    return NULL;
}

/* True in a child. */
static bool run_taken(const struct cet_mutants_watched *watched)
{
    if (watched)
        find_variants(watched);
    for (;;) {
        struct taken *t = next_waiting();
        if (!t && running_count == 0)
            return false;
        if (!t) {
            wait_for_one();
            continue;
        }
        t->is_running = true;
        if (fork_child(t, take_along(watched, t)))
            return true;
    }
}

/* True in a child. watched: where the process is; NULL: before its start. */
static bool run_wanted(const struct cet_mutants_watched *watched)
{
    if (!outcomes)
        outcomes = cet_mutants_shared_pages(MAX_JOBS * sizeof *outcomes);
    bool holds = control_holds();
    while (wanted_count > 0 && claim()) {
        if (!holds && fork_control())
            return true;
        holds = true;
        if (!point.is_sound)
            break;
        if (run_taken(watched))
            return true;
        wanted_count -= taken_count < wanted_count ? taken_count : wanted_count;
    }
    cet_mutants_say("done\n");
    cet_mutants_flush();
    return false;
}

static void want(struct cet_mutants_planned *planned)
{
    if (!planned || !planned->is_pending)
        return;
    planned->is_pending = false;
    wanted_count++;
    cet_mutants_say("want %016" PRIx64 "\n", planned->id);
}

struct place {
    const struct cet_mutants_watched *watched;
    bool is_child;
};

static void fork_noticed(void *context)
{
    struct place *place = context;
    const struct cet_mutants_watched *watched = place->watched;
    if (!cet_mutants_can_talk())
        return;
    freeze();
    wanted_count = 0;
    for (uint32_t v = 0; v < watched->site->mutant_count; v++)
        if (watched->noticed[v] == CET_NOTICED_NOW)
            want(cet_mutants_find_planned(id_of(watched, v)));
    place->is_child = wanted_count > 0 && run_wanted(watched);
    thaw();
}

static bool on_notice(const struct cet_mutants_watched *watched)
{
    struct place place = {watched, false};
    if (cet_mutants_is_own() && (!point.has_control || point.is_sound))
        cet_mutants_on_own_stack(fork_noticed, &place);
    return place.is_child;
}

static bool is_pending(const struct cet_mutants_module *module, uint32_t mutant)
{
    const struct cet_mutants_planned *planned = cet_mutants_find_planned(module->mutant_ids[mutant]);
    return planned && planned->is_pending;
}

/* Mutants that are not to be run count as noticed. */
void cet_mutants_fork_where_noticed(struct cet_mutants_module *module)
{
    uint8_t *noticed = cet_mutants_pages(module->mutant_count);
    for (uint32_t m = 0; m < module->mutant_count; m++)
        noticed[m] = is_pending(module, m) ? CET_NOT_NOTICED : CET_NOTICED;
    cet_mutants_know_limits(module);
    cet_mutants_on_notice = on_notice;
    if (!cet_mutants_watch_start(module, noticed))
        return;
    for (uint32_t f = 0; f < module->function_count; f++)
        module->armed[f] = cet_mutants_watch_is_over(module, f) ? 0 : 1;
}

#define LOOK_EVERY 200 /* entries of a function; fits into its byte */

bool cet_mutants_is_watched(struct cet_mutants_module *module, uint32_t function)
{
    if (module->armed[function]++ >= LOOK_EVERY)
        module->armed[function] = cet_mutants_watch_is_over(module, function) ? 0 : 1;
    return module->armed[function] != 0;
}

void cet_mutants_fork_at_start(void)
{
    freeze();
    wanted_count = 0;
    for (size_t i = 0; cet_mutants_plan_at(i); i++)
        want(cet_mutants_plan_at(i));
    run_wanted(NULL);
    thaw();
}
