#include "cet/model/history.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "unit_test.h"

static struct history_function functions_before[] = {{"a.c#f", 3, 10}, {"a.c#g", 9, 20}};
static struct history_function functions_after[] = {{"a.c#f", 8, 30}, {"a.c#g", 2, 9}, {"b.c#h", 7, 12}};
static struct history_unread unread[] = {{"c.c", "c.c:1: error: \"quoted\""}};

static struct history example(void)
{
    struct history history = {.commits = 7};
    history_add(&history, &(struct history_point){.commit = "0123",
                                                  .date = "2024-01-31T10:00:00+00:00",
                                                  .subject = "start",
                                                  .files = 1,
                                                  .lines = 40,
                                                  .functions = 2,
                                                  .cognitive_mean = 6,
                                                  .cognitive_p95 = 9,
                                                  .warnings = 2,
                                                  .of_functions = functions_before});
    history_add(&history, &(struct history_point){.commit = "4567", .failure = "does not compile"});
    history_add(&history, &(struct history_point){.commit = "89ab",
                                                  .functions = 3,
                                                  .cognitive_mean = 5.5,
                                                  .duplicate_ratio = 0.25,
                                                  .include_cycles = 1,
                                                  .unread = unread,
                                                  .unread_count = 1,
                                                  .of_functions = functions_after});
    return history;
}

TEST(what_is_written_reads_back_the_same)
{
    SCOPED(history_release) struct history history = example(), again = {0};
    SCOPED(strbuf_release) struct strbuf text = {0}, second = {0};
    struct error err = {0};
    history_format(&history, true, &text);
    CU_ASSERT_EQUAL_FATAL(history_parse("text", strbuf_text(&text), text.length, &again, &err), STATUS_OK);
    history_format(&again, true, &second);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), strbuf_text(&second));
    CU_ASSERT_EQUAL(again.count, 3);
    CU_ASSERT_STRING_EQUAL(again.points[2].unread[0].why, unread[0].why);
}

TEST(functions_that_grew_stand_by_how_much)
{
    SCOPED(history_release) struct history history = example();
    size_t count;
    struct history_growth *grown = history_grown(&history.points[0], &history.points[2], &count);
    CU_ASSERT_EQUAL_FATAL(count, 2);
    CU_ASSERT_STRING_EQUAL(grown[0].id, "b.c#h");
    CU_ASSERT_EQUAL(grown[0].before, 0);
    CU_ASSERT_STRING_EQUAL(grown[1].id, "a.c#f");
    CU_ASSERT_EQUAL(grown[1].after, 8);
    free(grown);
}

TEST(what_could_not_be_read_before_is_not_new)
{
    SCOPED(history_release) struct history history = example();
    struct history_unread was = {"b.c", "b.c:1: error"};
    struct history_point before = history.points[0];
    size_t count;
    before.unread = &was;
    before.unread_count = 1;
    struct history_growth *grown = history_grown(&before, &history.points[2], &count);
    CU_ASSERT_EQUAL(count, 1);
    CU_ASSERT_STRING_EQUAL(grown[0].id, "a.c#f");
    free(grown);
}

TEST(another_format_or_version_is_refused)
{
    SCOPED(history_release) struct history history = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL(history_parse("text", "{}", 2, &history, &err), STATUS_INVALID);
    const char newer[] = "{\"format\":\"cet-scan-history\",\"version\":2}";
    CU_ASSERT_EQUAL(history_parse("text", newer, sizeof newer - 1, &history, &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "version"));
}

UNIT_TESTS("model/history", CASE(what_is_written_reads_back_the_same), CASE(functions_that_grew_stand_by_how_much),
           CASE(what_could_not_be_read_before_is_not_new), CASE(another_format_or_version_is_refused))
