/* read and write may do less than they were asked to and still not fail: if only the failure is looked at, what was not
 * read is used, and what was not written is lost.
 *
 * The result is followed along the paths: it has to be compared with failure, and on a path where the call worked it
 * must not be used for anything else. What was read has to be used there. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "comparison.h"
#include "expressions.h"
#include "failure_edges.h"
#include "libc.h"
#include "pass.h"
#include "paths.h"

/* So few bytes go in one piece: a byte on a pipe, the counter of an eventfd. */
#define MAX_WHOLE_BYTES 8

/* The last words of a program go there; who could be told that they did not arrive? */
#define STANDARD_ERROR 2

struct transfer {
    const char *name;
    uint8_t data;   /* argument, 0-based */
    uint8_t length; /* argument, or the number of items */
    bool is_read;
    uint8_t flags; /* argument that must be 0, 0: none */
};

static const struct transfer transfers[] = {
    {"fread", 0, 2, true, 0}, {"fwrite", 0, 2, false, 0}, {"pread", 1, 2, true, 0}, {"pwrite", 1, 2, false, 0},
    {"read", 1, 2, true, 0},  {"recv", 1, 2, true, 3},    {"send", 1, 2, false, 0}, {"write", 1, 2, false, 0},
};

enum progress { NOT_CALLED, PENDING, NOTHING_DONE, DONE };

struct partial_io {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct never_returns ends;
    const struct transfer *transfer;
    struct call_result result;
    uint32_t data;           /* variable that the bytes are in, NO_ID: not seen */
    bool is_failure_tested;  /* a branch is left only by what moved nothing */
    bool takes_end_for_data; /* 0 of them goes the way of success */
    bool is_count_used;
    bool is_data_used;
};

static const struct transfer *find_transfer(const struct fact_function *callee)
{
    const struct libc_function *libc = libc_find(callee);
    for (size_t i = 0; libc && i < ARRAY_LENGTH(transfers); i++)
        if (!strcmp(libc->name, transfers[i].name))
            return &transfers[i];
    return NULL;
}

static uint32_t argument(const struct function_graph *graph, uint32_t call, uint32_t index)
{
    return graph_child(graph, call, index + 1);
}

/* The variable whose bytes an argument designates: buffer, &header, packet->bytes + 4. */
static uint32_t variable_of(const struct function_graph *graph, uint32_t node)
{
    for (node = graph_skip_casts(graph, node); node < graph->node_count;
         node = graph_skip_casts(graph, graph_child(graph, node, 0))) {
        uint16_t kind = graph->nodes[node].kind;
        if (kind == NODE_LOCAL || kind == NODE_PARAM || kind == NODE_GLOBAL)
            return node;
        if (kind != NODE_UNARY && kind != NODE_MEMBER && kind != NODE_SUBSCRIPT && kind != NODE_BINARY)
            return NO_ID;
    }
    return NO_ID;
}

/* A text that was zeroed before, or with a byte left for its end, says itself how long it is. */
static bool is_zeroed_text(const struct function_graph *graph, uint32_t variable, uint32_t length)
{
    int64_t one;
    length = graph_skip_casts(graph, length);
    if (length < graph->node_count && graph->nodes[length].kind == NODE_BINARY && graph->nodes[length].op == OP_SUB &&
        constant_value(graph, graph_child(graph, length, 1), &one) && one == 1)
        return true;
    for (uint32_t i = 0; i < variable && variable != NO_ID; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (n->kind == NODE_DECLARE && n->child_count && is_same_place(graph, i, variable) &&
            graph->nodes[graph_child(graph, i, 0)].kind == NODE_INIT_LIST)
            return true;
    }
    return false;
}

static enum progress progress_of(const struct path *path)
{
    return (enum progress)path->marks;
}

/* if (n < 0), n == 0, !n: asked of its failure or its end; anything else is a use of the count. */
static bool is_only_tested(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    uint32_t user = node;
    do {
        node = user;
        user = graph->nodes[node].parent;
    } while (user < graph->node_count && graph->nodes[user].kind == NODE_CAST);
    if (user >= graph->node_count)
        return false;
    const struct graph_node *n = &graph->nodes[user];
    struct comparison comparison;
    if (n->kind == NODE_BINARY && n->op >= OP_LT && n->op <= OP_NE)
        return comparison_read(facts, graph, user, true, &comparison) && comparison.constant <= 1;
    return (n->kind == NODE_UNARY && n->op == OP_NOT) || n->kind == NODE_IF || n->kind == NODE_WHILE ||
           n->kind == NODE_DO || n->kind == NODE_FOR ||
           (n->kind == NODE_ASSIGN && graph_child(graph, user, 0) == node) ||
           (n->kind == NODE_BINARY && (n->op == OP_LOGICAL_AND || n->op == OP_LOGICAL_OR)) ||
           (n->kind == NODE_CONDITIONAL && graph_child(graph, user, 0) == node) || n->kind == NODE_COMPOUND;
}

/* The value of an assignment that is itself a value: (n = read(...)) < 0. */
static void see_count(struct partial_io *check, uint32_t node)
{
    if (!is_only_tested(check->pass->facts, check->graph, node))
        check->is_count_used = true;
}

/* free(buffer) and buffer = NULL do not look at what is in it. */
static bool is_released(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    uint32_t user = graph->nodes[node].parent;
    while (user < graph->node_count && graph->nodes[user].kind == NODE_CAST) {
        node = user;
        user = graph->nodes[user].parent;
    }
    if (user >= graph->node_count)
        return false;
    const struct fact_function *callee = called_function(facts, graph, user);
    return (callee && !strcmp(callee->name, "free")) ||
           (graph->nodes[user].kind == NODE_ASSIGN && graph_child(graph, user, 0) == node);
}

static bool is_variable(const struct graph_node *node)
{
    return node->kind == NODE_LOCAL || node->kind == NODE_PARAM || node->kind == NODE_GLOBAL;
}

static void see_variable(struct partial_io *check, uint32_t node)
{
    const struct function_graph *graph = check->graph;
    if (node > check->result.call && node < graph->nodes[check->result.call].subtree_end)
        return; /* read into once more, in a loop */
    if (check->data != NO_ID && graph->nodes[node].kind == graph->nodes[check->data].kind &&
        graph->nodes[node].symbol == graph->nodes[check->data].symbol && !is_released(check->pass->facts, graph, node))
        check->is_data_used = true;
}

static void visit(struct path_walk *walk, struct path *path, uint32_t node)
{
    struct partial_io *check = walk->context;
    const struct graph_node *n = &walk->graph->nodes[node];
    uint32_t place;
    if (node == check->result.call) {
        path->marks = PENDING;
        return;
    }
    if (progress_of(path) != PENDING && progress_of(path) != DONE)
        return;
    if (check->result.place != NO_ID && n->kind != NODE_DECLARE &&
        is_same_place(walk->graph, node, check->result.place))
        see_count(check, node);
    if (is_variable(n) && progress_of(path) == DONE)
        see_variable(check, node);
    if (n->kind == NODE_RETURN && progress_of(path) == DONE && check->data != NO_ID &&
        walk->graph->nodes[check->data].kind != NODE_LOCAL)
        check->is_data_used = true; /* the caller has it */
    if (failure_place_change(walk->graph, &check->result, node, &place) == PLACE_OVERWRITTEN)
        path->marks = NOT_CALLED;
}

static void branch(struct path_walk *walk, struct path *path, uint32_t condition, bool is_true)
{
    struct partial_io *check = walk->context;
    struct comparison comparison;
    if (progress_of(path) != PENDING || !comparison_read(walk->facts, walk->graph, condition, is_true, &comparison) ||
        !is_call_result(walk->graph, &check->result, comparison.operand))
        return;
    if (!comparison_allows(&comparison, 1) && !comparison_allows(&comparison, 4096)) {
        path->marks = NOTHING_DONE;
        check->is_failure_tested = true;
    } else if (!comparison_allows(&comparison, -1) || !comparison_allows(&comparison, 0)) {
        path->marks = DONE;
        check->takes_end_for_data |= comparison_allows(&comparison, 0);
    }
}

/* return write(...) >= 0; : the answer goes on as a value, without a branch. */
static void see_value_of_test(struct partial_io *check, uint32_t test)
{
    const struct function_graph *graph = check->graph;
    uint32_t user = graph->nodes[test].parent;
    while (user < graph->node_count && graph->nodes[user].kind == NODE_CAST)
        user = graph->nodes[user].parent;
    if (graph->nodes[test].kind != NODE_BINARY || user >= graph->node_count)
        return;
    uint16_t kind = graph->nodes[user].kind;
    check->is_failure_tested = kind == NODE_RETURN || kind == NODE_ASSIGN || kind == NODE_DECLARE;
    check->takes_end_for_data = graph->nodes[test].op == OP_GE || graph->nodes[test].op == OP_LT;
    check->is_data_used = check->data != NO_ID && graph->nodes[check->data].kind != NODE_LOCAL;
}

/* Where the result goes: into a variable, or straight into a comparison; false when it goes elsewhere. */
static bool find_place(struct partial_io *check, uint32_t call)
{
    const struct function_graph *graph = check->graph;
    uint32_t node = call, user = graph->nodes[call].parent;
    while (user < graph->node_count && graph->nodes[user].kind == NODE_CAST) {
        node = user;
        user = graph->nodes[node].parent;
    }
    check->result = (struct call_result){call, NO_ID};
    if (user >= graph->node_count)
        return false;
    const struct graph_node *n = &graph->nodes[user];
    if (n->kind == NODE_DECLARE) {
        check->result.place = user;
        return true;
    }
    if (n->kind != NODE_ASSIGN) {
        see_value_of_test(check, user);
        return is_only_tested(check->pass->facts, graph, call);
    }
    uint32_t target = graph_skip_casts(graph, graph_child(graph, user, 0));
    if (n->op != OP_NONE || target >= graph->node_count || graph->nodes[target].kind != NODE_LOCAL)
        return false;
    check->result.place = target;
    return is_only_tested(check->pass->facts, graph, user);
}

static bool may_be_partial(const struct partial_io *check, uint32_t call, int64_t *ret_length)
{
    const struct transfer *transfer = check->transfer;
    uint32_t length = argument(check->graph, call, transfer->length);
    int64_t flags, descriptor;
    if (transfer->flags &&
        (!constant_value(check->graph, argument(check->graph, call, transfer->flags), &flags) || flags))
        return false; /* MSG_PEEK, MSG_WAITALL */
    if (!transfer->is_read && constant_value(check->graph, argument(check->graph, call, 0), &descriptor) &&
        descriptor == STANDARD_ERROR)
        return false;
    if (!constant_value(check->graph, length, ret_length))
        *ret_length = INT64_MAX;
    if (transfer->is_read && is_zeroed_text(check->graph, check->data, length))
        return false;
    return *ret_length > 1;
}

static void look_at_call(struct partial_io *check, uint32_t call)
{
    int64_t length;
    check->data = variable_of(check->graph, argument(check->graph, call, check->transfer->data));
    check->is_failure_tested = check->takes_end_for_data = check->is_count_used = check->is_data_used = false;
    if (!may_be_partial(check, call, &length) || !find_place(check, call))
        return;
    struct path_walk walk = {.facts = check->pass->facts,
                             .graph = check->graph,
                             .context = check,
                             .ends = &check->ends,
                             .visit = visit,
                             .branch = branch};
    if (!paths_walk(&walk) || !check->is_failure_tested || check->is_count_used)
        return;
    bool is_whole = length <= MAX_WHOLE_BYTES && check->transfer->length == 2 && check->transfer->data == 1;
    if (check->transfer->is_read ? !check->is_data_used || (is_whole && !check->takes_end_for_data) : is_whole)
        return;
    check_report(
        check->pass, &(struct check_place){.function = check->function, .range = check->graph->nodes[call].range},
        check->transfer->is_read
            ? "'%s' may give fewer bytes than it was asked for without failing; compare its result with the "
              "length, or read on until all are there"
            : "'%s' may take fewer bytes than it was given without failing; compare its result with the length, "
              "or write on until all are gone",
        check->transfer->name);
}

void check_partial_io(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct partial_io check = {.pass = pass, .ends = {.facts = facts}};
    for (uint32_t f = 0; f < facts->function_count; f++) {
        check.function = &facts->functions[f];
        check.graph = &check.function->graph;
        uint64_t work = 0;
        for (uint32_t i = 0; check.function->is_defined && i < check.graph->node_count; i++) {
            check.transfer = find_transfer(called_function(facts, check.graph, i));
            if (check.transfer && call_result_use(check.graph, i) == RESULT_USED &&
                !(check.graph->nodes[i].flags & NODE_FLAG_UNEVALUATED) && paths_afford(&work, check.graph))
                look_at_call(&check, i);
        }
    }
    never_returns_release(&check.ends);
}
