/* Sends a request, again where that may help, and to where the same server says that the thing is now. */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "answer.h"
#include "cet/core/memory.h"
#include "origin.h"

#define MAX_REDIRECTS 3
#define CONNECT_TIMEOUT_MS 10000L

struct exchange {
    const struct http_request *request;
    struct http_response *response;
    CURL *curl;
    struct curl_slist *headers;
    char *url; /* where the last redirect led */
    char said[CURL_ERROR_SIZE];
};

static void exchange_close(struct exchange *exchange)
{
    curl_easy_cleanup(exchange->curl);
    curl_slist_free_all(exchange->headers);
    free(exchange->url);
}

static enum status add_headers(struct exchange *exchange, struct error *err)
{
    const char *const *headers = exchange->request->headers;
    for (size_t i = 0; headers && headers[i]; i++) {
        if (strpbrk(headers[i], "\r\n"))
            return error_set(err, STATUS_INVALID, "the header '%.*s' holds a line break", (int)strcspn(headers[i], ":"),
                             headers[i]);
        exchange->headers = curl_slist_append(exchange->headers, headers[i]);
    }
    return STATUS_OK;
}

static enum status open_exchange(struct exchange *exchange, struct error *err)
{
    enum status status = origin_check(exchange->request->url, err);
    if (status == STATUS_OK)
        status = add_headers(exchange, err);
    if (status != STATUS_OK)
        return status;
    exchange->url = memory_strdup(exchange->request->url);
    exchange->curl = curl_easy_init();
    return exchange->curl ? STATUS_OK : error_set(err, STATUS_IO, "libcurl cannot be started");
}

static void set_up(struct exchange *exchange, struct answer *answer)
{
    const struct http_request *request = exchange->request;
    CURL *curl = exchange->curl;
    long timeout_ms = (long)(request->timeout_ms ? request->timeout_ms : HTTP_TIMEOUT_MS);
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, exchange->url);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, exchange->headers);
    if (request->body) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
    }
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (request->ca_file)
        curl_easy_setopt(curl, CURLOPT_CAINFO, request->ca_file);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     timeout_ms < CONNECT_TIMEOUT_MS ? timeout_ms : CONNECT_TIMEOUT_MS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_ms);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, exchange->said);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, answer_take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, answer_take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, answer);
}

/* One attempt; a code of 0 says that there was no answer. */
static CURLcode attempt(struct exchange *exchange, bool *ret_is_too_large)
{
    struct answer answer = {.response = exchange->response};
    strbuf_clear(&exchange->response->body);
    strbuf_clear(&exchange->response->headers);
    exchange->response->code = 0;
    *exchange->said = '\0';
    set_up(exchange, &answer);
    CURLcode code = curl_easy_perform(exchange->curl);
    if (code == CURLE_OK)
        curl_easy_getinfo(exchange->curl, CURLINFO_RESPONSE_CODE, &exchange->response->code);
    *ret_is_too_large = answer.is_too_large;
    exchange->response->attempts++;
    return code;
}

static bool was_not_heard(CURLcode code)
{
    return code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY;
}

/* Whether to ask once more. What changes nothing, or the same whenever it comes, can be sent again in any case. */
static bool is_worth_asking(const struct exchange *exchange, CURLcode code)
{
    bool is_repeatable = strcmp(exchange->request->method, "POST") != 0;
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_WRITE_ERROR || code == CURLE_SSL_CACERT_BADFILE)
        return false;
    if (code != CURLE_OK)
        return is_repeatable || was_not_heard(code);
    return answer_refuses(exchange->response->code) || (is_repeatable && answer_may_change(exchange->response->code));
}

static void wait_ms(uint64_t ms)
{
    struct timespec rest = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000};
    nanosleep(&rest, NULL);
}

static enum status no_answer(const struct exchange *exchange, CURLcode code, bool is_too_large, struct error *err)
{
    const char *url = exchange->url;
    const char *said = *exchange->said ? exchange->said : curl_easy_strerror(code);
    if (is_too_large)
        return error_set(err, STATUS_LIMIT, "'%.200s' answers with more than %u MiB", url, HTTP_MAX_BODY_BYTES >> 20);
    if (code == CURLE_OPERATION_TIMEDOUT)
        return error_set(err, STATUS_LIMIT, "'%.200s' does not answer in time (%u attempts)", url,
                         exchange->response->attempts);
    if (code == CURLE_PEER_FAILED_VERIFICATION)
        return error_set(err, STATUS_IO, "the certificate of '%.200s' is not trusted: %.200s", url, said);
    return error_set(err, STATUS_IO, "'%.200s' cannot be reached (%u attempts): %.200s", url,
                     exchange->response->attempts, said);
}

/* Asks until there is an answer that another attempt would not change. */
static enum status ask(struct exchange *exchange, struct error *err)
{
    uint64_t most_ms = exchange->request->max_wait_ms ? exchange->request->max_wait_ms : HTTP_MAX_WAIT_MS;
    bool is_too_large = false;
    CURLcode code = attempt(exchange, &is_too_large);
    for (unsigned number = 2; number <= HTTP_ATTEMPTS && is_worth_asking(exchange, code); number++) {
        wait_ms(answer_wait_ms(exchange->response, number, most_ms));
        code = attempt(exchange, &is_too_large);
    }
    if (code != CURLE_OK)
        return no_answer(exchange, code, is_too_large, err);
    if (exchange->response->code >= 500 || exchange->response->code == 429)
        return error_set(err, STATUS_IO, "'%.200s' answers %ld (%u attempts); try again later", exchange->url,
                         exchange->response->code, exchange->response->attempts);
    return STATUS_OK;
}

static bool is_redirect(long code)
{
    return code == 301 || code == 302 || code == 307 || code == 308;
}

static enum status follow(struct exchange *exchange, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf location = {0};
    http_response_header(exchange->response, "Location", &location);
    char *next = origin_follow(exchange->url, strbuf_text(&location));
    if (!next)
        return error_set(err, STATUS_INVALID,
                         "'%.200s' sends on to another server, which is not followed: the token would go there",
                         exchange->url);
    free(exchange->url);
    exchange->url = next;
    return STATUS_OK;
}

static enum status send_on(struct exchange *exchange, struct error *err)
{
    enum status status = ask(exchange, err);
    for (unsigned i = 0; status == STATUS_OK && is_redirect(exchange->response->code); i++) {
        if (i == MAX_REDIRECTS)
            return error_set(err, STATUS_LIMIT, "'%.200s' sends on more than %d times", exchange->request->url,
                             MAX_REDIRECTS);
        status = follow(exchange, err);
        if (status == STATUS_OK)
            status = ask(exchange, err);
    }
    return status;
}

void http_hide(char *text, const char *secret)
{
    size_t length = secret ? strlen(secret) : 0;
    for (char *at = text; length && (at = strstr(at, secret)); at += length)
        memset(at, '*', length);
}

enum status http_send(const struct http_request *request, struct http_response *ret_response, struct error *err)
{
    SCOPED(exchange_close) struct exchange exchange = {.request = request, .response = ret_response};
    enum status status = open_exchange(&exchange, err);
    if (status == STATUS_OK)
        status = send_on(&exchange, err);
    if (status != STATUS_OK && err)
        http_hide(err->message, request->secret);
    return status;
}
