/* Programs that are several in one: calls that have nothing in common are read more easily in tests of their own. */
#ifndef EXPLORE_PARTS_H
#define EXPLORE_PARTS_H

#include "program.h"

/* Numbers the parts from 0 by step: steps of one part share what one of them may change or returns. The count. */
uint32_t cet_program_parts(const struct program *p, uint8_t parts[PROGRAM_STEPS]);
/* Takes out of p, whose parts are given, all steps but those of one. */
void cet_program_keep_part(struct program *p, const uint8_t parts[PROGRAM_STEPS], uint8_t part);

#endif
