#include "unit_test.h"

#include <float.h>
#include <math.h>

#include "cet/core/json.h"
#include "cet/core/memory.h"

static void write_sample(struct json_writer *json)
{
    json_object_begin(json, NULL);
    json_string(json, "name", "cet");
    json_array_begin(json, "lines");
    json_int(json, NULL, -1);
    json_uint(json, NULL, UINT64_MAX);
    json_array_end(json);
    json_object_begin(json, "none");
    json_object_end(json);
    json_bool(json, "ok", true);
    json_string(json, "absent", NULL);
    json_object_end(json);
}

TEST(one_line_has_no_blanks)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    write_sample(&(struct json_writer){.out = &text});
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), "{\"name\":\"cet\",\"lines\":[-1,18446744073709551615],\"none\":{},"
                                               "\"ok\":true,\"absent\":null}");
}

TEST(indented_text_ends_with_a_new_line)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    write_sample(&(struct json_writer){.out = &text, .indent = 2});
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), "{\n"
                                               "  \"name\": \"cet\",\n"
                                               "  \"lines\": [\n"
                                               "    -1,\n"
                                               "    18446744073709551615\n"
                                               "  ],\n"
                                               "  \"none\": {},\n"
                                               "  \"ok\": true,\n"
                                               "  \"absent\": null\n"
                                               "}\n");
}

static void check_string(const void *bytes, size_t length, const char *expected)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    json_string_bytes(&(struct json_writer){.out = &text}, NULL, bytes, length);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), expected);
}

TEST(control_bytes_and_quotes_are_escaped)
{
    check_string("a\"b\\c\n\t\r\b\0\x1f/\x7f", 13, "\"a\\\"b\\\\c\\n\\t\\r\\u0008\\u0000\\u001f/\x7f\"");
}

TEST(characters_stay_and_bytes_that_are_none_are_replaced)
{
    check_string("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 9, "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"");
    check_string("\xff", 1, "\"\xef\xbf\xbd\"");
    check_string("\xc3", 1, "\"\xef\xbf\xbd\"");                                                   /* cut short */
    check_string("\xc0\x80", 2, "\"\xef\xbf\xbd\xef\xbf\xbd\"");                                   /* overlong */
    check_string("\xed\xa0\x80", 3, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");                   /* surrogate */
    check_string("\xf4\x90\x80\x80x", 5, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdx\""); /* too high */
}

TEST(numbers_take_the_shortest_text_that_reads_back)
{
    static const struct {
        double value;
        const char *text;
    } samples[] = {{0, "0"},           {0.1, "0.1"},
                   {-2.5, "-2.5"},     {1e300, "1e+300"},
                   {100, "100"},       {1.0 / 3, "0.3333333333333333"},
                   {5e-324, "5e-324"}, {NAN, "null"},
                   {INFINITY, "null"}, {0.1 + 0.2, "0.30000000000000004"}};
    for (size_t i = 0; i < ARRAY_LENGTH(samples); i++) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        json_number(&(struct json_writer){.out = &text}, NULL, samples[i].value);
        if (isfinite(samples[i].value))
            CU_ASSERT_EQUAL(strtod(strbuf_text(&text), NULL), samples[i].value);
        if (strcmp(strbuf_text(&text), samples[i].text) != 0)
            fprintf(stderr, "got '%s', expected '%s'\n", strbuf_text(&text), samples[i].text);
        CU_ASSERT_STRING_EQUAL(strbuf_text(&text), samples[i].text);
    }
}

TEST(what_is_written_reads_back)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    static const char awkward[] = "\x01 \"\\ \xc3\xa9 \xf0\x9f\x98\x80 </script> \x7f";
    struct json_writer json = {.out = &text, .indent = 1};
    json_object_begin(&json, NULL);
    json_string(&json, awkward, awkward);
    json_number(&json, "third", 1.0 / 3);
    json_number(&json, "largest", DBL_MAX);
    json_int(&json, "exact", -(INT64_C(1) << 53));
    json_bool(&json, "no", false);
    json_object_end(&json);

    SCOPED(json_free) cJSON *root = NULL;
    struct error err = {0};
    CU_ASSERT_EQUAL_FATAL(json_parse("text", strbuf_text(&text), text.length, &root, &err), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(json_get_text(root, awkward, ""), awkward);
    CU_ASSERT_EQUAL(json_get_number(root, "third", 0), 1.0 / 3);
    CU_ASSERT_EQUAL(json_get_number(root, "largest", 0), DBL_MAX);
    CU_ASSERT_EQUAL(json_get_int(root, "exact", 0), -(INT64_C(1) << 53));
    CU_ASSERT_EQUAL(json_get_bool(root, "no", true), false);
}

UNIT_TESTS("core/json_write", CASE(one_line_has_no_blanks), CASE(indented_text_ends_with_a_new_line),
           CASE(control_bytes_and_quotes_are_escaped), CASE(characters_stay_and_bytes_that_are_none_are_replaced),
           CASE(numbers_take_the_shortest_text_that_reads_back), CASE(what_is_written_reads_back))
