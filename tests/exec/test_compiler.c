#include <sys/stat.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "cet/exec/compiler.h"
#include "unit_test.h"

static struct strbuf folder;

/* An executable that answers every question with text. */
static char *make_program(const char *name, const char *text)
{
    SCOPED(strbuf_release) struct strbuf script = {0};
    char *path = path_join(strbuf_text(&folder), name);
    strbuf_printf(&script, "#!/bin/sh\necho '%s'\n", text);
    CU_ASSERT_EQUAL(file_write(path, script.bytes, script.length, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(chmod(path, 0755), 0);
    return path;
}

TEST(clang_19_is_found_with_its_version)
{
    struct toolchain tools = {0};
    unsetenv("CET_CLANG");
    CU_ASSERT_EQUAL_FATAL(toolchain_find(&tools, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(tools.clang.major, 19);
    CU_ASSERT_EQUAL(tools.clang.path[0], '/');
    CU_ASSERT_TRUE(tools.gcc.major > 0);
    CU_ASSERT_PTR_NOT_NULL(tools.llvm_cov.path);
    toolchain_ask_versions(&tools);
    CU_ASSERT_EQUAL(tools.llvm_cov.major, 19);
    CU_ASSERT_EQUAL(tools.gcc.major, tools.gcov.major);
    toolchain_release(&tools);
}

TEST(named_compiler_of_another_version_is_refused)
{
    struct toolchain tools = {0};
    struct error err = {0};
    SCOPED(memory_free_pointer) char *old = make_program("old-clang", "Debian clang version 14.0.6");
    setenv("CET_CLANG", old, 1);
    CU_ASSERT_EQUAL(toolchain_find(&tools, &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "which is 'Debian clang version 14.0.6' and not clang 19"));
    setenv("CET_CLANG", "/no/such/clang", 1);
    CU_ASSERT_EQUAL(toolchain_find(&tools, &err), STATUS_NOT_FOUND);
    unsetenv("CET_CLANG");
}

TEST(programs_are_found_by_the_rules_of_path)
{
    SCOPED(memory_free_pointer) char *path = make_program("cet-test-program", "x");
    SCOPED(memory_free_pointer) char *before = memory_strdup(getenv("PATH"));
    CU_ASSERT_PTR_NULL(program_find("cet-test-program"));
    setenv("PATH", strbuf_text(&folder), 1);
    SCOPED(memory_free_pointer) char *found = program_find("cet-test-program");
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    CU_ASSERT_STRING_EQUAL(found, path);
    setenv("PATH", before, 1);
    CU_ASSERT_PTR_NULL(program_find("/"));
}

int main(void)
{
    static const struct unit_test tests[] = {CASE(clang_19_is_found_with_its_version),
                                             CASE(named_compiler_of_another_version_is_refused),
                                             CASE(programs_are_found_by_the_rules_of_path)};
    if (folder_make_temporary(NULL, "cet-test-", &folder, NULL) != STATUS_OK)
        return EXIT_FAILURE;
    int code = unit_tests_run("exec/compiler", tests, sizeof tests / sizeof *tests);
    folder_remove(strbuf_text(&folder), NULL);
    strbuf_release(&folder);
    return code;
}
