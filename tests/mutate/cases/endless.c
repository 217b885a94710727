/* A run whose whole state comes again never ends; one that waits for a clock, a signal or a thread does, however often
 * it looks. */
/* mutant: 30 statement-deletion timeout endless */
/* mutant: 39 constant-zero timeout endless */
/* mutant: 49 constant-zero killed crash */
/* mutant: 92 constant-one survived */
/* mutant: 93 constant-one survived */
/* mutant: 94 constant-one survived */
/* mutant: 95 constant-one survived */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t is_rung;
static volatile int is_done;



static int count_words(const char *text)
{
    int words = 0;
    while (*text) {
        words += *text == ' ';
        text++;
    }
    return words + 1;
}

/* To the end of the chain. */
static int walk(const int *next, int at)
{
    while (at >= 0)
        at = next[at * 1];
    return at;
}

static const int chain[] = {1, 2, 3, -1};

static int depth_of(int n)
{
    if (n <= 0)
        return 0;
    return depth_of(n - 1) + 1;
}

static long now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

static void wait_by_clock(long us)
{
    const long until = now_us() + us;
    while (now_us() < until) {}
}

static void wait_by_call(long us)
{
    const long until = (long)clock() + us;
    while ((long)clock() < until) {}
}

static void ring(int signal) { (void)signal; is_rung = 1; }

static void wait_for_signal(long us)
{
    struct itimerval timer = {.it_value = {.tv_usec = us + 1}};
    signal(SIGALRM, ring);
    setitimer(ITIMER_REAL, &timer, NULL);
    while (!is_rung) {}
}

static void *work(void *us) { usleep((useconds_t)*(long *)us); is_done = 1; return us; }

static void wait_for_thread(long us)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, &us)) return;
    while (!is_done) {}
    pthread_join(thread, NULL);
}

static void wait_all(void) {
    wait_by_clock(20000 * 0);
    wait_by_call(20000 * 0);
    wait_for_signal(20000 * 0);
    wait_for_thread(20000 * 0);
}

int main(void)
{
    if (count_words("a b") != 2 || depth_of(3) != 3 || walk(chain, 0) != -1)
        return 1;
    wait_all();
    return 0;
}
