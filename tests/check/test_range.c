#include "range.h"
#include "unit_test.h"

static const struct integer_type int_type = {32, true, INT32_MIN, INT32_MAX};
static const struct integer_type unsigned_type = {32, false, 0, UINT32_MAX};
static const struct integer_type size_type = {64, false, 0, INT64_MAX};
static const struct integer_type byte_type = {8, false, 0, UINT8_MAX};

static struct range between(int64_t low, int64_t high)
{
    struct range range = range_of_type(&int_type);
    range.low = low;
    range.high = high;
    return range;
}

static struct range computed(enum operator_token op, struct range left, struct range right)
{
    return range_compute(op, &left, &right, &int_type);
}

static struct range constant(int64_t value)
{
    return range_of_constant(value, 1);
}

static void is(struct range range, int64_t low, int64_t high)
{
    CU_ASSERT_EQUAL(range.low, low);
    CU_ASSERT_EQUAL(range.high, high);
}

TEST(arithmetic_holds_at_the_ends)
{
    is(computed(OP_ADD, between(-1, 5), between(2, 3)), 1, 8);
    is(computed(OP_SUB, between(-1, 5), between(2, 3)), -4, 3);
    is(computed(OP_MUL, between(-2, 5), between(-3, 4)), -15, 20);
    is(computed(OP_DIV, between(-7, 9), constant(2)), -3, 4);
    is(computed(OP_REM, between(-100, 9), constant(8)), -7, 7);
    is(computed(OP_REM, between(0, 1000), constant(8)), 0, 7);
    is(computed(OP_BIT_AND, between(-100, 100), constant(15)), 0, 15);
    is(computed(OP_BIT_OR, between(0, 5), between(0, 8)), 0, 15);
    is(computed(OP_SHL, between(1, 3), constant(4)), 16, 48);
    is(computed(OP_SHR, between(0, 100), constant(3)), 0, 12);
}

TEST(a_signed_overflow_ends_at_the_limit_an_unsigned_one_has_the_whole_type)
{
    struct range large = range_of_type(&int_type), one = constant(1);
    is(range_compute(OP_ADD, &large, &one, &int_type), (int64_t)INT32_MIN + 1, INT32_MAX);
    struct range natural = range_of_type(&unsigned_type);
    is(range_compute(OP_ADD, &natural, &one, &unsigned_type), 0, UINT32_MAX);
    struct range size = range_of_type(&size_type);
    is(range_compute(OP_MUL, &size, &size, &size_type), 0, INT64_MAX);
}

TEST(evidence_moves_with_a_constant_only)
{
    struct range n = range_of_type(&int_type);
    range_show(&n, 0, 7);
    struct range next = computed(OP_ADD, n, constant(3));
    CU_ASSERT_TRUE(range_shows(&next, 3));
    CU_ASSERT_EQUAL(next.low_shower, 7);
    struct range sum = computed(OP_ADD, n, n);
    CU_ASSERT_FALSE(range_is_shown(&sum));
}

TEST(an_unsigned_difference_below_zero_wraps)
{
    struct range n = range_of_type(&size_type), one = constant(1);
    struct range unknown = range_compute(OP_SUB, &n, &one, &size_type);
    CU_ASSERT_FALSE(unknown.flags & RANGE_WRAPS);
    range_show(&n, 0, 7);
    struct range last = range_compute(OP_SUB, &n, &one, &size_type);
    CU_ASSERT_TRUE(last.flags & RANGE_WRAPS);
    CU_ASSERT_EQUAL(last.low_shower, 7);
}

TEST(a_conversion_keeps_what_fits)
{
    struct range n = between(-1, 300);
    range_show(&n, -1, 7);
    range_show(&n, 200, 8);
    struct range byte = range_convert(&n, &byte_type);
    is(byte, 0, 255);
    CU_ASSERT_TRUE(range_shows(&byte, 200));
    CU_ASSERT_FALSE(range_shows(&byte, -1));
    struct range small = between(1, 9);
    is(range_convert(&small, &byte_type), 1, 9);
}

TEST(a_limit_narrows_and_its_boundary_is_evidence)
{
    struct range n = range_of_type(&int_type);
    struct range_limit below = {.low = INT64_MIN, .high = 10, .has_boundary = true, .boundary = 10, .shower = 5};
    CU_ASSERT_TRUE(range_limit(&n, &below));
    is(n, INT32_MIN, 10);
    CU_ASSERT_TRUE(range_shows(&n, 10));
    struct range_limit above = {.low = 11, .high = INT64_MAX};
    CU_ASSERT_FALSE(range_limit(&n, &above));
}

TEST(an_excluded_value_is_no_evidence_any_more)
{
    struct range n = range_of_type(&unsigned_type);
    range_show(&n, 0, 7);
    struct range_limit limit = {.low = INT64_MIN, .high = INT64_MAX, .has_excluded = true, .excluded = 0};
    CU_ASSERT_TRUE(range_limit(&n, &limit));
    is(n, 1, UINT32_MAX);
    CU_ASSERT_FALSE(range_is_shown(&n));
}

TEST(what_grows_in_a_loop_stops_at_marks_and_then_at_the_limit)
{
    static const int64_t marks[] = {0, 100};
    struct range into = constant(0), from = constant(0);
    unsigned steps = 0;
    while (into.high < 50 && steps++ < 20) {
        from = computed(OP_ADD, into, constant(1));
        range_join(&into, &from, &int_type, marks, 2);
    }
    CU_ASSERT_EQUAL(into.high, 100);
    for (unsigned i = 0; i < 100; i++) {
        from = computed(OP_ADD, into, constant(1));
        range_join(&into, &from, &int_type, marks, 2);
    }
    CU_ASSERT_EQUAL(into.high, INT32_MAX);
    CU_ASSERT_FALSE(range_join(&into, &from, &int_type, marks, 2));
}

TEST(steps_are_no_evidence_of_how_many)
{
    struct range into = constant(0), from = between(1, 5);
    range_show(&from, 5, 3);
    from.flags |= RANGE_STEPPED;
    range_join(&into, &from, &int_type, NULL, 0);
    CU_ASSERT_EQUAL(into.shown_high, 0);
}

TEST(an_upper_bound_is_kept_when_all_paths_have_it)
{
    struct range into = range_of_type(&int_type), from = into;
    into.flags = from.flags = RANGE_BOUNDED_ABOVE;
    range_join(&into, &from, &int_type, NULL, 0);
    CU_ASSERT_TRUE(into.flags & RANGE_BOUNDED_ABOVE);
    from.flags = 0;
    range_join(&into, &from, &int_type, NULL, 0);
    CU_ASSERT_FALSE(into.flags & RANGE_BOUNDED_ABOVE);
}

UNIT_TESTS("check/range", CASE(arithmetic_holds_at_the_ends),
           CASE(a_signed_overflow_ends_at_the_limit_an_unsigned_one_has_the_whole_type),
           CASE(evidence_moves_with_a_constant_only), CASE(an_unsigned_difference_below_zero_wraps),
           CASE(a_conversion_keeps_what_fits), CASE(a_limit_narrows_and_its_boundary_is_evidence),
           CASE(an_excluded_value_is_no_evidence_any_more),
           CASE(what_grows_in_a_loop_stops_at_marks_and_then_at_the_limit), CASE(steps_are_no_evidence_of_how_many),
           CASE(an_upper_bound_is_kept_when_all_paths_have_it))
