#include "range_calls.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"

static const struct range_call calls[] = {
#define RANGE_CALL(name, what, argument) {#name, RANGE_CALL_##what, argument},
#include "ranges.def"
#undef RANGE_CALL
};

static int compare_name(const void *name, const void *call)
{
    return strcmp(name, ((const struct range_call *)call)->name);
}

static const struct range_call *find_name(const char *name)
{
    return bsearch(name, calls, ARRAY_LENGTH(calls), sizeof *calls, compare_name);
}

const struct range_call *range_call_find(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    const struct fact_function *callee = called_function(facts, graph, call);
    if (!callee)
        return NULL;
    bool is_library = !callee->is_defined && callee->linkage != LINKAGE_STATIC;
    const struct range_call *found = is_library ? find_name(callee->name) : NULL;
    uint32_t macro = graph->nodes[call].macro;
    if (found || !callee->is_system || macro >= facts->macro_count || !facts->macros[macro].is_system)
        return found;
    return find_name(facts->macros[macro].name);
}

#define MAX_SMALL_DIGITS 3

/* Behind a '%' of a scanf format: skips to the conversion's letter; *ret_width is 0 without one, *ret_is_stored false
 * after '*'. */
static const char *skip_to_letter(const char *at, const char *end, unsigned *ret_width, bool *ret_is_stored)
{
    *ret_width = 0;
    *ret_is_stored = true;
    for (; at < end; at++) {
        if (*at == '*')
            *ret_is_stored = false;
        else if (*at >= '0' && *at <= '9')
            *ret_width = *ret_width > 1000 ? *ret_width : *ret_width * 10 + (unsigned)(*at - '0');
        else if (!strchr("hljztLqm", *at))
            break;
    }
    return at;
}

bool range_call_scans(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                      const struct range_call *known, uint32_t argument)
{
    uint32_t format = graph_skip_casts(graph, graph_child(graph, call, known->argument));
    if (format >= graph->node_count || graph->nodes[format].kind != NODE_STRING_LITERAL ||
        graph->nodes[format].symbol >= facts->constant_count)
        return true;
    const struct fact_constant *text = &facts->constants[graph->nodes[format].symbol];
    const char *end = text->is_string && text->bytes ? text->bytes + text->length : NULL;
    uint32_t stored = known->argument;
    for (const char *at = text->bytes; end && at < end; at++) {
        unsigned width;
        bool is_stored;
        if (*at != '%')
            continue;
        at = skip_to_letter(at + 1, end, &width, &is_stored);
        if (at >= end)
            break;
        if (*at != '%' && is_stored && stored++ == argument)
            return *at != 'n' && *at != 'c' && (width == 0 || width > MAX_SMALL_DIGITS);
        if (*at == '[') /* a set may hold a '%' */
            while (at + 1 < end && *at != ']')
                at++;
    }
    return true;
}

/* `if (!n) return 0;`: 0 comes of 0, and the caller knows what it gives. */
static bool is_answer_to_zero(const struct function_graph *graph, uint32_t statement)
{
    uint32_t parent = graph->nodes[statement].parent;
    while (parent < graph->node_count && graph->nodes[parent].kind == NODE_COMPOUND)
        parent = graph->nodes[parent].parent;
    if (parent >= graph->node_count || graph->nodes[parent].kind != NODE_IF)
        return false;
    uint32_t asked = graph_skip_casts(graph, graph_child(graph, parent, 0));
    while (asked < graph->node_count && graph->nodes[asked].kind == NODE_UNARY && graph->nodes[asked].op == OP_NOT)
        asked = graph_skip_casts(graph, graph_child(graph, asked, 0));
    int64_t value;
    if (asked < graph->node_count && graph->nodes[asked].kind == NODE_BINARY && graph->nodes[asked].op >= OP_LT &&
        graph->nodes[asked].op <= OP_NE && constant_value(graph, graph_child(graph, asked, 1), &value) && value == 0)
        asked = graph_skip_casts(graph, graph_child(graph, asked, 0));
    return asked < graph->node_count && graph->nodes[asked].kind == NODE_PARAM;
}

struct range_returns range_returns_of(const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    struct range_returns returns = {0};
    for (uint32_t i = 0; i < graph->node_count; i++) {
        int64_t value;
        if (graph->nodes[i].kind != NODE_RETURN || graph->nodes[i].child_count == 0)
            continue;
        if (!constant_value(graph, graph_child(graph, i, 0), &value)) {
            returns.has_varying = true;
        } else if (value < 0) {
            returns.negative = returns.has_negative && returns.negative > value ? returns.negative : value;
            returns.has_negative = true;
        } else if (value == 0 && !is_answer_to_zero(graph, i)) {
            returns.has_zero = true;
        }
    }
    return returns;
}

/* `*text` or `text[0]` is asked somewhere in the function. */
static bool is_text_looked_into(const struct function_graph *graph, uint32_t text)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        int64_t index;
        bool is_first =
            (n->kind == NODE_UNARY && n->op == OP_DEREF) ||
            (n->kind == NODE_SUBSCRIPT && constant_value(graph, graph_child(graph, i, 1), &index) && index == 0);
        if (is_first && is_same_place(graph, graph_child(graph, i, 0), text))
            return true;
    }
    return false;
}

static const struct range_call *length_call(const struct facts *facts, const struct function_graph *graph,
                                            uint32_t node)
{
    const struct range_call *call = node < graph->node_count ? range_call_find(facts, graph, node) : NULL;
    return call && call->kind == RANGE_CALL_LENGTH ? call : NULL;
}

/* `strlen(text)` is compared, or a condition by itself. */
static bool is_length_tested(const struct facts *facts, const struct function_graph *graph, uint32_t text)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_CALL || !length_call(facts, graph, i) ||
            !is_same_place(graph, graph_child(graph, i, 1), text))
            continue;
        uint32_t user = graph->nodes[i].parent;
        while (user < graph->node_count && graph->nodes[user].kind == NODE_CAST)
            user = graph->nodes[user].parent;
        if (user >= graph->node_count)
            continue;
        const struct graph_node *n = &graph->nodes[user];
        if (n->kind == NODE_IF || n->kind == NODE_WHILE || n->kind == NODE_CONDITIONAL ||
            (n->kind == NODE_BINARY && n->op >= OP_LT && n->op <= OP_LOGICAL_OR))
            return true;
    }
    return false;
}

bool is_length_of_known_text(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    uint32_t text = graph_child(graph, node, 1);
    return length_call(facts, graph, node) &&
           (is_text_looked_into(graph, text) || is_length_tested(facts, graph, text));
}
