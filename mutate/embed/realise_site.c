/* A function's markers become counters and switches. The operands' markers give the values that a change computes with;
 * the marker of the result is where it is chosen. */
#include <stdlib.h>

#include <llvm-c/DebugInfo.h>

#include "cet/core/memory.h"
#include "realise.h"

/* The markers of one site's operands. Code that the front end emits twice has them twice: the n-th result goes with the
 * n-th operands. */
struct emission {
    struct marker *left, *right;
};

struct operand_lists {
    uint32_t first[2], last[2]; /* by role: index + 1 into the markers */
};

static LLVMValueRef marked_value(const struct marker *marker)
{
    return marker ? LLVMGetOperand(marker->call, 2) : NULL;
}

static LLVMValueRef element_address(struct realiser *r, LLVMValueRef array, LLVMTypeRef type, uint32_t index)
{
    LLVMValueRef offset = LLVMConstInt(r->i64, index, 0);
    return index ? LLVMConstInBoundsGEP2(type, array, &offset, 1) : array;
}

/* active - first: below the number of changes exactly when one of this token's changes is active. */
static LLVMValueRef chosen_change(struct realiser *r, const struct token *token)
{
    LLVMValueRef active = LLVMBuildLoad2(r->builder, r->i32, r->active, "");
    return LLVMBuildSub(r->builder, active, LLVMConstInt(r->i32, token->first_mutant, 0), "");
}

static LLVMValueRef is_chosen(struct realiser *r, const struct token *token, LLVMValueRef change)
{
    return LLVMBuildICmp(r->builder, LLVMIntULT, change, LLVMConstInt(r->i32, token->variant_count, 0), "");
}

static void mark_unlikely(struct realiser *r, LLVMValueRef branch, uint32_t taken, uint32_t not_taken)
{
    LLVMMetadataRef parts[] = {
        LLVMMDStringInContext2(r->context, "branch_weights", 14),
        LLVMValueAsMetadata(LLVMConstInt(r->i32, taken, 0)),
        LLVMValueAsMetadata(LLVMConstInt(r->i32, not_taken, 0)),
    };
    LLVMMetadataRef weights = LLVMMDNodeInContext2(r->context, parts, 3);
    LLVMSetMetadata(branch, LLVMGetMDKindIDInContext(r->context, "prof", 4), LLVMMetadataAsValue(r->context, weights));
}

/* Splits before the instruction and leaves the builder in a new block that is entered when `condition` holds and goes
 * on where the instruction is. The builder stands before the split when condition is built. */
static LLVMBasicBlockRef open_detour(struct realiser *r, LLVMValueRef before, LLVMValueRef condition,
                                     LLVMBasicBlockRef *ret_rest)
{
    LLVMBasicBlockRef head = LLVMGetInstructionParent(before);
    LLVMBasicBlockRef rest = r->help->split_block(before);
    LLVMBasicBlockRef detour = LLVMInsertBasicBlockInContext(r->context, rest, "");
    LLVMValueRef jump = LLVMGetBasicBlockTerminator(head);
    LLVMPositionBuilderBefore(r->builder, jump);
    LLVMValueRef branch = LLVMBuildCondBr(r->builder, condition, detour, rest);
    mark_unlikely(r, branch, 1, 100000);
    LLVMInstructionEraseFromParent(jump);
    LLVMPositionBuilderAtEnd(r->builder, detour);
    *ret_rest = rest;
    return detour;
}

/* Where all of the function's counters lead when they wrap. */
static LLVMBasicBlockRef end_of_hang(struct realiser *r, LLVMValueRef function, uint32_t site)
{
    if (r->end_of_hang)
        return r->end_of_hang;
    LLVMBasicBlockRef here = LLVMGetInsertBlock(r->builder);
    r->end_of_hang = LLVMAppendBasicBlockInContext(r->context, function, "");
    LLVMPositionBuilderAtEnd(r->builder, r->end_of_hang);
    uint32_t first = r->unit->functions[r->unit->sites[site].function].first_site;
    LLVMValueRef arguments[] = {r->record, LLVMConstInt(r->i32, first, 0)};
    LLVMBuildCall2(r->builder, r->exhausted_type, r->exhausted, arguments, 2, "");
    LLVMBuildUnreachable(r->builder);
    LLVMPositionBuilderAtEnd(r->builder, here);
    return r->end_of_hang;
}

static void count_hit(struct realiser *r, LLVMValueRef before, uint32_t site)
{
    LLVMPositionBuilderBefore(r->builder, before);
    LLVMSetCurrentDebugLocation2(r->builder, LLVMInstructionGetDebugLoc(before));
    LLVMValueRef address = element_address(r, r->hits, r->i64, site);
    LLVMValueRef hits = LLVMBuildLoad2(r->builder, r->i64, address, "");
    LLVMValueRef more = LLVMBuildAdd(r->builder, hits, LLVMConstInt(r->i64, 1, 0), "");
    LLVMBuildStore(r->builder, more, address);
    LLVMValueRef wrapped = LLVMBuildICmp(r->builder, LLVMIntEQ, more, LLVMConstNull(r->i64), "");
    LLVMBasicBlockRef head = LLVMGetInstructionParent(before);
    LLVMBasicBlockRef rest = r->help->split_block(before);
    LLVMValueRef jump = LLVMGetBasicBlockTerminator(head);
    LLVMBasicBlockRef end = end_of_hang(r, LLVMGetBasicBlockParent(head), site);
    LLVMPositionBuilderBefore(r->builder, jump);
    LLVMValueRef branch = LLVMBuildCondBr(r->builder, wrapped, end, rest);
    mark_unlikely(r, branch, 1, 100000);
    LLVMInstructionEraseFromParent(jump);
}

static void replace(struct marker *marker, LLVMValueRef value)
{
    LLVMReplaceAllUsesWith(marker->call, value);
    LLVMInstructionEraseFromParent(marker->call);
    marker->call = NULL;
}

static void stand_before(struct realiser *r, const struct marker *marker)
{
    LLVMPositionBuilderBefore(r->builder, marker->call);
    LLVMSetCurrentDebugLocation2(r->builder, LLVMInstructionGetDebugLoc(marker->call));
}

/* The changes of a constant are constants: one load instead of a block each. */
static void load_result(struct realiser *r, struct marker *marker)
{
    struct site *site = &r->unit->sites[marker->site];
    struct token *token = &r->unit->tokens[site->token];
    LLVMValueRef result = marked_value(marker);
    LLVMTypeRef type = LLVMTypeOf(result);
    LLVMValueRef values[TOKEN_MAX_VARIANTS];
    for (uint32_t i = 0; i < token->variant_count; i++) {
        bool applies = site->operators >> token->variants[i].op & 1;
        values[i] = applies ? changed_value(r, site, &token->variants[i], NULL, NULL, result) : result;
        token->variants[i].is_realised |= applies;
    }
    stand_before(r, marker);
    LLVMBasicBlockRef rest, head = LLVMGetInstructionParent(marker->call);
    LLVMValueRef change = chosen_change(r, token);
    LLVMBasicBlockRef detour = open_detour(r, marker->call, is_chosen(r, token, change), &rest);
    LLVMValueRef offset = LLVMBuildZExt(r->builder, change, r->i64, "");
    LLVMValueRef table = realiser_values(r, values, token->variant_count);
    LLVMValueRef address = LLVMBuildInBoundsGEP2(r->builder, type, table, &offset, 1, "");
    LLVMValueRef loaded = LLVMBuildLoad2(r->builder, type, address, "");
    LLVMBuildBr(r->builder, rest);
    LLVMPositionBuilderBefore(r->builder, LLVMGetFirstInstruction(rest));
    LLVMValueRef joined = LLVMBuildPhi(r->builder, type, "");
    LLVMAddIncoming(joined, (LLVMValueRef[]){result, loaded}, (LLVMBasicBlockRef[]){head, detour}, 2);
    replace(marker, joined);
}

static bool is_constant_site(const struct realiser *r, const struct marker *marker)
{
    const struct site *site = &r->unit->sites[marker->site];
    return marker->role == ROLE_ALTERNATIVE || (site->shape == SHAPE_RESULT && site->op != OP_NOT);
}

/* One block per change, each with its value, all joined where the result is used. */
static void switch_result(struct realiser *r, struct marker *marker, const struct emission *emission)
{
    struct site *site = &r->unit->sites[marker->site];
    struct token *token = &r->unit->tokens[site->token];
    LLVMValueRef result = marked_value(marker);
    stand_before(r, marker);
    LLVMBasicBlockRef rest;
    LLVMValueRef change = chosen_change(r, token);
    LLVMValueRef chosen = is_chosen(r, token, change);
    LLVMBasicBlockRef head = LLVMGetInstructionParent(marker->call);
    LLVMBasicBlockRef detour = open_detour(r, marker->call, chosen, &rest);
    LLVMValueRef values[TOKEN_MAX_VARIANTS + 2] = {result, result};
    LLVMBasicBlockRef blocks[TOKEN_MAX_VARIANTS + 2] = {head, detour};
    unsigned count = 2;
    LLVMValueRef choice = LLVMBuildSwitch(r->builder, change, rest, token->variant_count);
    for (uint32_t i = 0; i < token->variant_count; i++) {
        struct variant *variant = &token->variants[i];
        if (!(site->operators >> variant->op & 1))
            continue;
        LLVMBasicBlockRef block = LLVMInsertBasicBlockInContext(r->context, rest, "");
        LLVMPositionBuilderAtEnd(r->builder, block);
        LLVMValueRef value =
            changed_value(r, site, variant, marked_value(emission->left), marked_value(emission->right), result);
        if (!value) {
            LLVMDeleteBasicBlock(block);
            continue;
        }
        LLVMBuildBr(r->builder, rest);
        LLVMAddCase(choice, LLVMConstInt(r->i32, i, 0), block);
        values[count] = value;
        blocks[count++] = block;
        variant->is_realised = true;
    }
    LLVMPositionBuilderBefore(r->builder, LLVMGetFirstInstruction(rest));
    LLVMValueRef joined = LLVMBuildPhi(r->builder, LLVMTypeOf(result), "");
    LLVMAddIncoming(joined, values, blocks, count);
    replace(marker, joined);
}

/* The original operator must not trap or be reported while a change of it is active. */
static void neutralise(struct realiser *r, struct marker *marker, const struct site *site)
{
    LLVMValueRef value = marked_value(marker);
    const struct token *token = &r->unit->tokens[site->token];
    bool is_relational = site->op >= OP_LT && site->op <= OP_NE;
    if (is_relational) {
        replace(marker, value);
        return;
    }
    stand_before(r, marker);
    LLVMValueRef chosen = is_chosen(r, token, chosen_change(r, token));
    LLVMValueRef harmless = neutral_operand(site, LLVMTypeOf(value));
    replace(marker, LLVMBuildSelect(r->builder, chosen, harmless, value, ""));
}

static void flip_operand(struct realiser *r, struct marker *marker, const struct token *token)
{
    stand_before(r, marker);
    LLVMValueRef value = marked_value(marker);
    LLVMValueRef chosen = is_chosen(r, token, chosen_change(r, token));
    replace(marker, LLVMBuildSelect(r->builder, chosen, flipped_truth(r, value), value, ""));
}

static void realise_gate(struct realiser *r, struct marker *marker)
{
    const struct token *token = &r->unit->tokens[r->unit->sites[marker->site].token];
    count_hit(r, marker->call, marker->site);
    stand_before(r, marker);
    LLVMValueRef chosen = is_chosen(r, token, chosen_change(r, token));
    replace(marker, LLVMBuildZExt(r->builder, chosen, LLVMTypeOf(marker->call), ""));
}

static void realise_result(struct realiser *r, struct marker *marker, const struct emission *operands)
{
    const struct site *site = &r->unit->sites[marker->site];
    const struct token *token = &r->unit->tokens[site->token];
    bool is_connector = site->shape == SHAPE_CONNECTOR;
    count_hit(r, marker->call, marker->site);
    if (is_constant_site(r, marker))
        load_result(r, marker);
    else
        switch_result(r, marker, operands);
    if (is_connector && operands->left)
        flip_operand(r, operands->left, token);
    if (is_connector && operands->right)
        flip_operand(r, operands->right, token);
    if (!is_connector && operands->right)
        neutralise(r, operands->right, site);
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

void realise_sites(struct realiser *r, LLVMValueRef function)
{
    struct markers markers = {0};
    markers_find(&markers, function);
    r->end_of_hang = NULL;
    struct operand_lists *lists = memory_new(r->unit->site_count, sizeof *lists);
    link_operands(&markers, lists);
    for (size_t i = 0; i < markers.count; i++) {
        struct marker *marker = &markers.items[i];
        if (r->unit->tokens[r->unit->sites[marker->site].token].first_mutant == 0)
            continue;
        if (marker->role == ROLE_GATE)
            realise_gate(r, marker);
        else if (marker->role == ROLE_ALTERNATIVE)
            load_result(r, marker);
        else if (marker->role == ROLE_RESULT)
            realise_result(r, marker,
                           &(struct emission){take_operand(&markers, &lists[marker->site].first[0]),
                                              take_operand(&markers, &lists[marker->site].first[1])});
    }
    markers_strip(&markers);
    free(lists);
    markers_release(&markers);
}
