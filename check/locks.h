/* Which function takes and gives back which locks, on which paths, and what is held where. Built once for the facts of
 * a run and shared by the checks; functions that lock for others (`static void queue_lock(struct queue *q)`) are found
 * by what they do.
 *
 *     const struct locks *locks = check_locks(pass);
 *     const struct lock_function *function = locks_of(locks, function_id);     // NULL: nothing of the kind in it
 *     if (function && lock_function_held(function, node)) ...
 *
 * A path is followed with what it has found out on the way: `if (threaded) lock(); ...; if (threaded) unlock();` has
 * two of them, not four. Where a function has too many, or a lock goes ways that are not understood, nothing is said.
 */
#ifndef CET_CHECK_LOCKS_H
#define CET_CHECK_LOCKS_H

#include <stdbool.h>

#include "call_graph.h"
#include "cet/model/facts.h"
#include "expression_key.h"
#include "lock_calls.h"

#define LOCKS_OF_FUNCTION 8 /* told apart; what comes on top is not looked at */
#define LOCK_EFFECTS 8      /* of one function on its callers' locks */

/* What a lock is called in the whole program: a field of a type, or a global. Both NO_ID: it has no such name. */
struct lock_class {
    uint32_t global;
    uint32_t record;
    uint32_t field;
};

bool lock_class_is_known(const struct lock_class *class);
bool lock_class_equals(const struct lock_class *a, const struct lock_class *b);
/* "struct queue.mutex" or "table_mutex". */
const char *lock_class_shown(const struct facts *facts, const struct lock_class *class, struct arena *arena);

/* `struct queue` of `const struct queue`: whose fields are meant, whoever may change them. */
uint32_t unqualified_type(const struct facts *facts, uint32_t type);

/* A lock as one function names it. */
struct lock {
    const char *key;   /* see expression_key.h */
    const char *shown; /* "q->mutex" */
    const char *owner; /* key of the struct that it is a field of; NULL: of none */
    struct lock_class class;
    uint32_t param;    /* the parameter behind which it lies, NO_ID: none */
    const char *below; /* the way from there: ".mutex" */
    bool is_local;     /* lives and dies with one call */
};

/* What a call does to a lock of its caller. */
enum lock_change {
    CHANGE_TAKES,
    CHANGE_GIVES,
    CHANGE_TAKES_ON_ZERO,    /* when it returns 0, NULL or false */
    CHANGE_TAKES_ON_NONZERO, /* when it returns anything else */
    CHANGE_UNKNOWN,
};

struct lock_effect {
    uint8_t change;    /* enum lock_change */
    uint8_t traits;    /* enum lock_trait */
    uint32_t param;    /* NO_ID: the key is that of a global */
    const char *below; /* behind the parameter, or the key */
    const char *shown; /* likewise, for people */
    struct lock_class class;
};

struct lock_effects {
    uint32_t count;
    struct lock_effect items[LOCK_EFFECTS];
};

enum lock_status {
    LOCK_AS_FOUND, /* as it was when the function began */
    LOCK_HELD,     /* taken by the function */
    LOCK_FREE,     /* taken and given back */
    LOCK_GIVEN,    /* given back for a caller who holds it */
    LOCK_LOST,     /* no longer known */
};

enum returned_value {
    RETURNED_ANY,
    RETURNED_ZERO,
    RETURNED_NONZERO,
    RETURNED_CODE, /* a constant that is neither 0 nor 1 */
};

/* One way out of the function, as one lock sees it. */
struct lock_exit {
    uint32_t lock;
    uint32_t node;    /* RETURN, NO_ID: the end of the body */
    uint8_t status;   /* enum lock_status */
    uint8_t returned; /* enum returned_value */
    uint32_t since;   /* the call that brought the status, NO_ID: none */
};

enum lock_event_kind { LOCK_TAKEN_TWICE, LOCK_NOT_HELD };

struct lock_event {
    uint8_t kind;
    uint8_t traits;    /* of the call that takes it again */
    bool is_elsewhere; /* the call takes it and gives it back itself */
    uint32_t lock;
    uint32_t node;  /* the call */
    uint32_t since; /* the call that took it, or gave it back before, NO_ID: none */
};

struct lock_function {
    uint32_t function;
    struct expression_names names;
    struct lock locks[LOCKS_OF_FUNCTION];
    uint32_t lock_count;
    bool has_more_locks;                       /* than are told apart */
    bool is_released[LOCKS_OF_FUNCTION];       /* given back by a call of the function's own */
    bool is_given_as_found[LOCKS_OF_FUNCTION]; /* on some way without having been taken there */
    bool is_solved;                            /* the rest is only filled when it is */
    uint8_t *held;                             /* for each node, a bit for each lock held on all ways there */
    uint8_t *unsure;                           /* likewise, for each lock that may be held */
    struct lock_exit *exits;
    uint32_t exit_count;
    struct lock_event *events;
    uint32_t event_count;
};

struct locks {
    const struct facts *facts;
    struct arena arena;
    struct call_graph graph;          /* empty when no function takes or gives a lock */
    struct lock_call *calls;          /* for each function of the facts */
    struct lock_effects *effects;     /* for each: what is left behind when it returns */
    struct lock_effects *passed;      /* for each: what it takes and gives back on every way through it */
    struct lock_effects *acquired;    /* for each: all that is waited for on the way, with what it calls */
    struct lock_function **functions; /* for each, NULL: takes and gives no lock */
    bool *is_entry;                   /* for each: begins with no lock held: main, what threads start with */
    struct lock_class *nesting;       /* locks made to be taken again by their holder */
    uint32_t nesting_count;
    bool may_all_nest;        /* such locks are made in ways that do not tell which */
    struct lock_class *plain; /* locks seen being made without that */
    uint32_t plain_count;
};

struct check_pass;
/* Those of the pass's facts, found when first asked for; they live as long as the run. */
const struct locks *check_locks(struct check_pass *pass);

void locks_find(struct locks *locks, const struct facts *facts);
void locks_release(struct locks *locks);

const struct lock_function *locks_of(const struct locks *locks, uint32_t function);
/* Bits of the locks held on all ways to the node. */
uint8_t lock_function_held(const struct lock_function *function, uint32_t node);
/* The lock that argument i of the call designates; false when it cannot be told. */
bool lock_of_argument(const struct expression_names *names, uint32_t call, const struct lock_call *lock_call,
                      struct lock *ret_lock);
/* The lock that an effect of a callee means for the caller's call. */
bool lock_of_effect(const struct expression_names *names, uint32_t call, const struct lock_effect *effect,
                    struct lock *ret_lock);

#endif
