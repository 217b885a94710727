/* `llvm-cov export -format=text`. Lines follow from segments by llvm-cov's own rule (LineCoverageStats): a line counts
 * when a region with a count begins on it or wraps it, unless it begins with a skipped region; its count is the highest
 * of the one that wraps it and those that begin on it. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json_scan.h"
#include "cet/core/memory.h"
#include "cet/model/coverage_readers.h"
#include "coverage_file.h"

#define MAX_LINES 50000000u /* of all files: a segment of a few bytes may span millions */
#define MAX_DECISION 1000
#define BRANCH_NUMBERS 6

struct segment {
    uint32_t line;
    uint64_t count;
    bool has_count, is_entry, is_gap;
};

/* A condition with its two outcomes. */
struct pair {
    uint32_t line, column;
    uint64_t taken[2]; /* true, false */
};

struct llvm_reader {
    struct json_scan scan;
    struct strbuf text;
    struct coverage_pile *pile;
    struct segment *segments;
    size_t segment_count, segment_capacity;
    struct pair *pairs;
    size_t pair_count, pair_capacity;
    struct coverage functions;
    uint64_t lines;
    bool is_llvm, has_segments;
};

static uint32_t read_line_number(struct json_scan *scan)
{
    const uint64_t line = json_scan_count(scan);
    if (line > COVERAGE_MAX_LINE)
        json_scan_fail(scan, "a line number out of bounds");
    return line > COVERAGE_MAX_LINE ? 0 : (uint32_t)line;
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

/* [line, column, count, has a count, begins a region, is a gap] */
static void read_segments(struct llvm_reader *reader)
{
    struct json_scan *scan = &reader->scan;
    reader->segment_count = 0;
    reader->has_segments = true;
    json_scan_array(scan);
    while (json_scan_item(scan)) {
        struct segment segment = {0};
        json_scan_array(scan);
        for (unsigned i = 0; json_scan_item(scan); i++) {
            const bool is_flag = json_scan_peek(scan) == 't' || json_scan_peek(scan) == 'f';
            const uint64_t number = is_flag ? json_scan_bool(scan) : json_scan_count(scan);
            if (i == 0 && (number == 0 || number > COVERAGE_MAX_LINE))
                json_scan_fail(scan, "a line number out of bounds");
            segment.line = i == 0 ? (uint32_t)number : segment.line;
            segment.count = i == 2 ? number : segment.count;
            segment.has_count = i == 3 ? number : segment.has_count;
            segment.is_entry = i == 4 ? number : segment.is_entry;
            segment.is_gap = i == 5 ? number : segment.is_gap;
        }
        if (reader->segment_count && segment.line < reader->segments[reader->segment_count - 1].line)
            json_scan_fail(scan, "segments that are not in order");
        ARRAY_PUSH(reader->segments, reader->segment_count, reader->segment_capacity, segment);
    }
}

static bool starts_region(const struct segment *segment)
{
    return segment->has_count && segment->is_entry && !segment->is_gap;
}

/* The line of the segments [first, end), of which the last before them wraps it; true: it counts. */
static bool count_line(const struct segment *wrapping, const struct segment *first, const struct segment *end,
                       uint64_t *ret_hits)
{
    bool starts = false;
    uint64_t hits = wrapping ? wrapping->count : 0;
    for (const struct segment *at = first; at < end; at++) {
        if (!starts_region(at))
            continue;
        starts = true;
        if (at->count > hits)
            hits = at->count;
    }
    *ret_hits = hits;
    if (starts)
        return true;
    const bool begins_skipped = first < end && !first->has_count && first->is_entry;
    return !begins_skipped && wrapping && wrapping->has_count;
}

static void add_lines(struct llvm_reader *reader, struct coverage_file *file)
{
    if (!reader->segment_count)
        return;
    const struct segment *wrapping = NULL, *at = reader->segments, *stop = at + reader->segment_count;
    for (uint32_t line = at->line; line <= stop[-1].line; line++) {
        const struct segment *first = at;
        struct coverage_line entry = {.line = line};
        while (at < stop && at->line == line)
            at++;
        if (count_line(wrapping, first, at, &entry.hits)) {
            ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, entry);
            if (++reader->lines > MAX_LINES) {
                json_scan_fail(&reader->scan, "too many lines");
                return;
            }
        }
        if (at > first)
            wrapping = at - 1;
    }
}

/* ---- branches and decisions -------------------------------------------------------------------------------------- */

/* The first of a list; 0 for those that it has not. */
static void read_numbers(struct json_scan *scan, uint64_t numbers[BRANCH_NUMBERS])
{
    memset(numbers, 0, BRANCH_NUMBERS * sizeof *numbers);
    json_scan_array(scan);
    for (unsigned i = 0; json_scan_item(scan); i++) {
        const uint64_t number = json_scan_count(scan);
        if (i < BRANCH_NUMBERS)
            numbers[i] = number;
    }
}

/* [line, column, line, column, count, false count, ...] */
static void read_pairs(struct llvm_reader *reader)
{
    struct json_scan *scan = &reader->scan;
    reader->pair_count = 0;
    json_scan_array(scan);
    while (json_scan_item(scan)) {
        uint64_t numbers[BRANCH_NUMBERS];
        read_numbers(scan, numbers);
        if (!numbers[0] || numbers[0] > COVERAGE_MAX_LINE || numbers[1] > UINT32_MAX) {
            json_scan_fail(scan, "a branch without its place");
            return;
        }
        const struct pair pair = {
            .line = (uint32_t)numbers[0], .column = (uint32_t)numbers[1], .taken = {numbers[4], numbers[5]}};
        ARRAY_PUSH(reader->pairs, reader->pair_count, reader->pair_capacity, pair);
    }
}

static int compare_pairs(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* A block for each condition; what stands at one place is one condition, several times instantiated. */
static void add_branches(struct llvm_reader *reader, struct coverage_file *file)
{
    uint32_t block = 0;
    if (reader->pair_count)
        qsort(reader->pairs, reader->pair_count, sizeof *reader->pairs, compare_pairs);
    for (size_t i = 0; i < reader->pair_count; i++) {
        const struct pair *pair = &reader->pairs[i];
        if (i && pair->line != pair[-1].line)
            block = 0;
        else if (i && compare_pairs(pair - 1, pair) != 0)
            block++;
        for (uint32_t k = 0; k < 2; k++) {
            const struct coverage_branch branch = {.line = pair->line,
                                                   .block = block,
                                                   .number = k,
                                                   .was_evaluated = pair->taken[0] || pair->taken[1],
                                                   .taken = pair->taken[k]};
            ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity, branch);
        }
    }
}

static void add_decision(struct coverage_file *file, uint32_t line, const bool *was_shown, uint32_t size)
{
    uint32_t group = 0;
    for (size_t i = file->condition_count; i-- > 0 && group == 0;)
        group = file->conditions[i].line == line ? file->conditions[i].group + 1 : group;
    for (uint32_t i = 0; i < size; i++) {
        const struct coverage_condition condition = {.line = line,
                                                     .group = group,
                                                     .index = i,
                                                     .size = size,
                                                     .met_true = was_shown[i],
                                                     .met_false = was_shown[i]};
        ARRAY_PUSH(file->conditions, file->condition_count, file->condition_capacity, condition);
    }
}

/* [line, column, line, column, numbers that differ by version ..., [condition was shown, ...], ...] */
static void read_decisions(struct llvm_reader *reader, struct coverage_file *file)
{
    struct json_scan *scan = &reader->scan;
    json_scan_array(scan);
    while (json_scan_item(scan)) {
        bool was_shown[MAX_DECISION], has_conditions = false;
        uint32_t line = 0, size = 0;
        json_scan_array(scan);
        for (unsigned i = 0; json_scan_item(scan); i++) {
            if (i == 0) {
                line = read_line_number(scan);
            } else if (json_scan_peek(scan) == '[' && !has_conditions) {
                has_conditions = true;
                json_scan_array(scan);
                while (json_scan_item(scan)) {
                    const bool shown = json_scan_bool(scan);
                    if (size == MAX_DECISION)
                        json_scan_fail(scan, "too many conditions");
                    else
                        was_shown[size++] = shown;
                }
            } else {
                json_scan_skip(scan);
            }
        }
        if (line)
            add_decision(file, line, was_shown, size);
    }
}

/* ---- files and functions ----------------------------------------------------------------------------------------- */

static void read_file(struct llvm_reader *reader)
{
    struct json_scan *scan = &reader->scan;
    struct coverage_file file = {0};
    reader->segment_count = reader->pair_count = 0;
    json_scan_object(scan);
    while (json_scan_key(scan)) {
        if (json_scan_key_is(scan, "filename") && !file.path) {
            json_scan_text(scan, &reader->text);
            file.path = path_absolute(strbuf_text(&reader->text), NULL);
        } else if (json_scan_key_is(scan, "segments")) {
            read_segments(reader);
        } else if (json_scan_key_is(scan, "branches")) {
            read_pairs(reader);
        } else if (json_scan_key_is(scan, "mcdc_records")) {
            read_decisions(reader, &file);
        } else {
            json_scan_skip(scan);
        }
    }
    if (!json_scan_failed(scan) && !file.path)
        json_scan_fail(scan, "a file without name");
    if (!json_scan_failed(scan)) {
        add_lines(reader, &file);
        add_branches(reader, &file);
    }
    coverage_file_normalise(&file);
    if (json_scan_failed(scan))
        coverage_file_release(&file);
    else
        coverage_pile_add_file(reader->pile, &file);
}

/* The first region in the function's own file is its body. [line, column, line, column, count, file, expanded, kind] */
static void read_body(struct llvm_reader *reader, struct coverage_function *function)
{
    struct json_scan *scan = &reader->scan;
    json_scan_array(scan);
    while (json_scan_item(scan)) {
        uint64_t numbers[BRANCH_NUMBERS];
        read_numbers(scan, numbers);
        const bool is_line = numbers[0] <= COVERAGE_MAX_LINE && numbers[2] <= COVERAGE_MAX_LINE;
        if (!function->line && !numbers[5] && is_line) {
            function->line = (uint32_t)numbers[0];
            function->end_line = (uint32_t)numbers[2];
        }
    }
}

/* "list.c:push" is the static push of a unit. */
static char *plain_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return memory_strdup(colon && colon[1] ? colon + 1 : name);
}

static void read_function(struct llvm_reader *reader)
{
    struct json_scan *scan = &reader->scan;
    struct coverage_function function = {0};
    SCOPED(memory_free_pointer) char *path = NULL;
    json_scan_object(scan);
    while (json_scan_key(scan)) {
        if (json_scan_key_is(scan, "name") && !function.name) {
            json_scan_text(scan, &reader->text);
            function.name = plain_name(strbuf_text(&reader->text));
        } else if (json_scan_key_is(scan, "count")) {
            function.hits = json_scan_count(scan);
        } else if (json_scan_key_is(scan, "regions")) {
            read_body(reader, &function);
        } else if (json_scan_key_is(scan, "filenames")) {
            json_scan_array(scan);
            while (json_scan_item(scan)) {
                json_scan_text(scan, &reader->text);
                if (!path)
                    path = path_absolute(strbuf_text(&reader->text), NULL);
            }
        } else {
            json_scan_skip(scan);
        }
    }
    if (!path || !function.name || !function.line || json_scan_failed(scan)) {
        free(function.name);
        return;
    }
    struct coverage_file *file = coverage_add_file(&reader->functions, path);
    ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, function);
}

static void read_export(struct llvm_reader *reader)
{
    struct json_scan *scan = &reader->scan;
    json_scan_object(scan);
    while (json_scan_key(scan)) {
        const bool is_files = json_scan_key_is(scan, "files");
        if (is_files || json_scan_key_is(scan, "functions")) {
            json_scan_array(scan);
            while (json_scan_item(scan))
                is_files ? read_file(reader) : read_function(reader);
        } else {
            json_scan_skip(scan);
        }
    }
}

static void read_root(struct llvm_reader *reader)
{
    struct json_scan *scan = &reader->scan;
    json_scan_object(scan);
    while (json_scan_key(scan)) {
        if (json_scan_key_is(scan, "data")) {
            json_scan_array(scan);
            while (json_scan_item(scan))
                read_export(reader);
        } else if (json_scan_key_is(scan, "type")) {
            json_scan_text(scan, &reader->text);
            reader->is_llvm = !strcmp(strbuf_text(&reader->text), "llvm.coverage.json.export");
        } else {
            json_scan_skip(scan);
        }
    }
}

enum status coverage_parse_llvm(const char *name, const char *text, size_t length, struct coverage_pile *pile,
                                struct error *err)
{
    struct llvm_reader reader = {.scan = json_scan_of(name, text, length), .pile = pile};
    read_root(&reader);
    if (!reader.is_llvm)
        json_scan_fail(&reader.scan, "this is no export of llvm-cov");
    else if (!reader.has_segments)
        json_scan_fail(&reader.scan, "an export without segments; export it without -summary-only");
    const enum status status = json_scan_end(&reader.scan, err);
    for (size_t i = 0; i < reader.functions.file_count; i++)
        coverage_file_normalise(&reader.functions.files[i]);
    if (status == STATUS_OK)
        coverage_pile_add(pile, &reader.functions);
    coverage_release(&reader.functions);
    strbuf_release(&reader.text);
    free(reader.segments);
    free(reader.pairs);
    return status;
}
