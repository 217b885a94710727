/* What the calls of a program do to errno. */
#ifndef CET_CHECK_ERRNO_EFFECTS_H
#define CET_CHECK_ERRNO_EFFECTS_H

#include "cet/model/facts.h"
#include "libc.h"

enum errno_effect {
    ERRNO_UNKNOWN, /* no definition at hand, called through a pointer */
    ERRNO_KEPT,
    ERRNO_MAY_CHANGE,
    ERRNO_MANAGED, /* assigned on purpose: saved and restored, or given a meaning of its own */
};

/* For each function of the facts, through the functions that it calls in turn; memory_new'ed, the caller's. */
enum errno_effect *errno_effects_of_program(const struct facts *facts);

/* What the macro errno calls in glibc and musl, in bionic, and in the BSDs. */
bool is_errno_location(const struct fact_function *function);

/* Whether node is an access to errno, as `*__errno_location()` and its like; *ret_is_write tells whether it is
 * assigned. */
bool is_errno_access(const struct facts *facts, const struct function_graph *graph, uint32_t node, bool *ret_is_write);

#endif
