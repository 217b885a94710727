/* Many variables of one file that live as long as the program and change: what a function does hangs on what was called
 * before. Static variables of functions count; constants, and what no function of the file ever changes, do not. */
#include <stdlib.h>

#include "cet/core/memory.h"
#include "cet/model/function_uses.h"
#include "pass.h"

/* An array is as constant as its elements; any layer of typedefs may say so. */
static bool is_constant_type(const struct facts *facts, uint32_t type)
{
    while (type < facts->type_count) {
        const struct fact_type *t = &facts->types[type];
        if (t->flags & TYPE_FLAG_CONST)
            return true;
        if (t->kind != TYPE_ARRAY && t->kind != TYPE_TYPEDEF)
            return false;
        type = t->target;
    }
    return false;
}

/* Whether an address goes where nothing is written through it: the pointer that it becomes is one to const. */
static bool is_only_read_there(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    for (uint32_t parent = graph->nodes[node].parent; parent != NO_ID; parent = graph->nodes[parent].parent) {
        const struct graph_node *user = &graph->nodes[parent];
        if (user->kind != NODE_CAST && user->kind != NODE_MEMBER && user->kind != NODE_SUBSCRIPT &&
            !(user->kind == NODE_UNARY && user->op == OP_ADDRESS))
            return false;
        uint32_t type = facts_resolve_type(facts, user->type);
        if (user->kind == NODE_CAST && type < facts->type_count && facts->types[type].kind == TYPE_POINTER &&
            is_constant_type(facts, facts->types[type].target))
            return true;
    }
    return false;
}

struct file_state {
    uint32_t count;
    struct source_range first;
    const char *name;
};

static void count_variable(struct file_state *files, struct source_range range, const char *name)
{
    struct file_state *file = &files[range.file];
    if (file->count++ && file->first.line <= range.line)
        return;
    file->first = range;
    file->name = name;
}

static bool is_changed_by(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    uint32_t flags = storage_flags_find(graph, node);
    return flags & STORAGE_WRITTEN || (flags & STORAGE_ADDRESS && !is_only_read_there(facts, graph, node));
}

/* Marks the globals that the function changes, and counts its own static variables that it does. */
static void look_at_function(const struct facts *facts, const struct fact_function *function, bool *is_changed,
                             struct file_state *files)
{
    const struct function_graph *graph = &function->graph;
    bool *is_local_changed = memory_new((size_t)graph->local_count + 1, sizeof *is_local_changed);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        if (node->flags & NODE_FLAG_UNEVALUATED)
            continue;
        bool is_static = node->kind == NODE_LOCAL && node->symbol < graph->local_count &&
                         graph->locals[node->symbol].is_static && !is_local_changed[node->symbol];
        if (is_static)
            is_local_changed[node->symbol] = is_changed_by(facts, graph, i);
        else if (node->kind == NODE_GLOBAL && node->symbol < facts->global_count && !is_changed[node->symbol])
            is_changed[node->symbol] = is_changed_by(facts, graph, i);
    }
    for (uint32_t i = 0; i < graph->local_count; i++) {
        struct source_place place = graph->locals[i].place;
        if (is_local_changed[i] && place.file < facts->file_count && !is_constant_type(facts, graph->locals[i].type))
            count_variable(files, (struct source_range){place.file, place.line, place.column, place.line, place.column},
                           graph->locals[i].name);
    }
    free(is_local_changed);
}

static void count_globals(const struct facts *facts, const bool *is_changed, struct file_state *files)
{
    for (uint32_t i = 0; i < facts->global_count; i++) {
        const struct fact_global *global = &facts->globals[i];
        if (global->is_defined && !global->is_system && !global->is_local_static && is_changed[i] &&
            global->range.file < facts->file_count && !is_constant_type(facts, global->type))
            count_variable(files, global->range, global->name);
    }
}

void check_mutable_globals(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    bool *is_changed = memory_new((size_t)facts->global_count + 1, sizeof *is_changed);
    struct file_state *files = memory_new((size_t)facts->file_count + 1, sizeof *files);
    for (uint32_t i = 0; i < facts->function_count; i++)
        look_at_function(facts, &facts->functions[i], is_changed, files);
    count_globals(facts, is_changed, files);
    for (uint32_t i = 0; i < facts->file_count; i++)
        if (files[i].count > pass->thresholds->mutable_globals)
            check_report(pass, &(struct check_place){.range = files[i].first},
                         "this file has %u variables that live as long as the program and change, more than %u, '%s' "
                         "the first; put them into a struct that is handed to the functions that need it",
                         files[i].count, pass->thresholds->mutable_globals, files[i].name);
    free(files);
    free(is_changed);
}
