/* A value that the source shows to be negative on a path is converted to an unsigned type: -1 of a failed read becomes
 * the greatest size there is. */
#include "evidence.h"
#include "expression_name.h"
#include "expressions.h"
#include "range_calls.h"
#include "ranges.h"
#include "sized_arguments.h"

static uint32_t outer(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    while (parent < graph->node_count && graph->nodes[parent].kind == NODE_CAST) {
        node = parent;
        parent = graph->nodes[node].parent;
    }
    return parent;
}

/* Where a huge number does harm. Sums are left out: `at + step` comes out right, whatever the type; and so is what is
 * returned, often a failure that is handed on as (size_t)-1. */
static bool is_harmful_use(const struct function_graph *graph, uint32_t cast)
{
    uint32_t user = outer(graph, cast);
    if (user >= graph->node_count)
        return false;
    const struct graph_node *n = &graph->nodes[user];
    switch ((enum node_kind)n->kind) {
    case NODE_CALL:
    case NODE_DECLARE:
        return true;
    case NODE_ASSIGN:
        return n->op == OP_NONE;
    case NODE_BINARY:
        return (n->op >= OP_LT && n->op <= OP_GE) || n->op == OP_MUL || n->op == OP_DIV;
    default:
        return false;
    }
}

static bool is_size_argument(const struct facts *facts, const struct function_graph *graph, uint32_t cast)
{
    uint32_t call = outer(graph, cast);
    if (call >= graph->node_count || graph->nodes[call].kind != NODE_CALL)
        return false;
    struct sized_argument sizes[MAX_SIZED_ARGUMENTS];
    uint32_t count = sized_arguments_of(facts, graph, call, sizes);
    for (uint32_t i = 0; i < count; i++)
        if (cast >= sizes[i].size && cast < graph->nodes[sizes[i].size].subtree_end)
            return true;
    return false;
}

/* A written cast says that it is meant, unless it only pleases the compiler where a size is wanted. */
static bool is_candidate(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind != NODE_CAST || n->op != OP_CONVERT_INT ||
        n->flags & (NODE_FLAG_UNEVALUATED | NODE_FLAG_HAS_VALUE | NODE_FLAG_CONSTANT))
        return false;
    struct integer_type to, from;
    uint32_t operand = graph_child(graph, node, 0);
    if (operand >= graph->node_count || !integer_type_of(facts, n->type, &to) || to.is_signed ||
        !integer_type_of(facts, graph->nodes[operand].type, &from) || !from.is_signed || to.bits < from.bits ||
        to.bits < 32)
        return false;
    return n->flags & NODE_FLAG_IMPLICIT ? is_harmful_use(graph, node) : is_size_argument(facts, graph, node);
}

/* A -1 written in the very expression that is converted is meant. A
 * text that is too short for what is subtracted from its length is no evidence of a negative number, but of another
 * mistake. */
static bool is_weak(const struct facts *facts, const struct function_graph *graph, uint32_t operand, uint32_t shower)
{
    if (shower >= graph->node_count)
        return true;
    const struct range_call *call = range_call_find(facts, graph, shower);
    return (call && call->kind == RANGE_CALL_LENGTH) ||
           (shower >= operand && shower < graph->nodes[operand].subtree_end && graph->nodes[shower].kind != NODE_CALL);
}

static void look_at_cast(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t operand = graph_child(graph, node, 0);
    struct range range;
    int64_t constant;
    if (constant_value(graph, operand, &constant) || !range_at(ranges_of(pass, function), operand, &range) ||
        !range_is_shown(&range) || range.shown_low >= 0 || is_weak(pass->facts, graph, operand, range.low_shower) ||
        evidence_is_flagged(graph, range.low_shower, operand, node))
        return;
    uint32_t type = graph->nodes[node].type;
    check_report(pass,
                 &(struct check_place){.function = function,
                                       .range = graph->nodes[node].range,
                                       .note = range_note(pass, function, range.low_shower, range.shown_low)},
                 "%s may be %lld here and is converted to '%s', where that is a huge number; test it first",
                 expression_name(pass->facts, function, operand, pass->arena), (long long)range.shown_low,
                 pass->facts->types[type].spelling);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (is_candidate(pass->facts, &function->graph, i))
            look_at_cast(pass, function, i);
}

void check_sign_loss(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
