#include "token_hash.h"

#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"

namespace cet
{

uint64_t token_hash(lowering &low, clang::SourceRange range)
{
    llvm::StringRef text = low.places.text(range);
    if (text.empty())
        return HASH_START;
    /* Raw: nothing is expanded. The lexer wants the NUL behind the whole buffer, so the text's end is watched here. */
    llvm::StringRef buffer = low.files.view(low.sources.getExpansionLoc(range.getBegin())).text;
    clang::Lexer lexer(clang::SourceLocation(), low.compiler.getLangOpts(), buffer.begin(), text.begin(), buffer.end());
    clang::IdentifierTable &identifiers = low.compiler.getPreprocessor().getIdentifierTable();
    uint64_t hash = HASH_START;
    clang::Token token;
    while (lexer.getBufferLocation() < text.end() && !lexer.LexFromRawLexer(token)) {
        clang::tok::TokenKind kind = token.getKind();
        if (kind == clang::tok::raw_identifier)
            kind = identifiers.get(token.getRawIdentifier()).getTokenID();
        uint16_t bytes = static_cast<uint16_t>(kind);
        hash = hash_bytes(hash, &bytes, sizeof bytes);
    }
    return hash;
}

} // namespace cet
