#include "cet/model/suppressions.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/globs.h"
#include "cet/model/source_comments.h"

enum mark_kind { MARK_LINE, MARK_NEXT_LINE, MARK_BEGIN, MARK_END };

struct mark {
    enum mark_kind kind;
    uint32_t line; /* of the word itself */
    char *globs;
    char *reason;
    bool is_bare;
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

/* The text between the parentheses right behind the word, "*" when there are none; moves behind them. */
static char *read_globs(const char **behind, bool *ret_is_bare)
{
    const char *open = *behind;
    const char *close = *open == '(' ? strchr(open, ')') : NULL;
    *ret_is_bare = !close;
    if (!close)
        return memory_strdup("*");
    *behind = close + 1;
    return memory_strndup(open + 1, (size_t)(close - open - 1));
}

/* What stands behind a colon or dashes, to the end of the line. */
static char *read_reason(const char *behind)
{
    behind += strspn(behind, " \t");
    size_t dashes = *behind == ':' ? 1 : strspn(behind, "-");
    if (!dashes)
        return memory_strdup("");
    behind += dashes;
    behind += strspn(behind, " \t");
    size_t length = strcspn(behind, "\r\n");
    while (length && strchr(" \t", behind[length - 1]))
        length--;
    return memory_strndup(behind, length);
}

static void add(struct suppressions *suppressions, uint32_t file, uint32_t first_line, uint32_t last_line,
                const struct mark *mark)
{
    struct suppression item = {.file = file,
                               .first_line = first_line,
                               .last_line = last_line,
                               .line = mark->line,
                               .globs = memory_strdup(mark->globs),
                               .reason = memory_strdup(mark->reason),
                               .is_bare = mark->is_bare};
    ARRAY_PUSH(suppressions->items, suppressions->count, suppressions->capacity, item);
}

static void add_unmatched(struct suppressions *suppressions, uint32_t file, const struct mark *mark)
{
    struct unmatched_mark unmatched = {
        .file = file, .line = mark->line, .globs = memory_strdup(mark->globs), .is_begin = mark->kind == MARK_BEGIN};
    ARRAY_PUSH(suppressions->unmatched, suppressions->unmatched_count, suppressions->unmatched_capacity, unmatched);
}

static void mark_release(struct mark *mark)
{
    free(mark->globs);
    free(mark->reason);
}

static void release_marks(struct mark_list *marks)
{
    for (size_t i = 0; i < marks->count; i++)
        mark_release(&marks->items[i]);
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
        add(suppressions, file, begin->line, end->line, begin);
        begin->kind = MARK_END;
        return;
    }
    add_unmatched(suppressions, file, end);
}

/* Behind the last comment of a file. */
static void end_file(struct suppressions *suppressions, uint32_t file, struct mark_list *open)
{
    for (size_t i = 0; i < open->count; i++)
        if (open->items[i].kind == MARK_BEGIN)
            add_unmatched(suppressions, file, &open->items[i]);
    release_marks(open);
}

static void read_comment(struct suppressions *suppressions, uint32_t file, const char *text, uint32_t line,
                         uint32_t end_line, struct mark_list *open)
{
    const char *counted = text;
    for (const char *p = strstr(text, "NOLINT"); p; p = strstr(p + 1, "NOLINT")) {
        if (p > text && is_word_byte(p[-1]))
            continue;
        for (; counted < p; counted++)
            line += *counted == '\n';
        size_t length;
        struct mark mark = {.kind = read_kind(p, &length), .line = line};
        if (is_word_byte(p[length]))
            continue;
        const char *behind = p + length;
        mark.globs = read_globs(&behind, &mark.is_bare);
        mark.reason = read_reason(behind);
        if (mark.kind == MARK_LINE)
            add(suppressions, file, line, line, &mark);
        else if (mark.kind == MARK_NEXT_LINE)
            add(suppressions, file, end_line + 1, end_line + 1, &mark);
        else if (mark.kind == MARK_END)
            close_region(suppressions, file, open, &mark);
        if (mark.kind == MARK_BEGIN)
            ARRAY_PUSH(open->items, open->count, open->capacity, mark);
        else
            mark_release(&mark);
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
                read_comment(suppressions, file, facts->comments[i].text,
                             facts->comments[i].range.line + facts->comments[i].skipped,
                             facts->comments[i].range.end_line, &open);
        end_file(suppressions, file, &open);
    }
}

struct text_reading {
    struct suppressions *suppressions;
    uint32_t file;
    struct mark_list open;
};

static void read_text_comment(void *context, const char *text, uint32_t line, uint32_t end_line)
{
    struct text_reading *reading = context;
    read_comment(reading->suppressions, reading->file, text, line, end_line, &reading->open);
}

void suppressions_read_text(struct suppressions *suppressions, uint32_t file, const char *text, size_t length)
{
    struct text_reading reading = {.suppressions = suppressions, .file = file};
    source_comments_each(text, length, read_text_comment, &reading);
    end_file(suppressions, file, &reading.open);
}

void suppressions_release(struct suppressions *suppressions)
{
    if (!suppressions)
        return;
    for (size_t i = 0; i < suppressions->count; i++) {
        free(suppressions->items[i].globs);
        free(suppressions->items[i].reason);
    }
    for (size_t i = 0; i < suppressions->unmatched_count; i++)
        free(suppressions->unmatched[i].globs);
    free(suppressions->unmatched);
    free(suppressions->items);
    *suppressions = (struct suppressions){0};
}

const struct suppression *suppressions_find(const struct suppressions *suppressions, const char *check,
                                            struct source_range range)
{
    for (size_t i = 0; i < suppressions->count; i++) {
        const struct suppression *item = &suppressions->items[i];
        if (item->file == range.file && item->first_line <= range.line && range.line <= item->last_line &&
            globs_match(item->globs, check))
            return item;
    }
    return NULL;
}

bool suppressions_cover(const struct suppressions *suppressions, const char *check, struct source_range range)
{
    return suppressions_find(suppressions, check, range) != NULL;
}
