/* Findings: what a check, a compiler, a sanitizer or the generator has to say about a place in the source. */
#ifndef CET_MODEL_FINDING_H
#define CET_MODEL_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/map.h"
#include "cet/core/strbuf.h"

#define FINDINGS_FORMAT "cet-findings"
#define FINDINGS_VERSION 1

enum finding_level { FINDING_REFACTORING, FINDING_WARNING, FINDING_ERROR };
const char *finding_level_text(enum finding_level level); /* "refactoring", "warning", "error" */
/* False when text is none of them. */
bool finding_level_find(const char *text, enum finding_level *ret_level);

/* Why a finding is not among those that a reader is to look at. */
enum finding_state {
    FINDING_SHOWN,
    FINDING_SILENCED,    /* by a mark in the source */
    FINDING_IN_BASELINE, /* known and accepted */
    FINDING_UNCHANGED,   /* nothing to do with the lines that changed */
};

struct finding_note {
    const char *path;
    uint32_t line, column;
    const char *message;
};

/* One edit of the finding's own file: the text from line:column up to end_line:end_column becomes replacement. */
struct finding_fix {
    uint32_t line, column, end_line, end_column; /* an empty range inserts */
    const char *replacement;
};

struct finding {
    const char *rule; /* "cet-unchecked-result" */
    enum finding_level level;
    const char *path; /* absolute */
    uint32_t line, column, end_line, end_column;
    const char *function; /* enclosing, "" outside functions */
    const char *message;  /* one line: what is wrong and what to do */
    const char *source;   /* "cet", "clang", "asan", ...; several that agree: "cet, cppcheck" */
    const char *cwe;      /* "CWE-401", "" */
    struct finding_note *notes;
    uint32_t note_count;
    struct finding_fix *fixes; /* applied together they repair it */
    uint32_t fix_count;
    char fingerprint[17]; /* function, line without white space, rule, ordinal: survives moved lines */
    enum finding_state state;
    const char *reason; /* of that state, as somebody wrote it; "" */
};

struct finding_set {
    struct arena arena;
    struct finding *items;
    size_t count;
    size_t capacity;
    struct map index; /* what is_same compares -> index of the first such item + 1 */
};

void finding_set_release(struct finding_set *set);
/* Copies what it points to. The same rule at the same place with the same message is added once. */
void finding_set_add(struct finding_set *set, const struct finding *finding);
/* By path, line, column, rule. */
void finding_set_sort(struct finding_set *set);
/* Reads the sources to compute fingerprints; a file that cannot be read contributes an empty line. */
void finding_set_fingerprint(struct finding_set *set);
/* Of those that are shown. */
size_t finding_set_count_level(const struct finding_set *set, enum finding_level level);
size_t finding_set_count_state(const struct finding_set *set, enum finding_state state);
/* Those that are shown. */
void finding_set_format(const struct finding_set *set, struct strbuf *out);
enum status finding_set_load(const char *path, struct finding_set *set, struct error *err);

#endif
