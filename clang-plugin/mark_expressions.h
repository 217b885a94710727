/* Expressions wrapped in calls of marker functions, in place. */
#ifndef CET_PLUGIN_MARK_EXPRESSIONS_H
#define CET_PLUGIN_MARK_EXPRESSIONS_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/TypeOrdering.h"
#include "llvm/ADT/DenseMap.h"

namespace cet
{

/* Where each expression and statement of a body hangs, as far as code is generated from that place. */
class expression_slots
{
  public:
    explicit expression_slots(clang::FunctionDecl *function);
    /* nullptr: not evaluated, or the language wants a constant there. */
    clang::Stmt **find(const clang::Stmt *stmt) const { return slots.lookup(stmt); }
    /* Forgets values that were computed from initialisers before they were changed. */
    void refresh_initialisers();

  private:
    void visit_slot(clang::Stmt **slot);
    void visit(clang::Stmt *stmt);
    void visit_declarations(clang::DeclStmt *stmt);
    void visit_call(clang::CallExpr *call);
    void visit_children(clang::Stmt *stmt);

    llvm::DenseMap<const clang::Stmt *, clang::Stmt **> slots;
    std::vector<clang::VarDecl *> variables;
};

class marker_calls
{
  public:
    explicit marker_calls(clang::ASTContext &ast) : context(ast) {}
    /* Only values that fit one register. */
    static bool can_mark(const clang::Expr *expression);
    clang::Expr *mark(clang::Expr *expression, uint32_t site, uint32_t role);
    /* gate ? alternative : expression */
    clang::Expr *gate(clang::Expr *expression, uint32_t site);
    /* if (gate) ; else statement, as an expression where it is one: the value is not used */
    clang::Stmt *gate_statement(clang::Stmt *statement, uint32_t site);
    /* The marked value is at least as wide as an int. */
    clang::Expr *mark_wide(clang::Expr *expression, uint32_t site);

  private:
    clang::Expr *as_void(clang::Expr *expression);
    clang::FunctionDecl *declare(clang::QualType type);
    clang::Expr *number(uint32_t value, clang::SourceLocation place);
    clang::Expr *zero(clang::QualType type, clang::SourceLocation place);

    clang::ASTContext &context;
    llvm::DenseMap<clang::QualType, clang::FunctionDecl *> markers;
};

} // namespace cet

#endif
