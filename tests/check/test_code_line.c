#include "structure/code_line.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "unit_test.h"

static void expect_all(const char *const *lines, size_t count, enum code_line kind)
{
    for (size_t i = 0; i < count; i++) {
        enum code_line found = code_line_read(lines[i], (uint32_t)strlen(lines[i]));
        if (found != kind)
            fprintf(stderr, "'%s' is read as %d instead of %d\n", lines[i], found, kind);
        CU_ASSERT_EQUAL(found, kind);
    }
}

TEST(statements_are_told)
{
    static const char *const lines[] = {
        "x = 3;",
        "*p->next = f(a, b[2]) + 1;",
        "list->items[i] += x << 2;",
        "struct item *next = item->next;",
        "unsigned long n, m;",
        "static const char *names[3];",
        "free(list);",
        "list->visit(list, \"a text; with words\");",
        "(void)close(fd);",
        "i++;",
        "--depth;",
        "return;",
        "return n > 0 ? n : -1;",
        "break;",
        "goto out;",
        "if (n < 0) {",
        "if (!p) return NULL;",
        "} else {",
        "for (int i = 0; i < n; i++) {",
        "while (*p++);",
        "#include <stdio.h>",
        "# ifdef X",
        "printf(\"%d\\n\", n); // how many",
        "  x = 'a';  ",
        "#if 0",
    };
    expect_all(lines, ARRAY_LENGTH(lines), LINE_STATEMENT);
}

TEST(prose_is_told)
{
    static const char *const lines[] = {
        "This is a sentence.",
        "first this; then that;",
        "call free(list) when it is done;",
        "don't;",
        "n is the length; it is never 0;",
        "if (a) then b;",
        "for each item: visit(item);",
        "see foo(3);",
        "O(n log n)",
        "\xc3\xa4rger;",
        "return the value;",
        "a",
        "@param x;",
        "`x = 3;`",
    };
    expect_all(lines, ARRAY_LENGTH(lines), LINE_PROSE);
}

TEST(parts_definitions_and_nothing_are_told)
{
    static const char *const parts[] = {"f(a,",
                                        "b, c);",
                                        "x = a +",
                                        "else",
                                        "case 3:",
                                        "list all = list_new(3);",
                                        "static int f(const char *text)",
                                        "void g(int n) {",
                                        "if (a && b)",
                                        "x == y;",
                                        "a -> b;",
                                        "width; height;",
                                        "else nothing;",
                                        "http://example.org/a;b=c;",
                                        "expr ::= term;"};
    static const char *const definitions[] = {"#define X", "# define MAX 3", "#undef Y"};
    static const char *const empty[] = {"", "   ", "{", "}", "};", "...", "});"};
    expect_all(parts, ARRAY_LENGTH(parts), LINE_PART);
    expect_all(definitions, ARRAY_LENGTH(definitions), LINE_DEFINITION);
    expect_all(empty, ARRAY_LENGTH(empty), LINE_EMPTY);
}

TEST(any_bytes_are_read_within_their_length)
{
    static const char text[] = "x = \"a\\";
    for (uint32_t length = 0; length < sizeof text; length++) {
        char *copy = memory_strndup(text, length);
        char *exact = memory_new(length + 1, 1);
        memcpy(exact, copy, length);
        exact[length] = ';'; /* not to be seen */
        CU_ASSERT_NOT_EQUAL(code_line_read(exact, length), LINE_STATEMENT);
        free(copy);
        free(exact);
    }
}

UNIT_TESTS("check/structure/code_line", CASE(statements_are_told), CASE(prose_is_told),
           CASE(parts_definitions_and_nothing_are_told), CASE(any_bytes_are_read_within_their_length))
