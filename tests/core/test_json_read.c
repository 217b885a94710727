#include "unit_test.h"

#include "cet/core/json.h"
#include "scratch.h"

static enum status parse(const char *text, cJSON **ret_root, struct error *err)
{
    return json_parse("a.json", text, strlen(text), ret_root, err);
}

static void check_refused(const char *text, enum status status, const char *message)
{
    cJSON *root = NULL;
    struct error err = {0};
    CU_ASSERT_EQUAL(parse(text, &root, &err), status);
    CU_ASSERT_PTR_NULL(root);
    if (strcmp(err.message, message) != 0)
        fprintf(stderr, "got \"%s\", expected \"%s\"\n", err.message, message);
    CU_ASSERT_STRING_EQUAL(err.message, message);
}

TEST(fields_are_found_with_defaults_for_the_rest)
{
    SCOPED(json_free) cJSON *root = NULL;
    struct error err = {0};
    CU_ASSERT_EQUAL_FATAL(
        parse(" {\"t\": \"x\", \"n\": 1.5, \"i\": -7, \"b\": true, \"o\": {\"k\": null}, \"big\": 1e300}\n", &root,
              &err),
        STATUS_OK);
    CU_ASSERT_STRING_EQUAL(json_get_text(root, "t", "-"), "x");
    CU_ASSERT_STRING_EQUAL(json_get_text(root, "n", "-"), "-");
    CU_ASSERT_STRING_EQUAL(json_get_text(root, "T", "-"), "-"); /* case counts */
    CU_ASSERT_EQUAL(json_get_number(root, "n", 0), 1.5);
    CU_ASSERT_EQUAL(json_get_number(root, "t", 9), 9);
    CU_ASSERT_EQUAL(json_get_int(root, "i", 0), -7);
    CU_ASSERT_EQUAL(json_get_int(root, "n", 9), 9);   /* not whole */
    CU_ASSERT_EQUAL(json_get_int(root, "big", 9), 9); /* not an int64_t */
    CU_ASSERT_EQUAL(json_get_bool(root, "b", false), true);
    CU_ASSERT_EQUAL(json_get_bool(root, "i", false), false);
    CU_ASSERT(cJSON_IsNull(json_get(json_get(root, "o"), "k")));
    CU_ASSERT_PTR_NULL(json_get(root, "none"));
    CU_ASSERT_PTR_NULL(json_get(NULL, "none"));
    CU_ASSERT_PTR_NULL(json_get(json_get(root, "t"), "none"));
}

TEST(the_message_says_where)
{
    check_refused("{\n \"a\": 1,\n \"b\" 2\n}", STATUS_INVALID, "'a.json':3: not valid JSON at '2 }'");
    check_refused("[1, 2", STATUS_INVALID, "'a.json':1: JSON ends too early");
    check_refused("", STATUS_INVALID, "'a.json':1: JSON ends too early");
    check_refused("\n\n", STATUS_INVALID, "'a.json':3: JSON ends too early");
    check_refused("{}\n{}", STATUS_INVALID, "'a.json':2: not valid JSON at '{}'");
    check_refused("nul", STATUS_INVALID, "'a.json':1: not valid JSON at 'nul'");
}

TEST(input_need_not_be_terminated)
{
    char *exact = malloc(5); /* a heap block, so that AddressSanitizer sees a byte too many */
    SCOPED(json_free) cJSON *root = NULL;
    CU_ASSERT_PTR_NOT_NULL_FATAL(exact);
    memcpy(exact, "[1,2]", 5);
    CU_ASSERT_EQUAL(json_parse("a", exact, 5, &root, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(cJSON_GetArraySize(root), 2);
    cJSON *none = NULL;
    for (size_t length = 0; length < 5; length++)
        CU_ASSERT_EQUAL(json_parse("a", exact, length, &none, NULL), STATUS_INVALID);
    free(exact);
}

static char *nested(size_t depth, const char *open, const char *close)
{
    struct strbuf text = {0};
    for (size_t i = 0; i < depth; i++)
        strbuf_add_text(&text, open);
    strbuf_add_text(&text, "1");
    for (size_t i = 0; i < depth; i++)
        strbuf_add_text(&text, close);
    return strbuf_take(&text);
}

TEST(depth_is_bounded)
{
    SCOPED(memory_free_pointer) char *allowed = nested(500, "[", "]"), *deep = nested(1000000, "[", "]"),
                                     *objects = nested(5000, "{\"a\":", "}");
    SCOPED(json_free) cJSON *root = NULL;
    CU_ASSERT_EQUAL(parse(allowed, &root, NULL), STATUS_OK);
    check_refused(deep, STATUS_LIMIT, "'a.json':1: JSON nested deeper than 1000");
    check_refused(objects, STATUS_LIMIT, "'a.json':1: JSON nested deeper than 1000");
}

TEST(brackets_in_texts_are_not_depth)
{
    struct strbuf text = {0};
    strbuf_add_text(&text, "[\"\\\"");
    for (int i = 0; i < 5000; i++)
        strbuf_add_char(&text, '[');
    strbuf_add_text(&text, "\"");
    SCOPED(memory_free_pointer) char *cut = strbuf_take(&text);
    check_refused(cut, STATUS_INVALID, "'a.json':1: JSON ends too early");
}

TEST(a_file_is_loaded_within_its_limit)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "a.json");
    SCOPED(json_free) cJSON *root = NULL;
    cJSON *none = NULL;
    struct error err = {0};
    CU_ASSERT_EQUAL(file_write(path, "{\"a\": 1}", 8, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(json_load(path, 8, &root, &err), STATUS_OK);
    CU_ASSERT_EQUAL(json_get_int(root, "a", 0), 1);
    CU_ASSERT_EQUAL(json_load(path, 7, &none, &err), STATUS_LIMIT);
    CU_ASSERT_EQUAL(json_load(scratch_path(&scratch, "none"), 8, &none, &err), STATUS_NOT_FOUND);
    CU_ASSERT_PTR_NULL(none);
}

UNIT_TESTS("core/json_read", CASE(fields_are_found_with_defaults_for_the_rest), CASE(the_message_says_where),
           CASE(input_need_not_be_terminated), CASE(depth_is_bounded), CASE(brackets_in_texts_are_not_depth),
           CASE(a_file_is_loaded_within_its_limit))
