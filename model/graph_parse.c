#include "fact_parser.h"

/* Where the range of the next node counts from. */
struct range_base {
    uint32_t file;
    uint32_t line;
};

static uint32_t next_u32(struct fact_reader *r)
{
    return (uint32_t)fact_next_int(r, 0, UINT32_MAX);
}

static uint32_t next_id(struct fact_reader *r, uint32_t count)
{
    int64_t id = fact_next_int(r, -1, (int64_t)count - 1);
    return id < 0 || r->status != STATUS_OK ? NO_ID : (uint32_t)id;
}

/* A line given as its distance from another. */
static uint32_t next_line_from(struct fact_reader *r, uint32_t base)
{
    int64_t line = (int64_t)base + fact_next_int(r, -(int64_t)UINT32_MAX, UINT32_MAX);
    if (line >= 0 && line <= UINT32_MAX)
        return (uint32_t)line;
    fact_fail(r, "a line is out of bounds");
    return 0;
}

static void read_node_range(struct fact_reader *r, struct source_range *range, uint32_t base_line)
{
    range->line = next_line_from(r, base_line);
    range->column = next_u32(r);
    range->end_line = next_line_from(r, range->line);
    range->end_column = next_u32(r);
}

static void read_node_places(struct fact_reader *r, struct graph_node *node, unsigned parts, struct range_base *base)
{
    if (parts & (PART_RANGE | PART_RANGE_FILE))
        node->range.file = parts & PART_RANGE_FILE ? next_id(r, r->file_count) : base->file;
    if (parts & PART_RANGE) {
        read_node_range(r, &node->range, base->line);
        base->line = node->range.line;
    }
    if (!(parts & (PART_SPELLED | PART_SPELLED_NOWHERE)))
        node->spelled = node->range;
    if (parts & PART_SPELLED) {
        node->spelled.file = next_id(r, r->file_count);
        read_node_range(r, &node->spelled, node->range.line);
    }
    if (parts & (PART_OP_PLACE | PART_OP_FILE))
        node->op_place.file = parts & PART_OP_FILE ? next_id(r, r->file_count) : node->range.file;
    if (parts & PART_OP_PLACE) {
        node->op_place.line = next_line_from(r, node->range.line);
        node->op_place.column = next_u32(r);
    }
}

static void read_node(struct fact_parser *p, struct graph_node *node, struct range_base *base)
{
    struct fact_reader *r = &p->reader;
    const struct facts *facts = p->facts;
    node->type = node->symbol = node->aux = node->macro = NO_ID;
    node->range.file = node->spelled.file = node->op_place.file = NO_ID;
    fact_open(r, '[');
    uint32_t kind = (uint32_t)fact_next_int(r, 0, (int64_t)p->node_kind_count - 1);
    node->kind = p->node_kinds[kind < FACT_MAX_WORDS ? kind : 0];
    unsigned parts = (unsigned)fact_next_int(r, 0, PART_ALL);
    if (parts & PART_OP)
        node->op = p->operators[fact_next_int(r, 0, (int64_t)p->operator_count - 1)];
    if (parts & PART_FLAGS)
        node->flags = next_u32(r);
    if (parts & PART_TYPE)
        node->type = next_id(r, facts->type_count);
    if (parts & PART_CHILDREN)
        node->child_count = next_u32(r);
    if (parts & PART_SYMBOL)
        node->symbol = next_u32(r);
    if (parts & PART_AUX)
        node->aux = next_u32(r);
    if (parts & PART_MACRO)
        node->macro = next_id(r, facts->macro_count);
    if (parts & PART_VALUE)
        node->value = fact_next_int(r, INT64_MIN, INT64_MAX);
    if (parts & PART_TEXT)
        node->text = fact_next_item(r) ? fact_read_text(r) : NULL;
    read_node_places(r, node, parts, base);
    fact_close_array(r);
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

static void read_nodes(struct fact_parser *p, struct fact_function *function)
{
    struct function_graph *graph = &function->graph;
    struct range_base base = {.file = function->range.file, .line = function->range.line};
    if (graph->nodes) {
        fact_fail(&p->reader, "nodes are given twice");
        return;
    }
    graph->nodes = fact_open_items(p, sizeof *graph->nodes, &graph->node_count);
    for (uint32_t i = 0; fact_next_item(&p->reader) && i < graph->node_count; i++)
        read_node(p, &graph->nodes[i], &base);
    if (p->reader.status == STATUS_OK)
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

/* The ids of the array that comes next, behind those in table; the table has room for all of the blocks' lists. */
static uint32_t read_ids(struct fact_parser *p, uint32_t *table, uint32_t room, uint32_t bound)
{
    uint32_t count = 0;
    if (!fact_next_item(&p->reader)) {
        fact_fail(&p->reader, "a list is too short");
        return 0;
    }
    fact_open(&p->reader, '[');
    while (fact_next_item(&p->reader)) {
        if (count == room) {
            fact_fail(&p->reader, "a list is too long");
            return 0;
        }
        table[count++] = fact_read_id(&p->reader, bound);
    }
    return count;
}

/* Upper bound of the numbers in the array that starts here. */
static uint32_t count_commas(const struct fact_reader *r)
{
    uint32_t count = 1;
    for (const char *at = r->at; at < r->end; at++)
        count += *at == ',';
    return count;
}

static void read_block(struct fact_parser *p, struct function_graph *graph, struct graph_block *block, uint32_t room)
{
    struct fact_reader *r = &p->reader;
    fact_open(r, '[');
    block->first_element = graph->element_count;
    block->element_count =
        read_ids(p, graph->elements + graph->element_count, room - graph->element_count, graph->node_count);
    graph->element_count += block->element_count;
    block->first_successor = graph->successor_count;
    block->successor_count =
        read_ids(p, graph->successors + graph->successor_count, room - graph->successor_count, graph->block_count);
    graph->successor_count += block->successor_count;
    block->terminator = next_id(r, graph->node_count);
    block->condition = next_id(r, graph->node_count);
    block->label = next_id(r, graph->node_count);
    block->is_noreturn = fact_next_int(r, 0, 1) != 0;
    fact_close_array(r);
}

static void read_blocks(struct fact_parser *p, struct function_graph *graph)
{
    if (graph->blocks) {
        fact_fail(&p->reader, "blocks are given twice");
        return;
    }
    uint32_t room = count_commas(&p->reader);
    graph->blocks = fact_open_items(p, sizeof *graph->blocks, &graph->block_count);
    graph->elements = arena_array(&p->facts->arena, room, sizeof *graph->elements);
    graph->successors = arena_array(&p->facts->arena, room, sizeof *graph->successors);
    for (uint32_t i = 0; fact_next_item(&p->reader) && i < graph->block_count; i++)
        read_block(p, graph, &graph->blocks[i], room);
}

bool parse_graph_field(struct fact_parser *p, struct fact_function *function)
{
    struct fact_reader *r = &p->reader;
    struct function_graph *graph = &function->graph;
    if (fact_is_key(r, "locals"))
        read_locals(p, graph);
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
