/* The places of a function whose integers ranges.h follows: variables that nobody else can reach, globals, and fields
 * of a variable (`p->n`, `s.n`). */
#ifndef CET_CHECK_RANGE_PLACES_H
#define CET_CHECK_RANGE_PLACES_H

#include "range.h"

#define MAX_RANGE_PLACES 64 /* of one function, the first that come; others have the range of their type */
#define NO_PLACE UINT8_MAX

struct range_place {
    enum node_kind kind; /* NODE_LOCAL, NODE_PARAM, NODE_GLOBAL, NODE_MEMBER */
    uint32_t symbol;     /* as in the node */
    uint8_t base;        /* of a field: the variable's place */
    bool is_integer;     /* else a structure, array or pointer that is kept for its fields and what stands in it */
    bool is_remote;      /* calls may change it: a global, a field */
    bool is_escaped;     /* its address went elsewhere: nothing is known of it */
    bool is_kept_asked;  /* kept is found */
    uint32_t writes;     /* assignments and passed addresses; a parameter's own value counts as one */
    uint32_t writer;     /* node of the last of them in the text */
    uint32_t kept;       /* node of the test whose truth it keeps, NO_ID: none */
    struct integer_type type;
};

struct range_places {
    struct range_place items[MAX_RANGE_PLACES];
    uint32_t count;
    uint8_t *of_node; /* for each node of the graph: its place, NO_PLACE */
};

/* of_node is the arena's. */
void range_places_find(const struct facts *facts, const struct fact_function *function, struct arena *arena,
                       struct range_places *ret_places);

#endif
