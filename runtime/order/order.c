/* Loaded into a CUnit program in front of CUnit (LD_PRELOAD): runs its tests in a random order, or each in a process of
 * its own, and tells how each ends. report.h says what is told. Without CET_ORDER_REPORT in the environment nothing is
 * changed.
 *
 *     CET_ORDER_REPORT=FILE    where that goes
 *     CET_ORDER_SEED=N         tests and suites in the order of this seed; 0 or nothing: as they were registered
 *     CET_ORDER_ALONE=1        each test in a process that is forked before the first one
 *     CET_ORDER_COVERAGE=DIR   with that: gcov's data of each go to DIR/PROGRAM/INDEX
 *
 * Tests of suites without fixtures mix with each other; those of a suite that has one stay in it, whole suites change
 * places. */
#include <CUnit/CUnit.h>
#include <CUnit/Console.h>
#include <CUnit/TestRun.h>
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cunit.h"
#include "registry.h"
#include "report.h"

#pragma weak CU_get_registry
#pragma weak CU_get_number_of_asserts
#pragma weak CU_get_test_start_handler
#pragma weak CU_set_test_start_handler
#pragma weak CU_get_test_complete_handler
#pragma weak CU_set_test_complete_handler

#define SHOWN __attribute__((visibility("default")))
#define NAME_SIZE 4096
#define ALONE_LIMIT_S 60

static struct {
    CU_TestStartMessageHandler start;
    CU_TestCompleteMessageHandler complete;
    unsigned asserts;
    uint64_t wall_us, cpu_us;
    pid_t process;
} watch;

static uint64_t clock_us(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static uint64_t number_from(const char *variable)
{
    const char *text = getenv(variable);
    return text ? strtoull(text, NULL, 10) : 0;
}

/* ---- what is told of each test ----------------------------------------------------------------------------------- */

static void on_start(const CU_pTest test, const CU_pSuite suite)
{
    if (getpid() == watch.process) {
        char name[NAME_SIZE] = "";
        const size_t index = registry_index(test);
        CU_pSuite home = index < known.test_count ? known.homes[index] : suite;
        cet_cunit_name(home, test, name, sizeof name);
        order_report("begin %zu %d %s", index, suite_has_fixture(home), name);
        watch.asserts = CU_get_number_of_asserts();
        watch.cpu_us = clock_us(CLOCK_PROCESS_CPUTIME_ID);
        watch.wall_us = clock_us(CLOCK_MONOTONIC);
    }
    if (watch.start)
        watch.start(test, suite);
}

static void on_complete(const CU_pTest test, const CU_pSuite suite, const CU_pFailureRecord failure)
{
    if (getpid() == watch.process) {
        uint64_t wall_us = clock_us(CLOCK_MONOTONIC) - watch.wall_us;
        uint64_t cpu_us = clock_us(CLOCK_PROCESS_CPUTIME_ID) - watch.cpu_us;
        order_report("end %s %u %llu %llu", failure ? "failed" : "passed", CU_get_number_of_asserts() - watch.asserts,
                     (unsigned long long)wall_us, (unsigned long long)cpu_us);
    }
    if (watch.complete)
        watch.complete(test, suite, failure);
}

static void watch_begin(void)
{
    watch.process = getpid();
    watch.start = CU_get_test_start_handler();
    watch.complete = CU_get_test_complete_handler();
    CU_set_test_start_handler(on_start);
    CU_set_test_complete_handler(on_complete);
}

static void watch_end(void)
{
    CU_set_test_start_handler(watch.start);
    CU_set_test_complete_handler(watch.complete);
}

/* ---- each alone -------------------------------------------------------------------------------------------------- */

static void send_coverage_to(size_t index)
{
    char program[NAME_SIZE], path[2 * NAME_SIZE];
    const char *folder = getenv("CET_ORDER_COVERAGE");
    if (!folder || !*folder)
        return;
    order_program_path(program, sizeof program);
    const char *slash = strrchr(program, '/');
    snprintf(path, sizeof path, "%s/%s/%zu", folder, slash ? slash + 1 : program, index);
    setenv("GCOV_PREFIX", path, 1);
}

/* True in a process of its own; false when it has ended. */
static bool go_alone(size_t index)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        alarm(ALONE_LIMIT_S);
        send_coverage_to(index);
        watch_begin();
        return true;
    }
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (child > 0 && WIFSIGNALED(status))
        order_report("killed %d", WTERMSIG(status) == SIGALRM ? 0 : WTERMSIG(status));
    return false;
}

static void run_each_alone(CU_pTestRegistry registry, const struct suite_slot *slot, CU_ErrorCode (*run)(void))
{
    for (size_t t = slot->first; t < slot->first + slot->count; t++)
        if (go_alone(t)) {
            const struct suite_slot only = {slot->suite, t, 1};
            registry->uiNumberOfSuites = registry->uiNumberOfTests = 1;
            registry_link(registry, &only, 1);
            run();
            exit(0); /* gcov writes what it has counted */
        }
}

/* ---- in place of CUnit's own ------------------------------------------------------------------------------------- */

static CU_ErrorCode run_watched(CU_ErrorCode (*run)(void))
{
    watch_begin();
    CU_ErrorCode code = run();
    watch_end();
    return code;
}

static void shuffle(CU_pTestRegistry registry, CU_pSuite only)
{
    uint64_t seed = number_from("CET_ORDER_SEED");
    if (!seed)
        return;
    if (only)
        shuffle_suite(only, seed);
    else
        shuffle_all(seed);
    registry_link(registry, known.suites, known.suite_count);
}

/* only: the suite that is run, NULL: all. */
static CU_ErrorCode run_as_asked(CU_pSuite only, CU_ErrorCode (*run)(void))
{
    CU_pTestRegistry registry = order_is_asked_for() && CU_get_registry ? CU_get_registry() : NULL;
    CU_ErrorCode code = CUE_SUCCESS;
    if (!registry)
        return run();
    order_report_program();
    if (!registry_take(registry)) {
        order_report("refused its CUnit keeps tests in another way than CUnit 2.1-3");
        return run_watched(run);
    }
    if (number_from("CET_ORDER_ALONE")) {
        for (size_t s = 0; s < known.suite_count; s++)
            if (!only || known.suites[s].suite == only)
                run_each_alone(registry, &known.suites[s], run);
    } else {
        shuffle(registry, only);
        code = run_watched(run);
    }
    registry_forget();
    return code;
}

SHOWN CU_ErrorCode CU_run_all_tests(void)
{
    return run_as_asked(NULL, (CU_ErrorCode(*)(void))dlsym(RTLD_NEXT, "CU_run_all_tests"));
}

static struct {
    CU_ErrorCode (*run)(CU_pSuite suite);
    CU_pSuite suite;
} one_suite;

static CU_ErrorCode run_one_suite(void)
{
    return one_suite.run(one_suite.suite);
}

/* Of a program that names its suites itself the tests of each change places. */
SHOWN CU_ErrorCode CU_run_suite(CU_pSuite suite)
{
    one_suite.run = (CU_ErrorCode(*)(CU_pSuite))dlsym(RTLD_NEXT, "CU_run_suite");
    one_suite.suite = suite;
    return run_as_asked(suite, run_one_suite);
}

/* Of one that names its tests itself, what happens is told. */
SHOWN CU_ErrorCode CU_run_test(CU_pSuite suite, CU_pTest test)
{
    CU_ErrorCode (*next)(CU_pSuite, CU_pTest) = (CU_ErrorCode(*)(CU_pSuite, CU_pTest))dlsym(RTLD_NEXT, "CU_run_test");
    if (!order_is_asked_for())
        return next(suite, test);
    order_report_program();
    if (!number_from("CET_ORDER_ALONE")) {
        order_report("refused it names its tests itself");
        watch_begin();
        CU_ErrorCode code = next(suite, test);
        watch_end();
        return code;
    }
    if (go_alone(0)) {
        next(suite, test);
        exit(0);
    }
    return CUE_SUCCESS;
}

/* Nobody is there to answer. */
SHOWN void CU_console_run_tests(void)
{
    void (*next)(void) = (void (*)(void))dlsym(RTLD_NEXT, "CU_console_run_tests");
    if (order_is_asked_for())
        CU_run_all_tests();
    else
        next();
}
