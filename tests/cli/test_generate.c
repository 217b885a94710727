#include "generate.h"

#include "cet/core/memory.h"
#include "unit_test.h"

static void expect_root(const char *const *paths, size_t count, const char *expected)
{
    struct source_unit items[4] = {0};
    for (size_t i = 0; i < count; i++)
        items[i].path = paths[i];
    SCOPED(memory_free_pointer) char *root = source_units_root(&(struct source_units){.items = items, .count = count});
    CU_ASSERT_STRING_EQUAL(root, expected);
}

TEST(the_root_of_one_unit_is_its_folder)
{
    expect_root((const char *[]){"/p/src/a.c"}, 1, "/p/src");
    expect_root((const char *[]){"/a.c"}, 1, "/");
}

TEST(the_root_of_several_holds_them_all)
{
    expect_root((const char *[]){"/p/src/a.c", "/p/src/b.c"}, 2, "/p/src");
    expect_root((const char *[]){"/p/src/a.c", "/p/src/deep/b.c"}, 2, "/p/src");
    expect_root((const char *[]){"/p/src/deep/a.c", "/p/lib/b.c", "/p/src/c.c"}, 3, "/p");
    expect_root((const char *[]){"/p/a.c", "/q/b.c"}, 2, "/");
}

TEST(a_folder_whose_name_starts_alike_is_another)
{
    expect_root((const char *[]){"/p/src/a.c", "/p/src2/b.c"}, 2, "/p");
}

UNIT_TESTS("cli/generate", CASE(the_root_of_one_unit_is_its_folder), CASE(the_root_of_several_holds_them_all),
           CASE(a_folder_whose_name_starts_alike_is_another))
