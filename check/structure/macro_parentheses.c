/* A macro whose parameter, or whose whole body, stands next to an operator without parentheses: `#define TWICE(x) 2 *
 * x`.
 *
 * That is a matter of care, and so a refactoring. It is a warning where a use of the macro really goes wrong: the tree
 * of the expression shows an operator of the argument that took an operand out of the macro's body (TWICE(a + 1) is
 * `(2 * a) + 1`), or an operator around the call that took one out of it.
 *
 * Silent on parameters that are types, names or pieces of names (beside a name, # or ##, in a cast), on bodies that are
 * statements, types or pieces of expressions that begin or end in an operator. */
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "macro_tokens.h"
#include "pass.h"

#define BINARY_OPERATORS "* / % + - << >> < > <= >= == != & | ^ && || ?"
#define PREFIX_OPERATORS "! ~"
#define POSTFIX_OPERATORS "[ ++ --" /* of `->` and `.` hardly any argument would compile that is torn */
#define STATEMENT_TOKENS                                                                                               \
    "; { } = += -= *= /= %= &= |= ^= <<= >>= , ... # ## if else for while do switch case default return goto break "   \
    "continue const volatile static extern inline register typedef struct union enum void char short int long float "  \
    "double signed unsigned _Bool bool restrict __attribute__ __asm__ asm __extension__ _Pragma __typeof__ typeof"

/* --- The text of the macro --- */

static bool is_operand_end(const struct macro_token *token)
{
    return macro_token_is_one_of(token, ") ]") || macro_token_is_name(token) ||
           strchr("0123456789\"'.", token->text[0]);
}

static bool is_beside(const struct macro_tokens *tokens, size_t i, const char *words)
{
    return (i > 0 && macro_token_is_one_of(&tokens->items[i - 1], words)) ||
           (i + 1 < tokens->count && macro_token_is_one_of(&tokens->items[i + 1], words));
}

/* A place at which the parameter cannot be an expression: then it is none anywhere. */
static bool is_no_expression_at(const struct macro_tokens *tokens, size_t i)
{
    if (is_beside(tokens, i, "# ##"))
        return true;
    const struct macro_token *before = i > 0 ? &tokens->items[i - 1] : NULL;
    const struct macro_token *behind = i + 1 < tokens->count ? &tokens->items[i + 1] : NULL;
    if (behind && (macro_token_is_name(behind) || macro_token_is(behind, "{") || macro_token_is(behind, "(")))
        return true;
    if (before && (macro_token_is_one_of(before, ". -> struct union enum goto") ||
                   (macro_token_is_name(before) && !macro_token_is_one_of(before, "return case else do sizeof"))))
        return true;
    if (behind && macro_token_is(behind, "*") && i + 3 < tokens->count && macro_token_is_name(&tokens->items[i + 2]) &&
        macro_token_is_one_of(&tokens->items[i + 3], "= ; ,"))
        return true; /* T *name = */
    if (before && behind && macro_token_is(before, "(") && i + 2 < tokens->count) {
        if (macro_token_is(behind, "*") && macro_token_is_one_of(&tokens->items[i + 2], ") * ,"))
            return true; /* (T *) */
        const struct macro_token *cast = &tokens->items[i + 2];
        if (macro_token_is(behind, ")") && (i < 2 || !macro_token_is_name(&tokens->items[i - 2])) &&
            (macro_token_is_name(cast) || macro_token_is(cast, "(")))
            return true; /* (T)x */
    }
    return false;
}

/* The token before i is an operator that would take its operand out of the argument. */
static bool binds_from_left(const struct macro_tokens *tokens, size_t i)
{
    if (i == 0)
        return false;
    const struct macro_token *before = &tokens->items[i - 1];
    if (macro_token_is_one_of(before, PREFIX_OPERATORS))
        return true;
    if (!macro_token_is_one_of(before, BINARY_OPERATORS) || macro_token_is(before, "?"))
        return false;
    /* `& x` and `* x` at the beginning are unary, and what they are given is an lvalue or a pointer's name. */
    return i >= 2 && is_operand_end(&tokens->items[i - 2]) &&
           !(tokens->items[i - 2].param != NO_ID && is_no_expression_at(tokens, i - 2));
}

static bool binds_from_right(const struct macro_tokens *tokens, size_t i)
{
    if (i + 1 >= tokens->count)
        return false;
    const struct macro_token *behind = &tokens->items[i + 1];
    if (macro_token_is(behind, "*") || macro_token_is(behind, "&")) /* `T *`, `T * name`, or a product */
        return i + 2 < tokens->count && is_operand_end(&tokens->items[i + 2]) &&
               !macro_token_is_one_of(&tokens->items[i + 2], ") ]");
    return macro_token_is_one_of(behind, BINARY_OPERATORS) || macro_token_is_one_of(behind, POSTFIX_OPERATORS);
}

static bool is_expression_param(const struct macro_tokens *tokens, uint32_t param)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->items[i].param == param && is_no_expression_at(tokens, i))
            return false;
    return true;
}

/* The first parameter that stands open, NO_ID: none. */
static uint32_t find_open_param(const struct fact_macro *macro, const struct macro_tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++) {
        uint32_t param = tokens->items[i].param;
        if (param != NO_ID && strcmp(macro->params[param], "__VA_ARGS__") != 0 &&
            (binds_from_left(tokens, i) || binds_from_right(tokens, i)) && is_expression_param(tokens, param))
            return param;
    }
    return NO_ID;
}

/* `( T ) - x`, `( T ) * p`: what looks like an operand is a cast. */
static bool is_cast_before(const struct macro_tokens *tokens, size_t i)
{
    if (i < 3 || !macro_token_is(&tokens->items[i - 1], ")") || !macro_token_is_one_of(&tokens->items[i], "- + * &"))
        return false;
    size_t open = i - 2;
    while (open > 0 && !macro_token_is_one_of(&tokens->items[open], "( )"))
        open--;
    bool is_alone = open == 0 || !is_operand_end(&tokens->items[open - 1]);
    return is_alone && macro_token_is(&tokens->items[open], "(") && tokens->items[open + 1].param == NO_ID &&
           macro_token_is_name(&tokens->items[open + 1]) &&
           (open + 3 == i || macro_token_is_name(&tokens->items[open + 2]) ||
            macro_token_is(&tokens->items[open + 2], "*"));
}

/* An operator that no parentheses of the body hold. */
static bool has_open_operator(const struct macro_tokens *tokens)
{
    unsigned depth = 0;
    bool is_found = false;
    if (!tokens->count || !is_operand_end(&tokens->items[tokens->count - 1]))
        return false;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct macro_token *token = &tokens->items[i];
        if (macro_token_is_one_of(token, STATEMENT_TOKENS) && (depth == 0 || !macro_token_is(token, ",")))
            return false;
        if (macro_token_is_one_of(token, "( ["))
            depth++;
        else if (macro_token_is_one_of(token, ") ]") && depth-- == 0)
            return false;
        else if (depth == 0 && macro_token_is_one_of(token, BINARY_OPERATORS)) {
            if (i == 0 && macro_token_is_one_of(token, "* / % << >> < > <= >= == != | ^ && || ?"))
                return false; /* a piece that is meant to follow an operand */
            is_found |= i > 0 && is_operand_end(&tokens->items[i - 1]) && !is_cast_before(tokens, i);
        }
    }
    return is_found && depth == 0;
}

static void look_at_macro(struct check_pass *pass, const struct fact_macro *macro)
{
    struct macro_tokens tokens;
    if (macro->is_system || macro->range.line == 0)
        return;
    macro_tokens_read(macro, &tokens);
    uint32_t param = macro->is_function_like ? find_open_param(macro, &tokens) : NO_ID;
    struct check_place place = {.level_shift = -1, .range = macro->range};
    if (param != NO_ID) {
        check_report(pass, &place,
                     "the parameter '%s' of the macro '%s' stands next to an operator; put parentheses around it",
                     macro->params[param], macro->name);
    } else if (has_open_operator(&tokens)) {
        struct source_range begin = macro->range, end = macro->range;
        begin.end_line = begin.line;
        begin.end_column = begin.column;
        end.line = end.end_line;
        end.column = end.end_column;
        place.edits[0] = (struct check_edit){begin, "("};
        place.edits[1] = (struct check_edit){end, ")"};
        check_report(pass, &place, "the body of the macro '%s' is an expression that lacks parentheses around it",
                     macro->name);
    }
}

/* --- Its uses --- */

static bool is_operator(const struct graph_node *node)
{
    switch ((enum node_kind)node->kind) {
    case NODE_BINARY:
    case NODE_UNARY:
    case NODE_CONDITIONAL:
    case NODE_MEMBER:
    case NODE_SUBSCRIPT:
        return true;
    case NODE_CAST:
        return !(node->flags & NODE_FLAG_IMPLICIT);
    default:
        return false;
    }
}

/* Taken apart or not, the result is the same: 1 + (x + 2), a && (b && c). */
static bool is_harmless(const struct graph_node *outer, const struct graph_node *inner)
{
    if (outer->kind != NODE_BINARY || inner->kind != NODE_BINARY)
        return false;
    if (inner->op == OP_ADD)
        return outer->op == OP_ADD || outer->op == OP_SUB;
    return inner->op == outer->op &&
           (inner->op == OP_MUL || inner->op == OP_BIT_AND || inner->op == OP_BIT_OR || inner->op == OP_BIT_XOR ||
            inner->op == OP_LOGICAL_AND || inner->op == OP_LOGICAL_OR);
}

static bool is_inside(struct source_place place, struct source_range range)
{
    bool is_behind_begin = place.line > range.line || (place.line == range.line && place.column >= range.column);
    bool is_before_end =
        place.line < range.end_line || (place.line == range.end_line && place.column < range.end_column);
    return place.file == range.file && place.line && is_behind_begin && is_before_end;
}

static bool is_fragment(const struct fact_macro *macro)
{
    struct macro_tokens tokens;
    macro_tokens_read(macro, &tokens);
    return !tokens.count || !is_operand_end(&tokens.items[tokens.count - 1]) ||
           macro_token_is_one_of(&tokens.items[0], "/ % << >> < > <= >= == != | ^ && || ? = + *") ||
           (tokens.count == 1 && !macro_token_is_name(&tokens.items[0]));
}

enum side { SIDE_LEFT, SIDE_RIGHT };

static bool is_postfix(const struct graph_node *node)
{
    return node->kind == NODE_MEMBER || node->kind == NODE_SUBSCRIPT || node->kind == NODE_CALL ||
           (node->kind == NODE_UNARY && (node->op == OP_POST_INC || node->op == OP_POST_DEC));
}

/* The operand that stands at the left or right edge of an expression's text, parentheses not opened; NO_ID where a
 * token of the expression's own stands there. */
static uint32_t edge_of(const struct function_graph *graph, uint32_t node, enum side side)
{
    for (uint32_t first = node; node < graph->node_count;) {
        const struct graph_node *n = &graph->nodes[node];
        if (!n->child_count || (n->flags & NODE_FLAG_PARENTHESISED && node != first))
            return node;
        bool is_prefix =
            (n->kind == NODE_UNARY && !is_postfix(n)) || (n->kind == NODE_CAST && !(n->flags & NODE_FLAG_IMPLICIT));
        if (side == SIDE_LEFT ? is_prefix : is_postfix(n))
            return NO_ID;
        bool has_two_sides = n->kind == NODE_BINARY || n->kind == NODE_CONDITIONAL;
        node = graph_child(graph, node, side == SIDE_RIGHT && has_two_sides ? n->child_count - 1 : 0);
    }
    return NO_ID;
}

struct tear {
    const struct facts *facts;
    const struct function_graph *graph;
    const struct graph_node *outer, *inner;
    uint32_t edge; /* the operand that both reach for, NO_ID: none */
};

/* An operator of the argument got an operand that the macro's body made: (2 * a) + 1. */
static bool is_argument_torn(const struct tear *tear)
{
    const struct graph_node *edge = &tear->graph->nodes[tear->edge];
    return tear->outer->flags & NODE_FLAG_MACRO_ARG && tear->inner->flags & NODE_FLAG_MACRO_BODY &&
           tear->outer->macro == tear->inner->macro && is_inside(tear->outer->op_place, tear->inner->range) &&
           edge->flags & NODE_FLAG_MACRO_ARG && !(edge->flags & NODE_FLAG_PARENTHESISED);
}

/* An operator of the body got an operand that an operator outside of the call made: (2 * a) + b of 2 * SUM(a, b). */
static bool is_body_torn(const struct tear *tear)
{
    const struct graph_node *edge = &tear->graph->nodes[tear->edge];
    return tear->outer->flags & NODE_FLAG_MACRO_BODY && !is_postfix(tear->outer) &&
           !(tear->inner->flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_MACRO_ARG | NODE_FLAG_IMPLICIT)) &&
           edge->flags & (NODE_FLAG_MACRO_ARG | NODE_FLAG_MACRO_BODY) && edge->macro == tear->outer->macro;
}

/* (double)0.0 / 0.0: cast before or behind, to the type that all of it has. */
static bool is_cast_to_own_type(const struct tear *tear)
{
    if (tear->inner->kind != NODE_CAST || tear->outer->kind != NODE_BINARY)
        return false;
    uint32_t operand = graph_child(tear->graph, (uint32_t)(tear->inner - tear->graph->nodes), 0);
    uint32_t type = facts_resolve_type(tear->facts, tear->inner->type);
    return type == facts_resolve_type(tear->facts, tear->graph->nodes[operand].type) &&
           type == facts_resolve_type(tear->facts, tear->outer->type);
}

static bool is_torn(const struct tear *tear)
{
    if (tear->inner->flags & NODE_FLAG_PARENTHESISED || !is_operator(tear->inner) || tear->edge == NO_ID ||
        is_harmless(tear->outer, tear->inner) || is_cast_to_own_type(tear) ||
        (!is_argument_torn(tear) && !is_body_torn(tear)))
        return false;
    uint32_t macro = tear->outer->macro;
    return macro < tear->facts->macro_count && !tear->facts->macros[macro].is_system &&
           !is_fragment(&tear->facts->macros[macro]);
}

static const char *operator_text(const struct graph_node *node)
{
    return node->kind == NODE_CONDITIONAL ? "?:"
           : node->kind == NODE_SUBSCRIPT ? "[]"
           : node->kind == NODE_CAST      ? "the cast"
                                          : operator_token_text(node->op);
}

static void report(struct check_pass *pass, const struct fact_function *function, const struct tear *tear)
{
    const struct fact_macro *macro = &pass->facts->macros[tear->outer->macro];
    struct check_place place = {.function = function,
                                .range = tear->outer->range,
                                .note = {macro->range, "the macro's text lacks parentheses"}};
    const char *inner = operator_text(tear->inner), *outer = operator_text(tear->outer);
    if (is_argument_torn(tear))
        check_report(pass, &place,
                     "the macro '%s' takes its argument apart: '%s' is worked out before '%s'; put parentheses around "
                     "the parameter in the macro",
                     macro->name, inner, outer);
    else
        check_report(pass, &place,
                     "the macro '%s' is taken apart here: '%s' is worked out before '%s'; put parentheses around the "
                     "body of the macro",
                     macro->name, inner, outer);
}

static void look_at_operator(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    struct tear tear = {.facts = pass->facts, .graph = graph, .outer = &graph->nodes[node]};
    for (uint32_t i = 0; i < tear.outer->child_count; i++) {
        uint32_t child = graph_skip_implicit(graph, graph_child(graph, node, i));
        if (child >= graph->node_count)
            continue;
        bool stands_left = i == 0 && (tear.outer->child_count > 1 || is_postfix(tear.outer));
        tear.inner = &graph->nodes[child];
        tear.edge = edge_of(graph, child, stands_left ? SIDE_RIGHT : SIDE_LEFT);
        if (!is_torn(&tear))
            continue;
        report(pass, function, &tear);
        return;
    }
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++) {
        const struct graph_node *node = &function->graph.nodes[i];
        if (node->flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_MACRO_ARG) && is_operator(node))
            look_at_operator(pass, function, i);
    }
}

void check_macro_parentheses(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
    if (pass->level > FINDING_REFACTORING)
        return;
    for (uint32_t i = 0; i < pass->facts->macro_count; i++)
        look_at_macro(pass, &pass->facts->macros[i]);
}
