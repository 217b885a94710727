#include <string.h>

#include "cet/model/facts.h"
#include "fact_text.h"
#include "fact_words.h"
#include "graph_format.h"

static void format_words(struct strbuf *out, const char *key, const char *const *words, size_t count)
{
    fact_key(out, key);
    for (size_t i = 0; i < count; i++) {
        strbuf_add_char(out, i ? ',' : '[');
        fact_string(out, words[i], strlen(words[i]));
    }
    strbuf_add_char(out, ']');
}

static void format_header(struct strbuf *out)
{
    strbuf_add_text(out, "{\"format\":\"" FACTS_FORMAT "\"");
    fact_uint_field(out, "version", FACTS_VERSION, 0);
    format_words(out, "node_kinds", node_kind_ids, NODE_KIND_COUNT);
    format_words(out, "operators", operator_ids, OPERATOR_TOKEN_COUNT);
    fact_record_end(out);
}

static void format_unit(const struct fact_unit *unit, struct strbuf *out)
{
    fact_record_begin(out, "unit");
    fact_text_field(out, "main_file", unit->main_file);
    fact_text_field(out, "folder", unit->folder);
    fact_text_field(out, "compiler", unit->compiler);
    fact_text_field(out, "target", unit->target);
    if (unit->argument_count)
        format_words(out, "arguments", unit->arguments, unit->argument_count);
    fact_record_end(out);
}

static void format_file(const struct fact_file *file, struct strbuf *out)
{
    fact_record_begin(out, "file");
    fact_text_field(out, "path", file->path);
    fact_true_field(out, "system", file->is_system);
    fact_true_field(out, "main", file->is_main);
    fact_id_field(out, "included_by", file->included_by);
    fact_uint_field(out, "lines", file->line_count, 0);
    fact_text_field(out, "digest", file->digest);
    fact_record_end(out);
}

static void format_type_members(const struct fact_type *type, struct strbuf *out)
{
    if (type->param_count)
        fact_key(out, "params");
    for (uint32_t i = 0; i < type->param_count; i++) {
        strbuf_add_char(out, i ? ',' : '[');
        fact_id(out, type->params[i]);
    }
    if (type->param_count)
        strbuf_add_char(out, ']');
    if (type->field_count)
        fact_key(out, "fields");
    for (uint32_t i = 0; i < type->field_count; i++) {
        const struct type_field *field = &type->fields[i];
        strbuf_add_text(out, i ? ",{\"type\":" : "[{\"type\":");
        fact_id(out, field->type);
        fact_text_field(out, "name", field->name);
        fact_uint_field(out, "offset", field->offset_bits, 0);
        if (field->is_bit_field)
            fact_uint_field(out, "width", field->bit_width, UINT64_MAX);
        strbuf_add_char(out, '}');
    }
    if (type->field_count)
        strbuf_add_char(out, ']');
}

static void format_enumerators(const struct fact_type *type, struct strbuf *out)
{
    if (!type->enumerator_count)
        return;
    fact_key(out, "enumerators");
    for (uint32_t i = 0; i < type->enumerator_count; i++) {
        strbuf_add_text(out, i ? ",[" : "[[");
        fact_string(out, type->enumerators[i].name, strlen(type->enumerators[i].name));
        strbuf_add_char(out, ',');
        fact_int(out, type->enumerators[i].value);
        strbuf_add_char(out, ']');
    }
    strbuf_add_char(out, ']');
}

static void format_type(const struct fact_type *type, struct strbuf *out)
{
    fact_record_begin(out, "type");
    fact_text_field(out, "kind", type_kind_words[type->kind]);
    fact_text_field(out, "spelling", type->spelling);
    fact_text_field(out, "name", type->name);
    fact_uint_field(out, "flags", type->flags, 0);
    fact_uint_field(out, "size", type->size_bytes, 0);
    fact_uint_field(out, "align", type->align_bytes, 0);
    fact_id_field(out, "target", type->target);
    fact_uint_field(out, "count", type->count, 0);
    format_type_members(type, out);
    format_enumerators(type, out);
    fact_place_field(out, "place", type->place);
    fact_record_end(out);
}

static void format_params(const struct fact_function *function, struct strbuf *out)
{
    if (!function->param_count)
        return;
    fact_key(out, "params");
    for (uint32_t i = 0; i < function->param_count; i++) {
        const struct fact_param *param = &function->params[i];
        strbuf_add_text(out, i ? ",{\"type\":" : "[{\"type\":");
        fact_id(out, param->type);
        fact_text_field(out, "name", param->name);
        fact_uint_field(out, "count", param->declared_count, 0);
        fact_true_field(out, "nonnull", param->is_nonnull);
        fact_place_field(out, "place", param->place);
        strbuf_add_char(out, '}');
    }
    strbuf_add_char(out, ']');
}

static void format_metrics(const struct fact_metrics *metrics, struct strbuf *out)
{
    static const struct fact_metrics none;
    if (!memcmp(metrics, &none, sizeof none))
        return;
    const uint32_t numbers[] = {metrics->lines,     metrics->statements, metrics->cyclomatic,
                                metrics->cognitive, metrics->nesting,    metrics->params};
    fact_key(out, "metrics");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        strbuf_add_char(out, i ? ',' : '[');
        fact_int(out, numbers[i]);
    }
    strbuf_add_char(out, ']');
}

static void format_function(const struct fact_function *function, struct strbuf *out)
{
    fact_record_begin(out, "function");
    fact_text_field(out, "id", function->id);
    if (!function->name || strcmp(function->name, function->id) != 0)
        fact_text_field(out, "name", function->name);
    if (function->linkage != LINKAGE_EXTERNAL)
        fact_text_field(out, "linkage", linkage_words[function->linkage]);
    fact_true_field(out, "defined", function->is_defined);
    fact_true_field(out, "builtin", function->is_builtin);
    fact_true_field(out, "system", function->is_system);
    fact_true_field(out, "inline", function->is_inline);
    fact_true_field(out, "named_in_data", function->is_named_in_data);
    fact_id_field(out, "type", function->type);
    fact_id_field(out, "result", function->result_type);
    format_params(function, out);
    fact_true_field(out, "variadic", function->is_variadic);
    fact_uint_field(out, "attributes", function->attributes, 0);
    fact_uint_field(out, "format_index", function->format_index, 0);
    fact_text_field(out, "doc", function->doc);
    fact_text_field(out, "digest", function->digest);
    fact_uint_field(out, "token_hash", function->token_hash, 0);
    format_metrics(&function->metrics, out);
    fact_id_field(out, "unit", function->unit);
    fact_range_field(out, "range", function->range);
    graph_format(function, out);
    fact_record_end(out);
}

static void format_global(const struct fact_global *global, struct strbuf *out)
{
    fact_record_begin(out, "global");
    fact_text_field(out, "id", global->id);
    if (!global->name || strcmp(global->name, global->id) != 0)
        fact_text_field(out, "name", global->name);
    fact_id_field(out, "type", global->type);
    if (global->linkage != LINKAGE_EXTERNAL)
        fact_text_field(out, "linkage", linkage_words[global->linkage]);
    fact_true_field(out, "defined", global->is_defined);
    fact_true_field(out, "system", global->is_system);
    fact_true_field(out, "thread_local", global->is_thread_local);
    fact_true_field(out, "local_static", global->is_local_static);
    fact_id_field(out, "function", global->function);
    fact_true_field(out, "initialiser", global->has_initialiser);
    fact_uint_field(out, "attributes", global->attributes, 0);
    fact_range_field(out, "range", global->range);
    fact_record_end(out);
}

static void format_declaration(const struct fact_declaration *declaration, struct strbuf *out)
{
    fact_record_begin(out, "declaration");
    fact_id_field(out, "function", declaration->function);
    fact_id_field(out, "global", declaration->global);
    fact_id_field(out, "type", declaration->type);
    fact_true_field(out, "definition", declaration->is_definition);
    fact_true_field(out, "extern", declaration->is_extern);
    fact_true_field(out, "from_macro", declaration->is_from_macro);
    fact_range_field(out, "range", declaration->range);
    fact_record_end(out);
}

static void format_constant(const struct fact_constant *constant, struct strbuf *out)
{
    fact_record_begin(out, "constant");
    if (constant->is_string) {
        fact_key(out, "string");
        fact_string(out, constant->bytes, constant->length);
    } else {
        fact_key(out, "value");
        fact_int(out, constant->value);
    }
    fact_id_field(out, "function", constant->function);
    fact_place_field(out, "place", constant->place);
    fact_record_end(out);
}

static void format_macro(const struct fact_macro *macro, struct strbuf *out)
{
    fact_record_begin(out, "macro");
    fact_text_field(out, "name", macro->name);
    fact_text_field(out, "body", macro->body);
    fact_true_field(out, "function_like", macro->is_function_like);
    if (macro->param_count)
        format_words(out, "params", macro->params, macro->param_count);
    if (macro->has_value) {
        fact_key(out, "value");
        fact_int(out, macro->value);
    }
    fact_uint_field(out, "expansions", macro->expansions, 0);
    fact_true_field(out, "system", macro->is_system);
    fact_range_field(out, "range", macro->range);
    fact_record_end(out);
}

static void format_text_places(const struct facts *facts, struct strbuf *out)
{
    for (uint32_t i = 0; i < facts->include_count; i++) {
        fact_record_begin(out, "include");
        fact_id_field(out, "target", facts->includes[i].target);
        fact_place_field(out, "place", facts->includes[i].place);
        fact_record_end(out);
    }
    for (uint32_t i = 0; i < facts->comment_count; i++) {
        fact_record_begin(out, "comment");
        fact_text_field(out, "text", facts->comments[i].text);
        fact_uint_field(out, "skipped", facts->comments[i].skipped, 0);
        fact_true_field(out, "behind_code", facts->comments[i].is_behind_code);
        fact_range_field(out, "range", facts->comments[i].range);
        fact_record_end(out);
    }
    for (uint32_t i = 0; i < facts->inactive_count; i++) {
        fact_record_begin(out, "inactive");
        fact_range_field(out, "range", facts->inactive[i]);
        fact_record_end(out);
    }
    for (uint32_t i = 0; i < facts->conditional_count; i++) {
        fact_record_begin(out, "conditional");
        fact_place_field(out, "place", facts->conditionals[i]);
        fact_record_end(out);
    }
}

void facts_format(const struct facts *facts, struct strbuf *out)
{
    format_header(out);
    for (uint32_t i = 0; i < facts->unit_count; i++)
        format_unit(&facts->units[i], out);
    for (uint32_t i = 0; i < facts->file_count; i++)
        format_file(&facts->files[i], out);
    for (uint32_t i = 0; i < facts->type_count; i++)
        format_type(&facts->types[i], out);
    for (uint32_t i = 0; i < facts->macro_count; i++)
        format_macro(&facts->macros[i], out);
    for (uint32_t i = 0; i < facts->global_count; i++)
        format_global(&facts->globals[i], out);
    for (uint32_t i = 0; i < facts->constant_count; i++)
        format_constant(&facts->constants[i], out);
    for (uint32_t i = 0; i < facts->function_count; i++)
        format_function(&facts->functions[i], out);
    for (uint32_t i = 0; i < facts->declaration_count; i++)
        format_declaration(&facts->declarations[i], out);
    format_text_places(facts, out);
}
