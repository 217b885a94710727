#include "expression_key.h"

#include <string.h>

#include "cet/core/strbuf.h"

#define MAX_DEPTH 24
#define MAX_KEY_BYTES 400

enum reading { OF_VALUE, OF_OBJECT, OF_POINTEE };

struct writer {
    const struct expression_names *names;
    struct strbuf text;
    bool is_shown; /* for people */
    bool has_failed;
};

static void write_node(struct writer *writer, uint32_t node, enum reading reading, unsigned depth);

static const struct graph_node *node_at(const struct expression_names *names, uint32_t node)
{
    return node < names->function->graph.node_count ? &names->function->graph.nodes[node] : NULL;
}

/* Below casts; NO_ID stays. */
static uint32_t below_casts(const struct expression_names *names, uint32_t node)
{
    return node < names->function->graph.node_count ? graph_skip_casts(&names->function->graph, node) : NO_ID;
}

static uint32_t assigned_variable(const struct function_graph *graph, uint32_t node, uint32_t *ret_value)
{
    const struct graph_node *n = &graph->nodes[node];
    *ret_value = NO_ID;
    if (n->kind == NODE_DECLARE) {
        *ret_value = graph_child(graph, node, 0);
        return *ret_value == NO_ID ? NO_ID : node;
    }
    if (n->kind == NODE_ASSIGN) {
        if (n->op == OP_NONE)
            *ret_value = graph_child(graph, node, 1);
        return graph_skip_casts(graph, graph_child(graph, node, 0));
    }
    bool may_change = n->kind == NODE_UNARY && (n->op == OP_ADDRESS || (n->op >= OP_PRE_INC && n->op <= OP_POST_DEC));
    return may_change ? graph_skip_casts(graph, graph_child(graph, node, 0)) : NO_ID;
}

void expression_names_init(struct expression_names *names, const struct facts *facts,
                           const struct fact_function *function, struct arena *arena)
{
    const struct function_graph *graph = &function->graph;
    *names = (struct expression_names){.facts = facts, .function = function, .arena = arena};
    names->local_values = arena_array(arena, graph->local_count + 1, sizeof *names->local_values);
    names->is_local_used = arena_array(arena, graph->local_count + 1, sizeof *names->is_local_used);
    names->is_param_assigned = arena_array(arena, function->param_count + 1, sizeof *names->is_param_assigned);
    bool *is_set = arena_array(arena, graph->local_count + 1, sizeof *is_set);
    for (uint32_t i = 0; i < graph->local_count; i++)
        names->local_values[i] = NO_ID;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind == NODE_LOCAL && graph->nodes[i].symbol < graph->local_count)
            names->is_local_used[graph->nodes[i].symbol] = true;
        uint32_t value, variable = assigned_variable(graph, i, &value);
        if (variable >= graph->node_count)
            continue;
        uint32_t symbol = graph->nodes[variable].symbol;
        if (graph->nodes[variable].kind == NODE_PARAM && symbol < function->param_count) {
            names->is_param_assigned[symbol] = true;
        } else if ((graph->nodes[variable].kind == NODE_LOCAL || graph->nodes[variable].kind == NODE_DECLARE) &&
                   symbol < graph->local_count) {
            names->local_values[symbol] = is_set[symbol] ? NO_ID : value;
            is_set[symbol] = true;
        }
    }
}

uint32_t parameter_of(const struct expression_names *names, uint32_t node)
{
    for (unsigned depth = 0; depth < MAX_DEPTH; depth++) {
        node = below_casts(names, node);
        const struct graph_node *n = node_at(names, node);
        if (!n)
            return NO_ID;
        if (n->kind == NODE_PARAM)
            return n->symbol < names->function->param_count && !names->is_param_assigned[n->symbol] ? n->symbol : NO_ID;
        if (n->kind != NODE_LOCAL || n->symbol >= names->function->graph.local_count)
            return NO_ID;
        node = names->local_values[n->symbol];
    }
    return NO_ID;
}

/* The value that stands for a local pointer for good: an address, or a parameter that keeps its value. */
static uint32_t lasting_value(const struct expression_names *names, const struct graph_node *local)
{
    if (local->kind != NODE_LOCAL || local->symbol >= names->function->graph.local_count)
        return NO_ID;
    uint32_t value = below_casts(names, names->local_values[local->symbol]);
    const struct graph_node *n = node_at(names, value);
    if (!n)
        return NO_ID;
    if (n->kind == NODE_UNARY && n->op == OP_ADDRESS) {
        for (uint32_t i = value; i < n->subtree_end && i < names->function->graph.node_count; i++)
            if (names->function->graph.nodes[i].kind == NODE_SUBSCRIPT)
                return NO_ID;
        return value;
    }
    return parameter_of(names, value) != NO_ID ? value : NO_ID;
}

static void fail(struct writer *writer)
{
    if (writer->is_shown)
        strbuf_add_text(&writer->text, "...");
    writer->has_failed = true;
}

static void write_variable(struct writer *writer, const struct graph_node *n)
{
    const struct expression_names *names = writer->names;
    char letter = n->kind == NODE_GLOBAL ? 'G' : n->kind == NODE_PARAM ? 'P' : n->kind == NODE_FUNCTION ? 'F' : 'L';
    if (!writer->is_shown) {
        strbuf_printf(&writer->text, "%c%u;", letter, n->symbol);
        return;
    }
    const char *name = "...";
    if (letter == 'G' && n->symbol < names->facts->global_count)
        name = names->facts->globals[n->symbol].name;
    else if (letter == 'F' && n->symbol < names->facts->function_count)
        name = names->facts->functions[n->symbol].name;
    else if (letter == 'P' && n->symbol < names->function->param_count)
        name = names->function->params[n->symbol].name;
    else if (letter == 'L' && n->symbol < names->function->graph.local_count)
        name = names->function->graph.locals[n->symbol].name;
    strbuf_add_text(&writer->text, name);
}

static const char *field_name(const struct expression_names *names, uint32_t node)
{
    const struct graph_node *n = node_at(names, node);
    const struct graph_node *base = node_at(names, graph_child(&names->function->graph, node, 0));
    uint32_t record = base ? facts_resolve_type(names->facts, base->type) : NO_ID;
    if (record < names->facts->type_count && n->op == OP_ARROW && names->facts->types[record].kind == TYPE_POINTER)
        record = facts_resolve_type(names->facts, names->facts->types[record].target);
    if (record >= names->facts->type_count || n->symbol >= names->facts->types[record].field_count)
        return "?";
    return names->facts->types[record].fields[n->symbol].name;
}

static void write_member(struct writer *writer, uint32_t node, unsigned depth)
{
    uint32_t base = graph_child(&writer->names->function->graph, node, 0);
    bool is_arrow = node_at(writer->names, node)->op == OP_ARROW;
    const char *field = field_name(writer->names, node);
    write_node(writer, base, writer->is_shown ? OF_VALUE : is_arrow ? OF_POINTEE : OF_OBJECT, depth + 1);
    if (!*field && writer->is_shown)
        return; /* an anonymous member is not written */
    strbuf_add_text(&writer->text, writer->is_shown && is_arrow ? "->" : ".");
    strbuf_add_text(&writer->text, field);
}

static void write_subscript(struct writer *writer, uint32_t node, unsigned depth)
{
    const struct function_graph *graph = &writer->names->function->graph;
    write_node(writer, graph_child(graph, node, 0), writer->is_shown ? OF_VALUE : OF_POINTEE, depth + 1);
    strbuf_add_text(&writer->text, "[");
    write_node(writer, graph_child(graph, node, 1), OF_VALUE, depth + 1);
    strbuf_add_text(&writer->text, "]");
}

static void write_operands(struct writer *writer, uint32_t node, unsigned depth)
{
    const struct graph_node *n = node_at(writer->names, node);
    strbuf_add_text(&writer->text, n->kind == NODE_CALL ? "call(" : "(");
    for (uint32_t i = 0; i < n->child_count; i++) {
        if (i)
            strbuf_add_text(&writer->text, n->kind == NODE_CALL ? "," : operator_token_text(n->op));
        write_node(writer, graph_child(&writer->names->function->graph, node, i), OF_VALUE, depth + 1);
    }
    strbuf_add_text(&writer->text, ")");
}

/* What a pointer points to: of an address and of an array the object itself. */
static void write_pointee(struct writer *writer, uint32_t node, unsigned depth)
{
    const struct function_graph *graph = &writer->names->function->graph;
    const struct graph_node *cast = node_at(writer->names, node);
    while (cast && cast->kind == NODE_CAST && cast->op != OP_DECAY) {
        node = graph_child(graph, node, 0);
        cast = node_at(writer->names, node);
    }
    if (!cast) {
        fail(writer);
        return;
    }
    uint32_t lasting = lasting_value(writer->names, cast);
    if (cast->kind == NODE_CAST || (cast->kind == NODE_UNARY && cast->op == OP_ADDRESS)) {
        write_node(writer, graph_child(graph, node, 0), OF_OBJECT, depth + 1);
    } else if (lasting != NO_ID) {
        write_pointee(writer, lasting, depth + 1);
    } else {
        strbuf_add_text(&writer->text, "(*");
        write_node(writer, node, OF_VALUE, depth + 1);
        strbuf_add_text(&writer->text, ")");
    }
}

static void write_unary(struct writer *writer, uint32_t node, unsigned depth)
{
    const struct graph_node *n = node_at(writer->names, node);
    uint32_t operand = graph_child(&writer->names->function->graph, node, 0);
    if (n->op >= OP_PRE_INC && n->op <= OP_POST_DEC) {
        fail(writer);
        return;
    }
    if (n->op == OP_DEREF && !writer->is_shown) {
        write_node(writer, operand, OF_POINTEE, depth + 1);
        return;
    }
    strbuf_add_text(&writer->text, operator_token_text(n->op));
    write_node(writer, operand, n->op == OP_ADDRESS ? OF_OBJECT : OF_VALUE, depth + 1);
}

static void write_node(struct writer *writer, uint32_t node, enum reading reading, unsigned depth)
{
    node = reading == OF_POINTEE ? node : below_casts(writer->names, node);
    const struct graph_node *n = node_at(writer->names, node);
    if (!n || depth > MAX_DEPTH || writer->has_failed || writer->text.length > MAX_KEY_BYTES) {
        fail(writer);
        return;
    }
    if (reading == OF_POINTEE) {
        write_pointee(writer, node, depth);
        return;
    }
    switch ((enum node_kind)n->kind) {
    case NODE_PARAM:
    case NODE_LOCAL:
    case NODE_DECLARE:
    case NODE_GLOBAL:
    case NODE_FUNCTION:
        write_variable(writer, n);
        break;
    case NODE_INT_LITERAL:
    case NODE_ENUMERATOR:
    case NODE_NULL_POINTER:
        strbuf_printf(&writer->text, "%lld", (long long)n->value);
        break;
    case NODE_MEMBER:
        write_member(writer, node, depth);
        break;
    case NODE_SUBSCRIPT:
        write_subscript(writer, node, depth);
        break;
    case NODE_UNARY:
        write_unary(writer, node, depth);
        break;
    case NODE_BINARY:
    case NODE_CALL:
        if (writer->is_shown)
            fail(writer);
        else
            write_operands(writer, node, depth);
        break;
    default:
        fail(writer);
    }
}

static const char *written(const struct expression_names *names, uint32_t node, enum reading reading, bool is_shown)
{
    struct writer writer = {.names = names, .is_shown = is_shown};
    write_node(&writer, node, reading, 0);
    const char *text = writer.has_failed && !is_shown ? NULL : arena_strdup(names->arena, strbuf_text(&writer.text));
    strbuf_release(&writer.text);
    return text;
}

const char *expression_key(const struct expression_names *names, uint32_t node)
{
    return written(names, node, OF_VALUE, false);
}

const char *pointee_key(const struct expression_names *names, uint32_t node)
{
    return written(names, node, OF_POINTEE, false);
}

const char *object_key(const struct expression_names *names, uint32_t node)
{
    return written(names, node, OF_OBJECT, false);
}

const char *expression_shown(const struct expression_names *names, uint32_t node)
{
    return written(names, node, OF_VALUE, true);
}

bool key_mentions(const char *key, const char *part)
{
    for (const char *found = strstr(key, part); found; found = strstr(found + 1, part)) {
        char next = found[strlen(part)];
        bool is_longer_word =
            (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '_' || (next >= '0' && next <= '9');
        if (!is_longer_word || part[strlen(part) - 1] == ';')
            return true;
    }
    return false;
}
