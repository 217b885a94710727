#include "ranges.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "flow.h"
#include "range_solver.h"

#define MAX_STATES_BYTES (8u << 20)

/* index_of_node holds these, or 2 more than an index into found. */
enum { NEVER_EVALUATED, WHOLE_TYPE, FIRST_FOUND };

struct ranges {
    const struct facts *facts;
    const struct function_graph *graph;
    uint32_t *index_of_node;
    struct range *found;
    size_t found_count, found_capacity;
};

struct ranges_cache {
    uint32_t function_count;
    struct ranges **of_function;
    bool *is_tried;
    struct range_callees callees;
};

static bool is_asked_operand(const struct graph_node *parent)
{
    switch ((enum node_kind)parent->kind) {
    case NODE_SUBSCRIPT:
    case NODE_ASSIGN:
    case NODE_CALL:
    case NODE_ARRAY_SIZE:
        return true;
    case NODE_BINARY:
        return parent->op >= OP_ADD && parent->op <= OP_GE;
    case NODE_CAST:
        return parent->op == OP_CONVERT_INT || parent->op == OP_CONVERT_FLOAT;
    default:
        return false;
    }
}

static bool is_asked(const struct range_solver *solver, uint32_t node)
{
    const struct graph_node *n = solver_node(solver, node);
    struct integer_type type;
    if (n->flags & (NODE_FLAG_HAS_VALUE | NODE_FLAG_LVALUE) || n->parent >= solver->graph->node_count)
        return false;
    bool is_sum = n->kind == NODE_BINARY && n->op >= OP_ADD && n->op <= OP_MUL;
    return (is_sum || is_asked_operand(solver_node(solver, n->parent))) &&
           integer_type_of(solver->facts, n->type, &type);
}

static void record(struct range_solver *solver, struct range_state *state, uint32_t node)
{
    struct ranges *ranges = solver->ranges;
    struct range whole = solver_whole(solver, node), value = solver_evaluate(solver, state, node, 0);
    bool is_whole = value.low == whole.low && value.high == whole.high && !range_is_shown(&value) && !value.flags &&
                    value.source == NO_ID;
    ranges->index_of_node[node] = is_whole ? WHOLE_TYPE : FIRST_FOUND + (uint32_t)ranges->found_count;
    if (!is_whole)
        ARRAY_PUSH(ranges->found, ranges->found_count, ranges->found_capacity, value);
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct range_solver *solver = context;
    struct range_state *state = state_bytes;
    if (state->is_dead)
        return;
    switch ((enum node_kind)solver_node(solver, node)->kind) {
    case NODE_DECLARE: {
        uint8_t place = solver_place(solver, node);
        bool has_value =
            place != NO_PLACE && solver->places.items[place].is_integer && solver_node(solver, node)->child_count;
        struct range value =
            has_value ? solver_evaluate(solver, state, graph_child(solver->graph, node, 0), 0) : (struct range){0};
        solver_put(solver, state, place, has_value ? &value : NULL);
        break;
    }
    case NODE_ASSIGN:
        solver_see_assignment(solver, state, node);
        break;
    case NODE_UNARY:
        solver_see_step(solver, state, node);
        break;
    case NODE_CALL:
        solver_see_call(solver, state, node);
        break;
    default:
        break;
    }
    if (solver->is_recording && is_asked(solver, node))
        record(solver, state, node);
}

static bool branch(void *context, void *state, uint32_t condition, bool is_true)
{
    return !((struct range_state *)state)->is_dead && solver_believe(context, state, condition, is_true, 0);
}

/* The value of a `case`, false for default, the end of the switch, and ranges. */
static bool case_value(const struct function_graph *graph, uint32_t block, int64_t *ret_value)
{
    uint32_t label = graph->blocks[block].label;
    if (label >= graph->node_count || graph->nodes[label].kind != NODE_CASE || graph->nodes[label].text)
        return false;
    *ret_value = graph->nodes[label].value;
    return true;
}

/* Behind a case the value is that of the case, on the other edges it is none of them. */
static bool choose(void *context, void *state_bytes, uint32_t block, uint32_t next)
{
    struct range_solver *solver = context;
    struct range_state *state = state_bytes;
    const struct function_graph *graph = solver->graph;
    const struct graph_block *b = &graph->blocks[block];
    uint32_t condition = graph_child(graph, b->terminator, 0);
    struct integer_type type;
    int64_t value;
    if (state->is_dead)
        return false;
    if (condition == NO_ID || !integer_type_of(solver->facts, solver_node(solver, condition)->type, &type))
        return true;
    bool is_case = case_value(graph, next, &value), can_be_taken = true;
    for (uint32_t i = 0; can_be_taken && i < (is_case ? 1 : b->successor_count); i++) {
        uint32_t other = is_case ? next : graph->successors[b->first_successor + i];
        if (other >= graph->block_count || !case_value(graph, other, &value))
            continue;
        struct range constant = range_of_constant(value, graph->blocks[other].label);
        struct range_limit limit =
            solver_limit_of_test(is_case ? OP_EQ : OP_NE, &constant, true, graph->blocks[other].label);
        can_be_taken = solver_limit(solver, state, condition, &limit, 0);
    }
    return can_be_taken;
}

static bool join_relations(struct range_state *into, const struct range_state *from)
{
    bool has_changed = false;
    for (uint32_t i = 0; i < from->relation_count; i++) {
        const struct range_relation *other = &from->relations[i];
        uint32_t k = 0;
        while (k < into->relation_count && (into->relations[k].a != other->a || into->relations[k].b != other->b))
            k++;
        if (k == MAX_RELATIONS)
            continue;
        if (k == into->relation_count) {
            into->relations[into->relation_count++] = *other;
            has_changed = true;
        } else if (other->shown & ~into->relations[k].shown) {
            into->relations[k].shown |= other->shown;
            into->relations[k].shower = other->shower;
            has_changed = true;
        }
    }
    return has_changed;
}

static bool join(void *context, void *into_bytes, const void *from_bytes)
{
    struct range_solver *solver = context;
    struct range_state *into = into_bytes;
    const struct range_state *from = from_bytes;
    if (from->is_dead)
        return false;
    if (into->is_dead) {
        memcpy(into, from, solver->state_size);
        return true;
    }
    bool has_changed = join_relations(into, from);
    for (uint32_t i = 0; i < solver->places.count; i++) {
        const struct range_place *place = &solver->places.items[i];
        has_changed |= range_join(&into->ranges[i], &from->ranges[i], place->is_integer ? &place->type : NULL,
                                  solver->marks, solver->mark_count);
    }
    return has_changed;
}

static void enter(void *context, void *state_bytes)
{
    struct range_solver *solver = context;
    struct range_state *state = state_bytes;
    for (uint32_t i = 0; i < solver->places.count; i++) {
        state->ranges[i] = solver_unknown(solver, (uint8_t)i);
        if (solver->places.items[i].kind == NODE_PARAM)
            state->ranges[i].flags |= RANGE_FROM_PARAM;
    }
}

static int compare_marks(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* Intervals that grow stop at what they are compared with, so that a loop's bound is found. */
static void find_marks(struct range_solver *solver)
{
    const struct function_graph *graph = solver->graph;
    for (uint32_t i = 0; i < graph->node_count && solver->mark_count + 6 <= MAX_MARKS; i++) {
        const struct graph_node *n = &graph->nodes[i];
        int64_t value;
        if (n->kind != NODE_BINARY || n->op < OP_LT || n->op > OP_NE)
            continue;
        for (uint32_t side = 0; side < 2; side++) {
            if (!constant_value(graph, graph_child(graph, i, side), &value))
                continue;
            for (int64_t by = -1; by <= 1; by++)
                solver->marks[solver->mark_count++] = range_shifted(value, by);
        }
    }
    qsort(solver->marks, solver->mark_count, sizeof *solver->marks, compare_marks);
}

static bool solve(struct range_solver *solver)
{
    for (unsigned i = 0; i < MAX_CONDITIONAL_DEPTH; i++)
        solver->scratch[i] = memory_new(1, solver->state_size);
    struct flow flow = {.graph = solver->graph,
                        .state_size = solver->state_size,
                        .context = solver,
                        .enter = enter,
                        .join = join,
                        .visit = visit,
                        .branch = branch,
                        .choose = choose};
    bool is_solved = flow_solve(&flow);
    if (is_solved) {
        solver->is_recording = true;
        flow_replay(&flow);
    }
    flow_release(&flow);
    for (unsigned i = 0; i < MAX_CONDITIONAL_DEPTH; i++)
        free(solver->scratch[i]);
    return is_solved;
}

static struct ranges *find_ranges(struct check_pass *pass, const struct fact_function *function)
{
    struct range_solver solver = {
        .facts = pass->facts, .function = function, .graph = &function->graph, .callees = &(*pass->ranges)->callees};
    if (!function->graph.block_count)
        return NULL;
    range_places_find(pass->facts, function, pass->arena, &solver.places);
    solver.state_size = sizeof(struct range_state) + solver.places.count * sizeof(struct range);
    if (solver.state_size * function->graph.block_count > MAX_STATES_BYTES)
        return NULL;
    find_marks(&solver);
    struct ranges *ranges = arena_alloc(pass->arena, sizeof *ranges);
    *ranges = (struct ranges){.facts = pass->facts, .graph = &function->graph};
    ranges->index_of_node = arena_array(pass->arena, function->graph.node_count, sizeof *ranges->index_of_node);
    solver.ranges = ranges;
    return solve(&solver) ? ranges : NULL;
}

const struct ranges *ranges_of(struct check_pass *pass, const struct fact_function *function)
{
    if (!*pass->ranges) {
        struct ranges_cache *cache = *pass->ranges = memory_new(1, sizeof *cache);
        cache->function_count = pass->facts->function_count;
        cache->callees.ends.facts = pass->facts;
        cache->of_function = memory_new(cache->function_count, sizeof *cache->of_function);
        cache->is_tried = memory_new(cache->function_count, sizeof *cache->is_tried);
        cache->callees.has_returns = memory_new(cache->function_count, sizeof *cache->callees.has_returns);
        cache->callees.returns = memory_new(cache->function_count, sizeof *cache->callees.returns);
    }
    struct ranges_cache *cache = *pass->ranges;
    size_t index = (size_t)(function - pass->facts->functions);
    if (!cache->is_tried[index]) {
        cache->is_tried[index] = true;
        cache->of_function[index] = find_ranges(pass, function);
    }
    return cache->of_function[index];
}

void ranges_cache_free(struct ranges_cache *cache)
{
    if (!cache)
        return;
    for (uint32_t i = 0; i < cache->function_count; i++)
        if (cache->of_function[i])
            free(cache->of_function[i]->found);
    free(cache->of_function);
    free(cache->is_tried);
    free(cache->callees.has_returns);
    free(cache->callees.returns);
    never_returns_release(&cache->callees.ends);
    free(cache);
}

bool range_at(const struct ranges *ranges, uint32_t node, struct range *ret_range)
{
    struct integer_type type;
    if (!ranges || node >= ranges->graph->node_count ||
        !integer_type_of(ranges->facts, ranges->graph->nodes[node].type, &type))
        return false;
    uint32_t index = ranges->index_of_node[node];
    if (is_constant_node(&ranges->graph->nodes[node])) {
        *ret_range = graph_constant_range(ranges->facts, ranges->graph, node);
        return true;
    }
    if (index == NEVER_EVALUATED)
        return false;
    *ret_range = index == WHOLE_TYPE ? range_of_type(&type) : ranges->found[index - FIRST_FOUND];
    return true;
}

struct check_note range_note(struct check_pass *pass, const struct fact_function *function, uint32_t shower,
                             int64_t value)
{
    if (shower >= function->graph.node_count)
        return (struct check_note){0};
    const struct graph_node *node = &function->graph.nodes[shower];
    const struct fact_function *callee = called_function(pass->facts, &function->graph, shower);
    const char *message;
    if (callee)
        message = arena_printf(pass->arena, "the result of '%s' may be %lld", callee->name, (long long)value);
    else if (is_value_comparison(&function->graph, shower))
        message = "this test shows that it may be";
    else
        message = arena_printf(pass->arena, "here it becomes %lld on a path", (long long)value);
    return (struct check_note){node->range, message};
}

const char *range_source(struct check_pass *pass, const struct fact_function *function, const struct range *range,
                         struct check_note *ret_note)
{
    const struct fact_function *callee = called_function(pass->facts, &function->graph, range->source);
    const char *name = callee ? callee->name : "";
    *ret_note = (struct check_note){function->graph.nodes[range->source].range,
                                    arena_printf(pass->arena, "'%s' brings it from outside here", name)};
    return name;
}
