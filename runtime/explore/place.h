/* Values of a program come to life: storage, content, addresses. */
#ifndef EXPLORE_PLACE_H
#define EXPLORE_PLACE_H

#include "run.h"

/* Writes value as an object of `type` to out. False: it cannot be made. */
bool cet_place(struct run *run, uint16_t value, uint32_t type, void *out);

#endif
