/* f(true, 0, x): what the bare truth values mean, only the declaration tells.
 *
 * Asked is for calls of functions with at least two flags: parameters of type bool, and integers that the function only
 * ever asks for truth or whose names say so. Silent where the callee has one flag, where the value has a name (a macro,
 * an enumerator, a variable), and where a comment stands at the call. */
#include <string.h>
#include <strings.h>

#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "expressions.h"
#include "pass.h"

#define LEAST_FLAGS 2

/* What a function's parameters are; found when a call first asks. */
struct signature {
    bool is_known;
    bool *is_flag; /* for each parameter */
    uint32_t flag_count;
};

struct blind_check {
    struct check_pass *pass;
    struct signature *signatures; /* for each function of the facts */
};

static bool is_truth_type(const struct facts *facts, uint32_t type)
{
    type = facts_resolve_type(facts, type);
    return type < facts->type_count && facts->types[type].kind == TYPE_BOOL;
}

static bool is_integer_type(const struct facts *facts, uint32_t type)
{
    type = facts_resolve_type(facts, type);
    return type < facts->type_count && facts->types[type].kind == TYPE_INT;
}

static bool is_flag_name(const char *name)
{
    static const char *const beginnings[] = {"is_",     "has_",   "use_",    "with_",    "no_",   "do_", "want_",
                                             "enable_", "allow_", "should_", "disable_", "need_", "can_"};
    static const char *const ends[] = {"_flag", "_enabled", "_only", "_p"};
    static const char *const words[] = {
        "flag",      "verbose",   "quiet",       "silent",        "recursive", "force",      "strict",    "debug",
        "visible",   "hidden",    "enable",      "enabled",       "disabled",  "readonly",   "read_only", "writable",
        "async",     "dry_run",   "bold",        "italic",        "resizable", "fullscreen", "ascending", "descending",
        "reverse",   "inclusive", "exclusive",   "optional",      "required",  "persistent", "encrypted", "compressed",
        "overwrite", "unique",    "ignore_case", "case_sensitive"};
    size_t length = strlen(name);
    for (size_t i = 0; i < ARRAY_LENGTH(beginnings); i++)
        if (!strncasecmp(name, beginnings[i], strlen(beginnings[i])))
            return true;
    for (size_t i = 0; i < ARRAY_LENGTH(ends); i++)
        if (length > strlen(ends[i]) && !strcasecmp(name + length - strlen(ends[i]), ends[i]))
            return true;
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (!strcasecmp(name, words[i]))
            return true;
    return false;
}

/* `(void)p` says that the parameter is not used. */
static bool is_thrown_away(const struct function_graph *graph, uint32_t node)
{
    for (node = graph->nodes[node].parent; node != NO_ID && graph->nodes[node].kind == NODE_CAST;
         node = graph->nodes[node].parent)
        if (graph->nodes[node].op == OP_TO_VOID)
            return true;
    return false;
}

/* Whether a use of the parameter asks no more than whether it is zero. */
static bool asks_for_truth(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    for (; parent != NO_ID && graph->nodes[parent].kind == NODE_CAST; parent = graph->nodes[parent].parent)
        node = parent;
    if (parent == NO_ID)
        return false;
    const struct graph_node *user = &graph->nodes[parent];
    switch ((enum node_kind)user->kind) {
    case NODE_UNARY:
        return user->op == OP_NOT;
    case NODE_BINARY:
        return user->op == OP_LOGICAL_AND || user->op == OP_LOGICAL_OR;
    case NODE_IF:
    case NODE_WHILE:
    case NODE_CONDITIONAL:
        return graph_child(graph, parent, 0) == node;
    default:
        return false;
    }
}

enum asked { ASKED_NOTHING, ASKED_TRUTH, ASKED_MORE };

static void find_flags(const struct blind_check *check, const struct fact_function *function,
                       struct signature *signature)
{
    const struct facts *facts = check->pass->facts;
    const struct function_graph *graph = &function->graph;
    struct arena *arena = check->pass->arena;
    enum asked *asked = arena_array(arena, function->param_count, sizeof *asked);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        if (node->kind == NODE_PARAM && node->symbol < function->param_count && asked[node->symbol] != ASKED_MORE &&
            !is_thrown_away(graph, i))
            asked[node->symbol] = asks_for_truth(graph, i) ? ASKED_TRUTH : ASKED_MORE;
    }
    signature->is_flag = arena_array(arena, function->param_count, sizeof *signature->is_flag);
    for (uint32_t i = 0; i < function->param_count; i++) {
        const struct fact_param *param = &function->params[i];
        bool is_flag = is_truth_type(facts, param->type) ||
                       (is_integer_type(facts, param->type) && (asked[i] == ASKED_TRUTH || is_flag_name(param->name)));
        signature->is_flag[i] = is_flag;
        signature->flag_count += is_flag;
    }
    signature->is_known = true;
}

/* 0, 1, true or false as they stand; *ret_text is what stands there. */
static bool is_bare_truth(const struct check_pass *pass, const struct function_graph *graph, uint32_t node,
                          const char **ret_text)
{
    node = graph_skip_implicit(graph, node);
    int64_t value;
    if (node == NO_ID || !constant_value(graph, node, &value) || value < 0 || value > 1)
        return false;
    const struct graph_node *n = &graph->nodes[node];
    bool is_word = is_truth_type(pass->facts, n->type); /* a keyword of its own since C23 */
    if (n->kind == NODE_ENUMERATOR || n->flags & NODE_FLAG_CHARACTER || (n->kind != NODE_INT_LITERAL && !is_word))
        return false;
    if (n->macro < pass->facts->macro_count && n->flags & NODE_FLAG_MACRO_BODY) {
        const char *name = pass->facts->macros[n->macro].name;
        if (strcasecmp(name, "true") != 0 && strcasecmp(name, "false") != 0)
            return false;
        is_word = true;
    }
    *ret_text = is_word ? (value ? "true" : "false") : (value ? "1" : "0");
    return true;
}

static bool has_comment_inside(const struct facts *facts, struct source_range range)
{
    for (uint32_t i = 0; i < facts->comment_count; i++) {
        const struct source_range *comment = &facts->comments[i].range;
        bool begins_behind =
            comment->line > range.line || (comment->line == range.line && comment->column >= range.column);
        bool begins_before =
            comment->line < range.end_line || (comment->line == range.end_line && comment->column < range.end_column);
        if (comment->file == range.file && begins_behind && begins_before)
            return true;
    }
    return false;
}

static void look_at_call(struct blind_check *check, const struct fact_function *function, uint32_t call)
{
    struct check_pass *pass = check->pass;
    const struct function_graph *graph = &function->graph;
    const struct fact_function *callee = called_function(pass->facts, graph, call);
    if (!callee || callee->is_system || callee->is_builtin || callee->param_count < LEAST_FLAGS ||
        graph->nodes[call].flags & NODE_FLAG_MACRO_BODY)
        return;
    struct signature *signature = &check->signatures[graph->nodes[call].symbol];
    if (!signature->is_known)
        find_flags(check, callee, signature);
    if (signature->flag_count < LEAST_FLAGS)
        return;
    SCOPED(strbuf_release) struct strbuf values = {0};
    uint32_t blind = 0;
    for (uint32_t i = 0; i < callee->param_count; i++) {
        const char *text;
        if (!signature->is_flag[i] || !is_bare_truth(pass, graph, graph_child(graph, call, i + 1), &text))
            continue;
        strbuf_printf(&values, "%s%s for '%s'", blind++ ? ", " : "", text, callee->params[i].name);
    }
    if (!blind || has_comment_inside(pass->facts, graph->nodes[call].range))
        return;
    check_report(
        pass, &(struct check_place){.function = function, .range = graph->nodes[call].range},
        "a reader of this call of '%s' cannot tell what is meant by %s; give names: an enum of flags, or constants",
        callee->name, strbuf_text(&values));
}

void check_boolean_blind(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct blind_check check = {.pass = pass};
    check.signatures = arena_array(pass->arena, facts->function_count, sizeof *check.signatures);
    for (uint32_t f = 0; f < facts->function_count; f++)
        for (uint32_t i = 0; i < facts->functions[f].graph.node_count; i++)
            if (facts->functions[f].graph.nodes[i].kind == NODE_CALL)
                look_at_call(&check, &facts->functions[f], i);
}
