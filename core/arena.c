#include "cet/core/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define EACH_ALONE true
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define EACH_ALONE true
#endif
#ifndef EACH_ALONE
#define EACH_ALONE false
#endif

#define MIN_BLOCK_BYTES ((size_t)4 << 10)
#define MAX_BLOCK_BYTES ((size_t)256 << 10)

struct arena_block {
    struct arena_block *next;
    size_t used;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

void arena_release(struct arena *arena)
{
    if (!arena)
        return;
    while (arena->blocks) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
    arena->used_bytes = 0;
}

static size_t rounded_up(size_t size)
{
    const size_t alignment = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        return size; /* cannot be had; memory_new says so */
    return size == 0 ? alignment : (size + alignment - 1) / alignment * alignment;
}

static struct arena_block *new_block(size_t size)
{
    /* A size that overflows is passed on as it is, so that the allocation fails in the one place for that. */
    const size_t header = sizeof(struct arena_block);
    struct arena_block *block = memory_new(1, size > SIZE_MAX - header ? SIZE_MAX : header + size);
    block->size = size;
    return block;
}

/* A block of its own goes behind the current one, so that the rest of that is not lost. */
static void *alloc_alone(struct arena *arena, size_t size)
{
    struct arena_block *block = new_block(size);
    block->used = size;
    if (arena->blocks) {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        arena->blocks = block;
    }
    return block->bytes;
}

/* Blocks grow with the arena: small arenas stay small, large ones make few calls. */
static size_t next_block_size(const struct arena *arena)
{
    if (arena->used_bytes < MIN_BLOCK_BYTES)
        return MIN_BLOCK_BYTES;
    return arena->used_bytes < MAX_BLOCK_BYTES ? arena->used_bytes : MAX_BLOCK_BYTES;
}

static void *alloc_shared(struct arena *arena, size_t size)
{
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        block = new_block(rounded_up(next_block_size(arena)));
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *storage = block->bytes + block->used;
    block->used += size;
    return storage;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t rounded = rounded_up(size);
    /* Alone, the exact size counts: a byte more would hide an overrun from AddressSanitizer. */
    void *storage;
    if (EACH_ALONE)
        storage = alloc_alone(arena, size);
    else if (rounded > MIN_BLOCK_BYTES / 4)
        storage = alloc_alone(arena, rounded);
    else
        storage = alloc_shared(arena, rounded);
    arena->used_bytes += rounded;
    return storage;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        bytes = SIZE_MAX;
    return arena_alloc(arena, bytes);
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    const size_t taken = strnlen(text, length);
    char *copy = arena_alloc(arena, taken + 1);
    memcpy(copy, text, taken);
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&text, format, args);
    va_end(args);
    return arena_strdup(arena, strbuf_text(&text));
}
