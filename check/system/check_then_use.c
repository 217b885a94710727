/* A path is asked about and then used: in between, somebody else may put another file there.
 *
 * Followed over the flow graph, from stat, access and their like to open, unlink and their like of the same path,
 * either of them also inside a function that is given the path, where the answer decides on the use. Silent where the
 * use cannot be deceived: it must make the file (O_EXCL, "x") or follows no link (O_NOFOLLOW), the file is asked again
 * through its descriptor (fstat), or somebody else having been first is handled (EEXIST). */
#include <string.h>

#include "expressions.h"
#include "flow.h"
#include "libc.h"
#include "macros.h"
#include "pass.h"
#include "storage.h"
#include "texts.h"
#include "types.h"
#include "wrappers.h"

#define MAX_QUESTIONS 32 /* of one function */

struct question {
    uint32_t call;
    uint32_t path;
};

struct state {
    uint32_t asked; /* bits of questions whose path is still the same */
};

struct race_check {
    struct check_pass *pass;
    const struct wrappers *wrappers;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct question questions[MAX_QUESTIONS];
    uint32_t count;
    bool is_reporting;
};

static bool is_same_path(const struct race_check *check, uint32_t a, uint32_t b)
{
    const char *left = text_literal(check->pass->facts, check->graph, a);
    const char *right = text_literal(check->pass->facts, check->graph, b);
    return left && right ? !strcmp(left, right) : is_same_place(check->graph, a, b);
}

/* "." and "/", which nobody puts anything else at. */
static bool is_fixed_folder(const char *literal)
{
    return literal && strspn(literal, "./") == strlen(literal);
}

static bool is_at_folder(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    const struct libc_function *libc = libc_find(called_function(facts, graph, call));
    return libc && libc->flags & LIBC_AT;
}

/* Below another folder the same path names another file. */
static bool is_same_folder(const struct race_check *check, uint32_t a, uint32_t b)
{
    bool is_left = is_at_folder(check->pass->facts, check->graph, a);
    bool is_right = is_at_folder(check->pass->facts, check->graph, b);
    if (is_left != is_right || !is_left)
        return is_left == is_right;
    return are_same_values(check->graph, graph_child(check->graph, a, 1), graph_child(check->graph, b, 1));
}

/* What the call does with the path that is its n-th argument; a function that asks and uses by itself only uses. */
static unsigned does(const struct race_check *check, const struct fact_function *callee, uint32_t argument)
{
    unsigned flags = wrappers_flags(check->wrappers, check->pass->facts, callee, argument);
    return flags & LIBC_USES_PATH ? LIBC_USES_PATH : flags;
}

static bool calls_after(const struct race_check *check, uint32_t node, const char *name)
{
    for (uint32_t i = node; i < check->graph->node_count; i++) {
        const struct fact_function *callee = called_function(check->pass->facts, check->graph, i);
        if (callee && !strcmp(callee->name, name))
            return true;
    }
    return false;
}

static bool cannot_be_deceived(const struct race_check *check, uint32_t call)
{
    const struct facts *facts = check->pass->facts;
    const char *name = called_function(facts, check->graph, call)->name;
    const char *mode = text_literal(facts, check->graph, graph_child(check->graph, call, 2));
    bool is_stream = !strncmp(name, "fopen", 5) || !strncmp(name, "freopen", 7);
    return names_macro(facts, check->graph, call, "O_EXCL") ||
           names_macro(facts, check->graph, call, "AT_SYMLINK_NOFOLLOW") ||
           names_macro(facts, check->graph, call, "O_NOFOLLOW") || (is_stream && mode && strchr(mode, 'x')) ||
           names_macro(facts, check->graph, 0, "EEXIST") || calls_after(check, call, "fstat");
}

static bool is_within(const struct function_graph *graph, uint32_t node, uint32_t whole)
{
    return whole != NO_ID && node >= whole && node < graph->nodes[whole].subtree_end;
}

/* Whether a branch may leave what stands behind it undone. */
static bool leaves(const struct race_check *check, uint32_t branch)
{
    const struct function_graph *graph = check->graph;
    for (uint32_t i = branch; is_within(graph, i, branch); i++) {
        const struct graph_node *n = &graph->nodes[i];
        const struct fact_function *callee = called_function(check->pass->facts, graph, i);
        if (n->kind == NODE_RETURN || n->kind == NODE_GOTO || n->kind == NODE_BREAK || n->kind == NODE_CONTINUE ||
            (callee && callee->attributes & ATTRIBUTE_NORETURN))
            return true;
    }
    return false;
}

/* Whether what node is part of decides, as a condition, on the use. */
static bool decides(const struct race_check *check, uint32_t node, uint32_t use)
{
    const struct function_graph *graph = check->graph;
    uint32_t child = node;
    for (uint32_t up = graph->nodes[node].parent; up != NO_ID; child = up, up = graph->nodes[up].parent) {
        const struct graph_node *n = &graph->nodes[up];
        bool is_logical = n->kind == NODE_BINARY && (n->op == OP_LOGICAL_AND || n->op == OP_LOGICAL_OR);
        if ((is_logical || n->kind == NODE_CONDITIONAL) && child == graph_child(graph, up, 0) &&
            is_within(graph, use, up))
            return true;
        if (n->kind == NODE_IF || n->kind == NODE_WHILE || n->kind == NODE_SWITCH)
            return child == graph_child(graph, up, 0) &&
                   (is_within(graph, use, up) || leaves(check, graph_child(graph, up, 1)) ||
                    leaves(check, graph_child(graph, up, 2)));
        if (n->kind >= NODE_COMPOUND)
            return false;
    }
    return false;
}

/* The variable that the answer is put in: what the call is assigned to. */
static uint32_t variable_of_answer(const struct function_graph *graph, uint32_t call)
{
    for (uint32_t up = graph->nodes[call].parent; up != NO_ID; up = graph->nodes[up].parent) {
        const struct graph_node *n = &graph->nodes[up];
        if (n->kind == NODE_DECLARE)
            return up;
        if (n->kind == NODE_ASSIGN)
            return storage_root(graph, graph_child(graph, up, 0));
        if (n->kind >= NODE_COMPOUND)
            return NO_ID;
    }
    return NO_ID;
}

/* Whether the answer, or a struct that the call filled, is asked by a condition or given to the use. */
static bool is_answer_used(const struct race_check *check, const struct question *question, uint32_t use)
{
    const struct function_graph *graph = check->graph;
    uint32_t answer = variable_of_answer(graph, question->call);
    for (uint32_t i = graph->nodes[question->call].subtree_end; i < graph->nodes[use].subtree_end; i++) {
        if (graph->nodes[i].kind != NODE_LOCAL && graph->nodes[i].kind != NODE_PARAM &&
            graph->nodes[i].kind != NODE_GLOBAL)
            continue;
        bool is_filled = false;
        for (uint32_t a = 1; a < graph->nodes[question->call].child_count; a++) {
            uint32_t argument = graph_child(graph, question->call, a);
            bool is_path = is_same_place(graph, argument, question->path);
            is_filled |= !is_path && is_same_variable(graph, storage_root(graph, argument), i);
        }
        if ((is_filled || is_same_variable(graph, answer, i)) && (is_within(graph, i, use) || decides(check, i, use)))
            return true;
    }
    return false;
}

static void report(const struct race_check *check, const struct question *question, uint32_t call)
{
    const struct function_graph *graph = check->graph;
    const struct facts *facts = check->pass->facts;
    struct arena *arena = check->pass->arena;
    struct check_place place = {.function = check->function, .range = graph->nodes[call].range};
    place.note =
        (struct check_note){graph->nodes[question->call].range,
                            arena_printf(arena, "'%s' asks here", called_function(facts, graph, question->call)->name)};
    const char *literal = text_literal(facts, graph, question->path);
    check_report(check->pass, &place,
                 "'%s' may find another file at '%s' than the one asked about before; open it first and ask its "
                 "descriptor, or handle the failure of the use alone",
                 called_function(facts, graph, call)->name,
                 literal ? literal : place_text(facts, check->function, question->path, arena));
}

static bool may_write(const struct race_check *check, const struct fact_function *callee, uint32_t argument)
{
    return callee && argument < callee->param_count &&
           !is_read_only_type(check->pass->facts, callee->params[argument].type);
}

static void see_call(struct race_check *check, struct state *state, uint32_t call)
{
    const struct function_graph *graph = check->graph;
    const struct fact_function *callee = called_function(check->pass->facts, graph, call);
    for (uint32_t i = 0; i + 1 < graph->nodes[call].child_count && state->asked; i++) {
        uint32_t argument = graph_child(graph, call, i + 1);
        unsigned flags = does(check, callee, i);
        for (uint32_t q = 0; q < check->count; q++) {
            if (!(state->asked & 1u << q) || !is_same_path(check, argument, check->questions[q].path) ||
                !is_same_folder(check, check->questions[q].call, call))
                continue;
            if (flags & LIBC_USES_PATH) {
                if (check->is_reporting && !cannot_be_deceived(check, call) &&
                    (decides(check, check->questions[q].call, call) ||
                     is_answer_used(check, &check->questions[q], call)))
                    report(check, &check->questions[q], call);
                state->asked &= ~(1u << q);
            } else if (!(flags & LIBC_ASKS_PATH) && may_write(check, callee, i)) {
                state->asked &= ~(1u << q);
            }
        }
    }
    for (uint32_t q = 0; q < check->count; q++)
        if (check->questions[q].call == call)
            state->asked |= 1u << q;
}

/* `slash = strrchr(path, '/'); *slash = 0;`: the path is another one, though not written by its own name. */
static bool is_written_within(const struct function_graph *graph, uint32_t place, uint32_t path)
{
    const struct graph_node *n = &graph->nodes[place];
    if (n->kind != NODE_SUBSCRIPT && (n->kind != NODE_UNARY || n->op != OP_DEREF))
        return false;
    uint32_t pointer = graph_skip_casts(graph, graph_child(graph, place, 0));
    if (pointer >= graph->node_count || graph->nodes[pointer].kind != NODE_LOCAL)
        return false;
    uint32_t value = last_value(graph, pointer, place);
    return value != NO_ID && mentions_place(graph, value, path);
}

/* The path, or something that it is reached by, gets a new value. */
static void see_change(const struct race_check *check, struct state *state, uint32_t place)
{
    uint32_t changed = storage_root(check->graph, place);
    for (uint32_t q = 0; q < check->count && changed != NO_ID; q++) {
        const struct function_graph *graph = check->graph;
        uint32_t path = check->questions[q].path;
        if (is_written_within(graph, place, path))
            state->asked &= ~(1u << q);
        for (uint32_t i = path; i < graph->nodes[path].subtree_end && i < graph->node_count; i++)
            if (is_same_place(graph, i, place) ||
                (graph->nodes[place].kind == NODE_SUBSCRIPT && is_same_variable(graph, i, changed)))
                state->asked &= ~(1u << q);
    }
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct race_check *check = context;
    const struct graph_node *n = &check->graph->nodes[node];
    uint32_t first = graph_child(check->graph, node, 0);
    if (n->kind == NODE_CALL)
        see_call(check, state_bytes, node);
    else if (n->kind == NODE_DECLARE)
        see_change(check, state_bytes, node);
    else if (first != NO_ID &&
             (n->kind == NODE_ASSIGN || (n->kind == NODE_UNARY && n->op >= OP_PRE_INC && n->op <= OP_POST_DEC)))
        see_change(check, state_bytes, first);
}

static bool join(void *context, void *into, const void *from)
{
    (void)context;
    struct state *state = into;
    uint32_t before = state->asked;
    state->asked |= ((const struct state *)from)->asked;
    return state->asked != before;
}

/* Collects the questions; true when the function also uses paths. */
static bool collect(struct race_check *check)
{
    const struct function_graph *graph = check->graph;
    bool has_use = false;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct fact_function *callee = called_function(check->pass->facts, graph, i);
        for (uint32_t a = 0; callee && a + 1 < graph->nodes[i].child_count && a < WRAPPER_MAX_PARAMS; a++) {
            unsigned flags = does(check, callee, a);
            uint32_t path = graph_skip_casts(graph, graph_child(graph, i, a + 1));
            has_use |= (flags & LIBC_USES_PATH) != 0;
            if (flags & LIBC_ASKS_PATH && path != NO_ID && check->count < MAX_QUESTIONS &&
                !is_fixed_folder(text_literal(check->pass->facts, graph, path)))
                check->questions[check->count++] = (struct question){i, path};
        }
    }
    return has_use;
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function,
                             const struct wrappers *wrappers)
{
    struct race_check check = {.pass = pass, .wrappers = wrappers, .function = function, .graph = &function->graph};
    if (!collect(&check) || !check.count)
        return;
    struct flow flow = {
        .graph = check.graph, .state_size = sizeof(struct state), .context = &check, .join = join, .visit = visit};
    flow_run(&flow, &check.is_reporting);
    flow_release(&flow);
}

void check_check_then_use(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    if (!libc_is_used(facts, LIBC_ASKS_PATH))
        return;
    struct wrappers wrappers = wrappers_find(facts, LIBC_ASKS_PATH | LIBC_USES_PATH);
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (facts->functions[i].graph.node_count)
            look_at_function(pass, &facts->functions[i], &wrappers);
    wrappers_release(&wrappers);
}
