/* Data flow that keeps paths apart which differ in what a check marks on them, or in the constant that a variable
 * holds: `rc = -1; ... goto out; ... rc = 0; out: return rc;` is two paths with two answers, and `if (found)` is not
 * taken by the path on which found is false.
 *
 *     struct path_walk walk = {.facts = facts, .graph = graph, .context = &check, .visit = ..., .branch = ...};
 *     if (paths_walk(&walk)) ...    // visit saw every node of every path; the last round with is_last_round
 *
 * At most PATHS_MAX_LOCALS variables are followed, those that are returned or hold one constant and then another; with
 * more than PATHS_MAX paths at one place fewer are, and when none is left the function is given up. */
#ifndef CET_CHECK_PATHS_H
#define CET_CHECK_PATHS_H

#include <stdbool.h>

#include "cet/model/facts.h"
#include "never_returns.h"

#define PATHS_MAX 24
#define PATHS_MAX_LOCALS 4

struct path {
    uint32_t marks; /* the check's own, 0 at the entry unless start says otherwise */
    uint32_t known; /* bit i: values[i] is what the i-th variable followed holds */
    int64_t values[PATHS_MAX_LOCALS];
};

struct path_walk {
    const struct facts *facts;
    const struct function_graph *graph;
    void *context;
    uint32_t start;             /* marks at the entry */
    struct never_returns *ends; /* paths end at these calls too; NULL: at noreturn ones only */
    /* The node has been evaluated on the path, operands first. */
    void (*visit)(struct path_walk *walk, struct path *path, uint32_t node);
    /* The path takes the edge on which condition is is_true; NULL: nothing to say of it. */
    void (*branch)(struct path_walk *walk, struct path *path, uint32_t condition, bool is_true);
    bool is_last_round;

    /* The engine's own. */
    uint32_t locals[PATHS_MAX_LOCALS];
    uint32_t local_count;
    uint64_t visits, visits_max;
    bool is_overfull;
};

/* False when the function has no flow graph or too many paths; nothing that visit saw is to be believed then. */
bool paths_walk(struct path_walk *walk);

/* For checks that walk a function once for each of its calls: counts the nodes walked since *work was 0, and is false
 * when another walk of the graph would be too much. Long generated functions would take minutes otherwise. */
bool paths_afford(uint64_t *work, const struct function_graph *graph);

/* Which of the variables followed a node is, or a DECLARE declares, 0 to PATHS_MAX_LOCALS - 1; NO_ID: none of them. */
uint32_t path_local(const struct path_walk *walk, uint32_t node);

/* The constant that expr has on the path. */
bool path_value(const struct path_walk *walk, const struct path *path, uint32_t expr, int64_t *ret_value);

#endif
