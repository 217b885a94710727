#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

static int is_stopped;
static struct {
    int reload;
    int rounds;
} state;
static char *buffer;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void on_interrupt(int number)
{
    (void)number;
    printf("interrupted\n"); /* expect: cet-signal-unsafe */
    exit(1);                 /* expect: cet-signal-unsafe */
}

static void on_terminate(int number)
{
    (void)number;
    is_stopped = 1; /* expect: cet-signal-unsafe */
}

static void on_hangup(int number)
{
    (void)number;
    state.reload = 1; /* expect: cet-signal-unsafe */
}

static void release_buffer(void)
{
    free(buffer);
    buffer = NULL;
}

static void say(const char *text)
{
    syslog(LOG_INFO, "%s", text);
}

/* In what it calls. */
static void on_quit(int number, siginfo_t *info, void *context)
{
    (void)number, (void)info, (void)context;
    release_buffer();  /* expect: cet-signal-unsafe */
    say("told to go"); /* expect: cet-signal-unsafe */
    _exit(0);
}

static void on_user(int number)
{
    (void)number;
    pthread_mutex_lock(&mutex);   /* expect: cet-signal-unsafe */
    pthread_mutex_unlock(&mutex); /* expect: cet-signal-unsafe */
}

static void install(int number, void (*handler)(int))
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

int main(void)
{
    struct sigaction quit = {.sa_sigaction = on_quit, .sa_flags = SA_SIGINFO};
    signal(SIGINT, on_interrupt);
    install(SIGTERM, on_terminate);
    install(SIGUSR1, &on_user);
    sigaction(SIGQUIT, &quit, NULL);
    struct sigaction hangup;
    memset(&hangup, 0, sizeof hangup);
    hangup.sa_handler = on_hangup;
    sigaction(SIGHUP, &hangup, NULL);
    buffer = malloc(16);
    while (!is_stopped) {
        state.rounds += state.reload;
        pause();
    }
    return state.rounds;
}
