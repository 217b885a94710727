/* HTTP through libcurl: one request, its answer, and nothing without a bound.
 *
 *     SCOPED(http_response_release) struct http_response response = {0};
 *     status = http_send(&(struct http_request){.method = "GET", .url = url, .headers = headers}, &response, err);
 *     if (status == STATUS_OK && response.code == 200) ...
 *
 * TLS is verified, plain HTTP goes to this machine only. Redirects are followed to the same scheme, host and port only:
 * what a header holds reaches nobody else. An answer of 429, 502, 503 or 504, or none, is asked for again, after what
 * Retry-After says or longer each time. Texts of a request are the caller's; the response is released by the caller. */
#ifndef CET_HTTP_HTTP_H
#define CET_HTTP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"

#define HTTP_MAX_BODY_BYTES (16u << 20)
#define HTTP_MAX_HEADER_BYTES (64u << 10)
#define HTTP_TIMEOUT_MS 30000u
#define HTTP_ATTEMPTS 4
#define HTTP_MAX_WAIT_MS 60000u /* before another attempt, whatever Retry-After says */

struct http_request {
    const char *method;         /* "GET", "POST", "PUT", "PATCH" */
    const char *url;            /* https://..., or http:// and this machine */
    const char *const *headers; /* "Name: value", NULL-terminated; NULL: none */
    const char *body;           /* NULL: none */
    size_t body_length;
    const char *secret;   /* stands in no message, even when the other side sends it back; NULL: none */
    const char *ca_file;  /* certificates to trust instead of the system's; NULL: the system's */
    uint64_t timeout_ms;  /* of an attempt; 0: HTTP_TIMEOUT_MS */
    uint64_t max_wait_ms; /* before another attempt; 0: HTTP_MAX_WAIT_MS */
};

struct http_response {
    long code;
    struct strbuf body;
    struct strbuf headers; /* lines, of the last answer */
    unsigned attempts;
};

/* STATUS_OK with any code below 500 but 429 and unfollowed redirects. STATUS_INVALID: the URL or a header is none;
 * STATUS_LIMIT: the answer is larger, or the time is over; STATUS_IO: no connection, no trusted certificate, or the
 * server's fault to the last attempt. A POST that may have been heard is not sent twice. */
enum status http_send(const struct http_request *request, struct http_response *ret_response, struct error *err);
void http_response_release(struct http_response *response);
/* The value of the first such header, appended to out; false when there is none. */
bool http_response_header(const struct http_response *response, const char *name, struct strbuf *out);
/* Whether both lead to the same scheme, host and port. */
bool http_same_origin(const char *url, const char *other);
/* Every occurrence in text becomes asterisks; secret may be NULL or "". */
void http_hide(char *text, const char *secret);
/* Percent-encodes all but unreserved characters (RFC 3986). */
void http_add_encoded(struct strbuf *out, const char *text);

#endif
