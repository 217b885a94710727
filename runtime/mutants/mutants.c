/* What instrumented modules call, and the process's start and end. */
#include "cet/runtime/mutants.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "active.h"
#include "recurrence.h"
#include "state.h"
#include "steady.h"

struct cet_mutants_state cet_mutants_state = {.expected_exit = -1};

static int *owner; /* in a page that a fork empties: asking for the process's number is a system call */

bool cet_mutants_is_own(void)
{
    return owner ? *owner == cet_mutants_state.process : getpid() == cet_mutants_state.process;
}

void cet_mutants_own(void)
{
    cet_mutants_state.process = getpid();
    if (!owner) {
        owner = cet_mutants_pages(sizeof *owner);
        if (madvise(owner, CET_MUTANTS_PAGE, MADV_WIPEONFORK) != 0)
            owner = NULL;
    }
    if (owner)
        *owner = cet_mutants_state.process;
}

void cet_mutants_leave(int code)
{
    for (;;)
        syscall(SYS_exit_group, code);
}

static void exit_one(void)
{
    fflush(NULL);
    cet_mutants_leave(1);
}

void cet_mutants_finish(int exit_code)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    if (state->mode == MODE_OFF)
        return;
    if (!cet_mutants_is_own()) {
        cet_mutants_check_process_enter(); /* what ran before the test did is the test's too */
        return;
    }
    if (state->mode == MODE_CLEAN)
        cet_mutants_clean_end(exit_code);
    if (state->mode == MODE_EXIT)
        exit_one();
    if (state->mode == MODE_CHILD)
        cet_mutants_child_end();
}

/* The last of the handlers: what the program has not written yet is written now. */
static void at_exit(int exit_code, void *nothing)
{
    (void)nothing;
    if (cet_mutants_state.mode == MODE_CHILD && cet_mutants_is_own())
        fflush(NULL);
    cet_mutants_finish(exit_code);
}

static void meet_runner(void *nothing)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    (void)nothing;
    if (!cet_mutants_connect())
        return;
    cet_mutants_own();
    cet_mutants_introduce();
    if (state->mode == MODE_OFF) {
        cet_mutants_disconnect();
        return;
    }
    if (state->mode == MODE_CLEAN || state->mode == MODE_RUN)
        cet_mutants_hazards_start();
    cet_mutants_check_start();
    on_exit(at_exit, NULL);
    if (state->mode == MODE_RUN && state->forks_at_start)
        cet_mutants_fork_at_start();
}

static void start(void)
{
    static bool is_started;
    if (is_started)
        return;
    is_started = true;
    if (getenv("CET_MUTANTS_SOCKET"))
        cet_mutants_on_own_stack(meet_runner, NULL);
}

__attribute__((constructor(101), no_stack_protector)) static void start_early(void)
{
    if (getenv("CET_MUTANTS_SOCKET"))
        cet_mutants_fix_guards();
    start();
}

void cet_mutants_register(struct cet_mutants_module *module)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    start();
    if (module->version != CET_MUTANTS_VERSION || state->mode == MODE_OFF)
        return;
    module->next = state->modules;
    state->modules = module;
    if (state->mode == MODE_CLEAN) {
        cet_mutants_clean_start(module);
    } else if (state->mode == MODE_FAIL) {
        memset(module->armed, 1, module->function_count);
    } else if (state->one) { /* of MODE_ONE, or of a child that was forked at the start */
        cet_mutants_activate_in(module, state->one);
    } else if (state->mode == MODE_CHILD && state->forks_at_start) { /* the one without a mutant */
        cet_mutants_arm_wanted_in(module);
    } else if (state->mode == MODE_RUN && !state->forks_at_start) {
        cet_mutants_fork_where_noticed(module);
    }
}

bool cet_mutants_enter(struct cet_mutants_module *module, uint32_t function)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    switch (state->mode) {
    case MODE_CLEAN:
        if (cet_mutants_is_own())
            cet_mutants_clean_enter(module, function);
        else
            cet_mutants_check_process_enter();
        return true;
    case MODE_ONE:
        return true;
    case MODE_FAIL:
        abort();
    case MODE_RUN:
        return cet_mutants_is_own() && cet_mutants_is_watched(module, function);
    case MODE_CHILD:
        cet_mutants_child_enter();
        return true;
    default:
        return false;
    }
}

static _Noreturn void halt(enum cet_mutants_halt reason)
{
    if (cet_mutants_state.outcome) {
        cet_mutants_state.outcome->halt = reason;
    } else if (cet_mutants_can_talk()) {
        cet_mutants_say("exhausted\n");
        cet_mutants_flush();
    }
    cet_mutants_leave(124);
}

_Noreturn void cet_mutants_exhausted(void)
{
    halt(HALT_HITS);
}

_Noreturn void cet_mutants_recurs(void)
{
    halt(HALT_RECURS);
}

/* A library that is closed, or handlers that on_exit does not reach any more, still find their hits booked. */
__attribute__((destructor)) static void finish(void)
{
    if (cet_mutants_state.mode == MODE_CHILD && cet_mutants_is_own())
        cet_mutants_child_enter();
}
