/* What a hostile or broken candidate does, one verb each. Exit code 10: it could; 11: it was refused. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* NOLINTBEGIN(cet-descriptor-leak): each of these ends the process with its answer */

enum { COULD = 10, REFUSED = 11 };

static int outcome(int worked)
{
    if (!worked)
        fprintf(stderr, "%s\n", strerror(errno));
    return worked ? COULD : REFUSED;
}

static int try_socket(const char *unused)
{
    (void)unused;
    return outcome(socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_INET6, SOCK_DGRAM, 0) >= 0);
}

static int try_read(const char *path)
{
    char byte;
    int file = open(path, O_RDONLY);
    return outcome(file >= 0 && read(file, &byte, 1) >= 0);
}

static int try_write(const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT, 0600);
    return outcome(file >= 0 && write(file, "x", 1) == 1);
}

static int try_truncate(const char *path)
{
    return outcome(truncate(path, 0) == 0 || open(path, O_RDONLY | O_TRUNC) >= 0);
}

static int try_connect(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    int end = socket(AF_UNIX, SOCK_STREAM, 0);
    return outcome(end >= 0 && connect(end, (struct sockaddr *)&address, sizeof address) == 0);
}

static int try_namespace(const char *unused)
{
    (void)unused;
    return outcome(unshare(CLONE_NEWUSER) == 0);
}

static int try_signal(const char *pid)
{
    return outcome(kill((pid_t)atoi(pid), 0) == 0);
}

static int try_trace(const char *unused)
{
    (void)unused;
    pid_t pid = fork();
    if (pid == 0) {
        pause();
        _exit(0);
    }
    int worked = ptrace(PTRACE_SEIZE, pid, NULL, NULL) == 0;
    int number = errno;
    kill(pid, SIGKILL);
    errno = number;
    return outcome(worked);
}

static int try_descriptor(const char *number)
{
    return outcome(fcntl(atoi(number), F_GETFD) >= 0);
}

static int fill_memory(const char *unused)
{
    (void)unused;
    for (size_t total = 0; total < ((size_t)8 << 30); total += 1 << 20) {
        /* NOLINTNEXTLINE(cet-memory-leak): to fill the memory is what it is for */
        volatile char *block = malloc(1 << 20);
        if (!block)
            return outcome(0);
        for (size_t i = 0; i < 1 << 20; i += 4096)
            block[i] = 1;
    }
    return COULD;
}

/* Reserves much, as AddressSanitizer does, touches much, and holds it until it is noticed. */
static int fill_reserved_memory(const char *unused)
{
    (void)unused;
    size_t size = (size_t)64 << 30;
    char *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (block == MAP_FAILED)
        return outcome(0);
    for (size_t i = 0; i < ((size_t)512 << 20); i += 4096)
        block[i] = 1;
    while (pause() != 0)
        ;
    return COULD;
}

static int fork_bomb(const char *unused)
{
    (void)unused;
    while (fork() != -2)
        ;
    return COULD;
}

static int flood(const char *unused)
{
    char line[4096];
    (void)unused;
    memset(line, 'x', sizeof line);
    for (size_t i = 0; i < ((size_t)1 << 30) / sizeof line; i++) {
        if (write(1, line, sizeof line) < 0)
            return REFUSED;
    }
    return COULD;
}

static int big_file(const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT, 0600);
    signal(SIGXFSZ, SIG_IGN);
    return outcome(file >= 0 && ftruncate(file, (off_t)1 << 40) == 0);
}

/* Leaves a process behind that writes path after a second. */
static int leave_behind(const char *path)
{
    if (fork() > 0)
        return 0;
    setsid();
    for (int i = 0; i < 3; i++)
        close(i);
    sleep(1);
    int ignored = open(path, O_WRONLY | O_CREAT, 0600);
    (void)ignored;
    return 0;
}

static int hang(const char *unused)
{
    (void)unused;
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    while (pause() != 0)
        ;
    return COULD;
}

static int spin(const char *unused)
{
    (void)unused;
    for (volatile unsigned long i = 1; i != 0; i++)
        ;
    return COULD;
}

static int exit_with(const char *code)
{
    return atoi(code);
}

static int die_of(const char *number)
{
    raise(atoi(number));
    return 0;
}

static int echo(const char *unused)
{
    char bytes[4096];
    ssize_t got;
    (void)unused;
    while ((got = read(0, bytes, sizeof bytes)) > 0) {
        ssize_t ignored = write(1, bytes, (size_t)got);
        (void)ignored;
    }
    return 0;
}

static int say(const char *text)
{
    dprintf(1, "out %s\n", text);
    dprintf(2, "err %s\n", text);
    dprintf(3, "report %s\n", text);
    return 0;
}

static const struct {
    const char *name;
    int (*run)(const char *argument);
} verbs[] = {
    {"socket", try_socket},
    {"read", try_read},
    {"write", try_write},
    {"truncate", try_truncate},
    {"connect", try_connect},
    {"namespace", try_namespace},
    {"signal", try_signal},
    {"trace", try_trace},
    {"descriptor", try_descriptor},
    {"memory", fill_memory},
    {"reserved", fill_reserved_memory},
    {"fork-bomb", fork_bomb},
    {"flood", flood},
    {"big-file", big_file},
    {"leave", leave_behind},
    {"hang", hang},
    {"spin", spin},
    {"exit", exit_with},
    {"die", die_of},
    {"echo", echo},
    {"say", say},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].name, argv[1]) == 0)
            return verbs[i].run(argc > 2 ? argv[2] : "");
    }
    return 99;
}
/* NOLINTEND(cet-descriptor-leak) */
