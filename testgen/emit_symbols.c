/* Names for numbers. Enumerators come from the type. Macros come from use: where the unit's code compares, combines or
 * assigns a parameter, field or result with a macro, the number of that parameter, field or result may be written as
 * that macro or one of its family. Two places that meet in an assignment share their macros. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "emit_program.h"

#define MAX_FAMILY 64

struct symbol_class {
    uint32_t parent; /* union-find */
    uint32_t macros[MAX_FAMILY];
    uint32_t macro_count;
    bool is_flags;
};

struct symbols {
    struct map keys; /* key -> class */
    struct symbol_class *classes;
    size_t class_count, class_capacity;
};

/* ---- keys -------------------------------------------------------------------------------------------------------- */

const char *symbols_param_key(struct program *program, const char *function, uint32_t index)
{
    const struct fact_param *param = program_param(program, function, index);
    return arena_printf(&program->arena, "param %s %u %s", function, index, param ? param->name : "");
}

const char *symbols_result_key(struct program *program, const char *function)
{
    return arena_printf(&program->arena, "result %s %s", function, function);
}

const char *symbols_field_key(struct program *program, const char *record, const char *field)
{
    const struct fact_type *known = program_type(program, record);
    const char *name = known && known->name[0] ? known->name : record;
    const char *blank = strrchr(name, ' ');
    return arena_printf(&program->arena, "field %s %s", blank ? blank + 1 : name, field);
}

/* ---- classes ----------------------------------------------------------------------------------------------------- */

static uint32_t find_root(struct symbols *symbols, uint32_t class)
{
    while (symbols->classes[class].parent != class)
        class = symbols->classes[class].parent;
    return class;
}

static uint32_t class_of(struct symbols *symbols, const char *key)
{
    bool is_new = false;
    const uint64_t class = map_add(&symbols->keys, key, symbols->class_count, &is_new);
    if (is_new) {
        const struct symbol_class fresh = {.parent = (uint32_t)class};
        ARRAY_PUSH(symbols->classes, symbols->class_count, symbols->class_capacity, fresh);
    }
    return find_root(symbols, (uint32_t)class);
}

static void add_macro(struct symbols *symbols, uint32_t class, uint32_t macro)
{
    struct symbol_class *c = &symbols->classes[class];
    for (uint32_t i = 0; i < c->macro_count; i++)
        if (c->macros[i] == macro)
            return;
    if (c->macro_count < MAX_FAMILY)
        c->macros[c->macro_count++] = macro;
}

static void join(struct symbols *symbols, uint32_t a, uint32_t b)
{
    if (a == b)
        return;
    symbols->classes[b].parent = a;
    symbols->classes[a].is_flags |= symbols->classes[b].is_flags;
    for (uint32_t i = 0; i < symbols->classes[b].macro_count; i++)
        add_macro(symbols, a, symbols->classes[b].macros[i]);
}

/* ---- what the code says ------------------------------------------------------------------------------------------ */

struct reading {
    struct program *program;
    struct symbols *symbols;
    const struct fact_function *function;
};

static const char *key_of_node(const struct reading *reading, uint32_t id)
{
    const struct function_graph *graph = &reading->function->graph;
    const struct facts *facts = reading->program->facts;
    id = graph_skip_casts(graph, id);
    if (id == NO_ID || id >= graph->node_count)
        return NULL;
    const struct graph_node *node = &graph->nodes[id];
    if (node->kind == NODE_PARAM)
        return symbols_param_key(reading->program, reading->function->name, node->symbol);
    if (node->kind == NODE_LOCAL && node->symbol < graph->local_count)
        return arena_printf(&reading->program->arena, "local %s %s", reading->function->name,
                            graph->locals[node->symbol].name);
    if (node->kind == NODE_CALL && node->symbol < facts->function_count)
        return symbols_result_key(reading->program, facts->functions[node->symbol].name);
    if (node->kind != NODE_MEMBER)
        return NULL;
    const uint32_t base = graph_child(graph, id, 0);
    uint32_t record = base < graph->node_count ? facts_resolve_type(facts, graph->nodes[base].type) : NO_ID;
    if (record < facts->type_count && facts->types[record].kind == TYPE_POINTER)
        record = facts_resolve_type(facts, facts->types[record].target);
    if (record >= facts->type_count || node->symbol >= facts->types[record].field_count)
        return NULL;
    return symbols_field_key(reading->program, facts->types[record].spelling,
                             facts->types[record].fields[node->symbol].name);
}

static bool is_integer_macro(const struct fact_macro *macro)
{
    return macro->has_value && !macro->is_function_like && !macro->is_system && macro->name[0] != '_';
}

/* The expression is nothing but one expansion of the macro. */
static uint32_t macro_of_node(const struct reading *reading, uint32_t id)
{
    const struct function_graph *graph = &reading->function->graph;
    const struct facts *facts = reading->program->facts;
    id = graph_skip_casts(graph, id);
    if (id >= graph->node_count)
        return NO_ID;
    const struct graph_node *node = &graph->nodes[id];
    if (!(node->flags & NODE_FLAG_MACRO_BODY) || node->macro >= facts->macro_count)
        return NO_ID;
    const struct fact_macro *macro = &facts->macros[node->macro];
    const bool is_whole = (node->kind == NODE_INT_LITERAL && node->value == macro->value) ||
                          ((node->flags & NODE_FLAG_HAS_VALUE) && node->value == macro->value);
    return is_integer_macro(macro) && is_whole ? node->macro : NO_ID;
}

static void read_pair(const struct reading *reading, uint32_t left, uint32_t right, bool is_flags)
{
    const char *a = key_of_node(reading, left), *b = key_of_node(reading, right);
    const uint32_t macro = macro_of_node(reading, right);
    if (a && macro != NO_ID) {
        const uint32_t class = class_of(reading->symbols, a);
        add_macro(reading->symbols, class, macro);
        reading->symbols->classes[class].is_flags |= is_flags;
    } else if (a && b) {
        const uint32_t class_a = class_of(reading->symbols, a);
        join(reading->symbols, class_a, class_of(reading->symbols, b));
    }
}

static void read_call(const struct reading *reading, uint32_t id)
{
    const struct function_graph *graph = &reading->function->graph;
    const struct graph_node *node = &graph->nodes[id];
    const struct facts *facts = reading->program->facts;
    if (node->symbol >= facts->function_count || facts->functions[node->symbol].is_system ||
        facts->functions[node->symbol].is_builtin) /* what comes before `...` has nothing else in common */
        return;
    for (uint32_t arg = 1; arg < node->child_count; arg++) {
        const char *key = symbols_param_key(reading->program, facts->functions[node->symbol].name, arg - 1);
        const uint32_t child = graph_child(graph, id, arg), macro = macro_of_node(reading, child);
        const char *given = key_of_node(reading, child);
        if (macro != NO_ID)
            add_macro(reading->symbols, class_of(reading->symbols, key), macro);
        else if (given) {
            const uint32_t class = class_of(reading->symbols, key);
            join(reading->symbols, class, class_of(reading->symbols, given));
        }
    }
}

static void read_return(const struct reading *reading, uint32_t id)
{
    const uint32_t child = graph_child(&reading->function->graph, id, 0);
    const char *key = symbols_result_key(reading->program, reading->function->name);
    const uint32_t macro = macro_of_node(reading, child);
    const char *given = key_of_node(reading, child);
    if (macro != NO_ID)
        add_macro(reading->symbols, class_of(reading->symbols, key), macro);
    else if (given) {
        const uint32_t class = class_of(reading->symbols, key);
        join(reading->symbols, class, class_of(reading->symbols, given));
    }
}

static void read_node(const struct reading *reading, uint32_t id)
{
    const struct function_graph *graph = &reading->function->graph;
    const struct graph_node *node = &graph->nodes[id];
    if (node->kind == NODE_BINARY || node->kind == NODE_ASSIGN) {
        const uint32_t left = graph_child(graph, id, 0), right = graph_child(graph, id, 1);
        const bool is_flags = node->op == OP_BIT_AND || node->op == OP_BIT_OR;
        const bool is_pair =
            node->op == OP_EQ || node->op == OP_NE || is_flags || (node->kind == NODE_ASSIGN && node->op == OP_NONE);
        if (is_pair) {
            read_pair(reading, left, right, is_flags);
            if (macro_of_node(reading, left) != NO_ID)
                read_pair(reading, right, left, is_flags);
        }
    } else if (node->kind == NODE_CALL) {
        read_call(reading, id);
    } else if (node->kind == NODE_RETURN && node->child_count) {
        read_return(reading, id);
    }
}

struct symbols *symbols_new(struct program *program)
{
    struct symbols *symbols = memory_new(1, sizeof *symbols);
    for (uint32_t f = 0; f < program->facts->function_count; f++) {
        const struct reading reading = {program, symbols, &program->facts->functions[f]};
        for (uint32_t n = 0; n < reading.function->graph.node_count; n++)
            read_node(&reading, n);
    }
    return symbols;
}

void symbols_free(struct symbols *symbols)
{
    if (!symbols)
        return;
    map_release(&symbols->keys);
    free(symbols->classes);
    free(symbols);
}

/* ---- names ------------------------------------------------------------------------------------------------------- */

/* Macros that stand in one block of #defines belong together: no gap of more than two lines between neighbours. */
static bool is_neighbour(const struct facts *facts, uint32_t a, uint32_t b)
{
    const struct source_range *x = &facts->macros[a].range, *y = &facts->macros[b].range;
    const uint32_t gap = x->line > y->line ? x->line - y->line : y->line - x->line;
    return x->file == y->file && gap <= 1;
}

static const struct fact_macro *find_macro(const struct facts *facts, const struct symbol_class *class, int64_t number)
{
    for (uint32_t i = 0; i < class->macro_count; i++)
        if (facts->macros[class->macros[i]].value == number)
            return &facts->macros[class->macros[i]];
    return NULL;
}

/* The rest of the families, so that a code that the unit's own text never names can be written by name too. */
static struct symbol_class with_neighbours(const struct facts *facts, const struct symbol_class *class)
{
    struct symbol_class whole = *class;
    for (uint32_t known = 0; known < whole.macro_count; known++) {
        for (uint32_t m = 0; m < facts->macro_count && whole.macro_count < MAX_FAMILY; m++) {
            const size_t prefix = strcspn(facts->macros[m].name, "_");
            bool is_known = !is_integer_macro(&facts->macros[m]) || !is_neighbour(facts, whole.macros[known], m) ||
                            strncmp(facts->macros[m].name, facts->macros[whole.macros[known]].name, prefix) != 0;
            for (uint32_t i = 0; i < whole.macro_count && !is_known; i++)
                is_known = whole.macros[i] == m;
            if (!is_known)
                whole.macros[whole.macro_count++] = m;
        }
    }
    return whole;
}

static bool add_flags(const struct facts *facts, const struct symbol_class *class, int64_t number, struct strbuf *out)
{
    const size_t start = out->length;
    int64_t rest = number;
    if (number <= 0)
        return false;
    for (int bit = 0; bit < 63; bit++) {
        const int64_t flag = (int64_t)1 << bit;
        const struct fact_macro *macro = (rest & flag) ? find_macro(facts, class, flag) : NULL;
        if (!macro)
            continue;
        rest &= ~flag;
        strbuf_printf(out, "%s%s", out->length > start ? " | " : "", macro->name);
    }
    if (rest == 0 && out->length > start)
        return true;
    out->length = start;
    if (out->bytes)
        out->bytes[start] = '\0';
    return false;
}

static bool add_enumerator(const struct program *program, const char *type, int64_t number, struct strbuf *out)
{
    const struct fact_type *known = program_type(program, type);
    if (!known || known->kind != TYPE_ENUM)
        return false;
    for (uint32_t i = 0; i < known->enumerator_count; i++) {
        if (known->enumerators[i].value == number) {
            strbuf_add_text(out, known->enumerators[i].name);
            return true;
        }
    }
    strbuf_printf(out, "(%s)%" PRId64, type, number);
    return true;
}

bool symbols_add_name(const struct program *program, const char *key, const char *type, int64_t number,
                      struct strbuf *out)
{
    if (add_enumerator(program, type, number, out))
        return true;
    uint64_t id;
    if (!key || !program->symbols || !map_find(&program->symbols->keys, key, &id))
        return false;
    const struct symbol_class *class = &program->symbols->classes[find_root(program->symbols, (uint32_t)id)];
    if (class->macro_count == 0)
        return false;
    const struct symbol_class whole = with_neighbours(program->facts, class);
    if (class->is_flags)
        return add_flags(program->facts, &whole, number, out);
    const struct fact_macro *macro = find_macro(program->facts, class, number);
    if (!macro)
        macro = find_macro(program->facts, &whole, number);
    if (macro)
        strbuf_add_text(out, macro->name);
    return macro != NULL;
}
