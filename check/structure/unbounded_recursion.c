/* Recursion without a way out: on every path, a function calls itself, or one that leads back to it. And, where that is
 * a matter of what the program is fed, recursion as deep as its input: no argument becomes smaller on the way down, and
 * no counter is compared with a limit.
 *
 * An integer argument that is computed counts as one that becomes smaller, and a field or variable that the functions
 * of the circle both count and compare as a limit: better to miss a deep one than to blame one that has its bound. */
#include <stdlib.h>
#include <string.h>

#include "call_circles.h"
#include "cet/core/memory.h"
#include "expressions.h"
#include "pass.h"

#define MAX_ROUNDS 50

struct recursion {
    struct check_pass *pass;
    const struct call_circles *calls;
    uint32_t *circles;   /* of all calls */
    uint32_t *unbounded; /* of the calls on which no argument becomes smaller */
    bool *ends;          /* some path through it comes to its end */
    bool *is_told;       /* by circle */
};

static const struct function_graph *graph_of(const struct recursion *r, uint32_t function)
{
    return &r->pass->facts->functions[function].graph;
}

/* The call of a function of its own circle that does not end, as far as is known; NO_ID: none at this node. */
static uint32_t endless_call(const struct recursion *r, uint32_t function, uint32_t node)
{
    const struct graph_node *n = &graph_of(r, function)->nodes[node];
    if (n->kind != NODE_CALL || n->symbol >= r->pass->facts->function_count)
        return NO_ID;
    uint32_t callee = r->calls->same_as[n->symbol];
    bool is_same_circle = r->pass->facts->functions[callee].is_defined && r->circles[callee] == r->circles[function];
    return is_same_circle && !r->ends[callee] ? node : NO_ID;
}

static bool block_stops(const struct recursion *r, uint32_t function, uint32_t block)
{
    const struct function_graph *graph = graph_of(r, function);
    const struct graph_block *b = &graph->blocks[block];
    for (uint32_t i = 0; i < b->element_count; i++) {
        uint32_t node = graph->elements[b->first_element + i];
        if (node < graph->node_count && endless_call(r, function, node) != NO_ID)
            return true;
    }
    return false;
}

/* Whether the function's end can be reached; past calls of the circle only when passes_calls. */
static bool reaches_end(const struct recursion *r, uint32_t function, bool passes_calls)
{
    const struct function_graph *graph = graph_of(r, function);
    if (graph->entry_block >= graph->block_count)
        return true;
    bool *is_seen = memory_new(graph->block_count, sizeof *is_seen);
    uint32_t *open = memory_new(graph->block_count, sizeof *open);
    uint32_t count = 1;
    bool is_found = false;
    open[0] = graph->entry_block;
    is_seen[graph->entry_block] = true;
    while (count && !is_found) {
        uint32_t block = open[--count];
        const struct graph_block *b = &graph->blocks[block];
        if (!passes_calls && block_stops(r, function, block))
            continue;
        is_found = block == graph->exit_block || b->is_noreturn;
        for (uint32_t i = 0; i < b->successor_count; i++) {
            uint32_t next = graph->successors[b->first_successor + i];
            if (next >= graph->block_count || is_seen[next])
                continue;
            is_seen[next] = true;
            open[count++] = next;
        }
    }
    free(is_seen);
    free(open);
    return is_found;
}

static bool calls_its_circle(const struct recursion *r, uint32_t function)
{
    for (size_t i = r->calls->first_edge[function]; i < r->calls->first_edge[function + 1]; i++)
        if (r->circles[r->calls->edges[i].callee] == r->circles[function])
            return true;
    return false;
}

/* A function that ends may let those end that call it: until nothing changes any more. What is not settled after many
 * rounds is taken to end. */
static void find_ends(struct recursion *r, const uint32_t *recursive, uint32_t count)
{
    bool has_changed = true;
    for (unsigned round = 0; has_changed; round++) {
        has_changed = false;
        for (uint32_t i = 0; i < count; i++) {
            if (r->ends[recursive[i]] || (round < MAX_ROUNDS && !reaches_end(r, recursive[i], false)))
                continue;
            r->ends[recursive[i]] = has_changed = true;
        }
    }
}

static uint32_t first_call_of(const struct recursion *r, uint32_t function, const uint32_t *circles)
{
    for (size_t i = r->calls->first_edge[function]; i < r->calls->first_edge[function + 1]; i++)
        if (circles[r->calls->edges[i].callee] == circles[function])
            return r->calls->edges[i].node;
    return NO_ID;
}

static void report(struct recursion *r, uint32_t function, uint32_t call, bool is_certain)
{
    const struct fact_function *f = &r->pass->facts->functions[function];
    struct check_place place = {.level_shift = is_certain ? 0 : -1, .function = f, .range = f->graph.nodes[call].range};
    r->is_told[r->circles[function]] = true;
    if (is_certain)
        check_report(r->pass, &place,
                     "every path through '%s' calls '%s' again, so that it never returns; add the case that does not",
                     f->name, f->name);
    else
        check_report(r->pass, &place,
                     "the recursion of '%s' goes as deep as the data does; give it a limit, or make it a loop",
                     f->name);
}

/* An integer that is computed, or taken from elsewhere than a parameter: `n - 1`, `--left`, `middle`. */
static bool may_become_smaller(const struct facts *facts, const struct function_graph *graph, uint32_t argument)
{
    uint32_t node = graph_skip_casts(graph, argument);
    int64_t value;
    if (node >= graph->node_count || constant_value(graph, node, &value))
        return false;
    const struct graph_node *n = &graph->nodes[node];
    uint32_t type = facts_resolve_type(facts, n->type);
    bool is_integer = type < facts->type_count && facts->types[type].kind == TYPE_INT;
    return is_integer && (n->kind == NODE_BINARY || n->kind == NODE_UNARY || n->kind == NODE_LOCAL ||
                          n->kind == NODE_CONDITIONAL || n->kind == NODE_ASSIGN);
}

static bool is_unbounded_call(void *context, const struct call_edge *edge)
{
    const struct recursion *r = context;
    const struct function_graph *graph = graph_of(r, edge->caller);
    if (r->circles[edge->caller] != r->circles[edge->callee])
        return false;
    for (uint32_t i = 1; i < graph->nodes[edge->node].child_count; i++)
        if (may_become_smaller(r->pass->facts, graph, graph_child(graph, edge->node, i)))
            return false;
    return true;
}

static bool counts(const struct graph_node *node)
{
    return (node->kind == NODE_UNARY && node->op >= OP_PRE_INC && node->op <= OP_POST_DEC) ||
           (node->kind == NODE_ASSIGN && (node->op == OP_ADD || node->op == OP_SUB));
}

static bool compares(const struct graph_node *node)
{
    return node->kind == NODE_BINARY && node->op >= OP_LT && node->op <= OP_NE;
}

/* The field, global or what is behind a parameter, as a number; 0: something else. */
static uint64_t counter_key(const struct function_graph *graph, uint32_t node)
{
    node = graph_skip_casts(graph, node);
    if (node < graph->node_count && graph->nodes[node].kind == NODE_UNARY && graph->nodes[node].op >= OP_PRE_INC &&
        graph->nodes[node].op <= OP_POST_DEC)
        node = graph_skip_casts(graph, graph_child(graph, node, 0));
    if (node >= graph->node_count)
        return 0;
    const struct graph_node *n = &graph->nodes[node];
    bool is_counter = n->kind == NODE_GLOBAL || n->kind == NODE_MEMBER || n->kind == NODE_PARAM ||
                      n->kind == NODE_LOCAL || (n->kind == NODE_UNARY && n->op == OP_DEREF);
    return is_counter ? ((uint64_t)n->kind << 32 | (n->kind == NODE_UNARY ? 0 : n->symbol)) + 1 : 0;
}

#define MAX_COUNTERS 64

struct counters {
    uint64_t counted[MAX_COUNTERS], compared[MAX_COUNTERS];
    uint32_t counted_count, compared_count;
};

static void note(uint64_t *keys, uint32_t *count, uint64_t key)
{
    if (key && *count < MAX_COUNTERS)
        keys[(*count)++] = key;
}

static void list_counters(const struct function_graph *graph, struct counters *counters)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (counts(&graph->nodes[i]))
            note(counters->counted, &counters->counted_count, counter_key(graph, graph_child(graph, i, 0)));
        if (!compares(&graph->nodes[i]))
            continue;
        note(counters->compared, &counters->compared_count, counter_key(graph, graph_child(graph, i, 0)));
        note(counters->compared, &counters->compared_count, counter_key(graph, graph_child(graph, i, 1)));
    }
}

/* Fields and globals; parameters and locals are a function's own and say nothing about another's. */
static bool is_shared(uint64_t key)
{
    uint64_t kind = (key - 1) >> 32;
    return kind != NODE_PARAM && kind != NODE_LOCAL;
}

static bool has_limit(const struct recursion *r, uint32_t circle, const uint32_t *recursive, uint32_t count)
{
    struct counters counters = {.counted_count = 0};
    for (uint32_t i = 0; i < count; i++)
        if (r->circles[recursive[i]] == circle)
            list_counters(graph_of(r, recursive[i]), &counters);
    for (uint32_t i = 0; i < counters.counted_count; i++)
        for (uint32_t k = 0; k < counters.compared_count; k++)
            if (counters.counted[i] == counters.compared[k] && is_shared(counters.counted[i]))
                return true;
    return false;
}

struct recursive_function {
    uint32_t function;
    struct source_range range;
};

static int compare_places(const void *left, const void *right)
{
    const struct recursive_function *a = left, *b = right;
    if (a->range.file != b->range.file)
        return a->range.file < b->range.file ? -1 : 1;
    if (a->range.line != b->range.line)
        return a->range.line < b->range.line ? -1 : 1;
    return a->function < b->function ? -1 : a->function > b->function;
}

/* In the order of the text, so that a circle is told of at its first function. */
static void sort_by_place(const struct facts *facts, uint32_t *functions, uint32_t count)
{
    struct recursive_function *sorted = memory_new((size_t)count + 1, sizeof *sorted);
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = (struct recursive_function){functions[i], facts->functions[functions[i]].range};
    qsort(sorted, count, sizeof *sorted, compare_places);
    for (uint32_t i = 0; i < count; i++)
        functions[i] = sorted[i].function;
    free(sorted);
}

static void look_at_recursive(struct recursion *r, const uint32_t *recursive, uint32_t count)
{
    find_ends(r, recursive, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t function = recursive[i];
        if (!r->ends[function] && !r->is_told[r->circles[function]] && reaches_end(r, function, true))
            report(r, function, first_call_of(r, function, r->circles), true);
    }
    if (r->pass->level > FINDING_REFACTORING)
        return;
    call_circles_find(r->calls, is_unbounded_call, r, r->unbounded);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t function = recursive[i];
        uint32_t call = first_call_of(r, function, r->unbounded);
        struct call_edge edge = {
            function, call == NO_ID ? 0 : r->calls->same_as[graph_of(r, function)->nodes[call].symbol], call};
        if (call == NO_ID || r->is_told[r->circles[function]] || !is_unbounded_call(r, &edge))
            continue;
        if (has_limit(r, r->circles[function], recursive, count))
            r->is_told[r->circles[function]] = true;
        else
            report(r, function, call, false);
    }
}

void check_unbounded_recursion(struct check_pass *pass)
{
    struct call_circles calls;
    call_circles_init(&calls, pass->facts);
    size_t count = (size_t)pass->facts->function_count + 1;
    struct recursion r = {.pass = pass, .calls = &calls};
    r.circles = memory_new(count, sizeof *r.circles);
    r.unbounded = memory_new(count, sizeof *r.unbounded);
    r.ends = memory_new(count, sizeof *r.ends);
    r.is_told = memory_new(count, sizeof *r.is_told);
    uint32_t *recursive = memory_new(count, sizeof *recursive), recursive_count = 0;
    call_circles_find(&calls, NULL, NULL, r.circles);
    for (uint32_t i = 0; i < pass->facts->function_count; i++)
        if (calls.same_as[i] == i && pass->facts->functions[i].is_defined && calls_its_circle(&r, i))
            recursive[recursive_count++] = i;
    sort_by_place(pass->facts, recursive, recursive_count);
    if (recursive_count)
        look_at_recursive(&r, recursive, recursive_count);
    free(recursive);
    free(r.circles);
    free(r.unbounded);
    free(r.ends);
    free(r.is_told);
    call_circles_release(&calls);
}
