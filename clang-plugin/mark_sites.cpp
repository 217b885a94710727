#include "mark_sites.h"

#include "clang/AST/Attr.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/MemoryBuffer.h"

#include <algorithm>

#include "clang_versions.h"
#include "emit_mutants.h"
#include "equivalence_help.h"
#include "mark_expressions.h"
#include "mutate_module.h"
#include "preprocessor_callbacks.h"

namespace cet
{

/* Every expansion of a macro, also those that leave nothing in a function. */
class expansion_counter : public preprocessor_callbacks
{
  public:
    explicit expansion_counter(mutate_unit *counted) : unit(counted) {}

    void MacroExpands(const clang::Token &name, const clang::MacroDefinition &, clang::SourceRange,
                      const clang::MacroArgs *) override
    {
        mutate_count_expansion(unit, name.getIdentifierInfo()->getName().str().c_str());
    }

  private:
    mutate_unit *unit;
};

/* Replaces the marks in the finished module. */
struct mutation_pass : llvm::PassInfoMixin<mutation_pass> {
    explicit mutation_pass(std::shared_ptr<mutation> given) : owner(std::move(given)) {}

    llvm::PreservedAnalyses run(llvm::Module &module, llvm::ModuleAnalysisManager &)
    {
        if (owner->options.equivalents_file.empty())
            mutate_module(owner->unit, module);
        else
            owner->write_equivalents(module);
        owner->write_table(module);
        return llvm::PreservedAnalyses::none();
    }
    static bool isRequired() { return true; } /* optnone and -opt-bisect-limit do not skip it */

    std::shared_ptr<mutation> owner;
};

void mutation::report(const std::string &message)
{
    clang::DiagnosticsEngine &diagnostics = compiler.getDiagnostics();
    diagnostics.Report(diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "cet: %0")) << message;
}

std::shared_ptr<mutation> mutation::start(clang::CompilerInstance &compiler, const mutation_options &options)
{
    uint64_t operators = 0;
    for (const std::string &name : options.operators) {
        uint64_t named = mutant_operators_named(name.c_str());
        if (named == 0) {
            clang::DiagnosticsEngine &diagnostics = compiler.getDiagnostics();
            diagnostics.Report(diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error,
                                                           "cet: there is no mutation operator or group '%0'"))
                << name;
            return nullptr;
        }
        operators |= named;
    }
    std::shared_ptr<mutation> started(new mutation(compiler, options, operators));
    on_passes(compiler, [started](llvm::PassBuilder &builder) {
        builder.registerPipelineStartEPCallback([started](llvm::ModulePassManager &passes, llvm::OptimizationLevel) {
            passes.addPass(mutation_pass(started));
        });
    });
    return started;
}

mutation::mutation(clang::CompilerInstance &instance, const mutation_options &given, uint64_t operators)
    : compiler(instance), options(given)
{
    for (const std::string &file : options.files)
        files.push_back(file.c_str());
    struct mutate_options chosen = {};
    chosen.files = files.data();
    chosen.file_count = files.size();
    chosen.root = options.root.empty() ? nullptr : options.root.c_str();
    chosen.operators = operators;
    chosen.text = text_of;
    chosen.text_context = this;
    unit = mutate_unit_new(&chosen);
    compiler.getPreprocessor().addPPCallbacks(std::make_unique<expansion_counter>(unit));
}

mutation::~mutation()
{
    mutate_unit_free(unit);
}

const char *mutation::text_of(void *context, const char *path, size_t *ret_length)
{
    clang::SourceManager &sources = static_cast<mutation *>(context)->compiler.getSourceManager();
    auto file = sources.getFileManager().getOptionalFileRef(path);
    if (!file)
        return nullptr;
    auto buffer = sources.getMemoryBufferForFileOrNone(*file);
    if (!buffer)
        return nullptr;
    *ret_length = buffer->getBufferSize();
    return buffer->getBufferStart();
}

std::string mutation::main_file() const
{
    const clang::SourceManager &sources = compiler.getSourceManager();
    auto file = sources.getFileEntryRefForID(sources.getMainFileID());
    return file ? file->getName().str() : std::string();
}

void mutation::write_table(llvm::Module &module)
{
    struct strbuf text = {};
    mutate_unit_format(unit, &text);
    put_mutants_into_object(compiler, module, text);
    if (!options.mutants_file.empty())
        write_side_table(text);
    strbuf_release(&text);
}

void mutation::write_side_table(const struct strbuf &text)
{
    std::string path = options.mutants_file;
    if (path.back() == '/') { /* one file for each object */
        const std::string &output = compiler.getFrontendOpts().OutputFile;
        uint64_t name = hash_text(hash_text(HASH_START, output.c_str()), main_file().c_str());
        path += llvm::utohexstr(name) + ".jsonl";
    }
    write_text(path, text);
}

bool mutation::read_wanted(std::vector<uint64_t> &ret_wanted)
{
    auto buffer = llvm::MemoryBuffer::getFile(options.wanted_file);
    if (!buffer) {
        report("'" + options.wanted_file + "' cannot be read: " + buffer.getError().message());
        return false;
    }
    llvm::SmallVector<llvm::StringRef, 0> lines;
    (*buffer)->getBuffer().split(lines, '\n', -1, false);
    for (llvm::StringRef line : lines) {
        uint64_t id;
        if (line.getAsInteger(16, id)) {
            report("'" + options.wanted_file + "' has a line that is no mutant's id: '" + line.str() + "'");
            return false;
        }
        ret_wanted.push_back(id);
    }
    std::sort(ret_wanted.begin(), ret_wanted.end());
    return true;
}

void mutation::write_equivalents(llvm::Module &module)
{
    struct strbuf text = {};
    std::vector<uint64_t> wanted;
    const bool is_asked = !options.wanted_file.empty();
    if (is_asked && !read_wanted(wanted))
        return;
    compare_mutants(unit, module, is_asked ? &wanted : nullptr, text);
    write_text(options.equivalents_file, text);
    strbuf_release(&text);
}

void mutation::write_text(const std::string &path, const struct strbuf &text)
{
    struct error err = {};
    if (file_write(path.c_str(), strbuf_text(&text), text.length, &err) != STATUS_OK)
        report(err.message);
}

void mutation::finish()
{
    mutate_finish(unit);
}

static const char *function_obstacle(const clang::FunctionDecl *function)
{
    if (function->hasAttr<clang::NakedAttr>())
        return "the function is naked";
    if (function->isMultiVersion())
        return "the function has several versions";
    return nullptr;
}

/* All marks of one site or none: [first, last). */
static const char *site_obstacle(const expression_slots &slots, const lowered_body &body, const mutate_mark *first,
                                 const mutate_mark *last)
{
    for (const mutate_mark *mark = first; mark != last; mark++) {
        const clang::Stmt *stmt = body.node_to_stmt[mark->node];
        clang::Stmt **slot = stmt != nullptr ? slots.find(stmt) : nullptr;
        if (slot == nullptr)
            return "the language wants a constant here, or it is not evaluated";
        if (mark->role != ROLE_STATEMENT && !marker_calls::can_mark(llvm::cast<clang::Expr>(*slot)))
            return "the value is no number and no pointer";
    }
    return nullptr;
}

static clang::Stmt *marked(marker_calls &calls, clang::Stmt *inside, const mutate_mark &mark)
{
    if (mark.role == ROLE_STATEMENT)
        return calls.gate_statement(inside, mark.site);
    auto *expression = llvm::cast<clang::Expr>(inside);
    if (mark.role == ROLE_GATE)
        return calls.gate(expression, mark.site);
    return mark.role == ROLE_INDEX ? calls.mark_wide(expression, mark.site)
                                   : calls.mark(expression, mark.site, mark.role);
}

void mutation::mark(const lowered_body &body)
{
    struct mutate_marks marks = {};
    mutate_choose(unit, body.facts, body.function, &marks);
    expression_slots slots(body.declaration);
    marker_calls calls(*body.context);
    const char *obstacle = function_obstacle(body.declaration);
    for (size_t i = 0, next; i < marks.count; i = next) {
        for (next = i; next < marks.count && marks.items[next].site == marks.items[i].site; next++)
            ;
        const char *reason =
            obstacle != nullptr ? obstacle : site_obstacle(slots, body, &marks.items[i], &marks.items[next]);
        if (reason != nullptr) {
            mutate_refuse(unit, marks.items[i].site, reason);
            continue;
        }
        for (const mutate_mark *mark = &marks.items[i]; mark != &marks.items[next]; mark++) {
            clang::Stmt **slot = slots.find(body.node_to_stmt[mark->node]);
            *slot = marked(calls, *slot, *mark);
        }
    }
    slots.refresh_initialisers();
    mutate_marks_release(&marks);
}

} // namespace cet
