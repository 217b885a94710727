/* What coverage must reach: the "coverage" of cet.json (docs/formats/cet-json.md).
 *
 * Texts live in the arena that they were read into. A zeroed struct asks for nothing. */
#ifndef CET_MODEL_COVERAGE_RULES_H
#define CET_MODEL_COVERAGE_RULES_H

#include "cet/core/json.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/model/coverage.h"

enum coverage_measure {
#define COVERAGE_MEASURE(ID, name, all, hit) COVERAGE_MEASURE_##ID,
#include "cet/model/coverage_measures.def"
#undef COVERAGE_MEASURE
    COVERAGE_MEASURE_COUNT
};

/* Ratios from 0 to 1 by measure; 0 asks for nothing. */
struct coverage_needs {
    double ratios[COVERAGE_MEASURE_COUNT];
};

struct coverage_rule {
    const char *name; /* a glob of files, or a folder; as seen from the folder of cet.json */
    struct coverage_needs needs;
};

struct coverage_rules {
    bool is_given;
    struct coverage_needs project; /* of all files together */
    struct coverage_needs new_code;
    struct coverage_rule *folders; /* each with all below it together */
    size_t folder_count;
    struct coverage_rule *files; /* each file by itself; for each measure the last that matches and sets it */
    size_t file_count;
    const char *ratchet; /* path as written; NULL: none */
    uint64_t tolerance;  /* lines, branches or functions that may be missed beyond what the ratchet holds */
};

const char *coverage_measure_name(enum coverage_measure measure);
uint64_t coverage_totals_all(const struct coverage_totals *totals, enum coverage_measure measure);
uint64_t coverage_totals_hit(const struct coverage_totals *totals, enum coverage_measure measure);

/* node is the value of "coverage"; path stands in messages. An unknown key, a wrong kind or a ratio out of range is
 * STATUS_INVALID with the key named. */
enum status coverage_rules_read(const cJSON *node, const char *path, struct arena *arena, struct coverage_rules *ret,
                                struct error *err);

#endif
