/* Which functions take and give back locks: those of POSIX and C11 by name, those of other libraries by names that come
 * in pairs (x_lock and x_unlock, mutex_enter and mutex_leave, both declared and neither defined in the facts). */
#ifndef CET_CHECK_LOCK_CALLS_H
#define CET_CHECK_LOCK_CALLS_H

#include <stdbool.h>

#include "cet/model/facts.h"

enum lock_action {
    LOCK_NONE,
    LOCK_TAKE,
    LOCK_TRY, /* takes it when it returns 0; the others tell in ways of their own */
    LOCK_GIVE,
    LOCK_WAIT, /* gives it back and has it again when it returns */
    LOCK_INIT,
    LOCK_DESTROY,
};

enum lock_trait {
    LOCK_SHARED = 1u << 0,    /* a reader's: several may hold it */
    LOCK_NESTS = 1u << 1,     /* may be taken again by who holds it, as far as anybody can tell */
    LOCK_TELLS = 1u << 2,     /* returns 0 when it worked and something else when it did not */
    LOCK_OF_HANDLE = 1u << 3, /* the argument is the lock's name rather than its address */
};

struct lock_call {
    uint8_t action;    /* enum lock_action */
    uint8_t traits;    /* enum lock_trait */
    uint32_t argument; /* that designates the lock; NO_ID: there is none, and so no lock to tell of */
};

/* What a call of `function` does; LOCK_NONE also for what the facts define. */
struct lock_call lock_call_of(const struct facts *facts, const struct fact_function *function);

/* Whether a name speaks of taking or giving back something: such a function may well return with a lock held. */
bool name_speaks_of_taking(const char *name);
bool name_speaks_of_giving(const char *name);

#endif
