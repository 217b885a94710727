#include "mark_expressions.h"

#include <string>

#include "clang/AST/Attr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/TargetInfo.h"

#include "model.h"

extern "C" {
#include "cet/mutate/embed.h"
}

namespace cet
{

expression_slots::expression_slots(clang::FunctionDecl *function)
{
    visit(function->getBody());
}

void expression_slots::refresh_initialisers()
{
    for (clang::VarDecl *variable : variables)
        variable->setInit(variable->getInit());
}

void expression_slots::visit_slot(clang::Stmt **slot)
{
    if (slot == nullptr || *slot == nullptr)
        return;
    slots[*slot] = slot;
    visit(*slot);
}

void expression_slots::visit_children(clang::Stmt *stmt)
{
    for (clang::Stmt *&child : stmt->children())
        visit_slot(&child);
}

/* Not through children(): those hold the sizes of variable-length arrays too, which belong to types. */
void expression_slots::visit_declarations(clang::DeclStmt *stmt)
{
    for (clang::Decl *declaration : stmt->decls()) {
        auto *variable = llvm::dyn_cast<clang::VarDecl>(declaration);
        if (variable == nullptr || !variable->hasLocalStorage() || !variable->hasInit())
            continue;
        variables.push_back(variable);
        visit_slot(variable->getInitAddress());
    }
}

/* Arguments of functions that the compiler itself evaluates must stay what they are. */
void expression_slots::visit_call(clang::CallExpr *call)
{
    const clang::FunctionDecl *callee = call->getDirectCallee();
    if (callee != nullptr && callee->getBuiltinID() != 0) {
        llvm::StringRef name = callee->getName();
        bool is_hint = name == "__builtin_expect" || name == "__builtin_expect_with_probability";
        if (is_hint) {
            clang::Stmt **first = nullptr;
            for (clang::Stmt *&child : call->children())
                if (child == call->getArg(0))
                    first = &child;
            visit_slot(first);
            return;
        }
        if (name.starts_with("__builtin_") || name.starts_with("__sync_") || name.starts_with("__atomic_") ||
            name.starts_with("__c11_"))
            return;
    }
    visit_children(call);
}

static bool is_opaque(const clang::Stmt *stmt)
{
    switch (stmt->getStmtClass()) {
    case clang::Stmt::ConstantExprClass:
    case clang::Stmt::UnaryExprOrTypeTraitExprClass:
    case clang::Stmt::OffsetOfExprClass:
    case clang::Stmt::AtomicExprClass:
    case clang::Stmt::GCCAsmStmtClass:
    case clang::Stmt::MSAsmStmtClass:
    case clang::Stmt::PseudoObjectExprClass:
    case clang::Stmt::OpaqueValueExprClass:
    case clang::Stmt::ShuffleVectorExprClass:
    case clang::Stmt::BlockExprClass:
    case clang::Stmt::DesignatedInitUpdateExprClass:
        return true;
    case clang::Stmt::CompoundLiteralExprClass:
        return llvm::cast<clang::CompoundLiteralExpr>(stmt)->isFileScope();
    case clang::Stmt::ImplicitCastExprClass:
    case clang::Stmt::CStyleCastExprClass:
        return llvm::cast<clang::CastExpr>(stmt)->getCastKind() == clang::CK_NullToPointer;
    default:
        return false;
    }
}

/* The one child that code is generated from, when the others are not evaluated. */
static const clang::Stmt *only_child(const clang::Stmt *stmt)
{
    if (auto *generic = llvm::dyn_cast<clang::GenericSelectionExpr>(stmt))
        return generic->isResultDependent() ? nullptr : generic->getResultExpr();
    if (auto *choose = llvm::dyn_cast<clang::ChooseExpr>(stmt))
        return choose->getChosenSubExpr();
    if (auto *label = llvm::dyn_cast<clang::CaseStmt>(stmt))
        return label->getSubStmt();
    if (auto *elvis = llvm::dyn_cast<clang::BinaryConditionalOperator>(stmt))
        return elvis->getFalseExpr();
    return nullptr;
}

void expression_slots::visit(clang::Stmt *stmt)
{
    if (is_opaque(stmt))
        return;
    if (auto *declarations = llvm::dyn_cast<clang::DeclStmt>(stmt)) {
        visit_declarations(declarations);
    } else if (auto *call = llvm::dyn_cast<clang::CallExpr>(stmt)) {
        visit_call(call);
    } else if (const clang::Stmt *only = only_child(stmt)) {
        for (clang::Stmt *&child : stmt->children())
            if (child == only) {
                visit_slot(&child);
                break;
            }
    } else {
        visit_children(stmt);
    }
}

bool marker_calls::can_mark(const clang::Expr *expression)
{
    clang::QualType type = expression->getType().getCanonicalType();
    if (!expression->isPRValue() || type->isAtomicType() || type->isBitIntType() || type->isDependentType())
        return false;
    return type->isIntegralOrEnumerationType() || type->isRealFloatingType() || type->isPointerType();
}

clang::Expr *marker_calls::number(uint32_t value, clang::SourceLocation place)
{
    unsigned width = context.getTypeSize(context.UnsignedIntTy);
    return clang::IntegerLiteral::Create(context, llvm::APInt(width, value), context.UnsignedIntTy, place);
}

clang::Expr *marker_calls::zero(clang::QualType type, clang::SourceLocation place)
{
    unsigned width = context.getTypeSize(context.IntTy);
    clang::Expr *literal = clang::IntegerLiteral::Create(context, llvm::APInt(width, 0), context.IntTy, place);
    clang::CastKind kind = clang::CK_IntegralCast;
    if (type->isBooleanType())
        kind = clang::CK_IntegralToBoolean;
    else if (type->isPointerType())
        kind = clang::CK_NullToPointer;
    else if (type->isRealFloatingType())
        kind = clang::CK_IntegralToFloating;
    return clang::ImplicitCastExpr::Create(context, type, kind, literal, nullptr, clang::VK_PRValue,
                                           clang::FPOptionsOverride());
}

/* One name for each shape of value, so that declarations for different pointer types are one function. */
static std::string marker_name(const clang::ASTContext &context, clang::QualType type)
{
    std::string name = MUTATE_MARKER_PREFIX;
    if (type->isPointerType())
        return name + "p" + std::to_string(context.getTypeSize(type)) + "_" +
               std::to_string(static_cast<unsigned>(type->getPointeeType().getAddressSpace()));
    if (type->isBooleanType())
        return name + "b";
    if (const auto *builtin = type->getAs<clang::BuiltinType>())
        return name + (type->isRealFloatingType() ? "f" : "i") + std::to_string(builtin->getKind());
    return name + "e" + std::to_string(context.getTypeSize(type));
}

clang::FunctionDecl *marker_calls::declare(clang::QualType type)
{
    clang::FunctionDecl *&marker = markers[type];
    if (marker != nullptr)
        return marker;
    clang::QualType parameters[] = {context.UnsignedIntTy, context.UnsignedIntTy, type};
    clang::QualType signature = context.getFunctionType(type, parameters, clang::FunctionProtoType::ExtProtoInfo());
    clang::DeclContext *unit = context.getTranslationUnitDecl();
    marker = clang::FunctionDecl::Create(context, unit, clang::SourceLocation(), clang::SourceLocation(),
                                         &context.Idents.get(marker_name(context, type)), signature, nullptr,
                                         clang::SC_Extern);
    llvm::SmallVector<clang::ParmVarDecl *, 3> declared;
    for (clang::QualType parameter : parameters)
        declared.push_back(clang::ParmVarDecl::Create(context, marker, clang::SourceLocation(), clang::SourceLocation(),
                                                      nullptr, parameter, nullptr, clang::SC_None, nullptr));
    marker->setParams(declared);
    marker->setImplicit();
    marker->addAttr(clang::NoThrowAttr::CreateImplicit(context));
    return marker;
}

clang::Expr *marker_calls::mark(clang::Expr *expression, uint32_t site, uint32_t role)
{
    clang::SourceLocation place = expression->getExprLoc();
    clang::FunctionDecl *marker = declare(expression->getType().getCanonicalType().getUnqualifiedType());
    clang::QualType type = marker->getType();
    clang::Expr *name = clang::DeclRefExpr::Create(context, clang::NestedNameSpecifierLoc(), clang::SourceLocation(),
                                                   marker, false, place, type, clang::VK_LValue);
    clang::Expr *callee =
        clang::ImplicitCastExpr::Create(context, context.getPointerType(type), clang::CK_FunctionToPointerDecay, name,
                                        nullptr, clang::VK_PRValue, clang::FPOptionsOverride());
    clang::Expr *arguments[] = {number(site, place), number(role, place), expression};
    return clang::CallExpr::Create(context, callee, arguments, expression->getType().getUnqualifiedType(),
                                   clang::VK_PRValue, place, clang::FPOptionsOverride());
}

clang::Expr *marker_calls::gate(clang::Expr *expression, uint32_t site)
{
    clang::SourceLocation place = expression->getExprLoc();
    clang::QualType type = expression->getType().getUnqualifiedType();
    clang::Expr *open = mark(zero(context.IntTy, place), site, ROLE_GATE);
    clang::Expr *alternative = mark(zero(type, place), site, ROLE_ALTERNATIVE);
    return new (context) clang::ConditionalOperator(open, place, alternative, place, expression, type,
                                                    clang::VK_PRValue, clang::OK_Ordinary);
}

clang::Expr *marker_calls::mark_wide(clang::Expr *expression, uint32_t site)
{
    if (context.getTypeSize(expression->getType()) < context.getTypeSize(context.IntTy) ||
        expression->getType()->isBooleanType())
        expression = clang::ImplicitCastExpr::Create(context, context.IntTy, clang::CK_IntegralCast, expression,
                                                     nullptr, clang::VK_PRValue, clang::FPOptionsOverride());
    return mark(expression, site, ROLE_RESULT);
}

clang::Expr *marker_calls::as_void(clang::Expr *expression)
{
    return clang::ImplicitCastExpr::Create(context, context.VoidTy, clang::CK_ToVoid, expression, nullptr,
                                           clang::VK_PRValue, clang::FPOptionsOverride());
}

clang::Stmt *marker_calls::gate_statement(clang::Stmt *statement, uint32_t site)
{
    clang::SourceLocation place = statement->getBeginLoc();
    clang::Expr *open = mark(zero(context.IntTy, place), site, ROLE_GATE);
    if (auto *expression = llvm::dyn_cast<clang::Expr>(statement))
        return new (context)
            clang::ConditionalOperator(open, place, as_void(zero(context.IntTy, place)), place, as_void(expression),
                                       context.VoidTy, clang::VK_PRValue, clang::OK_Ordinary);
    return clang::IfStmt::Create(context, place, clang::IfStatementKind::Ordinary, nullptr, nullptr, open, place, place,
                                 new (context) clang::NullStmt(place), place, statement);
}

} // namespace cet
