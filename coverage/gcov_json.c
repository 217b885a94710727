/* gcc's gcov in JSON (gcov -j, format version 1 and 2).
 *
 * A line is listed once for each function it belongs to. Functions that begin at one place of the source are one text
 * that was compiled several times: their branches are the same branches. Functions that begin at different places of
 * one line were made by macros: each has branches of its own, which stand in blocks of their own. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/file.h"
#include "cet/core/json_scan.h"
#include "cet/core/memory.h"
#include "cet/coverage/gcov.h"
#include "system_path.h"

#define MAX_CONDITIONS 64 /* of a decision; gcc stops there too */

/* A line as one function has it. */
struct occurrence {
    uint32_t line;
    uint64_t function; /* hash of its name, later where it begins */
    size_t branch, branch_count, condition, condition_count;
};

struct begin {
    uint64_t function;
    uint64_t place; /* line and column */
};

struct json_reader {
    struct json_scan scan;
    struct coverage document;
    struct strbuf text;
    struct occurrence *occurrences; /* of the file that is read */
    size_t occurrence_count, occurrence_capacity;
    struct begin *begins;
    size_t begin_count, begin_capacity;
    bool has_repeated_lines;
    uint32_t next_group;
};

static uint32_t read_line_number(struct json_scan *scan)
{
    const uint64_t line = json_scan_count(scan);
    return line > COVERAGE_MAX_LINE ? 0 : (uint32_t)line;
}

static void read_branch(struct json_reader *reader, struct coverage_file *file)
{
    struct json_scan *scan = &reader->scan;
    struct coverage_branch branch = {.was_evaluated = true};
    json_scan_object(scan);
    while (json_scan_key(scan))
        if (json_scan_key_is(scan, "count"))
            branch.taken = json_scan_count(scan);
        else if (json_scan_key_is(scan, "fallthrough"))
            branch.is_fallthrough = json_scan_bool(scan);
        else if (json_scan_key_is(scan, "throw"))
            branch.is_throw = json_scan_bool(scan);
        else
            json_scan_skip(scan);
    ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity, branch);
}

/* The conditions that the list names, as bits. */
static uint64_t read_condition_set(struct json_scan *scan)
{
    uint64_t set = 0;
    json_scan_array(scan);
    while (json_scan_item(scan)) {
        const uint64_t index = json_scan_count(scan);
        if (index < MAX_CONDITIONS)
            set |= (uint64_t)1 << index;
    }
    return set;
}

/* A decision: "count" outcomes, of which those that are listed were not seen (gcc 14). */
static void read_decision(struct json_reader *reader, struct coverage_file *file)
{
    struct json_scan *scan = &reader->scan;
    uint64_t outcomes = 0, missed_true = 0, missed_false = 0;
    json_scan_object(scan);
    while (json_scan_key(scan))
        if (json_scan_key_is(scan, "count"))
            outcomes = json_scan_count(scan);
        else if (json_scan_key_is(scan, "not_covered_true"))
            missed_true = read_condition_set(scan);
        else if (json_scan_key_is(scan, "not_covered_false"))
            missed_false = read_condition_set(scan);
        else
            json_scan_skip(scan);
    const uint64_t size = outcomes / 2 < MAX_CONDITIONS ? outcomes / 2 : MAX_CONDITIONS;
    for (uint32_t i = 0; i < size; i++) {
        const struct coverage_condition condition = {.group = reader->next_group,
                                                     .index = i,
                                                     .size = (uint32_t)size,
                                                     .met_true = !(missed_true >> i & 1),
                                                     .met_false = !(missed_false >> i & 1)};
        ARRAY_PUSH(file->conditions, file->condition_count, file->condition_capacity, condition);
    }
    reader->next_group++;
}

/* Branches and conditions came before the line's number was known, or after: they get it here. */
static void add_line(struct json_reader *reader, struct coverage_file *file, const struct coverage_line *line,
                     struct occurrence *seen)
{
    const bool was_evaluated = !(line->has_unrun_block && line->hits == 0);
    if (!line->line) {
        file->branch_count = seen->branch;
        file->condition_count = seen->condition;
        return;
    }
    seen->line = line->line;
    seen->branch_count = file->branch_count - seen->branch;
    seen->condition_count = file->condition_count - seen->condition;
    for (size_t i = 0; i < seen->branch_count; i++) {
        struct coverage_branch *branch = &file->branches[seen->branch + i];
        branch->line = line->line;
        branch->number = (uint32_t)i;
        branch->was_evaluated = was_evaluated;
        if (!was_evaluated)
            branch->taken = 0;
    }
    for (size_t i = 0; i < seen->condition_count; i++)
        file->conditions[seen->condition + i].line = line->line;
    if (reader->occurrence_count && reader->occurrences[reader->occurrence_count - 1].line >= line->line)
        reader->has_repeated_lines = true;
    ARRAY_PUSH(reader->occurrences, reader->occurrence_count, reader->occurrence_capacity, *seen);
    ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, *line);
}

static void read_line(struct json_reader *reader, struct coverage_file *file)
{
    struct json_scan *scan = &reader->scan;
    struct coverage_line line = {0};
    struct occurrence seen = {.branch = file->branch_count, .condition = file->condition_count};
    size_t length;
    reader->next_group = 0;
    json_scan_object(scan);
    while (json_scan_key(scan))
        if (json_scan_key_is(scan, "line_number")) {
            line.line = read_line_number(scan);
        } else if (json_scan_key_is(scan, "count")) {
            line.hits = json_scan_count(scan);
        } else if (json_scan_key_is(scan, "unexecuted_block")) {
            line.has_unrun_block = json_scan_bool(scan);
        } else if (json_scan_key_is(scan, "function_name") && json_scan_peek(scan) == '"') {
            const char *name = json_scan_raw(scan, &length);
            seen.function = hash_bytes(HASH_START, name, length);
        } else if (json_scan_key_is(scan, "branches")) {
            json_scan_array(scan);
            while (json_scan_item(scan))
                read_branch(reader, file);
        } else if (json_scan_key_is(scan, "conditions")) {
            json_scan_array(scan);
            while (json_scan_item(scan))
                read_decision(reader, file);
        } else {
            json_scan_skip(scan);
        }
    add_line(reader, file, &line, &seen);
}

static void read_function(struct json_reader *reader, struct coverage_file *file)
{
    struct json_scan *scan = &reader->scan;
    struct coverage_function function = {0};
    struct begin begin = {0};
    uint32_t column = 0;
    json_scan_object(scan);
    while (json_scan_key(scan))
        if (json_scan_key_is(scan, "name")) {
            struct json_scan raw = *scan;
            size_t length;
            const char *name = json_scan_raw(&raw, &length);
            begin.function = hash_bytes(HASH_START, name, length);
            json_scan_text(scan, &reader->text);
            free(function.name);
            function.name = memory_strdup(strbuf_text(&reader->text));
        } else if (json_scan_key_is(scan, "start_line")) {
            function.line = read_line_number(scan);
        } else if (json_scan_key_is(scan, "start_column")) {
            column = read_line_number(scan);
        } else if (json_scan_key_is(scan, "end_line")) {
            function.end_line = read_line_number(scan);
        } else if (json_scan_key_is(scan, "execution_count")) {
            function.hits = json_scan_count(scan);
        } else {
            json_scan_skip(scan);
        }
    if (!function.name || !function.line) {
        free(function.name);
        return;
    }
    begin.place = (uint64_t)function.line << 32 | column;
    ARRAY_PUSH(reader->begins, reader->begin_count, reader->begin_capacity, begin);
    ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, function);
}

static int compare_begins(const void *left, const void *right)
{
    const struct begin *a = left, *b = right;
    return (a->function > b->function) - (a->function < b->function);
}

static int compare_occurrences(const void *left, const void *right)
{
    const struct occurrence *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->function != b->function)
        return a->function < b->function ? -1 : 1;
    return (a->branch_count > b->branch_count) - (a->branch_count < b->branch_count);
}

/* One block for each place where functions with this line begin, and for each number of branches it has there. */
static void number_blocks(struct json_reader *reader, struct coverage_file *file)
{
    uint32_t block = 0, group = 0;
    if (reader->begin_count)
        qsort(reader->begins, reader->begin_count, sizeof *reader->begins, compare_begins);
    for (size_t i = 0; i < reader->occurrence_count; i++) {
        struct occurrence *seen = &reader->occurrences[i];
        const struct begin wanted = {.function = seen->function};
        const struct begin *found = reader->begin_count ? bsearch(&wanted, reader->begins, reader->begin_count,
                                                                  sizeof *reader->begins, compare_begins)
                                                        : NULL;
        seen->function = found ? found->place : 0;
    }
    qsort(reader->occurrences, reader->occurrence_count, sizeof *reader->occurrences, compare_occurrences);
    for (size_t i = 0; i < reader->occurrence_count; i++) {
        const struct occurrence *seen = &reader->occurrences[i], *before = i ? seen - 1 : NULL;
        if (!before || before->line != seen->line)
            block = group = 0;
        else if (compare_occurrences(before, seen) != 0)
            block += before->branch_count > 0, group += (uint32_t)before->condition_count;
        for (size_t k = 0; k < seen->branch_count; k++)
            file->branches[seen->branch + k].block = block;
        for (size_t k = 0; k < seen->condition_count; k++)
            file->conditions[seen->condition + k].group += group;
    }
}

static void read_parts(struct json_reader *reader, struct coverage_file *file)
{
    struct json_scan *scan = &reader->scan;
    json_scan_object(scan);
    while (json_scan_key(scan))
        if (json_scan_key_is(scan, "file")) {
            json_scan_text(scan, &reader->text);
            free(file->path);
            file->path = memory_strdup(strbuf_text(&reader->text));
        } else if (json_scan_key_is(scan, "lines")) {
            json_scan_array(scan);
            while (json_scan_item(scan))
                read_line(reader, file);
        } else if (json_scan_key_is(scan, "functions")) {
            json_scan_array(scan);
            while (json_scan_item(scan))
                read_function(reader, file);
        } else {
            json_scan_skip(scan);
        }
}

/* Its path is made absolute when the folder is known, at the end of the document. */
static void read_file(struct json_reader *reader)
{
    struct coverage *document = &reader->document;
    const struct coverage_file none = {0};
    ARRAY_PUSH(document->files, document->file_count, document->file_capacity, none);
    struct coverage_file *file = &document->files[document->file_count - 1];
    reader->occurrence_count = reader->begin_count = 0;
    reader->has_repeated_lines = false;
    read_parts(reader, file);
    if (!file->path)
        file->path = memory_strdup("");
    if (reader->has_repeated_lines)
        number_blocks(reader, file);
    coverage_file_normalise(file);
}

static void add_document(struct json_reader *reader, const char *folder, struct coverage *coverage)
{
    for (size_t i = 0; i < reader->document.file_count; i++) {
        struct coverage_file *file = &reader->document.files[i];
        SCOPED(memory_free_pointer) char *absolute = path_absolute(file->path, folder);
        const struct coverage one = {.files = file, .file_count = 1, .compiler = reader->document.compiler};
        if (!*file->path || is_system_path(absolute))
            continue;
        free(file->path);
        file->path = absolute;
        absolute = NULL;
        coverage_merge(coverage, &one);
    }
}

static void read_document(struct json_reader *reader, struct coverage *coverage)
{
    struct json_scan *scan = &reader->scan;
    SCOPED(strbuf_release) struct strbuf folder = {0};
    bool has_files = false;
    json_scan_object(scan);
    while (json_scan_key(scan))
        if (json_scan_key_is(scan, "files")) {
            has_files = true;
            json_scan_array(scan);
            while (json_scan_item(scan))
                read_file(reader);
        } else if (json_scan_key_is(scan, "current_working_directory")) {
            json_scan_text(scan, &folder);
        } else if (json_scan_key_is(scan, "gcc_version")) {
            json_scan_text(scan, &reader->text);
            free(reader->document.compiler);
            SCOPED(strbuf_release) struct strbuf compiler = {0};
            strbuf_printf(&compiler, "gcc %s", strbuf_text(&reader->text));
            reader->document.compiler = strbuf_take(&compiler);
        } else {
            json_scan_skip(scan);
        }
    if (!has_files)
        json_scan_fail(scan, "this is no answer of gcov, it has no \"files\"");
    else if (!json_scan_failed(scan))
        add_document(reader, folder.length ? strbuf_text(&folder) : "/", coverage);
    coverage_release(&reader->document);
}

enum status gcov_parse_json(const char *name, const char *text, size_t length, struct coverage *coverage,
                            struct error *err)
{
    struct json_reader reader = {.scan = json_scan_of(name, text, length)};
    struct coverage loaded = {0};
    if (length == 0)
        return error_set(err, STATUS_INVALID, "'%s': gcov gave no answer", name);
    do
        read_document(&reader, &loaded);
    while (json_scan_more(&reader.scan));
    const enum status status = json_scan_end(&reader.scan, err);
    if (status == STATUS_OK)
        coverage_merge(coverage, &loaded);
    coverage_release(&loaded);
    strbuf_release(&reader.text);
    free(reader.occurrences);
    free(reader.begins);
    return status;
}
