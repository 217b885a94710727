#include "choose.h"

#include <ctype.h>
#include <string.h>

#include "cet/core/memory.h"

struct slice {
    struct source_text *text;
    size_t begin, end;
};

struct source_text *text_of_file(const struct chooser *c, uint32_t file)
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

uint32_t parent_of(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    while (parent != NO_ID && graph->nodes[parent].kind == NODE_CAST &&
           (graph->nodes[parent].flags & NODE_FLAG_IMPLICIT))
        parent = graph->nodes[parent].parent;
    return parent;
}

static bool is_child(const struct function_graph *graph, uint32_t parent, uint32_t n, uint32_t node)
{
    uint32_t child = graph_child(graph, parent, n);
    return child != NO_ID && graph_skip_implicit(graph, child) == node;
}

/* Whether `changed` in place of the node's operator would be torn apart by the operator around it. */
static bool needs_parentheses(const struct function_graph *graph, uint32_t node, unsigned level)
{
    uint32_t parent = parent_of(graph, node);
    if ((graph->nodes[node].flags & NODE_FLAG_PARENTHESISED) || parent == NO_ID)
        return false;
    const struct graph_node *around = &graph->nodes[parent];
    if (around->kind == NODE_BINARY) {
        unsigned outer = precedence(around->op);
        return outer > level || (outer == level && is_child(graph, parent, 1, node));
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

static bool is_from_macro(const struct graph_node *node)
{
    if (node->kind == NODE_DECLARE) /* it has no token that tells */
        return memcmp(&node->range, &node->spelled, sizeof node->range) != 0;
    return node->flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_MACRO_ARG);
}

static const struct source_range *whole_range(const struct chooser *c, uint32_t node, uint32_t around)
{
    const struct graph_node *n = &c->graph->nodes[node];
    return is_from_macro(&c->graph->nodes[around]) ? &n->spelled : &n->range;
}

bool whole_is_quiet(const struct chooser *c, uint32_t node, uint32_t around)
{
    return is_from_macro(&c->graph->nodes[around]) ? is_quiet(c, node) : expression_is_quiet(c->graph, node);
}

bool edit_range(const struct chooser *c, const struct source_range *range, const char *text, struct edit *ret)
{
    struct slice all;
    if (!slice_of(c, range, &all))
        return false;
    ret->range = *range;
    ret->original = keep_slice(c, all.text, all.begin, all.end);
    ret->replacement = arena_strdup(&c->unit->arena, text);
    return true;
}

const char *text_of_node(const struct chooser *c, uint32_t node, uint32_t around)
{
    struct slice all;
    return slice_of(c, whole_range(c, node, around), &all) ? keep_slice(c, all.text, all.begin, all.end) : NULL;
}

bool edit_whole(const struct chooser *c, uint32_t node, uint32_t around, const char *text, struct edit *ret)
{
    return edit_range(c, whole_range(c, node, around), text, ret);
}

bool edit_wrap(const struct chooser *c, uint32_t node, uint32_t around, const char *before, const char *after,
               struct edit *ret)
{
    const char *text = text_of_node(c, node, around);
    return text && edit_whole(c, node, around, arena_printf(&c->unit->arena, "%s%s%s", before, text, after), ret);
}

bool edit_token_text(const struct chooser *c, uint32_t node, const char *text, const char *replacement,
                     struct edit *ret)
{
    const struct source_place *place = &c->graph->nodes[node].op_place;
    uint32_t end = place->column + (uint32_t)strlen(text);
    struct source_range range = {place->file, place->line, place->column, place->line, end};
    return edit_range(c, &range, replacement, ret) && strcmp(ret->original, text) == 0;
}

/* A macro that expands to several statements is no statement of its own. */
static bool shares_text(const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *parent = &graph->nodes[graph->nodes[node].parent];
    const struct source_range *range = &graph->nodes[node].range;
    for (uint32_t i = 0; i < parent->child_count; i++) {
        uint32_t sibling = graph->children[parent->first_child + i];
        const struct source_range *other = &graph->nodes[sibling].range;
        if (sibling != node && other->file == range->file && other->line == range->line &&
            other->column == range->column)
            return true;
    }
    return false;
}

/* `for (;; step)` has no semicolon; a block or a macro that brings its own leaves none. */
static bool needs_semicolon(const struct chooser *c, uint32_t node, const struct slice *all)
{
    const struct graph_node *n = &c->graph->nodes[node];
    if (c->graph->nodes[n->parent].kind == NODE_FOR && graph_child(c->graph, n->parent, 2) == node)
        return false;
    if (all->text->bytes[all->end - 1] == '}')
        return true;
    size_t end = all->text->length, macro_end;
    if ((n->flags & NODE_FLAG_MACRO_BODY) && n->macro < c->facts->macro_count &&
        is_from_macro(&c->graph->nodes[n->parent])) {
        size_t begin;
        if (source_text_slice(all->text, &c->facts->macros[n->macro].range, &begin, &macro_end) &&
            macro_end >= all->end)
            end = macro_end;
    }
    char next = source_text_next(all->text, all->end, end);
    return next != ';' && next != '\0';
}

bool edit_statement(const struct chooser *c, uint32_t node, struct edit *ret)
{
    struct slice all;
    uint32_t parent = c->graph->nodes[node].parent;
    const struct source_range *range = whole_range(c, node, parent);
    if (range == &c->graph->nodes[node].range && is_from_macro(&c->graph->nodes[node]) && shares_text(c->graph, node))
        range = &c->graph->nodes[node].spelled;
    return slice_of(c, range, &all) && edit_range(c, range, needs_semicolon(c, node, &all) ? ";" : "", ret);
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
