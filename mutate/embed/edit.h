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
/* The node's whole text between `before` and `after`, or `text` instead of it. It is taken as a reader sees it, macros
 * as their call, when the node `around` it does not come from a macro, else as it is spelled. */
bool edit_wrap(const struct chooser *c, uint32_t node, uint32_t around, const char *before, const char *after,
               struct edit *ret);
bool edit_whole(const struct chooser *c, uint32_t node, uint32_t around, const char *text, struct edit *ret);
/* As expression_is_quiet for every place that such an edit changes. */
bool whole_is_quiet(const struct chooser *c, uint32_t node, uint32_t around);
bool edit_range(const struct chooser *c, const struct source_range *range, const char *text, struct edit *ret);
/* The whole statement becomes an empty one; its semicolon stays. */
bool edit_statement(const struct chooser *c, uint32_t node, struct edit *ret);
/* `length` bytes at the node's operator, which must be `text`, become `replacement`. */
bool edit_token_text(const struct chooser *c, uint32_t node, const char *text, const char *replacement,
                     struct edit *ret);
/* The text of the node as edit_wrap sees it, NULL when it is not one piece. */
const char *text_of_node(const struct chooser *c, uint32_t node, uint32_t around);
/* The node gets a `!` in front. */
bool edit_negate(const struct chooser *c, uint32_t node, struct edit *ret);

struct source_text *text_of_file(const struct chooser *c, uint32_t file);

#endif
