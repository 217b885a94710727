/* A text is printed as if it were a format: its percent signs would be followed.
 *
 * Only calls that give nothing to print besides: there the format is the text itself. A format that the function was
 * given as such (it has a format attribute, or is variadic, or takes a va_list) is its caller's. */
#include <string.h>

#include "expressions.h"
#include "pass.h"
#include "storage.h"
#include "texts.h"
#include "types.h"

/* The parameter (1-based) by which a variadic function of the program prints: it hands it on to one that does; 0: none.
 */
static uint32_t forwarded_format(const struct facts *facts, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct fact_function *callee = called_function(facts, graph, i);
        if (!callee || !callee->format_index || !(callee->attributes & ATTRIBUTE_FORMAT_PRINTF))
            continue;
        uint32_t format = graph_skip_casts(graph, graph_child(graph, i, callee->format_index));
        if (format != NO_ID && graph->nodes[format].kind == NODE_PARAM &&
            graph->nodes[format].symbol + 1 == function->param_count)
            return function->param_count;
    }
    return 0;
}

static uint32_t format_index(const struct facts *facts, const struct fact_function *callee)
{
    if (!callee || !callee->is_variadic)
        return 0;
    if (callee->format_index)
        return callee->attributes & ATTRIBUTE_FORMAT_PRINTF ? callee->format_index : 0;
    return callee->is_defined ? forwarded_format(facts, callee) : 0;
}

static bool takes_va_list(const struct facts *facts, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->param_count; i++) {
        uint32_t type = function->params[i].type;
        if (type < facts->type_count && facts->types[type].spelling &&
            (strstr(facts->types[type].spelling, "va_list") || strstr(facts->types[type].spelling, "__va_list_tag")))
            return true;
    }
    return false;
}

/* gettext("...") and its like: a call that is given a literal translates it. */
static bool is_translation(const struct facts *facts, const struct function_graph *graph, uint32_t format)
{
    if (graph->nodes[format].kind != NODE_CALL)
        return false;
    for (uint32_t i = 1; i < graph->nodes[format].child_count; i++)
        if (text_literal(facts, graph, graph_child(graph, format, i)))
            return true;
    return false;
}

static bool is_callers(const struct facts *facts, const struct fact_function *function, uint32_t format)
{
    uint32_t root = storage_root(&function->graph, format);
    if (root == NO_ID || function->graph.nodes[root].kind != NODE_PARAM)
        return false;
    return function->format_index == function->graph.nodes[root].symbol + 1 || function->is_variadic ||
           takes_va_list(facts, function);
}

static void look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    const struct fact_function *callee = called_function(pass->facts, graph, call);
    if (!callee || !callee->is_variadic)
        return;
    uint32_t index = format_index(pass->facts, callee);
    uint32_t written = graph_child(graph, call, index);
    uint32_t format = graph_skip_casts(graph, written);
    if (!index || format == NO_ID || graph->nodes[call].child_count != index + 1 ||
        is_translation(pass->facts, graph, format) || is_callers(pass->facts, function, format) ||
        text_find(pass->facts, function, format).is_written_here)
        return;
    struct check_place place = {.function = function, .range = graph->nodes[call].range};
    const struct graph_node *first = &graph->nodes[graph_skip_implicit(graph, written)];
    struct source_range at = first->spelled;
    if (at.file == place.range.file && first->macro == NO_ID &&
        graph->nodes[format].kind != NODE_CONDITIONAL) { /* whose literals may hold percent signs */
        at.end_line = at.line;
        at.end_column = at.column;
        place.edits[0] = (struct check_edit){at, "\"%s\", "};
    }
    check_report(pass, &place, "'%s' is taken for a format: a %% in it is followed; print it by \"%%s\"",
                 place_text(pass->facts, function, format, pass->arena));
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (function->graph.nodes[i].kind == NODE_CALL)
            look_at_call(pass, function, i);
}

void check_format_not_literal(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
