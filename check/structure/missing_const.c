/* A pointer parameter through which nothing is written: const would say so to the caller.
 *
 * Followed is the pointer itself, what is computed from it, and pointers that are read through it: it may be compared,
 * read through, and given to what takes a pointer to const. Anything else (given on, kept, returned, assigned to
 * another pointer) counts as a way to write. Silent on functions whose address is taken, as their type is another's
 * choice, and on parameters that are not used at all. */
#include "call_circles.h"
#include "declarations.h"
#include "expressions.h"
#include "pass.h"

static uint32_t pointee(const struct facts *facts, uint32_t type)
{
    type = facts_resolve_type(facts, type);
    return type < facts->type_count && facts->types[type].kind == TYPE_POINTER ? facts->types[type].target : NO_ID;
}

static bool is_const(const struct facts *facts, uint32_t type)
{
    for (unsigned depth = 0; type < facts->type_count && depth < 8; depth++) {
        if (facts->types[type].flags & TYPE_FLAG_CONST)
            return true;
        if (facts->types[type].kind != TYPE_TYPEDEF)
            return false;
        type = facts->types[type].target;
    }
    return false;
}

static bool points_to_const(const struct facts *facts, uint32_t type)
{
    uint32_t target = pointee(facts, type);
    return target != NO_ID && is_const(facts, target);
}

static bool is_pointer(const struct facts *facts, uint32_t type)
{
    return pointee(facts, type) != NO_ID;
}

/* Written as a pointer to an object, `T *p` or `T p[]`: no typedef hides the star. */
static bool could_have_const(const struct facts *facts, uint32_t type)
{
    if (type >= facts->type_count || facts->types[type].kind != TYPE_POINTER)
        return false;
    uint32_t target = facts_resolve_type(facts, facts->types[type].target);
    if (target >= facts->type_count || is_const(facts, facts->types[type].target))
        return false;
    const struct fact_type *object = &facts->types[target];
    return object->kind != TYPE_FUNCTION && object->kind != TYPE_VOID && object->kind != TYPE_POINTER &&
           object->kind != TYPE_ARRAY && !(object->flags & (TYPE_FLAG_VOLATILE | TYPE_FLAG_ATOMIC));
}

enum fate {
    FATE_HARMLESS,
    FATE_WRITTEN,
    FATE_LVALUE,  /* goes on as something that is behind the pointer */
    FATE_POINTER, /* goes on as a pointer to there */
};

static bool is_left(const struct function_graph *graph, uint32_t parent, uint32_t node)
{
    return graph_child(graph, parent, 0) == node;
}

/* `p = p->next` moves the parameter along, no more. */
static bool moves_param(const struct function_graph *graph, uint32_t assignment, uint32_t param)
{
    const struct graph_node *n = &graph->nodes[assignment];
    uint32_t left = graph_child(graph, assignment, 0);
    return n->kind == NODE_ASSIGN && n->op == OP_NONE && left < graph->node_count &&
           graph->nodes[left].kind == NODE_PARAM && graph->nodes[left].symbol == param;
}

static bool is_comparison(const struct graph_node *node)
{
    return node->op >= OP_LT && node->op <= OP_LOGICAL_OR;
}

/* What becomes of a pointer, the value of node. */
static enum fate fate_of_pointer(const struct facts *facts, const struct function_graph *graph, uint32_t node,
                                 uint32_t param)
{
    uint32_t parent = graph->nodes[node].parent;
    if (parent == NO_ID)
        return FATE_HARMLESS;
    const struct graph_node *n = &graph->nodes[parent];
    switch ((enum node_kind)n->kind) {
    case NODE_CAST:
        if (points_to_const(facts, n->type) || n->op == OP_TO_BOOL || n->op == OP_TO_VOID || n->op == OP_POINTER_TO_INT)
            return FATE_HARMLESS;
        return n->flags & NODE_FLAG_IMPLICIT && is_pointer(facts, n->type) ? FATE_POINTER : FATE_WRITTEN;
    case NODE_UNARY:
        return n->op == OP_DEREF ? FATE_LVALUE : n->op == OP_NOT ? FATE_HARMLESS : FATE_WRITTEN;
    case NODE_MEMBER:
        return FATE_LVALUE;
    case NODE_SUBSCRIPT:
        return is_left(graph, parent, node) ? FATE_LVALUE : FATE_WRITTEN;
    case NODE_BINARY:
        if (is_comparison(n) || (n->op == OP_COMMA && is_left(graph, parent, node)))
            return FATE_HARMLESS;
        return is_pointer(facts, n->type) ? FATE_POINTER : n->op == OP_SUB ? FATE_HARMLESS : FATE_WRITTEN;
    case NODE_CONDITIONAL:
        return is_left(graph, parent, node) ? FATE_HARMLESS : FATE_POINTER;
    case NODE_IF:
    case NODE_WHILE:
    case NODE_DO:
    case NODE_FOR:
    case NODE_COMPOUND:
    case NODE_SIZEOF:
        return FATE_HARMLESS;
    default:
        return moves_param(graph, parent, param) ? FATE_HARMLESS : FATE_WRITTEN;
    }
}

/* What becomes of an object behind the pointer, designated by node. */
static enum fate fate_of_lvalue(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    if (parent == NO_ID)
        return FATE_HARMLESS;
    const struct graph_node *n = &graph->nodes[parent];
    switch ((enum node_kind)n->kind) {
    case NODE_CAST:
        if (n->op == OP_LOAD) /* the value is a copy; of a pointer, a way to go on */
            return is_pointer(facts, n->type) && !points_to_const(facts, n->type) ? FATE_POINTER : FATE_HARMLESS;
        return n->op == OP_DECAY ? FATE_POINTER : n->op == OP_TO_VOID ? FATE_HARMLESS : FATE_WRITTEN;
    case NODE_MEMBER:
        return FATE_LVALUE;
    case NODE_UNARY:
        return n->op == OP_ADDRESS ? FATE_POINTER : FATE_WRITTEN;
    case NODE_SIZEOF:
    case NODE_COMPOUND:
        return FATE_HARMLESS;
    default:
        return FATE_WRITTEN;
    }
}

static bool is_void_pointer(const struct facts *facts, uint32_t type)
{
    uint32_t target = facts_resolve_type(facts, pointee(facts, type));
    return target < facts->type_count && facts->types[target].kind == TYPE_VOID;
}

/* Whether the use of the parameter at node, which designates it, may write to what it points to. */
static bool may_write(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    if (parent == NO_ID)
        return true;
    const struct graph_node *n = &graph->nodes[parent];
    if (n->kind == NODE_ASSIGN && is_left(graph, parent, node)) { /* `p = q`, `p += n` change the parameter itself */
        if (n->op == OP_NONE && !points_to_const(facts, n->type) && is_void_pointer(facts, n->type))
            return true;
    } else if (n->kind == NODE_UNARY && n->op >= OP_PRE_INC && n->op <= OP_POST_DEC) {
        /* goes on as the pointer that it gives */
    } else if (n->kind == NODE_CAST && n->op == OP_LOAD) {
        /* the usual way */
    } else {
        return n->kind != NODE_SIZEOF;
    }
    bool is_lvalue = false;
    for (uint32_t at = parent; at != NO_ID; at = graph->nodes[at].parent) {
        enum fate fate =
            is_lvalue ? fate_of_lvalue(facts, graph, at) : fate_of_pointer(facts, graph, at, graph->nodes[node].symbol);
        if (fate == FATE_HARMLESS || fate == FATE_WRITTEN)
            return fate == FATE_WRITTEN;
        is_lvalue = fate == FATE_LVALUE;
    }
    return false;
}

#define MAX_PARAMS 64

/* One bit each of the parameters that are used, and of those that may be written through. */
struct param_bits {
    uint64_t used, written;
};

static struct param_bits look_at_uses(const struct facts *facts, const struct function_graph *graph, uint64_t wanted)
{
    struct param_bits bits = {0};
    for (uint32_t i = 0; i < graph->node_count && wanted & ~bits.written; i++) {
        const struct graph_node *node = &graph->nodes[i];
        if (node->kind != NODE_PARAM || node->symbol >= MAX_PARAMS || !(wanted >> node->symbol & 1))
            continue;
        uint64_t bit = UINT64_C(1) << node->symbol;
        if (!(bits.written & bit) && may_write(facts, graph, i))
            bits.written |= bit;
        bits.used |= bit;
    }
    return bits;
}

static bool is_read_through(const struct facts *facts, const struct function_graph *graph, uint32_t param)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_PARAM || graph->nodes[i].symbol != param)
            continue;
        uint32_t at = i;
        for (unsigned steps = 0; at != NO_ID && steps < 4; steps++, at = graph->nodes[at].parent) {
            const struct graph_node *n = &graph->nodes[at];
            if ((n->kind == NODE_UNARY && n->op == OP_DEREF) || n->kind == NODE_SUBSCRIPT ||
                (n->kind == NODE_MEMBER && n->op == OP_ARROW) ||
                (n->kind == NODE_CAST && points_to_const(facts, n->type)))
                return true;
        }
    }
    return false;
}

static void report(struct check_pass *pass, const struct fact_function *function, uint32_t param,
                   uint32_t declaration_count)
{
    const struct fact_param *p = &function->params[param];
    struct source_range range = {p->place.file, p->place.line, p->place.column, p->place.line, p->place.column};
    bool has_place = p->place.file < pass->facts->file_count && p->place.line;
    struct check_place place = {.function = function, .range = has_place ? range : function->range};
    if (declaration_count == 1 && has_place)
        place.edits[0] = (struct check_edit){range, "const "};
    check_report(pass, &place, "nothing is written through '%s'; declare it as a pointer to const", p->name);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function, uint32_t declaration_count)
{
    const struct facts *facts = pass->facts;
    uint64_t wanted = 0;
    for (uint32_t i = 0; i < function->param_count && i < MAX_PARAMS; i++)
        if (could_have_const(facts, function->params[i].type) && *function->params[i].name)
            wanted |= UINT64_C(1) << i;
    struct param_bits bits = look_at_uses(facts, &function->graph, wanted);
    for (uint32_t i = 0; i < function->param_count && i < MAX_PARAMS; i++)
        if (wanted & bits.used & ~bits.written & UINT64_C(1) << i && is_read_through(facts, &function->graph, i))
            report(pass, function, i, declaration_count);
}

void check_missing_const(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct call_circles calls;
    struct declarations all;
    call_circles_init(&calls, facts);
    declarations_init(&all, facts);
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        if (function->is_defined && function->graph.node_count && !calls.is_named[calls.same_as[i]])
            look_at_function(pass, function, all.of_function[i + 1] - all.of_function[i]);
    }
    declarations_release(&all);
    call_circles_release(&calls);
}
