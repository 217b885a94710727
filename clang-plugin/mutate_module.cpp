#include "mutate_module.h"

#include "llvm/Analysis/ConstantFolding.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

namespace cet
{

static LLVMValueRef clone_function(LLVMValueRef function)
{
    auto *original = llvm::unwrap<llvm::Function>(function);
    llvm::ValueToValueMapTy map;
    llvm::Function *clone = llvm::CloneFunction(original, map);
    clone->setComdat(nullptr);
    clone->setDSOLocal(true);
    /* Line coverage counts by debug information; the body with all changes is not what is measured. */
    if (original->getParent()->getNamedMetadata("llvm.gcov") != nullptr)
        llvm::stripDebugInfo(*clone);
    return llvm::wrap(clone);
}

static LLVMBasicBlockRef split_block(LLVMValueRef before)
{
    auto *instruction = llvm::unwrap<llvm::Instruction>(before);
    return llvm::wrap(instruction->getParent()->splitBasicBlock(instruction));
}

static bool is_plain_computation(const llvm::Instruction &instruction)
{
    return llvm::isa<llvm::BinaryOperator, llvm::CmpInst, llvm::CastInst, llvm::SelectInst, llvm::PHINode,
                     llvm::FreezeInst>(instruction);
}

/* A truth value that was widened for its marker and is compared with zero again, or a join of one way. */
static llvm::Value *shorter(llvm::Instruction &instruction)
{
    using namespace llvm::PatternMatch;
    llvm::Value *truth = nullptr;
    llvm::ICmpInst::Predicate predicate;
    if (match(&instruction, m_ICmp(predicate, m_ZExt(m_Value(truth)), m_Zero())) &&
        predicate == llvm::ICmpInst::ICMP_NE && truth->getType()->isIntegerTy(1))
        return truth;
    auto *join = llvm::dyn_cast<llvm::PHINode>(&instruction);
    return join != nullptr && join->getNumIncomingValues() == 1 ? join->getIncomingValue(0) : nullptr;
}

static bool fold_block(llvm::BasicBlock &block, const llvm::DataLayout &layout)
{
    bool changed = false;
    for (llvm::Instruction &instruction : llvm::make_early_inc_range(block)) {
        if (!is_plain_computation(instruction))
            continue;
        llvm::Value *folded = llvm::ConstantFoldInstruction(&instruction, layout);
        if (folded == nullptr)
            folded = shorter(instruction);
        bool is_dead = instruction.use_empty();
        if (folded == nullptr && !is_dead)
            continue;
        if (folded != nullptr)
            instruction.replaceAllUsesWith(folded);
        instruction.eraseFromParent();
        changed = true;
    }
    return llvm::ConstantFoldTerminator(&block, true) || changed;
}

/* What the front end would have folded had it seen the constants. */
static void fold_constants(LLVMValueRef value)
{
    auto *function = llvm::unwrap<llvm::Function>(value);
    const llvm::DataLayout &layout = function->getParent()->getDataLayout();
    bool changed = true;
    while (changed) {
        changed = false;
        for (llvm::BasicBlock &block : *function)
            changed |= fold_block(block, layout);
        changed |= llvm::removeUnreachableBlocks(*function);
    }
    for (llvm::BasicBlock &block : llvm::make_early_inc_range(*function))
        llvm::MergeBlockIntoPredecessor(&block);
}

static bool has_block_address(LLVMValueRef value)
{
    for (const llvm::BasicBlock &block : *llvm::unwrap<llvm::Function>(value))
        if (block.hasAddressTaken())
            return true;
    return false;
}

static void append_constructor(LLVMModuleRef module, LLVMValueRef function)
{
    llvm::appendToGlobalCtors(*llvm::unwrap(module), llvm::unwrap<llvm::Function>(function), 101);
}

static void copy_call_attributes(LLVMValueRef call, LLVMValueRef function)
{
    auto *instruction = llvm::unwrap<llvm::CallInst>(call);
    const llvm::AttributeList all = llvm::unwrap<llvm::Function>(function)->getAttributes();
    llvm::SmallVector<llvm::AttributeSet, 8> parameters;
    for (unsigned i = 0; i < instruction->arg_size(); i++)
        parameters.push_back(all.getParamAttrs(i));
    instruction->setAttributes(
        llvm::AttributeList::get(instruction->getContext(), llvm::AttributeSet(), all.getRetAttrs(), parameters));
}

void mutate_module(struct mutate_unit *unit, llvm::Module &module)
{
    static const struct mutate_help help = {clone_function,    split_block,        fold_constants,
                                            has_block_address, append_constructor, copy_call_attributes};
    mutate_realise(unit, llvm::wrap(&module), &help);
}

} // namespace cet
