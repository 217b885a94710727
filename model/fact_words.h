/* The words of a facts file: names of enumerators as they stand in the text, shared by writer and reader. Node kinds
 * and operators are listed in the file's header and named there by number, so that their order here is free to change.
 */
#ifndef CET_MODEL_FACT_WORDS_H
#define CET_MODEL_FACT_WORDS_H

#include "cet/model/facts.h"

#define TYPE_KIND_COUNT (TYPE_OTHER + 1)
#define LINKAGE_COUNT (LINKAGE_INLINE + 1)

extern const char *const type_kind_words[TYPE_KIND_COUNT];
extern const char *const linkage_words[LINKAGE_COUNT];
extern const char *const node_kind_ids[NODE_KIND_COUNT];
extern const char *const operator_ids[OPERATOR_TOKEN_COUNT];

/* What a node holds behind its kind and this mask, in this order. */
enum node_part {
    PART_OP = 1u << 0,
    PART_FLAGS = 1u << 1,
    PART_TYPE = 1u << 2,
    PART_CHILDREN = 1u << 3, /* their number */
    PART_SYMBOL = 1u << 4,
    PART_AUX = 1u << 5,
    PART_MACRO = 1u << 6,
    PART_VALUE = 1u << 7,
    PART_TEXT = 1u << 8,
    PART_RANGE_FILE = 1u << 9, /* when not the function's */
    PART_RANGE = 1u << 10,     /* line and column less the last range's, the end's less these */
    PART_SPELLED = 1u << 11,   /* file, line and column less the range's, the end's less these */
    PART_SPELLED_NOWHERE = 1u << 12,
    PART_OP_FILE = 1u << 13,  /* when not the range's */
    PART_OP_PLACE = 1u << 14, /* line and column less the range's */
    PART_ALL = (1u << 15) - 1,
};

#endif
