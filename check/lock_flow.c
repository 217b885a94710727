#include "lock_flow.h"

#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "flow.h"
#include "lock_worlds.h"

/* --- locks --- */

static uint32_t lock_index(struct lock_flow *flow, const struct lock *lock)
{
    struct lock_function *function = flow->result;
    for (uint32_t i = 0; i < function->lock_count; i++)
        if (!strcmp(function->locks[i].key, lock->key))
            return i;
    return NO_ID;
}

static void add_lock(struct lock_function *function, const struct lock *lock)
{
    for (uint32_t i = 0; i < function->lock_count; i++)
        if (!strcmp(function->locks[i].key, lock->key))
            return;
    if (function->lock_count < LOCKS_OF_FUNCTION)
        function->locks[function->lock_count++] = *lock;
    else
        function->has_more_locks = true;
}

static void find_locks(struct lock_flow *flow)
{
    const struct facts *facts = flow->locks->facts;
    for (uint32_t node = 0; node < flow->graph->node_count; node++) {
        if (!called_function(facts, flow->graph, node) || flow->graph->nodes[node].flags & NODE_FLAG_UNEVALUATED)
            continue;
        uint32_t callee = flow->graph->nodes[node].symbol;
        const struct lock_call *call = &flow->locks->calls[callee];
        struct lock lock;
        if (call->action != LOCK_NONE && call->action != LOCK_WAIT &&
            lock_of_argument(&flow->result->names, node, call, &lock))
            add_lock(flow->result, &lock);
        for (uint32_t i = 0; i < flow->locks->effects[callee].count; i++)
            if (lock_of_effect(&flow->result->names, node, &flow->locks->effects[callee].items[i], &lock))
                add_lock(flow->result, &lock);
    }
}

static void add_event(struct lock_flow *flow, const struct lock_event *event)
{
    struct lock_function *function = flow->result;
    for (uint32_t i = 0; i < function->event_count; i++)
        if (function->events[i].node == event->node && function->events[i].lock == event->lock)
            return;
    struct lock_event *grown = arena_array(flow->arena, function->event_count + 1, sizeof *grown);
    if (function->event_count)
        memcpy(grown, function->events, function->event_count * sizeof *grown);
    grown[function->event_count++] = *event;
    function->events = grown;
}

static bool is_held_anywhere(const struct lock_worlds *state, uint32_t lock)
{
    for (uint32_t i = 0; i < state->count; i++)
        if (state->worlds[i].status[lock] == LOCK_HELD)
            return true;
    return false;
}

/* The lock is asked for while some way here holds it already. */
static void look_for_second_take(struct lock_flow *flow, const struct lock_worlds *state, uint32_t lock, uint32_t node,
                                 unsigned traits, bool is_elsewhere)
{
    for (uint32_t i = 0; flow->is_replaying && i < state->count; i++)
        if (state->worlds[i].status[lock] == LOCK_HELD)
            add_event(flow, &(struct lock_event){LOCK_TAKEN_TWICE, (uint8_t)traits, is_elsewhere, lock, node,
                                                 state->worlds[i].since[lock]});
}

/* Given back where it was given back before, or was taken on other ways only. */
static void look_for_missing_take(struct lock_flow *flow, const struct lock_worlds *state, uint32_t lock, uint32_t node)
{
    bool is_taken_here = is_held_anywhere(state, lock);
    for (uint32_t i = 0; flow->is_replaying && i < state->count; i++) {
        uint8_t status = state->worlds[i].status[lock];
        if (status == LOCK_FREE || status == LOCK_GIVEN || (status == LOCK_AS_FOUND && is_taken_here))
            add_event(flow, &(struct lock_event){LOCK_NOT_HELD, 0, false, lock, node, state->worlds[i].since[lock]});
    }
}

static void set_status(struct lock_world *world, uint32_t lock, enum lock_status status, uint32_t node)
{
    world->status[lock] = (uint8_t)status;
    world->since[lock] = node;
}

static void take(struct lock_world *world, uint32_t lock, uint32_t node)
{
    if (world->status[lock] == LOCK_GIVEN) /* the caller's lock, as it was */
        set_status(world, lock, LOCK_AS_FOUND, node);
    else if (world->status[lock] == LOCK_HELD) /* how often is not counted */
        set_status(world, lock, LOCK_LOST, node);
    else
        set_status(world, lock, LOCK_HELD, node);
}

/* Each world becomes two: the call returned zero, or something else. */
static void split(struct lock_flow *flow, struct lock_worlds *state, uint32_t lock, uint32_t node, bool takes_on_zero,
                  enum lock_status otherwise)
{
    uint16_t question;
    bool is_asked = lock_find_question(flow, lock_value_key(flow, node), &question);
    struct lock_worlds *before = memory_new(1, sizeof *before);
    *before = *state;
    state->count = 0;
    for (uint32_t i = 0; i < before->count; i++) {
        struct lock_world taken = before->worlds[i], other = taken;
        take(&taken, lock, node);
        if (otherwise == LOCK_LOST)
            set_status(&other, lock, LOCK_LOST, node);
        if (is_asked) {
            lock_world_assume(&taken, question, lock_truth_when(!takes_on_zero), node);
            lock_world_assume(&other, question, lock_truth_when(takes_on_zero), node);
        }
        lock_worlds_add(state, &taken);
        lock_worlds_add(state, &other);
    }
    memory_free_pointer(&before);
}

static void see_take(struct lock_flow *flow, struct lock_worlds *state, uint32_t lock, uint32_t node, unsigned traits)
{
    look_for_second_take(flow, state, lock, node, traits, false);
    if (traits & LOCK_TELLS && call_result_use(flow->graph, node) == RESULT_USED) {
        split(flow, state, lock, node, true, LOCK_LOST);
        return;
    }
    for (uint32_t i = 0; i < state->count; i++)
        take(&state->worlds[i], lock, node);
}

static void see_give(struct lock_flow *flow, struct lock_worlds *state, uint32_t lock, uint32_t node)
{
    look_for_missing_take(flow, state, lock, node);
    flow->result->is_released[lock] = true;
    for (uint32_t i = 0; !flow->is_replaying && i < state->count; i++)
        flow->result->is_given_as_found[lock] |= state->worlds[i].status[lock] == LOCK_AS_FOUND;
    for (uint32_t i = 0; i < state->count; i++) {
        struct lock_world *world = &state->worlds[i];
        if (world->status[lock] != LOCK_LOST)
            set_status(world, lock, world->status[lock] == LOCK_AS_FOUND ? LOCK_GIVEN : LOCK_FREE, node);
    }
}

static void set_everywhere(struct lock_worlds *state, uint32_t lock, enum lock_status status, uint32_t node)
{
    for (uint32_t i = 0; i < state->count; i++)
        set_status(&state->worlds[i], lock, status, node);
}

static void see_lock_call(struct lock_flow *flow, struct lock_worlds *state, uint32_t node,
                          const struct lock_call *call)
{
    struct lock lock;
    uint32_t index = lock_of_argument(&flow->result->names, node, call, &lock) ? lock_index(flow, &lock) : NO_ID;
    if (index == NO_ID)
        return;
    if (call->action == LOCK_TAKE)
        see_take(flow, state, index, node, call->traits);
    else if (call->action == LOCK_TRY && call_result_use(flow->graph, node) == RESULT_USED)
        split(flow, state, index, node, true, LOCK_AS_FOUND);
    else if (call->action == LOCK_TRY)
        set_everywhere(state, index, LOCK_LOST, node);
    else if (call->action == LOCK_GIVE)
        see_give(flow, state, index, node);
    else if (call->action == LOCK_INIT || call->action == LOCK_DESTROY)
        set_everywhere(state, index, LOCK_AS_FOUND, node);
}

static void see_effect(struct lock_flow *flow, struct lock_worlds *state, uint32_t node,
                       const struct lock_effect *effect)
{
    struct lock lock;
    uint32_t index = lock_of_effect(&flow->result->names, node, effect, &lock) ? lock_index(flow, &lock) : NO_ID;
    if (index == NO_ID)
        return;
    bool is_used = call_result_use(flow->graph, node) == RESULT_USED;
    switch ((enum lock_change)effect->change) {
    case CHANGE_TAKES:
        see_take(flow, state, index, node, effect->traits);
        break;
    case CHANGE_GIVES:
        see_give(flow, state, index, node);
        break;
    case CHANGE_TAKES_ON_ZERO:
    case CHANGE_TAKES_ON_NONZERO:
        if (is_used) {
            split(flow, state, index, node, effect->change == CHANGE_TAKES_ON_ZERO, LOCK_AS_FOUND);
            break;
        }
        set_everywhere(state, index, LOCK_LOST, node);
        break;
    case CHANGE_UNKNOWN:
        set_everywhere(state, index, LOCK_LOST, node);
    }
}

/* Calls that take the lock and give it back themselves, while it is held here. */
static void look_for_take_elsewhere(struct lock_flow *flow, const struct lock_worlds *state, uint32_t node,
                                    uint32_t callee)
{
    const struct lock_effects *passed = &flow->locks->passed[callee];
    for (uint32_t i = 0; i < passed->count; i++) {
        struct lock lock;
        uint32_t index =
            lock_of_effect(&flow->result->names, node, &passed->items[i], &lock) ? lock_index(flow, &lock) : NO_ID;
        if (index != NO_ID)
            look_for_second_take(flow, state, index, node, passed->items[i].traits, true);
    }
}

/* A call whose body is elsewhere, or that goes through a pointer, and that by its name gives something back: whatever
 * is held may be what it gives. */
static bool may_give_unseen(const struct lock_flow *flow, uint32_t node)
{
    const struct fact_function *callee = called_function(flow->locks->facts, flow->graph, node);
    if (callee)
        return !callee->is_defined && !callee->is_system &&
               flow->locks->calls[flow->graph->nodes[node].symbol].action == LOCK_NONE &&
               (name_speaks_of_giving(callee->name) || strstr(callee->name, "cleanup"));
    const char *shown = expression_shown(&flow->result->names, graph_child(flow->graph, node, 0));
    return shown && name_speaks_of_giving(shown);
}

static void see_call(struct lock_flow *flow, struct lock_worlds *state, uint32_t node)
{
    const struct fact_function *callee = called_function(flow->locks->facts, flow->graph, node);
    if (may_give_unseen(flow, node))
        for (uint32_t lock = 0; lock < flow->result->lock_count; lock++)
            set_everywhere(state, lock, LOCK_LOST, node);
    if (!callee)
        return;
    uint32_t id = flow->graph->nodes[node].symbol;
    if (callee->attributes & ATTRIBUTE_NORETURN) {
        state->count = 0;
        return;
    }
    if (flow->is_replaying)
        look_for_take_elsewhere(flow, state, node, id);
    if (flow->locks->calls[id].action != LOCK_NONE)
        see_lock_call(flow, state, node, &flow->locks->calls[id]);
    for (uint32_t i = 0; i < flow->locks->effects[id].count; i++)
        see_effect(flow, state, node, &flow->locks->effects[id].items[i]);
}

/* A variable that is given a lock and never used again holds it for as long as its scope lasts: it has a cleanup. */
static bool is_guard(const struct lock_flow *flow, uint32_t node)
{
    const struct graph_node *n = &flow->graph->nodes[node];
    return n->kind == NODE_DECLARE && n->symbol < flow->graph->local_count &&
           !flow->result->names.is_local_used[n->symbol] && graph_child(flow->graph, node, 0) != NO_ID;
}

static void see_guard(struct lock_flow *flow, struct lock_worlds *state, uint32_t node)
{
    const struct graph_node *n = &flow->graph->nodes[node];
    for (uint32_t i = node + 1; i < n->subtree_end && i < flow->graph->node_count; i++) {
        const char *key = flow->graph->nodes[i].kind == NODE_CALL ? NULL : lock_object_key(flow, i);
        const char *pointee = lock_pointee_key(flow, i);
        for (uint32_t lock = 0; lock < flow->result->lock_count; lock++)
            if ((key && !strcmp(key, flow->result->locks[lock].key)) ||
                (pointee && !strcmp(pointee, flow->result->locks[lock].key)))
                set_everywhere(state, lock, LOCK_LOST, node);
    }
}

static void see_assignment(struct lock_flow *flow, struct lock_worlds *state, uint32_t node)
{
    uint32_t value, place = lock_given_place(flow->graph, node, &value);
    const char *key = place == NO_ID ? NULL : lock_object_key(flow, place);
    if (!key)
        return;
    uint32_t bare = value < flow->graph->node_count ? graph_skip_casts(flow->graph, value) : NO_ID;
    uint16_t question = 0;
    bool is_asked = lock_find_question(flow, key, &question);
    bool is_variable =
        bare != NO_ID && (flow->graph->nodes[bare].kind == NODE_LOCAL || flow->graph->nodes[bare].kind == NODE_PARAM);
    const char *copied = is_variable && key[0] == 'L' ? lock_pointee_key(flow, bare) : NULL;
    for (uint32_t i = 0; i < state->count; i++) {
        struct lock_world *world = &state->worlds[i];
        enum lock_truth truth = is_asked && bare != NO_ID ? lock_world_truth(flow, world, value) : TRUTH_UNKNOWN;
        lock_world_change_place(flow, world, key);
        if (copied && flow->graph->nodes[node].kind == NODE_ASSIGN)
            lock_world_lose_aliases(flow, world, copied);
        if (truth != TRUTH_UNKNOWN)
            lock_world_assume(world, question, truth, node);
    }
}

static void see_return(struct lock_flow *flow, struct lock_worlds *state, uint32_t node)
{
    uint32_t value = graph_child(flow->graph, node, 0);
    const char *key = lock_pointee_key(flow, value);
    for (uint32_t i = 0; i < state->count; i++) {
        struct lock_world *world = &state->worlds[i];
        static const uint8_t returned[] = {RETURNED_ANY, RETURNED_ZERO, RETURNED_NONZERO, RETURNED_CODE};
        world->returned = node;
        world->returned_value = returned[value == NO_ID ? TRUTH_UNKNOWN : lock_world_truth(flow, world, value)];
        if (key) /* who gets the object gets it with its lock held */
            lock_world_lose_aliases(flow, world, key);
    }
}

static void note_held(struct lock_flow *flow, const struct lock_worlds *state, uint32_t node)
{
    uint8_t held = 0, unsure = 0;
    for (uint32_t lock = 0; lock < flow->result->lock_count; lock++) {
        uint32_t holding = 0, lost = 0;
        for (uint32_t i = 0; i < state->count; i++) {
            holding += state->worlds[i].status[lock] == LOCK_HELD;
            lost += state->worlds[i].status[lock] == LOCK_LOST;
        }
        bool is_held = holding && holding == state->count;
        held |= (uint8_t)(is_held << lock);
        unsure |= (uint8_t)((!is_held && holding + lost > 0) << lock);
    }
    flow->result->held[node] = held;
    flow->result->unsure[node] = unsure;
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct lock_flow *flow = context;
    struct lock_worlds *state = state_bytes;
    if (state->is_full)
        return;
    if (flow->is_replaying)
        note_held(flow, state, node);
    switch ((enum node_kind)flow->graph->nodes[node].kind) {
    case NODE_CALL:
        see_call(flow, state, node);
        break;
    case NODE_DECLARE:
    case NODE_ASSIGN:
    case NODE_UNARY:
        see_assignment(flow, state, node);
        if (is_guard(flow, node))
            see_guard(flow, state, node);
        break;
    case NODE_RETURN:
        see_return(flow, state, node);
        break;
    default:
        break;
    }
}

static bool branch(void *context, void *state_bytes, uint32_t node, bool is_true)
{
    struct lock_flow *flow = context;
    struct lock_worlds *state = state_bytes;
    struct lock_condition condition = lock_condition_of(flow, node);
    uint16_t question;
    if (state->is_full)
        return true;
    bool is_asked = lock_find_question(flow, condition.key, &question);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < state->count; i++) {
        struct lock_world world = state->worlds[i];
        const struct lock_assumption *known = is_asked ? lock_world_assumed(&world, question) : NULL;
        bool is_new_round = known && known->from == node && flow->graph->nodes[node].kind != NODE_CALL;
        if (known && !is_new_round && known->is_true != (is_true != condition.is_inverted))
            continue;
        if (is_asked && (!known || is_new_round))
            lock_world_assume(&world, question, lock_truth_when(is_true != condition.is_inverted), node);
        state->worlds[kept++] = world;
    }
    state->count = kept;
    return kept > 0;
}

/* --- results --- */

static void list_exits(struct lock_flow *flow, const struct lock_worlds *state)
{
    struct lock_function *function = flow->result;
    function->exits =
        arena_array(flow->arena, (size_t)state->count * function->lock_count + 1, sizeof *function->exits);
    for (uint32_t lock = 0; lock < function->lock_count; lock++)
        for (uint32_t i = 0; i < state->count; i++) {
            const struct lock_world *world = &state->worlds[i];
            function->exits[function->exit_count++] = (struct lock_exit){lock, world->returned, world->status[lock],
                                                                         world->returned_value, world->since[lock]};
        }
}

static bool has_exit(const struct lock_function *function, uint32_t lock, enum lock_status status)
{
    for (uint32_t i = 0; i < function->exit_count; i++)
        if (function->exits[i].lock == lock && function->exits[i].status == status && function->exits[i].since != NO_ID)
            return true;
    return false;
}

/* On some ways the function takes the lock and gives it back, so its callers do not hold it; then those on which it
 * only gives it back are wrong. */
static void find_contradictions(struct lock_flow *flow)
{
    struct lock_function *function = flow->result;
    for (uint32_t i = 0; i < function->exit_count; i++) {
        struct lock_exit *way = &function->exits[i];
        if (way->status != LOCK_GIVEN || !has_exit(function, way->lock, LOCK_FREE))
            continue;
        add_event(flow, &(struct lock_event){LOCK_NOT_HELD, 0, false, way->lock, way->since, NO_ID});
        way->status = LOCK_FREE;
        function->is_given_as_found[way->lock] = false;
    }
}

static bool has_overflown(const struct flow *flow)
{
    for (uint32_t block = 0; block < flow->graph->block_count; block++)
        if (flow->is_reached[block] &&
            ((const struct lock_worlds *)(const void *)(flow->entry_states + block * sizeof(struct lock_worlds)))
                ->is_full)
            return true;
    return false;
}

static const struct lock_worlds *state_at_exit(const struct flow *flow)
{
    uint32_t block = flow->graph->exit_block;
    static const struct lock_worlds nowhere;
    if (block >= flow->graph->block_count || !flow->is_reached[block])
        return &nowhere;
    return (const struct lock_worlds *)(const void *)(flow->entry_states + block * sizeof(struct lock_worlds));
}

void lock_flow_run(const struct locks *locks, uint32_t function, bool is_final, struct arena *arena,
                   struct lock_function *ret_function)
{
    const struct fact_function *fact = &locks->facts->functions[function];
    struct lock_flow flow = {.locks = locks, .graph = &fact->graph, .result = ret_function, .arena = arena};
    *ret_function = (struct lock_function){.function = function};
    expression_names_init(&ret_function->names, locks->facts, fact, arena);
    for (unsigned i = 0; i < LOCK_KEY_COUNT; i++)
        flow.keys[i] = arena_array(arena, (size_t)fact->graph.node_count + 1, sizeof *flow.keys[i]);
    find_locks(&flow);
    if (!ret_function->lock_count)
        return;
    lock_find_questions(&flow);
    struct flow engine = {.graph = &fact->graph,
                          .state_size = sizeof(struct lock_worlds),
                          .context = &flow,
                          .enter = lock_worlds_enter,
                          .join = lock_worlds_join,
                          .visit = visit,
                          .branch = branch};
    if (flow_solve(&engine) && !has_overflown(&engine)) {
        list_exits(&flow, state_at_exit(&engine));
        find_contradictions(&flow);
        ret_function->is_solved = true;
        if (is_final) {
            ret_function->held = arena_array(arena, (size_t)fact->graph.node_count + 1, 1);
            ret_function->unsure = arena_array(arena, (size_t)fact->graph.node_count + 1, 1);
            memset(ret_function->unsure, 0xff, fact->graph.node_count); /* what no way leads to */
            flow.is_replaying = true;
            flow_replay(&engine);
        }
    }
    flow_release(&engine);
    map_release(&flow.questions);
}
