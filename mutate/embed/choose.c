/* From a function's graph to tokens, sites and marks. */
#include "choose.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "context.h"

struct mutate_unit *mutate_unit_new(const struct mutate_options *options)
{
    struct mutate_unit *unit = memory_new(1, sizeof *unit);
    unit->options = *options;
    if (unit->options.operators == 0)
        unit->options.operators = mutant_operators_named("default");
    unit->texts.load = options->text;
    unit->texts.context = options->text_context;
    return unit;
}

void mutate_unit_free(struct mutate_unit *unit)
{
    if (!unit)
        return;
    arena_release(&unit->arena);
    for (size_t i = 0; i < unit->token_count; i++)
        free(unit->tokens[i].variants);
    free(unit->tokens);
    free(unit->sites);
    free(unit->functions);
    free(unit->bodies);
    map_release(&unit->token_index);
    map_release(&unit->expansions);
    source_texts_release(&unit->texts);
    free(unit);
}

void mutate_marks_release(struct mutate_marks *marks)
{
    free(marks->items);
    *marks = (struct mutate_marks){0};
}

void mutate_refuse(struct mutate_unit *unit, uint32_t site, const char *reason)
{
    struct token *token = &unit->tokens[unit->sites[site].token];
    token->refusal = reason;
    token->refused_count++;
}

static void choose_unary(struct chooser *c, uint32_t node)
{
    enum operator_token op = c->graph->nodes[node].op;
    if (op == OP_NOT)
        choose_negation(c, node);
    else if (op >= OP_PRE_INC && op <= OP_POST_DEC)
        choose_step(c, node);
}

/* What the node itself is changed to; what becomes of it as a statement is choose_statement's. */
static void choose_node(struct chooser *c, uint32_t node)
{
    static void (*const choosers[NODE_KIND_COUNT])(struct chooser *c, uint32_t node) = {
        [NODE_BINARY] = choose_binary,       [NODE_UNARY] = choose_unary,   [NODE_INT_LITERAL] = choose_constant,
        [NODE_FLOAT_LITERAL] = choose_float, [NODE_CAST] = choose_string,   [NODE_RETURN] = choose_return,
        [NODE_DECLARE] = choose_initialiser, [NODE_CALL] = choose_call,     [NODE_SUBSCRIPT] = choose_index,
        [NODE_SIZEOF] = choose_size,         [NODE_IF] = choose_condition,  [NODE_WHILE] = choose_condition,
        [NODE_DO] = choose_condition,        [NODE_FOR] = choose_condition, [NODE_CONDITIONAL] = choose_condition,
        [NODE_BREAK] = choose_jump,          [NODE_CONTINUE] = choose_jump, [NODE_SWITCH] = choose_switch,
        [NODE_ASSIGN] = choose_assignment,
    };
    if (choosers[c->graph->nodes[node].kind])
        choosers[c->graph->nodes[node].kind](c, node);
    choose_statement(c, node);
}

static uint32_t *count_sites(const struct mutate_unit *unit)
{
    uint32_t *counts = memory_new(unit->token_count + 1, sizeof *counts);
    for (size_t i = 0; i < unit->site_count; i++)
        counts[unit->sites[i].token]++;
    return counts;
}

void mutate_count_expansion(struct mutate_unit *unit, const char *macro)
{
    map_set(&unit->expansions, macro, map_add(&unit->expansions, macro, 0, NULL) + 1);
}

void mutate_finish(struct mutate_unit *unit)
{
    uint32_t *counts = count_sites(unit);
    for (size_t i = 0; i < unit->token_count; i++) {
        struct token *token = &unit->tokens[i];
        uint64_t expansions;
        if (token->is_macro_body && map_find(&unit->expansions, token->function, &expansions) &&
            counts[i] - token->refused_count < expansions) {
            token->is_fixed = true;
            token->refusal = "the macro also stands where the language wants a constant, or outside functions";
        }
    }
    make_unique(unit, counts);
    free(counts);
    context_fill(unit);
}

void mutate_choose(struct mutate_unit *unit, const struct facts *facts, uint32_t function, struct mutate_marks *ret)
{
    const struct fact_function *f = &facts->functions[function];
    struct chooser c = {.unit = unit, .facts = facts, .function = f, .graph = &f->graph, .marks = ret};
    struct unit_function entry = {.name = arena_strdup(&unit->arena, f->name),
                                  .first_site = (uint32_t)unit->site_count};
    context_note_body(unit, facts, f);
    ARRAY_PUSH(unit->functions, unit->function_count, unit->function_capacity, entry);
    /* Nodes stand in pre-order and what is inside must be wrapped first. */
    for (uint32_t node = f->graph.node_count; node-- > 0;)
        choose_node(&c, node);
}
