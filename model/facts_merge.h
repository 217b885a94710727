/* Merging many units into one set of facts: what is already there stays known between units.
 *
 *     facts_merger_init(&merger, &program);
 *     facts_merger_add(&merger, &unit);      // as often as there are units
 *     facts_merger_release(&merger);         // program's indices are rebuilt here
 *
 * A record is first copied with its ids turned into those of `into`; its key is made of that copy. */
#ifndef CET_MODEL_FACTS_MERGE_H
#define CET_MODEL_FACTS_MERGE_H

#include "cet/model/facts.h"

enum fact_table {
    TABLE_UNIT,
    TABLE_FILE,
    TABLE_INCLUDE,
    TABLE_TYPE,
    TABLE_FUNCTION,
    TABLE_GLOBAL,
    TABLE_CONSTANT,
    TABLE_MACRO,
    TABLE_COMMENT,
    TABLE_INACTIVE,
    TABLE_DECLARATION,
    TABLE_CONDITIONAL,
    TABLE_COUNT
};

struct facts_merger {
    struct facts *into;
    const struct facts *from;
    struct map known[TABLE_COUNT]; /* key of a record -> its index in `into`; a record may have two keys */
    uint32_t capacities[TABLE_COUNT];
    uint32_t *ids[TABLE_COUNT]; /* of the unit being added: its index -> the index in `into` */
    struct strbuf key;          /* being made */
};

void facts_merger_init(struct facts_merger *merger, struct facts *into);
void facts_merger_add(struct facts_merger *merger, const struct facts *from);
void facts_merger_release(struct facts_merger *merger);

/* For the merger's own parts. */

/* The id in `into` of what the unit calls `id`; NO_ID stays. */
uint32_t merged_id(const struct facts_merger *merger, enum fact_table table, uint32_t id);
struct source_place merged_place(const struct facts_merger *merger, struct source_place place);
struct source_range merged_range(const struct facts_merger *merger, struct source_range range);
const char *merged_text(struct facts_merger *merger, const char *text); /* copied; NULL stays */

void merge_key_begin(struct facts_merger *merger);
void merge_key_text(struct facts_merger *merger, const char *text);
void merge_key_number(struct facts_merger *merger, uint64_t number);
void merge_key_place(struct facts_merger *merger, struct source_place place);
/* The record with the key just made. */
bool merge_find(const struct facts_merger *merger, enum fact_table table, uint32_t *ret_id);
/* The key just made stands for id, unless it stands for another already. */
void merge_note(struct facts_merger *merger, enum fact_table table, uint32_t id);
/* items with room for one more. */
void *merge_grow(struct facts_merger *merger, enum fact_table table, void *items, uint32_t count, size_t size);

/* Keys of what is in `into` before the first unit; then the records of a unit. */
void merge_note_types(struct facts_merger *merger);
void merge_types(struct facts_merger *merger);
void merge_note_functions(struct facts_merger *merger);
void merge_functions(struct facts_merger *merger);
void merge_note_globals(struct facts_merger *merger);
void merge_globals(struct facts_merger *merger);
void merge_note_declarations(struct facts_merger *merger);
void merge_declarations(struct facts_merger *merger);
/* Bodies of the functions that came from this unit; all other ids must be known. */
void merge_graphs(struct facts_merger *merger);

#endif
