/* Mutants: source edits with a stable id, and what became of them in a run.
 *
 * The id is a hash of path (below the project), enclosing function or macro, token text and its ordinal there, operator
 * and replacement: moving lines does not change it, and every expansion of a macro answers to the one id. */
#ifndef CET_MODEL_MUTANT_H
#define CET_MODEL_MUTANT_H

#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/map.h"
#include "cet/core/strbuf.h"

#define MUTANTS_FORMAT "cet-mutants"
#define MUTANTS_VERSION 1
#define MUTANTS_SECTION ".cet.mutants"
#define MUTANTS_MAX_BYTES (512u * 1024 * 1024)
#define MUTANT_ID_SIZE 17 /* 16 hexadecimal digits and NUL */

enum mutant_status {
#define MUTANT_STATUS(id, text, counts_as_killed) MUTANT_##id,
#include "cet/model/mutant_statuses.def"
#undef MUTANT_STATUS
    MUTANT_STATUS_COUNT
};
const char *mutant_status_text(enum mutant_status status);

struct mutant {
    char id[MUTANT_ID_SIZE];
    const char *operator_name;                   /* "relational-boundary" */
    const char *path;                            /* absolute */
    const char *function;                        /* enclosing function, or macro for tokens of its body */
    uint32_t line, column, end_line, end_column; /* the text that is replaced, end behind it */
    const char *original;
    const char *replacement;
    const char *reason; /* why it was not realised (MUTANT_IGNORED), else NULL */
    enum mutant_status status;
    const char *killed_by;   /* first test or program that failed, NULL */
    const char *cause;       /* what killed it: "exit", "crash", "assertion", "sanitizer", "command"; NULL */
    const char **covered_by; /* tests that reach it */
    uint32_t covered_by_count;
    uint64_t hits; /* in the clean run */
    double duration_ms;
};

struct mutant_set {
    struct arena arena;
    struct mutant *items;
    size_t count;
    size_t capacity;
    struct map index;   /* id -> index of items */
    const char **notes; /* on the whole run: what was done in another way than usual */
    size_t note_count, note_capacity;
};

struct mutant_counts {
    uint32_t all, killed, survived, no_coverage, timeout, equivalent, duplicate, ignored;
};

void mutant_set_release(struct mutant_set *set);
/* Copies what it points to; a mutant with an id that is there already is not added again. */
struct mutant *mutant_set_add(struct mutant_set *set, const struct mutant *mutant);
void mutant_set_note(struct mutant_set *set, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct mutant *mutant_set_find(struct mutant_set *set, const char *id);
struct mutant_counts mutant_set_counts(const struct mutant_set *set);
/* (killed + timeout) / (all - ignored - equivalent - duplicate), 0..1; false when the denominator is zero: no score. */
int mutant_score(const struct mutant_counts *counts, double *ret_score_ratio);

/* Adds what the plugin listed in the MUTANTS_SECTION of an object, an archive, a library or a program; there may be
 * none. */
enum status mutant_set_load_program(const char *path, struct mutant_set *set, struct error *err);
/* Adds copies; a mutant that one unit has no code for may have some in another. */
void mutant_set_merge(struct mutant_set *into, const struct mutant_set *from);
enum status mutant_set_load(const char *path, struct mutant_set *set, struct error *err);
/* What mutant_set_format wrote; path stands in messages. Adds to what set holds; on failure set is to be thrown away.
 */
enum status mutant_set_parse(const char *path, const char *text, size_t length, struct mutant_set *set,
                             struct error *err);
void mutant_set_format(const struct mutant_set *set, struct strbuf *out);

#endif
