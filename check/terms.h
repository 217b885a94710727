/* The expressions of a function as numbers: expressions that designate the same place, or compute the same value of the
 * same places without side effects, have the same number, a term.
 *
 *     struct terms terms = {0};
 *     terms_find(&terms, facts, &function->graph);
 *     if (terms.of_node[left] == terms.of_node[right] && terms.of_node[left] != NO_TERM) ...
 *     terms_release(&terms);
 *
 * Casts are looked through. `x = y` has the term of x, since that is its value. A call is a term of its own, equal to
 * none other. Whether the value changed between two occurrences is for the caller to follow. */
#ifndef CET_CHECK_TERMS_H
#define CET_CHECK_TERMS_H

#include <stdbool.h>

#include "cet/model/facts.h"

#define NO_TERM NO_ID
#define TERM_MAX_DEPTH 8 /* of nesting; what is deeper has no term */

enum term_kind {
    TERM_CONSTANT, /* value */
    TERM_LOCAL,    /* symbol a */
    TERM_PARAM,
    TERM_GLOBAL,
    TERM_FIELD, /* of place a, number b */
    TERM_INDEX, /* of array place a, at term b */
    TERM_DEREF, /* what pointer a points to */
    TERM_UNARY, /* op, a */
    TERM_BINARY,
    TERM_CALL, /* node a */
};

struct term {
    uint8_t kind; /* enum term_kind */
    uint8_t depth;
    uint16_t op;
    uint32_t a;
    uint32_t b;
    int64_t value;
    uint64_t parts;          /* one bit for the number of each term in it, modulo 64: to say no quickly */
    uint32_t root;           /* of a place: the variable's term where the way to it begins, NO_TERM: none */
    uint32_t node;           /* where it first stands */
    bool is_behind_pointer;  /* of a place: the way to it goes through a pointer */
    bool is_behind_variable; /* of a place: an index on the way to it may change */
};

struct terms {
    const struct facts *facts;
    const struct function_graph *graph;
    struct term *items;
    uint32_t count;
    uint32_t capacity; /* ids are less */
    uint32_t *of_node; /* for each node, NO_TERM: none */
    uint32_t *slots;   /* open addressing into items, index + 1 */
    uint32_t slot_count;
};

void terms_find(struct terms *terms, const struct facts *facts, const struct function_graph *graph);
void terms_release(struct terms *terms);

/* Element number `index` of an array, for a check that needs it although it does not stand in the text. */
uint32_t terms_element(struct terms *terms, uint32_t array, uint32_t index, uint32_t node);

bool term_is_place(const struct terms *terms, uint32_t term);
/* The local or parameter itself, not a part of it. */
bool term_is_variable(const struct terms *terms, uint32_t term);
/* Whether part is term or stands in it: a change of part changes the value or the place. */
bool term_contains(const struct terms *terms, uint32_t term, uint32_t part);
/* Whether place is a field, element or, through pointers, something behind `whole`; not whole itself. */
bool term_is_below(const struct terms *terms, uint32_t place, uint32_t whole);
/* As C writes it; "" for what has no short name. In the arena. */
const char *term_text(const struct terms *terms, const struct fact_function *function, uint32_t term,
                      struct arena *arena);

#endif
