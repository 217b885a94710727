/* Reads JSON in one pass, without a tree: facts hold millions of numbers and come from objects of strangers.
 *
 *     fact_open(r, '{');
 *     while (fact_next_key(r))
 *         if (fact_is_key(r, "path"))
 *             file->path = fact_read_text(r);
 *         else
 *             fact_skip(r);
 *
 * The first fault is kept in status and err; from then on every call gives its default and every loop ends, so that
 * callers look once, at the end. Texts go into the arena. */
#ifndef CET_MODEL_FACT_READER_H
#define CET_MODEL_FACT_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/strbuf.h"
#include "cet/model/source.h"

#define FACT_MAX_DEPTH 32 /* of what is skipped */

struct fact_reader {
    const char *at;
    const char *end; /* of the line */
    const char *path;
    unsigned line;
    bool is_first; /* no comma is due before the next item */
    const char *key;
    size_t key_length;
    uint32_t file_count; /* bound of the file ids in places */
    struct arena *arena;
    struct strbuf scratch;
    enum status status;
    struct error *err;
};

void fact_reader_release(struct fact_reader *r);
void fact_reader_line(struct fact_reader *r, const char *text, const char *end, unsigned line);
/* Keeps the first fault, with place. */
void fact_fail(struct fact_reader *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

void fact_open(struct fact_reader *r, char bracket);
/* The next key of the open object; false at its end. */
bool fact_next_key(struct fact_reader *r);
bool fact_is_key(const struct fact_reader *r, const char *key);
/* Whether the open array goes on. */
bool fact_next_item(struct fact_reader *r);
/* Items of the array that starts here; nothing is consumed. */
size_t fact_count_items(struct fact_reader *r);
void fact_skip(struct fact_reader *r);
void fact_end_line(struct fact_reader *r); /* only blanks may follow */

bool fact_read_bool(struct fact_reader *r);
int64_t fact_read_int(struct fact_reader *r, int64_t least, int64_t most);
uint64_t fact_read_uint(struct fact_reader *r, uint64_t most);
uint32_t fact_read_u32(struct fact_reader *r);
/* -1 is NO_ID; anything not below count is a fault. */
uint32_t fact_read_id(struct fact_reader *r, uint32_t count);
const char *fact_read_text(struct fact_reader *r); /* without NUL */
const char *fact_read_bytes(struct fact_reader *r, uint32_t *ret_length);
void fact_read_digest(struct fact_reader *r, char text[65]);
/* The index of the string in words. */
unsigned fact_read_word(struct fact_reader *r, const char *const *words, unsigned count);
struct source_place fact_read_place(struct fact_reader *r);
struct source_range fact_read_range(struct fact_reader *r);
/* One item of an array of known shape: a number behind its comma. */
int64_t fact_next_int(struct fact_reader *r, int64_t least, int64_t most);
void fact_close_array(struct fact_reader *r); /* a fault when there are more items */

#endif
