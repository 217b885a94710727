/* The last step of the choice: tests that add nothing to the others go, and so do observations that tell no mutant. */
#ifndef EXPLORE_THIN_H
#define EXPLORE_THIN_H

#include "choose.h"

void cet_thin(struct choice *choice, uint32_t mutant_count);

#endif
