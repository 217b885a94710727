/* What sizeof measures: the pointer for what it points to and the reverse. */
#include <string.h>

#include "choose.h"

struct measured {
    const char *text; /* the sizeof expression after the change */
    uint64_t size_bytes;
};

static uint64_t size_of(const struct chooser *c, uint32_t type)
{
    const struct fact_type *t = scalar_type(c, type);
    return t && t->kind != TYPE_VOID && t->kind != TYPE_FUNCTION && !(t->flags & TYPE_FLAG_VLA) ? t->size_bytes : 0;
}

static bool is_pointer(const struct chooser *c, uint32_t type)
{
    const struct fact_type *t = scalar_type(c, type);
    return t && t->kind == TYPE_POINTER;
}

/* sizeof e and sizeof *e */
static bool change_operand(const struct chooser *c, uint32_t node, uint32_t operand, struct measured *ret)
{
    const struct function_graph *graph = c->graph;
    const struct graph_node *e = &graph->nodes[operand];
    struct arena *arena = &c->unit->arena;
    bool is_deref = e->kind == NODE_UNARY && e->op == OP_DEREF;
    uint32_t inner = is_deref ? graph_skip_implicit(graph, graph_child(graph, operand, 0)) : operand;
    const char *text = text_of_node(c, inner, node);
    if (!text)
        return false;
    if (is_deref) {
        *ret = (struct measured){arena_printf(arena, "sizeof(%s)", text), size_of(c, graph->nodes[inner].type)};
    } else if (is_pointer(c, e->type) && size_of(c, scalar_type(c, e->type)->target)) {
        *ret =
            (struct measured){arena_printf(arena, "sizeof(*(%s))", text), size_of(c, scalar_type(c, e->type)->target)};
    } else {
        *ret = (struct measured){arena_printf(arena, "sizeof(__typeof__(%s) *)", text), sizeof(void *)};
    }
    return true;
}

/* sizeof(T) */
static bool change_type(const struct chooser *c, uint32_t node, struct measured *ret)
{
    const char *text = text_of_node(c, node, parent_of(c->graph, node));
    const char *open = text ? strchr(text, '(') : NULL;
    const char *close = text ? strrchr(text, ')') : NULL;
    if (!open || !close || close < open)
        return false;
    *ret = (struct measured){
        arena_printf(&c->unit->arena, "sizeof(__typeof__(%.*s) *)", (int)(close - open - 1), open + 1), sizeof(void *)};
    return true;
}

void choose_size(struct chooser *c, uint32_t node)
{
    const struct graph_node *n = &c->graph->nodes[node];
    uint32_t operand = graph_child(c->graph, node, 0);
    bool is_type = operand == NO_ID || c->graph->nodes[operand].kind == NODE_ARRAY_SIZE;
    struct measured changed;
    struct site_draft draft;
    struct edit edit;
    if (!operator_is_on(c, MUTANT_OPERATOR_SIZEOF_OPERAND))
        return;
    if (!(is_type ? change_type(c, node, &changed) : change_operand(c, node, operand, &changed)) ||
        !edit_whole(c, node, parent_of(c->graph, node), changed.text, &edit)) {
        refuse_change(c, node, MUTANT_OPERATOR_SIZEOF_OPERAND, "sizeof", SPREAD_TEXT);
        return;
    }
    if (!site_begin_at(c, node, SHAPE_RESULT, &edit.range, &draft))
        return;
    site_variant(&draft, MUTANT_OPERATOR_SIZEOF_OPERAND, "pointer", &edit,
                 (struct cet_mutants_change){.how = CET_CHANGE_VALUE, .value = (int64_t)changed.size_bytes});
    if (!(n->flags & NODE_FLAG_HAS_VALUE) || changed.size_bytes == 0)
        draft.token->refusal = "the size is known at run time only";
    else if ((uint64_t)n->value == changed.size_bytes)
        draft.token->refusal = "the size stays the same";
    else {
        uint32_t site = site_end(&draft, node);
        if (site != NO_ID)
            site_mark(c, node, site, ROLE_RESULT);
    }
}
