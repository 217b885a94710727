#include "unit_test.h"

#include <stdlib.h>

#include "cet/core/clock.h"

#define TEXT_SIZE sizeof "2026-01-01T00:00:00Z"

TEST(time_does_not_run_backwards)
{
    uint64_t last = clock_now_ms();
    for (int i = 0; i < 1000; i++) {
        const uint64_t now = clock_now_ms();
        CU_ASSERT(now >= last);
        last = now;
    }
}

TEST(source_date_epoch_is_honoured)
{
    char text[TEXT_SIZE];
    setenv("SOURCE_DATE_EPOCH", "1000000000", 1);
    clock_utc_text(text);
    CU_ASSERT_STRING_EQUAL(text, "2001-09-09T01:46:40Z");
    unsetenv("SOURCE_DATE_EPOCH");
}

TEST(a_malformed_epoch_is_passed_over)
{
    static const char *const malformed[] = {"", "soon", "-1", "12x", "99999999999999999999"};
    for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        char text[TEXT_SIZE];
        setenv("SOURCE_DATE_EPOCH", malformed[i], 1);
        clock_utc_text(text);
        CU_ASSERT_EQUAL(strlen(text), TEXT_SIZE - 1);
        CU_ASSERT(strcmp(text, "2020") > 0);
    }
    unsetenv("SOURCE_DATE_EPOCH");
}

TEST(a_year_of_five_digits_still_gives_a_whole_text)
{
    char text[TEXT_SIZE];
    setenv("SOURCE_DATE_EPOCH", "999999999999999", 1);
    clock_utc_text(text);
    CU_ASSERT_STRING_EQUAL(text, "1970-01-01T00:00:00Z");
    unsetenv("SOURCE_DATE_EPOCH");
}

UNIT_TESTS("core/clock", CASE(time_does_not_run_backwards), CASE(source_date_epoch_is_honoured),
           CASE(a_malformed_epoch_is_passed_over), CASE(a_year_of_five_digits_still_gives_a_whole_text))
