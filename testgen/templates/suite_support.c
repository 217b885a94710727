/* The runner, and tests that crash, hang or end the process. Compiled apart from the unit under test,
 * so that the unit's macros and feature tests do not reach it. */
#define _GNU_SOURCE
#include "suite_parts.h"

#include <CUnit/CUnit.h>
#include <CUnit/TestDB.h>
#include <CUnit/TestRun.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct suite_call_log suite_log;
FILE *suite_out;

/* ---- crashes, hangs and calls that end the process --------------------------------------------------------------- */

/* Linked in only by --coverage: what a process that is about to be killed has counted would be lost. */
void __gcov_dump(void) __attribute__((weak));

static const int fatal_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGALRM};
static sigjmp_buf recovery;
static volatile sig_atomic_t is_recoverable;
static unsigned time_limit_s = 10;

static const char *signal_text(int signal)
{
    switch (signal) {
    case SIGSEGV:
        return "crash: SIGSEGV";
    case SIGBUS:
        return "crash: SIGBUS";
    case SIGFPE:
        return "crash: SIGFPE";
    case SIGILL:
        return "crash: SIGILL";
    case SIGABRT:
        return "crash: SIGABRT";
    case SIGTRAP:
        return "crash: SIGTRAP";
    default:
        return "time limit exceeded";
    }
}

static void on_fatal_signal(int signal)
{
    if (is_recoverable) {
        is_recoverable = 0;
        siglongjmp(recovery, signal);
    }
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(signal, &usual, NULL);
    raise(signal);
}

static void catch_fatal_signals(void)
{
    static char stack[1 << 16]; /* a handler cannot stand on a stack that overflowed */
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
    struct sigaction action = {.sa_handler = on_fatal_signal, .sa_flags = SA_ONSTACK | SA_NODEFER};
    for (size_t i = 0; i < sizeof fatal_signals / sizeof *fatal_signals; i++)
        sigaction(fatal_signals[i], &action, NULL);
}

static void limit_time(unsigned seconds)
{
    setitimer(ITIMER_REAL, &(struct itimerval){.it_value.tv_sec = (time_t)seconds}, NULL);
}

static void on_end_of_child(int signal)
{
    if (__gcov_dump)
        __gcov_dump();
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(signal, &usual, NULL);
    raise(signal);
}

static void run_child(void (*child)(void), int report)
{
    struct sigaction action = {.sa_handler = on_end_of_child};
    sigaction(SIGABRT, &action, NULL);
    dup2(open("/dev/null", O_WRONLY), STDERR_FILENO); /* what assert prints is expected */
    limit_time(time_limit_s);
    is_recoverable = 0;
    child();
    char returned = 'r';
    ssize_t written = write(report, &returned, 1);
    if (__gcov_dump)
        __gcov_dump();
    _exit(written == 1 ? 0 : 1);
}

int suite_outcome_of(void (*child)(void))
{
    int report[2], status = 0;
    if (pipe(report) != 0)
        return 256;
    fflush(NULL);
    suite_make_folder(); /* so that it is known here what the child puts there */
    pid_t pid = fork();
    if (pid == 0)
        run_child(child, report[1]);
    close(report[1]);
    char byte;
    bool returned = pid > 0 && read(report[0], &byte, 1) == 1;
    close(report[0]);
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (returned)
        return SUITE_RETURNED;
    return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* ---- runner ------------------------------------------------------------------------------------------------------ */

struct test_state {
    const struct suite_test *test;
    CU_pTest registered;
    const char *crash; /* NULL: none */
    double seconds;
    unsigned failures;
};

static struct {
    const struct suite *suite;
    struct test_state *states; /* in order of running */
    size_t count;
    unsigned char *first_values; /* of the suite's variables, one after the other */
    const char *only[64];
    size_t only_count;
    const char *junit;
    uint64_t shuffle; /* 0: in the order written */
    bool is_list, is_stop, is_trace, is_reversed;
} run;

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void keep_first_values(void)
{
    size_t size = 0;
    for (size_t i = 0; i < run.suite->variable_count; i++)
        size += run.suite->variables[i].size;
    unsigned char *at = run.first_values = __real_calloc(size + 1, 1);
    for (size_t i = 0; i < run.suite->variable_count; at += run.suite->variables[i].size, i++)
        memcpy(at, run.suite->variables[i].address, run.suite->variables[i].size);
}

static void put_back_first_values(void)
{
    const unsigned char *at = run.first_values;
    for (size_t i = 0; i < run.suite->variable_count; at += run.suite->variables[i].size, i++)
        memcpy(run.suite->variables[i].address, at, run.suite->variables[i].size);
}

static void set_up(void)
{
    put_back_first_values();
    memset(&suite_log, 0, sizeof suite_log);
    suite_begin_blocks();
    srand(1);
    errno = 0;
}

static struct test_state *current_state(void)
{
    CU_pTest test = CU_get_current_test();
    size_t i = 0;
    while (i + 1 < run.count && run.states[i].registered != test)
        i++;
    return &run.states[i];
}

/* What CUnit calls for every test. */
static void run_current_test(void)
{
    struct test_state *state = current_state();
    set_up();
    if (run.is_trace)
        fprintf(stderr, "suite: begin %s\n", state->test->name);
    state->seconds = now_s();
    int signal = sigsetjmp(recovery, 1);
    if (signal == 0) {
        is_recoverable = 1;
        limit_time(time_limit_s);
        if (run.suite->set_up)
            run.suite->set_up();
        errno = 0;
        state->test->run();
        return;
    }
    limit_time(0);
    suite_unlock_blocks();
    state->crash = signal_text(signal);
    if (suite_is_law_running())
        suite_print_counterexample();
    CU_assertImplementation(CU_FALSE, 0, (char *)(uintptr_t)state->crash, (char *)(uintptr_t)state->test->group, "",
                            CU_FALSE);
}

/* Called also after an assertion that ended the test. */
static void after_test(const CU_pTest test, const CU_pSuite suite, const CU_pFailureRecord first)
{
    (void)test, (void)suite;
    is_recoverable = 0;
    limit_time(0);
    suite_fail_allocation(SUITE_NO_ALLOCATION);
    struct test_state *state = current_state();
    state->seconds = now_s() - state->seconds;
    if (run.suite->tear_down && !state->crash)
        run.suite->tear_down();
    suite_close_files();
    suite_end_law();
    if (run.is_trace)
        fprintf(stderr, "suite: end %s, %zu of %zu blocks left\n", state->test->name, suite_blocks_in_use(),
                suite_blocks_taken());
    for (CU_pFailureRecord failure = first; failure; failure = failure->pNext) {
        if (state->failures++ == 0)
            fprintf(suite_out, "%s\n", state->test->name);
        if (failure->uiLineNumber)
            fprintf(suite_out, "    %s:%u: %s\n", failure->strFileName, failure->uiLineNumber, failure->strCondition);
        else
            fprintf(suite_out, "    %s\n", failure->strCondition);
    }
    if (run.is_stop && state->failures) {
        fflush(suite_out);
        _exit(EXIT_FAILURE);
    }
}

static void write_escaped(FILE *file, const char *text)
{
    for (; *text; text++) {
        if (strchr("<>&\"'", *text))
            fprintf(file, "&#%d;", *text);
        else
            fputc((unsigned char)*text < ' ' ? ' ' : *text, file);
    }
}

static void write_failures(FILE *file, const struct test_state *state)
{
    for (CU_pFailureRecord failure = CU_get_failure_list(); failure; failure = failure->pNext) {
        if (failure->pTest != state->registered)
            continue;
        fprintf(file, "\n      <%s message=\"", state->crash ? "error" : "failure");
        write_escaped(file, failure->strCondition);
        fputs("\">", file);
        write_escaped(file, failure->strFileName);
        fprintf(file, ":%u</%s>", failure->uiLineNumber, state->crash ? "error" : "failure");
    }
}

static void write_junit(const char *path)
{
    unsigned failed = 0, crashed = 0;
    double seconds = 0;
    for (size_t i = 0; i < run.count; i++) {
        crashed += run.states[i].crash != NULL;
        failed += run.states[i].failures && !run.states[i].crash;
        seconds += run.states[i].seconds;
    }
    FILE *file = fopen(path, "w");
    if (!file) {
        fprintf(stderr, "'%s': %s\n", path, strerror(errno));
        exit(2);
    }
    fprintf(file,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
            "  <testsuite name=\"%s\" tests=\"%zu\" failures=\"%u\" errors=\"%u\" time=\"%.3f\">\n",
            run.suite->name, run.count, failed, crashed, seconds);
    for (size_t i = 0; i < run.count; i++) {
        const struct test_state *state = &run.states[i];
        fprintf(file, "    <testcase classname=\"%s.%s\" name=\"%s\" time=\"%.3f\">", run.suite->name,
                state->test->group, state->test->name, state->seconds);
        write_failures(file, state);
        fputs("</testcase>\n", file);
    }
    fputs("  </testsuite>\n</testsuites>\n", file);
    if (__real_fclose(file) != 0)
        exit(2);
}

static bool is_wanted(const struct suite_test *test)
{
    for (size_t i = 0; i < run.only_count; i++)
        if (fnmatch(run.only[i], test->name, 0) == 0)
            return true;
    return run.only_count == 0;
}

static void swap_tests(size_t a, size_t b)
{
    struct test_state kept = run.states[a];
    run.states[a] = run.states[b];
    run.states[b] = kept;
}

static void choose_tests(void)
{
    run.states = __real_calloc(run.suite->test_count + 1, sizeof *run.states);
    for (size_t i = 0; run.states && i < run.suite->test_count; i++)
        if (is_wanted(&run.suite->tests[i]))
            run.states[run.count++].test = &run.suite->tests[i];
    for (size_t i = 0; run.is_reversed && i < run.count / 2; i++)
        swap_tests(i, run.count - 1 - i);
    uint64_t state = run.shuffle;
    for (size_t i = run.count; run.shuffle && i > 1; i--)
        swap_tests(i - 1, suite_next_random(&state) % i);
}

/* One CUnit suite a function; in another order one for all, as CUnit runs a suite's tests together. */
static bool register_tests(void)
{
    CU_pSuite suite = NULL;
    for (size_t i = 0; i < run.count; i++) {
        const char *group = run.shuffle || run.is_reversed ? run.suite->name : run.states[i].test->group;
        if (!suite || (strcmp(suite->pName, group) != 0 && !(suite = CU_get_suite(group))))
            suite = CU_add_suite(group, NULL, NULL);
        run.states[i].registered = suite ? CU_add_test(suite, run.states[i].test->name, run_current_test) : NULL;
        if (!run.states[i].registered)
            return false;
    }
    return true;
}

static const char *value_of(char **argv, int *i, const char *option)
{
    if (strcmp(argv[*i], option) != 0)
        return NULL;
    if (!argv[*i + 1]) {
        fprintf(stderr, "%s: a value is missing\n", option);
        exit(2);
    }
    return argv[++*i];
}

static void read_options(int argc, char **argv)
{
    const char *value = getenv("SUITE_SHUFFLE");
    run.shuffle = value ? strtoull(value, NULL, 10) : 0;
    value = getenv("SUITE_FILL");
    suite_fill_fresh_blocks(value ? (int)strtoul(value, NULL, 0) & 0xff : -1);
    value = getenv("SUITE_TIME_LIMIT");
    time_limit_s = value && atoi(value) > 0 ? (unsigned)atoi(value) : time_limit_s;
    run.is_stop = getenv("SUITE_STOP") != NULL;
    run.is_trace = getenv("SUITE_TRACE") != NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--list") == 0)
            run.is_list = true;
        else if (strcmp(argv[i], "--reverse") == 0)
            run.is_reversed = true;
        else if (strcmp(argv[i], "--stop") == 0)
            run.is_stop = true;
        else if ((value = value_of(argv, &i, "--junit")))
            run.junit = value;
        else if ((value = value_of(argv, &i, "--shuffle")))
            run.shuffle = strtoull(value, NULL, 10);
        else if ((value = value_of(argv, &i, "--only")) && run.only_count < sizeof run.only / sizeof *run.only)
            run.only[run.only_count++] = value;
        else {
            fprintf(stderr, "usage: %s [--list] [--only NAME] [--reverse] [--shuffle N] [--junit FILE] [--stop]\n",
                    argv[0]);
            exit(2);
        }
    }
}

static void silence_the_unit(void)
{
    suite_out = fdopen(dup(STDOUT_FILENO), "w");
    setvbuf(suite_out, NULL, _IOLBF, 0);
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDIN_FILENO);
    close(nothing);
}

static int report(void)
{
    unsigned failed = 0;
    for (size_t i = 0; i < run.count; i++)
        failed += run.states[i].failures > 0;
    if (run.junit)
        write_junit(run.junit);
    fprintf(suite_out, "%s: %zu tests, %u failed, %u assertions", run.suite->name, run.count, failed,
            CU_get_number_of_asserts());
    fprintf(suite_out, run.shuffle ? ", order %llu\n" : "\n", (unsigned long long)run.shuffle);
    if (run.count == 0)
        fputs("no test was run\n", suite_out);
    return failed || run.count == 0 || CU_get_number_of_tests_run() != run.count ? EXIT_FAILURE : EXIT_SUCCESS;
}

int suite_run(const struct suite *suite, int argc, char **argv)
{
    run.suite = suite;
    read_options(argc, argv);
    choose_tests();
    for (size_t i = 0; run.is_list && i < run.count; i++)
        puts(run.states[i].test->name);
    int code = EXIT_SUCCESS;
    if (!run.is_list) {
        setenv("TZ", "UTC", 1);
        keep_first_values();
        silence_the_unit();
        catch_fatal_signals();
        code = CU_initialize_registry() == CUE_SUCCESS && register_tests() ? EXIT_SUCCESS : 2;
        CU_set_test_complete_handler(after_test);
        if (code == EXIT_SUCCESS && CU_run_all_tests() == CUE_SUCCESS)
            code = report();
        CU_cleanup_registry();
        __real_fclose(suite_out);
        __real_free(run.first_values);
        suite_free_all_blocks();
    }
    __real_free(run.states);
    return code;
}
