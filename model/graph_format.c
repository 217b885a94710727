#include "graph_format.h"

#include <string.h>

#include "fact_numbers.h"
#include "fact_text.h"
#include "fact_words.h"

/* More than the numbers of a node can take. */
#define NODE_DIGITS_MAX (32 * FACT_DIGITS_MAX)
/* Likewise of a block, its lists left out. */
#define BLOCK_DIGITS_MAX (8 * FACT_DIGITS_MAX)

/* Where the range of the next node counts from. */
struct range_base {
    uint32_t file;
    uint32_t line;
    uint32_t column;
};

/* The distance of one line or column from another. */
static char *put_from(char *at, uint32_t base, uint32_t value)
{
    return fact_put_signed(at, (int64_t)value - base);
}

static bool is_same_range(const struct source_range *a, const struct source_range *b)
{
    return a->file == b->file && a->line == b->line && a->column == b->column && a->end_line == b->end_line &&
           a->end_column == b->end_column;
}

static unsigned present_parts(const struct graph_node *node, const struct range_base *base)
{
    unsigned parts = 0;
    parts |= node->op != OP_NONE ? PART_OP : 0;
    parts |= node->flags ? PART_FLAGS : 0;
    parts |= node->type != NO_ID ? PART_TYPE : 0;
    parts |= node->child_count ? PART_CHILDREN : 0;
    parts |= node->symbol != NO_ID ? PART_SYMBOL : 0;
    parts |= node->aux != NO_ID ? PART_AUX : 0;
    parts |= node->macro != NO_ID ? PART_MACRO : 0;
    parts |= node->value ? PART_VALUE : 0;
    parts |= node->text ? PART_TEXT : 0;
    if (node->range.line) {
        parts |= PART_RANGE;
        parts |= node->range.file != base->file ? PART_RANGE_FILE : 0;
    }
    bool is_nowhere = node->spelled.file == NO_ID || !node->spelled.line;
    if (is_nowhere)
        parts |= node->range.line ? PART_SPELLED_NOWHERE : 0;
    else if (!is_same_range(&node->range, &node->spelled))
        parts |= PART_SPELLED;
    if (node->op_place.line) {
        parts |= PART_OP_PLACE;
        parts |= node->op_place.file != node->range.file ? PART_OP_FILE : 0;
    }
    return parts;
}

static char *put_range(char *at, const struct source_range *range, uint32_t base_line, uint32_t base_column)
{
    at = put_from(at, base_line, range->line);
    at = put_from(at, base_column, range->column);
    at = put_from(at, range->line, range->end_line);
    return put_from(at, range->column, range->end_column);
}

static char *put_places(char *at, const struct graph_node *node, unsigned parts, const struct range_base *base)
{
    const struct source_range *range = &node->range;
    if (parts & PART_RANGE_FILE)
        at = fact_put_id(at, range->file);
    if (parts & PART_RANGE)
        at = put_range(at, range, base->line, base->column);
    if (parts & PART_SPELLED) {
        at = fact_put_id(at, node->spelled.file);
        at = put_range(at, &node->spelled, range->line, range->column);
    }
    if (parts & PART_OP_FILE)
        at = fact_put_id(at, node->op_place.file);
    if (parts & PART_OP_PLACE) {
        at = put_from(at, range->line, node->op_place.line);
        at = put_from(at, range->column, node->op_place.column);
    }
    return at;
}

static char *put_node(char *at, const struct graph_node *node, const struct range_base *base)
{
    unsigned parts = present_parts(node, base);
    at = fact_put_number(at, node->kind);
    at = fact_put_number(at, parts);
    if (parts & PART_OP)
        at = fact_put_number(at, node->op);
    if (parts & PART_FLAGS)
        at = fact_put_number(at, node->flags);
    if (parts & PART_TYPE)
        at = fact_put_number(at, node->type);
    if (parts & PART_CHILDREN)
        at = fact_put_number(at, node->child_count);
    if (parts & PART_SYMBOL)
        at = fact_put_number(at, node->symbol);
    if (parts & PART_AUX)
        at = fact_put_number(at, node->aux);
    if (parts & PART_MACRO)
        at = fact_put_number(at, node->macro);
    if (parts & PART_VALUE)
        at = fact_put_signed(at, node->value);
    return put_places(at, node, parts, base);
}

/* Room for what one step writes; where to write. */
static char *room_at_end(struct strbuf *out, size_t bytes)
{
    strbuf_reserve(out, bytes);
    return out->bytes + out->length;
}

static void end_at(struct strbuf *out, char *at)
{
    *at = '\0';
    out->length = (size_t)(at - out->bytes);
}

static void format_count(struct strbuf *out, const char *key, uint32_t count)
{
    fact_key(out, key);
    strbuf_add_char(out, '"');
    end_at(out, fact_put_number(room_at_end(out, FACT_DIGITS_MAX), count));
}

static void format_nodes(const struct function_graph *graph, struct range_base base, struct strbuf *out)
{
    format_count(out, "nodes", graph->node_count);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        end_at(out, put_node(room_at_end(out, NODE_DIGITS_MAX), node, &base));
        if (node->range.line) {
            base.line = node->range.line;
            base.column = node->range.column;
        }
    }
    strbuf_add_char(out, '"');
}

static void format_texts(const struct function_graph *graph, struct strbuf *out)
{
    bool is_first = true;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const char *text = graph->nodes[i].text;
        if (!text)
            continue;
        if (is_first)
            fact_key(out, "texts");
        strbuf_add_char(out, is_first ? '[' : ',');
        fact_string(out, text, strlen(text));
        is_first = false;
    }
    if (!is_first)
        strbuf_add_char(out, ']');
}

static void format_locals(const struct function_graph *graph, struct strbuf *out)
{
    if (!graph->local_count)
        return;
    fact_key(out, "locals");
    for (uint32_t i = 0; i < graph->local_count; i++) {
        const struct graph_local *local = &graph->locals[i];
        strbuf_add_text(out, i ? ",{\"type\":" : "[{\"type\":");
        fact_id(out, local->type);
        fact_text_field(out, "name", local->name);
        fact_true_field(out, "static", local->is_static);
        fact_true_field(out, "cleanup", local->has_cleanup);
        fact_place_field(out, "place", local->place);
        strbuf_add_char(out, '}');
    }
    strbuf_add_char(out, ']');
}

static void format_block(const struct function_graph *graph, const struct graph_block *block, uint32_t *last_element,
                         struct strbuf *out)
{
    size_t numbers = (size_t)block->element_count + block->successor_count;
    char *at = room_at_end(out, BLOCK_DIGITS_MAX + numbers * FACT_DIGITS_MAX);
    at = fact_put_number(at, block->element_count);
    for (uint32_t i = 0; i < block->element_count; i++) {
        uint32_t element = graph->elements[block->first_element + i];
        at = put_from(at, *last_element, element);
        *last_element = element;
    }
    at = fact_put_number(at, block->successor_count);
    for (uint32_t i = 0; i < block->successor_count; i++)
        at = fact_put_id(at, graph->successors[block->first_successor + i]);
    at = fact_put_id(at, block->terminator);
    at = fact_put_id(at, block->condition);
    at = fact_put_id(at, block->label);
    end_at(out, fact_put_number(at, block->is_noreturn));
}

static void format_blocks(const struct function_graph *graph, struct strbuf *out)
{
    uint32_t last_element = 0;
    if (!graph->block_count)
        return;
    fact_uint_field(out, "entry", graph->entry_block, 0);
    fact_uint_field(out, "exit", graph->exit_block, 0);
    format_count(out, "blocks", graph->block_count);
    for (uint32_t i = 0; i < graph->block_count; i++)
        format_block(graph, &graph->blocks[i], &last_element, out);
    strbuf_add_char(out, '"');
}

void graph_format(const struct fact_function *function, struct strbuf *out)
{
    const struct function_graph *graph = &function->graph;
    struct range_base base = {
        .file = function->range.file, .line = function->range.line, .column = function->range.column};
    format_locals(graph, out);
    if (!graph->node_count)
        return;
    format_texts(graph, out);
    format_nodes(graph, base, out);
    format_blocks(graph, out);
}
