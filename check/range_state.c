#include "expressions.h"
#include "range_solver.h"

struct range solver_whole(const struct range_solver *solver, uint32_t node)
{
    struct integer_type type = {64, true, INT64_MIN, INT64_MAX};
    if (node < solver->graph->node_count)
        (void)integer_type_of(solver->facts, solver_node(solver, node)->type, &type); /* else: everything */
    return range_of_type(&type);
}

/* The facts hold constants of unsigned types as the 64 bits that they are. */
struct range graph_constant_range(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    struct integer_type type;
    int64_t value = graph->nodes[node].value;
    if (value < 0 && integer_type_of(facts, graph->nodes[node].type, &type) && !type.is_signed)
        value = type.high;
    return range_of_constant(value, node);
}

bool is_constant_node(const struct graph_node *node)
{
    return node->flags & NODE_FLAG_HAS_VALUE || node->kind == NODE_INT_LITERAL || node->kind == NODE_ENUMERATOR;
}

uint8_t solver_place_read(const struct range_solver *solver, uint32_t node)
{
    while (node < solver->graph->node_count && solver_place(solver, node) == NO_PLACE &&
           solver_node(solver, node)->kind == NODE_CAST &&
           (solver_node(solver, node)->op == OP_LOAD || solver_node(solver, node)->op == OP_CONVERT_INT))
        node = graph_child(solver->graph, node, 0);
    return solver_place(solver, node);
}

static void forget_relations(struct range_state *state, uint8_t place)
{
    for (uint32_t i = 0; i < state->relation_count; i++)
        if (state->relations[i].a == place || state->relations[i].b == place)
            state->relations[i--] = state->relations[--state->relation_count];
}

struct range solver_unknown(const struct range_solver *solver, uint8_t place)
{
    struct integer_type everything = {64, true, INT64_MIN, INT64_MAX};
    const struct range_place *p = &solver->places.items[place];
    return range_of_type(p->is_integer ? &p->type : &everything);
}

void solver_put(const struct range_solver *solver, struct range_state *state, uint8_t place, const struct range *value)
{
    if (place == NO_PLACE)
        return;
    forget_relations(state, place);
    state->ranges[place] = value ? *value : solver_unknown(solver, place);
    state->ranges[place].growths = 0;
    state->ranges[place].flags &= ~(uint32_t)RANGE_WRAPS;
    if (solver->places.items[place].kind == NODE_MEMBER)
        return;
    for (uint32_t i = 0; i < solver->places.count; i++)
        if (solver->places.items[i].base == place && solver->places.items[i].kind == NODE_MEMBER) {
            forget_relations(state, (uint8_t)i);
            state->ranges[i] = solver_unknown(solver, (uint8_t)i);
            state->ranges[i].source = state->ranges[place].source;
        }
}

uint8_t solver_root(const struct range_solver *solver, uint32_t node)
{
    const struct function_graph *graph = solver->graph;
    bool is_loaded = false;
    for (unsigned i = 0; i < MAX_EVALUATED_DEPTH && node < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[node];
        if (n->kind == NODE_LOCAL || n->kind == NODE_PARAM)
            return solver_place(solver, node);
        if (is_loaded) /* a pointer that stands in the storage leads out of it */
            return NO_PLACE;
        is_loaded = n->kind == NODE_CAST && n->op == OP_LOAD;
        if (n->kind != NODE_MEMBER && n->kind != NODE_SUBSCRIPT && n->kind != NODE_CAST &&
            !(n->kind == NODE_UNARY && (n->op == OP_DEREF || n->op == OP_ADDRESS)) &&
            !(n->kind == NODE_BINARY && (n->op == OP_ADD || n->op == OP_SUB)))
            return NO_PLACE;
        node = graph_child(graph, node, 0);
    }
    return NO_PLACE;
}
