/* GitLab: comments are notes of the merge request. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "forge.h"

static void add_comments_url(const struct forge_place *place, struct strbuf *out)
{
    strbuf_printf(out, "%s/projects/", place->api);
    http_add_encoded(out, place->project);
    strbuf_printf(out, "/merge_requests/%llu/notes", (unsigned long long)place->number);
}

static void add_comment_url(const struct forge_place *place, uint64_t id, struct strbuf *out)
{
    add_comments_url(place, out);
    strbuf_printf(out, "/%llu", (unsigned long long)id);
}

/* X-Next-Page: a number, or nothing on the last page. */
static bool next_page(const struct forge_place *place, const struct http_response *response, struct strbuf *url)
{
    SCOPED(strbuf_release) struct strbuf page = {0};
    if (!http_response_header(response, "X-Next-Page", &page))
        return false;
    unsigned long number = strtoul(strbuf_text(&page), NULL, 10);
    if (!number)
        return false;
    strbuf_clear(url);
    add_comments_url(place, url);
    strbuf_printf(url, "?per_page=100&page=%lu", number);
    return true;
}

/* A job's own token may not ask: then it is not known. */
static enum status whoami(const struct forge_place *place, uint64_t *ret_id, struct error *err)
{
    SCOPED(http_response_release) struct http_response response = {0};
    SCOPED(json_free) cJSON *root = NULL;
    SCOPED(strbuf_release) struct strbuf url = {0};
    strbuf_printf(&url, "%s/user", place->api);
    enum status status =
        forge_ask(place, &(struct forge_call){.method = "GET", .url = strbuf_text(&url)}, &root, &response, err);
    *ret_id = 0;
    if (status == STATUS_OK && json_get_int(root, "id", 0) > 0)
        *ret_id = (uint64_t)json_get_int(root, "id", 0);
    return status == STATUS_INVALID && (response.code == 401 || response.code == 403) ? STATUS_OK : status;
}

static bool can_be_ours(const cJSON *comment, uint64_t self)
{
    if (json_get_bool(comment, "system", false))
        return false;
    return !self || json_get_int(json_get(comment, "author"), "id", 0) == (int64_t)self;
}

const struct forge forge_gitlab = {
    .name = "GitLab",
    .authorization = "PRIVATE-TOKEN: ",
    .update_method = "PUT",
    .rights = "the scope 'api' and the role Reporter; CI_JOB_TOKEN has neither, set GITLAB_TOKEN",
    .add_comments_url = add_comments_url,
    .add_comment_url = add_comment_url,
    .next_page = next_page,
    .whoami = whoami,
    .can_be_ours = can_be_ours,
};
