/* A function's syntax tree as the flat nodes of a function graph. */
#ifndef CET_PLUGIN_LOWER_BODY_H
#define CET_PLUGIN_LOWER_BODY_H

#include <vector>

#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"

#include "lowering.h"

namespace cet
{

/* The graph while it grows, and how its nodes and the tree find each other. */
struct body_graph {
    std::vector<graph_node> nodes;
    std::vector<graph_local> locals;
    std::vector<clang::Stmt *> node_to_stmt; /* as lowered_body.h has it */
    /* Statements, parentheses and other transparent wrappers, and the variables of DECLARE nodes. */
    llvm::DenseMap<const void *, uint32_t> node_of;

    void clear()
    {
        nodes.clear();
        locals.clear();
        node_to_stmt.clear();
        node_of.clear();
    }
};

/* Replaces what was in graph; its storage serves one function after the other. */
void lower_body(lowering &low, const clang::FunctionDecl *definition, uint32_t function, body_graph &graph);

/* A child that a node asks for, in source order. */
struct body_child {
    clang::Stmt *stmt = nullptr;        /* NULL: an EMPTY node stands for what is absent */
    uint32_t flags = 0;                 /* enum node_flag that hold for the child and all below it */
    clang::VarDecl *variable = nullptr; /* a DECLARE node for one variable of the declaration stmt */
    bool is_array_size = false;         /* an ARRAY_SIZE node above the expression stmt */
};

/* Lowers one node at a time; the walk over the tree is lower_body's. */
class node_lowering
{
  public:
    node_lowering(lowering &all, const clang::FunctionDecl *lowered, body_graph &into, uint32_t of)
        : low(all), definition(lowered), graph(into), function(of)
    {
    }

    /* The statement below wrappers that have no node: parentheses, full expressions, attributes. Those of written
     * parentheses add their flag. */
    clang::Stmt *unwrap(clang::Stmt *stmt, uint32_t &flags) const;
    /* Fills kind, op, symbol, value, text and type, tells the operator's place, and appends the children. */
    void lower(const body_child &child, graph_node &node, std::vector<body_child> &children);
    void place(clang::SourceRange range, graph_node &node);

  private:
    void lower_statement(clang::Stmt *stmt, graph_node &node);
    void lower_expression(clang::Expr *expr, graph_node &node);
    void lower_literal(clang::Expr *expr, graph_node &node);
    void lower_name(clang::DeclRefExpr *name, graph_node &node);
    void lower_call(clang::CallExpr *call, graph_node &node);
    void lower_cast(clang::CastExpr *cast, graph_node &node);
    void lower_measure(clang::UnaryExprOrTypeTraitExpr *measure, graph_node &node);
    void lower_choice(clang::Expr *expr, graph_node &node);
    void lower_init_list(clang::InitListExpr *list);
    void lower_declare(clang::VarDecl *variable, graph_node &node);
    void lower_case(clang::CaseStmt *labelled, graph_node &node);
    void lower_for(clang::ForStmt *loop);
    void lower_others(clang::Stmt *stmt);

    void want(clang::Stmt *stmt, uint32_t flags = 0);
    void want_array_sizes(clang::QualType type);
    void want_param_sizes();
    void want_declarations(clang::DeclStmt *declarations);
    /* Exactly one child, whatever a declaration holds. */
    void want_one(clang::Stmt *stmt);

    lowering &low;
    const clang::FunctionDecl *definition;
    body_graph &graph;
    uint32_t function;
    uint32_t inherited = 0;
    llvm::DenseMap<const clang::VarDecl *, uint32_t> locals; /* by canonical declaration */
    clang::SourceLocation operator_location;
    clang::SourceLocation own_token;
    std::vector<body_child> *children = nullptr;
};

/* Gives HAS_VALUE to what the compiler can compute from parts that have a value. */
void evaluate_nodes(lowering &low, body_graph &graph);

} // namespace cet

#endif
