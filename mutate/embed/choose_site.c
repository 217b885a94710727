/* Tokens and sites of a unit while a function's changes are gathered. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "choose.h"

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

static bool stands_in(const struct source_range *range, const struct token_place *place)
{
    if (range->file != place->file || place->line < range->line || place->line > range->end_line)
        return false;
    return (place->line > range->line || place->column >= range->column) &&
           (place->line < range->end_line || place->column < range->end_column);
}

/* The macro in whose body the place lies, NO_ID: none. A token of a body may be an argument of another macro. */
static uint32_t macro_around(const struct chooser *c, const struct graph_node *node, const struct token_place *place)
{
    if (stands_in(&c->function->range, place))
        return NO_ID;
    if (node->macro < c->facts->macro_count && stands_in(&c->facts->macros[node->macro].range, place))
        return node->macro;
    for (uint32_t i = 0; i < c->facts->macro_count; i++)
        if (stands_in(&c->facts->macros[i].range, place))
            return i;
    return NO_ID;
}

static uint32_t ordinal_in(const struct source_range *range, const struct token_place *place, struct source_text *text)
{
    size_t from, at;
    if (range->file != place->file || !source_text_offset(text, range->line, range->column, &from) ||
        !source_text_offset(text, place->line, place->column, &at) || from > at)
        return place->line * 1000 + place->column; /* spelled outside: no order to count in */
    return source_text_ordinal(text, from, at);
}

bool site_begin(struct chooser *c, uint32_t node, enum site_shape shape, const struct token_place *place,
                struct site_draft *ret)
{
    const struct graph_node *n = &c->graph->nodes[node];
    if (!is_wanted_file(c, place->file))
        return false;
    struct source_text *text = text_of_file(c, place->file);
    size_t at;
    if (!text || !source_text_offset(text, place->line, place->column, &at) || at >= text->length)
        return false;
    size_t length = source_text_token_length(text, at);
    char key[96];
    snprintf(key, sizeof key, "%" PRIu32 ":%" PRIu32 ":%" PRIu32 ":%d", place->file, place->line, place->column,
             (int)shape);
    bool added;
    uint64_t index = map_add(&c->unit->token_index, key, c->unit->token_count, &added);
    uint32_t macro = macro_around(c, n, place);
    const char *name = macro == NO_ID ? c->function->name : c->facts->macros[macro].name;
    const struct source_range *range = macro == NO_ID ? &c->function->range : &c->facts->macros[macro].range;
    if (added) {
        struct token token = {.path = arena_strdup(&c->unit->arena, c->facts->files[place->file].path),
                              .function = arena_strdup(&c->unit->arena, name),
                              .is_macro_body = macro != NO_ID};
        ARRAY_PUSH(c->unit->tokens, c->unit->token_count, c->unit->token_capacity, token);
    }
    *ret = (struct site_draft){.chooser = c,
                               .site = {.token = (uint32_t)index,
                                        .function = (uint32_t)c->unit->function_count - 1,
                                        .op = n->op,
                                        .shape = (uint8_t)shape},
                               .token = &c->unit->tokens[index],
                               .token_text = arena_strndup(&c->unit->arena, text->bytes + at, length),
                               .ordinal = ordinal_in(range, place, text)};
    return true;
}

bool site_begin_at(struct chooser *c, uint32_t node, enum site_shape shape, const struct source_range *range,
                   struct site_draft *ret)
{
    struct token_place place = {range->file, range->line, range->column};
    return site_begin(c, node, shape, &place, ret);
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

static struct variant *find_variant(const struct token *token, enum mutant_operator op, const struct edit *edit)
{
    for (size_t i = 0; i < token->variant_count; i++)
        if (token->variants[i].op == op && strcmp(token->variants[i].replacement, edit->replacement) == 0 &&
            memcmp(&token->variants[i].range, &edit->range, sizeof edit->range) == 0)
            return &token->variants[i];
    return NULL;
}

void site_variant(struct site_draft *draft, enum mutant_operator op, const char *text, const struct edit *edit,
                  struct cet_mutants_change change)
{
    struct token *token = draft->token;
    struct variant *known = find_variant(token, op, edit);
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

static bool token_place_of(const struct graph_node *node, struct token_place *ret)
{
    if (node->op_place.file != NO_ID)
        *ret = (struct token_place){node->op_place.file, node->op_place.line, node->op_place.column};
    else
        *ret = (struct token_place){node->range.file, node->range.line, node->range.column};
    return ret->file != NO_ID;
}

void refuse_change(struct chooser *c, uint32_t node, enum mutant_operator op, const char *text, const char *reason)
{
    struct token_place place;
    struct site_draft draft;
    if (!token_place_of(&c->graph->nodes[node], &place) || !site_begin(c, node, SHAPE_NONE, &place, &draft))
        return;
    uint32_t end = place.column + (uint32_t)strlen(draft.token_text);
    struct edit edit = {.range = {place.file, place.line, place.column, place.line, end},
                        .original = draft.token_text,
                        .replacement = arena_strdup(&c->unit->arena, text)};
    site_variant(&draft, op, text, &edit, (struct cet_mutants_change){0});
    draft.token->refusal = reason;
}

void refuse_in(struct site_draft *draft, uint32_t node, enum mutant_operator op, const char *text)
{
    refuse_change(draft->chooser, node, op, text, SPREAD_TEXT);
    draft->token = &draft->chooser->unit->tokens[draft->site.token]; /* the tokens may have moved */
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
