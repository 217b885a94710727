/* lcov tracefiles and our JSON of the same records. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "cet/model/coverage.h"

#define MAX_TRACEFILE_BYTES (512u << 20)
#define MAX_LINE_NUMBER 10000000u

struct trace_reader {
    const char *path;
    uint32_t line_number;
    struct coverage *coverage;
    struct coverage record; /* one SF ... end_of_record, merged when it ends */
    struct map told;        /* name of a function -> behind the last of that name whose hits were told */
    struct error *err;
};

static enum status refuse(const struct trace_reader *reader, const char *what, const char *line)
{
    return error_set(reader->err, STATUS_INVALID, "'%s':%u: %s: '%.80s'", reader->path, reader->line_number, what,
                     line);
}

/* Reads a decimal number and steps over the comma or end behind it. */
static bool read_number(const char **text, uint64_t max, uint64_t *ret_value)
{
    if (**text < '0' || **text > '9')
        return false;
    char *end;
    errno = 0;
    uint64_t value = strtoull(*text, &end, 10);
    if (errno || value > max || (*end && *end != ','))
        return false;
    *text = *end ? end + 1 : end;
    *ret_value = value;
    return true;
}

static enum status end_record(struct trace_reader *reader)
{
    for (size_t i = 0; i < reader->record.file_count; i++)
        coverage_file_normalise(&reader->record.files[i]);
    coverage_merge(reader->coverage, &reader->record);
    coverage_release(&reader->record);
    map_release(&reader->told);
    return STATUS_OK;
}

static enum status read_line_hits(struct trace_reader *reader, struct coverage_file *file, const char *line)
{
    const char *text = line + strlen("DA:");
    uint64_t number, hits;
    if (!read_number(&text, MAX_LINE_NUMBER, &number) || !read_number(&text, UINT64_MAX, &hits))
        return refuse(reader, "DA needs a line and a count", line);
    struct coverage_line entry = {.line = (uint32_t)number, .hits = hits};
    if (number == 0) /* some writers give generated code the line 0 */
        return STATUS_OK;
    ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, entry);
    return STATUS_OK;
}

static enum status read_branch(struct trace_reader *reader, struct coverage_file *file, const char *line)
{
    const char *text = line + strlen("BRDA:");
    uint64_t number, block, branch, taken = 0;
    bool has_line = read_number(&text, MAX_LINE_NUMBER, &number);
    text += has_line && *text == 'e'; /* lcov 2 marks what an exception takes */
    if (!has_line || !read_number(&text, UINT64_MAX, &block) || !read_number(&text, UINT32_MAX, &branch) ||
        (strcmp(text, "-") != 0 && !read_number(&text, UINT64_MAX, &taken)))
        return refuse(reader, "BRDA needs a line, a block, a branch and a count or -", line);
    struct coverage_branch entry = {.line = (uint32_t)number,
                                    .block = (uint32_t)block,
                                    .number = (uint32_t)branch,
                                    .was_evaluated = strcmp(text, "-") != 0,
                                    .taken = taken};
    if (number == 0)
        return STATUS_OK;
    ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity, entry);
    return STATUS_OK;
}

static enum status read_function(struct trace_reader *reader, struct coverage_file *file, const char *line)
{
    const char *text = line + strlen("FN:");
    uint64_t first, last = 0;
    if (!read_number(&text, MAX_LINE_NUMBER, &first))
        return refuse(reader, "FN needs a line and a name", line);
    const char *name = text;
    if (read_number(&text, MAX_LINE_NUMBER, &last)) /* lcov 2: FN:first,last,name */
        name = text;
    if (!*name || (*name >= '0' && *name <= '9'))
        return refuse(reader, "FN needs a line and a name", line);
    struct coverage_function entry = {.name = memory_strdup(name), .line = (uint32_t)first, .end_line = (uint32_t)last};
    ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, entry);
    return STATUS_OK;
}

static enum status read_function_hits(struct trace_reader *reader, struct coverage_file *file, const char *line)
{
    const char *text = line + strlen("FNDA:");
    uint64_t hits, i = 0;
    if (!read_number(&text, UINT64_MAX, &hits))
        return refuse(reader, "FNDA needs a count and a name", line);
    map_find(&reader->told, text, &i); /* the second FNDA of a name is for its second FN */
    while (i < file->function_count && strcmp(file->functions[i].name, text) != 0)
        i++;
    if (i < file->function_count)
        file->functions[i++].hits = hits;
    map_set(&reader->told, text, i);
    return STATUS_OK;
}

static bool starts_with(const char *line, const char *word)
{
    return !strncmp(line, word, strlen(word));
}

static enum status read_line(struct trace_reader *reader, const char *line)
{
    struct coverage_file *file = reader->record.file_count ? &reader->record.files[0] : NULL;
    if (starts_with(line, "SF:")) {
        if (file)
            return refuse(reader, "SF before the end_of_record of the file before", line);
        coverage_add_file(&reader->record, line + strlen("SF:"));
        return STATUS_OK;
    }
    if (starts_with(line, "TN:")) {
        if (line[strlen("TN:")] && !reader->coverage->test_name)
            reader->coverage->test_name = memory_strdup(line + strlen("TN:"));
        return STATUS_OK;
    }
    if (!*line || *line == '#')
        return STATUS_OK;
    if (!file)
        return refuse(reader, "a record before any SF", line);
    if (!strcmp(line, "end_of_record"))
        return end_record(reader);
    if (starts_with(line, "DA:"))
        return read_line_hits(reader, file, line);
    if (starts_with(line, "BRDA:"))
        return read_branch(reader, file, line);
    if (starts_with(line, "FN:"))
        return read_function(reader, file, line);
    if (starts_with(line, "FNDA:"))
        return read_function_hits(reader, file, line);
    return STATUS_OK; /* totals are computed, other records are not ours */
}

static enum status read_text(struct trace_reader *reader, char *text)
{
    for (char *line = text; line && *line;) {
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        reader->line_number++;
        size_t length = strlen(line);
        if (length && line[length - 1] == '\r')
            line[length - 1] = '\0';
        enum status status = read_line(reader, line);
        if (status != STATUS_OK)
            return status;
        line = end ? end + 1 : NULL;
    }
    if (reader->record.file_count)
        return refuse(reader, "the file ends before end_of_record", "");
    if (!reader->coverage->file_count)
        return error_set(reader->err, STATUS_INVALID, "'%s': no SF record; is this an lcov tracefile?", reader->path);
    return STATUS_OK;
}

enum status coverage_load_tracefile(const char *path, struct coverage *coverage, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    enum status status = file_read(path, MAX_TRACEFILE_BYTES, &text, err);
    if (status != STATUS_OK)
        return status;
    struct coverage loaded = {0};
    struct trace_reader reader = {.path = path, .coverage = &loaded, .err = err};
    if (text.length == 0)
        status = error_set(err, STATUS_INVALID, "'%s' is empty; was anything measured?", path);
    else if (memchr(text.bytes, 0, text.length))
        status = error_set(err, STATUS_INVALID, "'%s' holds a NUL byte; is this an lcov tracefile?", path);
    else
        status = read_text(&reader, text.bytes);
    if (status == STATUS_OK)
        coverage_merge(coverage, &loaded);
    coverage_release(&reader.record);
    map_release(&reader.told);
    coverage_release(&loaded);
    return status;
}

static void format_file(const struct coverage_file *file, struct strbuf *out)
{
    struct coverage_totals totals = coverage_file_totals(file);
    strbuf_printf(out, "SF:%s\n", file->path);
    for (size_t i = 0; i < file->function_count; i++)
        strbuf_printf(out, "FN:%" PRIu32 ",%s\n", file->functions[i].line, file->functions[i].name);
    for (size_t i = 0; i < file->function_count; i++)
        strbuf_printf(out, "FNDA:%" PRIu64 ",%s\n", file->functions[i].hits, file->functions[i].name);
    strbuf_printf(out, "FNF:%" PRIu64 "\nFNH:%" PRIu64 "\n", totals.functions, totals.functions_hit);
    for (size_t i = 0; i < file->branch_count; i++) {
        const struct coverage_branch *branch = &file->branches[i];
        strbuf_printf(out, "BRDA:%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",", branch->line, branch->block, branch->number);
        if (branch->was_evaluated)
            strbuf_printf(out, "%" PRIu64 "\n", branch->taken);
        else
            strbuf_add_text(out, "-\n");
    }
    strbuf_printf(out, "BRF:%" PRIu64 "\nBRH:%" PRIu64 "\n", totals.branches, totals.branches_taken);
    for (size_t i = 0; i < file->line_count; i++)
        strbuf_printf(out, "DA:%" PRIu32 ",%" PRIu64 "\n", file->lines[i].line, file->lines[i].hits);
    strbuf_printf(out, "LF:%" PRIu64 "\nLH:%" PRIu64 "\nend_of_record\n", totals.lines, totals.lines_hit);
}

void coverage_format_tracefile(const struct coverage *coverage, struct strbuf *out)
{
    strbuf_printf(out, "TN:%s\n", coverage->test_name ? coverage->test_name : "");
    for (size_t i = 0; i < coverage->file_count; i++)
        format_file(&coverage->files[i], out);
}

static void format_totals(struct json_writer *json, const struct coverage_totals *totals)
{
    json_object_begin(json, "totals");
    json_uint(json, "lines", totals->lines);
    json_uint(json, "linesHit", totals->lines_hit);
    json_uint(json, "branches", totals->branches);
    json_uint(json, "branchesTaken", totals->branches_taken);
    json_uint(json, "functions", totals->functions);
    json_uint(json, "functionsHit", totals->functions_hit);
    json_object_end(json);
}

static void format_file_json(struct json_writer *json, const struct coverage_file *file)
{
    struct coverage_totals totals = coverage_file_totals(file);
    json_object_begin(json, NULL);
    json_string(json, "path", file->path);
    format_totals(json, &totals);
    json_array_begin(json, "uncoveredLines");
    for (size_t i = 0; i < file->line_count; i++)
        if (!file->lines[i].hits)
            json_uint(json, NULL, file->lines[i].line);
    json_array_end(json);
    json_array_begin(json, "uncoveredFunctions");
    for (size_t i = 0; i < file->function_count; i++)
        if (!file->functions[i].hits)
            json_string(json, NULL, file->functions[i].name);
    json_array_end(json);
    json_object_end(json);
}

void coverage_format_json(const struct coverage *coverage, struct strbuf *out)
{
    struct json_writer json = {.out = out, .indent = 2};
    struct coverage_totals totals = coverage_totals(coverage);
    json_object_begin(&json, NULL);
    json_string(&json, "format", COVERAGE_FORMAT);
    json_int(&json, "version", COVERAGE_VERSION);
    json_string(&json, "compiler", coverage->compiler);
    format_totals(&json, &totals);
    json_array_begin(&json, "files");
    for (size_t i = 0; i < coverage->file_count; i++)
        format_file_json(&json, &coverage->files[i]);
    json_array_end(&json);
    json_object_end(&json);
}
