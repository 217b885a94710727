#include "threads.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"

#define MAX_WRAPPERS 4 /* functions around functions that start threads */
#define MAX_SETUP_ROUNDS 20

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (!strcmp(name, *names))
            return true;
    return false;
}

/* thread_create, uv_thread_create, g_thread_new, SDL_CreateThread */
static bool is_named_as_start(const char *name)
{
    bool speaks_of_thread = strstr(name, "thread") || strstr(name, "Thread");
    bool speaks_of_start = strstr(name, "create") || strstr(name, "Create") || strstr(name, "spawn") ||
                           strstr(name, "start") || strstr(name, "Start") || strstr(name, "_new");
    return speaks_of_thread && speaks_of_start;
}

bool is_thread_start(const struct fact_function *function)
{
    static const char *const names[] = {"pthread_create", "thrd_create", NULL};
    if (!function || function->is_defined)
        return false;
    return is_one_of(function->name, names) || is_named_as_start(function->name);
}

bool is_thread_end(const struct fact_function *function)
{
    static const char *const names[] = {"pthread_join", "thrd_join", NULL};
    if (!function || function->is_defined)
        return false;
    return is_one_of(function->name, names) || (strstr(function->name, "thread") && strstr(function->name, "join"));
}

static void mark_arguments(const struct facts *facts, const struct function_graph *graph, uint32_t call, bool *is_start)
{
    for (uint32_t i = 1; i < graph->nodes[call].child_count; i++) {
        uint32_t argument = graph_skip_casts(graph, graph_child(graph, call, i));
        if (argument < graph->node_count && graph->nodes[argument].kind == NODE_UNARY)
            argument = graph_skip_casts(graph, graph_child(graph, argument, 0));
        if (argument < graph->node_count && graph->nodes[argument].kind == NODE_FUNCTION &&
            graph->nodes[argument].symbol < facts->function_count)
            is_start[graph->nodes[argument].symbol] = true;
    }
}

/* Whether the function that the graph belongs to hands a parameter of its own to the call. */
static bool hands_on_parameter(const struct function_graph *graph, uint32_t call)
{
    for (uint32_t i = 1; i < graph->nodes[call].child_count; i++) {
        uint32_t argument = graph_skip_casts(graph, graph_child(graph, call, i));
        if (argument < graph->node_count && graph->nodes[argument].kind == NODE_PARAM)
            return true;
    }
    return false;
}

/* Looks at every call of a starter; true when functions became starters that were none before. */
static bool look_at_calls(const struct facts *facts, bool *is_starter, bool *is_start, bool *ret_has_start)
{
    bool has_changed = false;
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct function_graph *graph = &facts->functions[i].graph;
        for (uint32_t node = 0; node < graph->node_count; node++) {
            if (!called_function(facts, graph, node) || !is_starter[graph->nodes[node].symbol])
                continue;
            *ret_has_start = true;
            mark_arguments(facts, graph, node, is_start);
            if (!is_starter[i] && hands_on_parameter(graph, node))
                is_starter[i] = has_changed = true;
        }
    }
    return has_changed;
}

bool threads_find_starts(const struct facts *facts, bool *is_start)
{
    bool has_start = false, has_candidate = false;
    bool *is_starter = memory_new((size_t)facts->function_count + 1, sizeof *is_starter);
    for (uint32_t i = 0; i < facts->function_count; i++)
        has_candidate |= is_starter[i] = is_thread_start(&facts->functions[i]);
    for (unsigned round = 0; has_candidate && round < MAX_WRAPPERS; round++)
        if (!look_at_calls(facts, is_starter, is_start, &has_start))
            break;
    free(is_starter);
    return has_start;
}

/* --- before there are threads --- */

static bool is_main(const struct fact_function *function)
{
    return function->linkage == LINKAGE_EXTERNAL && !strcmp(function->name, "main");
}

static bool makes_or_unmakes(const char *name)
{
    static const char *const words[] = {"init",     "_new",      "new_",      "create", "alloc",   "setup",
                                        "destroy",  "free",      "delete",    "deinit", "fini",    "clean",
                                        "teardown", "_term",     "Init",      "Create", "Destroy", "Free",
                                        "dispose",  "construct", "parse_arg", "usage"};
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strstr(name, words[i]))
            return true;
    return false;
}

/* Marks what starts threads, itself or in what it calls. */
static void find_starters(const struct facts *facts, const struct call_graph *graph, bool *is_starter)
{
    uint32_t *waiting = memory_new((size_t)facts->function_count + 1, sizeof *waiting);
    uint32_t count = 0;
    for (uint32_t i = 0; i < facts->function_count; i++) {
        is_starter[i] = is_thread_start(&facts->functions[i]);
        if (is_starter[i])
            waiting[count++] = i;
    }
    while (count) {
        uint32_t function = waiting[--count];
        for (uint32_t i = graph->first_of_callee[function]; i < graph->first_of_callee[function + 1]; i++) {
            uint32_t caller = graph->sites[graph->by_callee[i]].caller;
            if (is_starter[caller])
                continue;
            is_starter[caller] = true;
            waiting[count++] = caller;
        }
    }
    free(waiting);
}

/* The last call in main that starts a thread; everything in the text before it is setup. 0: there is none. */
static uint32_t last_start(const struct call_graph *graph, const bool *is_starter, uint32_t function)
{
    for (uint32_t i = graph->first_site[function + 1]; i-- > graph->first_site[function];)
        if (is_starter[graph->sites[i].callee])
            return graph->sites[i].node;
    return 0;
}

static bool is_called_in_setup_only(const struct facts *facts, const struct call_graph *graph, const bool *is_starter,
                                    const bool *is_setup, uint32_t function)
{
    uint32_t first = graph->first_of_callee[function], end = graph->first_of_callee[function + 1];
    if (first == end || graph->is_address_taken[function])
        return false;
    for (uint32_t i = first; i < end; i++) {
        const struct call_site *site = &graph->sites[graph->by_callee[i]];
        bool is_early =
            is_main(&facts->functions[site->caller]) && site->node < last_start(graph, is_starter, site->caller);
        if (!is_early && !is_setup[site->caller])
            return false;
    }
    return true;
}

void threads_find_setup(const struct facts *facts, const struct call_graph *graph, bool *is_setup)
{
    bool *is_starter = memory_new((size_t)facts->function_count + 1, sizeof *is_starter);
    find_starters(facts, graph, is_starter);
    for (uint32_t i = 0; i < facts->function_count; i++)
        is_setup[i] = makes_or_unmakes(facts->functions[i].name) ||
                      (facts->functions[i].attributes & (ATTRIBUTE_CONSTRUCTOR | ATTRIBUTE_DESTRUCTOR));
    bool has_changed = true;
    for (unsigned round = 0; has_changed && round < MAX_SETUP_ROUNDS; round++) {
        has_changed = false;
        for (uint32_t i = 0; i < facts->function_count; i++)
            if (!is_setup[i] && is_called_in_setup_only(facts, graph, is_starter, is_setup, i))
                is_setup[i] = has_changed = true;
    }
    free(is_starter);
}
