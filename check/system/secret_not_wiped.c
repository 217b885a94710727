/* A password or key that stays in memory when its variable ends or its block is freed; and a memset right before that,
 * which the compiler removes since nothing reads what it wrote.
 *
 * Secrets are told by their names, and by getpass. Followed over the flow graph: a local array that a call may have
 * filled, to the function's end; a pointer or field, to its free. A memset to 0 of any local that ends right after it
 * can only have been meant to wipe. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "flow.h"
#include "libc.h"
#include "names.h"
#include "pass.h"
#include "storage.h"
#include "types.h"

#define MAX_SECRETS 24 /* of one function */

struct secret {
    uint32_t place;    /* the DECLARE of a local, or the argument of free */
    uint32_t declared; /* DECLARE of a local array, NO_ID: freed */
    bool is_named;     /* by its name; else only wiped */
    bool is_struct;    /* of which a field has such a name: filled through that field */
    uint32_t source;   /* the call of getpass that a pointer got it from, NO_ID */
    bool is_reported;
};

struct state {
    uint32_t is_open;             /* bits: may hold a secret that is not wiped */
    uint32_t is_set;              /* bits: was memset, and nothing touched it since */
    uint32_t set_at[MAX_SECRETS]; /* that memset */
};

struct secret_check {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct secret secrets[MAX_SECRETS];
    uint32_t count;
    bool *is_read; /* for each node: a memset whose variable is mentioned after it, on some path */
    bool is_reporting;
};

static const char *callee_name(const struct secret_check *check, uint32_t call)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, call);
    return callee ? callee->name : "";
}

static bool is_zeroing_memset(const struct secret_check *check, uint32_t call)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, call);
    int64_t value;
    if (!libc_find(callee))
        return false;
    return !strcmp(callee->name, "bzero") ||
           (!strcmp(callee->name, "memset") &&
            constant_value(check->graph, graph_child(check->graph, call, 2), &value) && value == 0);
}

static bool points_to_volatile(const struct facts *facts, uint32_t type)
{
    const struct fact_type *pointer = resolved_type(facts, type);
    return pointer && pointer->kind == TYPE_POINTER && pointer->target < facts->type_count &&
           facts->types[pointer->target].flags & TYPE_FLAG_VOLATILE;
}

static bool works_on_volatile(const struct facts *facts, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.local_count; i++)
        if (points_to_volatile(facts, function->graph.locals[i].type))
            return true;
    for (uint32_t i = 0; i < function->param_count; i++)
        if (points_to_volatile(facts, function->params[i].type))
            return true;
    return false;
}

/* A call that overwrites for good: by its name, by writing through a volatile pointer, or as memset through a pointer.
 */
static bool is_wipe(const struct secret_check *check, uint32_t call)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, call);
    int64_t value;
    if (callee)
        return name_is_wipe(callee->name) || (callee->is_defined && works_on_volatile(check->pass->facts, callee));
    return check->graph->nodes[call].child_count == 4 &&
           constant_value(check->graph, graph_child(check->graph, call, 2), &value) && value == 0;
}

/* The secret that a pointer given to a call leads to, NO_ID: none. */
static uint32_t find_secret(const struct secret_check *check, uint32_t pointer)
{
    const struct function_graph *graph = check->graph;
    struct storage to = storage_pointed_to(graph, pointer);
    uint32_t bare = graph_skip_casts(graph, pointer);
    for (uint32_t i = 0; i < check->count; i++) {
        const struct secret *secret = &check->secrets[i];
        if (secret->declared == NO_ID ? is_same_place(graph, bare, secret->place)
                                      : to.variable != NO_ID && is_same_variable(graph, to.variable, secret->place))
            return i;
    }
    return NO_ID;
}

static void report_unwiped(struct secret_check *check, struct secret *secret, struct source_range range,
                           struct check_note note)
{
    if (!check->is_reporting || secret->is_reported)
        return;
    secret->is_reported = true;
    check_report(check->pass, &(struct check_place){.function = check->function, .range = range, .note = note},
                 "'%s' is not wiped before its memory is given back; overwrite it by explicit_bzero",
                 place_text(check->pass->facts, check->function, secret->place, check->pass->arena));
}

static void report_dead_memset(struct secret_check *check, struct secret *secret, uint32_t memset_call)
{
    if (!check->is_reporting || secret->is_reported || check->is_read[memset_call])
        return;
    secret->is_reported = true;
    check_report(check->pass,
                 &(struct check_place){.function = check->function, .range = check->graph->nodes[memset_call].range},
                 "nothing reads '%s' after this, so the compiler may leave it out; wipe by explicit_bzero",
                 place_text(check->pass->facts, check->function, secret->place, check->pass->arena));
}

static void see_free(struct secret_check *check, struct state *state, uint32_t call)
{
    const struct function_graph *graph = check->graph;
    uint32_t argument = graph_skip_casts(graph, graph_child(graph, call, 1));
    for (uint32_t i = 0; i < check->count; i++) {
        struct secret *secret = &check->secrets[i];
        uint32_t bit = 1u << i;
        if (secret->declared != NO_ID || !is_same_place(graph, argument, secret->place))
            continue;
        if (state->is_set & bit)
            report_dead_memset(check, secret, state->set_at[i]);
        else if (state->is_open & bit)
            report_unwiped(check, secret, graph->nodes[call].range, (struct check_note){0});
        state->is_open &= ~bit;
        state->is_set &= ~bit;
    }
}

static bool may_fill(const struct secret_check *check, uint32_t call, uint32_t argument)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, call);
    return !callee || argument >= callee->param_count ||
           !is_read_only_type(check->pass->facts, callee->params[argument].type);
}

static void see_memset(struct secret_check *check, struct state *state, uint32_t call)
{
    uint32_t i = find_secret(check, graph_child(check->graph, call, 1));
    if (i == NO_ID)
        return;
    state->is_open &= ~(1u << i);
    state->is_set |= 1u << i;
    state->set_at[i] = call;
}

static void see_call(struct secret_check *check, struct state *state, uint32_t call)
{
    const struct function_graph *graph = check->graph;
    const struct fact_function *callee = called_function(check->pass->facts, graph, call);
    if (callee && callee->attributes & ATTRIBUTE_NORETURN) {
        *state = (struct state){0};
        return;
    }
    if (is_zeroing_memset(check, call)) {
        see_memset(check, state, call);
        return;
    }
    if (callee && !callee->is_defined && !strcmp(callee->name, "free")) {
        see_free(check, state, call);
        return;
    }
    for (uint32_t i = 0; i < check->count; i++)
        if (check->secrets[i].source == call)
            state->is_open |= 1u << i;
    bool wipes = is_wipe(check, call);
    for (uint32_t a = 0; a + 1 < graph->nodes[call].child_count; a++) {
        uint32_t i = find_secret(check, graph_child(graph, call, a + 1));
        if (i == NO_ID)
            continue;
        if (wipes)
            state->is_open &= ~(1u << i);
        else if (check->secrets[i].is_named && (check->secrets[i].declared == NO_ID || may_fill(check, call, a)) &&
                 (!check->secrets[i].is_struct ||
                  name_is_secret(place_name(check->pass->facts, check->function, graph_child(graph, call, a + 1)))))
            state->is_open |= 1u << i;
        state->is_set &= ~(1u << i);
    }
    if (!libc_find(callee) && !wipes)
        for (uint32_t i = 0; i < check->count; i++)
            if (!check->secrets[i].is_named)
                state->is_set &= ~(1u << i); /* may have kept the address */
}

/* secret[i] = c fills, secret[i] = 0 wipes; a pointer to a new block does neither for the old one. */
static void see_assignment(struct secret_check *check, struct state *state, uint32_t node)
{
    const struct function_graph *graph = check->graph;
    uint32_t place = graph_skip_casts(graph, graph_child(graph, node, 0));
    if (place == NO_ID)
        return;
    uint32_t root = storage_root(graph, place);
    int64_t value;
    bool is_zero = constant_value(graph, graph_child(graph, node, 1), &value) && value == 0;
    for (uint32_t i = 0; i < check->count; i++) {
        const struct secret *secret = &check->secrets[i];
        uint32_t bit = 1u << i;
        if (secret->declared == NO_ID && is_same_place(graph, place, secret->place)) {
            state->is_open = is_zero ? state->is_open & ~bit : state->is_open | bit;
        } else if (secret->declared != NO_ID && root != NO_ID && is_same_variable(graph, root, secret->place)) {
            if (graph->nodes[place].kind == NODE_SUBSCRIPT && secret->is_named && !is_zero)
                state->is_open |= bit;
        }
    }
}

/* Any mention of a variable after its memset: something may read what was written. */
static void see_mention(struct secret_check *check, struct state *state, uint32_t node)
{
    for (uint32_t i = 0; i < check->count; i++)
        if (check->secrets[i].declared != NO_ID && is_same_variable(check->graph, node, check->secrets[i].place)) {
            if (state->is_set & 1u << i)
                check->is_read[state->set_at[i]] = true;
            state->is_set &= ~(1u << i);
        }
}

/* What getpass gave is handed on to the caller, who may wipe it. */
static void see_return(struct secret_check *check, struct state *state, uint32_t node)
{
    uint32_t value = graph_skip_casts(check->graph, graph_child(check->graph, node, 0));
    for (uint32_t i = 0; value != NO_ID && i < check->count; i++)
        if (check->secrets[i].source != NO_ID && is_same_variable(check->graph, value, check->secrets[i].place))
            state->is_open &= ~(1u << i);
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct secret_check *check = context;
    switch ((enum node_kind)check->graph->nodes[node].kind) {
    case NODE_CALL:
        see_call(check, state_bytes, node);
        break;
    case NODE_ASSIGN:
        see_assignment(check, state_bytes, node);
        break;
    case NODE_RETURN:
        see_return(check, state_bytes, node);
        break;
    case NODE_LOCAL:
        see_mention(check, state_bytes, node);
        break;
    default:
        break;
    }
}

/* Whether the condition, true or not, says that a pointer is NULL or that a call failed; *ret_subject is which. */
static bool says_nothing_there(const struct function_graph *graph, uint32_t condition, bool is_true,
                               uint32_t *ret_subject)
{
    const struct graph_node *n = &graph->nodes[condition];
    int64_t zero;
    *ret_subject = graph_skip_casts(graph, condition);
    if (n->kind != NODE_BINARY)
        return !is_true;
    *ret_subject = graph_skip_casts(graph, graph_child(graph, condition, 0));
    if (*ret_subject == NO_ID || !constant_value(graph, graph_child(graph, condition, 1), &zero) || zero != 0)
        return false;
    bool is_pointer = constant_value(graph, graph_child(graph, condition, 1), &zero) &&
                      graph->nodes[graph_skip_casts(graph, graph_child(graph, condition, 1))].kind == NODE_NULL_POINTER;
    if (n->op == OP_EQ || n->op == OP_NE)
        return (n->op == OP_EQ) == (is_true == is_pointer);
    return (n->op == OP_LT || n->op == OP_LE) && is_true;
}

static bool branch(void *context, void *state_bytes, uint32_t condition, bool is_true)
{
    struct secret_check *check = context;
    struct state *state = state_bytes;
    const struct function_graph *graph = check->graph;
    uint32_t subject;
    if (!says_nothing_there(graph, condition, is_true, &subject) || subject == NO_ID)
        return true;
    for (uint32_t i = 0; i < check->count; i++)
        if (is_same_place(graph, subject, check->secrets[i].place) && check->secrets[i].declared == NO_ID)
            state->is_open &= ~(1u << i);
    for (uint32_t a = 1; graph->nodes[subject].kind == NODE_CALL && a < graph->nodes[subject].child_count; a++) {
        uint32_t i = find_secret(check, graph_child(graph, subject, a));
        if (i != NO_ID && check->secrets[i].declared != NO_ID && may_fill(check, subject, a - 1))
            state->is_open &= ~(1u << i);
    }
    return true;
}

/* What is freed may hold its secret from the start: it is the caller's. */
static void enter(void *context, void *state_bytes)
{
    const struct secret_check *check = context;
    struct state *state = state_bytes;
    for (uint32_t i = 0; i < check->count; i++)
        if (check->secrets[i].declared == NO_ID)
            state->is_open |= 1u << i;
}

static bool join(void *context, void *into, const void *from)
{
    const struct secret_check *check = context;
    struct state *state = into;
    const struct state *other = from;
    struct state before = *state;
    state->is_open |= other->is_open;
    for (uint32_t i = 0; i < check->count; i++)
        if (other->is_set & ~state->is_set & 1u << i)
            state->set_at[i] = other->set_at[i];
    state->is_set |= other->is_set;
    return state->is_open != before.is_open || state->is_set != before.is_set;
}

static void add_secret(struct secret_check *check, uint32_t place, bool is_local, bool is_named)
{
    if (check->count < MAX_SECRETS)
        check->secrets[check->count++] = (struct secret){
            .place = place, .declared = is_local ? place : NO_ID, .is_named = is_named, .source = NO_ID};
}

/* Whether the struct has a field for a secret. */
static bool has_secret_field(const struct facts *facts, uint32_t type)
{
    const struct fact_type *record = resolved_type(facts, type);
    for (uint32_t i = 0; record && record->kind == TYPE_STRUCT && i < record->field_count; i++)
        if (is_fixed_array_type(facts, record->fields[i].type) && is_text_type(facts, record->fields[i].type) &&
            name_is_secret(record->fields[i].name))
            return true;
    return false;
}

/* The variable that gets the result of getpass, whose buffer everybody shares. */
static void look_at_getpass(struct secret_check *check, uint32_t call)
{
    const struct function_graph *graph = check->graph;
    uint32_t parent = graph->nodes[call].parent;
    while (parent != NO_ID && graph->nodes[parent].kind == NODE_CAST)
        parent = graph->nodes[parent].parent;
    if (parent == NO_ID || strcmp(callee_name(check, call), "getpass") != 0 || check->count == MAX_SECRETS)
        return;
    uint32_t place = graph->nodes[parent].kind == NODE_ASSIGN ? graph_child(graph, parent, 0) : parent;
    if (place == NO_ID || (graph->nodes[place].kind != NODE_DECLARE && graph->nodes[place].kind != NODE_LOCAL))
        return;
    check->secrets[check->count++] =
        (struct secret){.place = place, .declared = parent, .is_named = true, .source = call};
}

static bool holds_bytes(const struct facts *facts, uint32_t type)
{
    const struct fact_type *element = element_type(facts, type);
    return element && (element->kind == TYPE_INT || element->kind == TYPE_VOID);
}

/* Whether the address of a local is put anywhere but into a call: others may read it then. */
static bool is_address_kept(const struct function_graph *graph, uint32_t declared)
{
    for (uint32_t i = declared + 1; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_LOCAL || !is_same_variable(graph, i, declared))
            continue;
        uint32_t parent = graph->nodes[i].parent;
        bool is_address = false;
        while (parent != NO_ID &&
               (graph->nodes[parent].kind == NODE_CAST || graph->nodes[parent].kind == NODE_UNARY ||
                graph->nodes[parent].kind == NODE_MEMBER || graph->nodes[parent].kind == NODE_BINARY ||
                graph->nodes[parent].kind == NODE_SUBSCRIPT)) {
            is_address |= graph->nodes[parent].op == OP_ADDRESS || graph->nodes[parent].op == OP_DECAY;
            is_address &= graph->nodes[parent].op != OP_LOAD;
            parent = graph->nodes[parent].parent;
        }
        if (is_address && parent != NO_ID && graph->nodes[parent].kind != NODE_CALL)
            return true;
    }
    return false;
}

/* Locals that are memset, and do not live in a volatile or kept place. */
static bool is_wiped_by_memset(const struct secret_check *check, uint32_t declared)
{
    const struct function_graph *graph = check->graph;
    for (uint32_t i = declared + 1; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_CALL || !is_zeroing_memset(check, i))
            continue;
        struct storage to = storage_pointed_to(graph, graph_child(graph, i, 1));
        if (to.variable != NO_ID && !to.is_behind && is_same_variable(graph, to.variable, declared))
            return !is_address_kept(graph, declared);
    }
    return false;
}

static void look_at_declaration(struct secret_check *check, uint32_t node)
{
    const struct function_graph *graph = check->graph;
    const struct facts *facts = check->pass->facts;
    if (graph->nodes[node].symbol >= graph->local_count)
        return;
    const struct graph_local *local = &graph->locals[graph->nodes[node].symbol];
    if (local->is_static || local->type >= facts->type_count ||
        facts->types[local->type].flags & (TYPE_FLAG_CONST | TYPE_FLAG_VOLATILE) || is_pointer_type(facts, local->type))
        return;
    bool is_named = is_fixed_array_type(facts, local->type) && holds_bytes(facts, local->type) &&
                    !is_read_only_type(facts, local->type) && name_is_secret(local->name);
    bool is_struct = !is_named && has_secret_field(facts, local->type);
    if (check->count < MAX_SECRETS && (is_named || is_struct || is_wiped_by_memset(check, node))) {
        add_secret(check, node, true, is_named || is_struct);
        check->secrets[check->count - 1].is_struct = is_struct;
    }
}

static void look_at_freed(struct secret_check *check, uint32_t call)
{
    const struct function_graph *graph = check->graph;
    uint32_t place = graph_skip_casts(graph, graph_child(graph, call, 1));
    if (place == NO_ID || strcmp(callee_name(check, call), "free") != 0 ||
        !holds_bytes(check->pass->facts, graph->nodes[place].type) ||
        !name_is_secret(place_name(check->pass->facts, check->function, place)))
        return;
    for (uint32_t i = 0; i < check->count; i++)
        if (check->secrets[i].declared == NO_ID && is_same_place(graph, check->secrets[i].place, place))
            return;
    add_secret(check, place, false, true);
}

static void collect(struct secret_check *check)
{
    const struct function_graph *graph = check->graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind == NODE_DECLARE) {
            look_at_declaration(check, i);
        } else if (graph->nodes[i].kind == NODE_CALL) {
            look_at_freed(check, i);
            look_at_getpass(check, i);
        }
    }
}

static void report_at_end(struct secret_check *check, const struct flow *flow)
{
    const struct function_graph *graph = check->graph;
    const struct state *state = flow_state_at(flow, graph->exit_block);
    for (uint32_t i = 0; state && i < check->count; i++) {
        struct secret *secret = &check->secrets[i];
        if (secret->declared == NO_ID)
            continue;
        if (state->is_open & 1u << i)
            report_unwiped(check, secret, graph->nodes[secret->declared].range, (struct check_note){0});
        else if (state->is_set & 1u << i)
            report_dead_memset(check, secret, state->set_at[i]);
    }
}

/* A loop over a volatile pointer, or a barrier: the function wipes in its own way. */
static bool wipes_by_itself(const struct secret_check *check)
{
    for (uint32_t i = 0; i < check->graph->node_count; i++)
        if (check->graph->nodes[i].kind == NODE_ASM)
            return true;
    return works_on_volatile(check->pass->facts, check->function);
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    struct secret_check check = {.pass = pass, .function = function, .graph = &function->graph};
    collect(&check);
    if (!check.count || wipes_by_itself(&check) || name_is_wipe(function->name))
        return;
    check.is_read = memory_new(check.graph->node_count, sizeof *check.is_read);
    struct flow flow = {.graph = check.graph,
                        .state_size = sizeof(struct state),
                        .context = &check,
                        .enter = enter,
                        .join = join,
                        .visit = visit,
                        .branch = branch};
    if (flow_run(&flow, &check.is_reporting))
        report_at_end(&check, &flow);
    flow_release(&flow);
    free(check.is_read);
}

void check_secret_not_wiped(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
