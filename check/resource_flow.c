#include "resource_flow.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "flow.h"
#include "resource_walk.h"

#define MAX_DEPTH 12     /* of callees whose summaries are not there yet */
#define MAX_BLOCKS 20000 /* a state for each has to be kept */

static void see_follow(struct resource_walk *walk, struct resource_state *state, uint32_t pointer, uint32_t node)
{
    if (is_only_address(walk->graph, node))
        return;
    struct values values = values_of(&walk->terms, pointer);
    for (uint32_t v = 0; v < values.count; v++)
        for (uint32_t i = 0; i < state->count; i++)
            if (!values.items[v].is_address && !values.items[v].is_conditional &&
                story_is_at(&state->stories[i], values.items[v].term))
                walk_follow(walk, &state->stories[i], node);
    uint32_t term = pointer < walk->graph->node_count ? walk->terms.of_node[pointer] : NO_TERM;
    if (term_is_place(&walk->terms, term) && walk->asked[term]) /* whoever asks later learns nothing new */
        resource_state_learn(state, &(struct known_test){term, {OP_NE, 0}});
}

static bool is_record(const struct facts *facts, uint32_t type)
{
    type = facts_resolve_type(facts, type);
    return type < facts->type_count &&
           (facts->types[type].kind == TYPE_STRUCT || facts->types[type].kind == TYPE_UNION);
}

/* A struct is copied: who has the copy has its pointers. */
static void see_load(struct resource_walk *walk, struct resource_state *state, uint32_t node)
{
    uint32_t operand = graph_child(walk->graph, node, 0);
    if (operand == NO_ID || !is_record(walk->facts, walk->graph->nodes[node].type) ||
        walk->terms.of_node[operand] == NO_TERM)
        return;
    walk_escape_below(walk, state, walk->terms.of_node[operand]);
}

/* Compared with another place, it may be that one's: `if (p != buffer) free(p)`. */
static void see_comparison(struct resource_walk *walk, struct resource_state *state, uint32_t node)
{
    uint32_t left = graph_child(walk->graph, node, 0), right = graph_child(walk->graph, node, 1);
    int64_t constant;
    if (left == NO_ID || right == NO_ID || constant_value(walk->graph, left, &constant) ||
        constant_value(walk->graph, right, &constant))
        return;
    walk_escape_values(walk, state, left);
    walk_escape_values(walk, state, right);
}

static void see_unary(struct resource_walk *walk, struct resource_state *state, uint32_t node,
                      const struct graph_node *n)
{
    uint32_t operand = graph_child(walk->graph, node, 0);
    if (operand == NO_ID)
        return;
    if (n->op >= OP_PRE_INC && n->op <= OP_POST_DEC)
        walk_see_change(walk, state, walk->terms.of_node[operand]);
    else if (n->op == OP_DEREF)
        see_follow(walk, state, operand, node);
}

static void see_assign(struct resource_walk *walk, struct resource_state *state, uint32_t node,
                       const struct graph_node *n)
{
    uint32_t target = graph_child(walk->graph, node, 0), value = graph_child(walk->graph, node, 1);
    if (target == NO_ID)
        return;
    if (n->op == OP_NONE)
        walk_see_assignment(walk, state, walk->terms.of_node[target], value, node);
    else
        walk_see_change(walk, state, walk->terms.of_node[target]);
}

static void escape_children(struct resource_walk *walk, struct resource_state *state, uint32_t node)
{
    for (uint32_t i = 0; i < walk->graph->nodes[node].child_count; i++)
        walk_escape_values(walk, state, graph_child(walk->graph, node, i));
}

static void escape_all(struct resource_walk *walk, struct resource_state *state)
{
    for (uint32_t i = 0; i < state->count; i++)
        walk_escape(walk, state, &state->stories[i]);
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct resource_walk *walk = context;
    struct resource_state *state = state_bytes;
    const struct graph_node *n = &walk->graph->nodes[node];
    if (state->is_dead)
        return;
    switch (n->kind) {
    case NODE_CALL:
        walk_see_call(walk, state, node);
        break;
    case NODE_ASSIGN:
        see_assign(walk, state, node, n);
        break;
    case NODE_DECLARE:
        if (n->symbol < walk->graph->local_count && !walk->graph->locals[n->symbol].is_static)
            walk_see_assignment(walk, state, walk->terms.of_node[node], graph_child(walk->graph, node, 0), node);
        break;
    case NODE_UNARY:
        see_unary(walk, state, node, n);
        break;
    case NODE_MEMBER:
        if (n->op == OP_ARROW)
            see_follow(walk, state, graph_child(walk->graph, node, 0), node);
        break;
    case NODE_SUBSCRIPT:
        see_follow(walk, state, graph_child(walk->graph, node, 0), node);
        walk_escape_values(walk, state, graph_child(walk->graph, node, 1));
        break;
    case NODE_CAST:
        if (n->op == OP_LOAD)
            see_load(walk, state, node);
        break;
    case NODE_BINARY:
        if (n->op == OP_EQ || n->op == OP_NE)
            see_comparison(walk, state, node);
        break;
    case NODE_RETURN:
        walk_see_return(walk, state, node);
        break;
    case NODE_INIT_LIST:
    case NODE_COMPOUND_LITERAL:
    case NODE_OTHER_EXPR:
    case NODE_OTHER_STMT:
        escape_children(walk, state, node);
        break;
    case NODE_ASM:
        escape_all(walk, state);
        break;
    default:
        break;
    }
}

static bool branch(void *context, void *state, uint32_t condition, bool is_true)
{
    return walk_take_branch(context, state, condition, is_true);
}

static bool join(void *context, void *into, const void *from)
{
    (void)context;
    return resource_state_join(into, from);
}

static void enter(void *context, void *state_bytes)
{
    struct resource_walk *walk = context;
    struct resource_state *state = state_bytes;
    for (uint32_t i = 0; i < walk->summary.argument_count; i++) {
        uint32_t type = facts_resolve_type(walk->facts, walk->function->params[i].type);
        bool is_pointer = type < walk->facts->type_count && walk->facts->types[type].kind == TYPE_POINTER;
        bool is_number = type < walk->facts->type_count && walk->facts->types[type].kind == TYPE_INT;
        if (walk->param_terms[i] == NO_TERM || (!is_pointer && !is_number))
            continue;
        struct story story = {.origin = i,
                              .origin_kind = ORIGIN_PARAM,
                              .fails = is_pointer ? FAILS_NULL : FAILS_MINUS,
                              .may_be_null = true,
                              .is_escaped = walk->is_exposed[walk->param_terms[i]],
                              .told_by = NO_TERM,
                              .moved_by = NO_ID,
                              .released_by = NO_ID};
        story_add_place(&story, walk->param_terms[i]);
        resource_state_add(state, &story);
    }
}

/* Whether the address that node takes goes to a call directly, and so no further than the call's effect. */
static bool is_argument(const struct function_graph *graph, uint32_t node)
{
    for (uint32_t parent = graph->nodes[node].parent; parent != NO_ID; parent = graph->nodes[node].parent) {
        if (graph->nodes[parent].kind == NODE_CALL)
            return graph_child(graph, parent, 0) != node;
        if (graph->nodes[parent].kind != NODE_CAST)
            return false;
        node = parent;
    }
    return false;
}

/* Whether the address is followed again at once: array[i], (&s)->field. */
static bool is_followed_at_once(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    if (parent == NO_ID)
        return false;
    const struct graph_node *p = &graph->nodes[parent];
    return (p->kind == NODE_SUBSCRIPT && graph_child(graph, parent, 0) == node) ||
           (p->kind == NODE_MEMBER && p->op == OP_ARROW) || (p->kind == NODE_UNARY && p->op == OP_DEREF);
}

static void find_exposed(struct resource_walk *walk)
{
    for (uint32_t i = 0; i < walk->graph->node_count; i++) {
        const struct graph_node *n = &walk->graph->nodes[i];
        uint32_t operand = graph_child(walk->graph, i, 0);
        bool takes_address =
            (n->kind == NODE_UNARY && n->op == OP_ADDRESS) || (n->kind == NODE_CAST && n->op == OP_DECAY);
        uint32_t place = takes_address && operand != NO_ID ? walk->terms.of_node[operand] : NO_TERM;
        if (term_is_place(&walk->terms, place) && !walk->terms.items[place].is_behind_pointer &&
            walk->terms.items[place].root != NO_TERM && !(n->flags & NODE_FLAG_UNEVALUATED) &&
            !is_argument(walk->graph, i) && !is_followed_at_once(walk->graph, i))
            walk->is_exposed[walk->terms.items[place].root] = true;
    }
    for (uint32_t t = 0; t < walk->terms.count; t++) {
        const struct term *term = &walk->terms.items[t];
        if (term->kind == TERM_LOCAL &&
            (walk->graph->locals[term->a].is_static || walk->graph->locals[term->a].has_cleanup))
            walk->is_exposed[t] = true;
        if (term->kind == TERM_PARAM && term->a < walk->summary.argument_count)
            walk->param_terms[term->a] = t;
    }
}

/* The state where the function ends without a return. */
static void finish_at_end(struct resource_walk *walk, struct flow *flow)
{
    const struct resource_state *end = flow_state_at(flow, walk->graph->exit_block);
    if (!end || end->is_dead)
        return;
    struct resource_state *state = memory_new(1, sizeof *state);
    *state = *end;
    walk_finish(walk, state, NO_ID);
    free(state);
}

static void solve(struct resource_walk *walk)
{
    struct flow flow = {.graph = walk->graph,
                        .state_size = sizeof(struct resource_state),
                        .context = walk,
                        .enter = enter,
                        .join = join,
                        .visit = visit,
                        .branch = branch};
    if (flow_solve(&flow)) {
        walk->first_event = walk->resources->count; /* callees have had theirs by now */
        walk->is_recording = true;
        walk->summary.is_known = true;
        walk->summary.never_returns = true;
        flow_replay(&flow);
        finish_at_end(walk, &flow);
    }
    flow_release(&flow);
}

static int compare_events(const void *a, const void *b)
{
    const struct resource_event *left = a, *right = b;
    if (left->node != right->node)
        return walk_is_later(left->node, right->node) ? 1 : -1;
    return left->kind < right->kind ? -1 : left->kind > right->kind;
}

static void settle_summary(struct resource_walk *walk)
{
    struct resource_summary *summary = &walk->summary;
    for (uint32_t i = 0; i < summary->argument_count; i++)
        if (walk->param_terms[i] != NO_TERM) {
            summary->arguments[i].is_asked = walk->asked[walk->param_terms[i]] > 0;
            summary->arguments[i].is_escaped |= walk->is_exposed[walk->param_terms[i]];
        }
    if (walk->is_fresh_spoilt || !summary->is_known || (summary->hands_out && !walk_hands_out_only_new(walk)))
        summary->hands_out = RESOURCE_NONE;
}

void resource_flow_run(struct resources *resources, uint32_t index)
{
    const struct fact_function *function = &resources->facts->functions[index];
    struct resource_walk walk = {.resources = resources,
                                 .facts = resources->facts,
                                 .function = function,
                                 .graph = &function->graph,
                                 .index = index};
    if (!function->graph.node_count || function->graph.block_count > MAX_BLOCKS)
        return;
    uint32_t param_terms[RESOURCE_MAX_ARGUMENTS];
    walk.summary.argument_count =
        function->param_count < RESOURCE_MAX_ARGUMENTS ? function->param_count : RESOURCE_MAX_ARGUMENTS;
    for (uint32_t i = 0; i < RESOURCE_MAX_ARGUMENTS; i++)
        param_terms[i] = NO_TERM;
    walk.param_terms = param_terms;
    terms_find(&walk.terms, walk.facts, walk.graph);
    walk.asked = memory_new(walk.terms.capacity, sizeof *walk.asked);
    walk.is_exposed = memory_new(walk.terms.capacity, sizeof *walk.is_exposed);
    walk_count_questions(&walk);
    find_exposed(&walk);
    walk_find_claims(&walk);
    solve(&walk);
    settle_summary(&walk);
    resources->summaries[index] = walk.summary;
    if (walk.is_recording && resources->count > walk.first_event)
        qsort(resources->events + walk.first_event, resources->count - walk.first_event, sizeof *resources->events,
              compare_events);
    free(walk.asked);
    free(walk.is_exposed);
    terms_release(&walk.terms);
}

static bool calls_itself(const struct resources *resources, uint32_t index)
{
    const struct function_graph *graph = &resources->facts->functions[index].graph;
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_CALL && graph->nodes[i].symbol == index)
            return true;
    return false;
}

/* With what is known of the function by now, of which the first round knew nothing. */
static void run_again(struct resources *resources, uint32_t index)
{
    while (resources->count && resources->events[resources->count - 1].function == index)
        resources->count--;
    resource_flow_run(resources, index);
}

const struct resource_summary *resource_summary_of(struct resources *resources, uint32_t index)
{
    const struct fact_function *function = &resources->facts->functions[index];
    if (!function->is_defined || !function->graph.node_count)
        return NULL;
    if (resources->progress[index] == ANALYSIS_WAITS && resources->depth < MAX_DEPTH) {
        resources->progress[index] = ANALYSIS_RUNS;
        resources->depth++;
        resource_flow_run(resources, index);
        resources->progress[index] = ANALYSIS_DONE;
        if (resources->summaries[index].hands_out && calls_itself(resources, index))
            run_again(resources, index);
        resources->depth--;
    }
    bool is_done = resources->progress[index] == ANALYSIS_DONE;
    return is_done && resources->summaries[index].is_known ? &resources->summaries[index] : NULL;
}
