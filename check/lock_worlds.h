/* The ways that lead to a place in a function, told apart by what is known on them: which locks are held, and what the
 * conditions and variables that are asked for more than once (questions) are. What lock_flow.c follows.
 *
 *     lock_find_questions(&flow);
 *     ...
 *     if (lock_world_truth(&flow, &worlds->worlds[i], node) == TRUTH_ZERO)    // node is 0 on this way */
#ifndef CET_CHECK_LOCK_WORLDS_H
#define CET_CHECK_LOCK_WORLDS_H

#include "locks.h"

#define MAX_WORLDS 24     /* ways to one place that are told apart */
#define MAX_ASSUMPTIONS 8 /* of one way */

/* On this way the question's value is zero, or it is not. */
struct lock_assumption {
    uint16_t question;
    bool is_true;
    bool is_code;  /* by having been given a constant that is neither 0 nor 1 */
    uint32_t from; /* the condition that found it out */
};

enum lock_truth { TRUTH_UNKNOWN, TRUTH_ZERO, TRUTH_NONZERO, TRUTH_CODE };

/* One way to a place. */
struct lock_world {
    struct lock_assumption assumptions[MAX_ASSUMPTIONS];
    uint32_t since[LOCKS_OF_FUNCTION];
    uint32_t returned; /* RETURN node, NO_ID: none yet */
    uint8_t assumption_count;
    uint8_t status[LOCKS_OF_FUNCTION];
    uint8_t returned_value;
};

struct lock_worlds {
    uint32_t count;
    bool is_full; /* more ways than are told apart: nothing is known */
    struct lock_world worlds[MAX_WORLDS];
};

enum lock_key { LOCK_KEY_VALUE, LOCK_KEY_OBJECT, LOCK_KEY_POINTEE, LOCK_KEY_COUNT };

/* One function that is followed. */
struct lock_flow {
    const struct locks *locks;
    const struct function_graph *graph;
    struct lock_function *result;
    struct arena *arena;
    struct map questions;              /* key -> index */
    const char **keys[LOCK_KEY_COUNT]; /* for each node, once asked for; NULL: not yet */
    bool is_replaying;
};

/* An expression whose truth is asked for. */
struct lock_condition {
    const char *key;  /* that is asked whether it is zero */
    bool is_inverted; /* true when it is zero */
};

/* Of a node, made once and kept; NULL: it has none. */
const char *lock_value_key(const struct lock_flow *flow, uint32_t node);
const char *lock_object_key(const struct lock_flow *flow, uint32_t node);
const char *lock_pointee_key(const struct lock_flow *flow, uint32_t node);

struct lock_condition lock_condition_of(const struct lock_flow *flow, uint32_t node);
/* The place that a node gives a value, and the value; NO_ID: it gives none. */
uint32_t lock_given_place(const struct function_graph *graph, uint32_t node, uint32_t *ret_value);

/* Fills flow->questions: what is asked, and asked again or answered by an assignment. */
void lock_find_questions(struct lock_flow *flow);
bool lock_find_question(const struct lock_flow *flow, const char *key, uint16_t *ret_question);

/* The engine's enter and join; see flow.h. */
void lock_worlds_enter(void *context, void *state_bytes);
bool lock_worlds_join(void *context, void *into, const void *from);
/* False: it is there already, or there are too many. */
bool lock_worlds_add(struct lock_worlds *state, const struct lock_world *world);

/* NULL: nothing is assumed of the question on this way. */
const struct lock_assumption *lock_world_assumed(const struct lock_world *world, uint16_t question);
void lock_world_assume(struct lock_world *world, uint16_t question, enum lock_truth truth, uint32_t from);
enum lock_truth lock_truth_when(bool is_true);
/* What is known of the expression on this way. */
enum lock_truth lock_world_truth(const struct lock_flow *flow, const struct lock_world *world, uint32_t node);
/* A place has another value: what was known of it no longer holds, and locks found through it are others. */
void lock_world_change_place(const struct lock_flow *flow, struct lock_world *world, const char *key);
/* Another variable now leads to the object with the key `start`: its locks may be given back by that name. */
void lock_world_lose_aliases(const struct lock_flow *flow, struct lock_world *world, const char *start);

#endif
