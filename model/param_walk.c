#include "param_walk.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

#define UNSEEN (NO_ID - 1)

static const struct fact_type *type_of(const struct param_walk *walk, uint32_t node)
{
    uint32_t type = facts_resolve_type(walk->facts, walk->graph->nodes[node].type);
    return type == NO_ID ? NULL : &walk->facts->types[type];
}

bool param_walk_is_pointer(const struct param_walk *walk, uint32_t node)
{
    const struct fact_type *type = type_of(walk, node);
    return type && (type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY);
}

bool param_walk_points_to_record(const struct param_walk *walk, uint32_t node)
{
    const struct fact_type *type = type_of(walk, node);
    if (!type || type->kind != TYPE_POINTER)
        return false;
    const uint8_t kind = walk->facts->types[facts_resolve_type(walk->facts, type->target)].kind;
    return kind == TYPE_STRUCT || kind == TYPE_UNION;
}

static bool is_integer(const struct param_walk *walk, uint32_t node)
{
    const struct fact_type *type = type_of(walk, node);
    return type && type->kind == TYPE_INT;
}

static bool is_step(uint16_t op)
{
    return op == OP_PRE_INC || op == OP_PRE_DEC || op == OP_POST_INC || op == OP_POST_DEC;
}

uint32_t param_walk_symbol(const struct param_walk *walk, uint32_t node)
{
    const struct graph_node *n = &walk->graph->nodes[node];
    if (n->kind == NODE_PARAM)
        return n->symbol;
    if (n->kind != NODE_LOCAL || walk->copies[n->symbol] == UNSEEN)
        return NO_ID;
    return walk->copies[n->symbol];
}

/* The operand that carries the value on, NO_ID when the node is no way from one. */
static uint32_t carrier(const struct param_walk *walk, uint32_t node)
{
    const struct graph_node *n = &walk->graph->nodes[node];
    uint32_t first = graph_child(walk->graph, node, 0);
    if (n->kind == NODE_CAST || (n->kind == NODE_UNARY && is_step(n->op)))
        return first;
    if (n->kind == NODE_BINARY && (n->op == OP_ADD || n->op == OP_SUB) && param_walk_is_pointer(walk, node))
        return param_walk_is_pointer(walk, first) ? first : graph_child(walk->graph, node, 1);
    if (n->kind == NODE_UNARY && n->op == OP_ADDRESS && walk->graph->nodes[first].kind == NODE_SUBSCRIPT)
        return graph_child(walk->graph, first, 0);
    return NO_ID;
}

/* The PARAM or LOCAL node that the value comes from, else the node where the way ends. */
static uint32_t origin(const struct param_walk *walk, uint32_t node)
{
    for (uint32_t next = carrier(walk, node); next != NO_ID; next = carrier(walk, node))
        node = next;
    return node;
}

uint32_t param_walk_root(const struct param_walk *walk, uint32_t node)
{
    return node == NO_ID ? NO_ID : param_walk_symbol(walk, origin(walk, node));
}

/* Takes in that the local is given the value; true when that changed what is known of it. */
static bool note_value(struct param_walk *walk, uint32_t local, uint32_t value)
{
    uint32_t from = origin(walk, value);
    const struct graph_node *node = &walk->graph->nodes[from];
    uint32_t root = node->kind == NODE_PARAM   ? node->symbol
                    : node->kind == NODE_LOCAL ? walk->copies[node->symbol]
                                               : NO_ID;
    if (node->kind == NODE_NULL_POINTER || root == UNSEEN)
        return false;
    if (root != NO_ID && param_walk_is_pointer(walk, value) != param_walk_is_pointer(walk, from))
        root = NO_ID;
    uint32_t known = walk->copies[local];
    uint32_t now = known == UNSEEN || known == root ? root : NO_ID;
    walk->copies[local] = now;
    return now != known;
}

static bool note_node(struct param_walk *walk, uint32_t node)
{
    const struct graph_node *n = &walk->graph->nodes[node];
    uint32_t left = graph_child(walk->graph, node, 0);
    if (n->kind == NODE_DECLARE && n->child_count)
        return note_value(walk, n->symbol, left);
    bool is_local = left != NO_ID && walk->graph->nodes[left].kind == NODE_LOCAL;
    if (!is_local)
        return false;
    uint32_t local = walk->graph->nodes[left].symbol;
    if (n->kind == NODE_ASSIGN && n->op == OP_NONE)
        return note_value(walk, local, graph_child(walk->graph, node, 1));
    bool is_moved = n->kind == NODE_ASSIGN || (n->kind == NODE_UNARY && is_step(n->op));
    bool is_lost = (n->kind == NODE_UNARY && n->op == OP_ADDRESS) ||
                   (is_moved && n->op != OP_NONE && !param_walk_is_pointer(walk, left) && n->kind == NODE_ASSIGN);
    if (!is_lost || walk->copies[local] == NO_ID)
        return false;
    walk->copies[local] = NO_ID;
    return true;
}

void param_walk_find_copies(struct param_walk *walk)
{
    bool has_changed = true;
    walk->copies = memory_new((size_t)walk->graph->local_count + 1, sizeof *walk->copies);
    for (uint32_t i = 0; i < walk->graph->local_count; i++)
        walk->copies[i] = walk->graph->locals[i].is_static ? NO_ID : UNSEEN;
    while (has_changed) { /* each local changes at most twice */
        has_changed = false;
        for (uint32_t i = 0; i < walk->graph->node_count; i++)
            has_changed |= note_node(walk, i);
    }
}

void param_walk_release(struct param_walk *walk)
{
    free(walk->copies);
    walk->copies = NULL;
}

uint32_t param_walk_integer_in(const struct param_walk *walk, uint32_t node)
{
    for (uint32_t i = node; node != NO_ID && i < walk->graph->nodes[node].subtree_end; i++)
        if (param_walk_symbol(walk, i) != NO_ID && is_integer(walk, i))
            return param_walk_symbol(walk, i);
    return NO_ID;
}

void param_walk_pair(struct param_walk *walk, struct param_uses *pointer, uint32_t length)
{
    if (length == NO_ID)
        return;
    uint32_t index = (uint32_t)(pointer - walk->all);
    walk->all[length].flags |= PARAM_LENGTH;
    if (pointer->length_param == NO_ID)
        pointer->length_param = length;
    if (walk->all[length].length_of == NO_ID)
        walk->all[length].length_of = index;
}

static bool uses_local(const struct param_walk *walk, uint32_t node, uint32_t local)
{
    for (uint32_t i = node; i < walk->graph->nodes[node].subtree_end; i++)
        if (walk->graph->nodes[i].kind == NODE_LOCAL && walk->graph->nodes[i].symbol == local)
            return true;
    return false;
}

static uint32_t enclosing_loop(const struct param_walk *walk, uint32_t node)
{
    while (node != NO_ID && walk->graph->nodes[node].kind != NODE_WHILE && walk->graph->nodes[node].kind != NODE_DO &&
           walk->graph->nodes[node].kind != NODE_FOR)
        node = walk->graph->nodes[node].parent;
    return node;
}

/* The pointer parameter that `node` indexes by the local, or steps along when the loop counts down. */
static uint32_t walked_pointer(const struct param_walk *walk, uint32_t node, uint32_t local)
{
    const struct graph_node *n = &walk->graph->nodes[node];
    uint32_t first = graph_child(walk->graph, node, 0);
    if (local != NO_ID && n->kind == NODE_SUBSCRIPT && param_walk_is_pointer(walk, first) &&
        uses_local(walk, graph_child(walk->graph, node, 1), local))
        return param_walk_root(walk, first);
    if (local == NO_ID && n->kind == NODE_UNARY && is_step(n->op) && param_walk_is_pointer(walk, first))
        return param_walk_root(walk, first);
    return NO_ID;
}

void param_walk_pair_loop(struct param_walk *walk, struct param_uses *bound, uint32_t node, uint32_t index)
{
    uint32_t loop = enclosing_loop(walk, node);
    uint32_t from = index == NO_ID ? NO_ID : origin(walk, index);
    if (loop == NO_ID || (from != NO_ID && walk->graph->nodes[from].kind != NODE_LOCAL))
        return;
    uint32_t local = from == NO_ID ? NO_ID : walk->graph->nodes[from].symbol;
    for (uint32_t i = loop; i < walk->graph->nodes[loop].subtree_end; i++) {
        uint32_t pointer = walked_pointer(walk, i, local);
        if (pointer != NO_ID && &walk->all[pointer] != bound)
            param_walk_pair(walk, &walk->all[pointer], (uint32_t)(bound - walk->all));
    }
}

static bool is_param_kind(const struct param_walk *walk, uint32_t param, enum type_kind kind)
{
    uint32_t type = facts_resolve_type(walk->facts, walk->function->params[param].type);
    return type != NO_ID && walk->facts->types[type].kind == kind;
}

/* Whether `length` is `name` followed by a word for an amount. */
static bool is_length_name(const char *name, const char *length)
{
    static const char *const words[] = {"size", "len", "length", "count", "num", "sz", "bytes", "capacity"};
    size_t prefix = strlen(name);
    if (!prefix || strncmp(name, length, prefix) != 0)
        return false;
    length += prefix + (length[prefix] == '_');
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (!strcasecmp(length, words[i]))
            return true;
    return false;
}

void param_walk_pair_names(struct param_walk *walk)
{
    const struct fact_function *function = walk->function;
    for (uint32_t i = 0; i < function->param_count; i++)
        for (uint32_t k = 0; k < function->param_count; k++)
            if (is_param_kind(walk, i, TYPE_POINTER) && is_param_kind(walk, k, TYPE_INT) &&
                is_length_name(function->params[i].name, function->params[k].name))
                param_walk_pair(walk, &walk->all[i], k);
}

/* The local struct a field of which the node sets to a parameter itself, NO_ID: it does not. */
static uint32_t filled_struct(const struct param_walk *walk, uint32_t node, uint32_t *ret_param)
{
    const struct graph_node *n = &walk->graph->nodes[node];
    uint32_t left = graph_child(walk->graph, node, 0);
    if (n->kind != NODE_ASSIGN || n->op != OP_NONE || walk->graph->nodes[left].kind != NODE_MEMBER ||
        walk->graph->nodes[left].op != OP_DOT)
        return NO_ID;
    const struct graph_node *base = &walk->graph->nodes[graph_child(walk->graph, left, 0)];
    *ret_param = param_walk_symbol(walk, graph_skip_casts(walk->graph, graph_child(walk->graph, node, 1)));
    return base->kind == NODE_LOCAL && *ret_param != NO_ID ? base->symbol : NO_ID;
}

static bool is_size_param(const struct param_walk *walk, uint32_t param)
{
    uint32_t type = facts_resolve_type(walk->facts, walk->function->params[param].type);
    return type != NO_ID && walk->facts->types[type].kind == TYPE_INT && walk->facts->types[type].size_bytes >= 4 &&
           !(walk->facts->types[type].flags & TYPE_FLAG_SIGNED);
}

void param_walk_pair_fields(struct param_walk *walk)
{
    const struct function_graph *graph = walk->graph;
    for (uint32_t local = 0; local < graph->local_count; local++) {
        uint32_t pointer = NO_ID;
        uint32_t size = NO_ID;
        bool is_clear = true; /* one of each, else it is a record of something else */
        for (uint32_t i = 0; i < graph->node_count; i++) {
            uint32_t param = NO_ID;
            if (filled_struct(walk, i, &param) != local)
                continue;
            uint32_t *kept = is_param_kind(walk, param, TYPE_POINTER) ? &pointer
                             : is_size_param(walk, param)             ? &size
                                                                      : NULL;
            is_clear = is_clear && (!kept || *kept == NO_ID || *kept == param);
            if (kept)
                *kept = param;
        }
        if (is_clear && pointer != NO_ID)
            param_walk_pair(walk, &walk->all[pointer], size);
    }
}
