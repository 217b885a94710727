/* What an `if`, a loop or ?: decides by. */
#include "choose.h"

static uint32_t condition_of(const struct function_graph *graph, uint32_t node)
{
    enum node_kind kind = graph->nodes[node].kind;
    uint32_t child = graph_child(graph, node, kind == NODE_DO || kind == NODE_FOR ? 1 : 0);
    return child == NO_ID || graph->nodes[child].kind == NODE_EMPTY ? NO_ID : child;
}

static bool is_loop(const struct graph_node *node)
{
    return node->kind == NODE_WHILE || node->kind == NODE_DO || node->kind == NODE_FOR;
}

static bool decides(const struct graph_node *node)
{
    return is_loop(node) || node->kind == NODE_IF || node->kind == NODE_CONDITIONAL;
}

bool is_relational(const struct graph_node *node)
{
    return node->kind == NODE_BINARY && node->op >= OP_LT && node->op <= OP_NE;
}

uint32_t decision_around(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = parent_of(graph, node);
    if (parent == NO_ID || !decides(&graph->nodes[parent]) || condition_of(graph, parent) == NO_ID ||
        graph_skip_implicit(graph, condition_of(graph, parent)) != node)
        return NO_ID;
    uint32_t macro = NODE_FLAG_MACRO_BODY | NODE_FLAG_MACRO_ARG;
    return (graph->nodes[node].flags & macro) == (graph->nodes[parent].flags & macro) ? parent : NO_ID;
}

static bool add_constant(struct site_draft *draft, uint32_t node, uint32_t around, bool value, uint32_t how)
{
    const struct chooser *c = draft->chooser;
    enum mutant_operator op = value ? MUTANT_OPERATOR_CONDITION_TRUE : MUTANT_OPERATOR_CONDITION_FALSE;
    struct edit edit;
    if (!operator_is_on(c, op) || (value && is_loop(&c->graph->nodes[around])) ||
        !edit_whole(c, node, around, value ? "1" : "0", &edit))
        return false;
    site_variant(draft, op, value ? "1" : "0", &edit, (struct cet_mutants_change){.how = how, .value = value});
    return true;
}

/* The constant that relational-constant does not make of it. */
bool add_decision(struct site_draft *draft, uint32_t node, uint32_t how)
{
    const struct function_graph *graph = draft->chooser->graph;
    uint32_t around = decision_around(graph, node);
    enum operator_token op = graph->nodes[node].op;
    return around != NO_ID && add_constant(draft, node, around, op == OP_LT || op == OP_GT || op == OP_EQ, how);
}

static void choose_inversion(struct chooser *c, uint32_t condition, uint32_t around, bool is_quiet)
{
    uint32_t written = graph_skip_implicit(c->graph, condition);
    struct site_draft draft;
    struct edit edit;
    if (!edit_wrap(c, written, around, "!(", ")", &edit) ||
        !site_begin_at(c, written, SHAPE_CONDITION, &edit.range, &draft))
        return;
    bool is_inverted = c->graph->nodes[written].kind == NODE_UNARY && c->graph->nodes[written].op == OP_NOT;
    if (operator_is_on(c, MUTANT_OPERATOR_NEGATION_INSERTION) && !is_inverted)
        site_variant(&draft, MUTANT_OPERATOR_NEGATION_INSERTION, "!", &edit,
                     (struct cet_mutants_change){.how = CET_CHANGE_NOT});
    for (int value = 0; is_quiet && value <= 1; value++)
        add_constant(&draft, written, around, value, CET_CHANGE_VALUE);
    uint32_t site = site_end(&draft, written);
    if (site != NO_ID)
        site_mark(c, condition, site, ROLE_RESULT);
}

static void choose_gate(struct chooser *c, uint32_t condition, uint32_t around)
{
    uint32_t written = graph_skip_implicit(c->graph, condition);
    struct site_draft draft;
    struct edit edit;
    if (!edit_whole(c, written, around, "0", &edit) ||
        !site_begin_at(c, written, SHAPE_CONDITION_GATE, &edit.range, &draft))
        return;
    for (int value = 0; value <= 1; value++)
        add_constant(&draft, written, around, value, CET_CHANGE_GATE);
    uint32_t site = site_end(&draft, written);
    if (site != NO_ID)
        site_mark(c, condition, site, ROLE_GATE);
}

static void refuse_condition(struct chooser *c, uint32_t node, bool is_loop_condition, const char *reason)
{
    if (operator_is_on(c, MUTANT_OPERATOR_NEGATION_INSERTION))
        refuse_change(c, node, MUTANT_OPERATOR_NEGATION_INSERTION, "!", reason);
    if (operator_is_on(c, MUTANT_OPERATOR_CONDITION_TRUE) && !is_loop_condition)
        refuse_change(c, node, MUTANT_OPERATOR_CONDITION_TRUE, "1", reason);
    if (operator_is_on(c, MUTANT_OPERATOR_CONDITION_FALSE))
        refuse_change(c, node, MUTANT_OPERATOR_CONDITION_FALSE, "0", reason);
}

void choose_condition(struct chooser *c, uint32_t node)
{
    uint32_t condition = condition_of(c->graph, node);
    if (condition == NO_ID)
        return;
    uint32_t written = graph_skip_implicit(c->graph, condition);
    const struct graph_node *root = &c->graph->nodes[written];
    if (root->kind == NODE_INT_LITERAL || (root->flags & NODE_FLAG_HAS_VALUE) ||
        (is_relational(root) && decision_around(c->graph, written) == node))
        return;
    if (!text_of_node(c, written, node)) {
        refuse_condition(c, written, is_loop(&c->graph->nodes[node]), SPREAD_TEXT);
        return;
    }
    if (c->graph->nodes[node].kind == NODE_CONDITIONAL &&
        c->graph->nodes[graph_child(c->graph, node, 1)].kind == NODE_EMPTY) {
        refuse_condition(c, written, false, "the value of the condition is used too");
        return;
    }
    bool is_quiet = whole_is_quiet(c, written, node);
    choose_inversion(c, condition, node, is_quiet);
    if (!is_quiet)
        choose_gate(c, condition, node);
}
