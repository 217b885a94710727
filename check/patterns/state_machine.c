/* A switch of several cases, in some of which the value that it asks for becomes that of another case: a field of a
 * record, a global, or a local of a function that loops. */
#include <stdlib.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "search.h"

#define LEAST_CASES 3
#define LEAST_MOVES 2 /* different states that are set */

/* What holds the state: its kind, and for a field the record. */
struct state_place {
    uint16_t kind;
    uint32_t owner; /* record of a field, function of a local */
    uint32_t symbol;
};

struct machine {
    struct state_place place;
    uint32_t function, node; /* the SWITCH */
    uint32_t cases, moves;
};

struct machines {
    struct machine *items;
    size_t count, capacity;
};

static bool place_of_state(const struct pattern_search *search, uint32_t function, uint32_t node,
                           struct state_place *ret_place)
{
    const struct function_graph *graph = &search->facts->functions[function].graph;
    node = graph_skip_casts(graph, node);
    if (node >= graph->node_count)
        return false;
    const struct graph_node *n = &graph->nodes[node];
    uint32_t record = n->kind == NODE_MEMBER ? record_of_member(search, graph, node) : NO_ID;
    if (n->kind == NODE_MEMBER)
        *ret_place = (struct state_place){n->kind, record, n->symbol};
    else if (n->kind == NODE_LOCAL || n->kind == NODE_PARAM)
        *ret_place = (struct state_place){n->kind, function, n->symbol};
    else if (n->kind == NODE_GLOBAL)
        *ret_place = (struct state_place){n->kind, 0, n->symbol};
    else
        return false;
    return n->kind != NODE_MEMBER || record != NO_ID;
}

static bool is_same_state(const struct state_place *a, const struct state_place *b)
{
    return a->kind == b->kind && a->owner == b->owner && a->symbol == b->symbol;
}

static bool is_label_of(const struct function_graph *graph, uint32_t label, uint32_t decision)
{
    uint32_t parent = graph->nodes[label].parent;
    while (parent != NO_ID && graph->nodes[parent].kind != NODE_SWITCH)
        parent = graph->nodes[parent].parent;
    return parent == decision;
}

static bool has_case(const struct function_graph *graph, uint32_t decision, int64_t value)
{
    for (uint32_t i = decision; i < graph->nodes[decision].subtree_end; i++)
        if (graph->nodes[i].kind == NODE_CASE && graph->nodes[i].value == value && is_label_of(graph, i, decision))
            return true;
    return false;
}

static uint32_t count_cases(const struct function_graph *graph, uint32_t decision)
{
    uint32_t count = 0;
    for (uint32_t i = decision; i < graph->nodes[decision].subtree_end; i++)
        count += graph->nodes[i].kind == NODE_CASE && is_label_of(graph, i, decision);
    return count;
}

/* `state = VALUE` inside of the switch, VALUE one of its cases; NO_ID: the node is none. */
static uint32_t value_moved_to(const struct pattern_search *search, const struct machine *machine, uint32_t node,
                               int64_t *ret_value)
{
    const struct function_graph *graph = &search->facts->functions[machine->function].graph;
    struct state_place place;
    if (graph->nodes[node].kind != NODE_ASSIGN || graph->nodes[node].op != OP_NONE ||
        !place_of_state(search, machine->function, graph_child(graph, node, 0), &place) ||
        !is_same_state(&place, &machine->place))
        return NO_ID;
    uint32_t value = graph_skip_casts(graph, graph_child(graph, node, 1));
    return constant_value(graph, value, ret_value) && has_case(graph, machine->node, *ret_value) ? value : NO_ID;
}

/* Different states that the switch sets; the order of the assignments tells which come for the first time. */
static uint32_t count_moves(const struct pattern_search *search, const struct machine *machine)
{
    const struct function_graph *graph = &search->facts->functions[machine->function].graph;
    uint32_t count = 0, end = graph->nodes[machine->node].subtree_end;
    int64_t value, earlier;
    for (uint32_t i = machine->node; i < end; i++) {
        if (value_moved_to(search, machine, i, &value) == NO_ID)
            continue;
        bool is_new = true;
        for (uint32_t k = machine->node; k < i && is_new; k++)
            is_new = value_moved_to(search, machine, k, &earlier) == NO_ID || earlier != value;
        count += is_new;
    }
    return count;
}

static void look_at_switch(const struct pattern_search *search, uint32_t function, uint32_t node,
                           struct machines *machines)
{
    const struct function_graph *graph = &search->facts->functions[function].graph;
    struct machine machine = {.function = function, .node = node, .cases = count_cases(graph, node)};
    if (machine.cases < LEAST_CASES || !place_of_state(search, function, graph_child(graph, node, 0), &machine.place))
        return;
    bool is_local = machine.place.kind == NODE_LOCAL || machine.place.kind == NODE_PARAM;
    if (is_local && !is_in_loop(graph, node, NULL))
        return;
    machine.moves = count_moves(search, &machine);
    if (machine.moves >= LEAST_MOVES)
        ARRAY_PUSH(machines->items, machines->count, machines->capacity, machine);
}

static const char *state_name(const struct function_graph *graph, uint32_t value, struct pattern_search *search)
{
    const struct graph_node *n = &graph->nodes[value];
    if (n->kind == NODE_ENUMERATOR && n->text)
        return n->text;
    if (n->macro < search->facts->macro_count)
        return search->facts->macros[n->macro].name;
    return arena_printf(&search->arena, "%lld", (long long)n->value);
}

static const char *place_name_of(struct pattern_search *search, const struct machine *machine)
{
    const struct facts *facts = search->facts;
    const struct fact_function *function = &facts->functions[machine->function];
    const struct state_place *place = &machine->place;
    if (place->kind == NODE_MEMBER)
        return arena_printf(&search->arena, "%s, %s", record_name(search, place->owner),
                            facts->types[place->owner].fields[place->symbol].name);
    if (place->kind == NODE_GLOBAL)
        return facts->globals[place->symbol].name;
    return arena_printf(&search->arena, "%s, %s", function->name,
                        place->kind == NODE_PARAM ? function->params[place->symbol].name
                                                  : function->graph.locals[place->symbol].name);
}

static void tell(struct pattern_search *search, const struct machines *machines, size_t first)
{
    const struct machine *machine = &machines->items[first];
    const struct fact_function *function = &search->facts->functions[machine->function];
    uint32_t cases = 0, moves = 0;
    int64_t value;
    draft_begin(search, PATTERN_state_machine, place_name_of(search, machine),
                function->graph.nodes[machine->node].range);
    for (size_t i = first; i < machines->count; i++) {
        const struct machine *other = &machines->items[i];
        const struct fact_function *f = &search->facts->functions[other->function];
        if (!is_same_state(&machine->place, &other->place))
            continue;
        draft_part(search, "switch", f->name, f->graph.nodes[other->node].range);
        cases = other->cases > cases ? other->cases : cases;
        for (uint32_t k = other->node; k < f->graph.nodes[other->node].subtree_end; k++) {
            uint32_t set = value_moved_to(search, other, k, &value);
            moves += set != NO_ID;
            if (set != NO_ID)
                draft_part(search, "next", state_name(&f->graph, set, search), f->graph.nodes[k].range);
        }
    }
    draft_end(search, "a switch of %u cases asks for it, and %u assignments in the cases name the next of them", cases,
              moves);
}

static bool is_told(const struct machines *machines, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (is_same_state(&machines->items[i].place, &machines->items[index].place))
            return true;
    return false;
}

void find_state_machine(struct pattern_search *search)
{
    const struct facts *facts = search->facts;
    struct machines machines = {0};
    for (uint32_t f = 0; f < facts->function_count; f++)
        for (uint32_t i = 0; is_users_function(facts, f) && i < facts->functions[f].graph.node_count; i++)
            if (facts->functions[f].graph.nodes[i].kind == NODE_SWITCH)
                look_at_switch(search, f, i, &machines);
    for (size_t i = 0; i < machines.count; i++)
        if (!is_told(&machines, i))
            tell(search, &machines, i);
    free(machines.items);
}
