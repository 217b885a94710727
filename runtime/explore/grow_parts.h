/* What growing objects and growing all the rest ask of each other. */
#ifndef EXPLORE_GROW_PARTS_H
#define EXPLORE_GROW_PARTS_H

#include "grow.h"

#define TEXT_MAX 600u    /* bytes that are written out; what is longer is a buffer that is filled */
#define RULE_PERCENT 70u /* of the long buffers that are not of one byte again and again */
#define RESERVED_STEPS 3 /* left free for the calls that give objects back */

/* Each returns the new value's id, NO_VALUE when there is no room. */
uint16_t cet_grow_value(struct grower *g, uint32_t type, uint8_t role, uint32_t null_percent, uint32_t depth);
uint16_t cet_grow_object(struct grower *g, uint32_t type, bool is_filled, uint32_t depth);
/* One that is there already, or one that is made first, or a variable. */
uint16_t cet_grow_object_pointer(struct grower *g, uint32_t type, uint8_t role, uint32_t depth);
uint16_t cet_grow_result(struct program *p, uint16_t step);
uint16_t cet_grow_address(struct program *p, uint16_t target, uint32_t pointer_type);

/* Records within records that are filled. */
uint32_t cet_grow_depth(const struct grower *g);
/* Elements that value has. */
uint64_t cet_grow_count(const struct program *p, uint16_t value);
/* What a length says of so many elements: mostly the truth. */
int64_t cet_grow_choose_length(uint64_t count, bool is_exact);

#endif
