/* (void)ftruncate(fd, size); in a function that reports failures itself, and goes on to report success.
 *
 * Found are calls whose failure matters: of the C library those without whose result there is nothing to go on with,
 * fflush, fsync, and fclose and close of what was written here; of the program's own those that return 0 or a failure.
 * The way must lead on to a return that is no failure: what is done on the way out of another failure has nobody to
 * tell. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "comparison.h"
#include "explained.h"
#include "expressions.h"
#include "libc.h"
#include "outcomes.h"
#include "pass.h"
#include "paths.h"
#include "result_conventions.h"

#define MARK_CALLED 1u
#define MARK_FAILED 2u /* shifted by the number of the variable followed: it holds a failure on this path */

struct voided {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct result_conventions conventions;
    struct never_returns ends;
    enum libc_failure reports; /* how the function itself does; FAILS_NOT: by failure_value */
    int64_t failure_value;
    uint32_t call;
    bool reaches_success;
    uint64_t work; /* paths_afford */
};

/* Names of functions that clean up, tell or wake: they are called for what they do, and there is no second way. */
static bool is_called_for_its_effect(const char *name)
{
    static const char *const words[] = {"close",  "free",   "destroy", "release", "clean",  "clear",
                                        "remove", "delete", "unlink",  "print",   "log",    "warn",
                                        "report", "trace",  "debug",   "stop",    "cancel", "rollback",
                                        "unlock", "notify", "wake",    "signal",  "fini"};
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strcasestr(name, words[i]))
            return true;
    size_t length = strlen(name);
    return length > 4 && (!strcmp(name + length - 3, "End") || !strcmp(name + length - 4, "_end"));
}

/* Something was written to the stream or descriptor in this function. */
static bool is_written_to(const struct facts *facts, const struct function_graph *graph, uint32_t stream)
{
    static const struct {
        const char *name;
        uint32_t stream; /* child of the call */
    } writers[] = {{"fprintf", 1}, {"vfprintf", 1}, {"fputs", 2},  {"fputc", 2}, {"putc", 2},
                   {"fwrite", 4},  {"write", 1},    {"pwrite", 1}, {"writev", 1}};
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct libc_function *libc = libc_find(called_function(facts, graph, i));
        for (size_t w = 0; libc && w < ARRAY_LENGTH(writers); w++)
            if (!strcmp(libc->name, writers[w].name) &&
                is_same_place(graph, graph_child(graph, i, writers[w].stream), stream))
                return true;
    }
    return false;
}

static bool is_standard_stream(const struct facts *facts, const struct function_graph *graph, uint32_t stream)
{
    stream = graph_skip_casts(graph, stream);
    return stream < graph->node_count && graph->nodes[stream].kind == NODE_GLOBAL &&
           graph->nodes[stream].symbol < facts->global_count && facts->globals[graph->nodes[stream].symbol].is_system;
}

static bool matters(struct voided *check, uint32_t call)
{
    const struct facts *facts = check->pass->facts;
    const struct fact_function *callee = called_function(facts, check->graph, call);
    const struct libc_function *libc = libc_find(callee);
    uint32_t stream = graph_child(check->graph, call, 1);
    if (libc && !strcmp(libc->name, "fflush"))
        return !is_standard_stream(facts, check->graph, stream);
    if (libc && (!strcmp(libc->name, "fclose") || !strcmp(libc->name, "close")))
        return is_written_to(facts, check->graph, stream);
    if (libc)
        return !strcmp(libc->name, "fwrite") || !strcmp(libc->name, "fsync") ||
               (libc->flags & LIBC_LOOK && !(libc->flags & LIBC_ASKS));
    enum libc_failure fails = result_convention(&check->conventions, check->graph->nodes[call].symbol);
    return fails == FAILS_NONZERO && !is_called_for_its_effect(callee->name);
}

/* A function that returns one constant after a call of it has failed, and another after success. */
static bool find_failure_value(struct voided *check)
{
    for (uint32_t i = 0; i < check->graph->node_count; i++) {
        const struct libc_function *libc = libc_find(called_function(check->pass->facts, check->graph, i));
        struct outcomes outcomes;
        if (!libc || libc->fails == FAILS_NOT || libc->fails == FAILS_SHORT || libc->flags & LIBC_ASKS ||
            call_result_use(check->graph, i) != RESULT_USED || !paths_afford(&check->work, check->graph) ||
            !outcomes_find(&check->ends, check->function, i, libc->fails, &outcomes))
            continue;
        bool has_failed = false, is_one = true, has_another = false;
        for (uint32_t r = 0; r < outcomes.count; r++) {
            const struct outcome *outcome = &outcomes.returns[r];
            if (outcome->outcome != CALL_FAILED)
                continue;
            is_one &= outcome->is_known && (!has_failed || outcome->value == check->failure_value);
            check->failure_value = outcome->value;
            has_failed = true;
        }
        for (uint32_t r = 0; r < outcomes.count; r++)
            has_another |= outcomes.returns[r].outcome == CALL_WORKED && outcomes.returns[r].is_known &&
                           outcomes.returns[r].value != check->failure_value;
        if (has_failed && is_one && has_another)
            return true;
    }
    return false;
}

static bool is_failure(const struct voided *check, int64_t value)
{
    enum libc_failure reports = check->reports;
    if (reports == FAILS_NOT)
        return value == check->failure_value;
    return reports == FAILS_NULL ? value == 0 : reports == FAILS_MINUS ? value < 0 : value != 0;
}

/* The variable followed that holds a failure behind this edge: `if (rc < 0)`, `if (rc)`. */
static void branch(struct path_walk *walk, struct path *path, uint32_t condition, bool is_true)
{
    const struct voided *check = walk->context;
    struct comparison comparison;
    if (!comparison_read(walk->facts, walk->graph, condition, is_true, &comparison))
        return;
    uint32_t local = path_local(walk, comparison.operand);
    if (local == NO_ID)
        return;
    bool is_pointer = check->reports == FAILS_NULL;
    if (is_pointer ? !comparison_allows(&comparison, 1)
                   : !comparison_allows(&comparison, 0) && comparison_allows(&comparison, -1))
        path->marks |= MARK_FAILED << local;
}

static void see_return(struct path_walk *walk, const struct path *path, uint32_t node)
{
    struct voided *check = walk->context;
    uint32_t value = graph_child(walk->graph, node, 0), local = path_local(walk, value);
    int64_t constant;
    if (!walk->is_last_round || !(path->marks & MARK_CALLED))
        return;
    if (path_value(walk, path, value, &constant))
        check->reaches_success |= !is_failure(check, constant);
    else if (local != NO_ID)
        check->reaches_success |= !(path->marks & MARK_FAILED << local);
    else
        check->reaches_success = true;
}

static void visit(struct path_walk *walk, struct path *path, uint32_t node)
{
    const struct voided *check = walk->context;
    const struct graph_node *n = &walk->graph->nodes[node];
    if (node == check->call) {
        path->marks |= MARK_CALLED;
    } else if (n->kind == NODE_ASSIGN || n->kind == NODE_DECLARE) {
        uint32_t local = path_local(walk, n->kind == NODE_DECLARE ? node : graph_child(walk->graph, node, 0));
        if (local != NO_ID)
            path->marks &= ~(MARK_FAILED << local);
    } else if (n->kind == NODE_RETURN) {
        see_return(walk, path, node);
    }
}

static void look_at_call(struct voided *check, uint32_t call)
{
    check->call = call;
    check->reaches_success = false;
    struct path_walk walk = {.facts = check->pass->facts,
                             .graph = check->graph,
                             .context = check,
                             .ends = &check->ends,
                             .visit = visit,
                             .branch = branch};
    const struct source_range range = check->graph->nodes[call].range;
    if (!matters(check, call) || is_explained(check->pass->facts, range) || !paths_walk(&walk) ||
        !check->reaches_success)
        return;
    check_report(
        check->pass, &(struct check_place){.function = check->function, .range = range},
        "the failure of '%s' is hidden by a cast to void although '%s' reports failures; report this one too, or "
        "say in a comment why it does not matter",
        called_function(check->pass->facts, check->graph, call)->name, check->function->name);
}

static bool reports_failures(struct voided *check)
{
    check->reports =
        result_convention(&check->conventions, (uint32_t)(check->function - check->pass->facts->functions));
    return check->reports != FAILS_NOT || find_failure_value(check);
}

static void look_at_function(struct voided *check)
{
    bool is_asked = false;
    check->work = 0;
    for (uint32_t i = 0; i < check->graph->node_count; i++) {
        const struct graph_node *node = &check->graph->nodes[i];
        if (node->kind != NODE_CALL || node->flags & NODE_FLAG_UNEVALUATED || node->symbol == NO_ID ||
            call_result_use(check->graph, i) != RESULT_VOIDED)
            continue;
        if (!is_asked && !reports_failures(check))
            return;
        is_asked = true;
        if (called_function(check->pass->facts, check->graph, i) && paths_afford(&check->work, check->graph))
            look_at_call(check, i);
    }
}

void check_voided_error(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct voided check = {.pass = pass, .conventions = {.facts = facts}, .ends = {.facts = facts}};
    for (uint32_t f = 0; f < facts->function_count; f++) {
        check.function = &facts->functions[f];
        check.graph = &check.function->graph;
        if (check.function->is_defined)
            look_at_function(&check);
    }
    result_conventions_release(&check.conventions);
    never_returns_release(&check.ends);
}
