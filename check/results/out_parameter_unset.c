/* On some paths a function sets what a parameter points to and reports success; on another it reports success and does
 * not: the caller reads what was never written.
 *
 * Looked at are pointers to numbers, pointers and records that the function only writes through as a whole, `*out = x`.
 * What is read before it is written goes both ways; handed to another function it counts as set; where it was found to
 * be NULL there is nothing to set. */
#include <stdlib.h>
#include <string.h>

#include "comparison.h"
#include "explained.h"
#include "expressions.h"
#include "pass.h"
#include "paths.h"

#define MAX_PARAMS 16
#define MAX_RETURNS 64 /* told apart in one function */

struct seen_return {
    uint32_t node;
    int64_t value;
    uint32_t unset; /* bit i: the i-th parameter is not set */
};

struct unset {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct never_returns ends;
    uint32_t candidates;         /* bit i: the i-th parameter is one that is only set */
    uint32_t stores[MAX_PARAMS]; /* a node that sets it, NO_ID: none */
    struct seen_return returns[MAX_RETURNS];
    uint32_t return_count;
    bool has_other_returns; /* of what is no constant */
};

/* The first user of a node's value, above conversions; *ret_child is what it uses. */
static uint32_t user_of(const struct function_graph *graph, uint32_t node, uint32_t *ret_child)
{
    uint32_t user = graph->nodes[node].parent;
    for (*ret_child = node; user < graph->node_count && graph->nodes[user].kind == NODE_CAST;) {
        *ret_child = user;
        user = graph->nodes[user].parent;
    }
    return user;
}

static bool is_set(const struct function_graph *graph, uint32_t pointee)
{
    uint32_t user = graph->nodes[pointee].parent;
    return user < graph->node_count && graph->nodes[user].kind == NODE_ASSIGN && graph->nodes[user].op == OP_NONE &&
           graph_child(graph, user, 0) == pointee;
}

/* Whether this use of a parameter leaves it one that is only set: *out, f(out), out == NULL, if (out). */
static bool is_plain_use(const struct function_graph *graph, uint32_t node)
{
    uint32_t child, user = user_of(graph, node, &child);
    if (user >= graph->node_count)
        return false;
    const struct graph_node *n = &graph->nodes[user];
    switch ((enum node_kind)n->kind) {
    case NODE_UNARY:
        return n->op == OP_DEREF || n->op == OP_NOT;
    case NODE_CALL:
        return graph_child(graph, user, 0) != child;
    case NODE_BINARY:
        return n->op == OP_EQ || n->op == OP_NE || n->op == OP_LOGICAL_AND || n->op == OP_LOGICAL_OR;
    case NODE_CONDITIONAL:
        return graph_child(graph, user, 0) == child;
    case NODE_IF:
    case NODE_COMPOUND:
    case NODE_SIZEOF:
        return true;
    default:
        return false;
    }
}

/* The parameter that node is the pointee of, NO_ID: of none. */
static uint32_t pointee_of(const struct function_graph *graph, uint32_t node)
{
    if (graph->nodes[node].kind != NODE_UNARY || graph->nodes[node].op != OP_DEREF)
        return NO_ID;
    uint32_t base = graph_skip_casts(graph, graph_child(graph, node, 0));
    return base < graph->node_count && graph->nodes[base].kind == NODE_PARAM && graph->nodes[base].symbol < MAX_PARAMS
               ? graph->nodes[base].symbol
               : NO_ID;
}

static bool can_be_set(const struct facts *facts, const struct fact_param *param)
{
    uint32_t type = facts_resolve_type(facts, param->type);
    if (type >= facts->type_count || facts->types[type].kind != TYPE_POINTER || param->declared_count > 1)
        return false;
    uint32_t target = facts->types[type].target, pointee = facts_resolve_type(facts, target);
    if (pointee >= facts->type_count ||
        (facts->types[target].flags | facts->types[pointee].flags) & (TYPE_FLAG_CONST | TYPE_FLAG_CHARACTER))
        return false;
    enum type_kind kind = facts->types[pointee].kind;
    return kind == TYPE_INT || kind == TYPE_BOOL || kind == TYPE_ENUM || kind == TYPE_FLOAT || kind == TYPE_POINTER ||
           kind == TYPE_STRUCT || kind == TYPE_UNION;
}

static bool mentions_param(const struct function_graph *graph, uint32_t node, uint32_t param)
{
    for (uint32_t i = node; i < graph->nodes[node].subtree_end; i++)
        if (graph->nodes[i].kind == NODE_PARAM && graph->nodes[i].symbol == param)
            return true;
    return false;
}

/* mode == FULL, flags & WANT_SIZE, is_verbose: the caller chose by a parameter whether it is set, and knows. */
static bool asks_choice(const struct function_graph *graph, uint32_t condition)
{
    for (uint32_t i = condition; i < graph->nodes[condition].subtree_end; i++) {
        if (graph->nodes[i].kind != NODE_PARAM)
            continue;
        uint32_t child, user = user_of(graph, i, &child);
        if (user >= graph->node_count || user < condition || graph->nodes[i].flags & NODE_FLAG_UNEVALUATED)
            return true; /* the whole condition */
        const struct graph_node *n = &graph->nodes[user];
        int64_t value;
        if ((n->kind == NODE_UNARY && n->op == OP_NOT) ||
            (n->kind == NODE_BINARY && (n->op == OP_BIT_AND || n->op == OP_LOGICAL_AND || n->op == OP_LOGICAL_OR)))
            return true;
        if (n->kind == NODE_BINARY && (n->op == OP_EQ || n->op == OP_NE) &&
            (constant_value(graph, graph_child(graph, user, 0), &value) ||
             constant_value(graph, graph_child(graph, user, 1), &value)))
            return true;
    }
    return false;
}

/* Whether a store stands below such a condition, other than whether its own parameter is NULL. */
static bool is_chosen(const struct function_graph *graph, uint32_t store)
{
    for (uint32_t node = store, parent = graph->nodes[node].parent; parent < graph->node_count;
         node = parent, parent = graph->nodes[node].parent) {
        uint32_t condition = graph_child(graph, parent, 0);
        if (graph->nodes[parent].kind == NODE_IF && condition != node && condition < graph->node_count &&
            !mentions_param(graph, condition, pointee_of(graph, store)) && asks_choice(graph, condition))
            return true;
    }
    return false;
}

/* Handed to a function right before it is set: what it pointed to so far was used there, or given back. */
static bool is_used_before(const struct function_graph *graph, uint32_t store, uint32_t param)
{
    uint32_t statement = graph->nodes[store].parent;
    uint32_t list = statement < graph->node_count ? graph->nodes[statement].parent : NO_ID;
    if (list >= graph->node_count || graph->nodes[list].kind != NODE_COMPOUND)
        return false;
    for (uint32_t i = 0; i < graph->nodes[list].child_count; i++) {
        uint32_t before = graph_child(graph, list, i);
        if (before >= statement)
            return false;
        if (graph->nodes[before].kind == NODE_CALL && mentions_param(graph, before, param))
            return true;
    }
    return false;
}

/* `*changed = 1;` and nothing else ever: a flag that the caller has cleared. */
static bool is_raised_flag(const struct function_graph *graph, uint32_t param)
{
    int64_t first = 0, value;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (pointee_of(graph, i) != param || !is_set(graph, i))
            continue;
        if (!constant_value(graph, graph_child(graph, graph->nodes[i].parent, 1), &value) || value == 0 ||
            (first && value != first))
            return false;
        first = value;
    }
    return first != 0;
}

static void find_candidates(struct unset *check)
{
    const struct function_graph *graph = check->graph;
    uint32_t count = check->function->param_count < MAX_PARAMS ? check->function->param_count : MAX_PARAMS;
    check->candidates = 0;
    for (uint32_t i = 0; i < count; i++) {
        check->stores[i] = NO_ID;
        if (can_be_set(check->pass->facts, &check->function->params[i]))
            check->candidates |= 1u << i;
    }
    for (uint32_t i = 0; check->candidates && i < graph->node_count; i++) {
        uint32_t set = pointee_of(graph, i);
        if (set < count && is_set(graph, i)) {
            check->stores[set] = i;
            if (is_chosen(graph, i) || is_used_before(graph, i, set))
                check->candidates &= ~(1u << set);
        }
        const struct graph_node *n = &graph->nodes[i];
        if (n->kind == NODE_PARAM && n->symbol < count && !is_plain_use(graph, i))
            check->candidates &= ~(1u << n->symbol);
    }
    for (uint32_t i = 0; i < count; i++)
        if (check->stores[i] == NO_ID || is_raised_flag(graph, i))
            check->candidates &= ~(1u << i);
}

static void see_return(struct path_walk *walk, const struct path *path, uint32_t node)
{
    struct unset *check = walk->context;
    struct seen_return seen = {.node = node, .unset = path->marks};
    if (!walk->is_last_round)
        return;
    if (!path_value(walk, path, graph_child(walk->graph, node, 0), &seen.value)) {
        check->has_other_returns = true;
        return;
    }
    for (uint32_t i = 0; i < check->return_count; i++)
        if (!memcmp(&check->returns[i], &seen, sizeof seen))
            return;
    if (check->return_count < MAX_RETURNS)
        check->returns[check->return_count++] = seen;
}

static void visit(struct path_walk *walk, struct path *path, uint32_t node)
{
    struct unset *check = walk->context;
    const struct function_graph *graph = walk->graph;
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind == NODE_RETURN) {
        see_return(walk, path, node);
    } else if (n->kind == NODE_ASSIGN) {
        uint32_t target = graph_child(graph, node, 0);
        uint32_t set = target < graph->node_count && n->op == OP_NONE ? pointee_of(graph, target) : NO_ID;
        if (set != NO_ID)
            path->marks &= ~(1u << set);
    } else if (n->kind == NODE_CALL) {
        for (uint32_t i = 1; i < n->child_count; i++) {
            uint32_t argument = graph_skip_casts(graph, graph_child(graph, node, i));
            if (argument < graph->node_count && graph->nodes[argument].kind == NODE_PARAM &&
                graph->nodes[argument].symbol < MAX_PARAMS)
                path->marks &= ~(1u << graph->nodes[argument].symbol);
        }
    } else if (n->kind == NODE_UNARY) {
        uint32_t read = pointee_of(graph, node);
        if (read != NO_ID && path->marks & 1u << read && !is_set(graph, node))
            check->candidates &= ~(1u << read);
    }
}

/* if (out): where it is NULL nothing need be set. */
static void branch(struct path_walk *walk, struct path *path, uint32_t condition, bool is_true)
{
    struct comparison comparison;
    if (!comparison_read(walk->facts, walk->graph, condition, is_true, &comparison))
        return;
    uint32_t operand = graph_skip_casts(walk->graph, comparison.operand);
    if (operand < walk->graph->node_count && walk->graph->nodes[operand].kind == NODE_PARAM &&
        walk->graph->nodes[operand].symbol < MAX_PARAMS && comparison_allows(&comparison, 0) &&
        !comparison_allows(&comparison, 1))
        path->marks &= ~(1u << walk->graph->nodes[operand].symbol);
}

struct tally {
    bool is_set, is_unset; /* on some path with the value */
    bool others_set;       /* on some path with another value */
    bool has_others, has_negative;
};

static struct tally count_returns(const struct unset *check, uint32_t param, int64_t value)
{
    struct tally tally = {.has_others = check->has_other_returns};
    for (uint32_t i = 0; i < check->return_count; i++) {
        const struct seen_return *seen = &check->returns[i];
        bool is_set = !(seen->unset & 1u << param);
        tally.is_set |= seen->value == value && is_set;
        tally.is_unset |= seen->value == value && !is_set;
        tally.others_set |= seen->value != value && is_set;
        tally.has_others |= seen->value != value;
        tally.has_negative |= seen->value < 0;
    }
    return tally;
}

/* Whether the value stands for success: true; 0 of an enum; what is not negative where others are; else the one value
 * with which the parameter is set at all. */
static bool is_success(const struct unset *check, int64_t value, const struct tally *tally)
{
    const struct facts *facts = check->pass->facts;
    uint32_t type = facts_resolve_type(facts, check->function->result_type);
    if (type >= facts->type_count || !tally->has_others)
        return false;
    switch ((enum type_kind)facts->types[type].kind) {
    case TYPE_BOOL:
        return value != 0 && !tally->others_set;
    case TYPE_ENUM:
        return value == 0 && !tally->others_set;
    case TYPE_INT:
        return tally->has_negative ? value >= 0 : !tally->others_set;
    default:
        return false;
    }
}

static void report(struct unset *check, uint32_t param, const struct seen_return *seen)
{
    const struct graph_node *nodes = check->graph->nodes;
    const char *name = check->function->params[param].name;
    if (is_explained(check->pass->facts, nodes[seen->node].range))
        return;
    check_report(
        check->pass,
        &(struct check_place){
            .function = check->function,
            .range = nodes[seen->node].range,
            .note = {nodes[check->stores[param]].range, arena_printf(check->pass->arena, "'*%s' is set here", name)}},
        "'%s' returns %lld here without having set '*%s', which it has set elsewhere when it returns that; set it on "
        "every path to success, or return a failure",
        check->function->name, (long long)seen->value, name);
}

static void report_param(struct unset *check, uint32_t param)
{
    for (uint32_t i = 0; i < check->return_count; i++) {
        const struct seen_return *seen = &check->returns[i];
        struct tally tally = count_returns(check, param, seen->value);
        if (seen->unset & 1u << param && tally.is_set && is_success(check, seen->value, &tally)) {
            report(check, param, seen);
            return;
        }
    }
}

static void look_at_function(struct unset *check)
{
    find_candidates(check);
    if (!check->candidates)
        return;
    check->return_count = 0;
    check->has_other_returns = false;
    struct path_walk walk = {.facts = check->pass->facts,
                             .graph = check->graph,
                             .context = check,
                             .start = check->candidates,
                             .ends = &check->ends,
                             .visit = visit,
                             .branch = branch};
    if (!paths_walk(&walk) || check->return_count == MAX_RETURNS)
        return;
    for (uint32_t i = 0; i < MAX_PARAMS; i++)
        if (check->candidates & 1u << i)
            report_param(check, i);
}

static bool returns_success(const struct facts *facts, const struct fact_function *function)
{
    uint32_t type = facts_resolve_type(facts, function->result_type);
    return type < facts->type_count && (facts->types[type].kind == TYPE_INT || facts->types[type].kind == TYPE_BOOL ||
                                        facts->types[type].kind == TYPE_ENUM);
}

void check_out_parameter_unset(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct unset check = {.pass = pass, .ends = {.facts = facts}};
    for (uint32_t f = 0; f < facts->function_count; f++) {
        check.function = &facts->functions[f];
        check.graph = &check.function->graph;
        if (check.function->is_defined && returns_success(facts, check.function))
            look_at_function(&check);
    }
    never_returns_release(&check.ends);
}
