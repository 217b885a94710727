/* Functions and globals of many units as one table each: a definition takes the place of a declaration. */
#include <string.h>

#include "facts_merge.h"

static void make_name_key(struct facts_merger *merger, const char *id)
{
    merge_key_begin(merger);
    merge_key_text(merger, "name");
    merge_key_text(merger, id);
}

/* Of a definition: two of one name are the same when they stand at one place with one text. */
static void make_definition_key(struct facts_merger *merger, const struct fact_function *function)
{
    merge_key_begin(merger);
    merge_key_text(merger, "definition");
    merge_key_text(merger, function->id);
    merge_key_text(merger, function->digest);
    merge_key_place(merger, (struct source_place){function->range.file, function->range.line, function->range.column});
}

static void note_function(struct facts_merger *merger, const struct fact_function *function, uint32_t id)
{
    make_name_key(merger, function->id);
    merge_note(merger, TABLE_FUNCTION, id);
    if (!function->is_defined)
        return;
    make_definition_key(merger, function);
    merge_note(merger, TABLE_FUNCTION, id);
}

void merge_note_functions(struct facts_merger *merger)
{
    for (uint32_t i = 0; i < merger->into->function_count; i++)
        note_function(merger, &merger->into->functions[i], i);
}

/* Whether `into` has the function; *ret_id is also set to a declaration that this definition replaces. */
static bool find_function(struct facts_merger *merger, const struct fact_function *function, uint32_t *ret_id)
{
    if (function->is_defined) {
        make_definition_key(merger, function);
        if (merge_find(merger, TABLE_FUNCTION, ret_id))
            return true;
    }
    make_name_key(merger, function->id);
    if (!merge_find(merger, TABLE_FUNCTION, ret_id))
        return false;
    if (!function->is_defined)
        return true;
    if (merger->into->functions[*ret_id].is_defined)
        *ret_id = NO_ID;
    return false;
}

static struct fact_function copy_function(struct facts_merger *merger, const struct fact_function *function)
{
    struct fact_function copy = *function;
    copy.id = merged_text(merger, function->id);
    copy.name = merged_text(merger, function->name);
    copy.doc = merged_text(merger, function->doc);
    copy.graph = (struct function_graph){0};
    copy.params = arena_array(&merger->into->arena, copy.param_count, sizeof *copy.params);
    for (uint32_t i = 0; i < copy.param_count; i++) {
        copy.params[i] = function->params[i];
        copy.params[i].name = merged_text(merger, function->params[i].name);
        copy.params[i].type = merged_id(merger, TABLE_TYPE, function->params[i].type);
        copy.params[i].place = merged_place(merger, function->params[i].place);
    }
    return copy;
}

static bool has_text(const char *text)
{
    return text && *text;
}

static void merge_function(struct facts_merger *merger, uint32_t index)
{
    struct facts *into = merger->into;
    struct fact_function function = merger->from->functions[index];
    uint32_t id = NO_ID;
    function.type = merged_id(merger, TABLE_TYPE, function.type);
    function.result_type = merged_id(merger, TABLE_TYPE, function.result_type);
    function.unit = merged_id(merger, TABLE_UNIT, function.unit);
    function.range = merged_range(merger, function.range);
    bool is_known = find_function(merger, &function, &id);
    merger->ids[TABLE_FUNCTION][index] = id;
    if (id != NO_ID)
        function.is_named_in_data |= into->functions[id].is_named_in_data;
    if (is_known) {
        into->functions[id].is_named_in_data = function.is_named_in_data;
        if (!has_text(into->functions[id].doc) && has_text(function.doc)) /* headers document, sources define */
            into->functions[id].doc = merged_text(merger, function.doc);
        return;
    }
    if (id == NO_ID) {
        into->functions = merge_grow(merger, TABLE_FUNCTION, into->functions, into->function_count, sizeof function);
        id = into->function_count++;
    } else if (!has_text(function.doc)) {
        function.doc = into->functions[id].doc;
    }
    merger->ids[TABLE_FUNCTION][index] = id;
    into->functions[id] = copy_function(merger, &function);
    note_function(merger, &into->functions[id], id);
}

void merge_functions(struct facts_merger *merger)
{
    for (uint32_t i = 0; i < merger->from->function_count; i++)
        merge_function(merger, i);
}

/* Two projects may hold a file of one name; static variables of two blocks may share theirs. */
static void make_global_key(struct facts_merger *merger, const struct fact_global *global)
{
    merge_key_begin(merger);
    merge_key_text(merger, global->id);
    if (global->linkage != LINKAGE_EXTERNAL)
        merge_key_number(merger, global->range.file);
    if (!global->is_local_static)
        return;
    merge_key_number(merger, global->function);
    merge_key_place(merger, (struct source_place){global->range.file, global->range.line, global->range.column});
}

void merge_note_globals(struct facts_merger *merger)
{
    for (uint32_t i = 0; i < merger->into->global_count; i++) {
        make_global_key(merger, &merger->into->globals[i]);
        merge_note(merger, TABLE_GLOBAL, i);
    }
}

void merge_globals(struct facts_merger *merger)
{
    struct facts *into = merger->into;
    for (uint32_t i = 0; i < merger->from->global_count; i++) {
        struct fact_global global = merger->from->globals[i];
        uint32_t *id = &merger->ids[TABLE_GLOBAL][i];
        global.type = merged_id(merger, TABLE_TYPE, global.type);
        global.function = merged_id(merger, TABLE_FUNCTION, global.function);
        global.range = merged_range(merger, global.range);
        make_global_key(merger, &global);
        bool is_known = merge_find(merger, TABLE_GLOBAL, id);
        if (is_known && (!global.is_defined || into->globals[*id].is_defined))
            continue;
        if (!is_known) {
            into->globals = merge_grow(merger, TABLE_GLOBAL, into->globals, into->global_count, sizeof global);
            *id = into->global_count++;
            merge_note(merger, TABLE_GLOBAL, *id);
        }
        global.id = merged_text(merger, global.id);
        global.name = merged_text(merger, global.name);
        into->globals[*id] = global;
    }
}

/* Declarations of one name that differ are all kept: whether they may differ is a check's question. */
static void make_declaration_key(struct facts_merger *merger, const struct fact_declaration *declaration)
{
    merge_key_begin(merger);
    merge_key_number(merger, declaration->function);
    merge_key_number(merger, declaration->global);
    merge_key_number(merger, declaration->type);
    merge_key_place(merger,
                    (struct source_place){declaration->range.file, declaration->range.line, declaration->range.column});
}

void merge_note_declarations(struct facts_merger *merger)
{
    for (uint32_t i = 0; i < merger->into->declaration_count; i++) {
        make_declaration_key(merger, &merger->into->declarations[i]);
        merge_note(merger, TABLE_DECLARATION, i);
    }
}

void merge_declarations(struct facts_merger *merger)
{
    struct facts *into = merger->into;
    for (uint32_t i = 0; i < merger->from->declaration_count; i++) {
        struct fact_declaration declaration = merger->from->declarations[i];
        uint32_t known = 0;
        declaration.function = merged_id(merger, TABLE_FUNCTION, declaration.function);
        declaration.global = merged_id(merger, TABLE_GLOBAL, declaration.global);
        declaration.type = merged_id(merger, TABLE_TYPE, declaration.type);
        declaration.range = merged_range(merger, declaration.range);
        make_declaration_key(merger, &declaration);
        if (merge_find(merger, TABLE_DECLARATION, &known))
            continue;
        into->declarations =
            merge_grow(merger, TABLE_DECLARATION, into->declarations, into->declaration_count, sizeof declaration);
        merge_note(merger, TABLE_DECLARATION, into->declaration_count);
        into->declarations[into->declaration_count++] = declaration;
    }
}
