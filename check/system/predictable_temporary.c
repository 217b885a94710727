/* A temporary file whose name somebody else can know beforehand: made up by tmpnam, mktemp, tempnam, or fixed in a
 * folder that everybody may write to. */
#include <string.h>

#include "expressions.h"
#include "libc.h"
#include "macros.h"
#include "pass.h"
#include "storage.h"
#include "texts.h"

static bool is_shared_folder(const char *path)
{
    static const char *const folders[] = {"/tmp/", "/var/tmp/", "/dev/shm/", "/usr/tmp/"};
    for (size_t i = 0; path && i < sizeof folders / sizeof *folders; i++)
        if (!strncmp(path, folders[i], strlen(folders[i])) && path[strlen(folders[i])])
            return true;
    return false;
}

/* The text that a buffer was last printed or copied by, before node: its beginning. */
static const char *beginning_written(const struct facts *facts, const struct function_graph *graph, uint32_t buffer,
                                     uint32_t node)
{
    const char *beginning = NULL;
    for (uint32_t i = 0; i < node; i++) {
        const struct libc_function *libc = libc_find(called_function(facts, graph, i));
        if (!libc || !is_same_place(graph, graph_child(graph, i, 1), buffer))
            continue;
        if (!strcmp(libc->name, "snprintf"))
            beginning = text_literal(facts, graph, graph_child(graph, i, 3));
        else if (!strcmp(libc->name, "sprintf") || !strcmp(libc->name, "strcpy"))
            beginning = text_literal(facts, graph, graph_child(graph, i, 2));
        else if (!strcmp(libc->name, "mkstemp") || !strcmp(libc->name, "mkdtemp"))
            beginning = NULL;
    }
    return beginning;
}

static const char *beginning_of(const struct facts *facts, const struct function_graph *graph, uint32_t path,
                                uint32_t node)
{
    path = graph_skip_casts(graph, path);
    if (path == NO_ID)
        return NULL;
    const char *literal = text_literal(facts, graph, path);
    if (literal)
        return literal;
    if (graph->nodes[path].kind == NODE_GLOBAL)
        return text_of_global(facts, graph->nodes[path].symbol);
    const char *written = beginning_written(facts, graph, path, node);
    if (written || graph->nodes[path].kind != NODE_LOCAL)
        return written;
    return text_literal(facts, graph, last_value(graph, path, node));
}

static bool is_for_writing(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                           const struct libc_function *libc)
{
    uint32_t behind_path = graph_child(graph, call, libc_subject(libc) + 2);
    if (!strncmp(libc->name, "fopen", 5) || !strncmp(libc->name, "freopen", 7)) {
        const char *mode = text_literal(facts, graph, behind_path);
        return mode && (strchr(mode, 'w') || strchr(mode, 'a') || strchr(mode, '+')) && !strchr(mode, 'x');
    }
    if (!strncmp(libc->name, "creat", 5))
        return true;
    return !strncmp(libc->name, "open", 4) && names_macro(facts, graph, behind_path, "O_CREAT") &&
           !names_macro(facts, graph, behind_path, "O_EXCL");
}

static void look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    const struct libc_function *libc = libc_find(called_function(pass->facts, graph, call));
    if (!libc || !(libc->flags & (LIBC_TEMPORARY | LIBC_USES_PATH)))
        return;
    struct check_place place = {.function = function, .range = graph->nodes[call].range};
    if (libc->flags & LIBC_TEMPORARY) {
        check_report(pass, &place,
                     "the name that '%s' makes up can be taken by somebody else before the file is made; use mkstemp",
                     libc->name);
        return;
    }
    if (!is_for_writing(pass->facts, graph, call, libc))
        return;
    const char *path = beginning_of(pass->facts, graph, graph_child(graph, call, libc_subject(libc) + 1), call);
    if (is_shared_folder(path))
        check_report(pass, &place,
                     "'%s' is a name that anybody can put a link at before the file is made; use mkstemp, or O_EXCL",
                     path);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (function->graph.nodes[i].kind == NODE_CALL)
            look_at_call(pass, function, i);
}

void check_predictable_temporary(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
