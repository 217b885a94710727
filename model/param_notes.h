/* What is written down of a use of a parameter, once it is found. Positions are nodes, in the order of evaluation. */
#ifndef CET_MODEL_PARAM_NOTES_H
#define CET_MODEL_PARAM_NOTES_H

#include "param_walk.h"

void param_note_read(struct param_uses *uses, uint32_t position);
void param_note_write(struct param_uses *uses, uint32_t position);
/* `operand` is one side of the comparison `node`. */
void param_note_comparison(struct param_walk *walk, struct param_uses *uses, uint32_t node, uint32_t operand);
void param_note_passing(struct param_walk *walk, struct param_uses *uses, struct param_passing passing);
/* const struct item *item = p; a second type, or a step back to a header before it, makes it no plain object. */
void param_note_meaning(struct param_walk *walk, struct param_uses *uses, uint32_t cast, uint32_t operand);

#endif
