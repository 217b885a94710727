/* Who makes memory and who gives it back: by the C library's functions first, then by what returns or hands on what
 * those made or take. */
#include <string.h>

#include "allocations.h"
#include "cet/core/memory.h"
#include "expressions.h"
#include "names.h"
#include "resource_functions.h"
#include "search.h"
#include "storage.h"

#define MAX_ROUNDS 6 /* wrappers of wrappers */

static const char *const giving_words[] = {"free",       "release", "destroy", "delete",      "dealloc",
                                           "deallocate", "dispose", "unref",   "cleanup",     "deinit",
                                           "fini",       "zfree",   "close",   "deallocator", NULL};

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), of_end = strlen(end);
    return length >= of_end && !strcmp(text + length - of_end, end);
}

const char *called_name(const struct pattern_search *search, const struct function_graph *graph, uint32_t call)
{
    const struct facts *facts = search->facts;
    uint32_t callee = graph_skip_casts(graph, graph_child(graph, call, 0));
    while (callee < graph->node_count && graph->nodes[callee].kind == NODE_UNARY && graph->nodes[callee].op == OP_DEREF)
        callee = graph_skip_casts(graph, graph_child(graph, callee, 0));
    if (callee >= graph->node_count)
        return "";
    const struct type_field *field =
        graph->nodes[callee].kind == NODE_MEMBER ? member_field(facts, graph, callee) : NULL;
    if (field)
        return field->name;
    if (graph->nodes[callee].kind == NODE_GLOBAL && graph->nodes[callee].symbol < facts->global_count)
        return facts->globals[graph->nodes[callee].symbol].name;
    return graph->nodes[callee].type < facts->type_count ? facts->types[graph->nodes[callee].type].spelling : "";
}

static bool says_alloc(const char *name)
{
    static const char *const words[] = {"alloc", "malloc", "calloc", "realloc", "allocate", "zalloc", NULL};
    return name_has_word(name, words) || ends_with(name, "alloc");
}

bool is_making_call(const struct pattern_search *search, const struct function_graph *graph, uint32_t call)
{
    const struct facts *facts = search->facts;
    struct allocation block;
    if (call >= graph->node_count || graph->nodes[call].kind != NODE_CALL)
        return false;
    const struct fact_function *callee = called_function(facts, graph, call);
    if (!callee)
        return says_alloc(called_name(search, graph, call));
    const struct resource_function *known = resource_function_find(callee);
    return allocation_find(facts, graph, call, &block) || (known && known->acquires == RESOURCE_MEMORY) ||
           callee->attributes & ATTRIBUTE_MALLOC || search->is_maker[callee - facts->functions];
}

uint32_t released_by_call(const struct pattern_search *search, const struct function_graph *graph, uint32_t call)
{
    const struct facts *facts = search->facts;
    if (graph->nodes[call].kind != NODE_CALL || graph->nodes[call].child_count < 2)
        return NO_ID;
    const struct fact_function *callee = called_function(facts, graph, call);
    if (!callee) {
        if (!name_has_word(called_name(search, graph, call), giving_words))
            return NO_ID;
        return graph_child(graph, call, graph->nodes[call].child_count - 1);
    }
    const struct resource_function *known = resource_function_find(callee);
    if (known && known->releases != RESOURCE_NONE)
        return graph_child(graph, call, 1);
    uint32_t param = search->released_param[callee - facts->functions];
    if (param == NO_ID && !callee->is_defined && !callee->is_system && name_has_word(callee->name, giving_words))
        return graph_child(graph, call, 1);
    return param == NO_ID ? NO_ID : graph_child(graph, call, param + 1);
}

/* The value of a local, where a call that makes memory is one of those it is given. */
static bool is_made_local(const struct pattern_search *search, const struct function_graph *graph, uint32_t local)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t value = NO_ID;
        if (n->kind == NODE_DECLARE && n->symbol == local && n->child_count)
            value = graph_child(graph, i, 0);
        else if (n->kind == NODE_ASSIGN && n->op == OP_NONE) {
            uint32_t left = graph_child(graph, i, 0);
            if (graph->nodes[left].kind == NODE_LOCAL && graph->nodes[left].symbol == local)
                value = graph_child(graph, i, 1);
        }
        if (value != NO_ID && is_making_call(search, graph, graph_skip_casts(graph, value)))
            return true;
    }
    return false;
}

static bool returns_new_memory(const struct pattern_search *search, uint32_t function)
{
    const struct function_graph *graph = &search->facts->functions[function].graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_RETURN || !graph->nodes[i].child_count)
            continue;
        uint32_t value = graph_skip_casts(graph, graph_child(graph, i, 0));
        if (value >= graph->node_count)
            continue;
        if (is_making_call(search, graph, value) ||
            (graph->nodes[value].kind == NODE_LOCAL && is_made_local(search, graph, graph->nodes[value].symbol)))
            return true;
    }
    return false;
}

static uint32_t param_released(const struct pattern_search *search, uint32_t function)
{
    const struct function_graph *graph = &search->facts->functions[function].graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        uint32_t node = graph->nodes[i].kind == NODE_CALL ? released_by_call(search, graph, i) : NO_ID;
        uint32_t param = node == NO_ID ? NO_ID : param_behind(graph, node);
        if (param != NO_ID)
            return param;
    }
    return NO_ID;
}

void find_owners(struct pattern_search *search)
{
    const struct facts *facts = search->facts;
    size_t count = (size_t)facts->function_count + 1;
    search->is_maker = memory_new(count, sizeof *search->is_maker);
    search->released_param = memory_new(count, sizeof *search->released_param);
    for (uint32_t i = 0; i < facts->function_count; i++)
        search->released_param[i] = NO_ID;
    bool has_changed = true;
    for (unsigned round = 0; has_changed && round < MAX_ROUNDS; round++) {
        has_changed = false;
        for (uint32_t i = 0; i < facts->function_count; i++) {
            if (!is_users_function(facts, i))
                continue;
            if (!search->is_maker[i] &&
                facts_resolve_type(facts, facts->functions[i].result_type) < facts->type_count &&
                facts->types[facts_resolve_type(facts, facts->functions[i].result_type)].kind == TYPE_POINTER &&
                returns_new_memory(search, i))
                search->is_maker[i] = has_changed = true;
            if (search->released_param[i] == NO_ID && (search->released_param[i] = param_released(search, i)) != NO_ID)
                has_changed = true;
        }
    }
}
