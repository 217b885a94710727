/* What a person changed in a generated test program outlives a regeneration. */
#include "cet/testgen/merge.h"

#include "cet/core/memory.h"
#include "unit_test.h"

#define HEAD "/* Tests of list.c. Seed 1. */\n#include \"unit.h\"\n#include <CUnit/CUnit.h>\n\n"
#define ON_FREE "static void on_free(void *a)\n{\n    suite_log_pointer(a);\n}\n\n"
#define FIRST "/* Alone reaches `x`. */\nstatic void test_first(void)\n{\n    CU_ASSERT_EQUAL(first(\"}\"), 1);\n}\n\n"
#define SECOND "static void test_second(void)\n{\n    CU_ASSERT_EQUAL(second(on_free), 2);\n}\n\n"
#define RULE(title) "/* ---- " title " ---- */\n\n"
#define MAIN(rows)                                                                                                     \
    RULE("main")                                                                                                       \
    "int main(int argc, char **argv)\n{\n    static const struct suite_test tests[] = {\n" rows                        \
    "    };\n    return 0;\n}\n"
#define ROW(name) "        SUITE_TEST(\"list\", " name "),\n"

static const char whole[] = HEAD ON_FREE FIRST SECOND MAIN(ROW("test_first") ROW("test_second"));

static size_t merge(const char *generated_then, const char *earlier, const char *generated_now, struct strbuf *text)
{
    SCOPED(suite_stamp_release) struct suite_stamp stamp = {0};
    merge_stamp_parts("test_list.c", generated_then, &stamp);
    strbuf_add_text(text, generated_now);
    return merge_edited("test_list.c", earlier, &stamp, text);
}

TEST(what_nobody_edited_is_written_anew)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    CU_ASSERT_EQUAL(merge(whole, whole, HEAD FIRST MAIN(ROW("test_first")), &text), 0);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), HEAD FIRST MAIN(ROW("test_first")));
}

TEST(white_space_alone_is_no_edit)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    const char reformatted[] = HEAD ON_FREE "/* Alone reaches `x`. */\nstatic void test_first(void) {\n"
                                            "  CU_ASSERT_EQUAL( first(\"}\"),\n 1);\n}\n" SECOND MAIN("");
    CU_ASSERT_EQUAL(merge(whole, reformatted, whole, &text), 0);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), whole);
}

TEST(an_edited_test_takes_the_place_of_the_generated_one)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    const char edited[] = HEAD ON_FREE
        "/* By me. */\nstatic void test_first(void)\n{\n    CU_PASS(\"{\");\n}\n\n" SECOND MAIN(ROW("test_first")
                                                                                                    ROW("test_second"));
    CU_ASSERT_EQUAL(merge(whole, edited, whole, &text), 1);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), edited);
}

TEST(a_test_that_is_no_longer_generated_stays_with_what_it_calls)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    const char edited[] =
        HEAD ON_FREE FIRST "static void test_second(void)\n{\n    CU_ASSERT_EQUAL(second(on_free), 3);\n}\n\n" MAIN(
            ROW("test_first") ROW("test_second"));
    CU_ASSERT_EQUAL(merge(whole, edited, HEAD FIRST MAIN(ROW("test_first")), &text), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), ON_FREE));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "second(on_free), 3"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), ROW("test_first") ROW("test_second")));
    const char *helper = strstr(strbuf_text(&text), ON_FREE);
    CU_ASSERT_TRUE(helper < strstr(strbuf_text(&text), "test_first(void)"));
}

TEST(tests_and_includes_of_a_person_stay)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    const char edited[] = "/* Tests of list.c. Seed 1. */\n#include \"unit.h\"\n#include <CUnit/CUnit.h>\n"
                          "#include <math.h>\n\nstatic int depth;\n\n" ON_FREE FIRST SECOND
                          "static void test_mine(void)\n{\n    CU_ASSERT_EQUAL(depth, 0);\n}\n\n" MAIN(
                              ROW("test_first") ROW("test_second") ROW("test_mine"));
    CU_ASSERT_EQUAL(merge(whole, edited, whole, &text), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "#include <math.h>\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), "static int depth;\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), ROW("test_second") ROW("test_mine")));
    /* and once more the same: nothing is doubled */
    SCOPED(strbuf_release) struct strbuf again = {0};
    CU_ASSERT_EQUAL(merge(whole, strbuf_text(&text), whole, &again), 1);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&again), strbuf_text(&text));
}

TEST(text_that_ends_early_is_survived)
{
    static const char *const broken[] = {"",  "static void f(void) {", "/* no end", "\"no end", "#define A \\", "}}",
                                         "f("};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        merge(whole, broken[i], whole, &text);
        CU_ASSERT_PTR_NOT_NULL(strstr(strbuf_text(&text), FIRST));
    }
}

UNIT_TESTS("testgen/merge", CASE(what_nobody_edited_is_written_anew), CASE(white_space_alone_is_no_edit),
           CASE(an_edited_test_takes_the_place_of_the_generated_one),
           CASE(a_test_that_is_no_longer_generated_stays_with_what_it_calls), CASE(tests_and_includes_of_a_person_stay),
           CASE(text_that_ends_early_is_survived))
