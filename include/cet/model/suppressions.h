/* NOLINT, NOLINTNEXTLINE, NOLINTBEGIN and NOLINTEND in comments, read as clang-tidy reads them: bare, or with check
 * names and globs in parentheses; a reason may stand behind a colon or dash: `NOLINT(cet-mutate): prints only`. */
#ifndef CET_MODEL_SUPPRESSIONS_H
#define CET_MODEL_SUPPRESSIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/model/facts.h"

struct suppression {
    uint32_t file;
    uint32_t first_line, last_line;
    uint32_t line; /* of the mark */
    char *globs;   /* "*" for a bare mark */
    char *reason;  /* "" when none is given */
    bool is_bare;
};

/* A begin without an end, or an end without a begin: it silences nothing. */
struct unmatched_mark {
    uint32_t file;
    uint32_t line;
    char *globs;
    bool is_begin;
};

struct suppressions {
    struct suppression *items;
    size_t count;
    size_t capacity;
    struct unmatched_mark *unmatched;
    size_t unmatched_count;
    size_t unmatched_capacity;
};

/* From the comments of facts; marks in system headers do not count. */
void suppressions_read(struct suppressions *suppressions, const struct facts *facts);
/* From a source as it stands on disk, as the marks of `file`. */
void suppressions_read_text(struct suppressions *suppressions, uint32_t file, const char *text, size_t length);
void suppressions_release(struct suppressions *suppressions);
/* The first mark that silences a finding of this check whose place begins at range, or NULL. */
const struct suppression *suppressions_find(const struct suppressions *suppressions, const char *check,
                                            struct source_range range);
bool suppressions_cover(const struct suppressions *suppressions, const char *check, struct source_range range);

#endif
