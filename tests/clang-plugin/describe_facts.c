#include "describe_facts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"

#define SOURCE_MAX_BYTES (16u << 20)
#define QUOTED_MAX_BYTES 400 /* of a node: those of a deep expression hold each other */

/* The file that was read last: neighbours stand in the same. */
struct source {
    uint32_t file;
    struct strbuf text;
};

static size_t offset_of(const struct strbuf *text, uint32_t line, uint32_t column)
{
    size_t start = 0;
    for (const char *end; line > 1 && (end = memchr(text->bytes + start, '\n', text->length - start)); line--)
        start = (size_t)(end - text->bytes) + 1;
    return start + column - 1 < text->length ? start + column - 1 : text->length;
}

/* The source text of a range, from its beginning; nothing when it is nowhere or unreadable. */
static void add_source(const struct facts *facts, struct source *source, const struct source_range *range,
                       struct strbuf *out)
{
    strbuf_add_text(out, " `");
    if (range->file < facts->file_count && range->line && range->file != source->file) {
        strbuf_release(&source->text);
        source->file = range->file;
        if (file_read(facts->files[range->file].path, SOURCE_MAX_BYTES, &source->text, NULL) != STATUS_OK)
            strbuf_release(&source->text);
    }
    if (range->file == source->file && range->line && source->text.length) {
        const size_t begin = offset_of(&source->text, range->line, range->column);
        const size_t end = offset_of(&source->text, range->end_line, range->end_column);
        for (size_t i = begin; i < end && i < begin + QUOTED_MAX_BYTES; i++)
            strbuf_add_char(out, source->text.bytes[i] == '\n' ? ' ' : source->text.bytes[i]);
    }
    strbuf_add_text(out, "`");
}

static const char *type_text(const struct facts *facts, uint32_t type)
{
    return type < facts->type_count ? facts->types[type].spelling : "-";
}

static void add_flags(const char *const *names, size_t count, uint32_t flags, struct strbuf *out)
{
    for (size_t bit = 0; bit < count; bit++)
        if (flags & (1u << bit))
            strbuf_printf(out, " %s", names[bit]);
}

static void describe_type(const struct facts *facts, const struct fact_type *type, struct strbuf *out)
{
    static const char *const kinds[] = {"void",  "bool",   "int",   "float",    "complex", "enum",   "pointer",
                                        "array", "struct", "union", "function", "typedef", "vector", "other"};
    static const char *const flags[] = {"const",      "volatile", "restrict",     "signed",   "character",
                                        "incomplete", "variadic", "no-prototype", "flexible", "anonymous",
                                        "vla",        "system",   "atomic",       "packed"};
    strbuf_printf(out, "type `%s` %s size=%" PRIu64 " count=%" PRIu64, type->spelling, kinds[type->kind],
                  type->size_bytes, type->count);
    strbuf_printf(out, " target=`%s`", type_text(facts, type->target));
    add_flags(flags, sizeof flags / sizeof *flags, type->flags, out);
    strbuf_add_char(out, '\n');
    for (uint32_t i = 0; i < type->field_count; i++) {
        const struct type_field *field = &type->fields[i];
        strbuf_printf(out, "field `%s` of `%s` %u type=`%s` offset=%" PRIu64 " width=%u\n", field->name, type->spelling,
                      i, type_text(facts, field->type), field->offset_bits, field->bit_width);
    }
    for (uint32_t i = 0; i < type->enumerator_count; i++)
        strbuf_printf(out, "enumerator `%s` of `%s` value=%" PRId64 "\n", type->enumerators[i].name, type->spelling,
                      type->enumerators[i].value);
}

static const char *file_name(const struct facts *facts, uint32_t file)
{
    return file < facts->file_count ? path_name(facts->files[file].path) : "-";
}

static void describe_node(const struct facts *facts, struct source *source, const struct fact_function *function,
                          uint32_t id, struct strbuf *out)
{
    static const char *const flags[] = {"implicit",    "character",  "lvalue",       "constant",
                                        "unevaluated", "macro-body", "macro-arg",    "parenthesised",
                                        "system",      "has-value",  "cast-to-void", "fallthrough"};
    const struct graph_node *node = &function->graph.nodes[id];
    strbuf_printf(out, "node in=%s line=%u %s %s", function->name, node->range.line, node_kind_text(node->kind),
                  operator_token_text(node->op));
    add_source(facts, source, &node->spelled, out);
    strbuf_add_text(out, " seen");
    add_source(facts, source, &node->range, out);
    strbuf_printf(out, " type=`%s` children=%u", type_text(facts, node->type), node->child_count);
    if (node->flags & NODE_FLAG_HAS_VALUE || node->kind == NODE_CASE)
        strbuf_printf(out, " value=%" PRId64, node->value);
    if (node->text)
        strbuf_printf(out, " text=`%s`", node->text);
    if (node->macro < facts->macro_count)
        strbuf_printf(out, " macro=%s", facts->macros[node->macro].name);
    if (node->kind == NODE_CALL && node->symbol < facts->function_count)
        strbuf_printf(out, " calls=%s", facts->functions[node->symbol].name);
    if (node->kind == NODE_GLOBAL && node->symbol < facts->global_count)
        strbuf_printf(out, " names=%s", facts->globals[node->symbol].name);
    if (node->kind == NODE_LOCAL && node->symbol < function->graph.local_count)
        strbuf_printf(out, " names=%s", function->graph.locals[node->symbol].name);
    if (node->op_place.line)
        strbuf_printf(out, " op=%s:%u:%u", file_name(facts, node->op_place.file), node->op_place.line,
                      node->op_place.column);
    add_flags(flags, sizeof flags / sizeof *flags, node->flags, out);
    strbuf_add_char(out, '\n');
}

static void describe_block(const struct fact_function *function, uint32_t id, struct strbuf *out)
{
    const struct graph_block *block = &function->graph.blocks[id];
    strbuf_printf(out, "block in=%s elements=%u%s%s%s", function->name, block->element_count,
                  block->is_noreturn ? " noreturn" : "", id == function->graph.entry_block ? " entry" : "",
                  id == function->graph.exit_block ? " exit" : "");
    if (block->terminator != NO_ID)
        strbuf_printf(out, " terminator=%s", node_kind_text(function->graph.nodes[block->terminator].kind));
    if (block->label != NO_ID)
        strbuf_printf(out, " label=%s", node_kind_text(function->graph.nodes[block->label].kind));
    strbuf_printf(out, " successors=%u\n", block->successor_count);
}

static void describe_function(const struct facts *facts, struct source *source, const struct fact_function *function,
                              struct strbuf *out)
{
    static const char *const linkages[] = {"external", "static", "inline-only"};
    static const char *const attributes[] = {
        "noreturn", "malloc", "warn-unused-result", "returns-nonnull", "pure",          "const",      "printf",
        "scanf",    "weak",   "constructor",        "destructor",      "always-inline", "deprecated", "naked",
        "sentinel", "kept",   "perhaps-unused"};
    const struct fact_metrics *metrics = &function->metrics;
    strbuf_printf(out, "function `%s` %s%s%s%s%s params=%u result=`%s`", function->name, linkages[function->linkage],
                  function->is_defined ? " defined" : " declared", function->is_system ? " system" : "",
                  function->is_builtin ? " builtin" : "", function->is_variadic ? " variadic" : "",
                  function->param_count, type_text(facts, function->result_type));
    strbuf_printf(out, " lines=%u statements=%u cyclomatic=%u cognitive=%u nesting=%u blocks=%u", metrics->lines,
                  metrics->statements, metrics->cyclomatic, metrics->cognitive, metrics->nesting,
                  function->graph.block_count);
    strbuf_printf(out, " format=%u doc=`%s` line=%u", function->format_index, function->doc ? function->doc : "",
                  function->range.line);
    add_flags(attributes, sizeof attributes / sizeof *attributes, function->attributes, out);
    if (function->is_named_in_data)
        strbuf_add_text(out, " named-in-data");
    strbuf_printf(out, " id=%s", function->id);
    strbuf_add_char(out, '\n');
    for (uint32_t i = 0; i < function->param_count; i++)
        strbuf_printf(out, "param `%s` of %s %u type=`%s` declared=%" PRIu64 "%s\n", function->params[i].name,
                      function->name, i, type_text(facts, function->params[i].type), function->params[i].declared_count,
                      function->params[i].is_nonnull ? " nonnull" : "");
    for (uint32_t i = 0; i < function->graph.local_count; i++)
        strbuf_printf(out, "local `%s` of %s type=`%s`%s\n", function->graph.locals[i].name, function->name,
                      type_text(facts, function->graph.locals[i].type),
                      function->graph.locals[i].is_static ? " static" : "");
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        describe_node(facts, source, function, i, out);
    for (uint32_t i = 0; i < function->graph.block_count; i++)
        describe_block(function, i, out);
}

static void describe_global(const struct facts *facts, const struct fact_global *global, struct strbuf *out)
{
    strbuf_printf(out, "global `%s` %s%s%s%s%s%s type=`%s` id=%s\n", global->name,
                  global->linkage == LINKAGE_STATIC ? "static" : "external",
                  global->is_defined ? " defined" : " declared", global->is_system ? " system" : "",
                  global->is_thread_local ? " thread-local" : "", global->is_local_static ? " local-static" : "",
                  global->has_initialiser ? " initialised" : "", type_text(facts, global->type), global->id);
}

static void describe_declaration(const struct facts *facts, const struct fact_declaration *declaration,
                                 struct strbuf *out)
{
    const char *name = declaration->function != NO_ID ? facts->functions[declaration->function].name
                       : declaration->global != NO_ID ? facts->globals[declaration->global].name
                                                      : "";
    strbuf_printf(out, "declaration `%s` type=`%s`%s%s line=%u\n", name, type_text(facts, declaration->type),
                  declaration->is_definition ? " definition" : "", declaration->is_extern ? " extern" : "",
                  declaration->range.line);
}

static void describe_preprocessor(const struct facts *facts, struct strbuf *out)
{
    for (uint32_t i = 0; i < facts->macro_count; i++) {
        const struct fact_macro *macro = &facts->macros[i];
        strbuf_printf(out, "macro `%s` body=`%s`%s%s expansions=%u", macro->name, macro->body,
                      macro->is_function_like ? " function-like" : "", macro->is_system ? " system" : "",
                      macro->expansions);
        if (macro->has_value)
            strbuf_printf(out, " value=%" PRId64, macro->value);
        for (uint32_t k = 0; k < macro->param_count; k++)
            strbuf_printf(out, " param=%s", macro->params[k]);
        strbuf_add_char(out, '\n');
    }
    for (uint32_t i = 0; i < facts->comment_count; i++)
        strbuf_printf(out, "comment line=%u `%s`\n", facts->comments[i].range.line, facts->comments[i].text);
    for (uint32_t i = 0; i < facts->inactive_count; i++)
        strbuf_printf(out, "inactive from=%u to=%u\n", facts->inactive[i].line, facts->inactive[i].end_line);
    for (uint32_t i = 0; i < facts->conditional_count; i++)
        strbuf_printf(out, "conditional line=%u\n", facts->conditionals[i].line);
    for (uint32_t i = 0; i < facts->include_count; i++)
        strbuf_printf(out, "include line=%u %s\n", facts->includes[i].place.line,
                      file_name(facts, facts->includes[i].target));
}

void describe_facts(const struct facts *facts, struct strbuf *out)
{
    for (uint32_t i = 0; i < facts->unit_count; i++) {
        strbuf_printf(out, "unit %s", path_name(facts->units[i].main_file));
        for (uint32_t a = 0; a < facts->units[i].argument_count; a++)
            strbuf_printf(out, " %s", facts->units[i].arguments[a]);
        strbuf_add_char(out, '\n');
    }
    for (uint32_t i = 0; i < facts->file_count; i++)
        strbuf_printf(out, "file %s%s%s\n", path_name(facts->files[i].path),
                      facts->files[i].is_system ? " system" : " user", facts->files[i].is_main ? " main" : "");
    for (uint32_t i = 0; i < facts->type_count; i++)
        describe_type(facts, &facts->types[i], out);
    struct source source = {.file = NO_ID};
    for (uint32_t i = 0; i < facts->function_count; i++)
        describe_function(facts, &source, &facts->functions[i], out);
    strbuf_release(&source.text);
    for (uint32_t i = 0; i < facts->global_count; i++)
        describe_global(facts, &facts->globals[i], out);
    for (uint32_t i = 0; i < facts->declaration_count; i++)
        describe_declaration(facts, &facts->declarations[i], out);
    for (uint32_t i = 0; i < facts->constant_count; i++) {
        const struct fact_constant *constant = &facts->constants[i];
        if (constant->is_string)
            strbuf_printf(out, "constant `%s` length=%u\n", constant->bytes, constant->length);
        else
            strbuf_printf(out, "constant %" PRId64 "%s\n", constant->value,
                          constant->function == NO_ID ? " table" : "");
    }
    describe_preprocessor(facts, out);
}
