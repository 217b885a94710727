/* Which mutants of a unit are no change at all, or the same change as another: their code becomes the same when it is
 * optimised. Instead of mutate_realise, on a module that is not to be linked:
 *
 *     mutate_compare(unit, module, &help, &comparison_help, &text);
 *
 * gives a line for each mutant with code: `equivalent ID`, `duplicate ID OF` (OF stands before it), `different ID`.
 * Every answer but `different` holds: both codes were made equal by steps that keep what the program does, short of
 * undefined behaviour. docs/formats/mutants.md has the format. */
#ifndef CET_MUTATE_EQUIVALENCE_H
#define CET_MUTATE_EQUIVALENCE_H

#include "cet/mutate/embed.h"

/* What LLVM-C lacks for it. */
struct comparison_help {
    /* A function beside it that may be optimised whatever the source says. NULL: it cannot be copied. */
    LLVMValueRef (*copy)(LLVMValueRef function);
    void (*simplify)(void *context, LLVMValueRef function);
    uint64_t (*hash)(LLVMValueRef function); /* equal for equal ones */
    bool (*are_equal)(void *context, LLVMValueRef left, LLVMValueRef right);
    size_t (*size)(LLVMValueRef function); /* instructions */
    void *context;
    const uint64_t *wanted; /* sorted: only these mutants are compared, and only with each other; NULL: all */
    size_t wanted_count;
};

void mutate_compare(struct mutate_unit *unit, LLVMModuleRef module, const struct mutate_help *help,
                    const struct comparison_help *comparison, struct strbuf *out);

#endif
