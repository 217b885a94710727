#include "heap.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "outcome.h"
#include "run.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *address);
void *__real_aligned_alloc(size_t align, size_t size);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_reallocarray(void *old, size_t count, size_t size);
void *__wrap_aligned_alloc(size_t align, size_t size);
int __wrap_posix_memalign(void **ret, size_t align, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t limit);
void __wrap_free(void *address);

void cet_heap_reset(struct heap *heap, uint8_t fill, bool is_reversed)
{
    cet_space_reset(heap->space, is_reversed);
    heap->fill = fill;
}

void cet_heap_begin_step(struct heap *heap, uint16_t step, int32_t fail_at)
{
    heap->step = step;
    heap->fail_at = fail_at;
    heap->asked = 0;
}

static struct heap *active_heap(void)
{
    struct run *run = cet_run;
    return run && run->is_running && run->heap.is_active ? &run->heap : NULL;
}

static void *refuse(void)
{
    errno = ENOMEM;
    return NULL;
}

static void *take(struct heap *heap, size_t size, size_t align)
{
    heap->asked++;
    if (heap->fail_at == -1 || (heap->fail_at > 0 && heap->asked == (uint32_t)heap->fail_at) || size > PTRDIFF_MAX)
        return refuse();
    struct space_block *block = size <= HEAP_BLOCK_BYTES ? cet_space_take(heap->space, size, align, heap->fill) : NULL;
    if (!block)
        cet_outcome_leave(OUTCOME_LIMIT, 0);
    else
        block->step = heap->step;
    return block ? block->address : refuse();
}

static void leave_at(enum fault_place place, enum outcome outcome)
{
    cet_run->result->fault = (uint8_t)place;
    cet_outcome_leave(outcome, 0);
}

/* The live block that starts at address; anything else in our memory is a fault of the caller. NULL: libc's own. */
static struct space_block *get_block(struct heap *heap, void *address)
{
    struct space_block *block = cet_space_find(heap->space, address);
    const struct space_block *value = block ? NULL : cet_space_find(cet_run->values, address);
    cet_run->result->fault_value = value ? value->step : 0;
    if (value || (block && (block->address != address || block->is_freed)))
        leave_at(value ? FAULT_VALUE : FAULT_HEAP, OUTCOME_BAD_FREE);
    if (block && cet_space_is_damaged(heap->space, block))
        leave_at(FAULT_HEAP, OUTCOME_OVERFLOW);
    return block;
}

void *__wrap_malloc(size_t size)
{
    struct heap *heap = active_heap();
    return heap ? take(heap, size, 16) : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    struct heap *heap = active_heap();
    if (!heap)
        return __real_calloc(count, size);
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        bytes = SIZE_MAX;
    void *block = take(heap, bytes, 16);
    return block ? memset(block, 0, bytes) : NULL;
}

void __wrap_free(void *address)
{
    struct heap *heap = active_heap();
    struct space_block *block = heap && address ? get_block(heap, address) : NULL;
    if (!block) {
        if (!cet_run || !cet_space_find(cet_run->heap.space, address)) /* a late free of a heap that was reset */
            __real_free(address);
        return;
    }
    block->is_freed = true;
    memset(block->address, heap->fill ^ 0xff, block->size);
    cet_space_close(heap->space, block);
}

void *__wrap_realloc(void *old, size_t size)
{
    struct heap *heap = active_heap();
    struct space_block *block = heap && old ? get_block(heap, old) : NULL;
    if (!heap || (old && !block))
        return __real_realloc(old, size);
    if (block && !size) {
        __wrap_free(old);
        return NULL;
    }
    size_t kept = block ? (block->size < size ? block->size : size) : 0;
    void *moved = take(heap, size, 16);
    if (moved && block) {
        memcpy(moved, old, kept);
        __wrap_free(old);
    }
    return moved;
}

void *__wrap_reallocarray(void *old, size_t count, size_t size)
{
    size_t bytes;
    return __builtin_mul_overflow(count, size, &bytes) ? refuse() : __wrap_realloc(old, bytes);
}

void *__wrap_aligned_alloc(size_t align, size_t size)
{
    struct heap *heap = active_heap();
    return heap ? take(heap, size, align) : __real_aligned_alloc(align, size);
}

int __wrap_posix_memalign(void **ret, size_t align, size_t size)
{
    struct heap *heap = active_heap();
    void *block = heap ? take(heap, size, align) : __real_malloc(size);
    if (!block)
        return ENOMEM;
    *ret = block;
    return 0;
}

char *__wrap_strndup(const char *text, size_t limit)
{
    size_t length = strnlen(text, limit);
    char *copy = __wrap_malloc(length + 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

char *__wrap_strdup(const char *text)
{
    return __wrap_strndup(text, strlen(text));
}
