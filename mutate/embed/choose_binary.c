/* Relational, arithmetic, bitwise, shift and logical operators, and `!`. */
#include "choose.h"

bool operand_kind_of(const struct chooser *c, uint32_t node, enum operand_kind *ret)
{
    const struct fact_type *type = scalar_type(c, c->graph->nodes[node].type);
    if (!type)
        return false;
    switch (type->kind) {
    case TYPE_BOOL:
        *ret = OPERAND_UNSIGNED;
        return true;
    case TYPE_INT:
        *ret = type->flags & TYPE_FLAG_SIGNED ? OPERAND_SIGNED : OPERAND_UNSIGNED;
        return true;
    case TYPE_FLOAT:
        *ret = OPERAND_FLOAT;
        return true;
    case TYPE_POINTER:
        *ret = OPERAND_POINTER;
        return true;
    default:
        return false;
    }
}

static bool operator_place(const struct chooser *c, uint32_t node, struct token_place *ret)
{
    const struct graph_node *n = &c->graph->nodes[node];
    *ret = (struct token_place){n->op_place.file, n->op_place.line, n->op_place.column};
    return n->op_place.file != NO_ID;
}

static struct cet_mutants_change computed_with(enum operator_token changed)
{
    if (changed == OP_LOGICAL_AND || changed == OP_LOGICAL_OR)
        return (struct cet_mutants_change){.how = CET_CHANGE_CONNECTOR};
    return (struct cet_mutants_change){.how = CET_CHANGE_OPERATOR, .op = runtime_op(changed)};
}

static void add_changed_operators(struct site_draft *draft, uint32_t node)
{
    const struct chooser *c = draft->chooser;
    for (unsigned op = 0; op < MUTANT_OPERATOR_COUNT; op++) {
        enum operator_token changed = changed_operator(c->graph->nodes[node].op, (enum mutant_operator)op);
        struct edit edit;
        if (changed == OP_NONE || !operator_is_on(c, (enum mutant_operator)op))
            continue;
        if (draft->site.kind == OPERAND_FLOAT && (changed == OP_REM || draft->site.op == OP_REM))
            continue;
        if (draft->site.element_bytes && changed != OP_ADD && changed != OP_SUB)
            continue;
        if (edit_operator(c, node, changed, &edit))
            site_variant(draft, (enum mutant_operator)op, operator_token_text(changed), &edit, computed_with(changed));
        else
            refuse_in(draft, node, (enum mutant_operator)op, operator_token_text(changed));
    }
}

static void refuse_operator(struct chooser *c, uint32_t node, const char *reason)
{
    for (unsigned op = 0; op < MUTANT_OPERATOR_COUNT; op++) {
        enum operator_token changed = changed_operator(c->graph->nodes[node].op, (enum mutant_operator)op);
        if (changed != OP_NONE && operator_is_on(c, (enum mutant_operator)op))
            refuse_change(c, node, (enum mutant_operator)op, operator_token_text(changed), reason);
    }
}

uint64_t element_bytes_of(const struct chooser *c, uint32_t node)
{
    const struct fact_type *pointer = scalar_type(c, c->graph->nodes[node].type);
    const struct fact_type *element = pointer ? scalar_type(c, pointer->target) : NULL;
    if (!element || element->flags & TYPE_FLAG_VLA)
        return 0;
    return element->kind == TYPE_VOID || element->kind == TYPE_FUNCTION ? 1 : element->size_bytes;
}

/* Pointer arithmetic keeps its meaning only as pointer + int and pointer - int. The reason against it, else NULL. */
static const char *fill_operands(const struct chooser *c, uint32_t node, struct site *site)
{
    uint32_t left = graph_child(c->graph, node, 0), right = graph_child(c->graph, node, 1);
    enum operand_kind left_kind, right_kind;
    if (left == NO_ID || right == NO_ID || !operand_kind_of(c, left, &left_kind) ||
        !operand_kind_of(c, right, &right_kind))
        return "an operand is no number and no pointer";
    site->kind = (uint8_t)left_kind;
    if (site->op != OP_ADD && site->op != OP_SUB)
        return NULL;
    if (left_kind != OPERAND_POINTER && right_kind != OPERAND_POINTER)
        return NULL;
    if (left_kind != OPERAND_POINTER || right_kind == OPERAND_POINTER)
        return "the language has no other operator for these operands";
    site->element_bytes = element_bytes_of(c, left);
    site->kind = (uint8_t)right_kind; /* the sign of the index is what matters */
    return site->element_bytes ? NULL : "the size of what it points to varies";
}

static void mark_operation(struct chooser *c, uint32_t node, uint32_t site)
{
    site_mark(c, graph_child(c->graph, node, 0), site, ROLE_LEFT);
    site_mark(c, graph_child(c->graph, node, 1), site, ROLE_RIGHT);
    site_mark(c, node, site, ROLE_RESULT);
}

static bool add_relational_constant(struct site_draft *draft, uint32_t node, uint32_t how)
{
    const struct chooser *c = draft->chooser;
    enum operator_token op = c->graph->nodes[node].op;
    struct edit edit;
    const char *text = op == OP_LE || op == OP_GE || op == OP_NE ? "1" : "0";
    if (!operator_is_on(c, MUTANT_OPERATOR_RELATIONAL_CONSTANT))
        return false;
    if (!edit_expression(c, node, text, &edit)) {
        refuse_in(draft, node, MUTANT_OPERATOR_RELATIONAL_CONSTANT, text);
        return false;
    }
    site_variant(draft, MUTANT_OPERATOR_RELATIONAL_CONSTANT, text, &edit,
                 (struct cet_mutants_change){.how = how, .value = text[0] - '0'});
    return true;
}

static void choose_operator(struct chooser *c, uint32_t node, const struct token_place *place)
{
    struct site_draft draft;
    struct site operands = {.op = c->graph->nodes[node].op};
    const char *obstacle = fill_operands(c, node, &operands);
    if (obstacle) {
        refuse_operator(c, node, obstacle);
        return;
    }
    if (!site_begin(c, node, SHAPE_OPERATOR, place, &draft))
        return;
    draft.site.kind = operands.kind;
    draft.site.element_bytes = operands.element_bytes;
    add_changed_operators(&draft, node);
    if (is_relational(&c->graph->nodes[node]) && is_quiet(c, node)) {
        add_relational_constant(&draft, node, CET_CHANGE_VALUE);
        add_decision(&draft, node, CET_CHANGE_VALUE);
    }
    uint32_t site = site_end(&draft, node);
    if (site != NO_ID)
        mark_operation(c, node, site);
}

/* a() < b: 0. The operands are not evaluated. */
static void choose_relational_gate(struct chooser *c, uint32_t node, const struct token_place *place)
{
    struct site_draft draft;
    if (!is_relational(&c->graph->nodes[node]) || is_quiet(c, node) || !site_begin(c, node, SHAPE_GATE, place, &draft))
        return;
    add_relational_constant(&draft, node, CET_CHANGE_GATE);
    add_decision(&draft, node, CET_CHANGE_GATE);
    uint32_t site = site_end(&draft, node);
    if (site != NO_ID)
        site_mark(c, node, site, ROLE_GATE);
}

/* a && b: one operand alone; the other one is not evaluated. */
static bool add_operand_alone(struct site_draft *draft, uint32_t node, bool keep_left, uint32_t how)
{
    const struct chooser *c = draft->chooser;
    enum mutant_operator op = keep_left ? MUTANT_OPERATOR_LOGICAL_LEFT : MUTANT_OPERATOR_LOGICAL_RIGHT;
    struct edit edit;
    if (!operator_is_on(c, op))
        return false;
    if (!edit_to_operand(c, node, graph_child(c->graph, node, keep_left ? 0 : 1), &edit)) {
        refuse_in(draft, node, op, keep_left ? "left" : "right");
        return false;
    }
    site_variant(draft, op, keep_left ? "left" : "right", &edit,
                 (struct cet_mutants_change){.how = how, .value = c->graph->nodes[node].op == OP_LOGICAL_AND});
    return true;
}

static bool is_quiet_operand(const struct chooser *c, uint32_t node, unsigned operand)
{
    return !(c->graph->nodes[node].flags & NODE_FLAG_MACRO_BODY) &&
           expression_is_quiet(c->graph, graph_child(c->graph, node, operand));
}

static void choose_connector(struct chooser *c, uint32_t node, const struct token_place *place)
{
    struct site_draft draft;
    if (!site_begin(c, node, SHAPE_CONNECTOR, place, &draft))
        return;
    add_changed_operators(&draft, node);
    if (is_quiet_operand(c, node, 0))
        add_operand_alone(&draft, node, false, CET_CHANGE_NO_LEFT);
    if (is_quiet_operand(c, node, 1))
        add_operand_alone(&draft, node, true, CET_CHANGE_NO_RIGHT);
    uint32_t site = site_end(&draft, node);
    if (site != NO_ID)
        mark_operation(c, node, site);
}

static void choose_operand_gate(struct chooser *c, uint32_t node, const struct token_place *place, unsigned dropped)
{
    struct site_draft draft;
    if (is_quiet_operand(c, node, dropped) ||
        !site_begin(c, node, dropped ? SHAPE_GATE_RIGHT : SHAPE_GATE_LEFT, place, &draft) ||
        !add_operand_alone(&draft, node, dropped, CET_CHANGE_GATE))
        return;
    uint32_t site = site_end(&draft, node);
    if (site != NO_ID)
        site_mark(c, graph_child(c->graph, node, dropped), site, ROLE_GATE);
}

void choose_binary(struct chooser *c, uint32_t node)
{
    struct token_place place;
    enum operator_token op = c->graph->nodes[node].op;
    if (!operator_place(c, node, &place))
        return;
    if (op == OP_LOGICAL_AND || op == OP_LOGICAL_OR) {
        choose_connector(c, node, &place);
        choose_operand_gate(c, node, &place, 0);
        choose_operand_gate(c, node, &place, 1);
        return;
    }
    choose_operator(c, node, &place);
    choose_relational_gate(c, node, &place);
}

void choose_negation(struct chooser *c, uint32_t node)
{
    struct token_place place;
    struct site_draft draft;
    struct edit edit;
    if (!operator_is_on(c, MUTANT_OPERATOR_NEGATION_REMOVAL) || !operator_place(c, node, &place) ||
        !edit_negate(c, node, &edit) || !site_begin(c, node, SHAPE_RESULT, &place, &draft))
        return;
    site_variant(&draft, MUTANT_OPERATOR_NEGATION_REMOVAL, "!!", &edit,
                 (struct cet_mutants_change){.how = CET_CHANGE_NOT});
    uint32_t site = site_end(&draft, node);
    if (site != NO_ID)
        site_mark(c, node, site, ROLE_RESULT);
}
