/* Finds the comment that an earlier run left and brings it up to date, or makes it. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "forge.h"

#define MAX_CREATIONS 3

struct search {
    const struct forge_place *place;
    const char *marker;
    uint64_t self;
    uint64_t found; /* the id, 0: none yet */
};

static bool begins_with_line(const char *text, const char *line)
{
    size_t length = strlen(line);
    return !strncmp(text, line, length) && (!text[length] || text[length] == '\n' || text[length] == '\r');
}

static void look_at(struct search *search, const cJSON *comment)
{
    int64_t id = json_get_int(comment, "id", 0);
    if (!search->found && id > 0 && begins_with_line(json_get_text(comment, "body", ""), search->marker) &&
        search->place->forge->can_be_ours(comment, search->self))
        search->found = (uint64_t)id;
}

static enum status read_page(struct search *search, struct strbuf *url, bool *ret_has_more, struct error *err)
{
    SCOPED(http_response_release) struct http_response response = {0};
    SCOPED(json_free) cJSON *root = NULL;
    const struct forge_place *place = search->place;
    SCOPED(memory_free_pointer) char *this_page = memory_strdup(strbuf_text(url));
    enum status status =
        forge_ask(place, &(struct forge_call){.method = "GET", .url = this_page}, &root, &response, err);
    if (status != STATUS_OK)
        return status;
    if (!cJSON_IsArray(root))
        return error_set(err, STATUS_INVALID, "%s answers GET %.200s with no list of comments", place->forge->name,
                         this_page);
    const cJSON *comment;
    cJSON_ArrayForEach(comment, root)
    {
        look_at(search, comment);
    }
    *ret_has_more = !search->found && place->forge->next_page(place, &response, url);
    if (*ret_has_more && !http_same_origin(this_page, strbuf_text(url)))
        return error_set(err, STATUS_INVALID, "%s names a next page on another server, which is not asked",
                         place->forge->name);
    return STATUS_OK;
}

static enum status find_comment(struct search *search, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf url = {0};
    search->place->forge->add_comments_url(search->place, &url);
    strbuf_add_text(&url, "?per_page=100");
    bool has_more = true;
    enum status status = STATUS_OK;
    for (unsigned page = 0; has_more && status == STATUS_OK && page < FORGE_MAX_PAGES; page++)
        status = read_page(search, &url, &has_more, err);
    return status;
}

static void note_posted(const struct forge_place *place, const cJSON *answer, bool was_updated,
                        struct forge_posted *ret_posted)
{
    *ret_posted = (struct forge_posted){.was_updated = was_updated};
    const char *url = place->forge->url_key ? json_get_text(answer, place->forge->url_key, "") : "";
    for (size_t i = 0; url[i] > ' ' && url[i] < 0x7f && i + 1 < sizeof ret_posted->url; i++)
        ret_posted->url[i] = url[i];
}

static enum status put_text(const struct forge_place *place, uint64_t id, const char *body,
                            struct forge_posted *ret_posted, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf url = {0};
    SCOPED(http_response_release) struct http_response response = {0};
    SCOPED(json_free) cJSON *answer = NULL;
    if (id)
        place->forge->add_comment_url(place, id, &url);
    else
        place->forge->add_comments_url(place, &url);
    struct forge_call call = {id ? place->forge->update_method : "POST", strbuf_text(&url), body};
    enum status status = forge_ask(place, &call, &answer, &response, err);
    if (status == STATUS_OK)
        note_posted(place, answer, id != 0, ret_posted);
    return status;
}

/* A new comment that the server may or may not have taken is looked for before it is sent again. */
enum status forge_post_sticky(const struct forge_place *place, const char *marker, const char *text,
                              struct forge_posted *ret_posted, struct error *err)
{
    struct search search = {.place = place, .marker = marker};
    SCOPED(strbuf_release) struct strbuf body = {0};
    struct json_writer json = {.out = &body};
    json_object_begin(&json, NULL);
    json_string(&json, "body", text);
    json_object_end(&json);
    enum status status = place->forge->whoami ? place->forge->whoami(place, &search.self, err) : STATUS_OK;
    for (unsigned i = 0; i < MAX_CREATIONS && status == STATUS_OK; i++) {
        status = find_comment(&search, err);
        if (status != STATUS_OK)
            break;
        status = put_text(place, search.found, strbuf_text(&body), ret_posted, err);
        bool may_be_there = !search.found && (status == STATUS_IO || status == STATUS_LIMIT);
        if (!may_be_there || i + 1 == MAX_CREATIONS)
            return status;
        status = STATUS_OK;
    }
    return status;
}
