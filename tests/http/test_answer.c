#include "answer.h"
#include "cet/core/memory.h"
#include "unit_test.h"

static void take(struct answer *answer, const char *line)
{
    SCOPED(memory_free_pointer) char *copy = memory_strdup(line);
    CU_ASSERT_EQUAL(answer_take_header(copy, 1, strlen(line), answer), strlen(line));
}

TEST(headers_are_found_whatever_their_case)
{
    SCOPED(http_response_release) struct http_response response = {0};
    SCOPED(strbuf_release) struct strbuf value = {0};
    struct answer answer = {.response = &response};
    take(&answer, "HTTP/1.1 200 OK\r\n");
    take(&answer, "x-next-page:  3 \r\n");
    take(&answer, "X-Next-Page-Other: 4\r\n");
    CU_ASSERT_TRUE(http_response_header(&response, "X-Next-Page", &value));
    CU_ASSERT_STRING_EQUAL(strbuf_text(&value), "3");
    CU_ASSERT_FALSE(http_response_header(&response, "Link", &value));
}

TEST(only_the_last_answer_has_headers)
{
    SCOPED(http_response_release) struct http_response response = {0};
    SCOPED(strbuf_release) struct strbuf value = {0};
    struct answer answer = {.response = &response};
    take(&answer, "HTTP/1.1 100 Continue\r\n");
    take(&answer, "Retry-After: 9\r\n");
    take(&answer, "HTTP/1.1 200 OK\r\n");
    CU_ASSERT_FALSE(http_response_header(&response, "Retry-After", &value));
}

TEST(more_than_the_bound_is_not_taken)
{
    SCOPED(http_response_release) struct http_response response = {0};
    struct answer answer = {.response = &response};
    SCOPED(memory_free_pointer) char *bytes = memory_new(HTTP_MAX_BODY_BYTES, 1);
    CU_ASSERT_EQUAL(answer_take_body(bytes, 1, HTTP_MAX_BODY_BYTES - 1, &answer), HTTP_MAX_BODY_BYTES - 1);
    CU_ASSERT_EQUAL(answer_take_body(bytes, 1, 2, &answer), 0);
    CU_ASSERT_TRUE(answer.is_too_large);
}

TEST(waits_grow_and_have_an_end)
{
    SCOPED(http_response_release) struct http_response response = {0};
    struct answer answer = {.response = &response};
    CU_ASSERT_EQUAL(answer_wait_ms(&response, 2, 60000), 1000);
    CU_ASSERT_EQUAL(answer_wait_ms(&response, 4, 60000), 4000);
    take(&answer, "Retry-After: 7\r\n");
    CU_ASSERT_EQUAL(answer_wait_ms(&response, 2, 60000), 7000);
    CU_ASSERT_EQUAL(answer_wait_ms(&response, 2, 5000), 5000);
    strbuf_clear(&response.headers);
    take(&answer, "Retry-After: 99999999999999999999\r\n");
    CU_ASSERT_EQUAL(answer_wait_ms(&response, 2, HTTP_MAX_WAIT_MS), HTTP_MAX_WAIT_MS);
    strbuf_clear(&response.headers);
    take(&answer, "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n");
    CU_ASSERT_EQUAL(answer_wait_ms(&response, 2, 60000), 1000);
}

TEST(what_may_change_is_told_from_what_is_said)
{
    CU_ASSERT_TRUE(answer_may_change(429) && answer_may_change(502) && answer_may_change(504));
    CU_ASSERT_FALSE(answer_may_change(500) || answer_may_change(404) || answer_may_change(200));
    CU_ASSERT_TRUE(answer_refuses(429) && answer_refuses(503));
    CU_ASSERT_FALSE(answer_refuses(502));
}

UNIT_TESTS("http/answer", CASE(headers_are_found_whatever_their_case), CASE(only_the_last_answer_has_headers),
           CASE(more_than_the_bound_is_not_taken), CASE(waits_grow_and_have_an_end),
           CASE(what_may_change_is_told_from_what_is_said))
