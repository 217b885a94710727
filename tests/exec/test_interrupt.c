#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cet/core/clock.h"
#include "cet/exec/interrupt.h"
#include "cet/exec/process.h"
#include "unit_test.h"

static const char *const slow[] = {"sleep", "60", NULL};

static int run_until_interrupted(void)
{
    struct process_result result = {0};
    struct error err = {0};
    signal(SIGINT, SIG_DFL); /* ignored where the tests run in the background, and then it stays so */
    interrupt_install();
    if (process_run(&(struct process_request){.argv = slow}, &result, &err) != STATUS_CANCELLED)
        return 1;
    if (!interrupt_seen() || strcmp(err.message, "interrupted") != 0)
        return 2;
    return process_run(&(struct process_request){.argv = slow}, &result, &err) == STATUS_CANCELLED
               ? interrupt_exit_code()
               : 3;
}

TEST(interrupt_ends_the_run)
{
    int status = 0;
    uint64_t before_ms = clock_now_ms();
    pid_t pid = fork();
    if (pid == 0)
        _exit(run_until_interrupted());
    usleep(300000);
    kill(pid, SIGINT);
    CU_ASSERT_EQUAL(waitpid(pid, &status, 0), pid);
    CU_ASSERT_TRUE(WIFEXITED(status));
    CU_ASSERT_EQUAL(WEXITSTATUS(status), 130);
    if (WEXITSTATUS(status) != 130)
        printf("exit code %d\n", WEXITSTATUS(status));
    CU_ASSERT_TRUE(clock_now_ms() - before_ms < 5000);
}

TEST(children_die_with_a_killed_parent)
{
    int ends[2];
    char byte;
    CU_ASSERT_EQUAL(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct process_result result = {0};
        close(ends[0]);
        (void)process_run(&(struct process_request){.argv = slow, .descriptors = &ends[1], .descriptor_count = 1},
                          &result, NULL);
        _exit(0);
    }
    close(ends[1]);
    usleep(300000);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    /* The child held the other end: this returns when it is gone. */
    CU_ASSERT_EQUAL(read(ends[0], &byte, 1), 0);
    close(ends[0]);
}

UNIT_TESTS("exec/interrupt", CASE(interrupt_ends_the_run), CASE(children_die_with_a_killed_parent))
