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
    LLVMValueRef armed, hits;
    LLVMValueRef enter;
    LLVMTypeRef enter_type;
    uint32_t mutant_count;
};

/* The markers of a function in order of layout. */
void markers_find(struct markers *markers, LLVMValueRef function);
void markers_release(struct markers *markers);
/* Replaces every marker of the function by the value that it marks. */
void markers_strip(struct markers *markers);

/* realise.c: finds what is marked and numbers the mutants that have code. False: nothing is. */
bool realise_survey(struct mutate_unit *unit, LLVMModuleRef module, uint32_t *ret_count);
/* Its code comes from this unit. */
bool realise_is_compiled(LLVMValueRef function);
/* The markers' own, when nothing is marked any more. */
void realise_delete_declarations(LLVMModuleRef module);

/* tables.c */
void realiser_open(struct realiser *r, struct mutate_unit *unit, LLVMModuleRef module, const struct mutate_help *help);
/* An undefined function that may stay away: without the runtime nobody calls it. */
LLVMValueRef realiser_weak_function(struct realiser *r, const char *name, LLVMTypeRef type);
void realiser_write_tables(struct realiser *r);
void realiser_close(struct realiser *r);

/* realise_site.c: replaces the function's markers by calls of the runtime. */
void realise_sites(struct realiser *r, LLVMValueRef function);

/* realise_call.c: a call of `cet_mutants_NAME_SUFFIX(counter of the site, arguments...)` at the builder's place. The
 * suffix is that of the first argument's type, the result has its type, or is an int for comparisons and gates. NULL:
 * there is none for this type. */
LLVMValueRef call_value(struct realiser *r, uint32_t site, const char *name, LLVMValueRef value);
LLVMValueRef call_operation(struct realiser *r, uint32_t site, LLVMValueRef left, LLVMValueRef right,
                            LLVMTypeRef result);
LLVMValueRef call_gate(struct realiser *r, uint32_t site);
/* The value, or while a change of the site is active one with which the source's own operation cannot trap. */
LLVMValueRef call_neutral(struct realiser *r, uint32_t site, LLVMValueRef value);

/* realise_found.c: the operation of the site's ++ or -- is found from its value, that of a compound assignment from the
 * marker of its right operand, and computed by the runtime. False: there is none that the runtime computes. */
bool realise_step(struct realiser *r, uint32_t site, LLVMValueRef value);
bool realise_assignment(struct realiser *r, uint32_t site, LLVMValueRef marker);

LLVMValueRef constant_of(LLVMTypeRef type, int64_t value);

#endif
