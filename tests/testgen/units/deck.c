/* The only place that says that `first` is a list, and how long it is. */
#include "deck.h"

#include <stdio.h>
#include <string.h>

unsigned deck_seal(const char *text, size_t length)
{
    unsigned seal = 2166136261u;
    for (size_t i = 0; i < length; i++)
        seal = (seal ^ (unsigned char)text[i]) * 16777619u;
    return seal;
}

void deck_format(const struct deck *deck, char *out, size_t room)
{
    size_t length = 0;
    if (room < 32)
        return;
    length += (size_t)snprintf(out, room, "deck v1\n");
    for (size_t i = 0; i < deck->size; i++) {
        if (length + strlen(deck->first[i].owner) + 64 > room)
            return;
        length += (size_t)snprintf(out + length, room - length, "owner=%s amount=%d\n", deck->first[i].owner,
                                   deck->first[i].amount);
    }
    snprintf(out + length, room - length, "seal=%08x\n", deck_seal(out, length));
}
