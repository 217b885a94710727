/* A plain char as index: bytes from 0x80 on are negative where char is signed, and the element before the table is
 * read. isalpha and its like have the same precondition, as functions and as macros over a table. */
#include <string.h>

#include "cet/core/memory.h"
#include "expression_name.h"
#include "expressions.h"
#include "ranges.h"
#include "sized_arguments.h"

#define MIN_TABLE_COUNT 128 /* a smaller table is no table of all bytes */

static const char *const character_functions[] = {"isalnum", "isalpha",  "isblank", "iscntrl", "isdigit",
                                                  "isgraph", "islower",  "isprint", "ispunct", "isspace",
                                                  "isupper", "isxdigit", "tolower", "toupper"};

static bool is_character_function(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(character_functions); i++)
        if (!strcmp(character_functions[i], name))
            return true;
    return false;
}

/* An int that was a signed char before has its range still: `int c = *text; table[c]`. */
static bool is_former_character(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    struct range range;
    return range_at(ranges_of(pass, function), node, &range) && range.low == INT8_MIN && range.high == INT8_MAX &&
           !(range.flags & RANGE_BOUNDED_BELOW);
}

static bool is_signed_character(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    struct range range;
    uint32_t id = facts_resolve_type(pass->facts, function->graph.nodes[node].type);
    return pass->facts->types[id].flags & TYPE_FLAG_CHARACTER &&
           !(range_at(ranges_of(pass, function), node, &range) && range.low >= 0);
}

/* The signed char below the conversions to int, NO_ID: it is none, or known not to be negative. */
static uint32_t signed_character(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    struct integer_type type;
    int64_t constant;
    while (node < graph->node_count && graph->nodes[node].kind == NODE_CAST &&
           graph->nodes[node].op == OP_CONVERT_INT) {
        if (!integer_type_of(pass->facts, graph->nodes[node].type, &type) || type.bits < 32)
            return NO_ID;
        node = graph_child(graph, node, 0);
    }
    if (node >= graph->node_count || !integer_type_of(pass->facts, graph->nodes[node].type, &type) || !type.is_signed ||
        constant_value(graph, node, &constant))
        return NO_ID;
    bool is_found =
        type.bits == 8 ? is_signed_character(pass, function, node) : is_former_character(pass, function, node);
    return is_found ? node : NO_ID;
}

/* A cast before an operand that binds closer than a cast does changes nothing else. */
static struct check_edit cast_before(const struct graph_node *node)
{
    bool is_tight = node->kind == NODE_CAST && node->flags & NODE_FLAG_IMPLICIT;
    if (!is_tight || node->spelled.file == NO_ID || !node->spelled.line || node->spelled.file != node->range.file)
        return (struct check_edit){0};
    struct source_range before = node->spelled;
    before.end_line = before.line;
    before.end_column = before.column;
    return (struct check_edit){before, "(unsigned char)"};
}

static void report(struct check_pass *pass, const struct fact_function *function, uint32_t place, uint32_t character,
                   const char *user)
{
    const struct graph_node *node = &function->graph.nodes[character];
    check_report(pass,
                 &(struct check_place){
                     .function = function, .range = function->graph.nodes[place].range, .edits = {cast_before(node)}},
                 "%s is a char, negative for bytes from 0x80 on, and %s; convert it to unsigned char first",
                 expression_name(pass->facts, function, character, pass->arena), user);
}

/* glibc's isalpha is `(*__ctype_b_loc())[(int)(c)]`. */
static bool is_character_macro(const struct facts *facts, const struct graph_node *node)
{
    return node->macro < facts->macro_count && facts->macros[node->macro].is_system;
}

static void look_at_index(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    uint32_t character = signed_character(pass, function, graph_child(graph, node, 1));
    struct fixed_array fixed;
    if (character == NO_ID)
        return;
    if (is_character_macro(pass->facts, &graph->nodes[node]))
        report(pass, function, node, character, "isalpha and its like take what an unsigned char holds, or EOF");
    else if (fixed_array_of(pass->facts, graph, graph_child(graph, node, 0), &fixed) && fixed.count >= MIN_TABLE_COUNT)
        report(pass, function, node, character,
               arena_printf(pass->arena, "it is the index of %s",
                            expression_name(pass->facts, function, graph_child(graph, node, 0), pass->arena)));
}

static void look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    const struct fact_function *callee = called_function(pass->facts, graph, node);
    if (!callee || !(callee->is_system || callee->is_builtin) || graph->nodes[node].child_count != 2 ||
        !is_character_function(callee->name))
        return;
    uint32_t character = signed_character(pass, function, graph_child(graph, node, 1));
    if (character != NO_ID)
        report(pass, function, node, character,
               arena_printf(pass->arena, "'%s' takes what an unsigned char holds, or EOF", callee->name));
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++) {
        const struct graph_node *node = &function->graph.nodes[i];
        if (node->flags & NODE_FLAG_UNEVALUATED)
            continue;
        if (node->kind == NODE_SUBSCRIPT)
            look_at_index(pass, function, i);
        else if (node->kind == NODE_CALL)
            look_at_call(pass, function, i);
    }
}

void check_signed_char_index(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
