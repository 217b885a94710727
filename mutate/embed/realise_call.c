/* Calls of the mutant runtime (runtime/mutants/values.c): the function's name says what it does on which type. */
#include <stdio.h>
#include <string.h>

#include "realise.h"

#define MAX_ARGUMENTS 4

LLVMValueRef constant_of(LLVMTypeRef type, int64_t value)
{
    switch (LLVMGetTypeKind(type)) {
    case LLVMIntegerTypeKind:
        return LLVMConstInt(type, (unsigned long long)value, 1);
    case LLVMPointerTypeKind:
        return value == 0 ? LLVMConstPointerNull(type)
                          : LLVMConstIntToPtr(LLVMConstInt(LLVMInt64TypeInContext(LLVMGetTypeContext(type)),
                                                           (unsigned long long)value, 1),
                                              type);
    default:
        return LLVMConstReal(type, (double)value);
    }
}

/* The type as the runtime has it, NULL when it has none; narrow integers travel as int. */
static const char *suffix_of(struct realiser *r, LLVMTypeRef type, LLVMTypeRef *ret_type)
{
    *ret_type = type;
    switch (LLVMGetTypeKind(type)) {
    case LLVMIntegerTypeKind:
        if (LLVMGetIntTypeWidth(type) < 32)
            *ret_type = r->i32;
        return LLVMGetIntTypeWidth(type) <= 32    ? "32"
               : LLVMGetIntTypeWidth(type) == 64  ? "64"
               : LLVMGetIntTypeWidth(type) == 128 ? "128"
                                                  : NULL;
    case LLVMFloatTypeKind:
        return "f32";
    case LLVMDoubleTypeKind:
        return "f64";
    case LLVMX86_FP80TypeKind:
    case LLVMFP128TypeKind:
        return "f80";
    case LLVMPointerTypeKind:
        return LLVMGetPointerAddressSpace(type) == 0 ? "ptr" : NULL;
    default:
        return NULL;
    }
}

static LLVMValueRef counter_of(struct realiser *r, uint32_t site)
{
    LLVMValueRef offset = LLVMConstInt(r->i64, site, 0);
    return site ? LLVMConstInBoundsGEP2(r->i64, r->hits, &offset, 1) : r->hits;
}

static LLVMValueRef build_call(struct realiser *r, uint32_t site, const char *name, const char *suffix,
                               LLVMTypeRef result, const LLVMValueRef *arguments, unsigned count)
{
    char symbol[64];
    LLVMTypeRef types[MAX_ARGUMENTS + 1] = {r->pointer};
    LLVMValueRef values[MAX_ARGUMENTS + 1] = {counter_of(r, site)};
    for (unsigned i = 0; i < count; i++) {
        values[i + 1] = arguments[i];
        types[i + 1] = LLVMTypeOf(arguments[i]);
    }
    snprintf(symbol, sizeof symbol, "cet_mutants_%s%s%s", name, *suffix ? "_" : "", suffix);
    LLVMTypeRef type = LLVMFunctionType(result, types, count + 1, 0);
    LLVMValueRef function = realiser_weak_function(r, symbol, type);
    return LLVMBuildCall2(r->builder, type, function, values, count + 1, "");
}

static LLVMValueRef as_type(struct realiser *r, LLVMValueRef value, LLVMTypeRef type)
{
    return LLVMTypeOf(value) == type ? value : LLVMBuildIntCast2(r->builder, value, type, 0, "");
}

/* A bool is 0 or 1 again, whatever the change gave. */
static LLVMValueRef back_to_type(struct realiser *r, LLVMValueRef value, LLVMTypeRef type)
{
    if (type == r->i1)
        return LLVMBuildICmp(r->builder, LLVMIntNE, value, LLVMConstNull(LLVMTypeOf(value)), "");
    return as_type(r, value, type);
}

LLVMValueRef call_value(struct realiser *r, uint32_t site, const char *name, LLVMValueRef value)
{
    LLVMTypeRef own = LLVMTypeOf(value), type;
    const char *suffix = suffix_of(r, own, &type);
    if (!suffix)
        return NULL;
    LLVMValueRef argument = as_type(r, value, type);
    return back_to_type(r, build_call(r, site, name, suffix, type, &argument, 1), own);
}

LLVMValueRef call_gate(struct realiser *r, uint32_t site)
{
    return build_call(r, site, "gate", "", r->i32, NULL, 0);
}

LLVMValueRef call_neutral(struct realiser *r, uint32_t site, LLVMValueRef value)
{
    LLVMTypeRef type = LLVMTypeOf(value);
    enum operator_token op = r->unit->sites[site].op;
    bool is_product = op == OP_MUL || op == OP_DIV || op == OP_REM;
    const char *suffix = suffix_of(r, type, &type);
    if (LLVMGetTypeKind(type) != LLVMIntegerTypeKind || !suffix || type != LLVMTypeOf(value))
        return value;
    LLVMValueRef arguments[] = {value, constant_of(type, is_product)};
    return build_call(r, site, "neutral", suffix, type, arguments, 2);
}

static const char *operation_name(const struct site *site)
{
    static const char *const names[][3] = {
        /* signed, unsigned or pointer, float */
        [CET_OP_ADD] = {"add", "add", "add"},  [CET_OP_SUB] = {"sub", "sub", "sub"},
        [CET_OP_MUL] = {"mul", "mul", "mul"},  [CET_OP_DIV] = {"sdiv", "udiv", "div"},
        [CET_OP_REM] = {"srem", "urem", NULL}, [CET_OP_AND] = {"and", "and", NULL},
        [CET_OP_OR] = {"or", "or", NULL},      [CET_OP_XOR] = {"xor", "xor", NULL},
        [CET_OP_SHL] = {"shl", "shl", NULL},   [CET_OP_SHR] = {"ashr", "lshr", NULL},
        [CET_OP_LT] = {"slt", "ult", "lt"},    [CET_OP_LE] = {"sle", "ule", "le"},
        [CET_OP_GT] = {"sgt", "ugt", "gt"},    [CET_OP_GE] = {"sge", "uge", "ge"},
        [CET_OP_EQ] = {"eq", "eq", "eq"},      [CET_OP_NE] = {"ne", "ne", "ne"},
    };
    unsigned column = site->kind == OPERAND_SIGNED ? 0 : site->kind == OPERAND_FLOAT ? 2 : 1;
    return names[runtime_op((enum operator_token)site->op)][column];
}

static LLVMValueRef call_move(struct realiser *r, uint32_t site, LLVMValueRef pointer, LLVMValueRef index)
{
    const struct site *s = &r->unit->sites[site];
    LLVMValueRef wide = LLVMBuildIntCast2(r->builder, index, r->i64, s->kind == OPERAND_SIGNED, "");
    LLVMValueRef arguments[] = {pointer, wide, LLVMConstInt(r->i64, s->element_bytes, 0)};
    return build_call(r, site, runtime_op((enum operator_token)s->op) == CET_OP_SUB ? "sub" : "add", "ptr", r->pointer,
                      arguments, 3);
}

LLVMValueRef call_operation(struct realiser *r, uint32_t site, LLVMValueRef left, LLVMValueRef right,
                            LLVMTypeRef result)
{
    const struct site *s = &r->unit->sites[site];
    const char *name = operation_name(s);
    bool is_truth = s->op >= OP_LT && s->op <= OP_NE;
    LLVMTypeRef type;
    const char *suffix = suffix_of(r, LLVMTypeOf(left), &type);
    if (!name || !suffix || type != LLVMTypeOf(left))
        return NULL;
    if (s->element_bytes)
        return call_move(r, site, left, right);
    if (s->op == OP_SHL || s->op == OP_SHR)
        right = LLVMBuildIntCast2(r->builder, right, type, 0, "");
    if (LLVMTypeOf(right) != type)
        return NULL;
    LLVMValueRef arguments[] = {left, right};
    LLVMValueRef value = build_call(r, site, name, suffix, is_truth ? r->i32 : type, arguments, 2);
    return as_type(r, value, result);
}
