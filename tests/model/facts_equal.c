#include "facts_equal.h"

#include <string.h>

#define SAME(field)                                                                                                    \
    if (a->field != b->field)                                                                                          \
    return #field
#define SAME_TEXT(field)                                                                                               \
    if (strcmp(a->field, b->field) != 0)                                                                               \
    return #field
#define SAME_BYTES(field)                                                                                              \
    if (memcmp(&a->field, &b->field, sizeof a->field) != 0)                                                            \
    return #field
#define SAME_EACH(items, count, compare)                                                                               \
    if (a->count != b->count)                                                                                          \
        return #count;                                                                                                 \
    for (uint32_t i_ = 0; i_ < a->count; i_++) {                                                                       \
        const char *difference_ = compare(&a->items[i_], &b->items[i_]);                                               \
        if (difference_)                                                                                               \
            return difference_;                                                                                        \
    }

static const char *id_difference(const uint32_t *a, const uint32_t *b)
{
    return *a == *b ? NULL : "id";
}

static const char *text_difference(const char *const *a, const char *const *b)
{
    return strcmp(*a, *b) ? "argument" : NULL;
}

static const char *unit_difference(const struct fact_unit *a, const struct fact_unit *b)
{
    SAME_TEXT(main_file);
    SAME_TEXT(folder);
    SAME_TEXT(compiler);
    SAME_TEXT(target);
    SAME_EACH(arguments, argument_count, text_difference)
    return NULL;
}

static const char *file_difference(const struct fact_file *a, const struct fact_file *b)
{
    SAME_TEXT(path);
    SAME_TEXT(digest);
    SAME(is_system);
    SAME(is_main);
    SAME(included_by);
    SAME(line_count);
    return NULL;
}

static const char *include_difference(const struct fact_include *a, const struct fact_include *b)
{
    SAME_BYTES(place);
    SAME(target);
    return NULL;
}

static const char *field_difference(const struct type_field *a, const struct type_field *b)
{
    SAME_TEXT(name);
    SAME(type);
    SAME(offset_bits);
    SAME(bit_width);
    SAME(is_bit_field);
    return NULL;
}

static const char *enumerator_difference(const struct type_enumerator *a, const struct type_enumerator *b)
{
    SAME_TEXT(name);
    SAME(value);
    return NULL;
}

static const char *type_difference(const struct fact_type *a, const struct fact_type *b)
{
    SAME(kind);
    SAME(flags);
    SAME_TEXT(spelling);
    SAME_TEXT(name);
    SAME(size_bytes);
    SAME(align_bytes);
    SAME(target);
    SAME(count);
    SAME_EACH(params, param_count, id_difference)
    SAME_EACH(fields, field_count, field_difference)
    SAME_EACH(enumerators, enumerator_count, enumerator_difference)
    SAME_BYTES(place);
    return NULL;
}

static const char *node_difference(const struct graph_node *a, const struct graph_node *b)
{
    SAME(kind);
    SAME(op);
    SAME(flags);
    SAME(type);
    SAME(symbol);
    SAME(aux);
    SAME(parent);
    SAME(first_child);
    SAME(child_count);
    SAME(subtree_end);
    SAME(macro);
    SAME(value);
    SAME_BYTES(range);
    SAME_BYTES(spelled);
    SAME_BYTES(op_place);
    if ((a->text != NULL) != (b->text != NULL))
        return "text";
    if (a->text)
        SAME_TEXT(text);
    return NULL;
}

static const char *local_difference(const struct graph_local *a, const struct graph_local *b)
{
    SAME_TEXT(name);
    SAME(type);
    SAME(is_static);
    SAME(has_cleanup);
    SAME_BYTES(place);
    return NULL;
}

static const char *block_difference(const struct graph_block *a, const struct graph_block *b)
{
    SAME(first_element);
    SAME(element_count);
    SAME(first_successor);
    SAME(successor_count);
    SAME(terminator);
    SAME(condition);
    SAME(label);
    SAME(is_noreturn);
    return NULL;
}

static const char *graph_difference(const struct function_graph *a, const struct function_graph *b)
{
    SAME_EACH(nodes, node_count, node_difference)
    SAME_EACH(children, child_count, id_difference)
    SAME_EACH(locals, local_count, local_difference)
    SAME_EACH(blocks, block_count, block_difference)
    SAME_EACH(elements, element_count, id_difference)
    SAME_EACH(successors, successor_count, id_difference)
    SAME(entry_block);
    SAME(exit_block);
    return NULL;
}

static const char *param_difference(const struct fact_param *a, const struct fact_param *b)
{
    SAME_TEXT(name);
    SAME(type);
    SAME(declared_count);
    SAME(is_nonnull);
    SAME_BYTES(place);
    return NULL;
}

static const char *function_difference(const struct fact_function *a, const struct fact_function *b)
{
    SAME_TEXT(id);
    SAME_TEXT(name);
    SAME(linkage);
    SAME(is_defined);
    SAME(is_builtin);
    SAME(is_system);
    SAME(is_inline);
    SAME(is_named_in_data);
    SAME(type);
    SAME(result_type);
    SAME_EACH(params, param_count, param_difference)
    SAME(is_variadic);
    SAME(attributes);
    SAME(format_index);
    SAME_TEXT(doc);
    SAME_BYTES(range);
    SAME_TEXT(digest);
    SAME(token_hash);
    SAME_BYTES(metrics);
    SAME(unit);
    return graph_difference(&a->graph, &b->graph);
}

static const char *global_difference(const struct fact_global *a, const struct fact_global *b)
{
    SAME_TEXT(id);
    SAME_TEXT(name);
    SAME(type);
    SAME(linkage);
    SAME(is_defined);
    SAME(is_system);
    SAME(is_thread_local);
    SAME(is_local_static);
    SAME(function);
    SAME(has_initialiser);
    SAME(attributes);
    SAME_BYTES(range);
    return NULL;
}

static const char *declaration_difference(const struct fact_declaration *a, const struct fact_declaration *b)
{
    SAME(function);
    SAME(global);
    SAME(type);
    SAME(is_definition);
    SAME(is_extern);
    SAME(is_from_macro);
    SAME_BYTES(range);
    return NULL;
}

static const char *constant_difference(const struct fact_constant *a, const struct fact_constant *b)
{
    SAME(is_string);
    SAME(value);
    SAME(length);
    SAME(function);
    SAME_BYTES(place);
    return memcmp(a->bytes, b->bytes, a->length) ? "bytes" : NULL;
}

static const char *macro_difference(const struct fact_macro *a, const struct fact_macro *b)
{
    SAME_TEXT(name);
    SAME_TEXT(body);
    SAME(is_function_like);
    SAME_EACH(params, param_count, text_difference)
    SAME(has_value);
    SAME(value);
    SAME_BYTES(range);
    SAME(expansions);
    SAME(is_system);
    return NULL;
}

static const char *comment_difference(const struct fact_comment *a, const struct fact_comment *b)
{
    SAME_BYTES(range);
    SAME_TEXT(text);
    SAME(skipped);
    SAME(is_behind_code);
    return NULL;
}

static const char *range_difference(const struct source_range *a, const struct source_range *b)
{
    return memcmp(a, b, sizeof *a) ? "inactive" : NULL;
}

static const char *place_difference(const struct source_place *a, const struct source_place *b)
{
    return memcmp(a, b, sizeof *a) ? "conditional" : NULL;
}

const char *facts_difference(const struct facts *a, const struct facts *b)
{
    SAME_EACH(units, unit_count, unit_difference)
    SAME_EACH(files, file_count, file_difference)
    SAME_EACH(includes, include_count, include_difference)
    SAME_EACH(types, type_count, type_difference)
    SAME_EACH(functions, function_count, function_difference)
    SAME_EACH(globals, global_count, global_difference)
    SAME_EACH(constants, constant_count, constant_difference)
    SAME_EACH(macros, macro_count, macro_difference)
    SAME_EACH(comments, comment_count, comment_difference)
    SAME_EACH(inactive, inactive_count, range_difference)
    SAME_EACH(declarations, declaration_count, declaration_difference)
    SAME_EACH(conditionals, conditional_count, place_difference)
    return NULL;
}
