/* Writes what coverage_data.c reads. */
#include "cet/core/memory.h"
#include "coverage_data.h"
#include "coverage_writers.h"

static void put_row(struct json_writer *json, const uint64_t *numbers, size_t count, const char *text)
{
    json_array_begin(json, NULL);
    for (size_t i = 0; i < count; i++)
        json_uint(json, NULL, numbers[i]);
    if (text)
        json_string(json, NULL, text);
    json_array_end(json);
}

static void put_lines(struct json_writer *json, const struct coverage_file *file)
{
    json_array_begin(json, "lines");
    for (size_t i = 0; i < file->line_count; i++) {
        const uint64_t row[] = {file->lines[i].line, file->lines[i].hits, file->lines[i].has_unrun_block};
        put_row(json, row, 2 + row[2], NULL);
    }
    json_array_end(json);
}

static uint64_t branch_bits(const struct coverage_branch *branch)
{
    return (uint64_t)branch->was_evaluated | (uint64_t)branch->is_fallthrough << 1 | (uint64_t)branch->is_throw << 2 |
           (uint64_t)branch->is_unreachable << 3;
}

static void put_branches(struct json_writer *json, const struct coverage_file *file)
{
    json_array_begin(json, "branches");
    for (size_t i = 0; i < file->branch_count; i++) {
        const struct coverage_branch *b = &file->branches[i];
        const uint64_t row[] = {b->line, b->block, b->number, b->taken, branch_bits(b)};
        put_row(json, row, ARRAY_LENGTH(row), coverage_file_text(file, b->text));
    }
    json_array_end(json);
}

static void put_conditions(struct json_writer *json, const struct coverage_file *file)
{
    json_array_begin(json, "conditions");
    for (size_t i = 0; i < file->condition_count; i++) {
        const struct coverage_condition *c = &file->conditions[i];
        const uint64_t row[] = {c->line, c->group, c->index, c->size, c->met_true, c->met_false};
        put_row(json, row, ARRAY_LENGTH(row), coverage_file_text(file, c->text));
    }
    json_array_end(json);
}

static void put_functions(struct json_writer *json, const struct coverage_file *file)
{
    json_array_begin(json, "functions");
    for (size_t i = 0; i < file->function_count; i++) {
        const struct coverage_function *f = &file->functions[i];
        const uint64_t row[] = {f->line, f->end_line, f->hits};
        put_row(json, row, ARRAY_LENGTH(row), f->name);
    }
    json_array_end(json);
}

/* [line, test, test, ...] */
static void put_test_lines(struct json_writer *json, const struct coverage_file *file)
{
    json_array_begin(json, "tests");
    for (size_t i = 0; i < file->test_line_count;) {
        const uint32_t line = file->test_lines[i].line;
        json_array_begin(json, NULL);
        json_uint(json, NULL, line);
        for (; i < file->test_line_count && file->test_lines[i].line == line; i++)
            json_uint(json, NULL, file->test_lines[i].test);
        json_array_end(json);
    }
    json_array_end(json);
}

static void put_checksums(struct json_writer *json, const struct coverage_file *file)
{
    json_array_begin(json, "checksums");
    for (size_t i = 0; i < file->checksum_count; i++) {
        const uint64_t row[] = {file->checksums[i].line, file->checksums[i].hash};
        put_row(json, row, ARRAY_LENGTH(row), NULL);
    }
    json_array_end(json);
}

void coverage_begin_data(struct coverage_writing *writing)
{
    struct json_writer *json = &writing->json;
    const struct coverage *about = writing->outline.about;
    *json = (struct json_writer){.out = writing->out};
    json_object_begin(json, NULL);
    json_string(json, "format", DATA_FORMAT);
    json_int(json, "version", DATA_VERSION);
    json_string(json, "compiler", about->compiler);
    json_string(json, "testName", about->test_name);
    json_array_begin(json, "tests");
    for (size_t i = 0; i < about->test_count; i++)
        json_string(json, NULL, about->tests[i]);
    json_array_end(json);
    json_array_begin(json, "files");
}

void coverage_file_data(struct coverage_writing *writing, const struct coverage_file *file)
{
    struct json_writer *json = &writing->json;
    strbuf_add_char(writing->out, '\n');
    json_object_begin(json, NULL);
    json_string(json, "path", file->path);
    if (file->version)
        json_string(json, "version", file->version);
    put_lines(json, file);
    put_branches(json, file);
    put_functions(json, file);
    if (file->condition_count)
        put_conditions(json, file);
    if (file->test_line_count)
        put_test_lines(json, file);
    if (file->checksum_count)
        put_checksums(json, file);
    json_object_end(json);
}

void coverage_end_data(struct coverage_writing *writing)
{
    json_array_end(&writing->json);
    json_object_end(&writing->json);
    strbuf_add_char(writing->out, '\n');
}
