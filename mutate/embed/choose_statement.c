/* Statements that are left out. */
#include <string.h>

#include "choose.h"

static bool is_last_child(const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *parent = &graph->nodes[graph->nodes[node].parent];
    return parent->child_count && graph->children[parent->first_child + parent->child_count - 1] == node;
}

bool is_statement(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    if (parent == NO_ID)
        return false;
    switch (graph->nodes[parent].kind) {
    case NODE_COMPOUND:
        return !is_last_child(graph, node) || graph->nodes[parent].parent == NO_ID ||
               graph->nodes[graph->nodes[parent].parent].kind != NODE_STATEMENT_EXPR;
    case NODE_IF:
    case NODE_WHILE:
    case NODE_SWITCH:
        return graph_child(graph, parent, 0) != node;
    case NODE_DO:
    case NODE_FOR:
        return graph_child(graph, parent, 1) != node;
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_LABEL:
        return is_last_child(graph, node);
    default:
        return false;
    }
}

static bool is_wanted_expression(const struct chooser *c, uint32_t node)
{
    const struct graph_node *n = &c->graph->nodes[node];
    return n->type != NO_ID && n->kind != NODE_STATEMENT_EXPR && !expression_is_quiet(c->graph, node) &&
           (n->kind == NODE_CALL || !(n->flags & NODE_FLAG_SYSTEM));
}

static bool is_void(const struct chooser *c, uint32_t node)
{
    const struct fact_type *type = scalar_type(c, c->graph->nodes[node].type);
    return type && type->kind == TYPE_VOID;
}

static bool jumps_to(const struct function_graph *graph, const struct graph_node *label, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        const struct graph_node *node = &graph->nodes[i];
        if (node->kind == NODE_GOTO && (!node->text || strcmp(node->text, label->text) == 0))
            return true;
    }
    return false;
}

/* Why the statement cannot be left out as text, NULL: it can. */
static const char *block_obstacle(const struct function_graph *graph, uint32_t node)
{
    uint32_t end = graph->nodes[node].subtree_end, inner_switch = node;
    for (uint32_t i = node; i < end; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (n->kind == NODE_SWITCH && i >= inner_switch)
            inner_switch = n->subtree_end;
        if ((n->kind == NODE_CASE || n->kind == NODE_DEFAULT) && i >= inner_switch)
            return "a case label of the switch around it stands inside";
        if (n->kind == NODE_LABEL && (jumps_to(graph, n, 0, node) || jumps_to(graph, n, end, graph->node_count)))
            return "a label inside is jumped to from outside";
    }
    return NULL;
}

static bool statement_operator(const struct chooser *c, uint32_t node, enum mutant_operator *ret)
{
    const struct graph_node *n = &c->graph->nodes[node];
    switch (n->kind) {
    case NODE_IF:
    case NODE_WHILE:
    case NODE_DO:
    case NODE_FOR:
    case NODE_SWITCH:
        *ret = MUTANT_OPERATOR_STATEMENT_BLOCK;
        return !(n->flags & NODE_FLAG_SYSTEM);
    case NODE_RETURN:
        *ret = MUTANT_OPERATOR_STATEMENT_DELETION;
        return n->child_count == 0;
    case NODE_CALL:
        *ret = is_void(c, node) ? MUTANT_OPERATOR_CALL_REMOVAL : MUTANT_OPERATOR_STATEMENT_DELETION;
        return true;
    default:
        *ret = MUTANT_OPERATOR_STATEMENT_DELETION;
        return is_wanted_expression(c, node);
    }
}

static void leave_out(struct chooser *c, uint32_t node, enum mutant_operator op, const struct edit *edit)
{
    struct site_draft draft;
    if (!site_begin_at(c, node, SHAPE_STATEMENT, &edit->range, &draft))
        return;
    site_variant(&draft, op, ";", edit, (struct cet_mutants_change){.how = CET_CHANGE_GATE});
    uint32_t site = site_end(&draft, node);
    if (site != NO_ID)
        site_mark(c, node, site, ROLE_STATEMENT);
}

void choose_statement(struct chooser *c, uint32_t node)
{
    enum mutant_operator op;
    struct edit edit;
    if (!is_statement(c->graph, node) || !statement_operator(c, node, &op) || !operator_is_on(c, op))
        return;
    const char *obstacle = block_obstacle(c->graph, node);
    if (obstacle)
        refuse_change(c, node, op, ";", obstacle);
    else if (edit_statement(c, node, &edit))
        leave_out(c, node, op, &edit);
    else
        refuse_change(c, node, op, ";", SPREAD_TEXT);
}

/* `break;` at the end of a case: what follows runs too. */
void choose_jump(struct chooser *c, uint32_t node)
{
    enum mutant_operator op =
        c->graph->nodes[node].kind == NODE_BREAK ? MUTANT_OPERATOR_BREAK_REMOVAL : MUTANT_OPERATOR_CONTINUE_REMOVAL;
    struct edit edit;
    if (!operator_is_on(c, op))
        return;
    if (edit_statement(c, node, &edit))
        leave_out(c, node, op, &edit);
    else
        refuse_change(c, node, op, ";", SPREAD_TEXT);
}

static const char *zero_of(const struct chooser *c, uint32_t node, const struct fact_type *type, const char *text)
{
    enum node_kind around = c->graph->nodes[parent_of(c->graph, node)].kind;
    bool is_long = type->size_bytes == 8;
    if (around == NODE_RETURN || around == NODE_DECLARE)
        return "0"; /* it is converted */
    if (type->kind == TYPE_BOOL || (type->kind == TYPE_INT && type->size_bytes < 4))
        return "0";
    if (type->kind == TYPE_INT && type->size_bytes <= 8)
        return type->flags & TYPE_FLAG_SIGNED ? (is_long ? "0l" : "0") : is_long ? "0ul" : "0u";
    return arena_printf(&c->unit->arena, "((__typeof__(%s))0)", text);
}

static bool is_scalar(const struct fact_type *type)
{
    return type->kind == TYPE_INT || type->kind == TYPE_BOOL || type->kind == TYPE_POINTER || type->kind == TYPE_FLOAT;
}

static void choose_void_call(struct chooser *c, uint32_t node)
{
    uint32_t parent = parent_of(c->graph, node);
    struct edit edit;
    if (!operator_is_on(c, MUTANT_OPERATOR_CALL_REMOVAL))
        return;
    if (edit_whole(c, node, parent, "((void)0)", &edit))
        leave_out(c, node, MUTANT_OPERATOR_CALL_REMOVAL, &edit);
    else
        refuse_change(c, node, MUTANT_OPERATOR_CALL_REMOVAL, "((void)0)", SPREAD_TEXT);
}

/* The result of a call that is not made. */
static void choose_result(struct chooser *c, uint32_t node, const struct fact_type *type)
{
    uint32_t parent = parent_of(c->graph, node);
    const char *text = text_of_node(c, node, parent);
    struct site_draft draft;
    struct edit edit;
    if (!is_scalar(type)) {
        refuse_change(c, node, MUTANT_OPERATOR_CALL_ZERO, "0", "the value is no number and no pointer");
        return;
    }
    if (!text || !edit_whole(c, node, parent, zero_of(c, node, type, text), &edit)) {
        refuse_change(c, node, MUTANT_OPERATOR_CALL_ZERO, "0", SPREAD_TEXT);
        return;
    }
    if (!site_begin_at(c, node, SHAPE_CALL_GATE, &edit.range, &draft))
        return;
    site_variant(&draft, MUTANT_OPERATOR_CALL_ZERO, "0", &edit, (struct cet_mutants_change){.how = CET_CHANGE_GATE});
    uint32_t site = site_end(&draft, node);
    if (site != NO_ID)
        site_mark(c, node, site, ROLE_GATE);
}

/* Where another operator makes the same edit. */
static bool is_changed_whole(const struct chooser *c, uint32_t node)
{
    uint32_t parent = parent_of(c->graph, node);
    switch (c->graph->nodes[parent].kind) {
    case NODE_RETURN:
        return operator_is_on(c, MUTANT_OPERATOR_RETURN_ZERO);
    case NODE_DECLARE:
        return operator_is_on(c, MUTANT_OPERATOR_INITIALISER_ZERO);
    default:
        return operator_is_on(c, MUTANT_OPERATOR_CONDITION_FALSE) && decision_around(c->graph, node) != NO_ID;
    }
}

void choose_call(struct chooser *c, uint32_t node)
{
    const struct graph_node *n = &c->graph->nodes[node];
    const struct fact_type *type = scalar_type(c, n->type);
    if (!type || is_statement(c->graph, node))
        return;
    if (type->kind == TYPE_VOID)
        choose_void_call(c, node);
    else if (!(n->flags & NODE_FLAG_CAST_TO_VOID) && operator_is_on(c, MUTANT_OPERATOR_CALL_ZERO) &&
             !is_changed_whole(c, node))
        choose_result(c, node, type);
}
