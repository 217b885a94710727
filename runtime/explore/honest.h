/* Whether the calls of a program keep to rules that any caller knows, without a look at what they do. */
#ifndef EXPLORE_HONEST_H
#define EXPLORE_HONEST_H

#include "program.h"

/* False when, up to and with step `last`, something is used after it was given back, a length is not that of its
 * buffer, an enumerator is none, NULL goes where it has been seen to crash, a static function is called from outside, a
 * failure of memory was passed over, or an object did not come about in the way that its functions provide: set up by
 * its initialiser, once, or made by a function, and not mixed with others of its kind. */
bool cet_is_honest(const struct program *p, uint16_t last);
/* Whether number, given as argument arg of a step, says of the memory beside it that there is more than there is. */
bool cet_is_longer_than_room(const struct program *p, const struct step *step, uint8_t arg, int64_t number);
/* Whether a step up to `last` takes an object. */
bool cet_takes_objects(const struct program *p, uint16_t last);

#endif
