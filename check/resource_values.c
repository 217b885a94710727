#include "resource_values.h"

#include "expressions.h"
#include "resource_functions.h"

#define MAX_LAYERS 24 /* of operators between an expression and where its value comes from */

static void add_values(const struct terms *terms, uint32_t node, struct value how, unsigned layers,
                       struct values *values);

static void add_value(const struct terms *terms, uint32_t node, struct value how, struct values *values)
{
    how.term = terms->of_node[node];
    if (how.term == NO_TERM || values->count == VALUES_MAX)
        return;
    if (!term_is_place(terms, how.term) && terms->items[how.term].kind != TERM_CALL)
        return;
    values->items[values->count++] = how;
}

static bool is_pointer(const struct terms *terms, uint32_t node)
{
    if (node >= terms->graph->node_count)
        return false;
    uint32_t type = facts_resolve_type(terms->facts, terms->graph->nodes[node].type);
    return type < terms->facts->type_count &&
           (terms->facts->types[type].kind == TYPE_POINTER || terms->facts->types[type].kind == TYPE_ARRAY);
}

static bool is_array_element(const struct function_graph *graph, uint32_t subscript)
{
    uint32_t base = graph_child(graph, subscript, 0);
    return base != NO_ID && graph->nodes[base].kind == NODE_CAST && graph->nodes[base].op == OP_DECAY;
}

/* The address of the lvalue node: of a variable or its part, or a pointer moved on. */
static void add_address(const struct terms *terms, uint32_t node, struct value how, unsigned layers,
                        struct values *values)
{
    const struct function_graph *graph = terms->graph;
    uint32_t place = node;
    for (; node < graph->node_count && layers; layers--) {
        const struct graph_node *n = &graph->nodes[node];
        bool is_element = n->kind == NODE_SUBSCRIPT && is_array_element(graph, node);
        if ((n->kind == NODE_MEMBER && n->op == OP_DOT) || n->kind == NODE_CAST) {
            node = graph_child(graph, node, 0);
        } else if (is_element) {
            node = graph_child(graph, graph_child(graph, node, 0), 0);
        } else if (n->kind == NODE_MEMBER || n->kind == NODE_SUBSCRIPT ||
                   (n->kind == NODE_UNARY && n->op == OP_DEREF)) {
            how.is_derived = true;
            add_values(terms, graph_child(graph, node, 0), how, layers - 1, values);
            return;
        } else {
            how.is_address = true;
            add_value(terms, place, how, values);
            return;
        }
    }
}

static void add_sum(const struct terms *terms, uint32_t node, struct value how, unsigned layers, struct values *values)
{
    how.is_derived = true;
    for (uint32_t i = 0; i < 2; i++)
        if (is_pointer(terms, graph_child(terms->graph, node, i)))
            add_values(terms, graph_child(terms->graph, node, i), how, layers, values);
}

static void add_unary(const struct terms *terms, uint32_t node, struct value how, unsigned layers,
                      struct values *values)
{
    uint32_t operand = graph_child(terms->graph, node, 0);
    switch (terms->graph->nodes[node].op) {
    case OP_ADDRESS:
        add_address(terms, operand, how, layers, values);
        break;
    case OP_PRE_INC:
    case OP_PRE_DEC:
    case OP_POST_INC:
    case OP_POST_DEC:
        how.is_derived = true;
        add_values(terms, operand, how, layers, values);
        break;
    case OP_DEREF:
        add_value(terms, node, how, values);
        break;
    default:
        break;
    }
}

static void add_call(const struct terms *terms, uint32_t node, struct value how, unsigned layers, struct values *values)
{
    const struct resource_function *known = resource_function_find(called_function(terms->facts, terms->graph, node));
    if (known && known->gives_back != RESOURCE_NO_ARGUMENT) {
        how.is_derived = true;
        add_values(terms, graph_child(terms->graph, node, known->gives_back + 1u), how, layers, values);
    }
    add_value(terms, node, how, values);
}

static void add_values(const struct terms *terms, uint32_t node, struct value how, unsigned layers,
                       struct values *values)
{
    const struct function_graph *graph = terms->graph;
    for (; node < graph->node_count && layers; layers--) {
        const struct graph_node *n = &graph->nodes[node];
        switch (n->kind) {
        case NODE_CAST:
            if (n->op == OP_DECAY) {
                add_address(terms, graph_child(graph, node, 0), how, layers - 1, values);
                return;
            }
            node = graph_child(graph, node, 0);
            continue;
        case NODE_CONDITIONAL:
            how.is_conditional = true;
            add_values(terms, graph_child(graph, node, 1), how, layers - 1, values);
            node = graph_child(graph, node, 2);
            continue;
        case NODE_BINARY:
            if (n->op == OP_COMMA) {
                node = graph_child(graph, node, 1);
                continue;
            }
            if (n->op == OP_ADD || n->op == OP_SUB)
                add_sum(terms, node, how, layers - 1, values);
            return;
        case NODE_UNARY:
            add_unary(terms, node, how, layers - 1, values);
            return;
        case NODE_CALL:
            add_call(terms, node, how, layers - 1, values);
            return;
        case NODE_STATEMENT_EXPR:
            node = graph_child(graph, node, 0);
            node = node == NO_ID ? NO_ID : graph_child(graph, node, graph->nodes[node].child_count - 1);
            continue;
        default:
            add_value(terms, node, how, values);
            return;
        }
    }
}

struct values values_of(const struct terms *terms, uint32_t node)
{
    struct values values = {0};
    add_values(terms, node, (struct value){0}, MAX_LAYERS, &values);
    return values;
}

bool is_only_address(const struct function_graph *graph, uint32_t node)
{
    for (;;) {
        uint32_t parent = graph->nodes[node].parent;
        if (parent == NO_ID)
            return false;
        const struct graph_node *p = &graph->nodes[parent];
        bool is_base = graph_child(graph, parent, 0) == node;
        if (p->kind == NODE_UNARY && p->op == OP_ADDRESS)
            return true;
        if (p->kind == NODE_CAST && p->op == OP_DECAY) {
            uint32_t user = p->parent;
            if (user == NO_ID || graph->nodes[user].kind != NODE_SUBSCRIPT)
                return true;
            node = user;
        } else if (is_base && p->kind == NODE_MEMBER && p->op == OP_DOT) {
            node = parent;
        } else {
            return false;
        }
    }
}
