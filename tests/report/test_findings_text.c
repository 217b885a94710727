#include "cet/report/findings.h"
#include "source_file.h"
#include "unit_test.h"

static void assert_text(const struct source_file *source, const struct finding *finding, const char *expected)
{
    SCOPED(finding_set_release) struct finding_set findings = {0};
    SCOPED(strbuf_release) struct strbuf out = {0};
    finding_set_add(&findings, finding);
    report_findings_text(&findings, source->folder, &out);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&out), expected);
}

TEST(a_finding_reads_as_compilers_write_it)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("x\n\ty = f(1);\n");
    struct finding_note note = {source.path, 1, 1, "declared here"};
    assert_text(
        &source,
        &(struct finding){.rule = "cet-a",
                          .level = FINDING_WARNING,
                          .path = source.path,
                          .line = 2,
                          .column = 6,
                          .end_line = 2,
                          .end_column = 10,
                          .message = "why",
                          .notes = &note,
                          .note_count = 1},
        "a.c:2:6: warning: why [cet-a]\n    2 | \ty = f(1);\n      | \t    ^~~~\na.c:1:1: note: declared here\n");
}

TEST(a_caret_counts_characters)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("\xc3\xb6\xc3\xb6 x;\n");
    assert_text(&source,
                &(struct finding){.rule = "r",
                                  .level = FINDING_ERROR,
                                  .path = source.path,
                                  .line = 1,
                                  .column = 6,
                                  .end_line = 1,
                                  .end_column = 7,
                                  .message = "m"},
                "a.c:1:6: error: m [r]\n    1 | \xc3\xb6\xc3\xb6 x;\n      |    ^\n");
}

TEST(a_finding_without_a_place_or_source_is_one_line)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("x\n");
    assert_text(&source, &(struct finding){.rule = "r", .path = "/no/such.c", .line = 9, .column = 9, .message = "m"},
                "/no/such.c:9:9: refactoring: m [r]\n");
    assert_text(&source, &(struct finding){.rule = "r", .path = "/no/such.c", .message = "m"},
                "/no/such.c: refactoring: m [r]\n");
    assert_text(&source, &(struct finding){.rule = "r", .path = source.path, .line = 1, .column = 99, .message = "m"},
                "a.c:1:99: refactoring: m [r]\n");
}

TEST(a_source_cannot_drive_the_terminal)
{
    SCOPED(source_file_release) struct source_file source = source_file_new("\x1b[2Jx\n");
    assert_text(&source, &(struct finding){.rule = "r", .path = source.path, .line = 1, .message = "\x1b]0;m"},
                "a.c:1: refactoring: ?]0;m [r]\n    1 | ?[2Jx\n");
}

UNIT_TESTS("report/findings_text", CASE(a_finding_reads_as_compilers_write_it), CASE(a_caret_counts_characters),
           CASE(a_finding_without_a_place_or_source_is_one_line), CASE(a_source_cannot_drive_the_terminal))
