#include "suppressions.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "globs.h"

enum mark_kind { MARK_LINE, MARK_NEXT_LINE, MARK_BEGIN, MARK_END };

struct mark {
    enum mark_kind kind;
    uint32_t line; /* of the word itself */
    char *globs;
};

struct mark_list {
    struct mark *items;
    size_t count;
    size_t capacity;
};

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static enum mark_kind read_kind(const char *word, size_t *ret_length)
{
    static const struct {
        const char *text;
        enum mark_kind kind;
    } words[] = {{"NOLINTNEXTLINE", MARK_NEXT_LINE}, {"NOLINTBEGIN", MARK_BEGIN}, {"NOLINTEND", MARK_END}};
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++) {
        *ret_length = strlen(words[i].text);
        if (!strncmp(word, words[i].text, *ret_length))
            return words[i].kind;
    }
    *ret_length = strlen("NOLINT");
    return MARK_LINE;
}

/* The text between the parentheses right behind the word, "*" when there are none. */
static char *read_globs(const char *behind)
{
    const char *close = *behind == '(' ? strchr(behind, ')') : NULL;
    return close ? memory_strndup(behind + 1, (size_t)(close - behind - 1)) : memory_strdup("*");
}

static void add(struct suppressions *suppressions, uint32_t file, uint32_t first_line, uint32_t last_line,
                const char *globs)
{
    struct suppression item = {file, first_line, last_line, memory_strdup(globs)};
    ARRAY_PUSH(suppressions->items, suppressions->count, suppressions->capacity, item);
}

static void release_marks(struct mark_list *marks)
{
    for (size_t i = 0; i < marks->count; i++)
        free(marks->items[i].globs);
    free(marks->items);
}

/* An end closes the latest open begin with the same list; a begin without an end silences nothing. */
static void close_region(struct suppressions *suppressions, uint32_t file, struct mark_list *open,
                         const struct mark *end)
{
    for (size_t i = open->count; i-- > 0;) {
        struct mark *begin = &open->items[i];
        if (begin->kind != MARK_BEGIN || strcmp(begin->globs, end->globs) != 0)
            continue;
        add(suppressions, file, begin->line, end->line, begin->globs);
        begin->kind = MARK_END;
        return;
    }
}

static void read_comment(struct suppressions *suppressions, const struct fact_comment *comment, struct mark_list *open)
{
    uint32_t file = comment->range.file, line = comment->range.line;
    const char *counted = comment->text;
    for (const char *p = strstr(comment->text, "NOLINT"); p; p = strstr(p + 1, "NOLINT")) {
        if (p > comment->text && is_word_byte(p[-1]))
            continue;
        for (; counted < p; counted++)
            line += *counted == '\n';
        size_t length;
        struct mark mark = {.kind = read_kind(p, &length), .line = line};
        if (is_word_byte(p[length]))
            continue;
        mark.globs = read_globs(p + length);
        if (mark.kind == MARK_LINE)
            add(suppressions, file, line, line, mark.globs);
        else if (mark.kind == MARK_NEXT_LINE)
            add(suppressions, file, comment->range.end_line + 1, comment->range.end_line + 1, mark.globs);
        else if (mark.kind == MARK_END)
            close_region(suppressions, file, open, &mark);
        if (mark.kind == MARK_BEGIN)
            ARRAY_PUSH(open->items, open->count, open->capacity, mark);
        else
            free(mark.globs);
    }
}

void suppressions_read(struct suppressions *suppressions, const struct facts *facts)
{
    /* Comments of one file stand in order, but those of a header may stand between those of its includer. */
    for (uint32_t file = 0; file < facts->file_count; file++) {
        struct mark_list open = {0};
        if (facts->files[file].is_system)
            continue;
        for (uint32_t i = 0; i < facts->comment_count; i++)
            if (facts->comments[i].range.file == file)
                read_comment(suppressions, &facts->comments[i], &open);
        release_marks(&open);
    }
}

void suppressions_release(struct suppressions *suppressions)
{
    if (!suppressions)
        return;
    for (size_t i = 0; i < suppressions->count; i++)
        free(suppressions->items[i].globs);
    free(suppressions->items);
    *suppressions = (struct suppressions){0};
}

bool suppressions_cover(const struct suppressions *suppressions, const char *check, struct source_range range)
{
    for (size_t i = 0; i < suppressions->count; i++) {
        const struct suppression *item = &suppressions->items[i];
        if (item->file == range.file && item->first_line <= range.line && range.line <= item->last_line &&
            globs_match(item->globs, check))
            return true;
    }
    return false;
}
