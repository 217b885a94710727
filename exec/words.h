/* A growing NULL-terminated list of texts, as exec wants its arguments and environment. */
#ifndef CET_EXEC_WORDS_H
#define CET_EXEC_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct words {
    char **items; /* NULL while nothing was added */
    size_t count;
    size_t capacity;
};

void words_release(struct words *words);
void words_add(struct words *words, const char *word); /* copied */
/* Each of a NULL-terminated list; NULL: nothing. */
void words_add_all(struct words *words, const char *const *more);
bool words_have(const struct words *words, const char *word);
/* Never NULL. Valid until the next change. */
const char *const *words_list(const struct words *words);

#endif
