#include "fact_numbers.h"
#include "fact_parser.h"

/* Where the range of the next node counts from. */
struct range_base {
    uint32_t file;
    uint32_t line;
    uint32_t column;
};

static uint32_t next_u32(struct fact_reader *r)
{
    return (uint32_t)fact_next_number(r, UINT32_MAX);
}

/* A line, column or node given as its distance from another, at most `most`. */
static uint32_t next_from(struct fact_reader *r, uint32_t base, uint32_t most)
{
    int64_t distance = fact_next_signed(r);
    if (distance >= -(int64_t)base && distance <= (int64_t)most - base)
        return (uint32_t)(base + distance);
    fact_fail(r, "%lld from %lu is out of bounds", (long long)distance, (unsigned long)base);
    return 0;
}

static void read_node_range(struct fact_reader *r, struct source_range *range, uint32_t base_line, uint32_t base_column)
{
    range->line = next_from(r, base_line, UINT32_MAX);
    range->column = next_from(r, base_column, UINT32_MAX);
    range->end_line = next_from(r, range->line, UINT32_MAX);
    range->end_column = next_from(r, range->column, UINT32_MAX);
}

static void read_node_places(struct fact_reader *r, struct graph_node *node, unsigned parts, struct range_base *base)
{
    struct source_range *range = &node->range;
    if (parts & (PART_RANGE | PART_RANGE_FILE))
        range->file = parts & PART_RANGE_FILE ? fact_next_id(r, r->file_count) : base->file;
    if (parts & PART_RANGE) {
        read_node_range(r, range, base->line, base->column);
        base->line = range->line;
        base->column = range->column;
    }
    if (!(parts & (PART_SPELLED | PART_SPELLED_NOWHERE)))
        node->spelled = *range;
    if (parts & PART_SPELLED) {
        node->spelled.file = fact_next_id(r, r->file_count);
        read_node_range(r, &node->spelled, range->line, range->column);
    }
    if (parts & (PART_OP_PLACE | PART_OP_FILE))
        node->op_place.file = parts & PART_OP_FILE ? fact_next_id(r, r->file_count) : range->file;
    if (parts & PART_OP_PLACE) {
        node->op_place.line = next_from(r, range->line, UINT32_MAX);
        node->op_place.column = next_from(r, range->column, UINT32_MAX);
    }
}

/* The number of a record, of which there are count. */
static uint32_t next_index(struct fact_reader *r, uint32_t count)
{
    uint64_t index = fact_next_number(r, UINT32_MAX);
    if (index < count)
        return (uint32_t)index;
    fact_fail(r, "%llu is out of bounds (there are %lu)", (unsigned long long)index, (unsigned long)count);
    return NO_ID;
}

static const char *next_text(struct fact_parser *p)
{
    if (p->text_count == 0) {
        fact_fail(&p->reader, "a node's text is missing");
        return NULL;
    }
    p->text_count--;
    return *p->texts++;
}

/* `word` of those that the header lists. */
static uint16_t next_word(struct fact_reader *r, const uint16_t *words, uint32_t count)
{
    uint32_t word = next_index(r, count);
    return words[word < count ? word : 0];
}

static void read_node(struct fact_parser *p, struct graph_node *node, struct range_base *base)
{
    struct fact_reader *r = &p->reader;
    const struct facts *facts = p->facts;
    node->type = node->symbol = node->aux = node->macro = NO_ID;
    node->range.file = node->spelled.file = node->op_place.file = NO_ID;
    node->kind = next_word(r, p->node_kinds, p->node_kind_count);
    unsigned parts = (unsigned)fact_next_number(r, PART_ALL);
    if (parts & PART_OP)
        node->op = next_word(r, p->operators, p->operator_count);
    if (parts & PART_FLAGS)
        node->flags = next_u32(r);
    if (parts & PART_TYPE)
        node->type = next_index(r, facts->type_count);
    if (parts & PART_CHILDREN)
        node->child_count = next_u32(r);
    if (parts & PART_SYMBOL)
        node->symbol = next_u32(r);
    if (parts & PART_AUX)
        node->aux = next_u32(r);
    if (parts & PART_MACRO)
        node->macro = next_index(r, facts->macro_count);
    if (parts & PART_VALUE)
        node->value = fact_next_signed(r);
    if (parts & PART_TEXT)
        node->text = next_text(p);
    read_node_places(r, node, parts, base);
}

/* Nodes stand in pre-order and tell how many children they have: parents, the table of children and the ends of
 * subtrees follow. Children go into the table node by node; while a node is open, subtree_end counts the children it
 * has got. */
static void link_nodes(struct fact_parser *p, struct function_graph *graph)
{
    uint32_t count = graph->node_count;
    uint64_t offset = 0;
    graph->child_count = count ? count - 1 : 0;
    graph->children = arena_array(&p->facts->arena, graph->child_count, sizeof *graph->children);
    uint32_t open = NO_ID; /* the innermost node that waits for children */
    for (uint32_t i = 0; i < count; i++) {
        struct graph_node *node = &graph->nodes[i];
        if (offset + node->child_count > graph->child_count || (i > 0 && open == NO_ID)) {
            fact_fail(&p->reader, "node %u does not fit into the tree", i);
            return;
        }
        node->parent = open;
        node->first_child = (uint32_t)offset;
        offset += node->child_count;
        if (open != NO_ID)
            graph->children[graph->nodes[open].first_child + graph->nodes[open].subtree_end++] = i;
        open = i;
        while (open != NO_ID && graph->nodes[open].subtree_end == graph->nodes[open].child_count) {
            graph->nodes[open].subtree_end = i + 1;
            open = graph->nodes[open].parent;
        }
    }
    if (open != NO_ID)
        fact_fail(&p->reader, "node %u has fewer children than it tells", open);
}

/* How many records follow, each of which takes at least `least` of the numbers. */
static uint32_t next_count(struct fact_reader *r, uint32_t numbers, uint32_t least)
{
    return (uint32_t)fact_next_number(r, numbers / least);
}

#define NODE_NUMBERS_LEAST 2  /* kind and parts */
#define BLOCK_NUMBERS_LEAST 6 /* two counts, three nodes, whether it returns */

static void read_nodes(struct fact_parser *p, struct fact_function *function)
{
    struct fact_reader *r = &p->reader;
    struct function_graph *graph = &function->graph;
    struct range_base base = {
        .file = function->range.file, .line = function->range.line, .column = function->range.column};
    if (graph->nodes) {
        fact_fail(r, "nodes are given twice");
        return;
    }
    uint32_t numbers = fact_open_numbers(r);
    graph->node_count = next_count(r, numbers, NODE_NUMBERS_LEAST);
    graph->nodes = arena_array(&p->facts->arena, graph->node_count, sizeof *graph->nodes);
    for (uint32_t i = 0; r->status == STATUS_OK && i < graph->node_count; i++)
        read_node(p, &graph->nodes[i], &base);
    fact_close_numbers(r);
    if (r->status == STATUS_OK)
        link_nodes(p, graph);
}

static void read_local(struct fact_parser *p, struct graph_local *local)
{
    struct fact_reader *r = &p->reader;
    local->name = "";
    local->type = local->place.file = NO_ID;
    fact_open(r, '{');
    while (fact_next_key(r)) {
        if (fact_is_key(r, "type"))
            local->type = fact_read_id(r, p->facts->type_count);
        else if (fact_is_key(r, "name"))
            local->name = fact_read_text(r);
        else if (fact_is_key(r, "static"))
            local->is_static = fact_read_bool(r);
        else if (fact_is_key(r, "cleanup"))
            local->has_cleanup = fact_read_bool(r);
        else if (fact_is_key(r, "place"))
            local->place = fact_read_place(r);
        else
            fact_skip(r);
    }
}

static void read_locals(struct fact_parser *p, struct function_graph *graph)
{
    graph->locals = fact_open_items(p, sizeof *graph->locals, &graph->local_count);
    for (uint32_t i = 0; fact_next_item(&p->reader) && i < graph->local_count; i++)
        read_local(p, &graph->locals[i]);
}

/* The length of a list that goes into a table with room for all of the blocks' lists. */
static uint32_t next_length(struct fact_reader *r, uint32_t taken, uint32_t room)
{
    return (uint32_t)fact_next_number(r, room - taken);
}

static void read_block(struct fact_parser *p, struct function_graph *graph, struct graph_block *block, uint32_t room)
{
    struct fact_reader *r = &p->reader;
    uint32_t last = graph->element_count ? graph->elements[graph->element_count - 1] : 0;
    block->first_element = graph->element_count;
    block->element_count = next_length(r, graph->element_count, room);
    for (uint32_t i = 0; r->status == STATUS_OK && i < block->element_count; i++)
        last = graph->elements[graph->element_count++] = next_from(r, last, graph->node_count - 1);
    block->first_successor = graph->successor_count;
    block->successor_count = next_length(r, graph->successor_count, room);
    for (uint32_t i = 0; r->status == STATUS_OK && i < block->successor_count; i++)
        graph->successors[graph->successor_count++] = fact_next_id(r, graph->block_count);
    block->terminator = fact_next_id(r, graph->node_count);
    block->condition = fact_next_id(r, graph->node_count);
    block->label = fact_next_id(r, graph->node_count);
    block->is_noreturn = fact_next_number(r, 1) != 0;
}

static void read_blocks(struct fact_parser *p, struct function_graph *graph)
{
    struct fact_reader *r = &p->reader;
    if (graph->blocks || !graph->node_count) {
        fact_fail(r, graph->blocks ? "blocks are given twice" : "blocks stand before nodes");
        return;
    }
    uint32_t room = fact_open_numbers(r);
    graph->block_count = next_count(r, room, BLOCK_NUMBERS_LEAST);
    graph->blocks = arena_array(&p->facts->arena, graph->block_count, sizeof *graph->blocks);
    graph->elements = arena_array(&p->facts->arena, room, sizeof *graph->elements);
    graph->successors = arena_array(&p->facts->arena, room, sizeof *graph->successors);
    for (uint32_t i = 0; r->status == STATUS_OK && i < graph->block_count; i++)
        read_block(p, graph, &graph->blocks[i], room);
    fact_close_numbers(r);
}

bool parse_graph_field(struct fact_parser *p, struct fact_function *function)
{
    struct fact_reader *r = &p->reader;
    struct function_graph *graph = &function->graph;
    if (fact_is_key(r, "locals"))
        read_locals(p, graph);
    else if (fact_is_key(r, "texts"))
        p->texts = fact_read_texts(p, &p->text_count);
    else if (fact_is_key(r, "nodes"))
        read_nodes(p, function);
    else if (fact_is_key(r, "blocks"))
        read_blocks(p, graph);
    else if (fact_is_key(r, "entry"))
        graph->entry_block = fact_read_u32(r);
    else if (fact_is_key(r, "exit"))
        graph->exit_block = fact_read_u32(r);
    else
        return false;
    return true;
}
