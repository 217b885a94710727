/* A case that runs on into the next one, and neither a comment nor an attribute says that it is meant to.
 *
 * Silent on labels without statements between them; where the next label only leaves the switch; where the preprocessor
 * may put a break; on rows of labels that count down and do the same for one item less each, as unrolled loops do. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cet/core/memory.h"
#include "completion.h"
#include "pass.h"
#include "surroundings.h"

static const char *const words[] = {"thru",          "through",   "no break",   "nobreak",  "not break", "n't break",
                                    "without break", "fall into", "falls into", "fall on",  "falls on",  "drop into",
                                    "drops into",    "run into",  "runs into",  "continue", "fallth"};

static bool is_named_fallthrough(const struct facts *facts, const struct graph_node *node)
{
    if (node->macro >= facts->macro_count)
        return false;
    const char *name = facts->macros[node->macro].name;
    return strcasestr(name, "fall") || strcasestr(name, "thru") || strcasestr(name, "through");
}

static bool only_leaves(const struct function_graph *graph, uint32_t label)
{
    uint32_t statement = below_labels(graph, label);
    if (statement >= graph->node_count)
        return true;
    enum node_kind kind = graph->nodes[statement].kind;
    return kind == NODE_BREAK || kind == NODE_EMPTY || kind == NODE_CONTINUE || kind == NODE_GOTO ||
           (kind == NODE_RETURN && graph->nodes[statement].child_count == 0);
}

/* `k ^= ...`, `*to++ = *from++`, `count++`: what can be done once more. */
static bool goes_on(const struct function_graph *graph, uint32_t statement)
{
    const struct graph_node *n = &graph->nodes[statement];
    if (n->kind == NODE_UNARY || (n->kind == NODE_ASSIGN && n->op != OP_NONE))
        return true;
    for (uint32_t i = statement + 1; n->kind == NODE_ASSIGN && i < n->subtree_end; i++)
        if (graph->nodes[i].kind == NODE_UNARY && graph->nodes[i].op >= OP_PRE_INC && graph->nodes[i].op <= OP_POST_DEC)
            return true;
    return false;
}

static bool has_same_shape(const struct function_graph *graph, uint32_t a, uint32_t b)
{
    a = below_labels(graph, a);
    b = below_labels(graph, b);
    return a < graph->node_count && b < graph->node_count && graph->nodes[a].kind == graph->nodes[b].kind &&
           graph->nodes[a].op == graph->nodes[b].op && graph->nodes[a].type == graph->nodes[b].type &&
           goes_on(graph, a) && goes_on(graph, b);
}

/* case 3: ... case 2: ... case 1: ..., each like the one before it. */
static bool counts_down(const struct function_graph *graph, uint32_t label, uint32_t next)
{
    return label < graph->node_count && graph->nodes[label].kind == NODE_CASE && graph->nodes[next].kind == NODE_CASE &&
           graph->nodes[label].value - 1 == graph->nodes[next].value && has_same_shape(graph, label, next);
}

/* Between two pieces of text of one file. */
static bool is_said_between(const struct facts *facts, const struct source_range *from, const struct source_range *to)
{
    uint32_t last_line = from->end_line < to->line ? to->line - 1 : to->line; /* behind the label is too late */
    return from->file == to->file && from->file != NO_ID &&
           has_comment_between(facts, to->file, from->end_line, last_line, words, ARRAY_LENGTH(words));
}

static void look_at_pair(struct check_pass *pass, const struct fact_function *function, uint32_t label, uint32_t before,
                         uint32_t next)
{
    const struct function_graph *graph = &function->graph;
    const struct facts *facts = pass->facts;
    uint32_t last = last_statement(graph, before);
    if (last >= graph->node_count || graph->nodes[last].kind == NODE_EMPTY ||
        is_named_fallthrough(facts, &graph->nodes[last]) || only_leaves(graph, next) || counts_down(graph, label, next))
        return;
    const struct source_range *from = &graph->nodes[last].range, *to = &graph->nodes[next].range;
    if (from->file != to->file || from->line > to->line ||
        has_directive_between(facts, to->file, from->line, to->line) || is_said_between(facts, from, to) ||
        is_said_between(facts, &graph->nodes[last].spelled, &graph->nodes[next].spelled)) /* inside of a macro */
        return;
    struct source_range range = *to;
    range.end_line = range.line;
    range.end_column = range.column + (uint32_t)strlen(graph->nodes[next].kind == NODE_CASE ? "case" : "default");
    check_report(
        pass,
        &(struct check_place){.function = function, .range = range, .note = {*from, "the case above runs on here"}},
        "the case above runs into this one without saying so; add a break, or say `[[fallthrough]]` or "
        "/* fall through */");
}

static void look_at_switch(struct check_pass *pass, const struct fact_function *function, uint32_t node,
                           const bool *completes)
{
    const struct function_graph *graph = &function->graph;
    uint32_t body = graph_child(graph, node, 1), before = NO_ID, label = NO_ID;
    if (body >= graph->node_count || graph->nodes[body].kind != NODE_COMPOUND)
        return;
    bool runs_on = false; /* before ends in the open, below a label */
    for (uint32_t i = 0; i < graph->nodes[body].child_count; i++) {
        uint32_t child = graph_child(graph, body, i);
        if (child >= graph->node_count)
            return;
        bool is_case = graph->nodes[child].kind == NODE_CASE || graph->nodes[child].kind == NODE_DEFAULT;
        if (is_case && runs_on)
            look_at_pair(pass, function, label, before, child);
        if (is_case)
            label = child;
        runs_on = (runs_on || is_label(&graph->nodes[child])) && completes[child];
        before = child;
    }
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    bool *completes = NULL;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_SWITCH || graph->nodes[i].flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_SYSTEM))
            continue;
        if (!completes)
            completes = completion_find(pass->facts, graph);
        look_at_switch(pass, function, i, completes);
    }
    free(completes);
}

void check_silent_fallthrough(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
