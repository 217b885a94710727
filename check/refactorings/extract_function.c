/* A run of statements of a function that is too long or too hard to follow, which takes much of its complexity along
 * and needs little from what stands around it: few variables go in, at most one comes out, and no jump leads across its
 * borders. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/cognitive.h"
#include "completion.h"
#include "search.h"

#define LEAST_LINES 8
#define LEAST_POINTS 5    /* that the function loses */
#define PART_OF_POINTS 6  /* and at least one of so many, */
#define MUCH_POINTS 12    /* or this much */
#define MOST_OF_LINES 0.6 /* of the function: the rest is to stay a function */
#define MAX_IN 5          /* variables that become parameters */
#define MAX_RUN 40        /* statements */

enum { IS_READ = 1, IS_WRITTEN = 2, IS_DECLARED = 4, IS_ADDRESSED = 8 };

struct run {
    uint32_t first, end; /* nodes */
    uint32_t first_line, last_line;
    uint32_t in, out;
    uint32_t points;
    uint32_t out_variable;
    bool returns; /* all paths through it do, with nothing to hand out beside the value */
    double score;
};

struct function_view {
    const struct fact_function *function;
    const struct function_graph *graph;
    uint32_t variables;   /* parameters, then locals */
    uint32_t *last_use;   /* of each variable: the last node that names it */
    uint32_t *target;     /* of BREAK, CONTINUE, CASE, DEFAULT: what it belongs to; else the node itself */
    uint8_t *uses;        /* of each variable in the run that is looked at */
    uint32_t *outer_loop; /* of each variable: where it is declared */
    bool *completes;      /* for each node */
};

static uint32_t variable_of(const struct function_view *view, uint32_t node)
{
    const struct graph_node *n = &view->graph->nodes[node];
    if (n->kind == NODE_PARAM)
        return n->symbol;
    if (n->kind == NODE_LOCAL || n->kind == NODE_DECLARE)
        return view->function->param_count + n->symbol;
    return NO_ID;
}

static bool is_target(const struct graph_node *jump, const struct graph_node *around)
{
    bool is_loop = around->kind == NODE_WHILE || around->kind == NODE_DO || around->kind == NODE_FOR;
    if (jump->kind == NODE_CONTINUE)
        return is_loop;
    if (jump->kind == NODE_BREAK)
        return is_loop || around->kind == NODE_SWITCH;
    return around->kind == NODE_SWITCH;
}

static void view_open(struct function_view *view, const struct facts *facts, const struct fact_function *function,
                      struct arena *arena)
{
    const struct function_graph *graph = &function->graph;
    *view = (struct function_view){
        .function = function, .graph = graph, .variables = function->param_count + graph->local_count};
    view->last_use = arena_array(arena, (size_t)view->variables + 1, sizeof *view->last_use);
    view->outer_loop = arena_array(arena, (size_t)view->variables + 1, sizeof *view->outer_loop);
    view->uses = arena_array(arena, (size_t)view->variables + 1, sizeof *view->uses);
    view->completes = completion_find(facts, graph);
    view->target = arena_array(arena, (size_t)graph->node_count + 1, sizeof *view->target);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t variable = variable_of(view, i), around = n->parent;
        view->target[i] = i;
        if (variable < view->variables)
            view->last_use[variable] = i;
        if (variable < view->variables && n->kind == NODE_DECLARE)
            view->outer_loop[variable] = i;
        if (n->kind != NODE_BREAK && n->kind != NODE_CONTINUE && n->kind != NODE_CASE && n->kind != NODE_DEFAULT)
            continue;
        while (around != NO_ID && !is_target(n, &graph->nodes[around]))
            around = graph->nodes[around].parent;
        view->target[i] = around == NO_ID ? 0 : around;
    }
}

static unsigned use_of(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    const struct graph_node *user = &graph->nodes[parent];
    if (graph->nodes[node].kind == NODE_DECLARE)
        return IS_DECLARED;
    if (user->kind == NODE_ASSIGN && graph_child(graph, parent, 0) == node)
        return user->op == OP_NONE ? IS_WRITTEN : IS_READ | IS_WRITTEN;
    if (user->kind == NODE_UNARY && user->op >= OP_PRE_INC && user->op <= OP_POST_DEC)
        return IS_READ | IS_WRITTEN;
    if (user->kind == NODE_UNARY && user->op == OP_ADDRESS)
        return IS_ADDRESSED;
    return IS_READ;
}

/* A loop around the run that does not hold the variable's declaration: the next turn may read what this one wrote. */
static bool is_carried(const struct function_view *view, const struct run *run, uint32_t variable)
{
    for (uint32_t around = view->graph->nodes[run->first].parent; around != NO_ID;
         around = view->graph->nodes[around].parent) {
        uint16_t kind = view->graph->nodes[around].kind;
        if ((kind == NODE_WHILE || kind == NODE_DO || kind == NODE_FOR) && view->outer_loop[variable] < around)
            return true;
    }
    return false;
}

/* No jump leads out of the statement to what stands before `first`, where the run begins; false too for what a macro
 * makes. What returns may stand in a run that always does. */
static bool can_be_moved(const struct function_view *view, uint32_t first, uint32_t statement, bool *ret_returns)
{
    for (uint32_t i = statement; i < view->graph->nodes[statement].subtree_end; i++) {
        uint16_t kind = view->graph->nodes[i].kind;
        if (kind == NODE_GOTO || kind == NODE_LABEL || kind == NODE_ASM || kind == NODE_VA_ARG ||
            view->target[i] < first)
            return false;
        *ret_returns |= kind == NODE_RETURN;
    }
    return !(view->graph->nodes[statement].flags & NODE_FLAG_MACRO_BODY);
}

static bool count_variables(const struct function_view *view, struct run *run)
{
    memset(view->uses, 0, view->variables);
    for (uint32_t i = run->first; i < run->end; i++) {
        uint32_t variable = variable_of(view, i);
        if (variable < view->variables)
            view->uses[variable] |= (uint8_t)use_of(view->graph, i);
    }
    run->in = run->out = 0;
    for (uint32_t i = 0; i < view->variables; i++) {
        unsigned uses = view->uses[i];
        bool is_used_behind = view->last_use[i] >= run->end;
        if (uses & IS_DECLARED && is_used_behind)
            return false;
        if (uses & IS_DECLARED || !uses)
            continue;
        bool comes_out = uses & IS_WRITTEN && (is_used_behind || is_carried(view, run, i));
        run->in += uses & (IS_READ | IS_ADDRESSED) ? 1 : 0;
        run->out += comes_out;
        if (comes_out)
            run->out_variable = i;
    }
    return run->in <= MAX_IN && run->out <= (run->returns ? 0 : 1);
}

static void look_at_run(const struct function_view *view, uint32_t first, uint32_t last, bool returns, struct run *best)
{
    const struct fact_function *function = view->function;
    const struct graph_node *from = &view->graph->nodes[first], *to = &view->graph->nodes[last];
    struct run run = {first, to->subtree_end, from->range.line, to->range.end_line, 0, 0, 0, NO_ID, returns, 0};
    if (from->range.file != function->range.file || to->range.file != function->range.file ||
        run.last_line < run.first_line + LEAST_LINES - 1 ||
        run.last_line - run.first_line + 1 > MOST_OF_LINES * function->metrics.lines ||
        (returns && view->completes[last]))
        return;
    run.points = cognitive_of_nodes(view->graph, run.first, run.end);
    if (run.points < LEAST_POINTS ||
        (run.points < MUCH_POINTS && run.points * PART_OF_POINTS < function->metrics.cognitive) ||
        !count_variables(view, &run))
        return;
    run.score = run.points / (2.0 + run.in + 2.0 * run.out);
    bool is_better = run.score > best->score ||
                     (run.score >= best->score && run.last_line - run.first_line < best->last_line - best->first_line);
    if (is_better)
        *best = run;
}

static void look_at_block(const struct function_view *view, uint32_t block, struct run *best)
{
    uint32_t count = view->graph->nodes[block].child_count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = graph_child(view->graph, block, i);
        bool returns = false;
        for (uint32_t k = i; k < count && k - i < MAX_RUN; k++) {
            uint32_t last = graph_child(view->graph, block, k);
            if (!can_be_moved(view, first, last, &returns))
                break;
            look_at_run(view, first, last, returns, best);
        }
    }
}

static const char *name_of_variable(const struct function_view *view, uint32_t variable)
{
    const struct fact_function *function = view->function;
    return variable < function->param_count ? function->params[variable].name
                                            : view->graph->locals[variable - function->param_count].name;
}

static const char *list_in(const struct function_view *view, const struct run *run, struct arena *arena)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct run again = *run;
    count_variables(view, &again);
    for (uint32_t i = 0; i < view->variables; i++)
        if (view->uses[i] & (IS_READ | IS_ADDRESSED) && !(view->uses[i] & IS_DECLARED))
            strbuf_printf(&text, "%s'%s'", text.length ? ", " : "", name_of_variable(view, i));
    return arena_strdup(arena, text.length ? strbuf_text(&text) : "nothing");
}

static void suggest(struct refactoring_search *search, uint32_t f, const struct function_view *view,
                    const struct run *run)
{
    const struct fact_function *function = view->function;
    struct source_range range = view->graph->nodes[run->first].range;
    range.end_line = run->last_line;
    suggestion_begin(search, REFACTORING_extract_function, function->name, range);
    suggestion_weigh(search, f, function->metrics.cognitive);
    suggestion_part(search, "in", function->name, function->range);
    const char *out = run->out ? name_of_variable(view, run->out_variable) : NULL;
    suggestion_end(search,
                   arena_printf(&search->arena, "lines %u-%u of '%s' become a function of their own%s", run->first_line,
                                run->last_line, function->name, run->returns ? ", whose result is returned" : ""),
                   arena_printf(&search->arena,
                                "they hold %u of its %u points of cognitive complexity; %s %s in, %s%s%s comes out",
                                run->points, function->metrics.cognitive, list_in(view, run, &search->arena),
                                run->in == 1 ? "goes" : "go", out ? "'" : "", out ? out : "nothing", out ? "'" : ""));
}

void suggest_extract_function(struct refactoring_search *search)
{
    for (uint32_t f = 0; f < search->facts->function_count; f++) {
        const struct fact_function *function = &search->facts->functions[f];
        if (!is_suggested_for(search, f) || (function->metrics.cognitive <= search->thresholds->cognitive &&
                                             function->metrics.lines <= search->thresholds->function_lines))
            continue;
        SCOPED(arena_release) struct arena arena = {0};
        struct function_view view;
        struct run best = {0};
        view_open(&view, search->facts, function, &arena);
        for (uint32_t i = 0; i < function->graph.node_count; i++)
            if (function->graph.nodes[i].kind == NODE_COMPOUND)
                look_at_block(&view, i, &best);
        if (best.points)
            suggest(search, f, &view, &best);
        free(view.completes);
    }
}
