/* What the parts of the resource flow share while one function is followed. */
#ifndef CET_CHECK_RESOURCE_WALK_H
#define CET_CHECK_RESOURCE_WALK_H

#include "resource_flow.h"
#include "resource_state.h"
#include "resource_values.h"

/* A call whose result the function itself gives back. */
struct resource_claim {
    uint32_t call;
    uint8_t kind; /* enum resource_kind */
};

struct resource_walk {
    struct resources *resources;
    const struct facts *facts;
    const struct fact_function *function;
    const struct function_graph *graph;
    uint32_t index; /* of the function */
    struct terms terms;
    uint16_t *asked;  /* for each term: how many branches ask for it */
    bool *is_exposed; /* for each term of a variable: its address is kept somewhere, it is static, or it is released by
                         its scope */
    uint32_t *param_terms; /* for each followed parameter */
    struct resource_summary summary;
    bool is_recording;    /* the states are final */
    bool is_fresh_spoilt; /* some result is not a new resource */
    uint32_t returned[4]; /* variables whose value is returned */
    uint32_t returned_count;
    struct resource_claim claims[16];
    uint32_t claim_count;
    size_t first_event;
};

/* resource_acquire.c: known and summary say what the callee does, NULL: nothing is known. */
void walk_acquire(struct resource_walk *walk, struct resource_state *state, uint32_t call,
                  const struct resource_function *known, const struct resource_summary *summary);

/* resource_claims.c */
void walk_find_claims(struct resource_walk *walk);
enum resource_kind walk_claimed(const struct resource_walk *walk, uint32_t call);

/* resource_calls.c */
void walk_see_call(struct resource_walk *walk, struct resource_state *state, uint32_t node);

/* resource_assign.c: node gives place the value of another node, NO_ID: none; or moves it on. */
void walk_see_assignment(struct resource_walk *walk, struct resource_state *state, uint32_t place, uint32_t value,
                         uint32_t node);
void walk_see_change(struct resource_walk *walk, struct resource_state *state, uint32_t place);

/* resource_results.c: the function is left, by node; NO_ID: at its closing brace. */
void walk_see_return(struct resource_walk *walk, struct resource_state *state, uint32_t node);
void walk_finish(struct resource_walk *walk, struct resource_state *state, uint32_t node);
/* What is returned from a variable is new when the variable never holds anything else. */
bool walk_hands_out_only_new(const struct resource_walk *walk);

/* resource_tests.c: false when the edge cannot be taken. The questions are counted before. */
bool walk_take_branch(struct resource_walk *walk, struct resource_state *state, uint32_t condition, bool is_true);
void walk_count_questions(struct resource_walk *walk);

/* resource_walk.c, from here on. */
/* Whether node stands behind other in the text; NO_ID is the closing brace. */
bool walk_is_later(uint32_t node, uint32_t other);

/* Others may have the value from now on, and whatever lies behind it. */
void walk_escape(struct resource_walk *walk, struct resource_state *state, struct story *story);
void walk_escape_values(struct resource_walk *walk, struct resource_state *state, uint32_t node);
/* All that is held by parts of `whole`, or lies behind it. */
void walk_escape_below(struct resource_walk *walk, struct resource_state *state, uint32_t whole);
/* Whether a value at place is the function's own business: nobody else looks there. */
bool walk_is_own_place(const struct resource_walk *walk, const struct resource_state *state, uint32_t place);
/* The pointer of `story` is followed by node. */
void walk_follow(struct resource_walk *walk, struct story *story, uint32_t node);
void walk_record(struct resource_walk *walk, enum resource_event_kind kind, const struct story *story, uint32_t node);
void walk_record_loss(struct resource_walk *walk, const struct story *story, enum resource_loss loss, uint32_t node);
/* Whether nobody but this function can give it back. */
bool walk_is_held(const struct story *story);

#endif
