#include "locks_held.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

/* A pair of functions that take and give back a lock is told by the ends of their names: pthread_mutex_lock, mtx_lock,
 * sqlite-style mutex_enter. A try may fail, so it takes nothing. */
static const struct {
    const char *take;
    const char *give;
} lock_words[] = {{"_lock", "_unlock"}, {"_rdlock", "_unlock"}, {"_wrlock", "_unlock"},
                  {"lock", "unlock"},   {"Lock", "Unlock"},     {"mutex_enter", "mutex_leave"}};

struct lock_walk {
    const struct facts *facts;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct arena *arena;
    struct function_uses *uses;
    uint64_t *held_at; /* at the entry of each block */
    uint64_t *node_held;
};

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name);
    size_t end_length = strlen(end);
    if (length < end_length || strcmp(name + length - end_length, end) != 0)
        return false;
    /* "lock" as a whole word: not "block", "clock" or "trylock" */
    return end[0] == '_' || length == end_length || name[length - end_length - 1] == '_' ||
           (end[0] >= 'A' && end[0] <= 'Z');
}

/* 1 when the call takes a lock, -1 when it gives one back. */
static int lock_effect(const struct lock_walk *walk, uint32_t call)
{
    const struct graph_node *node = &walk->graph->nodes[call];
    if (node->kind != NODE_CALL || node->symbol == NO_ID || node->child_count < 2)
        return 0;
    const char *name = walk->facts->functions[node->symbol].name;
    if (strstr(name, "try"))
        return 0;
    for (size_t i = 0; i < ARRAY_LENGTH(lock_words); i++)
        if (ends_with(name, lock_words[i].give))
            return -1;
    for (size_t i = 0; i < ARRAY_LENGTH(lock_words); i++)
        if (ends_with(name, lock_words[i].take))
            return 1;
    return 0;
}

static const char *symbol_name(const struct lock_walk *walk, const struct graph_node *node)
{
    if (node->kind == NODE_GLOBAL)
        return walk->facts->globals[node->symbol].name;
    if (node->kind == NODE_PARAM)
        return walk->function->params[node->symbol].name;
    if (node->kind == NODE_LOCAL)
        return walk->graph->locals[node->symbol].name;
    return "?";
}

/* The lock's expression as text, which is also its identity within the function. */
static const char *lock_text(const struct lock_walk *walk, uint32_t node)
{
    node = graph_skip_casts(walk->graph, node);
    const struct graph_node *n = &walk->graph->nodes[node];
    if (n->kind == NODE_UNARY && (n->op == OP_ADDRESS || n->op == OP_DEREF))
        return arena_printf(walk->arena, "%s%s", operator_token_text(n->op),
                            lock_text(walk, graph_child(walk->graph, node, 0)));
    if (n->kind == NODE_MEMBER) {
        uint32_t base = graph_child(walk->graph, node, 0);
        uint32_t record = facts_resolve_type(walk->facts, walk->graph->nodes[base].type);
        if (record != NO_ID && n->op == OP_ARROW && walk->facts->types[record].kind == TYPE_POINTER)
            record = facts_resolve_type(walk->facts, walk->facts->types[record].target);
        bool is_known = record != NO_ID && n->symbol < walk->facts->types[record].field_count;
        return arena_printf(walk->arena, "%s%s%s", lock_text(walk, base), operator_token_text(n->op),
                            is_known ? walk->facts->types[record].fields[n->symbol].name : "?");
    }
    return symbol_name(walk, n);
}

/* The bit of the lock that the call is about; 0 when there are too many locks. */
static uint64_t lock_bit(struct lock_walk *walk, uint32_t call)
{
    const char *text = lock_text(walk, graph_child(walk->graph, call, 1));
    struct function_uses *uses = walk->uses;
    for (uint32_t i = 0; i < uses->lock_count; i++)
        if (!strcmp(uses->locks[i].name, text))
            return 1ull << i;
    if (uses->lock_count == MAX_LOCKS)
        return 0;
    if (!uses->locks)
        uses->locks = arena_array(walk->arena, MAX_LOCKS, sizeof *uses->locks);
    uses->locks[uses->lock_count] = (struct lock_use){text, call};
    return 1ull << uses->lock_count++;
}

/* What is held behind the block; where an element is evaluated is noted on the way. */
static uint64_t walk_block(struct lock_walk *walk, uint32_t block)
{
    const struct graph_block *b = &walk->graph->blocks[block];
    uint64_t held = walk->held_at[block];
    for (uint32_t i = 0; i < b->element_count; i++) {
        uint32_t node = walk->graph->elements[b->first_element + i];
        walk->node_held[node] = held;
        int effect = lock_effect(walk, node);
        if (effect > 0)
            held |= lock_bit(walk, node);
        else if (effect < 0)
            held &= ~lock_bit(walk, node);
    }
    return held;
}

static void flow(struct lock_walk *walk)
{
    bool has_changed = true;
    for (uint32_t i = 0; i < walk->graph->block_count; i++)
        walk->held_at[i] = i == walk->graph->entry_block ? 0 : UINT64_MAX;
    while (has_changed) { /* bits are only taken away */
        has_changed = false;
        for (uint32_t i = 0; i < walk->graph->block_count; i++) {
            const struct graph_block *block = &walk->graph->blocks[i];
            uint64_t held = walk_block(walk, i);
            for (uint32_t k = 0; k < block->successor_count; k++) {
                uint32_t next = walk->graph->successors[block->first_successor + k];
                if (next == NO_ID || (walk->held_at[next] & held) == walk->held_at[next])
                    continue;
                walk->held_at[next] &= held;
                has_changed = true;
            }
        }
    }
}

/* A node that is no element itself is evaluated with the nearest one around it. */
static uint64_t held_for(const struct lock_walk *walk, uint32_t node)
{
    while (node != NO_ID && walk->node_held[node] == UINT64_MAX)
        node = walk->graph->nodes[node].parent;
    return node == NO_ID ? 0 : walk->node_held[node];
}

void locks_held_find(const struct facts *facts, const struct fact_function *function, struct arena *arena,
                     struct function_uses *uses)
{
    const struct function_graph *graph = &function->graph;
    struct lock_walk walk = {facts, function, graph, arena, uses, NULL, NULL};
    bool has_lock = false;
    for (uint32_t i = 0; i < uses->call_count && graph->block_count; i++)
        has_lock |= lock_effect(&walk, uses->calls[i].node) > 0;
    if (!has_lock)
        return;
    SCOPED(memory_free_pointer) uint64_t *held_at = memory_new(graph->block_count, sizeof *held_at);
    SCOPED(memory_free_pointer) uint64_t *node_held = memory_new(graph->node_count, sizeof *node_held);
    memset(node_held, 0xff, graph->node_count * sizeof *node_held);
    walk.held_at = held_at;
    walk.node_held = node_held;
    flow(&walk);
    for (uint32_t i = 0; i < uses->call_count; i++)
        uses->calls[i].locks_held = held_for(&walk, uses->calls[i].node);
    for (uint32_t i = 0; i < uses->storage_count; i++)
        uses->storage[i].locks_held = held_for(&walk, uses->storage[i].node);
}
