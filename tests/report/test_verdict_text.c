#include "cet/core/memory.h"
#include "cet/report/verdict.h"
#include "unit_test.h"

#include <math.h>

static struct verdict_figure coverage_figures[] = {{"line", 0.8499, 0.85, 8499, 10000, "ratio"},
                                                   {"branch", 0.9, 0.75, 9, 10, "ratio"}};
static const char *reasons[] = {"/src/a.c:3: never\trun", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
static const char *not_enforced[] = {"memory limit"};

static struct verdict sample(struct verdict_stage *stages)
{
    stages[0] = (struct verdict_stage){.name = "coverage",
                                       .status = STAGE_MISSED,
                                       .reasons = reasons,
                                       .reason_count = 10,
                                       .figures = coverage_figures,
                                       .figure_count = 2};
    stages[1] = (struct verdict_stage){.name = "human review", .status = STAGE_NOT_RUN};
    return (struct verdict){.subject = "tool",
                            .outcome = VERDICT_INSUFFICIENT,
                            .stages = stages,
                            .stage_count = 2,
                            .not_enforced = not_enforced,
                            .not_enforced_count = 1};
}

static void assert_holds(const char *part, bool use_colours, bool is_there)
{
    struct verdict_stage stages[2];
    struct verdict verdict = sample(stages);
    SCOPED(strbuf_release) struct strbuf out = {0};
    report_verdict_text(&verdict, use_colours, &out);
    CU_ASSERT_EQUAL(strstr(strbuf_text(&out), part) != NULL, is_there);
}

TEST(the_last_line_is_the_verdict)
{
    assert_holds("\nverdict: insufficient evidence\n", false, true);
    struct verdict empty = {.outcome = VERDICT_ACCEPTED};
    SCOPED(strbuf_release) struct strbuf out = {0};
    report_verdict_text(&empty, false, &out);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&out), "\n\n\nverdict: accepted\n");
}

TEST(a_missed_threshold_is_never_rounded_away)
{
    assert_holds("84.9 %  misses at least 85.0 %  (8499 of 10000)", false, true);
    assert_holds("90.0 %  holds  at least 75.0 %", false, true);
}

TEST(reasons_are_short_and_cannot_drive_the_terminal)
{
    assert_holds("    - /src/a.c:3: never run\n", false, true);
    assert_holds("    - and 2 more\n", false, true);
    assert_holds("- i\n", false, false);
}

TEST(what_was_not_run_and_not_enforced_is_said)
{
    assert_holds("\nNot run: human review\n", false, true);
    assert_holds("could not enforce on this host:\n  - memory limit\n", false, true);
}

TEST(colours_only_when_asked_for)
{
    assert_holds("\033[", false, false);
    assert_holds("\033[33minsufficient evidence\033[0m", true, true);
}

TEST(counts_must_not_exceed_their_threshold)
{
    struct verdict_figure figures[] = {{"errors", 1, 0, 0, 0, "count"}, {"time", 1500, NAN, 0, 0, "ms"}};
    struct verdict_stage stage = {.name = "scan", .status = STAGE_FAILED, .figures = figures, .figure_count = 2};
    struct verdict verdict = {.outcome = VERDICT_REJECTED, .subject = "x", .stages = &stage, .stage_count = 1};
    SCOPED(strbuf_release) struct strbuf out = {0};
    report_verdict_text(&verdict, false, &out);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&out), "1  misses at most 0\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&out), "1.5 s\n"));
}

UNIT_TESTS("report/verdict_text", CASE(the_last_line_is_the_verdict), CASE(a_missed_threshold_is_never_rounded_away),
           CASE(reasons_are_short_and_cannot_drive_the_terminal), CASE(what_was_not_run_and_not_enforced_is_said),
           CASE(colours_only_when_asked_for), CASE(counts_must_not_exceed_their_threshold))
