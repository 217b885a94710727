/* The value of an object-like macro whose body is an integer constant expression of literals, operators and macros of
 * the same kind, by the rules of #if (all operands as wide as intmax_t). */
#ifndef CET_PLUGIN_MACRO_VALUE_H
#define CET_PLUGIN_MACRO_VALUE_H

#include <cstdint>
#include <optional>

#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"

namespace cet
{

std::optional<int64_t> macro_value(const clang::MacroInfo &macro, clang::Preprocessor &preprocessor);

} // namespace cet

#endif
