/* What a name says: words are told apart by '_' and by capitals ("sessionToken", "SESSION_TOKEN2"). */
#ifndef CET_CHECK_NAMES_H
#define CET_CHECK_NAMES_H

#include <stdbool.h>

#include "cet/model/facts.h"

/* Whether one of the words, of a list that ends in NULL, is a word of the name; case does not count. */
bool name_has_word(const char *name, const char *const *words);
/* A password or key itself, not its length, file or prompt: "password", "db_passwd", "privateKey". */
bool name_is_secret(const char *name);
/* What nobody may guess: a secret, "token", "nonce", "salt", "session_id", "aesKey". */
bool name_is_unguessable(const char *name);
/* A function that overwrites memory for good: "explicit_bzero", "secure_wipe", "OPENSSL_cleanse". */
bool name_is_wipe(const char *name);

/* The name of the variable or field that a place ends in, "" when it has none: `s->keys[i]` is "keys". */
const char *place_name(const struct facts *facts, const struct fact_function *function, uint32_t node);

#endif
