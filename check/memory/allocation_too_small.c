/* A block smaller than what is put there: sizeof of a smaller type than the pointer's, strlen without room for the NUL,
 * a count of elements taken for a count of bytes. */
#include <string.h>

#include "allocations.h"
#include "expressions.h"
#include "formats.h"
#include "libc.h"
#include "pass.h"
#include "storage.h"
#include "texts.h"
#include "types.h"

/* A block that has just been put at place. */
struct stored_block {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct allocation block;
    uint32_t call;
    uint32_t place; /* node, or a DECLARE */
    const struct fact_type *element;
};

static void report(const struct stored_block *stored, uint32_t shown, const char *note, const char *message,
                   const char *name)
{
    struct check_place place = {.function = stored->function, .range = stored->graph->nodes[stored->call].range};
    if (shown != NO_ID)
        place.note = (struct check_note){stored->graph->nodes[shown].range, note};
    check_report(stored->pass, &place, "%s '%s'", message, name);
}

static bool is_named(const struct facts *facts, const struct function_graph *graph, uint32_t call, const char *name)
{
    const struct fact_function *callee = called_function(facts, graph, call);
    return callee && !strcmp(callee->name, name);
}

/* Only sizes of types and numbers: nothing that takes away on purpose, as offsetof. */
static bool is_plain_size(const struct function_graph *graph, uint32_t size)
{
    bool has_sizeof = false;
    for (uint32_t i = size; i < graph->nodes[size].subtree_end && i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (n->flags & NODE_FLAG_UNEVALUATED)
            continue;
        if (n->kind != NODE_SIZEOF && n->kind != NODE_INT_LITERAL && n->kind != NODE_CAST && n->kind != NODE_BINARY)
            return false;
        has_sizeof |= n->kind == NODE_SIZEOF;
    }
    return has_sizeof;
}

/* The one SIZEOF of a size, below products with what is not constant; NO_ID: there is none, or something else. */
static uint32_t only_sizeof(const struct function_graph *graph, uint32_t size)
{
    size = graph_skip_casts(graph, size);
    while (size != NO_ID && graph->nodes[size].kind == NODE_BINARY && graph->nodes[size].op == OP_MUL) {
        uint32_t left = graph_skip_casts(graph, graph_child(graph, size, 0));
        uint32_t right = graph_skip_casts(graph, graph_child(graph, size, 1));
        if (left == NO_ID || right == NO_ID)
            return NO_ID;
        size = graph->nodes[left].kind == NODE_SIZEOF ? left : right;
    }
    return size != NO_ID && graph->nodes[size].kind == NODE_SIZEOF ? size : NO_ID;
}

static bool measures_pointer_to(const struct facts *facts, const struct graph_node *n, const struct fact_type *element)
{
    return n->kind == NODE_SIZEOF && is_pointer_type(facts, n->aux) && element_type(facts, n->aux) == element;
}

static bool sizes_pointer(const struct stored_block *stored, uint32_t size)
{
    for (uint32_t i = size;
         size != NO_ID && i < stored->graph->nodes[size].subtree_end && i < stored->graph->node_count; i++)
        if (measures_pointer_to(stored->pass->facts, &stored->graph->nodes[i], stored->element))
            return true;
    return false;
}

/* malloc(sizeof(smaller)), malloc(n * sizeof(smaller)) */
static bool look_at_sizeof(const struct stored_block *stored)
{
    const struct function_graph *graph = stored->graph;
    const struct allocation *block = &stored->block;
    if (sizes_pointer(stored, block->size) || sizes_pointer(stored, block->factor))
        return false; /* cet-sizeof-pointer's */
    int64_t bytes, factor = 1;
    bool is_constant = constant_value(graph, block->size, &bytes) &&
                       (block->factor == NO_ID || constant_value(graph, block->factor, &factor));
    uint32_t measured = only_sizeof(graph, block->size);
    if (measured == NO_ID && block->factor != NO_ID)
        measured = only_sizeof(graph, block->factor);
    bool is_too_small = false;
    if (is_constant) {
        bool is_plain =
            is_plain_size(graph, block->size) || (block->factor != NO_ID && is_plain_size(graph, block->factor));
        is_too_small =
            is_plain && bytes > 0 && factor > 0 && (uint64_t)bytes * (uint64_t)factor < stored->element->size_bytes;
    } else if (measured != NO_ID) {
        const struct fact_type *type = resolved_type(stored->pass->facts, graph->nodes[measured].aux);
        is_too_small = type && type->size_bytes > 0 && type->size_bytes < stored->element->size_bytes &&
                       !(type->flags & TYPE_FLAG_CHARACTER);
    }
    if (is_too_small)
        report(stored, NO_ID, NULL, "the block is smaller than what the pointer points to; allocate the size of",
               stored->element->spelling);
    return is_too_small;
}

/* The call of strlen that size is made of alone, or with other calls of strlen; NO_ID when a number is added for the
 * NUL. */
static uint32_t bare_strlen(const struct facts *facts, const struct function_graph *graph, uint32_t size,
                            unsigned depth)
{
    size = graph_skip_casts(graph, size);
    if (size == NO_ID || depth > 4)
        return NO_ID;
    const struct graph_node *n = &graph->nodes[size];
    if (n->kind == NODE_CALL)
        return is_named(facts, graph, size, "strlen") ? size : NO_ID;
    if (n->kind != NODE_BINARY || n->op != OP_ADD)
        return NO_ID;
    uint32_t left = bare_strlen(facts, graph, graph_child(graph, size, 0), depth + 1);
    return left == NO_ID || bare_strlen(facts, graph, graph_child(graph, size, 1), depth + 1) == NO_ID ? NO_ID : left;
}

static bool is_zero_at(const struct stored_block *stored, uint32_t assign, uint32_t length)
{
    const struct function_graph *graph = stored->graph;
    uint32_t place = graph_skip_casts(graph, graph_child(graph, assign, 0));
    int64_t value;
    return place != NO_ID && graph->nodes[place].kind == NODE_SUBSCRIPT &&
           constant_value(graph, graph_child(graph, assign, 1), &value) && value == 0 &&
           is_same_place(graph, graph_child(graph, place, 0), stored->place) &&
           is_same_place(graph, graph_child(graph, place, 1), length);
}

static bool is_sum_with_one(const struct function_graph *graph, uint32_t sum, uint32_t length)
{
    sum = graph_skip_casts(graph, sum);
    int64_t one;
    return sum != NO_ID && graph->nodes[sum].kind == NODE_BINARY && graph->nodes[sum].op == OP_ADD &&
           is_same_place(graph, graph_child(graph, sum, 0), length) &&
           constant_value(graph, graph_child(graph, sum, 1), &one) && one > 0;
}

/* Whether a call writes a text with its NUL to the start of the block. */
static bool writes_text(const struct stored_block *stored, uint32_t call, uint32_t length)
{
    static const char *const writers[] = {"strcpy", "stpcpy", "strcat", "sprintf"};
    const struct function_graph *graph = stored->graph;
    const struct libc_function *libc = libc_find(called_function(stored->pass->facts, graph, call));
    if (!libc || !is_same_place(graph, graph_child(graph, call, 1), stored->place))
        return false;
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (!strcmp(libc->name, writers[i]))
            return true;
    return (!strcmp(libc->name, "memcpy") || !strcmp(libc->name, "memmove")) &&
           is_sum_with_one(graph, graph_child(graph, call, 3), length);
}

/* The node that writes the NUL behind the block, NO_ID: none is seen. */
static uint32_t find_text_write(const struct stored_block *stored, uint32_t length)
{
    const struct function_graph *graph = stored->graph;
    for (uint32_t i = graph->nodes[stored->call].subtree_end; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (n->kind == NODE_ASSIGN && n->op == OP_NONE) {
            if (is_zero_at(stored, i, length))
                return i;
            if (is_same_place(graph, graph_child(graph, i, 0), stored->place))
                return NO_ID;
        } else if (n->kind == NODE_CALL && writes_text(stored, i, length)) {
            return i;
        }
    }
    return NO_ID;
}

/* strlen(s + 1) where strlen(s) + 1 is meant */
static bool is_misplaced_one(const struct function_graph *graph, uint32_t strlen_call)
{
    uint32_t argument = graph_skip_casts(graph, graph_child(graph, strlen_call, 1));
    int64_t one;
    return argument != NO_ID && graph->nodes[argument].kind == NODE_BINARY && graph->nodes[argument].op == OP_ADD &&
           constant_value(graph, graph_child(graph, argument, 1), &one) && one == 1;
}

static bool look_at_strlen(const struct stored_block *stored)
{
    const struct function_graph *graph = stored->graph;
    const struct facts *facts = stored->pass->facts;
    uint32_t size = graph_skip_casts(graph, stored->block.size);
    if (size == NO_ID || !(stored->element->flags & TYPE_FLAG_CHARACTER) || stored->block.factor != NO_ID)
        return false;
    uint32_t measured = bare_strlen(facts, graph, size, 0);
    if (measured == NO_ID && (graph->nodes[size].kind == NODE_LOCAL || graph->nodes[size].kind == NODE_MEMBER))
        measured = bare_strlen(facts, graph, last_value(graph, size, stored->call), 0);
    if (measured == NO_ID)
        return false;
    uint32_t write = find_text_write(stored, size);
    const char *name = place_text(facts, stored->function, graph_child(graph, measured, 1), stored->pass->arena);
    if (write != NO_ID)
        report(stored, write, "the NUL is written here", "the block has no room for the NUL that ends", name);
    else if (is_misplaced_one(graph, measured))
        report(stored, NO_ID, NULL,
               "strlen(s + 1) is one less, not one more, than strlen(s): the block is too small for", name);
    else
        return false;
    return true;
}

/* p[i], *(p + i) */
static bool is_element(const struct stored_block *stored, uint32_t node, uint32_t index)
{
    const struct function_graph *graph = stored->graph;
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind == NODE_UNARY && n->op == OP_DEREF) {
        node = graph_skip_casts(graph, graph_child(graph, node, 0));
        if (node == NO_ID || graph->nodes[node].kind != NODE_BINARY || graph->nodes[node].op != OP_ADD)
            return false;
    } else if (n->kind != NODE_SUBSCRIPT) {
        return false;
    }
    return is_same_place(graph, graph_child(graph, node, 0), stored->place) &&
           is_same_place(graph, graph_child(graph, node, 1), index);
}

/* The place that is compared with a subscript of the block in a loop's condition, or bounds a copy: `i < n`. */
static bool counts_elements(const struct stored_block *stored, uint32_t node, uint32_t count)
{
    const struct function_graph *graph = stored->graph;
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind != NODE_FOR && n->kind != NODE_WHILE)
        return false;
    uint32_t condition = graph_skip_casts(graph, graph_child(graph, node, n->kind == NODE_FOR ? 1 : 0));
    uint32_t body = graph_child(graph, node, n->kind == NODE_FOR ? 3 : 1);
    if (condition == NO_ID || body == NO_ID || graph->nodes[condition].kind != NODE_BINARY ||
        (graph->nodes[condition].op != OP_LT && graph->nodes[condition].op != OP_LE &&
         graph->nodes[condition].op != OP_NE) ||
        !are_same_values(graph, graph_child(graph, condition, 1), count))
        return false;
    uint32_t index = graph_child(graph, condition, 0);
    for (uint32_t i = body; i < graph->nodes[body].subtree_end; i++)
        if (is_element(stored, i, index))
            return true;
    return false;
}

/* memcpy(p, q, n * sizeof *q) */
static bool copies_elements(const struct stored_block *stored, uint32_t call, uint32_t count)
{
    const struct function_graph *graph = stored->graph;
    const struct libc_function *libc = libc_find(called_function(stored->pass->facts, graph, call));
    if (!libc || (strcmp(libc->name, "memcpy") && strcmp(libc->name, "memset") && strcmp(libc->name, "memmove")) ||
        !is_same_place(graph, graph_child(graph, call, 1), stored->place))
        return false;
    uint32_t size = graph_skip_casts(graph, graph_child(graph, call, 3));
    if (size == NO_ID || graph->nodes[size].kind != NODE_BINARY || graph->nodes[size].op != OP_MUL)
        return false;
    uint32_t left = graph_child(graph, size, 0), right = graph_child(graph, size, 1);
    int64_t bytes;
    return (is_same_place(graph, left, count) && constant_value(graph, right, &bytes) && bytes > 1) ||
           (is_same_place(graph, right, count) && constant_value(graph, left, &bytes) && bytes > 1);
}

/* int *p = malloc(n); for (i = 0; i < n; i++) p[i] = 0; */
static void look_at_count(const struct stored_block *stored)
{
    const struct function_graph *graph = stored->graph;
    int64_t factor;
    uint32_t count = graph_skip_casts(graph, stored->block.size);
    if (stored->block.factor != NO_ID && (!constant_value(graph, stored->block.factor, &factor) || factor != 1))
        return;
    int64_t number;
    bool is_number = constant_value(graph, count, &number) && number > 1;
    if (count == NO_ID || stored->element->size_bytes < 2 ||
        (!is_number && graph->nodes[count].kind != NODE_PARAM && graph->nodes[count].kind != NODE_LOCAL &&
         graph->nodes[count].kind != NODE_MEMBER))
        return;
    for (uint32_t i = graph->nodes[stored->call].subtree_end; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (n->kind == NODE_ASSIGN && ((!is_number && is_same_place(graph, graph_child(graph, i, 0), count)) ||
                                       is_same_place(graph, graph_child(graph, i, 0), stored->place)))
            return;
        if (counts_elements(stored, i, count) ||
            (n->kind == NODE_CALL && !is_number && copies_elements(stored, i, count))) {
            report(stored, i, "so many elements are used here",
                   "the block has as many bytes as there are elements; multiply by the size of",
                   stored->element->spelling);
            return;
        }
    }
}

static void look_at_block(struct check_pass *pass, const struct fact_function *function, uint32_t place, uint32_t type,
                          uint32_t value)
{
    const struct function_graph *graph = &function->graph;
    struct stored_block stored = {.pass = pass, .function = function, .graph = graph, .place = place};
    stored.call = graph_skip_casts(graph, value);
    if (stored.call == NO_ID || !is_pointer_type(pass->facts, type) ||
        !allocation_find(pass->facts, graph, stored.call, &stored.block))
        return;
    stored.element = element_type(pass->facts, type);
    if (!stored.element || !stored.element->size_bytes || stored.element->kind == TYPE_VOID)
        return;
    if (!look_at_sizeof(&stored) && !look_at_strlen(&stored))
        look_at_count(&stored);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t first = graph_child(graph, i, 0);
        if (n->kind == NODE_DECLARE && n->symbol < graph->local_count)
            look_at_block(pass, function, i, graph->locals[n->symbol].type, first);
        else if (n->kind == NODE_ASSIGN && n->op == OP_NONE && first != NO_ID)
            look_at_block(pass, function, first, graph->nodes[first].type, graph_child(graph, i, 1));
        else if (n->kind == NODE_RETURN)
            look_at_block(pass, function, NO_ID, function->result_type, first);
    }
}

void check_allocation_too_small(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
