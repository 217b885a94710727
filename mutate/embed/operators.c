/* The operators by name, and what they make of an operator token. */
#include <string.h>

#include "cet/core/memory.h"
#include "unit.h"

static const struct {
    const char *text;
    const char *group;
    bool is_default;
} operators[] = {
#define MUTANT_OPERATOR(id, text, group, is_default) {text, group, is_default},
#include "cet/mutate/operators.def"
#undef MUTANT_OPERATOR
};

const char *mutant_operator_text(enum mutant_operator op)
{
    return operators[op].text;
}

const char *mutant_operator_group(enum mutant_operator op)
{
    return operators[op].group;
}

uint64_t mutant_operators_named(const char *name)
{
    uint64_t bits = 0;
    for (unsigned i = 0; i < MUTANT_OPERATOR_COUNT; i++)
        if (strcmp(name, "all") == 0 || (strcmp(name, "default") == 0 && operators[i].is_default) ||
            strcmp(name, operators[i].group) == 0 || strcmp(name, operators[i].text) == 0)
            bits |= UINT64_C(1) << i;
    return bits;
}

enum operator_token changed_operator(enum operator_token op, enum mutant_operator change)
{
    static const struct {
        enum operator_token from;
        enum mutant_operator change;
        enum operator_token to;
    } changes[] = {
        {OP_LT, MUTANT_OPERATOR_RELATIONAL_BOUNDARY, OP_LE},
        {OP_LE, MUTANT_OPERATOR_RELATIONAL_BOUNDARY, OP_LT},
        {OP_GT, MUTANT_OPERATOR_RELATIONAL_BOUNDARY, OP_GE},
        {OP_GE, MUTANT_OPERATOR_RELATIONAL_BOUNDARY, OP_GT},
        {OP_LT, MUTANT_OPERATOR_RELATIONAL_NEGATION, OP_GE},
        {OP_LE, MUTANT_OPERATOR_RELATIONAL_NEGATION, OP_GT},
        {OP_GT, MUTANT_OPERATOR_RELATIONAL_NEGATION, OP_LE},
        {OP_GE, MUTANT_OPERATOR_RELATIONAL_NEGATION, OP_LT},
        {OP_EQ, MUTANT_OPERATOR_RELATIONAL_NEGATION, OP_NE},
        {OP_NE, MUTANT_OPERATOR_RELATIONAL_NEGATION, OP_EQ},
        {OP_LT, MUTANT_OPERATOR_RELATIONAL_EQUALITY, OP_NE},
        {OP_LE, MUTANT_OPERATOR_RELATIONAL_EQUALITY, OP_EQ},
        {OP_GT, MUTANT_OPERATOR_RELATIONAL_EQUALITY, OP_NE},
        {OP_GE, MUTANT_OPERATOR_RELATIONAL_EQUALITY, OP_EQ},
        {OP_EQ, MUTANT_OPERATOR_RELATIONAL_BELOW, OP_LE},
        {OP_NE, MUTANT_OPERATOR_RELATIONAL_BELOW, OP_LT},
        {OP_EQ, MUTANT_OPERATOR_RELATIONAL_ABOVE, OP_GE},
        {OP_NE, MUTANT_OPERATOR_RELATIONAL_ABOVE, OP_GT},
        {OP_ADD, MUTANT_OPERATOR_ARITHMETIC_INVERSE, OP_SUB},
        {OP_SUB, MUTANT_OPERATOR_ARITHMETIC_INVERSE, OP_ADD},
        {OP_MUL, MUTANT_OPERATOR_ARITHMETIC_INVERSE, OP_DIV},
        {OP_DIV, MUTANT_OPERATOR_ARITHMETIC_INVERSE, OP_MUL},
        {OP_REM, MUTANT_OPERATOR_ARITHMETIC_INVERSE, OP_MUL},
        {OP_ADD, MUTANT_OPERATOR_ARITHMETIC_OTHER, OP_MUL},
        {OP_SUB, MUTANT_OPERATOR_ARITHMETIC_OTHER, OP_MUL},
        {OP_MUL, MUTANT_OPERATOR_ARITHMETIC_OTHER, OP_ADD},
        {OP_DIV, MUTANT_OPERATOR_ARITHMETIC_OTHER, OP_REM},
        {OP_REM, MUTANT_OPERATOR_ARITHMETIC_OTHER, OP_DIV},
        {OP_BIT_AND, MUTANT_OPERATOR_BITWISE_SWAP, OP_BIT_OR},
        {OP_BIT_OR, MUTANT_OPERATOR_BITWISE_SWAP, OP_BIT_AND},
        {OP_BIT_XOR, MUTANT_OPERATOR_BITWISE_SWAP, OP_BIT_AND},
        {OP_SHL, MUTANT_OPERATOR_SHIFT_SWAP, OP_SHR},
        {OP_SHR, MUTANT_OPERATOR_SHIFT_SWAP, OP_SHL},
        {OP_LOGICAL_AND, MUTANT_OPERATOR_LOGICAL_CONNECTOR, OP_LOGICAL_OR},
        {OP_LOGICAL_OR, MUTANT_OPERATOR_LOGICAL_CONNECTOR, OP_LOGICAL_AND},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(changes); i++)
        if (changes[i].from == op && changes[i].change == change)
            return changes[i].to;
    return OP_NONE;
}

enum cet_mutants_op runtime_op(enum operator_token op)
{
    static const enum cet_mutants_op ops[OPERATOR_TOKEN_COUNT] = {
        [OP_ADD] = CET_OP_ADD,     [OP_SUB] = CET_OP_SUB,      [OP_MUL] = CET_OP_MUL,     [OP_DIV] = CET_OP_DIV,
        [OP_REM] = CET_OP_REM,     [OP_BIT_AND] = CET_OP_AND,  [OP_BIT_OR] = CET_OP_OR,   [OP_BIT_XOR] = CET_OP_XOR,
        [OP_SHL] = CET_OP_SHL,     [OP_SHR] = CET_OP_SHR,      [OP_LT] = CET_OP_LT,       [OP_LE] = CET_OP_LE,
        [OP_GT] = CET_OP_GT,       [OP_GE] = CET_OP_GE,        [OP_EQ] = CET_OP_EQ,       [OP_NE] = CET_OP_NE,
        [OP_PRE_INC] = CET_OP_ADD, [OP_POST_INC] = CET_OP_ADD, [OP_PRE_DEC] = CET_OP_SUB, [OP_POST_DEC] = CET_OP_SUB,
    };
    return ops[op];
}
