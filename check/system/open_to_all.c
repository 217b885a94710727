/* Files that everybody may write: a mode with that bit, a umask of 0, and a file made without a mode at all, which gets
 * whatever happens to lie on the stack.
 *
 * 0666 for files and 0777 for folders leave the choice to the user's umask: there the finding is a matter of taste. */
#include <string.h>

#include "expressions.h"
#include "libc.h"
#include "macros.h"
#include "pass.h"
#include "storage.h"

#define WRITABLE_BY_ALL 02
#define STICKY 01000
#define PERMISSIONS 0777

static bool opens(const struct libc_function *libc)
{
    return !strncmp(libc->name, "open", 4) || !strcmp(libc->name, "shm_open");
}

/* The mode that takes only what umask leaves, as is usual. */
static bool is_usual(const struct libc_function *libc, int64_t mode)
{
    bool is_folder = !strncmp(libc->name, "mkdir", 5);
    return libc->flags & LIBC_MODE && (mode & PERMISSIONS) == (is_folder ? 0777 : 0666);
}

/* An argument, or what the local variable that it is was last given. */
static uint32_t argument_value(const struct function_graph *graph, uint32_t call, uint32_t child)
{
    uint32_t argument = graph_child(graph, call, child);
    uint32_t bare = graph_skip_casts(graph, argument);
    if (bare == NO_ID || graph->nodes[bare].kind != NODE_LOCAL)
        return argument;
    uint32_t value = last_value(graph, bare, call);
    return value == NO_ID ? argument : value;
}

static void look_at_mode(struct check_pass *pass, const struct fact_function *function, uint32_t call,
                         const struct libc_function *libc)
{
    const struct function_graph *graph = &function->graph;
    uint32_t child = libc_subject(libc) + 2 + opens(libc);
    uint32_t flags = argument_value(graph, call, libc_subject(libc) + 2);
    struct check_place place = {.function = function, .range = graph->nodes[call].range};
    bool makes = !opens(libc) || names_macro(pass->facts, graph, flags, "O_CREAT") ||
                 names_macro(pass->facts, graph, flags, "O_TMPFILE");
    uint32_t mode_node = argument_value(graph, call, child);
    int64_t mode;
    if (opens(libc) && makes && mode_node == NO_ID) {
        place.level_shift = 1;
        check_report(pass, &place,
                     "'%s' makes a file without a mode: who may use it is left to chance; add 0600 or 0644",
                     libc->name);
    } else if (makes && constant_value(graph, mode_node, &mode) && mode & WRITABLE_BY_ALL && !(mode & STICKY)) {
        place.level_shift = is_usual(libc, mode) ? -1 : 0;
        check_report(pass, &place, "'%s' lets everybody write what it makes (mode %04llo); take the last 2 out",
                     libc->name, (unsigned long long)(mode & 07777));
    }
}

static bool is_umask(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    const struct fact_function *callee = called_function(facts, graph, call);
    return callee && !callee->is_defined && !strcmp(callee->name, "umask");
}

/* umask(0) in order to read it, when another call puts it back. */
static bool is_put_back(const struct facts *facts, const struct function_graph *graph, uint32_t call)
{
    for (uint32_t i = graph->nodes[call].subtree_end; i < graph->node_count; i++)
        if (graph->nodes[i].kind == NODE_CALL && is_umask(facts, graph, i))
            return true;
    return false;
}

static void look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    const struct libc_function *libc = libc_find(called_function(pass->facts, graph, call));
    int64_t mask;
    if (libc && libc->flags & (LIBC_MODE | LIBC_MODE_EXACT))
        look_at_mode(pass, function, call, libc);
    else if (is_umask(pass->facts, graph, call) && constant_value(graph, graph_child(graph, call, 1), &mask) &&
             (mask & WRITABLE_BY_ALL) == 0 && mask == 0 && !is_put_back(pass->facts, graph, call))
        check_report(pass, &(struct check_place){.function = function, .range = graph->nodes[call].range},
                     "umask(0) lets everybody write the files that are made from here on; use 022 or 077");
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (function->graph.nodes[i].kind == NODE_CALL)
            look_at_call(pass, function, i);
}

void check_open_to_all(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
