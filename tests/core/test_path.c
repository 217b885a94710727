#include "unit_test.h"

#include <unistd.h>

#include "scratch.h"

/* Asserts on a malloc'ed text and frees it. */
static void check_text(char *text, const char *expected)
{
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    if (strcmp(text, expected) != 0)
        fprintf(stderr, "got '%s', expected '%s'\n", text, expected);
    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
}

TEST(join_puts_one_slash_between)
{
    check_text(path_join("a", "b.c"), "a/b.c");
    check_text(path_join("a/", "b.c"), "a/b.c");
    check_text(path_join("/", "b.c"), "/b.c");
    check_text(path_join("", "b.c"), "b.c");
    check_text(path_join("a", "/b.c"), "/b.c");
}

TEST(folder_and_name_are_the_parts_of_a_path)
{
    check_text(path_folder("a/b.c"), "a");
    check_text(path_folder("a//b.c"), "a");
    check_text(path_folder("b.c"), ".");
    check_text(path_folder("/b.c"), "/");
    check_text(path_folder("/"), "/");
    check_text(path_folder(""), ".");
    CU_ASSERT_STRING_EQUAL(path_name("a/b.c"), "b.c");
    CU_ASSERT_STRING_EQUAL(path_name("b.c"), "b.c");
    CU_ASSERT_STRING_EQUAL(path_name("a/"), "");
}

TEST(stem_loses_the_last_extension_only)
{
    check_text(path_stem("a/b.tar.gz"), "b.tar");
    check_text(path_stem("a.d/b"), "b");
    check_text(path_stem(".profile"), ".profile");
    check_text(path_stem("b."), "b");
}

TEST(an_extension_alone_is_a_name)
{
    CU_ASSERT(path_has_extension("a/b.c", ".c"));
    CU_ASSERT_FALSE(path_has_extension("a/b.cc", ".c"));
    CU_ASSERT_FALSE(path_has_extension("a/.c", ".c"));
    CU_ASSERT_FALSE(path_has_extension("a.c/b", ".c"));
}

TEST(absolute_folds_dots_and_slashes)
{
    check_text(path_absolute("/a/./b//../c", NULL), "/a/c");
    check_text(path_absolute("../c.h", "/a/b"), "/a/c.h");
    check_text(path_absolute("../../../c.h", "/a"), "/c.h");
    check_text(path_absolute("/..", NULL), "/");
    check_text(path_absolute(".", "/a/b/"), "/a/b");
    check_text(path_absolute("..a/...", "/"), "/..a/...");
}

TEST(a_relative_path_starts_at_the_current_folder)
{
    char current[4096];
    CU_ASSERT_PTR_NOT_NULL_FATAL(getcwd(current, sizeof current));
    check_text(path_absolute("", NULL), current);
    SCOPED(memory_free_pointer) char *whole = path_absolute("sub/b.c", NULL);
    check_text(path_absolute("b.c", "sub"), whole);
}

TEST(below_strips_the_folder_only_at_a_slash)
{
    CU_ASSERT_STRING_EQUAL(path_below("/a/b/c.c", "/a"), "b/c.c");
    CU_ASSERT_STRING_EQUAL(path_below("/a/b/c.c", "/a/"), "b/c.c");
    CU_ASSERT_STRING_EQUAL(path_below("/a/b/c.c", "/"), "a/b/c.c");
    CU_ASSERT_STRING_EQUAL(path_below("/ab/c.c", "/a"), "/ab/c.c");
    CU_ASSERT_STRING_EQUAL(path_below("/a", "/a"), "/a");
}

TEST(the_real_path_follows_links_to_what_exists)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *file = scratch_path(&scratch, "file"), *link_path = scratch_path(&scratch, "link");
    CU_ASSERT_PTR_NULL(path_real(file));
    CU_ASSERT_EQUAL(file_write(file, "", 0, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(symlink("file", link_path), 0);
    SCOPED(memory_free_pointer) char *real = path_real(file);
    check_text(path_real(link_path), real);
}

UNIT_TESTS("core/path", CASE(join_puts_one_slash_between), CASE(folder_and_name_are_the_parts_of_a_path),
           CASE(stem_loses_the_last_extension_only), CASE(an_extension_alone_is_a_name),
           CASE(absolute_folds_dots_and_slashes), CASE(a_relative_path_starts_at_the_current_folder),
           CASE(below_strips_the_folder_only_at_a_slash), CASE(the_real_path_follows_links_to_what_exists))
