/* What a server may answer: headers, the page behind this one, a comment. */
#include <stdint.h>

#include "cet/core/memory.h"
#include "forge.h"

static void ask(const struct forge *forge, const struct http_response *response, const cJSON *comment)
{
    const struct forge_place place = {.forge = forge, .api = "https://a.example", .project = "o/r", .number = 1};
    SCOPED(strbuf_release) struct strbuf url = {0};
    if (forge->next_page(&place, response, &url))
        http_same_origin("https://a.example/x", strbuf_text(&url));
    if (comment)
        forge->can_be_ours(comment, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED(http_response_release) struct http_response response = {0};
    SCOPED(json_free) cJSON *comment = NULL;
    size_t half = size / 2;
    strbuf_add(&response.headers, data, half);
    json_parse("answer", (const char *)data + half, size - half, &comment, NULL);
    ask(&forge_github, &response, comment);
    ask(&forge_gitlab, &response, comment);
    return 0;
}
