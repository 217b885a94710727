#include "cet/coverage/judge.h"

#include "core/scratch.h"
#include "unit_test.h"

struct bench {
    struct coverage coverage;
    struct coverage_rules rules;
    struct coverage_ratchet ratchet;
    struct coverage_change change;
    struct coverage_judgement judgement;
};

static void bench_release(struct bench *bench)
{
    coverage_release(&bench->coverage);
    coverage_ratchet_release(&bench->ratchet);
    coverage_change_release(&bench->change);
    coverage_judgement_release(&bench->judgement);
}

/* Lines 1 .. all, of which the last ones are missed. */
static void lines(struct bench *bench, const char *path, uint32_t hit, uint32_t all)
{
    struct coverage_file *file = coverage_add_file(&bench->coverage, path);
    for (uint32_t i = 1; i <= all; i++) {
        const struct coverage_line line = {.line = i, .hits = i <= hit};
        ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, line);
    }
}

static const struct coverage_failure *judge(struct bench *bench)
{
    coverage_judgement_release(&bench->judgement);
    coverage_judge(&(struct coverage_case){.coverage = &bench->coverage,
                                           .rules = &bench->rules,
                                           .folder = "/p",
                                           .ratchet = bench->ratchet.count ? &bench->ratchet : NULL,
                                           .change = bench->change.count ? &bench->change : NULL},
                   &bench->judgement);
    return bench->judgement.failure_count ? &bench->judgement.failures[0] : NULL;
}

static struct coverage_needs line_ratio(double ratio)
{
    struct coverage_needs needs = {0};
    needs.ratios[COVERAGE_MEASURE_LINES] = ratio;
    return needs;
}

TEST(a_project_is_all_files_together)
{
    SCOPED(bench_release) struct bench bench = {.rules.project = line_ratio(0.7)};
    lines(&bench, "/p/a.c", 10, 10);
    lines(&bench, "/p/b.c", 4, 10);
    CU_ASSERT_PTR_NULL(judge(&bench));
    CU_ASSERT_EQUAL(bench.judgement.checked, 1);
    bench.rules.project = line_ratio(0.71);
    const struct coverage_failure *failure = judge(&bench);
    CU_ASSERT_PTR_NOT_NULL_FATAL(failure);
    CU_ASSERT_EQUAL(failure->hit, 14);
    CU_ASSERT_EQUAL(failure->needed, 15);
    CU_ASSERT_STRING_EQUAL(failure->where, "b.c: 5-10");
}

TEST(files_outside_of_the_folder_do_not_count)
{
    SCOPED(bench_release) struct bench bench = {.rules.project = line_ratio(1)};
    lines(&bench, "/p/a.c", 1, 1);
    lines(&bench, "/elsewhere/b.c", 0, 9);
    CU_ASSERT_PTR_NULL(judge(&bench));
}

TEST(a_folder_without_data_cannot_be_judged)
{
    struct coverage_rule folder = {.name = "src", .needs = line_ratio(0.5)};
    SCOPED(bench_release) struct bench bench = {.rules = {.folders = &folder, .folder_count = 1}};
    lines(&bench, "/p/other/a.c", 1, 1);
    judge(&bench);
    CU_ASSERT_EQUAL(bench.judgement.failure_count, 0);
    CU_ASSERT_EQUAL(bench.judgement.unknown_count, 1);
    lines(&bench, "/p/src/b.c", 1, 4);
    const struct coverage_failure *failure = judge(&bench);
    CU_ASSERT_PTR_NOT_NULL_FATAL(failure);
    CU_ASSERT_EQUAL(bench.judgement.unknown_count, 0);
    CU_ASSERT_STRING_EQUAL(failure->subject, "src");
    CU_ASSERT_STRING_EQUAL(failure->where, "src/b.c: 2-4");
}

TEST(of_rules_for_files_the_last_that_matches_holds)
{
    struct coverage_rule files[] = {{"*.c", line_ratio(1)}, {"old/*", line_ratio(0.1)}, {"gone.c", line_ratio(1)}};
    SCOPED(bench_release) struct bench bench = {.rules = {.files = files, .file_count = 3}};
    lines(&bench, "/p/old/a.c", 1, 10);
    lines(&bench, "/p/new.c", 9, 10);
    const struct coverage_failure *failure = judge(&bench);
    CU_ASSERT_EQUAL(bench.judgement.failure_count, 1);
    CU_ASSERT_STRING_EQUAL(failure->subject, "new.c");
    CU_ASSERT_STRING_EQUAL(failure->where, "10");
    CU_ASSERT_EQUAL_FATAL(bench.judgement.unknown_count, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(bench.judgement.unknown[0], "'gone.c' matches no file"));
}

TEST(new_code_that_nothing_measured_counts_as_missed)
{
    SCOPED(bench_release) struct bench bench = {.rules.new_code = line_ratio(0.5)};
    struct coverage_change_file file = {.path = memory_strdup("/p/a.c"), .unmeasured_lines = 3};
    const struct line_run run = {7, 9};
    ARRAY_PUSH(file.missing, file.missing_count, file.missing_capacity, run);
    ARRAY_PUSH(bench.change.files, bench.change.count, bench.change.capacity, file);
    bench.change.totals = (struct coverage_totals){.lines = 2, .lines_hit = 2};
    bench.change.unmeasured_lines = 3;
    const struct coverage_failure *failure = judge(&bench);
    CU_ASSERT_PTR_NOT_NULL_FATAL(failure);
    CU_ASSERT_EQUAL(failure->scope, COVERAGE_SCOPE_NEW);
    CU_ASSERT_EQUAL(failure->hit, 2);
    CU_ASSERT_EQUAL(failure->all, 5);
    CU_ASSERT_PTR_NOT_NULL(strstr(failure->where, "7-9"));
}

static void hold(struct bench *bench, const char *path, uint64_t hit, uint64_t all)
{
    struct coverage_ratchet_entry entry = {.path = memory_strdup(path), .totals = {.lines = all, .lines_hit = hit}};
    map_set(&bench->ratchet.index, path, bench->ratchet.count);
    ARRAY_PUSH(bench->ratchet.entries, bench->ratchet.count, bench->ratchet.capacity, entry);
}

TEST(a_file_may_shrink_but_not_miss_more_than_it_did)
{
    SCOPED(bench_release) struct bench bench = {0};
    hold(&bench, "a.c", 8, 10);
    lines(&bench, "/p/a.c", 6, 8); /* 75 % after 80 %, and two missed as before */
    CU_ASSERT_PTR_NULL(judge(&bench));
    lines(&bench, "/p/b.c", 1, 1);
    hold(&bench, "b.c", 2, 2);
    CU_ASSERT_PTR_NULL(judge(&bench));
    hold(&bench, "c.c", 8, 10);
    lines(&bench, "/p/c.c", 7, 10);
    const struct coverage_failure *failure = judge(&bench);
    CU_ASSERT_PTR_NOT_NULL_FATAL(failure);
    CU_ASSERT_EQUAL(failure->scope, COVERAGE_SCOPE_RATCHET);
    CU_ASSERT_EQUAL(failure->needed, 8);
    CU_ASSERT_EQUAL(failure->hit_then, 8);
    CU_ASSERT_STRING_EQUAL(failure->where, "8-10");
}

TEST(a_judgement_as_json_names_its_outcome)
{
    SCOPED(bench_release) struct bench bench = {.rules.project = line_ratio(0.9)};
    SCOPED(strbuf_release) struct strbuf text = {0};
    lines(&bench, "/p/a.c", 1, 2);
    judge(&bench);
    static const char *const marks[] = {"a.c:2: LCOV_EXCL_LINE would hide it", NULL};
    coverage_judgement_format_json(&bench.judgement, marks, &text);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "\"a.c:2: LCOV_EXCL_LINE would hide it\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "\"outcome\": \"missed\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "\"scope\": \"project\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "\"needed\": 2"));
}

UNIT_TESTS("coverage/judge", CASE(a_project_is_all_files_together), CASE(files_outside_of_the_folder_do_not_count),
           CASE(a_folder_without_data_cannot_be_judged), CASE(of_rules_for_files_the_last_that_matches_holds),
           CASE(new_code_that_nothing_measured_counts_as_missed), CASE(a_file_may_shrink_but_not_miss_more_than_it_did),
           CASE(a_judgement_as_json_names_its_outcome))
