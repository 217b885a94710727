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
#include "llvm/Transforms/Utils/ValueMapper.h"

namespace cet
{

/* Stored elsewhere than in a local, an address of a label may be used by a call that runs the other body. */
static bool keeps_label_address(const llvm::BlockAddress &address)
{
    for (const llvm::User *user : address.users()) {
        auto *store = llvm::dyn_cast<llvm::StoreInst>(user);
        if (store != nullptr && !llvm::isa<llvm::AllocaInst>(store->getPointerOperand()->stripInBoundsOffsets()))
            return true;
        if (llvm::isa<llvm::CallBase>(user) || llvm::isa<llvm::ReturnInst>(user))
            return true;
    }
    return false;
}

static void add_tables(llvm::Constant *constant, llvm::SmallPtrSetImpl<llvm::GlobalVariable *> &tables)
{
    for (llvm::User *user : constant->users()) {
        if (auto *table = llvm::dyn_cast<llvm::GlobalVariable>(user))
            tables.insert(table);
        else if (auto *inside = llvm::dyn_cast<llvm::Constant>(user))
            add_tables(inside, tables);
    }
}

/* False when a label's address may be found by another call. */
static bool find_label_tables(llvm::Function &function, llvm::SmallPtrSetImpl<llvm::GlobalVariable *> &tables)
{
    for (llvm::BasicBlock &block : function) {
        if (!block.hasAddressTaken())
            continue;
        llvm::BlockAddress *address = llvm::BlockAddress::lookup(&block);
        if (address == nullptr)
            continue;
        if (keeps_label_address(*address))
            return false;
        add_tables(address, tables);
    }
    for (const llvm::GlobalVariable *table : tables)
        if (!table->isConstant() || !table->hasLocalLinkage())
            return false;
    return true;
}

static void copy_label_tables(llvm::Function &clone, const llvm::SmallPtrSetImpl<llvm::GlobalVariable *> &tables,
                              llvm::ValueToValueMapTy &map)
{
    for (llvm::GlobalVariable *table : tables) {
        auto *copy = new llvm::GlobalVariable(*clone.getParent(), table->getValueType(), true,
                                              llvm::GlobalValue::InternalLinkage,
                                              llvm::MapValue(table->getInitializer(), map), table->getName());
        copy->setAlignment(table->getAlign());
        table->replaceUsesWithIf(copy, [&clone](const llvm::Use &use) {
            auto *user = llvm::dyn_cast<llvm::Instruction>(use.getUser());
            return user != nullptr && user->getFunction() == &clone;
        });
    }
}

/* Without debug information: a mutant is told by its id, and line tables cost as much as the code. */
static LLVMValueRef clone_function(LLVMValueRef function)
{
    auto *original = llvm::unwrap<llvm::Function>(function);
    llvm::SmallPtrSet<llvm::GlobalVariable *, 2> tables;
    if (!find_label_tables(*original, tables))
        return nullptr;
    llvm::ValueToValueMapTy map;
    llvm::Function *clone = llvm::CloneFunction(original, map);
    clone->setComdat(nullptr);
    clone->setDSOLocal(true);
    llvm::stripDebugInfo(*clone);
    if (!tables.empty()) {
        map[original] = clone;
        copy_label_tables(*clone, tables, map);
    }
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
    auto *compare = llvm::dyn_cast<llvm::ICmpInst>(&instruction);
    if (compare != nullptr && compare->getPredicate() == llvm::ICmpInst::ICMP_NE &&
        match(compare->getOperand(0), m_ZExt(m_Value(truth))) && match(compare->getOperand(1), m_Zero()) &&
        truth->getType()->isIntegerTy(1))
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

/* Blocks that only jump on, as every gate leaves one: what the code generator does not see costs nothing. */
static void shorten(LLVMValueRef value)
{
    auto *function = llvm::unwrap<llvm::Function>(value);
    fold_constants(value);
    for (llvm::BasicBlock &block : llvm::make_early_inc_range(*function)) {
        auto *jump = llvm::dyn_cast<llvm::BranchInst>(block.getTerminator());
        if (jump != nullptr && jump->isUnconditional() && &block != &function->getEntryBlock() &&
            &*block.getFirstNonPHIOrDbg() == jump)
            llvm::TryToSimplifyUncondBranchFromEmptyBlock(&block);
    }
}

static bool erase_if_unused(LLVMValueRef value)
{
    auto *instruction = llvm::dyn_cast<llvm::Instruction>(llvm::unwrap(value));
    return instruction == nullptr || llvm::RecursivelyDeleteTriviallyDeadInstructions(instruction);
}

static void append_constructor(LLVMModuleRef module, LLVMValueRef function)
{
    llvm::appendToGlobalCtors(*llvm::unwrap(module), llvm::unwrap<llvm::Function>(function), 101);
}

static void finish_call(LLVMValueRef call, LLVMValueRef function, bool must_tail)
{
    auto *instruction = llvm::unwrap<llvm::CallInst>(call);
    const llvm::AttributeList all = llvm::unwrap<llvm::Function>(function)->getAttributes();
    llvm::SmallVector<llvm::AttributeSet, 8> parameters;
    for (unsigned i = 0; i < instruction->arg_size(); i++)
        parameters.push_back(all.getParamAttrs(i));
    instruction->setAttributes(
        llvm::AttributeList::get(instruction->getContext(), llvm::AttributeSet(), all.getRetAttrs(), parameters));
    if (must_tail)
        instruction->setTailCallKind(llvm::CallInst::TCK_MustTail);
}

const struct mutate_help *mutate_module_help()
{
    static const struct mutate_help help = {clone_function,  split_block,        fold_constants, shorten,
                                            erase_if_unused, append_constructor, finish_call};
    return &help;
}

void mutate_module(struct mutate_unit *unit, llvm::Module &module)
{
    mutate_realise(unit, llvm::wrap(&module), mutate_module_help());
}

} // namespace cet
