#include "cet/core/memory.h"
#include "cet/model/changed_findings.h"
#include "unit_test.h"

/* f on lines 1..9 of /a.c; line 3 is changed, something behind line 14 was taken away. */
static struct fact_file files[] = {{.path = "/a.c"}};
static struct fact_function functions[] = {{.name = "f", .is_defined = true, .range = {0, 1, 1, 9, 2}},
                                           {.name = "g", .is_defined = true, .range = {0, 12, 1, 19, 2}},
                                           {.name = "h", .is_defined = true, .range = {0, 30, 1, 39, 2}}};
static const struct facts facts = {.files = files, .file_count = 1, .functions = functions, .function_count = 3};
static char changed_path[] = "/a.c";
static struct line_run runs[] = {{3, 3}};
static uint32_t cuts[] = {14};
static struct changed_file changed_files[] = {
    {.path = changed_path, .runs = runs, .run_count = 1, .cuts = cuts, .cut_count = 1}};
static const struct changed_lines changed = {.files = changed_files, .count = 1};

static void add(struct finding_set *set, uint32_t line, const char *fingerprint, const struct finding_note *note)
{
    struct finding finding = {.rule = "cet-a",
                              .path = "/a.c",
                              .line = line,
                              .end_line = line,
                              .message = "m",
                              .notes = (struct finding_note *)note,
                              .note_count = note != NULL};
    memcpy(finding.fingerprint, fingerprint, strlen(fingerprint) + 1);
    finding_set_add(set, &finding);
}

static enum finding_state state_of(uint32_t line, const struct finding_note *note, const struct finding_set *before)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    add(&set, line, "1", note);
    findings_leave_unchanged(&(struct finding_comparison){.changed = &changed, .facts = &facts, .before = before},
                             &set);
    return set.items[0].state;
}

TEST(without_an_earlier_state_the_function_counts)
{
    CU_ASSERT_EQUAL(state_of(3, NULL, NULL), FINDING_SHOWN);
    CU_ASSERT_EQUAL(state_of(8, NULL, NULL), FINDING_SHOWN);
    CU_ASSERT_EQUAL(state_of(18, NULL, NULL), FINDING_SHOWN); /* behind what was taken away */
    CU_ASSERT_EQUAL(state_of(35, NULL, NULL), FINDING_UNCHANGED);
    CU_ASSERT_EQUAL(state_of(50, NULL, NULL), FINDING_UNCHANGED);
}

TEST(a_note_on_a_changed_line_brings_its_finding)
{
    const struct finding_note note = {"/a.c", 3, 1, "freed here"}, other = {"/b.c", 3, 1, "freed here"};
    CU_ASSERT_EQUAL(state_of(35, &note, NULL), FINDING_SHOWN);
    CU_ASSERT_EQUAL(state_of(35, &other, NULL), FINDING_UNCHANGED);
}

TEST(with_an_earlier_state_only_what_is_new_was_caused)
{
    SCOPED(finding_set_release) struct finding_set same = {0}, other = {0};
    add(&same, 7, "1", NULL);
    add(&other, 7, "2", NULL);
    CU_ASSERT_EQUAL(state_of(8, NULL, &same), FINDING_UNCHANGED);
    CU_ASSERT_EQUAL(state_of(35, NULL, &other), FINDING_SHOWN);
    CU_ASSERT_EQUAL(state_of(3, NULL, &same), FINDING_SHOWN); /* the line itself was touched */
    same.items[0].state = FINDING_SILENCED;
    CU_ASSERT_EQUAL(state_of(8, NULL, &same), FINDING_SHOWN); /* its mark was taken away */
}

static bool never(const void *context, const char *path)
{
    (void)context;
    (void)path;
    return false;
}

TEST(a_file_that_could_not_be_read_then_is_told_by_functions)
{
    SCOPED(finding_set_release) struct finding_set set = {0}, before = {0};
    add(&set, 8, "1", NULL);
    add(&set, 35, "2", NULL);
    findings_leave_unchanged(
        &(struct finding_comparison){.changed = &changed, .facts = &facts, .before = &before, .is_comparable = never},
        &set);
    CU_ASSERT_EQUAL(set.items[0].state, FINDING_SHOWN);
    CU_ASSERT_EQUAL(set.items[1].state, FINDING_UNCHANGED);
}

UNIT_TESTS("model/changed_findings", CASE(without_an_earlier_state_the_function_counts),
           CASE(a_note_on_a_changed_line_brings_its_finding), CASE(with_an_earlier_state_only_what_is_new_was_caused),
           CASE(a_file_that_could_not_be_read_then_is_told_by_functions))
