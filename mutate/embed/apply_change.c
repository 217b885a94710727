#include "apply_change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

#define CALL_PREFIX "cet_mutants_"

/* A call of the runtime with the change that it is to become. */
struct application {
    struct realiser *r;
    const struct cet_mutants_change *change;
    const struct site *site;
    LLVMValueRef call;
};

static bool is_integer(LLVMTypeRef type)
{
    return LLVMGetTypeKind(type) == LLVMIntegerTypeKind;
}

static bool is_pointer(LLVMTypeRef type)
{
    return LLVMGetTypeKind(type) == LLVMPointerTypeKind;
}

static LLVMValueRef move_bytes(const struct application *a, LLVMValueRef pointer, LLVMValueRef bytes)
{
    return LLVMBuildGEP2(a->r->builder, a->r->i8, pointer, &bytes, 1, "");
}

static LLVMValueRef is_equal(const struct application *a, LLVMValueRef value, int64_t to)
{
    LLVMTypeRef type = LLVMTypeOf(value);
    LLVMValueRef constant = constant_of(type, to);
    return is_integer(type) || is_pointer(type) ? LLVMBuildICmp(a->r->builder, LLVMIntEQ, value, constant, "")
                                                : LLVMBuildFCmp(a->r->builder, LLVMRealOEQ, value, constant, "");
}

static LLVMValueRef inverted_truth(const struct application *a, LLVMValueRef value)
{
    LLVMTypeRef type = LLVMTypeOf(value);
    LLVMValueRef is_zero = is_equal(a, value, 0);
    if (is_integer(type))
        return LLVMBuildZExt(a->r->builder, is_zero, type, "");
    return LLVMBuildSelect(a->r->builder, is_zero, constant_of(type, 1), constant_of(type, 0), "");
}

static LLVMValueRef increased(const struct application *a, LLVMValueRef value)
{
    LLVMTypeRef type = LLVMTypeOf(value);
    int64_t by = a->change->value;
    if (is_integer(type))
        return LLVMBuildAdd(a->r->builder, value, constant_of(type, by), "");
    if (is_pointer(type))
        return move_bytes(a, value, constant_of(a->r->i64, by * (int64_t)a->site->element_bytes));
    return LLVMBuildFAdd(a->r->builder, value, constant_of(type, by), "");
}

static LLVMValueRef negative(const struct application *a, LLVMValueRef value)
{
    LLVMTypeRef type = LLVMTypeOf(value);
    if (is_pointer(type))
        return NULL;
    return is_integer(type) ? LLVMBuildNeg(a->r->builder, value, "") : LLVMBuildFNeg(a->r->builder, value, "");
}

/* As the runtime has it: longer than what looks for a terminator in a literal's place. */
static LLVMValueRef empty_text(const struct application *a)
{
    static const char name[] = "cet.mutants.empty";
    LLVMValueRef global = LLVMGetNamedGlobal(a->r->module, name);
    if (global)
        return global;
    LLVMTypeRef type = LLVMArrayType(a->r->i8, 16);
    global = LLVMAddGlobal(a->r->module, type, name);
    LLVMSetInitializer(global, LLVMConstNull(type));
    LLVMSetLinkage(global, LLVMInternalLinkage);
    LLVMSetGlobalConstant(global, 1);
    return global;
}

static LLVMValueRef changed_value(const struct application *a, LLVMValueRef value)
{
    LLVMTypeRef type = LLVMTypeOf(value);
    const struct cet_mutants_change *change = a->change;
    switch ((enum cet_mutants_how)change->how) {
    case CET_CHANGE_VALUE:
    case CET_CHANGE_GATE:
        return constant_of(type, change->value);
    case CET_CHANGE_ADD:
        return increased(a, value);
    case CET_CHANGE_NOT:
    case CET_CHANGE_CONNECTOR:
        return inverted_truth(a, value);
    case CET_CHANGE_MINUS:
        return negative(a, value);
    case CET_CHANGE_INVERT:
        return is_integer(type) ? LLVMBuildNot(a->r->builder, value, "") : NULL;
    case CET_CHANGE_CASE:
        return LLVMBuildSelect(a->r->builder, is_equal(a, value, change->value), constant_of(type, change->other),
                               value, "");
    case CET_CHANGE_TEXT:
        return is_pointer(type) ? empty_text(a) : NULL;
    case CET_CHANGE_NO_LEFT: /* they act on the connector's operands */
    case CET_CHANGE_NO_RIGHT:
        return value;
    default:
        return NULL;
    }
}

static LLVMValueRef changed_side(const struct application *a, LLVMValueRef value, enum cet_mutants_how no_side)
{
    if (a->change->how == (uint32_t)no_side)
        return constant_of(LLVMTypeOf(value), a->change->value);
    return a->change->how == CET_CHANGE_CONNECTOR ? inverted_truth(a, value) : value;
}

/* By zero it traps, which the optimiser takes for impossible. So nothing is known of a division that a change makes,
 * but where the divisor is harmless. */
static LLVMValueRef divided(const struct application *a, uint32_t op, LLVMValueRef left, LLVMValueRef right)
{
    LLVMTypeRef type = LLVMTypeOf(left);
    bool is_signed = a->site->kind == OPERAND_SIGNED;
    bool is_harmless = LLVMIsAConstantInt(right) && !LLVMIsNull(right) && LLVMConstIntGetSExtValue(right) != -1;
    LLVMOpcode division = is_signed ? LLVMSDiv : LLVMUDiv, rest = is_signed ? LLVMSRem : LLVMURem;
    if (is_harmless && LLVMGetIntTypeWidth(type) <= 64)
        return LLVMBuildBinOp(a->r->builder, op == CET_OP_DIV ? division : rest, left, right, "");
    char name[64];
    snprintf(name, sizeof name, "cet.mutants.division.%u.%d.%u", (unsigned)op, is_signed, LLVMGetIntTypeWidth(type));
    LLVMTypeRef types[] = {type, type};
    LLVMTypeRef function_type = LLVMFunctionType(type, types, 2, 0);
    LLVMValueRef operands[] = {left, right};
    return LLVMBuildCall2(a->r->builder, function_type, realiser_weak_function(a->r, name, function_type), operands, 2,
                          "");
}

static LLVMValueRef shifted(const struct application *a, uint32_t op, LLVMValueRef left, LLVMValueRef right)
{
    LLVMTypeRef type = LLVMTypeOf(left);
    LLVMValueRef mask = constant_of(type, (int64_t)LLVMGetIntTypeWidth(type) - 1);
    LLVMValueRef by = LLVMBuildAnd(a->r->builder, right, mask, "");
    if (op == CET_OP_SHL)
        return LLVMBuildShl(a->r->builder, left, by, "");
    return a->site->kind == OPERAND_SIGNED ? LLVMBuildAShr(a->r->builder, left, by, "")
                                           : LLVMBuildLShr(a->r->builder, left, by, "");
}

static LLVMIntPredicate integer_predicate(uint32_t op, bool is_signed)
{
    switch (op) {
    case CET_OP_LT:
        return is_signed ? LLVMIntSLT : LLVMIntULT;
    case CET_OP_LE:
        return is_signed ? LLVMIntSLE : LLVMIntULE;
    case CET_OP_GT:
        return is_signed ? LLVMIntSGT : LLVMIntUGT;
    case CET_OP_GE:
        return is_signed ? LLVMIntSGE : LLVMIntUGE;
    default:
        return op == CET_OP_EQ ? LLVMIntEQ : LLVMIntNE;
    }
}

static LLVMRealPredicate float_predicate(uint32_t op)
{
    static const LLVMRealPredicate predicates[] = {LLVMRealOLT, LLVMRealOLE, LLVMRealOGT,
                                                   LLVMRealOGE, LLVMRealOEQ, LLVMRealUNE};
    return predicates[op - CET_OP_LT];
}

static LLVMValueRef computed_integer(const struct application *a, uint32_t op, LLVMValueRef left, LLVMValueRef right)
{
    switch (op) {
    case CET_OP_ADD:
        return LLVMBuildAdd(a->r->builder, left, right, "");
    case CET_OP_SUB:
        return LLVMBuildSub(a->r->builder, left, right, "");
    case CET_OP_MUL:
        return LLVMBuildMul(a->r->builder, left, right, "");
    case CET_OP_DIV:
    case CET_OP_REM:
        return divided(a, op, left, right);
    case CET_OP_AND:
        return LLVMBuildAnd(a->r->builder, left, right, "");
    case CET_OP_OR:
        return LLVMBuildOr(a->r->builder, left, right, "");
    case CET_OP_XOR:
        return LLVMBuildXor(a->r->builder, left, right, "");
    case CET_OP_SHL:
    case CET_OP_SHR:
        return shifted(a, op, left, right);
    default:
        return NULL;
    }
}

static LLVMValueRef computed_float(const struct application *a, uint32_t op, LLVMValueRef left, LLVMValueRef right)
{
    switch (op) {
    case CET_OP_ADD:
        return LLVMBuildFAdd(a->r->builder, left, right, "");
    case CET_OP_SUB:
        return LLVMBuildFSub(a->r->builder, left, right, "");
    case CET_OP_MUL:
        return LLVMBuildFMul(a->r->builder, left, right, "");
    case CET_OP_DIV:
        return LLVMBuildFDiv(a->r->builder, left, right, "");
    default:
        return NULL;
    }
}

/* A comparison as the call gives it: an int. */
static LLVMValueRef compared(const struct application *a, uint32_t op, LLVMValueRef left, LLVMValueRef right)
{
    LLVMTypeRef type = LLVMTypeOf(left);
    LLVMValueRef truth =
        is_integer(type) || is_pointer(type)
            ? LLVMBuildICmp(a->r->builder, integer_predicate(op, a->site->kind == OPERAND_SIGNED), left, right, "")
            : LLVMBuildFCmp(a->r->builder, float_predicate(op), left, right, "");
    return LLVMBuildZExt(a->r->builder, truth, LLVMTypeOf(a->call), "");
}

static LLVMValueRef computed(const struct application *a, uint32_t op, LLVMValueRef left, LLVMValueRef right)
{
    LLVMTypeRef type = LLVMTypeOf(left);
    if (op >= CET_OP_LT && op <= CET_OP_NE)
        return compared(a, op, left, right);
    if (is_pointer(type))
        return NULL;
    return is_integer(type) ? computed_integer(a, op, left, right) : computed_float(a, op, left, right);
}

static uint32_t source_operator(const struct application *a)
{
    return runtime_op((enum operator_token)a->site->op);
}

static LLVMValueRef changed_operation(const struct application *a)
{
    LLVMValueRef left = LLVMGetOperand(a->call, 1), right = LLVMGetOperand(a->call, 2);
    switch ((enum cet_mutants_how)a->change->how) {
    case CET_CHANGE_OPERATOR:
        return computed(a, a->change->op, left, right);
    case CET_CHANGE_LEFT:
        return left;
    case CET_CHANGE_RIGHT:
        return right;
    default: {
        LLVMValueRef own = computed(a, source_operator(a), left, right);
        return own ? changed_value(a, own) : NULL;
    }
    }
}

static LLVMValueRef moved(const struct application *a, uint32_t op)
{
    LLVMValueRef index = LLVMGetOperand(a->call, 2), element = LLVMGetOperand(a->call, 3);
    LLVMValueRef bytes = LLVMBuildMul(a->r->builder, index, element, "");
    if (op == CET_OP_SUB)
        bytes = LLVMBuildNeg(a->r->builder, bytes, "");
    return move_bytes(a, LLVMGetOperand(a->call, 1), bytes);
}

static LLVMValueRef changed_move(const struct application *a)
{
    if (a->change->how == CET_CHANGE_OPERATOR)
        return moved(a, a->change->op);
    if (a->change->how == CET_CHANGE_LEFT)
        return LLVMGetOperand(a->call, 1);
    return changed_value(a, moved(a, source_operator(a)));
}

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* name: behind the prefix. */
static LLVMValueRef changed_call(const struct application *a, const char *name)
{
    const unsigned count = LLVMGetNumArgOperands(a->call);
    if (strcmp(name, "gate") == 0)
        return constant_of(LLVMTypeOf(a->call), a->change->how == CET_CHANGE_GATE);
    if (starts_with(name, "neutral_"))
        return LLVMGetOperand(a->call, 2);
    if (starts_with(name, "left_"))
        return changed_side(a, LLVMGetOperand(a->call, 1), CET_CHANGE_NO_LEFT);
    if (starts_with(name, "right_"))
        return changed_side(a, LLVMGetOperand(a->call, 1), CET_CHANGE_NO_RIGHT);
    if (starts_with(name, "value_"))
        return changed_value(a, LLVMGetOperand(a->call, 1));
    if (count == 4 && is_pointer(LLVMTypeOf(a->call)))
        return changed_move(a);
    return count == 3 ? changed_operation(a) : NULL;
}

/* The site whose counter is handed over; false: it is no call of a site. */
static bool site_of_call(const struct realiser *r, LLVMValueRef call, const char **ret_name, uint32_t *ret_site)
{
    LLVMValueRef callee = LLVMIsACallInst(call) ? LLVMGetCalledValue(call) : NULL;
    if (!callee || !LLVMIsAFunction(callee) || LLVMGetNumArgOperands(call) == 0)
        return false;
    size_t length;
    const char *name = LLVMGetValueName2(callee, &length);
    LLVMValueRef counter = LLVMGetOperand(call, 0);
    if (!starts_with(name, CALL_PREFIX))
        return false;
    *ret_name = name + strlen(CALL_PREFIX);
    *ret_site = 0;
    if (counter == r->hits)
        return true;
    if (!LLVMIsAConstantExpr(counter) || LLVMGetConstOpcode(counter) != LLVMGetElementPtr ||
        LLVMGetOperand(counter, 0) != r->hits || LLVMGetGEPSourceElementType(counter) != r->i64)
        return false;
    *ret_site = (uint32_t)LLVMConstIntGetZExtValue(LLVMGetOperand(counter, 1));
    return true;
}

struct calls {
    LLVMValueRef *items;
    size_t count, capacity;
};

static void find_calls(const struct realiser *r, LLVMValueRef function, struct calls *calls)
{
    const char *name;
    uint32_t site;
    for (LLVMBasicBlockRef block = LLVMGetFirstBasicBlock(function); block; block = LLVMGetNextBasicBlock(block))
        for (LLVMValueRef at = LLVMGetFirstInstruction(block); at; at = LLVMGetNextInstruction(at))
            if (site_of_call(r, at, &name, &site))
                ARRAY_PUSH(calls->items, calls->count, calls->capacity, at);
}

static bool apply_at(struct realiser *r, LLVMValueRef call, const struct cet_mutants_change *change, bool *is_applied)
{
    const char *name;
    uint32_t site;
    site_of_call(r, call, &name, &site);
    struct application a = {.r = r, .change = change, .site = &r->unit->sites[site], .call = call};
    LLVMPositionBuilderBefore(r->builder, call);
    LLVMValueRef value = changed_call(&a, name);
    if (!value || LLVMTypeOf(value) != LLVMTypeOf(call))
        return false;
    LLVMReplaceAllUsesWith(call, value);
    LLVMInstructionEraseFromParent(call);
    is_applied[site] = true;
    return true;
}

bool apply_change(struct realiser *r, LLVMValueRef function, const struct cet_mutants_change *change, bool *is_applied)
{
    struct calls calls = {0};
    bool ok = true;
    LLVMSetCurrentDebugLocation2(r->builder, NULL);
    find_calls(r, function, &calls);
    for (size_t i = 0; i < calls.count && ok; i++)
        ok = apply_at(r, calls.items[i], change, is_applied);
    free(calls.items);
    return ok;
}
