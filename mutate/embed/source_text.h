/* Source files as text: what stands at a place, and the how-manieth of its kind it is. */
#ifndef CET_MUTATE_EMBED_SOURCE_TEXT_H
#define CET_MUTATE_EMBED_SOURCE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/map.h"
#include "cet/model/source.h"
#include "cet/mutate/embed.h"

struct source_token;

struct source_text {
    const char *bytes; /* NULL: not to be had */
    size_t length;
    size_t *line_starts;
    size_t line_count;
    struct source_token *tokens; /* found when first asked for */
    size_t token_count;
    size_t token_capacity;
};

struct source_texts {
    mutate_text_fn load;
    void *context;
    struct source_text *items;
    size_t count;
    size_t capacity;
    struct map index; /* path -> index */
};

void source_texts_release(struct source_texts *texts);
/* NULL when the file cannot be had. */
struct source_text *source_texts_get(struct source_texts *texts, const char *path);
/* False when there is no such place. */
bool source_text_offset(const struct source_text *text, uint32_t line, uint32_t column, size_t *ret_offset);
bool source_text_slice(const struct source_text *text, const struct source_range *range, size_t *ret_begin,
                       size_t *ret_end);
/* Of the token that starts at `at`. */
size_t source_text_token_length(const struct source_text *text, size_t at);
/* How many tokens equal to the one at `at` start in [from, at). */
uint32_t source_text_ordinal(struct source_text *text, size_t from, size_t at);

/* The first character of the next token in [at, end), 0: none. */
char source_text_next(const struct source_text *text, size_t at, size_t end);

#endif
