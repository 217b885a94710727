/* What GitHub and GitLab say differently. */
#ifndef CET_FORGE_FORGE_H
#define CET_FORGE_FORGE_H

#include "cet/core/json.h"
#include "cet/core/strbuf.h"
#include "cet/forge/sticky.h"
#include "cet/http/http.h"

struct forge {
    const char *name;          /* "GitHub" */
    const char *authorization; /* a format: "Authorization: Bearer %s" */
    const char *accept;        /* a header; NULL: none */
    const char *update_method;
    const char *rights; /* what the token must be allowed to */
    /* The list of comments, where new ones are sent too; one comment. */
    void (*add_comments_url)(const struct forge_place *place, struct strbuf *out);
    void (*add_comment_url)(const struct forge_place *place, uint64_t id, struct strbuf *out);
    /* The URL of the page behind `page`, which has this answer; false: it was the last. */
    bool (*next_page)(const struct forge_place *place, const struct http_response *response, struct strbuf *url);
    /* Who the token is: an id, 0: not told. NULL: cannot be asked. */
    enum status (*whoami)(const struct forge_place *place, uint64_t *ret_id, struct error *err);
    /* Whether a comment that begins as ours can be ours. */
    bool (*can_be_ours)(const cJSON *comment, uint64_t self);
    const char *url_key; /* of an answer, where people look at the comment; NULL: none */
};

extern const struct forge forge_github, forge_gitlab;

/* request.c: sends with the place's token, reads the answer as JSON. STATUS_INVALID for 401, 403, 404 and other
 * refusals with what to do; *ret_code is then the answer's. response may be NULL. */
struct forge_call {
    const char *method;
    const char *url;
    const char *body; /* JSON, NULL: none */
};
enum status forge_ask(const struct forge_place *place, const struct forge_call *call, cJSON **ret_root,
                      struct http_response *response, struct error *err);

#endif
