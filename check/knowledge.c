#include "knowledge.h"

#include "cet/core/memory.h"
#include "expressions.h"

bool knowledge_read_test(const struct terms *terms, uint32_t condition, bool *is_true, struct known_test *ret_test)
{
    const struct function_graph *graph = terms->graph;
    uint32_t node = condition_below_layers(terms->facts, graph, condition, is_true);
    if (node >= graph->node_count)
        return false;
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind == NODE_BINARY && n->op >= OP_LT && n->op <= OP_NE) {
        uint32_t left = graph_child(graph, node, 0), right = graph_child(graph, node, 1);
        int64_t constant;
        if (left == NO_ID || right == NO_ID)
            return false;
        if (constant_value(graph, right, &constant))
            *ret_test = (struct known_test){terms->of_node[left], {n->op, constant}};
        else if (constant_value(graph, left, &constant))
            *ret_test = (struct known_test){terms->of_node[right], {operator_turned_round(n->op), constant}};
        else /* of two places: a term of its own, true or not */
            *ret_test = (struct known_test){terms->of_node[node], {OP_NE, 0}};
    } else {
        *ret_test = (struct known_test){terms->of_node[node], {OP_NE, 0}};
    }
    return ret_test->term != NO_TERM;
}

void knowledge_turn(struct known_test *test, bool is_true)
{
    static const enum operator_token opposite[] = {
        [OP_LT] = OP_GE, [OP_GE] = OP_LT, [OP_LE] = OP_GT, [OP_GT] = OP_LE, [OP_EQ] = OP_NE, [OP_NE] = OP_EQ,
    };
    if (!is_true)
        test->test.op = opposite[test->test.op];
}

/* Whether some value passes `wanted` and, as must_fail says, passes or fails `other`: it suffices to try values around
 * the two constants. */
static bool has_value(const struct result_test *wanted, const struct result_test *other, bool must_fail)
{
    const int64_t constants[] = {wanted->constant, other->constant};
    for (size_t i = 0; i < ARRAY_LENGTH(constants); i++)
        for (int64_t step = -1; step <= 1; step++) {
            int64_t value;
            if (!__builtin_add_overflow(constants[i], step, &value) && result_test_holds(wanted, value) &&
                result_test_holds(other, value) != must_fail)
                return true;
        }
    return false;
}

static bool implies(const struct known_test *known, const struct known_test *other)
{
    return known->term == other->term && !has_value(&known->test, &other->test, true);
}

static bool knows(const struct knowledge *knowledge, const struct known_test *test)
{
    for (uint32_t i = 0; i < knowledge->count; i++)
        if (implies(&knowledge->tests[i], test))
            return true;
    return false;
}

bool knowledge_allows(const struct knowledge *knowledge, const struct known_test *test)
{
    for (uint32_t i = 0; i < knowledge->count; i++)
        if (knowledge->tests[i].term == test->term && !has_value(&knowledge->tests[i].test, &test->test, false))
            return false;
    return true;
}

static void drop(struct knowledge *knowledge, uint32_t index)
{
    knowledge->tests[index] = knowledge->tests[--knowledge->count];
}

void knowledge_add(struct knowledge *knowledge, const struct known_test *test)
{
    if (knows(knowledge, test))
        return;
    for (uint32_t i = 0; i < knowledge->count; i++)
        if (implies(test, &knowledge->tests[i]))
            drop(knowledge, i--);
    if (knowledge->count < KNOWLEDGE_MAX_TESTS)
        knowledge->tests[knowledge->count++] = *test;
}

void knowledge_forget(struct knowledge *knowledge, const struct terms *terms, uint32_t place)
{
    for (uint32_t i = 0; i < knowledge->count; i++)
        if (term_contains(terms, knowledge->tests[i].term, place))
            drop(knowledge, i--);
}

bool knowledge_covers(const struct knowledge *into, const struct knowledge *from)
{
    for (uint32_t i = 0; i < into->count; i++)
        if (!knows(from, &into->tests[i]))
            return false;
    return true;
}

/* What test still says where only `from` is known: itself, or its sign. */
static bool weakened(const struct known_test *test, const struct knowledge *from, struct known_test *ret_test)
{
    static const struct result_test signs[] = {{OP_LT, 0}, {OP_GT, 0}, {OP_NE, 0}, {OP_GE, 0}, {OP_LE, 0}};
    *ret_test = *test;
    if (knows(from, test))
        return true;
    for (size_t i = 0; i < ARRAY_LENGTH(signs); i++) {
        *ret_test = (struct known_test){test->term, signs[i]};
        if (implies(test, ret_test) && knows(from, ret_test))
            return true;
    }
    return false;
}

bool knowledge_weaken(struct knowledge *into, const struct knowledge *from)
{
    bool has_changed = false;
    for (uint32_t i = 0; i < into->count; i++) {
        struct known_test test;
        bool is_kept = weakened(&into->tests[i], from, &test);
        if (is_kept && implies(&test, &into->tests[i]))
            continue;
        has_changed = true;
        if (is_kept)
            into->tests[i] = test;
        else
            drop(into, i--);
    }
    return has_changed;
}
