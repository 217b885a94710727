/* Writes the JSON of a facts file. A unit has millions of numbers, so nothing goes through printf, and bytes that are
 * not UTF-8 must come back as they were, which the general writer of core does not promise.
 *
 *     fact_record_begin(out, "file");
 *     fact_text_field(out, "path", file->path);
 *     fact_record_end(out);
 *
 * Every field is omitted when it equals its default: empty text, false, the number given as `otherwise`. */
#ifndef CET_MODEL_FACT_TEXT_H
#define CET_MODEL_FACT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/strbuf.h"
#include "cet/model/source.h"

#define FACT_NUMBER_MAX 21 /* bytes of the longest integer with its sign */

void fact_record_begin(struct strbuf *out, const char *record);
void fact_record_end(struct strbuf *out);

void fact_key(struct strbuf *out, const char *key); /* ,"key": */
void fact_text_field(struct strbuf *out, const char *key, const char *text);
void fact_true_field(struct strbuf *out, const char *key, bool value);
void fact_int_field(struct strbuf *out, const char *key, int64_t value, int64_t otherwise);
void fact_uint_field(struct strbuf *out, const char *key, uint64_t value, uint64_t otherwise);
void fact_id_field(struct strbuf *out, const char *key, uint32_t id); /* omitted when NO_ID */
/* Omitted when nowhere: a zero line. */
void fact_place_field(struct strbuf *out, const char *key, struct source_place place);
void fact_range_field(struct strbuf *out, const char *key, struct source_range range);

/* A JSON string. Bytes that are not part of UTF-8 become \udc80..\udcff (as Python's surrogateescape, PEP 383). */
void fact_string(struct strbuf *out, const char *bytes, size_t length);
/* NO_ID is -1. */
void fact_id(struct strbuf *out, uint32_t id);
void fact_int(struct strbuf *out, int64_t value);
/* Writes at `at`, which has FACT_NUMBER_MAX bytes of room; gives the end. */
char *fact_put_uint(char *at, uint64_t value);
char *fact_put_int(char *at, int64_t value);

#endif
