/* A change as text: which range of the source is replaced by what, with the parentheses that keep the tree's shape. */
#ifndef CET_MUTATE_EMBED_EDIT_H
#define CET_MUTATE_EMBED_EDIT_H

#include "unit.h"

struct edit {
    struct source_range range;
    const char *original;
    const char *replacement;
};

/* All are false when no one range of text does it: the expression is spread over a macro and its arguments. */
bool edit_operator(const struct chooser *c, uint32_t node, enum operator_token changed, struct edit *ret);
bool edit_expression(const struct chooser *c, uint32_t node, const char *replacement, struct edit *ret);
/* The node becomes one of its operands. */
bool edit_to_operand(const struct chooser *c, uint32_t node, uint32_t operand, struct edit *ret);
/* The node gets a `!` in front. */
bool edit_negate(const struct chooser *c, uint32_t node, struct edit *ret);

const struct source_text *text_of_file(const struct chooser *c, uint32_t file);

#endif
