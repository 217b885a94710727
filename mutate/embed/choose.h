/* Adding tokens and sites to a unit: the part that all kinds of change share. */
#ifndef CET_MUTATE_EMBED_CHOOSE_H
#define CET_MUTATE_EMBED_CHOOSE_H

#include "edit.h"

/* Where a token stands, what it is in ids. */
struct token_place {
    uint32_t file, line, column;
};

/* The site of a node while its variants are gathered. */
struct site_draft {
    struct chooser *chooser;
    struct site site;
    struct token *token; /* valid until the next token */
    const char *token_text;
    uint32_t ordinal;
    bool has_variant;
};

/* Below typedefs and enums; NULL: unknown. */
const struct fact_type *scalar_type(const struct chooser *c, uint32_t type);
bool operator_is_on(const struct chooser *c, enum mutant_operator op);
/* False when the node is not to be changed here at all: foreign file, not written, another site's. */
bool site_begin(struct chooser *c, uint32_t node, enum site_shape shape, const struct token_place *place,
                struct site_draft *ret);
bool site_begin_at(struct chooser *c, uint32_t node, enum site_shape shape, const struct source_range *range,
                   struct site_draft *ret);
/* text: what the operator makes of the token, as in the id. */
void site_variant(struct site_draft *draft, enum mutant_operator op, const char *text, const struct edit *edit,
                  struct cet_mutants_change change);
/* Adds the site when it has a variant; its id, else NO_ID. A reason of the language against it refuses it. */
uint32_t site_end(struct site_draft *draft, uint32_t node);
/* A change that no code can answer to, listed as ignored where the node's own token stands. */
void refuse_change(struct chooser *c, uint32_t node, enum mutant_operator op, const char *text, const char *reason);
/* The same with SPREAD_TEXT while a draft of the node is open. */
void refuse_in(struct site_draft *draft, uint32_t node, enum mutant_operator op, const char *text);
#define SPREAD_TEXT "its text is spread over a macro and its arguments"
void site_mark(struct chooser *c, uint32_t node, uint32_t site, enum mark_role role);

bool operand_kind_of(const struct chooser *c, uint32_t node, enum operand_kind *ret);
/* Of what the pointer points to, 0 when that varies. */
uint64_t element_bytes_of(const struct chooser *c, uint32_t node);
/* An expression whose value nobody uses, or a statement proper, that may be left out where it stands. */
bool is_statement(const struct function_graph *graph, uint32_t node);
/* The parent above conversions that were not written. */
uint32_t parent_of(const struct function_graph *graph, uint32_t node);
bool is_relational(const struct graph_node *node);
/* The if, loop or ?: that the node's value decides and that is written in the same text, NO_ID: none. */
uint32_t decision_around(const struct function_graph *graph, uint32_t node);
/* Of a relational node that decides: the constant that relational-constant does not make of it. */
bool add_decision(struct site_draft *draft, uint32_t node, uint32_t how);
/* As expression_is_quiet, of every expansion of the node's text: in a macro's body the arguments differ. */
bool is_quiet(const struct chooser *c, uint32_t node);

void choose_binary(struct chooser *c, uint32_t node);
void choose_negation(struct chooser *c, uint32_t node);
void choose_constant(struct chooser *c, uint32_t node);
void choose_float(struct chooser *c, uint32_t node);
void choose_string(struct chooser *c, uint32_t node);
void choose_return(struct chooser *c, uint32_t node);
void choose_initialiser(struct chooser *c, uint32_t node);
void choose_call(struct chooser *c, uint32_t node);
void choose_index(struct chooser *c, uint32_t node);
void choose_size(struct chooser *c, uint32_t node);
void choose_condition(struct chooser *c, uint32_t node);
void choose_statement(struct chooser *c, uint32_t node);
void choose_jump(struct chooser *c, uint32_t node);
void choose_switch(struct chooser *c, uint32_t node);
void choose_step(struct chooser *c, uint32_t node);
void choose_assignment(struct chooser *c, uint32_t node);

#endif
