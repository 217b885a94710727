/* What stands between the lines of code: comments, and the directives that may hide more of it. */
#ifndef CET_CHECK_SURROUNDINGS_H
#define CET_CHECK_SURROUNDINGS_H

#include <stdbool.h>

#include "cet/model/facts.h"

/* Whether an #if, #else or #endif stands on one of these lines: the next build may see other code there. */
bool has_directive_between(const struct facts *facts, uint32_t file, uint32_t first_line, uint32_t last_line);

/* Whether a comment begins on one of these lines and holds one of the words, case aside; words NULL: any comment. */
bool has_comment_between(const struct facts *facts, uint32_t file, uint32_t first_line, uint32_t last_line,
                         const char *const *words, size_t word_count);

#endif
