/* A function's markers become calls of the runtime, which gives the source's value or what the active mutant makes of
 * it. The operands' markers say what a change computes with. */
#include <stdlib.h>

#include "cet/core/memory.h"
#include "realise.h"

/* The markers of one site's operands. Code that the front end emits twice has them twice: the n-th result goes with the
 * n-th operands. */
struct operands {
    struct marker *left, *right;
};

struct operand_lists {
    uint32_t first[2], last[2]; /* by role: index + 1 into the markers */
};

static LLVMValueRef marked_value(const struct marker *marker)
{
    return LLVMGetOperand(marker->call, 2);
}

static void replace(struct marker *marker, LLVMValueRef value)
{
    LLVMReplaceAllUsesWith(marker->call, value);
    LLVMInstructionEraseFromParent(marker->call);
    marker->call = NULL;
}

/* The body with all changes has no debug information. */
static void stand_before(struct realiser *r, const struct marker *marker)
{
    LLVMPositionBuilderBefore(r->builder, marker->call);
    LLVMSetCurrentDebugLocation2(r->builder, NULL);
}

/* Every change of the site's token that applies to this expansion now has code. */
static void note_realised(struct realiser *r, uint32_t site)
{
    const struct site *s = &r->unit->sites[site];
    struct token *token = &r->unit->tokens[s->token];
    for (size_t i = 0; i < token->variant_count; i++)
        token->variants[i].is_realised |= i >= 64 || (s->applies >> i & 1);
}

static void realise_value(struct realiser *r, struct marker *marker, const char *name)
{
    stand_before(r, marker);
    LLVMValueRef value = call_value(r, marker->site, name, marked_value(marker));
    if (value)
        note_realised(r, marker->site);
    replace(marker, value ? value : marked_value(marker));
}

/* The source's own operation is left out, unless a sanitizer watches it: then it must not be reported for a change. */
static void realise_operation(struct realiser *r, struct marker *marker, const struct operands *operands)
{
    LLVMValueRef own = marked_value(marker);
    LLVMValueRef left = marked_value(operands->left), right = marked_value(operands->right);
    stand_before(r, marker);
    LLVMValueRef value = call_operation(r, marker->site, left, right, LLVMTypeOf(own));
    if (!value) {
        replace(marker, own);
        return;
    }
    note_realised(r, marker->site);
    replace(marker, value);
    if (r->help->erase_if_unused(own) || r->unit->sites[marker->site].kind == OPERAND_FLOAT)
        return;
    stand_before(r, operands->right);
    replace(operands->right, call_neutral(r, marker->site, right));
}

static void realise_connector(struct realiser *r, struct marker *marker, const struct operands *operands)
{
    realise_value(r, operands->left, "left");
    realise_value(r, operands->right, "right");
    realise_value(r, marker, "value");
}

static void realise_gate(struct realiser *r, struct marker *marker)
{
    stand_before(r, marker);
    note_realised(r, marker->site);
    replace(marker, call_gate(r, marker->site));
}

/* The value behind a gate: a constant where all changes want the same. */
static void realise_alternative(struct realiser *r, struct marker *marker)
{
    const struct token *token = &r->unit->tokens[r->unit->sites[marker->site].token];
    if (token->variant_count == 1)
        replace(marker, constant_of(LLVMTypeOf(marker->call), token->variants[0].change.value));
    else
        realise_value(r, marker, "value");
}

static void link_operands(const struct markers *markers, struct operand_lists *lists)
{
    for (size_t i = 0; i < markers->count; i++) {
        struct marker *marker = &markers->items[i];
        if (marker->role != ROLE_LEFT && marker->role != ROLE_RIGHT)
            continue;
        struct operand_lists *list = &lists[marker->site];
        unsigned side = marker->role == ROLE_RIGHT;
        if (list->last[side])
            markers->items[list->last[side] - 1].next = (uint32_t)i + 1;
        else
            list->first[side] = (uint32_t)i + 1;
        list->last[side] = (uint32_t)i + 1;
    }
}

static struct marker *take_operand(const struct markers *markers, uint32_t *first)
{
    if (*first == 0)
        return NULL;
    struct marker *marker = &markers->items[*first - 1];
    *first = marker->next;
    return marker;
}

static void realise_by_search(struct realiser *r, struct marker *marker)
{
    bool is_step = r->unit->sites[marker->site].shape == SHAPE_STEP;
    if (is_step ? realise_step(r, marker->site, marked_value(marker))
                : realise_assignment(r, marker->site, marker->call))
        note_realised(r, marker->site);
    else
        mutate_refuse(r->unit, marker->site, "the operation is atomic or of a type that the runtime does not compute");
    replace(marker, marked_value(marker));
}

/* A side whose code was never emitted (`0 && b`) leaves nothing to change. */
static void realise_result(struct realiser *r, const struct markers *markers, struct operand_lists *lists,
                           struct marker *marker)
{
    struct operand_lists *list = &lists[marker->site];
    struct operands operands = {take_operand(markers, &list->first[0]), take_operand(markers, &list->first[1])};
    if (!operands.left && !operands.right)
        realise_value(r, marker, "value");
    else if (!operands.left || !operands.right)
        return;
    else if (r->unit->sites[marker->site].shape == SHAPE_CONNECTOR)
        realise_connector(r, marker, &operands);
    else
        realise_operation(r, marker, &operands);
}

static bool is_found_by_search(const struct realiser *r, const struct marker *marker)
{
    unsigned shape = r->unit->sites[marker->site].shape;
    return shape == SHAPE_STEP || shape == SHAPE_ASSIGN;
}

void realise_sites(struct realiser *r, LLVMValueRef function)
{
    struct markers markers = {0};
    markers_find(&markers, function);
    struct operand_lists *lists = memory_new(r->unit->site_count, sizeof *lists);
    link_operands(&markers, lists);
    for (size_t i = 0; i < markers.count; i++) {
        struct marker *marker = &markers.items[i];
        if (r->unit->tokens[r->unit->sites[marker->site].token].first_mutant == 0)
            continue;
        if (marker->role == ROLE_GATE)
            realise_gate(r, marker);
        else if (marker->role == ROLE_ALTERNATIVE)
            realise_alternative(r, marker);
        else if (marker->role == ROLE_RESULT && is_found_by_search(r, marker))
            realise_by_search(r, marker);
        else if (marker->role == ROLE_RESULT)
            realise_result(r, &markers, lists, marker);
    }
    markers_strip(&markers);
    free(lists);
    markers_release(&markers);
}
