/* rand, random and the clock can be guessed: what nobody may guess, by its name, is not made of them.
 *
 * Followed is a number from the call through arithmetic, a table's index, one local variable and one function of the
 * program that returns it, to the place that it is put in or printed to. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "libc.h"
#include "names.h"
#include "pass.h"
#include "storage.h"
#include "types.h"

#define MAX_STEPS 2 /* local variables between the call and the place */

struct random_check {
    struct check_pass *pass;
    const bool *returns_random; /* for each function */
    const struct fact_function *function;
    const struct function_graph *graph;
};

/* "key" alone is what tables are asked for; as an array of bytes it is one of a cipher. */
static bool is_key_of_bytes(const struct random_check *check, uint32_t place, const char *name)
{
    static const char *const words[] = {"key", "keys", NULL};
    const struct function_graph *graph = check->graph;
    place = graph_skip_casts(graph, place);
    if (place != NO_ID && graph->nodes[place].kind == NODE_SUBSCRIPT)
        place = graph_skip_casts(graph, graph_child(graph, place, 0));
    return place != NO_ID && name_has_word(name, words) && is_text_type(check->pass->facts, graph->nodes[place].type);
}

/* The name that tells that a place must not be guessed, NULL: none does. */
static const char *unguessable_name(const struct random_check *check, uint32_t place)
{
    static const char *const parts[] = {"id", "value", "bytes", "data", "code", "text", NULL};
    const struct facts *facts = check->pass->facts;
    const char *name = place_name(facts, check->function, place);
    if (name_is_unguessable(name) || is_key_of_bytes(check, place, name))
        return name;
    uint32_t root = storage_root(check->graph, place);
    const char *owner = root == NO_ID ? "" : place_name(facts, check->function, root);
    return name_has_word(name, parts) && name_is_unguessable(owner) ? owner : NULL;
}

/* Whether the value of the child goes into the value of the node. */
static bool carries_on(const struct function_graph *graph, uint32_t node, uint32_t child)
{
    const struct graph_node *n = &graph->nodes[node];
    switch ((enum node_kind)n->kind) {
    case NODE_CAST:
    case NODE_SUBSCRIPT: /* letters[rand() % 26] */
        return true;
    case NODE_UNARY:
        return n->op != OP_ADDRESS;
    case NODE_BINARY:
        return n->op < OP_LT || n->op > OP_LOGICAL_OR;
    case NODE_CONDITIONAL:
        return graph_child(graph, node, 0) != child;
    default:
        return false;
    }
}

static const char *sink_of(const struct random_check *check, uint32_t source, unsigned steps);

/* The next step of a number that was put into a local variable. */
static const char *sink_of_local(const struct random_check *check, uint32_t place, uint32_t from, unsigned steps)
{
    const struct function_graph *graph = check->graph;
    for (uint32_t i = from; i < graph->node_count && steps < MAX_STEPS; i++) {
        if (graph->nodes[i].kind != NODE_LOCAL || !is_same_variable(graph, i, place))
            continue;
        const char *name = sink_of(check, i, steps + 1);
        if (name)
            return name;
    }
    return NULL;
}

/* snprintf(token, size, "%x", rand()) */
static const char *sink_of_argument(const struct random_check *check, uint32_t call, uint32_t argument)
{
    uint32_t first = graph_child(check->graph, call, 1);
    if (first == NO_ID || first == argument || !is_text_type(check->pass->facts, check->graph->nodes[first].type))
        return NULL;
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, call);
    bool prints = callee && callee->attributes & ATTRIBUTE_FORMAT_PRINTF && callee->format_index > 1;
    return prints ? unguessable_name(check, first) : NULL;
}

static const char *sink_of(const struct random_check *check, uint32_t source, unsigned steps)
{
    const struct function_graph *graph = check->graph;
    uint32_t child = source, node = graph->nodes[source].parent;
    for (; node != NO_ID && carries_on(graph, node, child); node = graph->nodes[node].parent)
        child = node;
    if (node == NO_ID)
        return NULL;
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind == NODE_CALL)
        return sink_of_argument(check, node, child);
    if (n->kind == NODE_RETURN)
        return name_is_unguessable(check->function->name) ? check->function->name : NULL;
    uint32_t place = n->kind == NODE_DECLARE ? node : graph_child(graph, node, 0);
    if ((n->kind != NODE_DECLARE && n->kind != NODE_ASSIGN) || place == NO_ID || place == child)
        return NULL;
    const char *name = unguessable_name(check, place);
    return name || (n->kind == NODE_ASSIGN && graph->nodes[place].kind != NODE_LOCAL)
               ? name
               : sink_of_local(check, place, graph->nodes[node].subtree_end, steps);
}

static bool is_random(const struct random_check *check, uint32_t call)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, call);
    const struct libc_function *libc = libc_find(callee);
    return callee &&
           ((libc && libc->flags & LIBC_RANDOM) || check->returns_random[callee - check->pass->facts->functions]);
}

/* time(NULL) itself as a token; what is named after a session may well be when it began. */
static bool is_clock(const struct random_check *check, uint32_t call)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, call);
    return callee && !callee->is_defined && (!strcmp(callee->name, "time") || !strcmp(callee->name, "clock"));
}

static bool is_named_after_time(const char *name)
{
    static const char *const words[] = {"time",   "start",  "end",  "expires", "expire", "expiry", "created",
                                        "age",    "issued", "last", "updated", "ttl",    "until",  "session",
                                        "cookie", "at",     "seen", "date",    NULL};
    return name_has_word(name, words);
}

static void look_at_function(const struct random_check *check)
{
    const struct function_graph *graph = check->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_CALL)
            continue;
        bool is_clock_call = is_clock(check, i);
        if (!is_clock_call && !is_random(check, i))
            continue;
        const char *name = sink_of(check, i, 0);
        if (!name && !is_clock_call && name_is_unguessable(check->function->name) &&
            call_result_use(graph, i) == RESULT_USED)
            name = check->function->name;
        if (!name || (is_clock_call && is_named_after_time(name)))
            continue;
        check_report(check->pass, &(struct check_place){.function = check->function, .range = graph->nodes[i].range},
                     "'%s' must not be guessed, but '%s' can be; use getrandom or /dev/urandom", name,
                     called_function(check->pass->facts, graph, i)->name);
    }
}

/* Marks functions that return what is random: one step, and only what they return directly. */
static void find_returning(const struct facts *facts, bool *returns_random)
{
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; i < graph->node_count; i++) {
            const struct libc_function *libc = libc_find(called_function(facts, graph, i));
            if (!libc || !(libc->flags & LIBC_RANDOM))
                continue;
            uint32_t child = i, node = graph->nodes[i].parent;
            for (; node != NO_ID && carries_on(graph, node, child); node = graph->nodes[node].parent)
                child = node;
            returns_random[f] |= node != NO_ID && graph->nodes[node].kind == NODE_RETURN;
        }
    }
}

static bool is_clock_used(const struct facts *facts)
{
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (!strcmp(facts->functions[i].name, "time") || !strcmp(facts->functions[i].name, "clock"))
            return true;
    return false;
}

void check_weak_random(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    if (!libc_is_used(facts, LIBC_RANDOM) && !is_clock_used(facts))
        return;
    bool *returns_random = memory_new((size_t)facts->function_count + 1, sizeof *returns_random);
    find_returning(facts, returns_random);
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (facts->functions[i].graph.node_count)
            look_at_function(
                &(struct random_check){pass, returns_random, &facts->functions[i], &facts->functions[i].graph});
    free(returns_random);
}
