/* Two locks taken in both orders somewhere in the program: two threads, each holding one, wait for each other for ever.
 *
 * An order is a lock held where another is waited for, there or in what is called. Locks are told by field and type or
 * by global; two of one field are one and the same here, unless both are parts of globals. A third lock that is held on
 * both sides keeps the two from meeting. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "expressions.h"
#include "locks.h"
#include "pass.h"

/* One lock held while another is waited for. */
struct order {
    const char *first; /* names, see order_name */
    const char *second;
    const char *first_shown;
    const char *second_shown;
    uint32_t function; /* where it was seen first */
    uint32_t node;
    uint32_t count;
    const char *gates[LOCKS_OF_FUNCTION]; /* held as well, wherever it was seen */
    uint32_t gate_count;
};

struct order_check {
    struct check_pass *pass;
    const struct locks *locks;
    struct order *orders;
    size_t count;
    size_t capacity;
    struct map index; /* "first|second" -> order */
};

/* The global object itself where it is one: "G4;.mutex". */
static bool is_global_object(const struct lock *lock)
{
    return lock->key[0] == 'G' && !strchr(lock->key, '[') && !strchr(lock->key, '(');
}

static const char *class_name(struct order_check *check, const struct lock_class *class)
{
    return arena_printf(check->pass->arena, "%u/%u/%u", class->global, class->record, class->field);
}

/* What tells the two locks apart; false when nothing does. */
static bool order_names(struct order_check *check, const struct lock *first, const struct lock *second,
                        const char **ret_first, const char **ret_second)
{
    bool are_known = lock_class_is_known(&first->class) && lock_class_is_known(&second->class);
    if (are_known && !lock_class_equals(&first->class, &second->class)) {
        *ret_first = class_name(check, &first->class);
        *ret_second = class_name(check, &second->class);
        return true;
    }
    if (!is_global_object(first) || !is_global_object(second) || !strcmp(first->key, second->key))
        return false;
    *ret_first = first->key;
    *ret_second = second->key;
    return true;
}

static void keep_common_gates(struct order *order, const char *const *gates, uint32_t gate_count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < order->gate_count; i++)
        for (uint32_t k = 0; k < gate_count; k++)
            if (!strcmp(order->gates[i], gates[k])) {
                order->gates[kept++] = order->gates[i];
                break;
            }
    order->gate_count = kept;
}

static const char *shown(struct order_check *check, const struct lock *lock)
{
    if (is_global_object(lock) || !lock_class_is_known(&lock->class))
        return lock->shown;
    return lock_class_shown(check->pass->facts, &lock->class, check->pass->arena);
}

static void add_order(struct order_check *check, const struct lock *first, const struct lock *second, uint32_t function,
                      uint32_t node, const char *const *gates, uint32_t gate_count)
{
    const char *first_name, *second_name;
    bool is_new;
    if (!order_names(check, first, second, &first_name, &second_name))
        return;
    const char *key = arena_printf(check->pass->arena, "%s|%s", first_name, second_name);
    uint64_t index = map_add(&check->index, key, check->count, &is_new);
    if (is_new) {
        struct order order = {
            first_name, second_name, shown(check, first), shown(check, second), function, node, 0, {0}, 0};
        for (uint32_t i = 0; i < gate_count; i++)
            order.gates[order.gate_count++] = gates[i];
        ARRAY_PUSH(check->orders, check->count, check->capacity, order);
    } else {
        keep_common_gates(&check->orders[index], gates, gate_count);
    }
    check->orders[index].count++;
}

/* Where both locks are the caller's, they have names in its callers only. */
static void add_order_of_callers(struct order_check *check, uint32_t function, const struct lock *first,
                                 const struct lock *second)
{
    const struct call_graph *graph = &check->locks->graph;
    struct lock_effect effects[2];
    const struct lock *locks[2] = {first, second};
    for (unsigned i = 0; i < 2; i++)
        effects[i] = (struct lock_effect){
            .param = locks[i]->param, .below = locks[i]->below, .shown = locks[i]->shown, .class = locks[i]->class};
    for (uint32_t i = graph->first_of_callee[function]; i < graph->first_of_callee[function + 1]; i++) {
        const struct call_site *site = &graph->sites[graph->by_callee[i]];
        struct expression_names names;
        struct lock held, taken;
        expression_names_init(&names, check->pass->facts, &check->pass->facts->functions[site->caller],
                              check->pass->arena);
        if (lock_of_effect(&names, site->node, &effects[0], &held) &&
            lock_of_effect(&names, site->node, &effects[1], &taken))
            add_order(check, &held, &taken, site->caller, site->node, NULL, 0);
    }
}

static void look_at_taking(struct order_check *check, const struct lock_function *function, uint32_t node, uint8_t held,
                           const struct lock *taken)
{
    const char *gates[LOCKS_OF_FUNCTION];
    for (uint32_t i = 0; i < function->lock_count; i++) {
        const struct lock *first = &function->locks[i];
        uint32_t gate_count = 0;
        if (!(held & 1u << i))
            continue;
        for (uint32_t k = 0; k < function->lock_count; k++)
            if (k != i && held & 1u << k && lock_class_is_known(&function->locks[k].class))
                gates[gate_count++] = class_name(check, &function->locks[k].class);
        add_order(check, first, taken, function->function, node, gates, gate_count);
        bool is_callers = first->param != NO_ID && taken->param != NO_ID && first->param != taken->param;
        if (is_callers && (!lock_class_is_known(&first->class) || lock_class_equals(&first->class, &taken->class)))
            add_order_of_callers(check, function->function, first, taken);
    }
}

static void look_at_call(struct order_check *check, const struct lock_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->names.function->graph;
    uint8_t held = lock_function_held(function, node);
    if (!held || !called_function(check->pass->facts, graph, node))
        return;
    uint32_t callee = graph->nodes[node].symbol;
    struct lock taken;
    if (check->locks->calls[callee].action == LOCK_TAKE &&
        lock_of_argument(&function->names, node, &check->locks->calls[callee], &taken))
        look_at_taking(check, function, node, held, &taken);
    const struct lock_effects *acquired = &check->locks->acquired[callee];
    for (uint32_t i = 0; i < acquired->count; i++)
        if (lock_of_effect(&function->names, node, &acquired->items[i], &taken))
            look_at_taking(check, function, node, held, &taken);
}

static bool have_common_gate(const struct order *a, const struct order *b)
{
    for (uint32_t i = 0; i < a->gate_count; i++)
        for (uint32_t k = 0; k < b->gate_count; k++)
            if (!strcmp(a->gates[i], b->gates[k]))
                return true;
    return false;
}

/* The rarer order is the one to mend. */
static void report(struct order_check *check, const struct order *one, const struct order *other)
{
    if (one->count > other->count) {
        const struct order *rarer = other;
        other = one;
        one = rarer;
    }
    const struct fact_function *function = &check->pass->facts->functions[one->function];
    const struct fact_function *elsewhere = &check->pass->facts->functions[other->function];
    struct check_note note = {
        elsewhere->graph.nodes[other->node].range,
        arena_printf(check->pass->arena, "'%s' is taken here while '%s' is held", one->first_shown, one->second_shown)};
    check_report(
        check->pass,
        &(struct check_place){.function = function, .range = function->graph.nodes[one->node].range, .note = note},
        "'%s' is taken while '%s' is held, and '%s' does it the other way round: two threads can wait for each "
        "other for ever; take them in one order everywhere",
        one->second_shown, one->first_shown, elsewhere->name);
}

static void compare_orders(struct order_check *check)
{
    for (size_t i = 0; i < check->count; i++) {
        const struct order *order = &check->orders[i];
        uint64_t other;
        const char *key = arena_printf(check->pass->arena, "%s|%s", order->second, order->first);
        if (map_find(&check->index, key, &other) && other < i && !have_common_gate(order, &check->orders[other]))
            report(check, order, &check->orders[other]);
    }
}

void check_lock_order(struct check_pass *pass)
{
    struct order_check check = {.pass = pass, .locks = check_locks(pass)};
    for (uint32_t i = 0; i < pass->facts->function_count; i++) {
        const struct lock_function *function = locks_of(check.locks, i);
        if (!function || !function->is_solved)
            continue;
        for (uint32_t node = 0; node < pass->facts->functions[i].graph.node_count; node++)
            if (pass->facts->functions[i].graph.nodes[node].kind == NODE_CALL)
                look_at_call(&check, function, node);
    }
    compare_orders(&check);
    free(check.orders);
    map_release(&check.index);
}
