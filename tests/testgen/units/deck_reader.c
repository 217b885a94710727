/* Reads what deck_format() writes, and nothing else: the seal cannot be guessed. */
#include "deck.h"

#include <stdlib.h>
#include <string.h>

/* -1: not a deck, -2: no seal, -3: a seal of something else; else the number of cards. */
int deck_read(const char *text, struct deck *deck)
{
    const char *seal = strstr(text, "seal=");
    int cards = 0;
    if (strncmp(text, "deck v1\n", 8) != 0)
        return -1;
    if (!seal)
        return -2;
    if (strtoul(seal + 5, NULL, 16) != deck_seal(text, (size_t)(seal - text)))
        return -3;
    for (const char *at = text; (at = strstr(at, "owner=")); at++)
        cards += strstr(at, " amount=") != NULL;
    deck->size = (size_t)cards;
    return cards;
}
