#include "cet/forge/sticky.h"

#include <string.h>

#include "cet/core/memory.h"
#include "core/scratch.h"
#include "forge.h"
#include "unit_test.h"

static const char *const *variables; /* names and values by turns */

static char *get(const char *name)
{
    for (size_t i = 0; variables[i]; i += 2)
        if (!strcmp(variables[i], name))
            return (char *)variables[i + 1];
    return NULL;
}

static enum status find(const char *const *given, struct arena *arena, struct forge_place *place, struct error *err)
{
    variables = given;
    return forge_find_place(get, arena, place, err);
}

TEST(github_is_known_by_its_repository)
{
    SCOPED(arena_release) struct arena arena = {0};
    SCOPED(strbuf_release) struct strbuf url = {0};
    struct forge_place place = {0};
    struct error err = {0};
    static const char *const given[] = {
        "GITHUB_REPOSITORY", "o/r", "GITHUB_REF", "refs/pull/12/merge", "GITHUB_TOKEN", "t",
        "CI_PROJECT_ID",     "5",   NULL};
    CU_ASSERT_EQUAL_FATAL(find(given, &arena, &place, &err), STATUS_OK);
    CU_ASSERT_EQUAL(place.number, 12);
    place.forge->add_comments_url(&place, &url);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&url), "https://api.github.com/repos/o/r/issues/12/comments");
}

TEST(the_event_tells_the_number)
{
    SCOPED(arena_release) struct arena arena = {0};
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    struct forge_place place = {0};
    struct error err = {0};
    const char *path = scratch_path(&scratch, "event.json");
    static const char event[] = "{\"issue\": {\"number\": 9}, \"number\": 3}";
    CU_ASSERT_EQUAL(file_write(path, event, sizeof event - 1, NULL), STATUS_OK);
    const char *const given[] = {
        "GITHUB_REPOSITORY",          "o/r", "GITHUB_EVENT_PATH", path, "GITHUB_TOKEN", "t", "GITHUB_API_URL",
        "https://g.example/api/v3//", NULL};
    CU_ASSERT_EQUAL_FATAL(find(given, &arena, &place, &err), STATUS_OK);
    CU_ASSERT_EQUAL(place.number, 9);
    CU_ASSERT_STRING_EQUAL(place.api, "https://g.example/api/v3");
}

TEST(gitlab_takes_its_own_token_before_the_jobs)
{
    SCOPED(arena_release) struct arena arena = {0};
    SCOPED(strbuf_release) struct strbuf url = {0};
    struct forge_place place = {0};
    struct error err = {0};
    static const char *const given[] = {
        "CI_PROJECT_ID", "group/x y", "CI_MERGE_REQUEST_IID", "3", "CI_JOB_TOKEN", "job", "GITLAB_TOKEN", "own", NULL};
    CU_ASSERT_EQUAL_FATAL(find(given, &arena, &place, &err), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(place.token, "own");
    place.forge->add_comment_url(&place, 7, &url);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&url),
                           "https://gitlab.com/api/v4/projects/group%2Fx%20y/merge_requests/3/notes/7");
}

TEST(what_is_missing_is_named)
{
    SCOPED(arena_release) struct arena arena = {0};
    struct forge_place place = {0};
    struct error err = {0};
    static const char *const nothing[] = {NULL};
    static const char *const no_token[] = {"GITHUB_REPOSITORY", "o/r", NULL};
    static const char *const bad_token[] = {"GITHUB_REPOSITORY", "o/r", "GITHUB_TOKEN", "a\nb", NULL};
    static const char *const no_repository[] = {"GITHUB_REPOSITORY", "o/../r", "GITHUB_TOKEN", "a", NULL};
    static const char *const no_request[] = {"CI_PROJECT_ID", "5", "GITLAB_TOKEN", "a", NULL};
    CU_ASSERT_EQUAL(find(nothing, &arena, &place, &err), STATUS_NOT_FOUND);
    CU_ASSERT_EQUAL(find(no_token, &arena, &place, &err), STATUS_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "GITHUB_TOKEN is not set"));
    CU_ASSERT_EQUAL(find(bad_token, &arena, &place, &err), STATUS_INVALID);
    CU_ASSERT_EQUAL(find(no_repository, &arena, &place, &err), STATUS_INVALID);
    CU_ASSERT_EQUAL(find(no_request, &arena, &place, &err), STATUS_NOT_FOUND);
    CU_ASSERT_PTR_NULL(place.forge);
}

static bool next(const struct forge *forge, const char *headers, struct strbuf *url)
{
    SCOPED(http_response_release) struct http_response response = {0};
    const struct forge_place place = {.forge = forge, .api = "https://a.example", .project = "5", .number = 3};
    strbuf_add_text(&response.headers, headers);
    strbuf_clear(url);
    return forge->next_page(&place, &response, url);
}

TEST(the_next_page_is_found_among_links)
{
    SCOPED(strbuf_release) struct strbuf url = {0};
    CU_ASSERT_TRUE(
        next(&forge_github, "link: <https://a/?page=1>; rel=\"prev\", <https://a/?page=3>; rel=\"next\"\r\n", &url));
    CU_ASSERT_STRING_EQUAL(strbuf_text(&url), "https://a/?page=3");
    CU_ASSERT_FALSE(next(&forge_github, "link: <https://a/?page=1>; rel=\"prev\"\r\n", &url));
    CU_ASSERT_FALSE(next(&forge_github, "link: <https://a/?page=1\r\n", &url));
    CU_ASSERT_TRUE(next(&forge_gitlab, "x-next-page: 2\r\n", &url));
    CU_ASSERT_STRING_EQUAL(strbuf_text(&url),
                           "https://a.example/projects/5/merge_requests/3/notes?per_page=100&page=2");
    CU_ASSERT_FALSE(next(&forge_gitlab, "x-next-page: \r\n", &url));
}

UNIT_TESTS("forge/place", CASE(github_is_known_by_its_repository), CASE(the_event_tells_the_number),
           CASE(gitlab_takes_its_own_token_before_the_jobs), CASE(what_is_missing_is_named),
           CASE(the_next_page_is_found_among_links))
