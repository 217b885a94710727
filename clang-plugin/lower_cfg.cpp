#include "lower_cfg.h"

#include "clang/Analysis/CFG.h"
#include "llvm/Support/thread.h"

namespace cet
{

/* Clang builds the graph by recursion over the tree; deeper trees get a thread with a stack that holds them. */
#define OWN_STACK_DEPTH 1000
#define DEEP_STACK_BYTES (256u * 1024 * 1024)

static uint32_t tree_depth(const body_graph &body)
{
    uint32_t deepest = 0;
    std::vector<uint32_t> ends;
    for (uint32_t i = 0; i < body.nodes.size(); i++) {
        while (!ends.empty() && ends.back() <= i)
            ends.pop_back();
        ends.push_back(body.nodes[i].subtree_end);
        deepest = std::max(deepest, static_cast<uint32_t>(ends.size()));
    }
    return deepest;
}

/* Every evaluation is an element, but for names and literals: they change nothing and are read by the conversion or
 * operator around them. Leaving them out saves half of the graph. */
static clang::CFG::BuildOptions element_choice()
{
    clang::CFG::BuildOptions options;
    options.setAllAlwaysAdd();
    for (clang::Stmt::StmtClass silent :
         {clang::Stmt::DeclRefExprClass, clang::Stmt::IntegerLiteralClass, clang::Stmt::CharacterLiteralClass,
          clang::Stmt::StringLiteralClass, clang::Stmt::FloatingLiteralClass, clang::Stmt::ParenExprClass,
          clang::Stmt::ConstantExprClass})
        options.setAlwaysAdd(silent, false);
    return options;
}

static std::unique_ptr<clang::CFG> build(lowering &low, const clang::FunctionDecl *definition, uint32_t depth)
{
    clang::CFG::BuildOptions options = element_choice();
    std::unique_ptr<clang::CFG> cfg;
    auto run = [&] { cfg = clang::CFG::buildCFG(definition, definition->getBody(), &low.context, options); };
    if (depth < OWN_STACK_DEPTH) {
        run();
    } else {
        llvm::thread thread(std::optional<unsigned>(DEEP_STACK_BYTES), run);
        thread.join();
    }
    return cfg;
}

class block_writer
{
  public:
    explicit block_writer(const body_graph &lowered) : body(lowered) {}

    graph_block write(const clang::CFGBlock &block)
    {
        graph_block result = {};
        result.first_element = static_cast<uint32_t>(elements.size());
        for (const clang::CFGElement &element : block)
            add_element(element);
        result.element_count = static_cast<uint32_t>(elements.size()) - result.first_element;
        result.first_successor = static_cast<uint32_t>(successors.size());
        for (const clang::CFGBlock::AdjacentBlock &next : block.succs())
            successors.push_back(next.isReachable() && next.getReachableBlock() ? next->getBlockID() : NO_ID);
        result.successor_count = static_cast<uint32_t>(successors.size()) - result.first_successor;
        result.terminator = node(block.getTerminatorStmt());
        result.condition = node(block.getTerminatorCondition(false));
        result.label = node(block.getLabel());
        result.is_noreturn = block.hasNoReturnElement();
        return result;
    }

    std::vector<uint32_t> elements;
    std::vector<uint32_t> successors;

  private:
    uint32_t node(const void *stmt) const
    {
        auto found = body.node_of.find(stmt);
        return stmt == nullptr || found == body.node_of.end() ? NO_ID : found->second;
    }

    static bool is_silent(const graph_node &node)
    {
        return node.kind <= NODE_ENUMERATOR || (node.kind == NODE_CAST && node.op == OP_DECAY);
    }

    void add_element(const clang::CFGElement &element)
    {
        auto statement = element.getAs<clang::CFGStmt>();
        if (!statement)
            return;
        const clang::Stmt *stmt = statement->getStmt();
        uint32_t id = node(stmt);
        if (const auto *declaration = llvm::dyn_cast<clang::DeclStmt>(stmt))
            id = declaration->isSingleDecl() ? node(declaration->getSingleDecl()) : NO_ID;
        bool is_repeated = elements.size() > 0 && elements.back() == id; /* parentheses around the same node */
        if (id != NO_ID && !is_repeated && !is_silent(body.nodes[id]))
            elements.push_back(id);
    }

    const body_graph &body;
};

void lower_cfg(lowering &low, const clang::FunctionDecl *definition, const body_graph &body, function_graph &graph)
{
    std::unique_ptr<clang::CFG> cfg = build(low, definition, tree_depth(body));
    if (!cfg)
        return;
    block_writer writer(body);
    std::vector<graph_block> blocks(cfg->getNumBlockIDs());
    for (const clang::CFGBlock *block : *cfg)
        blocks[block->getBlockID()] = writer.write(*block);
    unit &tables = low.tables;
    graph.blocks = tables.keep_array(blocks);
    graph.block_count = static_cast<uint32_t>(blocks.size());
    graph.entry_block = cfg->getEntry().getBlockID();
    graph.exit_block = cfg->getExit().getBlockID();
    graph.elements = tables.keep_array(writer.elements);
    graph.element_count = static_cast<uint32_t>(writer.elements.size());
    graph.successors = tables.keep_array(writer.successors);
    graph.successor_count = static_cast<uint32_t>(writer.successors.size());
}

} // namespace cet
