/* The module under work: its types, its tables, and the markers of one function. */
#ifndef CET_MUTATE_EMBED_REALISE_H
#define CET_MUTATE_EMBED_REALISE_H

#include <llvm-c/Core.h>

#include "unit.h"

struct marker {
    LLVMValueRef call; /* NULL: replaced already */
    uint32_t site;
    uint32_t role;
    uint32_t next; /* index + 1 of the next one of the same site and role */
};

struct markers {
    struct marker *items;
    size_t count;
    size_t capacity;
};

struct realiser {
    struct mutate_unit *unit;
    const struct mutate_help *help;
    LLVMModuleRef module;
    LLVMContextRef context;
    LLVMBuilderRef builder;
    LLVMTypeRef i1, i8, i32, i64, pointer;
    LLVMValueRef record; /* struct cet_mutants_module */
    LLVMValueRef active, armed, hits;
    LLVMValueRef enter, exhausted;
    LLVMTypeRef enter_type, exhausted_type;
    uint32_t mutant_count;
    LLVMBasicBlockRef end_of_hang; /* of the function at work, NULL: none yet */
};

/* The markers of a function in order of layout. */
void markers_find(struct markers *markers, LLVMValueRef function);
void markers_release(struct markers *markers);
/* Replaces every marker of the function by the value that it marks. */
void markers_strip(struct markers *markers);

/* tables.c */
void realiser_open(struct realiser *r, struct mutate_unit *unit, LLVMModuleRef module, const struct mutate_help *help);
/* A constant array. */
LLVMValueRef realiser_values(struct realiser *r, LLVMValueRef *values, size_t count);
void realiser_write_tables(struct realiser *r);
void realiser_close(struct realiser *r);

/* realise_site.c: replaces the function's markers by code that holds all changes. */
void realise_sites(struct realiser *r, LLVMValueRef function);

/* realise_value.c: the value that a change gives, built at the builder's place. NULL: it does not apply here. */
LLVMValueRef changed_value(struct realiser *r, const struct site *site, const struct variant *variant,
                           LLVMValueRef left, LLVMValueRef right, LLVMValueRef result);
/* Instead of the right operand of the original operator while a change of it is active: one that cannot trap. */
LLVMValueRef neutral_operand(const struct site *site, LLVMTypeRef type);
LLVMValueRef constant_of(LLVMTypeRef type, int64_t value);
/* 0 becomes 1, all else 0. */
LLVMValueRef flipped_truth(struct realiser *r, LLVMValueRef value);
LLVMValueRef is_zero(struct realiser *r, LLVMValueRef value);

#endif
