#include "explained.h"

#include <ctype.h>
#include <string.h>

#include "cet/core/memory.h"

/* "nothing to do" explains nothing, "the peer may be gone already" does. */
#define MIN_WORDS 4

static unsigned count_words(const char *text)
{
    unsigned count = 0;
    for (bool has_letter = false; *text; text++) {
        if (isspace((unsigned char)*text))
            has_letter = false;
        else if (isalpha((unsigned char)*text) && !has_letter) {
            has_letter = true;
            count++;
        }
    }
    return count;
}

/* A promise to come back, or a mark for another tool. */
static bool is_reason(const char *text)
{
    static const char *const marks[] = {"TODO", "FIXME", "XXX", "HACK", "NOLINT"};
    for (size_t i = 0; i < ARRAY_LENGTH(marks); i++)
        if (strcasestr(text, marks[i]))
            return false;
    return count_words(text) >= MIN_WORDS;
}

bool is_explained(const struct facts *facts, struct source_range range)
{
    for (uint32_t i = 0; i < facts->comment_count; i++) {
        const struct source_range *comment = &facts->comments[i].range;
        if (comment->file == range.file && comment->line <= range.end_line && comment->end_line + 1 >= range.line &&
            is_reason(facts->comments[i].text))
            return true;
    }
    return false;
}
