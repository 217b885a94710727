/* What a function does with each of its parameters, read off its graph.
 *
 *     struct param_uses *uses = param_uses_find(facts, function, &arena);
 *     if (uses[0].flags & PARAM_DEREFERENCED && !(uses[0].flags & PARAM_NULL_COMPARED))
 *         ...
 *
 * Locals that only ever hold values derived from one parameter (p = s, p = s + 1, p++) count as that parameter. Lists
 * live in the arena. The source's order stands for the order of execution: no claim is made about paths. */
#ifndef CET_MODEL_PARAM_USES_H
#define CET_MODEL_PARAM_USES_H

#include "cet/model/facts.h"

enum param_flag {
    PARAM_DEREFERENCED = 1u << 0, /* *p, p->x, p[i] */
    PARAM_SUBSCRIPTED = 1u << 1,
    PARAM_READ_THROUGH = 1u << 2,
    PARAM_WRITTEN_THROUGH = 1u << 3,
    PARAM_READ_FIRST = 1u << 4,    /* what it points to is read before it is written */
    PARAM_NULL_COMPARED = 1u << 5, /* also by if (p), !p */
    PARAM_FREED = 1u << 6,
    PARAM_CALLED = 1u << 7,
    PARAM_STORED = 1u << 8, /* a pointer that outlives the call: in a global or behind another */
    PARAM_RETURNED = 1u << 9,
    PARAM_ASSIGNED = 1u << 10, /* the parameter itself is changed */
    PARAM_ADDRESS_TAKEN = 1u << 11,
    PARAM_DIVISOR = 1u << 12,
    PARAM_SHIFT_COUNT = 1u << 13,
    PARAM_ARRAY_INDEX = 1u << 14,
    PARAM_SWITCH_VALUE = 1u << 15,
    PARAM_FORMAT = 1u << 16,
    PARAM_TESTED = 1u << 17, /* an integer as truth value */
    PARAM_STRING = 1u << 18, /* given to a function that reads up to a NUL */
    PARAM_BUFFER = 1u << 19, /* given to a function that takes a length with it */
    PARAM_LENGTH = 1u << 20, /* is such a length */
    PARAM_ALLOCATION_SIZE = 1u << 21,
    PARAM_LOOP_BOUND = 1u << 22,
    PARAM_WRITTEN_UNBOUNDED = 1u << 23, /* given to strcpy or its like as the target */
    PARAM_MANY_TYPES = 1u << 24,    /* a void * that is turned into pointers to several types, or to what lies before */
    PARAM_FILE_NAME = 1u << 25,     /* given to a function that opens or asks about a file */
    PARAM_HEADER_BEFORE = 1u << 26, /* turned into a pointer to the record that ends where it points to */
};

enum comparand_kind { COMPARAND_CONSTANT, COMPARAND_NULL, COMPARAND_PARAM, COMPARAND_OTHER };

struct param_comparison {
    uint32_t node;
    uint8_t op;   /* enum operator_token as if the parameter stood left */
    uint8_t kind; /* enum comparand_kind */
    uint32_t param;
    int64_t value;
};

struct param_passing {
    uint32_t call;
    uint32_t function; /* NO_ID: through a pointer */
    uint32_t argument; /* 0-based */
    bool is_part;      /* a member of what the parameter points to */
};

struct param_uses {
    uint32_t flags;    /* enum param_flag */
    int64_t max_index; /* largest constant index; -1: none */
    uint64_t
        least_bytes; /* touched by a call that is told so many: memset(p, 0, 64), or by a function that is given p */
    uint32_t length_param; /* of a pointer: the parameter that tells how much lies behind it, NO_ID: none seen */
    uint32_t length_of;    /* the other way round */
    struct param_comparison *comparisons;
    uint32_t comparison_count;
    struct param_passing *passings;
    uint32_t passing_count;
    uint32_t first_read; /* node before which nothing is read through it, NO_ID: nothing is */
    uint32_t first_write;
    uint32_t meant_type; /* of a void *: the type of pointer that it is turned into, NO_ID: none, or PARAM_MANY_TYPES */
};

/* One for each parameter; of a function without a graph, nothing is known. */
struct param_uses *param_uses_find(const struct facts *facts, const struct fact_function *function,
                                   struct arena *arena);
/* For each function of the facts, with what callees do with what is passed on to them: freed, stored, read and written
 * through, given to string functions, length pairs. Comparisons stay the callee's own. Recursion is followed to the
 * fixed point. */
struct param_uses **param_uses_program(const struct facts *facts, struct arena *arena);

#endif
