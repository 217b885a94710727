/* The system calls that a boxed child has no business with, answered with EPERM (or ENOSYS where libc then takes an
 * older call). ptrace stays: LeakSanitizer stops its own process with it, and without it reports clean programs. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "box.h"
#include "cet/core/memory.h"

static const char *const denied[] = {
    /* other views of the system */
    "unshare", "setns", "mount", "umount", "umount2", "pivot_root", "chroot", "move_mount", "fsopen", "fsconfig",
    "fsmount", "fspick", "open_tree", "mount_setattr",
    /* the kernel's own interfaces, a rich source of holes */
    "bpf", "perf_event_open", "userfaultfd", "keyctl", "add_key", "request_key", "kexec_load", "kexec_file_load",
    "init_module", "finit_module", "delete_module", "lookup_dcookie", "vmsplice", "quotactl", "quotactl_fd", "acct",
    /* the whole machine */
    "reboot", "swapon", "swapoff", "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname",
    "setdomainname", "syslog", "vhangup", "iopl", "ioperm", "nfsservctl",
    /* other processes, and files by handle past all folders */
    "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "kcmp", "open_by_handle_at",
    "fanotify_init"};

/* io_uring would do other calls past this filter. clone3 hides its flags in memory; libc falls back to clone. */
static const char *const absent[] = {"io_uring_setup", "io_uring_enter", "io_uring_register", "clone3"};

/* Leaving the session would escape the killing of the group; connecting to a unix socket of the host is what no
 * landlock version forbids for named ones. */
static const char *const denied_strict[] = {"setsid", "setpgid", "connect", "bind", "listen", "accept", "accept4"};

/* The header's macros leave a field out when the comparison needs one value. */
static struct scmp_arg_cmp argument(unsigned number, enum scmp_compare how, uint64_t a, uint64_t b)
{
    return (struct scmp_arg_cmp){.arg = number, .op = how, .datum_a = a, .datum_b = b};
}

static int deny_named(scmp_filter_ctx filter, const char *const *names, size_t count, int number)
{
    for (size_t i = 0; i < count; i++) {
        int call = seccomp_syscall_resolve_name(names[i]);
        if (call == __NR_SCMP_ERROR || call < 0)
            continue; /* not on this processor */
        if (seccomp_rule_add(filter, SCMP_ACT_ERRNO((uint32_t)number), call, 0) != 0)
            return -1;
    }
    return 0;
}

static int deny_namespaces(scmp_filter_ctx filter)
{
    static const uint64_t flags[] = {CLONE_NEWUSER, CLONE_NEWNS,  CLONE_NEWPID,   CLONE_NEWNET,
                                     CLONE_NEWIPC,  CLONE_NEWUTS, CLONE_NEWCGROUP};
    for (size_t i = 0; i < ARRAY_LENGTH(flags); i++) {
        if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                             argument(0, SCMP_CMP_MASKED_EQ, flags[i], flags[i])) != 0)
            return -1;
    }
    return 0;
}

/* AF_UNIX between the box's own processes remains where the box has a network namespace and file tree of its own. */
static int deny_sockets(scmp_filter_ctx filter, bool strict)
{
    if (strict)
        return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 0);
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1, argument(0, SCMP_CMP_NE, AF_UNIX, 0));
}

/* Typing into the terminal of the caller. */
static int deny_terminal_input(scmp_filter_ctx filter)
{
    static const uint64_t requests[] = {TIOCSTI, 0x541c /* TIOCLINUX */};
    for (size_t i = 0; i < ARRAY_LENGTH(requests); i++) {
        if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
                             argument(1, SCMP_CMP_MASKED_EQ, 0xffffffffu, requests[i])) != 0)
            return -1;
    }
    return 0;
}

/* Landlock before its third version lets files be emptied that it lets nobody write: by truncate, and by opening them
 * for reading with O_TRUNC. */
static int deny_emptying(scmp_filter_ctx filter)
{
    static const char *const calls[] = {"truncate", "truncate64"};
    const uint64_t mask = O_TRUNC | O_ACCMODE;
    const uint64_t bad = O_TRUNC | O_RDONLY;
    if (deny_named(filter, calls, ARRAY_LENGTH(calls), EACCES) != 0)
        return -1;
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0) != 0 ||
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 1,
                         argument(2, SCMP_CMP_MASKED_EQ, mask, bad)) != 0)
        return -1;
    int call = seccomp_syscall_resolve_name("open");
    return call < 0
               ? 0
               : seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 1, argument(1, SCMP_CMP_MASKED_EQ, mask, bad));
}

static enum status export_filter(scmp_filter_ctx filter, struct sock_filter **ret_filter, size_t *ret_length,
                                 struct error *err)
{
    int file = memfd_create("cet-filter", MFD_CLOEXEC);
    if (file < 0)
        return error_set_errno(err, "cannot hold the system call filter");
    struct stat info;
    enum status status = STATUS_OK;
    if (seccomp_export_bpf(filter, file) != 0 || fstat(file, &info) != 0 || info.st_size <= 0) {
        status = error_set(err, STATUS_IO, "cannot build the system call filter");
    } else {
        size_t size = (size_t)info.st_size;
        struct sock_filter *program = memory_new(size / sizeof *program, sizeof *program);
        if (pread(file, program, size, 0) != (ssize_t)size) {
            status = error_set_errno(err, "cannot read the system call filter");
            free(program);
        } else {
            *ret_filter = program;
            *ret_length = size / sizeof *program;
        }
    }
    close(file);
    return status;
}

enum status syscall_filter_build(bool strict, bool deny_truncate, struct sock_filter **ret_filter, size_t *ret_length,
                                 struct error *err)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter)
        return error_set(err, STATUS_IO, "cannot build the system call filter: libseccomp refused");
    int failed = deny_named(filter, denied, ARRAY_LENGTH(denied), EPERM) ||
                 deny_named(filter, absent, ARRAY_LENGTH(absent), ENOSYS) || deny_namespaces(filter) ||
                 deny_sockets(filter, strict) || deny_terminal_input(filter) ||
                 (strict && deny_named(filter, denied_strict, ARRAY_LENGTH(denied_strict), EPERM)) ||
                 (deny_truncate && deny_emptying(filter));
    enum status status = failed ? error_set(err, STATUS_IO, "cannot build the system call filter: a rule was refused")
                                : export_filter(filter, ret_filter, ret_length, err);
    seccomp_release(filter);
    return status;
}
