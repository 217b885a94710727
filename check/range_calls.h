/* What calls say of values: how large their result can be, and what they bring from outside of the program. */
#ifndef CET_CHECK_RANGE_CALLS_H
#define CET_CHECK_RANGE_CALLS_H

#include "range.h"

enum range_call_kind {
    RANGE_CALL_OTHER,
    RANGE_CALL_OUTSIDE,   /* its result comes from outside */
    RANGE_CALL_FILLS,     /* what the argument points to is filled from outside */
    RANGE_CALL_SCANS,     /* what that argument and those behind it point to */
    RANGE_CALL_COUNT,     /* fills, and returns how much, at most the argument behind that; or -1 */
    RANGE_CALL_ITEMS,     /* the same of fread */
    RANGE_CALL_LENGTH,    /* a text's, which may be 0 */
    RANGE_CALL_CHARACTER, /* 0..255 or EOF */
    RANGE_CALL_POSITION,  /* 0 or more, or -1 */
};

struct range_call {
    const char *name;
    enum range_call_kind kind;
    uint32_t argument; /* 0-based */
};

/* NULL for other calls. The name may be that of a macro: ntohl. */
const struct range_call *range_call_find(const struct facts *facts, const struct function_graph *graph, uint32_t call);

/* Whether a SCANS call lets the input choose what the argument, 0-based, points to: not where its conversion is %n, %c,
 * or so narrow that the number is small: %3d. */
bool range_call_scans(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                      const struct range_call *known, uint32_t argument);

/* The constants that a function of the program returns beside values that vary. */
struct range_returns {
    bool has_negative, has_zero, has_varying;
    int64_t negative;
};
struct range_returns range_returns_of(const struct fact_function *function);

/* A call for the length of a text of which the function asks for the first character, or compares the length: then it
 * is known whether it is empty. */
bool is_length_of_known_text(const struct facts *facts, const struct function_graph *graph, uint32_t node);

#endif
