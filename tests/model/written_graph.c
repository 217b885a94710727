#include "written_graph.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FUNCTIONS 32
#define MAX_NODES 200

static const char *const library[] = {"memcpy", "strlen", "free", "m_lock", "m_unlock"};
static const char *const param_names[] = {"a", "b", "c", "d"};
static const char *const local_names[] = {"i", "j", "k", "l"};
static const char type_letters[] = "icpsqvw";

static const char *const kind_names[] = {
#define NODE(id, text) #id,
#include "cet/model/node_kinds.def"
#undef NODE
};
static const char *const operator_names[] = {
#define OPERATOR_TOKEN(id, text) #id,
#include "cet/model/operators.def"
#undef OPERATOR_TOKEN
};

struct text_walk {
    const char *at;
    struct facts *facts;
    struct fact_function *function;
};

void written_facts(struct facts *facts)
{
    static const struct fact_type kinds[] = {
        {.kind = TYPE_INT, .spelling = "int", .size_bytes = 4, .target = NO_ID},
        {.kind = TYPE_INT, .spelling = "char", .size_bytes = 1, .target = NO_ID},
        {.kind = TYPE_POINTER, .spelling = "char *", .size_bytes = 8, .target = 1},
        {.kind = TYPE_STRUCT, .spelling = "struct item", .size_bytes = 16, .target = NO_ID, .field_count = 2},
        {.kind = TYPE_POINTER, .spelling = "struct item *", .size_bytes = 8, .target = 3},
        {.kind = TYPE_VOID, .spelling = "void", .target = NO_ID},
        {.kind = TYPE_POINTER, .spelling = "void *", .size_bytes = 8, .target = 5},
    };
    static const struct type_field fields[] = {{.name = "count", .type = 0},
                                               {.name = "text", .type = 2, .offset_bits = 64}};
    facts->type_count = sizeof kinds / sizeof *kinds;
    facts->types = arena_array(&facts->arena, facts->type_count, sizeof *kinds);
    memcpy(facts->types, kinds, sizeof kinds);
    facts->types[3].fields = arena_array(&facts->arena, 2, sizeof *fields);
    memcpy(facts->types[3].fields, fields, sizeof fields);
    facts->functions = arena_array(&facts->arena, MAX_FUNCTIONS, sizeof *facts->functions);
    for (size_t i = 0; i < sizeof library / sizeof *library; i++)
        facts->functions[facts->function_count++] = (struct fact_function){.id = library[i], .name = library[i]};
    facts->globals = arena_array(&facts->arena, 1, sizeof *facts->globals);
    facts->globals[facts->global_count++] = (struct fact_global){.id = "shared", .name = "shared"};
}

static uint32_t word_index(struct text_walk *walk, const char *const *words, size_t count)
{
    size_t length = strspn(walk->at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
    for (size_t i = 0; i < count; i++)
        if (strlen(words[i]) == length && !strncmp(words[i], walk->at, length)) {
            walk->at += length;
            return (uint32_t)i;
        }
    abort();
}

static uint32_t add_node(struct text_walk *walk, uint32_t parent, uint16_t kind, uint32_t type)
{
    struct function_graph *graph = &walk->function->graph;
    uint32_t id = graph->node_count++;
    if (id == MAX_NODES)
        abort();
    graph->nodes[id] = (struct graph_node){.kind = kind,
                                           .type = type,
                                           .symbol = NO_ID,
                                           .aux = NO_ID,
                                           .parent = parent,
                                           .macro = NO_ID,
                                           .subtree_end = id + 1};
    return id;
}

static uint32_t type_of_letter(char letter)
{
    return (uint32_t)(strchr(type_letters, letter) - type_letters);
}

static void read_param(struct text_walk *walk, uint32_t parent)
{
    struct function_graph *graph = &walk->function->graph;
    uint32_t type = type_of_letter((char)tolower((unsigned char)*walk->at));
    uint32_t outer = parent;
    if (islower((unsigned char)*walk->at)) {
        outer = add_node(walk, parent, NODE_CAST, type);
        graph->nodes[outer].op = OP_LOAD;
        graph->nodes[outer].flags = NODE_FLAG_IMPLICIT;
        graph->nodes[outer].subtree_end++;
    }
    uint32_t param = add_node(walk, outer, NODE_PARAM, type);
    graph->nodes[param].symbol = (uint32_t)(walk->at[1] - '0');
    walk->function->params[graph->nodes[param].symbol].type = type;
    walk->at += 2;
}

static void read_parts(struct text_walk *walk, uint32_t node)
{
    struct graph_node *n = &walk->function->graph.nodes[node];
    if (*walk->at == '.') {
        walk->at++;
        n->op = (uint16_t)word_index(walk, operator_names, OPERATOR_TOKEN_COUNT);
    }
    if (*walk->at == ':') {
        n->type = type_of_letter(walk->at[1]);
        walk->at += 2;
    }
    if (*walk->at == '#')
        n->symbol = (uint32_t)strtoul(walk->at + 1, (char **)&walk->at, 10);
    if (*walk->at == '=')
        n->value = strtol(walk->at + 1, (char **)&walk->at, 10);
}

static void read_node(struct text_walk *walk, uint32_t parent)
{
    struct function_graph *graph = &walk->function->graph;
    if (isdigit((unsigned char)*walk->at)) {
        uint32_t literal = add_node(walk, parent, NODE_INT_LITERAL, 0);
        graph->nodes[literal].value = strtol(walk->at, (char **)&walk->at, 10);
    } else if (*walk->at == 'N') {
        add_node(walk, parent, NODE_NULL_POINTER, 2);
        walk->at++;
    } else if (*walk->at != '(') {
        read_param(walk, parent);
    } else {
        walk->at++;
        uint32_t node = add_node(walk, parent, (uint16_t)word_index(walk, kind_names, NODE_KIND_COUNT), NO_ID);
        read_parts(walk, node);
        while (*walk->at == ' ') {
            walk->at++;
            read_node(walk, node);
        }
        if (*walk->at++ != ')')
            abort();
        graph->nodes[node].subtree_end = graph->node_count;
    }
}

/* Children in order of their ids, node by node. */
static void link_children(struct facts *facts, struct function_graph *graph)
{
    graph->children = arena_array(&facts->arena, graph->node_count, sizeof *graph->children);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        graph->nodes[i].first_child = graph->child_count;
        for (uint32_t k = i + 1; k < graph->nodes[i].subtree_end; k = graph->nodes[k].subtree_end) {
            graph->children[graph->child_count++] = k;
            graph->nodes[i].child_count++;
        }
    }
}

struct fact_function *written_function(struct facts *facts, const char *id, const char *body)
{
    struct fact_function *function = &facts->functions[facts->function_count++];
    *function = (struct fact_function){.id = id, .name = id, .is_defined = true, .param_count = 4};
    function->params = arena_array(&facts->arena, 4, sizeof *function->params);
    function->graph.local_count = 4;
    function->graph.locals = arena_array(&facts->arena, 4, sizeof *function->graph.locals);
    for (int i = 0; i < 4; i++) {
        function->params[i].name = param_names[i];
        function->graph.locals[i].name = local_names[i];
    }
    function->graph.nodes = arena_array(&facts->arena, MAX_NODES, sizeof *function->graph.nodes);
    struct text_walk walk = {.at = body, .facts = facts, .function = function};
    read_node(&walk, NO_ID);
    link_children(facts, &function->graph);
    return function;
}
