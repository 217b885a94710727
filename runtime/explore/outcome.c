#include "outcome.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "run.h"

#define NULL_REACH 0x10000u
#define RECOVERIES_MAX 5000u /* then a new executor, whatever it may have kept */

void __wrap_exit(int code) __attribute__((noreturn));
void __wrap__exit(int code) __attribute__((noreturn));
void __wrap_abort(void) __attribute__((noreturn));
void __wrap___assert_fail(const char *text, const char *file, unsigned line, const char *function)
    __attribute__((noreturn));
void __real_exit(int code) __attribute__((noreturn));
void __real__exit(int code) __attribute__((noreturn));
void __real_abort(void) __attribute__((noreturn));

void cet_outcome_leave(enum outcome outcome, int32_t code)
{
    struct run *run = cet_run;
    if (!run || !run->is_running)
        return;
    run->is_running = false;
    run->result->outcome = (uint8_t)outcome;
    run->result->code = code;
    siglongjmp(run->leave, 1);
}

void __wrap_exit(int code)
{
    cet_outcome_leave(OUTCOME_EXIT, code & 0xff);
    __real_exit(code);
}

void __wrap__exit(int code)
{
    cet_outcome_leave(OUTCOME_EXIT, code & 0xff);
    __real__exit(code);
}

void __wrap_abort(void)
{
    cet_outcome_leave(OUTCOME_ABORT, 0);
    __real_abort();
}

void __wrap___assert_fail(const char *text, const char *file, unsigned line, const char *function)
{
    (void)text, (void)file, (void)line, (void)function;
    cet_outcome_leave(OUTCOME_ABORT, 0);
    __real_abort();
}

/* Where a fault lies relative to what the run knows. */
static void place_fault(struct run *run, const siginfo_t *info)
{
    const void *address = info->si_addr;
    struct result *result = run->result;
    uintptr_t a = (uintptr_t)address, stack = (uintptr_t)run->stack_top;
    const struct space_block *block;
    result->fault = FAULT_WILD;
    if (info->si_code == SI_KERNEL) {
        return; /* no address at all: the bits of something else, or of freed memory */
    } else if (a < NULL_REACH || a >= -(uintptr_t)NULL_REACH) { /* NULL's members, or the header before it */
        result->fault = FAULT_NULL;
    } else if (a < stack && stack - a < (64u << 20)) {
        result->fault = FAULT_STACK;
    } else if ((block = cet_space_guarded(run->values, address))) {
        result->fault = FAULT_VALUE;
        result->fault_value = block->step; /* the value's id, see place.c */
        result->fault_distance = (int32_t)(a - (uintptr_t)(block->address + block->size));
    } else if (cet_space_guarded(run->heap.space, address)) {
        result->fault = FAULT_HEAP;
    }
}

/* NULL, guard pages and the end of the stack stop the very access that is wrong: nothing was destroyed, and this
 * process may go on. */
static bool is_harmless(const struct result *result)
{
    return result->fault == FAULT_NULL || result->fault == FAULT_VALUE || result->fault == FAULT_HEAP ||
           result->fault == FAULT_STACK || result->code == SIGFPE || result->code == SIGILL;
}

#define BUSY_US 2000

/* On a loaded machine a run may get little of the processor for seconds; what sleeps gets none. A call that was asleep
 * must not come back: it would have been interrupted. */
static bool is_busy(struct run *run)
{
    const uint64_t now_us = cet_run_busy_us(), before_us = run->busy_at_look_us;
    run->busy_at_look_us = now_us;
    return now_us - before_us >= BUSY_US;
}

static void on_signal(int number, siginfo_t *info, void *context)
{
    (void)context;
    struct run *run = cet_run;
    if ((number == SIGALRM || number == SIGPROF) && !(run && run->is_running))
        return; /* of a run that has ended: its timers go on while the executor waits */
    if (number == SIGALRM && is_busy(run)) {
        cet_run_look_later();
        return;
    }
    if (run && run->is_running) {
        run->is_running = false;
        run->result->outcome = number == SIGALRM || number == SIGPROF ? OUTCOME_HANG : OUTCOME_CRASH;
        run->result->code = number;
        if (number == SIGSEGV || number == SIGBUS)
            place_fault(run, info);
        if (is_harmless(run->result) && run->recoveries++ < RECOVERIES_MAX)
            siglongjmp(run->leave, 1);
    }
    __real__exit(3);
}

void cet_outcome_install(void)
{
    static const int numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGALRM, SIGPROF, SIGSYS, SIGPIPE};
    stack_t stack = {.ss_sp = cet_space_map(64 << 10, false), .ss_size = 64 << 10};
    sigaltstack(&stack, NULL);
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaction(numbers[i], &action, NULL);
}
