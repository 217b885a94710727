/* A chain of else if that compares one value with constants, by == or by strcmp: what a switch or a table says better.
 */
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "pass.h"

#define MAX_COMPARISONS 64 /* of one condition; a longer one is not looked at */
#define LINKS_OF_A_CHAIN 3 /* fewer are no chain, however much each compares */

enum comparison_kind { COMPARES_NOTHING, COMPARES_NUMBER, COMPARES_TEXT };

/* What the conditions of a chain have in common. */
struct chain {
    const struct facts *facts;
    const struct fact_function *function;
    const struct function_graph *graph;
    enum comparison_kind kind;
    uint32_t subject; /* node that stands for the value in its first comparison */
    uint32_t comparisons, links;
};

static bool is_text_comparison(const struct fact_function *callee)
{
    static const char *const names[] = {"strcmp", "strcasecmp", "strncmp", "strncasecmp", "stricmp", "strcoll"};
    for (size_t i = 0; callee && i < ARRAY_LENGTH(names); i++)
        if (!strcmp(callee->name, names[i]))
            return true;
    return false;
}

/* The call below `== 0` or `!`, NO_ID when node is neither. */
static uint32_t tested_for_zero(const struct function_graph *graph, uint32_t node)
{
    const struct graph_node *n = &graph->nodes[node];
    int64_t value;
    if (n->kind == NODE_UNARY && n->op == OP_NOT)
        return graph_skip_casts(graph, graph_child(graph, node, 0));
    if (n->kind != NODE_BINARY || n->op != OP_EQ)
        return NO_ID;
    for (uint32_t side = 0; side < 2; side++)
        if (constant_value(graph, graph_child(graph, node, 1 - side), &value) && value == 0)
            return graph_skip_casts(graph, graph_child(graph, node, side));
    return NO_ID;
}

static bool is_literal_text(const struct function_graph *graph, uint32_t node)
{
    node = graph_skip_casts(graph, node);
    return node != NO_ID && graph->nodes[node].kind == NODE_STRING_LITERAL;
}

static enum comparison_kind read_text_comparison(const struct chain *chain, uint32_t node, uint32_t *ret_subject)
{
    const struct function_graph *graph = chain->graph;
    uint32_t call = tested_for_zero(graph, node);
    if (call == NO_ID || !is_text_comparison(called_function(chain->facts, graph, call)))
        return COMPARES_NOTHING;
    uint32_t left = graph_child(graph, call, 1), right = graph_child(graph, call, 2);
    if (is_literal_text(graph, left) == is_literal_text(graph, right))
        return COMPARES_NOTHING;
    *ret_subject = is_literal_text(graph, left) ? right : left;
    return COMPARES_TEXT;
}

static bool is_integer(const struct chain *chain, uint32_t node)
{
    uint32_t type = facts_resolve_type(chain->facts, chain->graph->nodes[node].type);
    if (type >= chain->facts->type_count)
        return false;
    uint8_t kind = chain->facts->types[type].kind;
    return kind == TYPE_INT || kind == TYPE_ENUM;
}

static enum comparison_kind read_number_comparison(const struct chain *chain, uint32_t node, uint32_t *ret_subject)
{
    const struct function_graph *graph = chain->graph;
    if (graph->nodes[node].kind != NODE_BINARY || graph->nodes[node].op != OP_EQ)
        return COMPARES_NOTHING;
    uint32_t left = graph_child(graph, node, 0), right = graph_child(graph, node, 1);
    int64_t value;
    bool is_left_constant = constant_value(graph, left, &value);
    uint32_t subject = is_left_constant ? right : left;
    if (subject == NO_ID || !is_integer(chain, subject) || is_left_constant == constant_value(graph, right, &value))
        return COMPARES_NOTHING;
    *ret_subject = subject;
    return COMPARES_NUMBER;
}

static enum comparison_kind read_comparison(const struct chain *chain, uint32_t node, uint32_t *ret_subject)
{
    enum comparison_kind kind = read_text_comparison(chain, node, ret_subject);
    return kind == COMPARES_NOTHING ? read_number_comparison(chain, node, ret_subject) : kind;
}

/* How many comparisons of the chain's value the condition is made of, joined by ||; 0: it asks something else. */
static uint32_t count_comparisons(struct chain *chain, uint32_t condition)
{
    uint32_t waiting[MAX_COMPARISONS] = {condition};
    uint32_t waiting_count = 1, found = 0;
    struct chain tried = *chain;
    while (waiting_count) {
        uint32_t node = graph_skip_implicit(chain->graph, waiting[--waiting_count]);
        if (node == NO_ID)
            return 0;
        if (chain->graph->nodes[node].kind == NODE_BINARY && chain->graph->nodes[node].op == OP_LOGICAL_OR) {
            if (waiting_count + 2 > MAX_COMPARISONS)
                return 0;
            waiting[waiting_count++] = graph_child(chain->graph, node, 1);
            waiting[waiting_count++] = graph_child(chain->graph, node, 0);
            continue;
        }
        uint32_t subject = NO_ID;
        enum comparison_kind kind = read_comparison(chain, node, &subject);
        if (tried.kind == COMPARES_NOTHING) {
            tried.kind = kind;
            tried.subject = subject;
        }
        if (kind == COMPARES_NOTHING || kind != tried.kind || !is_same_place(chain->graph, subject, tried.subject))
            return 0;
        found++;
    }
    chain->kind = tried.kind;
    chain->subject = tried.subject;
    return found;
}

static const char *member_name(const struct chain *chain, const struct graph_node *member)
{
    const struct facts *facts = chain->facts;
    uint32_t base = chain->graph->children[member->first_child];
    uint32_t record = facts_resolve_type(facts, chain->graph->nodes[base].type);
    if (record < facts->type_count && member->op == OP_ARROW)
        record = facts_resolve_type(facts, facts->types[record].target);
    bool is_known = record < facts->type_count && member->symbol < facts->types[record].field_count;
    return is_known ? facts->types[record].fields[member->symbol].name : "the value";
}

/* The variable or field that the value is kept in. */
static const char *name_of(const struct chain *chain, uint32_t node)
{
    const struct function_graph *graph = chain->graph;
    for (node = graph_skip_casts(graph, node); node != NO_ID;
         node = graph_skip_casts(graph, graph_child(graph, node, 0)))
        if (graph->nodes[node].kind != NODE_UNARY && graph->nodes[node].kind != NODE_SUBSCRIPT)
            break;
    if (node == NO_ID)
        return "the value";
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind == NODE_PARAM && n->symbol < chain->function->param_count)
        return chain->function->params[n->symbol].name;
    if (n->kind == NODE_LOCAL && n->symbol < chain->graph->local_count)
        return chain->graph->locals[n->symbol].name;
    if (n->kind == NODE_GLOBAL && n->symbol < chain->facts->global_count)
        return chain->facts->globals[n->symbol].name;
    return n->kind == NODE_MEMBER ? member_name(chain, n) : "the value";
}

static void report(struct check_pass *pass, const struct chain *chain, uint32_t first)
{
    struct source_range range = chain->graph->nodes[first].range;
    range.end_line = range.line;
    range.end_column = range.column + (uint32_t)strlen("if");
    check_report(pass, &(struct check_place){.function = chain->function, .range = range},
                 chain->kind == COMPARES_NUMBER
                     ? "'%s' is compared with %u constants by a chain of %u else if; a switch says that"
                     : "'%s' is compared with %u texts by a chain of %u else if; search a table of the texts",
                 name_of(chain, chain->subject), chain->comparisons, chain->links);
}

static void end_chain(struct check_pass *pass, struct chain *chain, uint32_t first)
{
    if (chain->links >= LINKS_OF_A_CHAIN && chain->comparisons > pass->thresholds->else_ifs)
        report(pass, chain, first);
    chain->kind = COMPARES_NOTHING;
    chain->links = chain->comparisons = 0;
}

/* Each run of links in the chain that begins at node. */
static void look_at_chain(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    struct chain chain = {.facts = pass->facts, .function = function, .graph = graph};
    uint32_t first = node;
    while (node != NO_ID && graph->nodes[node].kind == NODE_IF) {
        uint32_t comparisons = count_comparisons(&chain, graph_child(graph, node, 0));
        if (!comparisons) {
            end_chain(pass, &chain, first);
            comparisons = count_comparisons(&chain, graph_child(graph, node, 0));
        }
        if (comparisons) {
            first = chain.links ? first : node;
            chain.links++;
            chain.comparisons += comparisons;
        }
        node = graph_child(graph, node, 2);
    }
    end_chain(pass, &chain, first);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        if (node->kind != NODE_IF || node->flags & NODE_FLAG_MACRO_BODY)
            continue;
        bool continues = node->parent != NO_ID && graph->nodes[node->parent].kind == NODE_IF &&
                         graph_child(graph, node->parent, 2) == i;
        if (!continues)
            look_at_chain(pass, function, i);
    }
}

void check_else_if_chain(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
