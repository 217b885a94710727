#include "store_folder.h"

static void add(struct store *store, const char *verb, const char *subject, const char *digest, const char *status)
{
    struct store_run run = {.verb = verb, .subject = subject, .digest = digest, .status = status, .exit_code = 1};
    CU_ASSERT_EQUAL(store_add_run(store, &run, NULL, NULL), STATUS_OK);
}

static enum status check_fields(void *context, const struct store_run *run, struct error *err)
{
    (void)err;
    *(int64_t *)context = run->id;
    CU_ASSERT_STRING_EQUAL(run->verb, "accept");
    CU_ASSERT_STRING_EQUAL(run->subject, "csv");
    CU_ASSERT_STRING_EQUAL(run->digest, "d1");
    CU_ASSERT_STRING_EQUAL(run->status, "accepted");
    CU_ASSERT_EQUAL(run->exit_code, -3);
    CU_ASSERT_STRING_EQUAL(run->time, "2026-01-02T03:04:05Z");
    CU_ASSERT_EQUAL(run->seed, UINT64_MAX);
    CU_ASSERT_STRING_EQUAL(run->json, "{\"text\": \"'quoted'; DROP TABLE run\"}");
    return STATUS_OK;
}

TEST(run_reads_back_as_it_was_added)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    SCOPED(store_release) struct store *store = must_open(path);
    struct store_run run = {.verb = "accept",
                            .subject = "csv",
                            .digest = "d1",
                            .status = "accepted",
                            .exit_code = -3,
                            .time = "2026-01-02T03:04:05Z",
                            .seed = UINT64_MAX,
                            .json = "{\"text\": \"'quoted'; DROP TABLE run\"}"};
    int64_t id = 0;
    int64_t seen = 0;
    CU_ASSERT_EQUAL(store_add_run(store, &run, &id, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(store_each_run(store, &(struct store_query){.id = id}, check_fields, &seen, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(seen, id);
}

static enum status append_subject(void *context, const struct store_run *run, struct error *err)
{
    (void)err;
    strbuf_printf(context, "%s ", run->subject);
    return STATUS_OK;
}

static void expect_subjects(struct store *store, struct store_query query, const char *expected)
{
    SCOPED(strbuf_release) struct strbuf subjects = {0};
    CU_ASSERT_EQUAL(store_each_run(store, &query, append_subject, &subjects, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&subjects), expected);
}

TEST(latest_come_first_and_filters_hold)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    SCOPED(store_release) struct store *store = must_open(path);
    add(store, "accept", "a", "d1", "accepted");
    add(store, "testgen", "b", "d1", NULL);
    add(store, "accept", "c", "d2", "rejected");
    expect_subjects(store, (struct store_query){0}, "c b a ");
    expect_subjects(store, (struct store_query){.limit = 2}, "c b ");
    expect_subjects(store, (struct store_query){.verb = "accept"}, "c a ");
    expect_subjects(store, (struct store_query){.digest = "d1"}, "b a ");
    expect_subjects(store, (struct store_query){.digest = "d1", .verb = "accept"}, "a ");
    expect_subjects(store, (struct store_query){.status = "rejected"}, "c ");
    expect_subjects(store, (struct store_query){.subject = "nobody"}, "");
}

static enum status stop(void *context, const struct store_run *run, struct error *err)
{
    (void)run;
    ++*(int *)context;
    return error_set(err, STATUS_LIMIT, "enough");
}

TEST(visit_stops_at_a_refusal)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    SCOPED(store_release) struct store *store = must_open(path);
    int calls = 0;
    add(store, "accept", "a", NULL, NULL);
    add(store, "accept", "b", NULL, NULL);
    CU_ASSERT_EQUAL(store_each_run(store, &(struct store_query){0}, stop, &calls, NULL), STATUS_LIMIT);
    CU_ASSERT_EQUAL(calls, 1);
}

STORE_TESTS("store/run", CASE(run_reads_back_as_it_was_added), CASE(latest_come_first_and_filters_hold),
            CASE(visit_stops_at_a_refusal))
