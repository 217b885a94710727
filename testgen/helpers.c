#include "helpers.h"

#include <string.h>

#include "c_type.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

struct search {
    const struct facts *unit, *program;
    const struct behaviour *roles;
    bool *leads;       /* by function of the program: it calls into the unit */
    struct map wanted; /* canonical texts of records that functions take by address */
};

static bool is_of_unit(const struct search *s, const struct fact_function *f)
{
    const struct fact_function *own = facts_find_function(s->unit, f->id);
    return own && own->is_defined;
}

static bool calls_what_leads(const struct search *s, const struct fact_function *f)
{
    for (uint32_t i = 0; i < f->graph.node_count; i++) {
        const struct graph_node *n = &f->graph.nodes[i];
        if (n->kind == NODE_CALL && n->symbol < s->program->function_count && s->leads[n->symbol])
            return true;
    }
    return false;
}

/* To the fixed point: each round marks a caller more, or is the last. */
static void find_leads(struct search *s)
{
    const struct facts *program = s->program;
    for (uint32_t i = 0; i < program->function_count; i++)
        s->leads[i] = program->functions[i].is_defined && is_of_unit(s, &program->functions[i]);
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (uint32_t i = 0; i < program->function_count; i++)
            if (!s->leads[i] && program->functions[i].is_defined && calls_what_leads(s, &program->functions[i]))
                s->leads[i] = has_changed = true;
    }
}

/* The record behind a pointer, whatever its qualifiers; false: there is none. */
static bool record_behind(const struct facts *facts, uint32_t type, struct strbuf *ret_key)
{
    const struct fact_type *t = &facts->types[facts_resolve_type(facts, type)];
    if (t->kind != TYPE_POINTER)
        return false;
    const uint8_t kind = facts->types[facts_resolve_type(facts, t->target)].kind;
    if (kind != TYPE_STRUCT && kind != TYPE_UNION)
        return false;
    c_type_canonical(facts, t->target, ret_key);
    return true;
}

static void want_params(struct search *s, const struct fact_function *f)
{
    for (uint32_t p = 0; p < f->param_count; p++) {
        SCOPED(strbuf_release) struct strbuf key = {0};
        if (record_behind(s->unit, f->params[p].type, &key))
            map_set(&s->wanted, strbuf_text(&key), 1);
    }
}

static bool is_wanted(const struct search *s, uint32_t type)
{
    SCOPED(strbuf_release) struct strbuf key = {0};
    uint64_t ignored;
    return record_behind(s->unit, type, &key) && map_find(&s->wanted, strbuf_text(&key), &ignored);
}

static bool makes_or_frees(const struct search *s, uint32_t index)
{
    const struct fact_function *f = &s->unit->functions[index];
    const struct role *roles = s->roles->params[index];
    if (is_wanted(s, f->result_type))
        return true;
    for (uint32_t p = 0; roles && p < f->param_count; p++) {
        const struct fact_type *t = &s->unit->types[facts_resolve_type(s->unit, roles[p].type)];
        if (is_wanted(s, roles[p].type) &&
            (roles[p].kind == EXPLORE_ROLE_INIT || roles[p].kind == EXPLORE_ROLE_DESTROY))
            return true;
        if (t->kind == TYPE_POINTER && is_wanted(s, t->target)) /* T **: left in the caller's variable */
            return true;
    }
    return false;
}

static bool is_character(const struct facts *facts, uint32_t type)
{
    const struct fact_type *t = &facts->types[facts_resolve_type(facts, type)];
    return t->kind == TYPE_INT && t->flags & TYPE_FLAG_CHARACTER;
}

static bool is_const(const struct facts *facts, uint32_t type)
{
    for (; type < facts->type_count; type = facts->types[type].target) {
        if (facts->types[type].flags & TYPE_FLAG_CONST)
            return true;
        if (facts->types[type].kind != TYPE_TYPEDEF)
            break;
    }
    return false;
}

/* Where text may be left: characters, a stream, or a record that holds characters. */
static bool takes_text(const struct facts *facts, uint32_t type)
{
    const struct fact_type *t = &facts->types[facts_resolve_type(facts, type)];
    if (t->kind != TYPE_POINTER || is_const(facts, t->target))
        return false;
    const struct fact_type *behind = &facts->types[facts_resolve_type(facts, t->target)];
    bool holds_text = is_character(facts, t->target) || (behind->name && !strcmp(behind->name, "_IO_FILE"));
    for (uint32_t i = 0; i < behind->field_count && !holds_text; i++) {
        const struct fact_type *field = &facts->types[facts_resolve_type(facts, behind->fields[i].type)];
        holds_text =
            field->kind == TYPE_POINTER && is_character(facts, field->target) && !is_const(facts, field->target);
    }
    return holds_text;
}

/* Writes down, as text, a record that the unit works on: the unit may read such texts. */
static bool writes_wanted(const struct search *s, const struct fact_function *f)
{
    const struct facts *facts = s->unit;
    const struct fact_type *result = &facts->types[facts_resolve_type(facts, f->result_type)];
    bool has_text = result->kind == TYPE_POINTER && is_character(facts, result->target), has_record = false;
    for (uint32_t p = 0; p < f->param_count; p++) {
        const struct fact_type *t = &facts->types[facts_resolve_type(facts, f->params[p].type)];
        has_text |= takes_text(facts, f->params[p].type);
        has_record |= t->kind == TYPE_POINTER && is_const(facts, t->target) && is_wanted(s, f->params[p].type);
    }
    return has_text && has_record;
}

/* The definition in another file; NULL: none that a test of the unit could call. */
static const struct fact_function *definition_of(const struct search *s, const struct fact_function *f)
{
    const struct fact_function *known = facts_find_function(s->program, f->id);
    return !f->is_defined && f->linkage == LINKAGE_EXTERNAL && known && known->is_defined && !known->is_system ? known
                                                                                                               : NULL;
}

bool *helpers_find(const struct facts *unit, const struct facts *program, const struct behaviour *roles,
                   struct arena *arena)
{
    struct search s = {.unit = unit,
                       .program = program,
                       .roles = roles,
                       .leads = arena_array(arena, program->function_count + 1, sizeof *s.leads)};
    bool *is_helper = arena_array(arena, unit->function_count + 1, sizeof *is_helper);
    find_leads(&s);
    for (uint32_t i = 0; i < unit->function_count; i++) {
        const struct fact_function *f = &unit->functions[i], *known = definition_of(&s, f);
        is_helper[i] = known && s.leads[known - program->functions];
        if (is_helper[i] || (f->is_defined && !f->is_system))
            want_params(&s, f);
    }
    for (uint32_t i = 0; i < unit->function_count; i++)
        is_helper[i] |=
            definition_of(&s, &unit->functions[i]) && (makes_or_frees(&s, i) || writes_wanted(&s, &unit->functions[i]));
    map_release(&s.wanted);
    return is_helper;
}
