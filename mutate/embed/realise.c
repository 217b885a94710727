/* From marked functions to a clean body and one with all changes. */
#include "realise.h"

#include <stdlib.h>
#include <string.h>

#include <llvm-c/DebugInfo.h>

#include "cet/core/memory.h"

#define CLONE_SUFFIX ".cet_mutants"

bool realise_is_compiled(LLVMValueRef function)
{
    return !LLVMIsDeclaration(function) && LLVMGetLinkage(function) != LLVMAvailableExternallyLinkage;
}

static void note_markers(struct mutate_unit *unit, const struct markers *markers)
{
    for (size_t i = 0; i < markers->count; i++)
        unit->sites[markers->items[i].site].is_marked = true;
}

static uint32_t number_mutants(struct mutate_unit *unit)
{
    uint32_t count = 0;
    for (size_t i = 0; i < unit->site_count; i++) {
        struct token *token = &unit->tokens[unit->sites[i].token];
        if (!unit->sites[i].is_marked || token->first_mutant || token->is_fixed)
            continue;
        token->first_mutant = count + 1;
        count += (uint32_t)token->variant_count;
    }
    return count;
}

/* Markers in bodies that another unit emits are taken out at once. */
static bool find_marked(struct mutate_unit *unit, LLVMModuleRef module)
{
    bool any = false;
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f)) {
        struct markers markers = {0};
        markers_find(&markers, f);
        if (markers.count && realise_is_compiled(f)) {
            note_markers(unit, &markers);
            any = true;
        } else if (markers.count) {
            markers_strip(&markers);
        }
        markers_release(&markers);
    }
    return any;
}

bool realise_survey(struct mutate_unit *unit, LLVMModuleRef module, uint32_t *ret_count)
{
    bool any = find_marked(unit, module);
    *ret_count = any ? number_mutants(unit) : 0;
    return any;
}

static bool is_entry_setup(LLVMValueRef instruction)
{
    return LLVMIsAAllocaInst(instruction) || LLVMIsADbgInfoIntrinsic(instruction);
}

/* Behind the storage of the locals, which must stay in the entry block. */
static LLVMValueRef behind_allocas(LLVMValueRef function)
{
    LLVMValueRef at = LLVMGetFirstInstruction(LLVMGetEntryBasicBlock(function));
    while (is_entry_setup(at))
        at = LLVMGetNextInstruction(at);
    return at;
}

static void stand_at_entry(struct realiser *r, LLVMValueRef function)
{
    LLVMMetadataRef subprogram = LLVMGetSubprogram(function);
    LLVMMetadataRef place = NULL;
    if (subprogram)
        place = LLVMDIBuilderCreateDebugLocation(r->context, LLVMDISubprogramGetLine(subprogram), 0, subprogram, NULL);
    LLVMSetCurrentDebugLocation2(r->builder, place);
}

static LLVMValueRef build_ask(struct realiser *r, uint32_t index)
{
    LLVMValueRef arguments[] = {r->record, LLVMConstInt(r->i32, index, 0)};
    return LLVMBuildCall2(r->builder, r->enter_type, r->enter, arguments, 2, "");
}

static LLVMValueRef build_is_armed(struct realiser *r, uint32_t index)
{
    LLVMValueRef offset = LLVMConstInt(r->i64, index, 0);
    LLVMValueRef address = LLVMConstInBoundsGEP2(r->i8, r->armed, &offset, 1);
    LLVMValueRef armed = LLVMBuildLoad2(r->builder, r->i8, address, "");
    return LLVMBuildICmp(r->builder, LLVMIntNE, armed, LLVMConstNull(r->i8), "");
}

/* Block that is entered when the function is armed; builder at its end. The ordinary way. */
static LLVMBasicBlockRef open_armed_block(struct realiser *r, LLVMValueRef function, uint32_t index)
{
    LLVMBasicBlockRef entry = LLVMGetEntryBasicBlock(function);
    LLVMBasicBlockRef rest = r->help->split_block(behind_allocas(function));
    LLVMBasicBlockRef ask = LLVMInsertBasicBlockInContext(r->context, rest, "");
    LLVMValueRef jump = LLVMGetBasicBlockTerminator(entry);
    LLVMPositionBuilderBefore(r->builder, jump);
    stand_at_entry(r, function);
    LLVMBuildCondBr(r->builder, build_is_armed(r, index), ask, rest);
    LLVMInstructionEraseFromParent(jump);
    LLVMPositionBuilderAtEnd(r->builder, ask);
    return rest;
}

static bool has_argument_by_value(LLVMValueRef function)
{
    unsigned kind = LLVMGetEnumAttributeKindForName("byval", 5);
    for (unsigned i = 1; i <= LLVMCountParams(function); i++)
        if (LLVMGetEnumAttributeAtIndex(function, i, kind))
            return true;
    return false;
}

/* A tail call because it alone hands on variable arguments. */
static void build_tail_call(struct realiser *r, LLVMValueRef function, LLVMValueRef clone)
{
    unsigned count = LLVMCountParams(function);
    LLVMValueRef *arguments = memory_new(count + 1, sizeof(LLVMValueRef));
    LLVMGetParams(function, arguments);
    LLVMTypeRef type = LLVMGlobalGetValueType(function);
    LLVMValueRef call = LLVMBuildCall2(r->builder, type, clone, arguments, count, "");
    free(arguments);
    LLVMSetInstructionCallConv(call, LLVMGetFunctionCallConv(function));
    r->help->finish_call(call, clone, LLVMIsFunctionVarArg(type) || !has_argument_by_value(function));
    if (LLVMGetTypeKind(LLVMGetReturnType(type)) == LLVMVoidTypeKind)
        LLVMBuildRetVoid(r->builder);
    else
        LLVMBuildRet(r->builder, call);
}

static void divert_to_clone(struct realiser *r, LLVMValueRef function, LLVMValueRef clone, uint32_t index)
{
    LLVMBasicBlockRef rest = open_armed_block(r, function, index);
    LLVMBasicBlockRef go = LLVMInsertBasicBlockInContext(r->context, rest, "");
    LLVMValueRef decision = build_ask(r, index);
    LLVMBuildCondBr(r->builder, decision, go, rest);
    LLVMPositionBuilderAtEnd(r->builder, go);
    build_tail_call(r, function, clone);
}

static void remove_attribute(LLVMValueRef function, const char *name)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    LLVMRemoveEnumAttributeAtIndex(function, LLVMAttributeFunctionIndex, kind);
}

static LLVMValueRef make_clone(struct realiser *r, LLVMValueRef function)
{
    LLVMValueRef clone = r->help->clone_function(function);
    if (!clone)
        return NULL;
    size_t length;
    const char *name = LLVMGetValueName2(function, &length);
    SCOPED(strbuf_release) struct strbuf clone_name = {0};
    strbuf_add(&clone_name, name, length);
    strbuf_add_text(&clone_name, CLONE_SUFFIX);
    LLVMSetValueName2(clone, strbuf_text(&clone_name), clone_name.length);
    LLVMSetLinkage(clone, LLVMInternalLinkage);
    LLVMSetVisibility(clone, LLVMDefaultVisibility);
    LLVMSetDLLStorageClass(clone, LLVMDefaultStorageClass);
    LLVMSetSection(clone, "");
    remove_attribute(clone, "alwaysinline");
    remove_attribute(clone, "memory"); /* it counts hits, whatever the source promises */
    remove_attribute(clone, "inlinehint");
    return clone;
}

static void refuse_function(struct mutate_unit *unit, uint32_t function, const char *reason)
{
    const struct unit_function *f = &unit->functions[function];
    for (uint32_t s = f->first_site; s < f->first_site + f->site_count; s++)
        mutate_refuse(unit, s, reason);
}

static void realise_function(struct realiser *r, LLVMValueRef function)
{
    struct markers markers = {0};
    markers_find(&markers, function);
    if (markers.count) {
        uint32_t index = r->unit->sites[markers.items[0].site].function;
        LLVMValueRef clone = make_clone(r, function);
        markers_strip(&markers);
        r->help->fold_constants(function);
        if (clone) {
            remove_attribute(function, "memory");
            divert_to_clone(r, function, clone, index);
            realise_sites(r, clone);
            r->help->shorten(clone);
        } else {
            refuse_function(r->unit, index, "it keeps addresses of its labels where another call may find them");
        }
    }
    markers_release(&markers);
}

static bool is_clone(LLVMValueRef function)
{
    size_t length, suffix = strlen(CLONE_SUFFIX);
    const char *name = LLVMGetValueName2(function, &length);
    return length > suffix && memcmp(name + length - suffix, CLONE_SUFFIX, suffix) == 0;
}

static bool is_used_by_clones_only(LLVMValueRef value)
{
    LLVMUseRef use = LLVMGetFirstUse(value);
    bool any = use != NULL;
    for (; use; use = LLVMGetNextUse(use)) {
        LLVMValueRef user = LLVMGetUser(use);
        if (!LLVMIsAInstruction(user) || !is_clone(LLVMGetBasicBlockParent(LLVMGetInstructionParent(user))))
            return false;
    }
    return any;
}

/* `if (sizeof(long) == 4) no_such_function();` links because the compiler drops the call; the body with all changes
 * keeps it, so it must not insist on the function. */
static void loosen_references(LLVMModuleRef module)
{
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f))
        if (LLVMIsDeclaration(f) && LLVMGetIntrinsicID(f) == 0 && LLVMGetLinkage(f) == LLVMExternalLinkage &&
            is_used_by_clones_only(f))
            LLVMSetLinkage(f, LLVMExternalWeakLinkage);
    for (LLVMValueRef g = LLVMGetFirstGlobal(module); g; g = LLVMGetNextGlobal(g))
        if (LLVMIsDeclaration(g) && LLVMGetLinkage(g) == LLVMExternalLinkage && is_used_by_clones_only(g))
            LLVMSetLinkage(g, LLVMExternalWeakLinkage);
}

void realise_delete_declarations(LLVMModuleRef module)
{
    for (LLVMValueRef f = LLVMGetFirstFunction(module), next; f; f = next) {
        size_t length, prefix = strlen(MUTATE_MARKER_PREFIX);
        const char *name = LLVMGetValueName2(f, &length);
        next = LLVMGetNextFunction(f);
        if (length > prefix && memcmp(name, MUTATE_MARKER_PREFIX, prefix) == 0 && !LLVMGetFirstUse(f))
            LLVMDeleteFunction(f);
    }
}

uint32_t mutate_realise(struct mutate_unit *unit, LLVMModuleRef module, const struct mutate_help *help)
{
    struct realiser r;
    uint32_t count;
    if (!realise_survey(unit, module, &count)) {
        realise_delete_declarations(module);
        return 0;
    }
    realiser_open(&r, unit, module, help);
    r.mutant_count = count;
    LLVMValueRef last = LLVMGetLastFunction(module); /* clones come behind it */
    for (LLVMValueRef f = LLVMGetFirstFunction(module);; f = LLVMGetNextFunction(f)) {
        if (realise_is_compiled(f))
            realise_function(&r, f);
        if (f == last)
            break;
    }
    realiser_write_tables(&r);
    realiser_close(&r);
    loosen_references(module);
    realise_delete_declarations(module);
    return count;
}
