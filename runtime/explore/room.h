/* Memory that becomes longer: as much as a length says, or as much as was missing. */
#ifndef EXPLORE_ROOM_H
#define EXPLORE_ROOM_H

#include "program.h"

/* When value is the length of an argument of some step: gives that argument as many elements, a text by repeating what
 * it holds, beyond a text's size as a buffer that is filled with one byte. */
void cet_room_measured(struct program *p, uint16_t value, int64_t wanted);
/* The memory of value was overrun: it becomes at least `missing` bytes longer. A variable or a short list that a
 * pointer was made for becomes a buffer. False: it is none that can. */
bool cet_room_behind(struct program *p, uint16_t value, uint32_t missing);

#endif
