/* What a unit's mutants are while it is compiled. A token is a place in the source with its changes; a site is one
 * expansion of a token in one function. The sites of a function follow each other. */
#ifndef CET_MUTATE_EMBED_UNIT_H
#define CET_MUTATE_EMBED_UNIT_H

#include "cet/core/arena.h"
#include "cet/core/map.h"
#include "cet/mutate/embed.h"
#include "cet/runtime/mutants.h"
#include "source_text.h"

/* What of an expression or statement is marked, and so what its changes can do. A token has one site of each shape. */
enum site_shape {
    SHAPE_OPERATOR,  /* left, right, result: computed anew from the operands */
    SHAPE_CONNECTOR, /* left, right, result: truth values, by De Morgan; an operand that is quiet may be left out */
    SHAPE_RESULT,    /* result only */
    SHAPE_RETURN,    /* as SHAPE_RESULT: what a return gives back */
    SHAPE_GATE,      /* a constant instead of the expression, which is not evaluated */
    SHAPE_GATE_LEFT, /* as SHAPE_GATE, on the left operand of a connector */
    SHAPE_GATE_RIGHT,
    SHAPE_CONDITION, /* as SHAPE_RESULT: what an `if`, a loop or ?: decides by */
    SHAPE_CONDITION_GATE,
    SHAPE_STATEMENT,  /* a gate without an alternative */
    SHAPE_SWITCH,     /* as SHAPE_RESULT: what a switch decides by */
    SHAPE_STEP,       /* result of ++ and --; the addition is found from there */
    SHAPE_STEP_VALUE, /* as SHAPE_RESULT: what ++ and -- give */
    SHAPE_ASSIGN,     /* right operand of a compound assignment; the operation is found from there */
    SHAPE_INITIALISER,
    SHAPE_INITIALISER_GATE,
    SHAPE_CALL_GATE,
    SHAPE_INDEX, /* as SHAPE_RESULT, as wide as an int at least */
    SHAPE_NONE   /* nothing: a change that is only listed */
};

enum operand_kind { OPERAND_SIGNED, OPERAND_UNSIGNED, OPERAND_FLOAT, OPERAND_POINTER };

struct variant {
    enum mutant_operator op;
    uint64_t id;
    struct source_range range; /* what the edit replaces */
    const char *original;
    const char *replacement;
    struct cet_mutants_change change;
    bool is_realised;
    bool is_duplicate; /* another variant is the same edit */
};

struct token {
    const char *path;
    const char *function; /* enclosing function or macro */
    struct variant *variants;
    size_t variant_count;
    size_t variant_capacity;
    uint32_t first_mutant; /* number of the first variant in the module, 0: nothing answers to it */
    uint64_t context;      /* hash of what its code is made from, 0: not known */
    const char *refusal;   /* of the last site that was refused */
    uint32_t refused_count;
    bool is_macro_body;
    bool is_fixed; /* stands where a constant is wanted too: an edit would change that as well */
};

struct site {
    uint32_t token;
    uint32_t function;      /* index into unit->functions */
    uint64_t applies;       /* bit n: the token's n-th variant changes this expansion; those from 64 on always do */
    uint16_t op;            /* enum operator_token */
    uint8_t shape;          /* enum site_shape */
    uint8_t kind;           /* enum operand_kind */
    uint64_t element_bytes; /* pointer arithmetic: size of what it points to, else 0 */
    bool is_marked;         /* a marker of it is in the module */
};

struct unit_function {
    const char *name;
    uint32_t first_site;
    uint32_t site_count;
};

struct unit_body {
    const char *name;
    struct source_range range;
};

struct mutate_unit {
    struct arena arena;
    struct mutate_options options;
    struct token *tokens;
    size_t token_count;
    size_t token_capacity;
    struct site *sites;
    size_t site_count;
    size_t site_capacity;
    struct unit_function *functions;
    size_t function_count;
    size_t function_capacity;
    struct map token_index; /* "file:line:column:shape" -> index of tokens */
    struct map expansions;  /* macro -> how often it was expanded */
    struct source_texts texts;
    const struct facts *facts; /* of the last function */
    struct unit_body *bodies;
    size_t body_count;
    size_t body_capacity;
};

/* choose_*.c: the place to change and how; NULL site: not changed. */
struct chooser {
    struct mutate_unit *unit;
    const struct facts *facts;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct mutate_marks *marks;
};

/* After the last function: which variants stand back behind another that is the same edit; ids that clash become
 * others. site_counts: of each token. */
void make_unique(struct mutate_unit *unit, const uint32_t *site_counts);

/* Evaluating it twice or not at all makes no difference: nothing is written, called or read through a pointer, and
 * nothing can trap. */
bool expression_is_quiet(const struct function_graph *graph, uint32_t node);

enum cet_mutants_op runtime_op(enum operator_token op);
/* The operator that `op` becomes, OP_NONE when the change does not apply. */
enum operator_token changed_operator(enum operator_token op, enum mutant_operator change);

#endif
