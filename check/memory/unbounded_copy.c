/* strcpy, strcat, stpcpy, sprintf into a buffer of fixed size of a text that may be longer.
 *
 * Silent where the text is known to fit (a literal, an array that is not larger, a table of literals), where its length
 * is compared with something before, and where the size of the buffer is. */
#include <string.h>

#include "allocations.h"
#include "expressions.h"
#include "formats.h"
#include "libc.h"
#include "pass.h"
#include "storage.h"
#include "texts.h"
#include "types.h"

#define MAX_COPIES 200 /* of one function that are looked at: each takes a walk through its text */

struct copy {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    uint32_t call;
    uint32_t target; /* node of the array, or of the pointer to the block */
    uint64_t bytes;
    const char *callee;
};

/* p, when it was last given an array or a block of constant size. */
static uint32_t buffer_behind(const struct copy *copy, uint32_t pointer, uint64_t *ret_bytes)
{
    const struct function_graph *graph = copy->graph;
    pointer = graph_skip_casts(graph, pointer);
    if (pointer == NO_ID || graph->nodes[pointer].kind != NODE_LOCAL)
        return NO_ID;
    uint32_t value = last_value(graph, pointer, copy->call);
    struct allocation block;
    int64_t size, factor = 1;
    if (value == NO_ID)
        return NO_ID;
    if (allocation_find(copy->pass->facts, graph, graph_skip_casts(graph, value), &block)) {
        if (!constant_value(graph, block.size, &size) || size <= 0 ||
            (block.factor != NO_ID && !constant_value(graph, block.factor, &factor)))
            return NO_ID;
        *ret_bytes = (uint64_t)size * (uint64_t)factor;
        return pointer;
    }
    return storage_fixed_array(copy->pass->facts, graph, value, ret_bytes);
}

/* Whether a comparison before the call asks for the size of the buffer: by sizeof, or as the number that it is. */
static bool is_size_compared(const struct copy *copy)
{
    const struct function_graph *graph = copy->graph;
    for (uint32_t i = 0; i < copy->call; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (n->kind != NODE_BINARY || n->op < OP_LT || n->op > OP_NE)
            continue;
        for (uint32_t j = i + 1; j < n->subtree_end && j < graph->node_count; j++) {
            int64_t number;
            if (graph->nodes[j].kind == NODE_SIZEOF && is_same_place(graph, graph_child(graph, j, 0), copy->target))
                return true;
            if (constant_value(graph, j, &number) && number > 1 && (uint64_t)number <= copy->bytes &&
                (uint64_t)number + 2 >= copy->bytes)
                return true;
        }
    }
    return false;
}

static void report(const struct copy *copy, uint32_t text)
{
    const struct facts *facts = copy->pass->facts;
    struct arena *arena = copy->pass->arena;
    const char *name = text == NO_ID ? "what is printed" : place_text(facts, copy->function, text, arena);
    check_report(
        copy->pass, &(struct check_place){.function = copy->function, .range = copy->graph->nodes[copy->call].range},
        "'%s' writes '%s' to '%s', which has %llu bytes, without asking whether it fits; use snprintf", copy->callee,
        name, place_text(facts, copy->function, copy->target, arena), (unsigned long long)copy->bytes);
}

/* Whether the text may be longer than the buffer, with `others` bytes besides it and the NUL. */
static bool may_overflow(const struct copy *copy, uint32_t text, uint64_t others)
{
    struct text_knowledge known = text_find(copy->pass->facts, copy->function, text);
    if (known.is_bounded && known.longest + others < copy->bytes)
        return false;
    return !text_is_measured(copy->pass->facts, copy->function, text, copy->call);
}

static void look_at_text(const struct copy *copy)
{
    uint32_t text = graph_child(copy->graph, copy->call, 2);
    if (text != NO_ID && may_overflow(copy, text, 0) && !is_size_compared(copy))
        report(copy, text);
}

static void look_at_format(const struct copy *copy)
{
    const char *format = text_literal(copy->pass->facts, copy->graph, graph_child(copy->graph, copy->call, 2));
    if (!format)
        return;
    struct format_reader reader = {.text = format};
    struct format_conversion conversion;
    while (format_next(&reader, &conversion)) {
        uint32_t text = graph_child(copy->graph, copy->call, conversion.argument + 3);
        if (conversion.type != 's' || conversion.has_limit)
            continue;
        bool is_list = !strcmp(copy->callee, "vsprintf");
        if (is_list ? !is_size_compared(copy)
                    : text != NO_ID && may_overflow(copy, text, 0) && !is_size_compared(copy)) {
            report(copy, is_list ? NO_ID : text);
            return;
        }
    }
}

static bool is_copy(const struct libc_function *libc, bool *ret_is_format)
{
    *ret_is_format = !strcmp(libc->name, "sprintf") || !strcmp(libc->name, "vsprintf");
    return *ret_is_format || !strcmp(libc->name, "strcpy") || !strcmp(libc->name, "strcat") ||
           !strcmp(libc->name, "stpcpy");
}

/* True when the call is a copy into a buffer of known size. */
static bool look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    const struct libc_function *libc = libc_find(called_function(pass->facts, graph, call));
    bool is_format;
    if (!libc || !is_copy(libc, &is_format))
        return false;
    struct copy copy = {.pass = pass, .function = function, .graph = graph, .call = call, .callee = libc->name};
    uint32_t target = graph_child(graph, call, 1);
    copy.target = storage_fixed_array(pass->facts, graph, target, &copy.bytes);
    if (copy.target == NO_ID)
        copy.target = buffer_behind(&copy, target, &copy.bytes);
    if (copy.target == NO_ID)
        return false;
    if (is_format)
        look_at_format(&copy);
    else
        look_at_text(&copy);
    return true;
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < function->graph.node_count && count < MAX_COPIES; i++)
        if (function->graph.nodes[i].kind == NODE_CALL)
            count += look_at_call(pass, function, i);
}

void check_unbounded_copy(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
