/* How a function's result tells that it failed: the C library's from the table, the program's own from what they
 * return, others from what their type, their name and the variable that takes the result suggest.
 *
 *     SCOPED(result_conventions_release) struct result_conventions conventions = {.facts = facts};
 *     enum libc_failure fails = result_convention(&conventions, function_id);
 *
 * Own functions: NULL beside other pointers; negative beside other numbers; an enum whose 0 is called OK or SUCCESS. A
 * function that returns -1, 0 and 1 compares, or has three answers: it fails not. */
#ifndef CET_CHECK_RESULT_CONVENTIONS_H
#define CET_CHECK_RESULT_CONVENTIONS_H

#include <stdbool.h>

#include "cet/model/facts.h"
#include "libc.h"

struct result_conventions {
    const struct facts *facts;
    uint8_t *known; /* 1 + enum libc_failure for each function, 0: not asked yet */
};

void result_conventions_release(struct result_conventions *conventions);

/* FAILS_NONZERO for own functions that return nothing but 0 and negative numbers or statuses, FAILS_MINUS for those
 * that return a number of use otherwise, FAILS_NULL for a bool whose false tells of a failure. FAILS_NOT for an id that
 * is none, and for functions without a body in view. */
enum libc_failure result_convention(struct result_conventions *conventions, uint32_t function);

/* Whether a failure told so is one, and not an answer (NULL: not there) that was asked for. An own function that
 * returns NULL, false or a negative number beside numbers of use must call something of the C library that can fail. */
bool result_means_failure(struct result_conventions *conventions, uint32_t function);

/* Of a CALL node. Functions that nothing is known of are taken to fail by a negative number, by anything but 0 when the
 * variable that takes the result is called rc, err, status..., and by false unless the name asks a question. */
enum libc_failure call_convention(struct result_conventions *conventions, const struct function_graph *graph,
                                  uint32_t call);

#endif
