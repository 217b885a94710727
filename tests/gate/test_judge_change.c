#include "cet/gate/judge_change.h"

#include "cet/core/memory.h"
#include "unit_test.h"

static const struct thresholds all_of_it = {.line_ratio = 1, .mutation_ratio = 1};

/* A change that is accepted; each test breaks one thing. */
struct bench {
    struct finding_set findings;
    struct coverage_change coverage;
    struct mutant_set mutants;
    struct change_evidence evidence;
    struct verdict verdict;
};

static void bench_open(struct bench *bench)
{
    *bench = (struct bench){.coverage.totals = {.lines = 4, .lines_hit = 4, .branches = 2, .branches_taken = 1}};
    struct mutant mutant = {.id = "1",
                            .path = "/p/a.c",
                            .line = 3,
                            .column = 5,
                            .original = "<",
                            .replacement = "<=",
                            .operator_name = "relational-boundary",
                            .function = "f",
                            .status = MUTANT_KILLED};
    mutant_set_add(&bench->mutants, &mutant);
    for (size_t i = 0; i < CHANGE_STAGE_COUNT; i++)
        bench->evidence.stages[i].ran = true;
    bench->evidence.findings = &bench->findings;
    bench->evidence.coverage = &bench->coverage;
    bench->evidence.mutants = &bench->mutants;
    bench->evidence.root = "/p";
}

static void bench_close(struct bench *bench)
{
    finding_set_release(&bench->findings);
    mutant_set_release(&bench->mutants);
    verdict_release(&bench->verdict);
    coverage_change_release(&bench->coverage);
}

static void add_finding(struct bench *bench, enum finding_state state)
{
    finding_set_add(&bench->findings, &(struct finding){.rule = "cet-x",
                                                        .level = FINDING_WARNING,
                                                        .path = "/p/a.c",
                                                        .line = 7,
                                                        .function = "",
                                                        .message = "bad",
                                                        .source = "cet",
                                                        .cwe = "",
                                                        .state = state});
}

static const struct verdict_stage *judge(struct bench *bench, enum change_stage stage)
{
    gate_judge_change(&bench->evidence, &all_of_it, &bench->verdict);
    return &bench->verdict.stages[stage];
}

TEST(a_change_that_is_tested_is_accepted)
{
    SCOPED(bench_close) struct bench bench;
    bench_open(&bench);
    add_finding(&bench, FINDING_UNCHANGED);
    CU_ASSERT_EQUAL(judge(&bench, CHANGE_STAGE_SCAN)->status, STAGE_PASSED);
    CU_ASSERT_EQUAL(bench.verdict.outcome, VERDICT_ACCEPTED);
    CU_ASSERT_EQUAL(bench.verdict.stage_count, 4);
}

TEST(a_new_finding_rejects_whatever_its_level)
{
    SCOPED(bench_close) struct bench bench;
    bench_open(&bench);
    add_finding(&bench, FINDING_SHOWN);
    const struct verdict_stage *stage = judge(&bench, CHANGE_STAGE_SCAN);
    CU_ASSERT_EQUAL(bench.verdict.outcome, VERDICT_REJECTED);
    CU_ASSERT_STRING_EQUAL(stage->reasons[0], "a.c:7: bad [cet-x]");
}

TEST(tests_that_fail_reject)
{
    SCOPED(bench_close) struct bench bench;
    bench_open(&bench);
    bench.evidence.tests_failed = "`make check` fails: exit code 2";
    bench.evidence.stages[CHANGE_STAGE_COVERAGE].ran = false;
    CU_ASSERT_EQUAL(judge(&bench, CHANGE_STAGE_TESTS)->status, STAGE_FAILED);
    CU_ASSERT_EQUAL(bench.verdict.outcome, VERDICT_REJECTED);
}

TEST(a_new_line_that_nothing_executes_is_insufficient)
{
    SCOPED(bench_close) struct bench bench;
    bench_open(&bench);
    bench.coverage.totals.lines_hit = 3;
    struct coverage_change_file file = {.path = memory_strdup("/p/a.c"), .state = COVERAGE_CHANGE_MEASURED};
    ARRAY_PUSH(file.missing, file.missing_count, file.missing_capacity, ((struct line_run){3, 4}));
    ARRAY_PUSH(bench.coverage.files, bench.coverage.count, bench.coverage.capacity, file);
    const struct verdict_stage *stage = judge(&bench, CHANGE_STAGE_COVERAGE);
    CU_ASSERT_EQUAL(bench.verdict.outcome, VERDICT_INSUFFICIENT);
    CU_ASSERT_STRING_EQUAL(stage->reasons[stage->reason_count - 1], "a.c: no test executes lines 3-4");
}

TEST(marks_that_would_hide_new_code_are_named_and_not_heeded)
{
    SCOPED(bench_close) struct bench bench;
    bench_open(&bench);
    static const char *const marks[] = {"a.c:3: LCOV_EXCL_LINE would hide 1 lines", NULL};
    bench.evidence.coverage_marks = marks;
    const struct verdict_stage *stage = judge(&bench, CHANGE_STAGE_COVERAGE);
    CU_ASSERT_EQUAL(stage->status, STAGE_PASSED);
    CU_ASSERT_EQUAL_FATAL(stage->reason_count, 1);
    CU_ASSERT_STRING_EQUAL(stage->reasons[0], "a.c:3: LCOV_EXCL_LINE would hide 1 lines; all of it counts here");
}

TEST(lines_of_a_file_that_nothing_measured_count)
{
    SCOPED(bench_close) struct bench bench;
    bench_open(&bench);
    bench.coverage.unmeasured_lines = 1;
    CU_ASSERT_EQUAL(judge(&bench, CHANGE_STAGE_COVERAGE)->status, STAGE_MISSED);
}

TEST(branches_count_when_a_threshold_is_set)
{
    SCOPED(bench_close) struct bench bench;
    bench_open(&bench);
    struct thresholds thresholds = all_of_it;
    thresholds.branch_ratio = 0.75;
    gate_judge_change(&bench.evidence, &thresholds, &bench.verdict);
    CU_ASSERT_EQUAL(bench.verdict.stages[CHANGE_STAGE_COVERAGE].status, STAGE_MISSED);
}

TEST(a_mutant_that_survives_is_insufficient)
{
    SCOPED(bench_close) struct bench bench;
    bench_open(&bench);
    bench.mutants.items[0].status = MUTANT_SURVIVED;
    const struct verdict_stage *stage = judge(&bench, CHANGE_STAGE_MUTATION);
    CU_ASSERT_EQUAL(bench.verdict.outcome, VERDICT_INSUFFICIENT);
    CU_ASSERT_STRING_EQUAL(stage->reasons[stage->reason_count - 1], "a.c:3:5: `<` -> `<=`: survived");
}

TEST(a_change_without_code_to_measure_misses_nothing)
{
    SCOPED(bench_close) struct bench bench;
    bench_open(&bench);
    bench.coverage.totals = (struct coverage_totals){0};
    bench.mutants.items[0].status = MUTANT_EQUIVALENT;
    judge(&bench, CHANGE_STAGE_SCAN);
    CU_ASSERT_EQUAL(bench.verdict.outcome, VERDICT_ACCEPTED);
}

TEST(what_did_not_run_is_not_judged)
{
    SCOPED(bench_close) struct bench bench;
    bench_open(&bench);
    bench.evidence.stages[CHANGE_STAGE_MUTATION] = (struct gate_stage_run){.broken = "no clang"};
    CU_ASSERT_EQUAL(judge(&bench, CHANGE_STAGE_MUTATION)->status, STAGE_BROKEN);
    CU_ASSERT_EQUAL(bench.verdict.outcome, VERDICT_COULD_NOT_JUDGE);
}

TEST(where_only_comments_changed_nothing_is_asked)
{
    SCOPED(bench_close) struct bench bench;
    bench_open(&bench);
    bench.evidence = (struct change_evidence){.unchanged = "only comments changed"};
    const struct verdict_stage *stage = judge(&bench, CHANGE_STAGE_TESTS);
    CU_ASSERT_EQUAL(stage->status, STAGE_NOT_RUN);
    CU_ASSERT_STRING_EQUAL(stage->reasons[0], "only comments changed");
    CU_ASSERT_EQUAL(bench.verdict.outcome, VERDICT_ACCEPTED);
}

UNIT_TESTS("gate/judge_change", CASE(a_change_that_is_tested_is_accepted),
           CASE(a_new_finding_rejects_whatever_its_level), CASE(tests_that_fail_reject),
           CASE(a_new_line_that_nothing_executes_is_insufficient), CASE(lines_of_a_file_that_nothing_measured_count),
           CASE(marks_that_would_hide_new_code_are_named_and_not_heeded), CASE(branches_count_when_a_threshold_is_set),
           CASE(a_mutant_that_survives_is_insufficient), CASE(a_change_without_code_to_measure_misses_nothing),
           CASE(what_did_not_run_is_not_judged), CASE(where_only_comments_changed_nothing_is_asked))
