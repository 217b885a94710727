#include "complexity.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "cet/core/memory.h"

struct scan {
    const char *text;
    size_t length, at;
    uint32_t line;
};

static bool looks_at(const struct scan *s, const char *mark)
{
    size_t length = strlen(mark);
    return length <= s->length - s->at && !memcmp(s->text + s->at, mark, length);
}

static void step(struct scan *s, size_t count)
{
    for (; count && s->at < s->length; count--)
        s->line += s->text[s->at++] == '\n';
}

/* Stops behind the mark, or at the end. */
static void pass_comment(struct scan *s, const char *end)
{
    step(s, 2);
    while (s->at < s->length && !looks_at(s, end))
        step(s, 1);
    if (end[0] != '\n')
        step(s, strlen(end));
}

/* A quote that its line does not close is an apostrophe. */
static void pass_quoted(struct scan *s)
{
    const char quote = s->text[s->at];
    step(s, 1);
    while (s->at < s->length && s->text[s->at] != quote && s->text[s->at] != '\n')
        step(s, s->text[s->at] == '\\' ? 2 : 1);
    if (s->at < s->length && s->text[s->at] == quote)
        step(s, 1);
}

static bool is_word_char(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static uint32_t read_word(struct scan *s)
{
    static const char *const deciding[] = {"if", "for", "while", "case"};
    const char *word = s->text + s->at;
    size_t length = 0;
    while (s->at + length < s->length && is_word_char(word[length]))
        length++;
    step(s, length);
    for (size_t i = 0; i < ARRAY_LENGTH(deciding); i++)
        if (strlen(deciding[i]) == length && !memcmp(word, deciding[i], length))
            return 1;
    return 0;
}

/* Passes a directive's #if: it decides nothing at run time. */
static void pass_directive(struct scan *s)
{
    step(s, 1);
    while (s->at < s->length && (s->text[s->at] == ' ' || s->text[s->at] == '\t'))
        step(s, 1);
    read_word(s);
}

static uint32_t read_piece(struct scan *s)
{
    const char c = s->text[s->at];
    if (looks_at(s, "/*"))
        pass_comment(s, "*/");
    else if (looks_at(s, "//"))
        pass_comment(s, "\n");
    else if (c == '"' || c == '\'')
        pass_quoted(s);
    else if (is_word_char(c))
        return read_word(s);
    else if (c == '#')
        pass_directive(s);
    else {
        bool decides = c == '?' || looks_at(s, "&&") || looks_at(s, "||");
        step(s, decides && c != '?' ? 2 : 1);
        return decides;
    }
    return 0;
}

uint32_t *complexity_decisions(const char *text, size_t length, uint32_t line_count)
{
    uint32_t *decisions = memory_new((size_t)line_count + 1, sizeof *decisions);
    struct scan s = {.text = text, .length = length, .line = 1};
    while (s.at < s.length) {
        const uint32_t line = s.line;
        const uint32_t count = read_piece(&s);
        if (line <= line_count)
            decisions[line] += count;
    }
    return decisions;
}
