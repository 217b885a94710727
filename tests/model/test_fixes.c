#include "cet/core/memory.h"
#include "cet/model/fixes.h"
#include "unit_test.h"

static void add(struct finding_set *set, const char *rule, const struct finding_fix *fixes, uint32_t count)
{
    finding_set_add(set, &(struct finding){.rule = rule,
                                           .path = "/a.c",
                                           .line = 1,
                                           .message = "m",
                                           .fixes = (struct finding_fix *)fixes,
                                           .fix_count = count});
}

static void assert_applied(const struct finding_set *set, const char *before, size_t repaired, const char *after)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_add_text(&text, before);
    CU_ASSERT_EQUAL(fixes_apply(set, "/a.c", &text), repaired);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), after);
}

TEST(edits_are_applied_wherever_they_stand)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    const struct finding_fix later[] = {{2, 5, 2, 8, "longer than it was"}};
    const struct finding_fix earlier[] = {{1, 1, 1, 1, "("}, {1, 4, 1, 4, ")"}};
    add(&set, "later", later, 1);
    add(&set, "earlier", earlier, 2);
    assert_applied(&set, "abc;\ndef ghi;\n", 2, "(abc);\ndef longer than it was;\n");
}

TEST(an_edit_may_span_lines_and_end_the_text)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    const struct finding_fix fix[] = {{1, 4, 3, 2, "-"}};
    add(&set, "a", fix, 1);
    assert_applied(&set, "abc\ndef\ng", 1, "abc-");
}

TEST(a_finding_is_repaired_whole_or_not)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    const struct finding_fix first[] = {{1, 2, 1, 4, "X"}};
    const struct finding_fix overlapping[] = {{1, 1, 1, 1, "Y"}, {1, 3, 1, 5, "Z"}};
    const struct finding_fix outside[] = {{1, 1, 1, 1, "Y"}, {1, 9, 1, 10, "Z"}};
    const struct finding_fix beyond[] = {{7, 1, 7, 1, "Y"}};
    const struct finding_fix backwards[] = {{1, 6, 1, 5, "Y"}};
    add(&set, "first", first, 1);
    add(&set, "overlapping", overlapping, 2);
    add(&set, "outside", outside, 2);
    add(&set, "beyond", beyond, 1);
    add(&set, "backwards", backwards, 1);
    assert_applied(&set, "abcdef\n", 1, "aXdef\n");
}

TEST(edits_that_meet_do_not_touch_but_two_insertions_at_one_place_do)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    const struct finding_fix left[] = {{1, 1, 1, 3, "L"}}, right[] = {{1, 3, 1, 5, "R"}}, both[] = {{1, 5, 1, 5, "+"}};
    add(&set, "left", left, 1);
    add(&set, "right", right, 1);
    add(&set, "one", both, 1);
    add(&set, "two", both, 1);
    assert_applied(&set, "abcd\n", 3, "LR+\n");
}

TEST(what_is_not_shown_or_elsewhere_stays)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    const struct finding_fix fix[] = {{1, 1, 1, 2, "X"}};
    add(&set, "a", fix, 1);
    set.items[0].state = FINDING_SILENCED;
    assert_applied(&set, "abc\n", 0, "abc\n");
    set.items[0].state = FINDING_SHOWN;
    set.items[0].path = "/b.c";
    assert_applied(&set, "abc\n", 0, "abc\n");
}

TEST(no_blanks_are_left_at_a_lines_end)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    const struct finding_fix fix[] = {{1, 4, 1, 8, " "}};
    add(&set, "a", fix, 1);
    assert_applied(&set, "x; //ab\ny;\n", 1, "x;\ny;\n");
}

UNIT_TESTS("model/fixes", CASE(edits_are_applied_wherever_they_stand), CASE(an_edit_may_span_lines_and_end_the_text),
           CASE(a_finding_is_repaired_whole_or_not),
           CASE(edits_that_meet_do_not_touch_but_two_insertions_at_one_place_do),
           CASE(what_is_not_shown_or_elsewhere_stays), CASE(no_blanks_are_left_at_a_lines_end))
