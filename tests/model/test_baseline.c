#include "cet/model/baseline.h"
#include "core/scratch.h"
#include "unit_test.h"

static void add_finding(struct finding_set *set, const char *path, const char *rule, const char *fingerprint)
{
    struct finding finding = {
        .rule = rule, .path = path, .line = (uint32_t)set->count + 1, .message = "m", .source = "cet"};
    memcpy(finding.fingerprint, fingerprint, 17);
    finding_set_add(set, &finding);
}

static enum status load_text(struct scratch *scratch, const char *text, struct baseline *baseline, struct error *err)
{
    const char *path = scratch_path(scratch, "b.jsonl");
    CU_ASSERT_EQUAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
    return baseline_load(path, baseline, err);
}

TEST(what_was_accepted_is_known_afterwards)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(finding_set_release) struct finding_set old = {0}, now = {0};
    SCOPED(baseline_release) struct baseline made = {0}, loaded = {0};
    SCOPED(strbuf_release) struct strbuf text = {0}, again = {0};
    add_finding(&old, "/p/b.c", "cet-a", "00000000000000b1");
    add_finding(&old, "/p/a.c", "cet-a", "00000000000000a1");
    CU_ASSERT_EQUAL(baseline_accept(&made, "/p", &old), 2);
    CU_ASSERT_EQUAL(old.items[0].state, FINDING_IN_BASELINE);
    baseline_format(&made, &text);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "\n{\"path\":\"a.c\""));
    CU_ASSERT_EQUAL_FATAL(load_text(&scratch, strbuf_text(&text), &loaded, NULL), STATUS_OK);
    baseline_format(&loaded, &again);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), strbuf_text(&again));

    add_finding(&now, "/p/a.c", "cet-a", "00000000000000a1");
    add_finding(&now, "/p/a.c", "cet-b", "00000000000000a1"); /* another rule is another finding */
    baseline_apply(&loaded, &now);
    CU_ASSERT_EQUAL(now.items[0].state, FINDING_IN_BASELINE);
    CU_ASSERT_EQUAL(now.items[1].state, FINDING_SHOWN);
    CU_ASSERT_EQUAL(finding_set_count_state(&now, FINDING_SHOWN), 1);
}

static bool looks_for_all_but_b(const void *context, const char *rule, const char *source)
{
    (void)context;
    (void)source;
    return strcmp(rule, "cet-b") != 0;
}

TEST(stale_is_what_was_looked_for_and_is_gone)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(finding_set_release) struct finding_set old = {0}, now = {0};
    SCOPED(baseline_release) struct baseline baseline = {0};
    const char *read = scratch_path(&scratch, "read.c"), *unread = scratch_path(&scratch, "unread.c");
    struct fact_file file = {.path = read};
    struct facts facts = {.files = &file, .file_count = 1};
    CU_ASSERT_EQUAL(file_write(unread, "", 0, NULL), STATUS_OK);
    add_finding(&old, read, "cet-a", "0000000000000001");                          /* still there */
    add_finding(&old, read, "cet-a", "0000000000000002");                          /* gone */
    add_finding(&old, read, "cet-b", "0000000000000003");                          /* not looked for */
    add_finding(&old, unread, "cet-a", "0000000000000004");                        /* file not read */
    add_finding(&old, scratch_path(&scratch, "x.c"), "cet-a", "0000000000000005"); /* file removed */
    baseline_accept(&baseline, scratch.folder, &old);
    for (size_t i = 0; i < baseline.count; i++)
        baseline.entries[i].is_found = false;
    add_finding(&now, read, "cet-a", "0000000000000001");
    baseline_apply(&baseline, &now);
    CU_ASSERT_EQUAL(baseline_find_stale(&baseline, scratch.folder, &facts, looks_for_all_but_b, NULL), 2);
    CU_ASSERT(baseline.entries[1].is_stale && baseline.entries[4].is_stale);
    baseline_drop_stale(&baseline);
    CU_ASSERT_EQUAL_FATAL(baseline.count, 3);
    CU_ASSERT_STRING_EQUAL(baseline.entries[1].rule, "cet-b");
}

TEST(a_line_that_stands_twice_counts_once)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(baseline_release) struct baseline baseline = {0};
    CU_ASSERT_EQUAL(load_text(&scratch,
                              "{\"format\":\"cet-baseline\",\"version\":1}\n"
                              "{\"path\":\"a.c\",\"rule\":\"cet-a\",\"fingerprint\":\"0000000000000001\"}\n\n"
                              "{\"path\":\"a.c\",\"rule\":\"cet-a\",\"fingerprint\":\"0000000000000001\"}",
                              &baseline, NULL),
                    STATUS_OK);
    CU_ASSERT_EQUAL(baseline.count, 1);
}

TEST(what_is_no_baseline_is_refused_with_its_line)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"", "not a cet-baseline file"},
        {"{\"format\":\"cet-findings\",\"version\":1}\n", "not a cet-baseline file"},
        {"{\"format\":\"cet-baseline\",\"version\":1}\n<<<<<<< ours\n", "line 2"},
        {"{\"format\":\"cet-baseline\",\"version\":1}\n{\"rule\":\"cet-a\",\"path\":\"a.c\"}\n", ":2: an entry needs"},
        {"{\"format\":\"cet-baseline\",\"version\":1}\n"
         "{\"rule\":\"a\",\"path\":\"a.c\",\"fingerprint\":\"000000000000000g\"}\n",
         ":2: an entry needs"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        SCOPED(scratch_release) struct scratch scratch = scratch_new();
        SCOPED(baseline_release) struct baseline baseline = {0};
        struct error err = {0};
        CU_ASSERT_EQUAL(load_text(&scratch, cases[i].text, &baseline, &err), STATUS_INVALID);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, cases[i].said));
        if (!strstr(err.message, cases[i].said))
            printf("\n    %s", err.message);
        CU_ASSERT_EQUAL(baseline.count, 0);
    }
    struct baseline none = {0};
    CU_ASSERT_EQUAL(baseline_load("/no/such/file", &none, NULL), STATUS_NOT_FOUND);
}

UNIT_TESTS("model/baseline", CASE(what_was_accepted_is_known_afterwards),
           CASE(stale_is_what_was_looked_for_and_is_gone), CASE(a_line_that_stands_twice_counts_once),
           CASE(what_is_no_baseline_is_refused_with_its_line))
