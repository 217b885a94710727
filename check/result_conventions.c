#include "result_conventions.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"

#define MAX_CONDITIONALS 8 /* nested in one return */
#define MAX_LOCALS 4       /* returned by one function */

/* What the return statements of a function give. */
struct returned {
    bool has_null;
    bool has_negative;
    bool has_zero;
    bool has_one; /* or more */
    bool has_other;
};

static bool is_negated(const struct function_graph *graph, uint32_t value)
{
    return graph->nodes[value].kind == NODE_UNARY && graph->nodes[value].op == OP_MINUS;
}

static void see_value(const struct facts *facts, const struct function_graph *graph, uint32_t value, unsigned depth,
                      struct returned *returned)
{
    int64_t constant;
    value = graph_skip_casts(graph, value);
    if (value >= graph->node_count)
        return;
    const struct libc_function *libc = libc_find(called_function(facts, graph, value));
    if (graph->nodes[value].kind == NODE_CONDITIONAL && graph->nodes[value].child_count == 3 && depth) {
        see_value(facts, graph, graph_child(graph, value, 1), depth - 1, returned);
        see_value(facts, graph, graph_child(graph, value, 2), depth - 1, returned);
    } else if (constant_value(graph, value, &constant)) {
        returned->has_null |= constant == 0;
        returned->has_zero |= constant == 0;
        returned->has_negative |= constant < 0;
        returned->has_one |= constant > 0;
    } else if (is_negated(graph, value)) {
        returned->has_negative = true; /* -errno, -saved */
    } else if (libc && (libc->fails == FAILS_MINUS || libc->fails == FAILS_NONZERO)) {
        returned->has_negative = returned->has_zero = true;
        returned->has_other |= libc->fails == FAILS_MINUS;
    } else {
        returned->has_other = true;
    }
}

/* A local variable that is returned stands for the constants that it is given. */
static void see_constants_of(const struct facts *facts, const struct function_graph *graph, uint32_t local,
                             struct returned *returned)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        uint32_t target = node->kind == NODE_ASSIGN    ? graph_skip_casts(graph, graph_child(graph, i, 0))
                          : node->kind == NODE_DECLARE ? i
                                                       : NO_ID;
        uint32_t value = node->kind == NODE_ASSIGN ? graph_child(graph, i, 1) : graph_child(graph, i, 0);
        if (target < graph->node_count && value < graph->node_count && node->op == OP_NONE &&
            (graph->nodes[target].kind == NODE_LOCAL || target == i) && graph->nodes[target].symbol == local)
            see_value(facts, graph, value, MAX_CONDITIONALS, returned);
    }
}

static struct returned read_returned(const struct facts *facts, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    struct returned returned = {0};
    uint32_t last_local = NO_ID, local_count = 0;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_RETURN || graph->nodes[i].child_count == 0)
            continue;
        uint32_t value = graph_skip_casts(graph, graph_child(graph, i, 0));
        if (value >= graph->node_count)
            continue;
        const struct graph_node *node = &graph->nodes[value];
        if (node->kind != NODE_LOCAL) {
            see_value(facts, graph, value, MAX_CONDITIONALS, &returned);
        } else if (node->symbol != last_local && local_count++ < MAX_LOCALS) {
            last_local = node->symbol;
            see_constants_of(facts, graph, node->symbol, &returned);
        }
    }
    return returned;
}

static bool ends_in(const char *name, const char *end)
{
    size_t length = strlen(name), end_length = strlen(end);
    return length >= end_length && !strcasecmp(name + length - end_length, end);
}

/* enum status { STATUS_OK, STATUS_FAILED, ... } */
static bool is_status_enum(const struct fact_type *type)
{
    for (uint32_t i = 0; i < type->enumerator_count; i++)
        if (type->enumerators[i].value == 0)
            return type->enumerator_count > 1 &&
                   (ends_in(type->enumerators[i].name, "OK") || ends_in(type->enumerators[i].name, "SUCCESS"));
    return false;
}

/* Names that ask: is_empty, hasChild, compare_keys, find_user. */
static bool asks_a_question(const char *name)
{
    static const char *const starts[] = {"is", "has", "can", "should", "was", "are"};
    static const char *const words[] = {"cmp",    "compare", "equal",   "match", "find",   "lookup",
                                        "search", "index",   "contain", "exist", "isatty", "valid"};
    for (size_t i = 0; i < ARRAY_LENGTH(starts); i++) {
        size_t length = strlen(starts[i]);
        if (!strncmp(name, starts[i], length) && (name[length] == '_' || isupper((unsigned char)name[length])))
            return true;
    }
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strcasestr(name, words[i]))
            return true;
    return strstr(name, "_is_") || strstr(name, "_has_") || strstr(name, "_can_");
}

/* Whether it calls something of the C library that tells of its failure and should be looked at. */
static bool calls_what_can_fail(const struct facts *facts, const struct function_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct libc_function *libc = libc_find(called_function(facts, graph, i));
        if (libc && libc->fails != FAILS_NOT && libc->flags & LIBC_LOOK)
            return true;
    }
    return false;
}

static enum libc_failure convention_of_bool(const struct facts *facts, const struct fact_function *function)
{
    struct returned returned = read_returned(facts, function);
    bool can_fail = returned.has_zero && (returned.has_one || returned.has_other) && !asks_a_question(function->name) &&
                    calls_what_can_fail(facts, &function->graph);
    return can_fail ? FAILS_NULL : FAILS_NOT;
}

static enum libc_failure convention_of_body(const struct facts *facts, const struct fact_function *function,
                                            const struct fact_type *type)
{
    if (!function->is_defined || (type->kind != TYPE_POINTER && type->kind != TYPE_INT && type->kind != TYPE_BOOL))
        return FAILS_NOT;
    if (type->kind == TYPE_BOOL)
        return convention_of_bool(facts, function);
    struct returned returned = read_returned(facts, function);
    if (type->kind == TYPE_POINTER)
        return returned.has_null && returned.has_other ? FAILS_NULL : FAILS_NOT;
    if (!(type->flags & TYPE_FLAG_SIGNED) || type->flags & TYPE_FLAG_CHARACTER || !returned.has_negative)
        return FAILS_NOT;
    if (returned.has_one && returned.has_zero && !returned.has_other)
        return FAILS_NOT;
    if (returned.has_one || returned.has_other)
        return FAILS_MINUS;
    return returned.has_zero ? FAILS_NONZERO : FAILS_NOT;
}

static enum libc_failure find_convention(const struct facts *facts, const struct fact_function *function)
{
    const struct libc_function *libc = libc_find(function);
    uint32_t result = facts_resolve_type(facts, function->result_type);
    if (libc || result >= facts->type_count)
        return libc ? libc->fails : FAILS_NOT;
    const struct fact_type *type = &facts->types[result];
    if (type->kind == TYPE_ENUM)
        return is_status_enum(type) ? FAILS_NONZERO : FAILS_NOT;
    return convention_of_body(facts, function, type);
}

enum libc_failure result_convention(struct result_conventions *conventions, uint32_t function)
{
    const struct facts *facts = conventions->facts;
    if (function >= facts->function_count)
        return FAILS_NOT;
    if (!conventions->known)
        conventions->known = memory_new(facts->function_count, sizeof *conventions->known);
    uint8_t *known = &conventions->known[function];
    if (!*known)
        *known = (uint8_t)(1 + find_convention(facts, &facts->functions[function]));
    return *known - 1;
}

bool result_means_failure(struct result_conventions *conventions, uint32_t function)
{
    enum libc_failure fails = result_convention(conventions, function);
    const struct facts *facts = conventions->facts;
    if (fails == FAILS_NOT || function >= facts->function_count)
        return false;
    const struct fact_function *f = &facts->functions[function];
    const struct libc_function *libc = libc_find(f);
    if (libc)
        return !(libc->flags & LIBC_ASKS);
    return fails == FAILS_NONZERO || (!asks_a_question(f->name) && calls_what_can_fail(facts, &f->graph));
}

static bool is_named_status(const struct function_graph *graph, uint32_t call)
{
    static const char *const names[] = {"rc",  "ret",    "err", "error", "status", "result",
                                        "res", "retval", "rv",  "r",     "e"};
    uint32_t node = graph->nodes[call].parent;
    while (node < graph->node_count && graph->nodes[node].kind == NODE_CAST)
        node = graph->nodes[node].parent;
    if (node >= graph->node_count)
        return false;
    uint32_t target = graph->nodes[node].kind == NODE_ASSIGN    ? graph_skip_casts(graph, graph_child(graph, node, 0))
                      : graph->nodes[node].kind == NODE_DECLARE ? node
                                                                : NO_ID;
    if (target >= graph->node_count || (graph->nodes[target].kind != NODE_LOCAL && target != node) ||
        graph->nodes[target].symbol >= graph->local_count)
        return false;
    const char *name = graph->locals[graph->nodes[target].symbol].name;
    for (size_t i = 0; name && i < ARRAY_LENGTH(names); i++)
        if (!strcmp(name, names[i]))
            return true;
    return false;
}

static enum libc_failure guess(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                               const struct fact_function *callee)
{
    uint32_t result = facts_resolve_type(facts, graph->nodes[call].type);
    bool is_pthread = callee && callee->is_system && !strncmp(callee->name, "pthread_", strlen("pthread_"));
    if (result >= facts->type_count ||
        (callee && (asks_a_question(callee->name) || (callee->is_system && !is_pthread))))
        return FAILS_NOT;
    const struct fact_type *type = &facts->types[result];
    if (type->kind == TYPE_BOOL)
        return FAILS_NULL;
    if (type->kind != TYPE_INT || !(type->flags & TYPE_FLAG_SIGNED) || type->flags & TYPE_FLAG_CHARACTER)
        return FAILS_NOT;
    if (is_pthread)
        return FAILS_POSITIVE;
    return is_named_status(graph, call) ? FAILS_NONZERO : FAILS_MINUS;
}

enum libc_failure call_convention(struct result_conventions *conventions, const struct function_graph *graph,
                                  uint32_t call)
{
    const struct facts *facts = conventions->facts;
    const struct fact_function *callee = called_function(facts, graph, call);
    enum libc_failure fails = result_convention(conventions, graph->nodes[call].symbol);
    bool is_unknown = !callee || (!callee->is_defined && !callee->is_builtin && !libc_find(callee));
    return fails == FAILS_NOT && is_unknown ? guess(facts, graph, call, callee) : fails;
}

void result_conventions_release(struct result_conventions *conventions)
{
    if (!conventions)
        return;
    free(conventions->known);
    conventions->known = NULL;
}
