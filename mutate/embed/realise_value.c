/* What a change computes, in instructions. Nothing is marked as free of overflow: a mutant wraps as the machine does.
 */
#include "realise.h"

static LLVMIntPredicate int_predicate(enum operator_token op, bool is_signed)
{
    switch (op) {
    case OP_LT:
        return is_signed ? LLVMIntSLT : LLVMIntULT;
    case OP_LE:
        return is_signed ? LLVMIntSLE : LLVMIntULE;
    case OP_GT:
        return is_signed ? LLVMIntSGT : LLVMIntUGT;
    case OP_GE:
        return is_signed ? LLVMIntSGE : LLVMIntUGE;
    case OP_EQ:
        return LLVMIntEQ;
    default:
        return LLVMIntNE;
    }
}

static LLVMRealPredicate real_predicate(enum operator_token op)
{
    switch (op) {
    case OP_LT:
        return LLVMRealOLT;
    case OP_LE:
        return LLVMRealOLE;
    case OP_GT:
        return LLVMRealOGT;
    case OP_GE:
        return LLVMRealOGE;
    case OP_EQ:
        return LLVMRealOEQ;
    default:
        return LLVMRealUNE;
    }
}

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

LLVMValueRef is_zero(struct realiser *r, LLVMValueRef value)
{
    LLVMTypeRef type = LLVMTypeOf(value);
    LLVMTypeKind kind = LLVMGetTypeKind(type);
    if (kind == LLVMIntegerTypeKind || kind == LLVMPointerTypeKind)
        return LLVMBuildICmp(r->builder, LLVMIntEQ, value, LLVMConstNull(type), "");
    return LLVMBuildFCmp(r->builder, LLVMRealOEQ, value, LLVMConstNull(type), "");
}

LLVMValueRef flipped_truth(struct realiser *r, LLVMValueRef value)
{
    LLVMTypeRef type = LLVMTypeOf(value);
    return LLVMBuildSelect(r->builder, is_zero(r, value), constant_of(type, 1), constant_of(type, 0), "");
}

LLVMValueRef neutral_operand(const struct site *site, LLVMTypeRef type)
{
    bool is_product = site->op == OP_MUL || site->op == OP_DIV || site->op == OP_REM;
    return constant_of(type, is_product ? 1 : 0);
}

static LLVMValueRef compared(struct realiser *r, const struct site *site, enum operator_token op, LLVMValueRef left,
                             LLVMValueRef right, LLVMTypeRef type)
{
    LLVMValueRef truth =
        site->kind == OPERAND_FLOAT
            ? LLVMBuildFCmp(r->builder, real_predicate(op), left, right, "")
            : LLVMBuildICmp(r->builder, int_predicate(op, site->kind == OPERAND_SIGNED), left, right, "");
    return LLVMBuildZExt(r->builder, truth, type, "");
}

static LLVMValueRef moved_pointer(struct realiser *r, const struct site *site, enum operator_token op,
                                  LLVMValueRef pointer, LLVMValueRef index)
{
    LLVMTypeRef word = r->i64;
    LLVMValueRef wide = LLVMBuildIntCast2(r->builder, index, word, site->kind == OPERAND_SIGNED, "");
    LLVMValueRef bytes = LLVMBuildMul(r->builder, wide, LLVMConstInt(word, site->element_bytes, 0), "");
    if (op == OP_SUB)
        bytes = LLVMBuildNeg(r->builder, bytes, "");
    return LLVMBuildGEP2(r->builder, r->i8, pointer, &bytes, 1, "");
}

static LLVMOpcode opcode_of(enum operator_token op, enum operand_kind kind)
{
    bool is_float = kind == OPERAND_FLOAT, is_signed = kind == OPERAND_SIGNED;
    switch (op) {
    case OP_ADD:
        return is_float ? LLVMFAdd : LLVMAdd;
    case OP_SUB:
        return is_float ? LLVMFSub : LLVMSub;
    case OP_MUL:
        return is_float ? LLVMFMul : LLVMMul;
    case OP_DIV:
        return is_float ? LLVMFDiv : is_signed ? LLVMSDiv : LLVMUDiv;
    case OP_REM:
        return is_signed ? LLVMSRem : LLVMURem;
    case OP_BIT_AND:
        return LLVMAnd;
    case OP_BIT_OR:
        return LLVMOr;
    case OP_BIT_XOR:
        return LLVMXor;
    case OP_SHL:
        return LLVMShl;
    default:
        return is_signed ? LLVMAShr : LLVMLShr;
    }
}

static bool is_relational(enum operator_token op)
{
    return op >= OP_LT && op <= OP_NE;
}

/* A shift by more than the width does in C what the machine does; in the intermediate form it is no value at all. */
static LLVMValueRef machine_shift(struct realiser *r, LLVMValueRef amount, LLVMTypeRef type)
{
    LLVMValueRef same = LLVMBuildIntCast2(r->builder, amount, type, 0, "");
    return LLVMBuildAnd(r->builder, same, LLVMConstInt(type, LLVMGetIntTypeWidth(type) - 1, 0), "");
}

static LLVMValueRef operated(struct realiser *r, const struct site *site, enum operator_token op, LLVMValueRef left,
                             LLVMValueRef right)
{
    LLVMTypeRef type = LLVMTypeOf(left);
    if (op == OP_SHL || op == OP_SHR)
        right = machine_shift(r, right, type);
    if (LLVMTypeOf(right) != type)
        return NULL;
    return LLVMBuildBinOp(r->builder, opcode_of(op, site->kind), left, right, "");
}

LLVMValueRef changed_value(struct realiser *r, const struct site *site, const struct variant *variant,
                           LLVMValueRef left, LLVMValueRef right, LLVMValueRef result)
{
    LLVMTypeRef type = LLVMTypeOf(result);
    enum operator_token op = changed_operator(site->op, variant->op);
    switch (variant->op) {
    case MUTANT_OPERATOR_NEGATION_REMOVAL:
    case MUTANT_OPERATOR_LOGICAL_CONNECTOR:
        return flipped_truth(r, result);
    case MUTANT_OPERATOR_RELATIONAL_CONSTANT:
    case MUTANT_OPERATOR_LOGICAL_LEFT:
    case MUTANT_OPERATOR_LOGICAL_RIGHT:
        return constant_of(type, site->value);
    case MUTANT_OPERATOR_CONSTANT_ZERO:
    case MUTANT_OPERATOR_RETURN_ZERO:
        return constant_of(type, 0);
    case MUTANT_OPERATOR_CONSTANT_ONE:
    case MUTANT_OPERATOR_RETURN_ONE:
        return constant_of(type, 1);
    case MUTANT_OPERATOR_CONSTANT_MINUS_ONE:
    case MUTANT_OPERATOR_RETURN_MINUS_ONE:
        return constant_of(type, -1);
    case MUTANT_OPERATOR_CONSTANT_INCREMENT:
        return constant_of(type, site->value + 1);
    case MUTANT_OPERATOR_CONSTANT_DECREMENT:
        return constant_of(type, site->value - 1);
    default:
        break;
    }
    if (!left || !right || op == OP_NONE)
        return NULL;
    if (is_relational(op))
        return compared(r, site, op, left, right, type);
    if (site->element_bytes)
        return moved_pointer(r, site, op, left, right);
    return operated(r, site, op, left, right);
}
