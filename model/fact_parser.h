/* What the parsers of the record kinds share: the reader and, for the bounds of ids, the tables' final counts, which
 * are known before the first record is read. */
#ifndef CET_MODEL_FACT_PARSER_H
#define CET_MODEL_FACT_PARSER_H

#include "cet/model/facts.h"
#include "fact_reader.h"
#include "fact_words.h"

#define FACT_MAX_WORDS 256 /* node kinds or operators listed in a header */

struct fact_parser {
    struct fact_reader reader;
    struct facts *facts;
    /* The file's number of a kind or operator -> ours. */
    uint16_t node_kinds[FACT_MAX_WORDS];
    uint32_t node_kind_count;
    uint16_t operators[FACT_MAX_WORDS];
    uint32_t operator_count;
    const char **texts; /* of the nodes still to come */
    uint32_t text_count;
};

/* An arena array for the items of the JSON array that starts here, which is opened. */
void *fact_open_items(struct fact_parser *p, size_t size, uint32_t *ret_count);

const char **fact_read_texts(struct fact_parser *p, uint32_t *ret_count);

void parse_unit(struct fact_parser *p, void *item);
void parse_file(struct fact_parser *p, void *item);
void parse_include(struct fact_parser *p, void *item);
void parse_type(struct fact_parser *p, void *item);
void parse_function(struct fact_parser *p, void *item);
void parse_global(struct fact_parser *p, void *item);
void parse_declaration(struct fact_parser *p, void *item);
void parse_constant(struct fact_parser *p, void *item);
void parse_macro(struct fact_parser *p, void *item);
void parse_comment(struct fact_parser *p, void *item);
void parse_inactive(struct fact_parser *p, void *item);
void parse_conditional(struct fact_parser *p, void *item);

/* Reads the value of locals, texts, nodes, blocks, entry or exit; false when the key is none of them. */
bool parse_graph_field(struct fact_parser *p, struct fact_function *function);

/* Every symbol, operand count and block of the graph fits: readers need not look again. A reason or NULL. */
const char *graph_fault(const struct facts *facts, const struct fact_function *function, uint32_t *ret_node);
/* What only the whole set of facts can tell: types that contain themselves, fields that do not exist. */
enum status facts_check(const struct facts *facts, const char *path, struct error *err);

#endif
