/* A record with a pointer to its own kind, and loops that follow it: `p = p->next`. */
#include "expressions.h"
#include "search.h"

/* The MEMBER in `p = p->next` of one variable, in a loop; NO_ID: something else. */
static uint32_t followed_member(const struct pattern_search *search, const struct function_graph *graph, uint32_t node)
{
    if (graph->nodes[node].kind != NODE_ASSIGN || graph->nodes[node].op != OP_NONE)
        return NO_ID;
    uint32_t left = graph_child(graph, node, 0), right = graph_skip_casts(graph, graph_child(graph, node, 1));
    if (right >= graph->node_count || graph->nodes[right].kind != NODE_MEMBER || graph->nodes[right].op != OP_ARROW ||
        !is_same_place(graph, left, graph_skip_casts(graph, graph_child(graph, right, 0))) ||
        !is_in_loop(graph, node, NULL))
        return NO_ID;
    uint32_t record = record_of_member(search, graph, right);
    bool is_own_kind = record != NO_ID && record_behind(search, graph->nodes[right].type) == record;
    return is_own_kind ? right : NO_ID;
}

/* Of several such fields, as of a tree, one is a list only where more than one loop follows it. */
static void look_at_field(struct pattern_search *search, uint32_t record, uint32_t field, bool is_one_of_many)
{
    const struct facts *facts = search->facts;
    const struct fact_type *type = &facts->types[record];
    draft_begin(search, PATTERN_linked_list, record_name(search, record),
                (struct source_range){type->place.file, type->place.line, type->place.column, 0, 0});
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; is_users_function(facts, f) && i < graph->node_count; i++) {
            uint32_t member = followed_member(search, graph, i);
            if (member != NO_ID && graph->nodes[member].symbol == field &&
                record_of_member(search, graph, member) == record)
                draft_part(search, "followed by", facts->functions[f].name, graph->nodes[i].range);
        }
    }
    if (draft_count(search, "followed by") > is_one_of_many && *search->draft.pattern.name)
        draft_end(search, "its field '%s' points to the next one, and %u loop%s", type->fields[field].name,
                  draft_count(search, "followed by"),
                  draft_count(search, "followed by") == 1 ? " follows it" : "s follow it");
}

void find_linked_list(struct pattern_search *search)
{
    const struct facts *facts = search->facts;
    for (uint32_t i = 0; i < facts->type_count; i++) {
        if (search->record_of_type[i] != i || facts->types[i].flags & TYPE_FLAG_SYSTEM)
            continue;
        uint32_t count = 0;
        for (uint32_t k = 0; k < facts->types[i].field_count; k++)
            count += record_behind(search, facts->types[i].fields[k].type) == i;
        for (uint32_t k = 0; k < facts->types[i].field_count; k++)
            if (record_behind(search, facts->types[i].fields[k].type) == i)
                look_at_field(search, i, k, count > 1);
    }
}
