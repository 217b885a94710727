#include "unit_test.h"

#include <errno.h>
#include <stdio.h>

#include "cet/core/error.h"

TEST(a_message_carries_its_status)
{
    struct error err = {0};
    CU_ASSERT_EQUAL(error_set(&err, STATUS_INVALID, "'%s':%u: unknown type", "a.c", 3u), STATUS_INVALID);
    CU_ASSERT_EQUAL(err.status, STATUS_INVALID);
    CU_ASSERT_STRING_EQUAL(err.message, "'a.c':3: unknown type");
}

TEST(without_a_struct_the_message_is_dropped)
{
    CU_ASSERT_EQUAL(error_set(NULL, STATUS_LIMIT, "%d", 1), STATUS_LIMIT);
    errno = EACCES;
    CU_ASSERT_EQUAL(error_set_errno(NULL, "%d", 1), STATUS_IO);
}

TEST(the_cause_follows_the_message)
{
    struct error err = {0};
    errno = ENOSPC;
    CU_ASSERT_EQUAL(error_set_errno(&err, "cannot write '%s'", "x"), STATUS_IO);
    CU_ASSERT_STRING_EQUAL(err.message, "cannot write 'x': No space left on device");
}

TEST(a_message_may_quote_the_one_it_replaces)
{
    struct error err = {0};
    error_set(&err, STATUS_INVALID, "inner");
    error_set(&err, STATUS_INVALID, "outer: %s", err.message);
    CU_ASSERT_STRING_EQUAL(err.message, "outer: inner");
}

TEST(a_message_is_one_line_whatever_it_quotes)
{
    struct error err = {0};
    error_set(&err, STATUS_INVALID, "'%s'", "a\nb\x1b[2J\x7f\xc3\xa9");
    CU_ASSERT_STRING_EQUAL(err.message, "'a b [2J \xc3\xa9'");
}

TEST(a_long_message_is_cut_but_keeps_its_cause)
{
    static char name[2 * ERROR_MESSAGE_MAX];
    memset(name, 'x', sizeof name - 1);
    struct error err = {0};
    error_set(&err, STATUS_INVALID, "%s", name);
    CU_ASSERT_EQUAL(strlen(err.message), ERROR_MESSAGE_MAX - 1);
    errno = ENOENT;
    CU_ASSERT_EQUAL(error_set_errno(&err, "cannot open '%s'", name), STATUS_IO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, ": No such file or directory"));
}

UNIT_TESTS("core/error", CASE(a_message_carries_its_status), CASE(without_a_struct_the_message_is_dropped),
           CASE(the_cause_follows_the_message), CASE(a_message_may_quote_the_one_it_replaces),
           CASE(a_message_is_one_line_whatever_it_quotes), CASE(a_long_message_is_cut_but_keeps_its_cause))
