#include <unistd.h>

#include "cet/core/clock.h"
#include "cet/core/memory.h"
#include "cet/exec/pool.h"
#include "unit_test.h"

#define COUNT 12

static const char *const codes[COUNT] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"};
static const char *argvs[COUNT][4];

static void make_requests(struct process_request *requests)
{
    for (size_t i = 0; i < COUNT; i++) {
        argvs[i][0] = EXEC_FIXTURE;
        argvs[i][1] = "exit";
        argvs[i][2] = codes[i];
        argvs[i][3] = NULL;
        requests[i] = (struct process_request){.argv = argvs[i]};
    }
}

static enum status count_calls(void *context, size_t index, struct process_result *result, struct error *err)
{
    size_t *calls = context;
    (void)err;
    ++*calls;
    CU_ASSERT_TRUE(result->end != PROCESS_EXITED || result->exit_code == (int)index);
    return STATUS_OK;
}

TEST(results_stand_in_the_order_of_requests)
{
    struct process_request requests[COUNT];
    struct process_result results[COUNT] = {0};
    size_t calls = 0;
    make_requests(requests);
    CU_ASSERT_EQUAL(pool_run_all(requests, COUNT, 4, count_calls, &calls, results, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(calls, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        CU_ASSERT_EQUAL(results[i].end, PROCESS_EXITED);
        CU_ASSERT_EQUAL(results[i].exit_code, (int)i);
        process_result_release(&results[i]);
    }
}

TEST(one_at_a_time_runs_all)
{
    struct process_request requests[COUNT];
    struct process_result results[COUNT] = {0};
    size_t calls = 0;
    make_requests(requests);
    CU_ASSERT_EQUAL(pool_run_all(requests, COUNT, 1, count_calls, &calls, results, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(calls, COUNT);
    for (size_t i = 0; i < COUNT; i++)
        process_result_release(&results[i]);
}

TEST(what_cannot_start_is_a_result)
{
    struct process_request requests[COUNT];
    struct process_result results[COUNT] = {0};
    make_requests(requests);
    argvs[5][0] = "/no/such/program";
    CU_ASSERT_EQUAL(pool_run_all(requests, COUNT, 0, NULL, NULL, results, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(results[5].end, PROCESS_NOT_STARTED);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&results[5].error_output), "'/no/such/program': no such program");
    CU_ASSERT_EQUAL(results[6].exit_code, 6);
    for (size_t i = 0; i < COUNT; i++)
        process_result_release(&results[i]);
}

TEST(several_run_at_once)
{
    static const char *const argv[] = {"sleep", "0.3", NULL};
    struct process_request requests[4];
    struct process_result results[4] = {0};
    for (size_t i = 0; i < 4; i++)
        requests[i] = (struct process_request){.argv = argv};
    uint64_t before_ms = clock_now_ms();
    CU_ASSERT_EQUAL(pool_run_all(requests, 4, 4, NULL, NULL, results, NULL), STATUS_OK);
    CU_ASSERT_TRUE(clock_now_ms() - before_ms < 1000);
    for (size_t i = 0; i < 4; i++)
        process_result_release(&results[i]);
}

static enum status stop_at_first(void *context, size_t index, struct process_result *result, struct error *err)
{
    (void)context;
    (void)index;
    (void)result;
    return error_set(err, STATUS_LIMIT, "enough");
}

TEST(refusal_stops_the_pool_and_kills_the_rest)
{
    static const char *const quick[] = {"true", NULL};
    static const char *const slow[] = {"sleep", "60", NULL};
    struct process_request requests[] = {{.argv = slow}, {.argv = quick}, {.argv = slow}};
    struct process_result results[3] = {0};
    struct error err = {0};
    uint64_t before_ms = clock_now_ms();
    CU_ASSERT_EQUAL(pool_run_all(requests, 3, 2, stop_at_first, NULL, results, &err), STATUS_LIMIT);
    CU_ASSERT_STRING_EQUAL(err.message, "enough");
    CU_ASSERT_TRUE(clock_now_ms() - before_ms < 5000);
    for (size_t i = 0; i < 3; i++)
        process_result_release(&results[i]);
}

UNIT_TESTS("exec/pool", CASE(results_stand_in_the_order_of_requests), CASE(one_at_a_time_runs_all),
           CASE(what_cannot_start_is_a_result), CASE(several_run_at_once),
           CASE(refusal_stops_the_pool_and_kills_the_rest))
