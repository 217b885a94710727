#include "macro_value.h"

#include "clang/Lex/LiteralSupport.h"
#include "llvm/ADT/APSInt.h"
#include "llvm/ADT/SmallString.h"

#include "clang_versions.h"

namespace cet
{

#define MACRO_NESTING_MAX 64
#define VALUE_BITS 64

using llvm::APSInt;

/* Precedence climbing over the tokens of one body; a macro named in it is a reader of its own, one level deeper. */
class value_reader
{
  public:
    value_reader(llvm::ArrayRef<clang::Token> body, clang::Preprocessor &state, unsigned level)
        : tokens(body), preprocessor(state), depth(level)
    {
    }

    std::optional<APSInt> read_all()
    {
        std::optional<APSInt> value = read_conditional();
        return value && at == tokens.size() ? value : std::nullopt;
    }

  private:
    std::optional<APSInt> read_conditional();
    std::optional<APSInt> read_binary(unsigned least_precedence);
    std::optional<APSInt> read_unary();
    std::optional<APSInt> read_operand();
    std::optional<APSInt> read_number(const clang::Token &token);
    std::optional<APSInt> read_character(const clang::Token &token);
    std::optional<APSInt> read_name(const clang::Token &token);

    bool accept(clang::tok::TokenKind kind)
    {
        if (at >= tokens.size() || tokens[at].isNot(kind))
            return false;
        at++;
        return true;
    }

    llvm::ArrayRef<clang::Token> tokens;
    clang::Preprocessor &preprocessor;
    unsigned depth;
    size_t at = 0;
};

static APSInt signed_value(int64_t value)
{
    return APSInt(llvm::APInt(VALUE_BITS, value, true), false);
}

static unsigned precedence(clang::tok::TokenKind kind)
{
    switch (kind) {
    case clang::tok::star:
    case clang::tok::slash:
    case clang::tok::percent:
        return 10;
    case clang::tok::plus:
    case clang::tok::minus:
        return 9;
    case clang::tok::lessless:
    case clang::tok::greatergreater:
        return 8;
    case clang::tok::less:
    case clang::tok::greater:
    case clang::tok::lessequal:
    case clang::tok::greaterequal:
        return 7;
    case clang::tok::equalequal:
    case clang::tok::exclaimequal:
        return 6;
    case clang::tok::amp:
        return 5;
    case clang::tok::caret:
        return 4;
    case clang::tok::pipe:
        return 3;
    case clang::tok::ampamp:
        return 2;
    case clang::tok::pipepipe:
        return 1;
    default:
        return 0;
    }
}

static std::optional<APSInt> apply_arithmetic(clang::tok::TokenKind kind, const APSInt &left, const APSInt &right)
{
    switch (kind) {
    case clang::tok::star:
        return left * right;
    case clang::tok::slash:
    case clang::tok::percent:
        if (right.isZero() || (left.isSigned() && left.isMinSignedValue() && right.isAllOnes()))
            return std::nullopt;
        return kind == clang::tok::slash ? left / right : left % right;
    case clang::tok::plus:
        return left + right;
    case clang::tok::minus:
        return left - right;
    case clang::tok::amp:
        return left & right;
    case clang::tok::caret:
        return left ^ right;
    default:
        return left | right;
    }
}

static std::optional<APSInt> apply(clang::tok::TokenKind kind, APSInt left, APSInt right)
{
    if (kind == clang::tok::lessless || kind == clang::tok::greatergreater) {
        uint64_t bits = right.getLimitedValue(VALUE_BITS);
        if (bits >= VALUE_BITS)
            return std::nullopt;
        return kind == clang::tok::lessless ? left << bits : left >> bits;
    }
    bool is_unsigned = left.isUnsigned() || right.isUnsigned();
    left.setIsUnsigned(is_unsigned);
    right.setIsUnsigned(is_unsigned);
    switch (kind) {
    case clang::tok::less:
        return signed_value(left < right);
    case clang::tok::greater:
        return signed_value(left > right);
    case clang::tok::lessequal:
        return signed_value(left <= right);
    case clang::tok::greaterequal:
        return signed_value(left >= right);
    case clang::tok::equalequal:
        return signed_value(left == right);
    case clang::tok::exclaimequal:
        return signed_value(left != right);
    case clang::tok::ampamp:
        return signed_value(!left.isZero() && !right.isZero());
    case clang::tok::pipepipe:
        return signed_value(!left.isZero() || !right.isZero());
    default:
        return apply_arithmetic(kind, left, right);
    }
}

std::optional<APSInt> value_reader::read_conditional()
{
    if (++depth > MACRO_NESTING_MAX)
        return std::nullopt;
    std::optional<APSInt> condition = read_binary(1);
    if (!condition || !accept(clang::tok::question))
        return condition;
    std::optional<APSInt> yes = read_conditional();
    if (!yes || !accept(clang::tok::colon))
        return std::nullopt;
    std::optional<APSInt> no = read_conditional();
    if (!no)
        return std::nullopt;
    return condition->isZero() ? no : yes;
}

std::optional<APSInt> value_reader::read_binary(unsigned least_precedence)
{
    std::optional<APSInt> left = read_unary();
    while (left && at < tokens.size()) {
        clang::tok::TokenKind kind = tokens[at].getKind();
        unsigned binding = precedence(kind);
        if (binding < least_precedence || binding == 0)
            break;
        at++;
        std::optional<APSInt> right = read_binary(binding + 1);
        left = right ? apply(kind, *left, *right) : std::nullopt;
    }
    return left;
}

std::optional<APSInt> value_reader::read_unary()
{
    size_t first = at;
    while (at < tokens.size() &&
           tokens[at].isOneOf(clang::tok::plus, clang::tok::minus, clang::tok::tilde, clang::tok::exclaim))
        at++;
    size_t sign = at;
    std::optional<APSInt> value = read_operand();
    while (value && sign-- > first) {
        if (tokens[sign].is(clang::tok::minus))
            value = -*value;
        else if (tokens[sign].is(clang::tok::tilde))
            value = ~*value;
        else if (tokens[sign].is(clang::tok::exclaim))
            value = signed_value(value->isZero());
    }
    return value;
}

std::optional<APSInt> value_reader::read_operand()
{
    if (accept(clang::tok::l_paren)) {
        std::optional<APSInt> value = read_conditional();
        return value && accept(clang::tok::r_paren) ? value : std::nullopt;
    }
    if (at >= tokens.size())
        return std::nullopt;
    const clang::Token &token = tokens[at++];
    if (token.is(clang::tok::numeric_constant))
        return read_number(token);
    if (token.is(clang::tok::char_constant))
        return read_character(token);
    return token.getIdentifierInfo() != nullptr ? read_name(token) : std::nullopt;
}

std::optional<APSInt> value_reader::read_number(const clang::Token &token)
{
    llvm::SmallString<32> spelling;
    bool is_invalid = false;
    llvm::StringRef text = preprocessor.getSpelling(token, spelling, &is_invalid);
    /* Diagnosing is left to the parser, which sees the number only where the macro is used. */
    clang::IgnoringDiagConsumer silent;
    clang::DiagnosticsEngine diagnostics = diagnostics_for(preprocessor.getDiagnostics(), silent);
    clang::NumericLiteralParser literal(text, token.getLocation(), preprocessor.getSourceManager(),
                                        preprocessor.getLangOpts(), preprocessor.getTargetInfo(), diagnostics);
    llvm::APInt value(VALUE_BITS, 0);
    if (is_invalid || literal.hadError || !literal.isIntegerLiteral() || literal.GetIntegerValue(value))
        return std::nullopt;
    return APSInt(value, literal.isUnsigned || value.isNegative());
}

std::optional<APSInt> value_reader::read_character(const clang::Token &token)
{
    std::string text = preprocessor.getSpelling(token);
    if (text.size() != 3 || text[1] == '\\' || static_cast<unsigned char>(text[1]) >= 0x80) {
        clang::CharLiteralParser literal(text.data(), text.data() + text.size(), token.getLocation(), preprocessor,
                                         token.getKind());
        if (literal.hadError() || literal.isMultiChar())
            return std::nullopt;
        return signed_value(static_cast<int64_t>(literal.getValue()));
    }
    return signed_value(text[1]);
}

std::optional<APSInt> value_reader::read_name(const clang::Token &token)
{
    const clang::MacroInfo *macro = preprocessor.getMacroInfo(token.getIdentifierInfo());
    if (macro == nullptr || macro->isFunctionLike() || macro->isBuiltinMacro() || depth >= MACRO_NESTING_MAX)
        return std::nullopt;
    return value_reader(macro->tokens(), preprocessor, depth + 1).read_all();
}

std::optional<int64_t> macro_value(const clang::MacroInfo &macro, clang::Preprocessor &preprocessor)
{
    if (macro.isFunctionLike() || macro.isBuiltinMacro() || macro.tokens_empty())
        return std::nullopt;
    std::optional<APSInt> value = value_reader(macro.tokens(), preprocessor, 0).read_all();
    if (!value)
        return std::nullopt;
    return static_cast<int64_t>(value->getZExtValue());
}

} // namespace cet
