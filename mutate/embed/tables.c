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
                            r->pointer, r->pointer, r->pointer, r->pointer, r->pointer};
    return LLVMStructTypeInContext(r->context, fields, ARRAY_LENGTH(fields), 0);
}

static LLVMValueRef declare_weak(struct realiser *r, const char *name, LLVMTypeRef type)
{
    LLVMValueRef function = LLVMGetNamedFunction(r->module, name);
    if (function)
        return function; /* the program's own */
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
    return LLVMArrayType2(type, count);
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
    r->active = new_global(r, r->i32, "cet.mutants.active", NULL);
    r->armed = new_global(r, array_of(r->i8, unit->function_count), "cet.mutants.armed", NULL);
    r->hits = new_global(r, array_of(r->i64, whole_pages(unit->site_count)), "cet.mutants.hits", NULL);
    LLVMSetAlignment(r->hits, CET_MUTANTS_PAGE);
    r->enter_type = function_type(r->i1, r->pointer, r->i32);
    r->exhausted_type = function_type(LLVMVoidTypeInContext(context), r->pointer, r->i32);
    r->enter = declare_weak(r, "cet_mutants_enter", r->enter_type);
    r->exhausted = declare_weak(r, "cet_mutants_exhausted", r->exhausted_type);
    LLVMAddAttributeAtIndex(r->enter, LLVMAttributeReturnIndex,
                            LLVMCreateEnumAttribute(context, LLVMGetEnumAttributeKindForName("zeroext", 7), 0));
}

static LLVMValueRef new_array(struct realiser *r, const char *name, LLVMTypeRef type, LLVMValueRef *items, size_t count)
{
    LLVMValueRef global = new_global(r, array_of(type, count), name, LLVMConstArray2(type, items, count));
    LLVMSetGlobalConstant(global, 1);
    return global;
}

LLVMValueRef realiser_values(struct realiser *r, LLVMValueRef *values, size_t count)
{
    return new_array(r, "cet.mutants.values", LLVMTypeOf(values[0]), values, count);
}

static LLVMValueRef text_of(struct realiser *r, const char *text)
{
    LLVMValueRef bytes = LLVMConstStringInContext2(r->context, text, strlen(text), 0);
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

static LLVMValueRef sites_table(struct realiser *r)
{
    struct mutate_unit *unit = r->unit;
    LLVMTypeRef fields[] = {r->i32, r->i32};
    LLVMTypeRef type = LLVMStructTypeInContext(r->context, fields, 2, 0);
    LLVMValueRef *items = memory_new(unit->site_count + 1, sizeof(LLVMValueRef));
    for (size_t i = 0; i < unit->site_count; i++) {
        const struct site *site = &unit->sites[i];
        const struct token *token = &unit->tokens[site->token];
        bool has_code = site->is_marked && token->first_mutant;
        LLVMValueRef parts[] = {LLVMConstInt(r->i32, has_code ? token->first_mutant : 1, 0),
                                LLVMConstInt(r->i32, has_code ? token->variant_count : 0, 0)};
        items[i] = LLVMConstStructInContext(r->context, parts, 2, 0);
    }
    LLVMValueRef table = new_array(r, "cet.mutants.sites", type, items, unit->site_count);
    free(items);
    return table;
}

static LLVMValueRef ids_table(struct realiser *r)
{
    LLVMValueRef *items = memory_new(r->mutant_count + 1, sizeof(LLVMValueRef));
    for (size_t i = 0; i < r->unit->token_count; i++) {
        const struct token *token = &r->unit->tokens[i];
        for (uint32_t v = 0; token->first_mutant && v < token->variant_count; v++)
            items[token->first_mutant - 1 + v] =
                LLVMConstInt(r->i64, token->variants[v].is_realised ? token->variants[v].id : 0, 0);
    }
    LLVMValueRef table = new_array(r, "cet.mutants.ids", r->i64, items, r->mutant_count);
    free(items);
    return table;
}

/* Registers the record if the program has someone who wants it. */
static void write_constructor(struct realiser *r)
{
    LLVMTypeRef void_type = LLVMVoidTypeInContext(r->context);
    LLVMTypeRef register_type = LLVMFunctionType(void_type, &r->pointer, 1, 0);
    LLVMValueRef wanted = declare_weak(r, "cet_mutants_register", register_type);
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
    LLVMValueRef fields[] = {
        LLVMConstInt(r->i32, CET_MUTANTS_VERSION, 0),
        LLVMConstInt(r->i32, r->unit->function_count, 0),
        LLVMConstInt(r->i32, r->unit->site_count, 0),
        LLVMConstInt(r->i32, r->mutant_count, 0),
        functions_table(r),
        sites_table(r),
        ids_table(r),
        r->active,
        r->armed,
        r->hits,
        LLVMConstPointerNull(r->pointer),
    };
    LLVMSetInitializer(r->record, LLVMConstStructInContext(r->context, fields, ARRAY_LENGTH(fields), 0));
    write_constructor(r);
}

void realiser_close(struct realiser *r)
{
    LLVMDisposeBuilder(r->builder);
}
