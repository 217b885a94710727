#include "storage.h"

#include "expressions.h"
#include "types.h"

#define MAX_TEXT_DEPTH 8

static bool is_pointer_valued(const struct function_graph *graph, uint32_t node)
{
    /* An integer operand of pointer arithmetic is never a decayed array or an address. */
    const struct graph_node *n = &graph->nodes[node];
    return !(n->kind == NODE_INT_LITERAL || n->flags & NODE_FLAG_HAS_VALUE ||
             (n->kind == NODE_CAST && n->op == OP_CONVERT_INT));
}

static struct storage find(const struct function_graph *graph, uint32_t node, bool is_value)
{
    struct storage found = {.variable = NO_ID};
    while (node < graph->node_count) {
        const struct graph_node *n = &graph->nodes[node];
        uint32_t next = graph_child(graph, node, 0);
        switch ((enum node_kind)n->kind) {
        case NODE_PARAM:
        case NODE_LOCAL:
        case NODE_GLOBAL:
        case NODE_STRING_LITERAL:
        case NODE_COMPOUND_LITERAL:
            found.is_behind |= is_value;
            found.variable = node;
            return found;
        case NODE_MEMBER:
            if (is_value)
                found.is_behind = true;
            is_value = n->op == OP_ARROW;
            break;
        case NODE_SUBSCRIPT:
            if (is_value)
                found.is_behind = true;
            is_value = true;
            break;
        case NODE_UNARY:
            if (n->op == OP_ADDRESS)
                is_value = false;
            else if (n->op == OP_DEREF) {
                found.is_behind |= is_value;
                is_value = true;
            }
            break;
        case NODE_CAST:
            if (n->op == OP_DECAY)
                is_value = false;
            else if (n->op == OP_LOAD) {
                found.is_behind = true;
                is_value = false;
            }
            break;
        case NODE_BINARY:
            if (n->op == OP_COMMA || (n->op == OP_ADD && next != NO_ID && !is_pointer_valued(graph, next)))
                next = graph_child(graph, node, 1);
            else if (n->op != OP_ADD && n->op != OP_SUB)
                return found;
            break;
        case NODE_ASSIGN:
            next = graph_child(graph, node, n->op == OP_NONE ? 1 : 0);
            break;
        default:
            return found;
        }
        node = next;
    }
    return found;
}

struct storage storage_of_place(const struct function_graph *graph, uint32_t place)
{
    return find(graph, place, false);
}

struct storage storage_pointed_to(const struct function_graph *graph, uint32_t pointer)
{
    return find(graph, pointer, true);
}

uint32_t storage_root(const struct function_graph *graph, uint32_t node)
{
    if (node < graph->node_count && graph->nodes[node].kind == NODE_DECLARE)
        return node;
    return find(graph, node, false).variable;
}

bool is_same_variable(const struct function_graph *graph, uint32_t a, uint32_t b)
{
    if (a >= graph->node_count || b >= graph->node_count)
        return false;
    uint16_t left = graph->nodes[a].kind, right = graph->nodes[b].kind;
    left = left == NODE_DECLARE ? NODE_LOCAL : left;
    right = right == NODE_DECLARE ? NODE_LOCAL : right;
    return left == right && (left == NODE_LOCAL || left == NODE_PARAM || left == NODE_GLOBAL) &&
           graph->nodes[a].symbol == graph->nodes[b].symbol;
}

static bool may_be_flexible(const struct facts *facts, const struct graph_node *array)
{
    const struct fact_type *type = resolved_type(facts, array->type);
    return array->kind == NODE_MEMBER && type && type->count <= 1;
}

uint32_t storage_fixed_array(const struct facts *facts, const struct function_graph *graph, uint32_t pointer,
                             uint64_t *ret_bytes)
{
    uint64_t offset = 0;
    while (pointer < graph->node_count) {
        const struct graph_node *n = &graph->nodes[pointer];
        const struct fact_type *element = element_type(facts, n->type);
        uint32_t next = graph_child(graph, pointer, 0), index = graph_child(graph, pointer, 1);
        int64_t steps;
        if (n->kind == NODE_BINARY && (n->op == OP_ADD || n->op == OP_SUB)) {
            if (n->op == OP_ADD && constant_value(graph, index, &steps) && steps > 0 && element)
                offset += (uint64_t)steps * element->size_bytes;
        } else if (n->kind == NODE_SUBSCRIPT) {
            if (constant_value(graph, index, &steps) && steps > 0 && resolved_type(facts, n->type))
                offset += (uint64_t)steps * resolved_type(facts, n->type)->size_bytes;
        } else if (n->kind == NODE_UNARY && n->op == OP_ADDRESS) {
            if (next != NO_ID && graph->nodes[next].kind != NODE_SUBSCRIPT &&
                !is_fixed_array_type(facts, graph->nodes[next].type))
                return NO_ID;
        } else if (n->flags & NODE_FLAG_LVALUE && is_fixed_array_type(facts, n->type)) {
            const struct fact_type *array = resolved_type(facts, n->type);
            if (n->kind == NODE_STRING_LITERAL || may_be_flexible(facts, n) || offset > array->size_bytes)
                return NO_ID;
            *ret_bytes = array->size_bytes - offset;
            return pointer;
        } else if (n->kind != NODE_CAST || n->op == OP_LOAD) {
            return NO_ID;
        }
        pointer = next;
    }
    return NO_ID;
}

const struct type_field *member_field(const struct facts *facts, const struct function_graph *graph, uint32_t member)
{
    uint32_t base = graph_child(graph, member, 0);
    const struct fact_type *record = base == NO_ID ? NULL : resolved_type(facts, graph->nodes[base].type);
    if (record && record->kind == TYPE_POINTER)
        record = resolved_type(facts, record->target);
    uint32_t field = graph->nodes[member].symbol;
    return record && field < record->field_count ? &record->fields[field] : NULL;
}

static const char *variable_name(const struct facts *facts, const struct fact_function *function,
                                 const struct graph_node *n)
{
    if (n->kind == NODE_PARAM && n->symbol < function->param_count)
        return function->params[n->symbol].name;
    if ((n->kind == NODE_LOCAL || n->kind == NODE_DECLARE) && n->symbol < function->graph.local_count)
        return function->graph.locals[n->symbol].name;
    if (n->kind == NODE_GLOBAL && n->symbol < facts->global_count)
        return facts->globals[n->symbol].name;
    if (n->kind == NODE_FUNCTION && n->symbol < facts->function_count)
        return facts->functions[n->symbol].name;
    return "...";
}

static const char *text_below(const struct facts *facts, const struct fact_function *function, uint32_t node,
                              struct arena *arena, unsigned depth)
{
    const struct function_graph *graph = &function->graph;
    node = graph_skip_casts(graph, node);
    if (node >= graph->node_count || depth > MAX_TEXT_DEPTH)
        return "...";
    const struct graph_node *n = &graph->nodes[node];
#define CHILD(i) text_below(facts, function, graph_child(graph, node, i), arena, depth + 1)
    switch ((enum node_kind)n->kind) {
    case NODE_UNARY:
        if (n->op == OP_POST_INC || n->op == OP_POST_DEC)
            return arena_printf(arena, "%s%s", CHILD(0), operator_token_text(n->op));
        return arena_printf(arena, "%s%s", operator_token_text(n->op), CHILD(0));
    case NODE_MEMBER:
        return arena_printf(arena, "%s%s%s", CHILD(0), operator_token_text(n->op),
                            member_field(facts, graph, node) ? member_field(facts, graph, node)->name : "...");
    case NODE_SUBSCRIPT:
        return arena_printf(arena, "%s[%s]", CHILD(0), CHILD(1));
    case NODE_BINARY:
        return arena_printf(arena, "%s %s %s", CHILD(0), operator_token_text(n->op), CHILD(1));
    case NODE_CALL:
        return arena_printf(arena, "%s(...)", CHILD(0));
    case NODE_INT_LITERAL:
        return arena_printf(arena, "%lld", (long long)n->value);
    default:
        return variable_name(facts, function, n);
    }
#undef CHILD
}

const char *place_text(const struct facts *facts, const struct fact_function *function, uint32_t node,
                       struct arena *arena)
{
    return text_below(facts, function, node, arena, 0);
}
