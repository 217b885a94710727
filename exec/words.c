#include "words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

void words_release(struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->items[i]);
    free(words->items);
    memset(words, 0, sizeof *words);
}

void words_add(struct words *words, const char *word)
{
    ARRAY_PUSH(words->items, words->count, words->capacity, memory_strdup(word));
    ARRAY_PUSH(words->items, words->count, words->capacity, NULL);
    words->count--;
}

void words_add_all(struct words *words, const char *const *more)
{
    for (size_t i = 0; more && more[i]; i++)
        words_add(words, more[i]);
}

bool words_have(const struct words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (strcmp(words->items[i], word) == 0)
            return true;
    }
    return false;
}

const char *const *words_list(const struct words *words)
{
    static const char *const none[] = {NULL};
    return words->items ? (const char *const *)(uintptr_t)words->items : none;
}
