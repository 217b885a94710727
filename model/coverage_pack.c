/* Numbers of 7 bits a byte, differences where they are small, and zstd over it. */
#include "coverage_pack.h"

#include <assert.h>
#include <string.h>

#include "cet/core/compress.h"
#include "cet/core/memory.h"

#define MAX_PACKED_BYTES ((size_t)2 << 30)

static void put(struct strbuf *out, uint64_t value)
{
    char bytes[10];
    size_t length = 0;
    while (value >= 0x80) {
        bytes[length++] = (char)(value | 0x80);
        value >>= 7;
    }
    bytes[length++] = (char)value;
    strbuf_add(out, bytes, length);
}

static uint64_t get(const char **at)
{
    uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const unsigned char byte = (unsigned char)*(*at)++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return value;
    }
}

static void put_text(struct strbuf *out, const char *text)
{
    const size_t length = strlen(text);
    put(out, length);
    strbuf_add(out, text, length);
}

static char *get_text(const char **at)
{
    const size_t length = get(at);
    char *text = memory_strndup(*at, length);
    *at += length;
    return text;
}

static void put_lines(const struct coverage_file *file, struct strbuf *out)
{
    uint32_t line = 0;
    put(out, file->line_count);
    for (size_t i = 0; i < file->line_count; i++) {
        put(out, (uint64_t)(file->lines[i].line - line) << 1 | file->lines[i].has_unrun_block);
        put(out, file->lines[i].hits);
        line = file->lines[i].line;
    }
}

static void get_lines(const char **at, struct coverage_file *file)
{
    uint32_t line = 0;
    file->line_count = file->line_capacity = get(at);
    file->lines = memory_new(file->line_count, sizeof *file->lines);
    for (size_t i = 0; i < file->line_count; i++) {
        const uint64_t step = get(at);
        line += (uint32_t)(step >> 1);
        file->lines[i] = (struct coverage_line){.line = line, .has_unrun_block = step & 1, .hits = get(at)};
    }
}

static void put_branches(const struct coverage_file *file, struct strbuf *out)
{
    uint32_t line = 0;
    put(out, file->branch_count);
    for (size_t i = 0; i < file->branch_count; i++) {
        const struct coverage_branch *b = &file->branches[i];
        put(out, (uint64_t)(b->line - line) << 5 | b->was_evaluated | b->is_fallthrough << 1 | b->is_throw << 2 |
                     b->is_unreachable << 3 | (b->text != 0) << 4);
        put(out, b->block);
        put(out, b->number);
        put(out, b->taken);
        if (b->text)
            put(out, b->text);
        line = b->line;
    }
}

static void get_branches(const char **at, struct coverage_file *file)
{
    uint32_t line = 0;
    file->branch_count = file->branch_capacity = get(at);
    file->branches = memory_new(file->branch_count, sizeof *file->branches);
    for (size_t i = 0; i < file->branch_count; i++) {
        struct coverage_branch *b = &file->branches[i];
        const uint64_t step = get(at);
        line += (uint32_t)(step >> 5);
        b->line = line;
        b->was_evaluated = step & 1;
        b->is_fallthrough = step >> 1 & 1;
        b->is_throw = step >> 2 & 1;
        b->is_unreachable = step >> 3 & 1;
        b->block = (uint32_t)get(at);
        b->number = (uint32_t)get(at);
        b->taken = get(at);
        b->text = step >> 4 & 1 ? (uint32_t)get(at) : 0;
    }
}

static void put_conditions(const struct coverage_file *file, struct strbuf *out)
{
    put(out, file->condition_count);
    for (size_t i = 0; i < file->condition_count; i++) {
        const struct coverage_condition *c = &file->conditions[i];
        const uint64_t numbers[] = {c->line, c->group, c->index, c->size, c->text, c->met_true, c->met_false};
        for (size_t k = 0; k < ARRAY_LENGTH(numbers); k++)
            put(out, numbers[k]);
    }
}

static void get_conditions(const char **at, struct coverage_file *file)
{
    file->condition_count = file->condition_capacity = get(at);
    file->conditions = memory_new(file->condition_count, sizeof *file->conditions);
    for (size_t i = 0; i < file->condition_count; i++) {
        struct coverage_condition *c = &file->conditions[i];
        c->line = (uint32_t)get(at);
        c->group = (uint32_t)get(at);
        c->index = (uint32_t)get(at);
        c->size = (uint32_t)get(at);
        c->text = (uint32_t)get(at);
        c->met_true = get(at);
        c->met_false = get(at);
    }
}

static void put_functions(const struct coverage_file *file, struct strbuf *out)
{
    put(out, file->function_count);
    for (size_t i = 0; i < file->function_count; i++) {
        put_text(out, file->functions[i].name);
        put(out, file->functions[i].line);
        put(out, file->functions[i].end_line);
        put(out, file->functions[i].hits);
    }
}

static void get_functions(const char **at, struct coverage_file *file)
{
    file->function_count = file->function_capacity = get(at);
    file->functions = memory_new(file->function_count, sizeof *file->functions);
    for (size_t i = 0; i < file->function_count; i++) {
        file->functions[i].name = get_text(at);
        file->functions[i].line = (uint32_t)get(at);
        file->functions[i].end_line = (uint32_t)get(at);
        file->functions[i].hits = get(at);
    }
}

static void put_rest(const struct coverage_file *file, struct strbuf *out)
{
    put(out, file->test_line_count);
    for (size_t i = 0; i < file->test_line_count; i++) {
        put(out, file->test_lines[i].line - (i ? file->test_lines[i - 1].line : 0));
        put(out, file->test_lines[i].test);
    }
    put(out, file->checksum_count);
    for (size_t i = 0; i < file->checksum_count; i++) {
        put(out, file->checksums[i].line);
        strbuf_add(out, &file->checksums[i].hash, sizeof file->checksums[i].hash);
    }
    put(out, file->text_count);
    for (size_t i = 0; i < file->text_count; i++)
        put_text(out, file->texts[i]);
    put(out, file->version != NULL);
    if (file->version)
        put_text(out, file->version);
}

static void get_rest(const char **at, struct coverage_file *file)
{
    file->test_line_count = file->test_line_capacity = get(at);
    file->test_lines = memory_new(file->test_line_count, sizeof *file->test_lines);
    for (size_t i = 0; i < file->test_line_count; i++) {
        file->test_lines[i].line = (uint32_t)get(at) + (i ? file->test_lines[i - 1].line : 0);
        file->test_lines[i].test = (uint32_t)get(at);
    }
    file->checksum_count = file->checksum_capacity = get(at);
    file->checksums = memory_new(file->checksum_count, sizeof *file->checksums);
    for (size_t i = 0; i < file->checksum_count; i++) {
        file->checksums[i].line = (uint32_t)get(at);
        memcpy(&file->checksums[i].hash, *at, sizeof file->checksums[i].hash);
        *at += sizeof file->checksums[i].hash;
    }
    file->text_count = file->text_capacity = get(at);
    file->texts = memory_new(file->text_count, sizeof *file->texts);
    for (size_t i = 0; i < file->text_count; i++)
        file->texts[i] = get_text(at);
    file->version = get(at) ? get_text(at) : NULL;
}

void coverage_pack(const struct coverage_file *file, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf plain = {0};
    put_lines(file, &plain);
    put_branches(file, &plain);
    put_conditions(file, &plain);
    put_functions(file, &plain);
    put_rest(file, &plain);
    compress_add(out, plain.bytes, plain.length);
}

void coverage_unpack(const char *bytes, size_t length, struct coverage_file *ret_file)
{
    SCOPED(strbuf_release) struct strbuf plain = {0};
    size_t taken;
    const enum status status = compress_expand(bytes, length, MAX_PACKED_BYTES, &plain, &taken, NULL);
    assert(status == STATUS_OK); /* it is our own */
    (void)status;
    const char *at = plain.bytes;
    get_lines(&at, ret_file);
    get_branches(&at, ret_file);
    get_conditions(&at, ret_file);
    get_functions(&at, ret_file);
    get_rest(&at, ret_file);
}

size_t coverage_file_bytes(const struct coverage_file *file)
{
    size_t bytes = sizeof *file + strlen(file->path) + file->line_count * sizeof *file->lines +
                   file->branch_count * sizeof *file->branches + file->condition_count * sizeof *file->conditions +
                   file->function_count * sizeof *file->functions + file->test_line_count * sizeof *file->test_lines +
                   file->checksum_count * sizeof *file->checksums + file->text_count * sizeof *file->texts;
    for (size_t i = 0; i < file->function_count; i++)
        bytes += strlen(file->functions[i].name) + 32; /* what an allocation takes beside */
    for (size_t i = 0; i < file->text_count; i++)
        bytes += strlen(file->texts[i]) + 32;
    return bytes;
}
