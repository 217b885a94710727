/* sizeof of a pointer where the size of what it points to is meant: as the size of the pointer's own block, as the
 * length given to a call together with the pointer, in the count of an array, and of a parameter that was written as an
 * array. */
#include <string.h>

#include "expressions.h"
#include "pass.h"
#include "storage.h"
#include "types.h"

/* The operand of a SIZEOF, NO_ID for a type. */
static uint32_t operand_of(const struct function_graph *graph, uint32_t node)
{
    return graph_skip_implicit(graph, graph_child(graph, node, 0));
}

/* The size of a pointer whose target has another: a pointer to pointers is as large as what it points to. */
static bool measures_pointer(const struct facts *facts, const struct graph_node *n)
{
    if (n->kind != NODE_SIZEOF || !is_pointer_type(facts, n->aux))
        return false;
    const struct fact_type *pointer = resolved_type(facts, n->aux), *target = element_type(facts, n->aux);
    return target && (target->kind == TYPE_VOID || (target->size_bytes && target->size_bytes != pointer->size_bytes));
}

/* Whether node measures pointer or, by its type, a pointer like it. */
static bool measures(const struct facts *facts, const struct function_graph *graph, uint32_t node, uint32_t pointer,
                     uint32_t pointer_type)
{
    if (!measures_pointer(facts, &graph->nodes[node]))
        return false;
    uint32_t operand = operand_of(graph, node);
    if (operand != NO_ID)
        return is_same_place(graph, operand, pointer);
    const struct fact_type *measured = element_type(facts, graph->nodes[node].aux);
    const struct fact_type *target = element_type(facts, pointer_type);
    return measured == target && target->kind != TYPE_VOID && !(target->flags & TYPE_FLAG_CHARACTER);
}

/* The SIZEOF in the arithmetic of a length that measures the pointer, NO_ID: none. */
static uint32_t find_measure(const struct facts *facts, const struct function_graph *graph, uint32_t length,
                             uint32_t pointer, uint32_t pointer_type)
{
    if (length >= graph->node_count)
        return NO_ID;
    for (uint32_t i = length; i < graph->nodes[length].subtree_end && i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (measures(facts, graph, i, pointer, pointer_type))
            return i;
        if (n->kind != NODE_BINARY && n->kind != NODE_CAST && n->kind != NODE_SIZEOF) {
            if (n->subtree_end <= i)
                return NO_ID;
            i = n->subtree_end - 1;
        }
    }
    return NO_ID;
}

/* void f(char name[32]) { ... sizeof name ... } */
static bool measures_array_parameter(const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t operand = operand_of(graph, node);
    return operand != NO_ID && graph->nodes[operand].kind == NODE_PARAM &&
           graph->nodes[operand].symbol < function->param_count &&
           function->params[graph->nodes[operand].symbol].declared_count > 0;
}

static void report(struct check_pass *pass, const struct fact_function *function, uint32_t node, bool is_repairable)
{
    const struct function_graph *graph = &function->graph;
    if (measures_array_parameter(function, node))
        return; /* found for itself */
    uint32_t operand = operand_of(graph, node);
    struct check_place place = {.function = function, .range = graph->nodes[node].range};
    if (operand == NO_ID) {
        check_report(pass, &place, "this is the size of a pointer, not of the '%s' that it points to",
                     element_type(pass->facts, graph->nodes[node].aux)->spelling);
        return;
    }
    struct source_range at = graph->nodes[operand].spelled;
    if (is_repairable && at.file == place.range.file && graph->nodes[operand].macro == NO_ID) {
        at.end_line = at.line;
        at.end_column = at.column;
        place.edits[0] = (struct check_edit){at, "*"};
    }
    const char *name = place_text(pass->facts, function, operand, pass->arena);
    check_report(pass, &place, "'%s' is a pointer: this is its own size, not the size of what it points to", name);
}

static bool is_repairable(const struct facts *facts, uint32_t pointer_type)
{
    const struct fact_type *target = element_type(facts, pointer_type);
    return target && target->size_bytes > 1;
}

/* p = malloc(n * sizeof p) */
static void look_at_stored_block(struct check_pass *pass, const struct fact_function *function, uint32_t place,
                                 uint32_t type, uint32_t value)
{
    const struct function_graph *graph = &function->graph;
    uint32_t call = graph_skip_casts(graph, value);
    if (call == NO_ID || graph->nodes[call].kind != NODE_CALL || !is_pointer_type(pass->facts, type))
        return;
    for (uint32_t i = 1; i < graph->nodes[call].child_count; i++) {
        uint32_t measure = find_measure(pass->facts, graph, graph_child(graph, call, i), place, type);
        if (measure != NO_ID) {
            report(pass, function, measure, is_repairable(pass->facts, type));
            return;
        }
    }
}

/* memset(p, 0, sizeof p): a length of a call that is given p as well. Those behind a "..." are printed, not measured.
 */
static void look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    const struct fact_function *callee = called_function(pass->facts, graph, call);
    uint32_t count = graph->nodes[call].child_count;
    if (callee && callee->param_count + 1 < count)
        count = callee->param_count + 1;
    for (uint32_t i = 1; i < count; i++) {
        uint32_t length = graph_child(graph, call, i);
        bool has_sizeof = false;
        for (uint32_t n = length; !has_sizeof && n < graph->nodes[length].subtree_end && n < graph->node_count; n++)
            has_sizeof = measures_pointer(pass->facts, &graph->nodes[n]);
        for (uint32_t j = 1; has_sizeof && j < count; j++) {
            uint32_t pointer = graph_skip_casts(graph, graph_child(graph, call, j));
            if (j == i || pointer == NO_ID || !is_pointer_type(pass->facts, graph->nodes[pointer].type))
                continue;
            uint32_t type = graph->nodes[pointer].type;
            uint32_t measure = find_measure(pass->facts, graph, length, pointer, type);
            if (measure != NO_ID) {
                report(pass, function, measure, is_repairable(pass->facts, type));
                return;
            }
        }
    }
}

/* sizeof p / sizeof *p, sizeof p / sizeof p[0] */
static void look_at_division(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t left = graph_skip_casts(graph, graph_child(graph, node, 0));
    uint32_t right = graph_skip_casts(graph, graph_child(graph, node, 1));
    if (left == NO_ID || right == NO_ID || graph->nodes[right].kind != NODE_SIZEOF ||
        !measures_pointer(pass->facts, &graph->nodes[left]))
        return;
    uint32_t pointer = operand_of(graph, left), element = operand_of(graph, right);
    if (pointer == NO_ID || element == NO_ID)
        return;
    const struct graph_node *e = &graph->nodes[element];
    bool is_element = e->kind == NODE_SUBSCRIPT || (e->kind == NODE_UNARY && e->op == OP_DEREF);
    if (is_element && is_same_place(graph, graph_child(graph, element, 0), pointer))
        report(pass, function, left, false);
}

static void report_array_parameter(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    const struct fact_param *param = &function->params[graph->nodes[operand_of(graph, node)].symbol];
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[node].range},
                 "'%s' is a pointer although it is written as an array of %llu: this is the size of a pointer",
                 param->name, (unsigned long long)param->declared_count);
}

static bool has_sizeof(const struct function_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_SIZEOF)
            return true;
    return false;
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    if (!has_sizeof(graph))
        return;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t target = graph_child(graph, i, 0);
        if (n->kind == NODE_SIZEOF && measures_array_parameter(function, i))
            report_array_parameter(pass, function, i);
        else if (n->kind == NODE_DECLARE && n->symbol < graph->local_count)
            look_at_stored_block(pass, function, i, graph->locals[n->symbol].type, target);
        else if (n->kind == NODE_ASSIGN && n->op == OP_NONE && target != NO_ID)
            look_at_stored_block(pass, function, target, graph->nodes[target].type, graph_child(graph, i, 1));
        else if (n->kind == NODE_CALL)
            look_at_call(pass, function, i);
        else if (n->kind == NODE_BINARY && n->op == OP_DIV)
            look_at_division(pass, function, i);
    }
}

void check_sizeof_pointer(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
