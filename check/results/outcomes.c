#include "outcomes.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "errno_effects.h"
#include "expressions.h"
#include "failure_edges.h"
#include "paths.h"

#define OUTCOME_MASK 3u
#define MARK_TOLD 4u
#define MARK_SAID 8u

struct search {
    struct call_result result;
    enum libc_failure fails;
    struct outcomes *outcomes;
};

static enum call_outcome outcome_of(const struct path *path)
{
    return (enum call_outcome)(path->marks & OUTCOME_MASK);
}

static void set_outcome(struct path *path, enum call_outcome outcome)
{
    path->marks = (path->marks & ~OUTCOME_MASK) | outcome;
}

static void add_return(struct outcomes *outcomes, const struct outcome *found)
{
    for (uint32_t i = 0; i < outcomes->count; i++) {
        const struct outcome *other = &outcomes->returns[i];
        if (other->node == found->node && other->outcome == found->outcome && other->is_told == found->is_told &&
            other->is_said == found->is_said && other->is_known == found->is_known && other->value == found->value)
            return;
    }
    if (outcomes->count < MAX_OUTCOMES)
        outcomes->returns[outcomes->count++] = *found;
}

static void see_return(struct path_walk *walk, const struct path *path, uint32_t node)
{
    struct search *search = walk->context;
    struct outcome found = {.node = node,
                            .outcome = outcome_of(path),
                            .is_told = (path->marks & MARK_TOLD) != 0,
                            .is_said = (path->marks & MARK_SAID) != 0};
    uint32_t value = graph_child(walk->graph, node, 0);
    found.is_known = path_value(walk, path, value, &found.value);
    if (!found.is_known)
        found.value = 0;
    if (walk->is_last_round && found.outcome != CALL_NOT_REACHED)
        add_return(search->outcomes, &found);
}

/* The parameter below members, elements and pointees. */
static uint32_t root_of(const struct function_graph *graph, uint32_t node)
{
    for (node = graph_skip_casts(graph, node); node < graph->node_count;
         node = graph_skip_casts(graph, graph_child(graph, node, 0))) {
        const struct graph_node *n = &graph->nodes[node];
        bool is_path = n->kind == NODE_MEMBER || n->kind == NODE_SUBSCRIPT ||
                       (n->kind == NODE_UNARY && (n->op == OP_DEREF || n->op == OP_ADDRESS));
        if (!is_path)
            return node;
    }
    return NO_ID;
}

/* A store that outlives the function. */
static bool is_store_outside(const struct function_graph *graph, uint32_t target)
{
    target = graph_skip_casts(graph, target);
    if (target >= graph->node_count)
        return false;
    const struct graph_node *n = &graph->nodes[target];
    if (n->kind == NODE_GLOBAL)
        return true;
    if (n->kind != NODE_MEMBER && n->kind != NODE_SUBSCRIPT && n->kind != NODE_UNARY)
        return false;
    uint32_t root = root_of(graph, target);
    return root >= graph->node_count || graph->nodes[root].kind != NODE_LOCAL || n->op == OP_ARROW ||
           n->kind == NODE_UNARY;
}

static bool is_writable_pointer(const struct facts *facts, uint32_t type)
{
    type = facts_resolve_type(facts, type);
    if (type >= facts->type_count || facts->types[type].kind != TYPE_POINTER ||
        facts->types[type].target >= facts->type_count)
        return false;
    return !(facts->types[facts->types[type].target].flags & TYPE_FLAG_CONST);
}

/* A call that is given something of the caller's to write to: a message, a context, a list of errors. Of the C library
 * only what writes text or bytes there; closing and releasing tell nothing. */
static bool can_tell(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    const struct libc_function *libc = libc_find(called_function(facts, graph, call));
    if (libc && !(libc->flags & LIBC_HARMLESS && libc->fails == FAILS_NOT && strcmp(libc->name, "free") != 0))
        return false;
    for (uint32_t i = 1; i < graph->nodes[call].child_count; i++) {
        uint32_t root = root_of(graph, graph_child(graph, call, i));
        if (root < graph->node_count &&
            (graph->nodes[root].kind == NODE_PARAM || graph->nodes[root].kind == NODE_GLOBAL) &&
            is_writable_pointer(facts, graph->nodes[graph_skip_casts(graph, graph_child(graph, call, i))].type))
            return true;
    }
    return false;
}

/* The result goes where the caller can look at it: `*ret_text = copy`, `self->file = fopen(...)`. */
static bool hands_result_on(const struct search *search, const struct function_graph *graph, uint32_t node)
{
    return graph->nodes[node].kind == NODE_ASSIGN && is_store_outside(graph, graph_child(graph, node, 0)) &&
           is_call_result(graph, &search->result, graph_child(graph, node, 1));
}

static bool tells(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    bool is_write;
    if (n->kind == NODE_ASSIGN)
        return is_store_outside(graph, graph_child(graph, node, 0));
    if (n->kind == NODE_CALL)
        return can_tell(facts, graph, node);
    if (n->kind != NODE_UNARY)
        return n->kind == NODE_ASM;
    if (n->op == OP_DEREF && is_errno_access(facts, graph, node, &is_write)) {
        /* asked for its kind, the failure may be none */
        uint32_t parent = graph_skip_casts(graph, n->parent);
        while (parent < graph->node_count && graph->nodes[parent].kind == NODE_CAST)
            parent = graph->nodes[parent].parent;
        return is_write || (parent < graph->node_count && graph->nodes[parent].kind != NODE_CALL);
    }
    return n->op >= OP_PRE_INC && n->op <= OP_POST_DEC && is_store_outside(graph, graph_child(graph, node, 0));
}

/* perror(...), fprintf(stderr, ...), a log function with a format: the failure is taken for one. */
static bool says(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    const struct fact_function *callee = called_function(facts, graph, call);
    const struct libc_function *libc = libc_find(callee);
    if (!callee)
        return false;
    if (!libc)
        return callee->format_index != 0 || strcasestr(callee->name, "log") || strcasestr(callee->name, "warn");
    uint32_t stream = graph_skip_casts(graph, graph_child(graph, call, 1));
    bool is_error_stream = stream < graph->node_count && graph->nodes[stream].kind == NODE_GLOBAL &&
                           graph->nodes[stream].symbol < facts->global_count &&
                           !strcmp(facts->globals[graph->nodes[stream].symbol].name, "stderr");
    return libc->flags & LIBC_READ || !strcmp(libc->name, "syslog") ||
           (!strcmp(libc->name, "fprintf") && is_error_stream);
}

static void visit(struct path_walk *walk, struct path *path, uint32_t node)
{
    struct search *search = walk->context;
    const struct graph_node *n = &walk->graph->nodes[node];
    uint32_t place;
    if (node == search->result.call)
        path->marks = CALL_PENDING; /* once more, in a loop: what was told is told of the last time */
    else if (n->kind == NODE_RETURN)
        see_return(walk, path, node);
    else if ((outcome_of(path) == CALL_FAILED && tells(walk->facts, walk->graph, node)) ||
             (outcome_of(path) != CALL_NOT_REACHED && hands_result_on(search, walk->graph, node)))
        path->marks |= MARK_TOLD;
    else if (outcome_of(path) == CALL_FAILED && n->kind == NODE_CALL && says(walk->facts, walk->graph, node))
        path->marks |= MARK_SAID;
    else if (outcome_of(path) == CALL_PENDING &&
             failure_place_change(walk->graph, &search->result, node, &place) == PLACE_OVERWRITTEN)
        set_outcome(path, CALL_NOT_REACHED);
}

static void branch(struct path_walk *walk, struct path *path, uint32_t condition, bool is_true)
{
    struct search *search = walk->context;
    if (outcome_of(path) != CALL_PENDING)
        return;
    enum edge_meaning meaning =
        shortfall_edge(walk->facts, walk->graph, &search->result, search->fails, condition, is_true);
    if (meaning == EDGE_FAILED) {
        search->outcomes->is_failure_asked = true;
        set_outcome(path, CALL_FAILED);
    } else if (meaning == EDGE_WORKED) {
        set_outcome(path, CALL_WORKED);
    }
}

/* Where the result is put right away. */
static uint32_t place_of_result(const struct function_graph *graph, uint32_t call)
{
    uint32_t node = call;
    while (graph->nodes[node].parent < graph->node_count) {
        uint32_t parent = graph->nodes[node].parent;
        const struct graph_node *n = &graph->nodes[parent];
        if (n->kind == NODE_DECLARE)
            return parent;
        if (n->kind == NODE_ASSIGN)
            return n->op == OP_NONE && graph_child(graph, parent, 1) == node ? graph_child(graph, parent, 0) : NO_ID;
        if (n->kind != NODE_CAST)
            return NO_ID;
        node = parent;
    }
    return NO_ID;
}

bool outcomes_find(struct never_returns *ends, const struct fact_function *function, uint32_t call,
                   enum libc_failure fails, struct outcomes *ret_outcomes)
{
    ret_outcomes->count = 0;
    ret_outcomes->is_failure_asked = false;
    struct search search = {
        .result = {call, place_of_result(&function->graph, call)}, .fails = fails, .outcomes = ret_outcomes};
    struct path_walk walk = {.facts = ends->facts,
                             .ends = ends,
                             .graph = &function->graph,
                             .context = &search,
                             .visit = visit,
                             .branch = branch};
    return paths_walk(&walk) && ret_outcomes->count < MAX_OUTCOMES;
}

bool outcomes_tell_of_failure(struct result_conventions *conventions, const struct function_graph *graph, uint32_t call,
                              const struct outcomes *outcomes)
{
    uint32_t function = graph->nodes[call].symbol;
    bool is_said = true;
    if (result_means_failure(conventions, function) || result_convention(conventions, function) == FAILS_NOT)
        return true;
    if (!libc_find(called_function(conventions->facts, graph, call)))
        return false;
    for (uint32_t i = 0; i < outcomes->count; i++)
        is_said &= outcomes->returns[i].outcome != CALL_FAILED || outcomes->returns[i].is_said;
    return is_said;
}

bool *outcomes_find_callbacks(const struct facts *facts)
{
    bool *is_callback = memory_new((size_t)facts->function_count + 1, sizeof *is_callback);
    bool *is_called = memory_new((size_t)facts->function_count + 1, sizeof *is_called);
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; i < graph->node_count; i++) {
            const struct graph_node *node = &graph->nodes[i];
            if (node->kind == NODE_CALL && node->symbol < facts->function_count)
                is_called[node->symbol] = true;
            if (node->kind != NODE_FUNCTION || node->symbol >= facts->function_count)
                continue;
            uint32_t user = node->parent;
            while (user < graph->node_count && graph->nodes[user].kind == NODE_CAST)
                user = graph->nodes[user].parent;
            if (user >= graph->node_count || graph->nodes[user].kind != NODE_CALL ||
                graph_skip_casts(graph, graph_child(graph, user, 0)) != i)
                is_callback[node->symbol] = true;
        }
    }
    for (uint32_t f = 0; f < facts->function_count; f++)
        is_callback[f] |= facts->functions[f].linkage == LINKAGE_STATIC && !is_called[f];
    free(is_called);
    return is_callback;
}
