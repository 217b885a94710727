/* Sets of mutants in memory; mutant_format.c reads and writes them. */
#include "cet/model/mutant.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

static const struct {
    const char *text;
    int counts_as_killed;
} statuses[] = {
#define MUTANT_STATUS(id, text, counts_as_killed) {text, counts_as_killed},
#include "cet/model/mutant_statuses.def"
#undef MUTANT_STATUS
};

static const char *const kills[] = {
#define MUTANT_KILL(id, text) text,
#include "cet/model/mutant_kills.def"
#undef MUTANT_KILL
};

static const char *const ignored_words[] = {
#define MUTANT_IGNORED_AS(id, text) text,
#include "cet/model/mutant_ignored.def"
#undef MUTANT_IGNORED_AS
};

const char *mutant_status_text(enum mutant_status status)
{
    return statuses[status].text;
}

const char *mutant_kill_text(enum mutant_kill kill)
{
    return kills[kill];
}

const char *mutant_ignored_text(enum mutant_ignored as)
{
    return ignored_words[as];
}

void mutant_set_release(struct mutant_set *set)
{
    if (!set)
        return;
    arena_release(&set->arena);
    free(set->items);
    free(set->files);
    free(set->notes);
    free(set->unused);
    map_release(&set->index);
    *set = (struct mutant_set){0};
}

struct mutant *mutant_set_find(struct mutant_set *set, const char *id)
{
    uint64_t at;
    return map_find(&set->index, id, &at) ? &set->items[at] : NULL;
}

static const char *keep(struct mutant_set *set, const char *text)
{
    return text ? arena_strdup(&set->arena, text) : NULL;
}

static struct mutant copy_of(struct mutant_set *set, const struct mutant *mutant)
{
    struct mutant copy = *mutant;
    copy.operator_name = keep(set, mutant->operator_name);
    copy.group = keep(set, mutant->group ? mutant->group : "");
    copy.path = keep(set, mutant->path);
    copy.function = keep(set, mutant->function);
    copy.original = keep(set, mutant->original);
    copy.replacement = keep(set, mutant->replacement);
    copy.reason = keep(set, mutant->reason);
    copy.killed_by = keep(set, mutant->killed_by);
    copy.covered_by = arena_array(&set->arena, mutant->covered_by_count, sizeof *copy.covered_by);
    for (uint32_t i = 0; i < mutant->covered_by_count; i++)
        copy.covered_by[i] = keep(set, mutant->covered_by[i]);
    return copy;
}

struct mutant *mutant_set_add(struct mutant_set *set, const struct mutant *mutant)
{
    bool added;
    uint64_t at = map_add(&set->index, mutant->id, set->count, &added);
    if (!added)
        return &set->items[at];
    struct mutant copy = copy_of(set, mutant);
    ARRAY_PUSH(set->items, set->count, set->capacity, copy);
    return &set->items[at];
}

void mutant_set_replace(struct mutant_set *set, struct mutant *known, const struct mutant *mutant)
{
    *known = copy_of(set, mutant);
}

void mutant_set_made_by(struct mutant_set *set, const char *tool)
{
    snprintf(set->tool, sizeof set->tool, "%s", tool);
}

void mutant_counts_add(struct mutant_counts *counts, const struct mutant *mutant)
{
    uint32_t *const fields[] = {
        [MUTANT_PENDING] = &counts->pending,     [MUTANT_KILLED] = &counts->killed,
        [MUTANT_SURVIVED] = &counts->survived,   [MUTANT_NO_COVERAGE] = &counts->no_coverage,
        [MUTANT_TIMEOUT] = &counts->timeout,     [MUTANT_EQUIVALENT] = &counts->equivalent,
        [MUTANT_DUPLICATE] = &counts->duplicate, [MUTANT_IGNORED] = &counts->ignored,
    };
    _Static_assert(ARRAY_LENGTH(fields) == MUTANT_STATUS_COUNT, "each status is counted");
    bool is_ignored = mutant->status == MUTANT_IGNORED;
    counts->all++;
    ++*fields[mutant->status];
    counts->suppressed += is_ignored && mutant->ignored_as == MUTANT_SUPPRESSED;
    counts->not_selected += is_ignored && mutant->ignored_as == MUTANT_NOT_SELECTED;
}

struct mutant_counts mutant_set_counts(const struct mutant_set *set)
{
    struct mutant_counts counts = {0};
    for (size_t i = 0; i < set->count; i++)
        mutant_counts_add(&counts, &set->items[i]);
    return counts;
}

int mutant_score(const struct mutant_counts *counts, double *ret_score_ratio)
{
    uint32_t judged = counts->all - counts->ignored - counts->equivalent - counts->duplicate;
    if (judged == 0)
        return 0;
    *ret_score_ratio = (double)(counts->killed + counts->timeout) / judged;
    return 1;
}

void mutant_set_ignore(struct mutant_set *set, struct mutant *mutant, enum mutant_ignored as, const char *reason)
{
    mutant->status = MUTANT_IGNORED;
    mutant->ignored_as = as;
    mutant->reason = keep(set, reason);
}

void mutant_set_note(struct mutant_set *set, const char *format, ...)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&text, format, args);
    va_end(args);
    mutant_set_add_note(set, strbuf_text(&text));
}

void mutant_set_add_note(struct mutant_set *set, const char *text)
{
    for (size_t i = 0; i < set->note_count; i++)
        if (strcmp(set->notes[i], text) == 0)
            return;
    ARRAY_PUSH(set->notes, set->note_count, set->note_capacity, keep(set, text));
}

void mutant_set_add_unused(struct mutant_set *set, const char *path, uint32_t line)
{
    struct unused_suppression unused = {keep(set, path), line};
    ARRAY_PUSH(set->unused, set->unused_count, set->unused_capacity, unused);
}

void mutant_set_add_file(struct mutant_set *set, const char *path, const char *digest)
{
    struct mutated_file file = {.path = keep(set, path)};
    snprintf(file.digest, sizeof file.digest, "%s", digest);
    ARRAY_PUSH(set->files, set->file_count, set->file_capacity, file);
}

static int compare_files(const void *left, const void *right)
{
    return strcmp(((const struct mutated_file *)left)->path, ((const struct mutated_file *)right)->path);
}

void mutant_set_digest_files(struct mutant_set *set)
{
    SCOPED(map_release) struct map seen = {0};
    set->file_count = 0;
    for (size_t i = 0; i < set->count; i++) {
        char digest[DIGEST_TEXT_SIZE] = "";
        bool is_new;
        map_add(&seen, set->items[i].path, 0, &is_new);
        if (!is_new)
            continue;
        if (digest_file(set->items[i].path, digest, NULL) != STATUS_OK)
            digest[0] = '\0';
        mutant_set_add_file(set, set->items[i].path, digest);
    }
    if (set->file_count)
        qsort(set->files, set->file_count, sizeof *set->files, compare_files);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_mutants(const void *left, const void *right)
{
    const struct mutant *a = left, *b = right;
    int order = strcmp(a->path, b->path);
    if (!order)
        order = compare_numbers(a->line, b->line);
    if (!order)
        order = compare_numbers(a->column, b->column);
    if (!order)
        order = compare_numbers(a->end_line, b->end_line);
    if (!order)
        order = compare_numbers(a->end_column, b->end_column);
    if (!order)
        order = strcmp(a->replacement, b->replacement);
    return order ? order : strcmp(a->id, b->id);
}

void mutant_set_sort(struct mutant_set *set)
{
    if (set->count)
        qsort(set->items, set->count, sizeof *set->items, compare_mutants);
    for (size_t i = 0; i < set->count; i++)
        map_set(&set->index, set->items[i].id, i);
}

/* Both units' code counts, in the order in which they come. */
static void join_context(struct mutant *known, const char *context)
{
    if (strcmp(known->context, context) == 0)
        return;
    uint64_t hash = hash_text(hash_text(HASH_START, known->context), context);
    snprintf(known->context, sizeof known->context, "%016" PRIx64, hash);
}

void mutant_set_add_unit(struct mutant_set *set, const struct mutant_set *unit)
{
    for (size_t i = 0; i < unit->count; i++) {
        size_t count = set->count;
        struct mutant *known = mutant_set_add(set, &unit->items[i]);
        if (set->count > count)
            continue;
        join_context(known, unit->items[i].context);
        if (known->status == MUTANT_IGNORED && unit->items[i].status != MUTANT_IGNORED) {
            known->status = unit->items[i].status;
            known->reason = NULL;
        }
    }
}
