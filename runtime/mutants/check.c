/* Tests of Check. It tells the name of the test that it has started in this process. By default that is a process for
 * each test: that one says so in shared memory, and when the program has waited for it, its hits are booked, and how it
 * ended is compared with the run without a mutant: a test may end with one exit code or signal only, so any other is a
 * failure. Without processes (CK_FORK=no) a failed assertion jumps to a place of Check's. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "next.h"
#include "state.h"

#define MAX_ENDINGS 4000

struct ending {
    char test[TEST_NAME_SIZE - sizeof(int)];
    int status;
};

/* Of tests in the run without a mutant, each once; shared. */
struct endings {
    unsigned count;
    struct ending items[MAX_ENDINGS];
};

__attribute__((weak)) extern const char *tcase_name(void);
__attribute__((weak)) extern void tcase_fn_start(const char *name, const char *file, int line);
__attribute__((weak)) extern char error_jmp_buffer[]; /* a jmp_buf */

static struct endings *endings;
static const char *inherited; /* the test in which this process was forked */

const char *cet_mutants_check_test(void)
{
    return tcase_name && tcase_fn_start ? tcase_name() : NULL;
}

static void before_fork(void)
{
    if (cet_mutants_state.mode == MODE_CLEAN && cet_mutants_is_own())
        cet_mutants_clean_fork();
}

static void after_fork(void)
{
    inherited = cet_mutants_check_test();
}

void cet_mutants_check_start(void)
{
    struct cet_mutants_state *state = &cet_mutants_state;
    if (!tcase_name || !tcase_fn_start)
        return;
    pthread_atfork(before_fork, NULL, after_fork);
    if (state->mode == MODE_CLEAN)
        state->told = cet_mutants_shared_pages(sizeof *state->told);
    if (state->mode == MODE_RUN && state->forks_at_start)
        endings = cet_mutants_shared_pages(sizeof *endings);
}

void cet_mutants_check_process_enter(void)
{
    static const char *said;
    struct cet_mutants_told *told = cet_mutants_state.told;
    const char *test = cet_mutants_check_test();
    if (!told || !test || test == inherited || test == said)
        return;
    said = test;
    snprintf(told->test, sizeof told->test, "%s", test);
    told->process = getpid();
}

static bool is_known(const char *test, bool any_status, int status)
{
    for (unsigned i = 0; i < endings->count; i++)
        if ((any_status || endings->items[i].status == status) && strcmp(endings->items[i].test, test) == 0)
            return true;
    return false;
}

static void add_ending(const char *test, int status)
{
    if (endings->count == MAX_ENDINGS || strlen(test) >= sizeof endings->items[0].test || is_known(test, false, status))
        return;
    struct ending *added = &endings->items[endings->count++];
    snprintf(added->test, sizeof added->test, "%s", test);
    added->status = status;
}

static void judge(const char *test, int status)
{
    struct cet_mutants_outcome *outcome = cet_mutants_state.outcome;
    if (!outcome->has_failed)
        memcpy(outcome->test, test, sizeof outcome->test);
    if (is_known(test, true, 0) && !is_known(test, false, status))
        cet_mutants_note_failure(test);
}

static void note_end(pid_t process, int status)
{
    const struct cet_mutants_state *state = &cet_mutants_state;
    if (!state->told || state->told->process != process || !cet_mutants_is_own())
        return;
    state->told->process = 0;
    if (state->mode == MODE_CLEAN) {
        cet_mutants_clean_reaped(state->told->test);
        if (status != 0) /* or is that how it has to end: the runner sees whether it always does */
            cet_mutants_note_failure(state->told->test);
    } else if (state->mode == MODE_CHILD && endings && state->is_control)
        add_ending(state->told->test, status);
    else if (state->mode == MODE_CHILD && endings)
        judge(state->told->test, status);
}

pid_t waitpid(pid_t process, int *status, int options)
{
    NEXT(waitpid);
    int seen = 0;
    pid_t ended = next(process, &seen, options);
    if (ended > 0 && status)
        *status = seen;
    if (ended > 0 && (WIFEXITED(seen) || WIFSIGNALED(seen)))
        note_end(ended, seen);
    return ended;
}

static void note_jump(const void *place)
{
    if (place == error_jmp_buffer && cet_mutants_check_test())
        cet_mutants_note_failure(cet_mutants_check_test());
}

/* Handlers of signals jump too, and must not look for a symbol: that is done at the start. <setjmp.h> may make one of
 * these names another. */
#define JUMPS(name)                                                                                                    \
    __attribute__((noreturn)) void name(struct __jmp_buf_tag *place, int value);                                       \
    static __attribute__((noreturn)) void (*next_##name)(struct __jmp_buf_tag *, int);                                 \
    __attribute__((constructor(101))) static void find_##name(void)                                                    \
    {                                                                                                                  \
        next_##name = (__typeof__(next_##name))cet_mutants_next(#name);                                                \
    }                                                                                                                  \
    void name(struct __jmp_buf_tag *place, int value)                                                                  \
    {                                                                                                                  \
        note_jump(place);                                                                                              \
        if (!next_##name)                                                                                              \
            find_##name();                                                                                             \
        next_##name(place, value);                                                                                     \
    }
JUMPS(longjmp)
JUMPS(_longjmp)
JUMPS(siglongjmp)
JUMPS(__longjmp_chk)
