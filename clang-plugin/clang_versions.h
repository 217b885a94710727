/* All that differs between the versions that the plugin is built for: LLVM and clang 16, 19 and 22. The code is written
 * for 19; what another version calls otherwise gets one name here. */
#ifndef CET_PLUGIN_CLANG_VERSIONS_H
#define CET_PLUGIN_CLANG_VERSIONS_H

#include <functional>

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Type.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Transforms/Utils/FunctionComparator.h"
#if LLVM_VERSION_MAJOR >= 19
#include "llvm/IR/StructuralHash.h"
#endif
#if LLVM_VERSION_MAJOR >= 22
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#endif

namespace llvm
{
class PassBuilder;
}

namespace cet
{

#if LLVM_VERSION_MAJOR < 18
constexpr auto ordinary_string = clang::StringLiteral::Ordinary;
constexpr auto static_array_size = clang::ArrayType::Static;
#else
constexpr auto ordinary_string = clang::StringLiteralKind::Ordinary;
constexpr auto static_array_size = clang::ArraySizeModifier::Static;
#endif

inline uint64_t element_count(const clang::ConstantArrayType *array)
{
#if LLVM_VERSION_MAJOR < 18
    return array->getSize().getLimitedValue();
#else
    return array->getLimitedSize();
#endif
}

/* C2y lets a type stand in its place. */
inline bool is_chosen_by_expression(const clang::GenericSelectionExpr *generic)
{
#if LLVM_VERSION_MAJOR < 18
    (void)generic;
    return true;
#else
    return generic->isExprPredicate();
#endif
}

inline unsigned bit_width(const clang::FieldDecl *field, const clang::ASTContext &context)
{
#if LLVM_VERSION_MAJOR < 20
    return field->getBitWidthValue(context);
#else
    (void)context;
    return field->getBitWidthValue();
#endif
}

/* An engine of its own that tells client what it finds. */
inline clang::DiagnosticsEngine diagnostics_for(const clang::DiagnosticsEngine &like, clang::DiagnosticConsumer &client)
{
#if LLVM_VERSION_MAJOR < 21
    return clang::DiagnosticsEngine(like.getDiagnosticIDs(), new clang::DiagnosticOptions, &client, false);
#else
    static clang::DiagnosticOptions options;
    return clang::DiagnosticsEngine(like.getDiagnosticIDs(), options, &client, false);
#endif
}

/* The hash that goes with FunctionComparator's equality. */
inline uint64_t function_hash(llvm::Function &function)
{
#if LLVM_VERSION_MAJOR < 19
    return llvm::FunctionComparator::functionHash(function);
#else
    return llvm::StructuralHash(function);
#endif
}

/* PPCallbacks::InclusionDirective has one parameter more. */
#if LLVM_VERSION_MAJOR < 19
#define MODULE_WAS_IMPORTED
#else
#define MODULE_WAS_IMPORTED bool,
#endif

#if LLVM_VERSION_MAJOR >= 22
namespace driver_options = clang::options;
inline const llvm::opt::OptTable &driver_option_table()
{
    return clang::getDriverOptTable();
}
#else
namespace driver_options = clang::driver::options;
inline const llvm::opt::OptTable &driver_option_table()
{
    return clang::driver::getDriverOptTable();
}
#endif

/* Calls back when the code generator sets its passes up. */
void on_passes(clang::CompilerInstance &compiler, std::function<void(llvm::PassBuilder &)> callback);

} // namespace cet

#endif
