/* Reading JSON once, front to back, without a tree: for documents of which there is much and of which little is kept.
 *
 *     struct json_scan scan = json_scan_of("data.json", text, length);
 *     json_scan_object(&scan);
 *     while (json_scan_key(&scan))
 *         if (json_scan_key_is(&scan, "count"))
 *             count = json_scan_count(&scan);
 *         else
 *             json_scan_skip(&scan);
 *     status = json_scan_end(&scan, err);
 *
 * The text is the caller's and must live as long as the scan. The first fault is kept: from then on nothing more is
 * found, every loop ends, and json_scan_end reports it with its line. Bounded: JSON_MAX_DEPTH levels. */
#ifndef CET_CORE_JSON_SCAN_H
#define CET_CORE_JSON_SCAN_H

#include "cet/core/json.h"

struct json_scan {
    const char *name, *text, *at, *end;
    unsigned depth;
    char closes[JSON_MAX_DEPTH];    /* the bracket that is awaited at that depth */
    bool has_items[JSON_MAX_DEPTH]; /* whether a comma is due */
    const char *key;                /* the last key, raw, between its quotes */
    size_t key_length;
    const char *fault; /* where */
    const char *what;
};

struct json_scan json_scan_of(const char *name, const char *text, size_t length);
/* '{', '[', '"', 't', 'f', 'n', '0' for any number; 0 at the end or after a fault. */
char json_scan_peek(struct json_scan *scan);
/* Enters an object or array; a fault when something else stands there. */
void json_scan_object(struct json_scan *scan);
void json_scan_array(struct json_scan *scan);
/* Steps to the next member or item; false when there is none, and the object or array is left. */
bool json_scan_key(struct json_scan *scan);
bool json_scan_item(struct json_scan *scan);
bool json_scan_key_is(const struct json_scan *scan, const char *key);
/* Of a number: below 0 is 0, beyond the type its end. Anything else is a fault, as for the others. */
uint64_t json_scan_count(struct json_scan *scan);
bool json_scan_bool(struct json_scan *scan);
/* Replaces text's content; a NUL in it is a fault. null gives the empty text. */
void json_scan_text(struct json_scan *scan, struct strbuf *text);
/* What stands between the quotes of a text, escapes as they are; points into the document. */
const char *json_scan_raw(struct json_scan *scan, size_t *ret_length);
void json_scan_skip(struct json_scan *scan); /* a value of any kind */
/* A fault of the caller's finding, at the place reached. */
void json_scan_fail(struct json_scan *scan, const char *what);
bool json_scan_failed(const struct json_scan *scan);
/* Whether another document follows the one that was read, behind blanks. */
bool json_scan_more(struct json_scan *scan);
enum status json_scan_end(struct json_scan *scan, struct error *err); /* nothing but blanks may follow */

#endif
