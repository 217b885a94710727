/* A field or global that most of the program uses under one lock, and somebody without it.
 *
 * Which lock guards what is learned by counting. Left out are uses that no other thread can see: objects just made,
 * functions that make and unmake, what runs before threads are started and after they have ended; and what needs no
 * lock: atomics, constants, locks themselves, data that nobody writes once it is shared. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "cet/model/function_uses.h"
#include "expression_key.h"
#include "locks.h"
#include "locks_on_entry.h"
#include "pass.h"
#include "threads.h"

#define MIN_GUARDED 2          /* uses under the lock that make a rule */
#define MIN_GUARDING 2         /* functions that take it for that */
#define GUARDED_PER_BARE 2     /* so many for each use without it */
#define MAX_FINDINGS_OF_DATA 4 /* more uses without it are no slips */

/* One field or global of the program. */
struct data {
    uint32_t global, record, field;
    uint32_t guarded[MAX_LOCK_CLASSES]; /* uses under each lock */
    uint32_t uses;
    uint32_t guarded_writes[MAX_LOCK_CLASSES];
    uint32_t guarding[MAX_LOCK_CLASSES];      /* functions that take it themselves */
    uint32_t last_guarding[MAX_LOCK_CLASSES]; /* the last of those + 1 */
};

struct access {
    uint32_t data;
    uint32_t function;
    uint32_t node;
    bool is_write;
    uint64_t guards; /* bits of lock classes */
};

struct field_check {
    struct check_pass *pass;
    const struct locks *locks;
    struct locks_on_entry entry;
    bool *is_setup;
    struct map index; /* "global/record/field" -> data */
    struct data *data;
    size_t data_count, data_capacity;
    struct access *accesses;
    size_t access_count, access_capacity;
};

/* --- what needs no lock --- */

static bool is_lock_type(const struct facts *facts, uint32_t type)
{
    for (unsigned i = 0; i < 16 && type < facts->type_count; i++) {
        const struct fact_type *t = &facts->types[type];
        if (t->flags & (TYPE_FLAG_ATOMIC | TYPE_FLAG_VOLATILE) || strstr(t->name, "mutex") || strstr(t->name, "lock") ||
            strstr(t->name, "cond") || strstr(t->name, "atomic") || !strncmp(t->name, "mtx_", 4) ||
            !strncmp(t->name, "cnd_", 4) || !strncmp(t->name, "pthread_", 8))
            return true;
        if (t->kind != TYPE_TYPEDEF && t->kind != TYPE_ARRAY)
            return t->flags & TYPE_FLAG_CONST;
        if (t->flags & TYPE_FLAG_CONST)
            return true;
        type = t->target;
    }
    return false;
}

static bool needs_no_lock(const struct facts *facts, const struct storage_use *use)
{
    if (use->global < facts->global_count) {
        const struct fact_global *global = &facts->globals[use->global];
        return global->is_thread_local || global->is_system || is_lock_type(facts, global->type);
    }
    if (use->record >= facts->type_count || use->field >= facts->types[use->record].field_count)
        return true;
    const struct fact_type *record = &facts->types[use->record];
    return record->flags & TYPE_FLAG_SYSTEM || is_lock_type(facts, record->fields[use->field].type);
}

/* --- who can see it --- */

static bool is_allocation(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    if (node >= graph->node_count || graph->nodes[node].kind != NODE_CALL ||
        graph->nodes[node].symbol >= facts->function_count)
        return false;
    static const char *const words[] = {"alloc", "new", "create", "make", "dup", "init"};
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strstr(facts->functions[graph->nodes[node].symbol].name, words[i]))
            return true;
    return false;
}

/* Whether the member belongs to an object of the function's own: a local struct, or what it has just allocated. */
static bool is_of_own_object(const struct expression_names *names, uint32_t member)
{
    const struct function_graph *graph = &names->function->graph;
    bool is_behind_pointer = false;
    uint32_t node = member;
    while (node < graph->node_count && graph->nodes[node].kind != NODE_LOCAL) {
        const struct graph_node *n = &graph->nodes[node];
        if (n->kind != NODE_MEMBER && n->kind != NODE_SUBSCRIPT && n->kind != NODE_CAST && n->kind != NODE_UNARY)
            return false;
        is_behind_pointer |= n->op == OP_ARROW || n->op == OP_DEREF;
        node = graph_child(graph, node, 0);
    }
    if (node >= graph->node_count || graph->nodes[node].symbol >= graph->local_count)
        return false;
    uint32_t local = graph->nodes[node].symbol, value = names->local_values[local];
    if (!is_behind_pointer)
        return !graph->locals[local].is_static;
    return value < graph->node_count && is_allocation(names->facts, graph, graph_skip_casts(graph, value));
}

/* Functions that make or destroy locks, and those that start threads or wait for their end. */
static bool is_alone(const struct field_check *check, uint32_t function)
{
    const struct call_graph *graph = &check->locks->graph;
    const struct fact_function *fact = &check->pass->facts->functions[function];
    if (check->is_setup[function] || strstr(fact->name, "nolock") || strstr(fact->name, "unsafe") ||
        strstr(fact->name, "_locked") || strstr(fact->name, "unlocked"))
        return true;
    for (uint32_t i = graph->first_site[function]; i < graph->first_site[function + 1]; i++) {
        uint32_t callee = graph->sites[i].callee;
        const struct fact_function *called = &check->pass->facts->functions[callee];
        uint8_t action = check->locks->calls[callee].action;
        if (action == LOCK_INIT || action == LOCK_DESTROY || is_thread_start(called) || is_thread_end(called))
            return true;
    }
    return fact->linkage == LINKAGE_EXTERNAL && !strcmp(fact->name, "main");
}

/* --- counting --- */

static uint32_t data_index(struct field_check *check, const struct storage_use *use)
{
    bool is_new;
    char name[64];
    snprintf(name, sizeof name, "%u/%u/%u", use->global, use->record, use->field);
    uint32_t index = (uint32_t)map_add(&check->index, name, check->data_count, &is_new);
    struct data data = {.global = use->global, .record = use->record, .field = use->field};
    if (is_new)
        ARRAY_PUSH(check->data, check->data_count, check->data_capacity, data);
    return index;
}

/* Whether the key designates a part of the owner: "(*P0;)" of "(*P0;).stats.count". */
static bool is_part_of(const char *key, const char *owner)
{
    size_t length = strlen(owner);
    return !strncmp(key, owner, length) && key[length] == '.';
}

/* The locks that guard the use. False when it is not known: another lock is held, or one may be. */
static bool find_guards(const struct field_check *check, const struct expression_names *names,
                        const struct storage_use *use, uint32_t function, uint64_t *ret_guards)
{
    const struct lock_function *locking = locks_of(check->locks, function);
    uint8_t held = locking ? lock_function_held(locking, use->node) : 0;
    uint64_t guards = 0;
    const char *key = held ? object_key(names, use->node) : NULL;
    for (uint32_t i = 0; held && i < locking->lock_count; i++) {
        const struct lock *lock = &locking->locks[i];
        uint32_t class = held & 1u << i ? entry_class(&check->entry, &lock->class) : NO_ID;
        if (class == NO_ID)
            continue;
        if (lock->class.global != NO_ID || (key && lock->owner && is_part_of(key, lock->owner)))
            guards |= 1ull << class;
    }
    if (!guards && (held || (locking && locking->unsure && locking->unsure[use->node])))
        return false;
    if (check->entry.held[function] == UINT64_MAX)
        return false;
    for (uint32_t class = 0; class < check->entry.class_count; class ++) {
        const struct lock_class *held_class = &check->entry.classes[class];
        if (check->entry.held[function] >> class & 1 &&
            (held_class->global != NO_ID || held_class->record == use->record))
            guards |= 1ull << class;
    }
    *ret_guards = guards;
    return true;
}

/* A struct of which a field is used: that one counts. */
static bool is_only_the_way(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    return parent < graph->node_count && graph->nodes[parent].kind == NODE_MEMBER;
}

static void look_at_use(struct field_check *check, const struct expression_names *names, struct storage_use *use,
                        uint32_t function)
{
    uint64_t guards;
    use->record = unqualified_type(check->pass->facts, use->record);
    if (!(use->flags & (STORAGE_READ | STORAGE_WRITTEN)) || is_only_the_way(&names->function->graph, use->node) ||
        needs_no_lock(check->pass->facts, use) || (use->global == NO_ID && is_of_own_object(names, use->node)) ||
        !find_guards(check, names, use, function, &guards))
        return;
    struct access access = {data_index(check, use), function, use->node, use->flags & STORAGE_WRITTEN, guards};
    struct data *data = &check->data[access.data];
    data->uses++;
    for (uint32_t class = 0; class < check->entry.class_count; class ++)
        if (guards >> class & 1) {
            data->guarded[class]++;
            data->guarded_writes[class] += access.is_write;
            bool is_new = !(check->entry.held[function] >> class & 1) && data->last_guarding[class] != function + 1;
            data->guarding[class] += is_new;
            data->last_guarding[class] = is_new ? function + 1 : data->last_guarding[class];
        }
    ARRAY_PUSH(check->accesses, check->access_count, check->access_capacity, access);
}

static void count_uses(struct field_check *check)
{
    const struct facts *facts = check->pass->facts;
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        const struct lock_function *locking = locks_of(check->locks, i);
        bool is_unknown = locking && (!locking->is_solved || locking->has_more_locks);
        if (!function->is_defined || !function->graph.block_count || is_unknown || is_alone(check, i))
            continue;
        SCOPED(arena_release) struct arena scratch = {0};
        struct expression_names names;
        expression_names_init(&names, facts, function, &scratch);
        struct function_uses uses = function_uses_find(facts, function, &scratch);
        for (uint32_t k = 0; k < uses.storage_count; k++)
            look_at_use(check, &names, &uses.storage[k], i);
    }
}

/* --- judging --- */

/* The lock that the data's uses agree on, NO_ID: they do not. */
static uint32_t rule_of(const struct field_check *check, const struct data *data)
{
    uint32_t best = NO_ID;
    for (uint32_t class = 0; class < check->entry.class_count; class ++)
        if (best == NO_ID || data->guarded[class] > data->guarded[best])
            best = class;
    if (best == NO_ID || data->guarded[best] < MIN_GUARDED || data->guarding[best] < MIN_GUARDING ||
        !data->guarded_writes[best])
        return NO_ID;
    uint32_t bare = data->uses - data->guarded[best];
    return bare && bare <= MAX_FINDINGS_OF_DATA && data->guarded[best] >= bare * GUARDED_PER_BARE ? best : NO_ID;
}

static const struct access *a_guarded_access(const struct field_check *check, uint32_t data, uint32_t class)
{
    for (size_t i = 0; i < check->access_count; i++)
        if (check->accesses[i].data == data && check->accesses[i].guards >> class & 1)
            return &check->accesses[i];
    return NULL;
}

static void report(struct field_check *check, const struct access *access, uint32_t class)
{
    const struct facts *facts = check->pass->facts;
    const struct fact_function *function = &facts->functions[access->function];
    const struct data *data = &check->data[access->data];
    const struct access *other = a_guarded_access(check, access->data, class);
    const char *lock = lock_class_shown(facts, &check->entry.classes[class], check->pass->arena);
    struct expression_names names;
    expression_names_init(&names, facts, function, check->pass->arena);
    struct check_place place = {.function = function, .range = function->graph.nodes[access->node].range};
    if (other)
        place.note = (struct check_note){facts->functions[other->function].graph.nodes[other->node].range,
                                         arena_printf(check->pass->arena, "'%s' is held here", lock)};
    check_report(check->pass, &place,
                 "'%s' is %s without '%s', which is held at %u of its %u uses; take the lock here too",
                 expression_shown(&names, access->node), access->is_write ? "written" : "read", lock,
                 data->guarded[class], data->uses);
}

static bool was_reported(const struct field_check *check, size_t index)
{
    for (size_t i = index; i-- > 0 && check->accesses[i].function == check->accesses[index].function;)
        if (check->accesses[i].data == check->accesses[index].data && !check->accesses[i].guards)
            return true;
    return false;
}

/* Looks first without the lock, and again with it. */
static bool is_peek(const struct field_check *check, size_t index, uint32_t class)
{
    const struct access *access = &check->accesses[index];
    if (access->is_write)
        return false;
    for (size_t i = index + 1; i < check->access_count && check->accesses[i].function == access->function; i++)
        if (check->accesses[i].data == access->data && check->accesses[i].guards >> class & 1)
            return true;
    return false;
}

static void judge(struct field_check *check)
{
    for (size_t i = 0; i < check->access_count; i++) {
        const struct access *access = &check->accesses[i];
        uint32_t class = rule_of(check, &check->data[access->data]);
        if (class != NO_ID && !access->guards && !was_reported(check, i) && !is_peek(check, i, class))
            report(check, access, class);
    }
}

void check_field_lock(struct check_pass *pass)
{
    struct field_check check = {.pass = pass, .locks = check_locks(pass)};
    if (!check.locks->functions)
        return;
    locks_on_entry_find(&check.entry, check.locks);
    check.is_setup = memory_new((size_t)pass->facts->function_count + 1, sizeof *check.is_setup);
    threads_find_setup(pass->facts, &check.locks->graph, check.is_setup);
    count_uses(&check);
    judge(&check);
    locks_on_entry_release(&check.entry);
    free(check.is_setup);
    free(check.data);
    free(check.accesses);
    map_release(&check.index);
}
