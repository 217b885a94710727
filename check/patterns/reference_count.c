/* An integer field that one function counts down, giving the object back when it is 0, and another counts up. */
#include "expressions.h"
#include "search.h"

/* `--p->n`, `p->n--`, `p->n -= 1`, and the same upwards; the MEMBER, NO_ID: something else. */
static uint32_t stepped_member(const struct function_graph *graph, uint32_t node, bool is_up)
{
    const struct graph_node *n = &graph->nodes[node];
    bool is_step = n->kind == NODE_UNARY &&
                   (is_up ? n->op == OP_PRE_INC || n->op == OP_POST_INC : n->op == OP_PRE_DEC || n->op == OP_POST_DEC);
    bool is_sum = n->kind == NODE_ASSIGN && n->op == (is_up ? OP_ADD : OP_SUB);
    uint32_t member = is_step || is_sum ? graph_skip_casts(graph, graph_child(graph, node, 0)) : NO_ID;
    return member < graph->node_count && graph->nodes[member].kind == NODE_MEMBER ? member : NO_ID;
}

/* The value is asked for where it is stepped, or the field is in a condition behind that. */
static bool is_tested(const struct pattern_search *search, const struct function_graph *graph, uint32_t step,
                      uint32_t member)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t condition = n->kind == NODE_IF || n->kind == NODE_CONDITIONAL || n->kind == NODE_WHILE
                                 ? graph_child(graph, i, 0)
                                 : NO_ID;
        if (condition == NO_ID || graph->nodes[condition].subtree_end <= step)
            continue;
        for (uint32_t k = condition; k < graph->nodes[condition].subtree_end; k++)
            if (k == step || (graph->nodes[k].kind == NODE_MEMBER && k > step &&
                              graph->nodes[k].symbol == graph->nodes[member].symbol &&
                              record_of_member(search, graph, k) == record_of_member(search, graph, member)))
                return true;
    }
    return false;
}

/* The object that the member is a field of is given back behind the step. */
static bool gives_object_back(const struct pattern_search *search, const struct function_graph *graph, uint32_t step,
                              uint32_t member)
{
    uint32_t object = graph_skip_casts(graph, graph_child(graph, member, 0));
    for (uint32_t i = step; i < graph->node_count; i++) {
        uint32_t given = graph->nodes[i].kind == NODE_CALL ? released_by_call(search, graph, i) : NO_ID;
        if (given != NO_ID && is_same_place(graph, graph_skip_casts(graph, given), object))
            return true;
    }
    return false;
}

static void tell(struct pattern_search *search, uint32_t record, uint32_t field, uint32_t down)
{
    const struct facts *facts = search->facts;
    const struct fact_type *type = &facts->types[record];
    draft_begin(search, PATTERN_reference_count,
                arena_printf(&search->arena, "%s, %s", record_name(search, record), type->fields[field].name),
                (struct source_range){type->place.file, type->place.line, type->place.column, 0, 0});
    draft_function(search, "given up by", down);
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; is_users_function(facts, f) && f != down && i < graph->node_count; i++) {
            uint32_t member = stepped_member(graph, i, true);
            if (member != NO_ID && graph->nodes[member].symbol == field &&
                record_of_member(search, graph, member) == record)
                draft_part(search, "held by", facts->functions[f].name, graph->nodes[i].range);
        }
    }
    if (draft_count(search, "held by"))
        draft_end(search, "'%s' counts it down and gives the object back at the last, %u places count it up",
                  facts->functions[down].name, draft_count(search, "held by"));
}

static void look_at_function(struct pattern_search *search, uint32_t f)
{
    const struct facts *facts = search->facts;
    const struct function_graph *graph = &facts->functions[f].graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        uint32_t member = stepped_member(graph, i, false);
        uint32_t record = member == NO_ID ? NO_ID : record_of_member(search, graph, member);
        if (record == NO_ID || is_in_loop(graph, i, NULL) || !is_tested(search, graph, i, member) ||
            !gives_object_back(search, graph, i, member))
            continue;
        tell(search, record, graph->nodes[member].symbol, f);
        return;
    }
}

void find_reference_count(struct pattern_search *search)
{
    for (uint32_t i = 0; i < search->facts->function_count; i++)
        if (is_users_function(search->facts, i))
            look_at_function(search, i);
}
