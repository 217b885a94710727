/* strcpy, strcat, stpcpy, sprintf into a buffer of fixed size of a text that may be longer, or of numbers that may have
 * more digits.
 *
 * Silent where the text is known to fit (a literal, an array that is not larger, a table of literals), where its length
 * is compared with something before, and where the size of the buffer is. */
#include <string.h>

#include "allocations.h"
#include "expressions.h"
#include "formats.h"
#include "libc.h"
#include "pass.h"
#include "printed_numbers.h"
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
            struct allocation block;
            int64_t number;
            if (graph->nodes[j].kind == NODE_CALL && allocation_find(copy->pass->facts, graph, j, &block)) {
                j = graph->nodes[j].subtree_end - 1; /* `(p = malloc(100)) != NULL` compares no size */
                continue;
            }
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

/* The result of a call that was made before in the same way, put into a variable and measured there. */
static bool is_measured_twin(const struct copy *copy, uint32_t text)
{
    const struct function_graph *graph = copy->graph;
    uint32_t call = graph_skip_casts(graph, text);
    if (call >= graph->node_count || graph->nodes[call].kind != NODE_CALL || graph->nodes[call].symbol == NO_ID)
        return false;
    for (uint32_t i = 0; i < copy->call; i++) {
        bool is_assign = graph->nodes[i].kind == NODE_ASSIGN;
        if (!is_assign && graph->nodes[i].kind != NODE_DECLARE)
            continue;
        uint32_t twin = graph_skip_casts(graph, graph_child(graph, i, is_assign));
        if (twin < graph->node_count && graph->nodes[twin].kind == NODE_CALL &&
            graph->nodes[twin].symbol == graph->nodes[call].symbol &&
            is_same_place(graph, graph_child(graph, twin, 1), graph_child(graph, call, 1)) &&
            text_is_measured(copy->pass->facts, copy->function, is_assign ? graph_child(graph, i, 0) : i, copy->call))
            return true;
    }
    return false;
}

/* Whether the text may be longer than the buffer. Of messages whose formats stand in tables most texts are short ones
 * from tables themselves: of these, a text is believed to be too long only where it is shown how long it may get. */
static bool may_overflow(const struct copy *copy, uint32_t text, bool is_from_table)
{
    struct text_knowledge known = text_find(copy->pass->facts, copy->function, text);
    if (known.is_bounded ? known.longest < copy->bytes : is_from_table)
        return false;
    return !text_is_measured(copy->pass->facts, copy->function, text, copy->call) && !is_measured_twin(copy, text);
}

static void look_at_text(const struct copy *copy)
{
    uint32_t text = graph_child(copy->graph, copy->call, 2);
    if (text != NO_ID && may_overflow(copy, text, false) && !is_size_compared(copy))
        report(copy, text);
}

static void look_at_numbers(const struct copy *copy, const char *format)
{
    uint64_t bytes;
    if (strcmp(copy->callee, "vsprintf") != 0 &&
        printed_numbers(copy->pass, copy->function, format, copy->call, 3, &bytes) && bytes >= copy->bytes)
        check_report(copy->pass,
                     &(struct check_place){.function = copy->function, .range = copy->graph->nodes[copy->call].range},
                     "'%s' may write %llu bytes and a NUL to '%s', where %llu are left; use snprintf", copy->callee,
                     (unsigned long long)bytes,
                     place_text(copy->pass->facts, copy->function, copy->target, copy->pass->arena),
                     (unsigned long long)copy->bytes);
}

/* The literal, or that of a constant array: `static const char format[] = "..."`. */
static const char *format_of(const struct copy *copy)
{
    const struct facts *facts = copy->pass->facts;
    uint32_t node = graph_skip_casts(copy->graph, graph_child(copy->graph, copy->call, 2));
    if (node >= copy->graph->node_count || copy->graph->nodes[node].kind != NODE_GLOBAL)
        return text_literal(facts, copy->graph, node);
    return is_fixed_array_type(facts, copy->graph->nodes[node].type) &&
                   is_read_only_type(facts, copy->graph->nodes[node].type)
               ? text_of_global(facts, copy->graph->nodes[node].symbol)
               : NULL;
}

static void look_at_format(const struct copy *copy)
{
    const char *format = format_of(copy);
    if (!format)
        return;
    look_at_numbers(copy, format);
    uint32_t written = graph_child(copy->graph, copy->call, 2);
    bool is_from_table = !text_literal(copy->pass->facts, copy->graph, written);
    struct format_reader reader = {.text = format};
    struct format_conversion conversion;
    while (format_next(&reader, &conversion)) {
        uint32_t text = graph_child(copy->graph, copy->call, conversion.argument + 3);
        if (conversion.type != 's' || conversion.has_limit)
            continue;
        bool is_list = !strcmp(copy->callee, "vsprintf");
        if (is_list ? !is_from_table && !is_size_compared(copy)
                    : text != NO_ID && may_overflow(copy, text, is_from_table) && !is_size_compared(copy)) {
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
