#include "param_notes.h"

#include <string.h>

void param_note_read(struct param_uses *uses, uint32_t position)
{
    uses->flags |= PARAM_READ_THROUGH;
    uses->first_read = position < uses->first_read ? position : uses->first_read;
}

void param_note_write(struct param_uses *uses, uint32_t position)
{
    uses->flags |= PARAM_WRITTEN_THROUGH;
    uses->first_write = position < uses->first_write ? position : uses->first_write;
}

/* The items with room for one more behind them: it doubles at powers of two. */
static void *with_room(struct arena *arena, void *items, uint32_t count, size_t size)
{
    if (count & (count - 1))
        return items;
    void *grown = arena_array(arena, count ? 2 * (size_t)count : 1, size);
    if (count)
        memcpy(grown, items, count * size);
    return grown;
}

static uint8_t mirrored(uint8_t op)
{
    return op == OP_LT ? OP_GT : op == OP_GT ? OP_LT : op == OP_LE ? OP_GE : op == OP_GE ? OP_LE : op;
}

void param_note_comparison(struct param_walk *walk, struct param_uses *uses, uint32_t node, uint32_t operand)
{
    bool is_left = is_child(walk, node, 0, operand);
    uint32_t other = graph_skip_casts(walk->graph, graph_child(walk->graph, node, is_left ? 1 : 0));
    uint8_t op = (uint8_t)node_at(walk, node)->op;
    struct param_comparison comparison = {.node = node, .op = is_left ? op : mirrored(op), .kind = COMPARAND_OTHER};
    comparison.param = param_walk_root(walk, other);
    if (node_at(walk, other)->kind == NODE_NULL_POINTER) {
        comparison.kind = COMPARAND_NULL;
        uses->flags |= PARAM_NULL_COMPARED;
    } else if (node_at(walk, other)->kind == NODE_INT_LITERAL || node_at(walk, other)->kind == NODE_ENUMERATOR ||
               node_at(walk, other)->flags & NODE_FLAG_HAS_VALUE) {
        comparison.kind = COMPARAND_CONSTANT;
        comparison.value = node_at(walk, other)->value;
    } else if (comparison.param != NO_ID) {
        comparison.kind = COMPARAND_PARAM;
    }
    uses->comparisons = with_room(walk->arena, uses->comparisons, uses->comparison_count, sizeof *uses->comparisons);
    uses->comparisons[uses->comparison_count++] = comparison;
}

void param_note_passing(struct param_walk *walk, struct param_uses *uses, struct param_passing passing)
{
    uses->passings = with_room(walk->arena, uses->passings, uses->passing_count, sizeof *uses->passings);
    uses->passings[uses->passing_count++] = passing;
}

static const struct fact_type *pointee(const struct param_walk *walk, uint32_t type)
{
    const uint32_t pointer = facts_resolve_type(walk->facts, type);
    if (pointer == NO_ID || walk->facts->types[pointer].kind != TYPE_POINTER)
        return NULL;
    const uint32_t target = facts_resolve_type(walk->facts, walk->facts->types[pointer].target);
    return target == NO_ID ? NULL : &walk->facts->types[target];
}

void param_note_meaning(struct param_walk *walk, struct param_uses *uses, uint32_t cast, uint32_t operand)
{
    const struct fact_type *from = pointee(walk, node_at(walk, operand)->type);
    const struct fact_type *to = pointee(walk, node_at(walk, cast)->type);
    if (!from || from->kind != TYPE_VOID || !to || to->kind == TYPE_VOID || uses->flags & PARAM_MANY_TYPES)
        return;
    const uint32_t user = parent_of(walk, cast);
    const bool steps_back =
        user != NO_ID && node_at(walk, user)->kind == NODE_BINARY && node_at(walk, user)->op == OP_SUB;
    if (steps_back || (uses->meant_type != NO_ID && pointee(walk, uses->meant_type) != to)) {
        uses->flags |= PARAM_MANY_TYPES;
        uses->meant_type = NO_ID;
    } else if (uses->meant_type == NO_ID) {
        uses->meant_type = node_at(walk, cast)->type;
    }
}
