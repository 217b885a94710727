/* One child per mutant, forked where the mutated function is entered first; the parent goes on clean. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "active.h"
#include "state.h"

#define MAX_JOBS 64
#define MAX_REOPENED 1024

struct running {
    uint64_t id;
    pid_t process; /* 0: free */
    int descriptor;
    uint64_t started_us;
    struct cet_mutants_outcome *outcome;
};

static struct running running[MAX_JOBS];
static unsigned running_count;

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* Parent and child share an open file's offset; the child must read and write at one of its own. */
static void reopen_regular_files(void)
{
    for (int fd = 3; fd < MAX_REOPENED; fd++) {
        struct stat info;
        char path[64];
        if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
            continue;
        int flags = fcntl(fd, F_GETFL);
        int at_exec = fcntl(fd, F_GETFD);
        off_t offset = lseek(fd, 0, SEEK_CUR);
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        int copy = open(path, (flags & O_ACCMODE) | (flags & O_APPEND) | O_CLOEXEC);
        if (copy < 0)
            continue;
        lseek(copy, offset, SEEK_SET);
        dup2(copy, fd);
        fcntl(fd, F_SETFD, at_exec);
        close(copy);
    }
}

static void silence_output(void)
{
    int nowhere = open("/dev/null", O_RDWR);
    if (nowhere < 0)
        _exit(1);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    if (nowhere > STDERR_FILENO)
        close(nowhere);
}

static void limit_cpu(unsigned ms)
{
    signal(SIGPROF, SIG_DFL);
    setitimer(ITIMER_PROF, &(struct itimerval){.it_value = {ms / 1000, (ms % 1000) * 1000}}, NULL);
}

static void become_mutant(struct running *slot)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    state->mode = MODE_CHILD;
    state->process = getpid();
    state->outcome = slot->outcome;
    state->failures_at_fork = cet_mutants_failures();
    silence_output();
    reopen_regular_files();
    limit_cpu(state->cpu_ms);
    cet_mutants_activate(slot->id);
}

static const char *verdict_of(int status, const struct cet_mutants_outcome *outcome, bool is_late)
{
    if (is_late || outcome->is_exhausted || (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF))
        return "timeout";
    if (outcome->has_failed || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return "killed";
    return "survived";
}

static void reap(struct running *slot, bool is_late)
{
    int status = 0;
    if (is_late)
        kill(slot->process, SIGKILL);
    while (waitpid(slot->process, &status, 0) < 0 && errno == EINTR)
        ;
    cet_mutants_say("result %016" PRIx64 " %s %" PRIu64 " %s\n", slot->id, verdict_of(status, slot->outcome, is_late),
                    now_us() - slot->started_us, slot->outcome->test);
    if (slot->descriptor >= 0)
        close(slot->descriptor);
    munmap(slot->outcome, sizeof *slot->outcome);
    *slot = (struct running){0};
    running_count--;
}

static int wait_ms(const struct running *slot)
{
    uint64_t spent_ms = (now_us() - slot->started_us) / 1000;
    return spent_ms >= cet_mutants_state.wall_ms ? 0 : (int)(cet_mutants_state.wall_ms - spent_ms);
}

static void wait_for_one(void)
{
    struct pollfd polled[MAX_JOBS];
    unsigned slots[MAX_JOBS], count = 0;
    int timeout_ms = (int)cet_mutants_state.wall_ms;
    for (unsigned i = 0; i < MAX_JOBS; i++) {
        if (running[i].process == 0)
            continue;
        int left_ms = wait_ms(&running[i]);
        timeout_ms = left_ms < timeout_ms ? left_ms : timeout_ms;
        slots[count] = i;
        polled[count++] = (struct pollfd){.fd = running[i].descriptor, .events = POLLIN};
    }
    while (poll(polled, count, timeout_ms) < 0 && errno == EINTR)
        ;
    for (unsigned i = 0; i < count; i++)
        if (polled[i].revents)
            reap(&running[slots[i]], false);
        else if (wait_ms(&running[slots[i]]) == 0)
            reap(&running[slots[i]], true);
}

static struct running *free_slot(void)
{
    while (running_count >= cet_mutants_state.jobs)
        wait_for_one();
    for (unsigned i = 0; i < MAX_JOBS; i++)
        if (running[i].process == 0)
            return &running[i];
    abort();
}

/* True in the child. */
static bool fork_mutant(uint64_t id)
{
    struct running *slot = free_slot();
    void *shared = mmap(NULL, sizeof *slot->outcome, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        abort();
    *slot = (struct running){.id = id, .started_us = now_us(), .outcome = shared, .descriptor = -1};
    cet_mutants_test_name(slot->outcome->test, sizeof slot->outcome->test);
    pid_t process = fork();
    if (process == 0) {
        become_mutant(slot);
        return true;
    }
    if (process < 0) {
        munmap(shared, sizeof *slot->outcome);
        *slot = (struct running){0};
        return false; /* stays without a result: the runner starts it alone */
    }
    slot->process = process;
    slot->descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    running_count++;
    if (slot->descriptor < 0)
        reap(slot, false);
    return false;
}

void cet_mutants_fork_pending(struct cet_mutants_module *module, uint32_t function)
{
    const struct cet_mutants_function *f = &module->functions[function];
    sigset_t all, before;
    sigfillset(&all);
    int saved_errno = errno;
    module->armed[function] = 0;
    fflush(NULL);
    for (uint32_t s = f->first_site; s < f->first_site + f->site_count; s++)
        for (uint32_t m = 0; m < module->sites[s].mutant_count; m++) {
            uint64_t id = module->mutant_ids[module->sites[s].first_mutant - 1 + m];
            struct cet_mutants_planned *planned = id ? cet_mutants_find_planned(id) : NULL;
            if (!planned || !planned->is_pending)
                continue;
            planned->is_pending = false;
            sigprocmask(SIG_BLOCK, &all, &before);
            bool is_child = fork_mutant(id);
            sigprocmask(SIG_SETMASK, &before, NULL);
            if (is_child) {
                errno = saved_errno;
                return;
            }
        }
    while (running_count > 0)
        wait_for_one();
    errno = saved_errno;
}

void cet_mutants_child_enter(void)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    if (getpid() != state->process)
        return; /* a process of the tests' own */
    if (cet_mutants_failures() > state->failures_at_fork) {
        state->outcome->has_failed = true;
        cet_mutants_failed_test(state->failures_at_fork, state->outcome->test, sizeof state->outcome->test);
        _exit(1);
    }
    cet_mutants_test_name(state->outcome->test, sizeof state->outcome->test);
}
