/* The text of a macro as tokens. */
#ifndef CET_CHECK_MACRO_TOKENS_H
#define CET_CHECK_MACRO_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/model/facts.h"

#define MACRO_MAX_TOKENS 256 /* a longer text has none */

struct macro_token {
    const char *text; /* into the body, not terminated */
    size_t length;
    uint32_t param; /* its index when it names one, else NO_ID */
};

struct macro_tokens {
    struct macro_token items[MACRO_MAX_TOKENS];
    size_t count;
};

void macro_tokens_read(const struct fact_macro *macro, struct macro_tokens *ret_tokens);
bool macro_token_is(const struct macro_token *token, const char *text);
bool macro_token_is_name(const struct macro_token *token);
/* `a` is one of the words, which a blank separates. */
bool macro_token_is_one_of(const struct macro_token *token, const char *words);

#endif
