/* What the branches of a function tell of its resources. */
#include "flow.h"
#include "resource_walk.h"

#define MAX_LAYERS 8       /* of && and || in one condition */
#define FIRST_DESCRIPTOR 3 /* below are stdin, stdout and stderr, which nobody has to close */

/* `if (fd > 0)` and `if (fd > 2)` leave out standard streams only. */
static enum edge_meaning meaning_for(const struct story *story, const struct result_test *test)
{
    struct result_test asked = *test;
    bool is_number =
        story->kind == RESOURCE_DESCRIPTOR || (story->origin_kind == ORIGIN_PARAM && story->fails == FAILS_MINUS);
    if (is_number && story->told_by == NO_TERM && asked.constant >= 0 && asked.constant <= FIRST_DESCRIPTOR) {
        bool is_first = asked.constant == FIRST_DESCRIPTOR;
        if (asked.op == OP_EQ && !is_first)
            return EDGE_FAILED;
        if (((asked.op == OP_GT || asked.op == OP_LE) && !is_first))
            asked.constant = -1;
        else if (asked.op == OP_GE || asked.op == OP_LT)
            asked.constant = 0;
    }
    return result_test_meaning((enum libc_failure)story->fails, &asked, true);
}

/* What a success or failure of call says of what realloc was given. */
static void settle_moved(struct resource_state *state, uint32_t call, bool has_worked)
{
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        if (story->moved_by != call)
            continue;
        story->moved_by = NO_ID;
        if (has_worked) {
            story->is_released = true;
            story->released_by = call;
        }
    }
}

/* False when the story ends on an edge with that meaning. What is not there is still followed: by mistake. */
static bool keep_tested(struct story *story, enum edge_meaning meaning)
{
    bool is_pointer = story->origin_kind == ORIGIN_CALL && story->fails == FAILS_NULL && story->told_by == NO_TERM &&
                      !story->is_released;
    if (meaning == EDGE_WORKED) {
        story->may_be_null = false;
        story->told_by = NO_TERM;
        return !story->is_null;
    }
    if (meaning == EDGE_FAILED) {
        story->is_null = story->may_be_null;
        story->may_be_null = false;
        return is_pointer && story->is_null;
    }
    return true;
}

static bool apply_test(struct resource_walk *walk, struct resource_state *state, const struct known_test *test)
{
    if (!knowledge_allows(&state->knowledge, test))
        return false;
    for (uint32_t i = 0; i < state->count; i++) {
        struct story *story = &state->stories[i];
        bool is_asked = story->told_by == test->term || (story->told_by == NO_TERM && story_is_at(story, test->term));
        enum edge_meaning meaning = is_asked ? meaning_for(story, &test->test) : EDGE_OPEN;
        uint32_t call = story->origin;
        if (meaning != EDGE_OPEN && story->origin_kind == ORIGIN_CALL)
            settle_moved(state, call, meaning == EDGE_WORKED);
        state->has_failed |= meaning == EDGE_FAILED && story->origin_kind == ORIGIN_CALL;
        if (!knowledge_allows(&story->knowledge, test) || !keep_tested(story, meaning))
            resource_state_remove(state, i--);
    }
    if (walk->asked[test->term] > 1)
        resource_state_learn(state, test);
    return true;
}

/* Conditions below __builtin_expect keep their && and ||. */
static bool apply_condition(struct resource_walk *walk, struct resource_state *state, uint32_t condition, bool is_true,
                            unsigned layers)
{
    struct known_test test;
    uint32_t node = condition_below_layers(walk->facts, walk->graph, condition, &is_true);
    if (node >= walk->graph->node_count || !layers)
        return true;
    const struct graph_node *n = &walk->graph->nodes[node];
    if (n->kind == NODE_BINARY && (n->op == OP_LOGICAL_AND || n->op == OP_LOGICAL_OR)) {
        test = (struct known_test){walk->terms.of_node[node], {is_true ? OP_NE : OP_EQ, 0}};
        if (test.term != NO_TERM && !apply_test(walk, state, &test))
            return false;
        if (is_true != (n->op == OP_LOGICAL_AND))
            return true;
        return apply_condition(walk, state, graph_child(walk->graph, node, 0), is_true, layers - 1) &&
               apply_condition(walk, state, graph_child(walk->graph, node, 1), is_true, layers - 1);
    }
    if (!knowledge_read_test(&walk->terms, node, &is_true, &test))
        return true;
    knowledge_turn(&test, is_true);
    return apply_test(walk, state, &test);
}

/* A left operand that decides `a && b` by itself: where the paths meet before the whole is asked for, it is known. */
static void learn_of_whole(struct resource_walk *walk, struct resource_state *state, uint32_t node, bool is_true)
{
    for (uint32_t parent = walk->graph->nodes[node].parent; parent != NO_ID; parent = walk->graph->nodes[node].parent) {
        const struct graph_node *p = &walk->graph->nodes[parent];
        if (p->kind == NODE_UNARY && p->op == OP_NOT)
            is_true = !is_true;
        else if (p->kind != NODE_CAST)
            break;
        node = parent;
    }
    uint32_t whole = walk->graph->nodes[node].parent;
    if (whole == NO_ID || walk->graph->nodes[whole].kind != NODE_BINARY || graph_child(walk->graph, whole, 0) != node)
        return;
    uint32_t term = walk->terms.of_node[whole];
    enum operator_token op = (enum operator_token)walk->graph->nodes[whole].op;
    if (term != NO_TERM && walk->asked[term] && op == (is_true ? OP_LOGICAL_OR : OP_LOGICAL_AND))
        resource_state_learn(state, &(struct known_test){term, {is_true ? OP_NE : OP_EQ, 0}});
}

bool walk_take_branch(struct resource_walk *walk, struct resource_state *state, uint32_t condition, bool is_true)
{
    if (state->is_dead || !apply_condition(walk, state, condition, is_true, MAX_LAYERS))
        return false;
    learn_of_whole(walk, state, condition, is_true);
    return true;
}

static void count_question(struct resource_walk *walk, uint32_t condition, unsigned layers)
{
    bool is_true = true;
    struct known_test test;
    uint32_t node = condition_below_layers(walk->facts, walk->graph, condition, &is_true);
    if (node >= walk->graph->node_count || !layers)
        return;
    const struct graph_node *n = &walk->graph->nodes[node];
    if (n->kind == NODE_BINARY && (n->op == OP_LOGICAL_AND || n->op == OP_LOGICAL_OR)) {
        if (walk->terms.of_node[node] != NO_TERM)
            walk->asked[walk->terms.of_node[node]] = 1;
        count_question(walk, graph_child(walk->graph, node, 0), layers - 1);
        count_question(walk, graph_child(walk->graph, node, 1), layers - 1);
    } else if (knowledge_read_test(&walk->terms, node, &is_true, &test) && walk->asked[test.term] < UINT16_MAX) {
        walk->asked[test.term]++;
    }
}

void walk_count_questions(struct resource_walk *walk)
{
    for (uint32_t b = 0; b < walk->graph->block_count; b++) {
        bool is_negated;
        uint32_t condition = flow_condition(walk->graph, b, &is_negated);
        if (condition != NO_ID)
            count_question(walk, condition, MAX_LAYERS);
    }
}
