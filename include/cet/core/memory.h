/* Allocation that cannot fail: out of memory ends the process, here and nowhere else. */
#ifndef CET_CORE_MEMORY_H
#define CET_CORE_MEMORY_H

#include <stddef.h>

/* Zeroed storage for count items of size bytes; the product is checked for overflow. Release with free(). */
void *memory_new(size_t count, size_t size);
/* realloc of items; new items are not zeroed. */
void *memory_resize(void *items, size_t count, size_t size);
char *memory_strdup(const char *text);
char *memory_strndup(const char *text, size_t length);

/* Grows items so that one more fits behind count, doubling; the array is the caller's and ends with free().
 *     ARRAY_PUSH(set->items, set->count, set->capacity, item); */
void *memory_grow(void *items, size_t count, size_t *capacity, size_t size);
#define ARRAY_PUSH(items, count, capacity, item)                                                                       \
    do {                                                                                                               \
        (items) = memory_grow((items), (count), &(capacity), sizeof *(items));                                         \
        (items)[(count)++] = (item);                                                                                   \
    } while (0)

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof *(array))

/* Calls release on the variable's address when the scope ends:
 *     SCOPED(strbuf_release) struct strbuf text = {0}; */
#define SCOPED(release) __attribute__((cleanup(release)))
/* For a pointer from malloc: SCOPED(memory_free_pointer) char *path = ...; The argument is the pointer's address. */
void memory_free_pointer(void *pointer_address);

#endif
