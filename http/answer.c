#include "answer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cet/core/memory.h"

#define FIRST_WAIT_MS 1000u

void http_response_release(struct http_response *response)
{
    if (!response)
        return;
    strbuf_release(&response->body);
    strbuf_release(&response->headers);
    *response = (struct http_response){0};
}

size_t answer_take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct answer *answer = context;
    if (size * count > HTTP_MAX_BODY_BYTES - answer->response->body.length) {
        answer->is_too_large = true;
        return 0;
    }
    strbuf_add(&answer->response->body, bytes, size * count);
    return size * count;
}

size_t answer_take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct answer *answer = context;
    struct strbuf *headers = &answer->response->headers;
    if (size * count >= 5 && !strncmp(bytes, "HTTP/", 5))
        strbuf_clear(headers); /* another answer begins: that of a proxy, or 100 Continue, has ended */
    if (size * count > HTTP_MAX_HEADER_BYTES - headers->length) {
        answer->is_too_large = true;
        return 0;
    }
    strbuf_add(headers, bytes, size * count);
    return size * count;
}

bool http_response_header(const struct http_response *response, const char *name, struct strbuf *out)
{
    size_t name_length = strlen(name);
    for (const char *line = strbuf_text(&response->headers); *line;) {
        size_t length = strcspn(line, "\r\n");
        if (length > name_length && line[name_length] == ':' && !strncasecmp(line, name, name_length)) {
            const char *value = line + name_length + 1, *end = line + length;
            while (value < end && isblank((unsigned char)*value))
                value++;
            while (end > value && isblank((unsigned char)end[-1]))
                end--;
            strbuf_add(out, value, (size_t)(end - value));
            return true;
        }
        line += length;
        line += strspn(line, "\r\n");
    }
    return false;
}

bool answer_may_change(long code)
{
    return code == 429 || code == 502 || code == 503 || code == 504;
}

bool answer_refuses(long code)
{
    return code == 429 || code == 503;
}

/* Seconds only: a date is as good as none. */
static bool retry_after(const struct http_response *response, uint64_t *ret_ms)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (!http_response_header(response, "Retry-After", &text) || !isdigit((unsigned char)*strbuf_text(&text)))
        return false;
    *ret_ms = strtoull(strbuf_text(&text), NULL, 10);
    *ret_ms = *ret_ms > HTTP_MAX_WAIT_MS / 1000 ? HTTP_MAX_WAIT_MS : *ret_ms * 1000;
    return true;
}

uint64_t answer_wait_ms(const struct http_response *response, unsigned attempt, uint64_t most_ms)
{
    uint64_t wait_ms;
    if (!retry_after(response, &wait_ms))
        wait_ms = (uint64_t)FIRST_WAIT_MS << (attempt > 2 ? attempt - 2 : 0);
    return wait_ms < most_ms ? wait_ms : most_ms;
}
