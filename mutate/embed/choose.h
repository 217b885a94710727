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
/* text: what the operator makes of the token, as in the id. */
void site_variant(struct site_draft *draft, enum mutant_operator op, const char *text, const struct edit *edit,
                  struct cet_mutants_change change);
/* Adds the site when it has a variant; its id, else NO_ID. A reason of the language against it refuses it. */
uint32_t site_end(struct site_draft *draft, uint32_t node);
void site_mark(struct chooser *c, uint32_t node, uint32_t site, enum mark_role role);

void choose_binary(struct chooser *c, uint32_t node);
void choose_negation(struct chooser *c, uint32_t node);
void choose_constant(struct chooser *c, uint32_t node);
void choose_return(struct chooser *c, uint32_t node);

#endif
