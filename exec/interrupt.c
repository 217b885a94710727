#include "cet/exec/interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/memory.h"
#include "interrupt_table.h"

static volatile sig_atomic_t seen_signal;
static _Atomic pid_t leaders[INTERRUPT_CHILDREN_MAX]; /* threads start programs at once; 0: free */

/* Only what signal-safety(7) allows. */
static void kill_children(int number)
{
    if (seen_signal)
        _exit(128 + number);
    seen_signal = number;
    for (size_t i = 0; i < INTERRUPT_CHILDREN_MAX; i++) {
        pid_t leader = leaders[i];
        if (leader > 0)
            kill(-leader, SIGKILL);
    }
}

void interrupt_install(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = kill_children;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < ARRAY_LENGTH(signals); i++) {
        struct sigaction before;
        /* What nohup or a background job ignores stays ignored. */
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN)
            continue;
        sigaction(signals[i], &action, NULL);
    }
}

bool interrupt_seen(void)
{
    return seen_signal != 0;
}

int interrupt_exit_code(void)
{
    return seen_signal ? 128 + (int)seen_signal : 0;
}

void interrupt_watch(pid_t leader)
{
    for (size_t i = 0; i < INTERRUPT_CHILDREN_MAX; i++) {
        pid_t none = 0;
        if (atomic_compare_exchange_strong(&leaders[i], &none, leader))
            return;
    }
}

void interrupt_forget(pid_t leader)
{
    for (size_t i = 0; i < INTERRUPT_CHILDREN_MAX; i++) {
        if (leaders[i] == leader)
            leaders[i] = 0;
    }
}
