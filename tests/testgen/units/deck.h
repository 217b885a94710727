/* Cards that deck.c writes down and deck_reader.c reads. */
#ifndef DECK_H
#define DECK_H

#include <stddef.h>

struct card {
    const char *owner;
    int amount;
};

struct deck {
    struct card *first;
    size_t size;
};

void deck_format(const struct deck *deck, char *out, size_t room);
unsigned deck_seal(const char *text, size_t length);
int deck_read(const char *text, struct deck *deck);

#endif
