/* An argument with an effect, given to a macro that evaluates it more than once. The macro's text is not looked at:
 * what stands once in the source and twice in the tree is evaluated twice, unless at most one of the two ever is.
 *
 * Effects are ++, --, assignments, and calls of library functions that consume input or change what they are given, or
 * of functions of the program that write to something that outlives them. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "pass.h"

#define MAX_CALL_DEPTH 4      /* how far calls are followed to find an effect */
#define MAX_NODES_ASKED 50000 /* on the way; what more it would take counts as none */

struct effect {
    uint32_t node;
    struct source_place place; /* as spelled */
};

struct effects {
    struct effect *items;
    size_t count, capacity;
};

static int compare_name(const void *name, const void *entry)
{
    return strcmp(name, *(const char *const *)entry);
}

static bool is_known_effect(const char *name)
{
    static const char *const names[] = {
        "calloc", "fgetc",  "fgets",   "fputc",  "fputs",  "fread",  "free",   "fwrite",   "getc",   "getchar",
        "malloc", "memcpy", "memmove", "memset", "mkdir",  "printf", "putc",   "putchar",  "puts",   "rand",
        "random", "read",   "realloc", "strcat", "strcpy", "strdup", "strtok", "strtok_r", "unlink", "write"};
    return bsearch(name, names, ARRAY_LENGTH(names), sizeof *names, compare_name);
}

/* Whether the place assigned to outlives the call: a global, a static, or something behind a pointer. */
static bool outlives_call(const struct function_graph *graph, uint32_t place)
{
    for (;;) {
        place = graph_skip_implicit(graph, place);
        if (place >= graph->node_count)
            return false;
        const struct graph_node *node = &graph->nodes[place];
        if (node->kind == NODE_GLOBAL)
            return true;
        if (node->kind == NODE_LOCAL)
            return node->symbol < graph->local_count && graph->locals[node->symbol].is_static;
        if (node->kind == NODE_UNARY && node->op == OP_DEREF)
            return true;
        if (node->kind == NODE_MEMBER && node->op == OP_ARROW)
            return true;
        if (node->kind == NODE_SUBSCRIPT) {
            uint32_t base = graph_child(graph, place, 0);
            if (base < graph->node_count && graph->nodes[base].kind == NODE_CAST && graph->nodes[base].op == OP_LOAD)
                return true;
        } else if (node->kind != NODE_MEMBER) {
            return false;
        }
        place = graph_child(graph, place, 0);
    }
}

static bool is_write(const struct graph_node *node)
{
    return node->kind == NODE_ASSIGN || (node->kind == NODE_UNARY && node->op >= OP_PRE_INC && node->op <= OP_POST_DEC);
}

static bool has_effect(const struct facts *facts, const struct fact_function *function, unsigned depth,
                       uint32_t *nodes_left)
{
    if (!function || function->attributes & (ATTRIBUTE_PURE | ATTRIBUTE_CONST))
        return false;
    if (!function->is_defined)
        return is_known_effect(function->name);
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < graph->node_count && *nodes_left; i++) {
        const struct graph_node *node = &graph->nodes[i];
        --*nodes_left;
        if (node->flags & NODE_FLAG_UNEVALUATED)
            continue;
        if (is_write(node) && outlives_call(graph, graph_child(graph, i, 0)))
            return true;
        if (node->kind == NODE_CALL && depth < MAX_CALL_DEPTH &&
            has_effect(facts, called_function(facts, graph, i), depth + 1, nodes_left))
            return true;
    }
    return false;
}

static bool is_in_argument(const struct facts *facts, const struct graph_node *node)
{
    return node->flags & NODE_FLAG_MACRO_ARG && !(node->flags & NODE_FLAG_UNEVALUATED) &&
           node->macro < facts->macro_count && !facts->macros[node->macro].is_system;
}

/* Where the name of the function called stands, if the whole call does so in the argument, and not only its name. A
 * call with macros of its own has no one text; it is spelled as the parameter that it takes the place of. */
static struct source_place place_of_call(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    const struct source_place nowhere = {.file = NO_ID};
    uint32_t callee = graph_skip_casts(graph, graph_child(graph, call, 0));
    if (callee >= graph->node_count)
        return nowhere;
    const struct source_range *name = &graph->nodes[callee].spelled, *text = &graph->nodes[call].spelled;
    bool is_argument = text->file == name->file && text->line == name->line && text->column == name->column;
    const struct fact_macro *macro = &facts->macros[graph->nodes[call].macro];
    for (uint32_t i = 0; !is_argument && i < macro->param_count; i++)
        is_argument = text->line == text->end_line && text->end_column - text->column == strlen(macro->params[i]);
    return is_argument ? (struct source_place){name->file, name->line, name->column} : nowhere;
}

static void list_effects(const struct facts *facts, const struct function_graph *graph, struct effects *effects)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        if (!is_in_argument(facts, node) || (!is_write(node) && node->kind != NODE_CALL))
            continue;
        struct source_place place = is_write(node) ? node->op_place : place_of_call(facts, graph, i);
        if (place.file != NO_ID && place.line)
            ARRAY_PUSH(effects->items, effects->count, effects->capacity, ((struct effect){i, place}));
    }
}

static int compare_effects(const void *left, const void *right)
{
    const struct effect *a = left, *b = right;
    if (a->place.file != b->place.file)
        return a->place.file < b->place.file ? -1 : 1;
    if (a->place.line != b->place.line)
        return a->place.line < b->place.line ? -1 : 1;
    if (a->place.column != b->place.column)
        return a->place.column < b->place.column ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static bool is_asked_of_compiler(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    const struct fact_function *callee = called_function(facts, graph, node);
    return callee && (!strcmp(callee->name, "__builtin_constant_p") || !strcmp(callee->name, "__builtin_object_size") ||
                      !strcmp(callee->name, "__builtin_dynamic_object_size"));
}

static uint32_t child_that_holds(const struct function_graph *graph, uint32_t parent, uint32_t node)
{
    for (uint32_t i = 0; i < graph->nodes[parent].child_count; i++) {
        uint32_t child = graph_child(graph, parent, i);
        if (node >= child && node < graph->nodes[child].subtree_end)
            return i;
    }
    return NO_ID;
}

/* Whether a path evaluates both. */
static bool are_both_evaluated(const struct facts *facts, const struct function_graph *graph, uint32_t a, uint32_t b)
{
    uint32_t common = a;
    while (common != NO_ID && (b < common || b >= graph->nodes[common].subtree_end)) {
        if (is_asked_of_compiler(facts, graph, common))
            return false;
        common = graph->nodes[common].parent;
    }
    for (uint32_t i = b; i != NO_ID && i != common; i = graph->nodes[i].parent)
        if (is_asked_of_compiler(facts, graph, i))
            return false;
    if (common == NO_ID)
        return false;
    enum node_kind kind = graph->nodes[common].kind;
    if (kind == NODE_SWITCH)
        return false;
    if (kind != NODE_CONDITIONAL && kind != NODE_IF)
        return true;
    return child_that_holds(graph, common, a) == 0 || child_that_holds(graph, common, b) == 0;
}

static void report(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct graph_node *n = &function->graph.nodes[node];
    const struct fact_macro *macro = &pass->facts->macros[n->macro];
    const struct fact_function *callee = called_function(pass->facts, &function->graph, node);
    struct check_place place = {.function = function, .range = n->range, .note = {macro->range, "the macro's text"}};
    if (callee)
        check_report(
            pass, &place,
            "'%s' is called each time that the macro '%s' evaluates its argument, which is more than once; call "
            "it before, and give the macro its result",
            callee->name, macro->name);
    else
        check_report(pass, &place,
                     "the '%s%s' in the argument takes place each time that the macro '%s' evaluates it, which is more "
                     "than once; do it in a statement of its own",
                     n->kind == NODE_ASSIGN && n->op != OP_NONE ? operator_token_text(n->op) : "",
                     n->kind == NODE_ASSIGN ? "=" : operator_token_text(n->op), macro->name);
}

/* All of one place; true when two of them are evaluated on one path. */
static bool is_repeated(const struct facts *facts, const struct function_graph *graph, const struct effect *effects,
                        size_t count)
{
    for (size_t i = 0; i + 1 < count; i++)
        if (are_both_evaluated(facts, graph, effects[i].node, effects[i + 1].node))
            return true;
    return count > 2 && are_both_evaluated(facts, graph, effects[0].node, effects[count - 1].node);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    const struct function_graph *graph = &function->graph;
    struct effects effects = {0};
    list_effects(pass->facts, graph, &effects);
    if (effects.count > 1)
        qsort(effects.items, effects.count, sizeof *effects.items, compare_effects);
    for (size_t first = 0, next; first < effects.count; first = next) {
        next = first + 1;
        while (next < effects.count &&
               !memcmp(&effects.items[first].place, &effects.items[next].place, sizeof effects.items[first].place))
            next++;
        uint32_t node = effects.items[first].node, nodes_left = MAX_NODES_ASKED;
        bool counts = graph->nodes[node].kind != NODE_CALL ||
                      has_effect(pass->facts, called_function(pass->facts, graph, node), 0, &nodes_left);
        if (next - first > 1 && counts && is_repeated(pass->facts, graph, &effects.items[first], next - first))
            report(pass, function, node);
    }
    free(effects.items);
}

void check_macro_side_effect(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
