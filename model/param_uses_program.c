#include <stdlib.h>

#include "cet/core/memory.h"
#include "cet/model/param_uses.h"

/* What a callee does with what it is given, the caller does too. */
#define PASSED_ON_FLAGS                                                                                                \
    (PARAM_DEREFERENCED | PARAM_READ_THROUGH | PARAM_WRITTEN_THROUGH | PARAM_FREED | PARAM_CALLED | PARAM_STORED |     \
     PARAM_FORMAT | PARAM_STRING | PARAM_BUFFER | PARAM_LENGTH | PARAM_ALLOCATION_SIZE | PARAM_WRITTEN_UNBOUNDED |     \
     PARAM_DIVISOR | PARAM_ARRAY_INDEX | PARAM_FILE_NAME)

/* Of a part of what the caller was given, only that it is touched. */
#define PASSED_ON_BY_PART (PARAM_DEREFERENCED | PARAM_READ_THROUGH | PARAM_WRITTEN_THROUGH)

/* The caller's own parameter that stands as the argument, without arithmetic. */
static uint32_t param_at(const struct fact_function *caller, uint32_t call, uint32_t argument)
{
    uint32_t node = graph_skip_casts(&caller->graph, graph_child(&caller->graph, call, argument + 1));
    return node != NO_ID && caller->graph.nodes[node].kind == NODE_PARAM ? caller->graph.nodes[node].symbol : NO_ID;
}

static bool note_pair(const struct fact_function *caller, struct param_uses *all, uint32_t pointer,
                      const struct param_passing *passing, uint32_t length_argument)
{
    uint32_t length = param_at(caller, passing->call, length_argument);
    if (length == NO_ID || length == pointer || all[pointer].length_param != NO_ID)
        return false;
    all[pointer].length_param = length;
    all[length].flags |= PARAM_LENGTH;
    if (all[length].length_of == NO_ID)
        all[length].length_of = pointer;
    return true;
}

static uint64_t pointee_bytes(const struct facts *facts, uint32_t type)
{
    const struct fact_type *pointer = &facts->types[facts_resolve_type(facts, type)];
    if (pointer->kind != TYPE_POINTER)
        return 1;
    const uint64_t bytes = facts->types[facts_resolve_type(facts, pointer->target)].size_bytes;
    return bytes ? bytes : 1;
}

/* What the callee touches of the argument at least: by its declaration, its indices, its own calls, or as many elements
 * as a constant beside it says. */
static uint64_t least_of_argument(const struct facts *facts, const struct fact_function *caller,
                                  const struct param_passing *passing, const struct param_uses *used)
{
    const struct fact_function *callee = &facts->functions[passing->function];
    const uint64_t unit = pointee_bytes(facts, callee->params[passing->argument].type);
    uint64_t least = used->least_bytes;
    const uint64_t declared = callee->params[passing->argument].declared_count * unit;
    const uint64_t indexed = used->max_index > 0 ? ((uint64_t)used->max_index + 1) * unit : 0;
    least = declared > least ? declared : least;
    least = indexed > least ? indexed : least;
    if (used->length_param == NO_ID)
        return least;
    const uint32_t node =
        graph_skip_casts(&caller->graph, graph_child(&caller->graph, passing->call, used->length_param + 1));
    if (node == NO_ID ||
        !(caller->graph.nodes[node].kind == NODE_INT_LITERAL || caller->graph.nodes[node].flags & NODE_FLAG_HAS_VALUE))
        return least;
    const int64_t told = caller->graph.nodes[node].value;
    return told > 0 && (uint64_t)told * unit > least ? (uint64_t)told * unit : least;
}

static bool take_over(const struct facts *facts, const struct fact_function *caller, struct param_uses *all,
                      uint32_t param, const struct param_passing *passing, const struct param_uses *callee)
{
    struct param_uses *uses = &all[param];
    struct param_uses before = *uses;
    uses->flags |= callee->flags & (passing->is_part ? PASSED_ON_BY_PART : PASSED_ON_FLAGS);
    bool reads_first = callee->flags & PARAM_READ_FIRST;
    if (reads_first && passing->call < uses->first_read)
        uses->first_read = passing->call;
    uint32_t end = caller->graph.nodes[passing->call].subtree_end;
    if (callee->flags & PARAM_WRITTEN_THROUGH && end < uses->first_write)
        uses->first_write = end;
    if (uses->first_read < uses->first_write)
        uses->flags |= PARAM_READ_FIRST;
    else
        uses->flags &= ~(uint32_t)PARAM_READ_FIRST;
    bool has_changed =
        uses->flags != before.flags || uses->first_read != before.first_read || uses->first_write != before.first_write;
    if (passing->is_part)
        return has_changed;
    if (callee->length_param != NO_ID)
        has_changed |= note_pair(caller, all, param, passing, callee->length_param);
    const uint64_t least = least_of_argument(facts, caller, passing, callee);
    if (param_at(caller, passing->call, passing->argument) != param || least <= uses->least_bytes)
        return has_changed;
    uses->least_bytes = least;
    return true;
}

static bool take_over_all(const struct facts *facts, struct param_uses **program, uint32_t caller)
{
    const struct fact_function *function = &facts->functions[caller];
    bool has_changed = false;
    for (uint32_t i = 0; i < function->param_count; i++)
        for (uint32_t k = 0; k < program[caller][i].passing_count; k++) {
            const struct param_passing *passing = &program[caller][i].passings[k];
            if (passing->function == NO_ID || passing->argument >= facts->functions[passing->function].param_count)
                continue;
            has_changed |=
                take_over(facts, function, program[caller], i, passing, &program[passing->function][passing->argument]);
        }
    return has_changed;
}

struct param_uses **param_uses_program(const struct facts *facts, struct arena *arena)
{
    /* Everything but READ_FIRST only grows, and that can flip once with each new first write: rounds are bounded by the
     * length of a call chain; the cap is for chains that nobody writes. */
    const unsigned max_rounds = 100;
    struct param_uses **program = arena_array(arena, facts->function_count, sizeof *program);
    bool has_changed = true;
    for (uint32_t i = 0; i < facts->function_count; i++)
        program[i] = param_uses_find(facts, &facts->functions[i], arena);
    for (unsigned round = 0; has_changed && round < max_rounds; round++) {
        has_changed = false;
        for (uint32_t i = 0; i < facts->function_count; i++)
            has_changed |= take_over_all(facts, program, i);
    }
    return program;
}
