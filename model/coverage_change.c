#include "cet/model/coverage_change.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "cet/model/source_comments.h"

void coverage_change_release(struct coverage_change *change)
{
    if (!change)
        return;
    for (size_t i = 0; i < change->count; i++) {
        free(change->files[i].path);
        free(change->files[i].changed);
        free(change->files[i].missing);
        free(change->files[i].branches);
    }
    free(change->files);
    *change = (struct coverage_change){0};
}

const char *coverage_change_state_text(enum coverage_change_state state)
{
    static const char *const texts[] = {
#define COVERAGE_CHANGE_STATE(ID, name, help) name,
#include "cet/model/coverage_change_states.def"
#undef COVERAGE_CHANGE_STATE
    };
    return texts[state];
}

static bool has_extension_of(const char *path, const char *const *extensions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (path_has_extension(path, extensions[i]))
            return true;
    return false;
}

static bool is_unit(const char *path)
{
    static const char *const extensions[] = {".c", ".cc", ".cpp", ".cxx", ".C"};
    return has_extension_of(path, extensions, ARRAY_LENGTH(extensions));
}

static bool is_header(const char *path)
{
    static const char *const extensions[] = {".h", ".hh", ".hpp", ".hxx", ".inc", ".inl", ".def"};
    return has_extension_of(path, extensions, ARRAY_LENGTH(extensions));
}

/* ---- which lines changed ----------------------------------------------------------------------------------------- */

static int compare_runs(const void *left, const void *right)
{
    const struct line_run *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

/* Runs that touch each other become one. */
static void join_runs(struct coverage_change_file *file)
{
    size_t count = 0;
    if (file->changed_count)
        qsort(file->changed, file->changed_count, sizeof *file->changed, compare_runs);
    for (size_t i = 0; i < file->changed_count; i++) {
        struct line_run run = file->changed[i];
        if (count && (uint64_t)run.first <= (uint64_t)file->changed[count - 1].last + 1) {
            if (run.last > file->changed[count - 1].last)
                file->changed[count - 1].last = run.last;
        } else {
            file->changed[count++] = run;
        }
    }
    file->changed_count = count;
}

/* A diff may name a file twice; the record does not. */
static void take_changed(const struct changed_lines *changed, const struct coverage *coverage,
                         struct coverage_change *change)
{
    SCOPED(map_release) struct map index = {0};
    for (size_t i = 0; i < changed->count; i++) {
        const struct changed_file *from = &changed->files[i];
        bool is_new;
        if (!from->run_count)
            continue;
        if (!is_unit(from->path) && !is_header(from->path) && !coverage_find_file(coverage, from->path))
            continue;
        uint64_t at = map_add(&index, from->path, change->count, &is_new);
        struct coverage_change_file file = {.path = is_new ? memory_strdup(from->path) : NULL};
        if (is_new)
            ARRAY_PUSH(change->files, change->count, change->capacity, file);
        struct coverage_change_file *into = &change->files[at];
        for (size_t k = 0; k < from->run_count; k++)
            ARRAY_PUSH(into->changed, into->changed_count, into->changed_capacity, from->runs[k]);
    }
    for (size_t i = 0; i < change->count; i++)
        join_runs(&change->files[i]);
}

/* Index of the run that holds the line, or changed_count. */
static size_t find_run(const struct coverage_change_file *file, uint32_t line)
{
    size_t low = 0, high = file->changed_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (file->changed[middle].last < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low < file->changed_count && file->changed[low].first <= line ? low : file->changed_count;
}

static bool is_changed(const struct coverage_change_file *file, uint32_t line)
{
    return find_run(file, line) < file->changed_count;
}

/* ---- what the data say of them ----------------------------------------------------------------------------------- */

static void add_missing(struct coverage_change_file *file, uint32_t line, bool goes_on)
{
    struct line_run run = {line, line};
    if (goes_on)
        file->missing[file->missing_count - 1].last = line;
    else
        ARRAY_PUSH(file->missing, file->missing_count, file->missing_capacity, run);
}

static void count_lines(const struct coverage_file *data, struct coverage_change_file *file)
{
    size_t last_run = SIZE_MAX; /* of the line before, when that is missing */
    for (size_t i = 0; i < data->line_count; i++) {
        const struct coverage_line *line = &data->lines[i];
        size_t run = find_run(file, line->line);
        bool is_missing = run < file->changed_count && !line->hits;
        if (run < file->changed_count) {
            file->totals.lines++;
            file->totals.lines_hit += line->hits > 0;
        }
        if (is_missing)
            add_missing(file, line->line, run == last_run);
        last_run = is_missing ? run : SIZE_MAX;
    }
}

static void count_branches(const struct coverage_file *data, struct coverage_change_file *file)
{
    for (size_t i = 0; i < data->branch_count; i++) {
        const struct coverage_branch *branch = &data->branches[i];
        if (!is_changed(file, branch->line))
            continue;
        const struct changed_branches fresh = {.line = branch->line};
        if (!file->branch_count || file->branches[file->branch_count - 1].line != branch->line)
            ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity, fresh);
        struct changed_branches *line = &file->branches[file->branch_count - 1];
        line->total++;
        line->taken += branch->taken > 0;
        file->totals.branches++;
        file->totals.branches_taken += branch->taken > 0;
    }
}

static void count_functions(const struct coverage_file *data, struct coverage_change_file *file)
{
    for (size_t i = 0; i < data->function_count; i++)
        if (is_changed(file, data->functions[i].line)) {
            file->totals.functions++;
            file->totals.functions_hit += data->functions[i].hits > 0;
        }
}

static void add_totals(struct coverage_totals *into, const struct coverage_totals *from)
{
    into->lines += from->lines;
    into->lines_hit += from->lines_hit;
    into->branches += from->branches;
    into->branches_taken += from->branches_taken;
    into->functions += from->functions;
    into->functions_hit += from->functions_hit;
}

void coverage_change_compute(const struct coverage *coverage, const struct changed_lines *changed,
                             struct coverage_change *ret)
{
    take_changed(changed, coverage, ret);
    for (size_t i = 0; i < ret->count; i++) {
        struct coverage_change_file *file = &ret->files[i];
        const struct coverage_file *data = coverage_find_file(coverage, file->path);
        file->state = COVERAGE_CHANGE_UNMEASURED;
        if (!data)
            continue;
        count_lines(data, file);
        count_branches(data, file);
        count_functions(data, file);
        file->state = file->totals.lines ? COVERAGE_CHANGE_MEASURED : COVERAGE_CHANGE_NOTHING;
        add_totals(&ret->totals, &file->totals);
    }
}

/* ---- files without data ------------------------------------------------------------------------------------------ */

bool coverage_change_wants_source(const struct coverage_change_file *file)
{
    return file->state == COVERAGE_CHANGE_UNMEASURED;
}

/* Comments are blank by now. */
static bool holds_code(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!isspace((unsigned char)line[i]) && !strchr("{};", line[i]))
            return true;
    return false;
}

static bool is_directive(const char *line, size_t length)
{
    size_t at = 0;
    while (at < length && isspace((unsigned char)line[at]))
        at++;
    return at < length && line[at] == '#';
}

/* Where the bodies of functions are, line by line: behind a closing parenthesis a brace opens one. */
struct bodies {
    unsigned depth;
    unsigned body; /* depth within it, 0: outside of any */
    char last;     /* byte that is no blank */
    char quote;    /* of a text that is open, 0: none */
};

/* Whether some of the line, which is no directive, lies in one. */
static bool follow_bodies(struct bodies *bodies, const char *line, size_t length)
{
    bool touches = bodies->body != 0;
    for (size_t i = 0; i < length; i++) {
        char c = line[i];
        if (bodies->quote) {
            bool ends = c == bodies->quote;
            i += c == '\\';
            bodies->quote = ends ? 0 : bodies->quote;
        } else if (c == '"' || c == '\'') {
            bodies->quote = c;
        } else if (c == '{') {
            bodies->depth++;
            if (!bodies->body && bodies->last == ')')
                bodies->body = bodies->depth;
        } else if (c == '}' && bodies->depth) {
            bodies->body = bodies->body == bodies->depth ? 0 : bodies->body;
            bodies->depth--;
        }
        touches |= bodies->body != 0;
        bodies->last = isspace((unsigned char)c) ? bodies->last : c;
    }
    return touches;
}

void coverage_change_read_source(struct coverage_change *change, struct coverage_change_file *file, const char *text,
                                 size_t length)
{
    SCOPED(memory_free_pointer) char *code = source_comments_blank(text, length);
    const bool declares = is_header(file->path);
    struct bodies bodies = {0};
    bool in_directive = false;
    uint64_t lines = 0;
    uint32_t number = 1;
    size_t last_run = SIZE_MAX;
    for (size_t at = 0; at < length && number < UINT32_MAX; number++) {
        const char *end = memchr(code + at, '\n', length - at);
        size_t size = (size_t)((end ? end : code + length) - (code + at));
        in_directive = in_directive || is_directive(code + at, size);
        size_t run = find_run(file, number);
        bool is_body = !in_directive && follow_bodies(&bodies, code + at, size);
        bool counts =
            run < file->changed_count && !in_directive && holds_code(code + at, size) && (is_body || !declares);
        if (counts) {
            add_missing(file, number, run == last_run);
            last_run = run;
            lines++;
        }
        in_directive = in_directive && size && code[at + size - 1] == '\\';
        at += size + 1;
    }
    file->state = lines ? COVERAGE_CHANGE_UNMEASURED : COVERAGE_CHANGE_NOTHING;
    file->unmeasured_lines = declares ? 0 : lines;
    change->unmeasured_lines += file->unmeasured_lines;
}

/* ---- figures ----------------------------------------------------------------------------------------------------- */

double coverage_change_line_ratio(const struct coverage_change *change)
{
    uint64_t lines = change->totals.lines + change->unmeasured_lines;
    return lines ? (double)change->totals.lines_hit / (double)lines : 1;
}

double coverage_change_branch_ratio(const struct coverage_change *change)
{
    const struct coverage_totals *totals = &change->totals;
    return totals->branches ? (double)totals->branches_taken / (double)totals->branches : 1;
}

void line_runs_format(const struct line_run *runs, size_t count, size_t most, struct strbuf *out)
{
    size_t shown = count > most ? most : count;
    for (size_t i = 0; i < shown; i++) {
        strbuf_printf(out, "%s%" PRIu32, i ? ", " : "", runs[i].first);
        if (runs[i].last != runs[i].first)
            strbuf_printf(out, "-%" PRIu32, runs[i].last);
    }
    if (shown < count)
        strbuf_printf(out, ", %zu more", count - shown);
}
