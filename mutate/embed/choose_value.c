/* Integer constants and returned values. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "choose.h"

#define TABLE_MIN_ITEMS 17 /* a list of that many values is data, not code */

static bool spelled_place(const struct chooser *c, uint32_t node, struct token_place *ret)
{
    const struct source_range *range = &c->graph->nodes[node].spelled;
    if (range->file == NO_ID)
        return false;
    *ret = (struct token_place){range->file, range->line, range->column};
    return true;
}

static bool stands_in_table(const struct function_graph *graph, uint32_t node)
{
    for (uint32_t at = node; at != NO_ID; at = graph->nodes[at].parent)
        if (graph->nodes[at].kind == NODE_INIT_LIST && graph->nodes[at].child_count >= TABLE_MIN_ITEMS)
            return true;
    return false;
}

/* The value as C writes it in the literal's type, false when the type does not hold it. */
static bool literal_text(const struct fact_type *type, int64_t value, char *out, size_t size)
{
    bool is_signed = type->flags & TYPE_FLAG_SIGNED;
    bool is_long = type->size_bytes == 8;
    if (type->size_bytes != 4 && type->size_bytes != 8)
        return false;
    if (is_signed && !is_long && (value > INT32_MAX || value < -INT32_MAX))
        return false;
    if (!is_signed && value < 0)
        snprintf(out, size, "(-%" PRId64 "u%s)", -value, is_long ? "l" : "");
    else if (!is_signed)
        snprintf(out, size, "%" PRIu64 "u%s", is_long ? (uint64_t)value : (uint64_t)(uint32_t)value,
                 is_long ? "l" : "");
    else
        snprintf(out, size, value < 0 ? "(%" PRId64 "%s)" : "%" PRId64 "%s", value, is_long ? "l" : "");
    return true;
}

static bool constant_after(enum mutant_operator op, int64_t value, int64_t *ret)
{
    static const int64_t fixed[] = {0, 1, -1};
    if (op < MUTANT_OPERATOR_CONSTANT_INCREMENT) {
        *ret = fixed[op - MUTANT_OPERATOR_CONSTANT_ZERO];
        return *ret != value;
    }
    if (value == INT64_MAX || value == INT64_MIN)
        return false;
    *ret = op == MUTANT_OPERATOR_CONSTANT_INCREMENT ? value + 1 : value - 1;
    return *ret != 0 && *ret != 1 && *ret != -1; /* those have a name of their own */
}

static void end_constant(struct chooser *c, struct site_draft *draft, uint32_t node)
{
    if (stands_in_table(c->graph, node)) {
        draft->token->refusal = "the constant stands in a table of data";
        return;
    }
    uint32_t site = site_end(draft, node);
    if (site != NO_ID)
        site_mark(c, node, site, ROLE_RESULT);
}

void choose_constant(struct chooser *c, uint32_t node)
{
    struct token_place place;
    struct site_draft draft;
    const struct fact_type *type = scalar_type(c, c->graph->nodes[node].type);
    if (!type || type->kind != TYPE_INT || !spelled_place(c, node, &place) ||
        !site_begin(c, node, SHAPE_RESULT, &place, &draft))
        return;
    draft.site.kind = type->flags & TYPE_FLAG_SIGNED ? OPERAND_SIGNED : OPERAND_UNSIGNED;
    for (enum mutant_operator op = MUTANT_OPERATOR_CONSTANT_ZERO; op <= MUTANT_OPERATOR_CONSTANT_DECREMENT; op++) {
        char text[48];
        int64_t value;
        struct edit edit;
        if (operator_is_on(c, op) && constant_after(op, c->graph->nodes[node].value, &value) &&
            literal_text(type, value, text, sizeof text) && edit_expression(c, node, text, &edit))
            site_variant(&draft, op, text, &edit, (struct cet_mutants_change){.how = CET_CHANGE_VALUE, .value = value});
    }
    end_constant(c, &draft, node);
}

static bool is_value_returned(const struct graph_node *node, const struct fact_type *type, int64_t value)
{
    if (type->kind == TYPE_POINTER)
        return node->kind == NODE_NULL_POINTER || value != 0;
    if ((node->flags & NODE_FLAG_HAS_VALUE) && node->value == value)
        return true;
    bool is_unsigned = type->kind == TYPE_INT && !(type->flags & TYPE_FLAG_SIGNED);
    return value == -1 && (is_unsigned || type->kind == TYPE_BOOL || type->kind == TYPE_FLOAT);
}

static bool is_scalar(const struct fact_type *type)
{
    return type->kind == TYPE_INT || type->kind == TYPE_BOOL || type->kind == TYPE_POINTER || type->kind == TYPE_FLOAT;
}

void choose_return(struct chooser *c, uint32_t node)
{
    static const char *const texts[] = {"0", "1", "-1"};
    static const int64_t values[] = {0, 1, -1};
    uint32_t child = graph_child(c->graph, node, 0);
    struct site_draft draft;
    struct edit edit;
    if (child == NO_ID)
        return;
    uint32_t written = graph_skip_implicit(c->graph, child);
    const struct fact_type *type = scalar_type(c, c->graph->nodes[child].type);
    if (!type || type->kind == TYPE_VOID || c->graph->nodes[written].kind == NODE_INT_LITERAL)
        return;
    if (!is_scalar(type) || !edit_whole(c, written, node, "0", &edit)) {
        if (operator_is_on(c, MUTANT_OPERATOR_RETURN_ZERO))
            refuse_change(c, written, MUTANT_OPERATOR_RETURN_ZERO, "0",
                          is_scalar(type) ? SPREAD_TEXT : "the value is no number and no pointer");
        return;
    }
    bool quiet = whole_is_quiet(c, written, node);
    uint32_t how = quiet ? CET_CHANGE_VALUE : CET_CHANGE_GATE;
    if (!site_begin_at(c, written, quiet ? SHAPE_RETURN : SHAPE_GATE, &edit.range, &draft))
        return;
    for (unsigned i = 0; i < ARRAY_LENGTH(values); i++) {
        enum mutant_operator op = MUTANT_OPERATOR_RETURN_ZERO + i;
        if (operator_is_on(c, op) && !is_value_returned(&c->graph->nodes[written], type, values[i]) &&
            edit_whole(c, written, node, texts[i], &edit))
            site_variant(&draft, op, texts[i], &edit, (struct cet_mutants_change){.how = how, .value = values[i]});
    }
    uint32_t site = site_end(&draft, written);
    if (site != NO_ID)
        site_mark(c, child, site, quiet ? ROLE_RESULT : ROLE_GATE);
}

static bool is_literal(const struct graph_node *node)
{
    return node->kind == NODE_INT_LITERAL || node->kind == NODE_FLOAT_LITERAL || node->kind == NODE_STRING_LITERAL ||
           node->kind == NODE_NULL_POINTER || ((node->flags & NODE_FLAG_HAS_VALUE) && node->value == 0);
}

void choose_initialiser(struct chooser *c, uint32_t node)
{
    uint32_t child = graph_child(c->graph, node, 0);
    struct site_draft draft;
    struct edit edit;
    if (!operator_is_on(c, MUTANT_OPERATOR_INITIALISER_ZERO) || child == NO_ID ||
        c->graph->locals[c->graph->nodes[node].symbol].is_static || c->graph->nodes[child].kind == NODE_ARRAY_SIZE)
        return;
    uint32_t written = graph_skip_implicit(c->graph, child);
    const struct fact_type *type = scalar_type(c, c->graph->nodes[child].type);
    if (!type || !is_scalar(type) || is_literal(&c->graph->nodes[written]))
        return;
    if (!edit_whole(c, written, node, "0", &edit)) {
        refuse_change(c, written, MUTANT_OPERATOR_INITIALISER_ZERO, "0", SPREAD_TEXT);
        return;
    }
    bool quiet = whole_is_quiet(c, written, node);
    if (!site_begin_at(c, written, quiet ? SHAPE_INITIALISER : SHAPE_INITIALISER_GATE, &edit.range, &draft))
        return;
    site_variant(&draft, MUTANT_OPERATOR_INITIALISER_ZERO, "0", &edit,
                 (struct cet_mutants_change){.how = quiet ? CET_CHANGE_VALUE : CET_CHANGE_GATE});
    uint32_t site = site_end(&draft, written);
    if (site != NO_ID)
        site_mark(c, child, site, quiet ? ROLE_RESULT : ROLE_GATE);
}

static void add_float(struct site_draft *draft, uint32_t node, enum mutant_operator op, const char *text, uint32_t how,
                      int64_t value)
{
    struct edit edit;
    if (operator_is_on(draft->chooser, op) && edit_expression(draft->chooser, node, text, &edit))
        site_variant(draft, op, text, &edit, (struct cet_mutants_change){.how = how, .value = value});
}

/* c: 0.0, 1.0, -1.0, c + 1.0, with the suffix of the type. */
void choose_float(struct chooser *c, uint32_t node)
{
    const struct graph_node *n = &c->graph->nodes[node];
    const struct fact_type *type = scalar_type(c, n->type);
    struct token_place place;
    struct site_draft draft;
    if (!type || type->kind != TYPE_FLOAT || !n->text || !spelled_place(c, node, &place) ||
        !site_begin(c, node, SHAPE_RESULT, &place, &draft))
        return;
    const char *suffix = type->size_bytes == 4 ? "f" : type->size_bytes == 8 ? "" : "L";
    struct arena *arena = &c->unit->arena;
    double value = strtod(n->text, NULL);
    if (value != 0)
        add_float(&draft, node, MUTANT_OPERATOR_CONSTANT_ZERO, arena_printf(arena, "0.0%s", suffix), CET_CHANGE_VALUE,
                  0);
    if (value != 1)
        add_float(&draft, node, MUTANT_OPERATOR_CONSTANT_ONE, arena_printf(arena, "1.0%s", suffix), CET_CHANGE_VALUE,
                  1);
    add_float(&draft, node, MUTANT_OPERATOR_CONSTANT_MINUS_ONE, arena_printf(arena, "(-1.0%s)", suffix),
              CET_CHANGE_VALUE, -1);
    if (value != 0)
        add_float(&draft, node, MUTANT_OPERATOR_CONSTANT_INCREMENT,
                  arena_printf(arena, "(%s + 1.0%s)", n->text, suffix), CET_CHANGE_ADD, 1);
    end_constant(c, &draft, node);
}

/* A literal that becomes a pointer: the pointer is what changes. */
void choose_string(struct chooser *c, uint32_t node)
{
    uint32_t literal = graph_child(c->graph, node, 0);
    if (c->graph->nodes[node].op != OP_DECAY || c->graph->nodes[literal].kind != NODE_STRING_LITERAL ||
        !operator_is_on(c, MUTANT_OPERATOR_STRING_EMPTY))
        return;
    const struct graph_node *n = &c->graph->nodes[literal];
    const char *text = text_of_node(c, literal, literal);
    struct site_draft draft;
    struct edit edit;
    size_t prefix = text ? strcspn(text, "\"") : 0;
    if (!text || prefix > 2 ||
        !edit_expression(c, literal, arena_printf(&c->unit->arena, "%.*s\"\"", (int)prefix, text), &edit)) {
        refuse_change(c, literal, MUTANT_OPERATOR_STRING_EMPTY, "\"\"", SPREAD_TEXT);
        return;
    }
    if (c->facts->constants[n->symbol].length == 0 || !site_begin_at(c, literal, SHAPE_RESULT, &edit.range, &draft))
        return;
    site_variant(&draft, MUTANT_OPERATOR_STRING_EMPTY, "\"\"", &edit,
                 (struct cet_mutants_change){.how = CET_CHANGE_TEXT});
    uint32_t site = site_end(&draft, literal);
    if (site != NO_ID)
        site_mark(c, node, site, ROLE_RESULT);
}

/* a[i]: one element further. Literals are changed as constants. */
void choose_index(struct chooser *c, uint32_t node)
{
    uint32_t child = graph_child(c->graph, node, 1);
    uint32_t written = graph_skip_implicit(c->graph, child);
    struct site_draft draft;
    struct edit up, down;
    bool is_up = operator_is_on(c, MUTANT_OPERATOR_INDEX_INCREMENT);
    bool is_down = operator_is_on(c, MUTANT_OPERATOR_INDEX_DECREMENT);
    if (c->graph->nodes[written].kind == NODE_INT_LITERAL || (!is_up && !is_down))
        return;
    if (!edit_wrap(c, written, node, "(", ") + 1", &up) || !edit_wrap(c, written, node, "(", ") - 1", &down)) {
        refuse_change(c, written, MUTANT_OPERATOR_INDEX_INCREMENT, "+ 1", SPREAD_TEXT);
        return;
    }
    if (!site_begin_at(c, written, SHAPE_INDEX, &up.range, &draft))
        return;
    if (is_up)
        site_variant(&draft, MUTANT_OPERATOR_INDEX_INCREMENT, "+ 1", &up,
                     (struct cet_mutants_change){.how = CET_CHANGE_ADD, .value = 1});
    if (is_down)
        site_variant(&draft, MUTANT_OPERATOR_INDEX_DECREMENT, "- 1", &down,
                     (struct cet_mutants_change){.how = CET_CHANGE_ADD, .value = -1});
    uint32_t site = site_end(&draft, written);
    if (site != NO_ID)
        site_mark(c, child, site, ROLE_INDEX);
}
