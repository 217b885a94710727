#include "texts.h"

#include <string.h>

#include "expressions.h"
#include "libc.h"
#include "storage.h"
#include "text_sizes.h"
#include "types.h"

#define MAX_DEPTH 5    /* of variables, calls and conditionals followed */
#define MAX_SOURCES 64 /* looked at for one text; a text of more is not known */

struct text_search {
    const struct facts *facts;
    struct text_knowledge known;
    unsigned source_count;
};

static void follow(struct text_search *search, const struct fact_function *function, uint32_t node, unsigned depth);

static void add_unknown(struct text_search *search)
{
    search->known.is_written_here = false;
    search->known.is_bounded = false;
}

static void add_length(struct text_search *search, uint64_t length)
{
    if (length > search->known.longest)
        search->known.longest = length;
}

const char *text_literal(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    node = graph_skip_casts(graph, node);
    if (node >= graph->node_count || graph->nodes[node].kind != NODE_STRING_LITERAL)
        return NULL;
    uint32_t symbol = graph->nodes[node].symbol;
    return symbol < facts->constant_count && facts->constants[symbol].is_string ? facts->constants[symbol].bytes : NULL;
}

static bool lies_within(struct source_place place, struct source_range range)
{
    bool is_behind_start = place.line > range.line || (place.line == range.line && place.column >= range.column);
    bool is_before_end =
        place.line < range.end_line || (place.line == range.end_line && place.column < range.end_column);
    return place.file == range.file && is_behind_start && is_before_end;
}

/* The literals of a table, or of the initialiser of a pointer. */
static void follow_global(struct text_search *search, uint32_t symbol)
{
    const struct facts *facts = search->facts;
    if (symbol >= facts->global_count)
        return add_unknown(search);
    const struct fact_global *global = &facts->globals[symbol];
    bool is_const = (global->type < facts->type_count && facts->types[global->type].flags & TYPE_FLAG_CONST) ||
                    is_read_only_type(facts, global->type);
    if (!global->is_defined || !global->has_initialiser || (!is_const && global->linkage != LINKAGE_STATIC))
        return add_unknown(search);
    bool is_found = false;
    for (uint32_t i = 0; i < facts->constant_count; i++)
        if (facts->constants[i].is_string && lies_within(facts->constants[i].place, global->range)) {
            add_length(search, facts->constants[i].length);
            is_found = true;
        }
    if (!is_found)
        add_unknown(search);
}

const char *text_of_global(const struct facts *facts, uint32_t global)
{
    for (uint32_t i = 0; global < facts->global_count && i < facts->constant_count; i++)
        if (facts->constants[i].is_string && lies_within(facts->constants[i].place, facts->globals[global].range))
            return facts->constants[i].bytes;
    return NULL;
}

/* Every value that the variable is ever given. */
static void follow_local(struct text_search *search, const struct fact_function *function, uint32_t local,
                         unsigned depth)
{
    const struct function_graph *graph = &function->graph;
    bool is_found = false;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t target = graph_child(graph, i, 0), value = NO_ID;
        if (n->kind == NODE_DECLARE && n->symbol == local) {
            value = target;
        } else if (n->kind == NODE_ASSIGN || (n->kind == NODE_UNARY && n->op == OP_ADDRESS)) {
            if (target == NO_ID || graph->nodes[target].kind != NODE_LOCAL || graph->nodes[target].symbol != local)
                continue;
            if (n->kind == NODE_UNARY)
                return add_unknown(search);
            if (n->op == OP_NONE)
                value = graph_child(graph, i, 1);
        }
        if (value != NO_ID) {
            follow(search, function, value, depth + 1);
            is_found = true;
        }
    }
    if (!is_found)
        add_unknown(search);
}

/* A table in the function, whose elements are literals and stay so. */
static void follow_local_table(struct text_search *search, const struct function_graph *graph, uint32_t table)
{
    bool is_found = false;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t target = n->kind == NODE_ASSIGN ? storage_root(graph, graph_child(graph, i, 0)) : NO_ID;
        if (target != NO_ID && is_same_variable(graph, target, table))
            return add_unknown(search);
        if (n->kind != NODE_DECLARE || !is_same_variable(graph, i, table))
            continue;
        for (uint32_t j = i + 1; j < n->subtree_end; j++) {
            const struct graph_node *element = &graph->nodes[j];
            const char *literal = text_literal(search->facts, graph, j);
            if (literal && element->kind == NODE_STRING_LITERAL) {
                add_length(search, strlen(literal));
                is_found = true;
            } else if (element->kind != NODE_CAST && element->kind != NODE_INIT_LIST &&
                       element->kind != NODE_INT_LITERAL && element->kind != NODE_STRING_LITERAL &&
                       element->kind != NODE_NULL_POINTER) {
                return add_unknown(search);
            }
        }
    }
    if (!is_found)
        add_unknown(search);
}

/* Several units and a main are in view: nobody calls from outside. */
static bool is_whole_program(const struct facts *facts)
{
    const struct fact_function *main_function = facts_find_function(facts, "main");
    return facts->unit_count > 1 && main_function && main_function->is_defined;
}

/* What the callers of a static function, or of any in a whole program, give; its address taken elsewhere means that not
 * all of them are known. */
static void follow_param(struct text_search *search, const struct fact_function *function, uint32_t param,
                         unsigned depth)
{
    const struct facts *facts = search->facts;
    if (function->linkage != LINKAGE_STATIC && !is_whole_program(facts))
        return add_unknown(search);
    bool is_called = false;
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct fact_function *caller = &facts->functions[f];
        for (uint32_t i = 0; i < caller->graph.node_count && search->known.is_bounded; i++) {
            const struct graph_node *n = &caller->graph.nodes[i];
            if (n->kind == NODE_FUNCTION && n->symbol < facts->function_count &&
                &facts->functions[n->symbol] == function) {
                uint32_t call = n->parent;
                while (call != NO_ID && caller->graph.nodes[call].kind == NODE_CAST)
                    call = caller->graph.nodes[call].parent;
                if (call == NO_ID || called_function(facts, &caller->graph, call) != function)
                    return add_unknown(search);
                follow(search, caller, graph_child(&caller->graph, call, param + 1), depth + 1);
                is_called = true;
            }
        }
    }
    if (!is_called)
        add_unknown(search);
}

/* Whether the parameter is what it was when the function was entered. */
static bool is_never_changed(const struct function_graph *graph, uint32_t param)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        bool is_change =
            n->kind == NODE_ASSIGN ||
            (n->kind == NODE_UNARY && (n->op == OP_ADDRESS || (n->op >= OP_PRE_INC && n->op <= OP_POST_DEC)));
        uint32_t target = is_change ? graph_child(graph, i, 0) : NO_ID;
        if (target < graph->node_count && graph->nodes[target].kind == NODE_PARAM &&
            graph->nodes[target].symbol == graph->nodes[param].symbol)
            return false;
    }
    return true;
}

/* What strcpy and its like return is their first argument. */
static uint32_t echoed(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    const struct libc_function *libc;
    while ((node = graph_skip_casts(graph, node)) < graph->node_count && graph->nodes[node].kind == NODE_CALL &&
           (libc = libc_find(called_function(facts, graph, node))) && libc->flags & LIBC_ECHO)
        node = graph_child(graph, node, 1);
    return node;
}

/* What the function returns; a parameter that it gives back lies where the caller says. */
static void follow_call(struct text_search *search, const struct fact_function *function, uint32_t call, unsigned depth)
{
    const struct fact_function *callee = called_function(search->facts, &function->graph, call);
    uint64_t longest;
    if (text_size_of_call(search->facts, &function->graph, call, &longest)) {
        search->known.is_written_here = false;
        return add_length(search, longest);
    }
    bool is_found = false;
    for (uint32_t i = 0; callee && i < callee->graph.node_count; i++) {
        if (callee->graph.nodes[i].kind != NODE_RETURN)
            continue;
        uint32_t value = echoed(search->facts, &callee->graph, graph_child(&callee->graph, i, 0));
        bool is_param = value < callee->graph.node_count && callee->graph.nodes[value].kind == NODE_PARAM &&
                        is_never_changed(&callee->graph, value);
        if (is_param)
            follow(search, function, graph_child(&function->graph, call, callee->graph.nodes[value].symbol + 1),
                   depth + 1);
        else
            follow(search, callee, value, depth + 1);
        is_found = true;
    }
    if (!is_found)
        add_unknown(search);
}

static void follow_array(struct text_search *search, const struct fact_function *function, uint32_t array)
{
    const struct graph_node *n = &function->graph.nodes[array];
    const struct fact_type *type = resolved_type(search->facts, n->type);
    if (n->kind == NODE_GLOBAL && is_read_only_type(search->facts, n->type))
        return follow_global(search, n->symbol);
    if (!is_read_only_type(search->facts, n->type))
        search->known.is_written_here = false;
    add_length(search, type->size_bytes - 1);
}

static void follow(struct text_search *search, const struct fact_function *function, uint32_t node, unsigned depth)
{
    const struct function_graph *graph = &function->graph;
    node = graph_skip_casts(graph, node);
    if (node >= graph->node_count || depth > MAX_DEPTH || ++search->source_count > MAX_SOURCES ||
        !search->known.is_bounded)
        return add_unknown(search);
    const struct graph_node *n = &graph->nodes[node];
    const char *literal = text_literal(search->facts, graph, node);
    if (literal)
        return add_length(search, strlen(literal));
    int64_t mark;
    if (n->kind == NODE_NULL_POINTER || constant_value(graph, node, &mark)) /* `(char *)-1` is no text */
        return;
    if (is_fixed_array_type(search->facts, n->type) && is_text_type(search->facts, n->type) &&
        n->flags & NODE_FLAG_LVALUE)
        return follow_array(search, function, node);
    uint32_t root;
    switch ((enum node_kind)n->kind) {
    case NODE_CONDITIONAL:
        follow(search, function, graph_child(graph, node, 1), depth + 1);
        follow(search, function, graph_child(graph, node, 2), depth + 1);
        return;
    case NODE_LOCAL:
        return follow_local(search, function, n->symbol, depth);
    case NODE_PARAM:
        return follow_param(search, function, n->symbol, depth);
    case NODE_CALL:
        return follow_call(search, function, node, depth);
    case NODE_GLOBAL:
    case NODE_MEMBER:
    case NODE_SUBSCRIPT:
        root = storage_root(graph, node);
        if (root != NO_ID && graph->nodes[root].kind == NODE_GLOBAL)
            return follow_global(search, graph->nodes[root].symbol);
        if (root != NO_ID && graph->nodes[root].kind == NODE_LOCAL &&
            is_fixed_array_type(search->facts, graph->nodes[root].type))
            return follow_local_table(search, graph, root);
        return add_unknown(search);
    default:
        return add_unknown(search);
    }
}

struct text_knowledge text_find(const struct facts *facts, const struct fact_function *function, uint32_t text)
{
    struct text_search search = {.facts = facts, .known = {.is_written_here = true, .is_bounded = true}};
    follow(&search, function, text, 0);
    return search.known;
}

static bool is_comparison(const struct graph_node *n)
{
    return n->kind == NODE_BINARY && n->op >= OP_LT && n->op <= OP_NE;
}

static bool is_length_of(const struct facts *facts, const struct function_graph *graph, uint32_t call, uint32_t text)
{
    static const char *const names[] = {"strlen", "strnlen", "strnlen_s"};
    const struct fact_function *callee = called_function(facts, graph, call);
    for (size_t i = 0; callee && i < sizeof names / sizeof *names; i++)
        if (!strcmp(callee->name, names[i]))
            return is_same_place(graph, graph_child(graph, call, 1), text);
    return false;
}

/* The variable, DECLARE or place that gets the value of node, through arithmetic; NO_ID: none does. */
static uint32_t place_assigned(const struct function_graph *graph, uint32_t node)
{
    for (uint32_t child = node; (node = graph->nodes[child].parent) != NO_ID; child = node) {
        const struct graph_node *n = &graph->nodes[node];
        if (n->kind == NODE_DECLARE)
            return node;
        if (n->kind == NODE_ASSIGN)
            return child == graph_child(graph, node, 0) ? NO_ID : graph_child(graph, node, 0);
        if (n->kind != NODE_CAST && n->kind != NODE_BINARY)
            return NO_ID;
    }
    return NO_ID;
}

/* strlen(s) > 0 says nothing of how long it may be. */
static bool is_compared_with_nothing(const struct function_graph *graph, uint32_t comparison)
{
    int64_t bound;
    return (constant_value(graph, graph_child(graph, comparison, 0), &bound) ||
            constant_value(graph, graph_child(graph, comparison, 1), &bound)) &&
           bound <= 1;
}

static bool is_compared(const struct function_graph *graph, uint32_t node)
{
    for (node = graph->nodes[node].parent; node != NO_ID; node = graph->nodes[node].parent) {
        const struct graph_node *n = &graph->nodes[node];
        if (is_comparison(n))
            return !is_compared_with_nothing(graph, node);
        if (n->kind != NODE_CAST && n->kind != NODE_BINARY && n->kind != NODE_UNARY && n->kind != NODE_CONDITIONAL &&
            n->kind != NODE_ASSIGN)
            return false;
    }
    return false;
}

/* Whether place stands in a comparison between two nodes, or decides how much a loop or a switch does. */
static bool is_place_compared(const struct function_graph *graph, uint32_t place, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if ((graph->nodes[i].kind == NODE_LOCAL || graph->nodes[i].kind == NODE_MEMBER ||
             graph->nodes[i].kind == NODE_PARAM) &&
            is_same_place(graph, i, place) && is_compared(graph, i))
            return true;
    return false;
}

static bool is_condition(const struct function_graph *graph, uint32_t node)
{
    uint32_t child = node;
    for (node = graph->nodes[node].parent; node != NO_ID; child = node, node = graph->nodes[node].parent) {
        const struct graph_node *n = &graph->nodes[node];
        if (n->kind == NODE_IF || n->kind == NODE_WHILE || n->kind == NODE_CONDITIONAL)
            return graph_child(graph, node, 0) == child;
        if (n->kind != NODE_CAST && n->kind != NODE_UNARY && n->kind != NODE_BINARY)
            return false;
    }
    return false;
}

/* fits(text, sizeof buffer) as a condition; what may write to the text does not judge it. */
static bool is_judged_with_size(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                                uint32_t text)
{
    const struct fact_function *callee = called_function(facts, graph, call);
    bool has_text = false, has_size = false;
    for (uint32_t i = 0; callee && i < callee->param_count; i++) {
        uint32_t argument = graph_child(graph, call, i + 1);
        int64_t size;
        has_text |= is_same_place(graph, argument, text) && is_read_only_type(facts, callee->params[i].type);
        has_size |= constant_value(graph, argument, &size) && size > 1;
    }
    return has_text && has_size && is_condition(graph, call);
}

bool text_is_measured(const struct facts *facts, const struct fact_function *function, uint32_t text, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < node && i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_CALL)
            continue;
        if (is_judged_with_size(facts, graph, i, text))
            return true;
        if (!is_length_of(facts, graph, i, text))
            continue;
        uint32_t place = place_assigned(graph, i);
        if (is_compared(graph, i) || (place != NO_ID && is_place_compared(graph, place, i, node)))
            return true;
    }
    return false;
}
