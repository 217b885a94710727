/* ++, -- and compound assignments: the code that adds is found from the marked value. */
#include "realise.h"

/* Through the conversions and the cutting to size that stand between an operation and its value. */
#define STEPS_BACK_MAX 6

static bool is_step_opcode(LLVMOpcode opcode)
{
    return opcode == LLVMAdd || opcode == LLVMSub || opcode == LLVMFAdd || opcode == LLVMFSub ||
           opcode == LLVMGetElementPtr;
}

/* `llvm.sadd.with.overflow` and its kin, as sanitizers want them. */
static bool is_checked(LLVMValueRef value)
{
    LLVMValueRef callee = LLVMIsACallInst(value) ? LLVMGetCalledValue(value) : NULL;
    return callee && LLVMIsAFunction(callee) && LLVMGetIntrinsicID(callee) &&
           LLVMGetTypeKind(LLVMTypeOf(value)) == LLVMStructTypeKind && LLVMGetNumArgOperands(value) == 2;
}

static bool is_step(LLVMValueRef value, LLVMValueRef operand)
{
    if (!LLVMIsAInstruction(value) || LLVMGetOperand(value, 0) != operand)
        return false;
    return is_step_opcode(LLVMGetInstructionOpcode(value)) ? LLVMIsConstant(LLVMGetOperand(value, 1))
                                                           : is_checked(value);
}

/* postfix: the marked value is what is added to */
static LLVMValueRef step_behind(LLVMValueRef value)
{
    for (LLVMUseRef use = LLVMGetFirstUse(value); use; use = LLVMGetNextUse(use))
        if (is_step(LLVMGetUser(use), value))
            return LLVMGetUser(use);
    return NULL;
}

/* prefix: the marked value is the sum, or the sum as a bit-field holds it */
static LLVMValueRef step_before(LLVMValueRef value)
{
    for (unsigned i = 0; i < STEPS_BACK_MAX && LLVMIsAInstruction(value); i++) {
        LLVMOpcode opcode = LLVMGetInstructionOpcode(value);
        if (opcode == LLVMExtractValue && is_checked(LLVMGetOperand(value, 0)))
            return LLVMGetOperand(value, 0);
        if (is_step_opcode(opcode))
            return LLVMIsConstant(LLVMGetOperand(value, 1)) ? value : NULL;
        if (!LLVMIsACastInst(value) && opcode != LLVMShl && opcode != LLVMAShr && opcode != LLVMLShr &&
            opcode != LLVMAnd)
            return NULL;
        value = LLVMGetOperand(value, 0);
    }
    return NULL;
}

/* The value that an operation gives: for a checked one its first part. */
static LLVMValueRef result_of(LLVMValueRef operation)
{
    if (!is_checked(operation))
        return operation;
    for (LLVMUseRef use = LLVMGetFirstUse(operation); use; use = LLVMGetNextUse(use)) {
        LLVMValueRef user = LLVMGetUser(use);
        if (LLVMGetInstructionOpcode(user) == LLVMExtractValue && LLVMGetIndices(user)[0] == 0)
            return user;
    }
    return NULL;
}

static LLVMValueRef build_narrow(struct realiser *r, uint32_t site, LLVMValueRef left, LLVMValueRef right)
{
    LLVMTypeRef type = LLVMTypeOf(left);
    bool is_narrow = LLVMGetTypeKind(type) == LLVMIntegerTypeKind && LLVMGetIntTypeWidth(type) < 32;
    if (!is_narrow)
        return call_operation(r, site, left, right, type);
    LLVMValueRef value = call_operation(r, site, LLVMBuildIntCast2(r->builder, left, r->i32, 1, ""),
                                        LLVMBuildIntCast2(r->builder, right, r->i32, 1, ""), r->i32);
    return value ? LLVMBuildIntCast2(r->builder, value, type, 1, "") : NULL;
}

/* Computes in place of the operation; a checked one stays for its check, on an operand that cannot overflow. */
static bool replace_operation(struct realiser *r, uint32_t site, LLVMValueRef operation, LLVMValueRef left,
                              LLVMValueRef right, unsigned right_index)
{
    LLVMValueRef own = result_of(operation);
    if (!own)
        return false;
    LLVMPositionBuilderBefore(r->builder, operation);
    LLVMSetCurrentDebugLocation2(r->builder, NULL);
    LLVMValueRef value = build_narrow(r, site, left, right);
    if (!value)
        return false;
    LLVMReplaceAllUsesWith(own, value);
    if (own == operation)
        LLVMInstructionEraseFromParent(own);
    else
        LLVMSetOperand(operation, right_index, call_neutral(r, site, right));
    return true;
}

bool realise_step(struct realiser *r, uint32_t site, LLVMValueRef value)
{
    enum operator_token op = (enum operator_token)r->unit->sites[site].op;
    LLVMValueRef operation = op == OP_PRE_INC || op == OP_PRE_DEC ? step_before(value) : step_behind(value);
    if (!operation)
        return false;
    LLVMValueRef left = LLVMGetOperand(operation, 0);
    LLVMTypeRef type = LLVMTypeOf(left);
    LLVMTypeRef step_type = LLVMGetTypeKind(type) == LLVMPointerTypeKind ? r->i64 : type;
    return replace_operation(r, site, operation, left, constant_of(step_type, 1), 1);
}

/* The instruction that an operand goes into, behind conversions. */
static LLVMValueRef operation_on(LLVMValueRef *operand)
{
    for (unsigned i = 0; i < STEPS_BACK_MAX; i++) {
        LLVMValueRef user = NULL;
        for (LLVMUseRef use = LLVMGetFirstUse(*operand); use; use = LLVMGetNextUse(use)) {
            LLVMValueRef candidate = LLVMGetUser(use);
            if (LLVMIsABinaryOperator(candidate) || LLVMIsAGetElementPtrInst(candidate) || is_checked(candidate))
                return candidate;
            if (LLVMIsACastInst(candidate))
                user = candidate;
        }
        if (!user)
            return NULL;
        *operand = user;
    }
    return NULL;
}

/* `p -= n` is a GEP by the negative of n. */
static LLVMValueRef move_behind(LLVMValueRef negation)
{
    for (LLVMUseRef use = LLVMGetFirstUse(negation); use; use = LLVMGetNextUse(use))
        if (LLVMIsAGetElementPtrInst(LLVMGetUser(use)))
            return LLVMGetUser(use);
    return NULL;
}

bool realise_assignment(struct realiser *r, uint32_t site, LLVMValueRef marker)
{
    const struct site *s = &r->unit->sites[site];
    LLVMValueRef operand = marker;
    LLVMValueRef operation = operation_on(&operand);
    if (operation && s->element_bytes && !LLVMIsAGetElementPtrInst(operation))
        operation = move_behind(operation);
    if (!operation || (s->element_bytes != 0) != (LLVMIsAGetElementPtrInst(operation) != NULL))
        return false;
    if (!s->element_bytes && LLVMGetOperand(operation, 1) != operand)
        return false;
    return replace_operation(r, site, operation, LLVMGetOperand(operation, 0), operand, 1);
}
