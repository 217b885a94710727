#include "cet/model/param_uses.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/libc_roles.h"
#include "param_walk.h"

static uint32_t parent_of(const struct param_walk *walk, uint32_t node)
{
    return walk->graph->nodes[node].parent;
}

static const struct graph_node *node_at(const struct param_walk *walk, uint32_t node)
{
    return &walk->graph->nodes[node];
}

static bool is_child(const struct param_walk *walk, uint32_t parent, uint32_t n, uint32_t child)
{
    return graph_child(walk->graph, parent, n) == child;
}

static bool is_pointer(const struct param_walk *walk, uint32_t node)
{
    uint32_t type = facts_resolve_type(walk->facts, node_at(walk, node)->type);
    return type != NO_ID &&
           (walk->facts->types[type].kind == TYPE_POINTER || walk->facts->types[type].kind == TYPE_ARRAY);
}

static void note_read(struct param_uses *uses, uint32_t position)
{
    uses->flags |= PARAM_READ_THROUGH;
    uses->first_read = position < uses->first_read ? position : uses->first_read;
}

static void note_write(struct param_uses *uses, uint32_t position)
{
    uses->flags |= PARAM_WRITTEN_THROUGH;
    uses->first_write = position < uses->first_write ? position : uses->first_write;
}

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
                note_read(uses, place);
            return;
        case NODE_ASSIGN:
            if (!is_child(walk, parent, 0, place))
                return;
            if (node->op != OP_NONE)
                note_read(uses, place);
            note_write(uses, node->subtree_end);
            return;
        case NODE_UNARY:
            if (node->op == OP_ADDRESS) {
                follow_part(walk, uses, parent, is_part);
            } else {
                note_read(uses, place);
                note_write(uses, node->subtree_end);
            }
            return;
        default:
            return;
        }
    }
}

static uint8_t mirrored(uint8_t op)
{
    return op == OP_LT ? OP_GT : op == OP_GT ? OP_LT : op == OP_LE ? OP_GE : op == OP_GE ? OP_LE : op;
}

static void add_comparison(struct param_walk *walk, struct param_uses *uses, uint32_t node, uint32_t operand)
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
    uint32_t count = uses->comparison_count;
    if ((count & (count - 1)) == 0) { /* full: the room doubles at powers of two */
        struct param_comparison *grown = arena_array(walk->arena, count ? 2 * (size_t)count : 1, sizeof *grown);
        if (count)
            memcpy(grown, uses->comparisons, count * sizeof *grown);
        uses->comparisons = grown;
    }
    uses->comparisons[uses->comparison_count++] = comparison;
}

static void add_passing(struct param_walk *walk, struct param_uses *uses, struct param_passing passing)
{
    uint32_t count = uses->passing_count;
    if ((count & (count - 1)) == 0) {
        struct param_passing *grown = arena_array(walk->arena, count ? 2 * (size_t)count : 1, sizeof *grown);
        if (count)
            memcpy(grown, uses->passings, count * sizeof *grown);
        uses->passings = grown;
    }
    uses->passings[uses->passing_count++] = passing;
}

static void apply_role(struct param_walk *walk, struct param_uses *uses, uint32_t call, const struct libc_role *role)
{
    static const uint32_t flags[] = {
        [LIBC_STRING_IN] = PARAM_STRING,
        [LIBC_FILE_NAME] = PARAM_STRING | PARAM_FILE_NAME,
        [LIBC_STRING_OUT] = PARAM_WRITTEN_UNBOUNDED,
        [LIBC_STRING_INOUT] = PARAM_STRING | PARAM_WRITTEN_UNBOUNDED,
        [LIBC_BUFFER_IN] = PARAM_BUFFER,
        [LIBC_BUFFER_OUT] = PARAM_BUFFER,
        [LIBC_BUFFER_INOUT] = PARAM_BUFFER,
        [LIBC_FREED] = PARAM_FREED,
        [LIBC_ALLOCATION_SIZE] = PARAM_ALLOCATION_SIZE,
    };
    uses->flags |= walk->is_part ? 0 : flags[role->kind];
    if (role->kind == LIBC_STRING_IN || role->kind == LIBC_FILE_NAME || role->kind == LIBC_STRING_INOUT ||
        role->kind == LIBC_BUFFER_IN || role->kind == LIBC_BUFFER_INOUT)
        note_read(uses, call);
    if (role->kind == LIBC_STRING_OUT || role->kind == LIBC_STRING_INOUT || role->kind == LIBC_BUFFER_OUT ||
        role->kind == LIBC_BUFFER_INOUT)
        note_write(uses, node_at(walk, call)->subtree_end);
    uint32_t length =
        role->length_argument == NO_ID ? NO_ID : graph_child(walk->graph, call, role->length_argument + 1);
    if (length == NO_ID || walk->is_part)
        return;
    param_walk_pair(walk, uses, param_walk_integer_in(walk, length));
    const struct graph_node *size = node_at(walk, graph_skip_casts(walk->graph, length));
    if ((size->kind == NODE_INT_LITERAL || size->flags & NODE_FLAG_HAS_VALUE) && size->value > 0 &&
        (uint64_t)size->value > uses->least_bytes)
        uses->least_bytes = (uint64_t)size->value;
}

/* The name by which a call through a pointer goes: of the member, variable or parameter. */
static const char *callee_name(const struct param_walk *walk, uint32_t call)
{
    const struct graph_node *node = node_at(walk, call);
    if (node->symbol != NO_ID)
        return walk->facts->functions[node->symbol].name;
    const struct graph_node *callee = node_at(walk, graph_skip_casts(walk->graph, graph_child(walk->graph, call, 0)));
    if (callee->kind == NODE_GLOBAL)
        return walk->facts->globals[callee->symbol].name;
    if (callee->kind == NODE_PARAM)
        return walk->function->params[callee->symbol].name;
    if (callee->kind == NODE_LOCAL)
        return walk->graph->locals[callee->symbol].name;
    if (callee->kind != NODE_MEMBER || !callee->child_count)
        return "";
    uint32_t record = facts_resolve_type(walk->facts, node_at(walk, walk->graph->children[callee->first_child])->type);
    if (callee->op == OP_ARROW && record != NO_ID && walk->facts->types[record].kind == TYPE_POINTER)
        record = facts_resolve_type(walk->facts, walk->facts->types[record].target);
    if (record == NO_ID || callee->symbol >= walk->facts->types[record].field_count)
        return "";
    return walk->facts->types[record].fields[callee->symbol].name;
}

static void follow_argument(struct param_walk *walk, struct param_uses *uses, uint32_t call, uint32_t argument)
{
    const struct graph_node *node = node_at(walk, call);
    uint32_t position = 0;
    while (position < node->child_count && !is_child(walk, call, position, argument))
        position++;
    if (position == 0) {
        uses->flags |= PARAM_CALLED;
        return;
    }
    position--;
    add_passing(walk, uses, (struct param_passing){call, node->symbol, position, walk->is_part});
    struct libc_role role;
    const char *name = callee_name(walk, call);
    if (node->symbol != NO_ID) {
        const struct fact_function *callee = &walk->facts->functions[node->symbol];
        if (!callee->is_defined && libc_role_find(callee->name, position, &role))
            apply_role(walk, uses, call, &role);
        if (callee->format_index == position + 1 &&
            callee->attributes & (ATTRIBUTE_FORMAT_PRINTF | ATTRIBUTE_FORMAT_SCANF))
            uses->flags |= PARAM_FORMAT;
    }
    if (position == 0 && !walk->is_part && is_pointer(walk, argument) && libc_is_free_like(name))
        uses->flags |= PARAM_FREED;
}

static void follow_subscript(struct param_walk *walk, struct param_uses *uses, uint32_t subscript, uint32_t operand)
{
    bool is_base = is_pointer(walk, operand);
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
        if (!is_derived || is_pointer(walk, operand))
            add_comparison(walk, uses, binary, operand);
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
        uses->flags |= is_pointer(walk, operand) ? PARAM_NULL_COMPARED : PARAM_TESTED;
        return false;
    case OP_COMMA:
        return is_right;
    case OP_ADD: /* end = p + n */
        if (is_pointer(walk, operand) && is_pointer(walk, binary) && !walk->is_part)
            param_walk_pair(walk, uses,
                            param_walk_integer_in(walk, graph_child(walk->graph, binary, is_right ? 0 : 1)));
        return is_pointer(walk, operand) || !is_pointer(walk, binary);
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
    if (node->op == OP_NONE && is_pointer(walk, operand) && !is_local)
        uses->flags |= PARAM_STORED;
}

/* while (n) { *p++ ...; n--; } counts down as while (n--) does. */
static void follow_condition(struct param_walk *walk, struct param_uses *uses, uint32_t statement, uint32_t operand,
                             uint32_t truth)
{
    uses->flags |= truth;
    if (node_at(walk, statement)->kind == NODE_IF || is_pointer(walk, operand))
        return;
    uses->flags |= PARAM_LOOP_BOUND;
    param_walk_pair_loop(walk, uses, statement, NO_ID);
}

static const struct fact_type *pointee(const struct param_walk *walk, uint32_t type)
{
    const uint32_t pointer = facts_resolve_type(walk->facts, type);
    if (pointer == NO_ID || walk->facts->types[pointer].kind != TYPE_POINTER)
        return NULL;
    const uint32_t target = facts_resolve_type(walk->facts, walk->facts->types[pointer].target);
    return target == NO_ID ? NULL : &walk->facts->types[target];
}

/* const struct item *item = p; a second type, or a step back to a header before it, makes it no plain object. */
static void note_meaning(struct param_walk *walk, struct param_uses *uses, uint32_t cast, uint32_t operand)
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

/* What the statement or operator does with the value; true when the value goes on to the parent's own user. */
static bool follow_into(struct param_walk *walk, struct param_uses *uses, uint32_t parent, uint32_t operand,
                        bool *is_derived)
{
    const struct graph_node *node = node_at(walk, parent);
    uint32_t truth = is_pointer(walk, operand) ? PARAM_NULL_COMPARED : PARAM_TESTED;
    switch (node->kind) {
    case NODE_CAST:
        if (node->op == OP_CONVERT_POINTER && !*is_derived)
            note_meaning(walk, uses, parent, operand);
        uses->flags |= node->op == OP_TO_BOOL ? truth : 0;
        return node->op != OP_TO_BOOL && node->op != OP_TO_VOID;
    case NODE_BINARY: {
        bool goes_on = follow_binary(walk, uses, parent, operand, *is_derived);
        *is_derived = true;
        return goes_on;
    }
    case NODE_CALL:
        follow_argument(walk, uses, parent, operand);
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
        uses->flags |= *is_derived && !is_pointer(walk, operand) ? 0 : PARAM_RETURNED;
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
        if (is_pointer(walk, operand)) {
            uint32_t type = facts_resolve_type(walk->facts, node_at(walk, unary)->type);
            if (type != NO_ID && walk->facts->types[type].kind == TYPE_FUNCTION)
                return true; /* (*callback)(x) */
            uses->flags |= PARAM_DEREFERENCED;
            uses->max_index = uses->max_index < 0 && !walk->is_part ? 0 : uses->max_index;
            follow_place(walk, uses, unary);
        }
        return false;
    case OP_NOT:
        uses->flags |= is_pointer(walk, operand) ? PARAM_NULL_COMPARED : PARAM_TESTED;
        return false;
    case OP_ADDRESS:
        uses->flags |= is_derived || walk->is_copy ? 0 : PARAM_ADDRESS_TAKEN;
        return is_derived;
    case OP_PRE_INC:
    case OP_PRE_DEC:
    case OP_POST_INC:
    case OP_POST_DEC:
        uses->flags |= walk->is_copy ? 0 : PARAM_ASSIGNED;
        if (!is_pointer(walk, operand) && is_loop_condition(walk, unary)) { /* while (n--) */
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
