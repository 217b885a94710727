/* A result is thrown away although it tells of failure: of a C library function where going on without it works with
 * what is not there, of a function declared warn_unused_result, of an own one that returns its failures behind
 * messages, and, with the whole program in view, of a function whose result nearly all other callers use. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "libc.h"
#include "pass.h"
#include "reported_failures.h"
#include "result_conventions.h"

/* Fewer calls make no custom; where 80 % of all use it, the few that differ are more likely wrong than the others. At
 * 75 % functions that are also called for their effect came in: a parser's `peek` that skips blanks. */
#define MIN_OTHER_CALLS 4
#define MIN_USED_RATIO 0.8
/* A single message may be of something else than what is returned. */
#define MIN_REPORTED_FAILURES 2

struct custom {
    uint32_t calls;
    uint32_t used;
    uint32_t example_function; /* of a call that uses the result */
    uint32_t example_call;
};

static void count_calls(const struct facts *facts, struct custom *customs)
{
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; i < graph->node_count; i++) {
            const struct graph_node *node = &graph->nodes[i];
            if (node->kind != NODE_CALL || node->symbol >= facts->function_count || node->flags & NODE_FLAG_UNEVALUATED)
                continue;
            struct custom *custom = &customs[node->symbol];
            enum result_use use = call_result_use(graph, i);
            if (use == RESULT_VOIDED)
                continue; /* its writer thought of it: neither for nor against the custom */
            custom->calls++;
            if (use == RESULT_USED && custom->used++ == 0) {
                custom->example_function = f;
                custom->example_call = i;
            }
        }
    }
}

static bool returns_something(const struct facts *facts, const struct fact_function *function)
{
    uint32_t type = facts_resolve_type(facts, function->result_type);
    return type < facts->type_count && facts->types[type].kind != TYPE_VOID;
}

/* Of error_set(err, status, ...), which returns status, the caller knows the result beforehand. */
static bool gives_argument_back(const struct function_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        uint32_t result = graph->nodes[i].kind == NODE_RETURN && graph->nodes[i].child_count
                              ? graph_skip_casts(graph, graph_child(graph, i, 0))
                              : NO_ID;
        if (result < graph->node_count && graph->nodes[result].kind == NODE_PARAM)
            return true;
    }
    return false;
}

/* The whole program has a custom for this function, the calls that break it are the few, and what they throw away tells
 * of failure: others are called for their effect by some and for their value by the rest. */
static bool is_customary(struct result_conventions *conventions, uint32_t function, const struct custom *custom)
{
    const struct fact_function *callee = &conventions->facts->functions[function];
    uint32_t others = custom->calls - 1; /* the call that is asked about does not use it */
    return !callee->is_system && !callee->is_builtin && others >= MIN_OTHER_CALLS &&
           returns_something(conventions->facts, callee) && custom->used >= MIN_USED_RATIO * custom->calls &&
           (!callee->is_defined ||
            (!gives_argument_back(&callee->graph) && result_convention(conventions, function) != FAILS_NOT &&
             result_means_failure(conventions, function)));
}

static void report_custom(struct check_pass *pass, const struct fact_function *function, uint32_t call,
                          const struct fact_function *callee, const struct custom *custom)
{
    const struct fact_function *user = &pass->facts->functions[custom->example_function];
    struct check_note note = {user->graph.nodes[custom->example_call].range,
                              arena_printf(pass->arena, "the result of '%s' is used here", callee->name)};
    check_report(pass,
                 &(struct check_place){.function = function, .range = function->graph.nodes[call].range, .note = note},
                 "the result of '%s' is thrown away, but %u of the %u other calls use it; use it, or cast the call to "
                 "void",
                 callee->name, custom->used, custom->calls - 1);
}

/* An own function that prints why it fails, each time, and then returns what it returns otherwise only for failures.
 * Where most others do not look either, what failed is kept for later. */
static bool look_at_reporter(struct check_pass *pass, const struct fact_function *function, uint32_t call,
                             const struct fact_function *callee, const struct custom *custom)
{
    if (pass->scope != CHECK_SCOPE_PROGRAM || !callee->is_defined || callee->is_system ||
        !returns_something(pass->facts, callee) || (custom->calls > 2 && 2 * custom->used < custom->calls - 1))
        return false;
    struct reported_failures failures = reported_failures_of(pass->facts, callee);
    if (failures.count < MIN_REPORTED_FAILURES || !failures.are_told_apart)
        return false;
    struct check_note note = {callee->graph.nodes[failures.example].range,
                              "a failure that was reported is returned here"};
    check_report(
        pass, &(struct check_place){.function = function, .range = function->graph.nodes[call].range, .note = note},
        "the result of '%s' is thrown away, but only it tells its caller that it failed; use it, or cast the call "
        "to void",
        callee->name);
    return true;
}

static void look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t call,
                         const struct custom *customs, struct result_conventions *conventions)
{
    const struct function_graph *graph = &function->graph;
    const struct graph_node *node = &graph->nodes[call];
    const struct fact_function *callee = called_function(pass->facts, graph, call);
    if (!callee || node->flags & NODE_FLAG_UNEVALUATED || call_result_use(graph, call) != RESULT_DISCARDED)
        return;
    const struct libc_function *libc = libc_find(callee);
    struct check_note declared = {callee->range, "declared here"};
    if (libc && libc->flags & LIBC_LOOK)
        check_report(pass, &(struct check_place){.function = function, .range = node->range},
                     "the result of '%s' is thrown away, but only it tells %s; look at it, or cast the call to void",
                     callee->name, libc->tells);
    else if (callee->attributes & ATTRIBUTE_WARN_UNUSED_RESULT && returns_something(pass->facts, callee))
        check_report(pass,
                     &(struct check_place){.function = function,
                                           .range = node->range,
                                           .note = callee->is_system ? (struct check_note){.message = NULL} : declared},
                     "the result of '%s' is thrown away, but the function is declared warn_unused_result; use it",
                     callee->name);
    else if (look_at_reporter(pass, function, call, callee, &customs[node->symbol]))
        return;
    else if (pass->scope == CHECK_SCOPE_PROGRAM && is_customary(conventions, node->symbol, &customs[node->symbol]))
        report_custom(pass, function, call, callee, &customs[node->symbol]);
}

void check_unchecked_result(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    SCOPED(result_conventions_release) struct result_conventions conventions = {.facts = facts};
    struct custom *customs = memory_new((size_t)facts->function_count + 1, sizeof *customs);
    if (pass->scope == CHECK_SCOPE_PROGRAM)
        count_calls(facts, customs);
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct fact_function *function = &facts->functions[f];
        for (uint32_t i = 0; function->is_defined && i < function->graph.node_count; i++)
            if (function->graph.nodes[i].kind == NODE_CALL)
                look_at_call(pass, function, i, customs, &conventions);
    }
    free(customs);
}
