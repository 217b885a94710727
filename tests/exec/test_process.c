#include <fcntl.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cet/core/clock.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/process.h"
#include "unit_test.h"

static struct process_result result;
static struct error err;

static enum status run(struct process_request request, const char *verb, const char *argument)
{
    const char *const argv[] = {EXEC_FIXTURE, verb, argument, NULL};
    if (!request.argv)
        request.argv = argv;
    process_result_release(&result);
    err = (struct error){0};
    return process_run(&request, &result, &err);
}

static void expect_end(enum process_end end, const char *description)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    CU_ASSERT_EQUAL(result.end, end);
    process_describe(&result, &text);
    if (description)
        CU_ASSERT_STRING_EQUAL(strbuf_text(&text), description);
}

TEST(exit_code_is_told)
{
    CU_ASSERT_EQUAL(run((struct process_request){0}, "exit", "3"), STATUS_OK);
    expect_end(PROCESS_EXITED, "exit code 3");
    CU_ASSERT_EQUAL(result.exit_code, 3);
    CU_ASSERT_FALSE(process_succeeded(&result));
    CU_ASSERT_EQUAL(run((struct process_request){0}, "exit", "0"), STATUS_OK);
    CU_ASSERT_TRUE(process_succeeded(&result));
}

TEST(signal_is_told)
{
    CU_ASSERT_EQUAL(run((struct process_request){0}, "die", "11"), STATUS_OK);
    expect_end(PROCESS_SIGNALLED, "killed by SIGSEGV");
    CU_ASSERT_EQUAL(result.signal, SIGSEGV);
}

TEST(output_errors_and_report_come_apart)
{
    CU_ASSERT_EQUAL(run((struct process_request){.report = true}, "say", "x"), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&result.output), "out x\n");
    CU_ASSERT_STRING_EQUAL(strbuf_text(&result.error_output), "err x\n");
    CU_ASSERT_STRING_EQUAL(strbuf_text(&result.report), "report x\n");
}

TEST(output_and_errors_come_together)
{
    CU_ASSERT_EQUAL(run((struct process_request){.merge_errors = true}, "say", "x"), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&result.output), "out x\nerr x\n");
}

TEST(input_of_a_megabyte_passes_through)
{
    SCOPED(memory_free_pointer) char *text = memory_new(1 << 20, 1);
    memset(text, 'a', 1 << 20);
    CU_ASSERT_EQUAL(run((struct process_request){.input = text, .input_length = 1 << 20}, "echo", NULL), STATUS_OK);
    CU_ASSERT_EQUAL(result.output.length, 1 << 20);
    CU_ASSERT_EQUAL(memcmp(strbuf_text(&result.output), text, 1 << 20), 0);
}

TEST(addresses_stay_where_they_are)
{
    const char *const argv[] = {"cat", "/proc/self/personality", NULL};
    const int before = personality(0xffffffff);
    const bool allowed = personality((unsigned long)before | ADDR_NO_RANDOMIZE) >= 0;
    personality((unsigned long)before);
    CU_ASSERT_EQUAL(run((struct process_request){.argv = argv, .fixed_addresses = true}, NULL, NULL), STATUS_OK);
    if (allowed)
        CU_ASSERT_STRING_EQUAL(strbuf_text(&result.output), "00040000\n");
}

TEST(without_input_there_is_nothing_to_read)
{
    CU_ASSERT_EQUAL(run((struct process_request){0}, "echo", NULL), STATUS_OK);
    CU_ASSERT_EQUAL(result.output.length, 0);
}

TEST(hanging_program_ends_after_its_time)
{
    CU_ASSERT_EQUAL(run((struct process_request){.timeout_ms = 300}, "hang", NULL), STATUS_OK);
    expect_end(PROCESS_TIMED_OUT, NULL);
    CU_ASSERT_TRUE(result.wall_ms >= 300);
}

TEST(spinning_program_ends_after_its_processor_time)
{
    CU_ASSERT_EQUAL(run((struct process_request){.cpu_limit_s = 1}, "spin", NULL), STATUS_OK);
    expect_end(PROCESS_TIMED_OUT, NULL);
    CU_ASSERT_TRUE(result.cpu_ms > 0); /* the kernel counts towards the limit by samples, and tells the exact time */
}

TEST(flood_ends_the_program_or_is_cut)
{
    CU_ASSERT_EQUAL(run((struct process_request){.output_max_bytes = 100000}, "flood", NULL), STATUS_OK);
    expect_end(PROCESS_OUTPUT_LIMIT, "stopped for too much output");
    CU_ASSERT_EQUAL(result.output.length, 100000);
    CU_ASSERT_EQUAL(run((struct process_request){.output_max_bytes = 100000, .output_cut = true}, "flood", NULL),
                    STATUS_OK);
    expect_end(PROCESS_EXITED, "exit code 10");
    CU_ASSERT_TRUE(result.output_was_cut);
    CU_ASSERT_EQUAL(result.output.length, 100000);
}

TEST(memory_is_bounded)
{
    CU_ASSERT_EQUAL(run((struct process_request){.memory_limit_bytes = 128 << 20}, "memory", NULL), STATUS_OK);
    expect_end(PROCESS_EXITED, "exit code 11");
    CU_ASSERT_TRUE(result.peak_memory_bytes > 64 << 20 && result.peak_memory_bytes <= 128 << 20);
}

TEST(memory_is_bounded_where_the_address_space_is_not)
{
    struct process_request request = {.memory_limit_bytes = 128 << 20, .address_space_unlimited = true};
    CU_ASSERT_EQUAL(run(request, "reserved", NULL), STATUS_OK);
    expect_end(PROCESS_MEMORY_LIMIT, "stopped for too much memory");
}

TEST(files_are_bounded)
{
    CU_ASSERT_EQUAL(run((struct process_request){0}, "big-file", "/tmp/cet-test-big"), STATUS_OK);
    expect_end(PROCESS_EXITED, "exit code 11");
    unlink("/tmp/cet-test-big");
}

TEST(descriptors_do_not_leak)
{
    int open_here = open("/dev/null", O_RDONLY);
    int high = fcntl(open_here, F_DUPFD, 200);
    char low_text[16];
    snprintf(low_text, sizeof low_text, "%d", open_here);
    CU_ASSERT_EQUAL(run((struct process_request){0}, "descriptor", low_text), STATUS_OK);
    CU_ASSERT_EQUAL(result.exit_code, 11);
    CU_ASSERT_EQUAL(run((struct process_request){0}, "descriptor", "200"), STATUS_OK);
    CU_ASSERT_EQUAL(result.exit_code, 11);
    CU_ASSERT_TRUE(high >= 200);
    close(high);
    close(open_here);
}

TEST(descriptors_asked_for_are_handed_on)
{
    int ends[2];
    char text[16] = "";
    CU_ASSERT_EQUAL(pipe2(ends, O_CLOEXEC), 0);
    CU_ASSERT_EQUAL(run((struct process_request){.descriptors = &ends[1], .descriptor_count = 1}, "say", "y"),
                    STATUS_OK);
    CU_ASSERT_EQUAL(read(ends[0], text, sizeof text - 1), 9);
    CU_ASSERT_STRING_EQUAL(text, "report y\n");
    close(ends[0]);
    close(ends[1]);
}

static size_t count_descriptors(void)
{
    size_t count = 0;
    for (int i = 0; i < 256; i++)
        count += fcntl(i, F_GETFD) >= 0;
    return count;
}

TEST(runs_leave_no_descriptor_behind)
{
    size_t before = count_descriptors();
    for (int i = 0; i < 5; i++)
        CU_ASSERT_EQUAL(run((struct process_request){.report = true}, "say", "x"), STATUS_OK);
    const char *const missing[] = {"/no/such/program", NULL};
    CU_ASSERT_EQUAL(run((struct process_request){.argv = missing}, NULL, NULL), STATUS_NOT_FOUND);
    CU_ASSERT_EQUAL(run((struct process_request){.folder = "/no/such/folder"}, "exit", "0"), STATUS_IO);
    CU_ASSERT_EQUAL(count_descriptors(), before);
}

TEST(missing_program_is_one_line)
{
    const char *const argv[] = {"no-such-program-at-all", NULL};
    CU_ASSERT_EQUAL(run((struct process_request){.argv = argv}, NULL, NULL), STATUS_NOT_FOUND);
    CU_ASSERT_STRING_EQUAL(err.message, "'no-such-program-at-all': no such program");
}

TEST(missing_folder_is_one_line)
{
    CU_ASSERT_EQUAL(run((struct process_request){.folder = "/no/such/folder"}, "exit", "0"), STATUS_IO);
    CU_ASSERT_STRING_EQUAL(err.message,
                           "'/no/such/folder': program cannot enter its folder: No such file or directory");
}

TEST(relative_program_is_seen_from_its_folder)
{
    SCOPED(memory_free_pointer) char *folder = path_folder(EXEC_FIXTURE);
    const char *const argv[] = {"./exec_fixture", "exit", "4", NULL};
    CU_ASSERT_EQUAL(run((struct process_request){.argv = argv, .folder = folder}, NULL, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(result.exit_code, 4);
}

TEST(environment_is_added_to_or_clean)
{
    const char *const argv[] = {"env", NULL};
    const char *const more[] = {"CET_TEST_MORE=1", "CET_TEST_OURS=new", NULL};
    setenv("CET_TEST_OURS", "old", 1);
    CU_ASSERT_EQUAL(run((struct process_request){.argv = argv, .environment = more}, NULL, NULL), STATUS_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&result.output), "CET_TEST_MORE=1\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&result.output), "CET_TEST_OURS=new\n"));
    CU_ASSERT_PTR_NULL(strstr(strbuf_text(&result.output), "CET_TEST_OURS=old"));
    struct process_request clean = {.argv = argv, .environment_clean = true};
    CU_ASSERT_EQUAL(run(clean, NULL, NULL), STATUS_OK);
    CU_ASSERT_PTR_NULL(strstr(strbuf_text(&result.output), "CET_TEST"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&result.output), "LC_ALL=C.UTF-8\n"));
}

TEST(what_is_left_in_the_background_dies_with_the_program)
{
    const char *const argv[] = {"sh", "-c", "sleep 30 & echo started", NULL};
    uint64_t before_ms = clock_now_ms();
    CU_ASSERT_EQUAL(run((struct process_request){.argv = argv}, NULL, NULL), STATUS_OK);
    CU_ASSERT_TRUE(clock_now_ms() - before_ms < 30000);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&result.output), "started\n");
}

static void count_look(void *context)
{
    ++*(int *)context;
}

TEST(a_program_that_runs_is_looked_at)
{
    const char *const argv[] = {"sleep", "1", NULL};
    int looks = 0;
    struct process_request request = {.argv = argv, .look = count_look, .look_context = &looks};
    CU_ASSERT_EQUAL(run(request, NULL, NULL), STATUS_OK);
    CU_ASSERT_TRUE(looks >= 2 && looks <= 40); /* about every 50 ms */
}

UNIT_TESTS("exec/process", CASE(exit_code_is_told), CASE(signal_is_told), CASE(output_errors_and_report_come_apart),
           CASE(output_and_errors_come_together), CASE(input_of_a_megabyte_passes_through),
           CASE(addresses_stay_where_they_are), CASE(without_input_there_is_nothing_to_read),
           CASE(hanging_program_ends_after_its_time), CASE(spinning_program_ends_after_its_processor_time),
           CASE(flood_ends_the_program_or_is_cut), CASE(memory_is_bounded),
           CASE(memory_is_bounded_where_the_address_space_is_not), CASE(files_are_bounded),
           CASE(descriptors_do_not_leak), CASE(descriptors_asked_for_are_handed_on),
           CASE(runs_leave_no_descriptor_behind), CASE(missing_program_is_one_line), CASE(missing_folder_is_one_line),
           CASE(relative_program_is_seen_from_its_folder), CASE(environment_is_added_to_or_clean),
           CASE(what_is_left_in_the_background_dies_with_the_program), CASE(a_program_that_runs_is_looked_at))
