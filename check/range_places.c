#include "range_places.h"

#include <string.h>

struct finder {
    const struct facts *facts;
    const struct function_graph *graph;
    struct range_places *places;
    uint8_t *of_symbol[2]; /* places of locals and of parameters by their index */
    uint32_t symbol_counts[2];
};

static uint8_t add_place(struct finder *finder, enum node_kind kind, uint32_t symbol, uint8_t base, uint32_t type)
{
    struct range_places *places = finder->places;
    if (places->count == MAX_RANGE_PLACES)
        return NO_PLACE;
    struct range_place *place = &places->items[places->count];
    *place = (struct range_place){.kind = kind,
                                  .symbol = symbol,
                                  .base = base,
                                  .is_remote = kind == NODE_GLOBAL || kind == NODE_MEMBER,
                                  .writes = kind == NODE_PARAM};
    place->is_integer = integer_type_of(finder->facts, type, &place->type);
    return (uint8_t)places->count++;
}

static uint8_t find_or_add(struct finder *finder, enum node_kind kind, uint32_t symbol, uint8_t base, uint32_t type)
{
    const struct range_places *places = finder->places;
    for (uint32_t i = 0; i < places->count; i++)
        if (places->items[i].kind == kind && places->items[i].symbol == symbol && places->items[i].base == base)
            return (uint8_t)i;
    return add_place(finder, kind, symbol, base, type);
}

static uint8_t place_of_variable(struct finder *finder, const struct graph_node *node, uint32_t type)
{
    bool is_param = node->kind == NODE_PARAM;
    if (node->symbol >= finder->symbol_counts[is_param])
        return NO_PLACE;
    if (!is_param && finder->graph->locals[node->symbol].is_static)
        return NO_PLACE;
    uint8_t *place = &finder->of_symbol[is_param][node->symbol];
    if (*place == NO_PLACE)
        *place = add_place(finder, is_param ? NODE_PARAM : NODE_LOCAL, node->symbol, NO_PLACE, type);
    return *place;
}

static bool is_integer(const struct facts *facts, uint32_t type)
{
    struct integer_type ignored;
    return integer_type_of(facts, type, &ignored);
}

/* Nodes come in pre-order: the base of a field stands behind it. */
static uint8_t place_of_node(struct finder *finder, uint32_t node)
{
    const struct graph_node *n = &finder->graph->nodes[node];
    switch ((enum node_kind)n->kind) {
    case NODE_LOCAL:
    case NODE_PARAM:
        return place_of_variable(finder, n, n->type);
    case NODE_DECLARE:
        return n->symbol < finder->graph->local_count
                   ? place_of_variable(finder, n, finder->graph->locals[n->symbol].type)
                   : NO_PLACE;
    case NODE_GLOBAL:
        return is_integer(finder->facts, n->type) ? find_or_add(finder, NODE_GLOBAL, n->symbol, NO_PLACE, n->type)
                                                  : NO_PLACE;
    case NODE_MEMBER: {
        uint32_t base = graph_skip_implicit(finder->graph, graph_child(finder->graph, node, 0));
        if (base >= finder->graph->node_count || !is_integer(finder->facts, n->type))
            return NO_PLACE;
        const struct graph_node *b = &finder->graph->nodes[base];
        if (b->kind != NODE_LOCAL && b->kind != NODE_PARAM)
            return NO_PLACE;
        uint8_t variable = place_of_variable(finder, b, b->type);
        return variable == NO_PLACE ? NO_PLACE : find_or_add(finder, NODE_MEMBER, n->symbol, variable, n->type);
    }
    default:
        return NO_PLACE;
    }
}

static bool is_argument(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    while (parent < graph->node_count && graph->nodes[parent].kind == NODE_CAST)
        parent = graph->nodes[parent].parent;
    return parent < graph->node_count && graph->nodes[parent].kind == NODE_CALL;
}

static void count_write(struct finder *finder, uint32_t target, uint32_t writer)
{
    target = graph_skip_implicit(finder->graph, target);
    if (target >= finder->graph->node_count || finder->places->of_node[target] == NO_PLACE)
        return;
    struct range_place *place = &finder->places->items[finder->places->of_node[target]];
    place->writes++;
    place->writer = writer;
}

static void see_writes(struct finder *finder, uint32_t node)
{
    const struct graph_node *n = &finder->graph->nodes[node];
    uint32_t target = graph_child(finder->graph, node, 0);
    if (n->kind == NODE_ASSIGN) {
        count_write(finder, target, node);
    } else if (n->kind == NODE_DECLARE && n->child_count) {
        count_write(finder, node, node);
    } else if (n->kind == NODE_UNARY && n->op >= OP_PRE_INC && n->op <= OP_POST_DEC) {
        count_write(finder, target, node);
    } else if (n->kind == NODE_UNARY && n->op == OP_ADDRESS) {
        count_write(finder, target, node);
        if (target >= finder->graph->node_count || is_argument(finder->graph, node))
            return;
        uint8_t place = finder->places->of_node[target];
        if (place != NO_PLACE)
            finder->places->items[place].is_escaped = true;
    }
}

void range_places_find(const struct facts *facts, const struct fact_function *function, struct arena *arena,
                       struct range_places *ret_places)
{
    const struct function_graph *graph = &function->graph;
    struct finder finder = {facts, graph, ret_places, {0}, {graph->local_count, function->param_count}};
    *ret_places = (struct range_places){.of_node = arena_alloc(arena, graph->node_count)};
    for (unsigned i = 0; i < 2; i++) {
        finder.of_symbol[i] = arena_alloc(arena, finder.symbol_counts[i]);
        memset(finder.of_symbol[i], NO_PLACE, finder.symbol_counts[i]);
    }
    for (uint32_t i = 0; i < graph->node_count; i++)
        ret_places->of_node[i] = graph->nodes[i].flags & NODE_FLAG_UNEVALUATED ? NO_PLACE : place_of_node(&finder, i);
    for (uint32_t i = 0; i < graph->node_count; i++)
        see_writes(&finder, i);
}
