#include "resources.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/libc_roles.h"
#include "pointer_allocators.h"
#include "resource_flow.h"

#define MAX_ROLE_ARGUMENTS 4

static bool has_role(const char *name)
{
    struct libc_role role;
    for (uint32_t argument = 0; argument < MAX_ROLE_ARGUMENTS; argument++)
        if (libc_role_find(name, argument, &role))
            return true;
    return false;
}

/* Whether the function is of the C library and known not to keep what it is given. */
static bool is_harmless(const struct resources *resources, uint32_t index)
{
    const struct fact_function *function = &resources->facts->functions[index];
    if (function->is_defined || function->linkage == LINKAGE_STATIC)
        return false;
    return resources->known[index] || libc_find(function) || !strncmp(function->name, "__builtin_", 10) ||
           (function->is_system && has_role(function->name));
}

static struct resources *new_resources(const struct facts *facts, struct arena *arena)
{
    struct resources *resources = memory_new(1, sizeof *resources);
    size_t count = (size_t)facts->function_count + 1;
    *resources = (struct resources){.facts = facts,
                                    .ends = {.facts = facts},
                                    .arena = arena,
                                    .known = memory_new(count, sizeof *resources->known),
                                    .is_harmless = memory_new(count, sizeof *resources->is_harmless),
                                    .progress = memory_new(count, sizeof *resources->progress),
                                    .summaries = memory_new(count, sizeof *resources->summaries)};
    for (uint32_t i = 0; i < facts->function_count; i++) {
        resources->known[i] = resource_function_find(&facts->functions[i]);
        resources->is_harmless[i] = is_harmless(resources, i);
    }
    return resources;
}

void resources_free(struct resources *resources)
{
    if (!resources)
        return;
    free(resources->known);
    free(resources->is_harmless);
    free(resources->progress);
    free(resources->summaries);
    free(resources->events);
    never_returns_release(&resources->ends);
    free(resources);
}

/* The functions with bodies so that, recursion aside, each stands behind those that it calls. */
struct call_order {
    const struct facts *facts;
    uint32_t *functions;
    uint32_t count;
    uint32_t *waiting; /* the functions on the way to the one looked at, and how far each has been read */
    uint32_t *next_node;
    bool *is_seen;
};

static uint32_t next_callee(struct call_order *order, uint32_t function, uint32_t level)
{
    const struct function_graph *graph = &order->facts->functions[function].graph;
    while (order->next_node[level] < graph->node_count) {
        const struct graph_node *node = &graph->nodes[order->next_node[level]++];
        if (node->kind == NODE_CALL && node->symbol < order->facts->function_count && !order->is_seen[node->symbol] &&
            order->facts->functions[node->symbol].is_defined)
            return node->symbol;
    }
    return NO_ID;
}

static void order_below(struct call_order *order, uint32_t first)
{
    uint32_t depth = 0, function = first;
    while (function != NO_ID) {
        order->is_seen[function] = true;
        order->waiting[depth] = function;
        order->next_node[depth++] = 0;
        while (depth && (function = next_callee(order, order->waiting[depth - 1], depth - 1)) == NO_ID)
            order->functions[order->count++] = order->waiting[--depth];
        if (!depth)
            return;
    }
}

static void find_order(struct call_order *order)
{
    size_t room = (size_t)order->facts->function_count + 1;
    order->functions = memory_new(room, sizeof *order->functions);
    order->waiting = memory_new(room, sizeof *order->waiting);
    order->next_node = memory_new(room, sizeof *order->next_node);
    order->is_seen = memory_new(room, sizeof *order->is_seen);
    for (uint32_t i = 0; i < order->facts->function_count; i++)
        if (order->facts->functions[i].is_defined && !order->is_seen[i])
            order_below(order, i);
}

static void release_order(struct call_order *order)
{
    free(order->functions);
    free(order->waiting);
    free(order->next_node);
    free(order->is_seen);
}

/* Whether following the callee's caller can bring anything: something is acquired or given back. */
static bool moves_resources(const struct resources *resources, uint32_t callee)
{
    const struct resource_function *known = resources->known[callee];
    const struct resource_summary *summary = &resources->summaries[callee];
    if (known)
        return known->acquires || known->releases;
    if (resources->progress[callee] != ANALYSIS_DONE)
        return false;
    bool does_release = summary->hands_out != RESOURCE_NONE;
    for (uint32_t i = 0; i < summary->argument_count; i++)
        does_release |= summary->arguments[i].is_released;
    return does_release;
}

static bool is_worth_following(const struct resources *resources, uint32_t function)
{
    const struct fact_function *caller = &resources->facts->functions[function];
    const struct function_graph *graph = &caller->graph;
    struct pointer_allocator called;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_CALL)
            continue;
        if (graph->nodes[i].symbol < resources->facts->function_count
                ? moves_resources(resources, graph->nodes[i].symbol)
                : pointer_allocator_find(resources->facts, caller, i, &called))
            return true;
    }
    return false;
}

static struct resources *find_resources(const struct facts *facts, struct arena *arena)
{
    struct resources *resources = new_resources(facts, arena);
    struct call_order order = {.facts = facts};
    find_order(&order);
    for (uint32_t i = 0; i < order.count; i++)
        if (is_worth_following(resources, order.functions[i]))
            (void)resource_summary_of(resources, order.functions[i]);
    release_order(&order);
    return resources;
}

const struct resource_event *resources_events(struct check_pass *pass, uint32_t *ret_count)
{
    if (!*pass->resources)
        *pass->resources = find_resources(pass->facts, pass->arena);
    *ret_count = (uint32_t)(*pass->resources)->count;
    return (*pass->resources)->events;
}

/* The closing brace. */
static struct source_range end_of(const struct fact_function *function)
{
    struct source_range range = function->range;
    range.line = range.end_line;
    range.column = range.end_column > 1 ? range.end_column - 1 : range.end_column;
    return range;
}

struct check_place resource_event_place(struct check_pass *pass, const struct resource_event *event)
{
    const struct fact_function *function = &pass->facts->functions[event->function];
    const struct function_graph *graph = &function->graph;
    bool is_lost = event->kind == RESOURCE_LOST || event->kind == RESOURCE_MAYBE_NULL;
    struct check_note note = {
        .range = graph->nodes[event->first].range,
        .message = arena_printf(pass->arena, is_lost ? "'%s' hands it out here" : "'%s' releases it here", event->by)};
    return (struct check_place){.function = function,
                                .range = event->node == NO_ID ? end_of(function) : graph->nodes[event->node].range,
                                .note = note};
}
