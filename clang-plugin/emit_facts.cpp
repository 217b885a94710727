#include "emit_facts.h"

#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"

namespace cet
{

std::string pack_facts(const struct facts &facts)
{
    struct strbuf text = {};
    struct strbuf frame = {};
    facts_format(&facts, &text);
    compress_add(&frame, strbuf_text(&text), text.length);
    std::string result(strbuf_text(&frame), frame.length);
    strbuf_release(&frame);
    strbuf_release(&text);
    return result;
}

/* The section is neither loaded (no "a" flag) nor excluded from linking, so that a program and a static library carry
 * the facts of all their objects one behind the other. A global variable could not be made so. */
static std::string section_directive(const std::string &frame)
{
    std::string directive = ".pushsection " FACTS_SECTION ",\"\",@progbits\n.ascii \"";
    directive.reserve(directive.size() + 4 * frame.size() + 32);
    for (unsigned char byte : frame) {
        if (byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\') {
            directive += static_cast<char>(byte);
            continue;
        }
        directive += '\\';
        directive += static_cast<char>('0' + (byte >> 6));
        directive += static_cast<char>('0' + ((byte >> 3) & 7));
        directive += static_cast<char>('0' + (byte & 7));
    }
    directive += "\"\n.popsection\n";
    return directive;
}

struct facts_pass : llvm::PassInfoMixin<facts_pass> {
    explicit facts_pass(std::shared_ptr<std::string> packed) : frame(std::move(packed)) {}

    llvm::PreservedAnalyses run(llvm::Module &module, llvm::ModuleAnalysisManager &)
    {
        if (!frame->empty())
            module.appendModuleInlineAsm(section_directive(*frame));
        return llvm::PreservedAnalyses::all();
    }
    static bool isRequired() { return true; } /* optnone and -opt-bisect-limit do not skip it */

    std::shared_ptr<std::string> frame;
};

void put_into_object(clang::CompilerInstance &compiler, std::shared_ptr<std::string> frame)
{
    compiler.getCodeGenOpts().PassBuilderCallbacks.push_back([frame](llvm::PassBuilder &builder) {
        builder.registerPipelineStartEPCallback(
            [frame](llvm::ModulePassManager &passes, llvm::OptimizationLevel) { passes.addPass(facts_pass(frame)); });
    });
}

void write_side_file(clang::CompilerInstance &compiler, const std::string &path, const std::string &frame)
{
    struct error err = {};
    if (file_write(path.c_str(), frame.data(), frame.size(), &err) == STATUS_OK)
        return;
    clang::DiagnosticsEngine &diagnostics = compiler.getDiagnostics();
    diagnostics.Report(diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "cet: %0")) << err.message;
}

} // namespace cet
