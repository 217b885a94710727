#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "cet/coverage/data_files.h"
#include "core/scratch.h"
#include "unit_test.h"

/* As gcc 12 writes it: head, checksum, folder, whether blocks can be unexecuted, one function of a.c. */
static const unsigned char gcc_notes[] = "oncg*22B\x01\x02\x03\x04\0\0\0\0"
                                         "\x03\0\0\0/w\0\0\0\0\0"
                                         "\0\0\0\x01\x22\0\0\0" /* a function of 34 bytes */
                                         "\1\0\0\0\2\0\0\0\3\0\0\0\x02\0\0\0f\0\0\0\0\0\x04\0\0\0a.c\0\1\0\0\0"
                                         "\1\0";
static const unsigned char gcc_data[] = "adcg*22B\x01\x02\x03\x04\0\0\0\0";
/* As clang writes it: no folder, lengths in words. */
static const unsigned char clang_notes[] = "oncg*804\x01\x02\x03\x04"
                                           "\0\0\0\x01\x08\0\0\0"
                                           "\1\0\0\0\2\0\0\0\3\0\0\0\1\0\0\0f\0\0\0\1\0\0\0a.c\0\1\0\0\0";
static const unsigned char clang_data[] = "adcg*804\x01\x02\x03\x04";

#define SIZE(bytes) (sizeof(bytes) - 1)

TEST(notes_of_gcc_name_folder_and_sources)
{
    SCOPED(gcov_notes_release) struct gcov_notes notes = {0};
    struct error err = {0};
    enum status status = gcov_notes_parse("a.gcno", gcc_notes, SIZE(gcc_notes), &notes, &err);
    CU_ASSERT_EQUAL_FATAL(status, STATUS_OK);
    CU_ASSERT_EQUAL(notes.head.compiler_major, 12);
    CU_ASSERT_FALSE(notes.head.is_clang);
    CU_ASSERT_EQUAL(notes.head.stamp, 0x04030201);
    CU_ASSERT_STRING_EQUAL(notes.folder, "/w");
    CU_ASSERT_EQUAL_FATAL(notes.source_count, 1);
    CU_ASSERT_STRING_EQUAL(notes.sources[0], "a.c");
}

TEST(notes_of_clang_name_sources_and_no_folder)
{
    SCOPED(gcov_notes_release) struct gcov_notes notes = {0};
    CU_ASSERT_EQUAL_FATAL(gcov_notes_parse("a.gcno", clang_notes, SIZE(clang_notes), &notes, NULL), STATUS_OK);
    CU_ASSERT_TRUE(notes.head.is_clang);
    CU_ASSERT_PTR_NULL(notes.folder);
    CU_ASSERT_EQUAL_FATAL(notes.source_count, 1);
    CU_ASSERT_STRING_EQUAL(notes.sources[0], "a.c");
}

TEST(the_other_byte_order_is_read)
{
    static const unsigned char big[] = "gcdaB22*\x01\x02\x03\x04";
    struct gcov_head head = {0};
    CU_ASSERT_EQUAL_FATAL(gcov_data_parse_head("a.gcda", big, SIZE(big), &head, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(head.version, "B22*");
    CU_ASSERT_EQUAL(head.stamp, 0x01020304);
}

static bool is_refused(const void *bytes, size_t length, const char *why)
{
    struct gcov_notes notes = {0};
    struct error err = {0};
    bool is = gcov_notes_parse("a.gcno", bytes, length, &notes, &err) == STATUS_INVALID && strstr(err.message, why);
    gcov_notes_release(&notes);
    return is;
}

TEST(damaged_notes_are_refused)
{
    CU_ASSERT_TRUE(is_refused("", 0, "is empty"));
    CU_ASSERT_TRUE(is_refused(gcc_notes, 11, "is cut off"));
    CU_ASSERT_TRUE(is_refused(gcc_notes, 18, "is cut off"));
    CU_ASSERT_TRUE(is_refused(gcc_notes, SIZE(gcc_notes) - 4, "is cut off"));
    CU_ASSERT_TRUE(is_refused("a text, not notes", 17, "is no coverage file"));
}

/* ---- whether files belong together ------------------------------------------------------------------------------- */

struct build {
    struct scratch scratch;
    struct error err;
};

static void put(struct build *build, const char *name, const void *bytes, size_t length, long seconds)
{
    const char *path = scratch_path(&build->scratch, name);
    const struct timespec times[] = {{.tv_sec = seconds}, {.tv_sec = seconds}};
    CU_ASSERT_EQUAL_FATAL(file_write(path, bytes, length, NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(utimensat(AT_FDCWD, path, times, 0), 0);
}

static bool is_said(struct build *build, enum status expected, const char *why)
{
    SCOPED(data_files_release) struct data_files files = {0};
    enum status status = data_files_find(build->scratch.folder, &files, &build->err);
    if (status == STATUS_OK)
        status = data_files_check(&files, &build->err);
    bool is = status == expected && strstr(build->err.message, why);
    if (!is)
        printf("\n    %d %s", status, build->err.message);
    scratch_release(&build->scratch);
    return is;
}

TEST(files_that_belong_together_pass)
{
    struct build build = {scratch_new(), {0}};
    put(&build, "a.c", "", 0, 1000);
    put(&build, "a.gcno", clang_notes, SIZE(clang_notes), 1000);
    put(&build, "a.gcda", clang_data, SIZE(clang_data), 1000);
    CU_ASSERT_TRUE(is_said(&build, STATUS_OK, ""));
}

TEST(a_folder_without_coverage_is_told)
{
    struct build build = {scratch_new(), {0}};
    CU_ASSERT_TRUE(is_said(&build, STATUS_NOT_FOUND, "nothing below it was built with --coverage"));
}

TEST(a_build_that_never_ran_is_told)
{
    struct build build = {scratch_new(), {0}};
    put(&build, "a.gcno", clang_notes, SIZE(clang_notes), 1000);
    CU_ASSERT_TRUE(is_said(&build, STATUS_NOT_FOUND, "none of them has run"));
}

TEST(data_without_notes_are_refused)
{
    struct build build = {scratch_new(), {0}};
    put(&build, "a.gcda", clang_data, SIZE(clang_data), 1000);
    CU_ASSERT_TRUE(is_said(&build, STATUS_INVALID, "has no .gcno"));
}

TEST(another_stamp_is_refused)
{
    struct build build = {scratch_new(), {0}};
    put(&build, "a.gcno", gcc_notes, SIZE(gcc_notes), 1000);
    put(&build, "a.gcda", "adcg*22B\x05\x02\x03\x04\0\0\0\0", 16, 1000);
    CU_ASSERT_TRUE(is_said(&build, STATUS_INVALID, "stamps 04030205, 04030201"));
}

TEST(another_compiler_is_refused)
{
    struct build build = {scratch_new(), {0}};
    put(&build, "a.gcno", gcc_notes, SIZE(gcc_notes), 1000);
    put(&build, "a.gcda", clang_data, SIZE(clang_data), 1000);
    CU_ASSERT_TRUE(is_said(&build, STATUS_INVALID, "another compiler"));
}

TEST(data_of_clang_without_their_source_are_refused)
{
    struct build build = {scratch_new(), {0}};
    put(&build, "a.gcno", clang_notes, SIZE(clang_notes), 1000);
    put(&build, "a.gcda", clang_data, SIZE(clang_data), 1000);
    CU_ASSERT_TRUE(is_said(&build, STATUS_NOT_FOUND, "names the source 'a.c'"));
}

TEST(data_older_than_an_object_of_clang_are_refused)
{
    struct build build = {scratch_new(), {0}};
    put(&build, "a.gcno", clang_notes, SIZE(clang_notes), 1001);
    put(&build, "a.gcda", clang_data, SIZE(clang_data), 1000);
    CU_ASSERT_TRUE(is_said(&build, STATUS_INVALID, "is older than its .gcno"));
}

TEST(gccs_stamp_says_more_than_ages)
{
    struct build build = {scratch_new(), {0}};
    put(&build, "a.gcno", gcc_notes, SIZE(gcc_notes), 1001);
    put(&build, "a.gcda", gcc_data, SIZE(gcc_data), 1000);
    CU_ASSERT_TRUE(is_said(&build, STATUS_OK, ""));
}

TEST(a_source_changed_after_it_was_compiled_is_told)
{
    struct build build = {scratch_new(), {0}};
    put(&build, "a.c", "", 0, 1001);
    put(&build, "a.gcno", clang_notes, SIZE(clang_notes), 1000);
    put(&build, "a.gcda", clang_data, SIZE(clang_data), 1002);
    CU_ASSERT_TRUE(is_said(&build, STATUS_INVALID, "a.c' was changed after"));
}

TEST(empty_data_are_refused)
{
    struct build build = {scratch_new(), {0}};
    put(&build, "a.gcno", gcc_notes, SIZE(gcc_notes), 1000);
    put(&build, "a.gcda", "", 0, 1000);
    CU_ASSERT_TRUE(is_said(&build, STATUS_INVALID, "is empty"));
}

TEST(clearing_removes_data_and_keeps_notes)
{
    struct build build = {scratch_new(), {0}};
    SCOPED(data_files_release) struct data_files files = {0};
    put(&build, "a.gcno", gcc_notes, SIZE(gcc_notes), 1000);
    put(&build, "a.gcda", gcc_data, SIZE(gcc_data), 1000);
    CU_ASSERT_EQUAL_FATAL(data_files_find(build.scratch.folder, &files, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(data_files_clear(&files, NULL), STATUS_OK);
    CU_ASSERT_TRUE(file_exists(build.scratch.paths[0]));
    CU_ASSERT_FALSE(file_exists(build.scratch.paths[1]));
    scratch_release(&build.scratch);
}

UNIT_TESTS("coverage/data_files", CASE(notes_of_gcc_name_folder_and_sources),
           CASE(notes_of_clang_name_sources_and_no_folder), CASE(the_other_byte_order_is_read),
           CASE(damaged_notes_are_refused), CASE(files_that_belong_together_pass),
           CASE(a_folder_without_coverage_is_told), CASE(a_build_that_never_ran_is_told),
           CASE(data_without_notes_are_refused), CASE(another_stamp_is_refused), CASE(another_compiler_is_refused),
           CASE(data_of_clang_without_their_source_are_refused), CASE(data_older_than_an_object_of_clang_are_refused),
           CASE(gccs_stamp_says_more_than_ages), CASE(a_source_changed_after_it_was_compiled_is_told),
           CASE(empty_data_are_refused), CASE(clearing_removes_data_and_keeps_notes))
