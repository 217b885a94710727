#include "mutants_worth.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "source_lines.h"

#define MAX_MESSAGE_TEXT 60

struct ranked {
    const struct mutant *mutant;
    size_t at; /* in the set */
    bool is_dull;
    bool is_further; /* another one of its line stands before it */
};

/* The word as a whole, or as part of a name between underscores: "log" in "log_line(", not in "catalogue". */
static bool has_word(const char *text, size_t length, const char *word)
{
    size_t word_length = strlen(word);
    for (size_t i = 0; i + word_length <= length; i++) {
        bool starts = i == 0 || !isalnum((unsigned char)text[i - 1]);
        bool ends = i + word_length == length || !isalnum((unsigned char)text[i + word_length]);
        if (starts && ends && !strncmp(text + i, word, word_length))
            return true;
    }
    return false;
}

static bool is_dull_line(const char *text, size_t length)
{
    static const char *const words[] = {"log",     "debug",  "trace",  "warn",   "printf", "fprintf",  "vfprintf",
                                        "puts",    "fputs",  "perror", "syslog", "assert", "capacity", "reserve",
                                        "realloc", "usleep", "sleep",  "clock",  "time",   "timeout",  "gettimeofday"};
    for (size_t i = 0; text && i < ARRAY_LENGTH(words); i++)
        if (has_word(text, length, words[i]))
            return true;
    return false;
}

static int compare_ranks(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    int order = (a->mutant->status == MUTANT_NO_COVERAGE) - (b->mutant->status == MUTANT_NO_COVERAGE);
    if (!order)
        order = a->is_dull - b->is_dull;
    if (!order)
        order = a->is_further - b->is_further;
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

static bool is_unnoticed(const struct mutant *mutant)
{
    return mutant->status == MUTANT_SURVIVED || mutant->status == MUTANT_NO_COVERAGE;
}

static bool are_on_one_line(const struct mutant *a, const struct mutant *b)
{
    return a->line == b->line && a->status == b->status && !strcmp(a->path, b->path);
}

static size_t rank(const struct mutant_set *set, struct ranked *ranked)
{
    SCOPED(source_lines_release) struct source_lines lines = {0};
    size_t count = 0;
    const struct mutant *survived = NULL, *not_covered = NULL; /* the latest ones */
    for (size_t i = 0; i < set->count; i++) {
        const struct mutant *mutant = &set->items[i];
        if (!is_unnoticed(mutant))
            continue;
        const struct mutant **latest = mutant->status == MUTANT_SURVIVED ? &survived : &not_covered;
        size_t length;
        source_lines_load(&lines, mutant->path);
        const char *text = source_lines_get(&lines, mutant->line, &length);
        ranked[count++] = (struct ranked){.mutant = mutant,
                                          .at = i,
                                          .is_dull = is_dull_line(text, length),
                                          .is_further = *latest && are_on_one_line(*latest, mutant)};
        *latest = mutant;
    }
    return count;
}

const struct mutant **mutants_by_worth(const struct mutant_set *set, size_t *ret_count)
{
    struct ranked *ranked = memory_new(set->count, sizeof *ranked);
    const struct mutant **list = memory_new(set->count, sizeof *list);
    *ret_count = rank(set, ranked);
    if (*ret_count)
        qsort(ranked, *ret_count, sizeof *ranked, compare_ranks);
    for (size_t i = 0; i < *ret_count; i++)
        list[i] = ranked[i].mutant;
    free(ranked);
    return list;
}

/* On one line and not too long. */
static void add_code(struct strbuf *out, const char *text)
{
    size_t length = strcspn(text, "\n");
    bool is_cut = text[length] || length > MAX_MESSAGE_TEXT;
    if (length > MAX_MESSAGE_TEXT)
        for (length = MAX_MESSAGE_TEXT; length && ((unsigned char)text[length] & 0xc0) == 0x80;)
            length--;
    strbuf_add_char(out, '`');
    strbuf_add(out, text, length);
    strbuf_add_text(out, is_cut ? "...`" : "`");
}

void mutant_add_message(const struct mutant *mutant, struct strbuf *out)
{
    if (!*mutant->original) {
        add_code(out, mutant->replacement);
        strbuf_add_text(out, " may be inserted");
    } else {
        add_code(out, mutant->original);
        strbuf_add_text(out, *mutant->replacement ? " may become " : " may be deleted");
        if (*mutant->replacement)
            add_code(out, mutant->replacement);
    }
    strbuf_add_text(out, ": ");
    mutant_add_reach(mutant, out);
}

void mutant_add_reach(const struct mutant *mutant, struct strbuf *out)
{
    if (mutant->status == MUTANT_NO_COVERAGE)
        strbuf_add_text(out, "no test runs it");
    else if (mutant->covered_by_count == 1)
        strbuf_add_text(out, "run by 1 test, which does not notice");
    else if (mutant->covered_by_count)
        strbuf_printf(out, "run by %u tests, noticed by none", mutant->covered_by_count);
    else
        strbuf_add_text(out, "run, and noticed by no test");
}
