/* memcpy, strcpy and sprintf between two parts of one buffer, where what is read may be what is being written.
 *
 * Silent where the parts cannot overlap: the distance is the length, or a constant not below it, or the function
 * compares distance and length. */
#include <string.h>

#include "expressions.h"
#include "formats.h"
#include "libc.h"
#include "pass.h"
#include "storage.h"
#include "texts.h"
#include "types.h"

/* base + offset; offset NO_ID: none. */
struct part {
    uint32_t base;
    uint32_t offset;
    bool is_before; /* base - offset */
};

static struct part part_of(const struct function_graph *graph, uint32_t pointer)
{
    struct part part = {graph_skip_casts(graph, pointer), NO_ID, false};
    if (part.base == NO_ID)
        return part;
    const struct graph_node *n = &graph->nodes[part.base];
    if (n->kind == NODE_BINARY && (n->op == OP_ADD || n->op == OP_SUB)) {
        uint32_t sum = part.base;
        part = (struct part){graph_skip_casts(graph, graph_child(graph, sum, 0)), graph_child(graph, sum, 1),
                             n->op == OP_SUB};
    } else if (n->kind == NODE_UNARY && n->op == OP_ADDRESS) {
        uint32_t place = graph_skip_casts(graph, graph_child(graph, part.base, 0));
        if (place != NO_ID && graph->nodes[place].kind == NODE_SUBSCRIPT)
            part = (struct part){graph_skip_casts(graph, graph_child(graph, place, 0)), graph_child(graph, place, 1),
                                 false};
    }
    int64_t offset;
    if (part.offset != NO_ID && constant_value(graph, part.offset, &offset) && offset == 0)
        part.offset = NO_ID;
    return part;
}

static bool mentions(const struct function_graph *graph, uint32_t node, uint32_t place)
{
    for (uint32_t i = node; i < graph->nodes[node].subtree_end && i < graph->node_count; i++)
        if (is_same_place(graph, i, place))
            return true;
    return false;
}

static bool is_comparison(const struct graph_node *n)
{
    return n->kind == NODE_BINARY && n->op >= OP_LT && n->op <= OP_NE;
}

/* Whether the function compares the two with each other, in whatever arithmetic. */
static bool are_compared(const struct function_graph *graph, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (is_comparison(&graph->nodes[i]) && graph->nodes[i].child_count == 2) {
            uint32_t left = graph_child(graph, i, 0), right = graph_child(graph, i, 1);
            if ((mentions(graph, left, a) && mentions(graph, right, b)) ||
                (mentions(graph, left, b) && mentions(graph, right, a)))
                return true;
        }
    return false;
}

/* distance - n, where the copy goes over the distance */
static bool is_less_than_whole(const struct function_graph *graph, uint32_t size, uint32_t distance)
{
    size = graph_skip_casts(graph, size);
    return size != NO_ID && graph->nodes[size].kind == NODE_BINARY && graph->nodes[size].op == OP_SUB &&
           is_same_place(graph, graph_child(graph, size, 0), distance);
}

/* What holds between the fields of one struct is not told here. */
static bool are_fields_of_one(const struct function_graph *graph, uint32_t a, uint32_t b)
{
    a = graph_skip_casts(graph, a);
    b = graph_skip_casts(graph, b);
    return a != NO_ID && b != NO_ID && graph->nodes[a].kind == NODE_MEMBER && graph->nodes[b].kind == NODE_MEMBER &&
           is_same_place(graph, graph_child(graph, a, 0), graph_child(graph, b, 0));
}

static uint64_t element_bytes(const struct facts *facts, const struct function_graph *graph, uint32_t pointer)
{
    const struct fact_type *element = element_type(facts, graph->nodes[pointer].type);
    return element && element->size_bytes ? element->size_bytes : 1;
}

/* Whether a copy of size bytes over that distance stays clear of itself, as far as the text tells. */
static bool keeps_clear(const struct facts *facts, const struct function_graph *graph, const struct part *part,
                        uint32_t size)
{
    int64_t distance, bytes;
    if (is_same_place(graph, part->offset, size) || are_compared(graph, part->offset, size) ||
        mentions(graph, part->offset, size) || is_less_than_whole(graph, size, part->offset) ||
        are_fields_of_one(graph, part->offset, size))
        return true;
    bool is_distance_known = constant_value(graph, part->offset, &distance);
    bool is_size_known = constant_value(graph, size, &bytes);
    if (is_distance_known && is_size_known)
        return (distance < 0 ? -(uint64_t)distance : (uint64_t)distance) * element_bytes(facts, graph, part->base) >=
               (uint64_t)bytes;
    /* a distance of computed length, a part of fixed size: rows of a table */
    return is_size_known;
}

/* Which part is the moved one, when both start from one base and one of them from the base itself; NULL: neither. */
static const struct part *moved_part(const struct function_graph *graph, const struct part *a, const struct part *b)
{
    if (!is_same_place(graph, a->base, b->base))
        return NULL;
    if (a->offset != NO_ID && b->offset != NO_ID)
        return NULL;
    return a->offset != NO_ID ? a : b;
}

static void look_at_memcpy(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    struct part to = part_of(graph, graph_child(graph, call, 1)), from = part_of(graph, graph_child(graph, call, 2));
    uint32_t size = graph_child(graph, call, 3);
    const struct part *moved = moved_part(graph, &to, &from);
    if (size == NO_ID || !moved || moved->offset == NO_ID || keeps_clear(pass->facts, graph, moved, size))
        return;
    struct check_place place = {.function = function, .range = graph->nodes[call].range};
    uint32_t callee = graph_skip_casts(graph, graph_child(graph, call, 0));
    if (graph->nodes[callee].kind == NODE_FUNCTION && graph->nodes[callee].spelled.file == place.range.file &&
        graph->nodes[callee].macro == NO_ID)
        place.edits[0] = (struct check_edit){graph->nodes[callee].spelled, "memmove"};
    check_report(pass, &place, "memcpy between two parts of '%s' that may overlap; memmove may do that",
                 place_text(pass->facts, function, to.base, pass->arena));
}

static void look_at_text_copy(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    struct part to = part_of(graph, graph_child(graph, call, 1)), from = part_of(graph, graph_child(graph, call, 2));
    const char *name = called_function(pass->facts, graph, call)->name;
    if (!moved_part(graph, &to, &from))
        return;
    uint32_t size = graph_child(graph, call, 3);
    const struct part *moved = moved_part(graph, &to, &from);
    if (size != NO_ID && moved->offset != NO_ID && keeps_clear(pass->facts, graph, moved, size))
        return;
    check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[call].range},
                 "'%s' reads '%s' while it writes to it; move the text by memmove", name,
                 place_text(pass->facts, function, to.base, pass->arena));
}

/* sprintf(text, "%s...", text) */
static void look_at_sprintf(struct check_pass *pass, const struct fact_function *function, uint32_t call,
                            uint32_t format_child)
{
    const struct function_graph *graph = &function->graph;
    const char *format = text_literal(pass->facts, graph, graph_child(graph, call, format_child));
    uint32_t target = graph_child(graph, call, 1);
    if (!format)
        return;
    struct format_reader reader = {.text = format};
    struct format_conversion conversion;
    while (format_next(&reader, &conversion)) {
        struct part from = part_of(graph, graph_child(graph, call, format_child + 1 + conversion.argument));
        if (conversion.type != 's' || !is_same_place(graph, target, from.base))
            continue;
        check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[call].range},
                     "'%s' is printed into itself; append behind its end, or print into another buffer",
                     place_text(pass->facts, function, target, pass->arena));
        return;
    }
}

static void look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct libc_function *libc = libc_find(called_function(pass->facts, &function->graph, call));
    if (!libc)
        return;
    if (!strcmp(libc->name, "memcpy"))
        look_at_memcpy(pass, function, call);
    else if (!strcmp(libc->name, "strcpy") || !strcmp(libc->name, "strcat") || !strcmp(libc->name, "stpcpy") ||
             !strcmp(libc->name, "strncpy") || !strcmp(libc->name, "strncat"))
        look_at_text_copy(pass, function, call);
    else if (!strcmp(libc->name, "sprintf"))
        look_at_sprintf(pass, function, call, 2);
    else if (!strcmp(libc->name, "snprintf"))
        look_at_sprintf(pass, function, call, 3);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (function->graph.nodes[i].kind == NODE_CALL)
            look_at_call(pass, function, i);
}

void check_overlapping_copy(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
