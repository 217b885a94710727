/* Which lock an expression designates. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

#include "locks.h"

#define MAX_STEPS 24

bool lock_class_is_known(const struct lock_class *class)
{
    return class->global != NO_ID || class->record != NO_ID;
}

bool lock_class_equals(const struct lock_class *a, const struct lock_class *b)
{
    return lock_class_is_known(a) && a->global == b->global && a->record == b->record && a->field == b->field;
}

const char *lock_class_shown(const struct facts *facts, const struct lock_class *class, struct arena *arena)
{
    if (class->global < facts->global_count)
        return facts->globals[class->global].name;
    if (class->record >= facts->type_count || class->field >= facts->types[class->record].field_count)
        return "...";
    const struct fact_type *record = &facts->types[class->record];
    const char *type = record->flags & TYPE_FLAG_ANONYMOUS ? "struct" : record->spelling;
    return arena_printf(arena, "%s.%s", type, record->fields[class->field].name);
}

uint32_t unqualified_type(const struct facts *facts, uint32_t type)
{
    if (type >= facts->type_count || !(facts->types[type].flags & (TYPE_FLAG_CONST | TYPE_FLAG_VOLATILE)))
        return type;
    const char *spelling = facts->types[type].spelling;
    for (;;) {
        uint64_t found;
        if (!strncmp(spelling, "const ", strlen("const ")))
            spelling += strlen("const ");
        else if (!strncmp(spelling, "volatile ", strlen("volatile ")))
            spelling += strlen("volatile ");
        else
            return map_find(&facts->type_index, spelling, &found) ? (uint32_t)found : type;
    }
}

static uint32_t record_of(const struct expression_names *names, const struct graph_node *member, uint32_t base)
{
    const struct facts *facts = names->facts;
    uint32_t type = facts_resolve_type(facts, names->function->graph.nodes[base].type);
    if (type < facts->type_count && member->op == OP_ARROW && facts->types[type].kind == TYPE_POINTER)
        type = facts_resolve_type(facts, facts->types[type].target);
    return type < facts->type_count ? unqualified_type(facts, type) : NO_ID;
}

/* The node that names the lock last: below casts, addresses, elements, and locals that stand for it. */
static uint32_t naming_node(const struct expression_names *names, uint32_t node)
{
    const struct function_graph *graph = &names->function->graph;
    for (unsigned i = 0; i < MAX_STEPS && node < graph->node_count; i++) {
        const struct graph_node *n = &graph->nodes[node];
        if (n->kind == NODE_CAST || n->kind == NODE_SUBSCRIPT ||
            (n->kind == NODE_UNARY && (n->op == OP_ADDRESS || n->op == OP_DEREF)))
            node = graph_child(graph, node, 0);
        else if (n->kind == NODE_LOCAL && n->symbol < graph->local_count && names->local_values[n->symbol] != NO_ID)
            node = names->local_values[n->symbol];
        else
            return node;
    }
    return NO_ID;
}

static struct lock_class class_of(const struct expression_names *names, uint32_t node)
{
    struct lock_class class = {NO_ID, NO_ID, NO_ID};
    const struct function_graph *graph = &names->function->graph;
    node = naming_node(names, node);
    if (node >= graph->node_count)
        return class;
    const struct graph_node *n = &graph->nodes[node];
    uint32_t base = graph_child(graph, node, 0);
    if (n->kind == NODE_GLOBAL) {
        class.global = n->symbol;
    } else if (n->kind == NODE_MEMBER && base < graph->node_count) {
        class.record = record_of(names, n, base);
        class.field = class.record == NO_ID ? NO_ID : n->symbol;
    }
    return class;
}

/* Splits "(*P2;).mutex" into parameter 2 and ".mutex". */
static void find_parameter(const struct expression_names *names, struct lock *lock)
{
    lock->param = NO_ID;
    lock->below = lock->key;
    for (uint32_t i = 0; i < names->function->param_count; i++) {
        if (names->is_param_assigned[i])
            continue;
        const char *start = arena_printf(names->arena, "(*P%u;)", i);
        if (!strncmp(lock->key, start, strlen(start))) {
            lock->param = i;
            lock->below = lock->key + strlen(start);
            return;
        }
    }
}

static const char *owner_of(const struct expression_names *names, const char *key)
{
    const char *dot = strrchr(key, '.');
    const char *bracket = strrchr(key, ']');
    return dot && (!bracket || bracket < dot) ? arena_strndup(names->arena, key, (size_t)(dot - key)) : NULL;
}

static bool complete(const struct expression_names *names, struct lock *lock)
{
    if (!lock->key)
        return false;
    find_parameter(names, lock);
    lock->owner = owner_of(names, lock->key);
    uint32_t local = NO_ID;
    if (lock->key[0] == 'L')
        for (local = 0, lock->below = lock->key + 1; *lock->below >= '0' && *lock->below <= '9'; lock->below++)
            local = local * 10 + (uint32_t)(*lock->below - '0');
    if (local < names->function->graph.local_count)
        lock->is_local = !names->function->graph.locals[local].is_static;
    if (lock->param == NO_ID)
        lock->below = lock->key;
    return true;
}

bool lock_of_argument(const struct expression_names *names, uint32_t call, const struct lock_call *lock_call,
                      struct lock *ret_lock)
{
    const struct function_graph *graph = &names->function->graph;
    uint32_t argument = lock_call->argument == NO_ID ? NO_ID : graph_child(graph, call, lock_call->argument + 1);
    if (argument >= graph->node_count)
        return false;
    struct lock lock = {.class = class_of(names, argument)};
    lock.key = lock_call->traits & LOCK_OF_HANDLE ? expression_key(names, argument) : pointee_key(names, argument);
    uint32_t bare = graph_skip_casts(graph, argument);
    bool is_address = graph->nodes[bare].kind == NODE_UNARY && graph->nodes[bare].op == OP_ADDRESS;
    lock.shown = expression_shown(names, is_address ? graph_child(graph, bare, 0) : bare);
    if (!complete(names, &lock))
        return false;
    *ret_lock = lock;
    return true;
}

/* The callee's key with the keys of the call's arguments where it has parameters; NULL when one has none. */
static const char *with_arguments(const struct expression_names *names, uint32_t call, const char *text)
{
    const struct function_graph *graph = &names->function->graph;
    SCOPED(strbuf_release) struct strbuf result = {0};
    for (const char *at = text; *at; at++) {
        char *end = NULL;
        unsigned long number = *at == 'P' && at[1] >= '0' && at[1] <= '9' ? strtoul(at + 1, &end, 10) : 0;
        if (!end || *end != ';') {
            strbuf_add_char(&result, *at);
            continue;
        }
        uint32_t argument = number < UINT16_MAX ? graph_child(graph, call, (uint32_t)number + 1) : NO_ID;
        const char *key = argument < graph->node_count ? expression_key(names, argument) : NULL;
        if (!key)
            return NULL;
        strbuf_add_text(&result, key);
        at = end;
    }
    return arena_strdup(names->arena, strbuf_text(&result));
}

bool lock_of_effect(const struct expression_names *names, uint32_t call, const struct lock_effect *effect,
                    struct lock *ret_lock)
{
    const struct function_graph *graph = &names->function->graph;
    const char *below = strchr(effect->below, 'P') ? with_arguments(names, call, effect->below) : effect->below;
    struct lock lock = {.key = below, .shown = effect->shown, .class = effect->class};
    if (!below)
        return false;
    if (effect->param != NO_ID) {
        uint32_t argument = graph_child(graph, call, effect->param + 1);
        const char *start = argument < graph->node_count ? pointee_key(names, argument) : NULL;
        if (!start)
            return false;
        uint32_t bare = graph_skip_casts(graph, argument);
        bool is_address = graph->nodes[bare].kind == NODE_UNARY && graph->nodes[bare].op == OP_ADDRESS;
        const char *base = expression_shown(names, is_address ? graph_child(graph, bare, 0) : bare);
        lock.key = arena_printf(names->arena, "%s%s", start, below);
        const char *rest = below[0] == '.' && !is_address ? "->" : "";
        lock.shown = arena_printf(names->arena, "%s%s%s", base, rest, below + (*rest ? 1 : 0));
        if (!lock_class_is_known(&lock.class))
            lock.class = class_of(names, argument);
    }
    if (!complete(names, &lock))
        return false;
    *ret_lock = lock;
    return true;
}
