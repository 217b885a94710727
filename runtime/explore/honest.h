/* Whether the calls of a program keep to rules that any caller knows, without a look at what they do. */
#ifndef EXPLORE_HONEST_H
#define EXPLORE_HONEST_H

#include "program.h"

/* False when, up to and with step `last`, something is used after it was given back, a length is not that of its
 * buffer, an enumerator is none, NULL goes where it has been seen to crash, a static function is called from outside, a
 * failure of memory was passed over, or an object did not come about in the way that its functions provide: set up by
 * its initialiser, once, or made by a function, and not mixed with others of its kind. */
bool cet_is_honest(const struct program *p, uint16_t last);
/* Whether a step up to `last` takes an object. */
bool cet_takes_objects(const struct program *p, uint16_t last);

#endif
