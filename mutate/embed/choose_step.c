/* ++, -- and compound assignments: only their value or right operand is marked, the code behind it is found later. */
#include <stdio.h>

#include "choose.h"

static const char *step_text(enum operator_token op, bool swapped)
{
    return (op == OP_PRE_INC || op == OP_POST_INC) != swapped ? "++" : "--";
}

static bool is_prefix(enum operator_token op)
{
    return op == OP_PRE_INC || op == OP_PRE_DEC;
}

static bool is_bit_field(const struct chooser *c, uint32_t node)
{
    const struct graph_node *n = &c->graph->nodes[graph_skip_implicit(c->graph, node)];
    if (n->kind != NODE_MEMBER)
        return false;
    const struct fact_type *record = scalar_type(c, c->graph->nodes[graph_child(c->graph, node, 0)].type);
    if (record && n->op == OP_ARROW)
        record = scalar_type(c, record->target);
    return record && n->symbol < record->field_count && record->fields[n->symbol].is_bit_field;
}

/* NULL: the type can be stepped. */
static const char *step_obstacle(const struct chooser *c, uint32_t operand, struct site *site)
{
    enum operand_kind kind;
    const struct fact_type *type = scalar_type(c, c->graph->nodes[operand].type);
    if (!type || !operand_kind_of(c, operand, &kind))
        return "the value is no number and no pointer";
    if (type->flags & TYPE_FLAG_ATOMIC)
        return "the operation is atomic";
    if (type->kind == TYPE_BOOL)
        return "a bool does not count";
    site->kind = (uint8_t)kind;
    if (kind == OPERAND_POINTER) {
        site->element_bytes = element_bytes_of(c, operand);
        site->kind = OPERAND_SIGNED;
    }
    return kind != OPERAND_POINTER || site->element_bytes ? NULL : "the size of what it points to varies";
}

static void choose_swap(struct chooser *c, uint32_t node, const struct site *operand)
{
    enum operator_token op = c->graph->nodes[node].op;
    struct site_draft draft;
    struct edit edit;
    if (!edit_token_text(c, node, step_text(op, false), step_text(op, true), &edit)) {
        refuse_change(c, node, MUTANT_OPERATOR_INCREMENT_SWAP, step_text(op, true), SPREAD_TEXT);
        return;
    }
    if (!site_begin_at(c, node, SHAPE_STEP, &edit.range, &draft))
        return;
    bool is_up = op == OP_PRE_INC || op == OP_POST_INC;
    draft.site.kind = operand->kind;
    draft.site.element_bytes = operand->element_bytes;
    site_variant(&draft, MUTANT_OPERATOR_INCREMENT_SWAP, step_text(op, true), &edit,
                 (struct cet_mutants_change){.how = CET_CHANGE_OPERATOR, .op = is_up ? CET_OP_SUB : CET_OP_ADD});
    uint32_t site = site_end(&draft, node);
    if (site != NO_ID)
        site_mark(c, node, site, ROLE_RESULT);
}

static bool is_used(const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *parent = &graph->nodes[graph->nodes[node].parent];
    if (is_statement(graph, node) || (parent->kind == NODE_CAST && parent->op == OP_TO_VOID))
        return false;
    return !(parent->kind == NODE_BINARY && parent->op == OP_COMMA &&
             graph_child(graph, graph->nodes[node].parent, 0) == node);
}

static void choose_fixity(struct chooser *c, uint32_t node, const struct site *operand)
{
    enum operator_token op = c->graph->nodes[node].op;
    uint32_t child = graph_child(c->graph, node, 0), parent = parent_of(c->graph, node);
    const char *text = text_of_node(c, child, parent), *sign = step_text(op, false);
    struct site_draft draft;
    struct edit edit;
    if (!text || !edit_whole(c, node, parent,
                             is_prefix(op) ? arena_printf(&c->unit->arena, "((%s)%s)", text, sign)
                                           : arena_printf(&c->unit->arena, "(%s(%s))", sign, text),
                             &edit)) {
        refuse_change(c, node, MUTANT_OPERATOR_INCREMENT_FIXITY, is_prefix(op) ? "postfix" : "prefix", SPREAD_TEXT);
        return;
    }
    if (!site_begin_at(c, node, SHAPE_STEP_VALUE, &edit.range, &draft))
        return;
    bool is_up = op == OP_PRE_INC || op == OP_POST_INC;
    draft.site.kind = operand->kind;
    draft.site.element_bytes = operand->element_bytes;
    site_variant(&draft, MUTANT_OPERATOR_INCREMENT_FIXITY, is_prefix(op) ? "postfix" : "prefix", &edit,
                 (struct cet_mutants_change){.how = CET_CHANGE_ADD, .value = is_up != is_prefix(op) ? 1 : -1});
    uint32_t site = site_end(&draft, node);
    if (site != NO_ID)
        site_mark(c, node, site, ROLE_RESULT);
}

void choose_step(struct chooser *c, uint32_t node)
{
    struct site operand = {0};
    uint32_t child = graph_child(c->graph, node, 0);
    enum operator_token op = c->graph->nodes[node].op;
    const char *obstacle = step_obstacle(c, child, &operand);
    bool is_value_changed = is_used(c->graph, node) && operator_is_on(c, MUTANT_OPERATOR_INCREMENT_FIXITY);
    if (obstacle) {
        if (operator_is_on(c, MUTANT_OPERATOR_INCREMENT_SWAP))
            refuse_change(c, node, MUTANT_OPERATOR_INCREMENT_SWAP, step_text(op, true), obstacle);
        return;
    }
    if (operator_is_on(c, MUTANT_OPERATOR_INCREMENT_SWAP))
        choose_swap(c, node, &operand);
    if (is_value_changed && is_bit_field(c, child))
        refuse_change(c, node, MUTANT_OPERATOR_INCREMENT_FIXITY, is_prefix(op) ? "postfix" : "prefix",
                      "the value of a bit-field wraps at its width");
    else if (is_value_changed)
        choose_fixity(c, node, &operand);
}

static enum mutant_operator table_of(enum operator_token op, enum mutant_operator change)
{
    if (change == MUTANT_OPERATOR_ASSIGNMENT_OTHER)
        return MUTANT_OPERATOR_ARITHMETIC_OTHER;
    if (op == OP_SHL || op == OP_SHR)
        return MUTANT_OPERATOR_SHIFT_SWAP;
    return op == OP_BIT_AND || op == OP_BIT_OR || op == OP_BIT_XOR ? MUTANT_OPERATOR_BITWISE_SWAP
                                                                   : MUTANT_OPERATOR_ARITHMETIC_INVERSE;
}

/* Where the operation is computed: the right operand has been converted to that type, except for shifts. */
static const char *assignment_obstacle(const struct chooser *c, uint32_t node, struct site *site)
{
    uint32_t left = graph_child(c->graph, node, 0), right = graph_child(c->graph, node, 1);
    enum operand_kind left_kind, right_kind;
    const struct fact_type *type = scalar_type(c, c->graph->nodes[left].type);
    if (!type || !operand_kind_of(c, left, &left_kind) || !operand_kind_of(c, right, &right_kind))
        return "the value is no number and no pointer";
    if (type->flags & TYPE_FLAG_ATOMIC)
        return "the operation is atomic";
    site->kind = (uint8_t)right_kind;
    if (site->op == OP_SHL || site->op == OP_SHR)
        site->kind = (uint8_t)(type->size_bytes < 4 ? OPERAND_SIGNED : left_kind);
    if (left_kind == OPERAND_POINTER && (site->element_bytes = element_bytes_of(c, left)) == 0)
        return "the size of what it points to varies";
    return NULL;
}

static bool assignment_change(const struct chooser *c, uint32_t node, const struct site *site, enum mutant_operator op,
                              enum operator_token *ret)
{
    enum operator_token own = c->graph->nodes[node].op;
    *ret = OP_NONE;
    if (!operator_is_on(c, op))
        return false;
    if (op == MUTANT_OPERATOR_ASSIGNMENT_PLAIN)
        return site->element_bytes == 0 && own != OP_SHL && own != OP_SHR;
    *ret = changed_operator(own, table_of(own, op));
    if (*ret == OP_NONE || (site->kind == OPERAND_FLOAT && (*ret == OP_REM || own == OP_REM)))
        return false;
    return site->element_bytes == 0 || *ret == OP_ADD || *ret == OP_SUB;
}

static void add_assignment(struct site_draft *draft, uint32_t node, enum mutant_operator op)
{
    struct chooser *c = draft->chooser;
    char own[8], text[8];
    enum operator_token changed;
    struct edit edit;
    if (!assignment_change(c, node, &draft->site, op, &changed))
        return;
    snprintf(own, sizeof own, "%s=", operator_token_text(c->graph->nodes[node].op));
    snprintf(text, sizeof text, "%s=", operator_token_text(changed));
    struct cet_mutants_change change = {.how = changed == OP_NONE ? CET_CHANGE_RIGHT : CET_CHANGE_OPERATOR,
                                        .op = runtime_op(changed)};
    if (edit_token_text(c, node, own, text, &edit))
        site_variant(draft, op, text, &edit, change);
    else
        draft->token->refusal = SPREAD_TEXT;
}

static void refuse_assignment(struct chooser *c, uint32_t node, const char *reason)
{
    for (enum mutant_operator op = MUTANT_OPERATOR_ASSIGNMENT_SWAP; op <= MUTANT_OPERATOR_ASSIGNMENT_OTHER; op++) {
        enum operator_token own = c->graph->nodes[node].op, changed = changed_operator(own, table_of(own, op));
        if (operator_is_on(c, op) && changed != OP_NONE)
            refuse_change(c, node, op, arena_printf(&c->unit->arena, "%s=", operator_token_text(changed)), reason);
    }
}

void choose_assignment(struct chooser *c, uint32_t node)
{
    const struct graph_node *n = &c->graph->nodes[node];
    struct site operands = {.op = n->op};
    struct site_draft draft;
    struct token_place place = {n->op_place.file, n->op_place.line, n->op_place.column};
    if (n->op == OP_NONE)
        return;
    const char *obstacle = assignment_obstacle(c, node, &operands);
    if (obstacle) {
        refuse_assignment(c, node, obstacle);
        return;
    }
    if (n->op_place.file == NO_ID || !site_begin(c, node, SHAPE_ASSIGN, &place, &draft))
        return;
    draft.site.kind = operands.kind;
    draft.site.element_bytes = operands.element_bytes;
    for (enum mutant_operator op = MUTANT_OPERATOR_ASSIGNMENT_SWAP; op <= MUTANT_OPERATOR_ASSIGNMENT_PLAIN; op++)
        add_assignment(&draft, node, op);
    uint32_t site = site_end(&draft, node);
    if (site != NO_ID)
        site_mark(c, graph_child(c->graph, node, 1), site, ROLE_RESULT);
}
