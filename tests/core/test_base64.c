#include "cet/core/base64.h"

#include "cet/core/memory.h"
#include "unit_test.h"

/* RFC 4648, section 10. */
TEST(the_examples_of_the_standard_hold)
{
    static const char *const pairs[][2] = {{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < ARRAY_LENGTH(pairs); i++) {
        SCOPED(strbuf_release) struct strbuf out = {0};
        base64_add(&out, pairs[i][0], strlen(pairs[i][0]));
        CU_ASSERT_STRING_EQUAL(strbuf_text(&out), pairs[i][1]);
    }
}

TEST(it_stands_behind_what_was_there)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    strbuf_add_text(&out, "x");
    base64_add(&out, "\xff\xef", 2);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&out), "x/+8=");
}

UNIT_TESTS("core/base64", CASE(the_examples_of_the_standard_hold), CASE(it_stands_behind_what_was_there))
