/* Where a URL leads. */
#include "origin.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cet/http/http.h"

static void release_url(CURLU **url)
{
    curl_url_cleanup(*url);
}

static void free_text(char **text)
{
    curl_free(*text);
}

static CURLU *parse(const char *text)
{
    CURLU *url = curl_url();
    if (url && curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK)
        return url;
    curl_url_cleanup(url);
    return NULL;
}

static bool same_part(CURLU *a, CURLU *b, CURLUPart part)
{
    SCOPED(free_text) char *left = NULL;
    SCOPED(free_text) char *right = NULL;
    return curl_url_get(a, part, &left, CURLU_DEFAULT_PORT) == CURLUE_OK &&
           curl_url_get(b, part, &right, CURLU_DEFAULT_PORT) == CURLUE_OK && !strcasecmp(left, right);
}

bool http_same_origin(const char *url, const char *other)
{
    SCOPED(release_url) CURLU *a = parse(url);
    SCOPED(release_url) CURLU *b = parse(other);
    return a && b && same_part(a, b, CURLUPART_SCHEME) && same_part(a, b, CURLUPART_HOST) &&
           same_part(a, b, CURLUPART_PORT);
}

char *origin_follow(const char *url, const char *location)
{
    SCOPED(release_url) CURLU *where = parse(url);
    SCOPED(free_text) char *whole = NULL;
    if (!where || curl_url_set(where, CURLUPART_URL, location, 0) != CURLUE_OK ||
        curl_url_get(where, CURLUPART_URL, &whole, 0) != CURLUE_OK || !http_same_origin(url, whole))
        return NULL;
    return memory_strdup(whole);
}

static bool is_this_machine(const char *host)
{
    return !strcmp(host, "localhost") || !strcmp(host, "127.0.0.1") || !strcmp(host, "[::1]");
}

enum status origin_check(const char *text, struct error *err)
{
    SCOPED(release_url) CURLU *url = parse(text);
    SCOPED(free_text) char *scheme = NULL;
    SCOPED(free_text) char *host = NULL;
    if (!url || curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
        curl_url_get(url, CURLUPART_HOST, &host, 0) != CURLUE_OK ||
        (strcmp(scheme, "https") != 0 && strcmp(scheme, "http") != 0))
        return error_set(err, STATUS_INVALID, "'%.200s' is no URL of a server; it must begin with https://", text);
    if (!strcmp(scheme, "http") && !is_this_machine(host))
        return error_set(err, STATUS_INVALID, "'%.200s' would send the token unencrypted; use https://", text);
    return STATUS_OK;
}

void http_add_encoded(struct strbuf *out, const char *text)
{
    static const char kept[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (; *text; text++) {
        if (strchr(kept, *text))
            strbuf_add_char(out, *text);
        else
            strbuf_printf(out, "%%%02X", (unsigned char)*text);
    }
}
