/* Mutants: source edits with a stable id, and what became of them in a run.
 *
 * The id is a hash of path (below the project), enclosing function or macro, token text and its ordinal there, operator
 * and replacement: moving lines does not change it, and every expansion of a macro answers to the one id. */
#ifndef CET_MODEL_MUTANT_H
#define CET_MODEL_MUTANT_H

#include <stdbool.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/digest.h"
#include "cet/core/error.h"
#include "cet/core/map.h"
#include "cet/core/strbuf.h"

#define MUTANTS_FORMAT "cet-mutants"
#define MUTANTS_VERSION 2
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

enum mutant_kill {
#define MUTANT_KILL(id, text) MUTANT_KILL_##id,
#include "cet/model/mutant_kills.def"
#undef MUTANT_KILL
    MUTANT_KILL_COUNT
};
const char *mutant_kill_text(enum mutant_kill kill);

enum mutant_ignored {
#define MUTANT_IGNORED_AS(id, text) MUTANT_##id,
#include "cet/model/mutant_ignored.def"
#undef MUTANT_IGNORED_AS
    MUTANT_IGNORED_AS_COUNT
};
const char *mutant_ignored_text(enum mutant_ignored as);

struct mutant {
    char id[MUTANT_ID_SIZE];
    const char *operator_name;                   /* "relational-boundary" */
    const char *group;                           /* "relational"; "" when it is not known */
    const char *path;                            /* absolute */
    const char *function;                        /* enclosing function, or macro for tokens of its body */
    uint32_t line, column, end_line, end_column; /* the text that is replaced, end behind it */
    const char *original;
    const char *replacement;
    char context[MUTANT_ID_SIZE]; /* hash of what its code is made from, "": not known */
    const char *reason;           /* why it was not judged (MUTANT_IGNORED), else NULL */
    enum mutant_status status;
    enum mutant_ignored ignored_as; /* of MUTANT_IGNORED */
    enum mutant_kill killed_kind;   /* of MUTANT_KILLED and MUTANT_TIMEOUT */
    const char *killed_by;          /* first test or program that failed, NULL */
    const char **covered_by;        /* tests that reach it */
    uint32_t covered_by_count;
    uint64_t hits; /* in the clean run */
    double duration_ms;
    double cpu_ms; /* of its runs */
};

/* A file in which mutants stand, as it was when they were made. */
struct mutated_file {
    const char *path; /* absolute */
    char digest[DIGEST_TEXT_SIZE];
};

/* A comment that asks to leave mutants out where there is none. */
struct unused_suppression {
    const char *path;
    uint32_t line;
};

struct mutant_set {
    struct arena arena;
    struct mutant *items;
    size_t count;
    size_t capacity;
    struct map index; /* id -> index of items */
    char tool[32];    /* that made it: "cet 0.1.0", "": not said */
    struct mutated_file *files;
    size_t file_count;
    size_t file_capacity;
    const char **notes; /* what the run has to say about itself, a line each */
    size_t note_count;
    size_t note_capacity;
    struct unused_suppression *unused;
    size_t unused_count;
    size_t unused_capacity;
};

struct mutant_counts {
    uint32_t all, killed, survived, no_coverage, timeout, equivalent, duplicate, ignored, pending;
    uint32_t suppressed, not_selected; /* of the ignored ones */
};

void mutant_set_release(struct mutant_set *set);
/* Copies what it points to; a mutant with an id that is there already is not added again. */
struct mutant *mutant_set_add(struct mutant_set *set, const struct mutant *mutant);
void mutant_set_note(struct mutant_set *set, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct mutant *mutant_set_find(struct mutant_set *set, const char *id);
/* What `mutant`, of the same id, says in place of what `known` of the set said. */
void mutant_set_replace(struct mutant_set *set, struct mutant *known, const struct mutant *mutant);
void mutant_set_made_by(struct mutant_set *set, const char *tool);
/* The mutants of one more unit: what has no code in one may have some in another. */
void mutant_set_add_unit(struct mutant_set *set, const struct mutant_set *unit);
/* Not judged, for this reason; what was known of hits and tests stays. */
void mutant_set_ignore(struct mutant_set *set, struct mutant *mutant, enum mutant_ignored as, const char *reason);
/* The same text is kept once. */
void mutant_set_add_note(struct mutant_set *set, const char *text);
void mutant_set_add_unused(struct mutant_set *set, const char *path, uint32_t line);
void mutant_set_add_file(struct mutant_set *set, const char *path, const char *digest);
/* Fills files from what the mutants name; one that cannot be read has an empty digest. */
void mutant_set_digest_files(struct mutant_set *set);
/* By path, place, replacement, id: the same for the same mutants, however they were gathered. */
void mutant_set_sort(struct mutant_set *set);
void mutant_counts_add(struct mutant_counts *counts, const struct mutant *mutant);
struct mutant_counts mutant_set_counts(const struct mutant_set *set);
/* (killed + timeout) / (all - ignored - equivalent - duplicate), 0..1; false when the denominator is zero: no score. */
int mutant_score(const struct mutant_counts *counts, double *ret_score_ratio);

/* Adds what the plugin listed in the MUTANTS_SECTION of an object, an archive, a library or a program; there may be
 * none. known: units that were read before are passed over, for programs that share most of theirs; NULL: reads all. */
enum status mutant_set_load_program(const char *path, struct map *known, struct mutant_set *set, struct error *err);
/* Adds copies; a mutant that one unit has no code for may have some in another. */
void mutant_set_merge(struct mutant_set *into, const struct mutant_set *from);
enum status mutant_set_load(const char *path, struct mutant_set *set, struct error *err);
/* What mutant_set_format wrote; path stands in messages. Adds to what set holds; on failure set is to be thrown away.
 */
enum status mutant_set_parse(const char *path, const char *text, size_t length, struct mutant_set *set,
                             struct error *err);
void mutant_set_format(const struct mutant_set *set, struct strbuf *out);

#endif
