/* GitHub: comments of a pull request are those of the issue of the same number. */
#include <string.h>

#include "cet/core/memory.h"
#include "forge.h"

static void add_comments_url(const struct forge_place *place, struct strbuf *out)
{
    strbuf_printf(out, "%s/repos/%s/issues/%llu/comments", place->api, place->project,
                  (unsigned long long)place->number);
}

static void add_comment_url(const struct forge_place *place, uint64_t id, struct strbuf *out)
{
    strbuf_printf(out, "%s/repos/%s/issues/comments/%llu", place->api, place->project, (unsigned long long)id);
}

/* Link: <https://...&page=2>; rel="next", <...>; rel="last" (RFC 8288). */
static bool next_page(const struct forge_place *place, const struct http_response *response, struct strbuf *url)
{
    SCOPED(strbuf_release) struct strbuf link = {0};
    (void)place;
    if (!http_response_header(response, "Link", &link))
        return false;
    for (const char *at = strchr(strbuf_text(&link), '<'); at; at = strchr(at, '<')) {
        const char *end = strchr(++at, '>');
        if (!end)
            return false;
        size_t words = strcspn(end, ",");
        const char *rel = strstr(end, "rel=\"next\"");
        if (rel && (size_t)(rel - end) < words) {
            strbuf_clear(url);
            strbuf_add(url, at, (size_t)(end - at));
            return true;
        }
        at = end;
    }
    return false;
}

/* A stranger may write anything below a pull request: their comments are never taken over. A token of Actions cannot be
 * asked who it is; it writes as a bot. */
static bool can_be_ours(const cJSON *comment, uint64_t self)
{
    static const char *const members[] = {"OWNER", "MEMBER", "COLLABORATOR"};
    (void)self;
    if (!strcmp(json_get_text(json_get(comment, "user"), "type", ""), "Bot"))
        return true;
    const char *association = json_get_text(comment, "author_association", "");
    for (size_t i = 0; i < ARRAY_LENGTH(members); i++)
        if (!strcmp(association, members[i]))
            return true;
    return false;
}

const struct forge forge_github = {
    .name = "GitHub",
    .authorization = "Authorization: Bearer ",
    .accept = "Accept: application/vnd.github+json",
    .update_method = "PATCH",
    .rights = "the permission 'pull-requests: write', which no run for a fork has",
    .add_comments_url = add_comments_url,
    .add_comment_url = add_comment_url,
    .next_page = next_page,
    .can_be_ours = can_be_ours,
    .url_key = "html_url",
};
