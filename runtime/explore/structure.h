/* Changes of texts that keep what makes them readable: quoted texts, numbers, words, lists and objects are taken out,
 * doubled, exchanged and filled with something else as a whole. JSON is what it knows; of other notations it finds the
 * words and numbers. */
#ifndef EXPLORE_STRUCTURE_H
#define EXPLORE_STRUCTURE_H

#include <stdbool.h>
#include <stdint.h>

#define STRUCTURE_PARTS 160u

struct text_part {
    uint32_t first;      /* of its name where it has one */
    uint32_t start, end; /* of the value */
    uint8_t kind;        /* '"', '0', 'a', '{' or '[' */
};

bool cet_structure_has_brackets(const uint8_t *text, uint32_t length);
/* In the order in which they begin; how many there are, at most STRUCTURE_PARTS. */
uint32_t cet_structure_find(const uint8_t *text, uint32_t length, struct text_part *parts);
/* Takes a part out, with its name and one comma beside it. The new length. */
uint32_t cet_structure_drop(uint8_t *text, uint32_t length, const struct text_part *part);
/* One change at random; the new length, the old one where nothing was changed. */
uint32_t cet_structure_change(uint8_t *text, uint32_t length, uint32_t max);

#endif
