/* The ratchet: what coverage each file has reached, kept beside the source under version control, and only rising.
 *
 *     SCOPED(coverage_ratchet_release) struct coverage_ratchet ratchet = {0};
 *     status = coverage_ratchet_load("coverage-ratchet.jsonl", &ratchet, &err);
 *     coverage_ratchet_compare(&ratchet, &coverage, folder, 0, on_loss, context);
 *
 * A figure has fallen when its ratio is lower and more is missed than was: code that goes away with its tests is no
 * loss, nor is code that comes with better ones. docs/formats/coverage-ratchet.md is the file's form. */
#ifndef CET_MODEL_COVERAGE_RATCHET_H
#define CET_MODEL_COVERAGE_RATCHET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/core/map.h"
#include "cet/core/strbuf.h"
#include "cet/model/coverage_rules.h"

#define COVERAGE_RATCHET_FORMAT "cet-coverage-ratchet"
#define COVERAGE_RATCHET_VERSION 1
#define COVERAGE_RATCHET_MAX_BYTES (64u << 20)

struct coverage_ratchet_entry {
    char *path; /* as seen from the ratchet's folder */
    struct coverage_totals totals;
    bool is_gone; /* taken out */
};

struct coverage_ratchet {
    struct coverage_ratchet_entry *entries;
    size_t count, capacity;
    struct map index; /* path -> place */
};

/* file: of the coverage, NULL when the data do not speak of the entry's file any more. */
typedef void (*coverage_ratchet_loss_fn)(void *context, const struct coverage_ratchet_entry *entry,
                                         const struct coverage_file *file, enum coverage_measure measure);

/* Replaces what ratchet holds. STATUS_NOT_FOUND when there is no such file. */
enum status coverage_ratchet_load(const char *path, struct coverage_ratchet *ratchet, struct error *err);
void coverage_ratchet_release(struct coverage_ratchet *ratchet);
/* One line each, by path. */
void coverage_ratchet_format(const struct coverage_ratchet *ratchet, struct strbuf *out);
/* Calls loss for each figure that has fallen by more than tolerance, and once, with LINES, for each entry without data.
 * Paths of entries are as seen from folder. */
void coverage_ratchet_compare(const struct coverage_ratchet *ratchet, const struct coverage *coverage,
                              const char *folder, uint64_t tolerance, coverage_ratchet_loss_fn loss, void *context);
/* Takes over what has not fallen, and files that are new; with may_fall everything, and files without data are taken
 * out. The number of entries that became another. */
size_t coverage_ratchet_turn(struct coverage_ratchet *ratchet, const struct coverage *coverage, const char *folder,
                             bool may_fall);

#endif
