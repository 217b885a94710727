#include "equivalence_help.h"

#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/IPO/InferFunctionAttrs.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/FunctionComparator.h"

#include "clang_versions.h"
#include "mutate_module.h"

extern "C" {
#include "cet/mutate/equivalence.h"
}

namespace cet
{

/* The optimiser of one module, with no plugins and for no particular machine. */
class function_simplifier
{
  public:
    explicit function_simplifier(llvm::Module &module)
    {
        builder.registerModuleAnalyses(modules);
        builder.registerCGSCCAnalyses(components);
        builder.registerFunctionAnalyses(functions);
        builder.registerLoopAnalyses(loops);
        builder.crossRegisterProxies(loops, functions, components, modules);
        passes =
            builder.buildFunctionSimplificationPipeline(llvm::OptimizationLevel::O2, llvm::ThinOrFullLTOPhase::None);
        llvm::InferFunctionAttrsPass().run(module, modules); /* what the C library's functions do */
    }

    void simplify(llvm::Function &function)
    {
        passes.run(function, functions);
        functions.clear(function, function.getName());
    }

    llvm::GlobalNumberState globals;

  private:
    llvm::LoopAnalysisManager loops;
    llvm::FunctionAnalysisManager functions;
    llvm::CGSCCAnalysisManager components;
    llvm::ModuleAnalysisManager modules;
    llvm::PassBuilder builder;
    llvm::FunctionPassManager passes;
};

/* A loop that hangs is not the same as none, though the language lets a compiler assume that it ends. */
static void forget_progress(llvm::Function &function)
{
    function.removeFnAttr(llvm::Attribute::MustProgress);
    for (llvm::BasicBlock &block : function)
        if (llvm::Instruction *end = block.getTerminator())
            end->setMetadata(llvm::LLVMContext::MD_loop, nullptr);
}

static bool keeps_label_address(const llvm::Function &function)
{
    for (const llvm::BasicBlock &block : function)
        if (block.hasAddressTaken())
            return true;
    return false;
}

static LLVMValueRef copy(LLVMValueRef value)
{
    auto *function = llvm::unwrap<llvm::Function>(value);
    if (keeps_label_address(*function))
        return nullptr;
    llvm::ValueToValueMapTy map;
    llvm::Function *copied = llvm::CloneFunction(function, map);
    copied->setComdat(nullptr);
    copied->setVisibility(llvm::GlobalValue::DefaultVisibility);
    copied->setDLLStorageClass(llvm::GlobalValue::DefaultStorageClass);
    copied->setLinkage(llvm::GlobalValue::InternalLinkage);
    copied->removeFnAttr(llvm::Attribute::OptimizeNone);
    copied->removeFnAttr(llvm::Attribute::NoInline);
    llvm::stripDebugInfo(*copied);
    forget_progress(*copied);
    return llvm::wrap(copied);
}

/* Promises about values (no overflow, not null) are dropped once they are used up: code without them does the same
 * wherever they hold, and two functions may differ in nothing else. */
static void drop_promises(llvm::Function &function)
{
    for (llvm::BasicBlock &block : function)
        for (llvm::Instruction &instruction : block) {
            instruction.dropPoisonGeneratingFlags();
            instruction.dropUnknownNonDebugMetadata();
        }
}

static void simplify(void *context, LLVMValueRef value)
{
    auto *function = llvm::unwrap<llvm::Function>(value);
    static_cast<function_simplifier *>(context)->simplify(*function);
    drop_promises(*function);
}

static uint64_t hash(LLVMValueRef function)
{
    return function_hash(*llvm::unwrap<llvm::Function>(function));
}

static bool are_equal(void *context, LLVMValueRef left, LLVMValueRef right)
{
    llvm::FunctionComparator comparator(llvm::unwrap<llvm::Function>(left), llvm::unwrap<llvm::Function>(right),
                                        &static_cast<function_simplifier *>(context)->globals);
    return comparator.compare() == 0;
}

static size_t size(LLVMValueRef function)
{
    return llvm::unwrap<llvm::Function>(function)->getInstructionCount();
}

void compare_mutants(struct mutate_unit *unit, llvm::Module &module, const std::vector<uint64_t> *wanted,
                     struct strbuf &out)
{
    function_simplifier simplifier(module);
    const struct comparison_help help = {copy,
                                         simplify,
                                         hash,
                                         are_equal,
                                         size,
                                         &simplifier,
                                         wanted ? wanted->data() : nullptr,
                                         wanted ? wanted->size() : 0};
    mutate_compare(unit, llvm::wrap(&module), mutate_module_help(), &help, &out);
}

} // namespace cet
