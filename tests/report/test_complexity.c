#include "complexity.h"

#include "unit_test.h"

static uint32_t decisions_of(const char *text)
{
    uint32_t *decisions = complexity_decisions(text, strlen(text), 1);
    const uint32_t count = decisions[1];
    free(decisions);
    return count;
}

TEST(what_decides_is_counted)
{
    CU_ASSERT_EQUAL(decisions_of("if (a && b || c) return d ? 1 : 2;"), 4);
    CU_ASSERT_EQUAL(decisions_of("for (;;) while (x) switch (y) { case 1: case 2: default: ; }"), 4);
    CU_ASSERT_EQUAL(decisions_of("else if (x) do { } while (y);"), 2);
}

TEST(names_comments_and_literals_do_not_decide)
{
    CU_ASSERT_EQUAL(decisions_of("iffy(x_if, if2); a & b | c;"), 0);
    CU_ASSERT_EQUAL(decisions_of("/* if && */ f(\"if ? \\\" ||\", '?'); // while"), 0);
    CU_ASSERT_EQUAL(decisions_of("# if A && B"), 1); /* && of a directive counts, the #if does not */
    CU_ASSERT_EQUAL(decisions_of("/* if"), 0);
    CU_ASSERT_EQUAL(decisions_of("\"if"), 0);
}

TEST(counts_stand_at_their_lines)
{
    const char *text = "if (a)\n/* if\nif */ if (b)\n";
    uint32_t *decisions = complexity_decisions(text, strlen(text), 3);
    CU_ASSERT_EQUAL(decisions[1], 1);
    CU_ASSERT_EQUAL(decisions[2], 0);
    CU_ASSERT_EQUAL(decisions[3], 1);
    free(decisions);
}

UNIT_TESTS("report/complexity", CASE(what_decides_is_counted), CASE(names_comments_and_literals_do_not_decide),
           CASE(counts_stand_at_their_lines))
