#include "clones.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "name_pairs.h"

#define MAX_TRIES 8            /* earlier runs of the same form that are compared with a new one */
#define LEAST_FORMS 3          /* statements of fewer different forms are a list: of calls, of assignments */
#define NODES_OF_DIFFERENCE 15 /* a difference for each so many nodes may become a parameter */
#define MAX_DIFFERENCES 8      /* but no more than these */
#define HASH_BASE 0x100000001b3u

struct window {
    uint64_t hash;
    uint32_t function;
    uint32_t block; /* COMPOUND */
    uint32_t start; /* which of its statements */
    uint32_t next;  /* earlier window of the same slot, NO_ID: none */
};

struct search {
    const struct facts *facts;
    uint32_t least_nodes;
    clone_fn visit;
    void *context;
    struct window *windows;
    size_t window_count, window_capacity;
    uint32_t *slots; /* latest window of each */
    size_t slot_count;
    struct name_pairs pairs;
    /* Of the function that is looked at, for each node and one more: */
    uint64_t *forms;
    uint32_t *weights; /* of all nodes before it */
    bool *is_covered;  /* by a piece that was given */
    uint64_t *prefixes, *powers;
};

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 32;
}

/* A conversion that nobody wrote: the operand stands for it. */
static bool is_invisible(const struct graph_node *node)
{
    return node->kind == NODE_CAST && node->flags & NODE_FLAG_IMPLICIT && node->child_count == 1;
}

/* Kinds that may stand for each other. */
static uint16_t form_of_kind(uint16_t kind)
{
    if (kind == NODE_PARAM || kind == NODE_GLOBAL)
        return NODE_LOCAL;
    return kind == NODE_ENUMERATOR || kind == NODE_NULL_POINTER ? NODE_INT_LITERAL : kind;
}

/* Loads count, since they are there whatever the types are; other conversions hang on types. */
static uint32_t weight_of(const struct graph_node *node)
{
    if ((is_invisible(node) && node->op != OP_LOAD && node->op != OP_DECAY) ||
        node->flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_UNEVALUATED))
        return 0;
    bool is_bare_declaration = node->kind == NODE_DECLARE && node->child_count == 0;
    return !is_bare_declaration && node->kind != NODE_EMPTY && node->kind != NODE_ARRAY_SIZE;
}

static void measure_nodes(struct search *search, const struct function_graph *graph)
{
    uint32_t table_end = 0;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        bool is_in_table = i < table_end;
        search->weights[i + 1] = search->weights[i] + (is_in_table ? 0 : weight_of(&graph->nodes[i]));
        if (!is_in_table && graph->nodes[i].kind == NODE_INIT_LIST)
            table_end = graph->nodes[i].subtree_end;
    }
    for (uint32_t i = graph->node_count; i-- > 0;) {
        const struct graph_node *node = &graph->nodes[i];
        if (is_invisible(node)) {
            search->forms[i] = search->forms[graph_child(graph, i, 0)];
            continue;
        }
        uint64_t form = mix(mix(form_of_kind(node->kind), node->op), node->child_count);
        for (uint32_t k = 0; k < node->child_count; k++)
            form = mix(form, search->forms[graph_child(graph, i, k)]);
        search->forms[i] = form;
    }
}

static struct name value_name(enum node_kind kind, uint64_t id)
{
    return (struct name){NAME_VALUE + (uint64_t)kind, id};
}

static uint64_t hash_text(const char *text, size_t length)
{
    uint64_t hash = length;
    for (size_t i = 0; i < length; i++)
        hash = mix(hash, (unsigned char)text[i]);
    return hash;
}

static uint32_t record_of(const struct facts *facts, const struct function_graph *graph,
                          const struct graph_node *member)
{
    uint32_t base = member->child_count ? graph->children[member->first_child] : NO_ID;
    uint32_t type = base == NO_ID ? NO_ID : facts_resolve_type(facts, graph->nodes[base].type);
    if (type < facts->type_count && member->op == OP_ARROW)
        type = facts_resolve_type(facts, facts->types[type].target);
    return type;
}

static const char *text_of(const struct graph_node *node)
{
    return node->text ? node->text : "";
}

/* Fields of one name are the same field, whatever struct they are in: that the structs differ is told by the types. */
static struct name field_name(const struct facts *facts, const struct function_graph *graph,
                              const struct graph_node *node)
{
    uint32_t record = record_of(facts, graph, node);
    if (record >= facts->type_count || node->symbol >= facts->types[record].field_count)
        return (struct name){NAME_FIELD, node->symbol};
    const char *name = facts->types[record].fields[node->symbol].name;
    return (struct name){NAME_FIELD, hash_text(name, strlen(name))};
}

/* What the node names, class 0: nothing. */
static struct name name_of(const struct facts *facts, const struct function_graph *graph, const struct graph_node *node)
{
    switch ((enum node_kind)node->kind) {
    case NODE_LOCAL:
    case NODE_DECLARE:
        return (struct name){NAME_LOCAL, node->symbol};
    case NODE_PARAM:
        return (struct name){NAME_LOCAL, node->symbol | 1ull << 32};
    case NODE_GLOBAL:
        return (struct name){NAME_GLOBAL, node->symbol};
    case NODE_FUNCTION:
        return (struct name){NAME_FUNCTION, node->symbol};
    case NODE_MEMBER:
        return field_name(facts, graph, node);
    case NODE_GOTO:
    case NODE_LABEL:
        return (struct name){NAME_LABEL, hash_text(text_of(node), strlen(text_of(node)))};
    case NODE_INT_LITERAL:
    case NODE_ENUMERATOR:
    case NODE_NULL_POINTER:
        return value_name(NODE_INT_LITERAL, (uint64_t)node->value);
    case NODE_FLOAT_LITERAL:
        return value_name(NODE_FLOAT_LITERAL, hash_text(text_of(node), strlen(text_of(node))));
    case NODE_STRING_LITERAL:
        if (node->symbol >= facts->constant_count)
            return value_name(NODE_STRING_LITERAL, node->symbol);
        return value_name(NODE_STRING_LITERAL,
                          hash_text(facts->constants[node->symbol].bytes, facts->constants[node->symbol].length));
    case NODE_CAST:
        return (struct name){NAME_TYPE, node->type};
    case NODE_SIZEOF:
    case NODE_VA_ARG:
        return (struct name){NAME_TYPE, node->aux};
    default:
        return (struct name){0};
    }
}

struct piece {
    const struct function_graph *graph;
    uint32_t function;
    uint32_t block;
};

static bool is_same_node(struct search *search, const struct piece *one, uint32_t a, const struct piece *other,
                         uint32_t b)
{
    const struct graph_node *left = &one->graph->nodes[a], *right = &other->graph->nodes[b];
    if (form_of_kind(left->kind) != form_of_kind(right->kind) || left->op != right->op ||
        left->child_count != right->child_count)
        return false;
    struct name from = name_of(search->facts, one->graph, left), to = name_of(search->facts, other->graph, right);
    if ((from.class != 0) != (to.class != 0) || (from.class && !name_pairs_add(&search->pairs, from, to)))
        return false;
    if (left->kind != NODE_DECLARE || right->kind != NODE_DECLARE)
        return true;
    return left->symbol < one->graph->local_count && right->symbol < other->graph->local_count &&
           name_pairs_add(&search->pairs, (struct name){NAME_TYPE, one->graph->locals[left->symbol].type},
                          (struct name){NAME_TYPE, other->graph->locals[right->symbol].type});
}

static uint32_t skip_invisible(const struct function_graph *graph, uint32_t node, uint32_t end)
{
    while (node < end && is_invisible(&graph->nodes[node]))
        node++; /* its only child */
    return node;
}

/* Both trees in step: in pre-order, child counts say all about the form. */
static bool is_same_statement(struct search *search, const struct piece *one, uint32_t a, const struct piece *other,
                              uint32_t b)
{
    uint32_t a_end = one->graph->nodes[a].subtree_end, b_end = other->graph->nodes[b].subtree_end;
    for (;; a++, b++) {
        a = skip_invisible(one->graph, a, a_end);
        b = skip_invisible(other->graph, b, b_end);
        if (a >= a_end || b >= b_end)
            return a >= a_end && b >= b_end;
        if (!is_same_node(search, one, a, other, b))
            return false;
    }
}

static int compare_forms(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return left < right ? -1 : left > right;
}

static bool is_statement(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    return parent != NO_ID && graph->nodes[parent].kind >= NODE_COMPOUND && weight_of(&graph->nodes[node]) &&
           graph->nodes[node].kind != NODE_INT_LITERAL && graph->nodes[node].kind != NODE_ENUMERATOR;
}

/* Whether the nodes [first, end) hold statements of enough different forms. */
static bool is_varied(const struct search *search, const struct function_graph *graph, uint32_t first, uint32_t end)
{
    uint64_t *forms = memory_new((size_t)(end - first) + 1, sizeof *forms);
    uint32_t count = 0, different = 0;
    for (uint32_t i = first; i < end; i++)
        if (is_statement(graph, i))
            forms[count++] = search->forms[i];
    qsort(forms, count, sizeof *forms, compare_forms);
    for (uint32_t i = 0; i < count; i++)
        different += i == 0 || forms[i] != forms[i - 1];
    free(forms);
    return different >= LEAST_FORMS;
}

/* Cases of a switch in a row are a table; what stands in one of them is looked at. */
static bool is_label(const struct graph_node *node)
{
    return node->kind == NODE_CASE || node->kind == NODE_DEFAULT;
}

/* The same lines, which a file included twice has. */
static bool are_same_lines(const struct graph_node *a, const struct graph_node *b)
{
    return a->range.file == b->range.file && a->range.line == b->range.line;
}

/* How much of both blocks is alike from there on; nodes 0: too little. */
static struct clone compare(struct search *search, const struct window *window, const struct piece *other,
                            uint32_t start)
{
    const struct function_graph *graph = &search->facts->functions[window->function].graph;
    struct piece one = {graph, window->function, window->block};
    struct clone clone = {.one = {window->function, NO_ID, NO_ID}, .other = {other->function, NO_ID, NO_ID}};
    name_pairs_clear(&search->pairs);
    uint32_t begin = graph_child(other->graph, other->block, start);
    for (uint32_t i = 0;; i++) {
        uint32_t a = graph_child(graph, one.block, window->start + i);
        uint32_t b = graph_child(other->graph, other->block, start + i);
        if (a == NO_ID || b == NO_ID || search->is_covered[b] || is_label(&graph->nodes[a]) ||
            (one.function == other->function && graph->nodes[a].subtree_end > begin) ||
            are_same_lines(&graph->nodes[a], &other->graph->nodes[b]) || !is_same_statement(search, &one, a, other, b))
            break;
        uint32_t nodes = search->weights[other->graph->nodes[b].subtree_end] - search->weights[begin];
        if (search->pairs.differences > MAX_DIFFERENCES ||
            search->pairs.differences * NODES_OF_DIFFERENCE > nodes + search->least_nodes)
            break;
        if (!i) {
            clone.one.first = a;
            clone.other.first = b;
        }
        clone.one.last = a;
        clone.other.last = b;
        clone.nodes = nodes;
        clone.differences = search->pairs.differences;
    }
    if (clone.nodes < search->least_nodes || clone.differences * NODES_OF_DIFFERENCE > clone.nodes ||
        !is_varied(search, other->graph, begin, other->graph->nodes[clone.other.last].subtree_end))
        clone.nodes = 0;
    return clone;
}

static void cover(struct search *search, const struct function_graph *graph, const struct clone_side *side)
{
    for (uint32_t i = side->first; i < graph->nodes[side->last].subtree_end; i++)
        search->is_covered[i] = true;
}

static void look_at_window(struct search *search, const struct piece *piece, uint32_t start, uint64_t hash)
{
    uint32_t slot = (uint32_t)(hash & (search->slot_count - 1));
    struct clone best = {0};
    uint32_t tries = 0;
    for (uint32_t w = search->slots[slot]; w != NO_ID && tries < MAX_TRIES; w = search->windows[w].next) {
        if (search->windows[w].hash != hash)
            continue;
        tries++;
        struct clone clone = compare(search, &search->windows[w], piece, start);
        if (clone.nodes > best.nodes)
            best = clone;
    }
    if (best.nodes) {
        search->visit(search->context, &best);
        cover(search, piece->graph, &best.other);
        return;
    }
    struct window window = {hash, piece->function, piece->block, start, search->slots[slot]};
    search->slots[slot] = (uint32_t)search->window_count;
    ARRAY_PUSH(search->windows, search->window_count, search->window_capacity, window);
}

/* Each run of statements of a block that is just long enough. */
static void look_at_block(struct search *search, const struct piece *piece)
{
    const struct function_graph *graph = piece->graph;
    uint32_t count = graph->nodes[piece->block].child_count, end = 0;
    search->prefixes[0] = 0;
    for (uint32_t i = 0; i < count; i++)
        search->prefixes[i + 1] = search->prefixes[i] * HASH_BASE + search->forms[graph_child(graph, piece->block, i)];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = graph_child(graph, piece->block, i);
        uint32_t before = search->weights[first];
        while (
            end < count &&
            (end <= i || search->weights[graph->nodes[graph_child(graph, piece->block, end - 1)].subtree_end] - before <
                             search->least_nodes))
            end++;
        uint32_t behind = graph->nodes[graph_child(graph, piece->block, end - 1)].subtree_end;
        if (search->weights[behind] - before < search->least_nodes)
            return;
        bool is_light = search->weights[graph->nodes[first].subtree_end] == before;
        if (!is_light && !is_label(&graph->nodes[first]) && !search->is_covered[first])
            look_at_window(search, piece, i, search->prefixes[end] - search->prefixes[i] * search->powers[end - i]);
    }
}

static void look_at_function(struct search *search, uint32_t function)
{
    const struct function_graph *graph = &search->facts->functions[function].graph;
    size_t count = (size_t)graph->node_count + 1;
    search->forms = memory_new(count, sizeof *search->forms);
    search->weights = memory_new(count, sizeof *search->weights);
    search->is_covered = memory_new(count, sizeof *search->is_covered);
    search->prefixes = memory_new(count, sizeof *search->prefixes);
    search->powers = memory_new(count, sizeof *search->powers);
    measure_nodes(search, graph);
    search->powers[0] = 1;
    for (size_t i = 1; i < count; i++)
        search->powers[i] = search->powers[i - 1] * HASH_BASE;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        struct piece piece = {graph, function, i};
        if (graph->nodes[i].kind == NODE_COMPOUND && !(graph->nodes[i].flags & NODE_FLAG_MACRO_BODY) &&
            !search->is_covered[i])
            look_at_block(search, &piece);
    }
    free(search->forms);
    free(search->weights);
    free(search->is_covered);
    free(search->prefixes);
    free(search->powers);
}

static bool is_looked_at(const struct facts *facts, const struct fact_function *function, const bool *is_left_out)
{
    uint32_t file = function->range.file;
    return function->is_defined && function->graph.node_count && file < facts->file_count &&
           !facts->files[file].is_system && !(is_left_out && is_left_out[file]);
}

void clones_find(const struct facts *facts, uint32_t least_nodes, const bool *is_left_out, clone_fn visit,
                 void *context)
{
    struct search search = {
        .facts = facts, .least_nodes = least_nodes ? least_nodes : 1, .visit = visit, .context = context};
    size_t statements = 1;
    for (uint32_t i = 0; i < facts->function_count; i++)
        statements += facts->functions[i].metrics.statements;
    for (search.slot_count = 1; search.slot_count < statements && search.slot_count < 1u << 24;)
        search.slot_count *= 2;
    search.slots = memory_new(search.slot_count, sizeof *search.slots);
    memset(search.slots, 0xff, search.slot_count * sizeof *search.slots); /* NO_ID */
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (is_looked_at(facts, &facts->functions[i], is_left_out))
            look_at_function(&search, i);
    name_pairs_release(&search.pairs);
    free(search.windows);
    free(search.slots);
}
