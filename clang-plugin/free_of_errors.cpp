#include "free_of_errors.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

namespace cet
{

/* Expressions know of errors anywhere in them. */
static bool is_free_of_errors(const clang::Stmt *statement)
{
    if (statement == nullptr)
        return true;
    if (const auto *expression = llvm::dyn_cast<clang::Expr>(statement))
        return !expression->containsErrors();
    if (const auto *group = llvm::dyn_cast<clang::DeclStmt>(statement))
        for (const clang::Decl *declaration : group->decls())
            if (!is_free_of_errors(*declaration))
                return false;
    for (const clang::Stmt *child : statement->children())
        if (!is_free_of_errors(child))
            return false;
    return true;
}

bool is_free_of_errors(const clang::Decl &declaration)
{
    if (declaration.isInvalidDecl())
        return false;
    if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(&declaration))
        return is_free_of_errors(variable->getInit());
    if (const auto *function = llvm::dyn_cast<clang::FunctionDecl>(&declaration))
        return !function->doesThisDeclarationHaveABody() || is_free_of_errors(function->getBody());
    return true;
}

} // namespace cet
