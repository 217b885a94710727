#include "emit_facts.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

#include "clang_versions.h"
#include "section_directive.h"

namespace cet
{

/* Most of the text is nodes; growing a large buffer by copying is dearer than reserving too much. */
static size_t text_estimate(const struct facts &facts)
{
    size_t bytes = 64 * 1024;
    for (uint32_t i = 0; i < facts.function_count; i++)
        bytes += 48 * static_cast<size_t>(facts.functions[i].graph.node_count);
    return bytes;
}

struct strbuf pack_facts(const struct facts &facts)
{
    struct strbuf text = {};
    struct strbuf frame = {};
    strbuf_reserve(&text, text_estimate(facts));
    facts_format(&facts, &text);
    compress_add(&frame, strbuf_text(&text), text.length);
    strbuf_release(&text);
    return frame;
}

/* A declaration, not a pass over the module: it works as well where passes are left out (-save-temps,
 * -disable-llvm-passes) or run later (link-time optimisation). */
void put_into_object(clang::CompilerInstance &compiler, llvm::StringRef frame)
{
    std::string directive = section_directive(compiler, FACTS_SECTION, frame);

    clang::ASTContext &context = compiler.getASTContext();
    clang::QualType type = context.getStringLiteralArrayType(context.CharTy, static_cast<unsigned>(directive.size()));
    clang::StringLiteral *text =
        clang::StringLiteral::Create(context, directive, ordinary_string, false, type, clang::SourceLocation());
    auto *declaration = clang::FileScopeAsmDecl::Create(context, context.getTranslationUnitDecl(), text,
                                                        clang::SourceLocation(), clang::SourceLocation());
    compiler.getASTConsumer().HandleTopLevelDecl(clang::DeclGroupRef(declaration));
}

void write_side_file(clang::CompilerInstance &compiler, const std::string &path, llvm::StringRef frame)
{
    struct error err = {};
    if (file_write(path.c_str(), frame.data(), frame.size(), &err) == STATUS_OK)
        return;
    clang::DiagnosticsEngine &diagnostics = compiler.getDiagnostics();
    diagnostics.Report(diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "cet: %0")) << err.message;
}

} // namespace cet
