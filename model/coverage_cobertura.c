/* Cobertura XML, after coverage-04.dtd as its project publishes it. It tells of a line how many of its branches were
 * taken, not which and how often: they are read as that many, the first of them taken once. */
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/byte_stream.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/coverage_readers.h"
#include "coverage_file.h"

#define CHUNK_BYTES (64 << 10)
#define MAX_DEPTH 64
#define MAX_SOURCES 64
#define MAX_SOURCE_BYTES 4096
#define MAX_BRANCHES_OF_LINE 10000u
#define MAX_CONDITIONS 1000     /* of a line that are told apart */
#define MAX_ENTRIES (16u << 20) /* lines or branches of one class */

struct cobertura_reader {
    const char *path;
    XML_Parser parser;
    struct coverage_pile *pile;
    unsigned depth, method_depth; /* method_depth 0: outside of methods */
    bool is_cobertura, has_class, is_in_source;
    struct strbuf source; /* text under way */
    char *sources[MAX_SOURCES];
    size_t source_count;
    struct coverage_file file; /* of the class under way; path NULL: none */
    struct coverage_function function;
    size_t first_branch; /* of the line under way */
    unsigned long taken;
    unsigned percents[MAX_CONDITIONS]; /* of its conditions */
    size_t condition_count;
    struct error *err;
    enum status status;
};

static void fail(struct cobertura_reader *reader, enum status status, const char *what, const char *quoted)
{
    if (reader->status != STATUS_OK)
        return;
    reader->status = error_set(reader->err, status, "'%s':%lu: %s: '%.80s'", reader->path,
                               (unsigned long)XML_GetCurrentLineNumber(reader->parser), what, quoted);
    XML_StopParser(reader->parser, XML_FALSE);
}

static const char *attribute(const XML_Char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (!strcmp(attributes[i], name))
            return attributes[i + 1];
    return NULL;
}

/* Decimal; beyond the type its end. */
static bool read_count(const char *text, uint64_t *ret_value)
{
    uint64_t value = 0;
    if (!text || !*text || text[strspn(text, "0123456789")])
        return false;
    for (; *text; text++)
        if (__builtin_mul_overflow(value, 10u, &value) ||
            __builtin_add_overflow(value, (uint64_t)(*text - '0'), &value)) {
            value = UINT64_MAX;
            break;
        }
    *ret_value = value;
    return true;
}

/* The source folder below which the file is there; the first when it is nowhere. */
static char *find_source(const struct cobertura_reader *reader, const char *name)
{
    for (size_t i = 0; i < reader->source_count; i++) {
        char *path = path_absolute(name, reader->sources[i]);
        if (file_exists(path))
            return path;
        free(path);
    }
    return path_absolute(name, reader->source_count ? reader->sources[0] : NULL);
}

static void begin_class(struct cobertura_reader *reader, const XML_Char **attributes)
{
    const char *name = attribute(attributes, "filename");
    if (!name || !*name) {
        fail(reader, STATUS_INVALID, "a class needs its filename", "class");
        return;
    }
    coverage_file_release(&reader->file);
    reader->file.path = find_source(reader, name);
    reader->has_class = true;
}

/* "50% (1/2)" */
static void add_branches(struct cobertura_reader *reader, uint32_t line, bool is_hit, const char *text)
{
    struct coverage_file *file = &reader->file;
    const char *open = text ? strchr(text, '(') : NULL;
    char *end = NULL;
    const unsigned long taken = open ? strtoul(open + 1, &end, 10) : 0;
    const unsigned long all = end && *end == '/' ? strtoul(end + 1, NULL, 10) : 0;
    if (all > MAX_BRANCHES_OF_LINE || taken > all || file->branch_count > MAX_ENTRIES) {
        fail(reader, STATUS_INVALID, "condition-coverage needs taken/all", text ? text : "");
        return;
    }
    reader->first_branch = file->branch_count;
    reader->taken = taken;
    for (uint32_t i = 0; i < all; i++) {
        const struct coverage_branch branch = {
            .line = line, .number = i, .was_evaluated = is_hit || taken, .taken = i < taken};
        ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity, branch);
    }
}

/* Several conditions that share the branches of the line evenly, and whose shares add up, are a block each. */
static void part_branches(struct cobertura_reader *reader)
{
    struct coverage_file *file = &reader->file;
    const size_t count = reader->condition_count, all = file->branch_count - reader->first_branch;
    size_t taken = 0;
    if (!file->path || count < 2 || !all || all % count)
        return;
    const size_t size = all / count;
    for (size_t i = 0; i < count; i++)
        taken += (reader->percents[i] * size + 50) / 100;
    for (size_t i = 0; i < all && taken == reader->taken; i++) {
        struct coverage_branch *branch = &file->branches[reader->first_branch + i];
        branch->block = (uint32_t)(i / size);
        branch->number = (uint32_t)(i % size);
        branch->taken = branch->number < (reader->percents[i / size] * size + 50) / 100;
    }
}

static void add_condition(struct cobertura_reader *reader, const XML_Char **attributes)
{
    const char *coverage = attribute(attributes, "coverage");
    const unsigned long percent = coverage ? strtoul(coverage, NULL, 10) : 0;
    if (reader->condition_count < MAX_CONDITIONS)
        reader->percents[reader->condition_count++] = percent > 100 ? 100 : (unsigned)percent;
}

static void add_line(struct cobertura_reader *reader, const XML_Char **attributes)
{
    struct coverage_file *file = &reader->file;
    uint64_t number, hits;
    const char *text = attribute(attributes, "number");
    if (!read_count(text, &number) || number > COVERAGE_MAX_LINE || !read_count(attribute(attributes, "hits"), &hits) ||
        file->line_count > MAX_ENTRIES) {
        fail(reader, STATUS_INVALID, "a line needs its number and hits", text ? text : "");
        return;
    }
    if (number == 0 || !file->path)
        return;
    if (reader->method_depth) { /* it stands among the lines of the class once more */
        if (!reader->function.line || reader->function.line > number) {
            reader->function.line = (uint32_t)number;
            reader->function.hits = hits;
        }
        return;
    }
    const struct coverage_line line = {.line = (uint32_t)number, .hits = hits};
    const char *has_branches = attribute(attributes, "branch");
    ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, line);
    if (has_branches && !strcmp(has_branches, "true"))
        add_branches(reader, line.line, hits > 0, attribute(attributes, "condition-coverage"));
}

static void XMLCALL begin_element(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct cobertura_reader *reader = context;
    if (++reader->depth > MAX_DEPTH) {
        fail(reader, STATUS_LIMIT, "elements nested too deep", name);
    } else if (reader->depth == 1) {
        reader->is_cobertura = !strcmp(name, "coverage");
        if (!reader->is_cobertura)
            fail(reader, STATUS_INVALID, "this is no Cobertura file", name);
    } else if (!strcmp(name, "source")) {
        reader->is_in_source = true;
        strbuf_clear(&reader->source);
    } else if (!strcmp(name, "class")) {
        begin_class(reader, attributes);
    } else if (!strcmp(name, "method") && !reader->method_depth) {
        const char *method = attribute(attributes, "name");
        reader->method_depth = reader->depth;
        free(reader->function.name);
        reader->function = (struct coverage_function){.name = memory_strdup(method ? method : "")};
    } else if (!strcmp(name, "line")) {
        reader->condition_count = 0;
        reader->first_branch = reader->file.branch_count;
        add_line(reader, attributes);
    } else if (!strcmp(name, "condition")) {
        add_condition(reader, attributes);
    }
}

static void end_method(struct cobertura_reader *reader)
{
    struct coverage_file *file = &reader->file;
    reader->method_depth = 0;
    if (file->path && reader->function.line && *reader->function.name && file->function_count < MAX_ENTRIES)
        ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, reader->function);
    else
        free(reader->function.name);
    reader->function = (struct coverage_function){0};
}

static void end_source(struct cobertura_reader *reader)
{
    reader->is_in_source = false;
    if (reader->source_count < MAX_SOURCES && reader->source.length)
        reader->sources[reader->source_count++] = path_absolute(strbuf_text(&reader->source), NULL);
}

static void XMLCALL end_element(void *context, const XML_Char *name)
{
    struct cobertura_reader *reader = context;
    if (!strcmp(name, "source")) {
        end_source(reader);
    } else if (!strcmp(name, "line")) {
        part_branches(reader);
    } else if (reader->method_depth == reader->depth) {
        end_method(reader);
    } else if (!strcmp(name, "class") && reader->file.path) {
        coverage_file_normalise(&reader->file);
        coverage_pile_add_file(reader->pile, &reader->file);
    }
    reader->depth--;
}

static void XMLCALL add_text(void *context, const XML_Char *text, int length)
{
    struct cobertura_reader *reader = context;
    if (reader->is_in_source && reader->source.length + (size_t)length <= MAX_SOURCE_BYTES)
        strbuf_add(&reader->source, text, (size_t)length);
}

/* Nothing of the format needs an entity of its own; what declares one means harm. */
static void XMLCALL refuse_entity(void *context, const XML_Char *name, int is_parameter, const XML_Char *value,
                                  int length, const XML_Char *base, const XML_Char *system, const XML_Char *public_id,
                                  const XML_Char *notation)
{
    (void)is_parameter, (void)value, (void)length, (void)base, (void)system, (void)public_id, (void)notation;
    fail(context, STATUS_INVALID, "entities are not read", name);
}

static enum status parse_stream(struct cobertura_reader *reader, struct byte_stream *stream)
{
    for (bool is_last = false; !is_last;) {
        void *buffer = XML_GetBuffer(reader->parser, CHUNK_BYTES);
        size_t got = 0;
        if (!buffer)
            return error_set(reader->err, STATUS_LIMIT, "'%s': expat has no memory for it", reader->path);
        const enum status status = byte_stream_read(stream, buffer, CHUNK_BYTES, &got, reader->err);
        if (status != STATUS_OK)
            return status;
        is_last = got == 0;
        const enum XML_Status parsed = XML_ParseBuffer(reader->parser, (int)got, is_last);
        if (reader->status != STATUS_OK)
            return reader->status;
        if (parsed != XML_STATUS_OK)
            return error_set(reader->err, STATUS_INVALID, "'%s':%lu: not valid XML: %s", reader->path,
                             (unsigned long)XML_GetCurrentLineNumber(reader->parser),
                             XML_ErrorString(XML_GetErrorCode(reader->parser)));
    }
    return STATUS_OK;
}

enum status coverage_read_cobertura(const char *path, struct coverage_pile *pile, struct error *err)
{
    struct cobertura_reader *reader = memory_new(1, sizeof *reader);
    *reader = (struct cobertura_reader){.path = path, .pile = pile, .err = err, .parser = XML_ParserCreate(NULL)};
    SCOPED(byte_stream_close) struct byte_stream stream = {0};
    enum status status = reader->parser ? byte_stream_open(path, &stream, err)
                                        : error_set(err, STATUS_LIMIT, "'%s': expat has no memory for it", path);
    if (status == STATUS_OK) {
        XML_SetUserData(reader->parser, reader);
        XML_SetElementHandler(reader->parser, begin_element, end_element);
        XML_SetCharacterDataHandler(reader->parser, add_text);
        XML_SetEntityDeclHandler(reader->parser, refuse_entity);
        status = parse_stream(reader, &stream);
    }
    if (status == STATUS_OK && !reader->has_class)
        status = error_set(err, STATUS_INVALID, "'%s': no class in it; was anything measured?", path);
    for (size_t i = 0; i < reader->source_count; i++)
        free(reader->sources[i]);
    free(reader->function.name);
    coverage_file_release(&reader->file);
    strbuf_release(&reader->source);
    XML_ParserFree(reader->parser);
    free(reader);
    return status;
}
