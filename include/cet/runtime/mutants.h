/* What an instrumented module and the mutant runtime know of each other. The IR pass writes one such record into each
 * module that has mutants and a constructor that hands it to cet_mutants_register, if the program has one (the
 * reference is weak: without the runtime the program behaves as if it had never been instrumented).
 *
 * In an instrumented function the entry reads armed[function]; zero, as always without the runtime, runs the clean
 * body. Otherwise cet_mutants_enter decides: false runs the clean body, true the body with all mutants. There every
 * site is one call of a function below: it counts, and gives what the source says or what the active mutant makes of
 * it. Each site has a counter of its own, which is what a call hands over:
 *
 *     uint32_t cet_mutants_add_32(int64_t *hits, uint32_t left, uint32_t right);      // a + b
 *     uint32_t cet_mutants_slt_64(int64_t *hits, uint64_t left, uint64_t right);      // a < b
 *     uint32_t cet_mutants_value_32(int64_t *hits, uint32_t value);                   // a constant, a result
 *     uint32_t cet_mutants_left_ptr(hits, p), cet_mutants_right_32(hits, v)           // operands of && and ||
 *     uint32_t cet_mutants_gate(int64_t *hits);                                       // 1: leave the expression out
 *
 * While a counter is negative nothing is looked up: INT64_MIN counts, -n calls a halt at the n-th hit, 0 is a site of
 * the active mutant. A mutant whose id is 0 has no code. libc only: this header is part of user programs. */
#ifndef CET_RUNTIME_MUTANTS_H
#define CET_RUNTIME_MUTANTS_H

#include <stdbool.h>
#include <stdint.h>

#define CET_MUTANTS_VERSION 2
#define CET_MUTANTS_PAGE 4096 /* hits starts at a multiple of it and nothing else lies in its last page */

enum cet_mutants_op {
    CET_OP_NONE,
    CET_OP_ADD,
    CET_OP_SUB,
    CET_OP_MUL,
    CET_OP_DIV,
    CET_OP_REM,
    CET_OP_AND,
    CET_OP_OR,
    CET_OP_XOR,
    CET_OP_SHL,
    CET_OP_SHR,
    CET_OP_LT,
    CET_OP_LE,
    CET_OP_GT,
    CET_OP_GE,
    CET_OP_EQ,
    CET_OP_NE
};

enum cet_mutants_how {
    CET_CHANGE_NONE,
    CET_CHANGE_OPERATOR,  /* computed with `op` from the operands */
    CET_CHANGE_LEFT,      /* the left operand alone */
    CET_CHANGE_RIGHT,     /* the right operand alone */
    CET_CHANGE_VALUE,     /* `value` */
    CET_CHANGE_ADD,       /* `value` more, in elements for a pointer */
    CET_CHANGE_NOT,       /* 0 becomes 1, all else 0 */
    CET_CHANGE_MINUS,     /* the negative */
    CET_CHANGE_INVERT,    /* the complement */
    CET_CHANGE_CONNECTOR, /* && for || and the reverse, by De Morgan: operands and result are negated */
    CET_CHANGE_NO_LEFT,   /* the connector's left operand is `value`, its right one decides */
    CET_CHANGE_NO_RIGHT,
    CET_CHANGE_CASE, /* `value` becomes `other` */
    CET_CHANGE_TEXT, /* the empty string */
    CET_CHANGE_GATE  /* the expression or statement is left out; where it has a value: `value` */
};

struct cet_mutants_change {
    uint32_t how; /* enum cet_mutants_how */
    uint32_t op;  /* enum cet_mutants_op */
    int64_t value;
    int64_t other;
};

struct cet_mutants_function {
    const char *name;
    uint32_t first_site; /* sites [first_site, first_site + site_count) stand in this function */
    uint32_t site_count;
};

struct cet_mutants_site {
    uint32_t first_mutant; /* numbers [first_mutant, first_mutant + mutant_count): the changes of this place */
    uint32_t mutant_count;
    uint64_t applies; /* bit n: the n-th of them changes this expansion; those from 64 on always do */
    uint64_t element_bytes;
    uint32_t op; /* enum cet_mutants_op, of the source */
    uint32_t is_signed;
};

/* Mutant numbers are 1-based and local to the module; expansions of one macro token share their numbers. */
struct cet_mutants_module {
    uint32_t version;
    uint32_t function_count;
    uint32_t site_count;
    uint32_t mutant_count;
    const struct cet_mutants_function *functions;
    const struct cet_mutants_site *sites;
    const uint64_t *mutant_ids;               /* [mutant_count]: the stable ids as numbers */
    const struct cet_mutants_change *changes; /* [mutant_count] */
    uint8_t *armed;                           /* [function_count] */
    int64_t *hits;                            /* [site_count], counted in mutant bodies only */
    uint64_t active;                          /* the number of the active mutant, 0: none; the runtime's */
    struct cet_mutants_module *next;
};

void cet_mutants_register(struct cet_mutants_module *module);
bool cet_mutants_enter(struct cet_mutants_module *module, uint32_t function);

/* What modules call by name (values.c); here for tests and for who calls from C. */
uint32_t cet_mutants_gate(int64_t *hits);

#endif
