#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t is_stopped;
static volatile sig_atomic_t last_signal;
static atomic_int children;
static int wake_pipe[2];
static int handler_calls; /* the handler's own */

static void on_terminate(int number)
{
    is_stopped = 1;
    last_signal = number;
}

static void on_interrupt(int number)
{
    static const char text[] = "interrupted\n";
    int saved = errno;
    (void)number;
    if (handler_calls++ > 1)
        _exit(1);
    if (write(STDERR_FILENO, text, strlen(text)) < 0)
        last_signal = -1;
    errno = saved;
}

static void on_child(int number)
{
    (void)number;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        atomic_fetch_sub(&children, 1);
    if (write(wake_pipe[1], "", 1) < 0)
        is_stopped = 1;
}

/* There is little to lose. */
static void on_fault(int number)
{
    fprintf(stderr, "signal %d\n", number);
    abort();
}

static void report(void)
{
    printf("signal %d\n", (int)last_signal);
}

int main(void)
{
    struct sigaction action = {.sa_handler = on_terminate};
    sigaction(SIGTERM, &action, NULL);
    action.sa_handler = on_fault;
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    signal(SIGINT, on_interrupt);
    signal(SIGCHLD, on_child);
    signal(SIGPIPE, SIG_IGN);
    if (pipe(wake_pipe) != 0)
        return 1;
    while (!is_stopped)
        pause();
    report();
    return 0;
}
