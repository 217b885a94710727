/* What a server answers, as it comes in: bounded, and told apart by whether asking again may help. */
#ifndef CET_HTTP_ANSWER_H
#define CET_HTTP_ANSWER_H

#include "cet/http/http.h"

struct answer {
    struct http_response *response;
    bool is_too_large;
};

/* libcurl's callbacks; context is a struct answer. */
size_t answer_take_body(char *bytes, size_t size, size_t count, void *context);
size_t answer_take_header(char *bytes, size_t size, size_t count, void *context);

/* 429, 502, 503, 504. */
bool answer_may_change(long code);
/* 500 and up tell that the request may have been done: only where it was refused it can be sent again as it is. */
bool answer_refuses(long code);
/* What to wait before attempt number `attempt` (from 2 on), at most most_ms. */
uint64_t answer_wait_ms(const struct http_response *response, unsigned attempt, uint64_t most_ms);

#endif
