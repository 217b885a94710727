/* Integer constants and returned values. */
#include <inttypes.h>
#include <stdio.h>
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
    if (stands_in_table(c->graph, node)) {
        draft.token->refusal = "the constant stands in a table of data";
        return;
    }
    uint32_t site = site_end(&draft, node);
    if (site != NO_ID)
        site_mark(c, node, site, ROLE_RESULT);
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

void choose_return(struct chooser *c, uint32_t node)
{
    static const char *const texts[] = {"0", "1", "-1"};
    static const int64_t values[] = {0, 1, -1};
    uint32_t child = graph_child(c->graph, node, 0);
    struct token_place place;
    struct site_draft draft;
    if (child == NO_ID)
        return;
    uint32_t written = graph_skip_implicit(c->graph, child);
    bool is_quiet = expression_is_quiet(c->graph, child);
    uint32_t how = is_quiet ? CET_CHANGE_VALUE : CET_CHANGE_GATE;
    const struct fact_type *type = scalar_type(c, c->graph->nodes[child].type);
    bool is_scalar = type && (type->kind == TYPE_INT || type->kind == TYPE_BOOL || type->kind == TYPE_POINTER ||
                              type->kind == TYPE_FLOAT);
    if (!is_scalar || c->graph->nodes[written].kind == NODE_INT_LITERAL || !spelled_place(c, written, &place) ||
        !site_begin(c, written, is_quiet ? SHAPE_RETURN : SHAPE_GATE, &place, &draft))
        return;
    for (unsigned i = 0; i < ARRAY_LENGTH(values); i++) {
        enum mutant_operator op = MUTANT_OPERATOR_RETURN_ZERO + i;
        struct edit edit;
        if (operator_is_on(c, op) && !is_value_returned(&c->graph->nodes[written], type, values[i]) &&
            edit_expression(c, written, texts[i], &edit))
            site_variant(&draft, op, texts[i], &edit, (struct cet_mutants_change){.how = how, .value = values[i]});
    }
    uint32_t site = site_end(&draft, written);
    if (site != NO_ID)
        site_mark(c, child, site, is_quiet ? ROLE_RESULT : ROLE_GATE);
}
