/* Making a program small while it keeps what it is wanted for. */
#ifndef EXPLORE_SHRINK_H
#define EXPLORE_SHRINK_H

#include "program.h"
#include "result.h"

typedef bool (*keeps_fn)(void *context, const struct program *program, const struct result *result);

/* Fewer calls, NULL for what does not matter, shorter and printable texts, small numbers. At most `tries` runs. */
void cet_shrink(struct program *p, keeps_fn keeps, void *context, uint32_t tries);
/* Appends calls that give back what the program still holds. */
void cet_add_cleanup(struct program *p);

#endif
