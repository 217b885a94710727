/* NOLINT, NOLINTNEXTLINE, NOLINTBEGIN and NOLINTEND in comments, read as clang-tidy reads them: bare, or with check
 * names and globs in parentheses. */
#ifndef CET_CHECK_SUPPRESSIONS_H
#define CET_CHECK_SUPPRESSIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/model/facts.h"

struct suppression {
    uint32_t file;
    uint32_t first_line, last_line;
    char *globs; /* "*" for a bare mark */
};

struct suppressions {
    struct suppression *items;
    size_t count;
    size_t capacity;
};

void suppressions_read(struct suppressions *suppressions, const struct facts *facts);
void suppressions_release(struct suppressions *suppressions);
/* Whether a finding of this check whose place begins at range is silenced. */
bool suppressions_cover(const struct suppressions *suppressions, const char *check, struct source_range range);

#endif
