#include "signal_handlers.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"

#define MAX_ROUNDS 3 /* functions around functions that install handlers */
#define MAX_CLIMB 12 /* expressions around the handler's name */

struct search {
    struct signal_handlers *handlers;
    const struct facts *facts;
    uint64_t *installed_params; /* for each function, a bit for each parameter that it installs */
};

static bool is_fault(int64_t number)
{
    return number == SIGSEGV || number == SIGBUS || number == SIGFPE || number == SIGILL || number == SIGABRT ||
           number == SIGTRAP || number == SIGSYS;
}

/* signal(number, handler) and its like. */
static bool is_signal_call(const struct fact_function *callee)
{
    static const char *const names[] = {"signal", "bsd_signal", "sysv_signal", "__sysv_signal", "sigset", "ssignal"};
    for (size_t i = 0; callee && !callee->is_defined && i < ARRAY_LENGTH(names); i++)
        if (!strcmp(callee->name, names[i]))
            return true;
    return false;
}

static const struct fact_type *type_at(const struct facts *facts, uint32_t type)
{
    type = facts_resolve_type(facts, type);
    return type < facts->type_count ? &facts->types[type] : NULL;
}

static bool is_handler_field(const struct facts *facts, const struct function_graph *graph, uint32_t member)
{
    if (member >= graph->node_count || graph->nodes[member].kind != NODE_MEMBER)
        return false;
    uint32_t base = graph_child(graph, member, 0);
    const struct fact_type *record = base < graph->node_count ? type_at(facts, graph->nodes[base].type) : NULL;
    if (record && record->kind == TYPE_POINTER)
        record = type_at(facts, record->target);
    if (!record || graph->nodes[member].symbol >= record->field_count)
        return false;
    const char *name = record->fields[graph->nodes[member].symbol].name;
    return strstr(name, "sa_handler") || strstr(name, "sa_sigaction");
}

static bool is_sigaction_list(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    const struct fact_type *type = type_at(facts, graph->nodes[node].type);
    return type && type->kind == TYPE_STRUCT && !strcmp(type->name, "sigaction");
}

/* The signals that the handler put at node is installed for, up to where the field is set again: all of them faults? */
static bool installs_for_faults(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    bool has_fault = false;
    for (node = graph->nodes[node].subtree_end; node < graph->node_count; node++) {
        const struct fact_function *callee = called_function(facts, graph, node);
        int64_t number;
        if (graph->nodes[node].kind == NODE_ASSIGN && is_handler_field(facts, graph, graph_child(graph, node, 0)))
            break;
        if (!callee || strcmp(callee->name, "sigaction") != 0)
            continue;
        if (!constant_value(graph, graph_child(graph, node, 1), &number) || !is_fault(number))
            return false;
        has_fault = true;
    }
    return has_fault;
}

enum installed { INSTALLED_NOT, INSTALLED, INSTALLED_FOR_FAULTS };

static enum installed by_call(const struct search *search, const struct function_graph *graph, uint32_t call,
                              uint32_t argument)
{
    const struct fact_function *callee = called_function(search->facts, graph, call);
    int64_t number;
    bool is_known = constant_value(graph, graph_child(graph, call, 1), &number);
    bool installs = is_signal_call(callee) && graph_child(graph, call, 2) == argument;
    for (uint32_t i = 0; callee && !installs && i < callee->param_count && i < 64; i++)
        installs =
            search->installed_params[graph->nodes[call].symbol] >> i & 1 && graph_child(graph, call, i + 1) == argument;
    if (!installs)
        return INSTALLED_NOT;
    return is_known && is_fault(number) ? INSTALLED_FOR_FAULTS : INSTALLED;
}

/* Whether the node, a function or a parameter, is put where handlers are. */
static enum installed how_installed(const struct search *search, const struct function_graph *graph, uint32_t node)
{
    for (unsigned i = 0; i < MAX_CLIMB && graph->nodes[node].parent < graph->node_count; i++) {
        uint32_t parent = graph->nodes[node].parent;
        switch ((enum node_kind)graph->nodes[parent].kind) {
        case NODE_CALL:
            return by_call(search, graph, parent, node);
        case NODE_ASSIGN:
            if (graph_child(graph, parent, 1) != node ||
                !is_handler_field(search->facts, graph, graph_child(graph, parent, 0)))
                return INSTALLED_NOT;
            return installs_for_faults(search->facts, graph, parent) ? INSTALLED_FOR_FAULTS : INSTALLED;
        case NODE_INIT_LIST:
            if (is_sigaction_list(search->facts, graph, parent))
                return installs_for_faults(search->facts, graph, parent) ? INSTALLED_FOR_FAULTS : INSTALLED;
            break;
        case NODE_CAST:
        case NODE_CONDITIONAL:
            break;
        case NODE_UNARY:
            if (graph->nodes[parent].op != OP_ADDRESS)
                return INSTALLED_NOT;
            break;
        default:
            return INSTALLED_NOT;
        }
        node = parent;
    }
    return INSTALLED_NOT;
}

static void look_at_node(struct search *search, uint32_t function, uint32_t node, bool is_last_round)
{
    const struct function_graph *graph = &search->facts->functions[function].graph;
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind == NODE_PARAM && n->symbol < 64 && how_installed(search, graph, node) != INSTALLED_NOT) {
        search->installed_params[function] |= 1ull << n->symbol;
    } else if (is_last_round && n->kind == NODE_FUNCTION && n->symbol < search->facts->function_count &&
               search->facts->functions[n->symbol].is_defined) {
        enum installed how = how_installed(search, graph, node);
        struct signal_handler handler = {n->symbol, function, node, how == INSTALLED_FOR_FAULTS};
        if (how != INSTALLED_NOT)
            ARRAY_PUSH(search->handlers->items, search->handlers->count, search->handlers->capacity, handler);
    }
}

/* False when nothing that installs handlers is declared. */
static bool may_install(const struct facts *facts)
{
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (is_signal_call(&facts->functions[i]) || !strcmp(facts->functions[i].name, "sigaction"))
            return true;
    return false;
}

void signal_handlers_find(struct signal_handlers *handlers, const struct facts *facts)
{
    *handlers = (struct signal_handlers){0};
    if (!may_install(facts))
        return;
    struct search search = {handlers, facts,
                            memory_new((size_t)facts->function_count + 1, sizeof *search.installed_params)};
    for (unsigned round = 1; round <= MAX_ROUNDS; round++)
        for (uint32_t i = 0; i < facts->function_count; i++)
            for (uint32_t node = 0; node < facts->functions[i].graph.node_count; node++)
                look_at_node(&search, i, node, round == MAX_ROUNDS);
    free(search.installed_params);
}

void signal_handlers_release(struct signal_handlers *handlers)
{
    if (!handlers)
        return;
    free(handlers->items);
    *handlers = (struct signal_handlers){0};
}
