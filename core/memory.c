#include "cet/core/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The one place where the process ends for want of memory; nothing here may allocate. */
static _Noreturn void die_out_of_memory(void)
{
    static const char message[] = "cet: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
    (void)ignored;
    abort();
}

void *memory_new(size_t count, size_t size)
{
    /* calloc(0) may return NULL, which callers would have to tell from failure. */
    void *storage = count != 0 && size != 0 ? calloc(count, size) : calloc(1, 1);
    if (!storage)
        die_out_of_memory();
    return storage;
}

void *memory_resize(void *items, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        die_out_of_memory();
    void *storage = realloc(items, bytes != 0 ? bytes : 1);
    if (!storage)
        die_out_of_memory();
    return storage;
}

char *memory_strdup(const char *text)
{
    return memory_strndup(text, strlen(text));
}

char *memory_strndup(const char *text, size_t length)
{
    const size_t taken = strnlen(text, length);
    char *copy = memory_resize(NULL, taken + 1, 1);
    memcpy(copy, text, taken);
    copy[taken] = '\0';
    return copy;
}

void *memory_grow(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t wanted;
    if (__builtin_mul_overflow(count, 2, &wanted))
        die_out_of_memory();
    if (wanted < 8)
        wanted = 8;
    items = memory_resize(items, wanted, size);
    *capacity = wanted;
    return items;
}

void memory_free_pointer(void *pointer_address)
{
    void *storage;
    memcpy(&storage, pointer_address, sizeof storage);
    free(storage);
}
