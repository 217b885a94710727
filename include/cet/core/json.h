/* JSON. Reading is cJSON with messages that say where; writing is a stream into a strbuf, so that large files need no
 * tree and keys come out in the order in which they are written.
 *
 *     struct json_writer json = {.out = &text, .indent = 2};
 *     json_object_begin(&json, NULL);
 *     json_string(&json, "name", "cet");
 *     json_object_end(&json);
 */
#ifndef CET_CORE_JSON_H
#define CET_CORE_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"

#define JSON_MAX_DEPTH 64

struct json_writer {
    struct strbuf *out;
    unsigned indent; /* spaces a level, 0: all on one line */
    unsigned depth;
    bool has_items[JSON_MAX_DEPTH]; /* whether a comma is due at that depth */
};

/* key is NULL for items of an array and for the root. */
void json_object_begin(struct json_writer *json, const char *key);
void json_object_end(struct json_writer *json);
void json_array_begin(struct json_writer *json, const char *key);
void json_array_end(struct json_writer *json);
/* NULL value writes null. Bytes that are not UTF-8 are written as U+FFFD. */
void json_string(struct json_writer *json, const char *key, const char *value);
void json_string_bytes(struct json_writer *json, const char *key, const void *bytes, size_t length);
void json_int(struct json_writer *json, const char *key, int64_t value);
/* cJSON reads numbers as double: exact up to 2^53; hashes and larger ids go as text. */
void json_uint(struct json_writer *json, const char *key, uint64_t value);
void json_number(struct json_writer *json, const char *key,
                 double value); /* shortest text that reads back; NaN: null */
void json_bool(struct json_writer *json, const char *key, bool value);
void json_null(struct json_writer *json, const char *key);

/* Parses length bytes; name stands in the message ("'name':3: ..."). Free with cJSON_Delete. */
enum status json_parse(const char *name, const char *text, size_t length, cJSON **ret_root, struct error *err);
enum status json_load(const char *path, size_t max_bytes, cJSON **ret_root, struct error *err);
void json_free(cJSON **root); /* for SCOPED(json_free) */

/* Fields of an object with a default when absent or of another kind. Texts belong to the tree. */
const char *json_get_text(const cJSON *object, const char *key, const char *otherwise);
double json_get_number(const cJSON *object, const char *key, double otherwise);
int64_t json_get_int(const cJSON *object, const char *key, int64_t otherwise);
bool json_get_bool(const cJSON *object, const char *key, bool otherwise);
/* The array's or object's node, or NULL. */
const cJSON *json_get(const cJSON *object, const char *key);

#endif
