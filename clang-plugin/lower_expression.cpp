#include "clang_versions.h"
#include "lower_body.h"

#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"

namespace cet
{

static enum operator_token binary_operator(clang::BinaryOperatorKind kind)
{
    switch (clang::BinaryOperator::isCompoundAssignmentOp(kind)
                ? clang::BinaryOperator::getOpForCompoundAssignment(kind)
                : kind) {
    case clang::BO_Add:
        return OP_ADD;
    case clang::BO_Sub:
        return OP_SUB;
    case clang::BO_Mul:
        return OP_MUL;
    case clang::BO_Div:
        return OP_DIV;
    case clang::BO_Rem:
        return OP_REM;
    case clang::BO_Shl:
        return OP_SHL;
    case clang::BO_Shr:
        return OP_SHR;
    case clang::BO_And:
        return OP_BIT_AND;
    case clang::BO_Or:
        return OP_BIT_OR;
    case clang::BO_Xor:
        return OP_BIT_XOR;
    case clang::BO_LT:
        return OP_LT;
    case clang::BO_LE:
        return OP_LE;
    case clang::BO_GT:
        return OP_GT;
    case clang::BO_GE:
        return OP_GE;
    case clang::BO_EQ:
        return OP_EQ;
    case clang::BO_NE:
        return OP_NE;
    case clang::BO_LAnd:
        return OP_LOGICAL_AND;
    case clang::BO_LOr:
        return OP_LOGICAL_OR;
    case clang::BO_Comma:
        return OP_COMMA;
    case clang::BO_Assign:
        return OP_NONE;
    default:
        return OP_OTHER;
    }
}

static enum operator_token unary_operator(clang::UnaryOperatorKind kind)
{
    switch (kind) {
    case clang::UO_PostInc:
        return OP_POST_INC;
    case clang::UO_PostDec:
        return OP_POST_DEC;
    case clang::UO_PreInc:
        return OP_PRE_INC;
    case clang::UO_PreDec:
        return OP_PRE_DEC;
    case clang::UO_AddrOf:
        return OP_ADDRESS;
    case clang::UO_Deref:
        return OP_DEREF;
    case clang::UO_Plus:
        return OP_PLUS;
    case clang::UO_Minus:
        return OP_MINUS;
    case clang::UO_Not:
        return OP_BIT_NOT;
    case clang::UO_LNot:
        return OP_NOT;
    default:
        return OP_OTHER;
    }
}

static enum operator_token same_representation(clang::QualType type)
{
    if (type->isPointerType())
        return OP_CONVERT_POINTER;
    if (type->isIntegralOrEnumerationType())
        return OP_CONVERT_INT;
    return type->isFloatingType() ? OP_CONVERT_FLOAT : OP_OTHER;
}

static enum operator_token conversion(const clang::CastExpr *cast)
{
    switch (cast->getCastKind()) {
    case clang::CK_LValueToRValue:
        return OP_LOAD;
    case clang::CK_ArrayToPointerDecay:
    case clang::CK_FunctionToPointerDecay:
    case clang::CK_BuiltinFnToFnPtr:
        return OP_DECAY;
    case clang::CK_IntegralCast:
    case clang::CK_IntegralToBoolean:
    case clang::CK_BooleanToSignedIntegral:
        return OP_CONVERT_INT;
    case clang::CK_FloatingCast:
    case clang::CK_FloatingToIntegral:
    case clang::CK_IntegralToFloating:
        return OP_CONVERT_FLOAT;
    case clang::CK_PointerToIntegral:
        return OP_POINTER_TO_INT;
    case clang::CK_IntegralToPointer:
        return OP_INT_TO_POINTER;
    case clang::CK_PointerToBoolean:
    case clang::CK_FloatingToBoolean:
        return OP_TO_BOOL;
    case clang::CK_ToVoid:
        return OP_TO_VOID;
    case clang::CK_NoOp:
    case clang::CK_BitCast:
    case clang::CK_AtomicToNonAtomic:
    case clang::CK_NonAtomicToAtomic:
        return same_representation(cast->getType());
    default:
        return OP_OTHER;
    }
}

void node_lowering::lower_literal(clang::Expr *expr, graph_node &node)
{
    if (auto *integer = llvm::dyn_cast<clang::IntegerLiteral>(expr)) {
        node.kind = NODE_INT_LITERAL;
        if (integer->getValue().getActiveBits() <= 64) {
            node.value = static_cast<int64_t>(integer->getValue().getZExtValue());
            node.flags |= NODE_FLAG_HAS_VALUE;
            low.constants.number(node.value, integer->getLocation(), function);
        }
    } else if (auto *character = llvm::dyn_cast<clang::CharacterLiteral>(expr)) {
        node.kind = NODE_INT_LITERAL;
        node.value = static_cast<int32_t>(character->getValue());
        node.flags |= NODE_FLAG_HAS_VALUE | NODE_FLAG_CHARACTER;
        low.constants.number(node.value, character->getLocation(), function);
    } else if (auto *truth = llvm::dyn_cast<clang::CXXBoolLiteralExpr>(expr)) { /* C23 has it too */
        node.kind = NODE_INT_LITERAL;
        node.value = truth->getValue();
        node.flags |= NODE_FLAG_HAS_VALUE;
    } else if (auto *string = llvm::dyn_cast<clang::StringLiteral>(expr)) {
        node.kind = NODE_STRING_LITERAL;
        node.symbol = low.constants.string(string, function);
    } else {
        node.kind = NODE_FLOAT_LITERAL;
        clang::SourceLocation spelling = low.sources.getSpellingLoc(expr->getBeginLoc());
        unsigned length = clang::Lexer::MeasureTokenLength(spelling, low.sources, low.compiler.getLangOpts());
        node.text = low.tables.keep({low.sources.getCharacterData(spelling), length});
    }
}

/* In the order of the call: parameters of a K&R definition number themselves in the order of their declarations. */
static uint32_t param_index(const clang::ParmVarDecl *param)
{
    const auto *function = llvm::dyn_cast<clang::FunctionDecl>(param->getDeclContext());
    for (unsigned i = 0; function != nullptr && i < function->getNumParams(); i++)
        if (function->getParamDecl(i) == param)
            return i;
    return param->getFunctionScopeIndex();
}

void node_lowering::lower_name(clang::DeclRefExpr *name, graph_node &node)
{
    clang::ValueDecl *named = name->getDecl();
    if (auto *called = llvm::dyn_cast<clang::FunctionDecl>(named)) {
        node.kind = NODE_FUNCTION;
        node.symbol = low.functions.id(called);
    } else if (auto *param = llvm::dyn_cast<clang::ParmVarDecl>(named)) {
        node.kind = NODE_PARAM;
        node.symbol = param_index(param);
    } else if (auto *constant = llvm::dyn_cast<clang::EnumConstantDecl>(named)) {
        node.kind = NODE_ENUMERATOR;
        node.value = constant->getInitVal().getExtValue();
        node.flags |= NODE_FLAG_HAS_VALUE;
        node.text = low.tables.keep(constant->getName());
    } else if (auto *variable = llvm::dyn_cast<clang::VarDecl>(named)) {
        auto local = locals.find(variable->getCanonicalDecl());
        node.kind = local != locals.end() ? NODE_LOCAL : NODE_GLOBAL;
        node.symbol = local != locals.end() ? local->second : low.globals.id(variable);
    } else {
        node.kind = NODE_OTHER_EXPR;
    }
}

void node_lowering::lower_call(clang::CallExpr *call, graph_node &node)
{
    node.kind = NODE_CALL;
    if (const clang::FunctionDecl *callee = call->getDirectCallee())
        node.symbol = low.functions.id(callee);
    want(call->getCallee());
    for (clang::Expr *argument : call->arguments())
        want(argument);
}

void node_lowering::lower_cast(clang::CastExpr *cast, graph_node &node)
{
    if (cast->getCastKind() == clang::CK_NullToPointer) {
        node.kind = NODE_NULL_POINTER;
        node.flags |= NODE_FLAG_HAS_VALUE;
        return;
    }
    node.kind = NODE_CAST;
    node.op = static_cast<uint16_t>(conversion(cast));
    if (llvm::isa<clang::ImplicitCastExpr>(cast))
        node.flags |= NODE_FLAG_IMPLICIT;
    want(cast->getSubExpr());
    if (auto *written = llvm::dyn_cast<clang::ExplicitCastExpr>(cast))
        want_array_sizes(written->getTypeAsWritten());
}

void node_lowering::lower_measure(clang::UnaryExprOrTypeTraitExpr *measure, graph_node &node)
{
    node.kind = measure->getKind() == clang::UETT_SizeOf ? NODE_SIZEOF : NODE_OTHER_EXPR;
    node.aux = low.types.id(measure->getTypeOfArgument());
    bool is_variable = measure->getTypeOfArgument()->isVariablyModifiedType();
    clang::Expr::EvalResult result;
    if (!is_variable && measure->EvaluateAsInt(result, low.context)) {
        node.value = result.Val.getInt().getExtValue();
        node.flags |= NODE_FLAG_HAS_VALUE;
    }
    if (measure->isArgumentType())
        want_array_sizes(measure->getArgumentType());
    else
        want(measure->getArgumentExpr(), is_variable ? 0 : NODE_FLAG_UNEVALUATED);
}

/* The conditional operator, its form without a middle, and the compiler's own choices. */
void node_lowering::lower_choice(clang::Expr *expr, graph_node &node)
{
    if (auto *conditional = llvm::dyn_cast<clang::ConditionalOperator>(expr)) {
        node.kind = NODE_CONDITIONAL;
        operator_location = conditional->getQuestionLoc();
        want(conditional->getCond());
        want(conditional->getTrueExpr());
        want(conditional->getFalseExpr());
    } else if (auto *elvis = llvm::dyn_cast<clang::BinaryConditionalOperator>(expr)) {
        node.kind = NODE_CONDITIONAL;
        operator_location = elvis->getQuestionLoc();
        want(elvis->getCommon());
        want(nullptr); /* the condition's own value */
        want(elvis->getFalseExpr());
    } else if (auto *generic = llvm::dyn_cast<clang::GenericSelectionExpr>(expr)) {
        node.kind = NODE_OTHER_EXPR;
        if (is_chosen_by_expression(generic))
            want(generic->getControllingExpr(), NODE_FLAG_UNEVALUATED);
        want(generic->getResultExpr());
    } else {
        auto *choose = llvm::cast<clang::ChooseExpr>(expr);
        node.kind = NODE_OTHER_EXPR;
        want(choose->getCond(), NODE_FLAG_CONSTANT);
        want(choose->getChosenSubExpr());
    }
}

/* By position of the fields and elements. A range designator repeats one expression for each element: it stands once.
 */
void node_lowering::lower_init_list(clang::InitListExpr *list)
{
    clang::InitListExpr *semantic = list->isSemanticForm() ? list : list->getSemanticForm();
    if (semantic == nullptr)
        semantic = list;
    clang::Expr *last = nullptr;
    for (clang::Expr *item : semantic->inits()) {
        if (item != nullptr && item != last)
            want(item);
        last = item;
    }
}

void node_lowering::lower_expression(clang::Expr *expr, graph_node &node)
{
    switch (expr->getStmtClass()) {
    case clang::Stmt::IntegerLiteralClass:
    case clang::Stmt::CharacterLiteralClass:
    case clang::Stmt::StringLiteralClass:
    case clang::Stmt::FloatingLiteralClass:
    case clang::Stmt::CXXBoolLiteralExprClass:
        lower_literal(expr, node);
        break;
    case clang::Stmt::DeclRefExprClass:
        lower_name(llvm::cast<clang::DeclRefExpr>(expr), node);
        break;
    case clang::Stmt::UnaryOperatorClass: {
        auto *unary = llvm::cast<clang::UnaryOperator>(expr);
        node.op = static_cast<uint16_t>(unary_operator(unary->getOpcode()));
        node.kind = node.op == OP_OTHER ? NODE_OTHER_EXPR : NODE_UNARY;
        operator_location = unary->getOperatorLoc();
        want(unary->getSubExpr());
        break;
    }
    case clang::Stmt::BinaryOperatorClass:
    case clang::Stmt::CompoundAssignOperatorClass: {
        auto *binary = llvm::cast<clang::BinaryOperator>(expr);
        node.kind = binary->isAssignmentOp() ? NODE_ASSIGN : NODE_BINARY;
        node.op = static_cast<uint16_t>(binary_operator(binary->getOpcode()));
        operator_location = binary->getOperatorLoc();
        want(binary->getLHS());
        want(binary->getRHS());
        break;
    }
    case clang::Stmt::ConditionalOperatorClass:
    case clang::Stmt::BinaryConditionalOperatorClass:
    case clang::Stmt::GenericSelectionExprClass:
    case clang::Stmt::ChooseExprClass:
        lower_choice(expr, node);
        break;
    case clang::Stmt::CallExprClass:
        lower_call(llvm::cast<clang::CallExpr>(expr), node);
        break;
    case clang::Stmt::MemberExprClass: {
        auto *member = llvm::cast<clang::MemberExpr>(expr);
        node.kind = NODE_MEMBER;
        node.op = member->isArrow() ? OP_ARROW : OP_DOT;
        node.symbol = llvm::cast<clang::FieldDecl>(member->getMemberDecl())->getFieldIndex();
        operator_location = member->getOperatorLoc();
        want(member->getBase());
        break;
    }
    case clang::Stmt::ArraySubscriptExprClass:
        node.kind = NODE_SUBSCRIPT;
        want(llvm::cast<clang::ArraySubscriptExpr>(expr)->getBase());
        want(llvm::cast<clang::ArraySubscriptExpr>(expr)->getIdx());
        break;
    case clang::Stmt::ImplicitCastExprClass:
    case clang::Stmt::CStyleCastExprClass:
        lower_cast(llvm::cast<clang::CastExpr>(expr), node);
        break;
    case clang::Stmt::UnaryExprOrTypeTraitExprClass:
        lower_measure(llvm::cast<clang::UnaryExprOrTypeTraitExpr>(expr), node);
        break;
    case clang::Stmt::InitListExprClass:
        node.kind = NODE_INIT_LIST;
        lower_init_list(llvm::cast<clang::InitListExpr>(expr));
        break;
    case clang::Stmt::CompoundLiteralExprClass:
        node.kind = NODE_COMPOUND_LITERAL;
        want(llvm::cast<clang::CompoundLiteralExpr>(expr)->getInitializer());
        break;
    case clang::Stmt::StmtExprClass:
        node.kind = NODE_STATEMENT_EXPR;
        want(llvm::cast<clang::StmtExpr>(expr)->getSubStmt());
        break;
    case clang::Stmt::VAArgExprClass:
        node.kind = NODE_VA_ARG;
        want(llvm::cast<clang::VAArgExpr>(expr)->getSubExpr());
        break;
    case clang::Stmt::ImplicitValueInitExprClass:
    case clang::Stmt::PredefinedExprClass: /* __func__: its text is not in the source */
        node.kind = NODE_OTHER_EXPR;
        node.flags |= NODE_FLAG_IMPLICIT;
        break;
    case clang::Stmt::AddrLabelExprClass:
        node.kind = NODE_OTHER_EXPR;
        node.text = low.tables.keep(llvm::cast<clang::AddrLabelExpr>(expr)->getLabel()->getName());
        break;
    case clang::Stmt::BlockExprClass: /* a function of its own, which the model does not have */
        node.kind = NODE_OTHER_EXPR;
        break;
    default:
        node.kind = NODE_OTHER_EXPR;
        lower_others(expr);
        break;
    }
}

} // namespace cet
