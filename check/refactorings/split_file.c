/* A source file of several groups of functions: within a group they call each other or use the same variables of the
 * file, across groups they do neither. Small groups are left alone: every file has a few that stand by themselves. */
#include <stdlib.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "search.h"

#define LEAST_OF_FILE 16 /* functions */
#define LEAST_OF_GROUP 5 /* of the second largest */
#define LEAST_LINES 300

struct groups {
    struct refactoring_search *search;
    uint32_t *of_function; /* union-find */
    uint32_t *first_user;  /* for each global: a function that uses it */
    uint32_t *sizes;
};

static uint32_t root_of(struct groups *groups, uint32_t function)
{
    while (groups->of_function[function] != function)
        function = groups->of_function[function] = groups->of_function[groups->of_function[function]];
    return function;
}

static void join(struct groups *groups, uint32_t a, uint32_t b)
{
    groups->of_function[root_of(groups, a)] = root_of(groups, b);
}

static bool is_in_same_file(const struct groups *groups, uint32_t a, uint32_t b)
{
    const struct fact_function *functions = groups->search->facts->functions;
    return functions[a].range.file == functions[b].range.file;
}

static void join_all(struct groups *groups)
{
    const struct refactoring_search *search = groups->search;
    const struct facts *facts = search->facts;
    for (size_t i = 0; i < search->calls.edge_count; i++)
        if (is_in_same_file(groups, search->calls.edges[i].caller, search->calls.edges[i].callee))
            join(groups, search->calls.edges[i].caller, search->calls.edges[i].callee);
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; is_suggested_for(search, f) && i < graph->node_count; i++) {
            const struct graph_node *n = &graph->nodes[i];
            if (n->kind == NODE_FUNCTION && n->symbol < facts->function_count &&
                is_in_same_file(groups, f, search->calls.same_as[n->symbol]))
                join(groups, f, search->calls.same_as[n->symbol]);
            if (n->kind != NODE_GLOBAL || n->symbol >= facts->global_count ||
                facts->globals[n->symbol].linkage != LINKAGE_STATIC)
                continue;
            if (groups->first_user[n->symbol] == NO_ID)
                groups->first_user[n->symbol] = f;
            else if (is_in_same_file(groups, f, groups->first_user[n->symbol]))
                join(groups, f, groups->first_user[n->symbol]);
        }
    }
}

static void add_group(struct groups *groups, uint32_t root, const char *role)
{
    struct refactoring_search *search = groups->search;
    const struct facts *facts = search->facts;
    for (uint32_t f = 0; f < facts->function_count; f++) {
        if (!is_suggested_for(search, f) || root_of(groups, f) != root)
            continue;
        suggestion_part(search, role, facts->functions[f].name, facts->functions[f].range);
        suggestion_weigh(search, f, facts->functions[f].metrics.cognitive);
    }
}

static void look_at_file(struct groups *groups, uint32_t file)
{
    struct refactoring_search *search = groups->search;
    const struct facts *facts = search->facts;
    uint32_t largest = NO_ID, second = NO_ID, functions = 0;
    for (uint32_t f = 0; f < facts->function_count; f++) {
        if (!is_suggested_for(search, f) || facts->functions[f].range.file != file)
            continue;
        functions++;
        if (root_of(groups, f) != f)
            continue;
        if (largest == NO_ID || groups->sizes[f] > groups->sizes[largest]) {
            second = largest;
            largest = f;
        } else if (second == NO_ID || groups->sizes[f] > groups->sizes[second]) {
            second = f;
        }
    }
    if (functions < LEAST_OF_FILE || second == NO_ID || groups->sizes[second] < LEAST_OF_GROUP)
        return;
    const char *name = path_name(facts->files[file].path);
    suggestion_begin(search, REFACTORING_split_file, name, (struct source_range){file, 1, 1, 1, 1});
    add_group(groups, second, "moves");
    suggestion_end(search,
                   arena_printf(&search->arena, "the group of '%s' leaves '%s' for a file of its own",
                                facts->functions[second].name, name),
                   arena_printf(&search->arena,
                                "of its %u functions %u form one group and %u another; no call and no variable of the "
                                "file joins them",
                                functions, groups->sizes[largest], groups->sizes[second]));
}

void suggest_split_file(struct refactoring_search *search)
{
    const struct facts *facts = search->facts;
    struct groups groups = {.search = search};
    groups.of_function = memory_new((size_t)facts->function_count + 1, sizeof *groups.of_function);
    groups.sizes = memory_new((size_t)facts->function_count + 1, sizeof *groups.sizes);
    groups.first_user = memory_new((size_t)facts->global_count + 1, sizeof *groups.first_user);
    for (uint32_t i = 0; i < facts->function_count; i++)
        groups.of_function[i] = i;
    for (uint32_t i = 0; i < facts->global_count; i++)
        groups.first_user[i] = NO_ID;
    join_all(&groups);
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (is_suggested_for(search, i))
            groups.sizes[root_of(&groups, i)]++;
    for (uint32_t i = 0; i < facts->file_count; i++)
        if (facts->files[i].is_main && facts->files[i].line_count >= LEAST_LINES)
            look_at_file(&groups, i);
    free(groups.of_function);
    free(groups.sizes);
    free(groups.first_user);
}
