/* Expressions as text that is the same wherever they mean the same: `p->next` and `(*p).next`, `&q->items[0]` behind a
 * pointer and the item itself. Variables stand by number, so that two of one name are told apart.
 *
 *     const char *key = expression_key(&names, node);       // NULL: too deep, or nothing that has one
 *     if (key && key_mentions(key, place_key)) ...
 */
#ifndef CET_CHECK_EXPRESSION_KEY_H
#define CET_CHECK_EXPRESSION_KEY_H

#include <stdbool.h>

#include "cet/model/facts.h"

/* What the keys of one function need; filled by expression_names_init, owned by its arena. */
struct expression_names {
    const struct facts *facts;
    const struct fact_function *function;
    struct arena *arena;
    uint32_t *local_values;  /* for each local the only value that it is ever given, NO_ID: none or several */
    bool *is_param_assigned; /* for each parameter */
    bool *is_local_used;     /* read or named anywhere behind its declaration */
};

void expression_names_init(struct expression_names *names, const struct facts *facts,
                           const struct fact_function *function, struct arena *arena);

/* Of an expression's value; of the object that a pointer-valued expression points to; of the object that an lvalue is.
 */
const char *expression_key(const struct expression_names *names, uint32_t node);
const char *pointee_key(const struct expression_names *names, uint32_t node);
const char *object_key(const struct expression_names *names, uint32_t node);

/* Whether the second key is a part of the first. */
bool key_mentions(const char *key, const char *part);

/* As a reader writes it: "q->mutex"; what cannot be shown is "...". */
const char *expression_shown(const struct expression_names *names, uint32_t node);

/* The parameter whose value the node is, also through a local that only ever had that; NO_ID: none. */
uint32_t parameter_of(const struct expression_names *names, uint32_t node);

#endif
