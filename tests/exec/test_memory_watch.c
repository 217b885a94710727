#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "memory_watch.h"
#include "unit_test.h"

#define SIZE ((size_t)64 << 20)

TEST(pages_shared_by_forks_count_once)
{
    char *shared = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CU_ASSERT_TRUE(shared != MAP_FAILED);
    memset(shared, 1, SIZE);
    pid_t pids[4];
    for (size_t i = 0; i < 4; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            pause();
            _exit(0);
        }
    }
    /* Five processes with 64 MiB each, all of it the same. */
    CU_ASSERT_FALSE(memory_exceeds(getpid(), 3 * SIZE));
    CU_ASSERT_TRUE(memory_exceeds(getpid(), SIZE / 2));
    for (size_t i = 0; i < 4; i++) {
        kill(pids[i], SIGKILL);
        waitpid(pids[i], NULL, 0);
    }
    munmap(shared, SIZE);
}

TEST(unknown_process_holds_nothing)
{
    CU_ASSERT_FALSE(memory_exceeds(0x3fffffff, 0));
}

UNIT_TESTS("exec/memory_watch", CASE(pages_shared_by_forks_count_once), CASE(unknown_process_holds_nothing))
