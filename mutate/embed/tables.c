/* The module's record as include/cet/runtime/mutants.h describes it, and the constructor that hands it on. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/runtime/mutants.h"
#include "realise.h"

static LLVMValueRef new_global(struct realiser *r, LLVMTypeRef type, const char *name, LLVMValueRef value)
{
    LLVMValueRef global = LLVMAddGlobal(r->module, type, name);
    LLVMSetLinkage(global, LLVMInternalLinkage);
    LLVMSetInitializer(global, value ? value : LLVMConstNull(type));
    return global;
}

static LLVMTypeRef record_type(struct realiser *r)
{
    LLVMTypeRef fields[] = {r->i32,     r->i32,     r->i32,     r->i32,     r->pointer, r->pointer,
                            r->pointer, r->pointer, r->pointer, r->pointer, r->i64,     r->pointer};
    return LLVMStructTypeInContext(r->context, fields, ARRAY_LENGTH(fields), 0);
}

LLVMValueRef realiser_weak_function(struct realiser *r, const char *name, LLVMTypeRef type)
{
    LLVMValueRef function = LLVMGetNamedFunction(r->module, name);
    if (function)
        return function; /* declared already, or the program's own */
    function = LLVMAddFunction(r->module, name, type);
    LLVMSetLinkage(function, LLVMExternalWeakLinkage);
    return function;
}

static LLVMTypeRef function_type(LLVMTypeRef result, LLVMTypeRef first, LLVMTypeRef second)
{
    LLVMTypeRef params[] = {first, second};
    return LLVMFunctionType(result, params, 2, 0);
}

static LLVMTypeRef array_of(LLVMTypeRef type, size_t count)
{
    return LLVMArrayType(type, (unsigned)count);
}

/* The counters fill pages of their own, so that the runtime can share them between processes. */
static size_t whole_pages(size_t counters)
{
    const size_t in_page = CET_MUTANTS_PAGE / sizeof(uint64_t);
    return (counters + in_page - 1) / in_page * in_page;
}

void realiser_open(struct realiser *r, struct mutate_unit *unit, LLVMModuleRef module, const struct mutate_help *help)
{
    LLVMContextRef context = LLVMGetModuleContext(module);
    *r = (struct realiser){.unit = unit,
                           .help = help,
                           .module = module,
                           .context = context,
                           .builder = LLVMCreateBuilderInContext(context),
                           .i1 = LLVMInt1TypeInContext(context),
                           .i8 = LLVMInt8TypeInContext(context),
                           .i32 = LLVMInt32TypeInContext(context),
                           .i64 = LLVMInt64TypeInContext(context),
                           .pointer = LLVMPointerTypeInContext(context, 0)};
    r->record = new_global(r, record_type(r), "cet.mutants", NULL);
    r->armed = new_global(r, array_of(r->i8, unit->function_count), "cet.mutants.armed", NULL);
    r->hits = new_global(r, array_of(r->i64, whole_pages(unit->site_count)), "cet.mutants.hits", NULL);
    LLVMSetAlignment(r->hits, CET_MUTANTS_PAGE);
    r->enter_type = function_type(r->i1, r->pointer, r->i32);
    r->enter = realiser_weak_function(r, "cet_mutants_enter", r->enter_type);
    LLVMAddAttributeAtIndex(r->enter, LLVMAttributeReturnIndex,
                            LLVMCreateEnumAttribute(context, LLVMGetEnumAttributeKindForName("zeroext", 7), 0));
}

static LLVMValueRef new_array(struct realiser *r, const char *name, LLVMTypeRef type, LLVMValueRef *items, size_t count)
{
    LLVMValueRef global = new_global(r, array_of(type, count), name, LLVMConstArray(type, items, (unsigned)count));
    LLVMSetGlobalConstant(global, 1);
    return global;
}

static LLVMValueRef text_of(struct realiser *r, const char *text)
{
    LLVMValueRef bytes = LLVMConstStringInContext(r->context, text, (unsigned)strlen(text), 0);
    LLVMValueRef global = new_global(r, LLVMTypeOf(bytes), "cet.mutants.name", bytes);
    LLVMSetGlobalConstant(global, 1);
    LLVMSetUnnamedAddress(global, LLVMGlobalUnnamedAddr);
    return global;
}

static LLVMValueRef functions_table(struct realiser *r)
{
    struct mutate_unit *unit = r->unit;
    LLVMTypeRef fields[] = {r->pointer, r->i32, r->i32};
    LLVMTypeRef type = LLVMStructTypeInContext(r->context, fields, 3, 0);
    LLVMValueRef *items = memory_new(unit->function_count + 1, sizeof(LLVMValueRef));
    for (size_t i = 0; i < unit->function_count; i++) {
        const struct unit_function *f = &unit->functions[i];
        LLVMValueRef parts[] = {text_of(r, f->name), LLVMConstInt(r->i32, f->first_site, 0),
                                LLVMConstInt(r->i32, f->site_count, 0)};
        items[i] = LLVMConstStructInContext(r->context, parts, 3, 0);
    }
    LLVMValueRef table = new_array(r, "cet.mutants.functions", type, items, unit->function_count);
    free(items);
    return table;
}

/* A table as the bytes that the runtime's struct has, which costs the compiler next to nothing. */
static LLVMValueRef new_bytes(struct realiser *r, const char *name, const void *items, size_t size)
{
    LLVMValueRef bytes = LLVMConstStringInContext(r->context, items, (unsigned)size, 1);
    LLVMValueRef global = new_global(r, LLVMTypeOf(bytes), name, bytes);
    LLVMSetGlobalConstant(global, 1);
    LLVMSetAlignment(global, sizeof(uint64_t));
    return global;
}

static LLVMValueRef sites_table(struct realiser *r)
{
    const struct mutate_unit *unit = r->unit;
    struct cet_mutants_site *items = memory_new(unit->site_count + 1, sizeof *items);
    for (size_t i = 0; i < unit->site_count; i++) {
        const struct site *site = &unit->sites[i];
        const struct token *token = &unit->tokens[site->token];
        bool has_code = site->is_marked && token->first_mutant;
        items[i] = (struct cet_mutants_site){.first_mutant = has_code ? token->first_mutant : 1,
                                             .mutant_count = has_code ? (uint32_t)token->variant_count : 0,
                                             .applies = site->applies,
                                             .element_bytes = site->element_bytes,
                                             .op = runtime_op((enum operator_token)site->op),
                                             .is_signed = site->kind == OPERAND_SIGNED};
    }
    LLVMValueRef table = new_bytes(r, "cet.mutants.sites", items, unit->site_count * sizeof *items);
    free(items);
    return table;
}

static void fill_mutants(const struct realiser *r, uint64_t *ids, struct cet_mutants_change *changes)
{
    for (size_t i = 0; i < r->unit->token_count; i++) {
        const struct token *token = &r->unit->tokens[i];
        for (size_t v = 0; token->first_mutant && v < token->variant_count; v++) {
            const struct variant *variant = &token->variants[v];
            ids[token->first_mutant - 1 + v] = variant->is_realised && !variant->is_duplicate ? variant->id : 0;
            changes[token->first_mutant - 1 + v] = variant->change;
        }
    }
}

static void mutants_tables(struct realiser *r, LLVMValueRef *ret_ids, LLVMValueRef *ret_changes)
{
    uint64_t *ids = memory_new(r->mutant_count + 1, sizeof *ids);
    struct cet_mutants_change *changes = memory_new(r->mutant_count + 1, sizeof *changes);
    fill_mutants(r, ids, changes);
    *ret_ids = new_bytes(r, "cet.mutants.ids", ids, r->mutant_count * sizeof *ids);
    *ret_changes = new_bytes(r, "cet.mutants.changes", changes, r->mutant_count * sizeof *changes);
    free(ids);
    free(changes);
}

/* Registers the record if the program has someone who wants it. */
static void write_constructor(struct realiser *r)
{
    LLVMTypeRef void_type = LLVMVoidTypeInContext(r->context);
    LLVMTypeRef register_type = LLVMFunctionType(void_type, &r->pointer, 1, 0);
    LLVMValueRef wanted = realiser_weak_function(r, "cet_mutants_register", register_type);
    LLVMValueRef init = LLVMAddFunction(r->module, "cet.mutants.init", LLVMFunctionType(void_type, NULL, 0, 0));
    LLVMSetLinkage(init, LLVMInternalLinkage);
    LLVMBasicBlockRef entry = LLVMAppendBasicBlockInContext(r->context, init, "");
    LLVMBasicBlockRef call = LLVMAppendBasicBlockInContext(r->context, init, "");
    LLVMBasicBlockRef done = LLVMAppendBasicBlockInContext(r->context, init, "");
    LLVMSetCurrentDebugLocation2(r->builder, NULL);
    LLVMPositionBuilderAtEnd(r->builder, entry);
    LLVMValueRef is_there = LLVMBuildICmp(r->builder, LLVMIntNE, wanted, LLVMConstPointerNull(r->pointer), "");
    LLVMBuildCondBr(r->builder, is_there, call, done);
    LLVMPositionBuilderAtEnd(r->builder, call);
    LLVMBuildCall2(r->builder, register_type, wanted, &r->record, 1, "");
    LLVMBuildBr(r->builder, done);
    LLVMPositionBuilderAtEnd(r->builder, done);
    LLVMBuildRetVoid(r->builder);
    r->help->append_constructor(r->module, init);
}

void realiser_write_tables(struct realiser *r)
{
    LLVMValueRef ids, changes;
    mutants_tables(r, &ids, &changes);
    LLVMValueRef fields[] = {
        LLVMConstInt(r->i32, CET_MUTANTS_VERSION, 0),
        LLVMConstInt(r->i32, r->unit->function_count, 0),
        LLVMConstInt(r->i32, r->unit->site_count, 0),
        LLVMConstInt(r->i32, r->mutant_count, 0),
        functions_table(r),
        sites_table(r),
        ids,
        changes,
        r->armed,
        r->hits,
        LLVMConstNull(r->i64),
        LLVMConstPointerNull(r->pointer),
    };
    LLVMSetInitializer(r->record, LLVMConstStructInContext(r->context, fields, ARRAY_LENGTH(fields), 0));
    write_constructor(r);
}

void realiser_close(struct realiser *r)
{
    LLVMDisposeBuilder(r->builder);
}
