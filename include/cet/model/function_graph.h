/* A function as flat tables: its syntax tree with types and places, and its control flow graph. The plugin's shim fills
 * it once; checks, the test generator and the mutation engine read it.
 *
 *     for (uint32_t i = 0; i < graph->node_count; i++)
 *         if (graph->nodes[i].kind == NODE_CALL)
 *             look_at_call(facts, graph, i);
 *
 * Nodes stand in pre-order: node 0 is the body, a node's descendants follow it directly, and nodes[i].subtree_end is
 * the first node behind them. All arrays live in the arena of the facts that own the graph; nodes name each other by
 * index, and types, globals, functions, files and macros by their id in those facts. */
#ifndef CET_MODEL_FUNCTION_GRAPH_H
#define CET_MODEL_FUNCTION_GRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include "cet/model/source.h"

enum node_kind {
#define NODE(id, text) NODE_##id,
#include "cet/model/node_kinds.def"
#undef NODE
    NODE_KIND_COUNT
};

enum operator_token {
#define OPERATOR_TOKEN(id, text) OP_##id,
#include "cet/model/operators.def"
#undef OPERATOR_TOKEN
    OPERATOR_TOKEN_COUNT
};

const char *node_kind_text(enum node_kind kind);
const char *operator_token_text(enum operator_token op);

enum node_flag {
    NODE_FLAG_IMPLICIT = 1u << 0,    /* not written in the source */
    NODE_FLAG_CHARACTER = 1u << 1,   /* 'a' */
    NODE_FLAG_LVALUE = 1u << 2,      /* designates storage */
    NODE_FLAG_CONSTANT = 1u << 3,    /* must be constant where it stands (case label, static initialiser, array size) */
    NODE_FLAG_UNEVALUATED = 1u << 4, /* operand of sizeof, typeof, _Generic's control */
    NODE_FLAG_MACRO_BODY = 1u << 5,  /* its own token is spelled in the body of `macro` */
    NODE_FLAG_MACRO_ARG = 1u << 6,   /* spelled in an argument of `macro` */
    NODE_FLAG_PARENTHESISED = 1u << 7,
    NODE_FLAG_SYSTEM = 1u << 8,        /* spelled in a system header */
    NODE_FLAG_HAS_VALUE = 1u << 9,     /* value is the compiler's constant value of an integer expression */
    NODE_FLAG_CAST_TO_VOID = 1u << 10, /* a call whose result is thrown away by (void) */
    NODE_FLAG_FALLTHROUGH = 1u << 11   /* an EMPTY with the attribute fallthrough */
};

struct graph_node {
    uint16_t kind;  /* enum node_kind */
    uint16_t op;    /* enum operator_token */
    uint32_t flags; /* enum node_flag */
    uint32_t type;  /* of an expression, id; NO_ID for statements */
    uint32_t symbol;
    uint32_t aux;
    uint32_t parent;      /* NO_ID for node 0 */
    uint32_t first_child; /* into graph->children */
    uint32_t child_count;
    uint32_t subtree_end;
    uint32_t macro; /* innermost macro that the token comes from, id, NO_ID: none */
    int64_t value;
    const char *text;          /* NULL unless the kind says so */
    struct source_range range; /* where a reader sees it: the whole expression, macros as their call */
    struct source_range
        spelled; /* the text that an edit of the expression replaces; file NO_ID when no one text does */
    struct source_place op_place; /* the operator's token, as spelled */
};

struct graph_block {
    uint32_t first_element; /* into graph->elements: node ids in order of evaluation */
    uint32_t element_count;
    uint32_t first_successor; /* into graph->successors; a condition's true edge is first, then the false edge */
    uint32_t successor_count;
    uint32_t terminator; /* node that decides where to go (IF, WHILE, BINARY && ...), NO_ID: none */
    uint32_t condition;  /* node of the last condition evaluated, NO_ID: none */
    uint32_t label;      /* CASE, DEFAULT or LABEL node that starts it, NO_ID: none */
    bool is_noreturn;    /* ends in a call that does not return */
};

struct graph_local {
    const char *name;
    uint32_t type;
    bool is_static;
    struct source_place place;
};

struct function_graph {
    struct graph_node *nodes;
    uint32_t node_count;
    uint32_t *children;
    uint32_t child_count;
    struct graph_local *locals;
    uint32_t local_count;
    struct graph_block *blocks; /* no blocks: the flow graph could not be built */
    uint32_t block_count;
    uint32_t entry_block;
    uint32_t exit_block;
    uint32_t *elements;
    uint32_t element_count;
    uint32_t *successors; /* block ids, NO_ID: an edge that cannot be taken */
    uint32_t successor_count;
};

/* The n-th child's id, NO_ID when there is none. */
uint32_t graph_child(const struct function_graph *graph, uint32_t node, uint32_t n);
/* The expression below parentheses and casts that were not written; a written cast stays. */
uint32_t graph_skip_implicit(const struct function_graph *graph, uint32_t node);
/* As graph_skip_implicit, written casts too. */
uint32_t graph_skip_casts(const struct function_graph *graph, uint32_t node);

#endif
