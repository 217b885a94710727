/* Which parameter an expression comes from, and which integer tells how much lies behind a pointer. */
#ifndef CET_MODEL_PARAM_WALK_H
#define CET_MODEL_PARAM_WALK_H

#include "cet/model/param_uses.h"

struct param_walk {
    const struct facts *facts;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct arena *arena;
    struct param_uses *all;
    uint32_t *copies; /* local -> the parameter whose values it holds, NO_ID: not one */
    bool is_copy;     /* the value followed starts at a local */
    bool is_part;     /* the value followed is an array or address of a member: what it is says nothing of the whole */
};

static inline const struct graph_node *node_at(const struct param_walk *walk, uint32_t node)
{
    return &walk->graph->nodes[node];
}

static inline uint32_t parent_of(const struct param_walk *walk, uint32_t node)
{
    return walk->graph->nodes[node].parent;
}

static inline bool is_child(const struct param_walk *walk, uint32_t parent, uint32_t n, uint32_t child)
{
    return graph_child(walk->graph, parent, n) == child;
}

/* Arrays too. */
bool param_walk_is_pointer(const struct param_walk *walk, uint32_t node);
bool param_walk_points_to_record(const struct param_walk *walk, uint32_t node);
void param_walk_find_copies(struct param_walk *walk);
void param_walk_release(struct param_walk *walk);
/* The parameter that a PARAM node or a copy's LOCAL node stands for, else NO_ID. */
uint32_t param_walk_symbol(const struct param_walk *walk, uint32_t node);
/* The parameter that the expression's value is derived from: itself, p + 1, &p[i], p++. */
uint32_t param_walk_root(const struct param_walk *walk, uint32_t node);
/* The first integer parameter in the expression. */
uint32_t param_walk_integer_in(const struct param_walk *walk, uint32_t node);
/* The parameter `length` (may be NO_ID) bounds what `pointer` points to, unless one was found before. */
void param_walk_pair(struct param_walk *walk, struct param_uses *pointer, uint32_t length);
/* Pairs the parameters that say so by their names: src and src_size, str and strlen. */
void param_walk_pair_names(struct param_walk *walk);
/* Pairs a pointer and a size that go into fields of one local struct: buffer.content = value, buffer.length = length.
 */
void param_walk_pair_fields(struct param_walk *walk);
/* `bound` ends the loop of the condition `node`: against the index variable in `index`, or, when that is NO_ID, by
 * counting down. Pairs it with the pointers that the loop walks. */
void param_walk_pair_loop(struct param_walk *walk, struct param_uses *bound, uint32_t node, uint32_t index);

/* What the call does with the parameter's value in the operand `argument`. */
void param_follow_argument(struct param_walk *walk, struct param_uses *uses, uint32_t call, uint32_t argument);

#endif
