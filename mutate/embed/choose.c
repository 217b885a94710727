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

const struct fact_type *scalar_type(const struct chooser *c, uint32_t type)
{
    uint32_t id = type == NO_ID ? NO_ID : facts_resolve_type(c->facts, type);
    if (id != NO_ID && c->facts->types[id].kind == TYPE_ENUM && c->facts->types[id].target != NO_ID)
        id = facts_resolve_type(c->facts, c->facts->types[id].target);
    return id == NO_ID ? NULL : &c->facts->types[id];
}

bool operator_is_on(const struct chooser *c, enum mutant_operator op)
{
    return (c->unit->options.operators >> op) & 1;
}

static bool is_wanted_file(const struct chooser *c, uint32_t file)
{
    const struct mutate_options *options = &c->unit->options;
    if (file == NO_ID || file >= c->facts->file_count || c->facts->files[file].is_system)
        return false;
    for (size_t i = 0; i < options->file_count; i++)
        if (path_below(c->facts->files[file].path, options->files[i]) != c->facts->files[file].path ||
            strcmp(options->files[i], c->facts->files[file].path) == 0)
            return true;
    return options->file_count == 0;
}

/* The file's name in ids: the same wherever the project lies. */
static const char *path_in_id(const struct chooser *c, const char *path)
{
    const char *root = c->unit->options.root;
    return root ? path_below(path, root) : path_name(path);
}

/* The text whose tokens are counted for the ordinal: the macro's body or the function. */
static const struct source_range *enclosing_range(const struct chooser *c, const struct graph_node *node,
                                                  const char **ret_name)
{
    if ((node->flags & NODE_FLAG_MACRO_BODY) && node->macro != NO_ID && node->macro < c->facts->macro_count) {
        *ret_name = c->facts->macros[node->macro].name;
        return &c->facts->macros[node->macro].range;
    }
    *ret_name = c->function->name;
    return &c->function->range;
}

static uint32_t ordinal_in(const struct chooser *c, const struct source_range *range, const struct token_place *place,
                           const struct source_text *text, size_t length)
{
    size_t from, at;
    if (range->file != place->file || !source_text_offset(text, range->line, range->column, &from) ||
        !source_text_offset(text, place->line, place->column, &at) || from > at)
        return place->line * 1000 + place->column; /* spelled outside: no order to count in */
    (void)c;
    return source_text_ordinal(text, from, at, length);
}

bool site_begin(struct chooser *c, uint32_t node, enum site_shape shape, const struct token_place *place,
                struct site_draft *ret)
{
    const struct graph_node *n = &c->graph->nodes[node];
    if (!is_wanted_file(c, place->file))
        return false;
    const struct source_text *text = text_of_file(c, place->file);
    size_t at;
    if (!text || !source_text_offset(text, place->line, place->column, &at) || at >= text->length)
        return false;
    size_t length = source_text_token_length(text, at);
    char key[96];
    snprintf(key, sizeof key, "%" PRIu32 ":%" PRIu32 ":%" PRIu32 ":%d", place->file, place->line, place->column,
             (int)shape);
    bool added;
    uint64_t index = map_add(&c->unit->token_index, key, c->unit->token_count, &added);
    const char *name;
    const struct source_range *range = enclosing_range(c, n, &name);
    if (added) {
        struct token token = {.path = arena_strdup(&c->unit->arena, c->facts->files[place->file].path),
                              .function = arena_strdup(&c->unit->arena, name),
                              .is_macro_body = n->flags & NODE_FLAG_MACRO_BODY};
        ARRAY_PUSH(c->unit->tokens, c->unit->token_count, c->unit->token_capacity, token);
    }
    *ret = (struct site_draft){.chooser = c,
                               .site = {.token = (uint32_t)index,
                                        .function = (uint32_t)c->unit->function_count - 1,
                                        .op = n->op,
                                        .shape = (uint8_t)shape},
                               .token = &c->unit->tokens[index],
                               .token_text = arena_strndup(&c->unit->arena, text->bytes + at, length),
                               .ordinal = ordinal_in(c, range, place, text, length)};
    return true;
}

static uint64_t variant_id(const struct site_draft *draft, enum mutant_operator op, const char *change)
{
    const struct token *token = draft->token;
    char ordinal[32];
    snprintf(ordinal, sizeof ordinal, "%" PRIu32 ":%u", draft->ordinal, (unsigned)draft->site.shape);
    uint64_t hash = hash_text(HASH_START, path_in_id(draft->chooser, token->path));
    hash = hash_text(hash, token->function);
    hash = hash_text(hash, draft->token_text);
    hash = hash_text(hash, ordinal);
    hash = hash_text(hash, mutant_operator_text(op));
    return hash_text(hash, change);
}

static struct variant *find_variant(const struct token *token, enum mutant_operator op, const char *replacement)
{
    for (size_t i = 0; i < token->variant_count; i++)
        if (token->variants[i].op == op && strcmp(token->variants[i].replacement, replacement) == 0)
            return &token->variants[i];
    return NULL;
}

void site_variant(struct site_draft *draft, enum mutant_operator op, const char *text, const struct edit *edit,
                  struct cet_mutants_change change)
{
    struct token *token = draft->token;
    struct variant *known = find_variant(token, op, edit->replacement);
    size_t at = known ? (size_t)(known - token->variants) : token->variant_count;
    if (!known) {
        struct variant variant = {.op = op,
                                  .id = variant_id(draft, op, text),
                                  .range = edit->range,
                                  .original = edit->original,
                                  .replacement = edit->replacement,
                                  .change = change};
        ARRAY_PUSH(token->variants, token->variant_count, token->variant_capacity, variant);
    }
    draft->has_variant = true;
    if (at < 64)
        draft->site.applies |= UINT64_C(1) << at;
}

uint32_t site_end(struct site_draft *draft, uint32_t node)
{
    struct mutate_unit *unit = draft->chooser->unit;
    const struct graph_node *n = &draft->chooser->graph->nodes[node];
    if (!draft->has_variant)
        return NO_ID;
    if (n->flags & NODE_FLAG_CONSTANT) {
        draft->token->refusal = "the language wants a constant here";
        draft->token->is_fixed = true;
        return NO_ID;
    }
    if (n->flags & NODE_FLAG_UNEVALUATED) {
        draft->token->refusal = "the expression is not evaluated";
        return NO_ID;
    }
    uint32_t id = (uint32_t)unit->site_count;
    ARRAY_PUSH(unit->sites, unit->site_count, unit->site_capacity, draft->site);
    unit->functions[draft->site.function].site_count++;
    return id;
}

void site_mark(struct chooser *c, uint32_t node, uint32_t site, enum mark_role role)
{
    struct mutate_mark mark = {.node = node, .site = site, .role = role};
    ARRAY_PUSH(c->marks->items, c->marks->count, c->marks->capacity, mark);
}

static void choose_node(struct chooser *c, uint32_t node)
{
    switch (c->graph->nodes[node].kind) {
    case NODE_BINARY:
        choose_binary(c, node);
        break;
    case NODE_UNARY:
        if (c->graph->nodes[node].op == OP_NOT)
            choose_negation(c, node);
        break;
    case NODE_INT_LITERAL:
        choose_constant(c, node);
        break;
    case NODE_RETURN:
        choose_return(c, node);
        break;
    default:
        break;
    }
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
