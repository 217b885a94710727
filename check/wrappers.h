/* Functions of the program that do to one of their parameters what a function of the library does: `exists(path)`,
 * which asks access(path).
 *
 *     struct wrappers wrappers = wrappers_find(facts, LIBC_ASKS_PATH | LIBC_USES_PATH);
 *     unsigned flags = wrappers_flags(&wrappers, facts, callee, argument);
 *     wrappers_release(&wrappers); */
#ifndef CET_CHECK_WRAPPERS_H
#define CET_CHECK_WRAPPERS_H

#include "cet/model/facts.h"
#include "libc.h"

#define WRAPPER_MAX_PARAMS 6 /* of one function that are told apart */

struct wrappers {
    unsigned (*flags)[WRAPPER_MAX_PARAMS]; /* one row for each function */
    unsigned mask;
};

/* One step only: a wrapper of a wrapper is none. */
struct wrappers wrappers_find(const struct facts *facts, unsigned mask);
void wrappers_release(struct wrappers *wrappers);
/* Those of the mask that hold for the n-th argument of a call (0-based), of the library itself or of a wrapper. */
unsigned wrappers_flags(const struct wrappers *wrappers, const struct facts *facts, const struct fact_function *callee,
                        uint32_t argument);

#endif
