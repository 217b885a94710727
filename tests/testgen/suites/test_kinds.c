/* Tests of kinds.c. Seed 4711. */
#include "unit.h"
#include "suite_support.h"
#include <CUnit/CUnit.h>

/* ---- callbacks ----------------------------------------------------------------------------------------- */

static void on_visit(int a, const char *b, void *c)
{
    suite_log_open(&suite_log, "visit");
    suite_log_int(&suite_log, a);
    suite_log_text(&suite_log, b);
    suite_log_pointer(&suite_log, c);
    suite_log_close(&suite_log);
}

/* ---- clamp: happy path --------------------------------------------------------------------------------- */

static void test_clamp_returns_5_for_value_5(void)
{
    int result = clamp(5, 0, 9);

    CU_ASSERT_EQUAL(result, 5);
}

/* ---- clamp: boundary ----------------------------------------------------------------------------------- */

static void test_clamp_returns_minus_3_for_value_int_min(void)
{
    int result = clamp(INT_MIN, -3, INT_MAX);

    CU_ASSERT_EQUAL(result, -3);
}

/* ---- clamp: property ----------------------------------------------------------------------------------- */

static bool clamp_stays_within_its_bounds(const struct suite_input *in)
{
    int result = clamp((int)in[0].number, (int)in[1].number, (int)in[2].number);
    return result >= -5 && result <= 5;
}

/* Held on 500 inputs when the suite was written. */
static void test_clamp_stays_within_its_bounds(void)
{
    static const struct suite_domain domains[] = {
        {.kind = SUITE_ANY_INT, .low = -1000, .high = 1000},
        {.kind = SUITE_ANY_INT, .low = -5, .high = 0},
        {.kind = SUITE_ANY_INT, .low = 0, .high = 5},
    };

    CU_ASSERT_TRUE(suite_holds_for_all(clamp_stays_within_its_bounds, domains, 3, 4711u, 500));
}

/* ---- widest: boundary ---------------------------------------------------------------------------------- */

static void test_widest_returns_uint64_max(void)
{
    uint64_t result = widest();

    CU_ASSERT_EQUAL(result, UINT64_MAX);
}

/* ---- lowest: boundary ---------------------------------------------------------------------------------- */

static void test_lowest_returns_int64_min_for_is_wide_true(void)
{
    int64_t result = lowest(true);

    CU_ASSERT_EQUAL(result, INT64_MIN);
}

/* ---- opposite: happy path ------------------------------------------------------------------------------ */

static void test_opposite_returns_colour_green_for_colour_red(void)
{
    enum colour result = opposite(COLOUR_RED);

    CU_ASSERT_EQUAL(result, COLOUR_GREEN);
}

/* ---- opposite: property -------------------------------------------------------------------------------- */

static bool opposite_undoes_itself(const struct suite_input *in)
{
    enum colour once = opposite((enum colour)in[0].number);
    return opposite(once) == (enum colour)in[0].number;
}

/* Held on 500 inputs when the suite was written. */
static void test_opposite_undoes_itself(void)
{
    static const struct suite_domain domains[] = {
        {.kind = SUITE_ANY_INT, .low = 0, .high = 1},
    };

    CU_ASSERT_TRUE(suite_holds_for_all(opposite_undoes_itself, domains, 1, 4711u, 500));
}

/* ---- halve: happy path --------------------------------------------------------------------------------- */

static void test_halve_returns_0_15_for_number_0_3(void)
{
    double result = halve(0.3);

    CU_ASSERT_DOUBLE_EQUAL(result, 0.15, 1e-09);
}

/* ---- halve: edge case ---------------------------------------------------------------------------------- */

static void test_halve_returns_infinity_for_number_infinity(void)
{
    double result = halve(INFINITY);

    CU_ASSERT_EQUAL(result, INFINITY);
}

static void test_halve_returns_nan_for_number_nan(void)
{
    double result = halve(NAN);

    CU_ASSERT_TRUE(isnan(result));
}

/* ---- item_new: happy path ------------------------------------------------------------------------------ */

static void test_item_new_returns_item_with_y_minus_4_for_left(void)
{
    struct item *item = item_new("left", 3, -4);

    CU_ASSERT_PTR_NOT_NULL_FATAL(item);
    CU_ASSERT_EQUAL(item->at.y, -4);
    CU_ASSERT_EQUAL(item->colour, COLOUR_RED);
    CU_ASSERT_PTR_NOT_NULL_FATAL(item->name);
    CU_ASSERT_STRING_EQUAL(item->name, "left");
    CU_ASSERT_PTR_NULL(item->next);
    item_free(item);
    CU_ASSERT_EQUAL(suite_blocks_in_use(), 0);
}

/* ---- item_new: error path ------------------------------------------------------------------------------ */

static void test_item_new_returns_null_without_memory(void)
{
    suite_fail_allocation(SUITE_EVERY_ALLOCATION);
    struct item *item = item_new("a", 0, 0);
    suite_fail_allocation(SUITE_NO_ALLOCATION);

    CU_ASSERT_PTR_NULL(item);
}

static void test_item_new_returns_null_when_allocation_1_fails(void)
{
    suite_fail_allocation(1);
    struct item *item = item_new("a", 0, 0);
    suite_fail_allocation(SUITE_NO_ALLOCATION);

    CU_ASSERT_PTR_NULL(item);
}

static void test_item_new_returns_null_when_allocation_2_fails(void)
{
    suite_fail_allocation(2);
    struct item *item = item_new("a", 0, 0);
    suite_fail_allocation(SUITE_NO_ALLOCATION);

    CU_ASSERT_PTR_NULL(item);
}

/* ---- item_free: property ------------------------------------------------------------------------------- */

/* It returns, and nothing is left behind. */
static void test_item_free_accepts_null(void)
{
    item_free(NULL);

    CU_ASSERT_EQUAL(suite_blocks_in_use(), 0);
}

/* ---- item_append: happy path --------------------------------------------------------------------------- */

static void test_item_append_returns_0_after_item_new(void)
{
    struct item *item = item_new("a", 1, 2);
    struct item *next = item_new("b", 1, 2);

    int result = item_append(item, next);

    CU_ASSERT_EQUAL(result, 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(item);
    CU_ASSERT_PTR_EQUAL(item->next, next);
    CU_ASSERT_PTR_NOT_NULL_FATAL(item->next);
    CU_ASSERT_EQUAL(item->next->at.x, 1);
    item_free(item);
}

/* ---- item_append: error path --------------------------------------------------------------------------- */

static void test_item_append_returns_minus_1_for_null_item(void)
{
    errno = 0;
    int result = item_append(NULL, NULL);

    CU_ASSERT_EQUAL(errno, EINVAL);
    CU_ASSERT_EQUAL(result, -1);
}

/* ---- item_visit: happy path ---------------------------------------------------------------------------- */

static void test_item_visit_calls_visit_for_null_context(void)
{
    struct item *item = item_new("it's", 1, 2);

    item_visit(item, on_visit, NULL);

    CU_ASSERT_STRING_EQUAL(suite_log.text, "visit(0, 'it\\x27s', NULL); ");
    item_free(item);
}

/* ---- item_visit: edge case ----------------------------------------------------------------------------- */

static void test_item_visit_calls_visit_for_null_context_2(void)
{
    char text[] = "second";
    struct item next[] = {{.name = text}};
    struct item item = {.next = next};

    item_visit(&item, on_visit, NULL);

    CU_ASSERT_STRING_EQUAL(suite_log.text, "visit(0, NULL, NULL); visit(1, 'second', NULL); ");
}

/* ---- sum: happy path ----------------------------------------------------------------------------------- */

static void test_sum_returns_23_for_count_2(void)
{
    struct point points[] = {{.x = 1, .y = 10}, {.x = 2, .y = 10}};

    int result = sum(points, 2);

    CU_ASSERT_EQUAL(result, 23);
}

/* ---- copy_text: happy path ----------------------------------------------------------------------------- */

static void test_copy_text_writes_in_blank_a_blank_file_for_null_to(void)
{
    const char *from = suite_file_path("in a file", 9);

    copy_text(NULL, 0, from);

    CU_ASSERT_STRING_EQUAL(suite_path_text(from), "in a file");
}

/* ---- copy_text: boundary ------------------------------------------------------------------------------- */

static void test_copy_text_returns_13_for_from_of_13_bytes(void)
{
    char to[4];
    memset(to, '#', sizeof to);

    size_t result = copy_text(to, sizeof to, "a \"long\" text");

    CU_ASSERT_EQUAL(result, 13);
    CU_ASSERT_STRING_EQUAL(to, "a \"");
}

static void test_copy_text_returns_2_for_ab(void)
{
    char to[300];
    suite_fill(to, sizeof to, SUITE_RAMP, 10);

    size_t result = copy_text(to, sizeof to, "ab");

    CU_ASSERT_EQUAL(result, 2);
    CU_ASSERT_EQUAL(suite_sum(to, 300), 0x76d287eb);
}

/* ---- copy_text: edge case ------------------------------------------------------------------------------ */

static void test_copy_text_returns_0_for_empty_from(void)
{
    char to[2];
    memset(to, '#', sizeof to);

    size_t result = copy_text(to, 0, "");

    CU_ASSERT_EQUAL(result, 0);
    CU_ASSERT_EQUAL(memcmp(to, "##", 2), 0);
}

/* ---- copy_text: property ------------------------------------------------------------------------------- */

static bool copy_text_writes_nothing_behind_the_given_length(const struct suite_input *in)
{
    copy_text(in[0].bytes, (size_t)in[1].number, in[2].bytes);
    for (size_t i = (size_t)in[1].number; i < in[0].length; i++)
        if (in[0].bytes[i] != '#')
            return false;
    return true;
}

/* Held on 500 inputs when the suite was written. */
static void test_copy_text_writes_nothing_behind_the_given_length(void)
{
    static const struct suite_domain domains[] = {
        {.kind = SUITE_BUFFER, .low = 16},
        {.kind = SUITE_ANY_INT, .low = 0, .high = 16},
        {.kind = SUITE_ANY_TEXT, .low = 0, .high = 24, .alphabet = "ab "},
    };

    CU_ASSERT_TRUE(suite_holds_for_all(copy_text_writes_nothing_behind_the_given_length, domains, 3, 4711u,
                                       500));
}

/* ---- find_comma: happy path ---------------------------------------------------------------------------- */

static void test_find_comma_points_into_its_argument_for_ab_comma_c(void)
{
    char text[] = "ab,c";

    char *text2 = find_comma(text);

    CU_ASSERT_PTR_EQUAL(text2, text + 2);
}

/* ---- checksum: happy path ------------------------------------------------------------------------------ */

static void test_checksum_returns_352_for_bytes_of_3_bytes(void)
{
    unsigned int result = checksum((const unsigned char *)"a\000\377", 3);

    CU_ASSERT_EQUAL(result, 352);
}

/* ---- checksum: property -------------------------------------------------------------------------------- */

static bool checksum_is_deterministic(const struct suite_input *in)
{
    return checksum((const unsigned char *)in[0].bytes, (size_t)in[1].number) ==
        checksum((const unsigned char *)in[0].bytes, (size_t)in[1].number);
}

/* Held on 500 inputs when the suite was written. */
static void test_checksum_is_deterministic(void)
{
    static const struct suite_domain domains[] = {
        {.kind = SUITE_ANY_BYTES, .low = 0, .high = 32},
        {.kind = SUITE_LENGTH_OF, .low = 0},
    };

    CU_ASSERT_TRUE(suite_holds_for_all(checksum_is_deterministic, domains, 2, 4711u, 500));
}

static bool checksum_leaves_its_input_unchanged(const struct suite_input *in)
{
    char before_0[33];
    memcpy(before_0, in[0].bytes, in[0].length);
    checksum((const unsigned char *)in[0].bytes, (size_t)in[1].number);
    return memcmp(before_0, in[0].bytes, in[0].length) == 0;
}

/* Held on 500 inputs when the suite was written. */
static void test_checksum_leaves_its_input_unchanged(void)
{
    static const struct suite_domain domains[] = {
        {.kind = SUITE_ANY_BYTES, .low = 0, .high = 32},
        {.kind = SUITE_LENGTH_OF, .low = 0},
    };

    CU_ASSERT_TRUE(suite_holds_for_all(checksum_leaves_its_input_unchanged, domains, 2, 4711u, 500));
}

/* ---- upper: happy path --------------------------------------------------------------------------------- */

static void test_upper_leaves_mixed_blank_1_for_mixed_blank_1(void)
{
    char text[] = "miXed 1";

    upper(text);

    CU_ASSERT_STRING_EQUAL(text, "MIXED 1");
}

/* ---- upper: property ----------------------------------------------------------------------------------- */

static bool upper_is_idempotent(const struct suite_input *in)
{
    char kept[25];
    upper(in[0].bytes);
    memcpy(kept, in[0].bytes, strlen(in[0].bytes) + 1);
    upper(in[0].bytes);
    return strcmp(in[0].bytes, kept) == 0;
}

/* Held on 500 inputs when the suite was written. */
static void test_upper_is_idempotent(void)
{
    static const struct suite_domain domains[] = {
        {.kind = SUITE_ANY_TEXT, .low = 0, .high = 24, .alphabet = "aB,"},
    };

    CU_ASSERT_TRUE(suite_holds_for_all(upper_is_idempotent, domains, 1, 4711u, 500));
}

/* ---- greet: happy path --------------------------------------------------------------------------------- */

static void test_greet_returns_10_for_empty_file(void)
{
    FILE *file = suite_temporary_file("", 0);

    int result = greet(file, "you");

    CU_ASSERT_EQUAL(result, 10);
    CU_ASSERT_STRING_EQUAL(suite_file_text(file), "hello you\n");
}

/* ---- divide: happy path -------------------------------------------------------------------------------- */

static void test_divide_sets_quotient_to_4_for_a_9(void)
{
    int quotient = 0;

    divide(9, 2, &quotient);

    CU_ASSERT_EQUAL(quotient, 4);
}

/* ---- divide: error path -------------------------------------------------------------------------------- */

static void divide_aborts_for_b_0_child(void)
{
    int result = 0;

    divide(13, 0, &result);
}

static void test_divide_aborts_for_b_0(void)
{
    CU_ASSERT_EQUAL(suite_outcome_of(divide_aborts_for_b_0_child), SUITE_ABORTED);
}

static void divide_exits_with_3_for_b_1_child(void)
{
    int result = 0;

    divide(13, 1, &result);
}

static void test_divide_exits_with_3_for_b_1(void)
{
    CU_ASSERT_EQUAL(suite_outcome_of(divide_exits_with_3_for_b_1_child), 3);
}

/* ---- count_calls: integration -------------------------------------------------------------------------- */

static void test_count_calls_returns_1_after_clamp(void)
{
    clamp(1, 1, 1);
    int result = count_calls();

    CU_ASSERT_EQUAL(result, 1);
    CU_ASSERT_EQUAL(calls, 1);
}

/* ---- print_to: happy path ------------------------------------------------------------------------------ */

static void test_print_to_leaves_minus_7_for_format_d(void)
{
    char to[24];
    memset(to, '#', sizeof to);

    print_to(to, sizeof to, "%d", -7);

    CU_ASSERT_STRING_EQUAL(to, "-7");
}

static void test_print_to_leaves_3000000000_for_format_u(void)
{
    char to[24];
    memset(to, '#', sizeof to);

    print_to(to, sizeof to, "%u", 3000000000u);

    CU_ASSERT_STRING_EQUAL(to, "3000000000");
}

static void test_print_to_leaves_4294967295_for_format_u(void)
{
    char to[24];
    memset(to, '#', sizeof to);

    print_to(to, sizeof to, "%u", UINT_MAX);

    CU_ASSERT_STRING_EQUAL(to, "4294967295");
}

static void test_print_to_leaves_minus_9223372036854775808_for_format_ld(void)
{
    char to[24];
    memset(to, '#', sizeof to);

    print_to(to, sizeof to, "%ld", LONG_MIN);

    CU_ASSERT_STRING_EQUAL(to, "-9223372036854775808");
}

static void test_print_to_leaves_minus_2147483648_for_format_ld(void)
{
    char to[24];
    memset(to, '#', sizeof to);

    print_to(to, sizeof to, "%ld", (long)INT_MIN);

    CU_ASSERT_STRING_EQUAL(to, "-2147483648");
}

static void test_print_to_leaves_18446744073709551614_for_format_lu(void)
{
    char to[24];
    memset(to, '#', sizeof to);

    print_to(to, sizeof to, "%lu", 18446744073709551614UL);

    CU_ASSERT_STRING_EQUAL(to, "18446744073709551614");
}

static void test_print_to_leaves_5_for_format_lld(void)
{
    char to[24];
    memset(to, '#', sizeof to);

    print_to(to, sizeof to, "%lld", 5LL);

    CU_ASSERT_STRING_EQUAL(to, "5");
}

static void test_print_to_leaves_9_for_format_zu(void)
{
    char to[24];
    memset(to, '#', sizeof to);

    print_to(to, sizeof to, "%zu", (size_t)9);

    CU_ASSERT_STRING_EQUAL(to, "9");
}

/* ---- print_to: boundary -------------------------------------------------------------------------------- */

static void test_print_to_returns_9_for_format_s_1f(void)
{
    char to[4];
    memset(to, '#', sizeof to);

    int result = print_to(to, sizeof to, "%s: %.1f", "name", 0.5);

    CU_ASSERT_EQUAL(result, 9);
    CU_ASSERT_STRING_EQUAL(to, "nam");
}

/* ---- length_of_all: happy path ------------------------------------------------------------------------- */

static void test_length_of_all_returns_3_for_a(void)
{
    size_t result = length_of_all("a", "bc", NULL);

    CU_ASSERT_EQUAL(result, 3);
}

/* ---- compare_texts: property --------------------------------------------------------------------------- */

static bool compare_texts_answers_the_other_way_round(const struct suite_input *in)
{
    int there = compare_texts(in[0].bytes, in[1].bytes);
    int back = compare_texts(in[1].bytes, in[0].bytes);
    return (there > 0) == (back < 0) && (there < 0) == (back > 0);
}

/* Held on 500 inputs when the suite was written. */
static void test_compare_texts_answers_the_other_way_round(void)
{
    static const struct suite_domain domains[] = {
        {.kind = SUITE_ANY_TEXT, .low = 0, .high = 24, .alphabet = "ab "},
        {.kind = SUITE_ANY_TEXT, .low = 0, .high = 24, .alphabet = "ab "},
    };

    CU_ASSERT_TRUE(suite_holds_for_all(compare_texts_answers_the_other_way_round, domains, 2, 4711u, 500));
}

/* ---- main ---------------------------------------------------------------------------------------------- */

int main(int argc, char **argv)
{
    /* Put back to their first values before each test. */
    static const struct suite_variable variables[] = {
        SUITE_VARIABLE(calls),
    };
    static const struct suite_test tests[] = {
        SUITE_TEST("clamp", test_clamp_returns_5_for_value_5),
        SUITE_TEST("clamp", test_clamp_returns_minus_3_for_value_int_min),
        SUITE_TEST("clamp", test_clamp_stays_within_its_bounds),
        SUITE_TEST("widest", test_widest_returns_uint64_max),
        SUITE_TEST("lowest", test_lowest_returns_int64_min_for_is_wide_true),
        SUITE_TEST("opposite", test_opposite_returns_colour_green_for_colour_red),
        SUITE_TEST("opposite", test_opposite_undoes_itself),
        SUITE_TEST("halve", test_halve_returns_0_15_for_number_0_3),
        SUITE_TEST("halve", test_halve_returns_infinity_for_number_infinity),
        SUITE_TEST("halve", test_halve_returns_nan_for_number_nan),
        SUITE_TEST("item_new", test_item_new_returns_item_with_y_minus_4_for_left),
        SUITE_TEST("item_new", test_item_new_returns_null_without_memory),
        SUITE_TEST("item_new", test_item_new_returns_null_when_allocation_1_fails),
        SUITE_TEST("item_new", test_item_new_returns_null_when_allocation_2_fails),
        SUITE_TEST("item_free", test_item_free_accepts_null),
        SUITE_TEST("item_append", test_item_append_returns_0_after_item_new),
        SUITE_TEST("item_append", test_item_append_returns_minus_1_for_null_item),
        SUITE_TEST("item_visit", test_item_visit_calls_visit_for_null_context),
        SUITE_TEST("item_visit", test_item_visit_calls_visit_for_null_context_2),
        SUITE_TEST("sum", test_sum_returns_23_for_count_2),
        SUITE_TEST("copy_text", test_copy_text_writes_in_blank_a_blank_file_for_null_to),
        SUITE_TEST("copy_text", test_copy_text_returns_13_for_from_of_13_bytes),
        SUITE_TEST("copy_text", test_copy_text_returns_2_for_ab),
        SUITE_TEST("copy_text", test_copy_text_returns_0_for_empty_from),
        SUITE_TEST("copy_text", test_copy_text_writes_nothing_behind_the_given_length),
        SUITE_TEST("find_comma", test_find_comma_points_into_its_argument_for_ab_comma_c),
        SUITE_TEST("checksum", test_checksum_returns_352_for_bytes_of_3_bytes),
        SUITE_TEST("checksum", test_checksum_is_deterministic),
        SUITE_TEST("checksum", test_checksum_leaves_its_input_unchanged),
        SUITE_TEST("upper", test_upper_leaves_mixed_blank_1_for_mixed_blank_1),
        SUITE_TEST("upper", test_upper_is_idempotent),
        SUITE_TEST("greet", test_greet_returns_10_for_empty_file),
        SUITE_TEST("divide", test_divide_sets_quotient_to_4_for_a_9),
        SUITE_TEST("divide", test_divide_aborts_for_b_0),
        SUITE_TEST("divide", test_divide_exits_with_3_for_b_1),
        SUITE_TEST("count_calls", test_count_calls_returns_1_after_clamp),
        SUITE_TEST("print_to", test_print_to_leaves_minus_7_for_format_d),
        SUITE_TEST("print_to", test_print_to_leaves_3000000000_for_format_u),
        SUITE_TEST("print_to", test_print_to_leaves_4294967295_for_format_u),
        SUITE_TEST("print_to", test_print_to_leaves_minus_9223372036854775808_for_format_ld),
        SUITE_TEST("print_to", test_print_to_leaves_minus_2147483648_for_format_ld),
        SUITE_TEST("print_to", test_print_to_leaves_18446744073709551614_for_format_lu),
        SUITE_TEST("print_to", test_print_to_leaves_5_for_format_lld),
        SUITE_TEST("print_to", test_print_to_leaves_9_for_format_zu),
        SUITE_TEST("print_to", test_print_to_returns_9_for_format_s_1f),
        SUITE_TEST("length_of_all", test_length_of_all_returns_3_for_a),
        SUITE_TEST("compare_texts", test_compare_texts_answers_the_other_way_round),
    };
    const struct suite suite = {
        .name = "kinds",
        .tests = tests,
        .test_count = sizeof tests / sizeof *tests,
        .variables = variables,
        .variable_count = sizeof variables / sizeof *variables,
    };

    return suite_run(&suite, argc, argv);
}
