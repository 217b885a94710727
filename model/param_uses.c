/* Where a parameter's value goes: from each mention of it up through operators and statements to what uses it. */
#include "cet/model/param_uses.h"

#include "param_notes.h"
#include "param_walk.h"

static void follow_value(struct param_walk *walk, struct param_uses *uses, uint32_t node, bool is_derived);

static void follow_part(struct param_walk *walk, struct param_uses *uses, uint32_t node, bool is_part)
{
    const bool was_part = walk->is_part;
    walk->is_part |= is_part;
    follow_value(walk, uses, node, true);
    walk->is_part = was_part;
}

/* `place` designates storage behind the parameter: what is done with it? */
static void follow_place(struct param_walk *walk, struct param_uses *uses, uint32_t place)
{
    bool is_part = node_at(walk, place)->kind == NODE_MEMBER;
    for (uint32_t parent = parent_of(walk, place); parent != NO_ID; place = parent, parent = parent_of(walk, place)) {
        const struct graph_node *node = node_at(walk, parent);
        if (node->flags & NODE_FLAG_UNEVALUATED)
            return;
        switch (node->kind) {
        case NODE_MEMBER:
            is_part = true;
            continue;
        case NODE_CAST:
            if (node->op == OP_DECAY)
                follow_part(walk, uses, parent, is_part);
            else
                param_note_read(uses, place);
            return;
        case NODE_ASSIGN:
            if (!is_child(walk, parent, 0, place))
                return;
            if (node->op != OP_NONE)
                param_note_read(uses, place);
            param_note_write(uses, node->subtree_end);
            return;
        case NODE_UNARY:
            if (node->op == OP_ADDRESS) {
                follow_part(walk, uses, parent, is_part);
            } else {
                param_note_read(uses, place);
                param_note_write(uses, node->subtree_end);
            }
            return;
        default:
            return;
        }
    }
}

static void follow_subscript(struct param_walk *walk, struct param_uses *uses, uint32_t subscript, uint32_t operand)
{
    bool is_base = param_walk_is_pointer(walk, operand);
    uint32_t other = graph_child(walk->graph, subscript, is_child(walk, subscript, 0, operand) ? 1 : 0);
    if (!is_base) {
        uses->flags |= PARAM_ARRAY_INDEX;
        return;
    }
    const struct graph_node *index = node_at(walk, graph_skip_casts(walk->graph, other));
    uses->flags |= PARAM_DEREFERENCED | (walk->is_part ? 0 : PARAM_SUBSCRIPTED);
    if (!walk->is_part && (index->kind == NODE_INT_LITERAL || index->flags & NODE_FLAG_HAS_VALUE) &&
        index->value > uses->max_index)
        uses->max_index = index->value;
    follow_place(walk, uses, subscript);
}

/* Whether the condition belongs to a loop. */
static bool is_loop_condition(const struct param_walk *walk, uint32_t node)
{
    uint32_t parent = parent_of(walk, node);
    while (parent != NO_ID &&
           (node_at(walk, parent)->kind == NODE_CAST ||
            (node_at(walk, parent)->kind == NODE_BINARY &&
             (node_at(walk, parent)->op == OP_LOGICAL_AND || node_at(walk, parent)->op == OP_LOGICAL_OR)))) {
        node = parent;
        parent = parent_of(walk, node);
    }
    if (parent == NO_ID)
        return false;
    uint16_t kind = node_at(walk, parent)->kind;
    return (kind == NODE_WHILE && is_child(walk, parent, 0, node)) ||
           (kind == NODE_DO && is_child(walk, parent, 1, node)) ||
           (kind == NODE_FOR && is_child(walk, parent, 1, node));
}

/* (struct header *)(text - sizeof(struct header)), (struct header *)text - 1 */
static bool is_header_before(const struct param_walk *walk, uint32_t difference)
{
    const struct graph_node *back =
        node_at(walk, graph_skip_casts(walk->graph, graph_child(walk->graph, difference, 1)));
    const bool is_constant = back->kind == NODE_INT_LITERAL || back->flags & NODE_FLAG_HAS_VALUE;
    if (!is_constant || back->value <= 0)
        return false;
    uint32_t node = difference;
    while (!param_walk_points_to_record(walk, node) && parent_of(walk, node) != NO_ID &&
           node_at(walk, parent_of(walk, node))->kind == NODE_CAST)
        node = parent_of(walk, node);
    return param_walk_points_to_record(walk, node);
}

/* True when the value goes on through the operator. */
static bool follow_binary(struct param_walk *walk, struct param_uses *uses, uint32_t binary, uint32_t operand,
                          bool is_derived)
{
    const struct graph_node *node = node_at(walk, binary);
    bool is_right = is_child(walk, binary, 1, operand);
    switch (node->op) {
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:
    case OP_EQ:
    case OP_NE:
        if (!is_derived || param_walk_is_pointer(walk, operand))
            param_note_comparison(walk, uses, binary, operand);
        if (is_loop_condition(walk, binary)) {
            uses->flags |= PARAM_LOOP_BOUND;
            param_walk_pair_loop(walk, uses, binary, graph_child(walk->graph, binary, is_right ? 0 : 1));
        }
        return false;
    case OP_DIV:
    case OP_REM:
        uses->flags |= is_right && !is_derived ? PARAM_DIVISOR : 0;
        return !is_right;
    case OP_SHL:
    case OP_SHR:
        uses->flags |= is_right && !is_derived ? PARAM_SHIFT_COUNT : 0;
        return !is_right;
    case OP_LOGICAL_AND:
    case OP_LOGICAL_OR:
        uses->flags |= param_walk_is_pointer(walk, operand) ? PARAM_NULL_COMPARED : PARAM_TESTED;
        return false;
    case OP_COMMA:
        return is_right;
    case OP_ADD: /* end = p + n */
        if (param_walk_is_pointer(walk, operand) && param_walk_is_pointer(walk, binary) && !walk->is_part)
            param_walk_pair(walk, uses,
                            param_walk_integer_in(walk, graph_child(walk->graph, binary, is_right ? 0 : 1)));
        return param_walk_is_pointer(walk, operand) || !param_walk_is_pointer(walk, binary);
    case OP_SUB:
        if (!is_right && !is_derived && !walk->is_copy && is_header_before(walk, binary))
            uses->flags |= PARAM_HEADER_BEFORE;
        return true;
    default:
        return true;
    }
}

/* Whether the storage ends with the call: a local, or a field or element of one. */
static bool is_own_storage(const struct param_walk *walk, uint32_t place)
{
    const struct graph_node *node = node_at(walk, place);
    while (node->child_count && ((node->kind == NODE_MEMBER && node->op == OP_DOT) || node->kind == NODE_SUBSCRIPT ||
                                 (node->kind == NODE_CAST && node->op == OP_DECAY)))
        node = node_at(walk, walk->graph->children[node->first_child]);
    if (node->kind == NODE_LOCAL)
        return !walk->graph->locals[node->symbol].is_static;
    return node->kind == NODE_PARAM;
}

static void follow_assignment(struct param_walk *walk, struct param_uses *uses, uint32_t assign, uint32_t operand,
                              bool is_derived)
{
    const struct graph_node *node = node_at(walk, assign);
    if (is_child(walk, assign, 0, operand)) {
        uses->flags |= walk->is_copy ? 0 : PARAM_ASSIGNED;
        return;
    }
    if ((node->op == OP_DIV || node->op == OP_REM) && !is_derived)
        uses->flags |= PARAM_DIVISOR;
    if ((node->op == OP_SHL || node->op == OP_SHR) && !is_derived)
        uses->flags |= PARAM_SHIFT_COUNT;
    bool is_local = is_own_storage(walk, graph_child(walk->graph, assign, 0));
    if (node->op == OP_NONE && param_walk_is_pointer(walk, operand) && !is_local)
        uses->flags |= PARAM_STORED;
}

/* while (n) { *p++ ...; n--; } counts down as while (n--) does. */
static void follow_condition(struct param_walk *walk, struct param_uses *uses, uint32_t statement, uint32_t operand,
                             uint32_t truth)
{
    uses->flags |= truth;
    if (node_at(walk, statement)->kind == NODE_IF || param_walk_is_pointer(walk, operand))
        return;
    uses->flags |= PARAM_LOOP_BOUND;
    param_walk_pair_loop(walk, uses, statement, NO_ID);
}

/* What the statement or operator does with the value; true when the value goes on to the parent's own user. */
static bool follow_into(struct param_walk *walk, struct param_uses *uses, uint32_t parent, uint32_t operand,
                        bool *is_derived)
{
    const struct graph_node *node = node_at(walk, parent);
    uint32_t truth = param_walk_is_pointer(walk, operand) ? PARAM_NULL_COMPARED : PARAM_TESTED;
    switch (node->kind) {
    case NODE_CAST:
        if (node->op == OP_CONVERT_POINTER && !*is_derived)
            param_note_meaning(walk, uses, parent, operand);
        uses->flags |= node->op == OP_TO_BOOL ? truth : 0;
        return node->op != OP_TO_BOOL && node->op != OP_TO_VOID;
    case NODE_BINARY: {
        bool goes_on = follow_binary(walk, uses, parent, operand, *is_derived);
        *is_derived = true;
        return goes_on;
    }
    case NODE_CALL:
        param_follow_argument(walk, uses, parent, operand);
        return false;
    case NODE_SUBSCRIPT:
        follow_subscript(walk, uses, parent, operand);
        return false;
    case NODE_MEMBER:
        if (node->op == OP_ARROW) {
            uses->flags |= PARAM_DEREFERENCED;
            follow_place(walk, uses, parent);
        }
        return false;
    case NODE_ASSIGN:
        follow_assignment(walk, uses, parent, operand, *is_derived);
        return false;
    case NODE_CONDITIONAL:
        if (!is_child(walk, parent, 0, operand))
            return true;
        uses->flags |= truth;
        return false;
    case NODE_IF:
    case NODE_WHILE:
        if (is_child(walk, parent, 0, operand))
            follow_condition(walk, uses, parent, operand, truth);
        return false;
    case NODE_DO:
    case NODE_FOR:
        if (is_child(walk, parent, 1, operand))
            follow_condition(walk, uses, parent, operand, truth);
        return false;
    case NODE_SWITCH:
        uses->flags |= PARAM_SWITCH_VALUE;
        return false;
    case NODE_RETURN:
        uses->flags |= *is_derived && !param_walk_is_pointer(walk, operand) ? 0 : PARAM_RETURNED;
        return false;
    default:
        return false;
    }
}

/* True when the value goes on. */
static bool follow_unary(struct param_walk *walk, struct param_uses *uses, uint32_t unary, uint32_t operand,
                         bool is_derived)
{
    switch (node_at(walk, unary)->op) {
    case OP_DEREF:
        if (param_walk_is_pointer(walk, operand)) {
            uint32_t type = facts_resolve_type(walk->facts, node_at(walk, unary)->type);
            if (type != NO_ID && walk->facts->types[type].kind == TYPE_FUNCTION)
                return true; /* (*callback)(x) */
            uses->flags |= PARAM_DEREFERENCED;
            uses->max_index = uses->max_index < 0 && !walk->is_part ? 0 : uses->max_index;
            follow_place(walk, uses, unary);
        }
        return false;
    case OP_NOT:
        uses->flags |= param_walk_is_pointer(walk, operand) ? PARAM_NULL_COMPARED : PARAM_TESTED;
        return false;
    case OP_ADDRESS:
        uses->flags |= is_derived || walk->is_copy ? 0 : PARAM_ADDRESS_TAKEN;
        return is_derived;
    case OP_PRE_INC:
    case OP_PRE_DEC:
    case OP_POST_INC:
    case OP_POST_DEC:
        uses->flags |= walk->is_copy ? 0 : PARAM_ASSIGNED;
        if (!param_walk_is_pointer(walk, operand) && is_loop_condition(walk, unary)) { /* while (n--) */
            uses->flags |= PARAM_LOOP_BOUND;
            param_walk_pair_loop(walk, uses, unary, NO_ID);
        }
        return true;
    default:
        return true;
    }
}

/* `node` has the parameter's value, or one computed from it: where does it go? */
static void follow_value(struct param_walk *walk, struct param_uses *uses, uint32_t node, bool is_derived)
{
    for (uint32_t parent = parent_of(walk, node); parent != NO_ID; node = parent, parent = parent_of(walk, node)) {
        if (node_at(walk, parent)->flags & NODE_FLAG_UNEVALUATED)
            return;
        bool goes_on = node_at(walk, parent)->kind == NODE_UNARY ? follow_unary(walk, uses, parent, node, is_derived)
                                                                 : follow_into(walk, uses, parent, node, &is_derived);
        if (!goes_on)
            return;
        if (node_at(walk, parent)->kind == NODE_UNARY)
            is_derived = true;
    }
}

struct param_uses *param_uses_find(const struct facts *facts, const struct fact_function *function, struct arena *arena)
{
    struct param_uses *all = arena_array(arena, function->param_count, sizeof *all);
    struct param_walk walk = {
        .facts = facts, .function = function, .graph = &function->graph, .arena = arena, .all = all};
    for (uint32_t i = 0; i < function->param_count; i++) {
        all[i].max_index = -1;
        all[i].length_param = all[i].length_of = all[i].first_read = all[i].first_write = all[i].meant_type = NO_ID;
    }
    param_walk_find_copies(&walk);
    param_walk_pair_names(&walk);
    for (uint32_t i = 0; i < function->graph.node_count; i++) {
        uint32_t param = param_walk_symbol(&walk, i);
        walk.is_copy = function->graph.nodes[i].kind != NODE_PARAM;
        if (param != NO_ID && !(function->graph.nodes[i].flags & NODE_FLAG_UNEVALUATED))
            follow_value(&walk, &all[param], i, false);
    }
    param_walk_pair_fields(&walk);
    for (uint32_t i = 0; i < function->param_count; i++)
        if (all[i].first_read < all[i].first_write)
            all[i].flags |= PARAM_READ_FIRST;
    param_walk_release(&walk);
    return all;
}
