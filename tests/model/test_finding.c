#include "cet/model/finding.h"
#include "core/scratch.h"
#include "unit_test.h"

static const struct finding sample = {.rule = "cet-a",
                                      .level = FINDING_WARNING,
                                      .path = "/a.c",
                                      .line = 3,
                                      .column = 5,
                                      .end_line = 3,
                                      .end_column = 9,
                                      .function = "f",
                                      .message = "say \"why\"",
                                      .source = "cet"};

TEST(the_same_finding_is_added_once)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    finding_set_add(&set, &sample);
    finding_set_add(&set, &sample);
    CU_ASSERT_EQUAL(set.count, 1);
    struct finding other = sample;
    other.message = "another";
    finding_set_add(&set, &other);
    CU_ASSERT_EQUAL(set.count, 2);
}

TEST(texts_are_copied)
{
    char message[] = "gone soon";
    struct finding finding = sample;
    finding.message = message;
    finding.function = NULL;
    SCOPED(finding_set_release) struct finding_set set = {0};
    finding_set_add(&set, &finding);
    message[0] = 'X';
    CU_ASSERT_STRING_EQUAL(set.items[0].message, "gone soon");
    CU_ASSERT_STRING_EQUAL(set.items[0].function, "");
}

TEST(sorted_by_path_line_column_and_rule)
{
    static const struct finding findings[] = {
        {.rule = "b", .path = "/b.c", .line = 1, .message = "4"},
        {.rule = "b", .path = "/a.c", .line = 2, .column = 1, .message = "2"},
        {.rule = "a", .path = "/a.c", .line = 2, .column = 1, .message = "1"},
        {.rule = "a", .path = "/a.c", .line = 2, .column = 9, .message = "3"},
        {.rule = "z", .path = "/a.c", .line = 1, .column = 9, .message = "0"},
    };
    SCOPED(finding_set_release) struct finding_set set = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(findings); i++)
        finding_set_add(&set, &findings[i]);
    finding_set_sort(&set);
    for (size_t i = 0; i < set.count; i++)
        CU_ASSERT_EQUAL(set.items[i].message[0], (char)('0' + i));
}

static void fingerprint_of(const char *path, const char *text, uint32_t line, char fingerprint[17])
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    struct finding finding = sample;
    finding.path = path;
    finding.line = line;
    CU_ASSERT_EQUAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
    finding_set_add(&set, &finding);
    finding_set_fingerprint(&set);
    memcpy(fingerprint, set.items[0].fingerprint, 17);
}

TEST(a_fingerprint_survives_moved_and_indented_lines)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "a.c");
    char before[17], moved[17], other[17];
    fingerprint_of(path, "x = f(1);\n", 1, before);
    fingerprint_of(path, "\n\n\tx  =  f( 1 );\n", 3, moved);
    fingerprint_of(path, "x = f(2);\n", 1, other);
    CU_ASSERT_EQUAL(strlen(before), 16);
    CU_ASSERT_STRING_EQUAL(before, moved);
    CU_ASSERT_STRING_NOT_EQUAL(before, other);
}

TEST(equal_lines_get_fingerprints_of_their_own)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "a.c");
    SCOPED(finding_set_release) struct finding_set set = {0};
    CU_ASSERT_EQUAL(file_write(path, "f();\nf();\n", 10, NULL), STATUS_OK);
    for (uint32_t line = 1; line <= 2; line++) {
        struct finding finding = sample;
        finding.path = path;
        finding.line = line;
        finding_set_add(&set, &finding);
    }
    finding_set_fingerprint(&set);
    CU_ASSERT_STRING_NOT_EQUAL(set.items[0].fingerprint, set.items[1].fingerprint);
}

TEST(a_missing_source_still_gives_a_fingerprint)
{
    SCOPED(finding_set_release) struct finding_set set = {0};
    struct finding finding = sample;
    finding.path = "/no/such/file.c";
    finding_set_add(&set, &finding);
    finding_set_fingerprint(&set);
    CU_ASSERT_EQUAL(strlen(set.items[0].fingerprint), 16);
}

TEST(load_reads_what_format_wrote)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(finding_set_release) struct finding_set set = {0};
    SCOPED(finding_set_release) struct finding_set loaded = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(strbuf_release) struct strbuf again = {0};
    struct finding_note note = {"/b.h", 7, 1, "declared here"};
    struct finding finding = sample;
    finding.notes = &note;
    finding.note_count = 1;
    finding_set_add(&set, &finding);
    finding.level = FINDING_ERROR;
    finding.line = 4;
    finding.note_count = 0;
    finding_set_add(&set, &finding);
    finding_set_fingerprint(&set);
    finding_set_format(&set, &text);
    const char *path = scratch_path(&scratch, "findings.json");
    CU_ASSERT_EQUAL(file_write(path, text.bytes, text.length, NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(finding_set_load(path, &loaded, NULL), STATUS_OK);
    finding_set_format(&loaded, &again);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&text), strbuf_text(&again));
    CU_ASSERT_EQUAL(loaded.items[0].note_count, 1);
    CU_ASSERT_EQUAL(finding_set_count_level(&loaded, FINDING_ERROR), 1);
}

TEST(what_is_no_fingerprint_is_dropped)
{
    static const char text[] =
        "{\"format\":\"cet-findings\",\"version\":1,\"findings\":[{\"rule\":\"a\",\"level\":\"error\","
        "\"path\":\"/\",\"message\":\"\",\"fingerprint\":\"0123456789abcdef0\"},{\"rule\":\"b\",\"level\":"
        "\"error\",\"path\":\"/\",\"message\":\"\",\"fingerprint\":\"0123\xff\"}]}";
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(finding_set_release) struct finding_set set = {0};
    const char *path = scratch_path(&scratch, "findings.json");
    CU_ASSERT_EQUAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(finding_set_load(path, &set, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(set.items[0].fingerprint, "");
    CU_ASSERT_STRING_EQUAL(set.items[1].fingerprint, "");
}

TEST(load_refuses_other_files_and_keeps_what_it_has)
{
    static const char *const texts[] = {
        "[]",
        "{\"format\":\"cet-findings\",\"version\":2,\"findings\":[]}",
        "{\"format\":\"cet-findings\",\"version\":1,\"findings\":[{\"rule\":\"a\"}]}",
        "{\"format\":\"cet-findings\",\"version\":1,\"findings\":[{\"rule\":\"a\",\"path\":\"/\",\"message\":\"\"}]}",
        "{\"format\":",
    };
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "findings.json");
    SCOPED(finding_set_release) struct finding_set set = {0};
    finding_set_add(&set, &sample);
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        struct error err = {0};
        CU_ASSERT_EQUAL(file_write(path, texts[i], strlen(texts[i]), NULL), STATUS_OK);
        CU_ASSERT_EQUAL(finding_set_load(path, &set, &err), STATUS_INVALID);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "findings.json"));
        CU_ASSERT_EQUAL(set.count, 1);
    }
    CU_ASSERT_EQUAL(finding_set_load("/no/such/file", &set, NULL), STATUS_NOT_FOUND);
}

UNIT_TESTS("model/finding", CASE(the_same_finding_is_added_once), CASE(texts_are_copied),
           CASE(sorted_by_path_line_column_and_rule), CASE(a_fingerprint_survives_moved_and_indented_lines),
           CASE(equal_lines_get_fingerprints_of_their_own), CASE(a_missing_source_still_gives_a_fingerprint),
           CASE(load_reads_what_format_wrote), CASE(what_is_no_fingerprint_is_dropped),
           CASE(load_refuses_other_files_and_keeps_what_it_has))
