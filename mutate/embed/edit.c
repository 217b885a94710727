#include "edit.h"

#include <ctype.h>
#include <string.h>

#include "cet/core/memory.h"

struct slice {
    const struct source_text *text;
    size_t begin, end;
};

const struct source_text *text_of_file(const struct chooser *c, uint32_t file)
{
    if (file == NO_ID || file >= c->facts->file_count)
        return NULL;
    return source_texts_get(&c->unit->texts, c->facts->files[file].path);
}

static bool slice_of(const struct chooser *c, const struct source_range *range, struct slice *ret)
{
    ret->text = text_of_file(c, range->file);
    return ret->text && source_text_slice(ret->text, range, &ret->begin, &ret->end) && ret->begin < ret->end;
}

static const char *keep_slice(const struct chooser *c, const struct source_text *text, size_t begin, size_t end)
{
    return arena_strndup(&c->unit->arena, text->bytes + begin, end - begin);
}

static const char *keep_text(const struct chooser *c, const struct strbuf *text)
{
    return arena_strndup(&c->unit->arena, strbuf_text(text), text->length);
}

static unsigned precedence(enum operator_token op)
{
    static const unsigned char levels[OPERATOR_TOKEN_COUNT] = {
        [OP_MUL] = 10, [OP_DIV] = 10,    [OP_REM] = 10,    [OP_ADD] = 9,    [OP_SUB] = 9,         [OP_SHL] = 8,
        [OP_SHR] = 8,  [OP_LT] = 7,      [OP_LE] = 7,      [OP_GT] = 7,     [OP_GE] = 7,          [OP_EQ] = 6,
        [OP_NE] = 6,   [OP_BIT_AND] = 5, [OP_BIT_XOR] = 4, [OP_BIT_OR] = 3, [OP_LOGICAL_AND] = 2, [OP_LOGICAL_OR] = 1,
    };
    return levels[op];
}

static uint32_t written_parent(const struct function_graph *graph, uint32_t node, uint32_t *ret_child)
{
    uint32_t child = node, parent = graph->nodes[node].parent;
    while (parent != NO_ID && graph->nodes[parent].kind == NODE_CAST &&
           (graph->nodes[parent].flags & NODE_FLAG_IMPLICIT)) {
        child = parent;
        parent = graph->nodes[parent].parent;
    }
    *ret_child = child;
    return parent;
}

/* Whether `changed` in place of the node's operator would be torn apart by the operator around it. */
static bool needs_parentheses(const struct function_graph *graph, uint32_t node, unsigned level)
{
    uint32_t child;
    uint32_t parent = written_parent(graph, node, &child);
    if ((graph->nodes[node].flags & NODE_FLAG_PARENTHESISED) || parent == NO_ID)
        return false;
    const struct graph_node *around = &graph->nodes[parent];
    if (around->kind == NODE_BINARY) {
        unsigned outer = precedence(around->op);
        return outer > level || (outer == level && graph_child(graph, parent, 1) == child);
    }
    return around->kind == NODE_UNARY || around->kind == NODE_MEMBER || around->kind == NODE_CAST;
}

static bool operand_needs_parentheses(const struct function_graph *graph, uint32_t operand, unsigned level,
                                      bool is_right)
{
    const struct graph_node *node = &graph->nodes[graph_skip_implicit(graph, operand)];
    if (node->kind != NODE_BINARY || (node->flags & NODE_FLAG_PARENTHESISED))
        return false;
    return precedence(node->op) < level || (precedence(node->op) == level && is_right);
}

static void add_operand(struct strbuf *out, const char *text, size_t begin, size_t end, bool parentheses)
{
    if (!parentheses) {
        strbuf_add(out, text + begin, end - begin);
        return;
    }
    while (begin < end && isspace((unsigned char)text[begin]))
        strbuf_add_char(out, text[begin++]);
    size_t stop = end;
    while (stop > begin && isspace((unsigned char)text[stop - 1]))
        stop--;
    strbuf_add_char(out, '(');
    strbuf_add(out, text + begin, stop - begin);
    strbuf_add_char(out, ')');
    strbuf_add(out, text + stop, end - stop);
}

static bool edit_token(const struct chooser *c, const struct slice *op, const struct source_place *place,
                       enum operator_token changed, struct edit *ret)
{
    uint32_t length = (uint32_t)(op->end - op->begin);
    ret->range = (struct source_range){place->file, place->line, place->column, place->line, place->column + length};
    ret->original = keep_slice(c, op->text, op->begin, op->end);
    ret->replacement = operator_token_text(changed);
    return true;
}

bool edit_operator(const struct chooser *c, uint32_t node, enum operator_token changed, struct edit *ret)
{
    const struct graph_node *n = &c->graph->nodes[node];
    const char *spelling = operator_token_text(n->op);
    struct slice op = {.text = text_of_file(c, n->op_place.file)};
    if (!op.text || !source_text_offset(op.text, n->op_place.line, n->op_place.column, &op.begin))
        return false;
    op.end = op.begin + strlen(spelling);
    if (op.end > op.text->length || memcmp(op.text->bytes + op.begin, spelling, op.end - op.begin) != 0)
        return false;
    unsigned level = precedence(changed);
    bool self = needs_parentheses(c->graph, node, level);
    bool left = operand_needs_parentheses(c->graph, graph_child(c->graph, node, 0), level, false);
    bool right = operand_needs_parentheses(c->graph, graph_child(c->graph, node, 1), level, true);
    if (!self && !left && !right)
        return edit_token(c, &op, &n->op_place, changed, ret);
    struct slice all;
    if (!slice_of(c, &n->spelled, &all) || all.text != op.text || op.begin < all.begin || op.end > all.end)
        return false;
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (self)
        strbuf_add_char(&text, '(');
    add_operand(&text, all.text->bytes, all.begin, op.begin, left);
    strbuf_add_text(&text, operator_token_text(changed));
    add_operand(&text, all.text->bytes, op.end, all.end, right);
    if (self)
        strbuf_add_char(&text, ')');
    ret->range = n->spelled;
    ret->original = keep_slice(c, all.text, all.begin, all.end);
    ret->replacement = keep_text(c, &text);
    return true;
}

bool edit_expression(const struct chooser *c, uint32_t node, const char *replacement, struct edit *ret)
{
    struct slice all;
    if (!slice_of(c, &c->graph->nodes[node].spelled, &all))
        return false;
    ret->range = c->graph->nodes[node].spelled;
    ret->original = keep_slice(c, all.text, all.begin, all.end);
    ret->replacement = arena_strdup(&c->unit->arena, replacement);
    return true;
}

bool edit_to_operand(const struct chooser *c, uint32_t node, uint32_t operand, struct edit *ret)
{
    const struct graph_node *n = &c->graph->nodes[node];
    struct slice all;
    struct slice op = {.text = text_of_file(c, n->op_place.file)};
    if (!slice_of(c, &n->spelled, &all) || all.text != op.text ||
        !source_text_offset(op.text, n->op_place.line, n->op_place.column, &op.begin))
        return false;
    op.end = op.begin + strlen(operator_token_text(n->op));
    if (op.begin < all.begin || op.end > all.end)
        return false;
    bool is_left = operand == graph_child(c->graph, node, 0);
    size_t begin = is_left ? all.begin : op.end, end = is_left ? op.begin : all.end;
    const char *bytes = all.text->bytes;
    while (begin < end && isspace((unsigned char)bytes[begin]))
        begin++;
    while (end > begin && isspace((unsigned char)bytes[end - 1]))
        end--;
    ret->range = n->spelled;
    ret->original = keep_slice(c, all.text, all.begin, all.end);
    ret->replacement = keep_slice(c, all.text, begin, end);
    return true;
}

bool edit_negate(const struct chooser *c, uint32_t node, struct edit *ret)
{
    const struct source_place *place = &c->graph->nodes[node].op_place;
    const struct source_text *text = text_of_file(c, place->file);
    size_t at;
    if (!text || !source_text_offset(text, place->line, place->column, &at) || text->bytes[at] != '!')
        return false;
    ret->range = (struct source_range){place->file, place->line, place->column, place->line, place->column + 1};
    ret->original = "!";
    ret->replacement = "!!";
    return true;
}
