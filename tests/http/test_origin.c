#include "origin.h"

#include "cet/http/http.h"
#include "unit_test.h"

TEST(an_origin_is_scheme_host_and_port)
{
    CU_ASSERT_TRUE(http_same_origin("https://a.example/x", "https://A.example:443/y?z"));
    CU_ASSERT_FALSE(http_same_origin("https://a.example/", "http://a.example/"));
    CU_ASSERT_FALSE(http_same_origin("https://a.example/", "https://a.example:444/"));
    CU_ASSERT_FALSE(http_same_origin("https://a.example/", "https://a.example.evil/"));
    CU_ASSERT_FALSE(http_same_origin("https://a.example/", "https://a.example@evil/"));
    CU_ASSERT_FALSE(http_same_origin("https://a.example/", "no url"));
}

TEST(a_location_is_followed_on_its_own_server_only)
{
    SCOPED(memory_free_pointer) char *below = origin_follow("https://a.example/x/y", "/z");
    SCOPED(memory_free_pointer) char *beside = origin_follow("https://a.example/x/y", "z");
    CU_ASSERT_STRING_EQUAL(below, "https://a.example/z");
    CU_ASSERT_STRING_EQUAL(beside, "https://a.example/x/z");
    CU_ASSERT_PTR_NULL(origin_follow("https://a.example/x", "//evil.example/x"));
    CU_ASSERT_PTR_NULL(origin_follow("https://a.example/x", "http://a.example/x"));
    CU_ASSERT_PTR_NULL(origin_follow("https://a.example/x", "file:///etc/passwd"));
}

TEST(only_servers_that_keep_a_secret_are_asked)
{
    struct error err = {0};
    CU_ASSERT_EQUAL(origin_check("https://a.example/", &err), STATUS_OK);
    CU_ASSERT_EQUAL(origin_check("http://localhost:8080/", &err), STATUS_OK);
    CU_ASSERT_EQUAL(origin_check("http://a.example/", &err), STATUS_INVALID);
    CU_ASSERT_EQUAL(origin_check("http://localhost.evil/", &err), STATUS_INVALID);
    CU_ASSERT_EQUAL(origin_check("file:///etc/passwd", &err), STATUS_INVALID);
    CU_ASSERT_EQUAL(origin_check("", &err), STATUS_INVALID);
}

TEST(what_is_no_letter_is_encoded)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    http_add_encoded(&out, "a/b c%\xc3\xb6~");
    CU_ASSERT_STRING_EQUAL(strbuf_text(&out), "a%2Fb%20c%25%C3%B6~");
}

TEST(a_secret_is_hidden_wherever_it_stands)
{
    char text[] = "tok says tok, not to";
    http_hide(text, "tok");
    CU_ASSERT_STRING_EQUAL(text, "*** says ***, not to");
    http_hide(text, NULL);
    http_hide(text, "");
    CU_ASSERT_STRING_EQUAL(text, "*** says ***, not to");
}

UNIT_TESTS("http/origin", CASE(an_origin_is_scheme_host_and_port), CASE(a_location_is_followed_on_its_own_server_only),
           CASE(only_servers_that_keep_a_secret_are_asked), CASE(what_is_no_letter_is_encoded),
           CASE(a_secret_is_hidden_wherever_it_stands))
