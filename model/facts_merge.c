#include "facts_merge.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "fact_text.h"

uint32_t merged_id(const struct facts_merger *merger, enum fact_table table, uint32_t id)
{
    return id == NO_ID ? NO_ID : merger->ids[table][id];
}

struct source_place merged_place(const struct facts_merger *merger, struct source_place place)
{
    place.file = place.line ? merged_id(merger, TABLE_FILE, place.file) : NO_ID;
    return place;
}

struct source_range merged_range(const struct facts_merger *merger, struct source_range range)
{
    range.file = range.line ? merged_id(merger, TABLE_FILE, range.file) : NO_ID;
    return range;
}

const char *merged_text(struct facts_merger *merger, const char *text)
{
    return text ? arena_strdup(&merger->into->arena, text) : NULL;
}

void merge_key_begin(struct facts_merger *merger)
{
    strbuf_clear(&merger->key);
}

/* The byte behind it separates it from what follows. */
void merge_key_text(struct facts_merger *merger, const char *text)
{
    strbuf_add_text(&merger->key, text ? text : "");
    strbuf_add_char(&merger->key, '\x01');
}

void merge_key_number(struct facts_merger *merger, uint64_t number)
{
    char text[FACT_NUMBER_MAX + 1];
    char *end = fact_put_uint(text, number);
    *end++ = ' ';
    strbuf_add(&merger->key, text, (size_t)(end - text));
}

void merge_key_place(struct facts_merger *merger, struct source_place place)
{
    merge_key_number(merger, place.file);
    merge_key_number(merger, place.line);
    merge_key_number(merger, place.column);
}

static void merge_key_range(struct facts_merger *merger, struct source_range range)
{
    merge_key_place(merger, (struct source_place){range.file, range.line, range.column});
    merge_key_number(merger, range.end_line);
    merge_key_number(merger, range.end_column);
}

bool merge_find(const struct facts_merger *merger, enum fact_table table, uint32_t *ret_id)
{
    uint64_t id = 0;
    if (!map_find(&merger->known[table], strbuf_text(&merger->key), &id))
        return false;
    *ret_id = (uint32_t)id;
    return true;
}

void merge_note(struct facts_merger *merger, enum fact_table table, uint32_t id)
{
    map_add(&merger->known[table], strbuf_text(&merger->key), id, NULL);
}

void *merge_grow(struct facts_merger *merger, enum fact_table table, void *items, uint32_t count, size_t size)
{
    if (count < merger->capacities[table])
        return items;
    merger->capacities[table] = count < 16 ? 32 : count * 2;
    void *grown = arena_array(&merger->into->arena, merger->capacities[table], size);
    if (count)
        memcpy(grown, items, count * size);
    return grown;
}

static const char **merged_texts(struct facts_merger *merger, const char *const *texts, uint32_t count)
{
    const char **copies = arena_array(&merger->into->arena, count, sizeof *copies);
    for (uint32_t i = 0; i < count; i++)
        copies[i] = merged_text(merger, texts[i]);
    return copies;
}

static void make_unit_key(struct facts_merger *merger, const struct fact_unit *unit)
{
    merge_key_begin(merger);
    merge_key_text(merger, unit->main_file);
    merge_key_text(merger, unit->folder);
    for (uint32_t i = 0; i < unit->argument_count; i++)
        merge_key_text(merger, unit->arguments[i]);
}

static void merge_units(struct facts_merger *merger)
{
    struct facts *into = merger->into;
    for (uint32_t i = 0; i < merger->from->unit_count; i++) {
        struct fact_unit unit = merger->from->units[i];
        make_unit_key(merger, &unit);
        if (merge_find(merger, TABLE_UNIT, &merger->ids[TABLE_UNIT][i]))
            continue;
        unit.arguments = merged_texts(merger, unit.arguments, unit.argument_count);
        unit.main_file = merged_text(merger, unit.main_file);
        unit.folder = merged_text(merger, unit.folder);
        unit.compiler = merged_text(merger, unit.compiler);
        unit.target = merged_text(merger, unit.target);
        into->units = merge_grow(merger, TABLE_UNIT, into->units, into->unit_count, sizeof unit);
        merge_note(merger, TABLE_UNIT, into->unit_count);
        merger->ids[TABLE_UNIT][i] = into->unit_count;
        into->units[into->unit_count++] = unit;
    }
}

static void make_file_key(struct facts_merger *merger, const struct fact_file *file)
{
    merge_key_begin(merger);
    merge_key_text(merger, file->path);
}

static void merge_files(struct facts_merger *merger)
{
    struct facts *into = merger->into;
    uint32_t old_count = into->file_count;
    for (uint32_t i = 0; i < merger->from->file_count; i++) {
        struct fact_file file = merger->from->files[i];
        uint32_t *id = &merger->ids[TABLE_FILE][i];
        make_file_key(merger, &file);
        if (merge_find(merger, TABLE_FILE, id)) {
            into->files[*id].is_main |= file.is_main;
            continue;
        }
        file.path = merged_text(merger, file.path);
        into->files = merge_grow(merger, TABLE_FILE, into->files, into->file_count, sizeof file);
        *id = into->file_count;
        merge_note(merger, TABLE_FILE, *id);
        into->files[into->file_count++] = file;
    }
    for (uint32_t i = old_count; i < into->file_count; i++) /* a file may be named before the one that includes it */
        into->files[i].included_by = merged_id(merger, TABLE_FILE, into->files[i].included_by);
}

static void make_include_key(struct facts_merger *merger, const struct fact_include *include)
{
    merge_key_begin(merger);
    merge_key_place(merger, include->place);
    merge_key_number(merger, include->target);
}

static void merge_includes(struct facts_merger *merger)
{
    struct facts *into = merger->into;
    for (uint32_t i = 0; i < merger->from->include_count; i++) {
        struct fact_include include = merger->from->includes[i];
        uint32_t known = 0;
        include.place = merged_place(merger, include.place);
        include.target = merged_id(merger, TABLE_FILE, include.target);
        make_include_key(merger, &include);
        if (merge_find(merger, TABLE_INCLUDE, &known))
            continue;
        into->includes = merge_grow(merger, TABLE_INCLUDE, into->includes, into->include_count, sizeof include);
        merge_note(merger, TABLE_INCLUDE, into->include_count);
        into->includes[into->include_count++] = include;
    }
}

static void make_macro_key(struct facts_merger *merger, const struct fact_macro *macro)
{
    merge_key_begin(merger);
    merge_key_text(merger, macro->name);
    merge_key_range(merger, macro->range);
    if (!macro->range.line) /* predefined or from the command line: told apart by what it says */
        merge_key_text(merger, macro->body);
}

static void merge_macros(struct facts_merger *merger)
{
    struct facts *into = merger->into;
    for (uint32_t i = 0; i < merger->from->macro_count; i++) {
        struct fact_macro macro = merger->from->macros[i];
        uint32_t *id = &merger->ids[TABLE_MACRO][i];
        macro.range = merged_range(merger, macro.range);
        make_macro_key(merger, &macro);
        if (merge_find(merger, TABLE_MACRO, id)) {
            struct fact_macro *known = &into->macros[*id]; /* the most of one unit: a sum would count headers twice */
            known->expansions = known->expansions > macro.expansions ? known->expansions : macro.expansions;
            continue;
        }
        macro.name = merged_text(merger, macro.name);
        macro.body = merged_text(merger, macro.body);
        macro.params = merged_texts(merger, macro.params, macro.param_count);
        into->macros = merge_grow(merger, TABLE_MACRO, into->macros, into->macro_count, sizeof macro);
        *id = into->macro_count;
        merge_note(merger, TABLE_MACRO, *id);
        into->macros[into->macro_count++] = macro;
    }
}

static void make_constant_key(struct facts_merger *merger, const struct fact_constant *constant)
{
    merge_key_begin(merger);
    merge_key_number(merger, constant->function);
    merge_key_place(merger, constant->place);
    merge_key_number(merger, constant->is_string);
    if (constant->is_string)
        fact_string(&merger->key, constant->bytes, constant->length); /* escapes the NULs, which end keys */
    else
        merge_key_number(merger, (uint64_t)constant->value);
}

static void merge_constants(struct facts_merger *merger)
{
    struct facts *into = merger->into;
    for (uint32_t i = 0; i < merger->from->constant_count; i++) {
        struct fact_constant constant = merger->from->constants[i];
        uint32_t *id = &merger->ids[TABLE_CONSTANT][i];
        constant.function = merged_id(merger, TABLE_FUNCTION, constant.function);
        constant.place = merged_place(merger, constant.place);
        make_constant_key(merger, &constant);
        if (merge_find(merger, TABLE_CONSTANT, id))
            continue;
        char *bytes = arena_alloc(&into->arena, (size_t)constant.length + 1);
        if (constant.length)
            memcpy(bytes, constant.bytes, constant.length);
        constant.bytes = bytes;
        into->constants = merge_grow(merger, TABLE_CONSTANT, into->constants, into->constant_count, sizeof constant);
        *id = into->constant_count;
        merge_note(merger, TABLE_CONSTANT, *id);
        into->constants[into->constant_count++] = constant;
    }
}

static void make_range_key(struct facts_merger *merger, struct source_range range)
{
    merge_key_begin(merger);
    merge_key_range(merger, range);
}

static void merge_ranges(struct facts_merger *merger)
{
    struct facts *into = merger->into;
    uint32_t known = 0;
    for (uint32_t i = 0; i < merger->from->comment_count; i++) {
        struct fact_comment comment = merger->from->comments[i];
        comment.range = merged_range(merger, comment.range);
        make_range_key(merger, comment.range);
        if (merge_find(merger, TABLE_COMMENT, &known))
            continue;
        comment.text = merged_text(merger, comment.text);
        into->comments = merge_grow(merger, TABLE_COMMENT, into->comments, into->comment_count, sizeof comment);
        merge_note(merger, TABLE_COMMENT, into->comment_count);
        into->comments[into->comment_count++] = comment;
    }
    for (uint32_t i = 0; i < merger->from->inactive_count; i++) {
        struct source_range range = merged_range(merger, merger->from->inactive[i]);
        make_range_key(merger, range);
        if (merge_find(merger, TABLE_INACTIVE, &known))
            continue;
        into->inactive = merge_grow(merger, TABLE_INACTIVE, into->inactive, into->inactive_count, sizeof range);
        merge_note(merger, TABLE_INACTIVE, into->inactive_count);
        into->inactive[into->inactive_count++] = range;
    }
}

static void make_conditional_key(struct facts_merger *merger, const struct source_place *place)
{
    merge_key_begin(merger);
    merge_key_place(merger, *place);
}

static void merge_conditionals(struct facts_merger *merger)
{
    struct facts *into = merger->into;
    for (uint32_t i = 0; i < merger->from->conditional_count; i++) {
        struct source_place place = merged_place(merger, merger->from->conditionals[i]);
        uint32_t known = 0;
        make_conditional_key(merger, &place);
        if (merge_find(merger, TABLE_CONDITIONAL, &known))
            continue;
        into->conditionals =
            merge_grow(merger, TABLE_CONDITIONAL, into->conditionals, into->conditional_count, sizeof place);
        merge_note(merger, TABLE_CONDITIONAL, into->conditional_count);
        into->conditionals[into->conditional_count++] = place;
    }
}

/* Enters the keys of what is there before the first unit is added. */
#define NOTE_ALL(merger, table, items, count, make_key)                                                                \
    for (uint32_t item_ = 0; item_ < (merger)->into->count; item_++) {                                                 \
        make_key(merger, &(merger)->into->items[item_]);                                                               \
        merge_note(merger, table, item_);                                                                              \
    }

static void make_comment_key(struct facts_merger *merger, const struct fact_comment *comment)
{
    make_range_key(merger, comment->range);
}

static void make_inactive_key(struct facts_merger *merger, const struct source_range *range)
{
    make_range_key(merger, *range);
}

void facts_merger_init(struct facts_merger *merger, struct facts *into)
{
    *merger = (struct facts_merger){.into = into};
    NOTE_ALL(merger, TABLE_UNIT, units, unit_count, make_unit_key)
    NOTE_ALL(merger, TABLE_FILE, files, file_count, make_file_key)
    NOTE_ALL(merger, TABLE_INCLUDE, includes, include_count, make_include_key)
    NOTE_ALL(merger, TABLE_MACRO, macros, macro_count, make_macro_key)
    NOTE_ALL(merger, TABLE_CONSTANT, constants, constant_count, make_constant_key)
    NOTE_ALL(merger, TABLE_COMMENT, comments, comment_count, make_comment_key)
    NOTE_ALL(merger, TABLE_INACTIVE, inactive, inactive_count, make_inactive_key)
    NOTE_ALL(merger, TABLE_CONDITIONAL, conditionals, conditional_count, make_conditional_key)
    merge_note_types(merger);
    merge_note_functions(merger);
    merge_note_globals(merger);
    merge_note_declarations(merger);
}

void facts_merger_add(struct facts_merger *merger, const struct facts *from)
{
    const uint32_t counts[TABLE_COUNT] = {
        [TABLE_UNIT] = from->unit_count,     [TABLE_FILE] = from->file_count,
        [TABLE_TYPE] = from->type_count,     [TABLE_FUNCTION] = from->function_count,
        [TABLE_GLOBAL] = from->global_count, [TABLE_CONSTANT] = from->constant_count,
        [TABLE_MACRO] = from->macro_count,
    };
    merger->from = from;
    for (unsigned table = 0; table < TABLE_COUNT; table++) {
        merger->ids[table] = memory_new((size_t)counts[table] + 1, sizeof *merger->ids[table]);
        memset(merger->ids[table], 0xff, counts[table] * sizeof *merger->ids[table]); /* NO_ID */
    }
    merge_units(merger);
    merge_files(merger);
    merge_includes(merger);
    merge_macros(merger);
    merge_types(merger);
    merge_functions(merger);
    merge_globals(merger);
    merge_constants(merger);
    merge_declarations(merger);
    merge_ranges(merger);
    merge_conditionals(merger);
    merge_graphs(merger);
    for (unsigned table = 0; table < TABLE_COUNT; table++) {
        free(merger->ids[table]);
        merger->ids[table] = NULL;
    }
}

void facts_merger_release(struct facts_merger *merger)
{
    for (unsigned table = 0; table < TABLE_COUNT; table++)
        map_release(&merger->known[table]);
    strbuf_release(&merger->key);
    if (merger->into)
        facts_index(merger->into);
    *merger = (struct facts_merger){0};
}

void facts_merge(struct facts *into, const struct facts *from)
{
    SCOPED(facts_merger_release) struct facts_merger merger;
    facts_merger_init(&merger, into);
    facts_merger_add(&merger, from);
}
