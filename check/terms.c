#include "terms.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"

static uint32_t hash_of(const struct term *term)
{
    uint64_t hash = term->kind * 31u + term->op;
    hash = (hash ^ term->a) * 0x9e3779b97f4a7c15ull;
    hash = (hash ^ term->b) * 0x9e3779b97f4a7c15ull;
    hash = (hash ^ (uint64_t)term->value) * 0x9e3779b97f4a7c15ull;
    return (uint32_t)(hash >> 32);
}

static bool is_same(const struct term *left, const struct term *right)
{
    return left->kind == right->kind && left->op == right->op && left->a == right->a && left->b == right->b &&
           left->value == right->value;
}

static bool has_operands(const struct term *term)
{
    return term->kind >= TERM_FIELD && term->kind <= TERM_BINARY;
}

static bool has_second_operand(const struct term *term)
{
    return term->kind == TERM_INDEX || term->kind == TERM_BINARY;
}

/* Fills in what follows from the operands; false when it would be nested too deep. */
static bool complete(const struct terms *terms, struct term *term, uint32_t id)
{
    term->root = term->kind == TERM_LOCAL || term->kind == TERM_PARAM || term->kind == TERM_GLOBAL ? id : NO_TERM;
    term->parts = 1ull << (id & 63);
    if (!has_operands(term))
        return true;
    const struct term *a = &terms->items[term->a];
    const struct term *b = has_second_operand(term) ? &terms->items[term->b] : NULL;
    unsigned depth = b && b->depth > a->depth ? b->depth : a->depth;
    if (depth >= TERM_MAX_DEPTH)
        return false;
    term->depth = (uint8_t)(depth + 1);
    term->parts |= a->parts | (b ? b->parts : 0);
    if (term->kind == TERM_FIELD || term->kind == TERM_INDEX || term->kind == TERM_DEREF) {
        term->root = a->root;
        term->is_behind_pointer = a->is_behind_pointer || term->kind == TERM_DEREF;
        term->is_behind_variable = a->is_behind_variable || (b && b->kind != TERM_CONSTANT);
    }
    return true;
}

static uint32_t intern(struct terms *terms, struct term term)
{
    uint32_t slot = hash_of(&term) % terms->slot_count;
    for (; terms->slots[slot]; slot = (slot + 1) % terms->slot_count)
        if (is_same(&terms->items[terms->slots[slot] - 1], &term))
            return terms->slots[slot] - 1;
    if (terms->count == terms->capacity || !complete(terms, &term, terms->count))
        return NO_TERM;
    terms->items[terms->count] = term;
    terms->slots[slot] = ++terms->count;
    return terms->count - 1;
}

static uint32_t child_term(const struct terms *terms, uint32_t node, uint32_t n)
{
    uint32_t child = graph_child(terms->graph, node, n);
    return child < terms->graph->node_count ? terms->of_node[child] : NO_TERM;
}

static uint32_t deref(struct terms *terms, uint32_t pointer, uint32_t node)
{
    if (pointer == NO_TERM)
        return NO_TERM;
    const struct term *term = &terms->items[pointer];
    if (term->kind == TERM_UNARY && term->op == OP_ADDRESS)
        return term->a;
    return intern(terms, (struct term){.kind = TERM_DEREF, .a = pointer, .node = node});
}

static uint32_t unary_term(struct terms *terms, uint32_t node, const struct graph_node *n)
{
    uint32_t operand = child_term(terms, node, 0);
    if (operand == NO_TERM)
        return NO_TERM;
    switch (n->op) {
    case OP_DEREF:
        return deref(terms, operand, node);
    case OP_PRE_INC:
    case OP_PRE_DEC:
    case OP_PLUS:
        return operand;
    case OP_ADDRESS:
    case OP_MINUS:
    case OP_NOT:
    case OP_BIT_NOT:
        return intern(terms, (struct term){.kind = TERM_UNARY, .op = n->op, .a = operand, .node = node});
    default:
        return NO_TERM;
    }
}

static uint32_t binary_term(struct terms *terms, uint32_t node, const struct graph_node *n)
{
    uint32_t left = child_term(terms, node, 0), right = child_term(terms, node, 1);
    if (n->op == OP_COMMA)
        return right;
    if (left == NO_TERM || right == NO_TERM)
        return NO_TERM;
    return intern(terms, (struct term){.kind = TERM_BINARY, .op = n->op, .a = left, .b = right, .node = node});
}

static uint32_t member_term(struct terms *terms, uint32_t node, const struct graph_node *n)
{
    uint32_t base = child_term(terms, node, 0);
    if (n->op == OP_ARROW)
        base = deref(terms, base, node);
    return base == NO_TERM ? NO_TERM
                           : intern(terms, (struct term){.kind = TERM_FIELD, .a = base, .b = n->symbol, .node = node});
}

static uint32_t subscript_term(struct terms *terms, uint32_t node)
{
    uint32_t base = graph_child(terms->graph, node, 0);
    uint32_t whole = child_term(terms, node, 0), index = child_term(terms, node, 1);
    if (whole == NO_TERM || index == NO_TERM)
        return NO_TERM;
    const struct graph_node *b = &terms->graph->nodes[base];
    if (b->kind != NODE_CAST || b->op != OP_DECAY) {
        whole = deref(terms, whole, node);
        const struct term *at = &terms->items[index];
        if (whole == NO_TERM || (at->kind == TERM_CONSTANT && at->value == 0))
            return whole;
    }
    return intern(terms, (struct term){.kind = TERM_INDEX, .a = whole, .b = index, .node = node});
}

static uint32_t variable_term(struct terms *terms, enum term_kind kind, uint32_t node)
{
    return intern(terms, (struct term){.kind = kind, .a = terms->graph->nodes[node].symbol, .node = node});
}

static uint32_t call_term(struct terms *terms, uint32_t node)
{
    const struct fact_function *callee = called_function(terms->facts, terms->graph, node);
    if (callee && !strcmp(callee->name, "__builtin_expect"))
        return child_term(terms, node, 1);
    return intern(terms, (struct term){.kind = TERM_CALL, .a = node, .node = node});
}

static uint32_t term_of(struct terms *terms, uint32_t node)
{
    const struct graph_node *n = &terms->graph->nodes[node];
    int64_t value;
    if (n->kind <= NODE_ENUMERATOR || n->flags & NODE_FLAG_HAS_VALUE)
        if (constant_value(terms->graph, node, &value))
            return intern(terms, (struct term){.kind = TERM_CONSTANT, .value = value, .node = node});
    switch (n->kind) {
    case NODE_LOCAL:
    case NODE_DECLARE:
        return n->symbol < terms->graph->local_count ? variable_term(terms, TERM_LOCAL, node) : NO_TERM;
    case NODE_PARAM:
        return variable_term(terms, TERM_PARAM, node);
    case NODE_GLOBAL:
        return variable_term(terms, TERM_GLOBAL, node);
    case NODE_UNARY:
        return unary_term(terms, node, n);
    case NODE_BINARY:
        return binary_term(terms, node, n);
    case NODE_ASSIGN:
    case NODE_CAST:
        return child_term(terms, node, 0);
    case NODE_CALL:
        return call_term(terms, node);
    case NODE_MEMBER:
        return member_term(terms, node, n);
    case NODE_SUBSCRIPT:
        return subscript_term(terms, node);
    default:
        return NO_TERM;
    }
}

void terms_find(struct terms *terms, const struct facts *facts, const struct function_graph *graph)
{
    *terms = (struct terms){.facts = facts,
                            .graph = graph,
                            .capacity = 2 * graph->node_count + 1, /* subscripts make two */
                            .slot_count = 4 * graph->node_count + 3};
    terms->items = memory_new(terms->capacity, sizeof *terms->items);
    terms->of_node = memory_new((size_t)graph->node_count + 1, sizeof *terms->of_node);
    terms->slots = memory_new(terms->slot_count, sizeof *terms->slots);
    /* Children stand behind their parents. */
    for (uint32_t node = graph->node_count; node-- > 0;)
        terms->of_node[node] = term_of(terms, node);
}

uint32_t terms_element(struct terms *terms, uint32_t array, uint32_t index, uint32_t node)
{
    uint32_t at = intern(terms, (struct term){.kind = TERM_CONSTANT, .value = index, .node = node});
    return at == NO_TERM || array == NO_TERM
               ? NO_TERM
               : intern(terms, (struct term){.kind = TERM_INDEX, .a = array, .b = at, .node = node});
}

void terms_release(struct terms *terms)
{
    if (!terms)
        return;
    free(terms->items);
    free(terms->of_node);
    free(terms->slots);
    *terms = (struct terms){0};
}

bool term_is_place(const struct terms *terms, uint32_t term)
{
    return term != NO_TERM && terms->items[term].kind >= TERM_LOCAL && terms->items[term].kind <= TERM_DEREF;
}

bool term_is_variable(const struct terms *terms, uint32_t term)
{
    return term != NO_TERM && (terms->items[term].kind == TERM_LOCAL || terms->items[term].kind == TERM_PARAM);
}

bool term_contains(const struct terms *terms, uint32_t term, uint32_t part)
{
    if (term == part)
        return term != NO_TERM;
    if (term == NO_TERM || part == NO_TERM)
        return false;
    const struct term *t = &terms->items[term];
    if (!has_operands(t) || !(t->parts & 1ull << (part & 63)))
        return false;
    return term_contains(terms, t->a, part) || (has_second_operand(t) && term_contains(terms, t->b, part));
}

bool term_is_below(const struct terms *terms, uint32_t place, uint32_t whole)
{
    while (term_is_place(terms, place) && has_operands(&terms->items[place])) {
        place = terms->items[place].a;
        if (place == whole)
            return true;
    }
    return false;
}

/* The name of field number `field` of the record that place has the type of. */
static const char *field_name(const struct terms *terms, const struct term *term)
{
    const struct facts *facts = terms->facts;
    const struct graph_node *member = &terms->graph->nodes[term->node];
    uint32_t base = graph_child(terms->graph, term->node, 0);
    if (member->kind != NODE_MEMBER || base == NO_ID)
        return NULL;
    uint32_t type = facts_resolve_type(facts, terms->graph->nodes[base].type);
    if (type < facts->type_count && member->op == OP_ARROW && facts->types[type].kind == TYPE_POINTER)
        type = facts_resolve_type(facts, facts->types[type].target);
    return type < facts->type_count && term->b < facts->types[type].field_count
               ? facts->types[type].fields[term->b].name
               : NULL;
}

static const char *field_text(const struct terms *terms, const struct fact_function *function, const struct term *term,
                              struct arena *arena)
{
    const char *name = field_name(terms, term);
    bool is_arrow = terms->items[term->a].kind == TERM_DEREF;
    const char *base = term_text(terms, function, is_arrow ? terms->items[term->a].a : term->a, arena);
    if (!name || !*base)
        return "";
    return *name ? arena_printf(arena, "%s%s%s", base, is_arrow ? "->" : ".", name) : base;
}

const char *term_text(const struct terms *terms, const struct fact_function *function, uint32_t term,
                      struct arena *arena)
{
    if (term == NO_TERM)
        return "";
    const struct term *t = &terms->items[term];
    const char *base, *index;
    switch (t->kind) {
    case TERM_CONSTANT:
        return arena_printf(arena, "%lld", (long long)t->value);
    case TERM_LOCAL:
        return terms->graph->locals[t->a].name;
    case TERM_PARAM:
        return t->a < function->param_count ? function->params[t->a].name : "";
    case TERM_GLOBAL:
        return t->a < terms->facts->global_count ? terms->facts->globals[t->a].name : "";
    case TERM_FIELD:
        return field_text(terms, function, t, arena);
    case TERM_INDEX:
        base = term_text(terms, function, terms->items[t->a].kind == TERM_DEREF ? terms->items[t->a].a : t->a, arena);
        index = term_text(terms, function, t->b, arena);
        return *base && *index ? arena_printf(arena, "%s[%s]", base, index) : "";
    case TERM_DEREF:
        base = term_text(terms, function, t->a, arena);
        return *base ? arena_printf(arena, "*%s", base) : "";
    default:
        return "";
    }
}
