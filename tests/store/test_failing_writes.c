/* A disk that fills up after so many bytes, at every step of a store's life, and a writer that is killed. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store_folder.h"

#define RUNS 20
#define FAILED_TO_OPEN 100
#define NO_MESSAGE 101

/* A failure must leave one line and a store that can go on. Tells how many runs were said to be kept. */
static int write_until_full(const char *path)
{
    struct store *store = NULL;
    struct error err = {0};
    int kept = 0;
    if (store_open(path, &store, &err) != STATUS_OK)
        return err.message[0] ? FAILED_TO_OPEN : NO_MESSAGE;
    char bytes[3000] = "";
    for (int i = 0; i < RUNS; i++) {
        struct store_run run = {.verb = "accept", .subject = "x", .json = "{}"};
        err = (struct error){0};
        enum status status = store_add_run(store, &run, NULL, &err);
        if (status != STATUS_OK && !err.message[0])
            return NO_MESSAGE;
        kept += status == STATUS_OK;
        store_cache_set(store, i % 2 ? "odd" : "even", bytes, sizeof bytes, NULL);
    }
    store_close(store);
    return kept;
}

static int write_with_limit(const char *path, rlim_t limit_bytes)
{
    int status = -1;
    pid_t pid = fork();
    if (pid == 0) {
        struct rlimit limit = {.rlim_cur = limit_bytes, .rlim_max = limit_bytes};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        _exit(write_until_full(path));
    }
    waitpid(pid, &status, 0);
    CU_ASSERT_TRUE(WIFEXITED(status));
    return WEXITSTATUS(status);
}

TEST(what_was_said_to_be_kept_is_kept_whole)
{
    int complete = 0;
    /* Odd steps, so that writes break off inside of pages and headers too. */
    for (rlim_t limit = 0; limit < 2000000 && complete < 2; limit += 1777 + limit / 12) {
        SCOPED(memory_free_pointer) char *path = new_store_path();
        int kept = write_with_limit(path, limit);
        CU_ASSERT_NOT_EQUAL(kept, NO_MESSAGE);
        SCOPED(store_release) struct store *store = must_open(path);
        CU_ASSERT_EQUAL((int)count_runs(store), kept == FAILED_TO_OPEN ? 0 : kept);
        struct store_run run = {.verb = "accept", .subject = "afterwards"};
        CU_ASSERT_EQUAL(store_add_run(store, &run, NULL, NULL), STATUS_OK);
        complete += kept == RUNS;
    }
    CU_ASSERT_EQUAL(complete, 2);
}

TEST(killed_writer_leaves_a_whole_store)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    for (int round = 0; round < 10; round++) {
        pid_t pid = fork();
        if (pid == 0) {
            for (;;)
                write_until_full(path);
        }
        usleep(20000);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        SCOPED(store_release) struct store *store = must_open(path);
        count_runs(store);
    }
}

STORE_TESTS("store/failing_writes", CASE(what_was_said_to_be_kept_is_kept_whole),
            CASE(killed_writer_leaves_a_whole_store))
