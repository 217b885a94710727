#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include "cet/exec/parallel.h"
#include "cet/exec/process.h"
#include "unit_test.h"

#define COUNT 40

struct tally {
    atomic_uint runs[COUNT];
    atomic_uint at_once, most_at_once;
};

static enum status run_program(void *context, size_t index, struct error *err)
{
    struct tally *tally = context;
    const unsigned now = atomic_fetch_add(&tally->at_once, 1) + 1;
    unsigned most = atomic_load(&tally->most_at_once);
    while (now > most && !atomic_compare_exchange_weak(&tally->most_at_once, &most, now))
        ;
    char code[16];
    snprintf(code, sizeof code, "%zu", index);
    const char *const argv[] = {EXEC_FIXTURE, "exit", code, NULL};
    struct process_result result = {0};
    enum status status = process_run(&(struct process_request){.argv = argv}, &result, err);
    if (status == STATUS_OK && (result.end != PROCESS_EXITED || result.exit_code != (int)index))
        status = error_set(err, STATUS_INVALID, "another program's end");
    process_result_release(&result);
    atomic_fetch_add(&tally->runs[index], 1);
    atomic_fetch_sub(&tally->at_once, 1);
    return status;
}

TEST(each_piece_runs_once_and_hears_of_its_own_program)
{
    static struct tally tally;
    struct error err = {0};
    CU_ASSERT_EQUAL(
        parallel_run(&(struct parallel){.jobs = 8, .count = COUNT, .run = run_program, .context = &tally}, &err),
        STATUS_OK);
    CU_ASSERT_STRING_EQUAL(err.message, "");
    for (size_t i = 0; i < COUNT; i++)
        CU_ASSERT_EQUAL(atomic_load(&tally.runs[i]), 1);
    CU_ASSERT_TRUE(atomic_load(&tally.most_at_once) <= 8);
}

TEST(one_job_is_one_at_a_time)
{
    static struct tally tally;
    CU_ASSERT_EQUAL(
        parallel_run(&(struct parallel){.jobs = 1, .count = COUNT, .run = run_program, .context = &tally}, NULL),
        STATUS_OK);
    CU_ASSERT_EQUAL(atomic_load(&tally.most_at_once), 1);
}

TEST(nothing_to_do_is_done)
{
    CU_ASSERT_EQUAL(parallel_run(&(struct parallel){.run = run_program}, NULL), STATUS_OK);
}

struct meeting {
    pthread_barrier_t barrier;
    atomic_uint started;
};

/* Both of the first two run before either fails; the later one fails first. */
static enum status fail(void *context, size_t index, struct error *err)
{
    struct meeting *meeting = context;
    atomic_fetch_add(&meeting->started, 1);
    pthread_barrier_wait(&meeting->barrier);
    if (index == 1)
        error_set(err, STATUS_LIMIT, "piece 1");
    else
        error_set(err, STATUS_INVALID, "piece 0");
    return index == 1 ? STATUS_LIMIT : STATUS_INVALID;
}

TEST(the_first_failure_in_order_is_told_and_nothing_starts_behind_it)
{
    struct meeting meeting = {0};
    struct error err = {0};
    pthread_barrier_init(&meeting.barrier, NULL, 2);
    CU_ASSERT_EQUAL(parallel_run(&(struct parallel){.jobs = 2, .count = 9, .run = fail, .context = &meeting}, &err),
                    STATUS_INVALID);
    CU_ASSERT_STRING_EQUAL(err.message, "piece 0");
    CU_ASSERT_EQUAL(atomic_load(&meeting.started), 2);
    pthread_barrier_destroy(&meeting.barrier);
}

UNIT_TESTS("exec/parallel", CASE(each_piece_runs_once_and_hears_of_its_own_program), CASE(one_job_is_one_at_a_time),
           CASE(nothing_to_do_is_done), CASE(the_first_failure_in_order_is_told_and_nothing_starts_behind_it))
