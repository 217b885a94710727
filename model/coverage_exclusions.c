#include "cet/model/coverage_exclusions.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/source_comments.h"

enum family { FAMILY_LCOV, FAMILY_GCOVR, FAMILY_GCOV, FAMILY_COUNT };
enum part { PART_ONE, PART_START, PART_STOP };

struct word {
    const char *text;
    enum family family;
    enum coverage_exclusion_kind kind;
    enum part part;
};

static const struct word words[] = {
#define COVERAGE_EXCLUSION(text, family, kind, part) {text, FAMILY_##family, COVERAGE_EXCLUSION_##kind, PART_##part},
#include "cet/model/coverage_exclusion_words.def"
#undef COVERAGE_EXCLUSION
};

struct finder {
    const char *path;
    struct coverage_exclusions *marks;
    struct error *err;
    enum status status;
    size_t open[FAMILY_COUNT][COVERAGE_EXCLUSION_KIND_COUNT]; /* 1 + place of the mark that waits for its STOP */
};

void coverage_exclusions_release(struct coverage_exclusions *marks)
{
    if (!marks)
        return;
    free(marks->items);
    *marks = (struct coverage_exclusions){0};
}

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static const struct word *find_word(const char *text, size_t length)
{
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strlen(words[i].text) == length && !memcmp(words[i].text, text, length))
            return &words[i];
    return NULL;
}

static const char *skip_number(const char *text, uint32_t *ret_number)
{
    uint64_t number = 0;
    const char *at = text;
    for (; isdigit((unsigned char)*at) && number <= UINT32_MAX; at++)
        number = 10 * number + (uint64_t)(*at - '0');
    *ret_number = (uint32_t)number;
    return at == text || number > UINT32_MAX ? NULL : at;
}

/* ": 1/2" behind the word. */
static bool read_counts(const char *text, uint32_t *ret_missed, uint32_t *ret_total)
{
    if (*text++ != ':' || !isspace((unsigned char)*text))
        return false;
    while (isspace((unsigned char)*text))
        text++;
    text = skip_number(text, ret_missed);
    return text && *text == '/' && skip_number(text + 1, ret_total);
}

static void open_mark(struct finder *finder, const struct word *word, const char *behind, uint32_t line)
{
    struct coverage_exclusion mark = {.kind = word->kind, .word = word->text, .first = line, .last = line};
    size_t *open = &finder->open[word->family][word->kind];
    if (word->kind == COVERAGE_EXCLUSION_WITHOUT_HIT && !read_counts(behind, &mark.missed, &mark.total))
        return; /* gcovr sees none either */
    if (word->part == PART_START && *open)
        finder->status =
            error_set(finder->err, STATUS_INVALID, "'%s':%u: %s within the one of line %u; close that first",
                      finder->path, line, word->text, finder->marks->items[*open - 1].first);
    else
        ARRAY_PUSH(finder->marks->items, finder->marks->count, finder->marks->capacity, mark);
    if (word->part == PART_START && finder->status == STATUS_OK)
        *open = finder->marks->count;
}

static void take_word(struct finder *finder, const struct word *word, const char *behind, uint32_t line)
{
    size_t *open = &finder->open[word->family][word->kind];
    if (word->part != PART_STOP) {
        open_mark(finder, word, behind, line);
    } else if (*open) {
        finder->marks->items[*open - 1].last = line - 1;
        *open = 0;
    } else {
        finder->status =
            error_set(finder->err, STATUS_INVALID, "'%s':%u: %s without its START", finder->path, line, word->text);
    }
}

static void read_comment(void *context, const char *text, uint32_t line, uint32_t end_line)
{
    struct finder *finder = context;
    (void)end_line;
    for (const char *at = text; *at && finder->status == STATUS_OK;) {
        size_t length = 0;
        while (is_word_byte(at[length]))
            length++;
        const struct word *word = length ? find_word(at, length) : NULL;
        if (word)
            take_word(finder, word, at + length, line);
        line += !length && *at == '\n';
        at += length ? length : 1;
    }
}

enum status coverage_exclusions_find(const char *path, const char *text, size_t length, struct coverage_exclusions *ret,
                                     struct error *err)
{
    struct coverage_exclusions marks = {0};
    struct finder finder = {.path = path, .marks = &marks, .err = err};
    source_comments_each(text, length, read_comment, &finder);
    for (size_t i = 0; i < (size_t)FAMILY_COUNT * COVERAGE_EXCLUSION_KIND_COUNT && finder.status == STATUS_OK; i++) {
        size_t open = finder.open[i / COVERAGE_EXCLUSION_KIND_COUNT][i % COVERAGE_EXCLUSION_KIND_COUNT];
        if (open)
            finder.status = error_set(err, STATUS_INVALID, "'%s':%u: %s without its STOP", path,
                                      marks.items[open - 1].first, marks.items[open - 1].word);
    }
    for (size_t i = 0; i < marks.count && finder.status == STATUS_OK; i++)
        if (marks.items[i].first <= marks.items[i].last) /* a STOP on START's line leaves nothing */
            ARRAY_PUSH(ret->items, ret->count, ret->capacity, marks.items[i]);
    coverage_exclusions_release(&marks);
    return finder.status;
}

/* ---- what they hide ---------------------------------------------------------------------------------------------- */

static bool is_within(const struct coverage_exclusion *mark, const struct coverage_file *file, uint32_t line)
{
    if (mark->kind != COVERAGE_EXCLUSION_FUNCTION)
        return mark->first <= line && line <= mark->last;
    for (size_t i = 0; i < file->function_count; i++) {
        const struct coverage_function *function = &file->functions[i];
        if (function->line == mark->first && line >= function->line && line <= function->end_line)
            return true;
    }
    return line == mark->first;
}

static bool hides_line(const struct coverage_exclusion *mark, const struct coverage_file *file, uint32_t line)
{
    switch (mark->kind) {
    case COVERAGE_EXCLUSION_LINES:
    case COVERAGE_EXCLUSION_UNREACHABLE:
    case COVERAGE_EXCLUSION_FUNCTION:
        return is_within(mark, file, line);
    case COVERAGE_EXCLUSION_BRANCHES:
    case COVERAGE_EXCLUSION_EXCEPTIONS:
    case COVERAGE_EXCLUSION_WITHOUT_HIT:
    case COVERAGE_EXCLUSION_KIND_COUNT:
        break;
    }
    return false;
}

/* A mark that says other numbers speaks of other code. */
static bool has_as_many(const struct coverage_exclusion *mark, const struct coverage_file *file)
{
    uint32_t missed = 0, total = 0;
    for (size_t i = 0; i < file->branch_count; i++)
        if (file->branches[i].line == mark->first) {
            total++;
            missed += !file->branches[i].taken;
        }
    return missed == mark->missed && total == mark->total;
}

/* Of a line, whatever the branch; conditions go with these. */
static bool hides_branches(const struct coverage_exclusion *mark, const struct coverage_file *file, uint32_t line)
{
    return mark->kind != COVERAGE_EXCLUSION_EXCEPTIONS && is_within(mark, file, line) &&
           (mark->kind != COVERAGE_EXCLUSION_WITHOUT_HIT || has_as_many(mark, file));
}

static bool hides_branch(const struct coverage_exclusion *mark, const struct coverage_file *file,
                         const struct coverage_branch *branch)
{
    if (mark->kind == COVERAGE_EXCLUSION_EXCEPTIONS)
        return branch->is_throw && is_within(mark, file, branch->line);
    return hides_branches(mark, file, branch->line);
}

struct coverage_totals coverage_exclusion_hides(const struct coverage_exclusion *mark, const struct coverage_file *file)
{
    struct coverage_totals totals = {0};
    for (size_t i = 0; i < file->line_count; i++)
        if (hides_line(mark, file, file->lines[i].line)) {
            totals.lines++;
            totals.lines_hit += file->lines[i].hits > 0;
        }
    for (size_t i = 0; i < file->branch_count; i++)
        if (hides_branch(mark, file, &file->branches[i])) {
            totals.branches++;
            totals.branches_taken += file->branches[i].taken > 0;
        }
    for (size_t i = 0; i < file->function_count; i++)
        if (hides_line(mark, file, file->functions[i].line)) {
            totals.functions++;
            totals.functions_hit += file->functions[i].hits > 0;
        }
    return totals;
}

static bool any_hides_line(const struct coverage_exclusions *marks, const struct coverage_file *file, uint32_t line)
{
    for (size_t i = 0; i < marks->count; i++)
        if (hides_line(&marks->items[i], file, line))
            return true;
    return false;
}

static bool any_hides_branch(const struct coverage_exclusions *marks, const struct coverage_file *file,
                             const struct coverage_branch *branch)
{
    for (size_t i = 0; i < marks->count; i++)
        if (hides_branch(&marks->items[i], file, branch))
            return true;
    return false;
}

static bool any_hides_branches(const struct coverage_exclusions *marks, const struct coverage_file *file, uint32_t line)
{
    for (size_t i = 0; i < marks->count; i++)
        if (hides_branches(&marks->items[i], file, line))
            return true;
    return false;
}

static void take_out_lines(const struct coverage_exclusions *marks, struct coverage_file *file)
{
    size_t count = 0;
    for (size_t i = 0; i < file->line_count; i++)
        if (!any_hides_line(marks, file, file->lines[i].line))
            file->lines[count++] = file->lines[i];
    file->line_count = count;
}

static void take_out_conditions(const struct coverage_exclusions *marks, struct coverage_file *file)
{
    size_t count = 0;
    for (size_t i = 0; i < file->condition_count; i++)
        if (!any_hides_branches(marks, file, file->conditions[i].line))
            file->conditions[count++] = file->conditions[i];
    file->condition_count = count;
}

/* Marks look at the list itself: it must not move while they do. */
static void take_out_branches(const struct coverage_exclusions *marks, struct coverage_file *file)
{
    SCOPED(memory_free_pointer) bool *is_hidden = memory_new(file->branch_count + 1, sizeof *is_hidden);
    size_t count = 0;
    for (size_t i = 0; i < file->branch_count; i++)
        is_hidden[i] = any_hides_branch(marks, file, &file->branches[i]);
    for (size_t i = 0; i < file->branch_count; i++)
        if (!is_hidden[i])
            file->branches[count++] = file->branches[i];
    file->branch_count = count;
}

static void take_out_functions(const struct coverage_exclusions *marks, struct coverage_file *file)
{
    SCOPED(memory_free_pointer) bool *is_hidden = memory_new(file->function_count + 1, sizeof *is_hidden);
    size_t count = 0;
    for (size_t i = 0; i < file->function_count; i++)
        is_hidden[i] = any_hides_line(marks, file, file->functions[i].line);
    for (size_t i = 0, all = file->function_count; i < all; i++)
        if (is_hidden[i])
            free(file->functions[i].name);
        else
            file->functions[count++] = file->functions[i];
    file->function_count = count;
}

/* Branches and functions say how far other marks go: they are the last. */
void coverage_exclusions_apply(const struct coverage_exclusions *marks, struct coverage_file *file)
{
    take_out_lines(marks, file);
    take_out_conditions(marks, file);
    take_out_branches(marks, file);
    take_out_functions(marks, file);
}
