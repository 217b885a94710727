/* Which functions of the C library hand out what has to be given back, take it back, or keep it; resource_functions.def
 * is the table. */
#ifndef CET_CHECK_RESOURCE_FUNCTIONS_H
#define CET_CHECK_RESOURCE_FUNCTIONS_H

#include "cet/model/facts.h"
#include "libc.h"

enum resource_kind {
    RESOURCE_NONE,
    RESOURCE_MEMORY,
    RESOURCE_FILE,
    RESOURCE_DIRECTORY,
    RESOURCE_DESCRIPTOR,
};

#define RESOURCE_NO_ARGUMENT UINT8_MAX

struct resource_function {
    const char *name;
    uint8_t acquires;   /* enum resource_kind */
    uint8_t into;       /* 0-based argument that points to where it is put, RESOURCE_NO_ARGUMENT: it is the result */
    uint8_t into_count; /* how many, one behind the other */
    uint8_t fails;      /* enum libc_failure of an acquisition */
    uint8_t releases;   /* enum resource_kind; its argument 0 */
    uint8_t keeps;      /* argument that belongs to another from then on */
    uint8_t gives_back; /* argument that the result points into */
};

/* NULL for what is not in the table, and for a function that the program itself defines under such a name. */
const struct resource_function *resource_function_find(const struct fact_function *function);
/* The row of that name, NULL: none. */
const struct resource_function *resource_function_named(const char *name);
/* How the result tells that there is none. */
enum libc_failure resource_failure(enum resource_kind kind);

#endif
