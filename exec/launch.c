#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cet/core/memory.h"

#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC (1U << 2)
#endif
#ifndef SYS_landlock_restrict_self
#define SYS_landlock_restrict_self 446
#endif

/* Where the child got to; what it writes home when a step fails. */
enum step { STEP_SIGNALS, STEP_DESCRIPTORS, STEP_FOLDER, STEP_LIMITS, STEP_USER, STEP_CONFINE, STEP_EXEC };

static const char *const step_texts[] = {
    "cannot set its signals",  "cannot set its descriptors", "cannot enter its folder", "cannot set its limits",
    "cannot take on its user", "cannot confine it",          "cannot be executed"};

struct failure {
    enum step step;
    int number;
};

static int reset_signals(pid_t parent)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; number++)
        sigaction(number, &action, NULL); /* KILL, STOP and libc's own refuse */
    sigset_t none;
    sigemptyset(&none);
    if (sigprocmask(SIG_SETMASK, &none, NULL) != 0 || setsid() < 0)
        return -1;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        return -1;
    /* The parent may have gone before the line above. */
    if (getppid() != parent)
        _exit(127);
    return 0;
}

/* Kernels before 5.11 lack the flag: then one by one. */
static int close_on_exec_from(unsigned first)
{
    if (syscall(SYS_close_range, first, ~0u, CLOSE_RANGE_CLOEXEC) == 0)
        return 0;
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return -1;
    unsigned end = limit.rlim_cur > 65536 ? 65536 : (unsigned)limit.rlim_cur;
    for (unsigned descriptor = first; descriptor < end; descriptor++)
        fcntl((int)descriptor, F_SETFD, FD_CLOEXEC);
    return 0;
}

/* Sources are moved out of the way of the targets first. */
static int place_descriptors(const struct launch *launch)
{
    int moved[LAUNCH_DESCRIPTORS_MAX];
    for (size_t i = 0; i < launch->descriptor_count; i++) {
        moved[i] = fcntl(launch->descriptors[i], F_DUPFD_CLOEXEC, LAUNCH_DESCRIPTORS_MAX);
        if (moved[i] < 0)
            return -1;
    }
    for (size_t i = 0; i < launch->descriptor_count; i++) {
        if (dup2(moved[i], (int)i) < 0)
            return -1;
    }
    return close_on_exec_from((unsigned)launch->descriptor_count);
}

static int limit_to(int resource, uint64_t value)
{
    struct rlimit limit;
    if (getrlimit((__rlimit_resource_t)resource, &limit) != 0)
        return -1;
    if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > value)
        limit.rlim_max = value;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit((__rlimit_resource_t)resource, &limit);
}

static int set_limits(const struct launch_limits *limits)
{
    if (limit_to(RLIMIT_CORE, 0) != 0)
        return -1;
    if (limits->cpu_s) {
        /* SIGXCPU at the soft limit, SIGKILL a second later. */
        struct rlimit cpu = {.rlim_cur = limits->cpu_s, .rlim_max = limits->cpu_s + 1};
        if (setrlimit(RLIMIT_CPU, &cpu) != 0 && limit_to(RLIMIT_CPU, limits->cpu_s) != 0)
            return -1;
    }
    if (limits->address_space_bytes && limit_to(RLIMIT_AS, limits->address_space_bytes) != 0)
        return -1;
    if (limits->file_bytes && limit_to(RLIMIT_FSIZE, limits->file_bytes) != 0)
        return -1;
    if (limits->processes && limit_to(RLIMIT_NPROC, limits->processes) != 0)
        return -1;
    return 0;
}

/* Its number may be one of the child's. */
static int move_ruleset(struct confinement *confinement)
{
    if (!confinement->has_ruleset)
        return 0;
    confinement->ruleset = fcntl(confinement->ruleset, F_DUPFD_CLOEXEC, 2 * LAUNCH_DESCRIPTORS_MAX);
    return confinement->ruleset < 0 ? -1 : 0;
}

static int drop_user(const struct confinement *confinement)
{
    if (!confinement->drop_user)
        return 0;
    if (setgroups(0, NULL) != 0 || setresgid(confinement->group, confinement->group, confinement->group) != 0 ||
        setresuid(confinement->user, confinement->user, confinement->user) != 0)
        return -1;
    return prctl(PR_SET_PDEATHSIG, SIGKILL); /* a change of user clears it */
}

/* All capabilities, also those that root would get back by exec. */
static int drop_rights(const struct confinement *confinement)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};
    if (!confinement->drop_rights)
        return 0;
    for (unsigned long capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++)
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0)
            return -1;
    return (int)syscall(SYS_capset, &header, none);
}

static int confine(const struct confinement *confinement)
{
    if (drop_rights(confinement) != 0)
        return -1;
    if (confinement->no_new_privileges && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    if (confinement->has_ruleset && syscall(SYS_landlock_restrict_self, confinement->ruleset, 0) != 0)
        return -1;
    if (confinement->filter.len && prctl(PR_SET_SECCOMP, 2 /* SECCOMP_MODE_FILTER */, &confinement->filter) != 0)
        return -1;
    return 0;
}

static __attribute__((noreturn)) void become_program(const struct launch *launch, pid_t parent, int home)
{
    struct failure failure = {STEP_SIGNALS, 0};
    struct confinement confinement = launch->confinement;
    umask(022);
    if (reset_signals(parent) != 0)
        goto failed;
    failure.step = STEP_FOLDER;
    if (launch->folder && chdir(launch->folder) != 0)
        goto failed;
    if (launch->fixed_addresses)
        personality(PER_LINUX | ADDR_NO_RANDOMIZE);
    failure.step = STEP_LIMITS;
    if (set_limits(&launch->limits) != 0)
        goto failed;
    failure.step = STEP_DESCRIPTORS;
    home = fcntl(home, F_DUPFD_CLOEXEC, 2 * LAUNCH_DESCRIPTORS_MAX);
    if (home < 0 || move_ruleset(&confinement) != 0 || place_descriptors(launch) != 0)
        goto failed;
    failure.step = STEP_USER;
    if (drop_user(&confinement) != 0)
        goto failed;
    failure.step = STEP_CONFINE;
    if (confine(&confinement) != 0)
        goto failed;
    failure.step = STEP_EXEC;
    execve(launch->path, (char *const *)(uintptr_t)launch->argv, (char *const *)(uintptr_t)launch->environment);
failed:
    failure.number = errno;
    ssize_t ignored = write(home, &failure, sizeof failure);
    (void)ignored;
    _exit(127);
}

/* Blocks until the child has become the program: its end of the pipe closes on exec. */
static enum status hear_of_failure(const struct launch *launch, int pipe_end, pid_t pid, struct error *err)
{
    struct failure failure;
    ssize_t got;
    do
        got = read(pipe_end, &failure, sizeof failure);
    while (got < 0 && errno == EINTR);
    if (got != (ssize_t)sizeof failure || (size_t)failure.step >= ARRAY_LENGTH(step_texts))
        return STATUS_OK;
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        ;
    if (failure.step == STEP_EXEC && failure.number == ENOENT)
        return error_set(err, STATUS_NOT_FOUND, "'%s': no such program, or its interpreter is missing", launch->path);
    const char *place = failure.step == STEP_FOLDER ? launch->folder : launch->path;
    return error_set(err, STATUS_IO, "'%s': program %s: %s", place, step_texts[failure.step], strerror(failure.number));
}

enum status launch(const struct launch *launch, pid_t *ret_pid, struct error *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_set_errno(err, "cannot start '%s'", launch->path);
    pid_t parent = getpid();
    /* A handler of ours must not run in the child. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t pid = fork();
    if (pid == 0)
        become_program(launch, parent, ends[1]);
    int number = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    enum status status;
    if (pid < 0) {
        errno = number;
        status = error_set_errno(err, "cannot start '%s'", launch->path);
    } else {
        status = hear_of_failure(launch, ends[0], pid, err);
    }
    close(ends[0]);
    if (status == STATUS_OK)
        *ret_pid = pid;
    return status;
}
