#include "variadic_reads.h"

#include <string.h>

#include "c_type.h"

#define FORWARDS_MAX 4u /* from function to function */

static const struct graph_node *node_at(const struct variadic_body *body, uint32_t node)
{
    return &body->function->graph.nodes[node];
}

static uint32_t plain(const struct function_graph *graph, uint32_t node)
{
    return node == NO_ID ? NO_ID : graph_skip_casts(graph, node);
}

static bool is_param(const struct function_graph *graph, uint32_t node, uint32_t param)
{
    node = plain(graph, node);
    return node != NO_ID && graph->nodes[node].kind == NODE_PARAM && graph->nodes[node].symbol == param;
}

static bool is_local(const struct function_graph *graph, uint32_t node, uint32_t local)
{
    node = plain(graph, node);
    return node != NO_ID && local != NO_ID && graph->nodes[node].kind == NODE_LOCAL &&
           graph->nodes[node].symbol == local;
}

/* ---- to whom a va_list goes -------------------------------------------------------------------------------------- */

/* va_start, va_end and va_copy themselves hand nothing on. */
static bool is_va_macro(const struct fact_function *callee)
{
    return callee->is_builtin && strstr(callee->name, "va_");
}

static bool is_va_list(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    return c_type_is_va_list(facts, graph->nodes[node].type) ||
           c_type_is_va_list(facts, graph->nodes[plain(graph, node)].type);
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

static uint32_t forwards_format(const struct facts *facts, const struct fact_function *f, uint32_t param,
                                uint32_t depth, const char **ret_callee)
{
    const struct function_graph *graph = &f->graph;
    uint32_t found = 0;
    *ret_callee = NULL;
    for (uint32_t n = 0; n < graph->node_count && depth < FORWARDS_MAX && !found; n++) {
        const struct fact_function *callee = list_taker(facts, graph, n);
        for (uint32_t i = 1; callee && i < graph->nodes[n].child_count && !found; i++) {
            if (!is_param(graph, graph_child(graph, n, i), param))
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
        body->is_whole &= !hands_list_on(body->facts, graph, n);
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
        const uint32_t given = plain(graph, graph_child(graph, call, i + 1));
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
        if (facts_resolve_type(body->facts, node_at(body, body->reads[i])->type) !=
            facts_resolve_type(body->facts, node_at(body, body->reads[0])->type))
            return false;
    return true;
}

static bool is_loop(const struct variadic_body *body, uint32_t node)
{
    const uint16_t kind = node_at(body, node)->kind;
    return kind == NODE_WHILE || kind == NODE_DO || kind == NODE_FOR;
}

/* Of a for, what is done once does not count. */
static uint32_t loop_around(const struct variadic_body *body, uint32_t node)
{
    for (uint32_t up = node_at(body, node)->parent; up != NO_ID; node = up, up = node_at(body, node)->parent)
        if (is_loop(body, up) &&
            (node_at(body, up)->kind != NODE_FOR || graph_child(&body->function->graph, up, 0) != node))
            return up;
    return NO_ID;
}

bool read_is_in_loop(const struct variadic_body *body, uint32_t read)
{
    return loop_around(body, read) != NO_ID;
}

bool read_is_certain(const struct variadic_body *body, uint32_t read, uint32_t within)
{
    const struct function_graph *graph = &body->function->graph;
    for (uint32_t node = read, up; node != within && (up = node_at(body, node)->parent) != NO_ID; node = up) {
        const struct graph_node *parent = node_at(body, up);
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

/* ---- loops that a parameter bounds ------------------------------------------------------------------------------- */

static bool is_number(const struct function_graph *graph, uint32_t node, int64_t *ret_number)
{
    node = plain(graph, node);
    if (node == NO_ID)
        return false;
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind == NODE_NULL_POINTER) {
        *ret_number = 0;
        return true;
    }
    *ret_number = n->value;
    if (n->kind == NODE_UNARY && n->op == OP_MINUS && is_number(graph, graph_child(graph, node, 0), ret_number)) {
        *ret_number = -*ret_number;
        return true;
    }
    return n->kind == NODE_INT_LITERAL || n->kind == NODE_ENUMERATOR || (n->flags & NODE_FLAG_HAS_VALUE);
}

/* The parameter that is counted down here, NO_ID: none. */
static uint32_t counted_down(const struct function_graph *graph, uint32_t node, uint16_t *ret_op)
{
    node = plain(graph, node);
    if (node == NO_ID || graph->nodes[node].kind != NODE_UNARY ||
        (graph->nodes[node].op != OP_POST_DEC && graph->nodes[node].op != OP_PRE_DEC))
        return NO_ID;
    const uint32_t operand = plain(graph, graph_child(graph, node, 0));
    *ret_op = graph->nodes[node].op;
    return operand != NO_ID && graph->nodes[operand].kind == NODE_PARAM ? graph->nodes[operand].symbol : NO_ID;
}

static uint32_t param_of(const struct function_graph *graph, uint32_t node)
{
    node = plain(graph, node);
    return node != NO_ID && graph->nodes[node].kind == NODE_PARAM ? graph->nodes[node].symbol : NO_ID;
}

static uint32_t local_of(const struct function_graph *graph, uint32_t node)
{
    node = plain(graph, node);
    return node != NO_ID && graph->nodes[node].kind == NODE_LOCAL ? graph->nodes[node].symbol : NO_ID;
}

/* What a local begins with, wherever it is set: the least of the numbers. False: something else is put into it. */
static bool find_start(const struct function_graph *graph, uint32_t local, int64_t *ret_start)
{
    bool is_set = false;
    for (uint32_t n = 0; n < graph->node_count; n++) {
        const struct graph_node *node = &graph->nodes[n];
        uint32_t from = NO_ID;
        if (node->kind == NODE_DECLARE && node->symbol == local && node->child_count)
            from = graph_child(graph, n, node->child_count - 1);
        else if (node->kind == NODE_ASSIGN && is_local(graph, graph_child(graph, n, 0), local))
            from = graph_child(graph, n, 1);
        else
            continue;
        int64_t number;
        if (node->kind == NODE_ASSIGN && node->op == OP_ADD)
            continue; /* steps that are longer read less */
        if ((node->kind == NODE_ASSIGN && node->op != OP_NONE) || !is_number(graph, from, &number) || number < 0)
            return false;
        *ret_start = is_set && *ret_start < number ? *ret_start : number;
        is_set = true;
    }
    return is_set;
}

/* i < count, i != count, count > i; count-- > 0, --count >= 0, count--, count > 0. */
static bool bound_of(const struct function_graph *graph, uint32_t condition, struct read_bound *bound)
{
    uint16_t op = OP_NONE;
    int64_t zero;
    condition = plain(graph, condition);
    if (condition == NO_ID)
        return false;
    const struct graph_node *node = &graph->nodes[condition];
    if (node->kind != NODE_BINARY) {
        const uint32_t down = counted_down(graph, condition, &op);
        bound->param = down != NO_ID ? down : param_of(graph, condition);
        return bound->param != NO_ID && op != OP_PRE_DEC; /* which would pass 0 by */
    }
    const uint32_t left = graph_child(graph, condition, 0), right = graph_child(graph, condition, 1);
    if (node->op == OP_LOGICAL_AND)
        return bound_of(graph, left, bound) || bound_of(graph, right, bound);
    bound->stops_below_zero = node->op != OP_NE;
    if ((node->op == OP_LT || node->op == OP_NE) && local_of(graph, left) != NO_ID && param_of(graph, right) != NO_ID) {
        bound->param = param_of(graph, right);
        return find_start(graph, local_of(graph, left), &bound->start);
    }
    if (node->op == OP_GT && param_of(graph, left) != NO_ID && local_of(graph, right) != NO_ID) {
        bound->param = param_of(graph, left);
        return find_start(graph, local_of(graph, right), &bound->start);
    }
    if (!is_number(graph, right, &zero) || zero != 0)
        return false;
    const uint32_t down = counted_down(graph, left, &op);
    bound->param = down != NO_ID ? down : param_of(graph, left);
    return bound->param != NO_ID &&
           (node->op == OP_GT || (node->op == OP_NE && op != OP_PRE_DEC) || (node->op == OP_GE && op == OP_PRE_DEC));
}

/* Nothing but counting down is done to it. */
static bool is_only_counted(const struct function_graph *graph, uint32_t param)
{
    for (uint32_t n = 0; n < graph->node_count; n++) {
        const struct graph_node *node = &graph->nodes[n];
        const bool is_changed =
            node->kind == NODE_ASSIGN ||
            (node->kind == NODE_UNARY && (node->op == OP_PRE_INC || node->op == OP_POST_INC || node->op == OP_ADDRESS));
        if (is_changed && is_param(graph, graph_child(graph, n, 0), param))
            return false;
    }
    return true;
}

static uint32_t condition_of(const struct variadic_body *body, uint32_t loop)
{
    const uint16_t kind = node_at(body, loop)->kind;
    return graph_child(&body->function->graph, loop, kind == NODE_WHILE ? 0 : 1);
}

bool read_find_bound(const struct variadic_body *body, uint32_t read, struct read_bound *ret_bound)
{
    const struct function_graph *graph = &body->function->graph;
    const uint32_t loop = loop_around(body, read);
    struct read_bound bound = {.param = NO_ID};
    /* the body of a do runs before it is asked */
    if (loop == NO_ID || node_at(body, loop)->kind == NODE_DO || loop_around(body, loop) != NO_ID ||
        !bound_of(graph, condition_of(body, loop), &bound) || bound.param >= BODY_PARAMS_MAX ||
        !is_only_counted(graph, bound.param) || body->params[bound.param] == NO_ID)
        return false;
    bound.param = body->params[bound.param];
    *ret_bound = bound;
    return true;
}

/* ---- loops that end at a sentinel -------------------------------------------------------------------------------- */

/* The local that a read is put into, NO_ID: none. */
static uint32_t target_of(const struct variadic_body *body, uint32_t read)
{
    const struct function_graph *graph = &body->function->graph;
    uint32_t node = read, up = node_at(body, node)->parent;
    while (up != NO_ID && node_at(body, up)->kind == NODE_CAST) {
        node = up;
        up = node_at(body, node)->parent;
    }
    if (up == NO_ID)
        return NO_ID;
    if (node_at(body, up)->kind == NODE_DECLARE)
        return node_at(body, up)->symbol;
    return node_at(body, up)->kind == NODE_ASSIGN && node_at(body, up)->op == OP_NONE
               ? local_of(graph, graph_child(graph, up, 0))
               : NO_ID;
}

/* The read itself, the local that it went into, or their assignment. */
static bool is_read_value(const struct variadic_body *body, uint32_t node, uint32_t read, uint32_t local)
{
    const struct function_graph *graph = &body->function->graph;
    node = plain(graph, node);
    if (node == NO_ID)
        return false;
    if (node == read || is_local(graph, node, local))
        return true;
    return graph->nodes[node].kind == NODE_ASSIGN && graph->nodes[node].op == OP_NONE &&
           plain(graph, graph_child(graph, node, 1)) == read;
}

/* Whether the condition says that what was read is no sentinel (goes_on), or that it is one; and which. */
static bool compares_read(const struct variadic_body *body, uint32_t condition, uint32_t read, uint32_t local,
                          bool goes_on, int64_t *ret_sentinel)
{
    const struct function_graph *graph = &body->function->graph;
    condition = plain(graph, condition);
    if (condition == NO_ID)
        return false;
    const struct graph_node *node = &graph->nodes[condition];
    *ret_sentinel = 0;
    if (is_read_value(body, condition, read, local))
        return goes_on;
    if (node->kind == NODE_UNARY && node->op == OP_NOT)
        return compares_read(body, graph_child(graph, condition, 0), read, local, !goes_on, ret_sentinel);
    if (node->kind != NODE_BINARY)
        return false;
    const uint32_t left = graph_child(graph, condition, 0), right = graph_child(graph, condition, 1);
    if (node->op == (goes_on ? OP_LOGICAL_AND : OP_LOGICAL_OR))
        return compares_read(body, left, read, local, goes_on, ret_sentinel) ||
               compares_read(body, right, read, local, goes_on, ret_sentinel);
    if (node->op == (goes_on ? OP_NE : OP_EQ))
        return (is_read_value(body, left, read, local) && is_number(graph, right, ret_sentinel)) ||
               (is_read_value(body, right, read, local) && is_number(graph, left, ret_sentinel));
    if (node->op != (goes_on ? OP_GE : OP_LT) || !is_read_value(body, left, read, local) ||
        !is_number(graph, right, ret_sentinel) || *ret_sentinel != 0)
        return false;
    *ret_sentinel = -1;
    return true;
}

static bool leaves(const struct variadic_body *body, uint32_t node)
{
    const struct function_graph *graph = &body->function->graph;
    for (uint32_t n = node; n < graph->nodes[node].subtree_end; n++)
        if (graph->nodes[n].kind == NODE_BREAK || graph->nodes[n].kind == NODE_RETURN ||
            graph->nodes[n].kind == NODE_GOTO)
            return true;
    return false;
}

/* while (x), while ((x = va_arg(...)) != NULL), for (...; x; ...), or if (!x) break; within the loop. Returns the node
 * that asks, NO_ID: nothing does. */
static uint32_t loop_end(const struct variadic_body *body, uint32_t loop, uint32_t read, int64_t *ret_sentinel)
{
    const struct function_graph *graph = &body->function->graph;
    const uint32_t local = target_of(body, read), condition = condition_of(body, loop);
    if (compares_read(body, condition, read, local, true, ret_sentinel))
        return condition;
    for (uint32_t n = read; n < graph->nodes[loop].subtree_end; n++)
        if (graph->nodes[n].kind == NODE_IF && leaves(body, graph_child(graph, n, 1)) &&
            read_is_certain(body, n, loop) &&
            compares_read(body, graph_child(graph, n, 0), read, local, false, ret_sentinel))
            return n;
    /* if ((x = va_arg(...)) == NULL) break; */
    for (uint32_t n = loop; n < read; n++)
        if (graph->nodes[n].kind == NODE_IF && read < graph->nodes[n].subtree_end &&
            leaves(body, graph_child(graph, n, 1)) && read_is_certain(body, n, loop) &&
            compares_read(body, graph_child(graph, n, 0), read, local, false, ret_sentinel))
            return n;
    return NO_ID;
}

/* What is read beside must be read in each turn, once it is known that this turn is not the last. */
static bool is_read_after(const struct variadic_body *body, uint32_t read, uint32_t loop, uint32_t asks)
{
    const struct graph_node *condition = node_at(body, asks);
    return read >= condition->subtree_end && read_is_certain(body, read, loop) && node_at(body, loop)->kind != NODE_DO;
}

bool read_find_end(const struct variadic_body *body, struct read_end *ret_end)
{
    for (uint32_t i = 0; i < body->read_count; i++) {
        const uint32_t read = body->reads[i], loop = loop_around(body, read);
        if (loop == NO_ID || loop_around(body, loop) != NO_ID)
            continue;
        const uint32_t asks = loop_end(body, loop, read, &ret_end->sentinel);
        if (asks == NO_ID)
            continue;
        bool is_known = true;
        uint32_t before = 0, beside = 0;
        for (uint32_t k = 0; k < body->read_count; k++) {
            const uint32_t other = body->reads[k];
            if (other == read)
                continue;
            const bool is_inside = loop_around(body, other) == loop;
            beside += is_inside;
            before += !is_inside;
            is_known &= is_inside
                            ? is_read_after(body, other, loop, asks)
                            : target_of(body, other) != NO_ID && target_of(body, other) == target_of(body, read) &&
                                  asks == condition_of(body, loop) && !read_is_in_loop(body, other);
        }
        if (!is_known || before > 1 || (before && beside))
            continue;
        ret_end->read = read;
        ret_end->loop = loop;
        return true;
    }
    return false;
}

/* ---- a switch over a parameter ----------------------------------------------------------------------------------- */

static uint32_t switch_around(const struct variadic_body *body, uint32_t node)
{
    uint32_t found = NO_ID;
    for (uint32_t up = node_at(body, node)->parent; up != NO_ID; up = node_at(body, up)->parent)
        if (node_at(body, up)->kind == NODE_SWITCH)
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
        if (body->reads[i] < node || body->reads[i] >= node_at(body, node)->subtree_end)
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
    uint32_t node = body->read_count ? node_at(body, body->reads[0])->parent : NO_ID;
    while (node != NO_ID && (node_at(body, node)->kind != NODE_SWITCH || !holds_all_reads(body, node)))
        node = node_at(body, node)->parent;
    if (node == NO_ID || loop_around(body, node) == NO_ID || !has_character(&body->function->graph, '%'))
        return 0;
    return collect_cases(body, node, ret_cases, max);
}
