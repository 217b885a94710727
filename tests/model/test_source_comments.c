#include "cet/model/source_comments.h"

#include <stdbool.h>

#include "cet/core/memory.h"
#include "unit_test.h"

static bool are_same(const char *a, const char *b)
{
    SCOPED(strbuf_release) struct strbuf left = {0}, right = {0};
    source_comments_leave_out(a, strlen(a), &left);
    source_comments_leave_out(b, strlen(b), &right);
    return !strcmp(strbuf_text(&left), strbuf_text(&right));
}

TEST(comments_and_layout_are_no_code)
{
    CU_ASSERT_TRUE(are_same("int a; // one\n", "int a; /* two\n three */\n\n"));
    CU_ASSERT_TRUE(are_same("int f(void)\n{\n    return 1;\n}\n", "int f(void) { return 1; }"));
    CU_ASSERT_TRUE(are_same("int/**/a;", "int a;"));
    CU_ASSERT_TRUE(are_same("// what a file is\nint a;", "int a;"));
    CU_ASSERT_TRUE(are_same("#define A 1 // x\nint a;", "#define A   1\n/* y */\nint a;"));
    CU_ASSERT_TRUE(are_same("#define A 1 \\\n + 2\n", "#define A 1 + 2\n"));
}

TEST(tokens_are_code)
{
    CU_ASSERT_FALSE(are_same("int a;", "int b;"));
    CU_ASSERT_FALSE(are_same("\"a // b\"", "\"a\""));
    CU_ASSERT_FALSE(are_same("\"a  b\"", "\"a b\""));
    CU_ASSERT_FALSE(are_same("a ++ b", "a + + b"));
    CU_ASSERT_FALSE(are_same("intx;", "int x;"));
    CU_ASSERT_FALSE(are_same("'\"' /* a */ '\"'", "'\"' '\"' /* a */ 1"));
}

TEST(a_directive_ends_with_its_line)
{
    CU_ASSERT_FALSE(are_same("#define A\nint a;\n", "#define A int a;\n"));
    CU_ASSERT_FALSE(are_same("#define F(x) 1\n", "#define F (x) 1\n"));
    CU_ASSERT_FALSE(are_same("#if A\n#else\n#endif\n", "#if A #else\n#endif\n"));
    CU_ASSERT_FALSE(are_same("int a;\n#if A\n#endif\n", "int a; #if A\n#endif\n"));
}

TEST(comments_that_tools_obey_are_code)
{
    CU_ASSERT_FALSE(are_same("int a; // NOLINT\n", "int a;\n"));
    CU_ASSERT_FALSE(are_same("int a; // LCOV_EXCL_LINE\n", "int a; // line\n"));
    CU_ASSERT_FALSE(are_same("f(); /* fallthrough */ case 1:", "f(); /* goes on */ case 1:"));
}

TEST(what_never_ends_is_read_to_its_end)
{
    CU_ASSERT_TRUE(are_same("int a; /* x", "int a; /* y"));
    CU_ASSERT_FALSE(are_same("int a; \"x", "int a; \"y"));
    CU_ASSERT_TRUE(are_same("", "\n\n// x"));
    CU_ASSERT_TRUE(are_same("\\\n", ""));
}

UNIT_TESTS("model/source_comments", CASE(comments_and_layout_are_no_code), CASE(tokens_are_code),
           CASE(a_directive_ends_with_its_line), CASE(comments_that_tools_obey_are_code),
           CASE(what_never_ends_is_read_to_its_end))
