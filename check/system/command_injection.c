/* A shell is given a text that was put together from something that is not written in the source: what is in it may be
 * commands.
 *
 * Looked at are system, popen, `sh -c` by exec, and functions of the program that hand their parameter to one of them.
 * Numbers do no harm, nor does what went through a function that quotes. */
#include <string.h>

#include "expressions.h"
#include "formats.h"
#include "libc.h"
#include "names.h"
#include "pass.h"
#include "storage.h"
#include "texts.h"
#include "types.h"
#include "wrappers.h"

#define MAX_DEPTH 3 /* of buffers put together from other buffers */

struct command_check {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    uint32_t call;
};

static uint32_t find_stranger(const struct command_check *check, uint32_t text, unsigned depth);

static const char *callee_name(const struct command_check *check, uint32_t call)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, call);
    return callee ? callee->name : "";
}

/* A call of shell_quote(...) and its like, or a variable that holds the result of one. */
static bool is_quoted(const struct command_check *check, uint32_t text)
{
    static const char *const words[] = {"quote", "quoted", "escape", "escaped", "shellquote", "shescape", NULL};
    text = graph_skip_casts(check->graph, text);
    if (text == NO_ID)
        return false;
    if (check->graph->nodes[text].kind != NODE_CALL)
        text = graph_skip_casts(check->graph, last_value(check->graph, text, check->call));
    return text != NO_ID && name_has_word(callee_name(check, text), words);
}

/* Whether it was asked before which characters are in it: strpbrk(text, "\"';&|"). */
static bool is_filtered(const struct command_check *check, uint32_t text)
{
    static const char *const words[] = {"strpbrk", "strspn", "strcspn", NULL};
    for (uint32_t i = 0; i < check->call; i++)
        for (const char *const *word = words; check->graph->nodes[i].kind == NODE_CALL && *word; word++)
            if (!strcmp(callee_name(check, i), *word) &&
                is_same_place(check->graph, graph_child(check->graph, i, 1), text))
                return true;
    return false;
}

/* The part of a piece that may hold commands, NO_ID: none. */
static uint32_t stranger_in_piece(const struct command_check *check, uint32_t piece, unsigned depth)
{
    if (piece == NO_ID || is_quoted(check, piece) || is_filtered(check, piece) ||
        text_find(check->pass->facts, check->function, piece).is_written_here)
        return NO_ID;
    const struct graph_node *n = &check->graph->nodes[graph_skip_casts(check->graph, piece)];
    if (n->kind == NODE_LOCAL && depth < MAX_DEPTH && is_fixed_array_type(check->pass->facts, n->type))
        return find_stranger(check, piece, depth + 1);
    return piece;
}

static uint32_t stranger_in_format(const struct command_check *check, uint32_t call, uint32_t format_child,
                                   unsigned depth)
{
    const char *format = text_literal(check->pass->facts, check->graph, graph_child(check->graph, call, format_child));
    if (!format)
        return NO_ID;
    struct format_reader reader = {.text = format};
    struct format_conversion conversion;
    while (format_next(&reader, &conversion)) {
        uint32_t piece = graph_child(check->graph, call, format_child + 1 + conversion.argument);
        uint32_t stranger = conversion.type == 's' ? stranger_in_piece(check, piece, depth) : NO_ID;
        if (stranger != NO_ID)
            return stranger;
    }
    return NO_ID;
}

/* The argument (as a child) that a call prints by, when it writes a text to its first one; 0: it does not. */
static uint32_t format_of_writer(const char *name)
{
    if (!strcmp(name, "sprintf") || !strcmp(name, "asprintf"))
        return 2;
    return !strcmp(name, "snprintf") ? 3 : 0;
}

static bool is_copy(const char *name)
{
    return !strcmp(name, "strcpy") || !strcmp(name, "strcat") || !strcmp(name, "strncat") || !strcmp(name, "strncpy") ||
           !strcmp(name, "strlcpy") || !strcmp(name, "strlcat") || !strcmp(name, "stpcpy");
}

static bool is_input(const char *name)
{
    return !strcmp(name, "fgets") || !strcmp(name, "gets") || !strcmp(name, "getline") || !strcmp(name, "scanf") ||
           !strcmp(name, "fscanf") || !strcmp(name, "read") || !strcmp(name, "recv");
}

/* Below & and an offset: asprintf(&command, ...), snprintf(command + n, ...). */
static bool starts_at(const struct function_graph *graph, uint32_t pointer, uint32_t text)
{
    uint32_t from = storage_root(graph, pointer), to = storage_root(graph, text);
    pointer = graph_skip_casts(graph, pointer);
    if (is_same_place(graph, pointer, text))
        return true;
    bool is_moved =
        pointer != NO_ID && (graph->nodes[pointer].kind == NODE_UNARY || graph->nodes[pointer].kind == NODE_BINARY);
    return is_moved && from != NO_ID && to != NO_ID && is_same_variable(graph, from, to);
}

/* Whether an input function is given the text to write to. */
static bool fills(const struct function_graph *graph, uint32_t call, uint32_t text)
{
    for (uint32_t i = 1; i < graph->nodes[call].child_count; i++)
        if (starts_at(graph, graph_child(graph, call, i), text))
            return true;
    return false;
}

/* What one call puts into the text that may hold commands, NO_ID: nothing. */
static uint32_t stranger_written(const struct command_check *check, uint32_t call, uint32_t text, unsigned depth)
{
    const struct function_graph *graph = check->graph;
    if (!libc_find(called_function(check->pass->facts, graph, call)))
        return NO_ID;
    const char *name = callee_name(check, call);
    uint32_t format_child = format_of_writer(name);
    if (is_input(name))
        return fills(graph, call, text) ? text : NO_ID;
    if (!(format_child || is_copy(name)) || !starts_at(graph, graph_child(graph, call, 1), text))
        return NO_ID;
    if (format_child)
        return stranger_in_format(check, call, format_child, depth);
    return stranger_in_piece(check, graph_child(graph, call, 2), depth);
}

/* What the text is made of that may hold commands, NO_ID: nothing that is seen. */
static uint32_t find_stranger(const struct command_check *check, uint32_t text, unsigned depth)
{
    const struct function_graph *graph = check->graph;
    text = graph_skip_casts(graph, text);
    if (text == NO_ID)
        return NO_ID;
    for (uint32_t i = 0; i < check->call; i++) {
        uint32_t stranger = graph->nodes[i].kind == NODE_CALL ? stranger_written(check, i, text, depth) : NO_ID;
        if (stranger != NO_ID)
            return stranger;
    }
    return NO_ID;
}

/* getenv(...), argv[i], and what a printing function of the program returned. */
static uint32_t stranger_from_outside(const struct command_check *check, uint32_t text, unsigned depth)
{
    const struct function_graph *graph = check->graph;
    text = graph_skip_casts(graph, text);
    if (text == NO_ID || depth > MAX_DEPTH)
        return NO_ID;
    const struct graph_node *n = &graph->nodes[text];
    if (n->kind == NODE_CALL) {
        const struct fact_function *callee = called_function(check->pass->facts, graph, text);
        if (!callee)
            return NO_ID;
        if (!strcmp(callee->name, "getenv"))
            return text;
        return callee->format_index && callee->attributes & ATTRIBUTE_FORMAT_PRINTF
                   ? stranger_in_format(check, text, callee->format_index, depth)
                   : NO_ID;
    }
    uint32_t root = storage_root(graph, text);
    if (n->kind == NODE_SUBSCRIPT && root != NO_ID && graph->nodes[root].kind == NODE_PARAM &&
        !strcmp(check->function->name, "main"))
        return text;
    return n->kind == NODE_LOCAL ? stranger_from_outside(check, last_value(graph, text, check->call), depth + 1)
                                 : NO_ID;
}

static void look_at_command(struct check_pass *pass, const struct fact_function *function, uint32_t call,
                            uint32_t command)
{
    struct command_check check = {pass, function, &function->graph, call};
    if (command == NO_ID || text_find(pass->facts, function, command).is_written_here)
        return;
    uint32_t stranger = find_stranger(&check, command, 0);
    if (stranger == NO_ID)
        stranger = stranger_from_outside(&check, command, 0);
    if (stranger == NO_ID)
        return;
    struct check_place place = {.function = function, .range = function->graph.nodes[call].range};
    place.note = (struct check_note){function->graph.nodes[stranger].range, "it comes in here"};
    check_report(pass, &place,
                 "the shell runs a command that holds '%s', which may hold commands of its own; run the program itself "
                 "by exec or posix_spawn, with arguments",
                 place_text(pass->facts, function, stranger, pass->arena));
}

static bool is_shell(const char *path)
{
    size_t length = path ? strlen(path) : 0;
    return length >= 2 && !strcmp(path + length - 2, "sh");
}

/* ..., "sh", "-c", command, ... of a call or of an array of arguments */
static uint32_t command_behind_c(const struct facts *facts, const struct function_graph *graph, uint32_t list)
{
    bool has_shell = false;
    for (uint32_t i = 0; i + 1 < graph->nodes[list].child_count; i++) {
        const char *word = text_literal(facts, graph, graph_child(graph, list, i));
        if (has_shell && word && !strcmp(word, "-c"))
            return graph_child(graph, list, i + 1);
        has_shell |= is_shell(word);
    }
    return NO_ID;
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function,
                             const struct wrappers *wrappers)
{
    const struct function_graph *graph = &function->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_CALL && graph->nodes[i].kind != NODE_INIT_LIST)
            continue;
        const struct fact_function *callee = called_function(pass->facts, graph, i);
        for (uint32_t a = 0; callee && a + 1 < graph->nodes[i].child_count && a < WRAPPER_MAX_PARAMS; a++)
            if (wrappers_flags(wrappers, pass->facts, callee, a) & LIBC_SHELL)
                look_at_command(pass, function, i, graph_child(graph, i, a + 1));
        bool is_list = graph->nodes[i].kind == NODE_INIT_LIST ||
                       (callee && !callee->is_defined && !strncmp(callee->name, "exec", 4));
        if (is_list)
            look_at_command(pass, function, i, command_behind_c(pass->facts, graph, i));
    }
}

void check_command_injection(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct wrappers wrappers = wrappers_find(facts, LIBC_SHELL);
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (facts->functions[i].graph.node_count)
            look_at_function(pass, &facts->functions[i], &wrappers);
    wrappers_release(&wrappers);
}
