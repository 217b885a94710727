#include "random_facts.h"

#include <string.h>

#include "cet/core/random.h"

struct maker {
    struct random_state random;
    struct facts *facts;
    struct fact_function *function; /* whose graph is made */
    uint32_t room;                  /* nodes of the graph that may still be made */
};

static uint32_t below(struct maker *m, uint64_t bound)
{
    return (uint32_t)random_below(&m->random, bound);
}

static bool chance(struct maker *m, uint32_t percent)
{
    return below(m, 100) < percent;
}

/* An id below count, or none. */
static uint32_t any_id(struct maker *m, uint32_t count)
{
    return count == 0 || chance(m, 20) ? NO_ID : below(m, count);
}

static uint64_t any_number(struct maker *m)
{
    static const uint64_t corners[] = {0, 1, 9, 10, INT64_MAX, 1ull << 63, UINT64_MAX, UINT32_MAX};
    return chance(m, 30) ? corners[below(m, 8)] : random_next(&m->random) >> below(m, 64);
}

/* With bytes that are no UTF-8, and NULs when asked for. */
static const char *any_bytes(struct maker *m, uint32_t *ret_length, bool with_nul)
{
    static const char *const pieces[] = {"a",    "\"",       "\\",           "\n",   "\x7f",
                                         "\xff", "\xc3\xa9", "\xed\xa0\x80", "\x01", "%s"};
    uint32_t count = below(m, 9);
    char *text = arena_alloc(&m->facts->arena, 40);
    uint32_t length = 0;
    for (uint32_t i = 0; i < count; i++) {
        const char *piece = pieces[below(m, 10)];
        if (with_nul && chance(m, 10))
            text[length++] = '\0';
        memcpy(text + length, piece, strlen(piece));
        length += (uint32_t)strlen(piece);
    }
    *ret_length = length;
    return text;
}

static const char *any_text(struct maker *m)
{
    uint32_t length = 0;
    return any_bytes(m, &length, false);
}

static void any_digest(struct maker *m, char digest[65])
{
    for (int i = 0; i < 64 && chance(m, 99); i++)
        digest[i] = "0123456789abcdef"[below(m, 16)];
    if (strlen(digest) != 64)
        digest[0] = '\0';
}

static struct source_place any_place(struct maker *m)
{
    if (chance(m, 20))
        return (struct source_place){.file = NO_ID};
    return (struct source_place){any_id(m, m->facts->file_count), 1 + below(m, 3000), below(m, 200)};
}

static struct source_range any_range(struct maker *m)
{
    struct source_place place = any_place(m);
    if (!place.line || place.file == NO_ID)
        return (struct source_range){.file = NO_ID};
    return (struct source_range){place.file, place.line, place.column, place.line + below(m, 9), below(m, 120)};
}

static void make_files(struct maker *m)
{
    for (uint32_t i = 0; i < m->facts->file_count; i++) {
        struct fact_file *file = &m->facts->files[i];
        file->path = arena_printf(&m->facts->arena, "/src/%u%s.c", i, any_text(m));
        file->is_system = chance(m, 50);
        file->is_main = chance(m, 50);
        file->included_by = any_id(m, m->facts->file_count);
        file->line_count = (uint32_t)any_number(m);
        any_digest(m, file->digest);
    }
    for (uint32_t i = 0; i < m->facts->unit_count; i++) {
        struct fact_unit *unit = &m->facts->units[i];
        unit->main_file = any_text(m);
        unit->folder = arena_printf(&m->facts->arena, "%u", i);
        unit->compiler = any_text(m);
        unit->target = any_text(m);
        unit->argument_count = below(m, 4);
        unit->arguments = arena_array(&m->facts->arena, unit->argument_count, sizeof *unit->arguments);
        for (uint32_t k = 0; k < unit->argument_count; k++)
            unit->arguments[k] = any_text(m);
    }
}

static void make_record(struct maker *m, struct fact_type *type, uint32_t index)
{
    type->field_count = below(m, 5);
    type->fields = arena_array(&m->facts->arena, type->field_count, sizeof *type->fields);
    for (uint32_t i = 0; i < type->field_count; i++) {
        struct type_field *field = &type->fields[i];
        field->name = any_text(m);
        field->type = any_id(m, index);
        field->offset_bits = any_number(m);
        field->is_bit_field = chance(m, 30);
        field->bit_width = field->is_bit_field ? below(m, 65) : 0;
    }
    type->enumerator_count = below(m, 4);
    type->enumerators = arena_array(&m->facts->arena, type->enumerator_count, sizeof *type->enumerators);
    for (uint32_t i = 0; i < type->enumerator_count; i++)
        type->enumerators[i] = (struct type_enumerator){any_text(m), (int64_t)any_number(m)};
}

static void make_types(struct maker *m)
{
    for (uint32_t i = 0; i < m->facts->type_count; i++) {
        struct fact_type *type = &m->facts->types[i];
        type->kind = (uint8_t)below(m, TYPE_OTHER + 1);
        type->flags = (uint32_t)any_number(m);
        type->spelling = arena_printf(&m->facts->arena, "t%u%s", i, any_text(m));
        type->name = any_text(m);
        type->size_bytes = any_number(m);
        type->align_bytes = (uint32_t)any_number(m);
        type->target = any_id(m, i); /* only earlier ones, so that no type contains itself */
        type->count = any_number(m);
        type->param_count = below(m, 3);
        type->params = arena_array(&m->facts->arena, type->param_count, sizeof *type->params);
        for (uint32_t k = 0; k < type->param_count; k++)
            type->params[k] = any_id(m, i);
        make_record(m, type, i);
        type->place = any_place(m);
    }
}

static uint32_t make_node(struct maker *m, uint32_t parent, uint32_t depth);

static uint32_t children_of_kind(struct maker *m, uint32_t kind)
{
    switch (kind) {
    case NODE_UNARY:
    case NODE_CAST:
    case NODE_DEFAULT:
        return 1;
    case NODE_BINARY:
    case NODE_ASSIGN:
    case NODE_WHILE:
    case NODE_SUBSCRIPT:
        return 2;
    case NODE_CONDITIONAL:
    case NODE_IF:
        return 3;
    case NODE_FOR:
        return 4;
    case NODE_CALL:
        return 1 + below(m, 4);
    case NODE_COMPOUND:
    case NODE_OTHER_EXPR:
        return below(m, 6);
    default:
        return 0;
    }
}

static uint32_t any_kind(struct maker *m, uint32_t depth)
{
    static const uint32_t inner[] = {NODE_UNARY,  NODE_CAST,  NODE_DEFAULT,   NODE_BINARY,
                                     NODE_ASSIGN, NODE_WHILE, NODE_SUBSCRIPT, NODE_CONDITIONAL,
                                     NODE_IF,     NODE_FOR,   NODE_COMPOUND,  NODE_CALL};
    static const uint32_t leaves[] = {NODE_INT_LITERAL, NODE_FLOAT_LITERAL, NODE_NULL_POINTER, NODE_PARAM,
                                      NODE_LOCAL,       NODE_GLOBAL,        NODE_FUNCTION,     NODE_STRING_LITERAL,
                                      NODE_SIZEOF,      NODE_BREAK,         NODE_EMPTY,        NODE_GOTO};
    return depth < 6 && m->room > 60 && chance(m, 60) ? inner[below(m, 12)] : leaves[below(m, 12)];
}

/* The bound of a kind's symbol; a kind whose table is empty becomes a literal. */
static uint32_t symbol_bound(struct maker *m, uint32_t kind)
{
    return kind == NODE_PARAM                           ? m->function->param_count
           : kind == NODE_LOCAL                         ? m->function->graph.local_count
           : kind == NODE_GLOBAL                        ? m->facts->global_count
           : kind == NODE_FUNCTION || kind == NODE_CALL ? m->facts->function_count
           : kind == NODE_STRING_LITERAL                ? m->facts->constant_count
                                                        : UINT32_MAX;
}

static void fill_node(struct maker *m, struct graph_node *node)
{
    uint32_t bound = symbol_bound(m, node->kind);
    if (bound == 0)
        node->kind = NODE_INT_LITERAL;
    node->symbol = bound == 0 ? NO_ID : below(m, bound);
    node->op = (uint16_t)below(m, OPERATOR_TOKEN_COUNT);
    node->flags = chance(m, 50) ? 0 : below(m, 2 * NODE_FLAG_FALLTHROUGH);
    node->type = any_id(m, m->facts->type_count);
    node->aux = node->kind == NODE_SIZEOF ? any_id(m, m->facts->type_count) : (uint32_t)any_number(m);
    node->macro = any_id(m, m->facts->macro_count);
    node->value = (int64_t)any_number(m);
    node->text = chance(m, 30) ? any_text(m) : NULL;
    node->range = any_range(m);
    node->spelled = chance(m, 50) ? node->range : any_range(m);
    node->op_place = any_place(m);
}

static uint32_t make_node(struct maker *m, uint32_t parent, uint32_t depth)
{
    struct function_graph *graph = &m->function->graph;
    uint32_t id = graph->node_count++;
    struct graph_node *node = &graph->nodes[id];
    m->room--;
    node->kind = (uint16_t)(depth ? any_kind(m, depth) : NODE_COMPOUND);
    node->parent = parent;
    fill_node(m, node);
    node->child_count = children_of_kind(m, node->kind);
    node->first_child = graph->child_count;
    graph->child_count += node->child_count;
    for (uint32_t i = 0; i < node->child_count; i++)
        graph->children[node->first_child + i] = make_node(m, id, depth + 1);
    node->subtree_end = graph->node_count;
    return id;
}

static uint32_t *any_ids(struct maker *m, uint32_t count, uint32_t bound, bool with_none)
{
    uint32_t *ids = arena_array(&m->facts->arena, count, sizeof *ids);
    for (uint32_t i = 0; i < count; i++)
        ids[i] = with_none ? any_id(m, bound) : below(m, bound);
    return ids;
}

static void make_blocks(struct maker *m, struct function_graph *graph)
{
    graph->block_count = below(m, 5);
    graph->blocks = arena_array(&m->facts->arena, graph->block_count, sizeof *graph->blocks);
    if (!graph->block_count)
        return;
    graph->entry_block = below(m, graph->block_count);
    graph->exit_block = below(m, graph->block_count);
    for (uint32_t i = 0; i < graph->block_count; i++) {
        struct graph_block *block = &graph->blocks[i];
        block->first_element = graph->element_count;
        block->element_count = below(m, 5);
        graph->element_count += block->element_count;
        block->first_successor = graph->successor_count;
        block->successor_count = below(m, 3);
        graph->successor_count += block->successor_count;
        block->terminator = any_id(m, graph->node_count);
        block->condition = any_id(m, graph->node_count);
        block->label = any_id(m, graph->node_count);
        block->is_noreturn = chance(m, 30);
    }
    graph->elements = any_ids(m, graph->element_count, graph->node_count, false);
    graph->successors = any_ids(m, graph->successor_count, graph->block_count, true);
}

static void make_graph(struct maker *m, struct fact_function *function)
{
    struct function_graph *graph = &function->graph;
    m->function = function;
    m->room = 2000;
    graph->local_count = below(m, 4);
    graph->locals = arena_array(&m->facts->arena, graph->local_count, sizeof *graph->locals);
    for (uint32_t i = 0; i < graph->local_count; i++)
        graph->locals[i] = (struct graph_local){any_text(m), any_id(m, m->facts->type_count), chance(m, 50),
                                                any_place(m), chance(m, 20)};
    graph->nodes = arena_array(&m->facts->arena, m->room, sizeof *graph->nodes);
    graph->children = arena_array(&m->facts->arena, m->room, sizeof *graph->children);
    make_node(m, NO_ID, 0);
    /* The reader lays children out node by node in pre-order; made depth first, they already stand so only per node. */
    uint32_t offset = 0;
    uint32_t *ordered = arena_array(&m->facts->arena, graph->child_count, sizeof *ordered);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        struct graph_node *node = &graph->nodes[i];
        if (node->child_count)
            memcpy(ordered + offset, graph->children + node->first_child, node->child_count * sizeof *ordered);
        node->first_child = offset;
        offset += node->child_count;
    }
    graph->children = ordered;
    make_blocks(m, graph);
}

static void make_function(struct maker *m, struct fact_function *function, uint32_t index)
{
    function->id = arena_printf(&m->facts->arena, "f%u", index);
    function->name = chance(m, 50) ? function->id : any_text(m);
    if (!*function->name)
        function->name = function->id;
    function->linkage = (uint8_t)below(m, 3);
    function->is_defined = chance(m, 60);
    function->is_builtin = chance(m, 50);
    function->is_system = chance(m, 50);
    function->is_inline = chance(m, 50);
    function->type = any_id(m, m->facts->type_count);
    function->result_type = any_id(m, m->facts->type_count);
    function->param_count = below(m, 4);
    function->params = arena_array(&m->facts->arena, function->param_count, sizeof *function->params);
    for (uint32_t i = 0; i < function->param_count; i++)
        function->params[i] = (struct fact_param){any_text(m), any_id(m, m->facts->type_count), any_number(m),
                                                  chance(m, 50), any_place(m)};
    function->is_named_in_data = chance(m, 30);
    function->is_variadic = chance(m, 50);
    function->attributes = (uint32_t)any_number(m);
    function->format_index = below(m, 3);
    function->doc = any_text(m);
    function->range = any_range(m);
    function->token_hash = any_number(m);
    function->unit = any_id(m, m->facts->unit_count);
    function->metrics = (struct fact_metrics){below(m, 9), below(m, 9), below(m, 9), below(m, 9), below(m, 9), 1};
    any_digest(m, function->digest);
    if (function->is_defined)
        make_graph(m, function);
}

static void make_symbols(struct maker *m)
{
    struct facts *facts = m->facts;
    for (uint32_t i = 0; i < facts->global_count; i++) {
        struct fact_global *global = &facts->globals[i];
        global->id = arena_printf(&facts->arena, "g%u", i);
        global->name = chance(m, 50) ? global->id : "other";
        global->type = any_id(m, facts->type_count);
        global->linkage = (uint8_t)below(m, 3);
        global->is_defined = chance(m, 50);
        global->is_system = chance(m, 50);
        global->is_thread_local = chance(m, 50);
        global->is_local_static = chance(m, 50);
        global->function = any_id(m, facts->function_count);
        global->has_initialiser = chance(m, 50);
        global->attributes = (uint32_t)any_number(m);
        global->range = any_range(m);
    }
    for (uint32_t i = 0; i < facts->declaration_count; i++) {
        bool is_variable = chance(m, 30);
        facts->declarations[i] = (struct fact_declaration){is_variable ? NO_ID : any_id(m, facts->function_count),
                                                           is_variable ? any_id(m, facts->global_count) : NO_ID,
                                                           any_id(m, facts->type_count),
                                                           chance(m, 30),
                                                           chance(m, 30),
                                                           chance(m, 30),
                                                           any_range(m)};
    }
    for (uint32_t i = 0; i < facts->constant_count; i++) {
        struct fact_constant *constant = &facts->constants[i];
        constant->is_string = chance(m, 50);
        constant->value = constant->is_string ? 0 : (int64_t)any_number(m);
        constant->bytes = constant->is_string ? any_bytes(m, &constant->length, true) : "";
        constant->function = any_id(m, facts->function_count);
        constant->place = any_place(m);
    }
}

static void make_texts(struct maker *m)
{
    struct facts *facts = m->facts;
    for (uint32_t i = 0; i < facts->macro_count; i++) {
        struct fact_macro *macro = &facts->macros[i];
        macro->name = any_text(m);
        macro->body = any_text(m);
        macro->is_function_like = chance(m, 50);
        macro->param_count = below(m, 4);
        macro->params = arena_array(&facts->arena, macro->param_count, sizeof *macro->params);
        for (uint32_t k = 0; k < macro->param_count; k++)
            macro->params[k] = any_text(m);
        macro->has_value = chance(m, 50);
        macro->value = macro->has_value ? (int64_t)any_number(m) : 0;
        macro->range = any_range(m);
        macro->expansions = (uint32_t)any_number(m);
        macro->is_system = chance(m, 50);
    }
    for (uint32_t i = 0; i < facts->include_count; i++)
        facts->includes[i] = (struct fact_include){any_place(m), any_id(m, facts->file_count)};
    for (uint32_t i = 0; i < facts->comment_count; i++)
        facts->comments[i] = (struct fact_comment){any_range(m), any_text(m), below(m, 3), chance(m, 30)};
    for (uint32_t i = 0; i < facts->inactive_count; i++)
        facts->inactive[i] = any_range(m);
    for (uint32_t i = 0; i < facts->conditional_count; i++)
        facts->conditionals[i] = any_place(m);
}

#define MAKE_TABLE(m, items, count, size)                                                                              \
    ((m)->facts->count = (size) ? below(m, 2ull * (size)) : 0,                                                         \
     (m)->facts->items = arena_array(&(m)->facts->arena, (m)->facts->count, sizeof *(m)->facts->items))

void random_facts(struct facts *facts, uint64_t seed, uint32_t size)
{
    struct maker m = {.random = {seed}, .facts = facts};
    MAKE_TABLE(&m, units, unit_count, 2);
    MAKE_TABLE(&m, files, file_count, size);
    MAKE_TABLE(&m, includes, include_count, size);
    MAKE_TABLE(&m, types, type_count, size);
    MAKE_TABLE(&m, functions, function_count, size);
    MAKE_TABLE(&m, globals, global_count, size);
    MAKE_TABLE(&m, constants, constant_count, size);
    MAKE_TABLE(&m, macros, macro_count, size);
    MAKE_TABLE(&m, comments, comment_count, size);
    MAKE_TABLE(&m, inactive, inactive_count, size);
    MAKE_TABLE(&m, declarations, declaration_count, size);
    MAKE_TABLE(&m, conditionals, conditional_count, size);
    make_files(&m);
    make_types(&m);
    make_texts(&m);
    make_symbols(&m);
    for (uint32_t i = 0; i < facts->function_count; i++)
        make_function(&m, &facts->functions[i], i);
    facts_index(facts);
}
