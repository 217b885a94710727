/* Two arguments whose names are those of each other's parameters: f(int width, int height) called f(height, width).
 *
 * Silent where both orders are meant: a function that calls itself, calls in both orders in one function, a function
 * that does nothing but turn the order round, a call under a condition that compares the two; and on names that say
 * nothing: single letters other than x, y, w, h, and names that differ in a number only. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "cet/core/memory.h"
#include "expression_name.h"
#include "expressions.h"
#include "pass.h"

#define MAX_ARGUMENTS 16 /* looked at, so that a long call stays cheap */

static const struct {
    const char *name, *means;
} other_names[] = {
    {"dst", "dest"}, {"destination", "dest"}, {"source", "src"}, {"len", "length"}, {"sz", "size"},
    {"w", "width"},  {"h", "height"},         {"cnt", "count"},  {"idx", "index"},  {"buf", "buffer"},
};

/* The name without the underscores of libraries and of members. */
static const char *plain_name(const char *name, char *space, size_t size)
{
    while (*name == '_')
        name++;
    size_t length = strlen(name);
    while (length && name[length - 1] == '_')
        length--;
    if (length >= size)
        length = size - 1;
    for (size_t i = 0; i < length; i++)
        space[i] = (char)tolower((unsigned char)name[i]);
    space[length] = '\0';
    for (size_t i = 0; i < ARRAY_LENGTH(other_names); i++)
        if (!strcmp(space, other_names[i].name))
            return other_names[i].means;
    return space;
}

static const char *known_or_empty(const char *name)
{
    return name ? name : "";
}

/* What a reader would call the argument, "" when it has no name of its own. */
static const char *argument_name(const struct facts *facts, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    node = graph_skip_casts(graph, node);
    if (node < graph->node_count && graph->nodes[node].kind == NODE_UNARY &&
        (graph->nodes[node].op == OP_ADDRESS || graph->nodes[node].op == OP_DEREF))
        node = graph_skip_casts(graph, graph_child(graph, node, 0));
    if (node >= graph->node_count)
        return "";
    const struct graph_node *n = &graph->nodes[node];
    switch ((enum node_kind)n->kind) {
    case NODE_PARAM:
        return n->symbol < function->param_count ? function->params[n->symbol].name : "";
    case NODE_LOCAL:
        return n->symbol < graph->local_count ? graph->locals[n->symbol].name : "";
    case NODE_GLOBAL:
        return n->symbol < facts->global_count ? facts->globals[n->symbol].name : "";
    case NODE_MEMBER:
        return known_or_empty(field_name(facts, graph, node));
    default:
        return "";
    }
}

/* Without its digits at the end. */
static size_t stem_length(const char *name)
{
    size_t length = strlen(name);
    while (length && isdigit((unsigned char)name[length - 1]))
        length--;
    return length;
}

static bool say_something(const char *a, const char *b)
{
    size_t stem = stem_length(a);
    if (strlen(a) == 1 || strlen(b) == 1)
        return strlen(a) == 1 && strlen(b) == 1 && strchr("xy", *a) && strchr("xy", *b);
    return *a && *b && !(stem == stem_length(b) && !strncmp(a, b, stem));
}

static bool is_same_name(const char *a, const char *b)
{
    char space_a[64], space_b[64];
    return *a && *b && !strcmp(plain_name(a, space_a, sizeof space_a), plain_name(b, space_b, sizeof space_b));
}

struct swap {
    const struct fact_function *function, *callee;
    uint32_t call;
    uint32_t first, second; /* arguments, 0-based */
};

static bool find_swap(const struct facts *facts, struct swap *swap)
{
    const struct function_graph *graph = &swap->function->graph;
    const char *names[MAX_ARGUMENTS];
    uint32_t count = graph->nodes[swap->call].child_count - 1;
    if (count > swap->callee->param_count)
        count = swap->callee->param_count;
    if (count > MAX_ARGUMENTS)
        count = MAX_ARGUMENTS;
    for (uint32_t i = 0; i < count; i++)
        names[i] = argument_name(facts, swap->function, graph_child(graph, swap->call, i + 1));
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = i + 1; *names[i] && j < count; j++) {
            const char *first = swap->callee->params[i].name, *second = swap->callee->params[j].name;
            if (!is_same_name(names[i], second) || !is_same_name(names[j], first) || is_same_name(first, second) ||
                !say_something(first, second) || !say_something(names[i], names[j]))
                continue;
            swap->first = i;
            swap->second = j;
            return true;
        }
    return false;
}

static uint32_t argument(const struct swap *swap, uint32_t index)
{
    return graph_child(&swap->function->graph, swap->call, index + 1);
}

/* Whether the expression reads both arguments. */
static bool reads_both(const struct swap *swap, uint32_t expression)
{
    const struct function_graph *graph = &swap->function->graph;
    bool reads_first = false, reads_second = false;
    if (expression >= graph->node_count)
        return false;
    for (uint32_t i = expression; i < graph->nodes[expression].subtree_end; i++) {
        reads_first |= is_same_place(graph, i, argument(swap, swap->first));
        reads_second |= is_same_place(graph, i, argument(swap, swap->second));
    }
    return reads_first && reads_second;
}

static bool is_under_comparison(const struct swap *swap)
{
    const struct function_graph *graph = &swap->function->graph;
    for (uint32_t node = graph->nodes[swap->call].parent; node != NO_ID; node = graph->nodes[node].parent) {
        enum node_kind kind = graph->nodes[node].kind;
        if ((kind == NODE_IF || kind == NODE_CONDITIONAL || kind == NODE_WHILE) &&
            reads_both(swap, graph_child(graph, node, 0)))
            return true;
    }
    return false;
}

static bool is_called_in_order_too(const struct swap *swap)
{
    const struct function_graph *graph = &swap->function->graph;
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_CALL && i != swap->call &&
            graph->nodes[i].symbol == graph->nodes[swap->call].symbol &&
            is_same_place(graph, graph_child(graph, i, swap->first + 1), argument(swap, swap->second)) &&
            is_same_place(graph, graph_child(graph, i, swap->second + 1), argument(swap, swap->first)))
            return true;
    return false;
}

/* Its only statement is this call: that is what it is for. */
static bool only_turns_round(const struct swap *swap)
{
    const struct function_graph *graph = &swap->function->graph;
    return graph->nodes[0].child_count == 1 &&
           graph->nodes[graph_skip_casts(graph, argument(swap, swap->first))].kind == NODE_PARAM &&
           graph->nodes[graph_skip_casts(graph, argument(swap, swap->second))].kind == NODE_PARAM;
}

static void look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    struct swap swap = {.function = function, .call = call, .callee = called_function(pass->facts, graph, call)};
    if (!swap.callee || swap.callee == function ||
        graph->nodes[call].flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_SYSTEM) || !find_swap(pass->facts, &swap) ||
        only_turns_round(&swap) || is_called_in_order_too(&swap) || is_under_comparison(&swap))
        return;
    const char *first = swap.callee->params[swap.first].name, *second = swap.callee->params[swap.second].name;
    check_report(
        pass,
        &(struct check_place){.function = function,
                              .range = graph->nodes[argument(&swap, swap.first)].range,
                              .note = {swap.callee->range, "the parameters are named here"}},
        "'%s' is given for '%s' and '%s' for '%s' in this call of '%s'; put them in the order of the parameters",
        argument_name(pass->facts, function, argument(&swap, swap.first)), first,
        argument_name(pass->facts, function, argument(&swap, swap.second)), second, swap.callee->name);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (function->graph.nodes[i].kind == NODE_CALL && function->graph.nodes[i].child_count > 2)
            look_at_call(pass, function, i);
}

void check_swapped_arguments(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
