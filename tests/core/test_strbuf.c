#include "unit_test.h"

#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

TEST(a_zeroed_struct_is_the_empty_text)
{
    struct strbuf buf = {0};
    CU_ASSERT_STRING_EQUAL(strbuf_text(&buf), "");
    strbuf_clear(&buf);
    strbuf_release(&buf);
    strbuf_release(NULL);
}

TEST(text_grows_and_stays_terminated)
{
    SCOPED(strbuf_release) struct strbuf buf = {0};
    for (int i = 0; i < 1000; i++) {
        strbuf_add_char(&buf, 'a');
        CU_ASSERT_EQUAL(strlen(strbuf_text(&buf)), (size_t)i + 1);
    }
    strbuf_clear(&buf);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&buf), "");
    strbuf_add_text(&buf, "b");
    CU_ASSERT_STRING_EQUAL(strbuf_text(&buf), "b");
}

TEST(bytes_may_hold_nul)
{
    SCOPED(strbuf_release) struct strbuf buf = {0};
    strbuf_add(&buf, "a\0b", 3);
    strbuf_add(&buf, NULL, 0);
    CU_ASSERT_EQUAL(buf.length, 3);
    CU_ASSERT_EQUAL(memcmp(buf.bytes, "a\0b", 4), 0);
}

TEST(printf_appends_whatever_its_length)
{
    for (int width = 1; width < 200; width++) {
        SCOPED(strbuf_release) struct strbuf buf = {0};
        strbuf_add_text(&buf, "x");
        strbuf_printf(&buf, "%*d", width, 7);
        CU_ASSERT_EQUAL(buf.length, (size_t)width + 1);
        CU_ASSERT_EQUAL(strlen(strbuf_text(&buf)), buf.length);
        CU_ASSERT_EQUAL(buf.bytes[buf.length - 1], '7');
    }
}

TEST(taken_text_is_the_callers)
{
    struct strbuf buf = {0};
    char *empty = strbuf_take(&buf);
    CU_ASSERT_STRING_EQUAL(empty, "");
    strbuf_add_text(&buf, "taken");
    char *text = strbuf_take(&buf);
    CU_ASSERT_STRING_EQUAL(text, "taken");
    CU_ASSERT_EQUAL(buf.length, 0);
    CU_ASSERT_PTR_NULL(buf.bytes);
    free(empty);
    free(text);
}

/* What the compiler makes of the literal below is what went in. */
static const char every_kind[] = "\a\b\t\n\v\f\r\"\\'?"
                                 "?=%s \001"
                                 "7\377"
                                 "a\0";

TEST(a_c_literal_holds_the_bytes_it_was_made_from)
{
    SCOPED(strbuf_release) struct strbuf buf = {0};
    strbuf_add_c_literal(&buf, every_kind, sizeof every_kind - 1);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&buf), "\"\\a\\b\\t\\n\\v\\f\\r\\\"\\\\'?\\?=%s \\0017\\377a\\000\"");
}

/* Value of the literal's next character, by the rules of C (6.4.4.4): *text moves on. */
static int read_character(const char **text)
{
    static const char letters[] = "abtnvfr\"\\?", values[] = "\a\b\t\n\v\f\r\"\\?";
    if (**text != '\\')
        return (unsigned char)*(*text)++;
    (*text)++;
    const char *letter = strchr(letters, **text);
    if (letter) {
        (*text)++;
        return (unsigned char)values[letter - letters];
    }
    int value = 0;
    for (int i = 0; i < 3 && **text >= '0' && **text <= '7'; i++)
        value = value * 8 + (*(*text)++ - '0');
    return value;
}

TEST(every_pair_of_bytes_reads_back_from_its_literal)
{
    SCOPED(strbuf_release) struct strbuf buf = {0};
    for (int i = 0; i < 256 * 256; i++) {
        const unsigned char pair[2] = {(unsigned char)(i / 256), (unsigned char)(i % 256)};
        strbuf_clear(&buf);
        strbuf_add_c_literal(&buf, pair, 2);
        const char *text = strbuf_text(&buf) + 1;
        CU_ASSERT_EQUAL_FATAL(read_character(&text), pair[0]);
        CU_ASSERT_EQUAL_FATAL(read_character(&text), pair[1]);
        CU_ASSERT_STRING_EQUAL_FATAL(text, "\"");
    }
}

UNIT_TESTS("core/strbuf", CASE(a_zeroed_struct_is_the_empty_text), CASE(text_grows_and_stays_terminated),
           CASE(bytes_may_hold_nul), CASE(printf_appends_whatever_its_length), CASE(taken_text_is_the_callers),
           CASE(a_c_literal_holds_the_bytes_it_was_made_from), CASE(every_pair_of_bytes_reads_back_from_its_literal))
