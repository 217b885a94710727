#include "lower_body.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"

namespace cet
{

clang::Stmt *node_lowering::unwrap(clang::Stmt *stmt, uint32_t &flags) const
{
    for (;;) {
        if (auto *paren = llvm::dyn_cast<clang::ParenExpr>(stmt)) {
            flags |= NODE_FLAG_PARENTHESISED;
            stmt = paren->getSubExpr();
        } else if (auto *full = llvm::dyn_cast<clang::FullExpr>(stmt)) {
            stmt = full->getSubExpr();
        } else if (auto *attributed = llvm::dyn_cast<clang::AttributedStmt>(stmt)) {
            if (clang::hasSpecificAttr<clang::FallThroughAttr>(attributed->getAttrs()))
                flags |= NODE_FLAG_FALLTHROUGH;
            stmt = attributed->getSubStmt();
        } else if (auto *extension = llvm::dyn_cast<clang::UnaryOperator>(stmt);
                   extension != nullptr && extension->getOpcode() == clang::UO_Extension) {
            stmt = extension->getSubExpr();
        } else {
            return stmt;
        }
    }
}

void node_lowering::want(clang::Stmt *stmt, uint32_t flags)
{
    children->push_back({stmt, inherited | flags, nullptr, false});
}

/* The type as it was written, where its array sizes stand. */
static clang::QualType written_type(const clang::Decl *declared)
{
    if (const auto *param = llvm::dyn_cast<clang::ParmVarDecl>(declared))
        return param->getOriginalType();
    if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(declared))
        return variable->getType();
    if (const auto *alias = llvm::dyn_cast<clang::TypedefNameDecl>(declared))
        return alias->getUnderlyingType();
    return {};
}

/* The sizes that a declaration or an expression writes down, outermost first. A typedef's are evaluated where it is
 * declared: the walk ends at its name. */
void node_lowering::want_array_sizes(clang::QualType type)
{
    while (!type.isNull() && type->isVariablyModifiedType()) {
        const clang::Type *plain = type.getTypePtr();
        if (llvm::isa<clang::TypedefType>(plain))
            return;
        if (const auto *decayed = llvm::dyn_cast<clang::AdjustedType>(plain)) {
            type = decayed->getOriginalType();
        } else if (const auto *array = llvm::dyn_cast<clang::ArrayType>(plain)) {
            const auto *variable = llvm::dyn_cast<clang::VariableArrayType>(plain);
            if (variable != nullptr && variable->getSizeExpr() != nullptr)
                children->push_back({variable->getSizeExpr(), inherited, nullptr, true});
            type = array->getElementType();
        } else if (!plain->getPointeeType().isNull()) {
            type = plain->getPointeeType();
        } else if (const auto *callable = llvm::dyn_cast<clang::FunctionType>(plain)) {
            type = callable->getReturnType();
        } else {
            clang::QualType next = type.getSingleStepDesugaredType(low.context);
            if (next == type)
                return;
            type = next;
        }
    }
}

void node_lowering::want_param_sizes()
{
    for (const clang::ParmVarDecl *param : definition->parameters())
        want_array_sizes(written_type(param));
}

void node_lowering::want_declarations(clang::DeclStmt *declarations)
{
    for (clang::Decl *declared : declarations->decls()) {
        want_array_sizes(written_type(declared));
        if (auto *variable = llvm::dyn_cast<clang::VarDecl>(declared); variable && !variable->hasExternalStorage())
            children->push_back({declarations, inherited, variable, false});
    }
}

void node_lowering::want_one(clang::Stmt *stmt)
{
    auto *declarations = llvm::dyn_cast_or_null<clang::DeclStmt>(stmt);
    if (declarations == nullptr) {
        want(stmt);
        return;
    }
    size_t first = children->size();
    want_declarations(declarations);
    size_t count = children->size() - first;
    if (count == 1)
        return;
    children->resize(first);
    want(count == 0 ? nullptr : declarations); /* several: an implicit COMPOUND */
}

void node_lowering::lower(const body_child &child, graph_node &node, std::vector<body_child> &into)
{
    children = &into;
    inherited = child.flags;
    operator_location = own_token = clang::SourceLocation();
    if (child.stmt == nullptr) {
        node.flags |= NODE_FLAG_IMPLICIT;
        return;
    }
    if (child.variable != nullptr) {
        lower_declare(child.variable, node);
        return;
    }
    clang::SourceRange range = child.stmt->getSourceRange(); /* walks down both edges of the tree: asked for once */
    own_token = range.getBegin();
    if (child.is_array_size) {
        node.kind = NODE_ARRAY_SIZE;
        want(child.stmt);
        place(range, node);
        return;
    }
    if (auto *expr = llvm::dyn_cast<clang::Expr>(child.stmt)) {
        node.type = low.types.id(expr->getType());
        node.flags |= expr->isLValue() ? NODE_FLAG_LVALUE : 0;
        lower_expression(expr, node);
    } else {
        lower_statement(child.stmt, node);
    }
    if (node.kind != NODE_CAST || !(node.flags & NODE_FLAG_IMPLICIT))
        place(range, node);
}

void node_lowering::place(clang::SourceRange range, graph_node &node)
{
    node.range = low.places.seen(range);
    bool is_in_file = range.getBegin().isFileID() && range.getEnd().isFileID();
    node.spelled = is_in_file ? node.range : low.places.spelled(range);
    if (operator_location.isValid()) {
        node.op_place = low.places.spelled_place(operator_location);
        own_token = operator_location;
    }
    if (own_token.isMacroID()) {
        token_origin origin = low.macros.origin(own_token);
        node.macro = origin.macro;
        node.flags |= origin.is_argument ? NODE_FLAG_MACRO_ARG : NODE_FLAG_MACRO_BODY;
    }
    clang::SourceLocation spelling = low.places.spelling(own_token);
    if (spelling.isValid() && low.files.view(spelling).is_file && !low.files.is_user(spelling))
        node.flags |= NODE_FLAG_SYSTEM;
}

void node_lowering::lower_declare(clang::VarDecl *variable, graph_node &node)
{
    node.kind = NODE_DECLARE;
    node.symbol = static_cast<uint32_t>(graph.locals.size());
    graph_local local = {};
    local.name = low.tables.keep(variable->getName());
    local.type = low.types.id(variable->getType());
    local.is_static = variable->isStaticLocal();
    local.has_cleanup = variable->hasAttr<clang::CleanupAttr>();
    local.place = low.places.seen_place(variable->getLocation());
    graph.locals.push_back(local);
    locals.try_emplace(variable->getCanonicalDecl(), node.symbol);
    own_token = variable->getLocation();
    node.range = low.places.seen(variable->getSourceRange());
    node.spelled = low.places.spelled(variable->getSourceRange());
    if (variable->isStaticLocal())
        low.globals.add_local(variable, function);
    if (const auto *cleanup = variable->getAttr<clang::CleanupAttr>())
        low.functions.named_in_data(cleanup->getFunctionDecl());
    if (clang::Expr *initialiser = variable->getInit())
        want(initialiser, variable->isStaticLocal() ? NODE_FLAG_CONSTANT : 0);
}

void node_lowering::lower_case(clang::CaseStmt *labelled, graph_node &node)
{
    node.kind = NODE_CASE;
    node.value = labelled->getLHS()->EvaluateKnownConstInt(low.context).getExtValue();
    node.flags |= NODE_FLAG_HAS_VALUE;
    want(labelled->getLHS(), NODE_FLAG_CONSTANT);
    if (clang::Expr *end = labelled->getRHS()) {
        node.text = low.tables.keep(std::to_string(end->EvaluateKnownConstInt(low.context).getExtValue()));
        want(end, NODE_FLAG_CONSTANT);
    }
    want_one(labelled->getSubStmt());
}

void node_lowering::lower_for(clang::ForStmt *loop)
{
    want_one(loop->getInit());
    want(loop->getCond());
    want(loop->getInc());
    want_one(loop->getBody());
}

void node_lowering::lower_others(clang::Stmt *stmt)
{
    for (clang::Stmt *child : stmt->children())
        if (child != nullptr)
            want(child);
}

void node_lowering::lower_statement(clang::Stmt *stmt, graph_node &node)
{
    switch (stmt->getStmtClass()) {
    case clang::Stmt::CompoundStmtClass:
        node.kind = NODE_COMPOUND;
        if (stmt == definition->getBody())
            want_param_sizes();
        for (clang::Stmt *child : llvm::cast<clang::CompoundStmt>(stmt)->body()) {
            if (auto *declarations = llvm::dyn_cast<clang::DeclStmt>(child))
                want_declarations(declarations);
            else
                want(child);
        }
        break;
    case clang::Stmt::DeclStmtClass:
        node.kind = NODE_COMPOUND;
        node.flags |= NODE_FLAG_IMPLICIT;
        want_declarations(llvm::cast<clang::DeclStmt>(stmt));
        break;
    case clang::Stmt::IfStmtClass: {
        auto *branch = llvm::cast<clang::IfStmt>(stmt);
        node.kind = NODE_IF;
        want(branch->getCond());
        want_one(branch->getThen());
        if (branch->getElse() != nullptr)
            want_one(branch->getElse());
        break;
    }
    case clang::Stmt::WhileStmtClass:
        node.kind = NODE_WHILE;
        want(llvm::cast<clang::WhileStmt>(stmt)->getCond());
        want_one(llvm::cast<clang::WhileStmt>(stmt)->getBody());
        break;
    case clang::Stmt::DoStmtClass:
        node.kind = NODE_DO;
        want_one(llvm::cast<clang::DoStmt>(stmt)->getBody());
        want(llvm::cast<clang::DoStmt>(stmt)->getCond());
        break;
    case clang::Stmt::ForStmtClass:
        node.kind = NODE_FOR;
        lower_for(llvm::cast<clang::ForStmt>(stmt));
        break;
    case clang::Stmt::SwitchStmtClass:
        node.kind = NODE_SWITCH;
        want(llvm::cast<clang::SwitchStmt>(stmt)->getCond());
        want_one(llvm::cast<clang::SwitchStmt>(stmt)->getBody());
        break;
    case clang::Stmt::CaseStmtClass:
        lower_case(llvm::cast<clang::CaseStmt>(stmt), node);
        break;
    case clang::Stmt::DefaultStmtClass:
        node.kind = NODE_DEFAULT;
        want_one(llvm::cast<clang::DefaultStmt>(stmt)->getSubStmt());
        break;
    case clang::Stmt::ReturnStmtClass:
        node.kind = NODE_RETURN;
        lower_others(stmt);
        break;
    case clang::Stmt::BreakStmtClass:
        node.kind = NODE_BREAK;
        break;
    case clang::Stmt::ContinueStmtClass:
        node.kind = NODE_CONTINUE;
        break;
    case clang::Stmt::GotoStmtClass:
        node.kind = NODE_GOTO;
        node.text = low.tables.keep(llvm::cast<clang::GotoStmt>(stmt)->getLabel()->getName());
        break;
    case clang::Stmt::IndirectGotoStmtClass:
        node.kind = NODE_GOTO;
        want(llvm::cast<clang::IndirectGotoStmt>(stmt)->getTarget());
        break;
    case clang::Stmt::LabelStmtClass:
        node.kind = NODE_LABEL;
        node.text = low.tables.keep(llvm::cast<clang::LabelStmt>(stmt)->getName());
        want_one(llvm::cast<clang::LabelStmt>(stmt)->getSubStmt());
        break;
    case clang::Stmt::GCCAsmStmtClass:
    case clang::Stmt::MSAsmStmtClass:
        node.kind = NODE_ASM;
        lower_others(stmt);
        break;
    case clang::Stmt::NullStmtClass:
        node.kind = NODE_EMPTY;
        if (llvm::cast<clang::NullStmt>(stmt)->hasLeadingEmptyMacro())
            node.flags |= NODE_FLAG_MACRO_BODY;
        break;
    default:
        node.kind = NODE_OTHER_STMT;
        lower_others(stmt);
        break;
    }
}

} // namespace cet
