#include "graph_format.h"

#include <string.h>

#include "fact_text.h"
#include "fact_words.h"

/* More than the numbers of a node and the characters between them can take; its text is written apart. */
#define NODE_TEXT_MAX (32 * (FACT_NUMBER_MAX + 1))

/* Where the range of the next node counts from. */
struct range_base {
    uint32_t file;
    uint32_t line;
};

static char *put_next(char *at, int64_t value)
{
    *at++ = ',';
    return fact_put_int(at, value);
}

static char *put_next_id(char *at, uint32_t id)
{
    return put_next(at, id == NO_ID ? -1 : (int64_t)id);
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

static char *put_range(char *at, const struct source_range *range, uint32_t base_line)
{
    at = put_next(at, (int64_t)range->line - base_line);
    at = put_next(at, range->column);
    at = put_next(at, (int64_t)range->end_line - range->line);
    return put_next(at, range->end_column);
}

static char *put_places(char *at, const struct graph_node *node, unsigned parts, const struct range_base *base)
{
    if (parts & PART_RANGE_FILE)
        at = put_next_id(at, node->range.file);
    if (parts & PART_RANGE)
        at = put_range(at, &node->range, base->line);
    if (parts & PART_SPELLED) {
        at = put_next_id(at, node->spelled.file);
        at = put_range(at, &node->spelled, node->range.line);
    }
    if (parts & PART_OP_FILE)
        at = put_next_id(at, node->op_place.file);
    if (parts & PART_OP_PLACE) {
        at = put_next(at, (int64_t)node->op_place.line - node->range.line);
        at = put_next(at, node->op_place.column);
    }
    return at;
}

static void format_node(const struct graph_node *node, struct range_base *base, struct strbuf *out)
{
    unsigned parts = present_parts(node, base);
    strbuf_reserve(out, NODE_TEXT_MAX);
    char *at = out->bytes + out->length;
    *at++ = '[';
    at = fact_put_uint(at, node->kind);
    at = put_next(at, parts);
    if (parts & PART_OP)
        at = put_next(at, node->op);
    if (parts & PART_FLAGS)
        at = put_next(at, node->flags);
    if (parts & PART_TYPE)
        at = put_next(at, node->type);
    if (parts & PART_CHILDREN)
        at = put_next(at, node->child_count);
    if (parts & PART_SYMBOL)
        at = put_next(at, node->symbol);
    if (parts & PART_AUX)
        at = put_next(at, node->aux);
    if (parts & PART_MACRO)
        at = put_next(at, node->macro);
    if (parts & PART_VALUE)
        at = put_next(at, node->value);
    if (parts & PART_TEXT) {
        *at++ = ',';
        out->length = (size_t)(at - out->bytes);
        fact_string(out, node->text, strlen(node->text));
        strbuf_reserve(out, NODE_TEXT_MAX);
        at = out->bytes + out->length;
    }
    at = put_places(at, node, parts, base);
    *at++ = ']';
    *at = '\0';
    out->length = (size_t)(at - out->bytes);
    if (parts & PART_RANGE)
        base->line = node->range.line;
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

static void format_ids(const uint32_t *ids, uint32_t count, struct strbuf *out)
{
    strbuf_add_char(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            strbuf_add_char(out, ',');
        fact_id(out, ids[i]);
    }
    strbuf_add_char(out, ']');
}

static void format_blocks(const struct function_graph *graph, struct strbuf *out)
{
    if (!graph->block_count)
        return;
    fact_uint_field(out, "entry", graph->entry_block, 0);
    fact_uint_field(out, "exit", graph->exit_block, 0);
    fact_key(out, "blocks");
    for (uint32_t i = 0; i < graph->block_count; i++) {
        const struct graph_block *block = &graph->blocks[i];
        strbuf_add_text(out, i ? ",[" : "[[");
        format_ids(graph->elements + block->first_element, block->element_count, out);
        strbuf_add_char(out, ',');
        format_ids(graph->successors + block->first_successor, block->successor_count, out);
        const uint32_t ids[] = {block->terminator, block->condition, block->label};
        for (size_t k = 0; k < sizeof ids / sizeof *ids; k++) {
            strbuf_add_char(out, ',');
            fact_id(out, ids[k]);
        }
        strbuf_add_text(out, block->is_noreturn ? ",1]" : ",0]");
    }
    strbuf_add_char(out, ']');
}

void graph_format(const struct fact_function *function, struct strbuf *out)
{
    const struct function_graph *graph = &function->graph;
    struct range_base base = {.file = function->range.file, .line = function->range.line};
    format_locals(graph, out);
    if (!graph->node_count)
        return;
    fact_key(out, "nodes");
    for (uint32_t i = 0; i < graph->node_count; i++) {
        strbuf_add_char(out, i ? ',' : '[');
        format_node(&graph->nodes[i], &base, out);
    }
    strbuf_add_char(out, ']');
    format_blocks(graph, out);
}
