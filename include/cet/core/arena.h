/* Many small allocations that die together. A zeroed struct is an empty arena.
 *
 *     struct arena arena = {0};
 *     char *name = arena_strdup(&arena, "csv_parse");
 *     arena_release(&arena);
 *
 * Under AddressSanitizer each allocation is a block of its own, so that overruns are seen. */
#ifndef CET_CORE_ARENA_H
#define CET_CORE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks;
    size_t used_bytes; /* in all blocks together */
};

void arena_release(struct arena *arena);
/* Zeroed, aligned for any type; size 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);
/* count items of size bytes, overflow checked, zeroed. */
void *arena_array(struct arena *arena, size_t count, size_t size);
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
