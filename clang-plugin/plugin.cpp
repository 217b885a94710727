/* The plugin's action: watch the preprocessor, lower each declaration before code is generated for it, and hand the
 * finished facts to where they go. It translates and never decides. */
#include "plugin.h"

#include <malloc.h>

#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/FrontendPluginRegistry.h"

#include "arguments.h"
#include "emit_facts.h"
#include "free_of_errors.h"
#include "lower_preprocessor.h"
#include "lower_unit.h"
#include "mark_sites.h"
#include "report_findings.h"

namespace cet
{

/* Code is generated, into an object or some form of it. */
static bool has_output(clang::CompilerInstance &compiler)
{
    switch (compiler.getFrontendOpts().ProgramAction) {
    case clang::frontend::EmitObj:
    case clang::frontend::EmitAssembly:
    case clang::frontend::EmitBC:
    case clang::frontend::EmitLLVM:
        return true;
    default:
        return false;
    }
}

/* Pages are what a compiler's start spends most on, and glibc takes new ones for each block over 128 KB and gives them
 * back with it. Kept, what facts took serves the code generator that runs behind them. */
static void keep_memory()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 16 << 20);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
}

class unit_consumer : public clang::ASTConsumer
{
  public:
    unit_consumer(clang::CompilerInstance &instance, const plugin_arguments &given)
        : compiler(instance), arguments(given), marking(start_marking()), low(instance),
          declarations(low, marking_hook()), comments(low)
    {
        compiler.getPreprocessor().addPPCallbacks(watch_preprocessor(low));
        compiler.getPreprocessor().addCommentHandler(&comments);
    }

    bool HandleTopLevelDecl(clang::DeclGroupRef group) override
    {
        for (clang::Decl *declaration : group)
            if (!is_broken() || is_sound(*declaration))
                declarations.lower(declaration);
        errors_before = errors_so_far();
        return true;
    }

    void HandleTranslationUnit(clang::ASTContext &) override
    {
        compiler.getPreprocessor().removeCommentHandler(&comments);
        if (is_broken() && !arguments.partial_facts)
            return;
        finish_unit(low);
        if (marking != nullptr && !is_broken())
            marking->finish();
        if (!is_broken())
            report_findings(low, arguments);
        bool goes_into_object = !arguments.no_facts && has_output(compiler) && !is_broken();
        if (!goes_into_object && arguments.facts_file.empty())
            return;
        struct strbuf packed = pack_facts(low.tables.facts);
        llvm::StringRef frame(strbuf_text(&packed), packed.length);
        if (!arguments.facts_file.empty())
            write_side_file(compiler, arguments.facts_file, frame);
        if (goes_into_object)
            put_into_object(compiler, frame);
        strbuf_release(&packed);
    }

  private:
    bool is_broken() const { return compiler.getDiagnostics().hasUncompilableErrorOccurred(); }
    unsigned errors_so_far() const { return compiler.getDiagnostics().getClient()->getNumErrors(); }

    /* In a unit with errors: whether this declaration is whole. What clang made up to go on after an error is nobody's
     * source, and after a fatal one (a header that is not there) it no longer tells of others. */
    bool is_sound(const clang::Decl &declaration) const
    {
        return arguments.partial_facts && marking == nullptr && errors_so_far() == errors_before &&
               !compiler.getDiagnostics().hasFatalErrorOccurred() && is_free_of_errors(declaration);
    }

    std::shared_ptr<mutation> start_marking()
    {
        return arguments.mutate ? mutation::start(compiler, arguments.mutation) : nullptr;
    }
    body_hook marking_hook()
    {
        if (marking == nullptr)
            return body_hook();
        return [this](const lowered_body &body) { marking->mark(body); };
    }

    clang::CompilerInstance &compiler;
    plugin_arguments arguments;
    std::shared_ptr<mutation> marking; /* null: no mutation */
    lowering low;
    declaration_lowering declarations;
    comment_watcher comments;
    unsigned errors_before = 0; /* when the last declaration ended */
};

class cet_action : public clang::PluginASTAction
{
  protected:
    ActionType getActionType() override { return AddBeforeMainAction; }

    bool ParseArgs(const clang::CompilerInstance &compiler, const std::vector<std::string> &words) override
    {
        return parse_arguments(words, compiler.getDiagnostics(), arguments);
    }

    std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &compiler, llvm::StringRef) override
    {
        if (!is_wanted(compiler))
            return std::make_unique<clang::ASTConsumer>();
        keep_memory();
        return std::make_unique<unit_consumer>(compiler, arguments);
    }

  private:
    bool is_wanted(clang::CompilerInstance &compiler) const
    {
        const clang::LangOptions &language = compiler.getLangOpts();
        bool is_c = !language.CPlusPlus && !language.ObjC && !language.OpenCL && !language.CUDA;
        return is_c && (has_output(compiler) || !arguments.facts_file.empty());
    }

    plugin_arguments arguments;
};

} // namespace cet

extern "C" void cet_plugin_register(void)
{
    static clang::FrontendPluginRegistry::Add<cet::cet_action> registration("cet", "facts, findings, mutation sites");
}
