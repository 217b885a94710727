#include "cet/core/utf8.h"

#include <string.h>

#include "cet/core/memory.h"
#include "unit_test.h"

TEST(characters_of_each_length_are_taken_whole)
{
    static const char *const characters[] = {
        "a", "\x7f", "\xc2\x80", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"};
    for (size_t i = 0; i < ARRAY_LENGTH(characters); i++) {
        CU_ASSERT_EQUAL(utf8_length(characters[i], strlen(characters[i])), strlen(characters[i]));
        CU_ASSERT_EQUAL(utf8_length(characters[i], strlen(characters[i]) + 1), strlen(characters[i]));
    }
    CU_ASSERT_EQUAL(utf8_length("", 1), 1); /* NUL is one too */
    CU_ASSERT_TRUE(utf8_is_valid("a\xc3\xa4", 3));
    CU_ASSERT_TRUE(utf8_is_valid("", 0));
    CU_ASSERT_FALSE(utf8_is_valid("a\xc3\xa4", 2));
}

TEST(overlong_forms_surrogates_and_cut_ones_are_none)
{
    static const char *const refused[] = {"\x80",
                                          "\xc0\xaf",
                                          "\xc2",
                                          "\xe0\x9f\xbf",
                                          "\xed\xa0\x80",
                                          "\xe2\x82",
                                          "\xf0\x8f\xbf\xbf",
                                          "\xf4\x90\x80\x80",
                                          "\xf5\x80\x80\x80",
                                          "\xe2\x82(",
                                          "\xf0\x90\x80("};
    for (size_t i = 0; i < ARRAY_LENGTH(refused); i++)
        CU_ASSERT_EQUAL(utf8_length(refused[i], strlen(refused[i])), 0);
}

UNIT_TESTS("core/utf8", CASE(characters_of_each_length_are_taken_whole),
           CASE(overlong_forms_surrogates_and_cut_ones_are_none))
