/* The inside of ranges.h: what one run over a function knows at a place of it, and the verbs that read and change that.
 *
 *     struct range value = solver_evaluate(solver, state, node, 0);   // range_values.c
 *     if (!solver_believe(solver, state, condition, true, 0))         // range_tests.c
 *         return false;                                               // that edge is never taken
 *     solver_see_assignment(solver, state, node);                     // range_effects.c
 *
 * States are plain bytes that flow.h copies and joins; a place of the code beyond the bounds has the range of its type.
 */
#ifndef CET_CHECK_RANGE_SOLVER_H
#define CET_CHECK_RANGE_SOLVER_H

#include "never_returns.h"
#include "range.h"
#include "range_calls.h"
#include "range_places.h"

#define MAX_RELATIONS 6         /* of one place in the code; others are forgotten */
#define MAX_MARKS 48            /* constants that intervals stop at while they grow */
#define MAX_EVALUATED_DEPTH 24  /* of an expression; what is deeper has the range of its type */
#define MAX_CONDITIONAL_DEPTH 3 /* of `?:` in each other whose condition is believed */
#define MAX_MARKED_NODES 64     /* of an expression that is compared, searched for variables */

/* What tests have shown of two places: bits of how a may stand to b. */
enum { MAY_BE_LESS = 1, MAY_BE_EQUAL = 2, MAY_BE_GREATER = 4 };

struct range_relation {
    uint8_t a, b;
    uint8_t shown;
    uint32_t shower; /* of what is not equal */
};

struct range_state {
    bool is_dead; /* a call before never returned */
    uint32_t relation_count;
    struct range_relation relations[MAX_RELATIONS];
    struct range ranges[]; /* for each place */
};

struct ranges;

/* What is asked again and again of the functions called. */
struct range_callees {
    bool *has_returns; /* for each function: returns is found */
    struct range_returns *returns;
    struct never_returns ends;
};

struct range_solver {
    const struct facts *facts;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct range_callees *callees;
    struct ranges *ranges;
    struct range_places places;
    int64_t marks[MAX_MARKS];
    uint32_t mark_count;
    size_t state_size;
    struct range_state *scratch[MAX_CONDITIONAL_DEPTH];
    unsigned conditional_depth;
    bool is_recording;
};

static inline const struct graph_node *solver_node(const struct range_solver *solver, uint32_t node)
{
    return &solver->graph->nodes[node];
}

static inline uint8_t solver_place(const struct range_solver *solver, uint32_t node)
{
    return node < solver->graph->node_count ? solver->places.of_node[node] : NO_PLACE;
}

/* An integer that nobody else can change unseen. */
static inline bool solver_follows(const struct range_solver *solver, uint8_t place)
{
    return place != NO_PLACE && solver->places.items[place].is_integer && !solver->places.items[place].is_escaped;
}

/* Of the node's type; not an integer: everything. */
struct range solver_whole(const struct range_solver *solver, uint32_t node);
bool is_constant_node(const struct graph_node *node);
struct range graph_constant_range(const struct facts *facts, const struct function_graph *graph, uint32_t node);
/* The place that an expression reads or designates, conversions looked through when they keep every value. */
uint8_t solver_place_read(const struct range_solver *solver, uint32_t node);
/* The variable whose storage an lvalue is part of, or that points to it. */
uint8_t solver_root(const struct range_solver *solver, uint32_t node);
struct range solver_unknown(const struct range_solver *solver, uint8_t place);
/* The place has the value, NULL: any; what was known of its fields and of its relations to others is forgotten. */
void solver_put(const struct range_solver *solver, struct range_state *state, uint8_t place, const struct range *value);

struct range solver_evaluate(struct range_solver *solver, struct range_state *state, uint32_t node, unsigned depth);
/* Of the operator of `node` in the type of type_node. */
struct range solver_compute(struct range_solver *solver, struct range_state *state, uint32_t node, uint32_t type_node,
                            unsigned depth);
bool is_truth_operator(enum operator_token op);

/* Narrows the state to the condition's truth; false when it cannot have it. */
bool solver_believe(struct range_solver *solver, struct range_state *state, uint32_t condition, bool is_true,
                    unsigned depth);
/* Narrows what an expression reads to a limit of its value; false when it cannot be within. */
bool solver_limit(struct range_solver *solver, struct range_state *state, uint32_t node,
                  const struct range_limit *limit, unsigned depth);
/* What `value op other` says of value. */
struct range_limit solver_limit_of_test(enum operator_token op, const struct range *other, bool is_evidence,
                                        uint32_t shower);
/* value + by, kept within 64 bits; the ends of the type stay where they are. */
int64_t range_shifted(int64_t value, int64_t by);

/* What calls, assignments and steps do to the state. */
void solver_see_call(struct range_solver *solver, struct range_state *state, uint32_t call);
void solver_see_assignment(struct range_solver *solver, struct range_state *state, uint32_t node);
void solver_see_step(struct range_solver *solver, struct range_state *state, uint32_t node);

#endif
