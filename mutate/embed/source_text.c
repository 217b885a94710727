#include "source_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/memory.h"

struct source_token {
    size_t begin;
    uint64_t hash;
    size_t previous; /* index + 1 of the one before it with the same text */
};

void source_texts_release(struct source_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++) {
        free(texts->items[i].line_starts);
        free(texts->items[i].tokens);
    }
    free(texts->items);
    map_release(&texts->index);
    *texts = (struct source_texts){0};
}

static void find_lines(struct source_text *text)
{
    size_t capacity = 0;
    ARRAY_PUSH(text->line_starts, text->line_count, capacity, 0);
    for (size_t i = 0; i < text->length; i++)
        if (text->bytes[i] == '\n')
            ARRAY_PUSH(text->line_starts, text->line_count, capacity, i + 1);
}

struct source_text *source_texts_get(struct source_texts *texts, const char *path)
{
    bool added;
    uint64_t at = map_add(&texts->index, path, texts->count, &added);
    if (added) {
        struct source_text text = {0};
        text.bytes = texts->load ? texts->load(texts->context, path, &text.length) : NULL;
        if (text.bytes)
            find_lines(&text);
        ARRAY_PUSH(texts->items, texts->count, texts->capacity, text);
    }
    return texts->items[at].bytes ? &texts->items[at] : NULL;
}

bool source_text_offset(const struct source_text *text, uint32_t line, uint32_t column, size_t *ret_offset)
{
    if (line == 0 || column == 0 || line > text->line_count)
        return false;
    size_t offset = text->line_starts[line - 1] + column - 1;
    if (offset > text->length)
        return false;
    *ret_offset = offset;
    return true;
}

bool source_text_slice(const struct source_text *text, const struct source_range *range, size_t *ret_begin,
                       size_t *ret_end)
{
    size_t begin, end;
    if (!source_text_offset(text, range->line, range->column, &begin) ||
        !source_text_offset(text, range->end_line, range->end_column, &end) || end < begin)
        return false;
    *ret_begin = begin;
    *ret_end = end;
    return true;
}

static size_t behind_comment(const char *text, size_t at, size_t end)
{
    if (text[at + 1] == '/') {
        const char *stop = memchr(text + at, '\n', end - at);
        return stop ? (size_t)(stop - text) : end;
    }
    for (at += 2; at + 1 < end; at++)
        if (text[at] == '*' && text[at + 1] == '/')
            return at + 2;
    return end;
}

static size_t behind_quoted(const char *text, size_t at, size_t end)
{
    char quote = text[at++];
    while (at < end && text[at] != quote && text[at] != '\n')
        at += text[at] == '\\' ? 2 : 1;
    return at < end ? at + 1 : end;
}

static size_t behind_punctuator(const char *text, size_t at, size_t end)
{
    static const char *const longer[] = {"<<=", ">>=", "...", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=",
                                         "&&",  "||",  "*=",  "/=", "%=", "+=", "-=", "&=", "^=", "|=", "##"};
    for (size_t i = 0; i < ARRAY_LENGTH(longer); i++) {
        size_t length = strlen(longer[i]);
        if (end - at >= length && memcmp(text + at, longer[i], length) == 0)
            return at + length;
    }
    return at + 1;
}

/* The next token's range, blanks and comments skipped; false at the end. */
static bool next_token(const char *text, size_t *at, size_t end, size_t *ret_begin)
{
    while (*at < end) {
        unsigned char c = (unsigned char)text[*at];
        if (isspace(c) || c == '\\') {
            ++*at;
        } else if (c == '/' && *at + 1 < end && (text[*at + 1] == '/' || text[*at + 1] == '*')) {
            *at = behind_comment(text, *at, end);
        } else {
            *ret_begin = *at;
            if (isalnum(c) || c == '_' || c >= 0x80) {
                while (*at < end && (isalnum((unsigned char)text[*at]) || text[*at] == '_' || text[*at] == '.' ||
                                     (unsigned char)text[*at] >= 0x80)) {
                    bool is_number = isdigit(c);
                    if (text[*at] == '.' && !is_number)
                        break;
                    ++*at;
                }
            } else if (c == '"' || c == '\'') {
                *at = behind_quoted(text, *at, end);
            } else {
                *at = behind_punctuator(text, *at, end);
            }
            return true;
        }
    }
    return false;
}

size_t source_text_token_length(const struct source_text *text, size_t at)
{
    size_t begin, next = at;
    return next_token(text->bytes, &next, text->length, &begin) && begin == at ? next - at : 1;
}

static void link_tokens(struct source_text *text)
{
    size_t slot_count = 16;
    while (slot_count < text->token_count * 2)
        slot_count *= 2;
    size_t *slots = memory_new(slot_count, sizeof *slots);
    for (size_t i = 0; i < text->token_count; i++) {
        struct source_token *token = &text->tokens[i];
        size_t at = token->hash & (slot_count - 1);
        while (slots[at] && text->tokens[slots[at] - 1].hash != token->hash)
            at = (at + 1) & (slot_count - 1);
        token->previous = slots[at];
        slots[at] = i + 1;
    }
    free(slots);
}

static void find_tokens(struct source_text *text)
{
    size_t begin;
    for (size_t next = 0; next_token(text->bytes, &next, text->length, &begin);) {
        struct source_token token = {.begin = begin, .hash = hash_bytes(HASH_START, text->bytes + begin, next - begin)};
        ARRAY_PUSH(text->tokens, text->token_count, text->token_capacity, token);
    }
    link_tokens(text);
}

/* The first token that starts at `at` or behind it. */
static size_t token_from(const struct source_text *text, size_t at)
{
    size_t low = 0, high = text->token_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text->tokens[middle].begin < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t source_text_ordinal(struct source_text *text, size_t from, size_t at)
{
    if (!text->tokens)
        find_tokens(text);
    size_t token = token_from(text, at);
    if (token == text->token_count)
        return 0;
    uint32_t ordinal = 0;
    for (size_t i = text->tokens[token].previous; i && text->tokens[i - 1].begin >= from;
         i = text->tokens[i - 1].previous)
        ordinal++;
    return ordinal;
}

char source_text_next(const struct source_text *text, size_t at, size_t end)
{
    size_t begin;
    return next_token(text->bytes, &at, end, &begin) ? text->bytes[begin] : '\0';
}
