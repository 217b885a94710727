#include "lower_body.h"

namespace cet
{

/* Evaluating a node evaluates its subtree: a bound keeps long constant chains from costing the square of their size. */
#define EVALUATED_SUBTREE_MAX 256

static bool can_have_value(const graph_node &node)
{
    switch (node.kind) {
    case NODE_UNARY:
        return node.op == OP_MINUS || node.op == OP_PLUS || node.op == OP_BIT_NOT || node.op == OP_NOT;
    case NODE_BINARY:
        return node.op != OP_COMMA;
    case NODE_CAST:
        return node.op == OP_CONVERT_INT || node.op == OP_TO_BOOL || node.op == OP_OTHER;
    case NODE_CONDITIONAL:
    case NODE_OTHER_EXPR:
        return true;
    default:
        return false;
    }
}

static bool parts_have_values(const body_graph &graph, uint32_t node)
{
    for (uint32_t part = node + 1; part < graph.nodes[node].subtree_end; part = graph.nodes[part].subtree_end)
        if (!(graph.nodes[part].flags & (NODE_FLAG_HAS_VALUE | NODE_FLAG_UNEVALUATED)))
            return false;
    return true;
}

static void set_value(graph_node &node, const llvm::APSInt &value)
{
    if (value.getSignificantBits() > 64 && value.getActiveBits() > 64)
        return;
    node.value = value.isSigned() ? value.getSExtValue() : static_cast<int64_t>(value.getZExtValue());
    node.flags |= NODE_FLAG_HAS_VALUE;
}

/* Most are literals converted to another width; asking the evaluator for each would cost more than the rest. */
static bool convert_value(lowering &low, graph_node &node, clang::QualType type, int64_t operand)
{
    if (node.kind != NODE_CAST || node.op != OP_CONVERT_INT || type->isBooleanType() ||
        !type->isIntegralOrEnumerationType())
        return false;
    unsigned width = static_cast<unsigned>(low.context.getIntWidth(type));
    if (width > 64)
        return false;
    llvm::APInt value = llvm::APInt(64, static_cast<uint64_t>(operand), true).trunc(width);
    set_value(node, llvm::APSInt(value, !type->isSignedIntegerOrEnumerationType()));
    return true;
}

void evaluate_nodes(lowering &low, body_graph &graph)
{
    for (uint32_t i = static_cast<uint32_t>(graph.nodes.size()); i-- > 0;) {
        graph_node &node = graph.nodes[i];
        auto *expr = llvm::dyn_cast_or_null<clang::Expr>(graph.node_to_stmt[i]);
        if (expr == nullptr || !can_have_value(node) || (node.flags & NODE_FLAG_HAS_VALUE) ||
            !expr->getType()->isIntegralOrEnumerationType())
            continue;
        if (!parts_have_values(graph, i) || node.subtree_end - i > EVALUATED_SUBTREE_MAX)
            continue;
        if (node.subtree_end > i + 1 && convert_value(low, node, expr->getType(), graph.nodes[i + 1].value))
            continue;
        clang::Expr::EvalResult result;
        if (expr->EvaluateAsInt(result, low.context, clang::Expr::SE_NoSideEffects))
            set_value(node, result.Val.getInt());
    }
}

} // namespace cet
