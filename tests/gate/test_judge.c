#include "unit_test.h"

#include <math.h>

#include "cet/core/memory.h"
#include "cet/gate/judge.h"

static const struct thresholds thresholds = {.line_ratio = 0.85, .branch_ratio = 0.75, .mutation_ratio = 0.70};

/* Evidence that is accepted; each test breaks one thing. */
struct bench {
    struct finding_set findings;
    struct test_plan plan;
    const struct test_plan *plans[2];
    struct coverage coverage;
    struct mutant_set mutants;
    struct gate_evidence evidence;
    struct verdict verdict;
};

static void add_lines(struct coverage_file *file, size_t count, size_t hit)
{
    file->lines = memory_new(count, sizeof *file->lines);
    file->line_count = file->line_capacity = count;
    for (size_t i = 0; i < count; i++)
        file->lines[i] = (struct coverage_line){.line = (uint32_t)i + 1, .hits = i < hit};
}

static void add_mutants(struct mutant_set *set, size_t killed, size_t survived)
{
    for (size_t i = 0; i < killed + survived; i++) {
        struct mutant mutant = {.path = "/a.c",
                                .line = (uint32_t)i + 1,
                                .original = "<",
                                .replacement = "<=",
                                .operator_name = "relational-boundary",
                                .function = "f",
                                .status = i < killed ? MUTANT_KILLED : MUTANT_SURVIVED};
        snprintf(mutant.id, sizeof mutant.id, "%016zx", i + 1);
        mutant_set_add(set, &mutant);
    }
}

static void bench_open(struct bench *bench)
{
    static struct plan_test test = {.function = "f"};
    *bench = (struct bench){0};
    bench->plan.tests = &test;
    bench->plan.test_count = 1;
    bench->plans[0] = &bench->plan;
    add_lines(coverage_add_file(&bench->coverage, "/a.c"), 10, 9);
    add_mutants(&bench->mutants, 8, 2);
    for (unsigned i = 0; i < GATE_STAGE_COUNT; i++)
        bench->evidence.stages[i].ran = true;
    bench->evidence.findings = &bench->findings;
    bench->evidence.plans = bench->plans;
    bench->evidence.coverage = &bench->coverage;
    bench->evidence.mutants = &bench->mutants;
}

static enum verdict_outcome judge(struct bench *bench)
{
    gate_judge(&bench->evidence, &thresholds, &bench->verdict);
    return bench->verdict.outcome;
}

static void bench_close(struct bench *bench)
{
    finding_set_release(&bench->findings);
    coverage_release(&bench->coverage);
    mutant_set_release(&bench->mutants);
    verdict_release(&bench->verdict);
}

TEST(evidence_above_all_thresholds_is_accepted)
{
    struct bench bench;
    bench_open(&bench);
    CU_ASSERT_EQUAL(judge(&bench), VERDICT_ACCEPTED);
    CU_ASSERT_EQUAL(verdict_exit_code(bench.verdict.outcome), 0);
    bench_close(&bench);
}

TEST(a_missed_line_threshold_is_insufficient_and_lists_the_lines)
{
    struct bench bench;
    bench_open(&bench);
    bench.coverage.files[0].lines[3].hits = 0;
    CU_ASSERT_EQUAL(judge(&bench), VERDICT_INSUFFICIENT);
    const struct verdict_stage *stage = &bench.verdict.stages[GATE_STAGE_COVERAGE];
    CU_ASSERT_EQUAL(stage->status, STAGE_MISSED);
    CU_ASSERT_EQUAL(stage->reason_count, 3);
    CU_ASSERT_STRING_EQUAL(stage->reasons[0], "line: 80.0 % (8 of 10), 85.0 % asked for");
    CU_ASSERT_STRING_EQUAL(stage->reasons[1], "/a.c:4: not covered");
    bench_close(&bench);
}

TEST(marks_that_would_hide_lines_are_named_and_hide_nothing)
{
    static const char *const marks[] = {"/a.c:10: LCOV_EXCL_LINE would hide 1 lines", NULL};
    struct bench bench;
    bench_open(&bench);
    bench.evidence.coverage_marks = marks;
    CU_ASSERT_EQUAL(judge(&bench), VERDICT_ACCEPTED);
    const struct verdict_stage *stage = &bench.verdict.stages[GATE_STAGE_COVERAGE];
    CU_ASSERT_EQUAL_FATAL(stage->reason_count, 1);
    CU_ASSERT_STRING_EQUAL(stage->reasons[0], "/a.c:10: LCOV_EXCL_LINE would hide 1 lines; all of it counts here");
    bench_close(&bench);
}

TEST(an_error_level_finding_rejects)
{
    struct bench bench;
    bench_open(&bench);
    finding_set_add(
        &bench.findings,
        &(struct finding){
            .rule = "cet-x", .level = FINDING_ERROR, .path = "/a.c", .line = 3, .message = "wrong", .source = "cet"});
    CU_ASSERT_EQUAL(judge(&bench), VERDICT_REJECTED);
    CU_ASSERT_STRING_EQUAL(bench.verdict.stages[GATE_STAGE_SCAN].reasons[0], "/a.c:3: wrong [cet-x]");
    bench_close(&bench);
}

TEST(a_warning_does_not_reject)
{
    struct bench bench;
    bench_open(&bench);
    finding_set_add(&bench.findings,
                    &(struct finding){.rule = "cet-x", .level = FINDING_WARNING, .path = "/a.c", .message = "odd"});
    CU_ASSERT_EQUAL(judge(&bench), VERDICT_ACCEPTED);
    bench_close(&bench);
}

TEST(a_crash_within_the_contract_rejects_and_one_on_misuse_does_not)
{
    struct bench bench;
    bench_open(&bench);
    struct plan_crash crash = {.function = "f", .outcome = "SIGSEGV", .inputs = "f(NULL)", .is_contract = true};
    bench.plan.crashes = &crash;
    bench.plan.crash_count = 1;
    CU_ASSERT_EQUAL(judge(&bench), VERDICT_ACCEPTED);
    verdict_release(&bench.verdict);
    crash.is_contract = false;
    CU_ASSERT_EQUAL(judge(&bench), VERDICT_REJECTED);
    bench_close(&bench);
}

TEST(a_stage_that_did_not_run_cannot_be_judged)
{
    struct bench bench;
    bench_open(&bench);
    bench.evidence.stages[GATE_STAGE_MUTATION].ran = false;
    CU_ASSERT_EQUAL(judge(&bench), VERDICT_COULD_NOT_JUDGE);
    CU_ASSERT_EQUAL(bench.verdict.stages[GATE_STAGE_MUTATION].status, STAGE_NOT_RUN);
    CU_ASSERT_EQUAL(verdict_exit_code(bench.verdict.outcome), 2);
    bench_close(&bench);
}

TEST(a_broken_stage_says_why)
{
    struct bench bench;
    bench_open(&bench);
    bench.evidence.stages[GATE_STAGE_COVERAGE] = (struct gate_stage_run){.broken = "gcov is not installed"};
    CU_ASSERT_EQUAL(judge(&bench), VERDICT_COULD_NOT_JUDGE);
    CU_ASSERT_STRING_EQUAL(bench.verdict.stages[GATE_STAGE_COVERAGE].reasons[0], "gcov is not installed");
    bench_close(&bench);
}

TEST(no_mutant_is_no_evidence)
{
    struct bench bench;
    bench_open(&bench);
    struct mutant_set none = {0};
    bench.evidence.mutants = &none;
    CU_ASSERT_EQUAL(judge(&bench), VERDICT_INSUFFICIENT);
    const struct verdict_figure *figure = &bench.verdict.stages[GATE_STAGE_MUTATION].figures[0];
    CU_ASSERT(isnan(figure->measured));
    bench_close(&bench);
}

TEST(code_without_branches_needs_none)
{
    struct bench bench;
    bench_open(&bench);
    CU_ASSERT_EQUAL(bench.coverage.files[0].branch_count, 0);
    CU_ASSERT_EQUAL(judge(&bench), VERDICT_ACCEPTED);
    bench_close(&bench);
}

TEST(stages_that_are_not_built_are_listed_as_not_run)
{
    struct bench bench;
    bench_open(&bench);
    judge(&bench);
    CU_ASSERT_EQUAL(bench.verdict.stage_count, GATE_STAGE_COUNT);
    CU_ASSERT_EQUAL(bench.verdict.stages[GATE_STAGE_REVIEW].status, STAGE_NOT_RUN);
    CU_ASSERT_EQUAL(bench.verdict.stages[GATE_STAGE_REVIEW].reason_count, 1);
    bench_close(&bench);
}

UNIT_TESTS("gate/judge", CASE(evidence_above_all_thresholds_is_accepted),
           CASE(a_missed_line_threshold_is_insufficient_and_lists_the_lines),
           CASE(marks_that_would_hide_lines_are_named_and_hide_nothing), CASE(an_error_level_finding_rejects),
           CASE(a_warning_does_not_reject), CASE(a_crash_within_the_contract_rejects_and_one_on_misuse_does_not),
           CASE(a_stage_that_did_not_run_cannot_be_judged), CASE(a_broken_stage_says_why),
           CASE(no_mutant_is_no_evidence), CASE(code_without_branches_needs_none),
           CASE(stages_that_are_not_built_are_listed_as_not_run))
