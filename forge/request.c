/* One call of a forge's interface, and what its refusals mean. */
#include <string.h>

#include "cet/core/memory.h"
#include "forge.h"

#define MAX_SAID 160

/* What the server says for itself, on one line, without what it might have been told. */
static void add_said(const struct http_response *response, const char *token, struct strbuf *out)
{
    SCOPED(json_free) cJSON *root = NULL;
    if (json_parse("answer", strbuf_text(&response->body), response->body.length, &root, NULL) != STATUS_OK)
        return;
    const char *said = json_get_text(root, "message", json_get_text(root, "error", NULL));
    if (!said || !*said)
        return;
    char text[MAX_SAID + 1] = {0};
    SCOPED(memory_free_pointer) char *hidden = memory_strdup(said);
    http_hide(hidden, token);
    for (size_t i = 0; hidden[i] && i < MAX_SAID; i++)
        text[i] = (unsigned char)hidden[i] < ' ' || hidden[i] == 0x7f ? ' ' : hidden[i];
    strbuf_printf(out, "; it says: %s", text);
}

static enum status explain(const struct forge_place *place, const struct forge_call *call,
                           const struct http_response *response, struct error *err)
{
    const char *name = place->forge->name;
    SCOPED(strbuf_release) struct strbuf said = {0};
    add_said(response, place->token, &said);
    switch (response->code) {
    case 401:
        return error_set(err, STATUS_INVALID, "%s does not accept the token in %s (401)%s", name, place->token_name,
                         strbuf_text(&said));
    case 403:
        return error_set(err, STATUS_INVALID, "%s does not allow the token in %s to comment (403); it needs %s%s", name,
                         place->token_name, place->forge->rights, strbuf_text(&said));
    case 404:
        return error_set(err, STATUS_INVALID,
                         "%s knows no '%s' with the request %llu, or does not show it to the token in %s (404)%s", name,
                         place->project, (unsigned long long)place->number, place->token_name, strbuf_text(&said));
    default:
        return error_set(err, STATUS_INVALID, "%s answers %ld to %s %.200s%s", name, response->code, call->method,
                         call->url, strbuf_text(&said));
    }
}

static enum status read_answer(const struct forge_place *place, const struct forge_call *call,
                               const struct http_response *response, cJSON **ret_root, struct error *err)
{
    struct error why = {0};
    if (response->code < 200 || response->code > 299)
        return explain(place, call, response, err);
    if (json_parse("answer", strbuf_text(&response->body), response->body.length, ret_root, &why) != STATUS_OK)
        return error_set(err, STATUS_INVALID, "%s answers %s %.200s with what is no JSON", place->forge->name,
                         call->method, call->url);
    return STATUS_OK;
}

enum status forge_ask(const struct forge_place *place, const struct forge_call *call, cJSON **ret_root,
                      struct http_response *response, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf authorization = {0};
    strbuf_printf(&authorization, "%s%s", place->forge->authorization, place->token);
    const char *const headers[] = {strbuf_text(&authorization), "User-Agent: cet", "Content-Type: application/json",
                                   place->forge->accept, NULL};
    enum status status = http_send(&(struct http_request){.method = call->method,
                                                          .url = call->url,
                                                          .headers = headers,
                                                          .body = call->body,
                                                          .body_length = call->body ? strlen(call->body) : 0,
                                                          .secret = place->token,
                                                          .ca_file = place->ca_file,
                                                          .timeout_ms = place->timeout_ms},
                                   response, err);
    if (status == STATUS_OK)
        status = read_answer(place, call, response, ret_root, err);
    if (status != STATUS_OK && err)
        http_hide(err->message, place->token);
    return status;
}
