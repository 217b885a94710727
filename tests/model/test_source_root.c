#include "cet/model/source_root.h"
#include "core/scratch.h"
#include "unit_test.h"

static void make(struct scratch *scratch, const char *folder, const char *file)
{
    SCOPED(strbuf_release) struct strbuf path = {0};
    strbuf_printf(&path, "%s/%s", scratch->folder, folder);
    CU_ASSERT_EQUAL_FATAL(folder_make(strbuf_text(&path), NULL), STATUS_OK);
    strbuf_printf(&path, "/%s", file);
    CU_ASSERT_EQUAL_FATAL(file_write(strbuf_text(&path), "", 0, NULL), STATUS_OK);
}

/* The root of a source compiled in a folder, and the name that follows from it; all below the scratch folder. */
static void check(struct scratch *scratch, const char *source, const char *folder, const char *root, const char *name)
{
    char *path = path_join(scratch->folder, source);
    char *compiled_in = path_join(scratch->folder, folder);
    char *found = source_root_find(path, compiled_in);
    char *relative = source_root_relative(path, found);
    const char *below = strcmp(found, scratch->folder) == 0 ? "" : path_below(found, scratch->folder);
    CU_ASSERT_STRING_EQUAL(below, root);
    CU_ASSERT_STRING_EQUAL(relative, name);
    free(relative);
    free(found);
    free(compiled_in);
    free(path);
}

TEST(the_outermost_repository_or_manifest_is_the_root)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    make(&scratch, "p", ".git");
    make(&scratch, "p/lib/inner", ".git");
    make(&scratch, "p/lib/inner/tool", "cet.json");
    make(&scratch, "p/lib/inner/tool", "Makefile");
    check(&scratch, "p/lib/inner/tool/a.c", "elsewhere", "p", "lib/inner/tool/a.c");
    make(&scratch, "q/tool", "cet.json");
    check(&scratch, "q/tool/a.c", "q/tool", "q/tool", "a.c");
}

TEST(without_one_the_unbroken_row_of_build_files_tells)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    make(&scratch, ".", "Makefile");
    make(&scratch, "downloads/z", "CMakeLists.txt");
    make(&scratch, "downloads/z/one", "Makefile");
    make(&scratch, "downloads/z/one/deep", "a.c");
    check(&scratch, "downloads/z/one/deep/a.c", "downloads/z/one", "downloads/z", "one/deep/a.c");
}

TEST(without_either_it_is_the_folder_that_source_and_compilation_share)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    check(&scratch, "p/src/a.c", "p/src", "p/src", "a.c");
    check(&scratch, "p/src/a.c", "p/build/release", "p", "src/a.c");
    check(&scratch, "p/src/a.c", "p/sr", "p", "src/a.c");
}

static void check_relative(const char *path, const char *root, const char *expected)
{
    char *name = source_root_relative(path, root);
    CU_ASSERT_STRING_EQUAL(name, expected);
    free(name);
}

TEST(names_outside_of_the_root_climb)
{
    check_relative("/p/src/a.c", "/p/src", "a.c");
    check_relative("/p/include/a.h", "/p/src", "../include/a.h");
    check_relative("/p/srcs/a.h", "/p/src", "../srcs/a.h");
    check_relative("/q/a.h", "/p/src", "../../q/a.h");
    check_relative("/a.c", "/", "a.c");
}

UNIT_TESTS("model/source_root", CASE(the_outermost_repository_or_manifest_is_the_root),
           CASE(without_one_the_unbroken_row_of_build_files_tells),
           CASE(without_either_it_is_the_folder_that_source_and_compilation_share),
           CASE(names_outside_of_the_root_climb))
