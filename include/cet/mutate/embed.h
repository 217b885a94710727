/* Mutants in a unit under compilation: which places are changed how, and the code that holds all changes at once.
 *
 *     struct mutate_unit *unit = mutate_unit_new(&options);
 *     mutate_choose(unit, facts, function, &marks);        // once per function, before code generation
 *     ...                                                  // the shim wraps the marked expressions in marker calls
 *     mutate_finish(unit);                                 // at the unit's end
 *     mutate_realise(unit, module, &help);                 // on the finished module: markers become switches
 *     mutate_unit_format(unit, &text);                     // the unit's mutants, as mutant_set_load reads them
 *     mutate_unit_free(unit);
 *
 * A marker is a call of an undefined function `T __cet_mark_K(unsigned site, unsigned role, T value)`: the front end
 * cannot fold it, macros and missing debug information do not blur it. docs/decisions/0003-mutant-sites.md tells why.
 * The facts must live until mutate_unit_free. */
#ifndef CET_MUTATE_EMBED_H
#define CET_MUTATE_EMBED_H

#include <llvm-c/Core.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/strbuf.h"
#include "cet/model/facts.h"

#define MUTATE_MARKER_PREFIX "__cet_mark_"

enum mutant_operator {
#define MUTANT_OPERATOR(id, text, group, is_default) MUTANT_OPERATOR_##id,
#include "cet/mutate/operators.def"
#undef MUTANT_OPERATOR
    MUTANT_OPERATOR_COUNT
};
const char *mutant_operator_text(enum mutant_operator op);
const char *mutant_operator_group(enum mutant_operator op);
/* A name, a group, "default" or "all" as a set of bits; 0 when there is no such name. */
uint64_t mutant_operators_named(const char *name);

enum mark_role {
    ROLE_RESULT, /* the value that a change replaces */
    ROLE_LEFT,   /* its operands */
    ROLE_RIGHT,
    ROLE_GATE,        /* `gate ? alternative : expression`: a change that does not evaluate the expression */
    ROLE_ALTERNATIVE, /* made by the shim together with the gate */
    ROLE_STATEMENT,   /* as ROLE_GATE, of what has no value: `if (gate) ; else statement` */
    ROLE_INDEX,       /* as ROLE_RESULT, converted to int where it is narrower */
};

/* The expression of a node is to be wrapped. Marks stand in the order in which they are applied: what is inside first.
 */
struct mutate_mark {
    uint32_t node;
    uint32_t site;
    uint32_t role;
};

struct mutate_marks {
    struct mutate_mark *items;
    size_t count;
    size_t capacity;
};
void mutate_marks_release(struct mutate_marks *marks);

/* The text of a file of the facts as the compiler read it; NULL when there is none. */
typedef const char *(*mutate_text_fn)(void *context, const char *path, size_t *ret_length);

struct mutate_options {
    const char *const *files; /* absolute; only what is spelled in them is changed; count 0: every user file */
    size_t file_count;
    const char *root;   /* paths in ids are taken below it; NULL: the file's name alone */
    uint64_t operators; /* bits; 0: the default set */
    mutate_text_fn text;
    void *text_context;
};

struct mutate_unit;

struct mutate_unit *mutate_unit_new(const struct mutate_options *options);
void mutate_unit_free(struct mutate_unit *unit);

/* Appends the function's marks to ret. `facts` may grow between calls; its arena's texts must stay. */
void mutate_choose(struct mutate_unit *unit, const struct facts *facts, uint32_t function, struct mutate_marks *ret);
/* The site cannot be marked; the reason (a literal) stands in the table. */
void mutate_refuse(struct mutate_unit *unit, uint32_t site, const char *reason);
/* A macro of that name is expanded: in code, in another macro, in a directive. */
void mutate_count_expansion(struct mutate_unit *unit, const char *macro);
/* Once, after the last function. */
void mutate_finish(struct mutate_unit *unit);

/* What LLVM-C lacks. Blocks and functions are those of the module at hand. */
struct mutate_help {
    /* In the same module, without debug information, with tables of its own for labels whose address is taken. NULL
     * when the addresses of labels go elsewhere. */
    LLVMValueRef (*clone_function)(LLVMValueRef function);
    LLVMBasicBlockRef (*split_block)(LLVMValueRef before); /* the instructions from `before` on */
    void (*fold_constants)(LLVMValueRef function);         /* conditions that became constant, and what they reach */
    void (*shorten)(LLVMValueRef function);                /* the same, and jumps to jumps */
    bool (*erase_if_unused)(LLVMValueRef value);           /* with the operands that nothing else uses; false: used */
    void (*append_constructor)(LLVMModuleRef module, LLVMValueRef function);
    /* Gives the call the function's attributes; must_tail: and makes it one that leaves nothing of its caller's frame.
     */
    void (*finish_call)(LLVMValueRef call, LLVMValueRef function, bool must_tail);
};

/* Replaces every marker. The number of mutants that the module now holds. */
uint32_t mutate_realise(struct mutate_unit *unit, LLVMModuleRef module, const struct mutate_help *help);

/* After mutate_realise: appends the unit's mutants in the format of mutant_set_load; those that nothing answers to are
 * ignored ones, with their reason. */
void mutate_unit_format(const struct mutate_unit *unit, struct strbuf *out);

#endif
