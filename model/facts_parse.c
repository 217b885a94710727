#include <stdio.h>
#include <string.h>

#include "fact_parser.h"

struct record_kind {
    const char *name;
    void (*parse)(struct fact_parser *p, void *item);
    size_t items_offset; /* of the table's pointer in struct facts */
    size_t count_offset;
    size_t item_size;
};

#define RECORD(word, items, count, type)                                                                               \
    {#word, parse_##word, offsetof(struct facts, items), offsetof(struct facts, count), sizeof(type)}

static const struct record_kind record_kinds[] = {
    RECORD(unit, units, unit_count, struct fact_unit),
    RECORD(file, files, file_count, struct fact_file),
    RECORD(include, includes, include_count, struct fact_include),
    RECORD(type, types, type_count, struct fact_type),
    RECORD(function, functions, function_count, struct fact_function),
    RECORD(global, globals, global_count, struct fact_global),
    RECORD(constant, constants, constant_count, struct fact_constant),
    RECORD(macro, macros, macro_count, struct fact_macro),
    RECORD(comment, comments, comment_count, struct fact_comment),
    RECORD(inactive, inactive, inactive_count, struct source_range),
    RECORD(declaration, declarations, declaration_count, struct fact_declaration),
    RECORD(conditional, conditionals, conditional_count, struct source_place),
};

#define RECORD_KIND_COUNT (sizeof record_kinds / sizeof *record_kinds)

void *fact_open_items(struct fact_parser *p, size_t size, uint32_t *ret_count)
{
    size_t count = fact_count_items(&p->reader);
    if (count >= UINT32_MAX) {
        fact_fail(&p->reader, "a list is too long");
        return NULL;
    }
    fact_open(&p->reader, '[');
    *ret_count = p->reader.status == STATUS_OK ? (uint32_t)count : 0;
    return arena_array(&p->facts->arena, *ret_count, size);
}

/* Numbers of the file's words in our own enumeration. */
static uint32_t read_words(struct fact_reader *r, const char *const *words, unsigned count, uint16_t *numbers)
{
    uint32_t read = 0;
    fact_open(r, '[');
    while (fact_next_item(r)) {
        if (read == FACT_MAX_WORDS) {
            fact_fail(r, "a header lists more than %d words", FACT_MAX_WORDS);
            return 0;
        }
        numbers[read++] = (uint16_t)fact_read_word(r, words, count);
    }
    return read;
}

static void parse_header(struct fact_parser *p)
{
    struct fact_reader *r = &p->reader;
    bool is_facts = false;
    uint64_t version = 0;
    fact_open(r, '{');
    while (fact_next_key(r)) {
        if (fact_is_key(r, "format"))
            is_facts = !strcmp(fact_read_text(r), FACTS_FORMAT);
        else if (fact_is_key(r, "version"))
            version = fact_read_uint(r, UINT32_MAX);
        else if (is_facts && version != FACTS_VERSION)
            break;
        else if (fact_is_key(r, "node_kinds"))
            p->node_kind_count = read_words(r, node_kind_ids, NODE_KIND_COUNT, p->node_kinds);
        else if (fact_is_key(r, "operators"))
            p->operator_count = read_words(r, operator_ids, OPERATOR_TOKEN_COUNT, p->operators);
        else
            fact_skip(r);
    }
    if (r->status == STATUS_OK && (!is_facts || version != FACTS_VERSION))
        fact_fail(r, "the first line does not name the format %s, version %d", FACTS_FORMAT, FACTS_VERSION);
    fact_end_line(r);
}

/* The kind of the record whose line starts here; its key and value are consumed. */
static unsigned read_kind(struct fact_reader *r)
{
    static const char *const names[] = {"unit",     "file",  "include", "type",     "function",    "global",
                                        "constant", "macro", "comment", "inactive", "declaration", "conditional"};
    _Static_assert(sizeof names / sizeof *names == RECORD_KIND_COUNT, "one name for each kind of record");
    fact_open(r, '{');
    if (!fact_next_key(r) || !fact_is_key(r, "record")) {
        fact_fail(r, "a line does not start with its \"record\"");
        return 0;
    }
    return fact_read_word(r, names, RECORD_KIND_COUNT);
}

/* Moves the reader to the next line that is not empty. */
static bool next_line(struct fact_reader *r, const char **position, const char *end)
{
    unsigned line = r->line;
    while (*position < end && r->status == STATUS_OK) {
        const char *start = *position;
        const char *newline = memchr(start, '\n', (size_t)(end - start));
        *position = newline ? newline + 1 : end;
        line++;
        if (start != (newline ? newline : end)) {
            fact_reader_line(r, start, newline ? newline : end, line);
            return true;
        }
    }
    return false;
}

static void count_records(struct fact_parser *p, const char *text, const char *end)
{
    uint32_t counts[RECORD_KIND_COUNT] = {0};
    unsigned header_line = p->reader.line;
    while (next_line(&p->reader, &text, end))
        counts[read_kind(&p->reader)]++;
    if (p->reader.status != STATUS_OK)
        return;
    p->reader.line = header_line;
    for (size_t i = 0; i < RECORD_KIND_COUNT; i++) {
        const struct record_kind *kind = &record_kinds[i];
        void *items = arena_array(&p->facts->arena, counts[i], kind->item_size);
        memcpy((char *)p->facts + kind->items_offset, &items, sizeof items);
        memcpy((char *)p->facts + kind->count_offset, &counts[i], sizeof counts[i]);
    }
    p->reader.file_count = p->facts->file_count;
}

static void parse_records(struct fact_parser *p, const char *text, const char *end)
{
    uint32_t next[RECORD_KIND_COUNT] = {0};
    while (next_line(&p->reader, &text, end)) {
        const struct record_kind *kind = &record_kinds[read_kind(&p->reader)];
        char *items = NULL;
        memcpy(&items, (char *)p->facts + kind->items_offset, sizeof items);
        kind->parse(p, items + kind->item_size * next[kind - record_kinds]++);
        fact_end_line(&p->reader);
    }
}

enum status facts_parse(struct facts *facts, const char *path, const char *text, size_t length, struct error *err)
{
    struct facts parsed = {0};
    struct fact_parser parser = {.facts = &parsed, .reader = {.path = path, .err = err, .arena = &parsed.arena}};
    const char *end = text + length;
    const char *position = text;
    if (!next_line(&parser.reader, &position, end))
        fact_fail(&parser.reader, "the file is empty");
    parse_header(&parser);
    count_records(&parser, position, end);
    if (parser.reader.status == STATUS_OK)
        parse_records(&parser, position, end);
    enum status status = parser.reader.status;
    fact_reader_release(&parser.reader);
    if (status == STATUS_OK)
        status = facts_check(&parsed, path, err);
    if (status != STATUS_OK) {
        facts_release(&parsed);
        return status;
    }
    facts_index(&parsed);
    *facts = parsed;
    return STATUS_OK;
}
