#include "variadic_reads.h"

#include <string.h>

#include "c_type.h"
#include "variadic.h"
#include "variadic_nodes.h"

#define FORWARDS_MAX 4u /* from function to function */

/* ---- to whom a va_list goes -------------------------------------------------------------------------------------- */

/* va_start, va_end and va_copy themselves hand nothing on. */
static bool is_va_macro(const struct fact_function *callee)
{
    return callee->is_builtin && strstr(callee->name, "va_");
}

static bool is_va_list(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    return c_type_is_va_list(facts, graph->nodes[node].type) ||
           c_type_is_va_list(facts, graph->nodes[graph_plain(graph, node)].type);
}

/* Whom the call gives a va_list; NULL: nobody that is known. */
static const struct fact_function *list_taker(const struct facts *facts, const struct function_graph *graph,
                                              uint32_t call)
{
    const struct graph_node *node = &graph->nodes[call];
    if (node->kind != NODE_CALL || node->symbol == NO_ID || is_va_macro(&facts->functions[node->symbol]))
        return NULL;
    for (uint32_t i = 1; i < node->child_count; i++)
        if (is_va_list(facts, graph, graph_child(graph, call, i)))
            return &facts->functions[node->symbol];
    return NULL;
}

/* Also through a pointer. */
static bool hands_list_on(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    const struct graph_node *node = &graph->nodes[call];
    if (node->kind != NODE_CALL || (node->symbol != NO_ID && is_va_macro(&facts->functions[node->symbol])))
        return false;
    for (uint32_t i = 1; i < node->child_count; i++)
        if (is_va_list(facts, graph, graph_child(graph, call, i)))
            return true;
    return false;
}

/* A list that was given as a parameter is put or aimed at somewhere: who reads it there is not known. */
static bool keeps_list(const struct variadic_body *body, uint32_t node)
{
    const struct graph_node *n = body_node(body, node);
    if (n->kind != NODE_PARAM || n->symbol >= body->function->param_count ||
        !variadic_is_list(body->facts, body->function->params[n->symbol].type))
        return false;
    uint32_t up = n->parent;
    while (up != NO_ID && body_node(body, up)->kind == NODE_CAST) {
        if (body->facts->types[body_node(body, up)->type].kind == TYPE_VOID)
            return false;
        up = body_node(body, up)->parent;
    }
    return up == NO_ID || (body_node(body, up)->kind != NODE_VA_ARG && body_node(body, up)->kind != NODE_CALL);
}

static uint32_t forwards_format(const struct facts *facts, const struct fact_function *f, uint32_t param,
                                uint32_t depth, const char **ret_callee)
{
    const struct function_graph *graph = &f->graph;
    uint32_t found = 0;
    *ret_callee = NULL;
    for (uint32_t n = 0; n < graph->node_count && depth < FORWARDS_MAX && !found; n++) {
        const struct fact_function *callee = list_taker(facts, graph, n);
        for (uint32_t i = 1; callee && i < graph->nodes[n].child_count && !found; i++) {
            if (!is_param_node(graph, graph_child(graph, n, i), param))
                continue;
            if (callee->format_index == i)
                found = callee->attributes & (ATTRIBUTE_FORMAT_PRINTF | ATTRIBUTE_FORMAT_SCANF);
            else if (callee->is_defined && i <= callee->param_count)
                found = forwards_format(facts, callee, i - 1, depth + 1, ret_callee);
        }
        if (found)
            *ret_callee = callee->name;
    }
    return found;
}

uint32_t variadic_forwards_format(const struct facts *facts, const struct fact_function *function, uint32_t param,
                                  const char **ret_callee)
{
    return forwards_format(facts, function, param, 0, ret_callee);
}

/* ---- the body that reads ----------------------------------------------------------------------------------------- */

static void find_reads(struct variadic_body *body)
{
    const struct function_graph *graph = &body->function->graph;
    uint32_t starts = 0;
    body->read_count = 0;
    body->is_whole = true;
    for (uint32_t n = 0; n < graph->node_count; n++) {
        const struct graph_node *node = &graph->nodes[n];
        if (node->kind == NODE_VA_ARG && body->read_count < READS_MAX)
            body->reads[body->read_count++] = n;
        else if (node->kind == NODE_VA_ARG)
            body->is_whole = false;
        body->is_whole &= !hands_list_on(body->facts, graph, n) && !keeps_list(body, n);
        if (node->kind != NODE_CALL || node->symbol == NO_ID)
            continue;
        const struct fact_function *callee = &body->facts->functions[node->symbol];
        starts += is_va_macro(callee) && strstr(callee->name, "start") != NULL;
        body->is_whole &= !(is_va_macro(callee) && strstr(callee->name, "copy"));
    }
    for (uint32_t n = 0; body->read_count && n < body->reads[body->read_count - 1]; n++)
        body->is_whole &= graph->nodes[n].kind != NODE_LABEL; /* what goto may come back to */
    body->is_whole &= starts < 2 && (body->read_count || !starts);
}

/* On to the one function that is given the list, when it is the only one and nothing is read before. */
static bool follow_list(struct variadic_body *body)
{
    const struct function_graph *graph = &body->function->graph;
    const struct fact_function *taker = NULL;
    uint32_t call = NO_ID, params[BODY_PARAMS_MAX];
    for (uint32_t n = 0; n < graph->node_count; n++) {
        const struct fact_function *callee = list_taker(body->facts, graph, n);
        if (callee && call != NO_ID)
            return false;
        call = callee ? n : call;
        taker = callee ? callee : taker;
    }
    if (!taker || !taker->is_defined || taker->is_variadic || taker->param_count > BODY_PARAMS_MAX)
        return false;
    memset(params, 0xff, sizeof params);
    for (uint32_t i = 0; i < taker->param_count; i++) {
        const uint32_t given = graph_plain(graph, graph_child(graph, call, i + 1));
        if (given != NO_ID && graph->nodes[given].kind == NODE_PARAM && graph->nodes[given].symbol < BODY_PARAMS_MAX)
            params[i] = body->params[graph->nodes[given].symbol];
    }
    memcpy(body->params, params, sizeof params);
    body->function = taker;
    return true;
}

void variadic_body_find(const struct facts *facts, const struct fact_function *function, struct variadic_body *ret_body)
{
    struct variadic_body body = {.facts = facts, .function = function};
    for (uint32_t i = 0; i < BODY_PARAMS_MAX; i++)
        body.params[i] = i < function->param_count ? i : NO_ID;
    find_reads(&body);
    for (uint32_t i = 0; i < FORWARDS_MAX && !body.read_count && follow_list(&body); i++)
        find_reads(&body);
    *ret_body = body;
}

/* ---- where a read stands ----------------------------------------------------------------------------------------- */

bool reads_have_one_type(const struct variadic_body *body)
{
    for (uint32_t i = 1; i < body->read_count; i++)
        if (facts_resolve_type(body->facts, body_node(body, body->reads[i])->type) !=
            facts_resolve_type(body->facts, body_node(body, body->reads[0])->type))
            return false;
    return true;
}

bool read_is_in_loop(const struct variadic_body *body, uint32_t read)
{
    return read_loop(body, read) != NO_ID;
}

bool read_is_certain(const struct variadic_body *body, uint32_t read, uint32_t within)
{
    const struct function_graph *graph = &body->function->graph;
    for (uint32_t node = read, up; node != within && (up = body_node(body, node)->parent) != NO_ID; node = up) {
        const struct graph_node *parent = body_node(body, up);
        const bool is_first = graph_child(graph, up, 0) == node;
        const bool is_asked = parent->kind == NODE_IF || parent->kind == NODE_SWITCH ||
                              parent->kind == NODE_CONDITIONAL || (parent->kind == NODE_FOR && up != within);
        const bool is_chained =
            parent->kind == NODE_BINARY && (parent->op == OP_LOGICAL_AND || parent->op == OP_LOGICAL_OR);
        if ((is_asked || is_chained) && !is_first)
            return false;
        if ((parent->kind == NODE_WHILE || parent->kind == NODE_DO) && up != within)
            return false;
        if (parent->kind == NODE_STATEMENT_EXPR || parent->kind == NODE_LABEL || parent->kind == NODE_SIZEOF)
            return false;
    }
    return true;
}

/* ---- a switch over a parameter ----------------------------------------------------------------------------------- */

static uint32_t switch_around(const struct variadic_body *body, uint32_t node)
{
    uint32_t found = NO_ID;
    for (uint32_t up = body_node(body, node)->parent; up != NO_ID; up = body_node(body, up)->parent)
        if (body_node(body, up)->kind == NODE_SWITCH)
            found = up;
    return found;
}

/* Does nothing behind it run? */
static bool ends_section(const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    switch (n->kind) {
    case NODE_BREAK:
    case NODE_RETURN:
    case NODE_GOTO:
    case NODE_CONTINUE:
        return true;
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_COMPOUND:
        return n->child_count && ends_section(graph, graph_child(graph, node, n->child_count - 1));
    default:
        return false;
    }
}

/* From a label to where it ends. False: too many, or of several types and not all of them certain. */
static bool collect_section(const struct variadic_body *body, uint32_t compound, uint32_t first,
                            struct read_case *ret_case)
{
    const struct function_graph *graph = &body->function->graph;
    const struct graph_node *all = &graph->nodes[compound];
    bool is_certain = true, is_one_type = true;
    ret_case->read_count = 0;
    for (uint32_t i = first; i < all->child_count; i++) {
        const uint32_t statement = graph_child(graph, compound, i);
        for (uint32_t r = 0; r < body->read_count; r++) {
            const uint32_t read = body->reads[r];
            if (read < statement || read >= graph->nodes[statement].subtree_end)
                continue;
            if (ret_case->read_count == CASE_READS_MAX)
                return false;
            is_certain &= read_is_certain(body, read, statement);
            is_one_type &=
                !ret_case->read_count || facts_resolve_type(body->facts, graph->nodes[read].type) ==
                                             facts_resolve_type(body->facts, graph->nodes[ret_case->reads[0]].type);
            ret_case->reads[ret_case->read_count++] = read;
        }
        if (ends_section(graph, statement))
            break;
    }
    return is_certain || is_one_type;
}

/* case A: case B: statement is one label within the other. */
static uint32_t add_labels(const struct variadic_body *body, uint32_t statement, const struct read_case *section,
                           struct read_case *cases, uint32_t count, uint32_t max)
{
    const struct function_graph *graph = &body->function->graph;
    while (statement != NO_ID && count < max) {
        const struct graph_node *label = &graph->nodes[statement];
        if (label->kind != NODE_CASE && label->kind != NODE_DEFAULT)
            break;
        cases[count] = *section;
        cases[count].is_default = label->kind == NODE_DEFAULT;
        cases[count++].value = label->value;
        statement = label->child_count ? graph_child(graph, statement, label->child_count - 1) : NO_ID;
    }
    return count;
}

/* All labels of a switch; one whose reads are not known is marked. */
static uint32_t collect_cases(const struct variadic_body *body, uint32_t switch_node, struct read_case *cases,
                              uint32_t max)
{
    const struct function_graph *graph = &body->function->graph;
    const uint32_t compound = graph_child(graph, switch_node, 1);
    uint32_t count = 0;
    if (compound == NO_ID || graph->nodes[compound].kind != NODE_COMPOUND)
        return 0;
    for (uint32_t i = 0; i < graph->nodes[compound].child_count; i++) {
        const uint32_t statement = graph_child(graph, compound, i);
        struct read_case section = {0};
        if (graph->nodes[statement].kind != NODE_CASE && graph->nodes[statement].kind != NODE_DEFAULT)
            continue;
        section.is_unknown = !collect_section(body, compound, i, &section);
        count = add_labels(body, statement, &section, cases, count, max);
    }
    return count;
}

uint32_t reads_find_cases(const struct variadic_body *body, uint32_t *ret_param, struct read_case *ret_cases,
                          uint32_t max)
{
    const struct function_graph *graph = &body->function->graph;
    const uint32_t node = body->read_count ? switch_around(body, body->reads[0]) : NO_ID;
    *ret_param = NO_ID;
    if (node == NO_ID)
        return 0;
    for (uint32_t i = 0; i < body->read_count; i++)
        if (switch_around(body, body->reads[i]) != node || read_is_in_loop(body, body->reads[i]))
            return 0;
    const uint32_t param = param_of(graph, graph_child(graph, node, 0));
    if (param >= BODY_PARAMS_MAX || body->params[param] == NO_ID || !is_only_counted(graph, param))
        return 0;
    *ret_param = body->params[param];
    return collect_cases(body, node, ret_cases, max);
}

static bool holds_all_reads(const struct variadic_body *body, uint32_t node)
{
    for (uint32_t i = 0; i < body->read_count; i++)
        if (body->reads[i] < node || body->reads[i] >= body_node(body, node)->subtree_end)
            return false;
    return true;
}

static bool has_character(const struct function_graph *graph, int64_t character)
{
    for (uint32_t n = 0; n < graph->node_count; n++)
        if (graph->nodes[n].kind == NODE_INT_LITERAL && graph->nodes[n].flags & NODE_FLAG_CHARACTER &&
            graph->nodes[n].value == character)
            return true;
    return false;
}

uint32_t reads_find_letters(const struct variadic_body *body, struct read_case *ret_cases, uint32_t max)
{
    uint32_t node = body->read_count ? body_node(body, body->reads[0])->parent : NO_ID;
    while (node != NO_ID && (body_node(body, node)->kind != NODE_SWITCH || !holds_all_reads(body, node)))
        node = body_node(body, node)->parent;
    if (node == NO_ID || read_loop(body, node) == NO_ID || !has_character(&body->function->graph, '%'))
        return 0;
    return collect_cases(body, node, ret_cases, max);
}
