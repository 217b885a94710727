#include "formats.h"
#include "unit_test.h"

TEST(printf_conversions_come_with_their_arguments)
{
    struct format_reader reader = {.text = "%d%% %-8s %.*f %*.3s%m %lu"};
    struct format_conversion found;
    CU_ASSERT_TRUE_FATAL(format_next(&reader, &found));
    CU_ASSERT_EQUAL(found.type, 'd');
    CU_ASSERT_EQUAL(found.argument, 0);
    CU_ASSERT_TRUE_FATAL(format_next(&reader, &found));
    CU_ASSERT_EQUAL(found.type, 's');
    CU_ASSERT_FALSE(found.has_limit);
    CU_ASSERT_EQUAL(found.argument, 1);
    CU_ASSERT_TRUE_FATAL(format_next(&reader, &found));
    CU_ASSERT_EQUAL(found.type, 'f');
    CU_ASSERT_EQUAL(found.argument, 3); /* behind its precision */
    CU_ASSERT_TRUE_FATAL(format_next(&reader, &found));
    CU_ASSERT_EQUAL(found.type, 's');
    CU_ASSERT_TRUE(found.has_limit);
    CU_ASSERT_EQUAL(found.argument, 5);
    CU_ASSERT_TRUE_FATAL(format_next(&reader, &found));
    CU_ASSERT_EQUAL(found.type, 'm');
    CU_ASSERT_TRUE_FATAL(format_next(&reader, &found));
    CU_ASSERT_EQUAL(found.type, 'u');
    CU_ASSERT_EQUAL(found.argument, 6);
    CU_ASSERT_FALSE(format_next(&reader, &found));
}

TEST(scanf_conversions_come_with_their_widths)
{
    struct format_reader reader = {.text = "%*d %31s%[^]x]%ms%5lc", .is_scanf = true};
    struct format_conversion found;
    CU_ASSERT_TRUE_FATAL(format_next(&reader, &found));
    CU_ASSERT_TRUE(found.is_skipped);
    CU_ASSERT_TRUE_FATAL(format_next(&reader, &found));
    CU_ASSERT_TRUE(found.has_width && found.width == 31);
    CU_ASSERT_EQUAL(found.argument, 0);
    CU_ASSERT_TRUE_FATAL(format_next(&reader, &found));
    CU_ASSERT_EQUAL(found.type, '[');
    CU_ASSERT_FALSE(found.has_width);
    CU_ASSERT_TRUE_FATAL(format_next(&reader, &found));
    CU_ASSERT_TRUE(found.is_allocated);
    CU_ASSERT_EQUAL(found.argument, 2);
    CU_ASSERT_TRUE_FATAL(format_next(&reader, &found));
    CU_ASSERT_TRUE(found.is_wide);
    CU_ASSERT_FALSE(format_next(&reader, &found));
}

TEST(broken_formats_end)
{
    static const char *const broken[] = {"", "%", "%%", "%l", "%1$s", "%[", "%[^", "%.", "%*", "%99999999999999999999"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        for (int is_scanf = 0; is_scanf < 2; is_scanf++) {
            struct format_reader reader = {.text = broken[i], .is_scanf = is_scanf};
            struct format_conversion found;
            unsigned count = 0;
            while (format_next(&reader, &found))
                count++;
            CU_ASSERT_TRUE(count <= 1);
        }
}

UNIT_TESTS("check/formats", CASE(printf_conversions_come_with_their_arguments),
           CASE(scanf_conversions_come_with_their_widths), CASE(broken_formats_end))
