/* A candidate test as the engine handles it: steps over numbered values, flat and without pointers into itself, so that
 * it can be copied, mutated and handed to the executor through shared memory. The kinds are those of a test plan.
 *
 * Values come to life right before the first step that needs them. A value that several steps name is one variable. */
#ifndef EXPLORE_PROGRAM_H
#define EXPLORE_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "cet/runtime/explore.h"

#define PROGRAM_STEPS 16
#define PROGRAM_VALUES 200
#define PROGRAM_ITEMS 600
#define PROGRAM_BYTES 8192
#define PROGRAM_BUFFER (128u << 10) /* bytes of the longest buffer */
#define FULL_FILE_MAX 24            /* bytes that a file takes that is soon full */
#define NO_VALUE UINT16_MAX
#define NO_FIELD UINT16_MAX

enum value_kind {
    VALUE_INT,
    VALUE_FLOAT,
    VALUE_STRING,
    VALUE_BYTES,
    VALUE_BUFFER,
    VALUE_NULL,
    VALUE_OBJECT,
    VALUE_ARRAY,
    VALUE_ADDRESS,
    VALUE_RESULT,
    VALUE_CALLBACK,
    VALUE_FUNCTION,
    VALUE_FILE,
    VALUE_SAME,
    VALUE_PATH,   /* the name of a file with these bytes */
    VALUE_MEMBER, /* of the object that pointer items[0] leads to, by the path in `number` (members.h) */
    VALUE_KIND_COUNT
};

struct value {
    uint8_t kind;
    uint8_t fill;
    uint16_t field; /* of the object that it is an item of */
    uint16_t first_item, item_count;
    uint32_t type;
    uint32_t first_byte, length;
    int64_t number; /* also: step of a result, index of a named function; of a file that is soon full, 1 and the bytes
                       that it takes, 0: any number; of a buffer, the rule that fills it (rules.h), 0: `fill` */
    double real;
    const char *name; /* of the parameter it was made for; points into the unit's tables */
};

struct step {
    uint16_t function;
    uint8_t arg_count;
    bool is_setup, is_cleanup;
    int16_t fail_allocation; /* 1-based, -1: all, 0: none */
    uint16_t args[EXPLORE_MAX_PARAMS];
};

struct program {
    uint16_t step_count, value_count, item_count;
    uint32_t byte_count;
    struct step steps[PROGRAM_STEPS];
    struct value values[PROGRAM_VALUES];
    uint16_t items[PROGRAM_ITEMS];
    uint8_t bytes[PROGRAM_BYTES];
};

void cet_program_clear(struct program *p);
void cet_program_copy(struct program *to, const struct program *from);
/* A copy in the store that takes only as much room as is used: to be read, not to be added to. */
struct program *cet_program_keep(const struct program *p);
/* The new value's id, NO_VALUE when there is no room. */
uint16_t cet_program_add(struct program *p, enum value_kind kind, uint32_t type);
uint16_t cet_program_add_bytes(struct program *p, enum value_kind kind, uint32_t type, const void *bytes, uint32_t n);
/* Replaces the bytes of an existing value; false when there is no room. */
bool cet_program_set_bytes(struct program *p, uint16_t value, const void *bytes, uint32_t n);
/* Reserves items for a value; false when there is no room. */
bool cet_program_set_items(struct program *p, uint16_t value, uint16_t count);
/* Drops what no step reaches and renumbers in order of first use. False: it does not fit (never after a copy). */
void cet_program_compact(struct program *p, struct program *scratch);
/* Removes a step; steps that use its result go with it. */
void cet_program_remove_step(struct program *p, uint16_t step);
/* Makes room for a step at `at`; results are renumbered. False: full. */
bool cet_program_open_step(struct program *p, uint16_t at);
/* Whether value is, or contains, the result of step. */
bool cet_program_uses_result(const struct program *p, uint16_t value, uint16_t step);
bool cet_program_is_valid(const struct program *p);
uint64_t cet_program_hash(const struct program *p);

static inline uint16_t program_item(const struct program *p, const struct value *v, uint16_t n)
{
    return p->items[v->first_item + n];
}

#endif
