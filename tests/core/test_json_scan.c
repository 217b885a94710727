#include "cet/core/json_scan.h"
#include "cet/core/memory.h"
#include "unit_test.h"

static struct json_scan scan_of(const char *text)
{
    return json_scan_of("t", text, strlen(text));
}

TEST(members_and_items_come_in_order)
{
    struct json_scan scan =
        scan_of("{\"a\": 1, \"skip\": {\"x\": [1, {\"y\": \"]}\"}]}, \"b\": [true, \"\\u00e4\\n\", null]}");
    SCOPED(strbuf_release) struct strbuf text = {0};
    json_scan_object(&scan);
    CU_ASSERT_TRUE(json_scan_key(&scan) && json_scan_key_is(&scan, "a"));
    CU_ASSERT_EQUAL(json_scan_count(&scan), 1);
    CU_ASSERT_TRUE(json_scan_key(&scan));
    json_scan_skip(&scan);
    CU_ASSERT_TRUE(json_scan_key(&scan) && json_scan_key_is(&scan, "b"));
    json_scan_array(&scan);
    CU_ASSERT_TRUE(json_scan_item(&scan) && json_scan_bool(&scan));
    CU_ASSERT_TRUE(json_scan_item(&scan));
    json_scan_text(&scan, &text);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), "\xc3\xa4\n");
    CU_ASSERT_TRUE(json_scan_item(&scan));
    json_scan_text(&scan, &text);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), "");
    CU_ASSERT_FALSE(json_scan_item(&scan));
    CU_ASSERT_FALSE(json_scan_key(&scan));
    CU_ASSERT_EQUAL(json_scan_end(&scan, NULL), STATUS_OK);
}

TEST(counts_stay_within_their_type)
{
    static const struct {
        const char *text;
        uint64_t count;
    } cases[] = {{"0", 0},
                 {"18446744073709551615", UINT64_MAX},
                 {"18446744073709551614", UINT64_MAX - 1},
                 {"99999999999999999999", UINT64_MAX},
                 {"-5", 0},
                 {"1e300", UINT64_MAX},
                 {"2.9", 2}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct json_scan scan = scan_of(cases[i].text);
        CU_ASSERT_EQUAL(json_scan_count(&scan), cases[i].count);
        CU_ASSERT_EQUAL(json_scan_end(&scan, NULL), STATUS_OK);
    }
}

TEST(what_is_no_json_is_refused_with_its_line)
{
    static const char *const cases[] = {
        "",         "{",    "[1 2]", "[1,]",  "{\"a\" 1}",       "{\"a\": }",   "{1: 2}", "[\"\\x\"]",
        "[\"open]", "[1]]", "[tru]", "[1-2]", "\n\n[\"\\u00\"]", "{\"a\": 1,}", "[-]",    "[\"\\u0000\"]"};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct json_scan scan = scan_of(cases[i]);
        struct error err = {0};
        SCOPED(strbuf_release) struct strbuf text = {0};
        if (json_scan_peek(&scan) == '[') {
            json_scan_array(&scan);
            while (json_scan_item(&scan))
                if (json_scan_peek(&scan) == '"')
                    json_scan_text(&scan, &text);
                else
                    json_scan_skip(&scan);
        } else {
            json_scan_skip(&scan);
        }
        CU_ASSERT_EQUAL(json_scan_end(&scan, &err), STATUS_INVALID);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, i == 12 ? "'t':3:" : "'t':1:"));
    }
}

TEST(nesting_has_a_bound)
{
    char text[3 * JSON_MAX_DEPTH];
    memset(text, '[', sizeof text);
    struct json_scan scan = json_scan_of("t", text, sizeof text);
    struct error err = {0};
    json_scan_skip(&scan);
    CU_ASSERT_EQUAL(json_scan_end(&scan, &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "nested too deep"));
}

TEST(documents_may_follow_each_other)
{
    struct json_scan scan = scan_of("{\"a\": 1}\n{\"a\": 2}\n");
    uint64_t sum = 0;
    do {
        json_scan_object(&scan);
        while (json_scan_key(&scan))
            sum += json_scan_count(&scan);
    } while (json_scan_more(&scan));
    CU_ASSERT_EQUAL(sum, 3);
    CU_ASSERT_EQUAL(json_scan_end(&scan, NULL), STATUS_OK);
}

UNIT_TESTS("core/json_scan", CASE(members_and_items_come_in_order), CASE(counts_stay_within_their_type),
           CASE(what_is_no_json_is_refused_with_its_line), CASE(nesting_has_a_bound),
           CASE(documents_may_follow_each_other))
