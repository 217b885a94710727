#include "cet/model/run_history.h"

#include <math.h>

#include "cet/core/memory.h"
#include "unit_test.h"

#define HEAD "{\"format\":\"cet-history\",\"version\":1}\n"

static enum status parse(const char *text, struct run_history *history, struct error *err)
{
    return run_history_parse("h.jsonl", text, strlen(text), history, err);
}

static void refused(const char *text, const char *message)
{
    SCOPED(run_history_release) struct run_history history = {0};
    struct error err = {0};
    CU_ASSERT_NOT_EQUAL(parse(text, &history, &err), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(err.message, message);
    CU_ASSERT_EQUAL(history.count, 0);
}

TEST(what_is_written_reads_back)
{
    SCOPED(run_history_release) struct run_history history = {0}, back = {0};
    SCOPED(strbuf_release) struct strbuf text = {0}, again = {0};
    run_history_add(&history, &(struct history_run){.time = "t1", .status = "accepted", .figures = {0.5, NAN, 1}});
    run_history_add(&history, &(struct history_run){.time = "t2", .status = "", .figures = {0, 0.25, 0.75}});
    run_history_format(&history, &text);
    CU_ASSERT_EQUAL_FATAL(parse(strbuf_text(&text), &back, NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(back.count, 2);
    CU_ASSERT_STRING_EQUAL(back.runs[0].status, "accepted");
    CU_ASSERT(isnan(back.runs[0].figures[HISTORY_BRANCH]));
    run_history_format(&back, &again);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&again), strbuf_text(&text));
}

TEST(a_verdict_becomes_a_run_once)
{
    SCOPED(run_history_release) struct run_history history = {0};
    struct verdict_figure figures[] = {{.name = "line", .measured = 0.9}, {.name = "branch", .measured = 0.8}};
    struct verdict_stage stage = {.name = "coverage", .figures = figures, .figure_count = 2};
    const struct verdict verdict = {.outcome = VERDICT_ACCEPTED, .created = "t", .stages = &stage, .stage_count = 1};
    run_history_add_verdict(&history, &verdict);
    run_history_add_verdict(&history, &verdict);
    CU_ASSERT_EQUAL_FATAL(history.count, 1);
    CU_ASSERT_EQUAL(history.runs[0].figures[HISTORY_LINE], 0.9);
    CU_ASSERT(isnan(history.runs[0].figures[HISTORY_MUTATION]));
}

TEST(what_is_no_history_is_refused_with_its_line)
{
    refused("", "'h.jsonl' is empty, not a cet-history file");
    refused("{}", "'h.jsonl': not a cet-history file of version 1");
    refused("x", "'h.jsonl':1: not valid JSON");
    refused(HEAD "{\"time\":\"t\",\"line\":2}\n", "'h.jsonl':2: 'line' is not from 0 to 1");
    refused(HEAD "{\"time\":\"t\",\"line\":1}\n{}\n", "'h.jsonl':3: a run without a time");
}

TEST(blank_lines_are_passed_over)
{
    SCOPED(run_history_release) struct run_history history = {0};
    CU_ASSERT_EQUAL(parse(HEAD "\n{\"time\":\"t\"}", &history, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(history.count, 1);
}

UNIT_TESTS("model/run_history", CASE(what_is_written_reads_back), CASE(a_verdict_becomes_a_run_once),
           CASE(what_is_no_history_is_refused_with_its_line), CASE(blank_lines_are_passed_over))
