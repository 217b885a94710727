/* SHA-256 (FIPS 180-4, by nettle, which uses the processor's instructions) for identity, and a fast 64-bit hash for
 * tables and short ids. */
#ifndef CET_CORE_DIGEST_H
#define CET_CORE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"

#define DIGEST_TEXT_SIZE 65 /* 64 hexadecimal digits and NUL */

void digest_bytes(const void *bytes, size_t length, char text[DIGEST_TEXT_SIZE]);
enum status digest_file(const char *path, char text[DIGEST_TEXT_SIZE], struct error *err);

/* FNV-1a, 64 bits; start with HASH_START, feed the previous result to chain. */
#define HASH_START 0xcbf29ce484222325u
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length);
uint64_t hash_text(uint64_t hash,
                   const char *text); /* the NUL is hashed too, so that ("a","b") differs from ("ab","") */

#endif
