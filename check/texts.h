/* What the source tells of a text: what it may be, how long it may get, whether its length was asked for.
 *
 *     struct text_knowledge known = text_find(facts, function, argument);
 *     if (known.is_written_here || (known.is_bounded && known.longest < size)) ... */
#ifndef CET_CHECK_TEXTS_H
#define CET_CHECK_TEXTS_H

#include <stdbool.h>

#include "cet/model/facts.h"

struct text_knowledge {
    bool is_written_here; /* it can be nothing but literals of the source */
    bool is_bounded;
    uint64_t longest; /* when it is: bytes before the NUL */
};

/* Conditionals, local pointers, constant tables, functions that only return literals, and parameters of static
 * functions are followed to where their values come from. */
struct text_knowledge text_find(const struct facts *facts, const struct fact_function *function, uint32_t text);

/* The literal below casts, as C writes it between the quotes once escapes are gone; NULL: it is none. */
const char *text_literal(const struct facts *facts, const struct function_graph *graph, uint32_t node);

/* The first literal of a global's initialiser, NULL: none. */
const char *text_of_global(const struct facts *facts, uint32_t global);

/* Whether, before node in the order of the text, the length of the text is compared with something, or the text is
 * given together with a size to a function whose answer is a condition. */
bool text_is_measured(const struct facts *facts, const struct fact_function *function, uint32_t text, uint32_t node);

#endif
