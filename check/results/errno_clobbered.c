/* A function reports its failure by -1 or NULL and leaves the reason in errno; cleaning up in between may put another
 * reason there: `if (write(...) < 0) { close(fd); return -1; }`.
 *
 * Whether errno is part of what a function reports is nowhere written down in C. It is taken to be when the function
 * itself sets errno or puts it back somewhere, when its comment speaks of errno, or when a caller reads errno after it.
 */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "errno_stories.h"
#include "expressions.h"
#include "pass.h"

struct clobbered {
    struct check_pass *pass;
    const struct fact_function *function;
    enum errno_effect *effects;
    bool *is_asked; /* for each function: a caller reads errno after it; NULL: not looked for yet */
};

/* Reads of errno belong to the last call before whose result is used; calls that leave errno alone do not count. */
static void find_asked(const struct facts *facts, const struct function_graph *graph, bool *is_asked)
{
    uint32_t last = NO_ID;
    bool is_write = false;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        const struct libc_function *libc = libc_find(called_function(facts, graph, i));
        bool reads = (libc && libc->flags & LIBC_READ) || (is_errno_access(facts, graph, i, &is_write) && !is_write);
        if (reads && last < facts->function_count)
            is_asked[last] = true;
        if (node->kind == NODE_CALL && node->symbol != NO_ID && !(libc && libc->flags & LIBC_HARMLESS) &&
            call_result_use(graph, i) == RESULT_USED && !is_errno_location(called_function(facts, graph, i)))
            last = node->symbol;
        if (node->kind == NODE_CALL && node->symbol == NO_ID)
            last = NO_ID;
    }
}

static bool is_asked(struct clobbered *check)
{
    const struct facts *facts = check->pass->facts;
    if (!check->is_asked) {
        check->is_asked = memory_new((size_t)facts->function_count + 1, sizeof *check->is_asked);
        for (uint32_t f = 0; f < facts->function_count; f++)
            find_asked(facts, &facts->functions[f].graph, check->is_asked);
    }
    return check->is_asked[check->function - facts->functions];
}

static bool sets_errno(const struct facts *facts, const struct function_graph *graph)
{
    bool is_write;
    int64_t value;
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (is_errno_access(facts, graph, i, &is_write) && is_write &&
            !(constant_value(graph, graph_child(graph, graph->nodes[i].parent, 1), &value) && value == 0))
            return true;
    return false;
}

static bool reports_errno(struct clobbered *check)
{
    return (check->function->doc && strstr(check->function->doc, "errno")) ||
           sets_errno(check->pass->facts, &check->function->graph) || is_asked(check);
}

/* NULL or false, where others return a negative number. */
static bool fails_by_zero(const struct facts *facts, const struct fact_function *function)
{
    uint32_t type = facts_resolve_type(facts, function->result_type);
    return type < facts->type_count &&
           (facts->types[type].kind == TYPE_POINTER || facts->types[type].kind == TYPE_BOOL);
}

/* A variable that is somewhere given the value that means failure: `rc = -1`. */
static bool is_given_failure(const struct function_graph *graph, uint32_t local, bool is_zero)
{
    int64_t value;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        uint16_t kind = graph->nodes[i].kind;
        if (kind != NODE_ASSIGN && kind != NODE_DECLARE)
            continue;
        uint32_t target = kind == NODE_ASSIGN ? graph_child(graph, i, 0) : i;
        uint32_t given = graph_child(graph, i, kind == NODE_ASSIGN ? 1 : 0);
        if (is_same_place(graph, target, local) && constant_value(graph, given, &value) &&
            (is_zero ? value == 0 : value < 0))
            return true;
    }
    return false;
}

static bool is_failure(const struct clobbered *check, const struct call_result *result, uint32_t value)
{
    const struct function_graph *graph = &check->function->graph;
    bool is_zero = fails_by_zero(check->pass->facts, check->function);
    int64_t constant;
    value = graph_skip_casts(graph, value);
    if (value >= graph->node_count)
        return false;
    if (constant_value(graph, value, &constant))
        return is_zero ? constant == 0 : constant < 0;
    return is_call_result(graph, result, value) ||
           (graph->nodes[value].kind == NODE_LOCAL && is_given_failure(graph, value, is_zero));
}

static void returned(struct errno_walk *walk, const struct errno_stories *stories, uint32_t node)
{
    struct clobbered *check = walk->context;
    const struct errno_story *story = errno_stories_changed(stories);
    if (!story || !is_failure(check, &story->result, graph_child(walk->graph, node, 0)) || !reports_errno(check))
        return;
    const struct graph_node *nodes = walk->graph->nodes;
    const char *failed = called_function(walk->facts, walk->graph, story->result.call)->name;
    const char *changer = called_function(walk->facts, walk->graph, story->changed_by)->name;
    struct check_note note = {nodes[node].range, "the failure is returned here"};
    check_report(
        check->pass,
        &(struct check_place){.function = check->function, .range = nodes[story->changed_by].range, .note = note},
        "'%s' may change the errno that '%s' left for the caller of '%s'; save errno before it and put it back "
        "after it",
        changer, failed, check->function->name);
}

static bool has_failing_call(const struct facts *facts, const struct function_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct libc_function *libc = libc_find(called_function(facts, graph, i));
        if (libc && libc->fails != FAILS_NOT && libc->flags & LIBC_ERRNO && call_result_use(graph, i) == RESULT_USED)
            return true;
    }
    return false;
}

void check_errno_clobbered(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct clobbered check = {.pass = pass};
    struct never_returns ends = {.facts = facts};
    for (uint32_t i = 0; i < facts->function_count; i++) {
        check.function = &facts->functions[i];
        if (!check.function->is_defined || !has_failing_call(facts, &check.function->graph))
            continue;
        if (!check.effects)
            check.effects = errno_effects_of_program(facts);
        struct errno_walk walk = {.facts = facts,
                                  .graph = &check.function->graph,
                                  .effects = check.effects,
                                  .ends = &ends,
                                  .context = &check,
                                  .returned = returned};
        errno_stories_follow(&walk);
    }
    never_returns_release(&ends);
    free(check.effects);
    free(check.is_asked);
}
