#include "search.h"

#include <stdlib.h>

#include "cet/core/memory.h"

bool is_users_function(const struct facts *facts, uint32_t function)
{
    const struct fact_function *f = &facts->functions[function];
    return f->is_defined && f->graph.node_count && f->range.file < facts->file_count &&
           !facts->files[f->range.file].is_system;
}

/* `const struct s` is a type of its own, of the same place; one without fields is told by its name. */
static void find_records(struct pattern_search *search)
{
    const struct facts *facts = search->facts;
    SCOPED(map_release) struct map by_place = {0}, by_name = {0};
    SCOPED(strbuf_release) struct strbuf key = {0};
    search->record_of_type = memory_new((size_t)facts->type_count + 1, sizeof *search->record_of_type);
    for (unsigned round = 0; round < 2; round++) /* first those with fields */
        for (uint32_t i = 0; i < facts->type_count; i++) {
            const struct fact_type *type = &facts->types[i];
            bool is_record = type->kind == TYPE_STRUCT || type->kind == TYPE_UNION;
            bool is_bare = type->flags & TYPE_FLAG_INCOMPLETE;
            if (!round && !is_record)
                search->record_of_type[i] = NO_ID;
            if (!is_record || is_bare != (round == 1))
                continue;
            strbuf_clear(&key);
            strbuf_printf(&key, "%s %u", type->name, type->kind);
            if (is_bare) {
                search->record_of_type[i] = (uint32_t)map_add(&by_name, strbuf_text(&key), i, NULL);
                continue;
            }
            SCOPED(strbuf_release) struct strbuf place = {0};
            strbuf_printf(&place, "%s %u:%u:%u", strbuf_text(&key), type->place.file, type->place.line,
                          type->place.column);
            search->record_of_type[i] = (uint32_t)map_add(&by_place, strbuf_text(&place), i, NULL);
            if (*type->name)
                map_add(&by_name, strbuf_text(&key), search->record_of_type[i], NULL);
        }
}

uint32_t record_of(const struct pattern_search *search, uint32_t type)
{
    type = type < search->facts->type_count ? facts_resolve_type(search->facts, type) : NO_ID;
    return type < search->facts->type_count ? search->record_of_type[type] : NO_ID;
}

uint32_t record_behind(const struct pattern_search *search, uint32_t type)
{
    type = type < search->facts->type_count ? facts_resolve_type(search->facts, type) : NO_ID;
    if (type >= search->facts->type_count || search->facts->types[type].kind != TYPE_POINTER)
        return NO_ID;
    return record_of(search, search->facts->types[type].target);
}

uint32_t record_of_member(const struct pattern_search *search, const struct function_graph *graph, uint32_t member)
{
    uint32_t base = graph_child(graph, member, 0);
    if (base == NO_ID)
        return NO_ID;
    uint32_t type = graph->nodes[base].type;
    uint32_t record = graph->nodes[member].op == OP_ARROW ? record_behind(search, type) : record_of(search, type);
    return record != NO_ID && graph->nodes[member].symbol < search->facts->types[record].field_count ? record : NO_ID;
}

const char *record_name(const struct pattern_search *search, uint32_t record)
{
    const struct facts *facts = search->facts;
    if (*facts->types[record].name && !(facts->types[record].flags & TYPE_FLAG_ANONYMOUS))
        return facts->types[record].spelling;
    for (uint32_t i = 0; i < facts->type_count; i++)
        if (facts->types[i].kind == TYPE_TYPEDEF && record_of(search, facts->types[i].target) == record)
            return facts->types[i].name;
    return facts->types[record].name;
}

bool is_function_pointer(const struct facts *facts, uint32_t type)
{
    type = type < facts->type_count ? facts_resolve_type(facts, type) : NO_ID;
    if (type >= facts->type_count || facts->types[type].kind != TYPE_POINTER)
        return false;
    uint32_t target = facts_resolve_type(facts, facts->types[type].target);
    return target < facts->type_count && facts->types[target].kind == TYPE_FUNCTION;
}

bool is_in_loop(const struct function_graph *graph, uint32_t node, uint32_t *ret_loop)
{
    for (uint32_t child = node, parent = graph->nodes[node].parent; parent != NO_ID;
         child = parent, parent = graph->nodes[parent].parent) {
        uint16_t kind = graph->nodes[parent].kind;
        bool is_loop =
            kind == NODE_WHILE || kind == NODE_DO || (kind == NODE_FOR && graph_child(graph, parent, 0) != child);
        if (is_loop && ret_loop)
            *ret_loop = parent;
        if (is_loop)
            return true;
    }
    return false;
}

uint32_t param_behind(const struct function_graph *graph, uint32_t node)
{
    node = graph_skip_casts(graph, node);
    if (node >= graph->node_count)
        return NO_ID;
    if (graph->nodes[node].kind == NODE_PARAM)
        return graph->nodes[node].symbol;
    if (graph->nodes[node].kind != NODE_LOCAL)
        return NO_ID;
    for (uint32_t i = 0; i < node; i++)
        if (graph->nodes[i].kind == NODE_DECLARE && graph->nodes[i].symbol == graph->nodes[node].symbol) {
            uint32_t value = graph->nodes[i].child_count ? graph_skip_casts(graph, graph_child(graph, i, 0)) : NO_ID;
            bool is_param = value < graph->node_count && graph->nodes[value].kind == NODE_PARAM;
            return is_param ? graph->nodes[value].symbol : NO_ID;
        }
    return NO_ID;
}

void pattern_search_begin(struct pattern_search *search, const struct facts *facts, struct pattern_set *found)
{
    *search = (struct pattern_search){.facts = facts, .found = found};
    call_graph_find(&search->calls, facts);
    find_records(search);
    find_owners(search);
}

void pattern_search_end(struct pattern_search *search)
{
    call_graph_release(&search->calls);
    free(search->record_of_type);
    free(search->is_maker);
    free(search->released_param);
    arena_release(&search->arena);
}
