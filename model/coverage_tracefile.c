/* lcov tracefiles, line by line as they come in: FN and FNDA of lcov 1, FNL and FNA of lcov 2.2, MCDC, kinds of
 * branches and branches with words for numbers. Totals are computed, records that are not known are passed over. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/byte_stream.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "coverage_file.h"
#include "coverage_tracefile.h"

#define CHUNK_BYTES ((size_t)1 << 18)
#define MAX_LINE_BYTES ((size_t)1 << 20)
#define MAX_TESTS 100000

static int compare_told(const void *left, const void *right)
{
    const struct told_hits *a = left, *b = right;
    const int order = strcmp(a->name, b->name);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* The k-th FNDA of a name is for the k-th FN of that name. */
static void hand_out_hits(struct trace_reader *reader)
{
    struct coverage_file *file = &reader->file;
    struct told_hits *begun = memory_new(file->function_count + 1, sizeof *begun);
    for (size_t i = 0; i < file->function_count; i++)
        begun[i] = (struct told_hits){.name = file->functions[i].name, .place = i};
    qsort(begun, file->function_count, sizeof *begun, compare_told);
    qsort(reader->told, reader->told_count, sizeof *reader->told, compare_told);
    for (size_t i = 0, k = 0; i < file->function_count && k < reader->told_count;) {
        const int order = strcmp(begun[i].name, reader->told[k].name);
        if (order == 0)
            file->functions[begun[i].place].hits = reader->told[k].hits;
        i += order <= 0;
        k += order >= 0;
    }
    free(begun);
}

static void forget_section(struct trace_reader *reader)
{
    for (size_t i = 0; i < reader->told_count; i++)
        free(reader->told[i].name);
    reader->told_count = reader->leader_count = 0;
    reader->group_line = 0;
    map_release(&reader->words);
    coverage_file_release(&reader->file);
    reader->is_inside = false;
}

static void end_section(struct trace_reader *reader)
{
    struct coverage_file *file = &reader->file;
    if (reader->told_count)
        hand_out_hits(reader);
    for (size_t i = 0; i < file->line_count && reader->has_test; i++) {
        const struct coverage_test_line reached = {.line = file->lines[i].line, .test = reader->test};
        if (file->lines[i].hits)
            ARRAY_PUSH(file->test_lines, file->test_line_count, file->test_line_capacity, reached);
    }
    coverage_file_normalise(file);
    coverage_pile_add_file(reader->pile, file);
    forget_section(reader);
}

static enum status begin_section(struct trace_reader *reader, const char *line)
{
    if (reader->is_inside)
        return trace_refuse(reader, "SF before the end_of_record of the file before", line);
    if (!line[strlen("SF:")])
        return trace_refuse(reader, "SF needs a path", line);
    reader->file.path = path_absolute(line + strlen("SF:"), NULL);
    reader->is_inside = reader->has_sections = true;
    reader->sum_lines_at = reader->sum_branches_at = SUM_AT;
    return STATUS_OK;
}

static enum status read_test(struct trace_reader *reader, const char *line)
{
    struct coverage *about = coverage_pile_about(reader->pile);
    const char *name = line + strlen("TN:");
    reader->has_test = *name != '\0';
    if (!reader->has_test)
        return STATUS_OK;
    if (about->test_count >= MAX_TESTS)
        return error_set(reader->err, STATUS_LIMIT, "'%s':%u: more than %d tests", reader->path, reader->line_number,
                         MAX_TESTS);
    if (!about->test_name)
        about->test_name = memory_strdup(name);
    reader->test = coverage_add_test(about, name);
    return STATUS_OK;
}

static bool starts_with(const char *line, const char *word)
{
    return !strncmp(line, word, strlen(word));
}

static enum status read_line(struct trace_reader *reader, char *line)
{
    if (starts_with(line, "SF:"))
        return begin_section(reader, line);
    if (starts_with(line, "TN:"))
        return read_test(reader, line);
    if (!*line || *line == '#')
        return STATUS_OK;
    if (!reader->is_inside)
        return trace_refuse(reader, "a record before any SF", line);
    if (starts_with(line, "VER:") && !reader->file.version)
        reader->file.version = memory_strdup(line + strlen("VER:"));
    else if (!strcmp(line, "end_of_record"))
        end_section(reader);
    else
        return trace_read_record(reader, line);
    return STATUS_OK;
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

static enum status take_line(struct trace_reader *reader, char *line, size_t length)
{
    reader->line_number++;
    if (memchr(line, 0, length))
        return error_set(reader->err, STATUS_INVALID, "'%s':%u: a NUL byte; is this an lcov tracefile?", reader->path,
                         reader->line_number);
    while (length && line[length - 1] == '\r')
        length--;
    line[length] = '\0';
    return read_line(reader, line);
}

/* The whole lines of the buffer; what is left of it moves to its start. */
static enum status take_lines(struct trace_reader *reader, struct strbuf *buffer)
{
    char *line = buffer->bytes, *end = buffer->bytes + buffer->length, *stop;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && line < end && (stop = memchr(line, '\n', (size_t)(end - line)))) {
        status = take_line(reader, line, (size_t)(stop - line));
        line = stop + 1;
    }
    buffer->length = (size_t)(end - line);
    if (buffer->length)
        memmove(buffer->bytes, line, buffer->length);
    if (status == STATUS_OK && buffer->length > MAX_LINE_BYTES)
        return error_set(reader->err, STATUS_LIMIT, "'%s':%u: a line of more than %zu bytes", reader->path,
                         reader->line_number + 1, MAX_LINE_BYTES);
    return status;
}

static enum status read_stream(struct trace_reader *reader, struct byte_stream *stream)
{
    SCOPED(strbuf_release) struct strbuf buffer = {0};
    bool is_empty = true;
    for (;;) {
        size_t got;
        strbuf_reserve(&buffer, CHUNK_BYTES + 1);
        enum status status = byte_stream_read(stream, buffer.bytes + buffer.length, CHUNK_BYTES, &got, reader->err);
        if (status != STATUS_OK)
            return status;
        if (got == 0)
            break;
        is_empty = false;
        buffer.length += got;
        status = take_lines(reader, &buffer);
        if (status != STATUS_OK)
            return status;
    }
    if (is_empty)
        return error_set(reader->err, STATUS_INVALID, "'%s' is empty; was anything measured?", reader->path);
    return buffer.length ? take_line(reader, buffer.bytes, buffer.length) : STATUS_OK;
}

enum status coverage_read_tracefile(const char *path, struct coverage_pile *pile, struct error *err)
{
    struct trace_reader *reader = memory_new(1, sizeof *reader);
    *reader = (struct trace_reader){.path = path, .pile = pile, .err = err};
    SCOPED(byte_stream_close) struct byte_stream stream = {0};
    enum status status = byte_stream_open(path, &stream, err);
    if (status == STATUS_OK)
        status = read_stream(reader, &stream);
    if (status == STATUS_OK && reader->is_inside)
        status = trace_refuse(reader, "the file ends before end_of_record", "");
    if (status == STATUS_OK && !reader->has_sections)
        status = error_set(err, STATUS_INVALID, "'%s': no SF record; is this an lcov tracefile?", path);
    forget_section(reader);
    free(reader->told);
    free(reader->leaders);
    free(reader);
    return status;
}

enum status coverage_load_tracefile(const char *path, struct coverage *coverage, struct error *err)
{
    struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});
    struct coverage loaded = {0};
    const enum status status = coverage_read_tracefile(path, pile, err);
    if (status == STATUS_OK) {
        coverage_pile_take(pile, &loaded);
        coverage_merge(coverage, &loaded);
    }
    coverage_release(&loaded);
    coverage_pile_free(pile);
    return status;
}
