#include "cet/model/compile_database.h"
#include "core/scratch.h"
#include "unit_test.h"

static enum status load(const char *text, struct compile_database *database, struct error *err)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    CU_ASSERT_EQUAL(file_write(scratch_path(&scratch, "compile_commands.json"), text, strlen(text), NULL), STATUS_OK);
    return compile_database_load(scratch.folder, database, err);
}

static void assert_arguments(const struct compile_entry *entry, const char *const *expected, size_t count)
{
    CU_ASSERT_EQUAL_FATAL(entry->argument_count, count);
    for (size_t i = 0; i < count; i++)
        CU_ASSERT_STRING_EQUAL(entry->arguments[i], expected[i]);
    CU_ASSERT_PTR_NULL(entry->arguments[count]);
}

TEST(output_source_and_dependencies_are_left_out)
{
    static const char *const expected[] = {"-Iinc", "-DX=1", "-O2", "-Wall"};
    SCOPED(compile_database_release) struct compile_database database = {0};
    CU_ASSERT_EQUAL_FATAL(load("[{\"directory\":\"/b\",\"file\":\"../s/a.c\",\"command\":\"/usr/bin/cc -Iinc -DX=1 -MD "
                               "-MT a.o -MF a.d -O2 -o a.o -c ../s/a.c -Wall\"}]",
                               &database, NULL),
                          STATUS_OK);
    CU_ASSERT_STRING_EQUAL(database.entries[0].file, "/s/a.c");
    CU_ASSERT_STRING_EQUAL(database.entries[0].folder, "/b");
    assert_arguments(&database.entries[0], expected, ARRAY_LENGTH(expected));
}

TEST(quotes_are_read_as_a_shell_reads_them)
{
    static const char *const expected[] = {"-DN=\"x y\"", "-Da b", "-D$c", ""};
    SCOPED(compile_database_release) struct compile_database database = {0};
    CU_ASSERT_EQUAL_FATAL(load("[{\"directory\":\"/b\",\"file\":\"a.c\",\"command\":\"cc  -DN=\\\\\\\"x\\\\ y\\\\\\\" "
                               "'-Da b' \\\"-D$c\\\" '' -c a.c \"}]",
                               &database, NULL),
                          STATUS_OK);
    assert_arguments(&database.entries[0], expected, ARRAY_LENGTH(expected));
}

TEST(arguments_are_taken_as_they_are)
{
    static const char *const expected[] = {"-Da b\"", "-g"};
    SCOPED(compile_database_release) struct compile_database database = {0};
    CU_ASSERT_EQUAL_FATAL(load("[{\"directory\":\"/b\",\"file\":\"/x/a.c\",\"arguments\":[\"cc\",\"-Da b\\\"\",\"-g\","
                               "\"-oa.o\",\"-c\",\"/x/a.c\"]}]",
                               &database, NULL),
                          STATUS_OK);
    assert_arguments(&database.entries[0], expected, ARRAY_LENGTH(expected));
}

TEST(what_launches_the_compiler_is_no_argument)
{
    static const char *const expected[] = {"-O2"};
    SCOPED(compile_database_release) struct compile_database database = {0};
    CU_ASSERT_EQUAL_FATAL(
        load("[{\"directory\":\"/b\",\"file\":\"a.c\",\"command\":\"/usr/bin/ccache /usr/bin/cc -O2 -c "
             "a.c\"},{\"directory\":\"/b\",\"file\":\"a.c\",\"command\":\"cc a.c -O2 -c\"}]",
             &database, NULL),
        STATUS_OK);
    assert_arguments(&database.entries[0], expected, ARRAY_LENGTH(expected));
    assert_arguments(&database.entries[1], expected, ARRAY_LENGTH(expected));
}

TEST(the_source_is_known_under_other_names)
{
    static const char *const expected[] = {"-g"};
    SCOPED(compile_database_release) struct compile_database database = {0};
    CU_ASSERT_EQUAL_FATAL(
        load("[{\"directory\":\"/b/out\",\"file\":\"/b/a.c\",\"command\":\"cc -g -c ../a.c\"}]", &database, NULL),
        STATUS_OK);
    assert_arguments(&database.entries[0], expected, ARRAY_LENGTH(expected));
}

TEST(a_relative_folder_starts_at_the_database)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(compile_database_release) struct compile_database database = {0};
    static const char text[] = "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"cc -c a.c\"}]";
    CU_ASSERT_EQUAL(file_write(scratch_path(&scratch, "compile_commands.json"), text, strlen(text), NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(compile_database_load(scratch.folder, &database, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(database.entries[0].folder, scratch.folder);
    CU_ASSERT_STRING_EQUAL(database.entries[0].file, scratch_path(&scratch, "a.c"));
}

TEST(other_languages_are_counted_and_left_out)
{
    SCOPED(compile_database_release) struct compile_database database = {0};
    CU_ASSERT_EQUAL_FATAL(load("[{\"directory\":\"/b\",\"file\":\"a.cpp\",\"command\":\"c++ a.cpp\"},"
                               "{\"directory\":\"/b\",\"file\":\"a.c\",\"command\":\"cc a.c\"},"
                               "{\"directory\":\"/b\",\"file\":\"a.c\",\"command\":\"cc -DAGAIN a.c\"}]",
                               &database, NULL),
                          STATUS_OK);
    CU_ASSERT_EQUAL(database.left_out, 1);
    CU_ASSERT_EQUAL(database.entry_count, 2);
    CU_ASSERT_PTR_EQUAL(compile_database_find(&database, "/b/a.c"), &database.entries[0]);
    CU_ASSERT_PTR_NULL(compile_database_find(&database, "/b/z.c"));
}

TEST(many_entries_are_all_kept)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(compile_database_release) struct compile_database database = {0};
    strbuf_add_char(&text, '[');
    for (int i = 0; i < 100; i++)
        strbuf_printf(&text, "%s{\"directory\":\"/b\",\"file\":\"f%d.c\",\"command\":\"cc -DN=%d f%d.c\"}",
                      i ? "," : "", i, i, i);
    strbuf_add_char(&text, ']');
    CU_ASSERT_EQUAL_FATAL(load(strbuf_text(&text), &database, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(database.entry_count, 100);
    CU_ASSERT_STRING_EQUAL(database.entries[77].arguments[0], "-DN=77");
}

TEST(what_is_no_database_is_refused)
{
    static const char *const texts[] = {"{}", "[{}]", "[{\"directory\":\"/b\",\"file\":\"a.c\"}]", "[1]", "["};
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        struct error err = {0};
        struct compile_database database = {.left_out = 5};
        CU_ASSERT_EQUAL(load(texts[i], &database, &err), STATUS_INVALID);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "compile_commands.json"));
        CU_ASSERT_EQUAL(database.left_out, 5);
    }
}

TEST(a_build_without_a_database_says_how_to_get_one)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    struct error err = {0};
    struct compile_database database = {0};
    CU_ASSERT_EQUAL(compile_database_load(scratch.folder, &database, &err), STATUS_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "CMAKE_EXPORT_COMPILE_COMMANDS"));
}

UNIT_TESTS("model/compile_database", CASE(output_source_and_dependencies_are_left_out),
           CASE(quotes_are_read_as_a_shell_reads_them), CASE(arguments_are_taken_as_they_are),
           CASE(what_launches_the_compiler_is_no_argument), CASE(the_source_is_known_under_other_names),
           CASE(a_relative_folder_starts_at_the_database), CASE(other_languages_are_counted_and_left_out),
           CASE(many_entries_are_all_kept), CASE(what_is_no_database_is_refused),
           CASE(a_build_without_a_database_says_how_to_get_one))
