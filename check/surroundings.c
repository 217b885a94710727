#include "surroundings.h"

#include <string.h>
#include <strings.h>

bool has_directive_between(const struct facts *facts, uint32_t file, uint32_t first_line, uint32_t last_line)
{
    for (uint32_t i = 0; i < facts->conditional_count; i++) {
        const struct source_place *place = &facts->conditionals[i];
        if (place->file == file && place->line >= first_line && place->line <= last_line)
            return true;
    }
    return false;
}

static bool holds_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (; *text; text++)
        if (!strncasecmp(text, word, length))
            return true;
    return false;
}

static bool holds_one_of(const char *text, const char *const *words, size_t word_count)
{
    for (size_t i = 0; text && i < word_count; i++)
        if (holds_word(text, words[i]))
            return true;
    return false;
}

bool has_comment_between(const struct facts *facts, uint32_t file, uint32_t first_line, uint32_t last_line,
                         const char *const *words, size_t word_count)
{
    for (uint32_t i = 0; i < facts->comment_count; i++) {
        const struct fact_comment *comment = &facts->comments[i];
        if (comment->range.file == file && comment->range.line >= first_line && comment->range.line <= last_line &&
            (!words || holds_one_of(comment->text, words, word_count)))
            return true;
    }
    return false;
}
