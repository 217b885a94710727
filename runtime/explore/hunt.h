/* After the branches: the search for programs that tell a surviving mutant from the original. */
#ifndef EXPLORE_HUNT_H
#define EXPLORE_HUNT_H

#include "program.h"
#include "search.h"

/* Known programs that reach the mutant are asked first, cheap ones before dear ones. */
void cet_hunt_open(void);
/* A program of the corpus that tells the mutant from the original; NULL: none of those that were tried. */
const struct program *cet_hunt_known(uint32_t mutant, uint32_t tries);
/* A new one, made by changing one that reaches the mutant; NULL: none in `tries`. */
const struct program *cet_hunt_new(uint32_t mutant, uint32_t tries);
bool cet_hunt_is_reached(uint32_t mutant);

#endif
